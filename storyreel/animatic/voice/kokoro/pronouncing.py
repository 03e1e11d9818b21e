"""A line with its names as `[pronounce]` tells: respelled, or marked for their phonemes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from storyreel.animatic.voice.possessives import possessive_of
from storyreel.film.pronunciations import Occurrence, Pronunciation, SpokenText, occurrences, rewritten

_TIED = re.compile("aɪ|aʊ|dʒ|eɪ|tʃ|ɔɪ|oʊ|əʊ|dz|ts")
"""Two signs that espeak-ng ties to one phoneme."""
_LEFT_OUT = str.maketrans(dict.fromkeys("\u0361\u035c.‿ˑ "))


@dataclass(frozen=True)
class PronouncedLine:
    """A line as it is read aloud."""

    spoken: SpokenText
    said_as: dict[str, str]
    """Phonemes of words of it, by the word in lower case, as espeak-ng writes them."""


def pronounced_line(text: str, entries: Iterable[Pronunciation], language: str) -> PronouncedLine:
    """The line with the words of `[pronounce]` replaced by one word each, or by their respellings.

    >>> line = pronounced_line("Van Dyke's", [Pronunciation(word="Van Dyke", ipa="væn ˈdaɪk")], "en-us")
    >>> line.spoken.text, line.said_as
    ("VanDyke's", {'vandyke': 'vænˈda^ɪk', "vandyke's": 'vænˈda^ɪks'})
    """
    said_as: dict[str, str] = {}
    replaced: list[tuple[int, int, str]] = []
    for one in occurrences(text, entries):
        word, phonemes = _replacement(one, text)
        replaced.append((one.first, one.last, word))
        said_as |= dict(_with_possessive(word.lower(), phonemes, language)) if phonemes else {}
    return PronouncedLine(rewritten(text, replaced), said_as)


def _replacement(found: Occurrence, text: str) -> tuple[str, str]:
    """What stands for a word in the line, and its phonemes; a respelling has none of its own."""
    entry = found.entry
    word = "".join(filter(str.isalpha, text[found.first : found.last]))
    if entry.ipa and word:
        return word, _TIED.sub(_tied, entry.ipa.translate(_LEFT_OUT))
    return entry.respelling.lower() or text[found.first : found.last], ""


def _tied(pair: re.Match[str]) -> str:
    return "^".join(pair.group())


def _with_possessive(word: str, phonemes: str, language: str) -> Iterator[tuple[str, str]]:
    yield word, phonemes
    if language.split("-")[0] == "en":
        yield f"{word}'s", possessive_of(phonemes)
