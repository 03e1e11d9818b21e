"""Light that people make, as it is painted on a sheet. It does not know lamps."""

from __future__ import annotations

from storyreel.animatic.painter.places.easel import Easel
from storyreel.animatic.painter.places.sheet import Sheet


def lamplight(easel: Easel, sheet: Sheet, x: float, y: float, radius: float, colour: str = "#ffc878", strength: float = 0.5) -> None:
    """A pool of made light painted on the sheet; by day it is not there."""
    if easel.hour.lamp > 0.05:
        with sheet.group("light pool"):
            sheet.glow(x, y, radius, colour, strength * easel.hour.lamp)
