"""Matches new texts with old ones by their words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

# How far around its place an edited text is looked for; equal ones are found anywhere.
_NEIGHBOURHOOD = 40


_Texts = Sequence[Counter[str]]


def match(old: _Texts, new: _Texts, same: float) -> list[int | None]:
    """For each new text the index of the old one it is, or None.

    Equal texts are matched first, in order; then the most similar ones.

    same: the share of words above which two texts are one that was edited.
    """
    matching = _Matching(old, new)
    matching.match_equal()
    matching.match_alike(same)
    return matching.matches


class _Matching:
    """Matches step by step; each old text is matched once."""

    def __init__(self, old: _Texts, new: _Texts) -> None:
        self.matches: list[int | None] = [None] * len(new)
        self._old = old
        self._new = new
        self._free = set(range(len(old)))

    def match_equal(self) -> None:
        """Match texts of the same words, the first with the first."""
        by_words: dict[frozenset[tuple[str, int]], list[int]] = {}
        for index in reversed(range(len(self._old))):
            by_words.setdefault(frozenset(self._old[index].items()), []).append(index)
        for index, words in enumerate(self._new):
            equal = by_words.get(frozenset(words.items()))
            if equal:
                self._set(index, equal.pop())

    def match_alike(self, same: float) -> None:
        """Match the others, the most similar first, then those nearest to their old place."""
        for _, _, index, other in sorted(self._candidates(same)):
            if self._may_match(index, other):
                self._set(index, other)

    def _may_match(self, index: int, other: int) -> bool:
        return self.matches[index] is None and other in self._free

    def _set(self, index: int, other: int) -> None:
        self.matches[index] = other
        self._free.discard(other)

    def _candidates(self, same: float) -> Iterator[tuple[float, int, int, int]]:
        """Similar pairs; sorted, the best comes first.

        Each is the likeness below 0, the distance of the places, the new index and the old one.
        """
        for index, words in enumerate(self._new):
            if self.matches[index] is None and self._free:
                expected = self._expected_place(index)
                for other in self._near(expected):
                    alike = _likeness(self._old[other], words)
                    if alike > same:
                        yield -alike, abs(other - expected), index, other

    def _expected_place(self, index: int) -> int:
        """The index among the old ones at which a new one would stand, after the match before it."""
        for back in range(index - 1, -1, -1):
            before = self.matches[back]
            if before is not None:
                return before + index - back
        return index

    def _near(self, place: int) -> Iterable[int]:
        """The old ones without a match around a place, all if they are few."""
        if len(self._free) <= _NEIGHBOURHOOD:
            return self._free
        return self._free_around(place)

    def _free_around(self, place: int) -> list[int]:
        half = _NEIGHBOURHOOD // 2
        return [index for index in range(place - half, place + half) if index in self._free]


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """Share of words two texts have in common, 0 to 1 (Dice's coefficient over words counted)."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 1.0
