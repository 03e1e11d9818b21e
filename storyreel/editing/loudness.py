"""Measures loudness as ITU-R BS.1770-4 defines it, block by block, at 48 kHz."""

from __future__ import annotations

import numpy as np

SAMPLE_RATE_HZ = 48_000
SILENCE_LUFS = -70.0
"""The absolute gate (clause 2.8): what is reported for every quieter sound."""
_K_WEIGHTING = np.array(
    [
        [1.53512485958697, -2.69169618940638, 1.19839281085285, 1.0, -1.69065929318241, 0.73248077421585],
        [1.0, -2.0, 1.0, 1.0, -1.99004745483398, 0.99007225036621],
    ]
)
"""The head's and the ear's filters at 48 kHz: tables 1 and 2 of the standard."""
_STEP = SAMPLE_RATE_HZ // 10
_GATE_STEPS = 4
_RELATIVE_GATE_LU = -10.0


class LoudnessMeter:
    """Takes sound block by block and remembers the power of each tenth of a second: 5 kB a minute."""

    def __init__(self, channels: int) -> None:
        self._state = np.zeros((2, 2, channels))
        self._steps: list[np.ndarray] = []
        self._rest = np.zeros(0)

    def hear(self, block: np.ndarray) -> None:
        """Add `(samples, channels)` in [-1, 1] at 48 kHz."""
        from scipy.signal import (
            sosfilt,
        )  # takes a second to load; a run that makes no sound need not wait for it

        plain = block.astype(np.float64, copy=False)
        weighted, self._state = sosfilt(_K_WEIGHTING, plain, axis=0, zi=self._state)
        power = np.concatenate([self._rest, np.einsum("ij,ij->i", weighted, weighted)])
        whole = len(power) // _STEP * _STEP
        self._steps.append(power[:whole].reshape(-1, _STEP).mean(axis=1))
        self._rest = power[whole:]

    def integrated_lufs(self) -> float:
        """Gated loudness of everything so far; -70 for silence."""
        windows = self._windows()
        heard = windows[windows > _power(SILENCE_LUFS)]
        if not heard.size:
            return SILENCE_LUFS
        loud = heard[heard > heard.mean() * 10 ** (_RELATIVE_GATE_LU / 10)]
        return max(SILENCE_LUFS, float(_lufs(loud.mean())))

    def loudest_lufs(self) -> float:
        """Loudness of the loudest 0.4 s; -70 for silence."""
        loudest = self._windows().max(initial=0.0)
        return max(SILENCE_LUFS, float(_lufs(loudest))) if loudest > 0 else SILENCE_LUFS

    def _windows(self) -> np.ndarray:
        """Mean power of every window of 0.4 s; of everything if it is shorter."""
        heard = np.concatenate([*self._steps, np.zeros(0)])
        if len(heard) < _GATE_STEPS:
            total = heard.sum() * _STEP + self._rest.sum()
            return np.array([total / max(1, len(heard) * _STEP + len(self._rest))])
        sums = np.cumsum(np.concatenate([[0.0], heard]))
        return (sums[_GATE_STEPS:] - sums[:-_GATE_STEPS]) / _GATE_STEPS


def loudness_lufs(sound: np.ndarray) -> float:
    """Integrated loudness of `(samples, channels)` or `(samples,)` at 48 kHz; -70 for silence."""
    return _heard(sound).integrated_lufs()


def loudest_moment_lufs(sound: np.ndarray) -> float:
    """Loudness of the loudest 0.4 s of `(samples, channels)` or `(samples,)` at 48 kHz; -70 for silence."""
    return _heard(sound).loudest_lufs()


def _heard(sound: np.ndarray) -> LoudnessMeter:
    block = _by_channel(sound)
    meter = LoudnessMeter(block.shape[1])
    meter.hear(block)
    return meter


def _by_channel(sound: np.ndarray) -> np.ndarray:
    """Mono or stereo sound as `(samples, channels)`."""
    return sound[:, None] if sound.ndim == 1 else sound


def _lufs(power: np.ndarray) -> np.ndarray:
    return -0.691 + 10 * np.log10(power)


def _power(lufs: float) -> float:
    return 10 ** ((lufs + 0.691) / 10)
