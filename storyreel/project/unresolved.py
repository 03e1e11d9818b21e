"""Purchases whose outcome is unknown, and what a person decides about them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from storyreel.film.errors import UsageError
from storyreel.film.jobs import Ticket
from storyreel.project.project import Project
from storyreel.vault.budget import Budget, Charge, open_budget

_JOB_ID = re.compile(r"(?!\.+\Z)[^\s/\\?#%\x00-\x1f\x7f]{1,200}")


def resolve(project: Project, call: str, job: str) -> None:
    """Keep what a person decides about an unresolved purchase.

    The decision may be changed as long as nothing has come of the job that was named.

    job: the provider's id of the job, which is collected; '' to have the call bought again, and what was set
    aside counted as spent.

    Raises:
        UsageError: no unresolved purchase has that name, or it cannot have this job.
    """
    found = _purchases_of(project, call)
    if not job:
        for purchase in found:
            _give_up(project, purchase)
        return
    now = project.state.keys.get(call)
    # an older one may be of a brief that is no longer the film's
    purchase = max(found, key=lambda one: (one.key == now, one.at))
    _require_job(project, purchase, job)
    _name_job(project, purchase, job)


def _purchases_of(project: Project, call: str) -> list[_Unresolved]:
    """The unresolved purchases of a call.

    Raises:
        UsageError: there are none; names those of the film.
    """
    unresolved = _unresolved_of(project)
    found = [purchase for purchase in unresolved if purchase.what == call]
    if not found:
        names = sorted({purchase.what for purchase in unresolved})
        raise UsageError(
            f"No unresolved purchase is called {call!r}; unresolved are: {', '.join(names) or 'none'}."
            " Nothing was changed."
        )
    return found


def unresolved_calls(project: Project) -> list[str]:
    """Names of the film's calls about whose purchase a person must decide."""
    return sorted({purchase.what for purchase in _unresolved_of(project)})


@dataclass(frozen=True)
class _Unresolved:
    """An attempt about which a person must decide."""

    key: str
    number: int
    what: str
    provider: str
    at: float
    collectable: bool


def _unresolved_of(project: Project) -> list[_Unresolved]:
    """The unresolved purchases of this film; others in the vault may have calls of the same name."""
    own = {charge.key for charge in _budget(project).charges() if charge.film == project.id}
    entries = project.vault.ledger.unresolved()
    return [_read(key, number, entry) for key, number, entry in entries if key in own]


def _read(key: str, number: int, entry: Mapping[str, object]) -> _Unresolved:
    """An entry of the ledger."""
    return _Unresolved(
        key,
        number,
        str(entry.get("what")),
        str(entry.get("provider", "")),
        float(str(entry.get("at", 0))),
        entry.get("collectable") is not False,
    )


def _require_job(project: Project, purchase: _Unresolved, job: str) -> None:
    """Refuse an id that cannot be this purchase's job."""
    _require_plain_id(job)
    if not purchase.collectable:
        raise UsageError(
            f"{purchase.what} was asked of a service that answers at once and keeps no job, so {job!r} cannot"
            " be collected. Type --again instead of --job to buy it again. Nothing was changed."
        )
    calls = project.vault.ledger.calls_of_job(job)
    others = sorted({name for key, name in calls.items() if key != purchase.key})
    if others:
        raise UsageError(
            f"The job {job!r} is collected for {', '.join(others)} already, and one job makes one thing. Name"
            f" the job of {purchase.what}, or type --again to buy it again. Nothing was changed."
        )


def _require_plain_id(job: str) -> None:
    if not _JOB_ID.fullmatch(job):
        raise UsageError(
            f"{_beginning(job)!r} ({len(job)} characters) is not an id of a job: at most 200 characters are"
            " accepted, without blanks and without / \\ ? # %. Copy it from the provider's own page. Nothing"
            " was changed."
        )


def _beginning(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}..."


def _name_job(project: Project, purchase: _Unresolved, job: str) -> None:
    """Have a job collected.

    One that was named before is closed, and the money that was set aside moves to the attempt that counts
    from now on.

    1: purchase, ticket of the wrong job       1: lost, settled with nothing
                                       ->   2: purchase, ticket of this one, the same money set aside
    """
    ledger, number = project.vault.ledger, purchase.number
    ticket = Ticket(provider=purchase.provider or "unnamed", job_id=job).model_dump(mode="json")
    while not ledger.ticket(purchase.key, number, ticket):
        named = ledger.attempt(purchase.key)
        before = str((named.ticket or {}).get("job_id"))
        if named.number != number or before == job:
            break
        _replace_job(project, purchase, number, before)
        number += 1
    _settle_before(project, purchase.key, number)


def _replace_job(project: Project, purchase: _Unresolved, number: int, before: str) -> None:
    """Close an attempt for which the wrong job was named, and open the next with its money."""
    ledger, budget = project.vault.ledger, _budget(project)
    why = f"the job {before}, which was named for it, was not the right one"
    ledger.mark_unresolved(purchase.key, number + 1, purchase.what, why, purchase.provider)
    if charge := _charge(budget, purchase.key, number):
        budget.reserve(replace(charge, attempt=number + 1, spent_usd=None), None)
    ledger.lose(purchase.key, number, why)


def _give_up(project: Project, purchase: _Unresolved) -> None:
    """Close the attempt, so that the next run buys again.

    What was set aside counts as spent, because it may have been.
    """
    budget = _budget(project)
    if charge := _charge(budget, purchase.key, purchase.number):
        budget.settle(purchase.key, purchase.number, charge.reserved_usd, exact=False)
    project.vault.ledger.lose(purchase.key, purchase.number, "a person decided to buy it again")
    _settle_before(project, purchase.key, purchase.number)


def _settle_before(project: Project, key: str, number: int) -> None:
    """Free the money that is still set aside for attempts that were closed before this one."""
    budget = _budget(project)
    for charge in budget.charges():
        if charge.key == key and _is_open_before(charge, number):
            budget.settle(key, charge.attempt, 0.0)


def _is_open_before(charge: Charge, number: int) -> bool:
    return charge.attempt < number and charge.spent_usd is None


def _charge(budget: Budget, key: str, number: int) -> Charge | None:
    for charge in budget.charges():
        if (charge.key, charge.attempt) == (key, number):
            return charge
    return None


def _budget(project: Project) -> Budget:
    return open_budget(project.vault.assets.records, project.settings.budget_name or project.id)
