"""Turns samples into a stored recording: its level and its FLAC."""

from __future__ import annotations

import io

import numpy as np
import soundfile

from storyreel.editing.loudness import SAMPLE_RATE_HZ, SILENCE_LUFS, loudest_moment_lufs, loudness_lufs
from storyreel.film.assets import AssetRef, AssetStore

PEAK_DBFS = -3.0


def level_speech(sound: np.ndarray, lufs: float) -> np.ndarray:
    """Sound, mono or stereo, at that integrated loudness, its peaks under -3 dBFS."""
    return _levelled(sound, loudness_lufs(sound), lufs)


def level_moment(sound: np.ndarray, lufs: float) -> np.ndarray:
    """Sound whose loudest 0.4 s has that loudness, its peaks under -3 dBFS: for effects, which are mostly decay."""
    return _levelled(sound, loudest_moment_lufs(sound), lufs)


def keep(sound: np.ndarray, store: AssetStore) -> AssetRef:
    """A stored 16 bit FLAC of `(samples,)` or `(samples, channels)` in [-1, 1] at 48 kHz."""
    file = io.BytesIO()
    soundfile.write(file, sound, SAMPLE_RATE_HZ, format="FLAC", subtype="PCM_16")
    return store.put(file.getvalue(), "audio/flac")


def milliseconds(sound: np.ndarray) -> int:
    """Length to the nearest millisecond, at least one."""
    return max(1, round(len(sound) * 1000 / SAMPLE_RATE_HZ))


def _levelled(sound: np.ndarray, measured: float, wanted: float) -> np.ndarray:
    """The sound at the wanted level; a peak that would stand out is rounded off, not clipped."""
    if measured <= SILENCE_LUFS:
        return sound
    louder = sound * np.float32(10 ** ((wanted - measured) / 20))
    ceiling = 10 ** (PEAK_DBFS / 20)
    knee = 0.7 * ceiling
    size = np.abs(louder)
    over = size > knee
    if not over.any():
        return louder
    soft = knee + (ceiling - knee) * np.tanh((size[over] - knee) / (ceiling - knee))
    louder[over] = np.sign(louder[over]) * soft
    return louder
