"""What lies about the neck: collars by garment, scarves, the hood that is down.

It does not know the trunk below or the hat above.

Units of a figure, as in `anatomy`; `x` and `y` are the neck's foot, `s` the scale of the head.
"""

from __future__ import annotations

from storyreel.animatic.painter.brush import Brush
from storyreel.animatic.painter.wearers import Wearer
from storyreel.film.cast import Garment, Hat
from storyreel.film.colours import mix_light


def draw_collar(brush: Brush, wearer: Wearer) -> None:
    """The garment's collar, or the scarf that hides it."""
    x, y = wearer.bones.neck
    s = wearer.body.head
    x += 8 * s if wearer.bones.turned else 0.0
    if wearer.look.scarf:
        _draw_scarf(brush, wearer, x, y, s)
    elif wearer.away:
        _draw_back(brush, wearer, x, y, s)
    else:
        _COLLARS[wearer.look.garment](brush, wearer, x, y, s)
        if wearer.look.hat is Hat.HOOD:
            _draw_hood(brush, wearer, x, y, s)


def _draw_back(brush: Brush, wearer: Wearer, x: float, y: float, s: float) -> None:
    light, colour = wearer.light, wearer.colour
    brush.path(
        f"M{x - 40 * s:.1f},{y + 20 * s:.1f} Q{x:.1f},{y + 2 * s:.1f} {x + 40 * s:.1f},{y + 20 * s:.1f}"
        f" L{x + 36 * s:.1f},{y - 2 * s:.1f} Q{x:.1f},{y - 14 * s:.1f} {x - 36 * s:.1f},{y - 2 * s:.1f} Z",
        light.shade(colour, 0.22),
    )


def _draw_lapels(brush: Brush, wearer: Wearer, x: float, y: float, s: float) -> None:
    """The shirt in the opening, a suit's tie, and the lapels."""
    h, light, look, colour, garment = (
        wearer.body.height,
        wearer.light,
        wearer.look,
        wearer.colour,
        wearer.look.garment,
    )
    shirt = "#eceae6" if garment is Garment.SUIT else look.accent_colour
    depth = (0.15 if garment is Garment.SUIT else 0.095) * h
    brush.path(
        f"M{x - 33 * s:.1f},{y + 4 * s:.1f} L{x:.1f},{y + depth:.1f} L{x + 33 * s:.1f},{y + 4 * s:.1f}"
        f" Q{x:.1f},{y + 34 * s:.1f} {x - 33 * s:.1f},{y + 4 * s:.1f} Z",
        light.shade(shirt, 0.12),
    )
    if garment is Garment.SUIT:
        brush.path(
            f"M{x - 8 * s:.1f},{y + 24 * s:.1f} h{16 * s:.1f} l{-3 * s:.1f},{14 * s:.1f}"
            f" l{7 * s:.1f},{depth * 0.62:.1f} l{-12 * s:.1f},{14 * s:.1f} l{-12 * s:.1f},{-14 * s:.1f}"
            f" l{7 * s:.1f},{-depth * 0.62:.1f} Z",
            light.dye(look.accent_colour),
        )
    wide = 60 if garment is Garment.SUIT else 66
    for side in (-1, 1):
        tone = light.shade(colour, 0.12) if side == light.rim_side else light.shade(colour, 0.34)
        lapel = (
            f"M{x + side * 31 * s:.1f},{y - 8 * s:.1f} C{x + side * 40 * s:.1f},{y + 6 * s:.1f}"
            f" {x + side * wide * s:.1f},{y + 24 * s:.1f} {x + side * wide * s:.1f},{y + 0.075 * h:.1f}"
            f" L{x + side * 42 * s:.1f},{y + 0.085 * h:.1f} L{x:.1f},{y + depth + 0.012 * h:.1f}"
            f" C{x + side * 8 * s:.1f},{y + depth * 0.6:.1f} {x + side * 26 * s:.1f},{y + 34 * s:.1f}"
            f" {x + side * 31 * s:.1f},{y - 8 * s:.1f} Z"
        )
        brush.path(lapel, tone, stroke=light.shade(colour, 0.55), width=1.6)


def _draw_points(brush: Brush, wearer: Wearer, x: float, y: float, s: float) -> None:
    """An open collar, and a uniform's shoulder straps."""
    h, light, look, colour, garment = (
        wearer.body.height,
        wearer.light,
        wearer.look,
        wearer.colour,
        wearer.look.garment,
    )
    brush.path(
        f"M{x - 26 * s:.1f},{y + 2 * s:.1f} L{x:.1f},{y + 46 * s:.1f} L{x + 26 * s:.1f},{y + 2 * s:.1f} Z",
        light.shade(look.skin, 0.3),
    )
    for side in (-1, 1):
        brush.path(
            f"M{x + side * 28 * s:.1f},{y - 12 * s:.1f} L{x + side * 46 * s:.1f},{y + 16 * s:.1f}"
            f" L{x + side * 24 * s:.1f},{y + 52 * s:.1f} L{x:.1f},{y + 40 * s:.1f}"
            f" Q{x + side * 20 * s:.1f},{y + 14 * s:.1f} {x + side * 28 * s:.1f},{y - 12 * s:.1f} Z",
            light.dye(mix_light(colour, "#ffffff", 0.1)),
            stroke=light.shade(colour, 0.45),
            width=1.6,
        )
    if garment is Garment.UNIFORM:
        for side in (-1, 1):
            reach = wearer.body.shoulder * (0.8 if wearer.bones.turned else 0.9)
            brush.path(
                f"M{x + side * reach * 0.55:.1f},{y + 0.03 * h:.1f}"
                f" L{x + side * reach:.1f},{y + 0.052 * h:.1f}",
                stroke=light.dye("#d8b45a"),
                width=0.016 * h,
            )


def _draw_neckline(brush: Brush, wearer: Wearer, x: float, y: float, s: float) -> None:
    """A round neckline, and a necklace."""
    light, look = wearer.light, wearer.look
    brush.path(
        f"M{x - 48 * s:.1f},{y + 16 * s:.1f} Q{x:.1f},{y + 92 * s:.1f} {x + 48 * s:.1f},{y + 16 * s:.1f}"
        f" Q{x:.1f},{y + 6 * s:.1f} {x - 48 * s:.1f},{y + 16 * s:.1f} Z",
        light.shade(look.skin, 0.12),
    )
    brush.path(
        f"M{x - 30 * s:.1f},{y + 26 * s:.1f} Q{x:.1f},{y + 58 * s:.1f} {x + 30 * s:.1f},{y + 26 * s:.1f}",
        stroke=light.dye("#f1e2b8"),
        width=2.4 * s,
        opacity=0.85,
    )


def _draw_facings(brush: Brush, wearer: Wearer, x: float, y: float, s: float) -> None:
    """The two edges of a robe."""
    h, light, look = wearer.body.height, wearer.light, wearer.look
    for side in (-1, 1):
        brush.path(
            f"M{x + side * 34 * s:.1f},{y - 4 * s:.1f} L{x + side * 10 * s:.1f},{y + 0.17 * h:.1f}",
            stroke=light.dye(look.accent_colour),
            width=15 * s,
        )


def _draw_rib(brush: Brush, wearer: Wearer, x: float, y: float, s: float) -> None:
    light, colour = wearer.light, wearer.colour
    brush.path(
        f"M{x - 36 * s:.1f},{y + 22 * s:.1f} Q{x:.1f},{y + 48 * s:.1f} {x + 36 * s:.1f},{y + 22 * s:.1f}"
        f" L{x + 30 * s:.1f},{y - 10 * s:.1f} Q{x:.1f},{y + 14 * s:.1f} {x - 30 * s:.1f},{y - 10 * s:.1f} Z",
        light.shade(colour, 0.16),
    )
    brush.path(
        f"M{x - 36 * s:.1f},{y + 22 * s:.1f} Q{x:.1f},{y + 48 * s:.1f} {x + 36 * s:.1f},{y + 22 * s:.1f}",
        stroke=light.shade(colour, 0.5),
        width=2.4,
    )


def _draw_hood(brush: Brush, wearer: Wearer, x: float, y: float, s: float) -> None:
    light, colour = wearer.light, wearer.colour
    brush.path(
        f"M{x - 58 * s:.1f},{y + 30 * s:.1f} Q{x:.1f},{y + 62 * s:.1f} {x + 58 * s:.1f},{y + 30 * s:.1f}"
        f" Q{x + 40 * s:.1f},{y - 4 * s:.1f} {x + 36 * s:.1f},{y - 8 * s:.1f} Q{x:.1f},{y + 26 * s:.1f}"
        f" {x - 36 * s:.1f},{y - 8 * s:.1f} Z",
        light.shade(colour, 0.2),
    )


def _draw_scarf(brush: Brush, wearer: Wearer, x: float, y: float, s: float) -> None:
    light, tone = wearer.light, wearer.look.accent_colour
    fill = wearer.cloth(brush, tone, x - 56 * s, x + 56 * s, 0.35)
    if not wearer.away:
        brush.path(
            f"M{x + 10 * s:.1f},{y + 20 * s:.1f} C{x + 40 * s:.1f},{y + 60 * s:.1f}"
            f" {x + 36 * s:.1f},{y + 130 * s:.1f} {x + 40 * s:.1f},{y + 190 * s:.1f}"
            f" l{-34 * s:.1f},{3 * s:.1f} C{x + 6 * s:.1f},{y + 140 * s:.1f} {x + 8 * s:.1f},{y + 90 * s:.1f}"
            f" {x - 6 * s:.1f},{y + 40 * s:.1f} Z",
            fill,
        )
        for k in range(4):
            brush.path(
                f"M{x + (10 + 8 * k) * s:.1f},{y + 190 * s:.1f} v{14 * s:.1f}",
                stroke=light.shade(tone, 0.25),
                width=2.6 * s,
            )
    brush.path(
        f"M{x - 50 * s:.1f},{y - 16 * s:.1f} C{x - 62 * s:.1f},{y + 30 * s:.1f}"
        f" {x - 30 * s:.1f},{y + 48 * s:.1f} {x:.1f},{y + 48 * s:.1f} C{x + 30 * s:.1f},{y + 48 * s:.1f}"
        f" {x + 62 * s:.1f},{y + 30 * s:.1f} {x + 50 * s:.1f},{y - 16 * s:.1f}"
        f" C{x + 30 * s:.1f},{y + 6 * s:.1f} {x - 30 * s:.1f},{y + 6 * s:.1f}"
        f" {x - 50 * s:.1f},{y - 16 * s:.1f} Z",
        fill,
    )
    for k, sag in enumerate((12, 26, 38)):
        brush.path(
            f"M{x - (50 - 3 * k) * s:.1f},{y + (sag - 20) * s:.1f} Q{x:.1f},{y + (sag + 8) * s:.1f}"
            f" {x + (50 - 3 * k) * s:.1f},{y + (sag - 20) * s:.1f}",
            stroke=light.shade(tone, 0.42),
            width=2.4 * s,
            opacity=0.55,
        )


_COLLARS = {
    Garment.SUIT: _draw_lapels,
    Garment.COAT: _draw_lapels,
    Garment.JACKET: _draw_lapels,
    Garment.SHIRT: _draw_points,
    Garment.UNIFORM: _draw_points,
    Garment.DRESS: _draw_neckline,
    Garment.ROBE: _draw_facings,
    Garment.SWEATER: _draw_rib,
}
