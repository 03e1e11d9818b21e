"""Colour arithmetic on '#rrggbb' strings, and the colours a place is allotted.

It does not know the hour or the weather; `hours` does.
"""

from __future__ import annotations

from dataclasses import dataclass


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue, each 0 to 255.

    Raises:
        ValueError: the colour is not '#rrggbb'.
    """
    if len(colour) != 7 or colour[0] != "#":
        raise ValueError(f"{colour!r} is not a colour; write it as '#rrggbb', for example '#c04830'")
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _joined(red: float, green: float, blue: float) -> str:
    return "#" + "".join(f"{round(min(255.0, max(0.0, value))):02x}" for value in (red, green, blue))


def mix(first: str, second: str, amount: float) -> str:
    """The colour `amount` (0 to 1) of the way from the first to the second.

    >>> mix("#000000", "#ffffff", 0.5)
    '#808080'
    """
    one, two = channels(first), channels(second)
    return _joined(*(a + (b - a) * amount for a, b in zip(one, two, strict=True)))


def multiply(colour: str, light: str, exposure: float = 1.0) -> str:
    """The colour seen in a coloured light.

    >>> multiply("#ffffff", "#804020")
    '#804020'
    """
    one, two = channels(colour), channels(light)
    return _joined(*(a * b / 255 * exposure for a, b in zip(one, two, strict=True)))


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
    return mix(colour, _joined(grey, grey, grey), amount)


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
    """The hues of a place: those the film allots it (base first, accent last), or the painter's choice for its kind."""
    if not colours:
        return Hues(*otherwise)
    base, accent = colours[0], colours[-1]
    between = colours[1:-1]
    second = between[0] if between else mix(base, otherwise[1], 0.5)
    third = between[1] if len(between) > 1 else mix(second, accent, 0.4)
    return Hues(base, second, third, accent)
