"""Who sleeps in each shot: who fell asleep in a shot before sleeps on, until the script wakes them. It does not know how anything is drawn."""

from __future__ import annotations

import re
from collections.abc import Mapping

from storyreel.film.standing import plain
from storyreel.film.storyboard import Delivery, Pose, Shot, Storyboard

_SLEEPS = re.compile(r"\b(?:(?:falls? |fast )?asleep|sleep(?:s|ing)?|unconscious|eyes (?:are )?(?:closed|shut)|dozes|dead on)\b")
_NO_SLEEP = re.compile(r"\b(?:no|not|n't|never|cannot|without|a|the|of) (?:\w+ )?(?:asleep|sleep(?:s|ing)?)\b")
_WAKES = re.compile(r"\b(?:(?:opens?|opened|open) (?:his|her|their) eyes|eyes (?:are )?open|wakes?|awakes?|awakens?|sits up)\b")
_SLEEPS_ON = re.compile(r"\b(?:snores?|dreams?|breathes?|stirs?|murmurs?|still|(?:does not|doesn't) (?:stir|wake|move|hear|answer))\b")
_JOINED = re.compile(r"\s*(?:,|and|&|with|, and)\s*")
_UP = frozenset({Pose.WALKING, Pose.RUNNING})


def sleepers(storyboard: Storyboard) -> dict[str, frozenset[str]]:
    """By shot id, the ids of the people in its frame who sleep as it ends.

    Somebody wakes who is said to, who speaks in the picture, who walks or runs, or of whom the script tells what they do next; and with the next scene.
    """
    names = {member.id: plain(member.name).rpartition(". ")[2] for member in storyboard.cast}
    found: dict[str, frozenset[str]] = {}
    for scene in storyboard.scenes:
        asleep: set[str] = set()
        for shot in scene.shots:
            asleep -= {figure.cast_id for figure in shot.figures if figure.pose in _UP}
            asleep = _after(shot, asleep, names)
            asleep -= {line.cast_id for line in shot.lines if line.delivery is Delivery.ON_SCREEN}
            found[shot.id] = frozenset(asleep & {figure.cast_id for figure in shot.figures})
    return found


def sleeps_after(words: str, before: bool) -> bool:
    """Whether somebody sleeps after what these words, which follow their name, say they do; `before` is whether they slept already.

    >>> sleeps_after("sits on a bollard, asleep", False), sleeps_after("snores", True), sleeps_after("smiles", True)
    (True, True, False)
    """
    said = plain(words)
    begins = max((match.start() for match in _SLEEPS.finditer(_NO_SLEEP.sub("", said))), default=-1)
    wakes = _WAKES.search(said)
    if begins < 0:
        return before and (_SLEEPS_ON.search(said) is not None or (wakes is None and not re.search(r"[a-z]", said)))
    return wakes is None or wakes.start() < begins


def _after(shot: Shot, asleep: set[str], names: Mapping[str, str]) -> set[str]:
    """Who sleeps when the action of a shot is over."""
    now, of_whom = set(asleep), ""
    for sentence in re.split(r"[.!?;]+", plain(shot.action)):
        parts = _parts(sentence, names)
        for who, words in parts:
            now = now | {who} if sleeps_after(words, who in now) else now - {who}
        if not parts and (_SLEEPS.search(sentence) or _WAKES.search(sentence)):
            whom = {of_whom} if of_whom else _lies_or_sits(shot)
            now = now | whom if sleeps_after(sentence, bool(whom & now)) else now - whom
        of_whom = parts[-1][0] if parts else of_whom
    return now


def _parts(sentence: str, names: Mapping[str, str]) -> list[tuple[str, str]]:
    """Each person whom a sentence names, with the words up to the next name; 'Mara and Tom sleep' says of both what stands after the second."""
    found = sorted((match.start(), match.end(), who) for who, name in names.items() for match in re.finditer(rf"\b{re.escape(name)}\b", sentence))
    parts: list[tuple[str, str]] = []
    stop = len(sentence)
    for start, end, who in reversed(found):
        words = sentence[end:stop]
        parts.insert(0, (who, parts[0][1] if parts and _JOINED.fullmatch(words) else words))
        stop = start
    return parts


def _lies_or_sits(shot: Shot) -> set[str]:
    """Whom 'she is asleep' can mean: those who lie, else those who sit, else who is alone."""
    for pose in (Pose.LYING, Pose.SITTING):
        found = {figure.cast_id for figure in shot.figures if figure.pose is pose}
        if found:
            return found
    return {figure.cast_id for figure in shot.figures} if len(shot.figures) == 1 else set()


def sleeps(action: str) -> bool:
    """Whether an action itself says that somebody sleeps.

    >>> sleeps("Mara sits on a bollard, asleep."), sleeps("Tom laughs.")
    (True, False)
    """
    return _SLEEPS.search(plain(action)) is not None
