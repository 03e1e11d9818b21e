"""What a film has cost: the budget's log compared with what the film is made of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from pydantic import Field, field_serializer

from storyreel.film.frozen import Frozen
from storyreel.project.project import Project
from storyreel.vault.budget import Charge, open_budget
from storyreel.vault.ledger import Attempt

OPEN = ("under way", "unresolved")
"""Statuses of jobs whose price is set aside and not settled."""
_WASTED = ("rejected take", "refused or lost")
_MADE_AGAIN = "made again"


class BillLine(Frozen):
    """One job."""

    what: str
    usd: float
    status: str = Field(serialization_alias="standing", description="Called standing in `bill --json`.")
    """'in the film', 'under way', 'unresolved', 'rejected take', 'refused or lost' or 'no longer in the
    film'."""
    exact: bool = True
    """False if the provider did not say what it charged."""

    @field_serializer("status")
    def _status_in_json(self, status: str) -> str:
        """The status as `bill --json` spells it: 'in doubt' for 'unresolved'."""
        return "in doubt" if status == "unresolved" else status


class Bill(Frozen):
    """A film's money, in US dollars."""

    lines: tuple[BillLine, ...]
    spent_usd: float
    reserved_usd: float
    wasted_usd: float
    """Spent on rejected takes, and on jobs that brought nothing."""
    per_minute_usd: float | None
    """Spent for a minute of finished film; None if there is no film yet."""
    budget_usd: float | None = None
    budget: str = Field(default="", serialization_alias="purse")
    budget_left_usd: float | None = Field(default=None, serialization_alias="purse_left_usd")


def bill_of(project: Project, film_minutes: float) -> Bill:
    """Every job the film has paid for, in the order in which they were begun.

    An attempt that cost nothing and was made again has no line.
    """
    settings = project.settings
    name = settings.budget_name or project.id
    charges = open_budget(project.vault.assets.records, name).charges()
    lines = tuple(_lines(project, [charge for charge in charges if charge.film == project.id]))
    reserved = _usd_of(lines, OPEN)
    spent = sum(line.usd for line in lines if line.status not in OPEN)
    return Bill(
        lines=lines,
        spent_usd=spent,
        reserved_usd=reserved,
        wasted_usd=_usd_of(lines, _WASTED),
        per_minute_usd=spent / film_minutes if film_minutes else None,
        budget_usd=settings.budget_usd,
        budget=name,
        budget_left_usd=_left(settings.budget_usd, charges),
    )


def _usd_of(lines: Iterable[BillLine], statuses: Collection[str]) -> float:
    return sum(line.usd for line in lines if line.status in statuses)


def _left(budget_usd: float | None, charges: Iterable[Charge]) -> float | None:
    """What is left of a budget, that of all films that share it."""
    committed = _committed(charges)
    if budget_usd is None:
        return None
    return max(0.0, budget_usd - committed)


def _committed(charges: Iterable[Charge]) -> float:
    """What is spent or set aside, in dollars."""
    return sum(_usd(charge) for charge in charges)


def _lines(project: Project, charges: Sequence[Charge]) -> Iterator[BillLine]:
    attempts = project.vault.ledger.attempts(charge.key for charge in charges)
    for charge in charges:
        status = _status(project, charge, attempts[charge.key])
        if status != _MADE_AGAIN:
            yield BillLine(what=charge.what, usd=_usd(charge), status=status, exact=charge.exact)


def _usd(charge: Charge) -> float:
    """What a job cost, or what is set aside for it until that is known."""
    return charge.reserved_usd if charge.spent_usd is None else charge.spent_usd


def _status(project: Project, charge: Charge, attempt: Attempt) -> str:
    is_newest = attempt.number == charge.attempt
    if charge.spent_usd is None:
        return "unresolved" if is_newest and attempt.unresolved is not None else "under way"
    if not is_newest and charge.spent_usd == 0:
        return _MADE_AGAIN
    if not is_newest or attempt.refused is not None:
        return "refused or lost"
    if charge.key in project.state.keys.values():
        return "in the film"
    return "rejected take" if charge.key in project.state.takes.keys else "no longer in the film"
