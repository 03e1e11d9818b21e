"""What a stage is told beside its brief: under which key and attempt its result is kept, where, and who pays.

Never a secret.
"""

from __future__ import annotations

from pydantic import Field

from storyreel.film.frozen import Frozen


class Order(Frozen):
    """One call's address in the vault and in the books."""

    name: str
    key: str
    attempt: int
    vault_url: str
    film: str = Field(default="", description="Id of the film, for its bill.")
    budget: str = Field(
        default="unnamed", description="Whose money it is; films that name one budget share one budget."
    )
    budget_usd: float | None = Field(
        default=None, ge=0, description="What the budget may spend in all; None for no limit."
    )
