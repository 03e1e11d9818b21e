"""What work costs, and how many jobs a provider works on at once."""

from __future__ import annotations

from pydantic import Field

from storyreel.film.frozen import Frozen


class Cost(Frozen):
    """A cost in US dollars, as far as it can be known before the work is done.

    >>> Cost(low_usd=1, high_usd=2) + Cost(low_usd=0.5, high_usd=0.5)
    Cost(low_usd=1.5, high_usd=2.5, unknown=())
    """

    low_usd: float = Field(default=0.0, ge=0)
    high_usd: float = Field(default=0.0, ge=0)
    unknown: tuple[str, ...] = Field(
        default=(),
        description=(
            "Prices that are not known, each as 'provider model'. They count nothing at the low end, and at"
            " the high end a ceiling if the table has one."
        ),
    )

    def __add__(self, other: Cost) -> Cost:
        return Cost(
            low_usd=self.low_usd + other.low_usd,
            high_usd=self.high_usd + other.high_usd,
            unknown=self._unknown_with(other),
        )

    def _unknown_with(self, other: Cost) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.unknown, *other.unknown)))


FREE = Cost()


class Allowance(Frozen):
    """How many jobs of one account a provider works on at once."""

    provider: str = Field(pattern=r"^[a-z0-9-]+$", description="Members of one provider share its allowance.")
    jobs: int = Field(ge=1)
