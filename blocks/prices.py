"""The price table: prices of each provider, where and when they were read, and how certain they are."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from blocks import dates
from storyreel.film.frozen import Frozen
from storyreel.film.money import Cost

TABLE = Path(__file__).with_name("prices.toml")
_MARGINS = {"documented": (1.0, 1.0), "reported": (0.8, 1.3)}
"""Factors for the low and the high price. A price that only others report may be wrong by that much."""


class Price(Frozen):
    """One line of the table."""

    provider: str
    model: str = Field(description="The model's name, or the beginning of names followed by '*'.")
    unit: str = Field(
        description=(
            "What is counted: 'second at 720p', 'image', '1000 characters', '1000000 input tokens', 'minute',"
            " 'step', 'job'."
        )
    )
    usd: float | None = Field(
        default=None, ge=0, description="US dollars for one unit; none if it is not known."
    )
    ceiling_usd: float = Field(
        default=0.0,
        ge=0,
        description=("A guess for a price that is not known, above what is likely; a budget sets it aside."),
    )
    until: date | None = Field(
        default=None, description="The last day of a promotional price; `usd_after` is asked from then on."
    )
    usd_after: float | None = Field(default=None, ge=0, description="US dollars for one unit after `until`.")
    source: str
    as_of: str = Field(description="ISO date on which it was read.")
    confidence: Literal["documented", "reported", "unknown"]

    def on(self, day: date) -> Price:
        """The line as it counts on a day."""
        is_over = self.until is not None and day > self.until
        return self.model_copy(update={"usd": self.usd_after}) if is_over else self


@lru_cache(maxsize=1)
def prices() -> tuple[Price, ...]:
    """Every line of the table."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return tuple(Price.model_validate(line) for line in table["price"])


def price_of(provider: str, model: str, unit: str) -> Price | None:
    """The line for a model and unit, as it counts today. An exact name is preferred to one in '*'."""
    lines = [line for line in prices() if line.provider == provider and line.unit == unit]
    exact = next((line for line in lines if line.model == model), None)
    found = exact or next((line for line in lines if is_named_by(model, line.model)), None)
    return found and found.on(dates.today())


def is_named_by(model: str, pattern: str) -> bool:
    """Whether a name in the table, or a beginning that ends in '*', means the model."""
    return model == pattern or (pattern.endswith("*") and model.startswith(pattern[:-1]))


def cost_of(provider: str, model: str, unit: str, quantity: float) -> Cost:
    """The low and the high cost of a number of units.

    A price that is not known is named in `unknown`; its low cost is 0 and its high cost the guessed ceiling.
    """
    line = price_of(provider, model, unit)
    if line is None or line.usd is None:
        ceiling = line.ceiling_usd * quantity if line else 0.0
        return Cost(high_usd=ceiling, unknown=(f"{provider} {model}",))
    low, high = _MARGINS.get(line.confidence, (0.8, 1.3))
    return Cost(low_usd=line.usd * quantity * low, high_usd=line.usd * quantity * high)
