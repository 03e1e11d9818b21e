"""What decides how a face is drawn: look, light, turn and mood, and where on a head its parts are.

Units of a head: crown at -80, chin at 80, half a face 56 wide; x = 0 the middle. A turned head looks to the
right.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from storyreel.animatic.painter.pigments import Lighting
from storyreel.film.cast import Age, Look, Presentation
from storyreel.film.colours import mix_light

TURN_DEGREES = 21.0
"""How far a turned head is turned: three quarters, so that both eyes are seen."""
ROUNDNESS = 54.0


@dataclass(frozen=True)
class Face:
    """What decides how a face is drawn."""

    look: Look
    light: Lighting
    turned: bool
    mood_curve: float = 0.25
    """Corners of the mouth: -1 down, 1 a wide smile."""
    brow_tilt: float = 0.0
    """Inner ends of the brows: -1 drawn down, 1 raised."""
    jaw: float = 0.0
    """How far the chin is lowered in speech."""
    brow_lift: float = 0.0
    """How far both brows are raised in speech."""

    @property
    def turn(self) -> float:
        """Degrees the head is turned to the right."""
        return TURN_DEGREES if self.turned else 0.0

    def across(self, degrees: float) -> float:
        """X of a point of the face at an angle from its own middle."""
        return ROUNDNESS * math.sin(math.radians(degrees + self.turn)) + self._aside

    @property
    def _aside(self) -> float:
        """How far the middle of a turned face is moved aside."""
        return 3.0 if self.turned else 0.0

    def width(self, degrees: float) -> float:
        """How much of its width a feature at an angle shows, 0 to 1."""
        return max(0.5, math.cos(math.radians((degrees + self.turn) * 0.92)))

    @property
    def skin(self) -> str:
        """The skin, before light."""
        return self.look.skin

    @property
    def accent(self) -> str:
        """The accent of the look, under the light."""
        return self.light.dye(self.look.accent_colour)

    def flushed(self, colour: str, share: float, dark: float) -> str:
        """The skin with a share of a colour in it, darker by `dark`, under the light."""
        return self.light.shade(mix_light(self.skin, colour, share), dark)

    @property
    def child(self) -> bool:
        """A child's face is rounder, its eyes larger."""
        return self.look.age is Age.CHILD

    @property
    def feminine(self) -> bool:
        """Drawn with fuller lashes and lips."""
        return self.look.presentation is Presentation.FEMININE

    @property
    def eye_y(self) -> float:
        """Height of the eyes."""
        return 13.0 if self.child else 4.0
