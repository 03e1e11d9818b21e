"""Closes the film's previous run in Prefect, which would otherwise show a killed run as running for ever."""

from __future__ import annotations

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
    """Note this run as the film's, and mark the previous one as crashed if it never ended.

    This run holds the lock of the film, so the previous one is no longer at work.
    """
    before, this = project.state.run, flow_run.id or ""
    project.remember(run=this)
    if before in {"", this}:
        return
    close_run(before, f"Its process ended unexpectedly. The run {this} goes on with what it made.")


def close_run(run: str, why: str) -> None:
    """Mark a run and its tasks as crashed if they have not ended."""
    try:
        with get_client(sync_client=True) as client:
            _close(client, UUID(run), Crashed(message=why))
    except (HTTPError, PrefectException, ValueError):
        pass  # it ran against another server, or its record was deleted


def _close(client: SyncPrefectClient, run: UUID, crashed: State) -> None:
    state = client.read_flow_run(run).state
    if state is None or state.type not in UNFINISHED:
        return
    unfinished_tasks = TaskRunFilter(
        flow_run_id=TaskRunFilterFlowRunId(any_=[run]),
        state=TaskRunFilterState(type=TaskRunFilterStateType(any_=UNFINISHED)),
    )
    for task in client.read_task_runs(task_run_filter=unfinished_tasks):
        client.set_task_run_state(task.id, crashed.model_copy(deep=True), force=True)
    client.set_flow_run_state(run, crashed.model_copy(deep=True), force=True)
