"""Which part of what espeak-ng says belongs to which word: it joins small words, and parts others.

groups   |ðɪs|ɪz|ɔnðə|wˈeɪ|        as the clause sounds
words    |ðɪs|ɪz|ˈɔn|ðə|wˈeɪ|      as each sounds alone
shares   |ðɪs|ɪz|ɔn|ðə|wˈeɪ|
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

_MOST_JOINED, _MOST_PARTED = 4, 8
_LONGEST_JOINED = 30
"""Signs of a group that may be several words; espeak-ng joins small words only."""
_LONGEST_COMPARED = 80
_JOIN_COST = 0.3
_STRESS = str.maketrans("", "", "ˈˌː^")
_BELONGS_TO_THE_SIGN_BEFORE = frozenset("ːʲ^\u0303\u0329")


def shared_out(groups: Sequence[str], alone: Sequence[str]) -> list[str]:
    """The phonemes of each word: the least unlike to how it sounds alone, as the clause has them.

    >>> shared_out(["ðɪs", "ɪz", "ɔnðə", "wˈeɪ"], ["ðɪs", "ɪz", "ˈɔn", "ðə", "wˈeɪ"])
    ['ðɪs', 'ɪz', 'ɔn', 'ðə', 'wˈeɪ']
    """
    if len(groups) == len(alone):
        return list(groups)
    best: dict[tuple[int, int], tuple[float, list[str]]] = {(0, 0): (0.0, [])}
    for word in range(len(alone)):
        for group in range(len(groups) + 1):
            if (word, group) in best:
                _go_on(best, word, group, groups, alone)
    found = best.get((len(alone), len(groups)))
    return found[1] if found else list(alone)


def _go_on(
    best: dict[tuple[int, int], tuple[float, list[str]]],
    word: int,
    group: int,
    groups: Sequence[str],
    alone: Sequence[str],
) -> None:
    """Enter what may follow the first `word` words and `group` groups."""
    cost, shares = best[word, group]
    for count in range(1, 1 + min(_MOST_JOINED, len(alone) - word) * (group < len(groups))):
        parts = _parts(groups[group], tuple(alone[word : word + count]))
        if parts is not None:
            _enter(
                best,
                (word + count, group + 1),
                cost + parts[0] + _JOIN_COST * (count - 1),
                [*shares, *parts[1]],
            )
    for count in (
        0,
        *range(2, 1 + min(_MOST_PARTED, len(groups) - group)),
    ):  # a word that is silent, or that is parted
        whole = "".join(groups[group : group + count])
        _enter(
            best, (word + 1, group + count), cost + _unlike(whole, alone[word]) + _JOIN_COST, [*shares, whole]
        )


def _enter(
    best: dict[tuple[int, int], tuple[float, list[str]]], at: tuple[int, int], cost: float, shares: list[str]
) -> None:
    if at not in best or cost < best[at][0]:
        best[at] = cost, shares


def _parts(group: str, alone: tuple[str, ...]) -> tuple[float, list[str]] | None:
    """The group cut into as many parts as there are words, and how unlike the parts are to the words."""
    if len(alone) == 1:
        return _unlike(group, alone[0]), [group]
    if len(group) > _LONGEST_JOINED:
        return None
    found: tuple[float, list[str]] | None = None
    for cut in range(1, len(group)):
        if group[cut] in _BELONGS_TO_THE_SIGN_BEFORE or group[cut - 1] in "^ˈˌ":
            continue
        rest = _parts(group[cut:], alone[1:])
        if rest is None:
            continue
        cost = _unlike(group[:cut], alone[0]) + rest[0]
        if found is None or cost < found[0]:
            found = cost, [group[:cut], *rest[1]]
    return found


@lru_cache(maxsize=4096)
def _unlike(one: str, other: str) -> float:
    """How many signs differ, without stress and length (Levenshtein's distance)."""
    first, second = one.translate(_STRESS), other.translate(_STRESS)
    if max(len(first), len(second)) > _LONGEST_COMPARED:
        return float(abs(len(first) - len(second)) + (first[:8] != second[:8]))
    row = list(range(len(second) + 1))
    for number, sign in enumerate(first, 1):
        before, row[0] = row[0], number
        for place, counterpart in enumerate(second, 1):
            before, row[place] = (
                row[place],
                min(row[place] + 1, row[place - 1] + 1, before + (sign != counterpart)),
            )
    return float(row[-1])
