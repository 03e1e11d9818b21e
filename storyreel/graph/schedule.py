"""How long a film takes to make: its calls simulated in time, as many at once as each resource allows.

A resource is a provider with its allowance, or this machine's cores.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from storyreel.graph.stages import CallId, CallIds
from storyreel.graph.walk import Walk, in_order


@dataclass(frozen=True)
class Job:
    """One call in time."""

    id: CallId
    needs: CallIds
    """What it waits for; a call that is not among the jobs is made already."""
    seconds: float
    resource: str = ""
    """What makes it; '' if any number are made at once."""


def wall_seconds(jobs: Sequence[Job], slots: Mapping[str, int]) -> float:
    """Time from the first job to the last.

    Every job starts as soon as what it needs is made and its resource has a free slot, in the order given.

    slots: jobs at once by resource; a resource that is not among them takes any number.

    >>> from storyreel.graph.stages import Stage
    >>> a, b, c = (CallId(Stage.SPEECH, "SC010-SH010", index=number) for number in (1, 2, 3))
    >>> wall_seconds([Job(a, (), 2, "w"), Job(b, (), 2, "w"), Job(c, (a, b), 1, "w")], {"w": 1})
    5.0
    """
    simulation = _Simulation(jobs, slots)
    walk = Walk(_needs(jobs))
    while walk:
        for one in tuple(walk.ready()):
            walk.take(one)
            simulation.wait(one)
        simulation.start()
        walk.done(simulation.finish())
    return simulation.now


class _Simulation:
    """Jobs that wait for a slot, and jobs that run."""

    def __init__(self, jobs: Sequence[Job], slots: Mapping[str, int]) -> None:
        self._jobs = {job.id: (number, job) for number, job in enumerate(jobs)}
        self._slots = slots
        self._queues: dict[str, list[tuple[int, Job]]] = defaultdict(list)
        self._busy: dict[str, int] = defaultdict(int)
        self._running: list[tuple[float, int, Job]] = []
        """Heap of end, number and job."""
        self.now = 0.0

    def wait(self, call: CallId) -> None:
        """Queue a job at its resource."""
        number, job = self._jobs[call]
        heapq.heappush(self._queues[job.resource], (number, job))

    def start(self) -> None:
        """Start every job for which its resource has a slot."""
        for resource, queue in self._queues.items():
            while queue and self._busy[resource] < self._slots.get(resource, len(self._jobs)):
                number, job = heapq.heappop(queue)
                self._busy[resource] += 1
                heapq.heappush(self._running, (self.now + job.seconds, number, job))

    def finish(self) -> CallId:
        """Go on to the end of the next job, and return it."""
        self.now, _, job = heapq.heappop(self._running)
        self._busy[job.resource] -= 1
        return job.id


def longest_chain(jobs: Sequence[Job]) -> CallIds:
    """The jobs that follow one another and take the longest: more workers do not make it shorter."""
    needs, seconds = _needs(jobs), {job.id: job.seconds for job in jobs}
    ends: dict[CallId, float] = {}
    before: dict[CallId, CallId | None] = {}
    for one in in_order(needs):
        before[one] = max(needs[one], key=ends.__getitem__, default=None)
        ends[one] = max((ends[need] for need in needs[one]), default=0.0) + seconds[one]
    chain: list[CallId] = []
    last = max(ends, key=ends.__getitem__, default=None)
    while last is not None:
        chain.append(last)
        last = before[last]
    return tuple(reversed(chain))


def _needs(jobs: Sequence[Job]) -> dict[CallId, list[CallId]]:
    """What each job needs of the other jobs."""
    known = {job.id for job in jobs}
    return {job.id: [need for need in job.needs if need in known] for job in jobs}
