"""Makes single calls as tasks on the kept server, each under its key: what was made is not made again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, field, replace
from typing import Any

from blocks.kinds import CrewMember
from storyreel.film.errors import KeyMissingError
from storyreel.film.frozen import Frozen
from storyreel.film.money import FREE, Cost
from storyreel.graph.calls import Call
from storyreel.graph.stages import STAGES, CallId, Stage
from storyreel.graph.walk import Walk, in_order
from storyreel.vault import Vault
from studio.api.agreement import Agreement
from studio.api.kept_server import Stop, in_own_thread, on_kept_server
from studio.captured_stderr import captured_stderr

_AT_ONCE = 8
"""Calls in flight at once. A provider's own limit may be lower, and holds over all runs."""
Results = Mapping[CallId, Any]
Find = Callable[[str], CrewMember | None]


@dataclass
class _LookedUp:
    """Calls that were looked up in the ledger before any of them is made."""

    results: dict[CallId, Any]
    """Those that are kept, and assumed ones for the others."""
    unmade: list[CallId] = field(default_factory=list[CallId])
    price: Cost = FREE
    """Of the calls that are not made yet."""


class Caller:
    """Asks crew members for calls of a film, or for a call of no film."""

    def __init__(self, member: Find, vault: Vault, agreement: Agreement) -> None:
        """member: finds one by capability, or by the engine that a shot names.

        vault: where results are kept and looked up.
        """
        self._find, self._vault, self._agreement = member, vault, agreement

    def make(self, calls: Sequence[Call], made: Results | None = None, *, agreed: bool = False) -> Results:
        """Results of these calls, and those in `made`, from which they may be made.

        agreed: the price was agreed to, see `require_agreement`.

        Raises:
            SettingsError, BudgetError: they cost money to which nobody agreed.
            KeyMissingError: a member lacks a key or a package.
            FilmError: a member could not do what was asked.
        """
        looked_up = self.look_up_calls(calls, made)
        if not agreed:
            self.require_agreement([looked_up], calls)
        if not looked_up.unmade:
            return looked_up.results
        stop = Stop()
        with on_kept_server(), captured_stderr():
            return in_own_thread(lambda: self._made(calls, dict(made or {}), stop), stop)

    def look_up_calls(self, calls: Sequence[Call], made: Results | None = None) -> _LookedUp:
        """What is kept of these calls, and what the others will cost."""
        looked_up = _LookedUp(dict(made or {}))
        by_id = {call.id: call for call in calls}
        for one in in_order({name: call.needs for name, call in by_id.items()}, looked_up.results):
            self._look_up(by_id[one], looked_up)
        return looked_up

    def _look_up(self, call: Call, looked_up: _LookedUp) -> None:
        if call.given is not None:
            looked_up.results[call.id] = call.given
            return
        brief = call.write(looked_up.results)
        kept = self._kept(call, brief)
        looked_up.results[call.id] = kept or call.row.assume(brief)
        if kept is None:
            looked_up.unmade.append(call.id)
            member = self._member(call)
            looked_up.price += member.price(brief) if member is not None else FREE

    def require_agreement(self, looked_up: Iterable[_LookedUp], calls: Iterable[Call]) -> None:
        """Require that the members are ready and their price is agreed to, before anything is made."""
        looked_up = tuple(looked_up)
        unmade = {one for some in looked_up for one in some.unmade}
        asked = [member for call in calls if call.id in unmade and (member := self._member(call)) is not None]
        lacking = dict.fromkeys(filter(None, (member.missing() for member in asked)))
        if lacking:
            raise KeyMissingError(" ".join(lacking))
        if any(member.allowance() is not None for member in asked):
            self._agreement.require(sum((some.price for some in looked_up), FREE))

    def _made(self, calls: Sequence[Call], results: dict[CallId, Any], stop: Stop) -> Results:
        """Make all that is ready at once, then what that made ready, and so on."""
        by_id = {call.id: call for call in calls}
        walk = Walk({name: call.needs for name, call in by_id.items()}, results)
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            while walk:
                stop.hear()
                ready = tuple(walk.ready())
                begun = {one: self._begin(pool, by_id[one], results) for one in ready}
                for one, answer in begun.items():
                    walk.take(one)
                    results[one] = answer.result()
                    walk.done(one)
        return results

    def _begin(self, pool: ThreadPoolExecutor, call: Call, results: Results) -> Future[Any]:
        return pool.submit(copy_context().run, self._answer, call, results)

    def _answer(self, call: Call, results: Results) -> Any:
        """What the person brought, the result that is kept, or the one that the stage's task makes now."""
        if call.given is not None:
            return call.given
        brief = call.write(results)
        return self._kept(call, brief) or self._ask(call, brief)

    def _ask(self, call: Call, brief: Frozen) -> Any:
        from tasks.departments import TASKS
        from tasks.order import Order

        key = self._key(call, brief)
        order = Order(
            name=call.name,
            key=key,
            attempt=self._vault.ledger.attempt(key).number,
            vault_url=self._vault.url,
            take=call.take,
            budget=self._agreement.name,
            budget_usd=self._agreement.budget,
        )
        member = self._member(call)
        asked = {call.row.capability: member} if member is not None else {}
        return TASKS[call.stage](brief=brief, **asked, order=order)

    def _kept(self, call: Call, brief: Frozen) -> Frozen | None:
        """The result that the ledger has and whose assets are there."""
        done = self._vault.ledger.sound_attempt(self._key(call, brief), self._vault.assets.check).done
        return call.row.result.model_validate(done["result"]) if done is not None else None

    def _key(self, call: Call, brief: Frozen) -> str:
        member = self._member(call)
        return call.key(brief, {call.asks: member.fingerprint()} if member is not None else {})

    def _member(self, call: Call) -> CrewMember | None:
        return self._find(call.asks) if call.asks else None


def call_for(stage: Stage, brief: Frozen) -> Call:
    """A call of no film. It has the key that it would have in one, so that both use one result."""
    return Call(CallId(stage, "python", part=next(iter(STAGES[stage].parts), "")), (), lambda _made: brief)


def needed_for(wanted: Iterable[CallId], calls: Iterable[Call], made: Results) -> tuple[Call, ...]:
    """The wanted calls, and those that they need and that are not in `made`, in the order of `calls`.

    The calls from which the storyboard is made are left out: there is a storyboard.
    """
    by_id = {call.id: _without_planning(call) for call in calls if not call.not_needed}
    found: set[CallId] = set()
    asked = list(wanted)
    while asked:
        one = asked.pop()
        if one not in found and one not in made:
            found.add(one)
            asked += by_id[one].needs
    return tuple(call for one, call in by_id.items() if one in found)


def _without_planning(call: Call) -> Call:
    return replace(call, needs=tuple(need for need in call.needs if not STAGES[need.stage].plans))
