"""The data of the embedded writer: scenes, things, conflicts, tones, and what stories are made of."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """The content of `<name>.toml`."""
    return tomllib.loads(
        files("storyreel.animatic.writer").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    )


def row_named(name: str, typed: str) -> dict[str, Any] | None:
    """The row of a table whose name or one of whose words is in what was typed; None if there is none.

    >>> row_named("tone", "a Dark thriller")["name"]
    'tense'
    """
    wanted = " ".join(typed.casefold().split())
    rows: list[dict[str, Any]] = table(f"{name}s")[name]
    by_name = next((row for row in rows if row["name"] == wanted), None)
    return by_name or next((row for row in rows if not set(wanted.split()).isdisjoint(_words(row))), None)


def _words(row: dict[str, Any]) -> list[str]:
    return row["words"].split()
