"""Numbers as drawings write them."""

from __future__ import annotations

import re

LARGEST = 1_000_000.0
"""The largest number of a drawing, 400 widths of the canvas: what is computed from it stays finite."""
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?", re.ASCII)


def read_number(text: str) -> float | None:
    """A number without a unit; none if it is anything else, or beyond `LARGEST`.

    >>> read_number("-1.5e2"), read_number("nan"), read_number("1e999"), read_number("3mm")
    (-150.0, None, None, None)
    """
    if not _NUMBER.fullmatch(text):
        return None
    value = float(text)
    return value if abs(value) <= LARGEST else None
