"""How long a film takes to make: its calls played through in time, with as many at once as each of their resources bears.

A resource is a provider with its allowance, or this machine's cores.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from storyreel.graph.stages import CallId
from storyreel.graph.walk import Walk, in_order


@dataclass(frozen=True)
class Job:
    """One call in time."""

    id: CallId
    needs: tuple[CallId, ...]
    """What of the other jobs it waits for; what is not among them is there already."""
    seconds: float
    resource: str = ""
    """Where it is made; '' for nowhere, at once."""


def wall_seconds(jobs: Sequence[Job], places: Mapping[str, int]) -> float:
    """Time from the first to the last if every job starts as soon as what it needs is there and its resource has a place, in the order given.

    places: jobs at once by resource; a resource that is not among them bears any number.

    >>> from storyreel.graph.stages import Stage
    >>> a, b, c = (CallId(Stage.SPEECH, "SC010-SH010", index=number) for number in (1, 2, 3))
    >>> wall_seconds([Job(a, (), 2, "w"), Job(b, (), 2, "w"), Job(c, (a, b), 1, "w")], {"w": 1})
    5.0
    """
    by_id = {job.id: job for job in jobs}
    walk = Walk(_needs(jobs))
    order = {job.id: number for number, job in enumerate(jobs)}
    queues: dict[str, list[tuple[int, Job]]] = defaultdict(list)
    busy: dict[str, int] = defaultdict(int)
    flying: list[tuple[float, int, Job]] = []
    now = 0.0
    while walk:
        for one in tuple(walk.ready()):
            walk.take(one)
            heapq.heappush(queues[by_id[one].resource], (order[one], by_id[one]))
        for resource, queue in queues.items():
            while queue and busy[resource] < places.get(resource, len(by_id)):
                number, job = heapq.heappop(queue)
                busy[resource] += 1
                heapq.heappush(flying, (now + job.seconds, number, job))
        now, _, job = heapq.heappop(flying)
        busy[job.resource] -= 1
        walk.done(job.id)
    return now


def longest_chain(jobs: Sequence[Job]) -> tuple[CallId, ...]:
    """The jobs that follow one another and take the longest: what no number of workers makes shorter."""
    needs, seconds = _needs(jobs), {job.id: job.seconds for job in jobs}
    ends: dict[CallId, tuple[float, CallId | None]] = {}
    for one in in_order(needs):
        until, before = max(
            ((ends[need][0], need) for need in needs[one]), key=lambda end: end[0], default=(0.0, None)
        )
        ends[one] = (until + seconds[one], before)
    chain: list[CallId] = []
    last = max(ends, key=lambda end: ends[end][0], default=None)
    while last is not None:
        chain.append(last)
        last = ends[last][1]
    return tuple(reversed(chain))


def _needs(jobs: Sequence[Job]) -> dict[CallId, list[CallId]]:
    """What each job needs of the other jobs."""
    known = {job.id for job in jobs}
    return {job.id: [need for need in job.needs if need in known] for job in jobs}
