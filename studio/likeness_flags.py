"""What is typed after `--likeness-of`."""

from __future__ import annotations

from collections.abc import Iterable

from storyreel.film.errors import UsageError, shown
from storyreel.film.likeness import Likeness


def by_subject(typed: Iterable[str]) -> dict[str, str]:
    """What keeps people and places alike, by name, from words such as 'MARA=lora'.

    >>> by_subject(["MARA=lora", "OLD HARBOUR=both"])
    {'MARA': 'lora', 'OLD HARBOUR': 'both'}

    Raises:
        UsageError: a word is something else.
    """
    return dict(map(_pair, typed))


def _pair(word: str) -> tuple[str, str]:
    name, _, likeness = (part.strip() for part in word.rpartition("="))
    if not name or likeness not in tuple(Likeness):
        raise UsageError(
            f"--likeness-of is {shown(word)}; a name, = and one of {', '.join(Likeness)} are accepted,"
            " such as --likeness-of MARA=lora. Nothing was made."
        )
    return name, likeness
