"""Light that people make, as it is painted on a canvas: pools, halos and lit panes."""

from __future__ import annotations

from storyreel.animatic.painter.places.canvas import Canvas
from storyreel.animatic.painter.places.set_builder import SetBuilder
from storyreel.film.colours import mix
from storyreel.film.facts import LightKind

PANE = "#ffcf7a"


def lamplight(
    builder: SetBuilder,
    canvas: Canvas,
    x: float,
    y: float,
    radius: float,
    colour: str = "#ffc878",
    strength: float = 0.5,
) -> None:
    """A pool of made light painted on the canvas; by day it is not there."""
    if builder.hour.lamp > 0.05:
        with canvas.group("light pool"):
            canvas.glow(x, y, radius, colour, strength * builder.hour.lamp)


def pane_colour(builder: SetBuilder, body: str) -> str:
    """A window seen from outside: dark glass by day, warm at night."""
    return mix(mix(body, "#1c2634", 0.65), PANE, min(1.0, builder.burning(LightKind.WINDOWS) * 1.1))


def builder_glow(
    builder: SetBuilder,
    canvas: Canvas,
    x: float,
    y: float,
    radius: float,
    colour: str = "#ffb95c",
    strength: float = 0.45,
) -> None:
    """A painted halo about a lit thing, as strong as the darkness allows."""
    if builder.hour.lamp > 0.15 and strength > 0.02:
        with canvas.group("light halo"):
            canvas.glow(x, y, radius, colour, strength * builder.hour.lamp)
