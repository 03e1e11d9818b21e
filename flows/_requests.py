"""Calls on their way: what is asked of whom, under which key, and the task run that makes it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from prefect.client.schemas.objects import RunInput, TaskRunResult
from prefect.context import FlowRunContext
from prefect.futures import PrefectFuture
from prefect.tasks import Task
from prefect.utilities.annotations import quote

from blocks.kinds import CrewMember, RemoteMember
from storyreel.film.frozen import Frozen
from storyreel.graph.calls import Call
from storyreel.graph.stages import STAGES, Stage
from tasks.departments import TASKS
from tasks.dispatch import send_away
from tasks.order import Order
from tasks.reuse import reuse


@dataclass(frozen=True)
class Request:
    """One call, ready to be sent, on its way, or answered."""

    call: Call
    stage: Stage
    """What is made: the call's own stage, or that of its stand-in."""
    brief: Frozen
    member: CrewMember | None
    order: Order
    kept: Frozen | None = None
    """The result in the ledger, if the call was made before: it is shown as reused and nobody is asked."""
    asked: int = 0
    """How many of the crew's engines refused it before."""
    instead_of: Request | None = None
    """The request that failed, if this is for its stand-in."""
    failure: str = ""
    """Why that one failed."""

    @property
    def reused(self) -> bool:
        """Whether it was made before."""
        return self.kept is not None

    @property
    def provider(self) -> str:
        """Whose work it is; '' for this machine's."""
        allowance = self.member.allowance() if self.member is not None else None
        return allowance.provider if allowance is not None else ""


def send(request: Request, after: Iterable[UUID], *, on_gpu: bool) -> PrefectFuture[Any]:
    """Begin it as a task run of the current flow run, and return its future.

    after: the task runs that it depends on. Prefect is told of these and of no others: the parameters are
    quoted, so that it does not look through them for results of other runs, which would find some edges and
    miss most.
    """
    task, parameters = _work(request, on_gpu=on_gpu)
    context = FlowRunContext.get()
    if context is None:
        raise RuntimeError(
            f"{request.call.name} was sent outside a flow run. This is a fault of storyreel; please"
            " report it."
        )
    upstream: set[RunInput] = {TaskRunResult(id=run) for run in after}  # pyright: ignore[reportUnhashable] it is frozen
    return context.task_runner.submit(
        task,
        {name: quote(value) for name, value in parameters.items()},
        dependencies={next(iter(parameters)): upstream},
    )


def _work(request: Request, *, on_gpu: bool) -> tuple[Task[Any, Any], dict[str, Any]]:
    """The task that answers a request, and its parameters."""
    if request.kept is not None:
        return _shown(reuse, request.stage), {"result": request.kept, "order": request.order}
    row = STAGES[request.stage]
    if on_gpu and row.deployment and not isinstance(request.member, RemoteMember):
        return send_away, {
            "brief": request.brief,
            "member": request.member,
            "order": request.order,
            "made": request.stage,
        }
    task = _shown(TASKS[request.stage], request.stage)
    asked = {row.capability: request.member} if request.member is not None else {}
    return task, {"brief": request.brief, **asked, "order": request.order}


@cache
def _shown(task: Task[Any, Any], stage: Stage) -> Task[Any, Any]:
    """The task as the stage shows it.

    A run that the ledger answers carries no tag: before each run Prefect asks the server whether a limit
    stands on its tags, one question at a time, and for a film made before that was nearly all of the time it
    took.
    """
    return task.with_options(name=stage.value) if task is reuse else task
