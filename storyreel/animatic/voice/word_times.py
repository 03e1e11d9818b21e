"""When each word of a line is heard, from what the engine reports and from the sound itself."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from storyreel.animatic.voice.script import has_words, word_spans
from storyreel.film.briefs import WordTime

_QUIET = 0.02
"""Share of the loudest level under which a voice is taken to be silent."""
_HOP_MS = 5


def word_times(
    text: str, spoken: str, starts: tuple[tuple[int, float], ...], loudness: np.ndarray, duration_ms: int
) -> tuple[tuple[WordTime, ...], bool]:
    """Times of every word of `text.split()`, in order, and whether the engine timed them.

        text      |I |had five-|pound notes.|
        starts     ^  ^   ^    ^     ^         (character, milliseconds): the first in a word is its start
        words     |--|---|----------|-----|    a word ends with its sound, or when the next begins

    Of a pair of words that the engine joins it times the first. spoken: the text as given to the engine, each
    character in its place in `text`. loudness: level of every 5 ms.
    """
    spans = word_spans(text)
    begins = _first_starts(spans, starts)
    edges = [*_filled(begins, float(duration_ms)), float(duration_ms)]
    times: list[WordTime] = []
    for (first, last), (start, after) in zip(spans, pairwise(edges), strict=True):
        end = max(start, _sound_end(loudness, start, after))
        times.append(WordTime(word=text[first:last], start_ms=int(start), end_ms=int(end)))
    return tuple(times), _is_exact(spoken, spans, begins)


def _is_exact(spoken: str, spans: tuple[tuple[int, int], ...], begins: Sequence[float | None]) -> bool:
    """False if two words without a time follow one another, or the first has none.

    The engine joins some pairs ('had been') and times the first; the second lies within the pair's ends.
    """
    untimed = [
        begin is None and has_words(spoken[first:last])
        for begin, (first, last) in zip(begins, spans, strict=True)
    ]
    return not any(one and other for one, other in pairwise([True, *untimed]))


def levels(sound: np.ndarray, rate_hz: int) -> np.ndarray:
    """Largest sample of every 5 ms."""
    hop = rate_hz * _HOP_MS // 1000
    return np.abs(np.pad(sound, (0, -len(sound) % hop))).reshape(-1, hop).max(axis=1)


def heard_span(sound: np.ndarray, rate_hz: int) -> tuple[int, int]:
    """First sample of what is heard and the one after its last, with 10 ms kept on either side.

    Both are 0 if nothing is heard.
    """
    loud = np.flatnonzero(np.abs(sound) > _QUIET * np.abs(sound).max(initial=0.0))
    if not loud.size:
        return 0, 0
    margin = rate_hz // 100
    return max(0, int(loud[0]) - margin), min(len(sound), int(loud[-1]) + 1 + margin)


def _first_starts(
    spans: tuple[tuple[int, int], ...], starts: tuple[tuple[int, float], ...]
) -> list[float | None]:
    begins: list[float | None] = []
    for first, last in spans:
        inside = [ms for position, ms in starts if first <= position < last]
        begins.append(min(inside) if inside else None)
    return begins


def _filled(begins: list[float | None], end_ms: float) -> list[float]:
    """Starts in ascending order: a word without a time shares the time between its neighbours."""
    timed = [(number, ms) for number, ms in enumerate(begins) if ms is not None]
    numbers, times = zip((-1, 0.0), *timed, (len(begins), end_ms), strict=True)
    starts = np.maximum.accumulate(np.interp(np.arange(len(begins)), numbers, times))
    return [min(end_ms, ms) for ms in starts.tolist()]


def _sound_end(loudness: np.ndarray, start: float, after: float) -> float:
    first, last = int(start // _HOP_MS), int(np.ceil(after / _HOP_MS))
    heard = np.flatnonzero(loudness[first:last] > _QUIET * loudness.max(initial=0.0))
    return min(after, (first + int(heard[-1]) + 1) * _HOP_MS) if heard.size else after
