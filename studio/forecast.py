"""Says in words what a run will make, how long that takes and what it costs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from storyreel.graph.stages import STAGES
from storyreel.project.estimate import Estimate
from storyreel.project.plan import StageCount
from studio.estimates import dollars, minutes, stale_note


def prediction(counts: Sequence[StageCount], estimate: Estimate) -> Iterator[str]:
    """What a run makes of how much, its time and its cost in one line, and what is stale in another."""
    makes = [_made_of(count) for count in counts if STAGES[count.stage].several]
    if counts:
        what = ", ".join(makes) or "the film from existing parts"
        cost = f"{dollars(estimate.cost)}{_unpriced(estimate)}"
        yield f"To be made: {what}; about {minutes(estimate.wall_seconds)}, {cost}."
    else:
        yield "Nothing to do."
    if estimate.stale:
        yield stale_note(estimate)


def _made_of(count: StageCount) -> str:
    """How many calls of a stage are made, such as '3 to 4 of 8 clips'."""
    number = f"{count.fewest}" if count.fewest == count.most else f"{count.fewest} to {count.most}"
    return f"{number} of {count.of} {STAGES[count.stage].several}"


def _unpriced(estimate: Estimate) -> str:
    """What the sum leaves out, in words; '' if it is whole."""
    return f" and what has no known price ({', '.join(estimate.unpriced)})" if estimate.unpriced else ""
