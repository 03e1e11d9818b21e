"""The director's lock: one run at a time directs a film. It does not know what a run does."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psutil

from storyreel.film.errors import ProjectBusyError
from storyreel.vault import Documents

LEASE_SECONDS = 60.0
RENEW_SECONDS = 15.0


@contextmanager
def directing(documents: Documents, film_id: str) -> Iterator[None]:
    """Hold the film's lock; it is renewed while held and free at once when its holder on this machine is dead.

    Raises:
        ProjectBusyError: somebody else holds it; says who.
    """
    name = f"films/{film_id}/lock"
    me = _holder()
    _acquire(documents, name, me)
    ended = threading.Event()
    renewal = threading.Thread(target=_renew, args=(documents, name, me, ended), name="director's lock", daemon=True)
    renewal.start()
    try:
        yield
    finally:
        ended.set()
        renewal.join()
        current = documents.read(name)
        if _same(current.value, me):
            documents.write(name, {"free": True}, current.version)


def _acquire(documents: Documents, name: str, me: dict[str, Any]) -> None:
    while True:
        current = documents.read(name)
        if isinstance(current.value, dict) and not _is_free(current.value):
            holder = f"process {current.value['pid']} on {current.value['host']}"
            raise ProjectBusyError(
                f"This film is being made by {holder} since {current.value['since']}. Wait for it, or stop it with Ctrl-C there; nothing was changed.",
                holder=holder,
            )
        if documents.write(name, me | {"until": time.time() + LEASE_SECONDS}, current.version):
            return


def _renew(documents: Documents, name: str, me: dict[str, Any], ended: threading.Event) -> None:
    while not ended.wait(RENEW_SECONDS):
        current = documents.read(name)
        if _same(current.value, me):
            documents.write(name, me | {"until": time.time() + LEASE_SECONDS}, current.version)


def _holder() -> dict[str, Any]:
    process = psutil.Process()
    since = time.strftime("%H:%M:%S", time.localtime())
    return {"host": socket.gethostname(), "pid": os.getpid(), "born": process.create_time(), "thread": threading.get_ident(), "since": since}


def _same(value: object, me: dict[str, Any]) -> bool:
    return isinstance(value, dict) and all(value.get(name) == me[name] for name in ("host", "pid", "born", "thread"))


def _is_free(value: dict[str, Any]) -> bool:
    """Free, let go, run out, or held by a process of this machine that is dead."""
    if value.get("free") or value.get("until", 0) < time.time():
        return True
    if value.get("host") != socket.gethostname():
        return False
    try:
        return psutil.Process(value["pid"]).create_time() != value["born"]
    except psutil.NoSuchProcess:
        return True
