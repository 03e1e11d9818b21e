"""Set dressing: rugs, pictures, clocks and green that make a room lived in.

`x` the middle, `y` the foot or, on a wall, the top; a clock's are its middle. It does not choose what goes
where.
"""

from __future__ import annotations

from storyreel.animatic.painter.places.canvas import Canvas, number
from storyreel.animatic.painter.places.foliage import leaf_mass
from storyreel.animatic.painter.places.palette import darker, lighter
from storyreel.animatic.painter.places.set_builder import SetBuilder
from storyreel.animatic.painter.places.terrain import ground_shadow


def rug(
    builder: SetBuilder, canvas: Canvas, x: float, y: float, half: float, colour: str, second: str
) -> None:
    """A carpet lying in perspective with borders and fringe."""
    paint, edge = builder.tone(colour), builder.tone(second)

    def ring(scale: float) -> list[tuple[float, float]]:
        return [
            (x - half * 0.8 * scale, y - 62 * scale),
            (x + half * 0.8 * scale, y - 62 * scale),
            (x + half * scale, y + 70 * scale),
            (x - half * scale, y + 70 * scale),
        ]

    with canvas.group("rug"):
        canvas.scratches(
            [
                (x - half + step * half / 22, y + 70, x - half * 1.01 + step * half / 22, y + 84)
                for step in range(45)
            ],
            lighter(edge, 0.4),
            3,
            0.7,
        )
        canvas.poly(ring(1.0), canvas.down(darker(paint, 0.3), paint))
        canvas.poly(ring(0.92), "none", edge, 10)
        canvas.poly(ring(0.8), "none", lighter(edge, 0.25), 4)
        motifs = "".join(
            f"M{number(x + k * half * 0.2)},{number(y - 22)}l{number(half * 0.06)},"
            f"22l{number(-half * 0.06)},26l{number(-half * 0.06)},-26Z"
            for k in range(-3, 4)
        )
        canvas.path(motifs, edge, opacity=0.85)


def picture(
    builder: SetBuilder, canvas: Canvas, x: float, y: float, wide: float, tall: float, subject: int = 0
) -> None:
    """A framed picture: hills, sea or a portrait."""
    frame = builder.tone("#a07a3a")
    with canvas.group("picture"):
        canvas.rect(x - wide / 2 + 6, y + 12, wide, tall, "#04040a", 3, 0.35)
        canvas.rect(x - wide / 2, y, wide, tall, canvas.down(lighter(frame, 0.25), darker(frame, 0.4)), 3)
        a, b, w, h = x - wide / 2 + 13, y + 13, wide - 26, tall - 26
        canvas.rect(a, b, w, h, canvas.down(builder.tone("#c4d0cc"), builder.tone("#e6cfa0")))
        if subject % 3 == 2:
            canvas.rect(a, b, w, h, builder.tone("#4a3c34"))
            canvas.oval(x, b + h * 0.4, w * 0.17, h * 0.19, builder.tone("#caa184"))
            canvas.path(
                f"M{number(x - w * 0.36)},{number(b + h)}Q{number(x - w * 0.3)},"
                f"{number(b + h * 0.6)} {number(x)},{number(b + h * 0.58)}T{number(x + w * 0.36)},"
                f"{number(b + h)}Z",
                builder.tone("#26303c"),
            )
        else:
            far, near = ("#6f9a94", "#3f6a58") if subject % 3 == 0 else ("#5a8aa4", "#2f5a78")
            canvas.path(
                f"M{number(a)},{number(b + h)}V{number(b + h * 0.55)}Q{number(a + w * 0.3)},"
                f"{number(b + h * 0.3)} {number(a + w * 0.55)},"
                f"{number(b + h * 0.55)}T{number(a + w)},{number(b + h * 0.45)}V{number(b + h)}Z",
                builder.tone(far),
            )
            canvas.path(
                f"M{number(a)},{number(b + h)}V{number(b + h * 0.8)}Q{number(a + w * 0.4)},"
                f"{number(b + h * 0.6)} {number(a + w)},{number(b + h * 0.78)}V{number(b + h)}Z",
                builder.tone(near),
            )


def plant(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, pot: str = "#a85a3c") -> None:
    """A potted plant with broad leaves."""
    chance, clay, leaf = builder.chance(f"plant {x:.0f}"), builder.tone(pot), builder.tone("#4c7a4a")
    with canvas.group("plant"):
        ground_shadow(canvas, x, y, size * 0.3, 0.5)
        for index in range(13):
            reach, lean = size * chance.uniform(0.5, 0.95), chance.uniform(-0.75, 0.75)
            tip, mid = (
                (x + lean * reach, y - size * 0.25 - reach),
                (x + lean * reach * 0.35, y - size * 0.25 - reach * 0.75),
            )
            wide = size * 0.07
            d = (
                f"M{number(x)},{number(y - size * 0.22)}Q{number(mid[0] - wide)},{number(mid[1])} "
                f"{number(tip[0])},{number(tip[1])}Q{number(mid[0] + wide)},{number(mid[1] + wide)} "
                f"{number(x)},{number(y - size * 0.22)}Z"
            )
            canvas.path(d, (leaf, darker(leaf, 0.3), lighter(leaf, 0.16))[index % 3])
        canvas.poly(
            [
                (x - size * 0.17, y - size * 0.27),
                (x + size * 0.17, y - size * 0.27),
                (x + size * 0.12, y),
                (x - size * 0.12, y),
            ],
            canvas.across(lighter(clay, 0.15), clay, darker(clay, 0.45)),
        )
        canvas.rect(
            x - size * 0.19,
            y - size * 0.31,
            size * 0.38,
            size * 0.07,
            canvas.across(lighter(clay, 0.25), darker(clay, 0.3)),
            4,
        )


def clock_face(builder: SetBuilder, canvas: Canvas, x: float, y: float, radius: float) -> None:
    """A round clock."""
    with canvas.group("clock"):
        canvas.oval(x + 4, y + 8, radius * 1.08, radius * 1.08, "#04040a", 0.35)
        canvas.oval(
            x, y, radius * 1.12, radius * 1.12, canvas.down(builder.tone("#8a6a3c"), builder.tone("#3c2a18"))
        )
        canvas.oval(x, y, radius * 0.94, radius * 0.94, builder.tone("#f2ead8"))
        ink = builder.tone("#221c18")
        ticks = "".join(
            f"M{number(x + dx * radius * 0.82)},{number(y + dy * radius * 0.82)}"
            f"L{number(x + dx * radius * 0.7)},{number(y + dy * radius * 0.7)}"
            for dx, dy in (
                (0, 1),
                (0.5, 0.87),
                (0.87, 0.5),
                (1, 0),
                (0.87, -0.5),
                (0.5, -0.87),
                (0, -1),
                (-0.5, -0.87),
                (-0.87, -0.5),
                (-1, 0),
                (-0.87, 0.5),
                (-0.5, 0.87),
            )
        )
        canvas.path(ticks, stroke=ink, width=max(2, radius * 0.06))
        canvas.line(
            [(x - radius * 0.36, y - radius * 0.28), (x, y), (x + radius * 0.2, y - radius * 0.66)],
            ink,
            max(3, radius * 0.08),
        )


def bush_pot(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float) -> None:
    """A clipped bush in a pot, for doors and terraces."""
    clay, leaf = builder.tone("#8c5238"), builder.tone("#44704a")
    with canvas.group("plant"):
        canvas.poly(
            [
                (x - size * 0.2, y - size * 0.3),
                (x + size * 0.2, y - size * 0.3),
                (x + size * 0.15, y),
                (x - size * 0.15, y),
            ],
            canvas.across(lighter(clay, 0.15), darker(clay, 0.4)),
        )
        canvas.path(
            leaf_mass(builder.chance(f"pot {x:.0f}"), x, y - size * 0.55, size * 0.62, size * 0.6),
            canvas.down(lighter(leaf, 0.15), darker(leaf, 0.4)),
        )
