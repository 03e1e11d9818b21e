"""How each player sounds: one note at a time, from sums of partials.

A note is mono float32 at 48 kHz of about unit peak, held for its length and then let go.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from scipy.signal import butter, sosfilt

from storyreel.editing.recording import SAMPLE_RATE_HZ as RATE
from storyreel.editing.recording import Signal

Levels = tuple[float, ...]
"""Levels of the partials, the lowest first."""
Edges = float | tuple[float, float]
"""One edge of a filter, or the two of a band, hertz."""
_STRINGS: Levels = (1, 0.55, 0.36, 0.25, 0.16, 0.1, 0.06, 0.04)
_SHORT_STRINGS: Levels = (1, 0.6, 0.45, 0.3, 0.2, 0.12)
_LOW_STRINGS: Levels = (1, 0.8, 0.6, 0.45, 0.35, 0.25, 0.16, 0.1)
_CLARINET: Levels = (1, 0.06, 0.42, 0.05, 0.2, 0.03, 0.09)
_VIOLIN: Levels = (1, 0.7, 0.55, 0.36, 0.3, 0.2, 0.13, 0.09, 0.05)
_VOICE: Levels = (1, 0.6, 0.2, 0.08, 0.03)
_BASS: Levels = (1, 0.45, 0.2, 0.08)
_BRASS: Levels = (1, 0.9, 0.8, 0.6, 0.45, 0.3, 0.2, 0.12)
_CELESTA = ((1, 2.6, 0.7), (3.0, 6.0, 0.16), (6.2, 16.0, 0.05), (1.004, 2.8, 0.2))
"""Ratio, decay per second and level of each mode."""
_BELL = ((1, 0.9, 0.5), (2.003, 1.3, 0.25), (2.76, 1.8, 0.2), (4.1, 3.2, 0.1), (5.4, 5.0, 0.06))


def play(player: str, pitch: int, seconds: float) -> Signal:
    """A note held for `seconds`, with its release."""
    return PLAYERS[player](_hertz(pitch), seconds).astype(np.float32)


def _hertz(pitch: int) -> float:
    """Frequency of a MIDI pitch."""
    return 440.0 * 2 ** ((pitch - 69) / 12)


def _time(seconds: float) -> Signal:
    return np.arange(int(seconds * RATE), dtype=np.float32) / np.float32(RATE)


def _turns(hertz: float, time: Signal, bend: Signal | None = None) -> Signal:
    """Phase in turns, within one turn; `bend` are turns added."""
    turns = np.arange(len(time)) * (hertz / RATE)
    return _within_one_turn(turns if bend is None else turns + bend)


def _within_one_turn(turns: Signal) -> Signal:
    return np.remainder(turns, 1.0).astype(np.float32)


def _partials(turns: Signal, levels: Levels) -> Signal:
    phase = turns * np.float32(2 * np.pi)
    total = np.zeros(len(turns), np.float32)
    for number, level in enumerate(levels):
        total += np.float32(level) * np.sin(phase * np.float32(number + 1))
    return total


def _held(time: Signal, seconds: float, attack: float, release: float) -> Signal:
    """Rise, hold, and let go after `seconds`."""
    fall = np.clip((seconds + release - time) / release, 0, 1)
    return _rounded(np.minimum(_rising(time, attack), fall))


def _rising(time: Signal, seconds: float) -> Signal:
    """A straight line from 0 to 1, which is then kept."""
    return np.minimum(1, time / seconds)


def _rounded(line: Signal) -> Signal:
    """A line between 0 and 1 as half a cosine."""
    return (0.5 - 0.5 * np.cos(np.pi * line)).astype(np.float32)


def _vibrato(time: Signal, hertz: float, depth: float, rate: float, onset: float) -> Signal:
    """Turns a vibrato adds, after its onset."""
    amount = depth * hertz / (2 * np.pi * rate) * _setting_in(time, onset)
    return amount * np.sin(2 * np.pi * rate * time)


def _setting_in(time: Signal, onset: float) -> Signal:
    """0 before the onset, 1 from 0.4 s after it."""
    return np.clip((time - onset) / 0.4, 0, 1)


def _vibrating(hertz: float, time: Signal, depth: float, rate: float, onset: float) -> Signal:
    """Phase in turns of a note with a vibrato."""
    return _turns(hertz, time, _vibrato(time, hertz, depth, rate, onset))


def _breath(name: str, samples: int) -> Signal:
    return np.random.default_rng(crc32(name.encode())).standard_normal(samples, dtype=np.float32)


def _filtered(kind: str, edges: Edges, sound: Signal) -> Signal:
    return np.asarray(sosfilt(butter(2, edges, kind, fs=RATE, output="sos"), sound))


def _audible(hertz: float, levels: Levels) -> Levels:
    """Levels of the partials under 14 kHz."""
    return levels[: max(1, int(14_000 / hertz))]


def _ensemble(
    hertz: float, seconds: float, levels: Levels, attack: float, release: float, spread: float
) -> Signal:
    """Three players not quite together."""
    time, audible = _time(seconds + release), _audible(hertz, levels)
    tuned = ((-spread, 4.7), (0.0, 5.3), (spread * 1.1, 5.9))
    total = sum(_partials(_one_of_many(hertz, time, cents, rate), audible) for cents, rate in tuned)
    return total * _held(time, seconds, attack, release) / 4


def _one_of_many(hertz: float, time: Signal, cents: float, rate: float) -> Signal:
    """Phase of a player a little out of tune, with a vibrato of its own."""
    return _turns(hertz * (1 + cents), time, _vibrato(time, hertz, 0.003, rate, 0.5))


def _strings(hertz: float, seconds: float) -> Signal:
    return _ensemble(hertz, seconds, _STRINGS, min(0.7, seconds * 0.3), 1.1, 0.0035)


def _short_strings(hertz: float, seconds: float) -> Signal:
    return _ensemble(hertz, min(seconds, 0.22), _SHORT_STRINGS, 0.02, 0.18, 0.003)


def _low_strings(hertz: float, seconds: float) -> Signal:
    return 1.2 * _ensemble(hertz, min(seconds, 0.2), _LOW_STRINGS, 0.015, 0.14, 0.003)


def _glass(hertz: float, seconds: float) -> Signal:
    """Glasses whose rims are stroked."""
    time = _time(seconds + 1.6)
    beat = 1 + 0.25 * np.sin(2 * np.pi * 0.7 * time + hertz)
    sound = _partials(_turns(hertz, time), (1, 0.12, 0.3, 0.04))
    sound = sound + 0.4 * _partials(_turns(hertz * 1.003, time), (1, 0.1))
    return sound * beat * _held(time, seconds, min(1.2, seconds * 0.4), 1.6) * 0.45


def _piano(hertz: float, seconds: float) -> Signal:
    """Struck strings: partials a little sharp; the higher ones end sooner."""
    time = _time(min(4.0, seconds + 1.2))
    total = np.zeros(len(time), np.float32)
    for number in range(1, min(9, int(12_000 / hertz) + 1)):
        partial = hertz * number * np.sqrt(1 + 0.0004 * number**2)
        fall = (0.9 + hertz / 700) * (1 + 0.35 * (number - 1))
        total += _mode(partial, time, fall, 0.9 / number**1.35)
    hammer = _breath("hammer", len(time)) * np.exp(-time * 180) * 0.05
    return (total + hammer) * _rising(time, 0.004) * _let_go(time, 0.5) * 0.75


def _mode(hertz: float, time: Signal, fall: float, level: float) -> Signal:
    """A partial that dies away by e `fall` times a second."""
    return (_sine(hertz, time) * np.exp(-time * fall) * level).astype(np.float32)


def _sine(hertz: float, time: Signal) -> Signal:
    return np.sin(2 * np.pi * _turns(hertz, time))


def _let_go(time: Signal, seconds: float) -> Signal:
    """1, and a straight line to 0 over the last seconds."""
    return np.clip((time[-1] - time) / seconds, 0, 1)


def _harp(hertz: float, seconds: float) -> Signal:
    return _plucked(hertz, max(seconds, 1.6), 1.5, 2.4)


def _pluck(hertz: float, seconds: float) -> Signal:
    return _plucked(hertz, max(seconds, 0.6), 1.2, 5.0)


def _plucked(hertz: float, seconds: float, darkness: float, fall: float) -> Signal:
    """A string plucked a third of the way along: every third partial is missing."""
    time = _time(min(3.0, seconds))
    total = np.zeros(len(time), np.float32)
    for number in range(1, min(10, int(12_000 / hertz) + 1)):
        level = abs(np.sin(np.pi * number / 3.1)) / number**darkness
        wave = _sine(hertz * number, time)
        total += (wave * np.exp(-time * fall * (1 + 0.4 * (number - 1))) * level).astype(np.float32)
    return total * _rising(time, 0.002) * _let_go(time, 0.2) * 0.8


def _struck(hertz: float, seconds: float, modes: tuple[tuple[float, float, float], ...]) -> Signal:
    time = _time(seconds)
    total = np.zeros(len(time), np.float32)
    for ratio, fall, level in modes:
        if hertz * ratio < 15_000:
            total += _mode(hertz * ratio, time, fall, level)
    return total * _rising(time, 0.002) * _let_go(time, 0.3)


def _celesta(hertz: float, seconds: float) -> Signal:
    return _struck(hertz, 1.8, _CELESTA)


def _bell(hertz: float, seconds: float) -> Signal:
    return _struck(hertz, 4.0, _BELL)


def _flute(hertz: float, seconds: float) -> Signal:
    time = _time(seconds + 0.25)
    tone = _partials(_vibrating(hertz, time, 0.006, 5.0, 0.35), (1, 0.28, 0.1, 0.04))
    air = _filtered("bp", (hertz * 0.9, min(18_000, hertz * 2.4)), _breath("flute", len(time))) * 0.09
    return (tone + air) * _held(time, seconds, 0.09, 0.25) * 0.62


@dataclass(frozen=True)
class _Sustained:
    """How a note with a vibrato is held."""

    vibrato: tuple[float, float, float]
    """Depth, rate and onset."""
    attack: float
    release: float
    level: float


def _sustained(hertz: float, seconds: float, levels: Levels, how: _Sustained) -> Signal:
    time = _time(seconds + how.release)
    tone = _partials(_vibrating(hertz, time, *how.vibrato), levels)
    return tone * _held(time, seconds, how.attack, how.release) * how.level


def _clarinet(hertz: float, seconds: float) -> Signal:
    return _sustained(hertz, seconds, _CLARINET, _Sustained((0.003, 4.6, 0.5), 0.07, 0.2, 0.6))


def _violin(hertz: float, seconds: float) -> Signal:
    how = _Sustained((0.007, 5.6, 0.3), 0.16, 0.3, 0.4)
    return _sustained(hertz, seconds, _audible(hertz, _VIOLIN), how)


def _voice(hertz: float, seconds: float) -> Signal:
    """A voice far off, without words."""
    how = _Sustained((0.009, 5.1, 0.2), 0.5, 0.9, 0.5)
    return _sustained(hertz, seconds, _audible(hertz, _VOICE), how)


def _brass(hertz: float, seconds: float) -> Signal:
    """Brass brightens as it swells."""
    time = _time(seconds + 0.22)
    turns = _vibrating(hertz, time, 0.003, 5.0, 0.6)
    soft, bright = _partials(turns, (1, 0.6, 0.3, 0.12)), _partials(turns, _audible(hertz, _BRASS))
    opening = np.clip(time / 0.18, 0, 1) * np.clip(1.15 - 0.35 * time, 0.35, 1)
    return (soft * (1 - opening) + bright * opening * 0.7) * _held(time, seconds, 0.05, 0.22) * 0.5


def _bass(hertz: float, seconds: float) -> Signal:
    time = _time(seconds + 0.25)
    body = _partials(_turns(hertz, time), _BASS)
    return body * _held(time, seconds, 0.03, 0.25) * _weakening(time) * 0.7


def _weakening(time: Signal) -> Signal:
    """From 1 towards a level that is kept, as of a string played hard."""
    return 0.55 + 0.45 * np.exp(-time * 1.6)


def _drum(hertz: float, seconds: float) -> Signal:
    """A large soft drum."""
    time = _time(0.9)
    turns = hertz * 0.8 * time + hertz * 0.02 * (1 - np.exp(-time * 30))
    skin = np.sin(2 * np.pi * turns) * np.exp(-time * 6)
    beater = _filtered("lp", 700, _breath("drum", len(time))) * np.exp(-time * 45)
    return (skin * 0.9 + beater * 0.7) * _rising(time, 0.002) * np.clip((0.9 - time) / 0.2, 0, 1)


def _shaker(hertz: float, seconds: float) -> Signal:
    time = _time(0.12)
    return _grains(len(time)) * _rising(time, 0.012) * np.exp(-time * 42)


def _grains(samples: int) -> Signal:
    return _filtered("bp", (3500, 11_000), _breath("shaker", samples))


PLAYERS: dict[str, Callable[[float, float], Signal]] = {
    "strings": _strings,
    "strings short": _short_strings,
    "low strings": _low_strings,
    "glass": _glass,
    "piano": _piano,
    "harp": _harp,
    "pluck": _pluck,
    "celesta": _celesta,
    "bell": _bell,
    "flute": _flute,
    "clarinet": _clarinet,
    "violin": _violin,
    "voice": _voice,
    "brass": _brass,
    "bass": _bass,
    "drum": _drum,
    "shaker": _shaker,
}
"""Every player, by name: frequency in hertz and length in seconds to a note."""
