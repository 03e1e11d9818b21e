"""The run that directed a film before this one: where it was killed, Prefect would show it as running for ever. What it made is found without this."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from httpx import HTTPError
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import (
    TaskRunFilter,
    TaskRunFilterFlowRunId,
    TaskRunFilterState,
    TaskRunFilterStateType,
)
from prefect.client.schemas.objects import State, StateType
from prefect.exceptions import PrefectException
from prefect.runtime import flow_run
from prefect.states import Crashed

from storyreel.project.project import Project

UNFINISHED = [StateType.RUNNING, StateType.PENDING, StateType.CANCELLING]


def follow(project: Project) -> None:
    """Note this run as the film's, and say of the one before that it crashed if it never ended: its lock is ours, so nobody is at work there."""
    before, me = project.state.run, flow_run.id or ""
    project.remember(run=me)
    if before in {"", me}:
        return
    close_run(before, f"Its process ended without a word. The run {me} goes on with what it made.")


def close_run(run: str, why: str) -> None:
    """Say of a run and its tasks that they crashed, if they have not ended."""
    try:
        with get_client(sync_client=True) as client:
            _close(client, UUID(run), Crashed(message=why))
    except (HTTPError, PrefectException, ValueError):
        pass  # it ran against another server, or its record was deleted: there is nothing to say there


def _close(client: SyncPrefectClient, run: UUID, crashed: State) -> None:
    state = client.read_flow_run(run).state
    if state is None or state.type not in UNFINISHED:
        return
    of_it = TaskRunFilter(
        flow_run_id=TaskRunFilterFlowRunId(any_=[run]),
        state=TaskRunFilterState(type=TaskRunFilterStateType(any_=UNFINISHED)),
    )
    for task in client.read_task_runs(task_run_filter=of_it):
        _say(client.set_task_run_state, task.id, crashed)
    _say(client.set_flow_run_state, run, crashed)


def _say(set_state: Callable[..., object], of: UUID, crashed: State) -> None:
    set_state(of, crashed.model_copy(deep=True), force=True)
