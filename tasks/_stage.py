"""What the tasks of all stages share: key, attempt in the ledger, CPU gate and retries."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any, ParamSpec, TypeVar

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.tasks import Task

from blocks.kinds import CrewMember
from storyreel.film.assets import AssetStore
from storyreel.film.errors import RefusedError, TransientProviderError
from storyreel.film.frozen import Frozen
from storyreel.graph.stages import STAGES, Stage
from storyreel.vault import open_vault
from tasks.gate import cpu_gate
from tasks.order import Order
from tasks.purchasing.buying import buy
from tasks.purchasing.purchase import refused_before

P = ParamSpec("P")
Result = TypeVar("Result", bound=Frozen)
RETRIES = 3
RETRY_SECONDS: list[float] = [2, 10, 30]


def _is_transient(_task: object, _run: object, state: Any) -> bool:
    """Only a transient failure is tried again."""
    return isinstance(state.result(raise_on_failure=False), TransientProviderError)


REGISTERED: dict[Stage, Task[Any, Any]] = {}
"""The task of each stage whose department was imported."""


def stage(made: Stage) -> Callable[[Callable[P, Result]], Task[P, Result]]:
    """A decorator that makes a function the task of a stage.

    The function takes the brief, the crew member if the stage needs one, and `order: Order`.

    Prefect stores no result: the ledger does, and a result that Prefect reads back may be a pickle, which can
    run code.
    """

    def wrap(function: Callable[P, Result]) -> Task[P, Result]:
        REGISTERED[made] = wrapped = task(
            name=made.value,
            task_run_name="{order.name}",
            tags=[made.value],
            persist_result=False,
            cache_policy=NO_CACHE,
            retries=RETRIES,
            retry_delay_seconds=RETRY_SECONDS,
            retry_condition_fn=_is_transient,
        )(function)
        return wrapped

    return wrap


def ask(order: Order, made: Stage, member: CrewMember, brief: Frozen) -> Any:
    """What a crew member makes of a brief, as the stage's result type. It is bought if it costs money."""
    if member.allowance() is not None:
        return buy(order, made, member, brief)
    row = STAGES[made]
    gate = cpu_gate() if member.computes_here() else nullcontext()
    by = member.fingerprint()
    return make(order, row.result, lambda store: row.answer(member, brief, store), gate, by)


def make(
    order: Order,
    result: type[Result],
    work: Callable[[AssetStore], Result],
    gate: AbstractContextManager[None] | None = None,
    by: str = "",
) -> Result:
    """The result of free work: the one in the ledger, or the one that `work` makes, kept there.

    gate: held while it works; that of this machine's cores if none is given.
    by: fingerprint of the member that works; '' if none does.

    Raises:
        RefusedError: the crew member refused; the refusal is kept and the same brief is not sent again.
    """
    vault = open_vault(order.vault_url)
    attempt = vault.ledger.attempt(order.key)
    if attempt.done is not None:
        return result.model_validate(attempt.done["result"])
    if attempt.refused is not None:
        raise refused_before(order, attempt.refused)
    vault.ledger.intend(order.key, attempt.number, order.name)
    with gate or cpu_gate():
        started = time.monotonic()
        try:
            made = work(vault.assets)
        except RefusedError as refusal:
            vault.ledger.refuse(order.key, attempt.number, str(refusal))
            raise
    seconds = time.monotonic() - started
    entry = vault.ledger.finish(
        order.key, attempt.number, made.model_dump(mode="json"), seconds=seconds, by=by
    )
    return result.model_validate(entry["result"])
