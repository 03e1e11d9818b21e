"""Voices by name: a kind of person, or the id of a voice of the narrator's own."""

from __future__ import annotations

import re

from blocks.kinds import CrewMember
from storyreel.film.cast import Age, Presentation, Voice
from storyreel.film.errors import UsageError, shown

_PEOPLE: dict[str, tuple[Presentation, Age | None]] = {
    "woman": (Presentation.FEMININE, None),
    "man": (Presentation.MASCULINE, None),
    "girl": (Presentation.FEMININE, Age.CHILD),
    "boy": (Presentation.MASCULINE, Age.CHILD),
    "person": (Presentation.NEUTRAL, None),
    **{str(one): (one, None) for one in Presentation},
}
_KIND = re.compile(r"(?:(?P<first>[a-z]+) )??(?P<second>[a-z]+)(?: (?P<number>[1-9]\d?))?")


def cast(member: CrewMember, voice: str | Voice, language: str) -> tuple[CrewMember, Voice]:
    """The narrator and the voice in which it is to speak.

    A name that is not a kind of person is the id of one of the narrator's voices: the narrator is told to use
    it, if it has voices that can be named.

    Raises:
        UsageError: there is no such kind, and the narrator has no voices that can be named.
    """
    if isinstance(voice, Voice):
        return member, voice
    kind = voice_named(voice, language)
    if kind is not None:
        return member, kind
    if "voices" not in type(member).model_fields or not voice.strip():
        raise _no_voice(voice, member)
    usual = Voice(language=language)
    pins = {f"{usual.presentation} {usual.age}": voice}
    return member.model_copy(update={"voices": pins}), usual


def voice_named(name: str, language: str) -> Voice | None:
    """The voice of a kind of person; None if the name is none.

    >>> voice_named("old woman 2", "en-gb")
    Voice(presentation=<Presentation.FEMININE: 'feminine'>, age=<Age.OLD: 'old'>, pitch=0.5, \
words_per_minute=150, timbre=1, language='en-gb')
    >>> voice_named("bf_emma", "en-gb")
    """
    found = _KIND.fullmatch(name.strip().lower())
    if found is None:
        return None
    words = [word for word in (found["first"], found["second"]) if word]
    person, age = _kind(words)
    if person is None:
        return None
    return Voice(presentation=person, age=age, timbre=int(found["number"] or 1) - 1, language=language)


def _kind(words: list[str]) -> tuple[Presentation | None, Age]:
    """Presentation and age of 'old woman', 'feminine old', 'girl' or 'child'; None for other words."""
    ages = [Age(word) for word in words if word in list(Age)]
    people = [_PEOPLE[word] for word in words if word in _PEOPLE]
    if len(ages) > 1 or len(people) > 1 or len(ages) + len(people) != len(words):
        return None, Age.ADULT
    person, own_age = people[0] if people else (Presentation.NEUTRAL, None)
    if own_age is not None and ages:
        return None, Age.ADULT
    return person, own_age or (ages[0] if ages else Age.ADULT)


def _no_voice(voice: str, member: CrewMember) -> UsageError:
    return UsageError(_accepted_voices(voice, member))


def _accepted_voices(voice: str, member: CrewMember) -> str:
    return (
        f"There is no voice {shown(voice)}, and {type(member).__name__} has no voices that can be named."
        f" Accepted are {', '.join(word for word in _PEOPLE)} and {', '.join(Age)}, both together ('old"
        " woman'), and a number after them ('man 2'); narrator='openai' and 'elevenlabs' also take the id of"
        " one of their own voices. Nothing was made and nothing was spent."
    )
