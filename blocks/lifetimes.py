"""Models that a provider ends: when, what it offers instead, and what a person is told."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from pydantic import Field

from blocks.prices import TABLE, is_named_by
from storyreel.film.frozen import Frozen

NOTICE = timedelta(days=60)
"""How long before a model's end a person is told."""


class Lifetime(Frozen):
    """A model with an announced end: a `[[model]]` of the price table."""

    provider: str
    model: str = Field(description="The model's name, or a beginning of it that ends in '*'.")
    ends: date = Field(description="The first day on which the provider no longer takes it.")
    instead: str = Field(default="", description="What can be named in its place; '' if nothing is known.")
    source: str
    as_of: date

    def is_over(self, today: date) -> bool:
        """Whether the provider no longer accepts it."""
        return today >= self.ends

    def is_near(self, today: date) -> bool:
        """Whether it ends soon, or has ended."""
        return today >= self.ends - NOTICE

    def sentence(self, model: str, today: date) -> str:
        """What a person is told of the model that they named.

        >>> short = dict(provider="luma", model="ray-1*", ends="2027-01-06", source="", as_of="2026-11-28")
        >>> Lifetime.model_validate(short).sentence("ray-1", date(2026, 12, 1))
        "luma ends 'ray-1' on 2027-01-06, in 36 days. Change `models` or `members` in film.toml before then."
        """
        other = f"Name {self.instead} in its place. " if self.instead else ""
        if self.is_over(today):
            return (
                f"{self.provider} ended {model!r} on {self.ends} and no longer accepts it. Nothing was sent"
                f" and nothing was spent. {other}Change `models` or `members` in film.toml."
            )
        days = (self.ends - today).days
        return (
            f"{self.provider} ends {model!r} on {self.ends}, in {days} day{'s' if days > 1 else ''}."
            f" {other}Change `models` or `members` in film.toml before then."
        )


@lru_cache(maxsize=1)
def lifetimes() -> tuple[Lifetime, ...]:
    """Every model with an announced end."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return tuple(
        Lifetime.model_validate({**line, "model": name})
        for line in table["model"]
        for name in _names(line.pop("model"))
    )


def _names(named: str | list[str]) -> list[str]:
    return [named] if isinstance(named, str) else named


def lifetime_of(provider: str, model: str) -> Lifetime | None:
    """The announced end of a model; None if none is known."""
    known = _lines_of(provider)
    return next((line for line in known if is_named_by(model, line.model)), None)


def _lines_of(provider: str) -> Iterator[Lifetime]:
    return (line for line in lifetimes() if line.provider == provider)
