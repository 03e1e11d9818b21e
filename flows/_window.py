"""Makes calls: whatever is ready, a window at a time, in the order given; and puts something in the place of what cannot be made. It knows no stage's work."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from queue import Queue
from typing import Any, Literal

from blocks.crew import Crew
from blocks.kinds import CrewMember
from flows._progress import Progress, tell
from flows._sending import TASKS, Landing, Parcel, Sender, landed
from flows._stand_ins import stand_in, stood_in
from storyreel.film.errors import ProviderError, RefusedError, RenderError, TimelineError
from storyreel.film.frozen import Frozen
from storyreel.graph.callsheet import STAGES, Call, Stage
from storyreel.vault import Attempt, Vault
from tasks._order import Order

__all__ = ["JOBS", "TASKS", "WIDTH", "Account", "Record", "Window"]

WIDTH = 12
"""Calls on this machine in flight at once; the gate lets through what the cores can bear. An unbounded fan-out starts a thread for each."""
JOBS = 96
"""Threads that wait for providers: places of all of them, and those who come next."""
IN_LINE = 3
"""Calls on their way for each place at a provider: one works there, one waits its turn with all else done, one brings home what was made."""
MAY_BE_MISSING = frozenset(
    {Stage.REFERENCE, Stage.LORA, Stage.HEARING, Stage.SPEECH, Stage.STILL, Stage.CLIP, Stage.REVIEW, Stage.SOUND, Stage.MUSIC}
)
"""Stages without whose result the film is cut all the same."""
BUILT_ON = frozenset({Stage.REFERENCE, Stage.LORA, Stage.STILL, Stage.CLIP})
"""Stages without whose result nothing is bought that needs it: weights of pictures that are missing, pictures without their weights, a clip of a board drawing."""
LIKENESS = frozenset({Stage.REFERENCE, Stage.LORA})
"""What was refused of these will not come, so the film is made without."""


@dataclass(frozen=True)
class Account:
    """Who pays, and up to what."""

    film: str = ""
    purse: str = "unnamed"
    budget_usd: float | None = None
    ask_next: bool = False
    """Whether what one engine refuses may be asked of the crew's next."""


@dataclass(frozen=True)
class Record:
    """How one call was answered."""

    call: Call
    key: str
    attempt: int
    kept: Frozen | None = None
    """The result that the ledger has of it."""

    @property
    def reused(self) -> bool:
        """Whether it was made before."""
        return self.kept is not None


@dataclass(frozen=True)
class _Flight:
    """A call on its way."""

    record: Record
    brief: Frozen
    asked: int = 0
    """How many of the crew's engines refused it before."""
    failure: str = ""
    """Why it is only a stand-in that is on its way."""
    provider: str = ""
    """Whose work it is; '' for this machine's."""


class Window:
    """Makes calls and remembers what came of them."""

    def __init__(self, crew: Crew, vault: Vault, clips_on: Literal["here", "gpu"] = "here", account: Account = Account()) -> None:
        self._crew, self._vault, self._account = crew, vault, account
        self._sender = Sender(clips_on, JOBS)
        self._places = {allowance.provider: allowance.jobs for member in crew.everybody() if (allowance := member.allowance()) is not None}
        self._provider = {stage: crew.workshop(facts.capability)[0] for stage, facts in STAGES.items()}
        self.made: dict[str, Any] = {}
        self.gaps: dict[str, str] = {}
        self.records: dict[str, Record] = {}
        self._done_without: set[str] = set()
        """Reference pictures and weights that were refused: they will not come, so others are drawn without them."""
        self._flying: dict[Landing, _Flight] = {}
        self._landed: Queue[Landing] = Queue()

    def make(self, calls: Sequence[Call], ahead: Sequence[Call] = ()) -> None:
        """Make every call that is needed and not made yet.

        ahead: calls that will be needed next and are begun where there is room; they are not waited for, the next `make` does that.

        Raises:
            FilmError: a call failed without which there is no film; what was in flight is finished first.
        """
        flying = {flight.record.call.name for flight in self._flying.values()}
        left = {call.name for call in calls if not call.not_needed and call.name not in self.made}
        waiting = [call for call in calls if call.name in left and call.name not in flying]
        early = [call for call in ahead if not (call.not_needed or call.name in self.made or call.name in flying or call.name in left)]
        _plan(waiting)
        failure: BaseException | None = None
        while self._flying if failure is not None else left:
            for call in self._next((*waiting, *early)) if failure is None else ():
                if call.name in left:
                    waiting.remove(call)
                else:
                    early.remove(call)
                    _plan([call])
                self._begin(call)
                left.difference_update({call.name} & self.made.keys())
            if self._flying and (left or failure is not None):
                future = self._landed.get()
                flight = self._flying.pop(future)
                failure = self._land(landed(future), flight) or failure
                left.difference_update({flight.record.call.name} & self.made.keys())
            elif waiting and failure is None and not any(call.ready(self.made) for call in waiting):
                raise TimelineError(
                    f"{waiting[0].name!r} waits for {waiting[0].needs}, which nothing makes. This is a fault of storyreel; please report it."
                )
        if failure is not None:
            raise failure

    def forget(self, names: Collection[str]) -> None:
        """Let results go, so that another take of them can be asked for under the same names."""
        for name in names:
            self.made.pop(name, None)
            self.gaps.pop(name, None)
            self.records.pop(name, None)

    def keys_of(self, *stages: Stage) -> dict[str, str]:
        """Key by name of everything made in these stages."""
        return {name: record.key for name, record in sorted(self.records.items()) if record.call.stage in stages}

    def close(self) -> None:
        """End what waits; jobs under way stay pending at their providers."""
        self._sender.close()

    def _next(self, waiting: Sequence[Call]) -> list[Call]:
        """What is ready and finds room: this machine and each provider have a window of their own."""
        room: dict[str, int] = {}
        for flight in self._flying.values():
            room[flight.provider] = self._room(room, flight.provider) - 1
        chosen: list[Call] = []
        for call in waiting:
            provider = self._provider[call.stage]
            if self._room(room, provider) > 0 and call.ready(self.made):
                room[provider] = self._room(room, provider) - 1
                chosen.append(call)
                if not any(self._room(room, one) > 0 for one in ("", *self._places)):
                    break
        return chosen

    def _begin(self, call: Call) -> None:
        if call.given is not None:
            self.made[call.name] = call.given
            tell(Progress("reused", call.name, call.stage.value, call.work))
            return
        brief = call.write(self.made)
        missing = next(
            (need for need in call.needs if need in self.gaps and need not in self._done_without and self._stage_of(need) in BUILT_ON), None
        )
        if missing is not None and call.stage is Stage.REVIEW:
            self.made[call.name] = None  # nobody judges a stand-in
            tell(Progress("reused", call.name, call.stage.value, call.work))
            return
        if missing is not None and call.stage in MAY_BE_MISSING:
            self._stand_in(_Flight(self._record(call, brief, 0), brief), f"{missing} is missing, and what needs it is not bought before it is there.")
            return
        self._send(_Flight(self._record(call, brief, 0), brief))

    def _record(self, call: Call, brief: Frozen, asked: int) -> Record:
        capability = STAGES[call.stage].capability
        member = self._crew.engine(capability, asked)
        key = call.key(brief, {capability: member.fingerprint()} if member is not None else {})
        attempt = self._vault.ledger.sound_attempt(key, self._vault.assets.check)
        return Record(call, key, attempt.number, _kept(attempt, call.stage))

    def _send(self, flight: _Flight) -> None:
        record = flight.record
        call = record.call
        member = self._crew.engine(STAGES[call.stage].capability, flight.asked)
        order = Order(
            name=call.name,
            key=record.key,
            attempt=record.attempt,
            vault_url=self._vault.url,
            film=self._account.film,
            purse=self._account.purse,
            budget_usd=self._account.budget_usd,
        )
        if not record.reused:
            tell(Progress("begun", call.name, call.stage.value, call.work))
        future = self._sender.send(Parcel(call.stage, flight.brief, member, order, record.kept))
        self._flying[future] = replace(flight, provider=_provider(member))
        future.add_done_callback(self._landed.put)

    def _land(self, result: Any, flight: _Flight) -> BaseException | None:
        """Keep a result, ask the next engine, put something in its place, or return the failure that ends the film."""
        call = flight.record.call
        if not isinstance(result, BaseException):
            self._keep(result, flight)
            return None
        capability = STAGES[call.stage].capability
        if isinstance(result, RefusedError) and self._account.ask_next and self._crew.engine(capability, flight.asked + 1) is not None:
            asked = flight.asked + 1
            self._send(_Flight(self._record(call, flight.brief, asked), flight.brief, asked=asked))
            return None
        if call.stage in MAY_BE_MISSING and isinstance(result, (ProviderError, RenderError)) and not flight.failure:
            if call.stage in LIKENESS and isinstance(result, RefusedError):
                self._done_without.add(call.name)
            self._stand_in(flight, str(result))
            return None
        return result

    def _stand_in(self, flight: _Flight, why: str) -> None:
        """Something in the place of what could not be made, or nothing where the film can be cut without."""
        call = flight.record.call
        standing = stand_in(call, flight.brief)
        self.gaps[call.name] = why
        self.records[call.name] = flight.record
        if standing is None:
            self.made[call.name] = None
            tell(Progress("gap", call.name, call.stage.value, call.work, message=why))
            return
        stage, brief, member = standing
        placed = replace(call, name=f"{call.name} stand-in", stage=stage)
        key = placed.key(brief, {STAGES[stage].capability: member.fingerprint()} if member is not None else {})
        attempt = self._vault.ledger.sound_attempt(key, self._vault.assets.check)
        order = Order(name=placed.name, key=key, attempt=attempt.number, vault_url=self._vault.url)
        future = self._sender.send(Parcel(stage, brief, member, order, _kept(attempt, stage)))
        self._flying[future] = replace(flight, failure=why)
        future.add_done_callback(self._landed.put)

    def _keep(self, result: Any, flight: _Flight) -> None:
        call, record = flight.record.call, flight.record
        self.records[call.name] = record
        if flight.failure:
            self.made[call.name] = stood_in(call, result)
            tell(Progress("gap", call.name, call.stage.value, call.work, message=flight.failure))
            return
        self.made[call.name] = result if isinstance(result, Frozen) else STAGES[call.stage].result.model_validate(result)
        tell(Progress("reused" if record.reused else "made", call.name, call.stage.value, call.work))

    def _stage_of(self, name: str) -> Stage | None:
        record = self.records.get(name)
        return record.call.stage if record else None

    def _room(self, room: Mapping[str, int], provider: str) -> int:
        """Calls that may still be sent to a provider, or be begun on this machine."""
        return room.get(provider, IN_LINE * self._places[provider] if provider else WIDTH)


def _plan(calls: Sequence[Call]) -> None:
    tell(Progress("planned", calls=len(calls), work=sum(call.work for call in calls)))


def _kept(attempt: Attempt, stage: Stage) -> Frozen | None:
    """The result of an attempt that is done."""
    return STAGES[stage].result.model_validate(attempt.done["result"]) if attempt.done is not None else None


def _provider(member: CrewMember | None) -> str:
    allowance = member.allowance() if member is not None else None
    return allowance.provider if allowance is not None else ""
