"""What stands on a road or beside it: car, cart, sign, fence, gate and telephone pole.

`x` the middle, `y` the foot, `size` the height of an adult there.
"""

from __future__ import annotations

import math

from storyreel.animatic.painter.places.canvas import Canvas, box
from storyreel.animatic.painter.places.distance import far_tone
from storyreel.animatic.painter.places.lamplight import builder_glow
from storyreel.animatic.painter.places.materials import SNOW
from storyreel.animatic.painter.places.palette import darker, lighter
from storyreel.animatic.painter.places.prop_files import drawing
from storyreel.animatic.painter.places.set_builder import SetBuilder
from storyreel.animatic.painter.places.terrain import ground_shadow
from storyreel.film.colours import mix


def car(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    """A rounded saloon seen from the side, its lamps lit in the dark."""
    tone, lamp = far_tone(builder, depth), builder.hour.lamp
    colours = {
        "paint": tone(builder.hues("#7a8a94", "#3d4e5e", "#8a5a3c", "#a83a34").accent),
        "pane": mix(tone("#26323e"), "#ffd694", 0.15 * lamp),
        "headlight": mix(tone("#e8e4d0"), "#fff4d0", lamp),
        "tail-light": mix(tone("#8a2420"), "#ff4030", lamp),
    }
    u = size * 0.5
    with canvas.group("car"):
        ground_shadow(canvas, x, y, u * 2.6, 0.7)
        drawing("car").paint(canvas, tone, x, y, size, colours=colours, without=("snow",))
        builder_glow(builder, canvas, x + 2.3 * u, y - 0.74 * u, 1.5 * u, "#fff0c0", 0.7)
        builder_glow(builder, canvas, x - 2.25 * u, y - 0.74 * u, 0.8 * u, "#ff4030", 0.6)
        if builder.hour.snowy:
            drawing("car").paint(canvas, tone, x, y, size, parts=("snow",))
    builder.light(x + 2.3 * u, y - 0.74 * u, 2.4 * u, "#fff0c0", 0.45 * lamp, depth)


def wagon(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    """A hay cart."""
    with canvas.group("wagon"):
        ground_shadow(canvas, x, y, size * 0.9, 0.55)
        drawing("hay-cart").paint(canvas, far_tone(builder, depth), x, y, size)


def sign(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    """A signpost with two arms; strokes stand for letters."""
    tone = far_tone(builder, depth)
    board = tone(builder.hues("#d8c8a0", "#8a6a44", "#6a4a30", "#b8543a").accent)
    with canvas.group("sign"):
        ground_shadow(canvas, x, y, size * 0.2, 0.5)
        drawing("signpost").paint(canvas, tone, x, y, size, colours={"board": board})


def fence(
    builder: SetBuilder,
    canvas: Canvas,
    left: float,
    right: float,
    y: float,
    size: float,
    depth: float,
    colour: str = "#7a5c40",
) -> None:
    """A post-and-rail fence."""
    tone = far_tone(builder, depth)
    wood = tone(colour)
    with canvas.group("fence"):
        count = max(2, int((right - left) / (size * 0.42)))
        posts = [left + (right - left) * k / count for k in range(count + 1)]
        for level in (0.42, 0.24):
            canvas.line(
                [(p, y - size * level + (k % 2) * 4) for k, p in enumerate(posts)],
                darker(wood, 0.2),
                size * 0.04,
            )
            canvas.line(
                [(p, y - size * (level + 0.012) + (k % 2) * 4) for k, p in enumerate(posts)],
                lighter(wood, 0.3),
                size * 0.01,
                0.7,
            )
        canvas.path(
            "".join(box(p - size * 0.028, y - size * 0.54, size * 0.056, size * 0.56) for p in posts), wood
        )
        canvas.scratches(
            [(p - size * 0.02, y - size * 0.53, p - size * 0.02, y) for p in posts],
            lighter(wood, 0.3),
            3,
            0.5,
        )
        if builder.hour.snowy:
            canvas.path(
                "".join(box(p - size * 0.034, y - size * 0.58, size * 0.068, size * 0.05) for p in posts),
                tone(SNOW),
            )


def gate(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    """An iron gate between two pillars."""
    tone = far_tone(builder, depth)
    with canvas.group("gate"):
        drawing("gate-pillars").paint(canvas, tone, x, y, size)
        bars = [
            (x + k * size * 0.11, y - 6, x + k * size * 0.11, y - size * (0.95 + 0.14 * math.cos(k * 0.42)))
            for k in range(-6, 7)
        ]
        rails = [(x - size * 0.68, y - size * t, x + size * 0.68, y - size * t) for t in (0.25, 0.8)]
        canvas.scratches([*bars, *rails], tone("#22242a"), size * 0.024)


def cross_arm(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    """A telephone pole with sagging wires."""
    with canvas.group("telephone pole"):
        drawing("telephone-pole").paint(canvas, far_tone(builder, depth), x, y, size)
