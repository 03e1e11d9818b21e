"""How long a film takes to make: its calls played through in time, with as many at once as each of their workshops bears.

A workshop is a provider with its allowance, or this machine's cores. It does not know what the calls do.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Job:
    """One call in time."""

    name: str
    needs: tuple[str, ...]
    seconds: float
    workshop: str = ""
    """Where it is made; '' for nowhere, at once."""


def wall_seconds(jobs: Sequence[Job], places: Mapping[str, int]) -> float:
    """Time from the first to the last when every job starts as soon as what it needs is there and its workshop has a place, in the order given.

    places: jobs at once by workshop; a workshop that is not named bears any number.

    >>> wall_seconds([Job("a", (), 2, "w"), Job("b", (), 2, "w"), Job("c", ("a", "b"), 1, "w")], {"w": 1})
    5.0
    """
    waiting = _waiting(jobs)
    dependants: dict[str, list[str]] = defaultdict(list)
    for name, needs in waiting.items():
        for need in needs:
            dependants[need].append(name)
    by_name = {job.name: job for job in jobs}
    order = {job.name: number for number, job in enumerate(jobs)}
    ready: dict[str, list[tuple[int, str]]] = defaultdict(list)
    busy: dict[str, int] = defaultdict(int)
    flying: list[tuple[float, int, str]] = []
    now = 0.0

    def arrive(name: str) -> None:
        heapq.heappush(ready[by_name[name].workshop], (order[name], name))

    for name, needs in waiting.items():
        if not needs:
            arrive(name)
    while True:
        for workshop, queue in ready.items():
            while queue and busy[workshop] < places.get(workshop, len(by_name)):
                _, name = heapq.heappop(queue)
                busy[workshop] += 1
                heapq.heappush(flying, (now + by_name[name].seconds, order[name], name))
        if not flying:
            return now
        now, _, name = heapq.heappop(flying)
        busy[by_name[name].workshop] -= 1
        for dependant in dependants[name]:
            waiting[dependant].discard(name)
            if not waiting[dependant]:
                arrive(dependant)


def longest_chain(jobs: Sequence[Job]) -> tuple[str, ...]:
    """Names of the jobs that follow one another and take the longest: what no number of workers makes shorter."""
    known = {job.name: job for job in jobs}
    ends: dict[str, tuple[float, str]] = {}
    for job in _sorted(jobs):
        before = max(((ends[need][0], need) for need in job.needs if need in known), default=(0.0, ""))
        ends[job.name] = (before[0] + job.seconds, before[1])
    name = max(ends, key=lambda end: ends[end][0], default="")
    chain: list[str] = []
    while name:
        chain.append(name)
        name = ends[name][1]
    return tuple(reversed(chain))


def _waiting(jobs: Sequence[Job]) -> dict[str, set[str]]:
    names = {job.name for job in jobs}
    return {job.name: {need for need in job.needs if need in names} for job in jobs}


def _sorted(jobs: Sequence[Job]) -> list[Job]:
    """Each job after what it needs."""
    waiting, known, done = _waiting(jobs), {job.name: job for job in jobs}, list[Job]()
    dependants: dict[str, list[str]] = defaultdict(list)
    for name, needs in waiting.items():
        for need in needs:
            dependants[need].append(name)
    ready = [name for name, needs in waiting.items() if not needs]
    while ready:
        name = ready.pop()
        done.append(known[name])
        for dependant in dependants[name]:
            waiting[dependant].discard(name)
            if not waiting[dependant]:
                ready.append(dependant)
    return done
