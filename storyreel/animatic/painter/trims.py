"""What is sewn or bound on a garment, and how it falls: folds, buttons, belts, bands.

It does not know its outline or its collar.

Units of a figure, as in `anatomy`. All is drawn inside the trunk's own outline, which cuts it off at the
sides.
"""

from __future__ import annotations

from storyreel.animatic.painter.brush import Brush
from storyreel.animatic.painter.wearers import Wearer
from storyreel.film.cast import Garment
from storyreel.film.colours import mix_light

SKIRTED = frozenset({Garment.COAT, Garment.DRESS, Garment.ROBE})
"""Garments that fall over the legs."""
_BELTED_BEHIND = frozenset({Garment.COAT, Garment.ROBE, Garment.UNIFORM})
_BRASS = "#d8b45a"


def draw_trims(brush: Brush, wearer: Wearer, bottom: float) -> None:
    """The trims of a trunk that ends at `bottom`."""
    h = wearer.body.height
    middle = wearer.bones.neck[0] + (0.03 * h if wearer.bones.turned else 0.0)
    waist = wearer.bones.hip[1] - 0.1 * h
    _draw_folds(brush, wearer, middle, waist)
    if wearer.look.garment in SKIRTED and not wearer.seated:
        _draw_skirt_folds(brush, wearer, middle, bottom)
    if wearer.away:
        _draw_behind(brush, wearer, middle, waist, bottom)
    elif wearer.look.garment in _FRONTS:
        _FRONTS[wearer.look.garment](brush, wearer, middle, waist, bottom)


def _band(brush: Brush, wearer: Wearer, y: float, colour: str, width: float, opacity: float = 1.0) -> None:
    """A band across the whole trunk; `width` is a share of the body's height."""
    h = wearer.body.height
    brush.path(f"M{-0.2 * h:.1f},{y:.1f} H{0.2 * h:.1f}", stroke=colour, width=width * h, opacity=opacity)


def _draw_folds(brush: Brush, wearer: Wearer, middle: float, waist: float) -> None:
    h, dark = wearer.body.height, wearer.light.shade(wearer.colour, 0.5)
    for k, (x, y) in enumerate(((-0.05, -0.03), (0.06, 0.0), (-0.02, 0.05))):
        brush.path(
            f"M{middle + x * h:.1f},{waist + y * h:.1f} q{0.02 * h * (1 if k % 2 else -1):.1f},{0.03 * h:.1f}"
            f" {0.005 * h:.1f},{0.075 * h:.1f}",
            stroke=dark,
            width=3,
            opacity=0.32,
        )


def _draw_skirt_folds(brush: Brush, wearer: Wearer, middle: float, bottom: float) -> None:
    h, hip, dark = wearer.body.height, wearer.bones.hip[1], wearer.light.shade(wearer.colour, 0.5)
    for x in (-0.07, -0.02, 0.045, 0.085):
        brush.path(
            f"M{middle + x * h * 0.7:.1f},{hip + 0.02 * h:.1f} Q{middle + x * h:.1f},{(hip + bottom) / 2:.1f}"
            f" {middle + x * h * 1.5:.1f},{bottom:.1f}",
            stroke=dark,
            width=4,
            opacity=0.35,
        )


def _draw_behind(brush: Brush, wearer: Wearer, middle: float, waist: float, bottom: float) -> None:
    """The back's seam, and a belt."""
    h, light = wearer.body.height, wearer.light
    top = wearer.bones.neck[1] + 0.03 * h
    brush.path(
        f"M{middle:.1f},{top:.1f} V{bottom:.1f}",
        stroke=light.shade(wearer.colour, 0.5),
        width=2.5,
        opacity=0.35,
    )
    if wearer.look.garment in _BELTED_BEHIND:
        _band(brush, wearer, waist, light.shade(wearer.colour, 0.4), 0.026)


def _draw_buttoned(
    brush: Brush, wearer: Wearer, middle: float, bottom: float, button: str, double: bool = False
) -> None:
    """A front with four buttons, or four pairs of them."""
    h, top = wearer.body.height, wearer.bones.neck[1]
    brush.path(
        f"M{middle:.1f},{top:.1f} V{bottom + 40:.1f}",
        stroke=wearer.light.shade(wearer.colour, 0.5),
        width=3.5,
        opacity=0.7,
    )
    paint = wearer.light.dye(button)
    for k in range(4):
        y = top + (0.09 + 0.068 * k) * h
        brush.ellipse(middle + 0.014 * h, y, 0.0065 * h, 0.0065 * h, paint)
        if double:
            brush.ellipse(middle - 0.036 * h, y, 0.0065 * h, 0.0065 * h, paint)


def _draw_jacket(brush: Brush, wearer: Wearer, middle: float, waist: float, bottom: float) -> None:
    _draw_buttoned(brush, wearer, middle, bottom, mix_light(wearer.colour, "#0e0a0c", 0.6))


def _draw_coat(brush: Brush, wearer: Wearer, middle: float, waist: float, bottom: float) -> None:
    _draw_buttoned(brush, wearer, middle, bottom, mix_light(wearer.colour, "#0e0a0c", 0.6), double=True)
    _band(brush, wearer, waist + 0.01 * wearer.body.height, wearer.light.shade(wearer.colour, 0.36), 0.024)


def _draw_uniform(brush: Brush, wearer: Wearer, middle: float, waist: float, bottom: float) -> None:
    """Brass buttons, and a belt with a brass buckle."""
    h = wearer.body.height
    _draw_buttoned(brush, wearer, middle, bottom, _BRASS)
    _band(brush, wearer, waist + 0.02 * h, wearer.light.dye("#241c1c"), 0.026)
    buckle = (
        f"M{middle - 0.018 * h:.1f},{waist + 0.008 * h:.1f} h{0.036 * h:.1f} v{0.024 * h:.1f}"
        f" h{-0.036 * h:.1f} Z"
    )
    brush.path(buckle, wearer.light.dye(_BRASS))


def _draw_sweater(brush: Brush, wearer: Wearer, middle: float, waist: float, bottom: float) -> None:
    """A ribbed hem, and three stripes over the chest."""
    h, light = wearer.body.height, wearer.light
    _band(brush, wearer, bottom - 0.012 * h, light.shade(wearer.colour, 0.3), 0.03, 0.6)
    for k in range(3):
        y = wearer.bones.neck[1] + (0.1 + 0.016 * k) * h
        _band(brush, wearer, y, light.dye(wearer.look.accent_colour), 0.007, 0.75 if k != 1 else 0.4)


def _draw_shirt(brush: Brush, wearer: Wearer, middle: float, waist: float, bottom: float) -> None:
    """A buttoned strip, and the belt of the trousers."""
    h, light, top = wearer.body.height, wearer.light, wearer.bones.neck[1]
    brush.path(
        f"M{middle:.1f},{top:.1f} V{bottom + 20:.1f}",
        stroke=light.shade(wearer.colour, 0.3),
        width=0.022 * h,
        opacity=0.35,
    )
    for k in range(5):
        brush.ellipse(
            middle, top + (0.08 + 0.055 * k) * h, 0.004 * h, 0.004 * h, light.light(wearer.colour, 0.6)
        )
    _band(brush, wearer, bottom - 0.002 * h, light.dye("#2a2018"), 0.024)


def _draw_dress(brush: Brush, wearer: Wearer, middle: float, waist: float, bottom: float) -> None:
    _band(brush, wearer, waist, wearer.light.dye(wearer.look.accent_colour), 0.02)


def _draw_robe(brush: Brush, wearer: Wearer, middle: float, waist: float, bottom: float) -> None:
    """One side laid over the other, and a knotted sash."""
    h, hip = wearer.body.height, wearer.bones.hip[1]
    sash = wearer.light.dye(wearer.look.accent_colour)
    brush.path(
        f"M{middle - 0.01 * h:.1f},{wearer.bones.neck[1]:.1f} Q{middle + 0.02 * h:.1f},{hip:.1f}"
        f" {middle + 0.012 * h:.1f},{bottom + 20:.1f}",
        stroke=wearer.light.shade(wearer.colour, 0.5),
        width=4,
        opacity=0.6,
    )
    _band(brush, wearer, waist + 0.01 * h, sash, 0.02)
    brush.path(
        f"M{middle + 0.01 * h:.1f},{waist + 0.01 * h:.1f} l{0.015 * h:.1f},{0.13 * h:.1f}",
        stroke=sash,
        width=0.013 * h,
    )


_FRONTS = {
    Garment.COAT: _draw_coat,
    Garment.JACKET: _draw_jacket,
    Garment.UNIFORM: _draw_uniform,
    Garment.SWEATER: _draw_sweater,
    Garment.SHIRT: _draw_shirt,
    Garment.DRESS: _draw_dress,
    Garment.ROBE: _draw_robe,
}
