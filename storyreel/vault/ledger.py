"""The write-once record of every job: its intent, its ticket at the provider, and its result.

    <key>/<n>/intent -> ticket -> done | refused | lost
                     -> doubt            it is not known whether the provider took the job

Each entry is created only if it is absent, and never overwritten. An attempt that failed is closed, and the
next one is opened.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeAlias

from storyreel.film.assets import AssetRef
from storyreel.film.errors import AssetLostError, FilmError, LedgerUnreadableError
from storyreel.vault.processes import is_of_this_machine, lives, this_process
from storyreel.vault.records import Records

LEASE_SECONDS = 120.0


@dataclass(frozen=True)
class Attempt:
    """The newest attempt at a job. If it is done, only `done` is set."""

    number: int
    """1-based."""
    intent: dict[str, object] | None = None
    ticket: dict[str, object] | None = None
    done: dict[str, object] | None = None
    refused: dict[str, object] | None = None
    unresolved: dict[str, object] | None = None
    damaged: bool = False
    """Whether a closed attempt has a result whose entry cannot be read."""

    @property
    def begun(self) -> bool:
        """Whether it was sent or may have been, and is neither made nor refused."""
        if self.done is not None or self.refused is not None:
            return False
        return any(step is not None for step in (self.intent, self.ticket, self.unresolved))


class Ledger:
    """Jobs by content key. Safe for several threads, processes and machines at once."""

    def __init__(self, records: Records, clock: Callable[[], float] = time.time) -> None:
        self._records = records
        self._clock = clock
        self._known: dict[str, dict[str, object]] = {}
        self._foreknown: dict[str, Attempt] = {}

    def attempt(self, key: str) -> Attempt:
        """The attempt that counts: the first that is not closed as lost.

        An attempt whose result is damaged and whose ticket is not is closed here.

        Raises:
            LedgerUnreadableError: an entry exists and cannot be read.
        """
        read = self._reader(key)
        number, done = 1, None
        while read(number, "lost") is not None or (done := self._kept(key, number, read)) is _SPOILT:
            number += 1
        if done is not None:
            return Attempt(
                number, done=done
            )  # the other entries are not read: each read of a bucket takes time
        refused, ticket = read(number, "refused"), read(number, "ticket")
        unresolved, intent = read(number, "doubt"), read(number, "intent")
        return Attempt(number, intent, ticket, None, refused, unresolved)

    def ticket_of(self, key: str, number: int) -> dict[str, object] | None:
        """The ticket of an attempt, also of one that is done; None if it has none."""
        return self._get(key, number, "ticket")

    def _reader(self, key: str) -> _Reader:
        """A function that reads an entry of a job by number and step, with one listing if that is cheaper."""
        there = self._records.listed(f"ledger/{key[:2]}/{key}")

        def read(number: int, step: str) -> _Entry | None:
            name = _name(key, number, step)
            if there is None:
                return self._read(name)
            return self._recalled(name) if name in there else None

        return read

    def attempts(self, keys: Iterable[str]) -> dict[str, Attempt]:
        """The attempt that counts, for each key; see `attempt`."""
        asked = list(dict.fromkeys(keys))
        return dict(zip(asked, self._records.each(self.attempt, asked), strict=True))

    def closed(self, key: str, number: int) -> Attempt | None:
        """An attempt that is closed as lost, with its ticket and result if any; None if it is open."""
        if number < 1 or self._get(key, number, "lost") is None:
            return None
        try:
            return Attempt(number, None, self._get(key, number, "ticket"), self._get(key, number, "done"))
        except LedgerUnreadableError as error:
            if error.facts.get("damaged") != "done":
                raise
            return Attempt(number, None, self._get(key, number, "ticket"), damaged=True)

    def intend(self, key: str, number: int, what: str, *, lease_seconds: float = LEASE_SECONDS) -> bool:
        """Record that this process begins the attempt; False if another began it before.

        lease_seconds: how long processes on other machines take this one to be at work.
        """
        return self._create(key, number, "intent", self._intent(what, lease_seconds))

    def _intent(self, what: str, lease_seconds: float) -> _Entry:
        now = self._clock()
        return {"what": what, "holder": this_process(), "at": now, "until": now + lease_seconds}

    def ticket(self, key: str, number: int, ticket: dict[str, object]) -> bool:
        """Keep the provider's ticket for a job; False if there is one already."""
        return self._create(key, number, "ticket", ticket)

    def mark_unresolved(
        self, key: str, number: int, what: str, why: str, provider: str = "", *, collectable: bool = True
    ) -> None:
        """Record that it is not known whether the provider took the job.

        Nothing is submitted until a person decides.

        collectable: whether the provider keeps the job, so that it can be collected if a person names it.
        """
        entry: dict[str, object] = {
            "what": what,
            "why": why,
            "provider": provider,
            "collectable": collectable,
            "at": self._clock(),
        }
        self._create(key, number, "doubt", entry)

    def job_ids(self) -> frozenset[str]:
        """Ids of every job that has a ticket. A job that must be looked up is none of these."""
        return frozenset(str(ticket["job_id"]) for _, ticket in self._tickets())

    def calls_of_job(self, job_id: str) -> dict[str, str]:
        """Names of the calls for which a job is or was collected, by key.

        An attempt that was closed without a result no longer has its job.
        """
        found: dict[str, str] = {}
        for name, ticket in self._tickets():
            if ticket.get("job_id") == job_id:
                key, number = _place(name)
                closed = self.closed(key, number)
                if closed is None or closed.done is not None or closed.damaged:
                    found[key] = self._name_of(key, number)
        return found

    def _tickets(self) -> Iterator[tuple[str, _Entry]]:
        """Name and content of every ticket."""
        for name in self._records.names("ledger"):
            if name.endswith("/ticket.json") and (ticket := self._recalled(name)) is not None:
                yield name, ticket

    def unresolved(self) -> Iterator[tuple[str, int, dict[str, object]]]:
        """Key, number and entry of every unresolved attempt that is not closed.

        An attempt whose job a person named is included until it has a result.
        """
        for name in self._records.names("ledger"):
            if name.endswith("/doubt.json"):
                key, number = _place(name)
                attempt = self.attempt(key)
                is_open = attempt.number == number and attempt.done is None and attempt.refused is None
                if is_open and attempt.unresolved is not None:
                    yield key, number, attempt.unresolved

    def at_work(self, intent: dict[str, object]) -> bool:
        """Whether the process that began an attempt may still work on it."""
        holder = intent.get("holder")
        if isinstance(holder, dict) and is_of_this_machine(holder):
            return lives(holder)
        return float(str(intent.get("until", 0))) > self._clock()

    def finish(
        self,
        key: str,
        number: int,
        result: dict[str, object],
        *,
        seconds: float,
        cost_usd: float = 0.0,
        by: str = "",
    ) -> dict[str, object]:
        """Keep the result and return the one that counts: another process may have been first.

        by: fingerprint of the member that made it; '' if none did.
        """
        entry: dict[str, object] = {
            "result": result,
            "seconds": round(seconds, 3),
            "cost_usd": cost_usd,
            "at": self._clock(),
            **({"by": by} if by else {}),
        }
        if self._create(key, number, "done", entry):
            return entry
        kept = self._get(key, number, "done")
        return kept if kept is not None else entry

    def refuse(self, key: str, number: int, reason: str, *, cost_usd: float = 0.0) -> None:
        """Close the attempt as refused. The same brief is not sent again."""
        self._create(key, number, "refused", {"reason": reason, "cost_usd": cost_usd, "at": self._clock()})

    def lose(self, key: str, number: int, why: str) -> None:
        """Close an attempt whose result is gone or damaged, so that the next number counts."""
        self._foreknown.pop(key, None)
        self._create(key, number, "lost", {"why": why, "at": self._clock()})

    def sound_attempt(self, key: str, check: Callable[[AssetRef], None]) -> Attempt:
        """The attempt that counts, after every asset of its result was checked.

        An attempt whose asset is lost is closed first.
        """
        return self._foreknown.get(key) or self._sound_attempt(key, check)

    def look_ahead(self, keys: Iterable[str], check: Callable[[AssetRef], None]) -> None:
        """Read many attempts at once, if the records are slow to answer, as those of a bucket.

        `sound_attempt` then answers for those that are done now without reading them again.
        """

        def found(key: str) -> Attempt | None:
            with suppress(FilmError):  # it is raised again when the attempt is needed
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

    def _kept(self, key: str, number: int, read: _Reader) -> _Entry | None:
        """The result of an attempt; _SPOILT if it was damaged and the attempt is closed.

        It is closed only if it has a ticket, by which its job can be collected again.
        """
        try:
            return read(number, "done")
        except LedgerUnreadableError as error:
            ticket = None
            with suppress(LedgerUnreadableError):
                ticket = read(number, "ticket")
            if error.facts.get("damaged") != "done" or ticket is None:
                raise
            job = ticket.get("job_id")
            self.lose(key, number, f"its result cannot be read; its job {job} is collected again")
            return _SPOILT

    def _name_of(self, key: str, number: int) -> str:
        """The name of an attempt's call, from its own entries or those of earlier attempts."""
        for earlier in range(number, 0, -1):
            for step in ("intent", "doubt"):
                entry = self._get(key, earlier, step)
                if entry is not None and "what" in entry:
                    return str(entry["what"])
        return "another call"

    def _create(self, key: str, number: int, step: str, entry: dict[str, object]) -> bool:
        return self._records.create(_name(key, number, step), json.dumps(entry, ensure_ascii=False).encode())

    def _get(self, key: str, number: int, step: str) -> _Entry | None:
        return self._read(_name(key, number, step))

    def _recalled(self, name: str) -> _Entry | None:
        """An entry that a listing has just named. It is read once, because it is never rewritten."""
        if name not in self._known:
            self._remember(name)
        return self._known.get(name)

    def _remember(self, name: str) -> None:
        entry = self._read(name)
        if entry is not None:
            self._known[name] = entry

    def _read(self, name: str) -> _Entry | None:
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
        """The error for a damaged entry, with what a person may do about it."""
        return LedgerUnreadableError(
            f"The ledger entry {name!r} is damaged ({how}). It is not treated as missing, because the work"
            f" may be paid. Restore it from a copy, {self._remedy(name)}",
            damaged=_step_of(name),
        )

    def _remedy(self, name: str) -> str:
        """What a person may remove if there is no copy: never a whole attempt, which the bill counts."""
        if self._lies_beside_ticket(name):
            return (
                "or remove only this file and leave the ticket beside it: the job is then collected again,"
                " and not paid again."
            )
        if _step_of(name) == "intent":
            return (
                "or remove only this file: the work is then bought again for up to its price, even if it was"
                " bought before."
            )
        return (
            "or remove only this file, never its folder: what was paid is then looked up at its"
            " provider, or bought again for up to its price once you say so with `storyreel resolve`."
        )

    def _lies_beside_ticket(self, name: str) -> bool:
        ticket = f"{name.rpartition('/')[0]}/ticket.json"
        return name != ticket and self._records.get(ticket) is not None


_Entry: TypeAlias = dict[str, object]
_Reader: TypeAlias = Callable[[int, str], _Entry | None]
_SPOILT: _Entry = {}
"""Stands for a result that is there and cannot be read."""


def _place(name: str) -> tuple[str, int]:
    """Key and number of the attempt that an entry's name belongs to."""
    return name.split("/")[-3], int(name.split("/")[-2])


def _step_of(name: str) -> str:
    return name.rpartition("/")[2].removesuffix(".json")


def _name(key: str, number: int, step: str) -> str:
    return f"ledger/{key[:2]}/{key}/{number}/{step}.json"


def assets_in(value: object) -> Iterator[AssetRef]:
    """Every asset reference inside a JSON value."""
    if _is_reference(value):
        yield AssetRef.model_validate(value)
        return
    for inner in _values_in(value):
        yield from assets_in(inner)


def _is_reference(value: object) -> bool:
    return isinstance(value, dict) and set(value) == {"sha256", "media_type", "size_bytes"}


def _values_in(value: object) -> Iterable[object]:
    """The values of a JSON object or array; none of anything else."""
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()
