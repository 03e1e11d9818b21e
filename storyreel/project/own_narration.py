"""Makes spoken lines of a person's own recordings: one file a line, or one file divided at its pauses. It does not know whose lines they are.

recording   ~~~~~~~~~____~~~~~~~_~~~~~~~______~~~~~~
lines       |---1---|    |-------2------|      |-3--|
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import soundfile

from storyreel.editing.loudness import SAMPLE_RATE_HZ
from storyreel.film.assets import AssetStore
from storyreel.film.briefs import Speech, WordTime
from storyreel.film.errors import SettingsError
from storyreel.project.own_files import SOUNDS, files_in, own_speech

SHORTEST_PAUSE_MS = 250
"""Pauses inside a sentence are shorter than this more often than not; those between lines are longer (Goldman-Eisler 1968 puts the border at 250 ms)."""
QUIET_DB = -35.0
"""Under the speech's level: breath and room, not voice."""
EDGE_MS = 15
MOST_STRETCH = 2.2
"""How much slower or faster than the whole recording one line of it may be before the division is not believed."""
_MARKS = ".,;:!?"
_TICK = SAMPLE_RATE_HZ // 100


def own_lines(path: Path, where: str, texts: Sequence[str], store: AssetStore) -> tuple[tuple[Speech, ...], str]:
    """One recording a line, in order, and a warning where more was recorded than there are lines ('' otherwise).

    Raises:
        SettingsError: a file is missing or no sound, or there are fewer recordings, or pauses, than lines.
    """
    files = files_in(path, where, SOUNDS, "sound file")
    if path.is_dir() or len(texts) == 1:
        if len(files) < len(texts):
            raise SettingsError(
                f"{where} names {path.name!r} with {len(files)} recordings, and there are {len(texts)} lines to speak; the next is {texts[len(files)][:60]!r}. "
                "One file a line is accepted. Nothing was made and nothing was spent."
            )
        spoken = [own_speech(file, where, store) for file in files[: len(texts)]]
        left = f"{where} names {path.name!r} with {len(files)} recordings for {len(texts)} lines; the last {len(files) - len(texts)} are not used."
        warning = left if len(files) > len(texts) else ""
    else:
        spoken, warning = _divided(own_speech(path, where, store), texts, path, where), ""
    return tuple(_line(sound, text, store) for sound, text in zip(spoken, texts, strict=True)), warning


def _line(sound: np.ndarray, text: str, store: AssetStore) -> Speech:
    heard = _trimmed(sound)
    file = io.BytesIO()
    soundfile.write(file, heard, SAMPLE_RATE_HZ, format="FLAC", subtype="PCM_16")
    duration_ms = max(1, round(len(heard) * 1000 / SAMPLE_RATE_HZ))
    return Speech(
        audio=store.put(file.getvalue(), "audio/flac"), duration_ms=duration_ms, words=estimated_words(text, duration_ms), exact_words=False
    )


def estimated_words(text: str, duration_ms: int) -> tuple[WordTime, ...]:
    """Times of a line's words: each as long as its letters, with a breath after a mark.

    >>> [(word.start_ms, word.end_ms) for word in estimated_words("So be it.", 1000)]
    [(0, 333), (333, 667), (667, 1000)]
    """
    words = text.split()
    spoken = [len(word.strip(_MARKS)) + 2.0 for word in words]
    breaths = [3.0 if word[-1] in _MARKS and number < len(words) else 0.0 for number, word in enumerate(words, 1)]
    total = sum(spoken) + sum(breaths)
    times: list[WordTime] = []
    at = 0.0
    for word, length, breath in zip(words, spoken, breaths, strict=True):
        times.append(WordTime(word=word, start_ms=round(duration_ms * at / total), end_ms=round(duration_ms * (at + length) / total)))
        at += length + breath
    return tuple(times)


def _divided(sound: np.ndarray, texts: Sequence[str], path: Path, where: str) -> list[np.ndarray]:
    """The recording in as many parts as there are lines, at its longest and best placed pauses."""
    loud = _loud(sound)
    pauses = _pauses(loud)
    refusal = SettingsError(
        f"{where} names {path.name!r}, in which {len(pauses) + 1} stretches of speech are heard and {len(texts)} lines were to be found. "
        "Pause for a second between lines, or name a folder with one file a line. Nothing was made and nothing was spent."
    )
    if len(pauses) < len(texts) - 1:
        raise refusal
    borders = _best_borders(pauses, len(loud), [max(1, len(text)) for text in texts])
    heard = [loud[start:end].sum() for start, end in pairwise((0, *borders, len(loud)))]
    pace = sum(heard) / sum(len(text) for text in texts)
    if any(not 1 / MOST_STRETCH < ticks / (len(text) * pace) < MOST_STRETCH for ticks, text in zip(heard, texts, strict=True) if len(text) > 12):
        raise refusal
    return [sound[start * _TICK : end * _TICK] for start, end in pairwise((0, *borders, len(loud)))]


def _best_borders(pauses: list[tuple[int, int]], ticks: int, lengths: list[int]) -> tuple[int, ...]:
    """Middles of the pauses that divide the recording most like the lines' lengths, long pauses preferred; found by dynamic programming."""
    middles = [0, *((start + end) // 2 for start, end in pauses), ticks]
    longest = max((end - start for start, end in pauses), default=1)
    bonus = [0.0, *((end - start) / longest for start, end in pauses), 0.0]
    wanted = np.array(lengths) / sum(lengths)
    best: list[dict[int, tuple[float, int]]] = [{0: (0.0, -1)}]
    for number, share in enumerate(wanted):
        reached: dict[int, tuple[float, int]] = {}
        last = number == len(wanted) - 1
        for end in (len(middles) - 1,) if last else range(number + 1, len(middles) - 1):
            options = [
                (cost + abs((middles[end] - middles[start]) / ticks - share) / share - 0.6 * bonus[end], start)
                for start, (cost, _) in best[-1].items()
                if start < end
            ]
            if options:
                reached[end] = min(options)
        best.append(reached)
    chosen: list[int] = []
    at = len(middles) - 1
    for reached in reversed(best[1:]):
        at = reached[at][1]
        chosen.append(middles[at])
    return tuple(reversed(chosen[:-1]))


def _loud(sound: np.ndarray) -> np.ndarray:
    """For each hundredth of a second whether somebody speaks: `(ticks,)` bool."""
    ticks = max(1, len(sound) // _TICK)
    padded = np.resize(np.append(sound, np.zeros(_TICK, np.float32)), ticks * _TICK) if len(sound) < _TICK else sound[: ticks * _TICK]
    level = np.sqrt((padded.reshape(ticks, _TICK).astype(np.float64) ** 2).mean(axis=1))
    voice = np.percentile(level, 90)
    return level > voice * 10 ** (QUIET_DB / 20)


def _pauses(loud: np.ndarray) -> list[tuple[int, int]]:
    """Start and end in ticks of every silence between stretches of speech."""
    spoken = np.flatnonzero(loud)
    return [(int(before) + 1, int(after)) for before, after in pairwise(spoken) if after - before - 1 >= SHORTEST_PAUSE_MS // 10]


def _trimmed(sound: np.ndarray) -> np.ndarray:
    """The sound without silence at its ends, but for 15 ms that are faded."""
    spoken = np.flatnonzero(_loud(sound))
    edge = EDGE_MS * SAMPLE_RATE_HZ // 1000
    start, end = max(0, int(spoken[0]) * _TICK - edge), min(len(sound), (int(spoken[-1]) + 1) * _TICK + edge)
    heard = sound[start:end].copy()
    fade = min(edge, len(heard) // 2)
    ramp = np.linspace(0, 1, fade, dtype=np.float32)
    heard[:fade] *= ramp
    heard[len(heard) - fade :] *= ramp[::-1]
    return heard
