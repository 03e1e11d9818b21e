"""Light that people make, as it is painted on a sheet: pools, halos and lit panes. It does not know lamps."""

from __future__ import annotations

from storyreel.animatic.painter.places.easel import Easel
from storyreel.animatic.painter.places.sheet import Sheet
from storyreel.film.colours import mix
from storyreel.film.facts import LightKind

PANE = "#ffcf7a"


def lamplight(easel: Easel, sheet: Sheet, x: float, y: float, radius: float, colour: str = "#ffc878", strength: float = 0.5) -> None:
    """A pool of made light painted on the sheet; by day it is not there."""
    if easel.hour.lamp > 0.05:
        with sheet.group("light pool"):
            sheet.glow(x, y, radius, colour, strength * easel.hour.lamp)


def pane_colour(easel: Easel, body: str) -> str:
    """A window seen from outside: dark glass by day, warm at night."""
    return mix(mix(body, "#1c2634", 0.65), PANE, min(1.0, easel.burning(LightKind.WINDOWS) * 1.1))


def easel_glow(easel: Easel, sheet: Sheet, x: float, y: float, radius: float, colour: str = "#ffb95c", strength: float = 0.45) -> None:
    """A painted halo about a lit thing, as strong as the darkness allows."""
    if easel.hour.lamp > 0.15 and strength > 0.02:
        with sheet.group("light halo"):
            sheet.glow(x, y, radius, colour, strength * easel.hour.lamp)
