"""Buys one call: waits for a place at the provider, has the clerk ask, and brings home what was made."""

from __future__ import annotations

from typing import Any

from blocks.kinds import CrewMember, RemoteMember
from blocks.waiting import outlast
from storyreel.film.errors import TransientProviderError
from storyreel.film.frozen import Frozen
from storyreel.graph.stages import STAGES, Stage
from tasks.order import Order
from tasks.purchasing.clerk import clerk
from tasks.purchasing.desk import Desk
from tasks.purchasing.turns import Turn


def buy(order: Order, made: Stage, member: CrewMember, brief: Frozen) -> Any:
    """What a paid member makes of a brief: the result in the ledger, or that of one purchase. A value of the stage's result type.

    Repeated freely: a job that was submitted is asked for by its ticket and never submitted again.

    Raises:
        FilmError: as the member or the ledger raises it.
    """
    result = STAGES[made].result
    with Turn(member.allowance()) as turn:
        turn.take()
        claim = clerk().ask(order, member, brief, made)
        if claim.done is None and claim.ticket is not None and isinstance(member, RemoteMember):
            outlast(member, claim.ticket)  # the place at the provider is free when its work ends, before anything is fetched
    done = claim.done or _collected(Desk(order, member, brief), claim.number)
    return result.model_validate(done["result"])


def _collected(desk: Desk, number: int) -> dict[str, object]:
    """The entry of a job's result."""
    claim = desk.standing()
    if claim is not None and claim.done is not None:
        return claim.done
    if claim is None or claim.ticket is None:
        raise TransientProviderError(f"{desk.order.name}: job {number} was closed; it is submitted again by the next run.")
    return desk.collect(claim.number, claim.ticket)
