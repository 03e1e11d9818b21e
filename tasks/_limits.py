"""How many jobs of one provider are under way at once: in this process by a semaphore, over all processes by Prefect's global limit."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from prefect.client.orchestration import get_client
from prefect.concurrency.sync import concurrency

from storyreel.film.money import Allowance

_SLOTS: dict[str, threading.BoundedSemaphore] = {}
_MADE: set[tuple[str, int]] = set()
_LOCK = threading.Lock()


def limit_name(allowance: Allowance) -> str:
    """Name of the limit in Prefect.

    >>> limit_name(Allowance(provider="luma", jobs=10))
    'storyreel-luma'
    """
    return f"storyreel-{allowance.provider}"


@contextmanager
def provider_slot(allowance: Allowance | None) -> Iterator[None]:
    """Hold one of the provider's places while a job is submitted, worked on and fetched.

    Threads of this process queue before they ask the server, so that a place that falls free is taken at once.
    A lease that cannot be renewed does not end work that is paid already.
    """
    if allowance is None:
        yield
        return
    _ensure(allowance)
    with _SLOTS[allowance.provider], concurrency(limit_name(allowance), occupy=1, strict=True, raise_on_lease_renewal_failure=False):
        yield


def _ensure(allowance: Allowance) -> None:
    """Create the limit, or bring it to the allowance; once in a process."""
    with _LOCK:
        if (allowance.provider, allowance.jobs) in _MADE:
            return
        with get_client(sync_client=True) as client:
            client.upsert_global_concurrency_limit_by_name(limit_name(allowance), allowance.jobs)
        _SLOTS.setdefault(allowance.provider, threading.BoundedSemaphore(allowance.jobs))
        _MADE.add((allowance.provider, allowance.jobs))
