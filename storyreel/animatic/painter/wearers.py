"""What decides how clothes are drawn: looks, joints and light, and cloth shaded by that light."""

from __future__ import annotations

from dataclasses import dataclass

from storyreel.animatic.painter.anatomy import Body, Skeleton
from storyreel.animatic.painter.brush import Brush
from storyreel.animatic.painter.pigments import Lighting
from storyreel.film.cast import Look
from storyreel.film.colours import mix_light


@dataclass(frozen=True)
class Wearer:
    """What decides how a body is drawn. Units of a figure, as in `anatomy`."""

    look: Look
    body: Body
    bones: Skeleton
    light: Lighting
    away: bool
    """Seen from behind."""

    @property
    def colour(self) -> str:
        """The garment, before light."""
        return self.look.garment_colour

    @property
    def seated(self) -> bool:
        """True if the thighs are in front of the trunk; so they are for a person who kneels."""
        h, hip_y, knee_y = self.body.height, self.bones.hip[1], self.bones.near_leg[1][1]
        sits = hip_y > -0.45 * h and knee_y < -0.2 * h and knee_y < hip_y + 0.06 * h
        return self.bones.kneeling or sits

    def cloth(self, brush: Brush, colour: str, left: float, right: float, deep: float = 0.45) -> str:
        """Paint for something round between two x: lit on one side, `deep` in shade on the other."""
        light = self.light
        stops = [
            (0.0, light.shade(colour, deep), 1.0),
            (0.42, light.shade(colour, 0.1), 1.0),
            (0.78, light.dye(mix_light(colour, "#ffffff", 0.07)), 1.0),
            (1.0, light.light(colour, 0.34), 1.0),
        ]
        ends = self._ends(left, right)
        return brush.linear(stops, (ends[0], 0), (ends[1], 0), True)

    def draw_rim(self, brush: Brush, shape: str, left: float, right: float, width: float = 5.0) -> None:
        """The edge of a shape between two x that the light behind it catches."""
        rim, ends = self.light.rim, self._ends(left, right)
        fade = brush.linear([(0, rim, 0), (0.72, rim, 0), (1, rim, 0.8)], (ends[0], 0), (ends[1], 0), True)
        brush.path(shape, stroke=fade, width=width)

    def _ends(self, left: float, right: float) -> tuple[float, float]:
        """From the dark side to the lit one."""
        return (left, right) if self.light.rim_side > 0 else (right, left)
