"""A dry run of a film: what every call will be asked, from results that are assumed until they are made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from storyreel.film.frozen import Frozen
from storyreel.film.pace import Pace
from storyreel.graph.calls import Call, Made
from storyreel.graph.context import FilmContext
from storyreel.graph.cutting import layout
from storyreel.graph.film import film_calls, script_calls
from storyreel.graph.speech import PACE
from storyreel.graph.stages import CallId, StageRow
from storyreel.graph.walk import in_order

Known = Callable[[Call, Frozen], Frozen | None]
"""The result of a call that is made already; None if there is none."""
Heard = Callable[[Sequence[Call]], None]
"""Is told the calls before they are gone through."""


@dataclass(frozen=True)
class DryCall:
    """One call as it will be asked."""

    call: Call
    brief: Frozen
    made: bool
    """Whether nothing is asked: it is made already, the person brought it, or it is not needed."""
    assumed: CallId | None = None
    """The first call that its brief depends on and that is not made yet; None if all are made.

    Its words or lengths may still change.
    """


def dry_run(
    context: FilmContext,
    known: Known,
    before: Sequence[Call] = (),
    worked_out: Made | None = None,
    expect: Heard | None = None,
) -> tuple[DryCall, ...]:
    """Every call of the whole film, in the order of the call sheet.

    before: the calls that the storyboard is made from; it is taken as made if none is given. worked_out:
    results of theirs that are certain though they are not kept, such as those of rules. expect: is told the
    calls that are asked about next.
    """
    planned = {*context.analyses.values(), *context.introductions.values()} - {call.id for call in before}
    run = _DryRun(known, worked_out or {}, dict.fromkeys(planned), expect)
    script = run.go_through((*before, *script_calls(context)))
    pace: Pace = run.made[PACE]
    return (*script, *run.go_through(film_calls(context, layout(context, pace))))


class _DryRun:
    """The results so far, and which of them depend on something assumed."""

    def __init__(
        self, known: Known, worked_out: Made, made: dict[CallId, Any], expect: Heard | None = None
    ) -> None:
        self._known, self._expect = known, expect
        self._worked_out = worked_out
        self.made = made
        self._assumed: dict[CallId, CallId] = {}
        """The first call that is assumed, by the calls that depend on it."""

    def go_through(self, calls: Sequence[Call]) -> tuple[DryCall, ...]:
        """The calls in the order given; each is written after those it needs."""
        if self._expect is not None:
            self._expect(calls)
        by_id = {call.id: call for call in calls}
        needs = {call.id: call.needs for call in calls}
        done = {one: self._dry_call(by_id[one]) for one in in_order(needs, self.made)}
        return tuple(done[call.id] for call in calls)

    def _dry_call(self, call: Call) -> DryCall:
        """Write a call, and keep its result, or one that is assumed."""
        brief = call.write(self.made)
        first = next((self._assumed[need] for need in call.needs if need in self._assumed), None)
        found = self._found(call, brief)
        self.made[call.id] = found or self._worked_out.get(call.id) or call.row.assume(brief)
        is_made = found is not None or bool(call.not_needed)
        if first:
            self._assumed[call.id] = first
        elif not is_made and call.id not in self._worked_out:
            self._assumed[call.id] = call.id
        return DryCall(call, brief, made=is_made, assumed=first)

    def _found(self, call: Call, brief: Frozen) -> Frozen | None:
        """The result that the person brought or that was made before."""
        if call.given:
            return call.given
        return None if call.not_needed else self._known(call, brief)


def calls_until(until: str, dry_calls: Sequence[DryCall]) -> frozenset[CallId]:
    """The calls of a run that ends at a milestone: those of the milestone, and all that they need.

    until: 'storyboard', 'narration', 'keyframes' or 'clips'; '' for the whole film.
    """
    if not until:
        return frozenset(one.call.id for one in dry_calls)
    needs = {one.call.id: one.call.needs for one in dry_calls}
    wanted = [one.call.id for one in dry_calls if until in _milestones(one.call.row)]
    found: set[CallId] = set()
    while wanted:
        one = wanted.pop()
        if one not in found:
            found.add(one)
            wanted += needs.get(one, ())  # what the storyboard was made from may be left out
    return frozenset(found)


def _milestones(row: StageRow) -> tuple[str, ...]:
    """Every milestone at which a stage is done.

    Judgements of clips are done with the clips, and plans with every milestone.
    """
    with_clips = ("clips",) if row.per_take else ()
    with_all = ("storyboard", "narration", "keyframes", "clips") if row.plans else ()
    return (row.milestone, *with_clips, *with_all)
