"""What a run would make, what it would reuse, and why: the film's dry run compared with the ledger.

What follows from something that is not made yet is planned from results that are assumed for it.
"""

from __future__ import annotations

import operator
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum

from pydantic import Field

from storyreel.film.frozen import Frozen
from storyreel.graph.calls import Call
from storyreel.graph.context import FilmContext
from storyreel.graph.dry_run import DryCall
from storyreel.graph.speech import PACE
from storyreel.graph.stages import CallId, Stage
from storyreel.project.ledger_answers import LookedUp
from storyreel.project.project import Project


class PlannedAction(StrEnum):
    """What a run would do about a call."""

    REUSE = "reuse"
    MAKE = "make"
    STALE = "stale"
    UNKNOWN = "unknown"
    NOT_NEEDED = "not needed"


class PlannedCall(Frozen):
    """One call, and what a run would do about it."""

    name: str
    stage: Stage
    action: PlannedAction = Field(
        serialization_alias="standing", description="Called standing in `plan --json`."
    )
    why: str
    shot_id: str = ""
    left_out: tuple[str, ...] = Field(
        default=(),
        exclude_if=operator.not_,
        description="Sentences of its prompt that are left out: the prompt is too long for its engine.",
    )


LeftOut = Callable[[str, Frozen], tuple[str, ...]]
"""Which sentences of a prompt an engine does not get, from capability and brief."""


class StageCount(Frozen):
    """How many calls of a stage a run makes."""

    stage: Stage
    fewest: int = Field(ge=0)
    most: int = Field(ge=0, description="More than `fewest` if it depends on lengths that are not known yet.")
    of: int = Field(ge=0, description="All calls of the stage that the film needs.")


def plan_film(
    project: Project,
    context: FilmContext,
    looked_up: LookedUp,
    left_out: LeftOut = lambda _capability, _brief: (),
) -> tuple[PlannedCall, ...]:
    """Every call of the film, in the order of the call sheet."""
    planner = _Planner(project, context, looked_up, left_out)
    return tuple(planner.planned(one) for one in looked_up.calls)


def counts_by_stage(calls: Sequence[PlannedCall]) -> tuple[StageCount, ...]:
    """How many calls of each stage a run makes, of how many; stages of which it makes none are left out."""
    return tuple(count for count in _all_counts(calls) if count.most)


def _all_counts(calls: Sequence[PlannedCall]) -> Iterator[StageCount]:
    needed = [call for call in calls if call.action is not PlannedAction.NOT_NEEDED]
    counted = Counter((call.stage, call.action) for call in needed)
    for stage in dict.fromkeys(call.stage for call in needed):
        sure, open_ = counted[stage, PlannedAction.MAKE], counted[stage, PlannedAction.UNKNOWN]
        of = sum(call.stage is stage for call in needed)
        yield StageCount(stage=stage, fewest=sure, most=sure + open_, of=of)


def shortened_prompts(calls: Sequence[PlannedCall]) -> str:
    """A sentence about the prompts that are longer than their engines take; '' if there are none."""
    shortened = [call for call in calls if call.left_out]
    if not shortened:
        return ""
    first, others = shortened[0], len(shortened) - 1
    more = f" (and {others} more)" if others else ""
    return (
        f"The prompt of {first.name!r}{more} is longer than its engine takes. What matters least is left out"
        f" of it: {' '.join(first.left_out)} `plan --json` lists all under left_out."
    )


class _Planner:
    """Compares calls with the ledger."""

    def __init__(
        self, project: Project, context: FilmContext, looked_up: LookedUp, left_out: LeftOut
    ) -> None:
        self._left_out = left_out
        self._project, self._context, self._known = project, context, looked_up.known
        self._unmade = {one.call.id for one in looked_up.calls if not one.made} - looked_up.certain

    def planned(self, one: DryCall) -> PlannedCall:
        """What a run would do about a call."""
        action, why = self._action(one)
        call = one.call
        asked = action in (PlannedAction.MAKE, PlannedAction.UNKNOWN)
        return PlannedCall(
            name=call.name,
            stage=call.stage,
            action=action,
            why=why,
            shot_id=self._context.shot_of(call.id),
            left_out=self._left_out(call.asks, one.brief) if asked else (),
        )

    def _action(self, one: DryCall) -> tuple[PlannedAction, str]:
        """The action and the reason for it."""
        call = one.call
        if call.not_needed:
            return PlannedAction.NOT_NEEDED, call.not_needed
        if call.id in self._known.unjudged:
            return PlannedAction.NOT_NEEDED, "a clip of an earlier version is not judged"
        if call.id in self._known.unneeded:
            return PlannedAction.NOT_NEEDED, "the pictures that would show it stay as they are"
        if call.given is not None:
            return PlannedAction.REUSE, "the person's own"
        if call.id in self._known.stale:
            return PlannedAction.STALE, self._known.stale[call.id]
        if one.made:
            return self._reuse(call)
        return PlannedAction.MAKE, self._reason(one)

    def _reuse(self, call: Call) -> tuple[PlannedAction, str]:
        """A call that is made before, if what it is made from comes out as assumed."""
        first = self._made_first(call)
        if first is None or self._known.is_paid(call):
            return PlannedAction.REUSE, self._origin(call)
        why = f"made before; made again if '{first}' comes out otherwise than is assumed"
        return PlannedAction.UNKNOWN, why

    def _made_first(self, call: Call) -> CallId | None:
        """What a call is made from and is not made itself. The pace alone changes only what it changes."""
        return next((need for need in call.needs if need in self._unmade and need != PACE), None)

    def _origin(self, call: Call) -> str:
        key, _ = self._known.attempts[call.name]
        if self._project.state.keys.get(call.name) == key:
            return "made before"
        return "made before, in another version or film"

    def _reason(self, one: DryCall) -> str:
        """Why a call is made."""
        call = one.call
        key, attempt = self._known.attempts[call.name]
        before = self._project.state.keys.get(call.name)
        if attempt.number > 1:
            return "what was made is lost or damaged"
        if before is None:
            return "new"
        if before == key:
            return "begun and not finished"
        if call.take > 1:
            return f"take {call.take} was asked for"
        return f"follows '{one.assumed}'" if one.assumed else "what it is made from has changed"
