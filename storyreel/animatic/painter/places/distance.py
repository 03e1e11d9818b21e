"""How far off things look: the farther, the more haze."""

from __future__ import annotations

from storyreel.animatic.painter.places.set_builder import SetBuilder
from storyreel.animatic.painter.places.terrain import Tone


def far_tone(builder: SetBuilder, depth: float) -> Tone:
    """The builder's tone for something at a layer's depth: the nearer to 0, the more haze."""
    distance = max(0.0, 0.8 - depth)
    return lambda colour: builder.tone(colour, distance)
