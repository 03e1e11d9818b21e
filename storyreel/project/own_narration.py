"""Makes spoken lines of a person's own recordings: one file a line, or one file divided at its pauses or by its words. It does not know whose lines they are.

recording   ~~~~~~~~~____~~~~~~~_~~~~~~~______~~~~~~
lines       |---1---|    |-------2------|      |-3--|
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import accumulate, pairwise
from pathlib import Path

import numpy as np
import soundfile

from storyreel.editing.loudness import SAMPLE_RATE_HZ
from storyreel.film.assets import AssetRef, AssetStore
from storyreel.film.briefs import Speech, WordTime
from storyreel.film.cast import WORDS_PER_MINUTE
from storyreel.film.errors import SettingsError
from storyreel.film.narration import Narration, OwnLineBrief, Span
from storyreel.film.word_times import shared_times, spoken_ms
from storyreel.project.own_files import SOUNDS, files_in, own_speech

SHORTEST_PAUSE_MS = 250
"""Pauses inside a sentence are shorter than this more often than not; those between lines are longer (Goldman-Eisler 1968 puts the border at 250 ms)."""
QUIET_DB = -35.0
"""Under the speech's level: breath and room, not voice."""
EDGE_MS = 15
MOST_STRETCH = 2.2
"""How much slower or faster than the whole recording one line of it may be before the division is not believed."""
_TICK = SAMPLE_RATE_HZ // 100
_BETWEEN = SAMPLE_RATE_HZ  # a second between files, so that no word is heard across
_NOTHING = " Nothing was made and nothing was spent."


def own_lines(path: Path, where: str, texts: Sequence[str], store: AssetStore) -> tuple[tuple[Speech, ...], str]:
    """One recording a line, in order, and a warning where more was recorded than there are lines ('' otherwise).

    Raises:
        SettingsError: a file is missing or no sound, or there are fewer recordings, or pauses, than lines.
    """
    files, warning = _files(path, where, texts)
    if path.is_dir() or len(texts) == 1:
        spoken = [own_speech(file, where, store) for file in files[: len(texts)]]
    else:
        sound = own_speech(path, where, store)
        spoken = [sound[start:end] for start, end in _divided(sound, texts, path, where)]
    return tuple(_line(sound, text, store) for sound, text in zip(spoken, texts, strict=True)), warning


def own_recording(path: Path, where: str, texts: Sequence[str], store: AssetStore) -> tuple[Narration, str]:
    """The whole of what was recorded, for somebody who hears its words, its calls still without names; and a warning as `own_lines` gives it.

    Files of a folder are put one after another, those that are not used too: which they are does not change what is heard.

    Raises:
        SettingsError: a file is missing or no sound, or there are fewer recordings than lines.
    """
    files, warning = _files(path, where, texts)
    sounds = [own_speech(file, where, store) for file in files]
    whole = sounds[0] if len(sounds) == 1 else np.concatenate([part for sound in sounds for part in (sound, np.zeros(_BETWEEN, np.float32))][:-1])
    doubt = ""
    if path.is_dir():
        ends = np.cumsum([len(sound) + _BETWEEN for sound in sounds])
        parts = [(int(end) - len(sound) - _BETWEEN, int(end) - _BETWEEN) for end, sound in zip(ends, sounds, strict=True)][: len(texts)]
    else:
        try:
            parts = _divided(whole, texts, path, where)
        except SettingsError as refusal:
            doubt, parts = str(refusal).removesuffix(_NOTHING), _by_length(len(whole), texts)
    narration = Narration(
        recording=_kept(whole, store),
        duration_ms=_milliseconds(len(whole)),
        names=(),
        texts=tuple(texts),
        spans=tuple((_milliseconds(start), _milliseconds(end)) for start, end in parts),
        pauses=tuple((start * 10, end * 10) for start, end in _pauses(_loud(whole))),
        apart=path.is_dir(),
        doubt=doubt,
    )
    return narration, warning


def cut_line(brief: OwnLineBrief, store: AssetStore) -> Speech:
    """A line of a recording, without silence at its ends; silent where it is not in the recording."""
    start_ms, end_ms = brief.line.span
    with soundfile.SoundFile(store.path(brief.recording)) as file:
        first = min(file.frames, start_ms * SAMPLE_RATE_HZ // 1000)
        file.seek(first)
        sound = file.read(max(0, min(file.frames, end_ms * SAMPLE_RATE_HZ // 1000) - first), dtype="float32")
    if len(sound) < _TICK or not sound.any():
        return _silent(brief.text, store)
    if not brief.line.words:
        return _line(sound, brief.text, store)
    start, end = _edges(sound)
    duration_ms, before_ms = _milliseconds(end - start), start_ms + start * 1000 // SAMPLE_RATE_HZ
    words = tuple(
        WordTime(word=word.word, start_ms=_within(word.start_ms - before_ms, duration_ms), end_ms=_within(word.end_ms - before_ms, duration_ms))
        for word in brief.line.words
    )
    return Speech(audio=_kept(_faded(sound[start:end]), store), duration_ms=duration_ms, words=words, exact_words=True)


def _files(path: Path, where: str, texts: Sequence[str]) -> tuple[tuple[Path, ...], str]:
    """The recordings, and a warning where there are more of them than lines."""
    files = files_in(path, where, SOUNDS, "sound file")
    if not path.is_dir():
        return files, ""
    if len(files) < len(texts):
        raise SettingsError(
            f"{where} names {path.name!r} with {len(files)} recordings, and there are {len(texts)} lines to speak; the next is {texts[len(files)][:60]!r}. "
            "One file a line is accepted. Nothing was made and nothing was spent."
        )
    left = f"{where} names {path.name!r} with {len(files)} recordings for {len(texts)} lines; the last {len(files) - len(texts)} are not used."
    return files, left if len(files) > len(texts) else ""


def _line(sound: np.ndarray, text: str, store: AssetStore) -> Speech:
    start, end = _edges(sound)
    duration_ms = _milliseconds(end - start)
    return Speech(
        audio=_kept(_faded(sound[start:end]), store), duration_ms=duration_ms, words=shared_times(text.split(), duration_ms), exact_words=False
    )


def _silent(text: str, store: AssetStore) -> Speech:
    """As long as the line would take, so that it can be read."""
    duration_ms = spoken_ms(text, WORDS_PER_MINUTE)
    silence = np.zeros(duration_ms * SAMPLE_RATE_HZ // 1000, np.float32)
    return Speech(audio=_kept(silence, store), duration_ms=duration_ms, words=shared_times(text.split(), duration_ms), exact_words=False)


def _kept(sound: np.ndarray, store: AssetStore) -> AssetRef:
    file = io.BytesIO()
    soundfile.write(file, sound, SAMPLE_RATE_HZ, format="FLAC", subtype="PCM_16")
    return store.put(file.getvalue(), "audio/flac")


def _milliseconds(samples: int) -> int:
    return max(1, round(samples * 1000 / SAMPLE_RATE_HZ)) if samples else 0


def _within(milliseconds: int, most: int) -> int:
    return max(0, min(most, milliseconds))


def _divided(sound: np.ndarray, texts: Sequence[str], path: Path, where: str) -> list[Span]:
    """The recording in as many parts as there are lines, at its longest and best placed pauses: first sample of each, and the one after its last."""
    loud = _loud(sound)
    pauses = _pauses(loud)
    refusal = SettingsError(
        f"{where} names {path.name!r}, in which {len(pauses) + 1} stretches of speech are heard and {len(texts)} lines were to be found. "
        f"Pause for a second between lines, or name a folder with one file a line.{_NOTHING}"
    )
    if len(pauses) < len(texts) - 1:
        raise refusal
    borders = _best_borders(pauses, len(loud), [max(1, len(text)) for text in texts])
    heard = [loud[start:end].sum() for start, end in pairwise((0, *borders, len(loud)))]
    pace = sum(heard) / sum(len(text) for text in texts)
    if any(not 1 / MOST_STRETCH < ticks / (len(text) * pace) < MOST_STRETCH for ticks, text in zip(heard, texts, strict=True) if len(text) > 12):
        raise refusal
    return [(start * _TICK, end * _TICK) for start, end in pairwise((0, *borders, len(loud)))]


def _by_length(samples: int, texts: Sequence[str]) -> list[Span]:
    """The recording divided by the lines' lengths alone."""
    borders = [0, *accumulate(len(text) for text in texts)]
    return [(samples * start // borders[-1], samples * end // borders[-1]) for start, end in pairwise(borders)]


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


def _edges(sound: np.ndarray) -> Span:
    """First sample and the one after the last of what is left without silence at the ends, but for 15 ms."""
    spoken = np.flatnonzero(_loud(sound))
    edge = EDGE_MS * SAMPLE_RATE_HZ // 1000
    return max(0, int(spoken[0]) * _TICK - edge), min(len(sound), (int(spoken[-1]) + 1) * _TICK + edge)


def _faded(sound: np.ndarray) -> np.ndarray:
    heard = sound.copy()
    fade = min(EDGE_MS * SAMPLE_RATE_HZ // 1000, len(heard) // 2)
    ramp = np.linspace(0, 1, fade, dtype=np.float32)
    heard[:fade] *= ramp
    heard[len(heard) - fade :] *= ramp[::-1]
    return heard
