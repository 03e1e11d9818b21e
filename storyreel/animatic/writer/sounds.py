"""Finds what is heard in a stretch of action, in the script's own words."""

from __future__ import annotations

import re
from functools import cache

from storyreel.animatic.writer.words.sounds import NOT_HEARD, SOUNDING_VERBS, SOUNDS, VERBS_NEEDING_THINGS
from storyreel.film.storyboard import SoundCue

_MOST_CUES = 4
_ADJECTIVES = r"(?:(?:distant|far-off|heavy|soft|slow|quick|loud|low|faint|steady|sudden|hollow|sharp|deep|gentle|muffled|howling|rolling|running|approaching|angry|rising|driving|cold|hard|light|great|old|first|last|single)\s+){0,2}"
_TAIL = r"(?:\s+(?:on|against|over|in|through|under|of|at)\s+(?:the\s+|a\s+|an\s+|his\s+|her\s+|their\s+|wet\s+|loose\s+){0,2}[a-z][a-z'-]+)?"
_SUBJECT = r"(?:(?:the|a|an|his|her|their|its|one|another|somewhere,? an?|every)\s+)?(?:[a-z][a-z'’-]+\s+){0,2}?[a-z][a-z'’-]+\s+(?:(?:softly|loudly|slowly|suddenly|still|gently|sharply|quietly)\s+)?"


def cues_in(action: str) -> tuple[SoundCue, ...]:
    """At most four sounds the action names, each where it is named, in order.

    action: a few sentences, one shot's worth.

    >>> [(cue.sound, cue.at) for cue in cues_in("The door creaks. Distant thunder.")]
    [('the door creaks', 0.0), ('distant thunder', 0.52)]
    """
    text = " ".join(action.lower().replace("’", "'").split())
    if not text:
        return ()
    deaf = [match.span() for match in _not_heard().finditer(text)]
    found: list[tuple[int, int, str]] = []
    for match in [*_verb_pattern().finditer(text), *_noun_pattern().finditer(text)]:
        start, end = match.span()
        if any(start < stop and begin < end for begin, stop in deaf) or any(start < stop and begin < end for begin, stop, _ in found):
            continue
        words = match.group(0).strip(" ,")
        if match.re is _verb_pattern() and not _can_sound(words):
            continue
        found.append((start, end, words))
    found.sort()
    unique: dict[str, int] = {}
    for start, _, words in found:
        unique.setdefault(words, start)
    return tuple(SoundCue(sound=words, at=round(start / len(text), 2)) for words, start in list(unique.items())[:_MOST_CUES])


def _can_sound(words: str) -> bool:
    """Whether what does it can be heard doing it, for verbs that also mean something silent."""
    *subject, verb = words.split()
    plural_verb = verb == "ring" or (not verb.endswith(("s", "ing", "ed")) and verb != "up")
    if plural_verb and (not subject or not subject[-1].endswith("s")):
        return False  # 'the ring', 'a hammer' are things; 'waves crash' is heard
    if verb in VERBS_NEEDING_THINGS:
        things = VERBS_NEEDING_THINGS[verb].split()
        return any(word in things for word in subject)
    return not {"and", "but", "who", "to", "not", "never"} & set(subject[-1:])


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
    return "|".join(re.escape(phrase) for phrase in sorted({p.strip() for p in phrases.split(",")}, key=len, reverse=True))
