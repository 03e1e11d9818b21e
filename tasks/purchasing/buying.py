"""Buys one call: waits for a slot at the provider, has the worker ask, and fetches what was made."""

from __future__ import annotations

from typing import Any

from blocks.kinds import CrewMember, RemoteMember
from blocks.waiting import outlast
from storyreel.film.errors import TransientProviderError
from storyreel.film.frozen import Frozen
from storyreel.graph.stages import STAGES, Stage
from tasks.order import Order
from tasks.purchasing.purchase import Purchase
from tasks.purchasing.slots import Slot
from tasks.purchasing.worker import worker_client


def buy(order: Order, made: Stage, member: CrewMember, brief: Frozen) -> Any:
    """What a paid member makes of a brief, as the stage's result type: from the ledger, or bought once.

    It may be called again at any time: a job that was submitted is collected by its ticket and never
    submitted again.

    Raises:
        FilmError: as the member or the ledger raises it.
    """
    result = STAGES[made].result
    with Slot(member.allowance()) as slot:
        slot.take()
        claim = worker_client().ask(order, member, brief, made)
        if claim.done is None and claim.ticket is not None and isinstance(member, RemoteMember):
            outlast(member, claim.ticket)  # the slot is free when the job ends, before anything is fetched
    done = claim.done or _collected(Purchase(order, member, brief), claim.number)
    return result.model_validate(done["result"])


def _collected(purchase: Purchase, number: int) -> dict[str, object]:
    """The ledger's entry with the result of a job."""
    claim = purchase.status()
    if claim is not None and claim.done is not None:
        return claim.done
    if claim is None or claim.ticket is None:
        raise TransientProviderError(
            f"{purchase.order.name}: job {number} was closed; it is submitted again by the next run."
        )
    return purchase.collect(claim.number, claim.ticket)
