"""What stands in the film for what could not be made: a board drawing for a frame, the held frame for a clip. Never kept as the real thing."""

from __future__ import annotations

from typing import Any

from blocks.kinds import CrewMember
from blocks.providers.animatic import PainterStills
from storyreel.film.briefs import Clip, ClipBrief, KeyframeBrief, Keyframes, Still, StillBrief
from storyreel.film.frozen import Frozen
from storyreel.graph.callsheet import Call, Stage
from storyreel.graph.clips import hold_brief

StandIn = tuple[Stage, Frozen, CrewMember | None]


def stand_in(call: Call, brief: Frozen) -> StandIn | None:
    """What to make instead: its stage, what is asked, and of whom. None where the film is cut without."""
    if call.stage is Stage.CLIP and isinstance(brief, ClipBrief):
        return Stage.HOLD, hold_brief(brief), None
    if call.stage is Stage.STILL and isinstance(brief, StillBrief):
        board = KeyframeBrief(picture=brief.picture, recipe=brief.recipe, seed=brief.seed)
        return Stage.KEYFRAMES, board, PainterStills(rasteriser="resvg")
    return None


def stood_in(call: Call, result: Any) -> Frozen:
    """The stand-in as a result of the call it stands in for."""
    if call.stage is Stage.STILL:
        drawn = Keyframes.model_validate(result) if not isinstance(result, Keyframes) else result
        return Still(image=drawn.last if call.name.endswith("last frame") else drawn.first)
    return result if isinstance(result, Frozen) else Clip.model_validate(result)
