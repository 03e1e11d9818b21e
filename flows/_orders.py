"""Orders calls from members of the crew: under which key, at which attempt, and with what is made of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from blocks.crew import Crew, animatic_crew
from blocks.kinds import CrewMember
from flows._healing import own_attempt
from flows._requests import Request
from storyreel.film.frozen import Frozen
from storyreel.graph.calls import Call
from storyreel.graph.stages import STAGES, Stage
from storyreel.vault import Attempt, Vault
from tasks.order import Order


@dataclass(frozen=True)
class Account:
    """Who pays, and up to what."""

    film: str = ""
    budget: str = "unnamed"
    budget_usd: float | None = None
    ask_next: bool = False
    """Whether a call that one engine refuses may be asked of the crew's next engine."""


class Orders:
    """Writes the requests for calls."""

    def __init__(self, crew: Crew, vault: Vault, account: Account) -> None:
        self._crew, self._vault, self._account = crew, vault, account

    def first(self, call: Call, brief: Frozen) -> Request:
        """A request for a call, to the first engine that has not refused it in an earlier run."""
        request = self._request(call, brief)
        while request.refused and (again := self.to_next(request)):
            request = again
        return request

    def to_next(self, request: Request) -> Request | None:
        """The same request to the crew's next engine; None if there is none or it may not be asked."""
        asked = request.asked + 1
        if not self._account.ask_next or self._crew.engine(request.call.asks, asked) is None:
            return None
        return self._request(request.call, request.brief, asked)

    def stand_in(self, request: Request, why: str) -> Request | None:
        """A request for what stands in its place; None if the film is cut without it.

        why: the failure of the request.
        """
        call, stand_in = request.call, request.call.row.stand_in
        if stand_in is None:
            return None
        member = animatic_crew().member(STAGES[stand_in.stage].capability)
        brief, name = stand_in.brief(request.brief), f"{call.name} stand-in"
        return self._addressed(
            call, stand_in.stage, brief, member, name=name, instead_of=request, failure=why
        )

    def _request(self, call: Call, brief: Frozen, asked: int = 0) -> Request:
        """A request for a call. asked: how many of the crew's engines refused it before."""
        return self._addressed(call, call.stage, brief, self._crew.engine(call.asks, asked), asked=asked)

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
        """A request under its key, with the result that the ledger has of it."""
        who = call.asks if stage is call.stage else STAGES[stage].capability
        fingerprints = {who: member.fingerprint()} if member is not None else {}
        key = call.key(brief, fingerprints, stage)
        attempt = self._attempt(key, stage, member, brief, call.take)
        order = self._order(name or call.name, key, attempt.number, call.take)
        kept = _kept(attempt, stage)
        begun, refused = attempt.begun, attempt.refused is not None
        return Request(call, stage, brief, member, order, kept, begun=begun, refused=refused, **more)

    def _attempt(
        self, key: str, stage: Stage, member: CrewMember | None, brief: Frozen, take: int
    ) -> Attempt:
        if member is None:
            return self._vault.ledger.sound_attempt(key, self._vault.assets.check)
        return own_attempt(self._vault, key, stage, member, brief, take)

    def _order(self, name: str, key: str, attempt: int, take: int) -> Order:
        return Order(
            name=name,
            key=key,
            attempt=attempt,
            take=take,
            vault_url=self._vault.url,
            film=self._account.film,
            budget=self._account.budget,
            budget_usd=self._account.budget_usd,
        )


def _kept(attempt: Attempt, stage: Stage) -> Frozen | None:
    """The result of an attempt that is done."""
    if attempt.done is None:
        return None
    return STAGES[stage].result.model_validate(attempt.done["result"])
