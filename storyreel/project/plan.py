"""What a run would make, what it would reuse, and why: the rehearsed film held against the ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from storyreel.film.frozen import Frozen
from storyreel.graph.calls import Call, Made
from storyreel.graph.rehearsal import Rehearsed, rehearse
from storyreel.graph.sheet import Sheet
from storyreel.graph.speech import PACE
from storyreel.graph.stages import CallId, Stage
from storyreel.graph.walk import in_order
from storyreel.project.project import Project
from storyreel.vault.ledger import Attempt


class Standing(StrEnum):
    """What a run would do about a call."""

    REUSE = "reuse"
    MAKE = "make"
    UNKNOWN = "unknown"
    NOT_NEEDED = "not needed"


class PlannedCall(Frozen):
    """One call, and what a run would do about it."""

    name: str
    stage: Stage
    standing: Standing
    why: str
    shot_id: str = ""


def plan_film(project: Project, sheet: Sheet, before: Sequence[Call] = (), worked_out: Made | None = None) -> tuple[PlannedCall, ...]:
    """Every call that can be foreseen; what depends on a thing that is not made yet is unknown.

    While the pace is not known nobody knows which calls follow it, so that there is one line for each of their stages.
    before, worked_out: see `rehearse`.
    """
    attempts: dict[str, tuple[str, Attempt]] = {}

    def known(call: Call, brief: Frozen) -> Frozen | None:
        key = call.key(brief, sheet.card.fingerprints)
        attempt = project.vault.ledger.sound_attempt(key, project.vault.assets.check)
        attempts[call.name] = (key, attempt)
        return call.row.result.model_validate(attempt.done["result"]) if attempt.done is not None else None

    rehearsed = rehearse(sheet, known, before, worked_out)
    waiting = _unpaced(rehearsed)
    later = _after_pace(rehearsed) if waiting else set[CallId]()
    planned = [_planned(project, sheet, one, attempts) for one in rehearsed if one.call.id not in later]
    stages = dict.fromkeys(one.stage for one in (one.call.id for one in rehearsed) if one in later)
    return (*planned, *(_later(stage, waiting) for stage in stages))


def _unpaced(rehearsed: Sequence[Rehearsed]) -> str:
    """What the pace waits for, or the pace itself; '' if it is made."""
    paced = next(one for one in rehearsed if one.call.id == PACE)
    return "" if paced.made else str(paced.assumed or PACE)


def _after_pace(rehearsed: Sequence[Rehearsed]) -> set[CallId]:
    """The calls that need the pace, or something that does."""
    calls = {one.call.id for one in rehearsed}
    needs = {one.call.id: [need for need in one.call.needs if need in calls] for one in rehearsed}
    after = {PACE}
    for one in in_order(needs):
        if any(need in after for need in needs[one]):
            after.add(one)
    return after - {PACE}


def _later(stage: Stage, waiting: str) -> PlannedCall:
    return PlannedCall(name=f"every {stage.value}", stage=stage, standing=Standing.UNKNOWN, why=f"unknown until {waiting!r} is made")


def _planned(project: Project, sheet: Sheet, one: Rehearsed, attempts: Mapping[str, tuple[str, Attempt]]) -> PlannedCall:
    call = one.call

    def planned(standing: Standing, why: str) -> PlannedCall:
        return PlannedCall(name=call.name, stage=call.stage, standing=standing, why=why, shot_id=sheet.shot_of(call.id))

    if call.not_needed:
        return planned(Standing.NOT_NEEDED, call.not_needed)
    if call.given is not None:
        return planned(Standing.REUSE, "the person's own")
    if one.assumed:
        return planned(Standing.UNKNOWN, f"unknown until '{one.assumed}' is made")
    key, attempt = attempts[call.name]
    if one.made:
        return planned(Standing.REUSE, "made before" if project.state.keys.get(call.name) == key else "made before, in another version or film")
    return planned(Standing.MAKE, _reason(project, call, key, attempt.number))


def _reason(project: Project, call: Call, key: str, attempt: int) -> str:
    before = project.state.keys.get(call.name)
    if attempt > 1:
        return "what was made is lost or damaged"
    if before is None:
        return "new"
    if before == key:
        return "begun and not finished"
    return f"take {call.take} was asked for" if call.take > 1 else "what it is made from has changed"
