"""Reports the charge for a call that answers at once, by the price table."""

from __future__ import annotations

from blocks.charges import charged
from blocks.prices import price_of


def charge(provider: str, model: str, unit: str, quantity: float) -> None:
    """Report the charge for a number of units, if their price is known."""
    line = price_of(provider, model, unit)
    if line is not None and line.usd is not None:
        charged(line.usd * quantity)
