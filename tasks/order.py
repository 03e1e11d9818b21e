"""What a stage gets in addition to its brief: the key and attempt of its result, the vault, and the budget.

It never holds a secret.
"""

from __future__ import annotations

from pydantic import AliasChoices, Field

from storyreel.film.frozen import Frozen


class Order(Frozen):
    """One call's place in the ledger and in the budget."""

    name: str
    key: str
    attempt: int
    vault_url: str
    take: int = Field(default=1, ge=1, description="Which take of the brief it is; it is part of the key.")
    film: str = Field(default="", description="Id of the film, for its bill.")
    budget: str = Field(
        default="unnamed",
        validation_alias=AliasChoices("budget", "purse"),
        description="Name of the budget; films with the same budget name share a budget.",
    )
    budget_usd: float | None = Field(
        default=None, ge=0, description="What the budget may spend in all; None for no limit."
    )
