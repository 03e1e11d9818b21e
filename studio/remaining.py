"""How long a run will still take: the work that is left, at the speed of the work that is done."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice

from flows.progress import Progress

_LEAST_DONE = 0.01
"""Share of the work that must be done before a time is said."""
_MOST_OF_ONE = 0.95
"""Share of a call in flight that counts as done at most."""
_PRIOR_SHARE = 0.04
"""Share of the work that counts as done at first, at a second of work in a second and place. The first calls
also load models and start processes, which says little about the rest.
"""
_ROUNDS = 8


@dataclass
class TimeEstimate:
    """Hears the steps of a run. Work is in rough seconds of one core, times in seconds of any clock."""

    expected: float = 0.0
    """Work of the whole run without what is reused, as far as it can be foretold."""
    planned: float = 0.0
    done: float = 0.0
    """Work that was made; what was reused counts for nothing here."""
    reused: float = 0.0
    began: float | None = None
    """When the first call began."""
    flying: dict[str, float] = field(default_factory=dict[str, float])
    """Work of each call in flight, the oldest first."""
    finished: float = 0.0
    """When a call was finished last."""
    places: int = 2
    """Calls that are worked on at once."""

    def hear(self, step: Progress, now: float) -> None:
        """Count a step of the run."""
        if step.event == "expected":
            self.expected = self.done + step.work
        elif step.event == "planned":
            self.planned += step.work
        elif step.event == "begun":
            self.began = now if self.began is None else self.began
            self.finished = max(self.finished, self.began)
            self.flying[step.name] = step.work
        elif step.event != "waits":
            self._finish(step, now)

    def _finish(self, step: Progress, now: float) -> None:
        self.flying.pop(step.name, None)
        self.finished = now
        if step.event == "reused":
            self.reused += step.work
        else:
            self.done += step.work

    def seconds(self, now: float) -> float | None:
        """Seconds that are left; None if too little is done to say so.

        Of the calls in flight the oldest are worked on, as many as there are places; the others wait. Their
        progress since a call was finished is found together with the speed, round by round.
        """
        total = max(self.expected, self.planned - self.reused)
        if self.began is None or now <= self.began or not self.done or self.done < _LEAST_DONE * total:
            return None
        prior = _PRIOR_SHARE * total
        elapsed = now - self.began + prior / self.places
        at_work = sum(islice(self.flying.values(), self.places))
        progress = self.done
        for _ in range(_ROUNDS):
            since = (now - self.finished) * (progress + prior) / elapsed
            progress = self.done + min(_MOST_OF_ONE * at_work, since)
        return max(0.0, (total - progress) * elapsed / (progress + prior))
