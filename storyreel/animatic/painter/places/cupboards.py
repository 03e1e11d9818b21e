"""What things are kept in: shelves, cabinets, crates and barrels.

`x` the middle, `y` the foot.
"""

from __future__ import annotations

from storyreel.animatic.painter.layers import PaintedSeat
from storyreel.animatic.painter.places.canvas import Canvas, box, number
from storyreel.animatic.painter.places.materials import BRASS, WOOD
from storyreel.animatic.painter.places.palette import darker, lighter
from storyreel.animatic.painter.places.prop_files import drawing
from storyreel.animatic.painter.places.set_builder import SetBuilder
from storyreel.animatic.painter.places.terrain import ground_shadow


def bookshelf(
    builder: SetBuilder, canvas: Canvas, x: float, y: float, wide: float, tall: float, wood: str = WOOD
) -> None:
    """Shelves filled with books, jars and gaps."""
    chance, colour = builder.chance(f"books {x:.0f}"), builder.tone(wood)
    left, top, shelves = x - wide / 2, y - tall, max(3, int(tall / 118))
    hues = builder.hues("#7a4a3a", "#3d5a63", "#8a6a34", "#a23d2e")
    covers = [
        builder.tone(hue)
        for hue in (
            hues.base,
            hues.second,
            hues.third,
            hues.accent,
            "#d8c8a0",
            "#38445c",
            "#5a2e36",
            "#4e6a4c",
        )
    ]
    with canvas.group("bookshelf"):
        ground_shadow(canvas, x, y, wide * 0.62, 0.6)
        canvas.rect(
            left,
            top,
            wide,
            tall,
            canvas.across(darker(colour, 0.55), darker(colour, 0.68), darker(colour, 0.6)),
        )
        books: dict[str, list[str]] = {}
        bands: list[tuple[float, float, float, float]] = []
        pitch = (tall - 40) / shelves
        for shelf in range(shelves):
            foot, along = top + 22 + (shelf + 1) * pitch - 10, left + 24
            while along < left + wide - 40:
                thick, high = chance.uniform(11, 26), pitch * chance.uniform(0.55, 0.84)
                pick = chance.random()
                paint = covers[int(chance.integers(len(covers)))]
                if pick < 0.86:
                    books.setdefault(paint, []).append(box(along, foot - high, thick, high))
                    bands.append((along + 4, foot - high * 0.8, along + thick - 4, foot - high * 0.8))
                along += thick + (1.5 if pick < 0.86 else thick)
        for paint, cells in books.items():
            canvas.path("".join(cells), paint)
        canvas.scratches(bands, builder.tone("#e2c684"), 3, 0.6)
        for shelf in range(shelves + 1):
            foot = top + 22 + shelf * pitch - 10
            canvas.rect(
                left + 12, foot, wide - 24, 13, canvas.down(lighter(colour, 0.2), darker(colour, 0.3))
            )
            canvas.rect(left + 18, foot + 13, wide - 36, 18, "#020206", opacity=0.4)
        for ax in (left, left + wide - 20):
            canvas.rect(ax, top, 20, tall, canvas.across(lighter(colour, 0.15), darker(colour, 0.3)))
        canvas.rect(
            left - 12, top - 18, wide + 24, 30, canvas.down(lighter(colour, 0.25), darker(colour, 0.25)), 4
        )
        canvas.rect(left - 6, y - 24, wide + 12, 24, canvas.down(colour, darker(colour, 0.4)))


def cabinet(
    builder: SetBuilder,
    canvas: Canvas,
    x: float,
    y: float,
    wide: float,
    tall: float,
    colour: str,
    doors: int = 2,
    name: str = "cabinet",
    knob: str = BRASS,
) -> float:
    """A cupboard with framed doors; gives the height of its top."""
    paint, left, top = builder.tone(colour), x - wide / 2, y - tall
    with canvas.group(name):
        ground_shadow(canvas, x, y, wide * 0.58, 0.5)
        canvas.rect(left, top, wide, tall, canvas.down(lighter(paint, 0.08), darker(paint, 0.35)))
        each = wide / doors
        for index in range(doors):
            a = left + index * each
            canvas.rect(
                a + 9, top + 22, each - 18, tall - 50, canvas.down(darker(paint, 0.1), darker(paint, 0.35)), 4
            )
            canvas.path(
                f"M{number(a + 26)},{number(y - 46)}V{number(top + 40)}H{number(a + each - 26)}",
                stroke=darker(paint, 0.5),
                width=5,
            )
            canvas.path(
                f"M{number(a + each - 26)},{number(top + 40)}V{number(y - 46)}H{number(a + 26)}",
                stroke=lighter(paint, 0.3),
                width=4,
                opacity=0.7,
            )
            canvas.oval(
                a + (each - 22 if index % 2 == 0 else 22), top + tall * 0.45, 7, 7, builder.tone(knob)
            )
        canvas.rect(
            left - 10, top - 8, wide + 20, 22, canvas.down(lighter(paint, 0.35), darker(paint, 0.25)), 4
        )
        canvas.rect(left + 4, y - 20, wide - 8, 20, darker(paint, 0.62))
    return top - 8


def crate(
    builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, wood: str = "#96703f"
) -> PaintedSeat:
    """A packing case `size` units tall, high enough to sit on."""
    with canvas.group("crate"):
        ground_shadow(canvas, x, y, size * 0.72, 0.5)
        drawing("crate").paint(canvas, builder.tone, x, y, size, colours={"wood": builder.tone(wood)})
    return PaintedSeat(x, y - size)


def barrel(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float) -> None:
    """A cask with hoops."""
    colour, hoop = builder.tone("#7c5430"), builder.tone("#4c4f56")
    half = size * 0.34
    with canvas.group("barrel"):
        ground_shadow(canvas, x, y, half * 1.5, 0.55)
        d = (
            f"M{number(x - half * 0.82)},{number(y - size)}Q{number(x - half * 1.2)},"
            f"{number(y - size / 2)} {number(x - half * 0.82)},{number(y)}H{number(x + half * 0.82)}"
            f"Q{number(x + half * 1.2)},{number(y - size / 2)} {number(x + half * 0.82)},{number(y - size)}Z"
        )
        canvas.path(d, canvas.across(darker(colour, 0.4), lighter(colour, 0.15), colour, darker(colour, 0.6)))
        canvas.scratches(
            [(x + k * half * 0.36, y - size + 4, x + k * half * 0.4, y - 4) for k in (-2, -1, 0, 1, 2)],
            darker(colour, 0.5),
            3,
            0.7,
        )
        for level in (0.1, 0.3, 0.7, 0.9):
            reach = half * (0.88 + 0.16 * (1 - abs(level - 0.5) * 2))
            canvas.rect(
                x - reach,
                y - size * level - size * 0.02,
                reach * 2,
                size * 0.045,
                canvas.across(darker(hoop, 0.4), lighter(hoop, 0.3), darker(hoop, 0.5)),
            )
        canvas.oval(x, y - size, half * 0.82, size * 0.05, darker(colour, 0.35))
