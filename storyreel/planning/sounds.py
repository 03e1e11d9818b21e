"""Finds what is heard in a stretch of action, in the script's own words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
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
    r"(?:(?:the|a|an|his|her|their|its|one|another|somewhere,? an?|every)\s+)?"
    r"(?:[a-z][a-z'’-]+\s+){0,2}?[a-z][a-z'’-]+\s+"
    r"(?:(?:softly|loudly|slowly|suddenly|still|gently|sharply|quietly)\s+)?"
)


def cues_in(action: str) -> tuple[SoundCue, ...]:
    """At most four sounds of the action in order, the most telling if there are more.

    action: a few sentences, for one shot. A cue's `at` is its share of the action, 0 to 1.

    >>> [(cue.sound, cue.at) for cue in cues_in("The door creaks. Distant thunder.")]
    [('the door creaks', 0.0), ('distant thunder', 0.52)]
    """
    found = _all_cues(action)
    most_telling = sorted(range(len(found)), key=lambda index: (_rank(found[index].sound), index))
    return tuple(found[index] for index in sorted(most_telling[:_MOST_CUES]))


def cues_left_out(action: str) -> tuple[str, ...]:
    """What is heard beside the four sounds that one shot holds."""
    kept = {cue.sound for cue in cues_in(action)}
    return tuple(cue.sound for cue in _all_cues(action) if cue.sound not in kept)


def _all_cues(action: str) -> tuple[SoundCue, ...]:
    text = " ".join(action.lower().replace("’", "'").split())
    found: list[_Heard] = []
    silent = list(_silent(text))
    for heard in _heard(text):
        if not any(heard.overlaps(other) for other in (*silent, *found)):
            found.append(heard)
    first: dict[str, int] = {}
    for heard in sorted(found):
        first.setdefault(heard.words, heard.start)
    return tuple(SoundCue(sound=words, at=round(start / len(text), 2)) for words, start in first.items())


@dataclass(frozen=True, order=True)
class _Heard:
    """Words of a text, with their first index and the index after them."""

    start: int
    end: int
    words: str = ""

    def overlaps(self, other: _Heard) -> bool:
        return self.start < other.end and other.start < self.end


def _silent(text: str) -> Iterator[_Heard]:
    """The parts of a text that sound, and are not heard here: 'as if a train passes'."""
    for pattern in (_not_heard(), _unreal()):
        for match in pattern.finditer(text):
            yield _Heard(*match.span())


def _heard(text: str) -> Iterator[_Heard]:
    """What may be heard: what happens, what makes a sound by what it does, and what sounds by itself."""
    for pattern, sound in _happenings():
        for match in pattern.finditer(text):
            yield _Heard(match.start(), match.end(), _happening_words(match, sound))
    for match in _verb_pattern().finditer(text):
        if _can_sound(_words(match)):
            yield _Heard(match.start(), match.end(), _words(match))
    for match in _noun_pattern().finditer(text):
        yield _Heard(match.start(), match.end(), _words(match))


def _words(match: re.Match[str]) -> str:
    return match.group(0).strip(" ,")


def _happening_words(match: re.Match[str], sound: str) -> str:
    """The sound of a happening, its own words if the table names none."""
    words = _words(match)
    return sound.format(tail=_tail(words)) if sound else words


def _tail(words: str) -> str:
    """The words without the first, unless there is only one."""
    return words.split(" ", 1)[-1]


def _rank(sound: str) -> int:
    """0 for the sounds that tell most."""
    ranks = (rank for rank, pattern in enumerate(TELLING) if _begins_word(pattern, sound))
    return next(ranks, len(TELLING))


def _begins_word(pattern: str, sound: str) -> bool:
    return re.search(rf"\b(?:{pattern})", sound) is not None


def _can_sound(words: str) -> bool:
    """Whether what does it can be heard doing it, for verbs that also mean something silent."""
    *subject, verb = words.split()
    if _is_plural(verb) and not (subject and _are_many(subject[-1])):
        return False  # 'the ring', 'a hammer' are things; 'waves crash' is heard
    if verb in VERBS_NEEDING_THINGS:
        things = VERBS_NEEDING_THINGS[verb].split()
        return any(word in things for word in subject)
    return not {"and", "but", "who", "to", "not", "never"} & set(subject[-1:])


def _is_plural(verb: str) -> bool:
    return verb == "ring" or (not verb.endswith(("s", "ing", "ed")) and verb != "up")


def _are_many(noun: str) -> bool:
    return noun.endswith("s") or noun in _MANY


@cache
def _happenings() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((_at_word(pattern), sound) for pattern, sound in HAPPENINGS)


def _at_word(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'-])(?:{pattern})")


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
    single = {phrase.strip() for phrase in phrases.split(",")}
    return "|".join(map(re.escape, _longest_first(single)))


def _longest_first(phrases: Iterable[str]) -> list[str]:
    return sorted(phrases, key=len, reverse=True)
