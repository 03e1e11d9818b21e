"""What a run would make, what it would reuse, and why: the dry_calls film held against the ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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


def plan_film(
    project: Project, context: FilmContext, before: Sequence[Call] = (), worked_out: Made | None = None
) -> tuple[PlannedCall, ...]:
    """Every call that can be foreseen; what depends on a thing that is not made yet is unknown.

    While the pace is not known nobody knows which calls follow it, so that there is one line for each of
    their stages. before, worked_out: see `dry_run`.
    """
    attempts: dict[str, tuple[str, Attempt]] = {}

    def known(call: Call, brief: Frozen) -> Frozen | None:
        key = call.key(brief, context.card.fingerprints)
        attempt = project.vault.ledger.sound_attempt(key, project.vault.assets.check)
        attempts[call.name] = (key, attempt)
        return call.row.result.model_validate(attempt.done["result"]) if attempt.done is not None else None

    dry_calls = dry_run(context, known, before, worked_out)
    waiting = _unpaced(dry_calls)
    later = _after_pace(dry_calls) if waiting else set[CallId]()
    planned = [_planned(project, context, one, attempts) for one in dry_calls if one.call.id not in later]
    stages = dict.fromkeys(one.stage for one in (one.call.id for one in dry_calls) if one in later)
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
        if any(need in after for need in needs[one]):
            after.add(one)
    return after - {PACE}


def _later(stage: Stage, waiting: str) -> PlannedCall:
    return PlannedCall(
        name=f"every {stage.value}",
        stage=stage,
        action=PlannedAction.UNKNOWN,
        why=f"unknown until {waiting!r} is made",
    )


def _planned(
    project: Project, context: FilmContext, one: DryCall, attempts: Mapping[str, tuple[str, Attempt]]
) -> PlannedCall:
    call = one.call

    def planned(action: PlannedAction, why: str) -> PlannedCall:
        return PlannedCall(
            name=call.name, stage=call.stage, action=action, why=why, shot_id=context.shot_of(call.id)
        )

    if call.not_needed:
        return planned(PlannedAction.NOT_NEEDED, call.not_needed)
    if call.given is not None:
        return planned(PlannedAction.REUSE, "the person's own")
    if one.assumed:
        return planned(PlannedAction.UNKNOWN, f"unknown until '{one.assumed}' is made")
    key, attempt = attempts[call.name]
    if one.made:
        return planned(
            PlannedAction.REUSE,
            (
                "made before"
                if project.state.keys.get(call.name) == key
                else "made before, in another version or film"
            ),
        )
    return planned(PlannedAction.MAKE, _reason(project, call, key, attempt.number))


def _reason(project: Project, call: Call, key: str, attempt: int) -> str:
    before = project.state.keys.get(call.name)
    if attempt > 1:
        return "what was made is lost or damaged"
    if before is None:
        return "new"
    if before == key:
        return "begun and not finished"
    return f"take {call.take} was asked for" if call.take > 1 else "what it is made from has changed"
