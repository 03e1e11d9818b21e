"""How far music and ambience give way to speech, and when. It does not know how they are mixed."""

from __future__ import annotations

import numpy as np
from scipy.ndimage import binary_closing, uniform_filter1d

from storyreel.editing.limiter import loudest_channel

STEP = 480
"""Samples, at 48 kHz, of one step of the curve: 10 ms."""
_AUDIBLE = 10 ** (-42 / 20)
_LEAD_STEPS, _TRAIL_STEPS = 30, 45
"""Music is out of the way 0.3 s before a word and comes back 0.45 s after it."""
_GAP_STEPS = 150
"""Speech that pauses for less than 1.5 s keeps it down: no pumping between sentences."""
_SLOPE_STEPS = 40


class SpeechTrack:
    """Where in the film somebody speaks, in steps of 10 ms."""

    def __init__(self, samples: int) -> None:
        self._spoken = np.zeros(samples // STEP + 2, bool)

    def hear(self, start: int, sound: np.ndarray) -> None:
        """Add speech `(samples, channels)` that begins at sample `start` of the film."""
        lead = start % STEP
        level = loudest_channel(sound)
        padded = np.pad(level, (lead, -(len(level) + lead) % STEP)).reshape(-1, STEP).max(axis=1)
        first = start // STEP
        there = padded[: len(self._spoken) - first] > _AUDIBLE
        self._spoken[first : first + len(there)] |= there

    def presence(self) -> np.ndarray:
        r"""How much speech rules at each step, 0 to 1: up before it, across its pauses, and down slowly after it.

        speech      ____####_##________
        presence    __/---------\\____
        """
        if not self._spoken.any():
            return np.zeros(len(self._spoken), np.float32)
        room = _GAP_STEPS + _LEAD_STEPS + _TRAIL_STEPS
        filled = binary_closing(np.pad(self._spoken, room), np.ones(_GAP_STEPS, bool))
        counts = np.cumsum(np.pad(filled, (_TRAIL_STEPS, _LEAD_STEPS)).astype(np.int32))
        width = _LEAD_STEPS + _TRAIL_STEPS
        widened = (counts[width:] - np.pad(counts, (1, 0))[: len(counts) - width]) > 0
        smooth = uniform_filter1d(widened.astype(np.float32), _SLOPE_STEPS, mode="nearest")
        return 0.5 - 0.5 * np.cos(np.pi * smooth[room:-room])


def ducked_gain(presence: np.ndarray, start: int, samples: int, depth_db: float) -> np.ndarray:
    """Gain of `samples` samples from sample `start` for sound that gives way by `depth_db` where speech rules, `(samples, 1)` float32."""
    first, last = start // STEP, min(len(presence), (start + samples) // STEP + 2)
    positions = np.arange(start, start + samples, dtype=np.float64) / STEP - first
    down = np.interp(positions, np.arange(last - first), presence[first:last])
    return (10 ** (-depth_db / 20 * down)).astype(np.float32)[:, None]
