"""Limits that a process sets for itself before it reads a file from outside."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PR_SET_PDEATHSIG = 1
"""From <linux/prctl.h>: the signal that this process gets when the thread that started it ends."""


def confine(parent: int, memory_bytes: int) -> None:
    """Limit this process to `memory_bytes` more memory, without core dumps, and end it with its parent.

    Linux does all three. Elsewhere the parent and the time limit end the process.
    """
    # Ctrl-C reaches the whole group; the parent decides which processes end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "linux":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    mapped_pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    most = mapped_pages * resource.getpagesize() + memory_bytes
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before the line above
        os._exit(1)


PATIENCE = 4.0
"""How many times its processor seconds a block may take by the clock, for a busy machine."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Ends the process by a signal if the block takes more processor time, even in compiled code."""
    if not hasattr(signal, "setitimer"):
        yield
        return
    for number in (signal.SIGPROF, signal.SIGALRM):
        signal.signal(number, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.setitimer(signal.ITIMER_REAL, seconds * PATIENCE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
