"""Sends work to the GPU pool and waits for it."""

from __future__ import annotations

from typing import Any

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.deployments import run_deployment

from blocks.kinds import CrewMember
from storyreel.film.errors import ProviderError
from storyreel.film.frozen import Frozen
from storyreel.graph.stages import STAGES, Stage
from storyreel.vault import open_vault
from tasks.order import Order


@task(
    name="send-away", task_run_name="{order.name}", tags=["gpu"], persist_result=False, cache_policy=NO_CACHE
)
def send_away(brief: Frozen, member: CrewMember, order: Order, made: Stage) -> Any:
    """What a worker of the gpu pool makes of a brief, as the stage's result type.

    The run's idempotency key is the call's key and attempt: a film that is started again finds the same run.

    Raises:
        ProviderError: the run on the pool failed.
    """
    row, vault = STAGES[made], open_vault(order.vault_url)
    attempt = vault.ledger.attempt(order.key)
    if attempt.done is not None and attempt.number == order.attempt:
        return row.result.model_validate(attempt.done["result"])
    parameters = _parameters(brief, member, order, row.capability)
    run: Any = run_deployment(  # its type says that it may be a coroutine, too
        row.deployment,
        parameters=parameters,
        idempotency_key=f"{order.key}-{order.attempt}",
        as_subflow=True,
        timeout=None,
        poll_interval=1,
    )
    done = vault.ledger.attempt(order.key).done
    if done is None:
        raise ProviderError(
            f"{order.name} failed on the gpu pool: run {run.name!r} ended as {run.state.name}. See its log in"
            " the Prefect UI; then run the same command again."
        )
    return row.result.model_validate(done["result"])


def _parameters(brief: Frozen, member: CrewMember, order: Order, capability: str) -> dict[str, Any]:
    """The deployment's parameters as JSON; a member that is a saved block is named by its document."""
    return {
        "brief": brief.model_dump(mode="json"),
        "order": order.model_dump(mode="json"),
        capability: _reference(member),
    }


def _reference(member: CrewMember) -> dict[str, Any] | None:
    block_id = member._block_document_id
    return {"$ref": {"block_document_id": str(block_id)}} if block_id else None
