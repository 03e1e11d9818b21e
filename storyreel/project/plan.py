"""What a run would make, what it would reuse, and why: the call sheet held against the ledger. It makes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from storyreel.film.frozen import Frozen
from storyreel.graph.callsheet import STAGES, Call, Stage
from storyreel.graph.cutting import layout
from storyreel.graph.film import film_calls, likeness_calls, script_calls
from storyreel.graph.keyframes import keyframe_calls
from storyreel.graph.sheet import Sheet
from storyreel.graph.speech import PACE
from storyreel.project.project import Project


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


def plan_film(project: Project, sheet: Sheet) -> tuple[PlannedCall, ...]:
    """Every call that can be foreseen; past the first thing not yet made, what depends on it is unknown."""
    made: dict[str, Any] = {}
    planned = _stand(project, sheet, script_calls(sheet), made)
    if PACE not in made:
        waiting = next(call.name for call in planned if call.standing in (Standing.MAKE, Standing.UNKNOWN))
        drawn = _stand(project, sheet, (*likeness_calls(sheet), *keyframe_calls(sheet)), made)
        stages = (Stage.CLIP, Stage.SOUND, Stage.MUSIC, Stage.MIX, Stage.FILM)
        later = (
            PlannedCall(name=f"every {stage.value}", stage=stage, standing=Standing.UNKNOWN, why=f"unknown until {waiting!r} is made")
            for stage in stages
        )
        return (*planned, *drawn, *later)
    return (*planned, *_stand(project, sheet, film_calls(sheet, layout(sheet, made[PACE])), made))


def _stand(project: Project, sheet: Sheet, calls: Sequence[Call], made: dict[str, Any]) -> tuple[PlannedCall, ...]:
    """Where each call stands; results found are added to `made`, so that later briefs can be written."""
    return tuple(_standing(project, sheet.card.fingerprints, call, made) for call in calls)


def _standing(project: Project, fingerprints: Mapping[str, str], call: Call, made: dict[str, Any]) -> PlannedCall:
    def planned(standing: Standing, why: str) -> PlannedCall:
        return PlannedCall(name=call.name, stage=call.stage, standing=standing, why=why, shot_id=call.shot_id)

    if call.not_needed:
        return planned(Standing.NOT_NEEDED, call.not_needed)
    if call.given is not None:
        made[call.name] = call.given
        return planned(Standing.REUSE, "the person's own")
    missing = next((need for need in call.needs if need not in made), None)
    if missing is not None:
        return planned(Standing.UNKNOWN, f"unknown until {missing!r} is made")
    key = call.key(call.write(made), fingerprints)
    attempt = project.vault.ledger.sound_attempt(key, project.vault.assets.check)
    if attempt.done is not None:
        made[call.name] = STAGES[call.stage].result.model_validate(attempt.done["result"])
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
