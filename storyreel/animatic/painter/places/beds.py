"""Beds, made or lain in: what is under a sleeper and what covers them, so that a body fits between.

`x` the bed's middle, `y` its foot, `size` the height of an adult there. Heads lie to the left. It does not draw people.
"""

from __future__ import annotations

from collections.abc import Callable

from storyreel.animatic.painter.layers import Berth, PaintedSeat
from storyreel.animatic.painter.places.easel import Easel
from storyreel.animatic.painter.places.materials import WOOD
from storyreel.animatic.painter.places.palette import darker, lighter
from storyreel.animatic.painter.places.sheet import Sheet, box, number
from storyreel.animatic.painter.places.terrain import ground_shadow
from storyreel.film.colours import mix

LONG = 1.44
"""Length of a bed, in heights of an adult."""
MATTRESS = 0.27
"""Height of the mattress's top, in heights of an adult."""
PILLOW_TO_MIDDLE = 0.22
"""How far left of the bed's middle a sleeper's own middle lies."""
Bed = Callable[[Easel, Sheet, float, float, float, str], None]


def bed(easel: Easel, sheet: Sheet, x: float, y: float, size: float, cover: str) -> PaintedSeat:
    """A made bed, to sit on."""
    bedstead(easel, sheet, x, y, size, cover)
    _made(easel, sheet, x, y, size, easel.tone(cover))
    return PaintedSeat(x, y - size * MATTRESS - 10, long=True)


def hospital_bed(easel: Easel, sheet: Sheet, x: float, y: float, size: float, cover: str) -> PaintedSeat:
    """A made bed on wheels, to sit on."""
    wheeled_bedstead(easel, sheet, x, y, size, cover)
    _made(easel, sheet, x, y, size, easel.tone(lighter(cover, 0.35)))
    _side_rail(easel, sheet, x, y, size)
    return PaintedSeat(x, y - size * MATTRESS - 6, long=True)


def berth_in(easel: Easel, stead: Bed, x: float, y: float, size: float, cover: str) -> Berth:
    """The bed for somebody to lie in: bedstead behind them, blanket over them."""
    under, over = Sheet("bed"), Sheet("blanket")
    stead(easel, under, x, y, size, cover)
    wheeled = stead is wheeled_bedstead
    middle = x - PILLOW_TO_MIDDLE * size
    _blanket(easel, over, middle, y, size, easel.tone(lighter(cover, 0.35) if wheeled else cover))
    if wheeled:
        _side_rail(easel, over, x, y, size)
    else:
        _footboard(over, x, y, size, easel.tone(WOOD))
    return Berth(middle, under.svg(), over.svg(), y - size * MATTRESS, propped=True)


def bedstead(easel: Easel, sheet: Sheet, x: float, y: float, size: float, cover: str) -> None:
    """A wooden bedstead with mattress and pillows."""
    wide = LONG * size
    left, top, frame, linen = x - wide / 2, y - size * MATTRESS, easel.tone(WOOD), easel.tone("#f0ebe2")
    with sheet.group("bed"):
        ground_shadow(sheet, x, y + 4, wide * 0.56, 0.65)
        sheet.rect(left - 26, y - size * 0.8, 46, size * 0.8, sheet.across(lighter(frame, 0.15), darker(frame, 0.4)), 10)
        sheet.rect(left - 34, y - size * 0.84, 62, 26, sheet.down(lighter(frame, 0.3), frame), 12)
        _footboard(sheet, x, y, size, frame)
        sheet.rect(left, y - size * 0.17, wide, size * 0.1, sheet.down(frame, darker(frame, 0.5)))
        sheet.rect(left + 4, top, wide - 10, size * 0.15, sheet.down(linen, darker(linen, 0.3)), 22)
        _pillows(sheet, left, top, size, linen)


def _footboard(sheet: Sheet, x: float, y: float, size: float, frame: str) -> None:
    right = x + LONG * size / 2
    sheet.rect(right - 16, y - size * 0.42, 38, size * 0.42, sheet.across(lighter(frame, 0.15), darker(frame, 0.4)), 8)


def _pillows(sheet: Sheet, left: float, top: float, size: float, linen: str) -> None:
    for dx, dy, turn in ((0.02, 0.07, 0), (0.04, 0.15, -7), (0.01, 0.25, -24)):
        a, b = left + dx * size, top - dy * size
        with sheet.group("pillow", transform=f"rotate({turn} {number(a + 0.18 * size)} {number(b + 0.06 * size)})"):
            sheet.rect(a, b, size * 0.37, size * 0.13, sheet.down(lighter(linen, 0.3), darker(linen, 0.25)), size * 0.062)
            sheet.path(
                f"M{number(a + size * 0.06)},{number(b + size * 0.1)}q{number(size * 0.12)},{number(size * 0.016)} {number(size * 0.24)},0",
                stroke=darker(linen, 0.3),
                width=3,
                opacity=0.4,
            )


def wheeled_bedstead(easel: Easel, sheet: Sheet, x: float, y: float, size: float, cover: str) -> None:
    """A steel bedstead on wheels, its head raised."""
    steel, linen = easel.tone("#b4bcc0"), easel.tone("#f4f6f4")
    wide, top = LONG * size, y - size * MATTRESS
    left = x - wide / 2
    with sheet.group("bed"):
        ground_shadow(sheet, x, y + 2, wide * 0.57, 0.55)
        posts = [(left, top - size * 0.42, left, y - 14), (left + wide, top - size * 0.15, left + wide, y - 14)]
        sheet.scratches(
            [*posts, (left, top + size * 0.12, left + wide, top + size * 0.12), (left, top - size * 0.42, left, top - size * 0.42)], steel, 18
        )
        sheet.scratches([(a, b, c, top + 40) for a, b, c, _ in posts], lighter(steel, 0.4), 5, 0.7)
        for a in (left, left + wide):
            sheet.oval(a, y - 10, 18, 18, easel.tone("#2c3034"))
        slope = [
            (left + 10, top - size * 0.2),
            (left + size * 0.5, top),
            (left + wide - 6, top),
            (left + wide - 6, top + size * 0.1),
            (left + 10, top + size * 0.1),
        ]
        sheet.poly(slope, sheet.down(linen, darker(linen, 0.25)))
        _pillows(sheet, left, top - size * 0.01, size, linen)


def _side_rail(easel: Easel, sheet: Sheet, x: float, y: float, size: float) -> None:
    left, top, steel = x - LONG * size / 2 + size * 0.72, y - size * (MATTRESS + 0.06), easel.tone("#b4bcc0")
    sheet.path("".join(box(left + k * size * 0.1, top, 7, size * 0.17) for k in range(6)) + box(left - 4, top - 7, size * 0.53, 9), steel)


def _made(easel: Easel, sheet: Sheet, x: float, y: float, size: float, cloth: str) -> None:
    """The blanket of an empty bed, turned back at the pillows."""
    wide = LONG * size
    left, top, linen = x - wide / 2, y - size * MATTRESS, easel.tone("#f0ebe2")
    start = left + wide * 0.31
    with sheet.group("blanket"):
        d = (
            f"M{number(start)},{number(top - 16)}Q{number(start + wide * 0.2)},{number(top - 34)} {number(start + wide * 0.38)},{number(top - 16)}T{number(left + wide - 16)},{number(top - 10)}"
            f"V{number(y - size * 0.05)}Q{number(left + wide * 0.8)},{number(y - size * 0.02)} {number(left + wide * 0.62)},{number(y - size * 0.06)}T{number(start + 10)},{number(y - size * 0.05)}Z"
        )
        sheet.path(d, sheet.down(lighter(cloth, 0.2), darker(cloth, 0.42)))
        folds = [(start + wide * t, top - 6, start + wide * (t - 0.03), y - size * 0.08) for t in (0.08, 0.17, 0.26, 0.36, 0.45, 0.55, 0.62)]
        sheet.scratches(folds, darker(cloth, 0.4), 7, 0.35)
        sheet.scratches([(a + 10, b, c + 10, e) for a, b, c, e in folds], lighter(cloth, 0.35), 3, 0.4)
        sheet.path(f"M{number(start - 6)},{number(top - 14)}q26,{number(size * 0.08)} 8,{number(size * 0.19)}", stroke=linen, width=28)


def _blanket(easel: Easel, sheet: Sheet, middle: float, y: float, size: float, cloth: str) -> None:
    """The blanket over a body whose chest and head stay free: high over the lap, falling to the feet."""

    def at(dx: float, dy: float) -> str:
        return f"{number(middle + dx * size)},{number(y - dy * size)}"

    linen = easel.tone("#f0ebe2")
    with sheet.group("blanket"):
        shape = (
            f"M{at(-0.02, 0.49)}C{at(0.08, 0.49)} {at(0.17, 0.47)} {at(0.25, 0.445)}C{at(0.36, 0.41)} {at(0.42, 0.4)} {at(0.5, 0.405)}"
            f"C{at(0.57, 0.41)} {at(0.6, 0.4)} {at(0.64, 0.35)}C{at(0.7, 0.3)} {at(0.8, 0.29)} {at(0.91, 0.285)}"
            f"V{number(y - size * 0.05)}Q{at(0.72, 0.02)} {at(0.5, 0.06)}T{at(0.02, 0.045)}Q{at(-0.07, 0.08)} {at(-0.12, 0.29)}Q{at(-0.1, 0.41)} {at(-0.02, 0.49)}Z"
        )
        fill = sheet.ramp((middle, y - size * 0.5), (middle, y), (0, lighter(cloth, 0.24)), (0.35, cloth), (1, darker(cloth, 0.48)))
        sheet.path(shape, fill)
        ridges = "".join(
            f"M{at(a, b)}Q{at(a + 0.05, b - 0.1)} {at(c, d)}"
            for a, b, c, d in (
                (0.06, 0.46, 0.05, 0.1),
                (0.2, 0.44, 0.17, 0.09),
                (0.33, 0.4, 0.33, 0.08),
                (0.49, 0.38, 0.5, 0.09),
                (0.61, 0.34, 0.64, 0.08),
                (0.78, 0.26, 0.79, 0.08),
            )
        )
        sheet.path(ridges, stroke=darker(cloth, 0.4), width=size * 0.014, opacity=0.32)
        sheet.path(
            f"M{at(0.03, 0.47)}C{at(0.2, 0.45)} {at(0.34, 0.39)} {at(0.5, 0.39)}S{at(0.6, 0.37)} {at(0.63, 0.34)}",
            stroke=lighter(cloth, 0.4),
            width=size * 0.01,
            opacity=0.6,
        )
        sheet.path(f"M{at(-0.02, 0.485)}Q{at(-0.1, 0.4)} {at(-0.11, 0.27)}", stroke=mix(linen, cloth, 0.08), width=size * 0.055)
        sheet.path(f"M{at(0.0, 0.47)}Q{at(-0.07, 0.4)} {at(-0.085, 0.28)}", stroke=darker(linen, 0.25), width=size * 0.008, opacity=0.6)
