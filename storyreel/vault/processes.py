"""Records which process holds something, so that another can tell later whether that process still runs."""

from __future__ import annotations

import functools
import os
import socket
from pathlib import Path

import psutil

_PROC = Path("/proc")
_STATE, _STARTED = 0, 19
"""Fields of /proc/PID/stat, counted after the program's name: the letter of the state, and the clock ticks
from boot to start.
"""


def this_process() -> dict[str, object]:
    """This process as a record names it. A later process with the same number has another birth."""
    return {"host": socket.gethostname(), "pid": os.getpid(), "born": birth(os.getpid())}


def is_of_this_machine(held: dict[str, object]) -> bool:
    """Whether the record's process can be looked for here."""
    return held.get("host") == socket.gethostname()


def lives(held: dict[str, object]) -> bool:
    """Whether the process that a record of this machine names still runs. A zombie does not."""
    try:
        return birth(int(str(held["pid"]))) == held["born"]
    except psutil.AccessDenied:
        return True  # another user's process, of which nothing can be read; it is safer to wait for it
    except (psutil.NoSuchProcess, KeyError, ValueError):
        return False


def birth(pid: int) -> str:
    """What distinguishes a process from an earlier or later one with the same number.

    On Linux that is the boot and the ticks since then. A time of day may change when a laptop wakes and sets
    its clock, and a running process would count as ended.

    Raises:
        psutil.NoSuchProcess: there is none, or it has ended.
        psutil.AccessDenied: there is one, and the system hides it.
    """
    if not (_PROC / "self" / "stat").exists():
        return _time_of_birth(pid)
    try:
        text = (_PROC / str(pid) / "stat").read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise (psutil.AccessDenied if psutil.pid_exists(pid) else psutil.NoSuchProcess)(pid) from error
    fields = text.rpartition(")")[2].split()
    if fields[_STATE] in "ZX":
        raise psutil.NoSuchProcess(pid)
    return f"{_boot()[:8]}-{fields[_STARTED]}"


def _time_of_birth(pid: int) -> str:
    process = psutil.Process(pid)
    if process.status() == psutil.STATUS_ZOMBIE:
        raise psutil.NoSuchProcess(pid)
    return str(process.create_time())


@functools.cache
def _boot() -> str:
    return (_PROC / "sys" / "kernel" / "random" / "boot_id").read_text(encoding="ascii")
