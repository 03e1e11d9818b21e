"""The director's lock: one run at a time directs a film. It does not know what a run does."""

from __future__ import annotations

import os
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from storyreel.film.errors import FilmError, ProjectBusyError
from storyreel.vault import Documents
from storyreel.vault.processes import is_of_this_machine, lives, this_process

LEASE_SECONDS = 60.0
RENEW_SECONDS = 15.0
RETRY_SECONDS = 2.0
_HELD: set[str] = set()
"""Tokens of the locks that this process holds."""


@contextmanager
def directing(documents: Documents, film_id: str) -> Iterator[None]:
    """Hold the film's lock.

    It is renewed while held and free at once when its holder on this machine is dead.

    Raises:
        ProjectBusyError: somebody else holds it; says who.
    """
    name = f"films/{film_id}/lock"
    me = _holder()
    _HELD.add(me["token"])
    try:
        _acquire(documents, name, me)
    except BaseException:
        _HELD.discard(me["token"])
        raise
    ended = threading.Event()
    renewal = threading.Thread(
        target=_renew, args=(documents, name, me, ended), name="director's lock", daemon=True
    )
    renewal.start()
    try:
        yield
    finally:
        ended.set()
        renewal.join()
        _let_go(documents, name, me)
        _HELD.discard(me["token"])


def _acquire(documents: Documents, name: str, me: dict[str, Any]) -> None:
    while True:
        current = documents.read(name)
        if isinstance(current.value, dict) and not _is_free(current.value):
            holder = f"process {current.value['pid']} on {current.value['host']}"
            raise ProjectBusyError(
                f"This film is being made by {holder} since {current.value['since']}. Wait for it, or stop it"
                " with Ctrl-C there; nothing was changed.",
                holder=holder,
            )
        if documents.write(name, me | {"until": time.time() + LEASE_SECONDS}, current.version):
            return


def _renew(documents: Documents, name: str, me: dict[str, Any], ended: threading.Event) -> None:
    pause = RENEW_SECONDS
    while not ended.wait(pause):
        try:
            current = documents.read(name)
            if _same(current.value, me):
                documents.write(name, me | {"until": time.time() + LEASE_SECONDS}, current.version)
            pause = RENEW_SECONDS
        except (FilmError, OSError):
            # a full disk or a lost connection may be mended while the run lives; what it makes will say it,
            # too
            pause = RETRY_SECONDS


def _let_go(documents: Documents, name: str, me: dict[str, Any]) -> None:
    """Free the film.

    Where that cannot be written it is freed by this process's end, or by the lease's on another machine.
    """
    with suppress(FilmError, OSError):
        current = documents.read(name)
        if _same(current.value, me):
            documents.write(name, {"free": True}, current.version)


def _holder() -> dict[str, Any]:
    since = time.strftime("%H:%M:%S", time.localtime())
    return this_process() | {"token": uuid.uuid4().hex, "since": since}


def _same(value: object, me: dict[str, Any]) -> bool:
    return isinstance(value, dict) and value.get("token") == me["token"]


def _is_free(value: dict[str, Any]) -> bool:
    """Let go, or held by a process of this machine that is dead.

    Of another machine, once its lease ran out.
    """
    if value.get("free"):
        return True
    if not is_of_this_machine(value):
        return value.get("until", 0) < time.time()
    return not lives(value) or _lost(value)


def _lost(value: dict[str, Any]) -> bool:
    """Whether this very process held it and let go without being able to write that down."""
    return value["pid"] == os.getpid() and value.get("token") not in _HELD
