"""Colours of people under the light of a set."""

from __future__ import annotations

from dataclasses import dataclass

from storyreel.film.colours import light_of, mix_light, of_light


@dataclass(frozen=True)
class Lighting:
    """The light people stand in."""

    ambient: str = "#ffffff"
    strength: float = 0.0
    rim: str = "#fff0d8"
    rim_side: int = 1
    """-1 from the left of the frame, 1 from the right."""

    def dye(self, colour: str) -> str:
        """A colour as this light shows it: multiplied by the ambient light, and a little washed toward it."""
        base, light = light_of(colour), light_of(self.ambient)
        lit = of_light((base[0] * light[0], base[1] * light[1], base[2] * light[2]))
        return mix_light(mix_light(colour, lit, self.strength), self.ambient, 0.1 * self.strength)

    def shade(self, colour: str, amount: float) -> str:
        """A dyed colour, darker by `amount` toward a deep, slightly warm shadow."""
        return self.dye(mix_light(colour, mix_light("#1c1024", colour, 0.25), amount))

    def light(self, colour: str, amount: float) -> str:
        """A dyed colour, lighter by `amount` toward the rim's light."""
        return mix_light(self.dye(colour), mix_light("#fff6e8", self.rim, 0.5), amount * 0.55)
