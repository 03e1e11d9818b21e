"""Sends a clip to the GPU pool and waits for it. It knows the deployment's name, not what runs there."""

from __future__ import annotations

from typing import Any

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.deployments import run_deployment

from blocks.kinds import VideoGenerator
from storyreel.film.briefs import Clip, ClipBrief
from storyreel.film.errors import ProviderError
from storyreel.vault import open_vault
from tasks._order import Order

DEPLOYMENT = "shoot-clips/gpu"


@task(
    name="send-clip",
    task_run_name="{order.name} on gpu",
    tags=["clip", "gpu"],
    persist_result=False,
    cache_policy=NO_CACHE,
)
def send_clip(brief: ClipBrief, video: VideoGenerator, order: Order) -> Clip:
    """One segment of a shot, made by a worker of the `gpu` pool.

    The run's idempotency key is the clip's key and attempt: a film that is started again finds the same run.

    Raises:
        ProviderError: the run on the pool failed.
    """
    vault = open_vault(order.vault_url)
    attempt = vault.ledger.attempt(order.key)
    if attempt.done is not None and attempt.number == order.attempt:
        return Clip.model_validate(attempt.done["result"])
    block_id = video._block_document_id
    chosen = {"$ref": {"block_document_id": str(block_id)}} if block_id else None
    run: Any = run_deployment(  # typed as a coroutine too: sync and async in one function
        DEPLOYMENT,
        parameters={"brief": brief.model_dump(mode="json"), "order": order.model_dump(mode="json"), "video": chosen},
        idempotency_key=f"{order.key}-{order.attempt}",
        as_subflow=True,
        timeout=None,
        poll_interval=1,
    )
    done = vault.ledger.attempt(order.key).done
    if done is None:
        raise ProviderError(
            f"{order.name} failed on the gpu pool: run {run.name!r} ended as {run.state.name}. See its log in the Prefect UI; then run the same command again."
        )
    return Clip.model_validate(done["result"])
