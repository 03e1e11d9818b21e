"""What stands on a road or beside it: car, cart, sign, fence, gate and telephone pole.

`x` the middle, `y` the foot, `size` the height of an adult there. It does not know lamps and benches, which
decks and quays have, too.
"""

from __future__ import annotations

import math

from storyreel.animatic.painter.places.canvas import Canvas, box, number
from storyreel.animatic.painter.places.distance import far_tone
from storyreel.animatic.painter.places.lamplight import easel_glow
from storyreel.animatic.painter.places.materials import SNOW
from storyreel.animatic.painter.places.palette import darker, lighter
from storyreel.animatic.painter.places.set_builder import SetBuilder
from storyreel.animatic.painter.places.terrain import ground_shadow
from storyreel.film.colours import mix


def car(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    """A rounded saloon seen from the side, its lamps lit in the dark."""
    tone = far_tone(builder, depth)
    paint, glass, tyre = (
        tone(builder.hues("#7a8a94", "#3d4e5e", "#8a5a3c", "#a83a34").accent),
        tone("#26323e"),
        tone("#101014"),
    )
    u = size * 0.5
    with canvas.group("car"):
        ground_shadow(canvas, x, y, u * 2.6, 0.7)
        body = (
            f"M{number(x - 2.2 * u)},{number(y - 0.35 * u)}Q{number(x - 2.3 * u)},"
            f"{number(y - 0.95 * u)} {number(x - 1.5 * u)},{number(y - 1.02 * u)}"
            f"Q{number(x - 0.9 * u)},{number(y - 1.72 * u)} {number(x - 0.1 * u)},"
            f"{number(y - 1.72 * u)}Q{number(x + 0.75 * u)},{number(y - 1.7 * u)} "
            f"{number(x + 1.15 * u)},{number(y - 1.05 * u)}"
            f"Q{number(x + 2.2 * u)},{number(y - 0.95 * u)} {number(x + 2.25 * u)},{number(y - 0.35 * u)}Z"
        )
        canvas.path(body, canvas.down((0, lighter(paint, 0.4)), (0.45, paint), (1, darker(paint, 0.6))))
        pane = mix(glass, "#ffd694", 0.15 * builder.hour.lamp)
        canvas.path(
            f"M{number(x - 1.2 * u)},{number(y - 1.06 * u)}Q{number(x - 0.8 * u)},"
            f"{number(y - 1.6 * u)} {number(x - 0.15 * u)},"
            f"{number(y - 1.6 * u)}V{number(y - 1.06 * u)}Z"
            f"M{number(x - 0.02 * u)},{number(y - 1.6 * u)}Q{number(x + 0.6 * u)},"
            f"{number(y - 1.58 * u)} {number(x + 0.92 * u)},"
            f"{number(y - 1.06 * u)}H{number(x - 0.02 * u)}Z",
            pane,
        )
        canvas.scratches(
            [
                (x - 1.0 * u, y - 1.14 * u, x - 0.6 * u, y - 1.52 * u),
                (x + 0.15 * u, y - 1.14 * u, x + 0.4 * u, y - 1.5 * u),
            ],
            lighter(pane, 0.5),
            4,
            0.45,
        )
        canvas.path(
            f"M{number(x - 2.1 * u)},{number(y - 0.78 * u)}H{number(x + 2.15 * u)}",
            stroke=lighter(paint, 0.55),
            width=4,
            opacity=0.7,
        )
        canvas.scratches(
            [
                (x - 0.08 * u, y - 1.0 * u, x - 0.08 * u, y - 0.42 * u),
                (x - 1.0 * u, y - 1.0 * u, x - 0.9 * u, y - 0.42 * u),
            ],
            darker(paint, 0.5),
            3,
        )
        canvas.rect(
            x - 2.3 * u, y - 0.44 * u, 4.6 * u, 0.14 * u, canvas.down(tone("#d8dce0"), tone("#5a5e66")), 6
        )
        for wheel in (-1.4, 1.4):
            canvas.oval(x + wheel * u, y - 0.34 * u, 0.4 * u, 0.38 * u, tyre)
            canvas.oval(
                x + wheel * u,
                y - 0.34 * u,
                0.2 * u,
                0.19 * u,
                tone("#b8bcc4"),
                stroke=tone("#5a5e66"),
                width=4,
            )
        canvas.oval(
            x + 2.12 * u, y - 0.76 * u, 0.12 * u, 0.15 * u, mix(tone("#e8e4d0"), "#fff4d0", builder.hour.lamp)
        )
        canvas.oval(
            x - 2.17 * u, y - 0.76 * u, 0.07 * u, 0.13 * u, mix(tone("#8a2420"), "#ff4030", builder.hour.lamp)
        )
        easel_glow(builder, canvas, x + 2.3 * u, y - 0.74 * u, 1.5 * u, "#fff0c0", 0.7)
        easel_glow(builder, canvas, x - 2.25 * u, y - 0.74 * u, 0.8 * u, "#ff4030", 0.6)
        if builder.hour.snowy:
            canvas.path(
                f"M{number(x - 0.95 * u)},{number(y - 1.6 * u)}Q{number(x)},{number(y - 2.0 * u)} "
                f"{number(x + 0.75 * u)},{number(y - 1.52 * u)}Q{number(x)},{number(y - 1.66 * u)} "
                f"{number(x - 0.95 * u)},{number(y - 1.6 * u)}Z",
                tone(SNOW),
            )
    builder.light(x + 2.3 * u, y - 0.74 * u, 2.4 * u, "#fff0c0", 0.45 * builder.hour.lamp, depth)


def wagon(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    """A hay cart."""
    tone = far_tone(builder, depth)
    wood, hay = tone("#7a5636"), tone("#d0a850")
    with canvas.group("wagon"):
        ground_shadow(canvas, x, y, size * 0.9, 0.55)
        canvas.path(
            f"M{number(x - size * 0.8)},{number(y - size * 0.55)}Q{number(x)},"
            f"{number(y - size * 1.15)} {number(x + size * 0.8)},{number(y - size * 0.55)}Z",
            canvas.down(lighter(hay, 0.2), darker(hay, 0.3)),
        )
        canvas.rect(
            x - size * 0.82,
            y - size * 0.58,
            size * 1.64,
            size * 0.2,
            canvas.down(lighter(wood, 0.2), darker(wood, 0.35)),
        )
        for dx in (-0.5, 0.5):
            a = x + dx * size
            canvas.oval(
                a,
                y - size * 0.26,
                size * 0.26,
                size * 0.26,
                "none",
                stroke=darker(wood, 0.3),
                width=size * 0.05,
            )
            canvas.scratches(
                [
                    (
                        a - math.cos(k) * size * 0.24,
                        y - size * 0.26 - math.sin(k) * size * 0.24,
                        a + math.cos(k) * size * 0.24,
                        y - size * 0.26 + math.sin(k) * size * 0.24,
                    )
                    for k in (0.0, 0.78, 1.57, 2.36)
                ],
                wood,
                size * 0.025,
            )


def sign(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    """A signpost with two arms; strokes stand for letters."""
    tone = far_tone(builder, depth)
    wood, board = tone("#6a4a30"), tone(builder.hues("#d8c8a0", "#8a6a44", "#6a4a30", "#b8543a").accent)
    with canvas.group("sign"):
        ground_shadow(canvas, x, y, size * 0.2, 0.5)
        canvas.rect(
            x - size * 0.025,
            y - size * 1.0,
            size * 0.05,
            size,
            canvas.across(lighter(wood, 0.2), darker(wood, 0.4)),
        )
        for dy, side in ((0.94, 1), (0.74, -1)):
            a, b = x - side * size * 0.1, x + side * size * 0.42
            canvas.poly(
                [
                    (a, y - size * dy),
                    (b, y - size * dy),
                    (b + side * size * 0.09, y - size * (dy - 0.07)),
                    (b, y - size * (dy - 0.14)),
                    (a, y - size * (dy - 0.14)),
                ],
                canvas.down(lighter(board, 0.2), darker(board, 0.3)),
            )
            canvas.scratches(
                [
                    (
                        min(a, b) + size * (0.09 + 0.07 * k),
                        y - size * (dy - 0.04),
                        min(a, b) + size * (0.12 + 0.07 * k),
                        y - size * (dy - 0.1),
                    )
                    for k in range(6)
                ],
                lighter(board, 0.6),
                4,
                0.8,
            )


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
    stone, iron = tone("#948c80"), tone("#22242a")
    with canvas.group("gate"):
        for side in (-1, 1):
            a = x + side * size * 0.8
            canvas.rect(
                a - size * 0.14,
                y - size * 1.15,
                size * 0.28,
                size * 1.15,
                canvas.across(lighter(stone, 0.2), darker(stone, 0.4)),
            )
            canvas.rect(a - size * 0.18, y - size * 1.22, size * 0.36, size * 0.1, lighter(stone, 0.15))
            canvas.oval(
                a,
                y - size * 1.3,
                size * 0.09,
                size * 0.09,
                canvas.across(lighter(stone, 0.2), darker(stone, 0.4)),
            )
        bars = [
            (x + k * size * 0.11, y - 6, x + k * size * 0.11, y - size * (0.95 + 0.14 * math.cos(k * 0.42)))
            for k in range(-6, 7)
        ]
        canvas.scratches(
            [
                *bars,
                (x - size * 0.68, y - size * 0.25, x + size * 0.68, y - size * 0.25),
                (x - size * 0.68, y - size * 0.8, x + size * 0.68, y - size * 0.8),
            ],
            iron,
            size * 0.024,
        )


def cross_arm(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    """A telephone pole with sagging wires."""
    tone = far_tone(builder, depth)
    wood = tone("#4a3a2e")
    with canvas.group("telephone pole"):
        canvas.rect(
            x - size * 0.03,
            y - size * 2.6,
            size * 0.06,
            size * 2.6,
            canvas.across(lighter(wood, 0.2), darker(wood, 0.3)),
        )
        canvas.rect(x - size * 0.45, y - size * 2.4, size * 0.9, size * 0.05, wood)
        wires = "".join(
            f"M{number(x + k * size * 0.4)},{number(y - size * 2.44)}q{number(size * 3)},"
            f"{number(size * 0.6)} {number(size * 6)},0M{number(x + k * size * 0.4)},"
            f"{number(y - size * 2.44)}q{number(-size * 3)},{number(size * 0.6)} "
            f"{number(-size * 6)},0"
            for k in (-1, 1)
        )
        canvas.path(wires, stroke=wood, width=2.5)
