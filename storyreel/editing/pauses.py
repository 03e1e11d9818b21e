"""Finds the pauses of a recording of speech, and divides it at them into lines.

recording   ~~~~~~~~~____~~~~~~~_~~~~~~~______~~~~~~
lines       |---1---|    |-------2------|      |-3--|

Sound is `(samples,)` float32 in [-1, 1] at 48 kHz. Spans are in samples, end exclusive.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

import numpy as np

from storyreel.editing.loudness import SAMPLE_RATE_HZ

SHORTEST_PAUSE_MS = 250
"""Pauses inside a sentence are shorter than this more often than not; those between lines are longer
(Goldman-Eisler 1968 puts the border at 250 ms).
"""
QUIET_DB = -35.0
"""Under the speech's level: breath and room, not voice."""
EDGE_MS = 15
"""Silence that is left at both ends of a line."""
MOST_STRETCH = 2.2
"""How much slower or faster than the whole recording one line of it may be before the division is not
believed.
"""
TICK = SAMPLE_RATE_HZ // 100
"""Samples in a hundredth of a second, the unit in which speech is told from silence."""

Span = tuple[int, int]


def pauses_of(sound: np.ndarray) -> list[Span]:
    """Every silence between stretches of speech."""
    return [(start * TICK, end * TICK) for start, end in _pauses(_loud(sound))]


def divided(sound: np.ndarray, texts: Sequence[str]) -> list[Span] | None:
    """The recording in as many parts as there are lines, at its longest and best placed pauses.

    None if it has fewer pauses than that takes, or if a line would be spoken more than 2.2 times as fast or
    slowly as the whole.
    """
    loud = _loud(sound)
    pauses = _pauses(loud)
    if len(pauses) < len(texts) - 1:
        return None
    borders = _best_borders(pauses, len(loud), [max(1, len(text)) for text in texts])
    heard = [loud[start:end].sum() for start, end in pairwise((0, *borders, len(loud)))]
    pace = sum(heard) / sum(len(text) for text in texts)
    if any(
        not 1 / MOST_STRETCH < ticks / (len(text) * pace) < MOST_STRETCH
        for ticks, text in zip(heard, texts, strict=True)
        if len(text) > 12
    ):
        return None
    return [(start * TICK, end * TICK) for start, end in pairwise((0, *borders, len(loud)))]


def divided_by_length(samples: int, texts: Sequence[str]) -> list[Span]:
    """So many samples divided in the proportion of the lines' letters.

    >>> divided_by_length(100, ["four", "or", "more"])
    [(0, 40), (40, 60), (60, 100)]
    """
    borders = [0, *accumulate(len(text) for text in texts)]
    return [
        (samples * start // borders[-1], samples * end // borders[-1]) for start, end in pairwise(borders)
    ]


def edges(sound: np.ndarray) -> Span:
    """What is left without the silence at both ends, but for 15 ms."""
    spoken = np.flatnonzero(_loud(sound))
    edge = EDGE_MS * SAMPLE_RATE_HZ // 1000
    return max(0, int(spoken[0]) * TICK - edge), min(len(sound), (int(spoken[-1]) + 1) * TICK + edge)


def _loud(sound: np.ndarray) -> np.ndarray:
    """For each tick whether somebody speaks: `(ticks,)` bool."""
    ticks = max(1, len(sound) // TICK)
    padded = (
        np.resize(np.append(sound, np.zeros(TICK, np.float32)), ticks * TICK)
        if len(sound) < TICK
        else sound[: ticks * TICK]
    )
    level = np.sqrt((padded.reshape(ticks, TICK).astype(np.float64) ** 2).mean(axis=1))
    voice = np.percentile(level, 90)
    return level > voice * 10 ** (QUIET_DB / 20)


def _pauses(loud: np.ndarray) -> list[Span]:
    """Start and end in ticks of every silence between stretches of speech."""
    spoken = np.flatnonzero(loud)
    return [
        (int(before) + 1, int(after))
        for before, after in pairwise(spoken)
        if after - before - 1 >= SHORTEST_PAUSE_MS // 10
    ]


def _best_borders(pauses: list[Span], ticks: int, lengths: list[int]) -> tuple[int, ...]:
    """Middles of the pauses that divide the recording most like the lines' lengths, long pauses preferred.

    Found by dynamic programming.
    """
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
                (
                    cost + abs((middles[end] - middles[start]) / ticks - share) / share - 0.6 * bonus[end],
                    start,
                )
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
