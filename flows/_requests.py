"""Requests: which crew member is asked for a call, under which key, and the task run that makes it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any
from uuid import UUID

from prefect.client.schemas.objects import RunInput, TaskRunResult
from prefect.context import FlowRunContext, TagsContext
from prefect.futures import PrefectFuture
from prefect.tasks import Task
from prefect.utilities.annotations import quote

from blocks.kinds import CrewMember, RemoteMember
from storyreel.film.frozen import Frozen
from storyreel.graph.calls import Call
from storyreel.graph.stages import STAGES, Stage
from storyreel.project.kept_results import Earlier
from tasks.departments import TASKS
from tasks.dispatch import Waits, send_away
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
    """The result in the ledger, if the call was made before. It is shown as reused and not made again."""
    asked: int = 0
    """How many of the crew's engines refused it before."""
    instead_of: Request | None = None
    """The request that failed, if this is for its stand-in."""
    failure: str = ""
    """Why that one failed."""
    begun: bool = False
    """Whether a job for it is under way or may be: it was sent and neither made nor refused."""
    refused: bool = False
    """Whether the member refused it in an earlier run."""

    @property
    def reused(self) -> bool:
        """Whether it was made before."""
        return self.kept is not None

    @property
    def paid(self) -> bool:
        """Whether the member costs money."""
        return self.member is not None and self.member.allowance() is not None

    @property
    def provider(self) -> str:
        """The provider that does the work; '' if this machine does."""
        allowance = self.member.allowance() if self.member is not None else None
        return allowance.provider if allowance is not None else ""


def of_earlier(request: Request, earlier: Earlier) -> Request:
    """The request as answered by a result of an earlier version."""
    order = request.order.model_copy(update={"key": earlier.key, "attempt": earlier.attempt})
    member = request.member if earlier.paid else None
    return replace(request, order=order, member=member, kept=earlier.result, begun=False, refused=False)


def send(request: Request, after: Iterable[UUID], *, on_gpu: bool, waits: Waits) -> PrefectFuture[Any]:
    """Begin it as a task run of the current flow run, and return its future.

    after: the task runs that it depends on. The parameters are quoted, so that Prefect does not search them
    for results of other runs: it would find some dependencies and miss most.

    The tags of the film's run are not given to its tasks: Prefect asks for the limit of each tag of each run.

    waits: is told if the call waits for a worker.
    """
    task, parameters = _work(request, waits if on_gpu else None)
    context = FlowRunContext.get()
    if context is None:
        raise RuntimeError(
            f"{request.call.name} was sent outside a flow run. This is a bug in storyreel; please report it."
        )
    # A TaskRunResult is frozen.
    upstream: set[RunInput] = {TaskRunResult(id=run) for run in after}  # pyright: ignore[reportUnhashable]
    with TagsContext(current_tags=set()):
        return context.task_runner.submit(
            task,
            {name: quote(value) for name, value in parameters.items()},
            dependencies={next(iter(parameters)): upstream},
        )


def _work(request: Request, waits: Waits | None) -> tuple[Task[Any, Any], dict[str, Any]]:
    """The task that answers a request, and its parameters. waits: None if everything is made here."""
    if request.kept is not None:
        return _shown(reuse, request.stage), {"result": request.kept, "order": request.order}
    row, member = STAGES[request.stage], request.member
    brief, order = {"brief": request.brief}, {"order": request.order}
    if waits and row.deployment and not isinstance(member, RemoteMember):
        return send_away, {**brief, "member": member, **order, "made": request.stage, "waits": waits}
    asked = {row.capability: member} if member is not None else {}
    return _shown(TASKS[request.stage], request.stage), {**brief, **asked, **order}


@cache
def _shown(task: Task[Any, Any], stage: Stage) -> Task[Any, Any]:
    """The task under the name of the stage.

    A run that the ledger answers has no tag. Before each run, Prefect asks the server, one request at a time,
    whether its tags have a limit; for a film made before, that took nearly all of the time.
    """
    return task.with_options(name=stage.value) if task is reuse else task
