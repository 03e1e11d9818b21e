"""What a provider says it charged for a call that answers at once.

The block that asks the provider reports the charge; the purchase collects it. A job with a ticket has the
cost in its report.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass
class Charges:
    """Sum of what was charged; `usd` is None if no charge was reported."""

    usd: float | None = None


_CURRENT: ContextVar[Charges | None] = ContextVar("charges", default=None)


@contextmanager
def charges() -> Iterator[Charges]:
    """Collect what is charged in this context."""
    heard = Charges()
    token = _CURRENT.set(heard)
    try:
        yield heard
    finally:
        _CURRENT.reset(token)


def charged(usd: float) -> None:
    """Report a charge. It is added to those reported before."""
    heard = _CURRENT.get()
    if heard is not None:
        heard.usd = (heard.usd or 0.0) + usd
