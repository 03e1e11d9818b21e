"""How long a run will still take: the work that is left, at the speed of the work that is done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from flows.progress import Progress

_LEAST_DONE = 0.01
"""Share of the work that must be done before a time is said."""
_MOST_OF_ONE = 0.95
"""Share of a call in flight that counts as done at most."""
_ROUNDS = 8


@dataclass
class Remaining:
    """Hears the steps of a run. Work is in rough seconds of one core, times in seconds of any clock."""

    expected: float = 0.0
    """Work of the whole run without what is reused, as far as it was foreseen."""
    planned: float = 0.0
    done: float = 0.0
    """Work that was made; what was reused counts for nothing here."""
    reused: float = 0.0
    began: float | None = None
    """When the first call began."""
    flying: dict[str, float] = field(default_factory=dict[str, float])
    """When each call in flight began."""
    work: dict[str, float] = field(default_factory=dict[str, float])

    def hear(self, step: Progress, now: float) -> None:
        """Count a step of the run."""
        if step.event == "expected":
            self.expected = self.done + step.work
        elif step.event == "planned":
            self.planned += step.work
        elif step.event == "begun":
            self.began = now if self.began is None else self.began
            self.flying[step.name], self.work[step.name] = now, step.work
        else:
            self._finish(step)

    def _finish(self, step: Progress) -> None:
        self.flying.pop(step.name, None)
        if step.event == "reused":
            self.reused += step.work
        else:
            self.done += step.work

    def seconds(self, now: float) -> float | None:
        """Seconds that are left; None if too little is done to say so.

        What is in flight shares the machine's speed in equal parts since it began, so the speed is found
        together with how far it is: the speed of a round gives the progress of the next.
        """
        total = max(self.expected, self.planned - self.reused)
        if self.began is None or now <= self.began or self.done < _LEAST_DONE * total:
            return None
        elapsed = now - self.began
        progress = self.done
        for _ in range(_ROUNDS):
            progress = self.done + sum(self._in_flight(now, progress / elapsed))
        left = total - progress
        return max(0.0, left * elapsed / progress)

    def _in_flight(self, now: float, speed: float) -> Iterable[float]:
        """The work that is done of each call in flight. speed: of the whole machine, work a second."""
        share = speed / max(1, len(self.flying))
        for name, since in self.flying.items():
            yield min(_MOST_OF_ONE * self.work[name], (now - since) * share)
