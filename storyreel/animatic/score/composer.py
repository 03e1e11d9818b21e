"""Composes and plays a score of exactly the length asked: bars to fit, notes, players, hall, level, ending."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import soundfile
from scipy.signal import butter, oaconvolve, sosfilt

from storyreel.animatic.score.instruments import play
from storyreel.animatic.score.styles import STYLES
from storyreel.animatic.score.writing import BEATS, Note, write_score
from storyreel.editing.loudness import SILENCE_LUFS, LoudnessMeter
from storyreel.editing.recording import SAMPLE_RATE_HZ as RATE
from storyreel.film.assets import AssetRef, AssetStore
from storyreel.film.briefs import Music, MusicBrief

MUSIC_LUFS = -24.0
_PEAK = 10 ** (-3 / 20)
_BLOCK = 20 * RATE
_RING_OUT_SECONDS = 3.0
_HALL_SECONDS = 2.4


def compose(brief: MusicBrief, store: AssetStore) -> Music:
    """A score for a mood, stereo FLAC at 48 kHz and about -24 LUFS, that begins, goes somewhere, and ends where the time ends.

    The same mood, length and seed give the same music.
    """
    style = STYLES[brief.mood]
    samples = max(1, round(brief.seconds * RATE))
    rng = np.random.default_rng(brief.seed)
    bars, beat_seconds = _fitted(style.tempo, brief.seconds)
    score = _performed(write_score(style, bars, rng), beat_seconds, samples)
    _add_hall(score, style.hall, rng)
    _bring_to_level(score)
    _end(score)
    return Music(audio=_kept(score, store), duration_ms=max(1, round(samples * 1000 / RATE)))


def _fitted(tempo: float, seconds: float) -> tuple[int, float]:
    """Whole bars that fill the time but for the ring of the last chord, and the length of a beat that makes them fit.

    >>> _fitted(60, 35.0)
    (8, 1.0)
    """
    ring_out = min(_RING_OUT_SECONDS, seconds * 0.3)
    bars = max(1, round((seconds - ring_out) * tempo / 60 / BEATS))
    if bars > 4:
        bars -= bars % 2
    return bars, (seconds - ring_out) / bars / BEATS


def _performed(notes: tuple[Note, ...], beat_seconds: float, samples: int) -> np.ndarray:
    """All notes played into `(samples, 2)` float32; a sound heard before is not made again."""
    score = np.zeros((samples, 2), np.float32)

    @lru_cache(maxsize=96)
    def sound(player: str, pitch: int, beats: float) -> np.ndarray:
        return play(player, pitch, beats * beat_seconds)

    for note in notes:
        start = round(note.at * beat_seconds * RATE)
        heard = sound(note.player, note.pitch, note.beats)[: max(0, samples - start)]
        angle = note.side * np.pi / 2
        score[start : start + len(heard), 0] += heard * np.float32(note.velocity * np.cos(angle))
        score[start : start + len(heard), 1] += heard * np.float32(note.velocity * np.sin(angle))
    return score


def _add_hall(score: np.ndarray, wet: float, rng: np.random.Generator) -> None:
    """The players' hall, a block at a time: its echo of a block rings on into the next."""
    length = int(_HALL_SECONDS * RATE)
    fall = np.exp(-np.arange(length) / RATE * 6.9 / _HALL_SECONDS)[:, None]
    echo = np.asarray(
        sosfilt(
            butter(2, (180, 5200), "bp", fs=RATE, output="sos"),
            rng.standard_normal((length, 2)) * fall,
            axis=0,
        )
    )
    echo = (echo / np.sqrt((echo**2).sum(axis=0))).astype(np.float32)
    ringing = np.zeros((length - 1, 2), np.float32)
    for start in range(0, len(score), _BLOCK):
        block = score[start : start + _BLOCK]
        answer = oaconvolve(block, echo, axes=0)
        answer[: length - 1] += ringing
        ringing = answer[len(block) :].copy()
        block += np.float32(wet) * answer[: len(block)]


def _bring_to_level(score: np.ndarray) -> None:
    meter = LoudnessMeter(2)
    for start in range(0, len(score), _BLOCK):
        meter.hear(score[start : start + _BLOCK])
    measured = meter.integrated_lufs()
    gain = np.float32(10 ** ((MUSIC_LUFS - measured) / 20)) if measured > SILENCE_LUFS else np.float32(1)
    for start in range(0, len(score), _BLOCK):
        block = score[start : start + _BLOCK]
        block *= gain
        over = np.abs(block) > 0.7 * _PEAK
        if over.any():
            size = np.abs(block[over])
            block[over] = np.sign(block[over]) * (
                0.7 * _PEAK + 0.3 * _PEAK * np.tanh((size - 0.7 * _PEAK) / (0.3 * _PEAK))
            )


def _end(score: np.ndarray) -> None:
    """No click at the beginning, and a last chord that fades to nothing on the last sample."""
    first, last = min(len(score) // 8, RATE // 100), min(len(score) // 2, int(2.5 * RATE))
    score[:first] *= np.linspace(0, 1, first, dtype=np.float32)[:, None]
    score[len(score) - last :] *= (0.5 + 0.5 * np.cos(np.linspace(0, np.pi, last, dtype=np.float32)))[:, None]


def _kept(score: np.ndarray, store: AssetStore) -> AssetRef:
    with TemporaryDirectory(dir=store.workspace()) as folder:
        path = Path(folder) / "score.flac"
        with soundfile.SoundFile(path, "w", RATE, 2, format="FLAC", subtype="PCM_16") as file:
            for start in range(0, len(score), _BLOCK):
                file.write(score[start : start + _BLOCK])
        return store.put(path, "audio/flac")
