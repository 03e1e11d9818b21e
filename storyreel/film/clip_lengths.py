"""Which of an engine's clip lengths a shot is made of."""

from __future__ import annotations

from functools import lru_cache

from storyreel.film.errors import TimelineError


@lru_cache(maxsize=4096)
def chain(
    frames: int, lengths: tuple[int, ...], overlap: int, costs: tuple[float, ...] = ()
) -> tuple[int, ...]:
    """Lengths in frames of the clips that hold a shot, each with the last `overlap` frames of the one before.

    Without costs, all but the last are the longest. With what a clip of each length costs, they are those
    that cost least together; of these the fewest, and then the shortest.

    >>> chain(250, (120, 240), 1), chain(230, (120, 240), 1), chain(230, (120, 240), 1, (0.3, 0.9))
    ((240, 120), (240,), (120, 120))

    Raises:
        TimelineError: there is no length, or the longest is not above the overlap.
    """
    if not lengths or max(lengths) <= overlap:
        raise TimelineError(
            f"Segments of {lengths} frames that overlap by {overlap} hold no shot; a length above the overlap"
            " is accepted."
        )
    return _cheapest(frames, lengths, overlap, costs) if costs else _longest(frames, lengths, overlap)


def _longest(frames: int, lengths: tuple[int, ...], overlap: int) -> tuple[int, ...]:
    longest = max(lengths)
    before = max(0, -(-(frames - longest) // (longest - overlap)))
    left = frames - before * (longest - overlap)
    return (*(longest,) * before, min(length for length in lengths if length >= left))


def _cheapest(
    frames: int, lengths: tuple[int, ...], overlap: int, costs: tuple[float, ...]
) -> tuple[int, ...]:
    """The chain that costs least, the longest clips first, from those of all shorter shots."""
    priced = tuple(zip(lengths, costs, strict=True))
    best: list[tuple[float, int, int, tuple[int, ...]]] = [(0.0, 0, 0, ())]
    for held in range(1, frames - overlap + 1):
        before = ((best[max(0, held - (length - overlap))], length, cost) for length, cost in priced)
        best.append(min(_longer(chained, length, cost) for chained, length, cost in before))
    return tuple(sorted(best[-1][-1] or (min(lengths),), reverse=True))


def _longer(
    chained: tuple[float, int, int, tuple[int, ...]], length: int, cost: float
) -> tuple[float, int, int, tuple[int, ...]]:
    """A chain with one clip more: what it costs, its clips, their frames, their lengths."""
    usd, count, frames, lengths = chained
    return (round(usd + cost, 6), count + 1, frames + length, (*lengths, length))
