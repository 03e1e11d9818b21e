"""Colours of people under the light of a set. It does not know shapes."""

from __future__ import annotations

from dataclasses import dataclass

Rgb = tuple[float, float, float]


def to_rgb(colour: str) -> Rgb:
    """Red, green and blue, 0 to 1.

    >>> to_rgb("#ff0080")[0]
    1.0
    """
    return int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255


def _to_hex(rgb: Rgb) -> str:
    """'#rrggbb'; each part is cut to 0 to 1."""
    return "#" + "".join(f"{round(255 * min(max(part, 0.0), 1.0)):02x}" for part in rgb)


def mix(a: str, b: str, share: float) -> str:
    """From `a` at 0 to `b` at 1.

    >>> mix("#000000", "#ffffff", 1.0)
    '#ffffff'
    """
    first, second = to_rgb(a), to_rgb(b)
    return _to_hex((first[0] + (second[0] - first[0]) * share, first[1] + (second[1] - first[1]) * share, first[2] + (second[2] - first[2]) * share))


def luminance(colour: str) -> float:
    """How light a colour is, 0 to 1 (BT.709 weights)."""
    red, green, blue = to_rgb(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


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
        base, light = to_rgb(colour), to_rgb(self.ambient)
        lit = _to_hex((base[0] * light[0], base[1] * light[1], base[2] * light[2]))
        return mix(mix(colour, lit, self.strength), self.ambient, 0.1 * self.strength)

    def shade(self, colour: str, amount: float) -> str:
        """A dyed colour, darker by `amount` toward a deep, slightly warm shadow."""
        return self.dye(mix(colour, mix("#1c1024", colour, 0.25), amount))

    def light(self, colour: str, amount: float) -> str:
        """A dyed colour, lighter by `amount` toward the rim's light."""
        return mix(self.dye(colour), mix("#fff6e8", self.rim, 0.5), amount * 0.55)
