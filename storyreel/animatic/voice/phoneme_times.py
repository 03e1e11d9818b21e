"""When each sound of a line is said, from what the engine reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from storyreel.animatic.voice.espeak import ENGINE
from storyreel.animatic.voice.script import has_words, speakable, word_spans
from storyreel.film.briefs import PhonemeTime, WordTime
from storyreel.film.sounds_of_words import sounds_in, spread_between

_STRESS = frozenset("ˈˌ")
_LENGTH = frozenset("ːˑ")


@dataclass(frozen=True)
class Sound:
    """A phoneme in the International Phonetic Alphabet, from its first sample to the one after its last."""

    ipa: str
    first: int
    last: int

    def later(self, samples: int) -> Sound:
        """The sound so many samples later."""
        return Sound(self.ipa, self.first + samples, self.last + samples)


def with_marks(sounds: Iterable[Sound]) -> Iterator[Sound]:
    """The sounds without marks: a sound has the time of the stress before it and of the length after it.

    >>> list(with_marks([Sound("ˈ", 0, 1), Sound("i", 1, 4), Sound("ː", 4, 6)]))
    [Sound(ipa='i', first=0, last=6)]
    """
    first: int | None = None
    pending: Sound | None = None
    for sound in sounds:
        if sound.ipa in _STRESS:
            first = sound.first if first is None else first
        elif sound.ipa in _LENGTH:
            pending = replace(pending, last=sound.last) if pending else None
        else:
            if pending:
                yield pending
            pending, first = replace(sound, first=sound.first if first is None else first), None
    if pending:
        yield pending


def phoneme_times(sounds: Iterable[Sound], rate_hz: int, duration_ms: int) -> tuple[PhonemeTime, ...]:
    """The sounds in milliseconds, within a recording of that length."""

    def at(sample: int) -> int:
        return min(duration_ms, max(0, round(sample * 1000 / rate_hz)))

    return tuple(
        PhonemeTime(ipa=sound.ipa, start_ms=at(sound.first), end_ms=at(sound.last)) for sound in sounds
    )


def phonemes_in_words(
    text: str, words: Sequence[WordTime], language: str, characters: Sequence[tuple[int, float]] = ()
) -> tuple[PhonemeTime, ...]:
    """The sounds of a line, as espeak-ng reads its words, spread over the times of the words.

        word        |  n i g h t  |
        characters  | | |   |  |        if their times are known, a share of a word is a share of its letters
        sounds      |n|  aɪ   |t |

    Without them it is a share of the word's time. words: of every word of `text.split()`. characters: place
    in `text` and milliseconds of characters, ascending.

    Empty if espeak-ng does not know the language, or if `words` has another number of words than the text.
    """
    from storyreel.film.errors import CapabilityError

    spans = word_spans(text)
    if len(spans) != len(words):
        return ()
    try:
        said = ENGINE.phonemes([_readable(text[first:last], language) for first, last in spans], language)
    except CapabilityError:
        return ()
    return tuple(
        phoneme
        for span, word, ipa in zip(spans, words, said, strict=True)
        for phoneme in _spread(sounds_in(ipa), span, word, characters)
    )


def _readable(word: str, language: str) -> str:
    return word if has_words(speakable(word, language)) else ""


def _spread(
    sounds: Sequence[str], span: tuple[int, int], word: WordTime, characters: Sequence[tuple[int, float]]
) -> tuple[PhonemeTime, ...]:
    """The sounds of one word."""
    first, last = span
    inside = [(place, ms) for place, ms in characters if first < place < last]
    places = [first, *(place for place, _ in inside), last]
    times = [word.start_ms, *(ms for _, ms in inside), word.end_ms]
    times = np.clip(np.maximum.accumulate(times), word.start_ms, word.end_ms)
    return spread_between(
        sounds, lambda share: float(np.interp(first + share * (last - first), places, times))
    )
