"""Tables, and what stands on them: books, cups and bottles.

`x` the middle, `y` the foot; `size` is the height of an adult there, for a cup that of the cup. It does not
choose what stands where.
"""

from __future__ import annotations

from storyreel.animatic.painter.places.canvas import Canvas, number
from storyreel.animatic.painter.places.materials import WOOD
from storyreel.animatic.painter.places.palette import darker, lighter
from storyreel.animatic.painter.places.prop_files import drawing
from storyreel.animatic.painter.places.set_builder import SetBuilder
from storyreel.animatic.painter.places.terrain import ground_shadow


def table(
    builder: SetBuilder,
    canvas: Canvas,
    x: float,
    y: float,
    size: float,
    wide: float,
    wood: str = WOOD,
    tall: float = 0.43,
    name: str = "table",
) -> float:
    """A wooden table; gives the height of its top."""
    colour, top = builder.tone(wood), y - size * tall
    with canvas.group(name):
        ground_shadow(canvas, x, y + 4, wide * 0.6, 0.55)
        for side in (-1, 1):
            leg = x + side * (wide / 2 - size * 0.05)
            canvas.poly(
                [
                    (leg - size * 0.022, top),
                    (leg + size * 0.022, top),
                    (leg + size * 0.014, y),
                    (leg - size * 0.014, y),
                ],
                canvas.across(lighter(colour, 0.1), darker(colour, 0.4)),
            )
            far = leg - side * size * 0.1
            canvas.poly(
                [
                    (far - size * 0.015, top),
                    (far + size * 0.015, top),
                    (far + size * 0.01, y - size * 0.05),
                    (far - size * 0.01, y - size * 0.05),
                ],
                darker(colour, 0.5),
            )
        canvas.rect(
            x - wide / 2 + size * 0.03,
            top + size * 0.02,
            wide - size * 0.06,
            size * 0.075,
            canvas.down(darker(colour, 0.45), darker(colour, 0.2)),
        )
        canvas.poly(
            [
                (x - wide * 0.47, top - size * 0.045),
                (x + wide * 0.47, top - size * 0.045),
                (x + wide / 2, top + size * 0.012),
                (x - wide / 2, top + size * 0.012),
            ],
            canvas.down(darker(colour, 0.05), lighter(colour, 0.2)),
        )
        canvas.rect(
            x - wide / 2,
            top + size * 0.01,
            wide,
            size * 0.024,
            canvas.down(lighter(colour, 0.3), darker(colour, 0.3)),
            3,
        )
        grain = [
            (
                x + wide * (0.07 * step - 0.4),
                top - size * 0.036 + (step % 4) * size * 0.011,
                x + wide * (0.07 * step - 0.26),
                top - size * 0.034 + (step % 4) * size * 0.011,
            )
            for step in range(11)
        ]
        canvas.scratches(grain, darker(colour, 0.4), 2, 0.5)
    return top - size * 0.02


def bottles(builder: SetBuilder, canvas: Canvas, x: float, y: float, wide: float, tall: float) -> None:
    """A row of bottles and jars that catch the light."""
    chance = builder.chance(f"bottles {x:.0f} {y:.0f}")
    glass = [
        builder.tone(colour) for colour in ("#3c6a4c", "#8a4a24", "#b08a3c", "#5a7a8a", "#7a2f34", "#d0c8b0")
    ]
    along = x
    bodies: dict[str, list[str]] = {}
    glints = []
    while along < x + wide - 14:
        thick, high = chance.uniform(13, 24), tall * chance.uniform(0.6, 1)
        paint = glass[int(chance.integers(len(glass)))]
        neck = thick * 0.32
        bodies.setdefault(paint, []).append(
            f"M{number(along)},{number(y)}v{number(-high * 0.6)}"
            f"q0,{number(-high * 0.1)} {number((thick - neck) / 2)},{number(-high * 0.16)}"
            f"v{number(-high * 0.24)}h{number(neck)}"
            f"v{number(high * 0.24)}q{number((thick - neck) / 2)},{number(high * 0.06)} "
            f"{number((thick - neck) / 2)},{number(high * 0.16)}v{number(high * 0.6)}Z"
        )
        glints.append((along + 5, y - high * 0.5, along + 5, y - high * 0.12))
        along += thick + chance.uniform(2, 12)
    with canvas.group("bottles"):
        for paint, cells in bodies.items():
            canvas.path("".join(cells), paint, opacity=0.94)
        canvas.scratches(glints, "#fff2d0", 2.6, 0.35 + 0.3 * builder.hour.lamp)


def books_pile(builder: SetBuilder, canvas: Canvas, x: float, y: float, wide: float) -> None:
    """Three books lying on each other."""
    for index, (hue, shift) in enumerate((("#6a3030", 0), ("#2f5566", 8), ("#b08a4a", -5))):
        colour = builder.tone(hue)
        canvas.rect(
            x - wide / 2 + shift,
            y - 16 * (index + 1),
            wide * (1 - 0.1 * index),
            15,
            canvas.down(lighter(colour, 0.2), darker(colour, 0.2)),
            3,
        )


def cup(
    builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, colour: str = "#e8e0d2"
) -> None:
    """A cup on a table, `size` units tall."""
    drawing("cup").paint(canvas, builder.tone, x, y, size, colours={"glaze": builder.tone(colour)})
