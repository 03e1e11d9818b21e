"""Composes and plays a score of exactly the length asked: bars, notes, players, hall, level, ending."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import soundfile
from scipy.signal import butter, oaconvolve, sosfilt

from storyreel.animatic.score.instruments import play
from storyreel.animatic.score.style_words import styled
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
    """A score for a mood, stereo FLAC at 48 kHz and about -24 LUFS, that ends when the time ends.

    The same mood, length and seed give the same music.
    """
    style = styled(STYLES[brief.mood], brief.style)
    samples = max(1, round(brief.seconds * RATE))
    rng = np.random.default_rng(brief.seed)
    bars, beat_seconds = _fitted(style.tempo, brief.seconds)
    score = _performed(write_score(style, bars, rng), beat_seconds, samples)
    _add_hall(score, style.hall, rng)
    _bring_to_level(score)
    _end(score)
    return Music(audio=_kept(score, store), duration_ms=max(1, round(samples * 1000 / RATE)))


def _fitted(tempo: float, seconds: float) -> tuple[int, float]:
    """Whole bars that fill the time before the last chord rings out, and the seconds of a beat.

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
        _add_note(score[start : start + len(heard)], heard, note)
    return score


def _add_note(score: np.ndarray, heard: np.ndarray, note: Note) -> None:
    """Add a note to the samples during which it is heard."""
    angle = note.side * np.pi / 2
    score[:, 0] += heard * np.float32(note.velocity * np.cos(angle))
    score[:, 1] += heard * np.float32(note.velocity * np.sin(angle))


def _add_hall(score: np.ndarray, wet: float, rng: np.random.Generator) -> None:
    """Add the players' hall, a block at a time: the echo of a block goes on in the next."""
    echo = _hall_echo(rng)
    tail = len(echo) - 1
    ringing = np.zeros((tail, 2), np.float32)
    for block in _blocks(score):
        answer = oaconvolve(block, echo, axes=0)
        answer[:tail] += ringing
        ringing = answer[len(block) :].copy()
        block += np.float32(wet) * answer[: len(block)]


def _hall_echo(rng: np.random.Generator) -> np.ndarray:
    """The hall's answer to a click, of energy 1 on either side; `(samples, 2)` float32."""
    length = int(_HALL_SECONDS * RATE)
    fall = np.exp(-np.arange(length) / RATE * 6.9 / _HALL_SECONDS)[:, None]
    band = butter(2, (180, 5200), "bp", fs=RATE, output="sos")
    echo = np.asarray(sosfilt(band, rng.standard_normal((length, 2)) * fall, axis=0))
    return (echo / np.sqrt((echo**2).sum(axis=0))).astype(np.float32)


def _blocks(score: np.ndarray) -> Iterator[np.ndarray]:
    """Views of the score, one block after the other."""
    for start in range(0, len(score), _BLOCK):
        yield score[start : start + _BLOCK]


def _bring_to_level(score: np.ndarray) -> None:
    gain = _gain(score)
    for block in _blocks(score):
        block *= gain
        _limit(block)


def _gain(score: np.ndarray) -> np.float32:
    """The factor that brings the score to its loudness; 1 for silence."""
    measured = _loudness(score)
    if measured <= SILENCE_LUFS:
        return np.float32(1)
    return np.float32(10 ** ((MUSIC_LUFS - measured) / 20))


def _loudness(score: np.ndarray) -> float:
    meter = LoudnessMeter(2)
    for block in _blocks(score):
        meter.hear(block)
    return meter.integrated_lufs()


def _limit(block: np.ndarray) -> None:
    """Bend what is over 0.7 of the highest level so that it stays under it."""
    over = np.abs(block) > 0.7 * _PEAK
    if over.any():
        size = np.abs(block[over])
        bent = 0.7 * _PEAK + 0.3 * _PEAK * np.tanh((size - 0.7 * _PEAK) / (0.3 * _PEAK))
        block[over] = np.sign(block[over]) * bent


def _end(score: np.ndarray) -> None:
    """Fade the beginning in without a click, and the last chord to nothing on the last sample."""
    first, last = min(len(score) // 8, RATE // 100), min(len(score) // 2, int(2.5 * RATE))
    score[:first] *= np.linspace(0, 1, first, dtype=np.float32)[:, None]
    falling = 0.5 + 0.5 * np.cos(np.linspace(0, np.pi, last, dtype=np.float32))
    score[len(score) - last :] *= falling[:, None]


def _kept(score: np.ndarray, store: AssetStore) -> AssetRef:
    with TemporaryDirectory(dir=store.workspace()) as folder:
        path = Path(folder) / "score.flac"
        _write(score, path)
        return store.put(path, "audio/flac")


def _write(score: np.ndarray, path: Path) -> None:
    with soundfile.SoundFile(path, "w", RATE, 2, format="FLAC", subtype="PCM_16") as file:
        for block in _blocks(score):
            file.write(block)
