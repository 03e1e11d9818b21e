"""Makes calls: whatever is ready, a executor at a time, in the order given.

And puts something in the place of what cannot be made.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from queue import Queue
from typing import Any, Literal
from uuid import UUID

from prefect.futures import PrefectFuture

from blocks.crew import Crew, animatic_crew
from blocks.kinds import CrewMember
from flows._requests import Request, send
from flows.progress import Progress, tell
from storyreel.film.errors import ProviderError, RefusedError, RenderError
from storyreel.film.frozen import Frozen
from storyreel.graph.calls import Call
from storyreel.graph.stages import STAGES, CallId, Stage
from storyreel.graph.walk import Walk
from storyreel.vault import Attempt, Vault
from tasks.order import Order

WIDTH = 12
"""Calls on this machine in flight at once; the gate lets through what the cores can bear. An unbounded
fan-out starts a thread for each.
"""
JOBS = 96
"""Threads that wait for providers: places of all of them, and those who come next."""
IN_LINE = 3
"""Calls on their way for each place at a provider: one works there, one waits its turn with all else done,
one brings home what was made.
"""


@dataclass(frozen=True)
class Account:
    """Who pays, and up to what."""

    film: str = ""
    budget: str = "unnamed"
    budget_usd: float | None = None
    ask_next: bool = False
    """Whether what one engine refuses may be asked of the crew's next."""


class Executor:
    """Makes calls and remembers what came of them."""

    def __init__(
        self,
        crew: Crew,
        vault: Vault,
        clips_on: Literal["here", "gpu"] = "here",
        account: Account = Account(),
    ) -> None:
        self._crew, self._vault, self._account, self._on_gpu = crew, vault, account, clips_on == "gpu"
        self._places = {
            allowance.provider: allowance.jobs
            for member in crew.everybody()
            if (allowance := member.allowance()) is not None
        }
        self._provider = {stage: crew.resource(row.capability)[0] for stage, row in STAGES.items()}
        self.made: dict[CallId, Any] = {}
        self.gaps: dict[CallId, str] = {}
        self.records: dict[CallId, Request] = {}
        """How each call was answered."""
        self._runs: dict[CallId, UUID] = {}
        self._done_without: set[CallId] = set()
        """What was refused and will not come, so that others are made without it."""
        self._flying: dict[PrefectFuture[Any], Request] = {}
        self._landed: Queue[PrefectFuture[Any]] = Queue()

    def make(self, calls: Sequence[Call], ahead: Sequence[Call] = ()) -> None:
        """Make every call that is needed and not made yet.

        ahead: calls that will be needed next and are begun if there is room; they are not waited for, the
        next `make` does that.

        Raises:
            FilmError: a call failed without which there is no film; what was in flight is finished first.
            TimelineError: a call waits for something that nothing makes.
        """
        flying = {request.call.id: request.call for request in self._flying.values()}
        wanted, early = self._unmade(calls), self._unmade(ahead)
        walk = Walk({one: call.needs for one, call in (wanted | early | flying).items()}, self.made)
        for one in flying:
            walk.take(one)
        _plan(call for one, call in wanted.items() if one not in flying)
        left, failure = set(wanted), None
        while self._flying if failure is not None else left:
            if failure is None:
                for one in self._next(walk):
                    walk.take(one)
                    if one not in wanted:
                        _plan([early[one]])
                    self._begin(wanted.get(one) or early[one])
                    self._pass(one, walk, left)
            if self._flying and (left or failure is not None):
                future = self._landed.get()
                request = self._flying.pop(future)
                failure = self._land(future.result(raise_on_failure=False), request) or failure
                self._pass(request.call.id, walk, left)
        if failure is not None:
            raise failure

    def forget(self, calls: Collection[CallId]) -> None:
        """Let results go, so that another take of them can be asked for under the same ids."""
        for call in calls:
            self.made.pop(call, None)
            self.gaps.pop(call, None)
            self.records.pop(call, None)

    def keys_of(self, *stages: Stage) -> dict[str, str]:
        """Key by name of everything made in these stages."""
        return dict(
            sorted(
                (str(call), request.order.key)
                for call, request in self.records.items()
                if call.stage in stages
            )
        )

    def _unmade(self, calls: Iterable[Call]) -> dict[CallId, Call]:
        return {call.id: call for call in calls if not call.not_needed and call.id not in self.made}

    def _pass(self, call: CallId, walk: Walk[CallId], left: set[CallId]) -> None:
        """Note what is made: what waited for it is ready now."""
        if call in self.made:
            walk.done(call)
            left.discard(call)

    def _next(self, walk: Walk[CallId]) -> list[CallId]:
        """What is ready and finds room: this machine and each provider have a executor of their own."""
        room: dict[str, int] = {}
        for request in self._flying.values():
            room[request.provider] = self._room(room, request.provider) - 1
        chosen: list[CallId] = []
        for call in walk.ready():
            provider = self._provider[call.stage]
            if self._room(room, provider) > 0:
                room[provider] = self._room(room, provider) - 1
                chosen.append(call)
                if not any(self._room(room, one) > 0 for one in ("", *self._places)):
                    break
        return chosen

    def _room(self, room: Mapping[str, int], provider: str) -> int:
        """Calls that may still be sent to a provider, or be begun on this machine."""
        return room.get(provider, IN_LINE * self._places[provider] if provider else WIDTH)

    def _begin(self, call: Call) -> None:
        if call.given is not None:
            self.made[call.id] = call.given
            _tell("reused", call)
            return
        brief = call.write(self.made)
        missing = next(
            (
                need
                for need in call.needs
                if need in self.gaps and need not in self._done_without and STAGES[need.stage].bought_on
            ),
            None,
        )
        if missing is not None and not call.row.stands_alone:
            self.made[call.id] = None
            _tell("reused", call)
        elif missing is not None and call.row.optional:
            self._stand_in(
                self._request(call, brief),
                f"{missing} is missing, and what needs it is not bought before it is there.",
            )
        else:
            self._send(self._request(call, brief))

    def _request(self, call: Call, brief: Frozen, asked: int = 0) -> Request:
        """A call as it is asked. asked: how many of the crew's engines refused it before."""
        capability = call.row.capability
        return self._addressed(call, call.stage, brief, self._crew.engine(capability, asked), asked=asked)

    def _addressed(
        self,
        call: Call,
        stage: Stage,
        brief: Frozen,
        member: CrewMember | None,
        *,
        name: str = "",
        **more: Any,
    ) -> Request:
        """A request under its key, with what the ledger has of it."""
        key = call.key(
            brief, {STAGES[stage].capability: member.fingerprint()} if member is not None else {}, stage
        )
        attempt = self._vault.ledger.sound_attempt(key, self._vault.assets.check)
        order = Order(
            name=name or call.name,
            key=key,
            attempt=attempt.number,
            vault_url=self._vault.url,
            film=self._account.film,
            budget=self._account.budget,
            budget_usd=self._account.budget_usd,
        )
        return Request(call, stage, brief, member, order, _kept(attempt, stage), **more)

    def _send(self, request: Request) -> None:
        if not request.reused and not request.failure:
            _tell("begun", request.call)
        after = [self._runs[need] for need in request.call.needs if need in self._runs]
        future = send(request, after, on_gpu=self._on_gpu)
        self._runs[request.call.id] = future.task_run_id
        self._flying[future] = request
        future.add_done_callback(self._landed.put)

    def _land(self, result: Any, request: Request) -> BaseException | None:
        """Keep a result, ask the next engine, put something in its place, or return the failure that ends the film."""
        call = request.call
        if not isinstance(result, BaseException):
            self._keep(result, request)
            return None
        refused = isinstance(result, RefusedError)
        if (
            refused
            and self._account.ask_next
            and self._crew.engine(call.row.capability, request.asked + 1) is not None
        ):
            self._send(self._request(call, request.brief, request.asked + 1))
            return None
        if call.row.optional and isinstance(result, (ProviderError, RenderError)) and not request.failure:
            if refused and call.row.final_refusal:
                self._done_without.add(call.id)
            self._stand_in(request, str(result))
            return None
        return result

    def _stand_in(self, request: Request, why: str) -> None:
        """Something in the place of what could not be made, or nothing if the film can be cut without."""
        call, stand_in = request.call, request.call.row.stand_in
        self.gaps[call.id] = why
        self.records[call.id] = request
        if stand_in is None:
            self.made[call.id] = None
            _tell("gap", call, why)
            return
        member = animatic_crew().member(STAGES[stand_in.stage].capability)
        brief = stand_in.brief(request.brief)
        self._send(
            self._addressed(
                call,
                stand_in.stage,
                brief,
                member,
                name=f"{call.name} stand-in",
                instead_of=request,
                failure=why,
            )
        )

    def _keep(self, result: Any, request: Request) -> None:
        call, row = request.call, STAGES[request.stage]
        made = result if isinstance(result, Frozen) else row.result.model_validate(result)
        if request.instead_of is not None and call.row.stand_in is not None:
            self.made[call.id] = call.row.stand_in.result(request.instead_of.brief, made)
            _tell("gap", call, request.failure)
            return
        self.records[call.id] = request
        self.made[call.id] = made
        _tell("reused" if request.reused else "made", call)


def _plan(calls: Iterable[Call]) -> None:
    planned = tuple(calls)
    tell(Progress("planned", calls=len(planned), work=sum(call.work for call in planned)))


def _tell(event: Literal["begun", "made", "reused", "gap"], call: Call, message: str = "") -> None:
    tell(Progress(event, call.name, call.id.doing, call.work, message=message))


def _kept(attempt: Attempt, stage: Stage) -> Frozen | None:
    """The result of an attempt that is done."""
    return STAGES[stage].result.model_validate(attempt.done["result"]) if attempt.done is not None else None
