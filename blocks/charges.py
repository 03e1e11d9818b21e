"""What a provider says it charged for a call that answers at once.

The stage that pays listens; the block that asks tells.

A job with a ticket needs none of this: its report carries the cost.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass
class Charges:
    """Sum of what was charged; `usd` is None where nobody said."""

    usd: float | None = None


_CURRENT: ContextVar[Charges | None] = ContextVar("charges", default=None)


@contextmanager
def charges() -> Iterator[Charges]:
    """Listen to what is charged in this context."""
    heard = Charges()
    token = _CURRENT.set(heard)
    try:
        yield heard
    finally:
        _CURRENT.reset(token)


def charged(usd: float) -> None:
    """Tell that so much was charged, on top of what was told before."""
    heard = _CURRENT.get()
    if heard is not None:
        heard.usd = (heard.usd or 0.0) + usd
