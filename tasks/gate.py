"""The gate that limits heavy work on this machine's cores, and how memory is given back to the system."""

from __future__ import annotations

import ctypes
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psutil

BYTES_A_WORKER = 600 * 1024**2
"""Peak memory of painting one 1080p clip (docs/BENCHMARKS.md), rounded up."""


def workers() -> int:
    """How many pieces of heavy work run at once: one a core, fewer if memory is short, but at least one."""
    return max(1, min(_cores(), psutil.virtual_memory().available // BYTES_A_WORKER))


def _cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _give_memory_back() -> None:
    """Let glibc return large blocks to the system at once, and keep few arenas.

    A dozen threads allocate and free pictures and sounds of several megabytes. Without this, the fragments
    that stayed in the arenas took more memory than what was in use.
    """
    adjust = _mallopt()
    if adjust is not None:
        adjust(_M_ARENA_MAX, 2)
        adjust(_M_MMAP_THRESHOLD, 4 * 1024**2)


def _mallopt() -> Any:
    """The function of glibc that changes how memory is allocated; None if there is none."""
    if sys.platform != "linux":
        return None
    try:
        return ctypes.CDLL("libc.so.6").mallopt
    except (OSError, AttributeError):
        return None  # another C library, which has no such setting


_M_ARENA_MAX, _M_MMAP_THRESHOLD = -8, -3  # malloc.h
_give_memory_back()
_SLOTS = threading.BoundedSemaphore(workers())


@contextmanager
def cpu_gate() -> Iterator[None]:
    """Hold one of this process's slots for heavy work."""
    with _SLOTS:
        yield
