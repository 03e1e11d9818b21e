"""Finds what is heard in a stretch of action, in the script's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from storyreel.film.storyboard import SoundCue
from storyreel.planning.words.happenings import HAPPENINGS, TELLING, UNREAL
from storyreel.planning.words.sounds import NOT_HEARD, SOUNDING_VERBS, SOUNDS, VERBS_NEEDING_THINGS

_MOST_CUES = 4
_MANY = frozenset(["they", "we", "people", "children", "men", "women", "everyone"])
_ADJECTIVES = (
    r"(?:(?:distant|far-off|heavy|soft|slow|quick|loud|low|faint|steady|sudden|hollow|sharp|deep|gentle"
    r"|muffled|howling|rolling|running|approaching|angry|rising|driving|cold|hard|light|great|old|first"
    r"|last|single)\s+){0,2}"
)
_TAIL = (
    r"(?:\s+(?:on|against|over|in|through|under|of|at)\s+(?:the\s+|a\s+|an\s+|his\s+|her\s+|their\s+"
    r"|wet\s+|loose\s+){0,2}[a-z][a-z'-]+)?"
)
_SUBJECT = (
    r"(?:(?:the|a|an|his|her|their|its|one|another|somewhere,?"
    r" an?|every)\s+)?(?:[a-z][a-z'’-]+\s+){0,2}?[a-z][a-z'’-]+\s+(?:(?:softly|loudly|slowly"
    r"|suddenly|still|gently|sharply|quietly)\s+)?"
)


def cues_in(action: str) -> tuple[SoundCue, ...]:
    """At most four sounds of the action, each where it is told, in order; of more, the most telling.

    action: a few sentences, one shot's worth.

    >>> [(cue.sound, cue.at) for cue in cues_in("The door creaks. Distant thunder.")]
    [('the door creaks', 0.0), ('distant thunder', 0.52)]
    """
    found = _all_cues(action)
    kept = sorted(
        sorted(range(len(found)), key=lambda index: (_rank(found[index].sound), index))[:_MOST_CUES]
    )
    return tuple(found[index] for index in kept)


def cues_left_out(action: str) -> tuple[str, ...]:
    """What is heard beside the four sounds that one shot holds."""
    kept = {cue.sound for cue in cues_in(action)}
    return tuple(cue.sound for cue in _all_cues(action) if cue.sound not in kept)


def _all_cues(action: str) -> tuple[SoundCue, ...]:
    text = " ".join(action.lower().replace("’", "'").split())
    deaf = [match.span() for pattern in (_not_heard(), _unreal()) for match in pattern.finditer(text)]
    found: list[tuple[int, int, str]] = []
    for start, end, words in _heard(text):
        if not any(start < stop and begin < end for begin, stop in deaf) and not any(
            start < stop and begin < end for begin, stop, _ in found
        ):
            found.append((start, end, words))
    unique: dict[str, int] = {}
    for start, _, words in sorted(found):
        unique.setdefault(words, start)
    return tuple(SoundCue(sound=words, at=round(start / len(text), 2)) for words, start in unique.items())


def _heard(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and words of what may be heard: what happens, what does something that sounds, and what sounds of itself."""
    for pattern, sound in _happenings():
        for match in pattern.finditer(text):
            words = match.group(0).strip(" ,")
            yield match.start(), match.end(), sound.format(tail=words.split(" ", 1)[-1]) if sound else words
    for match in _verb_pattern().finditer(text):
        words = match.group(0).strip(" ,")
        if _can_sound(words):
            yield match.start(), match.end(), words
    for match in _noun_pattern().finditer(text):
        yield match.start(), match.end(), match.group(0).strip(" ,")


def _rank(sound: str) -> int:
    """0 for what tells most."""
    return next(
        (rank for rank, pattern in enumerate(TELLING) if re.search(rf"\b(?:{pattern})", sound)), len(TELLING)
    )


def _can_sound(words: str) -> bool:
    """Whether what does it can be heard doing it, for verbs that also mean something silent."""
    *subject, verb = words.split()
    plural_verb = verb == "ring" or (not verb.endswith(("s", "ing", "ed")) and verb != "up")
    if plural_verb and (not subject or not (subject[-1].endswith("s") or subject[-1] in _MANY)):
        return False  # 'the ring', 'a hammer' are things; 'waves crash' is heard
    if verb in VERBS_NEEDING_THINGS:
        things = VERBS_NEEDING_THINGS[verb].split()
        return any(word in things for word in subject)
    return not {"and", "but", "who", "to", "not", "never"} & set(subject[-1:])


@cache
def _happenings() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(rf"(?<![\w'-])(?:{pattern})"), sound) for pattern, sound in HAPPENINGS)


@cache
def _unreal() -> re.Pattern[str]:
    return re.compile(UNREAL)


@cache
def _noun_pattern() -> re.Pattern[str]:
    return re.compile(rf"\b(?:the |a |an )?{_ADJECTIVES}(?:{_alternatives(SOUNDS)})\b{_TAIL}")


@cache
def _verb_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'-]){_SUBJECT}(?:{_alternatives(SOUNDING_VERBS)})\b(?!-)")


@cache
def _not_heard() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_alternatives(NOT_HEARD)})\b")


def _alternatives(phrases: str) -> str:
    return "|".join(
        re.escape(phrase) for phrase in sorted({p.strip() for p in phrases.split(",")}, key=len, reverse=True)
    )
