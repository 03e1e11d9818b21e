"""A line with its names in phonemes, or respelled, for the embedded engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from storyreel.animatic.voice.espeak import ENGINE
from storyreel.animatic.voice.phonemes import CANDIDATES, phonemes_of
from storyreel.animatic.voice.possessives import POSSESSIVES, possessive_of
from storyreel.animatic.voice.script import speakable
from storyreel.film.pronunciations import Occurrence, Pronunciation, SpokenText, occurrences, rewritten


def pronounced_line(script: str, entries: Iterable[Pronunciation], language: str) -> SpokenText:
    """The line as the engine is given it.

    script: speakable text, so that the only brackets in the line are those of phonemes.

    Raises:
        CapabilityError: the engine has no voice for the language.
    """
    return rewritten(script, list(_replaced(script, occurrences(script, entries), language)))


def _replaced(script: str, found: Iterable[Occurrence], language: str) -> Iterator[tuple[int, int, str]]:
    for one in found:
        owner = language.split("-")[0] == "en" and script[one.last : one.last + 2] in POSSESSIVES
        said = _phonemes(one.entry, language, possessive=owner)
        if said:
            yield one.first, one.last + 2 * owner, said
        elif one.entry.respelling:
            # In small letters: it would spell a short word of capitals.
            yield one.first, one.last, speakable(one.entry.respelling.lower(), language)


def _phonemes(entry: Pronunciation, language: str, *, possessive: bool) -> str:
    if not entry.ipa:
        return ""
    ipa = possessive_of(entry.ipa) if possessive else entry.ipa
    return phonemes_of(ipa, ENGINE.phonemes_of_voice(language, CANDIDATES))
