"""Finds clips that another camera made than their key says, and has them made again.

Until the camera was sent with the order, a worker of the gpu pool filmed with the embedded painter if the
film's camera was not saved in Prefect, and kept the clip under the key of the film's camera.
"""

from __future__ import annotations

from contextlib import suppress

from httpx import HTTPError
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterIdempotencyKey
from prefect.client.schemas.objects import FlowRun
from prefect.exceptions import PrefectException
from prefect.logging import get_run_logger

from blocks.crew import animatic_crew
from blocks.kinds import CrewMember
from storyreel.film.frozen import Frozen
from storyreel.film.keys import content_key
from storyreel.graph.stages import STAGES, Stage
from storyreel.vault import Attempt, Vault


def own_attempt(vault: Vault, key: str, made: Stage, member: CrewMember, brief: Frozen, take: int) -> Attempt:
    """The attempt that counts, after a result that another member made was closed.

    The ledger's entry of a new result says who made it. A result that does not is another's if it is the very
    file that the painter made of the same brief, or if the Prefect server has the run that made it
    and no camera was sent with that run. Nothing that was paid is closed: the painter is free.
    """
    attempt = vault.ledger.sound_attempt(key, vault.assets.check)
    if not _may_be_anothers(made, member, attempt):
        return attempt
    if not (_is_the_painters(vault, made, brief, take, attempt) or _was_sent_without_camera(key, attempt)):
        return attempt
    vault.ledger.lose(key, attempt.number, "the embedded painter made it, and its key is another camera's")
    get_run_logger().warning(
        "A clip that the embedded painter made was kept as one of %s. It is made again.",
        type(member).__name__,
    )
    return vault.ledger.sound_attempt(key, vault.assets.check)


def _may_be_anothers(made: Stage, member: CrewMember, attempt: Attempt) -> bool:
    """Whether it is a free result of a stage that runs on the pool, and does not say who made it."""
    if not STAGES[made].deployment or attempt.done is None or attempt.done.get("by"):
        return False
    return member.allowance() is None and member.fingerprint() != _painter(made).fingerprint()


def _painter(made: Stage) -> CrewMember:
    member = animatic_crew().member(STAGES[made].capability)
    if member is None:
        raise _no_member(made)
    return member


def _no_member(made: Stage) -> TypeError:
    return TypeError(f"the embedded crew has no {STAGES[made].capability}")


def _is_the_painters(vault: Vault, made: Stage, brief: Frozen, take: int, attempt: Attempt) -> bool:
    """Whether the painter's own result of the same brief is in the vault, and is the same file."""
    key = content_key(made, STAGES[made].version, _painter(made).fingerprint(), brief, take)
    painted = vault.ledger.attempt(key).done
    return painted is not None and attempt.done is not None and painted["result"] == attempt.done["result"]


def _was_sent_without_camera(key: str, attempt: Attempt) -> bool:
    """Whether this Prefect server has the completed run that made it, and that run was told no camera."""
    named = FlowRunFilter(idempotency_key=FlowRunFilterIdempotencyKey(any_=[f"{key}-{attempt.number}"]))
    with suppress(HTTPError, PrefectException), get_client(sync_client=True) as client:
        return any(map(_had_no_camera, client.read_flow_runs(flow_run_filter=named)))
    return False  # it was made through another server, or its record was deleted


def _had_no_camera(run: FlowRun) -> bool:
    completed = run.state is not None and run.state.is_completed()
    return completed and "member" not in run.parameters and run.parameters.get("video") is None
