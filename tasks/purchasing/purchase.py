"""One paid call: its price is reserved first, the call is submitted once, and its cost is settled at the end.

    reserve -> intent -> submit -> ticket -> ask ... -> fetch -> done -> settle

If the process is killed, the next run goes on from what the ledger says. Between `intent` and `ticket` only
the provider knows whether it took the job: the job is looked up there, and if that is not possible, the call
stops and a person decides.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

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
"""The longest pause that is waited for if a provider asks for one; a longer one is ignored."""
DOWNLOADS = 4
"""How often the files of a finished job are fetched before this run gives up."""
LEASE_SECONDS = 900.0
"""Longer than any provider takes to answer a submission."""
WATCH_SECONDS = 0.2


@dataclass(frozen=True)
class Claim:
    """The state of a paid call that this process goes on with."""

    number: int
    ticket: Ticket | None = None
    done: dict[str, object] | None = None


class Purchase:
    """One paid call: the order, the crew member, the brief, and the ledger and budget that record it."""

    def __init__(self, order: Order, member: CrewMember, brief: Frozen) -> None:
        self.order, self.member, self.brief = order, member, brief
        self.vault: Vault = open_vault(order.vault_url)
        self.budget: Budget = open_budget(self.vault.assets.records, order.budget)

    def claim(self) -> Claim:
        """The call's state: done, with a ticket, or with neither. In the last case, this process submits it.

        Waits while another process submits it.

        Raises:
            RefusedError: it was refused before.
            UnknownOutcomeError: it is not known whether the provider took a job; a person must decide.
            BudgetError: the budget cannot hold it.
        """
        while True:
            attempt = self.vault.ledger.attempt(self.order.key)
            settled = self._settled(attempt)
            if settled is not None:
                return settled
            self._require_known_outcome(attempt)
            if attempt.intent is not None:
                self._watch(attempt)
            elif not self._paid_before(attempt.number) and self._begin(attempt.number):
                return Claim(attempt.number)

    def status(self) -> Claim | None:
        """The state of the call, which is not continued; None if it has neither ticket nor result.

        Raises:
            RefusedError: it was refused before.
        """
        return self._settled(self.vault.ledger.attempt(self.order.key))

    def submit(self, number: int) -> Ticket:
        """Submit the job of an attempt that this process began, and keep its ticket."""
        member, began = self._remote_member(), time.time()
        try:
            ticket = member.submit(self.brief, self.vault.assets)
        except UnknownOutcomeError as unknown:
            ticket = self._found_job(number, began, unknown)
        except Exception as error:
            self.fail(number, error)
            raise
        self.vault.ledger.ticket(self.order.key, number, ticket.model_dump(mode="json"))
        return ticket

    def collect(self, number: int, ticket: Ticket) -> dict[str, object]:
        """Wait for a submitted job, fetch what it made and settle what it cost."""
        member, started = self._remote_member(), time.monotonic()
        try:
            report, made = self._fetched(member, ticket)
        except RefusedError as refusal:
            self.refuse(number, refusal)
            raise self._named(refusal) from refusal
        except PendingError:
            raise
        except BrokenDeliveryError as broken:
            self._close_broken(number, ticket, broken)
            raise BrokenDeliveryError(
                f"{self.order.name}: {broken} It was charged and cannot be used; nothing was submitted again."
                " `storyreel redo` asks for another take."
            ) from broken
        except ProviderError as error:
            self._close_failed(number, ticket, error)
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
                spent = self._usual_usd() if heard.usd is None else heard.usd
                self.refuse(number, RefusedError(str(broken)), spent)
                raise
            except Exception as error:
                self.fail(number, error, heard.usd)
                raise
        return Claim(number, done=self.finish(number, made, time.monotonic() - started, heard.usd))

    def finish(self, number: int, made: Frozen, seconds: float, usd: float | None) -> dict[str, object]:
        """Keep a result, settle its cost, and return the ledger's entry, which may be an earlier one."""
        spent = self._usual_usd() if usd is None else usd
        entry = self.vault.ledger.finish(
            self.order.key, number, made.model_dump(mode="json"), seconds=seconds, cost_usd=spent
        )
        self.budget.settle(self.order.key, number, spent, exact=usd is not None)
        return entry

    def refuse(self, number: int, refusal: RefusedError, usd: float | None = None) -> None:
        """Close an attempt as refused, and settle what the provider charged for it."""
        spent = usd if usd is not None else _usd(refusal) or 0.0
        self.vault.ledger.refuse(self.order.key, number, str(refusal), cost_usd=spent)
        self.budget.settle(self.order.key, number, spent, exact=True)

    def fail(self, number: int, error: Exception, usd: float | None = None) -> None:
        """Close an attempt without a result, so that the next one may be submitted.

        After an unexpected error the call may have been paid, so a person decides.
        """
        if isinstance(error, RefusedError):
            self.refuse(number, error, usd)
        elif isinstance(error, FilmError):
            self.close(number, str(error), usd=usd or 0.0)
            _wait_retry_after(error)
        else:
            raise self._unresolved(number, f"it ended in {type(error).__name__}") from error

    def close(self, number: int, why: str, *, usd: float = 0.0) -> None:
        """Close an attempt as lost and settle it."""
        self.vault.ledger.lose(self.order.key, number, why)
        self.budget.settle(self.order.key, number, usd)

    def _settled(self, attempt: Attempt) -> Claim | None:
        """An attempt that is done or has its ticket; None for every other.

        Its cost is settled here, too: a process may have been killed between the ledger and the budget.
        """
        if attempt.done is not None:
            self.budget.settle(self.order.key, attempt.number, _cost(attempt.done), exact=False)
            return Claim(attempt.number, done=attempt.done)
        if attempt.refused is not None:
            self.budget.settle(self.order.key, attempt.number, _cost(attempt.refused))
            raise refused_before(self.order, attempt.refused)
        if attempt.ticket is not None and isinstance(self.member, RemoteMember):
            return Claim(attempt.number, ticket=Ticket.model_validate(attempt.ticket))
        return None

    def _require_known_outcome(self, attempt: Attempt) -> None:
        """Stop if a person must decide about the attempt.

        Raises:
            UnknownOutcomeError: says why, and what to type.
        """
        if attempt.unresolved is not None:
            raise self._unknown_outcome(str(attempt.unresolved["why"]))
        if attempt.ticket is not None:
            raise self._unresolved(attempt.number, "a job was named for it, but this service keeps no jobs")

    def _watch(self, attempt: Attempt) -> None:
        """Wait a moment for the process that submits the call; if it is gone, recover the attempt."""
        if attempt.intent is not None and self.vault.ledger.at_work(attempt.intent):
            threading.Event().wait(WATCH_SECONDS)
        elif self.vault.ledger.attempt(self.order.key) == attempt:  # it wrote nothing between the two reads
            self._recover(attempt)

    def _paid_before(self, number: int) -> bool:
        """Whether the previous attempt was paid, its result is lost or damaged, and its ticket is used again.

        Raises:
            UnknownOutcomeError: the provider keeps no copy; it is not bought again unless a person says so.
        """
        before = self.vault.ledger.closed(self.order.key, number - 1)
        if before is None or (before.done is None and not before.damaged):
            return False
        usd = self._usual_usd() if before.done is None else _cost(before.done)
        if before.done is not None and usd == 0:
            return False
        # Its process may have ended between the ledger's entry and the budget's.
        self.budget.settle(self.order.key, number - 1, usd, exact=False)
        if before.ticket is None or not isinstance(self.member, RemoteMember):
            raise self._unresolved(
                number,
                "it was bought and delivered, its file is lost or damaged, and this provider keeps no copy",
            )
        return self.vault.ledger.ticket(self.order.key, number, before.ticket)

    def _begin(self, number: int) -> bool:
        """Whether this process begins the attempt: its price is reserved and its intent is in the ledger."""
        key, name = self.order.key, self.order.name
        self._reserve(number)
        if not self.vault.ledger.intend(key, number, name, lease_seconds=LEASE_SECONDS):
            return False
        if not self.budget.is_settled(key, number):
            return True
        # The entries of an older attempt of this number were removed; the next number is used instead, so
        # that what is bought now is counted beside what was bought then.
        why = "an attempt of this number was settled before, and its entries were removed"
        self.vault.ledger.lose(key, number, why)
        return False

    def _reserve(self, number: int) -> None:
        price = self.member.price(self.brief)
        if self.order.budget_usd is not None and price.unknown and not price.high_usd:
            raise BudgetError(
                f"{self.order.name}: the price of {', '.join(price.unknown)} is not known, so no budget can"
                " hold it. It was not submitted. Add its price to blocks/prices.toml, or run without"
                " --budget.",
            )
        charge = Charge(self.order.film, self.order.name, self.order.key, number, price.high_usd)
        self.budget.reserve(charge, self.order.budget_usd)

    def _recover(self, attempt: Attempt) -> None:
        """Look up the job of an attempt whose process died without a ticket; close it if there is none."""
        since = float(str((attempt.intent or {}).get("at", 0)))
        why = "the process that submitted it was ended before the provider answered"
        found = self._looked_up(attempt.number, since, why)
        if found is None:
            self.close(attempt.number, "the process ended before the provider took the job")
        else:
            self.vault.ledger.ticket(self.order.key, attempt.number, found.model_dump(mode="json"))

    def _found_job(self, number: int, began: float, unknown: UnknownOutcomeError) -> Ticket:
        """The job that was submitted when the connection ended.

        Raises:
            TransientProviderError: the provider has no such job.
        """
        found = self._looked_up(number, began, str(unknown))
        if found is None:
            self.close(number, f"the connection ended, and the provider has no such job ({unknown})")
            raise TransientProviderError(
                f"{self.order.name}: the connection ended before the provider took the job. Nothing was"
                " spent."
            ) from unknown
        return found

    def _looked_up(self, number: int, since: float, why: str) -> Ticket | None:
        """The job as the provider lists it; None if the provider certainly has none."""
        if not isinstance(self.member, RemoteMember):
            raise self._unresolved(number, why)
        try:
            return self.member.look_up(self.brief, self.vault.assets, since, self.vault.ledger.job_ids())
        except UnknownOutcomeError as unknown:
            raise self._unresolved(number, f"{why.rstrip('.')}; {unknown}") from unknown

    def _unresolved(self, number: int, why: str) -> UnknownOutcomeError:
        allowance = self.member.allowance()
        self.vault.ledger.mark_unresolved(
            self.order.key,
            number,
            self.order.name,
            why,
            allowance.provider if allowance else "",
            collectable=isinstance(self.member, RemoteMember),
        )
        return self._unknown_outcome(why)

    def _unknown_outcome(self, why: str) -> UnknownOutcomeError:
        price = self.member.price(self.brief).high_usd
        return UnknownOutcomeError(
            f"{self.order.name} may have been bought already, for at most ${price:.2f}, and its answer is"
            f" lost: {why.rstrip('.')}. Nothing more is submitted for it. {self._advice()}",
            call=self.order.name,
        )

    def _advice(self) -> str:
        """What a person can do about a call whose outcome is not known."""
        resolve = f'with the folder of the film for FILM, `storyreel resolve FILM "{self.order.name}"'
        if not isinstance(self.member, RemoteMember):
            return f"This service keeps no job to collect: type, {resolve} --again` to buy it again."
        return (
            f"Look at the provider's own page, then type, {resolve} --job ID` if the job is there, or"
            " `--again` to buy it again."
        )

    def _close_broken(self, number: int, ticket: Ticket, broken: BrokenDeliveryError) -> None:
        """Close the attempt of a job that is paid and whose files cannot be used."""
        self._require_own_job(ticket, broken)
        self.vault.ledger.refuse(self.order.key, number, str(broken), cost_usd=self._usual_usd())
        self.budget.settle(self.order.key, number, self._usual_usd(), exact=False)

    def _close_failed(self, number: int, ticket: Ticket, error: ProviderError) -> None:
        """Close the attempt if its job has failed; a job that may still be collected stays open."""
        failed = "failed_job" in error.facts
        if failed or type(error) is ProviderError:
            self._require_own_job(ticket, error)
        if failed:
            self.close(number, str(error), usd=_usd(error) or 0.0)

    def _require_own_job(self, ticket: Ticket, error: ProviderError) -> None:
        """Leave the attempt open if a person named its job: the right job may have another id.

        Raises:
            UnknownOutcomeError: a person named the job.
        """
        if self.vault.ledger.attempt(self.order.key).unresolved is None:
            return
        raise UnknownOutcomeError(
            f"{self.order.name}: the job {ticket.job_id} that was named for it gave no result:"
            f" {str(error).partition('. ')[0].rstrip('.')}. Nothing more is submitted for it. "
            f'Type, with the folder of the film for FILM, `storyreel resolve FILM "{self.order.name}" --job'
            " ID` with the right job, or `--again` to buy it again.",
            call=self.order.name,
        ) from error

    def _remote_member(self) -> RemoteMember:
        if not isinstance(self.member, RemoteMember):
            raise CapabilityError(
                f"{self.order.name} is not a job at a provider. This is a bug in storyreel; please report it."
            )
        return self.member

    def _fetched(self, member: RemoteMember, ticket: Ticket) -> tuple[JobReport, Frozen]:
        """The finished job and what it made.

        If a link ran out or a download broke off, the files are fetched again; the job is never made again.
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
        """The refusal, with the name of the call and what a person can do."""
        call = call_named(self.order.name)
        subject = call.subject if call is not None else self.order.name
        refused_input = refusal.facts.get("refused_input")
        which = f" because of its {refused_input}" if refused_input else ""
        return RefusedError(
            f"{self.order.name} was refused by the provider{which}: {refusal} It is not asked for again"
            " unchanged. Change the shot in storyboard.toml, or make another take: storyreel redo FILM"
            f" {subject}",
            **refusal.facts,
        )

    def _usual_usd(self) -> float:
        price = self.member.price(self.brief)
        return (price.low_usd + price.high_usd) / 2


def refused_before(order: Order, refused: Mapping[str, Any]) -> RefusedError:
    """The error for a call whose refusal is in the ledger. refused: the ledger's entry."""
    return RefusedError(
        f"{order.name} was refused before: {refused['reason']} It was not asked for again. Change the shot"
        " in storyboard.toml, or make another take.",
        reason=refused["reason"],
    )


def _cost(entry: Mapping[str, object]) -> float:
    """What the ledger's entry says was paid, in US dollars."""
    return float(str(entry.get("cost_usd", 0)))


def _usd(error: ProviderError) -> float | None:
    cost = error.facts.get("cost_usd")
    return float(str(cost)) if cost is not None else None


def _wait_retry_after(error: FilmError) -> None:
    """Wait as long as the provider asked for before it is asked again."""
    seconds = _retry_after_seconds(error.facts.get("retry_after_seconds"))
    if seconds:
        threading.Event().wait(seconds)


def _retry_after_seconds(asked: object) -> float:
    """The pause that a provider asked for; 0 if it asked for none, or for too long a one."""
    if isinstance(asked, (int, float)) and 0 < asked <= LONGEST_HEEDED_SECONDS:
        return asked
    return 0.0
