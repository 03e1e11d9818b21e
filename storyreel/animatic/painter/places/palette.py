"""The colours that a place is allotted, and the shades of a colour in the painter's light.

Hour and weather are in `hours`.
"""

from __future__ import annotations

from dataclasses import dataclass

from storyreel.film.colours import channels, mix, of_channels


def darker(colour: str, amount: float = 0.3) -> str:
    """The colour mixed towards a bluish black: shadows are never neutral."""
    return mix(colour, "#07060f", amount)


def lighter(colour: str, amount: float = 0.3) -> str:
    """The colour mixed towards a warm white."""
    return mix(colour, "#fff6e6", amount)


def muted(colour: str, amount: float = 0.3) -> str:
    """The colour with part of its saturation taken away."""
    red, green, blue = channels(colour)
    grey = 0.3 * red + 0.59 * green + 0.11 * blue
    return mix(colour, of_channels(grey, grey, grey), amount)


@dataclass(frozen=True)
class Hues:
    """The colours of one place in plain white light."""

    base: str
    """Walls, or the broadest surface built by people."""
    second: str
    """Furniture, roofs."""
    third: str
    """Rugs, curtains, doors."""
    accent: str
    """Signs, cushions, the one spot the eye goes to."""


def allotted(colours: tuple[str, ...], otherwise: tuple[str, str, str, str]) -> Hues:
    """The hues of a place: those the film allots it (base first, accent last), or `otherwise`."""
    if not colours:
        return Hues(*otherwise)
    base, accent = colours[0], colours[-1]
    between = colours[1:-1]
    second = between[0] if between else mix(base, otherwise[1], 0.5)
    third = between[1] if len(between) > 1 else mix(second, accent, 0.4)
    return Hues(base, second, third, accent)
