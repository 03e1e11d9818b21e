"""How much quieter music and ambience become under speech, and when."""

from __future__ import annotations

import numpy as np
from scipy.ndimage import binary_closing, uniform_filter1d

from storyreel.editing.limiter import loudest_channel

STEP = 480
"""Samples, at 48 kHz, of one step of the curve: 10 ms."""
_AUDIBLE = 10 ** (-42 / 20)
_LEAD_STEPS, _TRAIL_STEPS = 30, 45
"""Music is down 0.3 s before a word and comes up again from 0.45 s after it."""
_GAP_STEPS = 150
"""A pause of less than 1.5 s in speech keeps music down, so that it does not pump between sentences."""
_SLOPE_STEPS = 40


class SpeechTrack:
    """When there is speech in the film, in steps of 10 ms."""

    def __init__(self, samples: int) -> None:
        self._spoken = np.zeros(samples // STEP + 2, bool)

    def hear(self, start: int, sound: np.ndarray) -> None:
        """Add speech `(samples, channels)` that begins at sample `start` of the film."""
        first, lead = divmod(start, STEP)
        level = loudest_channel(sound)
        padded = np.pad(level, (lead, -(len(level) + lead) % STEP)).reshape(-1, STEP).max(axis=1)
        spoken = padded[: len(self._spoken) - first] > _AUDIBLE
        self._spoken[first : first + len(spoken)] |= spoken

    def presence(self) -> np.ndarray:
        r"""Presence of speech at each step, 0 to 1: rises before speech, spans pauses and falls slowly.

        speech      ____####_##________
        presence    __/---------\\____
        """
        if not self._spoken.any():
            return np.zeros(len(self._spoken), np.float32)
        margin = _GAP_STEPS + _LEAD_STEPS + _TRAIL_STEPS
        filled = binary_closing(np.pad(self._spoken, margin), np.ones(_GAP_STEPS, bool))
        smooth = uniform_filter1d(_widened(filled).astype(np.float32), _SLOPE_STEPS, mode="nearest")
        return 0.5 - 0.5 * np.cos(np.pi * smooth[margin:-margin])


def _widened(spoken: np.ndarray) -> np.ndarray:
    """Each stretch of speech, longer by the lead before it and by the trail after it."""
    counts = np.cumsum(np.pad(spoken, (_TRAIL_STEPS, _LEAD_STEPS)).astype(np.int32))
    width = _LEAD_STEPS + _TRAIL_STEPS
    return (counts[width:] - np.pad(counts, (1, 0))[: len(counts) - width]) > 0


def ducked_gain(presence: np.ndarray, start: int, samples: int, depth_db: float) -> np.ndarray:
    """Gain of `samples` samples from sample `start`, `(samples, 1)` float32.

    depth_db: how much quieter the sound is under speech.
    """
    first, last = start // STEP, min(len(presence), (start + samples) // STEP + 2)
    positions = np.arange(start, start + samples, dtype=np.float64) / STEP - first
    down = np.interp(positions, np.arange(last - first), presence[first:last])
    return (10 ** (-depth_db / 20 * down)).astype(np.float32)[:, None]
