"""The two tasks of every job at a provider: submitted once, and collected as often as it takes. They do not know what is made."""

from __future__ import annotations

from prefect import task
from prefect.cache_policies import NO_CACHE

from blocks.kinds import RemoteMember
from storyreel.film.errors import TransientProviderError
from storyreel.film.frozen import Frozen
from storyreel.film.jobs import Ticket
from storyreel.graph.callsheet import STAGES, Stage
from tasks._limits import Turn
from tasks._order import Order
from tasks._paid import Desk
from tasks._stage import RETRIES, RETRY_SECONDS, is_transient
from tasks.clerk import SUBMIT, clerk


class Place(Frozen):
    """A call that is done already, or whose job is known to its provider."""

    number: int
    ticket: Ticket | None = None


@task(
    name="submit",
    task_run_name="{order.name}: submit",
    tags=["submit"],
    persist_result=False,
    cache_policy=NO_CACHE,
    retries=RETRIES,
    retry_delay_seconds=RETRY_SECONDS,
    retry_condition_fn=is_transient,
)
def submit_job(brief: Frozen, member: RemoteMember, order: Order, turn: Turn) -> Place:
    """The job's ticket: the one in the ledger, or a new one. Never submits where a job may be under way.

    turn: waited for here, when all that Prefect does for a run is done, so that a place that falls free is not kept waiting for that.
    """
    turn.take()
    claim = clerk().ask(order, member, brief, SUBMIT)
    return Place(number=claim.number, ticket=claim.ticket)


@task(
    name="collect",
    task_run_name="{order.name}",
    persist_result=False,
    cache_policy=NO_CACHE,
    retries=RETRIES,
    retry_delay_seconds=RETRY_SECONDS,
    retry_condition_fn=is_transient,
)
def collect_job(brief: Frozen, member: RemoteMember, order: Order, stage: Stage, place: Place) -> Frozen:
    """What the job made, downloaded, checked and kept. Repeated freely: it only asks and fetches."""
    desk, result = Desk(order, member, brief), STAGES[stage].result
    claim = desk.standing()
    if claim is not None and claim.done is not None:
        return result.model_validate(claim.done["result"])
    if claim is None or claim.ticket is None:
        raise TransientProviderError(f"{order.name}: job {place.number} was closed; it is submitted anew by the next run.")
    return result.model_validate(desk.collect(claim.number, claim.ticket)["result"])
