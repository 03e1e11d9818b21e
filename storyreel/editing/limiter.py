"""Measures true peaks and keeps them under a ceiling with a gain that looks ahead."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.ndimage import minimum_filter1d, uniform_filter1d
from scipy.signal import firwin, upfirdn

STRETCH = 64
"""Samples, at 48 kHz, of which one peak is kept: 1.3 ms."""
_OVERSAMPLING = 4
_TAPS = 12
"""Per phase, as in BS.1770-4 annex 2."""
_KAISER: Any = ("kaiser", 6.0)  # scipy says str, and takes both
_FILTER = np.asarray(firwin(_OVERSAMPLING * _TAPS, 1 / _OVERSAMPLING, window=_KAISER))
_PHASES = (_FILTER * _OVERSAMPLING).astype(np.float32)
_LOOK_AHEAD_STRETCHES = 4
_RELEASE_DB_PER_STRETCH = 40.0 * STRETCH / 48_000
"""40 dB a second: a limiter that recovers faster distorts low notes."""
_UNDER_DB = 0.1
"""Headroom: the change of the gain itself may raise a peak by a few hundredths of a decibel."""


class PeakMeter:
    """Takes sound block by block and remembers the true peak of every stretch: 3 kB a second."""

    def __init__(self, channels: int) -> None:
        self._tail = np.zeros((_TAPS, channels), np.float32)
        self._peaks: list[np.ndarray] = []

    def hear(self, block: np.ndarray) -> None:
        """Add `(samples, channels)` float32; every block but the last is a whole number of stretches long."""
        context = np.concatenate([self._tail, block])
        between = loudest_channel(upfirdn(_PHASES, context, up=_OVERSAMPLING, axis=0))
        between = between[_OVERSAMPLING * _TAPS : _OVERSAMPLING * (_TAPS + len(block))]
        self._peaks.append(_stretch_peaks(loudest_channel(block), between))
        self._tail = context[-_TAPS:]

    def peaks(self) -> np.ndarray:
        """True peak of every stretch, linear."""
        return np.concatenate([*self._peaks, np.zeros(0, np.float32)])

    def true_peak_dbtp(self) -> float:
        """The largest true peak; -120 for silence."""
        return float(20 * np.log10(max(1e-6, self.peaks().max(initial=0.0))))


def gain_knots(peaks: np.ndarray, gain: float, ceiling_dbtp: float) -> np.ndarray:
    r"""Gain at the edges of every stretch, `(stretches + 1,)`, lowered before each peak, released slowly.

    peaks   ____|____          gain   ----.     .-----
                                           \\__.-
    """
    ceiling = 10 ** ((ceiling_dbtp - _UNDER_DB) / 20)
    allowed = np.minimum(1.0, ceiling / np.maximum(peaks * gain, 1e-9))
    # A peak is found up to half the filter late, so the stretch on either side is held down too.
    padded = np.pad(allowed, 1, constant_values=1.0)
    held = minimum_filter1d(padded, 2 * _LOOK_AHEAD_STRETCHES + 3, mode="nearest")
    smooth = uniform_filter1d(_released(held), 2 * _LOOK_AHEAD_STRETCHES + 1, mode="nearest")
    return (gain * smooth[: len(peaks) + 1]).astype(np.float32)


def _released(held: np.ndarray) -> np.ndarray:
    """The gain, rising no faster than the release."""
    fall = np.arange(len(held)) * _RELEASE_DB_PER_STRETCH
    decibels = np.minimum(0.0, np.minimum.accumulate(20 * np.log10(held) - fall) + fall)
    return 10 ** (decibels / 20)


def gain_at(knots: np.ndarray, start: int, samples: int) -> np.ndarray:
    """Gain of `samples` samples from sample `start`, `(samples, 1)` float32."""
    first = start // STRETCH
    last = min(len(knots), (start + samples) // STRETCH + 2)
    positions = np.arange(start, start + samples, dtype=np.float64) / STRETCH - first
    return np.interp(positions, np.arange(last - first), knots[first:last]).astype(np.float32)[:, None]


def loudest_channel(sound: np.ndarray) -> np.ndarray:
    """Absolute value of the louder channel of `(samples, channels)` at every sample."""
    largest = np.abs(sound[:, 0])
    # numpy's own maximum over so short an axis takes ten times as long
    for channel in range(1, sound.shape[1]):
        np.maximum(largest, np.abs(sound[:, channel]), out=largest)
    return largest


def _stretch_peaks(samples: np.ndarray, between: np.ndarray) -> np.ndarray:
    """Peak of every stretch, of the samples and of those between them; the last is filled with silence."""
    stretches = -(-len(samples) // STRETCH)
    missing = stretches * STRETCH - len(samples)
    at_samples = np.pad(samples, (0, missing)).reshape(stretches, STRETCH).max(axis=1)
    finer = np.pad(between, (0, missing * _OVERSAMPLING)).reshape(stretches, -1).max(axis=1)
    return np.maximum(at_samples, finer)
