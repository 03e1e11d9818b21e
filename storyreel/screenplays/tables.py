"""Rows of tables: their cells, and what the columns of a video script's table hold."""

from __future__ import annotations

from collections.abc import Sequence

from storyreel.screenplays.lexicon import Label, Lexicon


def cells_of(row: str) -> list[tuple[int, str]]:
    """Where each cell of a table's row begins, and its text.

    >>> cells_of("| A bee. | Bees see. |")
    [(1, 'A bee.'), (10, 'Bees see.')]
    """
    cells: list[tuple[int, str]] = []
    start = 1 if row.startswith("|") else 0
    for part in row[start:].removesuffix("|").split("|"):
        cells.append((start, part.strip()))
        start += len(part) + 1
    return cells


def columns_of(cells: Sequence[tuple[int, str]], lexicon: Lexicon) -> tuple[Label | None, ...]:
    """What each column of a video script's table holds, by its head: what is seen or spoken, or neither."""
    found = [lexicon.label(text.strip("* "), (Label.VISUAL, Label.AUDIO)) for _, text in cells]
    return tuple(found) if Label.AUDIO in found or Label.VISUAL in found else (None,) * len(cells)
