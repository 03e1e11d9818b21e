"""Beds, made or lain in: what is under a sleeper and what covers them, so that a body fits between.

`x` the bed's middle, `y` its foot, `size` the height of an adult there. Heads lie to the left. It does not
draw people.
"""

from __future__ import annotations

from collections.abc import Callable

from storyreel.animatic.painter.layers import Berth, PaintedSeat
from storyreel.animatic.painter.places.canvas import Canvas, box, number
from storyreel.animatic.painter.places.materials import WOOD
from storyreel.animatic.painter.places.palette import darker, lighter
from storyreel.animatic.painter.places.prop_files import drawing
from storyreel.animatic.painter.places.set_builder import SetBuilder
from storyreel.animatic.painter.places.terrain import ground_shadow
from storyreel.film.colours import mix

LONG = 1.44
"""Length of a bed, in heights of an adult."""
MATTRESS = 0.27
"""Height of the mattress's top, in heights of an adult."""
PILLOW_TO_MIDDLE = 0.22
"""How far left of the bed's middle a sleeper's own middle lies."""
Bed = Callable[[SetBuilder, Canvas, float, float, float, str], None]


def bed(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, cover: str) -> PaintedSeat:
    """A made bed, to sit on."""
    bedstead(builder, canvas, x, y, size, cover)
    _made(builder, canvas, x, y, size, builder.tone(cover))
    return PaintedSeat(x, y - size * MATTRESS - 10, long=True)


def hospital_bed(
    builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, cover: str
) -> PaintedSeat:
    """A made bed on wheels, to sit on."""
    wheeled_bedstead(builder, canvas, x, y, size, cover)
    _made(builder, canvas, x, y, size, builder.tone(lighter(cover, 0.35)))
    _side_rail(builder, canvas, x, y, size)
    return PaintedSeat(x, y - size * MATTRESS - 6, long=True)


def berth_in(builder: SetBuilder, stead: Bed, x: float, y: float, size: float, cover: str) -> Berth:
    """The bed for somebody to lie in: bedstead behind them, blanket over them."""
    under, over = Canvas("bed"), Canvas("blanket")
    stead(builder, under, x, y, size, cover)
    wheeled = stead is wheeled_bedstead
    middle = x - PILLOW_TO_MIDDLE * size
    _blanket(builder, over, middle, y, size, builder.tone(lighter(cover, 0.35) if wheeled else cover))
    if wheeled:
        _side_rail(builder, over, x, y, size)
    else:
        _footboard(over, x, y, size, builder.tone(WOOD))
    return Berth(middle, under.svg(), over.svg(), y - size * MATTRESS, propped=True)


def bedstead(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, cover: str) -> None:
    """A wooden bedstead with mattress and pillows."""
    wide = LONG * size
    left, top, frame, linen = x - wide / 2, y - size * MATTRESS, builder.tone(WOOD), builder.tone("#f0ebe2")
    with canvas.group("bed"):
        ground_shadow(canvas, x, y + 4, wide * 0.56, 0.65)
        canvas.rect(
            left - 26,
            y - size * 0.8,
            46,
            size * 0.8,
            canvas.across(lighter(frame, 0.15), darker(frame, 0.4)),
            10,
        )
        canvas.rect(left - 34, y - size * 0.84, 62, 26, canvas.down(lighter(frame, 0.3), frame), 12)
        _footboard(canvas, x, y, size, frame)
        canvas.rect(left, y - size * 0.17, wide, size * 0.1, canvas.down(frame, darker(frame, 0.5)))
        canvas.rect(left + 4, top, wide - 10, size * 0.15, canvas.down(linen, darker(linen, 0.3)), 22)
        _pillows(canvas, left, top, size, linen)


def _footboard(canvas: Canvas, x: float, y: float, size: float, frame: str) -> None:
    right = x + LONG * size / 2
    canvas.rect(
        right - 16,
        y - size * 0.42,
        38,
        size * 0.42,
        canvas.across(lighter(frame, 0.15), darker(frame, 0.4)),
        8,
    )


def _pillows(canvas: Canvas, left: float, top: float, size: float, linen: str) -> None:
    for dx, dy, turn in ((0.02, 0.07, 0), (0.04, 0.15, -7), (0.01, 0.25, -24)):
        a, b = left + dx * size, top - dy * size
        with canvas.group(
            "pillow", transform=f"rotate({turn} {number(a + 0.18 * size)} {number(b + 0.06 * size)})"
        ):
            canvas.rect(
                a,
                b,
                size * 0.37,
                size * 0.13,
                canvas.down(lighter(linen, 0.3), darker(linen, 0.25)),
                size * 0.062,
            )
            canvas.path(
                f"M{number(a + size * 0.06)},{number(b + size * 0.1)}q{number(size * 0.12)},"
                f"{number(size * 0.016)} {number(size * 0.24)},0",
                stroke=darker(linen, 0.3),
                width=3,
                opacity=0.4,
            )


def wheeled_bedstead(
    builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, cover: str
) -> None:
    """A steel bedstead on wheels, its head raised."""
    steel, linen = builder.tone("#b4bcc0"), builder.tone("#f4f6f4")
    wide, top = LONG * size, y - size * MATTRESS
    left = x - wide / 2
    with canvas.group("bed"):
        ground_shadow(canvas, x, y + 2, wide * 0.57, 0.55)
        posts = [
            (left, top - size * 0.42, left, y - 14),
            (left + wide, top - size * 0.15, left + wide, y - 14),
        ]
        canvas.scratches(
            [
                *posts,
                (left, top + size * 0.12, left + wide, top + size * 0.12),
                (left, top - size * 0.42, left, top - size * 0.42),
            ],
            steel,
            18,
        )
        canvas.scratches([(a, b, c, top + 40) for a, b, c, _ in posts], lighter(steel, 0.4), 5, 0.7)
        for a in (left, left + wide):
            canvas.oval(a, y - 10, 18, 18, builder.tone("#2c3034"))
        slope = [
            (left + 10, top - size * 0.2),
            (left + size * 0.5, top),
            (left + wide - 6, top),
            (left + wide - 6, top + size * 0.1),
            (left + 10, top + size * 0.1),
        ]
        canvas.poly(slope, canvas.down(linen, darker(linen, 0.25)))
        _pillows(canvas, left, top - size * 0.01, size, linen)


def _side_rail(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float) -> None:
    left, top, steel = (
        x - LONG * size / 2 + size * 0.72,
        y - size * (MATTRESS + 0.06),
        builder.tone("#b4bcc0"),
    )
    canvas.path(
        "".join(box(left + k * size * 0.1, top, 7, size * 0.17) for k in range(6))
        + box(left - 4, top - 7, size * 0.53, 9),
        steel,
    )


def _made(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, cloth: str) -> None:
    """The blanket of an empty bed, turned back at the pillows."""
    wide = LONG * size
    left, top, linen = x - wide / 2, y - size * MATTRESS, builder.tone("#f0ebe2")
    start = left + wide * 0.31
    with canvas.group("blanket"):
        d = (
            f"M{number(start)},{number(top - 16)}Q{number(start + wide * 0.2)},{number(top - 34)} "
            f"{number(start + wide * 0.38)},{number(top - 16)}T{number(left + wide - 16)},"
            f"{number(top - 10)}"
            f"V{number(y - size * 0.05)}Q{number(left + wide * 0.8)},{number(y - size * 0.02)} "
            f"{number(left + wide * 0.62)},{number(y - size * 0.06)}T{number(start + 10)},"
            f"{number(y - size * 0.05)}Z"
        )
        canvas.path(d, canvas.down(lighter(cloth, 0.2), darker(cloth, 0.42)))
        folds = [
            (start + wide * t, top - 6, start + wide * (t - 0.03), y - size * 0.08)
            for t in (0.08, 0.17, 0.26, 0.36, 0.45, 0.55, 0.62)
        ]
        canvas.scratches(folds, darker(cloth, 0.4), 7, 0.35)
        canvas.scratches([(a + 10, b, c + 10, e) for a, b, c, e in folds], lighter(cloth, 0.35), 3, 0.4)
        canvas.path(
            f"M{number(start - 6)},{number(top - 14)}q26,{number(size * 0.08)} 8,{number(size * 0.19)}",
            stroke=linen,
            width=28,
        )


def _blanket(builder: SetBuilder, canvas: Canvas, middle: float, y: float, size: float, cloth: str) -> None:
    """The blanket over a body whose chest and head stay free: high over the lap, falling to the feet."""
    colours = {"cloth": cloth, "hem": mix(builder.tone("#f0ebe2"), cloth, 0.08)}
    with canvas.group("blanket"):
        drawing("blanket").paint(canvas, builder.tone, middle, y, size, colours=colours)
