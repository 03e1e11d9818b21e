"""A film gone through without being made: what every call will be asked, from results that are assumed until there are real ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from storyreel.film.frozen import Frozen
from storyreel.film.pace import Pace
from storyreel.graph.assumed import NOTHING
from storyreel.graph.calls import Call, Made
from storyreel.graph.context import FilmContext
from storyreel.graph.cutting import layout
from storyreel.graph.film import film_calls, script_calls
from storyreel.graph.speech import PACE
from storyreel.graph.stages import CallId, StageRow
from storyreel.graph.walk import in_order

Known = Callable[[Call, Frozen], Frozen | None]
"""The result of a call that is made already; None if there is none."""


@dataclass(frozen=True)
class DryCall:
    """One call as it will be asked."""

    call: Call
    brief: Frozen
    made: bool
    """It is there already, the person brought it, or it is not needed: nothing is asked of anybody."""
    assumed: CallId | None = None
    """The first thing that its brief stands on and that is not there yet, so that it may be asked in other
    words or lengths; None if all is there.
    """


def dry_run(
    context: FilmContext, known: Known, before: Sequence[Call] = (), worked_out: Made | None = None
) -> tuple[DryCall, ...]:
    """Every call of the whole film, in the order of the call sheet.

    before: the calls that the storyboard is made from; it is taken as made if none is given. worked_out:
    results of theirs that are certain though nothing keeps them, such as what rules say.
    """
    planned = {*context.analyses.values(), *context.introductions.values()} - {call.id for call in before}
    made: dict[CallId, Any] = dict.fromkeys(planned)
    assumed: dict[CallId, CallId] = {}

    def go_through(calls: Sequence[Call]) -> tuple[DryCall, ...]:
        by_id = {call.id: call for call in calls}
        done = {
            one: _dry_call(by_id[one], made, assumed, known, worked_out or {})
            for one in in_order({c.id: c.needs for c in calls}, made)
        }
        return tuple(done[call.id] for call in calls)

    script = go_through((*before, *script_calls(context)))
    pace: Pace = made[PACE]
    return (*script, *go_through(film_calls(context, layout(context, pace))))


def _dry_call(
    call: Call, made: dict[CallId, Any], assumed: dict[CallId, CallId], known: Known, worked_out: Made
) -> DryCall:
    """The call, with its result put among those made, and among those assumed if it is not there and nothing tells what it will be."""
    brief = call.write(made)
    guessed = next((assumed[need] for need in call.needs if need in assumed), None)
    found = call.given or (
        None
        if call.not_needed or (guessed and NOTHING.sha256 in brief.model_dump_json())
        else known(call, brief)
    )
    made[call.id] = found or worked_out.get(call.id) or call.row.assume(brief)
    if guessed:
        assumed[call.id] = guessed
    elif found is None and call.id not in worked_out and not call.not_needed:
        assumed[call.id] = call.id
    return DryCall(call, brief, made=found is not None or bool(call.not_needed), assumed=guessed)


def calls_until(until: str, dry_calls: Sequence[DryCall]) -> frozenset[CallId]:
    """The calls of a run that ends early: those of its milestone, and all that they need.

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
            wanted += needs[one]
    return frozenset(found)


def _milestones(row: StageRow) -> tuple[str, ...]:
    """Every milestone at whose end a stage is done: what is judged of clips is done with them, and what is planned is done with each."""
    return (
        row.milestone,
        *(("clips",) if row.per_take else ()),
        *(("storyboard", "narration", "keyframes", "clips") if row.plans else ()),
    )
