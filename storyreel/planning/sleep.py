"""Who sleeps in each shot: who fell asleep in a shot before sleeps on, until the script wakes them. It does not know how anything is drawn."""

from __future__ import annotations

import re
from collections.abc import Mapping

from storyreel.film.storyboard import Delivery, Pose, Shot, Storyboard
from storyreel.planning.standing import plain
from storyreel.planning.subjects import told_of
from storyreel.screenplays.sentences import sentences

_SLEEPS = re.compile(
    r"\b(?:(?:falls? |fell |fast )?asleep|sleep(?:s|ing)?|slept|unconscious|eyes (?:are )?(?:closed|shut)|dozes|dozing|nods off|passes out|faints|dead on"
    r"|(?:close[sd]?|closing|shuts?) (?:his|her|their|both) eyes|eyes (?:fall |slowly )?(?:close|fall shut|shut))\b"
)
_NO_SLEEP = re.compile(r"\b(?:no|not|n't|never|cannot|without|a|the|of) (?:\w+ )?(?:asleep|sleep(?:s|ing)?|slept)\b")
_WAKES = re.compile(r"\b(?:(?:opens?|opened|open) (?:his|her|their) eyes|eyes (?:are )?open|wakes?|woke|awakes?|awoke|awakens?|sits up|sat up)\b")
_SLEEPS_ON = re.compile(r"\b(?:snores?|dreams?|breathes?|stirs?|murmurs?|still|(?:does not|doesn't) (?:stir|wake|move|hear|answer))\b")
_OTHERS = re.compile(r"^\W*(?:all )?(?:the (?:other|rest)|everyone else)\b")
_ALL = re.compile(r"^\W*(?:everyone|everybody|all (?:of them|are)|they all)\b")
_UP = frozenset({Pose.WALKING, Pose.RUNNING})


def sleepers(storyboard: Storyboard) -> dict[str, frozenset[str]]:
    """By shot id, the ids of the people in its frame who sleep as it ends.

    Somebody wakes who is said to, who speaks in the picture, who walks or runs, or of whom the script tells what they do next; and with the next scene.
    """
    names = _names(storyboard)
    found: dict[str, frozenset[str]] = {}
    for scene in storyboard.scenes:
        asleep: set[str] = set()
        for shot in scene.shots:
            asleep -= {figure.cast_id for figure in shot.figures if figure.pose in _UP}
            asleep = _after(shot, asleep, names)
            asleep -= {line.cast_id for line in shot.lines if line.delivery is Delivery.ON_SCREEN}
            found[shot.id] = frozenset(asleep & {figure.cast_id for figure in shot.figures})
    return found


def _names(storyboard: Storyboard) -> dict[str, str]:
    """By what the action may call them, in small letters, the ids of people: whole names, and words of them that nobody else bears."""
    full = {member.id: plain(member.name) for member in storyboard.cast}
    words = [word for name in full.values() for word in set(name.split())]
    parts = {word: who for who, name in full.items() for word in name.split() if len(word) > 3 and words.count(word) == 1}
    return parts | {name: who for who, name in full.items()}


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
    for sentence in map(plain, sentences(shot.action)):
        parts = _parts(sentence, names)
        for who, words in parts:
            now = now | {who} if sleeps_after(words, who in now) else now - {who}
        if not parts and (_SLEEPS.search(sentence) or _WAKES.search(sentence)):
            for who in _meant(sentence, of_whom, shot):
                now = now | {who} if sleeps_after(sentence, who in now) else now - {who}
        of_whom = parts[-1][0] if parts else of_whom
    return now


def _parts(sentence: str, names: Mapping[str, str]) -> list[tuple[str, str]]:
    """Each person of whom a sentence tells something, with the words up to the next name."""
    found = re.finditer(rf"\b(?:{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})\b", sentence) if names else ()
    return told_of(sentence, [(at.start(), at.end(), names[at.group(0)]) for at in found])


def _meant(sentence: str, of_whom: str, shot: Shot) -> set[str]:
    """Of whom a sentence without a name tells: all, the others, who was named last, or who else it can mean."""
    seen = {figure.cast_id for figure in shot.figures}
    if _ALL.search(sentence):
        return seen
    if _OTHERS.search(sentence):
        return seen - {of_whom}
    return {of_whom} if of_whom else _lies_or_sits(shot)


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
