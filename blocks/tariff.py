"""Tells what a call that answers at once was charged, by the price table. It does not know who asked."""

from __future__ import annotations

from blocks.charges import charged
from blocks.prices import price_of


def charge(provider: str, model: str, unit: str, quantity: float) -> None:
    """Tell the charge for so many units; nothing is told where the price is not known."""
    line = price_of(provider, model, unit)
    if line is not None and line.usd is not None:
        charged(line.usd * quantity)
