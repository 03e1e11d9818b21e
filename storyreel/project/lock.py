"""The director's lock: one run at a time directs a film."""

from __future__ import annotations

import os
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from storyreel.film.errors import FilmError, ProjectBusyError
from storyreel.vault import Document, Documents
from storyreel.vault.processes import is_of_this_machine, lives, this_process

LEASE_SECONDS = 60.0
RENEW_SECONDS = 15.0
RETRY_SECONDS = 2.0
_Lease = dict[str, Any]
"""Who holds the lock, from when and until when, as plain JSON."""
_HELD: set[str] = set()
"""Tokens of the locks that this process holds."""


@contextmanager
def directing(documents: Documents, film_id: str) -> Iterator[None]:
    """Hold the film's lock.

    It is renewed while it is held. If its holder on this machine is dead, it is free at once.

    Raises:
        ProjectBusyError: another process holds it; says which.
    """
    lock = _Lock(documents, f"films/{film_id}/lock", _holder())
    _HELD.add(lock.me["token"])
    try:
        lock.acquire()
    except BaseException:
        _HELD.discard(lock.me["token"])
        raise
    try:
        with _renewed(lock):
            yield
    finally:
        lock.release()
        _HELD.discard(lock.me["token"])


@dataclass(frozen=True)
class Director:
    """The process that directs a film."""

    pid: int
    host: str
    since: str
    """Time of day, as it is shown."""
    here: bool
    """Whether it runs on this machine."""


def director_of(documents: Documents, film_id: str) -> Director | None:
    """Who directs a film at present; None if nobody does."""
    value = documents.read(f"films/{film_id}/lock").value
    if not isinstance(value, dict) or _is_free(value):
        return None
    return Director(int(value["pid"]), str(value["host"]), str(value["since"]), is_of_this_machine(value))


def require_no_director(documents: Documents, film_id: str) -> None:
    """Refuse a film that another process directs, before a run of it is begun.

    Raises:
        ProjectBusyError: another process holds the film's lock; says which.
    """
    _require_free(documents.read(f"films/{film_id}/lock").value)


@dataclass(frozen=True)
class _Lock:
    """A lock as a document."""

    documents: Documents
    name: str
    me: dict[str, Any]
    """The holder that this object stands for."""

    def acquire(self) -> None:
        """Become its holder.

        Raises:
            ProjectBusyError: another process holds it.
        """
        while not self._try_to_take():
            pass

    def _try_to_take(self) -> bool:
        """False if another process was faster."""
        current = self.documents.read(self.name)
        _require_free(current.value)
        return self._write(self._lease(), current)

    def _write(self, lease: _Lease, current: Document) -> bool:
        """Whether the document could be written over the current one."""
        return self.documents.write(self.name, lease, current.version)

    def renew(self) -> None:
        """Move the end of the lease."""
        current = self._own()
        if current:
            self._write(self._lease(), current)

    def _own(self) -> Document | None:
        """The document, if it names this process."""
        current = self.documents.read(self.name)
        return current if self._is_mine(current.value) else None

    def release(self) -> None:
        """Free the film.

        If that cannot be written, the film is free when this process ends, or on another machine when the
        lease ends.
        """
        with suppress(FilmError, OSError):
            current = self._own()
            if current:
                self._write({"free": True}, current)

    def _lease(self) -> dict[str, Any]:
        return self.me | {"until": time.time() + LEASE_SECONDS}

    def _is_mine(self, value: object) -> bool:
        return isinstance(value, dict) and value.get("token") == self.me["token"]


@contextmanager
def _renewed(lock: _Lock) -> Iterator[None]:
    """Renew the lock from a thread until the end of the block."""
    ended = threading.Event()
    renewal = _renewal(lock, ended)
    renewal.start()
    try:
        yield
    finally:
        ended.set()
        renewal.join()


def _renewal(lock: _Lock, ended: threading.Event) -> threading.Thread:
    return threading.Thread(target=_renew, args=(lock, ended), name="director's lock", daemon=True)


def _renew(lock: _Lock, ended: threading.Event) -> None:
    pause = RENEW_SECONDS
    while not ended.wait(pause):
        try:
            lock.renew()
            pause = RENEW_SECONDS
        except (FilmError, OSError):
            # A full disk or a lost connection may be fixed while the run goes on. The run itself reports it.
            pause = RETRY_SECONDS


def _require_free(value: object) -> None:
    if isinstance(value, dict) and not _is_free(value):
        raise _busy(value)


def _busy(value: _Lease) -> ProjectBusyError:
    holder = f"process {value['pid']} on {value['host']}"
    return ProjectBusyError(
        f"This film is being made by {holder} since {value['since']}. Wait for it, or stop it with Ctrl-C"
        " there; nothing was changed.",
        holder=holder,
    )


def _holder() -> dict[str, Any]:
    since = time.strftime("%H:%M:%S", time.localtime())
    return this_process() | {"token": uuid.uuid4().hex, "since": since}


def _is_free(value: _Lease) -> bool:
    """Whether it was released, its holder here is dead, or its holder elsewhere let the lease end."""
    return bool(value.get("free")) or _is_left(value)


def _is_left(value: _Lease) -> bool:
    if not is_of_this_machine(value):
        return value.get("until", 0) < time.time()
    return not lives(value) or _lost(value)


def _lost(value: dict[str, Any]) -> bool:
    """Whether this process held it and could not write down that it released it."""
    return value["pid"] == os.getpid() and value.get("token") not in _HELD
