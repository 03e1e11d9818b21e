"""A call that the ledger answers: shown in Prefect as Cached, though Prefect keeps no results."""

from __future__ import annotations

from prefect import State, task
from prefect.cache_policies import NO_CACHE
from prefect.states import Completed

from storyreel.film.frozen import Frozen
from tasks.order import Order


@task(name="reuse", task_run_name="{order.name}", persist_result=False, cache_policy=NO_CACHE)
def reuse(result: Frozen, order: Order) -> State[Frozen]:
    """The kept result, as a state that Prefect's pages show as Cached."""
    return Completed(name="Cached", data=result)
