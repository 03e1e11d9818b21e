"""Slots at a provider: how many of its jobs may run at once, over all processes.

They are leased from Prefect's global concurrency limits. Prefect's own `concurrency()` asks the server before
and after every job. If no slot is free, it waits for as long as jobs took on average before it asks again,
and all other jobs of the process queue behind it. Here a slot, once leased, passes from job to job of this
process for a while.
"""

from __future__ import annotations

import os
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from httpx import HTTPError, HTTPStatusError, Response
from httpx import codes as http
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.exceptions import ObjectAlreadyExists
from prefect.settings import PREFECT_API_URL
from tenacity import (
    Retrying,
    retry_if_exception,
    retry_if_exception_type,
    stop_after_attempt,
    wait_random_exponential,
)

from storyreel.film.money import Allowance
from storyreel.vault.home import home, open_home
from storyreel.vault.private import write_private
from storyreel.vault.processes import birth, lives

SLOT_SECONDS = 60.0
"""How long a slot passes from job to job of one process before the server may give it to another film."""
LEASE_SECONDS = 60.0
"""How long the slots of a process that died on another machine stay taken; Prefect's shortest lease."""
RENEW_SECONDS = 15.0
LONGEST_PAUSE_SECONDS = 2.0


def _limit_name(allowance: Allowance) -> str:
    """Name of the limit in Prefect.

    >>> _limit_name(Allowance(provider="luma", jobs=10))
    'storyreel-luma'
    """
    return f"storyreel-{allowance.provider}"


class Slot:
    """A call's slot at a provider: taken by `take`, and given back at the end of its `with`.

    If a lease cannot be renewed, the work goes on: it is paid already.
    """

    def __init__(self, allowance: Allowance | None) -> None:
        self._allowance = allowance
        self._lease: _Lease | None = None

    def __enter__(self) -> Slot:
        return self

    def __exit__(self, *_: object) -> None:
        if self._lease is not None and self._allowance is not None:
            lease, self._lease = self._lease, None
            _slots_of(self._allowance).give(lease)

    def take(self) -> None:
        """Wait for one of the provider's slots, if none is held yet."""
        if self._lease is None and self._allowance is not None:
            self._lease = _slots_of(self._allowance).take()


@dataclass(frozen=True)
class _Lease:
    """A slot leased from the server, and since when (monotonic seconds)."""

    id: UUID
    since: float = field(default_factory=time.monotonic)


class _Slots:
    """A provider's slots, shared by the threads of this process. Safe for many threads."""

    def __init__(self, allowance: Allowance) -> None:
        self._name = _limit_name(allowance)
        self._client: SyncPrefectClient = get_client(sync_client=True).__enter__()  # closed with the process
        # One request at a time: two at once would each fetch a CSRF token of their own.
        self._asking = threading.Lock()
        _LEASE_FILE.give_back_of_the_dead(self._client)
        self._set_limit(allowance.jobs)
        self._queue = threading.BoundedSemaphore(allowance.jobs)
        self._lock = threading.Lock()
        self._waiting = 0
        self._handed_on: list[_Lease] = []
        threading.Thread(target=self._renew, name=f"{self._name} leases", daemon=True).start()

    def _set_limit(self, jobs: int) -> None:
        """Make Prefect's limit, or change it. Another film may make it at the same moment."""
        retrying = _retrying_if_made_meanwhile()
        retrying(self._client.upsert_global_concurrency_limit_by_name, self._name, jobs)

    def take(self) -> _Lease:
        """A lease that another thread hands on, or a new one from the server; waits until there is one."""
        with self._lock:
            self._waiting += 1
        self._queue.acquire()
        with self._lock:
            self._waiting -= 1
            if self._handed_on:
                return self._handed_on.pop()
        try:
            return self._new_lease()
        except BaseException:
            self._queue.release()
            raise

    def give(self, lease: _Lease) -> None:
        """Hand a lease on to a thread that waits, or back to the server."""
        with self._lock:
            wanted = len(self._handed_on) < self._waiting and time.monotonic() - lease.since < SLOT_SECONDS
            if wanted:
                self._handed_on.append(lease)
        try:
            if not wanted:
                self._release(lease)
        finally:
            self._queue.release()

    def _new_lease(self) -> _Lease:
        return Retrying(
            retry=retry_if_exception(_full),
            wait=wait_random_exponential(multiplier=0.1, max=LONGEST_PAUSE_SECONDS),
        )(self._request)

    def _request(self) -> _Lease:
        lease = _Lease(UUID(self._increment().json()["lease_id"]))
        _LEASE_FILE.add(lease.id, self)
        return lease

    def _increment(self) -> Response:
        with self._asking:
            return self._client.increment_concurrency_slots_with_lease(
                names=[self._name], slots=1, mode="concurrency", lease_duration=LEASE_SECONDS
            )

    def _release(self, lease: _Lease) -> None:
        with self._asking, suppress(HTTPError):  # the lease runs out by itself
            self._client.release_concurrency_slots_with_lease(lease_id=lease.id)
        _LEASE_FILE.discard(lease.id)

    def _renew(self) -> None:
        while True:
            threading.Event().wait(RENEW_SECONDS)
            for lease in _LEASE_FILE.leases_of(self):
                self._renew_lease(lease)

    def _renew_lease(self, lease: UUID) -> None:
        with self._asking, suppress(HTTPError):  # work that is paid already goes on
            self._client.renew_concurrency_lease(lease_id=lease, lease_duration=LEASE_SECONDS)


class _LeaseFile:
    """A file with the leases of this process. If the process is killed, the next one gives them back."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: dict[UUID, _Slots] = {}

    def add(self, lease: UUID, slots: _Slots) -> None:
        """Note a lease that was taken."""
        with self._lock:
            self._held[lease] = slots
            self._write()

    def discard(self, lease: UUID) -> None:
        """Note that a lease was given back."""
        with self._lock:
            self._held.pop(lease, None)
            self._write()

    def leases_of(self, slots: _Slots) -> tuple[UUID, ...]:
        """The leases held at a provider."""
        with self._lock:
            return tuple(lease for lease, holder in self._held.items() if holder is slots)

    def give_back_of_the_dead(self, client: SyncPrefectClient) -> None:
        """Give back the leases of ended processes of this machine, so that no run waits for them."""
        for file in _folder().glob("[0-9]*-*"):  # not one that is being written
            if not _has_living_holder(file):
                with suppress(OSError, ValueError, HTTPError):
                    _give_back(client, file)

    def _write(self) -> None:
        file = _folder() / f"{os.getpid()}-{birth(os.getpid())}"
        with suppress(OSError):  # without the file, the leases run out by themselves
            if self._held:
                open_home()
                write_private(file, "\n".join(str(lease) for lease in self._held).encode())
            else:
                file.unlink(missing_ok=True)


def _folder() -> Path:
    return home() / "places"


def _full(error: BaseException) -> bool:
    return isinstance(error, HTTPStatusError) and error.response.status_code == http.LOCKED


_KNOWN: dict[tuple[str, str, int], _Slots] = {}
_LOCK = threading.Lock()
_LEASE_FILE = _LeaseFile()


def _retrying_if_made_meanwhile() -> Retrying:
    made_meanwhile = retry_if_exception_type(ObjectAlreadyExists)
    return Retrying(retry=made_meanwhile, stop=stop_after_attempt(3), reraise=True)


def _slots_of(allowance: Allowance) -> _Slots:
    """This process's slots at a provider. Prefect's limit is set when they are first asked for."""
    known = _identity(allowance)
    with _LOCK:
        if known not in _KNOWN:
            _KNOWN[known] = _Slots(allowance)
        return _KNOWN[known]


def _has_living_holder(file: Path) -> bool:
    pid, _, born = file.name.partition("-")
    return lives({"pid": pid, "born": born})


def _give_back(client: SyncPrefectClient, file: Path) -> None:
    for lease in file.read_text().split():
        client.release_concurrency_slots_with_lease(lease_id=UUID(lease))
    file.unlink(missing_ok=True)


def _identity(allowance: Allowance) -> tuple[str, str, int]:
    return PREFECT_API_URL.value() or "", allowance.provider, allowance.jobs
