"""Makes each call as soon as its needs are made, and puts stand-ins in place of what cannot be made."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from queue import Queue
from typing import Any, Literal, TypeAlias
from uuid import UUID

from prefect.futures import PrefectFuture

from blocks.crew import Crew
from flows._orders import Account, Orders
from flows._requests import Request, of_earlier, send
from flows.progress import Progress, tell
from storyreel.film.errors import ProviderError, RefusedError, RenderError
from storyreel.film.frozen import Frozen
from storyreel.film.money import Allowance
from storyreel.graph.calls import Call
from storyreel.graph.stages import STAGES, CallId, Stage
from storyreel.graph.walk import Walk
from storyreel.project.kept_results import Earlier, Keeping
from storyreel.vault import Vault

WIDTH = 12
"""Calls in flight on this machine at once. The gate in `tasks.gate` lets through as many as the cores can
work on; without this limit each call would start a thread.
"""
JOBS = 96
"""Threads that wait for providers: for the calls that run there, and for those that come next."""
IN_LINE = 3
"""Calls in flight for each slot at a provider: one is at work, one waits for the slot, and the result of one
is being fetched.
"""


@dataclass(frozen=True)
class _Batch:
    """The calls of one `make`, and those of them that are not made yet."""

    wanted: dict[CallId, Call]
    early: dict[CallId, Call]
    """Calls that are begun if there is capacity, and not waited for."""
    walk: Walk[CallId]
    left: set[CallId]
    """Wanted calls that are not made yet."""

    def call(self, one: CallId) -> Call:
        """The call of that id."""
        return self.wanted.get(one) or self.early[one]

    def pass_on(self, call: CallId, made: Collection[CallId]) -> None:
        """Note that a call is made: the calls that waited for it are ready now."""
        if call in made:
            self.walk.done(call)
            self.left.discard(call)


class Executor:
    """Makes calls and remembers their results."""

    def __init__(
        self,
        crew: Crew,
        vault: Vault,
        clips_on: Literal["here", "gpu"] = "here",
        account: Account | None = None,
        keeping: Keeping | None = None,
    ) -> None:
        """keeping: what of an earlier version stays; nothing if none is given."""
        self._crew, self._keeping = crew, keeping
        self._orders = Orders(crew, vault, account or Account())
        self._on_gpu = clips_on == "gpu"
        self._slots = _slots_of(crew)
        self._providers: dict[str, str] = {}
        """The provider that is asked, by capability or engine, as far as it was looked up."""
        self.made: dict[CallId, Any] = {}
        self.gaps: dict[CallId, str] = {}
        self.records: dict[CallId, Request] = {}
        """How each call was answered."""
        self._runs: dict[CallId, UUID] = {}
        self._left_out: set[CallId] = set()
        """Calls of which nothing would have been made until now."""
        self._done_without: set[CallId] = set()
        """Refused calls that will not be made; others are made without their results."""
        self._flying: dict[PrefectFuture[Any], Request] = {}
        self._answers: Queue[PrefectFuture[Any] | Progress] = Queue()

    def make(self, calls: Sequence[Call], ahead: Sequence[Call] = ()) -> None:
        """Make every call that is needed and not made yet.

        ahead: calls that will be needed next. They are begun if there is capacity; the next `make` waits for
        them.

        Raises:
            FilmError: a call failed without which there is no film; the calls in flight are finished first.
            TimelineError: a call waits for something that nothing makes.
        """
        batch = self._batch(calls, ahead)
        while batch.left:
            self._begin_ready(batch)
            if self._flying and batch.left:
                failure = self._land_next(batch)
                if failure is not None:
                    raise self._last_failure(batch, failure)

    def forget(self, calls: Collection[CallId]) -> None:
        """Forget results, so that another take of them can be asked for under the same ids."""
        for call in calls:
            self._let_go(call)

    def _let_go(self, call: CallId) -> None:
        self.made.pop(call, None)
        self.gaps.pop(call, None)
        self.records.pop(call, None)
        self._left_out.discard(call)

    def keys(self) -> dict[str, str]:
        """Key by name of every call that was answered."""
        return {str(call): request.order.key for call, request in self.records.items()}

    def bought(self) -> dict[str, str]:
        """Key by name of every paid result, also of those that were bought before."""
        return {
            str(call): request.order.key
            for call, request in self.records.items()
            if request.paid and (request.reused or call not in self.gaps)
        }

    def stale(self) -> dict[CallId, str]:
        """Why a result of an earlier version stays in the film, by call."""
        known = self._keeping.stale if self._keeping is not None else {}
        return {call: why for call, why in known.items() if call in self.made}

    def keys_of(self, *stages: Stage) -> dict[str, str]:
        """Key by name of every call of these stages that was answered, sorted by name."""
        made = (pair for pair in self.records.items() if pair[0].stage in stages)
        return dict(sorted((str(call), request.order.key) for call, request in made))

    def _batch(self, calls: Sequence[Call], ahead: Sequence[Call]) -> _Batch:
        flying = {request.call.id: request.call for request in self._flying.values()}
        if self._keeping is not None:
            self._keeping.expect((*calls, *ahead), self._crew.card())
        self.forget([call.id for call in calls if call.id in self._left_out and not self._is_unneeded(call)])
        wanted, early = self._unmade(calls), self._unmade(ahead)
        walk = Walk({one: call.needs for one, call in (wanted | early | flying).items()}, self.made)
        for one in flying:
            walk.take(one)
        _plan(call for one, call in wanted.items() if one not in flying)
        return _Batch(wanted, early, walk, set(wanted))

    def _unmade(self, calls: Iterable[Call]) -> dict[CallId, Call]:
        return {call.id: call for call in calls if self._is_unmade(call)}

    def _is_unmade(self, call: Call) -> bool:
        return not call.not_needed and call.id not in self.made

    def _begin_ready(self, batch: _Batch) -> None:
        """Begin every call that is ready and for which there is capacity."""
        for one in self._next(batch):
            batch.walk.take(one)
            if one not in batch.wanted:
                _plan([batch.early[one]])
            self._begin(batch.call(one))
            batch.pass_on(one, self.made)

    def _land_next(self, batch: _Batch) -> BaseException | None:
        """Wait for the next answer or news; the failure that ends the film, if it is one."""
        future = self._answers.get()
        if isinstance(future, Progress):
            tell(future)
            return None
        request = self._flying.pop(future)
        failure = self._land(future.result(raise_on_failure=False), request)
        batch.pass_on(request.call.id, self.made)
        return failure

    def _last_failure(self, batch: _Batch, failure: BaseException) -> BaseException:
        """The last failure that ends the film, after all calls in flight are finished."""
        while self._flying:
            failure = self._land_next(batch) or failure
        return failure

    def _next(self, batch: _Batch) -> list[CallId]:
        """Calls that are ready and for which there is capacity at their provider, or on this machine."""
        capacity = self._capacity()
        chosen: list[CallId] = []
        for one in batch.walk.ready():
            if one not in batch.wanted and self._is_unneeded(batch.early[one]):
                continue  # what is wanted next may need it
            provider = self._provider(batch.call(one))
            if capacity[provider] > 0:
                capacity[provider] -= 1
                chosen.append(one)
                if not any(left > 0 for left in capacity.values()):
                    break
        return chosen

    def _provider(self, call: Call) -> str:
        """The provider that is asked for a call; '' for this machine."""
        if call.asks not in self._providers:
            self._providers[call.asks] = self._crew.resource(call.asks)[0]
        return self._providers[call.asks]

    def _capacity(self) -> dict[str, int]:
        """Calls that may still be begun on this machine ('') and at each provider."""
        capacity = {"": WIDTH} | {provider: IN_LINE * slots for provider, slots in self._slots.items()}
        for request in self._flying.values():
            capacity[request.provider] -= 1
        return capacity

    def _begin(self, call: Call) -> None:
        if call.given is not None:
            self._put(call, call.given)
            return
        brief = call.write(self.made)
        missing = next(filter(self._is_unpaid_gap, call.needs), None)
        if (missing and not call.row.stands_alone) or self._is_unjudged(call):
            self._put(call, None)
            return
        request = self._orders.first(call, brief)
        if self._is_unneeded(call) and not (request.reused or request.begun):
            self._put(call, None)
            self._left_out.add(call.id)
        elif earlier := self._earlier(request):
            self._send(of_earlier(request, earlier))
        elif missing and call.row.optional:
            why = f"{missing} is missing, and what needs it is not bought without it."
            self._stand_in(request, why)
        else:
            self._send(request)

    def _is_unneeded(self, call: Call) -> bool:
        return self._keeping is not None and self._keeping.is_unneeded(call)

    def _is_unjudged(self, call: Call) -> bool:
        return self._keeping is not None and self._keeping.is_unjudged(call)

    def _earlier(self, request: Request) -> Earlier | None:
        """The result of an earlier version that stays in the film in its place."""
        if self._keeping is None:
            return None
        call, key = request.call, request.order.key
        return self._keeping.earlier(call, request.brief, key, made=request.reused, begun=request.begun)

    def _is_unpaid_gap(self, need: CallId) -> bool:
        """Whether a result is missing and may still be bought, and others are bought only with it."""
        return need in self.gaps and need not in self._done_without and STAGES[need.stage].bought_on

    def _put(self, call: Call, result: Any) -> None:
        """Take a result that needs no request."""
        self.made[call.id] = result
        _tell("reused", call)

    def _send(self, request: Request) -> None:
        if not request.reused and not request.failure:
            _tell("begun", request.call)
        after = [self._runs[need] for need in request.call.needs if need in self._runs]
        name = request.call.name
        future = send(
            request,
            after,
            on_gpu=self._on_gpu,
            waits=lambda why: self._answers.put(Progress("waits", name, message=why)),
        )
        self._runs[request.call.id] = future.task_run_id
        self._flying[future] = request
        future.add_done_callback(self._answers.put)

    def _land(self, result: Any, request: Request) -> BaseException | None:
        """The failure that ends the film; None if the result is kept, asked for again or replaced."""
        call = request.call
        if not isinstance(result, BaseException):
            self._keep(result, request)
            return None
        refused = isinstance(result, RefusedError)
        if refused and (again := self._orders.to_next(request)):
            self._send(again)
            return None
        if not _can_be_missing(request, result):
            return result
        if refused and call.row.final_refusal:
            self._done_without.add(call.id)
        self._stand_in(request, str(result))
        return None

    def _stand_in(self, request: Request, why: str) -> None:
        """Have a stand-in made for what could not be made; if there is none, the film is cut without it."""
        call = request.call
        self.gaps[call.id] = why
        if self._keeping and (earlier := self._keeping.instead(call, request.brief, why)):
            self.gaps[call.id] = f"{why} The one that was made before stays in the film."
            self._send(of_earlier(request, earlier))
            return
        self.records[call.id] = request
        if stand_in := self._orders.stand_in(request, why):
            self._send(stand_in)
            return
        self.made[call.id] = None
        _tell("gap", call, why)

    def _keep(self, result: Any, request: Request) -> None:
        call, row = request.call, STAGES[request.stage]
        made = result if isinstance(result, Frozen) else row.result.model_validate(result)
        if request.instead_of is not None and call.row.stand_in is not None:
            self.made[call.id] = call.row.stand_in.result(request.instead_of.brief, made)
            _tell("gap", call, request.failure)
            return
        self.records[call.id] = request
        self.made[call.id] = made
        if why := self.gaps.get(call.id):
            _tell("gap", call, why)
        else:
            _tell("reused" if request.reused else "made", call, key=request.order.key)


def _plan(calls: Iterable[Call]) -> None:
    planned = tuple(calls)
    tell(Progress("planned", calls=len(planned), work=_work_of(planned)))


def _work_of(calls: Iterable[Call]) -> float:
    return sum(call.work for call in calls)


_Event: TypeAlias = Literal["begun", "made", "reused", "gap"]


def _tell(event: _Event, call: Call, message: str = "", key: str = "") -> None:
    tell(Progress(event, call.name, call.id.doing, call.work, message=message, key=key))


def _slots_of(crew: Crew) -> dict[str, int]:
    """Jobs that may be under way at once, by provider."""
    return {allowance.provider: allowance.jobs for allowance in _allowances(crew)}


def _allowances(crew: Crew) -> Iterator[Allowance]:
    for member in crew.everybody():
        if (allowance := member.allowance()) is not None:
            yield allowance


def _can_be_missing(request: Request, failure: BaseException) -> bool:
    """Whether the film can be made without this result. A stand-in that fails ends the film."""
    expected = isinstance(failure, (ProviderError, RenderError))
    return request.call.row.optional and expected and not request.failure
