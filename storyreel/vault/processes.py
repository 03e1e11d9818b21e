"""Which process of this machine holds something, said so that it is known later whether that process still lives."""

from __future__ import annotations

import functools
import os
import socket
from pathlib import Path

import psutil

_PROC = Path("/proc")
_STATE, _STARTED = 0, 19
"""Places in /proc/PID/stat, counted behind the program's name: the state's letter, and the clock ticks from
boot to start.
"""


def this_process() -> dict[str, object]:
    """This process as it stands in a record; one that is given its number later has another birth."""
    return {"host": socket.gethostname(), "pid": os.getpid(), "born": birth(os.getpid())}


def is_of_this_machine(held: dict[str, object]) -> bool:
    """Whether the record's process can be looked for here."""
    return held.get("host") == socket.gethostname()


def lives(held: dict[str, object]) -> bool:
    """Whether the process that a record of this machine names is still at work.

    A process that ended and waits for its parent is not.
    """
    try:
        return birth(int(str(held["pid"]))) == held["born"]
    except psutil.AccessDenied:
        return True  # another user's, which nobody else may look at: better waited for than robbed
    except (psutil.NoSuchProcess, KeyError, ValueError):
        return False


def birth(pid: int) -> str:
    """What tells a process from an earlier or later one of the same number.

    On Linux that is the boot and the ticks since then: a time of day would move when a laptop that slept sets
    its clock, and a living process be taken for dead.

    Raises:
        psutil.NoSuchProcess: there is none, or it has ended.
        psutil.AccessDenied: there is one, and the system hides it.
    """
    if not (_PROC / "self" / "stat").exists():
        process = psutil.Process(pid)
        if process.status() == psutil.STATUS_ZOMBIE:
            raise psutil.NoSuchProcess(pid)
        return str(process.create_time())
    try:
        fields = (
            (_PROC / str(pid) / "stat")
            .read_text(encoding="utf-8", errors="replace")
            .rpartition(")")[2]
            .split()
        )
    except OSError as error:
        raise (psutil.AccessDenied if psutil.pid_exists(pid) else psutil.NoSuchProcess)(pid) from error
    if fields[_STATE] in "ZX":
        raise psutil.NoSuchProcess(pid)
    return f"{_boot()[:8]}-{fields[_STARTED]}"


@functools.cache
def _boot() -> str:
    return (_PROC / "sys" / "kernel" / "random" / "boot_id").read_text(encoding="ascii")
