"""Cuts spoken lines from recorded sound, without silence at their ends, with the times of their words.

Sound is `(samples,)` float32 in [-1, 1] at 48 kHz.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import soundfile

from storyreel.editing.loudness import SAMPLE_RATE_HZ
from storyreel.editing.pauses import EDGE_MS, TICK, edges
from storyreel.editing.recording import keep, milliseconds, silence_of
from storyreel.film.assets import AssetStore
from storyreel.film.briefs import Speech, WordTime
from storyreel.film.cast import WORDS_PER_MINUTE
from storyreel.film.narration import OwnLineBrief
from storyreel.film.word_times import shared_times, spoken_ms

GAP_SAMPLES = SAMPLE_RATE_HZ
"""Silence between recordings that are joined: a second, so that no word is heard across the border."""


def spoken_line(sound: np.ndarray, text: str, store: AssetStore) -> Speech:
    """A recorded line without silence at its ends; the times of its words are estimated."""
    start, end = edges(sound)
    line = _faded(sound[start:end])
    return _with_shared_times(line, text, milliseconds(line), store)


def _with_shared_times(sound: np.ndarray, text: str, duration_ms: int, store: AssetStore) -> Speech:
    words = shared_times(text.split(), duration_ms)
    return Speech(audio=keep(sound, store), duration_ms=duration_ms, words=words, exact_words=False)


def cut_line(brief: OwnLineBrief, store: AssetStore) -> Speech:
    """A line of a recording, without silence at its ends; silent if it is not in the recording."""
    sound = _recorded(brief, store)
    if len(sound) < TICK or not sound.any():
        return _silent(brief.text, store)
    if not brief.line.words:
        return spoken_line(sound, brief.text, store)
    start, end = edges(sound)
    line = _faded(sound[start:end])
    duration_ms, before_ms = milliseconds(line), brief.line.span[0] + start * 1000 // SAMPLE_RATE_HZ
    words = tuple(_moved(word, before_ms, duration_ms) for word in brief.line.words)
    return Speech(audio=keep(line, store), duration_ms=duration_ms, words=words, exact_words=True)


def _recorded(brief: OwnLineBrief, store: AssetStore) -> np.ndarray:
    """The line's span of the recording."""
    with soundfile.SoundFile(store.path(brief.recording)) as file:
        first, end = (min(file.frames, at_ms * SAMPLE_RATE_HZ // 1000) for at_ms in brief.line.span)
        file.seek(first)
        return file.read(max(0, end - first), dtype="float32")


def _moved(word: WordTime, before_ms: int, duration_ms: int) -> WordTime:
    """A word's time, counted from the start of its line and within it."""
    return WordTime(
        word=word.word,
        start_ms=_within(word.start_ms - before_ms, duration_ms),
        end_ms=_within(word.end_ms - before_ms, duration_ms),
    )


def joined(sounds: Sequence[np.ndarray]) -> np.ndarray:
    """Recordings one after another, with a second of silence between them."""
    gap = np.zeros(GAP_SAMPLES, np.float32)
    parts = [part for sound in sounds for part in (sound, gap)]
    return np.concatenate(parts[:-1])


def _silent(text: str, store: AssetStore) -> Speech:
    """A silent line, as long as it would take to speak, so that its caption can be read."""
    duration_ms = spoken_ms(text, WORDS_PER_MINUTE)
    return _with_shared_times(silence_of(duration_ms), text, duration_ms, store)


def _within(milliseconds: int, most: int) -> int:
    return max(0, min(most, milliseconds))


def _faded(sound: np.ndarray) -> np.ndarray:
    heard = sound.copy()
    fade = min(EDGE_MS * SAMPLE_RATE_HZ // 1000, len(heard) // 2)
    ramp = np.linspace(0, 1, fade, dtype=np.float32)
    heard[:fade] *= ramp
    heard[len(heard) - fade :] *= ramp[::-1]
    return heard
