"""Finds the pauses of a recording of speech, and divides it at them into lines.

recording   ~~~~~~~~~____~~~~~~~_~~~~~~~______~~~~~~
lines       |---1---|    |-------2------|      |-3--|

Sound is `(samples,)` float32 in [-1, 1] at 48 kHz. Spans are in samples, end exclusive.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise

import numpy as np

from storyreel.editing.loudness import SAMPLE_RATE_HZ

SHORTEST_PAUSE_MS = 250
"""Most pauses inside a sentence are shorter than this; those between lines are longer (Goldman-Eisler 1968
puts the border at 250 ms).
"""
QUIET_DB = -35.0
"""Level under the speech's own below which there is breath and room noise, not voice."""
EDGE_MS = 15
"""Silence that is left at both ends of a line."""
MOST_STRETCH = 2.2
"""If a line is this much slower or faster than the whole recording, the division is taken to be wrong."""
TICK = SAMPLE_RATE_HZ // 100
"""Samples in a hundredth of a second, the unit in which speech and silence are measured."""

Span = tuple[int, int]


def pauses_of(sound: np.ndarray) -> list[Span]:
    """Every silence between stretches of speech."""
    return _in_samples(_pauses(_loud(sound)))


def divided(sound: np.ndarray, texts: Sequence[str]) -> list[Span] | None:
    """The recording in as many parts as there are lines, at its longest and best placed pauses.

    None if it has too few pauses, or if a line would be spoken more than 2.2 times as fast or as slowly as
    the whole.
    """
    loud = _loud(sound)
    pauses = _pauses(loud)
    if len(pauses) < len(texts) - 1:
        return None
    borders = _best_borders(pauses, len(loud), [max(1, len(text)) for text in texts])
    parts = list(pairwise((0, *borders, len(loud))))
    heard = [loud[start:end].sum() for start, end in parts]
    if not _is_even(heard, texts):
        return None
    return _in_samples(parts)


def _in_samples(spans: list[Span]) -> list[Span]:
    """Spans that are in ticks."""
    return [(start * TICK, end * TICK) for start, end in spans]


def _is_even(heard: Sequence[int], texts: Sequence[str]) -> bool:
    """Whether every line but very short ones is spoken about as fast as the whole.

    heard: ticks of voice in each line.
    """
    pace = sum(heard) / sum(len(text) for text in texts)
    return all(
        1 / MOST_STRETCH < ticks / (len(text) * pace) < MOST_STRETCH
        for ticks, text in zip(heard, texts, strict=True)
        if len(text) > 12
    )


def divided_by_length(samples: int, texts: Sequence[str]) -> list[Span]:
    """That many samples divided in proportion to the lengths of the lines.

    >>> divided_by_length(100, ["four", "or", "more"])
    [(0, 40), (40, 60), (60, 100)]
    """
    borders = [0, *accumulate(len(text) for text in texts)]
    return list(pairwise(samples * border // borders[-1] for border in borders))


def edges(sound: np.ndarray) -> Span:
    """The sound without the silence at both ends, of which 15 ms are kept."""
    spoken = np.flatnonzero(_loud(sound))
    edge = EDGE_MS * SAMPLE_RATE_HZ // 1000
    return max(0, int(spoken[0]) * TICK - edge), min(len(sound), (int(spoken[-1]) + 1) * TICK + edge)


def _loud(sound: np.ndarray) -> np.ndarray:
    """Whether there is voice in each tick: `(ticks,)` bool."""
    ticks = max(1, len(sound) // TICK)
    whole = _padded(sound, ticks * TICK)
    level = np.sqrt((whole.reshape(ticks, TICK).astype(np.float64) ** 2).mean(axis=1))
    voice = np.percentile(level, 90)
    return level > voice * 10 ** (QUIET_DB / 20)


def _padded(sound: np.ndarray, samples: int) -> np.ndarray:
    """The beginning of the sound, filled with silence if it is shorter than a tick."""
    if len(sound) >= TICK:
        return sound[:samples]
    return np.resize(np.append(sound, np.zeros(TICK, np.float32)), samples)


def _pauses(loud: np.ndarray) -> list[Span]:
    """Start and end in ticks of every silence between stretches of speech."""
    spoken = np.flatnonzero(loud).tolist()
    silences = [(before + 1, after) for before, after in pairwise(spoken)]
    return [silence for silence in silences if _is_pause(silence)]


def _is_pause(silence: Span) -> bool:
    start, end = silence
    return end - start >= SHORTEST_PAUSE_MS // 10


def _best_borders(pauses: list[Span], ticks: int, lengths: list[int]) -> tuple[int, ...]:
    """Middles of the pauses that divide the recording most like the lines' lengths, long pauses preferred."""
    return _Divisions(pauses, ticks, np.array(lengths) / sum(lengths)).best()


_Reached = dict[int, tuple[float, int]]
"""Least cost of ending a line at a border, and the border at which that line begins, by index of a border."""


@dataclass(frozen=True)
class _Divisions:
    """All ways to divide a recording at its pauses, of which dynamic programming finds the best."""

    pauses: list[Span]
    ticks: int
    shares: np.ndarray
    """Length of each line as a share of all."""

    @cached_property
    def _middles(self) -> list[int]:
        """Where lines may begin or end."""
        return [0, *((start + end) // 2 for start, end in self.pauses), self.ticks]

    @cached_property
    def _bonus(self) -> list[float]:
        """Length of each pause as a share of the longest."""
        lengths = [end - start for start, end in self.pauses]
        longest = max(lengths, default=1)
        return [0.0, *(length / longest for length in lengths), 0.0]

    def best(self) -> tuple[int, ...]:
        """The borders between the lines, in ticks."""
        reached: list[_Reached] = [{0: (0.0, -1)}]
        for number, share in enumerate(self.shares):
            reached.append(self._next(reached[-1], share, self._ends_of(number)))
        chosen: list[int] = []
        at = self._last
        for line in reversed(reached[1:]):
            at = line[at][1]
            chosen.append(self._middles[at])
        return tuple(reversed(chosen[:-1]))

    def _ends_of(self, number: int) -> Iterable[int]:
        """Borders at which a line may end; the last ends with the recording."""
        if self._is_last_line(number):
            return (self._last,)
        return range(number + 1, self._last)

    def _is_last_line(self, number: int) -> bool:
        return number == len(self.shares) - 1

    @property
    def _last(self) -> int:
        """The border at the end of the recording."""
        return len(self._middles) - 1

    def _next(self, before: _Reached, share: float, ends: Iterable[int]) -> _Reached:
        """The ends that one more line reaches, each in the cheapest way."""
        reached: _Reached = {}
        for end in ends:
            options = self._options(before, share, end)
            if options:
                reached[end] = min(options)
        return reached

    def _options(self, before: _Reached, share: float, end: int) -> list[tuple[float, int]]:
        """Every way to end a line at a border: the cost, and the border at which the line begins."""
        return [
            (self._cost(cost, start, end, share), start) for start, (cost, _) in before.items() if start < end
        ]

    def _cost(self, cost: float, start: int, end: int, share: float) -> float:
        """Cost of a line between two borders after lines of that cost."""
        part = self._share_between(start, end)
        return cost + abs(part - share) / share - 0.6 * self._bonus[end]

    def _share_between(self, start: int, end: int) -> float:
        """What lies between two borders, as a share of the recording."""
        return (self._middles[end] - self._middles[start]) / self.ticks
