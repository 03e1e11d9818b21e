"""Makes the engine's dry voice pleasant: less harsh, warmer, compressed and in a small room."""

from __future__ import annotations

from functools import cache

import numpy as np
from scipy.ndimage import uniform_filter1d
from scipy.signal import butter, fftconvolve, resample_poly, sosfilt

from storyreel.editing.recording import SAMPLE_RATE_HZ, Signal

_FRAME = 1024
_HOP = _FRAME // 4
_WINDOW = np.hanning(_FRAME + 1)[:-1]
_ENVELOPE_BINS = 13
"""About 600 Hz: wide enough to lose the voice's harmonics, narrow enough to keep its formants."""
_Edges = float | tuple[float, float]
"""One edge of a filter, or the two of a band, hertz."""


def finish(sound: Signal, rate_hz: int, breath: float) -> Signal:
    """Mono float32 at 48 kHz, made of mono sound at the engine's rate; breath 0 is voiced, 1 a whisper."""
    voice = at_film_rate(sound, rate_hz)
    if breath > 0:
        voice = whispered(voice, breath)
    voice = _compressed(_equalised(voice))
    wet = fftconvolve(voice, _small_room())[: len(voice)]
    return (voice + 0.09 * wet).astype(np.float32)


def at_film_rate(sound: Signal, rate_hz: int) -> Signal:
    """The sound at 48 kHz."""
    divisor = np.gcd(SAMPLE_RATE_HZ, rate_hz)
    return resample_poly(sound, SAMPLE_RATE_HZ // divisor, rate_hz // divisor)


def _equalised(voice: Signal) -> Signal:
    """Less rumble and hiss, more warmth, and less of the buzz of synthetic formants."""
    voice = _filtered(2, 85, "hp", voice)
    voice = _filtered(2, 7200, "lp", voice)
    voice += 0.45 * _filtered(1, (140, 320), "bp", voice)
    voice -= 0.35 * _filtered(2, (2600, 4200), "bp", voice)
    return voice


def _compressed(voice: Signal) -> Signal:
    """Gentle compression: decibels over a steady level are nearly halved."""
    level = _level(voice)
    return voice * np.where(level > 0.08, (level / 0.08) ** -0.45, 1.0)


def _level(voice: Signal) -> Signal:
    """How loud the voice is at each sample."""
    power = _filtered(1, 12, "lp", voice * voice)
    return np.sqrt(np.maximum(power, 1e-9))


def whispered(voice: Signal, breath: float) -> Signal:
    """The voice with its tone replaced, in part, by breath in the shape of its own formants.

    breath: 0 to 1.
    """
    padded = np.pad(voice, (_FRAME, _FRAME + (-len(voice)) % _HOP))
    noise = np.random.default_rng(1).standard_normal(len(padded))
    breathed = np.fft.irfft(np.fft.rfft(_frames(noise)) * _formants(padded), _FRAME) * _WINDOW
    air = _overlapped(breathed, len(padded))[_FRAME : _FRAME + len(voice)]
    air *= np.sqrt((voice**2).mean() / max(1e-12, (air**2).mean()))
    return voice * (1 - breath) + air * breath


def _frames(sound: Signal) -> Signal:
    """Windowed frames, each a quarter of a frame after the one before."""
    return np.lib.stride_tricks.sliding_window_view(sound, _FRAME)[::_HOP] * _WINDOW


def _formants(sound: Signal) -> Signal:
    """The smoothed spectrum of every frame, with less of the low end, which breath lacks."""
    shape = uniform_filter1d(np.abs(np.fft.rfft(_frames(sound))), _ENVELOPE_BINS, axis=1)
    return shape * np.linspace(0.35, 1.25, _FRAME // 2 + 1)


def _overlapped(frames: Signal, samples: int) -> Signal:
    """Overlapping frames added up."""
    out = np.zeros(samples)
    for offset in range(4):
        part = frames[offset::4].reshape(-1)
        out[offset * _HOP : offset * _HOP + len(part)] += part
    return out


@cache
def _small_room() -> Signal:
    """Echoes of a small furnished room, 0.3 s, of unit energy."""
    echoes = _filtered(2, (250, 4500), "bp", _dying_noise())
    return echoes / np.sqrt((echoes**2).sum())


def _dying_noise() -> Signal:
    noise = np.random.default_rng(1).standard_normal(int(0.3 * SAMPLE_RATE_HZ))
    return noise * np.exp(-np.arange(len(noise)) / SAMPLE_RATE_HZ * 14)


def _filtered(order: int, edges: _Edges, kind: str, sound: Signal) -> Signal:
    return np.asarray(sosfilt(_filter(order, edges, kind), sound))


@cache
def _filter(order: int, edges: _Edges, kind: str) -> Signal:
    return np.asarray(butter(order, edges, kind, fs=SAMPLE_RATE_HZ, output="sos"))
