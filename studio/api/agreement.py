"""What a caller in Python agreed to pay for single calls."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import uuid4

from storyreel.film.errors import BudgetError, SettingsError
from storyreel.film.money import Cost


@dataclass(frozen=True)
class Agreement:
    """What may be spent without another question."""

    budget: float | None = None
    """US dollars for all calls of one function together; None for no limit."""
    yes: bool = False
    name: str = field(default_factory=lambda: f"python-{uuid4().hex}")
    """Of the budget that pays for all calls of the function."""

    def require(self, price: Cost) -> None:
        """Require that the price is agreed to. What is free needs no word.

        Raises:
            BudgetError: it may cost more than the budget, or its price is not known.
            SettingsError: nobody agreed to pay.
        """
        if self.budget is not None and not _is_within(price, self.budget):
            raise BudgetError(
                f"{_in_words(price)}, and budget is ${self.budget:g}. Nothing was spent. Give a larger"
                " budget, or a member that is free.",
                needed_usd=price.high_usd,
                left_usd=self.budget,
            )
        if self.budget is None and not self.yes:
            raise SettingsError(
                f"{_in_words(price)}, and nobody agreed to it. Nothing was spent. Give"
                f" budget={_enough(price)}, or yes=True."
            )


def _is_within(price: Cost, budget: float) -> bool:
    known = not price.unknown or price.high_usd > 0
    return known and price.high_usd <= budget


def _in_words(price: Cost) -> str:
    if price.unknown and not price.high_usd:
        return f"The price of {', '.join(price.unknown)} is not known"
    return _range_in_words(price)


def _range_in_words(price: Cost) -> str:
    return f"This may cost ${price.low_usd:.3f} to ${price.high_usd:.3f}"


def _enough(price: Cost) -> str:
    """A budget that is large enough, in dollars.

    >>> _enough(Cost(high_usd=0.034))
    '0.05'
    """
    return f"{max(0.01, round(price.high_usd * 1.2 + 0.005, 2)):g}"
