"""Brings recorded samples to a level and stores them as FLAC."""

from __future__ import annotations

import io

import numpy as np
import soundfile

from storyreel.editing.loudness import SAMPLE_RATE_HZ, SILENCE_LUFS, loudest_moment_lufs, loudness_lufs
from storyreel.film.assets import AssetRef, AssetStore

Signal = np.ndarray
"""Sound at 48 kHz, or a curve over it: a value for each sample."""
PEAK_DBFS = -3.0
_CEILING = 10 ** (PEAK_DBFS / 20)
_KNEE = 0.7 * _CEILING


def level_speech(sound: np.ndarray, lufs: float) -> np.ndarray:
    """Sound, mono or stereo, at that integrated loudness, its peaks under -3 dBFS."""
    return _levelled(sound, loudness_lufs(sound), lufs)


def level_moment(sound: np.ndarray, lufs: float) -> np.ndarray:
    """Sound whose loudest 0.4 s has that loudness, its peaks under -3 dBFS.

    It is for effects, which are mostly decay.
    """
    return _levelled(sound, loudest_moment_lufs(sound), lufs)


def keep(sound: np.ndarray, store: AssetStore) -> AssetRef:
    """A stored 16 bit FLAC of `(samples,)` or `(samples, channels)` in [-1, 1] at 48 kHz."""
    return store.put(_flac(sound), "audio/flac")


def _flac(sound: np.ndarray) -> bytes:
    file = io.BytesIO()
    soundfile.write(file, sound, SAMPLE_RATE_HZ, format="FLAC", subtype="PCM_16")
    return file.getvalue()


def silence_of(duration_ms: int) -> np.ndarray:
    """Silence of that length, mono float32."""
    return np.zeros(duration_ms * SAMPLE_RATE_HZ // 1000, np.float32)


def milliseconds(sound: np.ndarray) -> int:
    """Length to the nearest millisecond, at least one."""
    return max(1, round(len(sound) * 1000 / SAMPLE_RATE_HZ))


def _levelled(sound: np.ndarray, measured: float, wanted: float) -> np.ndarray:
    """The sound at the wanted level; a peak over the ceiling is rounded off, not clipped."""
    if measured <= SILENCE_LUFS:
        return sound
    louder = sound * np.float32(10 ** ((wanted - measured) / 20))
    size = np.abs(louder)
    over = size > _KNEE
    if over.any():
        louder[over] = np.sign(louder[over]) * _rounded(size[over])
    return louder


def _rounded(size: np.ndarray) -> np.ndarray:
    """Sizes over the knee, bent so that they stay under the ceiling."""
    return _KNEE + (_CEILING - _KNEE) * np.tanh((size - _KNEE) / (_CEILING - _KNEE))
