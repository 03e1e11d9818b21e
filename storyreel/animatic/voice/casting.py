"""Which of the engine's voices a person gets, and how it is set."""

from __future__ import annotations

from storyreel.animatic.voice.espeak import Manner
from storyreel.animatic.voice.reading import Reading
from storyreel.film.cast import Age, Presentation, Voice

VARIANTS: dict[tuple[Presentation, bool], tuple[str, ...]] = {
    (Presentation.MASCULINE, False): (
        "m3",
        "Andy",
        "Marco",
        "m1",
        "Mike",
        "Hugo",
        "m7",
        "Gene",
        "Denis",
        "pablo",
        "Lee",
        "m4",
    ),
    (Presentation.MASCULINE, True): ("grandpa", "m8", "Mario", "m1", "Michael", "Reed"),
    (Presentation.FEMININE, False): (
        "f3",
        "Annie",
        "f2",
        "linda",
        "steph",
        "f4",
        "Alicia",
        "anika",
        "f5",
        "Andrea",
        "shelby",
        "belinda",
    ),
    (Presentation.FEMININE, True): ("grandma", "f1", "aunty", "steph2", "f4", "linda"),
    (Presentation.NEUTRAL, False): ("m5", "shelby", "Nguyen", "f5", "Gene2", "steph3", "ed", "aunty"),
    (Presentation.NEUTRAL, True): ("m8", "f1", "grandpa", "grandma"),
}
"""espeak-ng variants by presentation and whether the person is old, most natural first.

The timbre of a voice counts along the list.
"""
CHILD_VARIANTS: dict[Presentation, tuple[str, ...]] = {
    Presentation.FEMININE: ("anika", "Andrea", "f4", "Annie"),
    Presentation.MASCULINE: ("f5", "f2", "shelby", "steph3"),
    Presentation.NEUTRAL: ("f2", "anika", "steph", "f5"),
}
_ENGINE_RATE = 0.86
"""espeak-ng says 1.16 words of a script in the time of one by its own count, with pauses at punctuation.

See `docs/LOG.md`. One factor serves all voices: it is steady from 100 to 220 words a minute, but single
voices lie between 0.82 and 1.40.
"""
_PITCH_OF_AGE = {Age.CHILD: (62, 82), Age.YOUNG: (42, 68), Age.ADULT: (32, 60), Age.OLD: (28, 52)}
_RATE_OF_AGE = {Age.CHILD: 1.08, Age.YOUNG: 1.03, Age.ADULT: 1.0, Age.OLD: 0.9}
_RANGE_OF_AGE = {Age.CHILD: 68, Age.YOUNG: 58, Age.ADULT: 52, Age.OLD: 46}
_ENGINE_SLOWEST, _ENGINE_FASTEST = 85, 400
"""Asked for 80 words a minute the engine takes as long as for 85."""
_FIRST_GAP_MS, _GAP_MS = 48, 26
"""Milliseconds that gaps add to each word at the slowest rate: once for any gap, and for each unit of it.

Measured.
"""


def manner_of(voice: Voice, reading: Reading) -> Manner:
    """The engine's settings for a person's voice, coloured by the reading."""
    variants = _variants_of(voice)
    wanted = voice.words_per_minute * _RATE_OF_AGE[voice.age] * reading.speed * _ENGINE_RATE
    return Manner(
        variant=variants[voice.timbre % len(variants)],
        words_per_minute=min(_ENGINE_FASTEST, max(_ENGINE_SLOWEST, round(wanted))),
        pitch=min(99, max(0, round(_pitch(voice, reading, voice.timbre // len(variants))))),
        pitch_range=min(99, max(5, round(_RANGE_OF_AGE[voice.age] * reading.liveliness))),
        word_gap=_word_gap(wanted),
    )


def _pitch(voice: Voice, reading: Reading, round_of_list: int) -> float:
    """The pitch, before it is cut to the engine's scale; each round of the variants has its own shift."""
    lowest, highest = _PITCH_OF_AGE[voice.age]
    return lowest + (highest - lowest) * voice.pitch + reading.pitch + _shift(round_of_list)


def _shift(round_of_list: int) -> int:
    return (6, -5, 11)[round_of_list % 3] * bool(round_of_list)


def _word_gap(engine_rate: float) -> int:
    """Gap between words that makes the engine slower than its slowest rate."""
    return max(0, round((_missing_ms(engine_rate) - _FIRST_GAP_MS) / _GAP_MS))


def _missing_ms(engine_rate: float) -> float:
    """What a word at the engine's slowest rate lacks to the wanted rate."""
    return 60_000 * _ENGINE_RATE * (1 / engine_rate - 1 / _ENGINE_SLOWEST)


def _variants_of(voice: Voice) -> tuple[str, ...]:
    """The engine's voices for people of this kind.

    Timbre counts along them and begins again, at another pitch.
    """
    if voice.age is Age.CHILD:
        return CHILD_VARIANTS[voice.presentation]
    return VARIANTS[voice.presentation, voice.age is Age.OLD]
