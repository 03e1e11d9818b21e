"""What a run would make, what it would reuse, and why: the film's dry run compared with the ledger."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from enum import StrEnum

from pydantic import Field

from storyreel.film.frozen import Frozen
from storyreel.graph.calls import Call, Made
from storyreel.graph.context import FilmContext
from storyreel.graph.dry_run import DryCall, dry_run
from storyreel.graph.speech import PACE
from storyreel.graph.stages import CallId, Stage
from storyreel.graph.walk import in_order
from storyreel.project.project import Project
from storyreel.vault.ledger import Attempt


class PlannedAction(StrEnum):
    """What a run would do about a call."""

    REUSE = "reuse"
    MAKE = "make"
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
        description="Sentences of its prompt that its engine does not get: it takes no prompt so long.",
    )


LeftOut = Callable[[str, Frozen], tuple[str, ...]]
"""Which sentences of a prompt an engine does not get, from capability and brief."""


def plan_film(
    project: Project,
    context: FilmContext,
    before: Sequence[Call] = (),
    worked_out: Made | None = None,
    left_out: LeftOut = lambda _capability, _brief: (),
) -> tuple[PlannedCall, ...]:
    """Every call that can be planned; what depends on a thing that is not made yet is unknown.

    Until the pace is known, the calls that follow it are not known. They get one line for each of their
    stages. before, worked_out: see `dry_run`.
    """
    planner = _Planner(project, context, left_out)
    dry_calls = dry_run(context, planner.made_before, before, worked_out)
    waiting = _unpaced(dry_calls)
    later = _after_pace(dry_calls) if waiting else set[CallId]()
    planned = [planner.planned(one) for one in dry_calls if one.call.id not in later]
    stages = dict.fromkeys(one.call.stage for one in dry_calls if one.call.id in later)
    return (*planned, *(_later(stage, waiting) for stage in stages))


def _unpaced(dry_calls: Sequence[DryCall]) -> str:
    """What the pace waits for, or the pace itself; '' if it is made."""
    paced = next(one for one in dry_calls if one.call.id == PACE)
    return "" if paced.made else str(paced.assumed or PACE)


def _after_pace(dry_calls: Sequence[DryCall]) -> set[CallId]:
    """The calls that need the pace, or something that does."""
    calls = {one.call.id for one in dry_calls}
    needs = {one.call.id: [need for need in one.call.needs if need in calls] for one in dry_calls}
    after = {PACE}
    for one in in_order(needs):
        if not after.isdisjoint(needs[one]):
            after.add(one)
    return after - {PACE}


def _later(stage: Stage, waiting: str) -> PlannedCall:
    return PlannedCall(
        name=f"every {stage.value}",
        stage=stage,
        action=PlannedAction.UNKNOWN,
        why=f"unknown until {waiting!r} is made",
    )


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

    def __init__(self, project: Project, context: FilmContext, left_out: LeftOut) -> None:
        self._left_out = left_out
        self._project = project
        self._context = context
        self._attempts: dict[str, tuple[str, Attempt]] = {}
        """Key and newest attempt by call name."""

    def made_before(self, call: Call, brief: Frozen) -> Frozen | None:
        """The call's result if it was made before and is still whole."""
        key = call.key(brief, self._context.card.fingerprints)
        attempt = self._project.vault.ledger.sound_attempt(key, self._project.vault.assets.check)
        self._attempts[call.name] = (key, attempt)
        return call.row.result.model_validate(attempt.done["result"]) if attempt.done is not None else None

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
            left_out=self._left_out(call.row.capability, one.brief) if asked else (),
        )

    def _action(self, one: DryCall) -> tuple[PlannedAction, str]:
        """The action and the reason for it."""
        if one.call.not_needed:
            return PlannedAction.NOT_NEEDED, one.call.not_needed
        if one.call.given is not None:
            return PlannedAction.REUSE, "the person's own"
        if one.assumed:
            return PlannedAction.UNKNOWN, f"unknown until '{one.assumed}' is made"
        if one.made:
            return PlannedAction.REUSE, self._origin(one.call)
        return PlannedAction.MAKE, self._reason(one.call)

    def _origin(self, call: Call) -> str:
        key, _ = self._attempts[call.name]
        if self._project.state.keys.get(call.name) == key:
            return "made before"
        return "made before, in another version or film"

    def _reason(self, call: Call) -> str:
        """Why a call is made."""
        key, attempt = self._attempts[call.name]
        before = self._project.state.keys.get(call.name)
        if attempt.number > 1:
            return "what was made is lost or damaged"
        if before is None:
            return "new"
        if before == key:
            return "begun and not finished"
        return f"take {call.take} was asked for" if call.take > 1 else "what it is made from has changed"
