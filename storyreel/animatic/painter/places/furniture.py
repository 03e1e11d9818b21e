"""Furniture of rooms, each standing on a floor line: `x` its middle, `y` its foot, `size` the height of an adult there.

It does not choose what stands where.
"""

from __future__ import annotations

from storyreel.animatic.painter.places.easel import Easel
from storyreel.animatic.painter.places.foliage import leaf_mass
from storyreel.animatic.painter.places.palette import darker, lighter, mix
from storyreel.animatic.painter.places.sheet import Sheet, box, disc, number
from storyreel.animatic.painter.places.terrain import ground_shadow

WOOD = "#8a5c38"
BRASS = "#c89c4c"


def lamplight(easel: Easel, sheet: Sheet, x: float, y: float, radius: float, colour: str = "#ffc878", strength: float = 0.5) -> None:
    """A pool of made light painted on the sheet; by day it is not there."""
    if easel.hour.lamp > 0.05:
        with sheet.group("light pool"):
            sheet.glow(x, y, radius, colour, strength * easel.hour.lamp)


def sofa(easel: Easel, sheet: Sheet, x: float, y: float, size: float, wide: float, cloth: str, cushion: str) -> float:
    """A two- or three-seat sofa; gives the height of its seat."""
    seat, back, arm = y - size * 0.27, y - size * 0.56, size * 0.13
    left, colour = x - wide / 2, easel.tone(cloth)
    with sheet.group("sofa"):
        ground_shadow(sheet, x, y + 4, wide * 0.58, 0.65)
        sheet.path("".join(box(left + dx, y - size * 0.07, size * 0.045, size * 0.07) for dx in (arm * 0.4, wide - arm * 0.8)), easel.tone("#3a2618"))
        sheet.rect(left + arm * 0.5, back, wide - arm, size * 0.5, sheet.down(lighter(colour, 0.16), darker(colour, 0.34)), 34)
        seats = max(2, round(wide / (size * 0.55)))
        each = (wide - 2 * arm) / seats
        for index in range(seats):
            cx = left + arm + index * each
            sheet.rect(cx + 4, back + 16, each - 8, size * 0.3, sheet.down(lighter(colour, 0.12), darker(colour, 0.2)), 24)
            sheet.path(f"M{number(cx + 20)},{number(back + 22)}h{number(each - 40)}", stroke=lighter(colour, 0.4), width=4, opacity=0.5)
            sheet.rect(cx + 2, seat, each - 4, size * 0.12, sheet.down(lighter(colour, 0.24), darker(colour, 0.25)), 18)
        sheet.rect(left + arm * 0.5, seat + size * 0.11, wide - arm, size * 0.1, sheet.down(darker(colour, 0.3), darker(colour, 0.55)), 8)
        for side in (0, 1):
            ax = left if side == 0 else left + wide - arm
            sheet.rect(ax, seat - size * 0.12, arm, size * 0.33, sheet.down(lighter(colour, 0.2), darker(colour, 0.45)), 22)
        accent = easel.tone(cushion)
        for dx, turn in ((arm * 1.25, -8), (wide - arm * 2.55, 9)):
            with sheet.group("cushion", transform=f"rotate({turn} {number(left + dx + 50)} {number(seat - 40)})"):
                sheet.rect(left + dx, seat - size * 0.2, size * 0.21, size * 0.21, sheet.down(lighter(accent, 0.2), darker(accent, 0.3)), 20)
                sheet.path(
                    f"M{number(left + dx + 14)},{number(seat - size * 0.1)}h{number(size * 0.15)}M{number(left + dx + size * 0.105)},{number(seat - size * 0.17)}v{number(size * 0.15)}",
                    stroke=lighter(accent, 0.45),
                    width=4,
                    opacity=0.6,
                )
    return seat + 8


def armchair(easel: Easel, sheet: Sheet, x: float, y: float, size: float, cloth: str) -> None:
    """A wing chair."""
    colour, wide = easel.tone(cloth), size * 0.5
    with sheet.group("armchair"):
        ground_shadow(sheet, x, y, wide * 0.75, 0.6)
        sheet.rect(x - wide * 0.42, y - size * 0.72, wide * 0.84, size * 0.6, sheet.down(lighter(colour, 0.18), darker(colour, 0.35)), 44)
        buttons = "".join(disc(x + dx * wide, y - size * (0.58 - dy), 4) for dx in (-0.2, 0.0, 0.2) for dy in (0.0, 0.12))
        sheet.path(buttons, darker(colour, 0.45))
        sheet.rect(x - wide * 0.4, y - size * 0.3, wide * 0.8, size * 0.12, sheet.down(lighter(colour, 0.22), darker(colour, 0.2)), 16)
        for side in (-1, 1):
            sheet.rect(
                x + side * wide * 0.42 - wide * 0.1,
                y - size * 0.42,
                wide * 0.2,
                size * 0.36,
                sheet.down(lighter(colour, 0.12), darker(colour, 0.45)),
                18,
            )
        sheet.rect(x - wide * 0.42, y - size * 0.18, wide * 0.84, size * 0.13, darker(colour, 0.4), 6)


def table(
    easel: Easel, sheet: Sheet, x: float, y: float, size: float, wide: float, wood: str = WOOD, tall: float = 0.43, name: str = "table"
) -> float:
    """A wooden table; gives the height of its top."""
    colour, top = easel.tone(wood), y - size * tall
    with sheet.group(name):
        ground_shadow(sheet, x, y + 4, wide * 0.6, 0.55)
        for side in (-1, 1):
            leg = x + side * (wide / 2 - size * 0.05)
            sheet.poly(
                [(leg - size * 0.022, top), (leg + size * 0.022, top), (leg + size * 0.014, y), (leg - size * 0.014, y)],
                sheet.across(lighter(colour, 0.1), darker(colour, 0.4)),
            )
            far = leg - side * size * 0.1
            sheet.poly(
                [(far - size * 0.015, top), (far + size * 0.015, top), (far + size * 0.01, y - size * 0.05), (far - size * 0.01, y - size * 0.05)],
                darker(colour, 0.5),
            )
        sheet.rect(
            x - wide / 2 + size * 0.03, top + size * 0.02, wide - size * 0.06, size * 0.075, sheet.down(darker(colour, 0.45), darker(colour, 0.2))
        )
        sheet.poly(
            [
                (x - wide * 0.47, top - size * 0.045),
                (x + wide * 0.47, top - size * 0.045),
                (x + wide / 2, top + size * 0.012),
                (x - wide / 2, top + size * 0.012),
            ],
            sheet.down(darker(colour, 0.05), lighter(colour, 0.2)),
        )
        sheet.rect(x - wide / 2, top + size * 0.01, wide, size * 0.024, sheet.down(lighter(colour, 0.3), darker(colour, 0.3)), 3)
        grain = [
            (
                x + wide * (0.07 * step - 0.4),
                top - size * 0.036 + (step % 4) * size * 0.011,
                x + wide * (0.07 * step - 0.26),
                top - size * 0.034 + (step % 4) * size * 0.011,
            )
            for step in range(11)
        ]
        sheet.scratches(grain, darker(colour, 0.4), 2, 0.5)
    return top - size * 0.02


def chair(easel: Easel, sheet: Sheet, x: float, y: float, size: float, wood: str = WOOD, turn: int = 1) -> float:
    """A wooden chair with a slatted back; gives the height of its seat."""
    colour, seat, half = easel.tone(wood), y - size * 0.27, size * 0.125
    with sheet.group("chair"):
        ground_shadow(sheet, x, y, half * 1.8, 0.55)
        legs = [
            (x - half, seat, x - half * 1.1, y),
            (x + half, seat, x + half * 1.1, y),
            (x - half * 0.7, seat, x - half * 0.75, y - size * 0.05),
            (x + half * 0.7, seat, x + half * 0.75, y - size * 0.05),
        ]
        sheet.scratches(legs[2:], darker(colour, 0.5), size * 0.02)
        sheet.scratches(legs[:2], colour, size * 0.028)
        back = seat - size * 0.3
        sheet.scratches([(x - half * 0.9, seat, x - half, back), (x + half * 0.9, seat, x + half, back)], colour, size * 0.03)
        sheet.scratches([(x + dx * half, seat, x + dx * half, back + 8) for dx in (-0.45, 0, 0.45)], darker(colour, 0.25), size * 0.018)
        sheet.rect(x - half * 1.12, back - size * 0.03, half * 2.24, size * 0.06, sheet.down(lighter(colour, 0.25), darker(colour, 0.25)), 10)
        sheet.rect(x - half * 1.15, seat - size * 0.02, half * 2.3, size * 0.045, sheet.down(lighter(colour, 0.3), darker(colour, 0.3)), 7)
        sheet.scratches([(x - turn * half * 1.05, seat + size * 0.04, x - turn * half * 1.12, y - 6)], lighter(colour, 0.35), 3, 0.5)
    return seat - 6


def stool(easel: Easel, sheet: Sheet, x: float, y: float, size: float, cloth: str, tall: float = 0.4) -> float:
    """A bar stool on a turned foot; gives the height of its seat."""
    seat, colour = y - size * tall, easel.tone(cloth)
    with sheet.group("stool"):
        ground_shadow(sheet, x, y, size * 0.18, 0.6)
        brass = easel.tone(BRASS)
        sheet.oval(x, y - 4, size * 0.105, size * 0.024, sheet.across(darker(brass, 0.5), brass, darker(brass, 0.5)))
        sheet.rect(x - size * 0.016, seat, size * 0.032, size * tall - 6, sheet.across(darker(brass, 0.4), lighter(brass, 0.3), darker(brass, 0.5)))
        sheet.oval(x, y - size * 0.13, size * 0.08, size * 0.018, "none", stroke=brass, width=6)
        sheet.rect(x - size * 0.12, seat - size * 0.02, size * 0.24, size * 0.06, sheet.down(lighter(colour, 0.1), darker(colour, 0.45)), 16)
        sheet.oval(x, seat - size * 0.014, size * 0.12, size * 0.03, sheet.down(lighter(colour, 0.3), colour))
    return seat - 8


def bookshelf(easel: Easel, sheet: Sheet, x: float, y: float, wide: float, tall: float, wood: str = WOOD) -> None:
    """Shelves filled with books, jars and gaps."""
    chance, colour = easel.chance(f"books {x:.0f}"), easel.tone(wood)
    left, top, shelves = x - wide / 2, y - tall, max(3, int(tall / 118))
    hues = easel.hues("#7a4a3a", "#3d5a63", "#8a6a34", "#a23d2e")
    covers = [easel.tone(hue) for hue in (hues.base, hues.second, hues.third, hues.accent, "#d8c8a0", "#38445c", "#5a2e36", "#4e6a4c")]
    with sheet.group("bookshelf"):
        ground_shadow(sheet, x, y, wide * 0.62, 0.6)
        sheet.rect(left, top, wide, tall, sheet.across(darker(colour, 0.55), darker(colour, 0.68), darker(colour, 0.6)))
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
            sheet.path("".join(cells), paint)
        sheet.scratches(bands, easel.tone("#e2c684"), 3, 0.6)
        for shelf in range(shelves + 1):
            foot = top + 22 + shelf * pitch - 10
            sheet.rect(left + 12, foot, wide - 24, 13, sheet.down(lighter(colour, 0.2), darker(colour, 0.3)))
            sheet.rect(left + 18, foot + 13, wide - 36, 18, "#020206", opacity=0.4)
        for ax in (left, left + wide - 20):
            sheet.rect(ax, top, 20, tall, sheet.across(lighter(colour, 0.15), darker(colour, 0.3)))
        sheet.rect(left - 12, top - 18, wide + 24, 30, sheet.down(lighter(colour, 0.25), darker(colour, 0.25)), 4)
        sheet.rect(left - 6, y - 24, wide + 12, 24, sheet.down(colour, darker(colour, 0.4)))


def cabinet(
    easel: Easel, sheet: Sheet, x: float, y: float, wide: float, tall: float, colour: str, doors: int = 2, name: str = "cabinet", knob: str = BRASS
) -> float:
    """A cupboard with framed doors; gives the height of its top."""
    paint, left, top = easel.tone(colour), x - wide / 2, y - tall
    with sheet.group(name):
        ground_shadow(sheet, x, y, wide * 0.58, 0.5)
        sheet.rect(left, top, wide, tall, sheet.down(lighter(paint, 0.08), darker(paint, 0.35)))
        each = wide / doors
        for index in range(doors):
            a = left + index * each
            sheet.rect(a + 9, top + 22, each - 18, tall - 50, sheet.down(darker(paint, 0.1), darker(paint, 0.35)), 4)
            sheet.path(f"M{number(a + 26)},{number(y - 46)}V{number(top + 40)}H{number(a + each - 26)}", stroke=darker(paint, 0.5), width=5)
            sheet.path(
                f"M{number(a + each - 26)},{number(top + 40)}V{number(y - 46)}H{number(a + 26)}", stroke=lighter(paint, 0.3), width=4, opacity=0.7
            )
            sheet.oval(a + (each - 22 if index % 2 == 0 else 22), top + tall * 0.45, 7, 7, easel.tone(knob))
        sheet.rect(left - 10, top - 8, wide + 20, 22, sheet.down(lighter(paint, 0.35), darker(paint, 0.25)), 4)
        sheet.rect(left + 4, y - 20, wide - 8, 20, darker(paint, 0.62))
    return top - 8


def rug(easel: Easel, sheet: Sheet, x: float, y: float, half: float, colour: str, second: str) -> None:
    """A carpet lying in perspective with borders and fringe."""
    paint, edge = easel.tone(colour), easel.tone(second)

    def ring(scale: float) -> list[tuple[float, float]]:
        return [
            (x - half * 0.8 * scale, y - 62 * scale),
            (x + half * 0.8 * scale, y - 62 * scale),
            (x + half * scale, y + 70 * scale),
            (x - half * scale, y + 70 * scale),
        ]

    with sheet.group("rug"):
        sheet.scratches(
            [(x - half + step * half / 22, y + 70, x - half * 1.01 + step * half / 22, y + 84) for step in range(45)], lighter(edge, 0.4), 3, 0.7
        )
        sheet.poly(ring(1.0), sheet.down(darker(paint, 0.3), paint))
        sheet.poly(ring(0.92), "none", edge, 10)
        sheet.poly(ring(0.8), "none", lighter(edge, 0.25), 4)
        motifs = "".join(
            f"M{number(x + k * half * 0.2)},{number(y - 22)}l{number(half * 0.06)},22l{number(-half * 0.06)},26l{number(-half * 0.06)},-26Z"
            for k in range(-3, 4)
        )
        sheet.path(motifs, edge, opacity=0.85)


def floor_lamp(easel: Easel, sheet: Sheet, x: float, y: float, size: float, depth: float, shade: str = "#e8cf9a", behaviour: str = "steady") -> None:
    """A standing lamp; in the dark it shines on wall and floor."""
    lit, top, pole = easel.hour.lamp, y - size * 1.06, easel.tone("#4a3626")
    with sheet.group("lamp"):
        lamplight(easel, sheet, x, top + size * 0.1, size * 1.05, strength=0.55)
        ground_shadow(sheet, x, y, size * 0.16, 0.5)
        sheet.rect(x - 6, top, 12, y - top, sheet.across(lighter(pole, 0.3), darker(pole, 0.3)))
        sheet.oval(x, y - 4, size * 0.09, size * 0.022, pole)
        body = mix(easel.tone(shade), "#ffd98c", lit * 0.75)
        sheet.poly(
            [
                (x - size * 0.09, top - size * 0.06),
                (x + size * 0.09, top - size * 0.06),
                (x + size * 0.16, top + size * 0.16),
                (x - size * 0.16, top + size * 0.16),
            ],
            sheet.down(mix(body, easel.tone(shade), 0.4), lighter(body, 0.4 * lit + 0.1)),
        )
        sheet.scratches(
            [(x + k * size * 0.03, top - size * 0.055, x + k * size * 0.053, top + size * 0.155) for k in range(-2, 3)], darker(body, 0.3), 3, 0.3
        )
    easel.light(x, top + size * 0.06, size * 0.75, "#ffc46e", 0.45 * lit, depth, behaviour)


def table_lamp(easel: Easel, sheet: Sheet, x: float, y: float, size: float, depth: float, colour: str = "#4c7a70") -> None:
    """A small lamp standing on furniture."""
    lit, foot = easel.hour.lamp, easel.tone(colour)
    with sheet.group("lamp"):
        lamplight(easel, sheet, x, y - size * 0.2, size * 0.62, strength=0.55)
        sheet.oval(x, y - size * 0.05, size * 0.04, size * 0.055, sheet.across(lighter(foot, 0.3), darker(foot, 0.4)))
        sheet.rect(x - 4, y - size * 0.14, 8, size * 0.06, easel.tone(BRASS))
        body = mix(easel.tone("#e6d3a6"), "#ffdc96", lit * 0.8)
        sheet.poly(
            [
                (x - size * 0.05, y - size * 0.25),
                (x + size * 0.05, y - size * 0.25),
                (x + size * 0.09, y - size * 0.12),
                (x - size * 0.09, y - size * 0.12),
            ],
            sheet.down(body, lighter(body, 0.3)),
        )
    easel.light(x, y - size * 0.17, size * 0.42, "#ffc46e", 0.4 * lit, depth)


def hanging_lamp(
    easel: Easel, sheet: Sheet, x: float, y: float, size: float, depth: float, colour: str = "#2f4a46", behaviour: str = "steady"
) -> None:
    """A shade on a cord from the ceiling, with its cone of light."""
    lit, paint = easel.hour.lamp, easel.tone(colour)
    with sheet.group("hanging lamp"):
        sheet.line([(x, -10), (x, y)], easel.tone("#14110f"), 4)
        if lit > 0.1:
            with sheet.group("light cone"):
                sheet.poly(
                    [
                        (x - size * 0.1, y + size * 0.1),
                        (x + size * 0.1, y + size * 0.1),
                        (x + size * 0.75, y + size * 1.55),
                        (x - size * 0.75, y + size * 1.55),
                    ],
                    sheet.down((0, "#ffd694", 0.34 * lit), (1, "#ffd694", 0.0)),
                )
        sheet.path(
            f"M{number(x - size * 0.13)},{number(y + size * 0.1)}Q{number(x - size * 0.11)},{number(y)} {number(x - size * 0.02)},{number(y - size * 0.02)}h{number(size * 0.04)}"
            f"Q{number(x + size * 0.11)},{number(y)} {number(x + size * 0.13)},{number(y + size * 0.1)}Z",
            sheet.across(darker(paint, 0.2), lighter(paint, 0.25), darker(paint, 0.4)),
        )
        sheet.oval(x, y + size * 0.1, size * 0.125, size * 0.02, mix(easel.tone("#c8b890"), "#fff0c4", lit))
    easel.light(x, y + size * 0.1, size * 0.5, "#ffcb7c", 0.5 * lit, depth, behaviour)


def picture(easel: Easel, sheet: Sheet, x: float, y: float, wide: float, tall: float, subject: int = 0) -> None:
    """A framed picture: hills, sea or a portrait."""
    frame = easel.tone("#a07a3a")
    with sheet.group("picture"):
        sheet.rect(x - wide / 2 + 6, y + 12, wide, tall, "#04040a", 3, 0.35)
        sheet.rect(x - wide / 2, y, wide, tall, sheet.down(lighter(frame, 0.25), darker(frame, 0.4)), 3)
        a, b, w, h = x - wide / 2 + 13, y + 13, wide - 26, tall - 26
        sheet.rect(a, b, w, h, sheet.down(easel.tone("#c4d0cc"), easel.tone("#e6cfa0")))
        if subject % 3 == 2:
            sheet.rect(a, b, w, h, easel.tone("#4a3c34"))
            sheet.oval(x, b + h * 0.4, w * 0.17, h * 0.19, easel.tone("#caa184"))
            sheet.path(
                f"M{number(x - w * 0.36)},{number(b + h)}Q{number(x - w * 0.3)},{number(b + h * 0.6)} {number(x)},{number(b + h * 0.58)}T{number(x + w * 0.36)},{number(b + h)}Z",
                easel.tone("#26303c"),
            )
        else:
            far, near = ("#6f9a94", "#3f6a58") if subject % 3 == 0 else ("#5a8aa4", "#2f5a78")
            sheet.path(
                f"M{number(a)},{number(b + h)}V{number(b + h * 0.55)}Q{number(a + w * 0.3)},{number(b + h * 0.3)} {number(a + w * 0.55)},{number(b + h * 0.55)}T{number(a + w)},{number(b + h * 0.45)}V{number(b + h)}Z",
                easel.tone(far),
            )
            sheet.path(
                f"M{number(a)},{number(b + h)}V{number(b + h * 0.8)}Q{number(a + w * 0.4)},{number(b + h * 0.6)} {number(a + w)},{number(b + h * 0.78)}V{number(b + h)}Z",
                easel.tone(near),
            )


def plant(easel: Easel, sheet: Sheet, x: float, y: float, size: float, pot: str = "#a85a3c") -> None:
    """A potted plant with broad leaves."""
    chance, clay, leaf = easel.chance(f"plant {x:.0f}"), easel.tone(pot), easel.tone("#4c7a4a")
    with sheet.group("plant"):
        ground_shadow(sheet, x, y, size * 0.3, 0.5)
        for index in range(13):
            reach, lean = size * chance.uniform(0.5, 0.95), chance.uniform(-0.75, 0.75)
            tip, mid = (x + lean * reach, y - size * 0.25 - reach), (x + lean * reach * 0.35, y - size * 0.25 - reach * 0.75)
            wide = size * 0.07
            d = (
                f"M{number(x)},{number(y - size * 0.22)}Q{number(mid[0] - wide)},{number(mid[1])} {number(tip[0])},{number(tip[1])}Q{number(mid[0] + wide)},{number(mid[1] + wide)} "
                f"{number(x)},{number(y - size * 0.22)}Z"
            )
            sheet.path(d, (leaf, darker(leaf, 0.3), lighter(leaf, 0.16))[index % 3])
        sheet.poly(
            [(x - size * 0.17, y - size * 0.27), (x + size * 0.17, y - size * 0.27), (x + size * 0.12, y), (x - size * 0.12, y)],
            sheet.across(lighter(clay, 0.15), clay, darker(clay, 0.45)),
        )
        sheet.rect(x - size * 0.19, y - size * 0.31, size * 0.38, size * 0.07, sheet.across(lighter(clay, 0.25), darker(clay, 0.3)), 4)


def crate(easel: Easel, sheet: Sheet, x: float, y: float, size: float, wood: str = "#96703f") -> None:
    """A packing case."""
    colour = easel.tone(wood)
    with sheet.group("crate"):
        ground_shadow(sheet, x, y, size * 0.72, 0.5)
        sheet.rect(x - size / 2, y - size, size, size, sheet.down(lighter(colour, 0.06), darker(colour, 0.35)))
        sheet.scratches([(x - size / 2, y - size * k / 4, x + size / 2, y - size * k / 4) for k in (1, 2, 3)], darker(colour, 0.55), 4)
        sheet.scratches([(x - size * 0.44, y - size * 0.9, x + size * 0.44, y - size * 0.1)], darker(colour, 0.2), size * 0.11)
        sheet.path(
            box(x - size / 2, y - size, size * 0.1, size)
            + box(x + size * 0.4, y - size, size * 0.1, size)
            + box(x - size / 2, y - size, size, size * 0.1)
            + box(x - size / 2, y - size * 0.1, size, size * 0.1),
            sheet.down(lighter(colour, 0.18), darker(colour, 0.2)),
        )


def barrel(easel: Easel, sheet: Sheet, x: float, y: float, size: float) -> None:
    """A cask with hoops."""
    colour, hoop = easel.tone("#7c5430"), easel.tone("#4c4f56")
    half = size * 0.34
    with sheet.group("barrel"):
        ground_shadow(sheet, x, y, half * 1.5, 0.55)
        d = (
            f"M{number(x - half * 0.82)},{number(y - size)}Q{number(x - half * 1.2)},{number(y - size / 2)} {number(x - half * 0.82)},{number(y)}H{number(x + half * 0.82)}"
            f"Q{number(x + half * 1.2)},{number(y - size / 2)} {number(x + half * 0.82)},{number(y - size)}Z"
        )
        sheet.path(d, sheet.across(darker(colour, 0.4), lighter(colour, 0.15), colour, darker(colour, 0.6)))
        sheet.scratches([(x + k * half * 0.36, y - size + 4, x + k * half * 0.4, y - 4) for k in (-2, -1, 0, 1, 2)], darker(colour, 0.5), 3, 0.7)
        for level in (0.1, 0.3, 0.7, 0.9):
            reach = half * (0.88 + 0.16 * (1 - abs(level - 0.5) * 2))
            sheet.rect(
                x - reach,
                y - size * level - size * 0.02,
                reach * 2,
                size * 0.045,
                sheet.across(darker(hoop, 0.4), lighter(hoop, 0.3), darker(hoop, 0.5)),
            )
        sheet.oval(x, y - size, half * 0.82, size * 0.05, darker(colour, 0.35))


def bottles(easel: Easel, sheet: Sheet, x: float, y: float, wide: float, tall: float) -> None:
    """A row of bottles and jars that catch the light."""
    chance = easel.chance(f"bottles {x:.0f} {y:.0f}")
    glass = [easel.tone(colour) for colour in ("#3c6a4c", "#8a4a24", "#b08a3c", "#5a7a8a", "#7a2f34", "#d0c8b0")]
    along = x
    bodies: dict[str, list[str]] = {}
    glints = []
    while along < x + wide - 14:
        thick, high = chance.uniform(13, 24), tall * chance.uniform(0.6, 1)
        paint = glass[int(chance.integers(len(glass)))]
        neck = thick * 0.32
        bodies.setdefault(paint, []).append(
            f"M{number(along)},{number(y)}v{number(-high * 0.6)}q0,{number(-high * 0.1)} {number((thick - neck) / 2)},{number(-high * 0.16)}v{number(-high * 0.24)}h{number(neck)}"
            f"v{number(high * 0.24)}q{number((thick - neck) / 2)},{number(high * 0.06)} {number((thick - neck) / 2)},{number(high * 0.16)}v{number(high * 0.6)}Z"
        )
        glints.append((along + 5, y - high * 0.5, along + 5, y - high * 0.12))
        along += thick + chance.uniform(2, 12)
    with sheet.group("bottles"):
        for paint, cells in bodies.items():
            sheet.path("".join(cells), paint, opacity=0.94)
        sheet.scratches(glints, "#fff2d0", 2.6, 0.35 + 0.3 * easel.hour.lamp)


def fireplace(easel: Easel, sheet: Sheet, x: float, y: float, size: float, depth: float, stone_colour: str = "#9a8a7c") -> None:
    """A hearth with a mantel and a fire that burns unless the script has it out."""
    fire = easel.told.share("fires")
    colour, wide, tall = easel.tone(stone_colour), size * 0.86, size * 0.86
    with sheet.group("fireplace"):
        ground_shadow(sheet, x, y, wide * 0.7, 0.5)
        sheet.rect(x - wide / 2, y - tall, wide, tall, sheet.down(lighter(colour, 0.12), darker(colour, 0.3)))
        courses = [(x - wide / 2, y - tall * k / 7, x + wide / 2, y - tall * k / 7) for k in range(1, 7)]
        uprights = [
            (x - wide / 2 + wide * (j + (k % 2) * 0.5) / 5, y - tall * k / 7, x - wide / 2 + wide * (j + (k % 2) * 0.5) / 5, y - tall * (k + 1) / 7)
            for k in range(7)
            for j in range(1, 5)
        ]
        sheet.scratches(courses + uprights, darker(colour, 0.45), 4, 0.6)
        mouth = wide * 0.3
        sheet.path(
            f"M{number(x - mouth)},{number(y - 8)}V{number(y - tall * 0.42)}Q{number(x)},{number(y - tall * 0.72)} {number(x + mouth)},{number(y - tall * 0.42)}V{number(y - 8)}Z",
            "#120a08",
        )
        if fire:
            sheet.glow(x, y - tall * 0.14, mouth * 1.1, "#ff7a24", 0.9 * fire, 0.8)
            flames(sheet, x, y - 26, mouth * (0.4 + 0.7 * fire), tall * 0.38 * fire)
        sheet.scratches([(x - mouth * 0.7, y - 18, x + mouth * 0.6, y - 30), (x - mouth * 0.6, y - 32, x + mouth * 0.7, y - 16)], "#3a2418", 20)
        sheet.rect(
            x - wide * 0.58,
            y - tall - size * 0.05,
            wide * 1.16,
            size * 0.065,
            sheet.down(lighter(easel.tone(WOOD), 0.2), darker(easel.tone(WOOD), 0.4)),
            4,
        )
        sheet.rect(x - wide * 0.62, y - 14, wide * 1.24, 20, sheet.down(lighter(colour, 0.25), darker(colour, 0.3)), 3)
        with sheet.group("light pool"):
            sheet.glow(x, y + 20, wide * 1.3, "#ff9a48", (0.24 + 0.28 * easel.hour.lamp) * fire, 0.45)
    easel.light(x, y - tall * 0.18, size * 0.8, "#ff8a3c", (0.4 + 0.3 * easel.hour.lamp) * fire, depth, "flicker")


def flames(sheet: Sheet, x: float, y: float, wide: float, tall: float) -> None:
    """Three tongues of fire, red to yellow."""
    for colour, scale, opacity in (("#e2481a", 1.0, 0.85), ("#ff8a24", 0.74, 0.9), ("#ffd860", 0.46, 0.95)):
        w, h = wide * scale / 2, tall * scale
        d = (
            f"M{number(x - w)},{number(y)}Q{number(x - w * 1.1)},{number(y - h * 0.4)} {number(x - w * 0.62)},{number(y - h * 0.72)}Q{number(x - w * 0.5)},{number(y - h * 0.4)} {number(x - w * 0.25)},{number(y - h * 0.5)}"
            f"Q{number(x - w * 0.1)},{number(y - h * 0.8)} {number(x + w * 0.1)},{number(y - h)}Q{number(x + w * 0.2)},{number(y - h * 0.6)} {number(x + w * 0.45)},{number(y - h * 0.48)}"
            f"Q{number(x + w * 0.6)},{number(y - h * 0.6)} {number(x + w * 0.68)},{number(y - h * 0.78)}Q{number(x + w * 1.15)},{number(y - h * 0.4)} {number(x + w)},{number(y)}Z"
        )
        sheet.path(d, colour, opacity=opacity)


def clock_face(easel: Easel, sheet: Sheet, x: float, y: float, radius: float) -> None:
    """A round clock."""
    with sheet.group("clock"):
        sheet.oval(x + 4, y + 8, radius * 1.08, radius * 1.08, "#04040a", 0.35)
        sheet.oval(x, y, radius * 1.12, radius * 1.12, sheet.down(easel.tone("#8a6a3c"), easel.tone("#3c2a18")))
        sheet.oval(x, y, radius * 0.94, radius * 0.94, easel.tone("#f2ead8"))
        ink = easel.tone("#221c18")
        ticks = "".join(
            f"M{number(x + dx * radius * 0.82)},{number(y + dy * radius * 0.82)}L{number(x + dx * radius * 0.7)},{number(y + dy * radius * 0.7)}"
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
        sheet.path(ticks, stroke=ink, width=max(2, radius * 0.06))
        sheet.line([(x - radius * 0.36, y - radius * 0.28), (x, y), (x + radius * 0.2, y - radius * 0.66)], ink, max(3, radius * 0.08))


def books_pile(easel: Easel, sheet: Sheet, x: float, y: float, wide: float) -> None:
    """Three books lying on each other."""
    for index, (hue, shift) in enumerate((("#6a3030", 0), ("#2f5566", 8), ("#b08a4a", -5))):
        colour = easel.tone(hue)
        sheet.rect(x - wide / 2 + shift, y - 16 * (index + 1), wide * (1 - 0.1 * index), 15, sheet.down(lighter(colour, 0.2), darker(colour, 0.2)), 3)


def cup(easel: Easel, sheet: Sheet, x: float, y: float, size: float, colour: str = "#e8e0d2") -> None:
    """A cup on a table."""
    paint = easel.tone(colour)
    sheet.path(
        f"M{number(x + size * 0.4)},{number(y - size * 0.7)}q{number(size * 0.4)},{number(size * 0.1)} 0,{number(size * 0.5)}",
        stroke=paint,
        width=size * 0.12,
    )
    sheet.path(
        f"M{number(x - size * 0.42)},{number(y - size * 0.85)}h{number(size * 0.84)}q0,{number(size * 0.7)} {number(-size * 0.2)},{number(size * 0.85)}h{number(-size * 0.44)}"
        f"q{number(-size * 0.2)},{number(-size * 0.15)} {number(-size * 0.2)},{number(-size * 0.85)}Z",
        sheet.across(lighter(paint, 0.2), darker(paint, 0.3)),
    )


def bush_pot(easel: Easel, sheet: Sheet, x: float, y: float, size: float) -> None:
    """A clipped bush in a pot, for doors and terraces."""
    clay, leaf = easel.tone("#8c5238"), easel.tone("#44704a")
    with sheet.group("plant"):
        sheet.poly(
            [(x - size * 0.2, y - size * 0.3), (x + size * 0.2, y - size * 0.3), (x + size * 0.15, y), (x - size * 0.15, y)],
            sheet.across(lighter(clay, 0.15), darker(clay, 0.4)),
        )
        sheet.path(
            leaf_mass(easel.chance(f"pot {x:.0f}"), x, y - size * 0.55, size * 0.62, size * 0.6), sheet.down(lighter(leaf, 0.15), darker(leaf, 0.4))
        )
