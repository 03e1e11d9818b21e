"""Bells and instruments as sounds of a scene."""

from __future__ import annotations

from functools import partial
from itertools import chain

import numpy as np

from storyreel.animatic.foley.acoustics import (
    RATE,
    Hit,
    Hits,
    Mode,
    Recipe,
    Take,
    centred,
    decay,
    fading,
    harmonics,
    high,
    in_room,
    low,
    noise,
    rising,
    roomy,
    samples_in,
    seconds_of,
    staged,
    strewn,
    struck,
    swell,
    times_every,
    tone,
    tuned,
)
from storyreel.editing.recording import Signal

_CHURCH: tuple[Mode, ...] = (
    (0.5, 0.7, 0.6),
    (1.0, 1.0, 1.0),
    (1.19, 1.3, 0.8),
    (1.5, 1.6, 0.5),
    (2.0, 1.8, 0.7),
    (2.51, 2.6, 0.4),
    (3.01, 3.4, 0.3),
    (4.17, 5.0, 0.2),
)
"""A tuned bell's hum, prime, tierce, quint, nominal and upper partials: ratio, decay per second, level."""
_SMALL_BELL = (1, 2.003, 2.76, 4.1, 5.4)
"""Frequencies of its partials over the lowest."""
_SHIP_BELL = (1, 1.51, 2.01, 2.74, 4.2)
_DING_DONG = ((0.03, 660.0), (0.62, 523.3))
"""Time and pitch."""
_DOORBELL: tuple[Mode, ...] = ((1, 3, 1.0), (2.76, 6, 0.35), (5.4, 12, 0.12))
"""Frequencies over the lowest."""
_CHIME: tuple[Mode, ...] = ((1, 2.4, 1.0), (2.76, 5, 0.4), (5.4, 9, 0.15))
_TOOTH: tuple[Mode, ...] = ((1, 4, 1.0), (3.0, 8, 0.3), (6.2, 18, 0.12))
_GONG = (1, 1.34, 1.87, 2.41, 3.16, 4.08, 5.3)
_Tune = tuple[int, ...]
"""Semitones over the first note."""
_PENTATONIC = (0, 2, 4, 7, 9, 12)
_MUSIC_BOX_TUNE = (0, 4, 7, 12, 11, 7, 9, 5, 4, 2, 7, 0)
"""Semitones over the first note."""
_PIANO_TUNE = (0, 4, 7, 11, 12, 7, 9, 5, 4, 7, 2, -1)
_STRINGS_TUNE = (0, 2, 3, 7, 5, 3, 2, -2)
_FANFARE = ((0.03, 0.16, 0), (0.22, 0.16, 0), (0.41, 0.16, 0), (0.6, 0.9, 7))
"""Start and length in seconds, and semitones over the first note."""
_TRUMPET = (0.6, 1, 0.9, 0.7, 0.5, 0.35, 0.2, 0.1)
_SOFT_DRUM: tuple[Mode, ...] = ((70, 12, 1.0), (120, 20, 0.3))


def _note(base: float, tune: _Tune, number: int) -> float:
    """Hertz of a note of a tune that is played again and again."""
    return base * 2 ** (tune[number % len(tune)] / 12)


@in_room(2.4, 0.35, 150, 6000)
def _church_bell(take: Take, hertz: float = 220.0, every: float = 1.9, most: int = 4) -> Hits:
    """A great bell, tolled."""
    for at in times_every(take, every, 0.02, 0.03)[:most]:
        modes = [(hertz * ratio * take.between(0.999, 1.001), fall, level) for ratio, fall, level in _CHURCH]
        ring = struck(modes, 4.0)
        yield Hit(at, ring + 0.15 * _clapper(take, len(ring)))


def _clapper(take: Take, samples: int) -> Signal:
    return np.pad(high(noise(take, 1500), 1500) * decay(1500, 150), (0, samples - 1500))


@in_room(0.8, 0.25, 400, 9000)
def _small_bell(take: Take, hertz: float = 1480.0, strokes: int = 1) -> Hits:
    """A door's, a shop's or a hand bell."""
    for number in range(strokes):
        at = 0.03 + number * take.between(0.13, 0.17)
        ring = struck([(hertz * r, 2.2 + 2.0 * r, 0.8 / r) for r in _SMALL_BELL], 1.6)
        yield Hit(at, ring, 0.5, take.between(0.7, 1))


@in_room(1.4, 0.25, 200, 7000)
def _ship_bell(take: Take) -> Hits:
    """A ship's bell, or a buoy's: strokes in pairs."""
    pairs = ((at, at + 0.32) for at in times_every(take, 2.6, 0.15, 0.03))
    return centred(take, chain.from_iterable(pairs), _ship_bell_stroke, (0.6, 1))


def _ship_bell_stroke(take: Take) -> Signal:
    return struck([(780 * r, 1.4 + 1.2 * r, 0.9 / r) for r in _SHIP_BELL], 2.2)


@in_room(0.6, 0.2)
def _doorbell(take: Take) -> Hits:
    """Ding-dong."""
    for at, hertz in _DING_DONG:
        yield Hit(at, struck(tuned(_DOORBELL, hertz), 1.6))


@in_room(1.6, 0.35, 400, 9000)
def _chimes(take: Take) -> Hits:
    """Small bells that the air plays, or a clock that chimes."""
    return strewn(take, times_every(take, 0.55, 0.7, 0.05), _chime, (0.2, 0.8), (0.3, 1))


def _chime(take: Take) -> Signal:
    hertz = 1046.5 * 2 ** (int(take.rng.choice(_PENTATONIC)) / 12)
    return struck(tuned(_CHIME, hertz), 2.0)


@in_room(2.6, 0.4, 80, 5000)
def _gong(take: Take) -> Hits:
    """A gong that blooms."""
    yield Hit(0.03, np.sum([_blooming(take, ratio) for ratio in _GONG], axis=0))


def _blooming(take: Take, ratio: float) -> Signal:
    """A partial of a gong; a higher one comes later and dies sooner."""
    time = seconds_of(4 * RATE)
    partial_tone = tone(86.0 * ratio, 4 * RATE, take.between(0, 6))
    return partial_tone * fading(time, 0.7 + 0.15 * ratio) * rising(time, 0.03 * ratio)


@in_room(0.7, 0.2, 400, 9000)
def _music_box(take: Take) -> Hits:
    """A music box plays."""
    for number, at in enumerate(times_every(take, 0.34, 0.02, 0.05)):
        hertz = _note(1046.5, _MUSIC_BOX_TUNE, number)
        yield Hit(at, struck(tuned(_TOOTH, hertz), 1.0), 0.45, take.between(0.7, 1))


def _piano(take: Take) -> Signal:
    """A piano is played in the next room."""
    return roomy(take, low(_piano_tune(take), 3500), 0.8, 0.3)


@staged
def _piano_tune(take: Take) -> Hits:
    for number, at in enumerate(times_every(take, 0.4, 0.05, 0.05)):
        string = _piano_string(_note(261.6, _PIANO_TUNE, number))
        yield Hit(at, string, 0.5, take.between(0.6, 1))


def _piano_string(hertz: float) -> Signal:
    return struck([_piano_mode(hertz, overtone) for overtone in range(1, 8)], 1.6)


def _piano_mode(hertz: float, number: int) -> Mode:
    """An overtone of a stiff string."""
    return hertz * number * (1 + 0.0004 * number * number), 1.6 + 0.9 * number, 1 / number**1.3


@in_room(1.2, 0.35)
def _strings(take: Take) -> Hits:
    """A bowed instrument plays."""
    levels = 1 / np.arange(1, 13) ** 1.05
    for number, at in enumerate(times_every(take, 0.8, 0.03, 0.05)):
        samples = samples_in(0.85)
        hertz = _note(220, _STRINGS_TUNE, number) * _vibrato(samples)
        yield Hit(at, harmonics(hertz, samples, levels) * swell(samples, 0.35) ** 0.5)


def _vibrato(samples: int) -> Signal:
    return 1 + 0.006 * tone(5.4, samples) * np.linspace(0, 1, samples)


@in_room(1.6, 0.35)
def _trumpet(take: Take) -> Hits:
    """A fanfare."""
    for at, length, step in _FANFARE:
        yield Hit(at, _blown(349.2 * 2 ** (step / 12), samples_in(length)))


def _blown(hertz: float, samples: int) -> Signal:
    note = harmonics(hertz, samples, _TRUMPET)
    return note * np.minimum(1, swell(samples, 0.3) * 4)


def _band_plays(take: Take) -> Signal:
    """Several instruments at once, heard from the street."""
    return 0.6 * _piano(take) + 0.5 * _strings(take) + 0.4 * _soft_drumbeat(take)


@staged
def _soft_drumbeat(take: Take) -> Hits:
    for at in times_every(take, 0.8, 0.0, 0.05):
        yield Hit(at, struck(_SOFT_DRUM, 0.4))


MUSIC: dict[str, Recipe] = {
    "church bell": _church_bell,
    "small bell": _small_bell,
    "hand bell": partial(_small_bell, strokes=5),
    "ship bell": _ship_bell,
    "doorbell": _doorbell,
    "chimes": _chimes,
    "gong": _gong,
    "music box": _music_box,
    "piano": _piano,
    "strings": _strings,
    "trumpet": _trumpet,
    "band": _band_plays,
}
"""Bells and instruments, by name."""
