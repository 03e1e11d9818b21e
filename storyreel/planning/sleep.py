"""Who sleeps in a shot. A person who fell asleep in a shot before sleeps on until the script wakes them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from storyreel.film.storyboard import Delivery, Pose, Shot
from storyreel.planning.light_statements import plain
from storyreel.planning.subjects import meant_of, parts_of
from storyreel.screenplays.sentences import sentences

_SLEEPS = re.compile(
    r"\b(?:(?:falls? |fell |fast )?asleep|sleep(?:s|ing)?|slept|unconscious|eyes (?:are"
    r" )?(?:closed|shut)|dozes|dozing|nods off|passes out|faints|dead on"
    r"|(?:close[sd]?|closing|shuts?) (?:his|her|their|both) eyes|eyes (?:fall |slowly )?(?:close|fall"
    r" shut|shut))\b"
)
_NO_SLEEP = re.compile(
    r"\b(?:no|not|n't|never|cannot|without|a|the|of) (?:\w+ )?(?:asleep|sleep(?:s|ing)?|slept)\b"
)
_WAKES = re.compile(
    r"\b(?:(?:opens?|opened|open) (?:his|her|their) eyes|eyes (?:are"
    r" )?open|wakes?|woke|awakes?|awoke|awakens?|sits up|sat up)\b"
)
_SLEEPS_ON = re.compile(
    r"\b(?:snores?|dreams?|breathes?|stirs?|murmurs?|still|(?:does not|doesn't)"
    r" (?:stir|wake|move|hear|answer))\b"
)
_UP = frozenset({Pose.WALKING, Pose.RUNNING})


def sleepers_after(shot: Shot, asleep: Collection[str], names: Mapping[str, str]) -> frozenset[str]:
    """Ids of the people of a scene who sleep as a shot ends.

    A person wakes if the script says so or says what they do next, if they speak in the picture, and if they
    walk or run.

    asleep: those who slept before it, seen in it or not.
    names: ids of people by what the script may call them, see `names_in`.
    """
    still = set(asleep) - {figure.cast_id for figure in shot.figures if figure.pose in _UP}
    speaking = {line.cast_id for line in shot.lines if line.delivery is Delivery.ON_SCREEN}
    return frozenset(_after(shot, still, names) - speaking)


def sleeps_after(words: str, before: bool) -> bool:
    """Whether a person sleeps after what the words behind their name say. before: whether they slept already.

    >>> sleeps_after("sits on a bollard, asleep", False)
    True
    >>> sleeps_after("snores", True), sleeps_after("smiles", True)
    (True, False)
    """
    said = plain(words)
    begins = max((match.start() for match in _SLEEPS.finditer(_NO_SLEEP.sub("", said))), default=-1)
    if begins < 0:
        return before and _sleeps_on(said)
    wakes = _WAKES.search(said)
    return wakes is None or wakes.start() < begins


def _sleeps_on(said: str) -> bool:
    """Whether the words fit a person who goes on sleeping: they say so, or nothing."""
    if _SLEEPS_ON.search(said):
        return True
    return not re.search(r"[a-z]", said) and not _WAKES.search(said)


def _after(shot: Shot, asleep: set[str], names: Mapping[str, str]) -> set[str]:
    """Who sleeps when the action of a shot is over."""
    now, of_whom = set(asleep), ""
    for sentence in map(plain, sentences(shot.script or shot.action)):
        parts = parts_of(sentence, names)
        for who, words in parts or _without_name(sentence, of_whom, shot):
            now = now | {who} if sleeps_after(words, who in now) else now - {who}
        of_whom = parts[-1][0] if parts else of_whom
    return now


def _without_name(sentence: str, of_whom: str, shot: Shot) -> list[tuple[str, str]]:
    """The people whom a sentence about sleep means, if it names none."""
    if not (_SLEEPS.search(sentence) or _WAKES.search(sentence)):
        return []
    return [(who, sentence) for who in meant_of(sentence, of_whom, shot, (Pose.LYING, Pose.SITTING))]


def sleeps(action: str) -> bool:
    """Whether an action itself says that a person sleeps.

    >>> sleeps("Mara sits on a bollard, asleep."), sleeps("Tom laughs.")
    (True, False)
    """
    return _SLEEPS.search(plain(action)) is not None
