"""Work that costs money: set aside before it is asked for, asked for once, settled after.

It knows no stage and no provider.

    reserve -> intent -> submit -> ticket -> ask ... -> fetch -> done -> settle

Killed anywhere, the next run goes on from what the ledger says. Between `intent` and `ticket` nobody but the
provider knows whether the job was taken: it is looked up there, and where that cannot be done the call stops
and a person decides.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from blocks.charges import charges
from blocks.kinds import CrewMember, RemoteMember
from blocks.waiting import wait_for
from storyreel.film.assets import AssetStore
from storyreel.film.errors import (
    BrokenDeliveryError,
    BudgetError,
    CapabilityError,
    FilmError,
    PendingError,
    ProviderError,
    RefusedError,
    RenderError,
    TransientProviderError,
    UnknownOutcomeError,
)
from storyreel.film.frozen import Frozen
from storyreel.film.jobs import JobReport, Ticket
from storyreel.graph.stages import call_named
from storyreel.vault import Vault, open_vault
from storyreel.vault.budget import Budget, Charge, open_budget
from storyreel.vault.ledger import Attempt
from tasks.order import Order

LONGEST_HEEDED_SECONDS = 120.0
"""A provider that asks for a longer pause than this is left for the next try."""
DOWNLOADS = 4
"""Times a finished job's files are fetched before the run gives up on them for now."""
LEASE_SECONDS = 900.0
"""Longer than any provider takes to answer a submission."""
WATCH_SECONDS = 0.2


@dataclass(frozen=True)
class Claim:
    """Where a paid call stands, and that it is this process's to go on with."""

    number: int
    ticket: Ticket | None = None
    done: dict[str, object] | None = None


class Purchase:
    """One paid call at its purchase: the order, who does it, what is asked, and the books it is written into."""

    def __init__(self, order: Order, member: CrewMember, brief: Frozen) -> None:
        self.order, self.member, self.brief = order, member, brief
        self.vault: Vault = open_vault(order.vault_url)
        self.budget: Budget = open_budget(self.vault.assets.records, order.budget)

    def claim(self) -> Claim:
        """Find the call done, with a ticket, or this process's own to submit.

        Waits while another process submits it.

        Raises:
            RefusedError: it was refused before.
            UnknownOutcomeError: a job may have been taken and nobody can say; a person must decide.
            BudgetError: there is no room for it.
        """
        while True:
            attempt = self.vault.ledger.attempt(self.order.key)
            settled = self._settled(attempt)
            if settled is not None:
                return settled
            if attempt.unresolved is not None:
                raise self._unknown_outcome(str(attempt.unresolved["why"]))
            if attempt.ticket is not None:
                raise self._unresolved(attempt.number, "a job was named for it, and this service keeps none")
            if attempt.intent is None:
                if self._paid_before(attempt.number):
                    continue
                if self._begin(attempt.number):
                    return Claim(attempt.number)
            elif self.vault.ledger.at_work(attempt.intent):
                threading.Event().wait(WATCH_SECONDS)
            elif (
                self.vault.ledger.attempt(self.order.key) == attempt
            ):  # else its last word came between the two looks
                self._recover(attempt)

    def status(self) -> Claim | None:
        """Where the call stands, without taking part in it; None where it has neither ticket nor result.

        Raises:
            RefusedError: it was refused before.
        """
        return self._settled(self.vault.ledger.attempt(self.order.key))

    def submit(self, number: int) -> Ticket:
        """Submit the job of an attempt that this process began, and keep its ticket."""
        if not isinstance(self.member, RemoteMember):
            raise CapabilityError(
                f"{self.order.name} is no job at a provider. This is a fault of storyreel; please report it."
            )
        began = time.time()
        try:
            ticket = self.member.submit(self.brief, self.vault.assets)
        except UnknownOutcomeError as unknown:
            found = self._looked_up(number, began, str(unknown))
            if found is None:
                self.close(number, f"the connection ended, and the provider has no such job ({unknown})")
                raise TransientProviderError(
                    f"{self.order.name}: the connection ended before the provider took the job. Nothing was"
                    " spent."
                ) from unknown
            ticket = found
        except Exception as error:
            self.fail(number, error)
            raise
        self.vault.ledger.ticket(self.order.key, number, ticket.model_dump(mode="json"))
        return ticket

    def collect(self, number: int, ticket: Ticket) -> dict[str, object]:
        """Wait for a submitted job, fetch what it made and settle what it cost."""
        if not isinstance(self.member, RemoteMember):
            raise CapabilityError(
                f"{self.order.name} is no job at a provider. This is a fault of storyreel; please report it."
            )
        started = time.monotonic()
        try:
            report, made = self._fetched(self.member, ticket)
        except RefusedError as refusal:
            self.refuse(number, refusal)
            raise self._named(refusal) from refusal
        except PendingError:
            raise
        except BrokenDeliveryError as broken:
            self._require_own_job(ticket, broken)
            self.vault.ledger.refuse(self.order.key, number, str(broken), cost_usd=self._usual_usd())
            self.budget.settle(self.order.key, number, self._usual_usd(), exact=False)
            raise BrokenDeliveryError(
                f"{self.order.name}: {broken} It is paid and of no use; nothing was submitted again."
                " `storyreel redo` asks for another take."
            ) from broken
        except ProviderError as error:
            if type(error) is ProviderError:
                self._require_own_job(ticket, error)
            if "failed_job" in error.facts:
                self.close(number, str(error), usd=_usd(error) or 0.0)
            raise
        return self.finish(number, made, time.monotonic() - started, report.cost_usd)

    def answer(self, number: int, make: Callable[[AssetStore], Frozen]) -> Claim:
        """Make a call that answers at once, keep the answer and settle what it cost."""
        started = time.monotonic()
        with charges() as heard:
            try:
                made = make(self.vault.assets)
            except UnknownOutcomeError as unknown:
                raise self._unresolved(number, str(unknown)) from unknown
            except RefusedError as refusal:
                self.refuse(number, refusal, heard.usd)
                raise self._named(refusal) from refusal
            except (BrokenDeliveryError, RenderError) as broken:
                self.refuse(
                    number, RefusedError(str(broken)), self._usual_usd() if heard.usd is None else heard.usd
                )
                raise
            except Exception as error:
                self.fail(number, error, heard.usd)
                raise
        return Claim(number, done=self.finish(number, made, time.monotonic() - started, heard.usd))

    def finish(self, number: int, made: Frozen, seconds: float, usd: float | None) -> dict[str, object]:
        """Keep a result, settle its cost, and return the entry that counts."""
        spent = self._usual_usd() if usd is None else usd
        entry = self.vault.ledger.finish(
            self.order.key, number, made.model_dump(mode="json"), seconds=seconds, cost_usd=spent
        )
        self.budget.settle(self.order.key, number, spent, exact=usd is not None)
        return entry

    def refuse(self, number: int, refusal: RefusedError, usd: float | None = None) -> None:
        """Close an attempt as refused; what the provider charged for saying no is settled."""
        spent = usd if usd is not None else _usd(refusal) or 0.0
        self.vault.ledger.refuse(self.order.key, number, str(refusal), cost_usd=spent)
        self.budget.settle(self.order.key, number, spent, exact=True)

    def fail(self, number: int, error: Exception, usd: float | None = None) -> None:
        """Close an attempt that brought nothing, so that the next one may be submitted.

        What nobody foresaw may have been paid: a person decides.
        """
        if isinstance(error, RefusedError):
            self.refuse(number, error, usd)
        elif isinstance(error, FilmError):
            self.close(number, str(error), usd=usd or 0.0)
            _heed_pause(error)
        else:
            raise self._unresolved(number, f"it ended in {type(error).__name__}") from error

    def close(self, number: int, why: str, *, usd: float = 0.0) -> None:
        """Close an attempt as lost and settle it."""
        self.vault.ledger.lose(self.order.key, number, why)
        self.budget.settle(self.order.key, number, usd)

    def _settled(self, attempt: Attempt) -> Claim | None:
        """An attempt that is done or has its ticket.

        What a process killed between the two books left open is settled.
        """
        if attempt.done is not None:
            self.budget.settle(
                self.order.key, attempt.number, float(str(attempt.done.get("cost_usd", 0))), exact=False
            )
            return Claim(attempt.number, done=attempt.done)
        if attempt.refused is not None:
            self.budget.settle(self.order.key, attempt.number, float(str(attempt.refused.get("cost_usd", 0))))
            raise RefusedError(
                f"{self.order.name} was refused before: {attempt.refused['reason']} It was not asked for"
                " again. Change the shot in storyboard.toml, or make another take.",
                reason=attempt.refused["reason"],
            )
        if attempt.ticket is not None and isinstance(
            self.member, RemoteMember
        ):  # else a job was named where none is kept
            return Claim(attempt.number, ticket=Ticket.model_validate(attempt.ticket))
        return None

    def _paid_before(self, number: int) -> bool:
        """Whether the attempt before was paid and what came of it was lost since: its job is fetched again by its ticket, and never bought again unasked."""
        before = self.vault.ledger.closed(self.order.key, number - 1)
        if before is None or (before.done is None and not before.damaged):
            return False
        usd = self._usual_usd() if before.done is None else float(str(before.done.get("cost_usd", 0)))
        if before.done is not None and usd == 0:
            return False
        self.budget.settle(
            self.order.key, number - 1, usd, exact=False
        )  # where its process ended between the two books
        if before.ticket is None or not isinstance(self.member, RemoteMember):
            raise self._unresolved(
                number,
                "it was bought and delivered, what came is lost or damaged, and this provider keeps no copy",
            )
        return self.vault.ledger.ticket(self.order.key, number, before.ticket)

    def _begin(self, number: int) -> bool:
        price = self.member.price(self.brief)
        charge = Charge(self.order.film, self.order.name, self.order.key, number, price.high_usd)
        if self.order.budget_usd is not None and price.unknown and not price.high_usd:
            raise BudgetError(
                f"{self.order.name}: the price of {', '.join(price.unknown)} is not known, so no budget can"
                " hold it. It was not submitted. Add its price to blocks/prices.toml, or run without"
                " --budget.",
            )
        self.budget.reserve(charge, self.order.budget_usd)
        if not self.vault.ledger.intend(self.order.key, number, self.order.name, lease_seconds=LEASE_SECONDS):
            return False
        if self.budget.is_settled(
            self.order.key, number
        ):  # its entries were removed since: what is bought now is counted beside it
            self.vault.ledger.lose(
                self.order.key,
                number,
                "an attempt of this number was settled before, and its entries were removed",
            )
            return False
        return True

    def _recover(self, attempt: Attempt) -> None:
        """An attempt whose process died before it had a ticket: find its job, or close it, or leave it to a person."""
        since = float(str((attempt.intent or {}).get("at", 0)))
        found = self._looked_up(
            attempt.number, since, "the process that submitted it was ended before the provider answered"
        )
        if found is None:
            self.close(attempt.number, "the process ended before the provider took the job")
        else:
            self.vault.ledger.ticket(self.order.key, attempt.number, found.model_dump(mode="json"))

    def _looked_up(self, number: int, since: float, why: str) -> Ticket | None:
        """The job as the provider lists it; None where it certainly has none."""
        if not isinstance(self.member, RemoteMember):
            raise self._unresolved(number, why)
        try:
            return self.member.look_up(self.brief, self.vault.assets, since, self.vault.ledger.job_ids())
        except UnknownOutcomeError as unknown:
            raise self._unresolved(number, f"{why.rstrip('.')}; {unknown}") from unknown

    def _unresolved(self, number: int, why: str) -> UnknownOutcomeError:
        allowance = self.member.allowance()
        provider = allowance.provider if allowance else ""
        self.vault.ledger.mark_unresolved(
            self.order.key,
            number,
            self.order.name,
            why,
            provider,
            collectable=isinstance(self.member, RemoteMember),
        )
        return self._unknown_outcome(why)

    def _unknown_outcome(self, why: str) -> UnknownOutcomeError:
        resolve = f'with the folder of the film for FILM, `storyreel resolve FILM "{self.order.name}"'
        advice = (
            f"Look at the provider's own page, then type, {resolve} --job ID` if the job is there, or"
            " `--again` to buy it anew."
            if isinstance(self.member, RemoteMember)
            else f"This service keeps no job to collect: type, {resolve} --again` to buy it anew."
        )
        return UnknownOutcomeError(
            f"{self.order.name} may have been bought already, for at most"
            f" ${self.member.price(self.brief).high_usd:.2f}, and its answer is lost: {why.rstrip('.')}."
            f" Nothing more is submitted for it. {advice}",
            call=self.order.name,
        )

    def _require_own_job(self, ticket: Ticket, error: ProviderError) -> None:
        """Leave it to the person where the job that they named is not the one: it may lie there under another id.

        Raises:
            UnknownOutcomeError: a person named the job.
        """
        if self.vault.ledger.attempt(self.order.key).unresolved is None:
            return
        raise UnknownOutcomeError(
            f"{self.order.name}: the job {ticket.job_id} that was named for it brought nothing:"
            f" {str(error).partition('. ')[0].rstrip('.')}. Nothing more is submitted for it. "
            f'Type, with the folder of the film for FILM, `storyreel resolve FILM "{self.order.name}" --job'
            " ID` with the right job, or `--again` to buy it anew.",
            call=self.order.name,
        ) from error

    def _fetched(self, member: RemoteMember, ticket: Ticket) -> tuple[JobReport, Frozen]:
        """The finished job and what it made.

        A link that ran out or a download that broke off is asked for afresh, never made again.
        """
        for _ in range(DOWNLOADS - 1):
            report = wait_for(member, ticket)
            try:
                return report, member.fetch(self.brief, ticket, report, self.vault.assets)
            except TransientProviderError:
                threading.Event().wait(member.first_poll_seconds)
        report = wait_for(member, ticket)
        return report, member.fetch(self.brief, ticket, report, self.vault.assets)

    def _named(self, refusal: RefusedError) -> RefusedError:
        call = call_named(self.order.name)
        subject = call.subject if call is not None else self.order.name
        which = (
            f" because of its {refusal.facts['refused_input']}" if refusal.facts.get("refused_input") else ""
        )
        return RefusedError(
            f"{self.order.name} was refused by the provider{which}: {refusal} It is not asked for again"
            " unchanged. Change the shot in storyboard.toml, or make another take: storyreel redo FILM"
            f" {subject}",
            **refusal.facts,
        )

    def _usual_usd(self) -> float:
        price = self.member.price(self.brief)
        return (price.low_usd + price.high_usd) / 2


def _usd(error: ProviderError) -> float | None:
    cost = error.facts.get("cost_usd")
    return float(str(cost)) if cost is not None else None


def _heed_pause(error: FilmError) -> None:
    """Wait as long as the provider asked for before it is asked again."""
    seconds = error.facts.get("retry_after_seconds")
    if isinstance(seconds, (int, float)) and 0 < seconds <= LONGEST_HEEDED_SECONDS:
        threading.Event().wait(seconds)
