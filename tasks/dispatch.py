"""Sends work to the GPU pool and waits for it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any
from uuid import UUID

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterIdempotencyKey
from prefect.client.schemas.objects import FlowRun, State, WorkerStatus
from prefect.deployments import run_deployment
from prefect.exceptions import ObjectNotFound
from prefect.logging import get_run_logger

from blocks.kinds import CrewMember
from blocks.sent_member import sent
from storyreel.film.errors import ProviderError
from storyreel.film.frozen import Frozen
from storyreel.graph.stages import STAGES, Stage
from storyreel.vault import open_vault
from tasks.order import Order
from tasks.purchasing.purchase import refused_before

GPU_POOL = "gpu"
POLL_SECONDS = 1.0
SILENCE_SECONDS = 30.0
"""How long a run may wait on the pool before the person is told that there is no worker."""
MOST_DEATHS = 3
"""Runs of one call that may die (crash, or be cancelled) while a film waits for it."""
MOST_RUNS = 100
"""Runs of one call in all; a call of which so many died needs a person."""
Waits = Callable[[str], None]
"""Is told why a call waits, in a sentence; and '' once it no longer does."""


@task(
    name="send-away", task_run_name="{order.name}", tags=["gpu"], persist_result=False, cache_policy=NO_CACHE
)
def send_away(brief: Frozen, member: CrewMember, order: Order, made: Stage, waits: Waits) -> Any:
    """What a worker of the gpu pool makes of a brief, as the stage's result type.

    The run's idempotency key is the call's key and attempt, and the number of the run: a film that is started
    again finds the run that is under way. A run that failed, crashed or was cancelled is followed by one of
    the next number; a run that is completed, never.

    Raises:
        RefusedError: the member refused.
        ProviderError: the run on the pool failed, or died too often.
    """
    row, vault = STAGES[made], open_vault(order.vault_url)
    attempt = vault.ledger.attempt(order.key)
    if attempt.done is not None and attempt.number == order.attempt:
        return row.result.model_validate(attempt.done["result"])
    with get_client(sync_client=True) as client:
        run = _Dispatch(client, row.deployment, order, waits).ended(
            _parameters(brief, member, order, row.capability)
        )
    attempt = vault.ledger.attempt(order.key)
    if attempt.done is not None:
        return row.result.model_validate(attempt.done["result"])
    if attempt.refused is not None:
        raise refused_before(order, attempt.refused)
    raise _not_made(order, run)


def _run_key(order: Order, number: int) -> str:
    """The idempotency key of a call's run. number: of the run, from 1."""
    first = f"{order.key}-{order.attempt}"
    return first if number == 1 else f"{first}-{number}"


class _Dispatch:
    """One call on the pool: its runs, one after another, and the wait for them."""

    def __init__(self, client: SyncPrefectClient, deployment: str, order: Order, waits: Waits) -> None:
        self._client, self._deployment, self._order, self._waits = client, deployment, order, waits

    def ended(self, parameters: dict[str, Any]) -> FlowRun:
        """The run that answered, or the last that died."""
        deaths, number = 0, self._next_number()
        while True:
            run = self._waited(self._begun(parameters, number).id)
            if not _died(run.state):
                return run
            deaths, number = deaths + 1, number + 1
            if deaths == MOST_DEATHS:
                return run
            get_run_logger().warning(f"Its run {run.name!r} ended as {_name(run.state)}; it is sent again.")

    def _next_number(self) -> int:
        """Number of the first run that is not there yet, or that is under way or completed."""
        keys = [_run_key(self._order, number) for number in range(1, MOST_RUNS + 1)]
        found = self._client.read_flow_runs(
            flow_run_filter=FlowRunFilter(idempotency_key=FlowRunFilterIdempotencyKey(any_=keys))
        )
        ended = {run.idempotency_key for run in found if _failed(run.state)}
        number = next((number for number, key in enumerate(keys, start=1) if key not in ended), 0)
        if number:
            return number
        raise ProviderError(
            f"{self._order.name} was tried {MOST_RUNS} times on the gpu pool, and every run failed. It is not"
            " tried again. See their logs in the Prefect UI; then make another take: storyreel redo."
        )

    def _begun(self, parameters: dict[str, Any], number: int) -> FlowRun:
        run: Any = run_deployment(  # its type says that it may be a coroutine, too
            self._deployment,
            parameters=parameters,
            idempotency_key=_run_key(self._order, number),
            as_subflow=True,
            timeout=0,
        )
        return run

    def _waited(self, run_id: UUID) -> FlowRun:
        """The run, once it has ended. Says so if it waits because no worker is online."""
        since, told = time.monotonic(), False
        while True:
            run = self._client.read_flow_run(run_id)
            if told and run.start_time is not None:
                self._waits("")
                told = False
            if run.state is not None and run.state.is_final():
                return run
            if run.start_time is None and time.monotonic() - since > SILENCE_SECONDS:
                since = time.monotonic()
                told = self._tell_silence(told)
            threading.Event().wait(POLL_SECONDS)

    def _tell_silence(self, told: bool) -> bool:
        """Whether the person knows that no worker is online; they are told once."""
        silence = "" if self._has_worker() else _no_worker()
        if silence and not told:
            get_run_logger().warning(silence)
        if bool(silence) != told:
            self._waits(silence)
        return bool(silence)

    def _has_worker(self) -> bool:
        try:
            workers = self._client.read_workers_for_work_pool(GPU_POOL)
        except ObjectNotFound:
            return False
        return any(worker.status == WorkerStatus.ONLINE for worker in workers)


def _no_worker() -> str:
    """The sentence for a film whose clips wait because no worker is online."""
    return (
        f"Clips wait for a worker of the {GPU_POOL} pool, and none is online. Start one on a machine with a"
        f" GPU: storyreel worker {GPU_POOL}. Or stop this run, and make the clips without the"
        " pool: clips_on=here."
    )


def _failed(state: State[Any] | None) -> bool:
    """Whether a run ended without completing."""
    return state is not None and state.is_final() and not state.is_completed()


def _died(state: State[Any] | None) -> bool:
    """Whether a run ended without an answer of its own: its process died, or it was cancelled."""
    return state is not None and (state.is_crashed() or state.is_cancelled())


def _name(state: State[Any] | None) -> str:
    return str(state.name) if state is not None else "unknown"


def _not_made(order: Order, run: FlowRun) -> ProviderError:
    """The error for a call whose run ended and left nothing in the vault."""
    if run.state is not None and run.state.is_completed():
        return ProviderError(
            f"{order.name} was made on the gpu pool, by run {run.name!r}, and is not in the vault"
            f" {order.vault_url}. The worker keeps its results elsewhere: a vault on a disk must be one that"
            " all workers share. Set STORYREEL_VAULT to a bucket (s3://, gs://) for workers on many machines."
        )
    said = f": {run.state.message}" if run.state is not None and run.state.message else ""
    return ProviderError(
        f"{order.name} failed on the gpu pool: run {run.name!r} ended as {_name(run.state)}{said}. See its"
        " log in the Prefect UI; then run the same command again."
    )


def _parameters(brief: Frozen, member: CrewMember, order: Order, capability: str) -> dict[str, Any]:
    """The deployment's parameters as JSON, without what is None: its form has no such type."""
    asked = {"brief": brief, "order": order, "member": sent(capability, member)}
    return {name: value.model_dump(mode="json", exclude_none=True) for name, value in asked.items()}
