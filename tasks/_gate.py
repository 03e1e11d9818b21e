"""The one gate through which work on this machine's cores passes. It does not know what the work is."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import psutil

BYTES_A_WORKER = 600 * 1024**2
"""Memory that painting one 1080p clip takes at its peak (docs/BENCHMARKS.md), rounded up."""


def workers() -> int:
    """How many pieces of heavy work run at once: one a core, fewer where memory is short, at least one."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(cores, psutil.virtual_memory().available // BYTES_A_WORKER))


_SLOTS = threading.BoundedSemaphore(workers())


@contextmanager
def cpu_gate() -> Iterator[None]:
    """Hold one of this process's slots for heavy work."""
    with _SLOTS:
        yield
