"""What screenwriters call the parts of a script in each language, read from a data file."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from pydantic import Field

from storyreel.film.frozen import Frozen

LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "uk", "zh", "ja", "ko", "ar", "hi")
"""Codes of the languages with a data file, ISO 639-1."""
Words = tuple[str, ...]


class HeadingWords(Frozen):
    """Words at the beginning of scene headings, without full stops, in upper case if there are cases."""

    interior: Words
    exterior: Words
    both: Words = ()
    scene: Words = Field(
        description="Before or around a scene's number: 'SCENE' 1; '第{}场' where the number stands inside."
    )
    act: Words = ()
    ordinals: Words = Field(
        default=(), description="Number words before or behind 'scene' and 'act': 'FIRST', 'ONE', 'PRIMA'."
    )


class TimeWords(Frozen):
    """Words of time of day, in lower case; phrases, too."""

    dawn: Words
    day: Words
    dusk: Words
    night: Words
    same: Words = Field(
        default=(),
        description="'Later', 'continuous': time goes on, and the scene keeps the hour of the one before.",
    )
    around: Words = Field(default=(), description="Words that may stand beside a time: 'the next', 'early'.")


class CueWords(Frozen):
    """Words of character cues, in upper case."""

    voice_over: Words
    off_screen: Words
    continued: Words = ()
    narrator: Words = ()
    voice_of: Words = Field(
        default=(), description="'VOICE' in \"MAN'S VOICE\": the voice of somebody, not another person."
    )
    devices: Words = Field(default=(), description="Speakers that are heard and not drawn as people.")


class MarkWords(Frozen):
    """Words of lines that are nobody's name, in upper case, without the colon."""

    transitions: Words
    endings: Words
    on_screen: Words = Field(default=(), description="What follows is written on the picture.")
    camera: Words = Field(default=(), description="About the picture: montage, close up, later.")
    visual: Words = Field(default=(), description="Labels of video scripts before what is seen.")
    audio: Words = Field(
        default=(), description="Labels of video scripts before what is spoken by nobody named."
    )
    sound: Words = Field(default=(), description="Labels before what is heard and not spoken.")
    more: Words = Field(
        default=(), description="In brackets or alone at the edge of a page: the speech or scene goes on."
    )


class FieldWords(Frozen):
    """Labels of title pages and of the lines under a scene's number, as written.

    Compared without regard to case.
    """

    title: Words
    author: Words
    credit: Words = ()
    source: Words = ()
    date: Words = ()
    contact: Words = ()
    about: Words = Field(default=(), description="Neither filmed nor used: genre, logline, runtime.")
    synopsis: Words = ()
    characters: Words
    location: Words
    time: Words
    language: Words = ()


class ProseWords(Frozen):
    """How stories write speech."""

    quotes: Words = Field(description="Two characters each: the opening and the closing mark.")
    dash: bool = Field(default=False, description="A paragraph that begins with a dash is speech.")
    said: Words = Field(description="Verbs of speech as they stand beside a quote, in lower case.")
    she: Words
    he: Words
    named: Words = Field(default=(), description="Before a name that is given: 'a robot named Tilde'.")
    chat: Words = Field(
        default=(),
        description="How a talk around the script begins: 'here is', 'let me know'. In lower case.",
    )
    chat_about: Words = Field(
        default=(),
        description="What such a talk is about, by which it is told from a story: 'script', 'changes'.",
    )


class Vocabulary(Frozen):
    """A language's words. Every file of `languages/` holds one."""

    code: str
    name: str
    voice: str = Field(description="Tag that the voices take: 'en-us', 'de', 'cmn'.")
    sources: Words = Field(
        min_length=1, description="Where the words were taken from, a title and an address or edition each."
    )
    joined: Words = Field(default=(), description="Between names of people who speak together: 'and'.")
    articles: Words = ()
    heading: HeadingWords
    times: TimeWords
    cue: CueWords
    marks: MarkWords
    fields: FieldWords
    prose: ProseWords
    places: dict[str, Words] = Field(
        default={}, description="By kind of place ('kitchen'), words that name such a place, in lower case."
    )


@cache
def vocabulary(code: str) -> Vocabulary:
    """The vocabulary of a language.

    Raises:
        KeyError: there is no data file for it.
    """
    if code not in LANGUAGES:
        raise KeyError(code)
    return Vocabulary.model_validate(tomllib.loads(_data_file(code).read_text(encoding="utf-8")))


def _data_file(code: str) -> Traversable:
    return files("storyreel.screenplays.languages").joinpath(f"{code}.toml")


@cache
def vocabularies() -> tuple[Vocabulary, ...]:
    """The vocabulary of every language that has a data file, English first."""
    return tuple(vocabulary(code) for code in LANGUAGES if _data_file(code).is_file())


def language_name(code: str) -> str:
    """The English name of a language; its code if there is no data file.

    >>> language_name("de"), language_name("sv")
    ('German', "the language 'sv'")
    """
    return vocabulary(code).name if code in LANGUAGES else f"the language {code!r}"
