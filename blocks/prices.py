"""The price table: what each provider asks, where that was read, when, and how sure it is.

It does not know what is bought.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from storyreel.film.frozen import Frozen
from storyreel.film.money import Cost

TABLE = Path(__file__).with_name("prices.toml")
_MARGINS = {"documented": (1.0, 1.0), "reported": (0.8, 1.3)}
"""Low and high over the table's figure: a price that only others report may be off by that much."""


class Price(Frozen):
    """One line of the table."""

    provider: str
    model: str = Field(description="The model's name, or a beginning of it that ends in '*'.")
    unit: str = Field(
        description=(
            "What is counted: 'second at 720p', 'image', '1000 characters', '1000000 input tokens', 'minute',"
            " 'step', 'job'."
        )
    )
    usd: float | None = Field(
        default=None, ge=0, description="US dollars for one unit; none where it is not known."
    )
    ceiling_usd: float = Field(
        default=0.0,
        ge=0,
        description=(
            "Of a price that is not known: more than is believed to be asked, which a budget sets aside."
        ),
    )
    source: str
    as_of: str = Field(description="ISO date on which it was read.")
    confidence: Literal["documented", "reported", "unknown"]


@lru_cache(maxsize=1)
def prices() -> tuple[Price, ...]:
    """Every line of the table."""
    return tuple(
        Price.model_validate(line) for line in tomllib.loads(TABLE.read_text(encoding="utf-8"))["price"]
    )


def price_of(provider: str, model: str, unit: str) -> Price | None:
    """The line for a model and unit; an exact name before a beginning."""
    lines = [line for line in prices() if line.provider == provider and line.unit == unit]
    return next((line for line in lines if line.model == model), None) or next(
        (line for line in lines if line.model.endswith("*") and model.startswith(line.model[:-1])), None
    )


def cost_of(provider: str, model: str, unit: str, quantity: float) -> Cost:
    """What so many units cost, low and high.

    An unknown price is named, costs nothing at the low end and its ceiling at the high.
    """
    line = price_of(provider, model, unit)
    if line is None or line.usd is None:
        return Cost(high_usd=line.ceiling_usd * quantity if line else 0.0, unknown=(f"{provider} {model}",))
    low, high = _MARGINS.get(line.confidence, (0.8, 1.3))
    return Cost(low_usd=line.usd * quantity * low, high_usd=line.usd * quantity * high)
