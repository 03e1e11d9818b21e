"""The write-once record of every job: what was begun, what a provider promised, what came of it.

    <key>/<n>/intent -> ticket -> done | refused | lost
                     -> doubt            nobody can say whether the provider took the job

Each is created only if absent. An attempt that ended badly is closed and the next one opened; nothing is
overwritten. It does not know what is made or what it costs to make.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from storyreel.film.assets import AssetRef
from storyreel.film.errors import AssetLostError, FilmError, LedgerUnreadableError
from storyreel.vault.processes import is_of_this_machine, lives, this_process
from storyreel.vault.records import Records

LEASE_SECONDS = 120.0


@dataclass(frozen=True)
class Attempt:
    """The newest attempt at a job; of one that is done, only the result is told."""

    number: int
    """1-based."""
    intent: dict[str, object] | None = None
    ticket: dict[str, object] | None = None
    done: dict[str, object] | None = None
    refused: dict[str, object] | None = None
    unresolved: dict[str, object] | None = None
    damaged: bool = False
    """Of a closed attempt: there was a result, and its entry cannot be read."""


class Ledger:
    """Jobs by content key. Safe for several threads, processes and machines at once."""

    def __init__(self, records: Records, clock: Callable[[], float] = time.time) -> None:
        self._records = records
        self._clock = clock
        self._known: dict[str, dict[str, object]] = {}
        self._foreknown: dict[str, Attempt] = {}

    def attempt(self, key: str) -> Attempt:
        """The attempt that counts: the first that is not closed as lost.

        One whose result is damaged and whose ticket is not is closed here.

        Raises:
            LedgerUnreadableError: an entry exists and cannot be read.
        """
        there = self._records.listed(f"ledger/{key[:2]}/{key}")

        def entry(step: str) -> dict[str, object] | None:
            name = _name(key, number, step)
            return self._read(name) if there is None else self._recalled(name) if name in there else None

        number, done = 1, None
        while entry("lost") is not None or (done := self._kept(key, number, entry)) is _SPOILT:
            number += 1
        if done is not None:
            return Attempt(
                number, done=done
            )  # how it came to be is of no more use; each question to a bucket takes time
        refused, ticket, unresolved, intent = (
            entry(step) for step in ("refused", "ticket", "doubt", "intent")
        )
        return Attempt(number, intent, ticket, None, refused, unresolved)

    def attempts(self, keys: Iterable[str]) -> dict[str, Attempt]:
        """The attempt that counts, for each key; see `attempt`."""
        asked = list(dict.fromkeys(keys))
        return dict(zip(asked, self._records.each(self.attempt, asked), strict=True))

    def closed(self, key: str, number: int) -> Attempt | None:
        """An attempt that was closed as lost, with its ticket and result where it had come so far.

        None where it is not closed.
        """
        if number < 1 or self._get(key, number, "lost") is None:
            return None
        try:
            return Attempt(number, None, self._get(key, number, "ticket"), self._get(key, number, "done"))
        except LedgerUnreadableError as error:
            if error.facts.get("damaged") != "done":
                raise
            return Attempt(number, None, self._get(key, number, "ticket"), damaged=True)

    def intend(self, key: str, number: int, what: str, *, lease_seconds: float = LEASE_SECONDS) -> bool:
        """Say that this process begins the attempt; False when somebody said so before.

        lease_seconds: how long a process on another machine believes that this one still works at it.
        """
        now = self._clock()
        return self._create(
            key,
            number,
            "intent",
            {"what": what, "holder": this_process(), "at": now, "until": now + lease_seconds},
        )

    def ticket(self, key: str, number: int, ticket: dict[str, object]) -> bool:
        """Keep what a provider gave to ask by; False when there is one already."""
        return self._create(key, number, "ticket", ticket)

    def mark_unresolved(
        self, key: str, number: int, what: str, why: str, provider: str = "", *, collectable: bool = True
    ) -> None:
        """Say that nobody knows whether the provider took the job: nothing is submitted until a person decides.

        collectable: whether the provider keeps the job, so that it can be collected when a person names it.
        """
        entry = {
            "what": what,
            "why": why,
            "provider": provider,
            "collectable": collectable,
            "at": self._clock(),
        }
        self._create(key, number, "doubt", entry)

    def job_ids(self) -> frozenset[str]:
        """Ids of every job that has a ticket: a job that is looked up is none of these."""
        tickets = (
            self._recalled(name) for name in self._records.names("ledger") if name.endswith("/ticket.json")
        )
        return frozenset(str(ticket["job_id"]) for ticket in tickets if ticket is not None)

    def calls_of_job(self, job_id: str) -> dict[str, str]:
        """Names of the calls that a job is collected for or was, by key.

        An attempt that was closed without a result has given its job back.
        """
        found: dict[str, str] = {}
        for name in self._records.names("ledger"):
            ticket = self._recalled(name) if name.endswith("/ticket.json") else None
            if ticket is not None and ticket.get("job_id") == job_id:
                key, number = _place(name)
                closed = self.closed(key, number)
                if closed is None or closed.done is not None or closed.damaged:
                    found[key] = self._name_of(key, number)
        return found

    def unresolved(self) -> Iterator[tuple[str, int, dict[str, object]]]:
        """Key, number and entry of every attempt in doubt that is not closed.

        Also where a person named a job and nothing came of it yet.
        """
        for name in self._records.names("ledger"):
            if name.endswith("/doubt.json"):
                key, number = _place(name)
                attempt = self.attempt(key)
                if (
                    attempt.number == number
                    and attempt.done is None
                    and attempt.refused is None
                    and attempt.unresolved is not None
                ):
                    yield key, number, attempt.unresolved

    def at_work(self, intent: dict[str, object]) -> bool:
        """Whether whoever began an attempt may still be at it."""
        holder = intent.get("holder")
        if isinstance(holder, dict) and is_of_this_machine(holder):
            return lives(holder)
        return float(str(intent.get("until", 0))) > self._clock()

    def finish(
        self, key: str, number: int, result: dict[str, object], *, seconds: float, cost_usd: float = 0.0
    ) -> dict[str, object]:
        """Keep the result and return the one that counts: another process may have been first."""
        entry: dict[str, object] = {
            "result": result,
            "seconds": round(seconds, 3),
            "cost_usd": cost_usd,
            "at": self._clock(),
        }
        if self._create(key, number, "done", entry):
            return entry
        kept = self._get(key, number, "done")
        return kept if kept is not None else entry

    def refuse(self, key: str, number: int, reason: str, *, cost_usd: float = 0.0) -> None:
        """Close the attempt as refused: not repeated unchanged."""
        self._create(key, number, "refused", {"reason": reason, "cost_usd": cost_usd, "at": self._clock()})

    def lose(self, key: str, number: int, why: str) -> None:
        """Close an attempt whose result is gone or damaged, so that the next number counts."""
        self._foreknown.pop(key, None)
        self._create(key, number, "lost", {"why": why, "at": self._clock()})

    def sound_attempt(self, key: str, check: Callable[[AssetRef], None]) -> Attempt:
        """The attempt that counts, after every asset of its result was checked.

        A lost one is closed first.
        """
        return self._foreknown.get(key) or self._sound_attempt(key, check)

    def look_ahead(self, keys: Iterable[str], check: Callable[[AssetRef], None]) -> None:
        """Ask about many keys at once, where each answer is waited for.

        `sound_attempt` then knows of what is done, as of now, and asks about the rest.
        """

        def found(key: str) -> Attempt | None:
            with suppress(FilmError):  # said when it is needed
                attempt = self._sound_attempt(key, check)
                return attempt if attempt.done is not None else None
            return None

        if self._records.at_once > 1:
            asked = list(dict.fromkeys(keys))
            answers = zip(asked, self._records.each(found, asked), strict=True)
            self._foreknown = {key: attempt for key, attempt in answers if attempt is not None}

    def _sound_attempt(self, key: str, check: Callable[[AssetRef], None]) -> Attempt:
        while True:
            attempt = self.attempt(key)
            if attempt.done is None:
                return attempt
            try:
                for ref in assets_in(attempt.done.get("result")):
                    check(ref)
            except AssetLostError as lost:
                self.lose(key, attempt.number, str(lost))
                continue
            return attempt

    def results(self) -> Iterator[tuple[str, dict[str, object]]]:
        """Key and entry of every attempt that is done and not lost."""
        names = self._records.names("ledger")
        closed = {name.rsplit("/", 1)[0] for name in names if name.endswith("/lost.json")}
        for name in names:
            folder = name.rsplit("/", 1)[0]
            if name.endswith("/done.json") and folder not in closed:
                entry = self._recalled(name)
                if entry is not None:
                    yield folder.split("/")[-2], entry

    def _kept(
        self, key: str, number: int, entry: Callable[[str], dict[str, object] | None]
    ) -> dict[str, object] | None:
        """The result of an attempt.

        _SPOILT where its entry was damaged and the attempt is closed, because its job can be collected again
        by its ticket.
        """
        try:
            return entry("done")
        except LedgerUnreadableError as error:
            ticket = None
            with suppress(LedgerUnreadableError):
                ticket = entry("ticket")
            if error.facts.get("damaged") != "done" or ticket is None:
                raise
            self.lose(
                key, number, f"its result cannot be read; its job {ticket.get('job_id')} is collected again"
            )
            return _SPOILT

    def _name_of(self, key: str, number: int) -> str:
        """What an attempt is called, by its own entries or those of the ones before."""
        entries = (
            self._get(key, earlier, step) for earlier in range(number, 0, -1) for step in ("intent", "doubt")
        )
        return next(
            (str(entry["what"]) for entry in entries if entry is not None and "what" in entry), "another call"
        )

    def _create(self, key: str, number: int, step: str, entry: dict[str, object]) -> bool:
        return self._records.create(_name(key, number, step), json.dumps(entry, ensure_ascii=False).encode())

    def _get(self, key: str, number: int, step: str) -> dict[str, object] | None:
        return self._read(_name(key, number, step))

    def _recalled(self, name: str) -> dict[str, object] | None:
        """An entry that a listing has just named: as read before, for it is written once, or read now."""
        if name not in self._known and (entry := self._read(name)) is not None:
            self._known[name] = entry
        return self._known.get(name)

    def _read(self, name: str) -> dict[str, object] | None:
        content = self._records.get(name)
        if content is None:
            return None
        try:
            entry = json.loads(content)
        except ValueError as error:
            raise self._damaged(name, str(error)) from error
        if not isinstance(entry, dict):
            raise self._damaged(name, f"it holds {type(entry).__name__}, and a JSON object is accepted")
        if name.endswith("/done.json") and "result" not in entry:
            raise self._damaged(name, "it holds no result")
        return entry

    def _damaged(self, name: str, how: str) -> LedgerUnreadableError:
        """The error for a damaged entry, with what may be removed: never a whole attempt, by whose entries the bill counts."""
        folder, _, file = name.rpartition("/")
        if file != "ticket.json" and self._records.get(f"{folder}/ticket.json") is not None:
            mend = (
                "or remove this file alone and leave the ticket beside it: by it the job is collected again,"
                " and not paid again."
            )
        elif file == "intent.json":
            mend = (
                "or remove this file alone: the work is then bought anew for up to its price, even if it was"
                " bought before."
            )
        else:
            mend = (
                "or remove this file alone, never its folder: what was paid is then looked up at its"
                " provider, or bought anew for up to its price once you say so with `storyreel resolve`."
            )
        return LedgerUnreadableError(
            f"The ledger entry {name!r} is damaged ({how}). It is not taken for absent, because the work may"
            f" be paid. Restore it from a copy, {mend}",
            damaged=file.removesuffix(".json"),
        )


_SPOILT: dict[str, object] = {}
"""Stands for a result that was there and cannot be read."""


def _place(name: str) -> tuple[str, int]:
    """Key and number of the attempt that an entry's name belongs to."""
    return name.split("/")[-3], int(name.split("/")[-2])


def _name(key: str, number: int, step: str) -> str:
    return f"ledger/{key[:2]}/{key}/{number}/{step}.json"


def assets_in(value: object) -> Iterator[AssetRef]:
    """Every asset reference inside a JSON value."""
    if isinstance(value, dict):
        if set(value) == {"sha256", "media_type", "size_bytes"}:
            yield AssetRef.model_validate(value)
        else:
            for inner in value.values():
                yield from assets_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from assets_in(inner)
