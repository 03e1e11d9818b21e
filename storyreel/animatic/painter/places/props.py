"""Things as large as people that stand out of doors: car, well, bench, fountain, statue, campfire, tent, lamps, signs, fences.

`x` the middle, `y` the foot, `size` the height of an adult there.
"""

from __future__ import annotations

import math

from storyreel.animatic.painter.places.distance import far_tone
from storyreel.animatic.painter.places.easel import Easel
from storyreel.animatic.painter.places.hearth import flames
from storyreel.animatic.painter.places.lamplight import easel_glow
from storyreel.animatic.painter.places.materials import SNOW
from storyreel.animatic.painter.places.palette import darker, lighter, mix
from storyreel.animatic.painter.places.sheet import Sheet, box, number
from storyreel.animatic.painter.places.terrain import ground_shadow


def car(easel: Easel, sheet: Sheet, x: float, y: float, size: float, depth: float) -> None:
    """A rounded saloon seen from the side, its lamps lit in the dark."""
    tone = far_tone(easel, depth)
    paint, glass, tyre = tone(easel.hues("#7a8a94", "#3d4e5e", "#8a5a3c", "#a83a34").accent), tone("#26323e"), tone("#101014")
    u = size * 0.5
    with sheet.group("car"):
        ground_shadow(sheet, x, y, u * 2.6, 0.7)
        body = (
            f"M{number(x - 2.2 * u)},{number(y - 0.35 * u)}Q{number(x - 2.3 * u)},{number(y - 0.95 * u)} {number(x - 1.5 * u)},{number(y - 1.02 * u)}"
            f"Q{number(x - 0.9 * u)},{number(y - 1.72 * u)} {number(x - 0.1 * u)},{number(y - 1.72 * u)}Q{number(x + 0.75 * u)},{number(y - 1.7 * u)} {number(x + 1.15 * u)},{number(y - 1.05 * u)}"
            f"Q{number(x + 2.2 * u)},{number(y - 0.95 * u)} {number(x + 2.25 * u)},{number(y - 0.35 * u)}Z"
        )
        sheet.path(body, sheet.down((0, lighter(paint, 0.4)), (0.45, paint), (1, darker(paint, 0.6))))
        pane = mix(glass, "#ffd694", 0.15 * easel.hour.lamp)
        sheet.path(
            f"M{number(x - 1.2 * u)},{number(y - 1.06 * u)}Q{number(x - 0.8 * u)},{number(y - 1.6 * u)} {number(x - 0.15 * u)},{number(y - 1.6 * u)}V{number(y - 1.06 * u)}Z"
            f"M{number(x - 0.02 * u)},{number(y - 1.6 * u)}Q{number(x + 0.6 * u)},{number(y - 1.58 * u)} {number(x + 0.92 * u)},{number(y - 1.06 * u)}H{number(x - 0.02 * u)}Z",
            pane,
        )
        sheet.scratches(
            [(x - 1.0 * u, y - 1.14 * u, x - 0.6 * u, y - 1.52 * u), (x + 0.15 * u, y - 1.14 * u, x + 0.4 * u, y - 1.5 * u)],
            lighter(pane, 0.5),
            4,
            0.45,
        )
        sheet.path(f"M{number(x - 2.1 * u)},{number(y - 0.78 * u)}H{number(x + 2.15 * u)}", stroke=lighter(paint, 0.55), width=4, opacity=0.7)
        sheet.scratches(
            [(x - 0.08 * u, y - 1.0 * u, x - 0.08 * u, y - 0.42 * u), (x - 1.0 * u, y - 1.0 * u, x - 0.9 * u, y - 0.42 * u)], darker(paint, 0.5), 3
        )
        sheet.rect(x - 2.3 * u, y - 0.44 * u, 4.6 * u, 0.14 * u, sheet.down(tone("#d8dce0"), tone("#5a5e66")), 6)
        for wheel in (-1.4, 1.4):
            sheet.oval(x + wheel * u, y - 0.34 * u, 0.4 * u, 0.38 * u, tyre)
            sheet.oval(x + wheel * u, y - 0.34 * u, 0.2 * u, 0.19 * u, tone("#b8bcc4"), stroke=tone("#5a5e66"), width=4)
        sheet.oval(x + 2.12 * u, y - 0.76 * u, 0.12 * u, 0.15 * u, mix(tone("#e8e4d0"), "#fff4d0", easel.hour.lamp))
        sheet.oval(x - 2.17 * u, y - 0.76 * u, 0.07 * u, 0.13 * u, mix(tone("#8a2420"), "#ff4030", easel.hour.lamp))
        easel_glow(easel, sheet, x + 2.3 * u, y - 0.74 * u, 1.5 * u, "#fff0c0", 0.7)
        easel_glow(easel, sheet, x - 2.25 * u, y - 0.74 * u, 0.8 * u, "#ff4030", 0.6)
        if easel.hour.snowy:
            sheet.path(
                f"M{number(x - 0.95 * u)},{number(y - 1.6 * u)}Q{number(x)},{number(y - 2.0 * u)} {number(x + 0.75 * u)},{number(y - 1.52 * u)}Q{number(x)},{number(y - 1.66 * u)} {number(x - 0.95 * u)},{number(y - 1.6 * u)}Z",
                tone(SNOW),
            )
    easel.light(x + 2.3 * u, y - 0.74 * u, 2.4 * u, "#fff0c0", 0.45 * easel.hour.lamp, depth)


def well(easel: Easel, sheet: Sheet, x: float, y: float, size: float, depth: float) -> None:
    """A roofed stone well with a bucket."""
    tone = far_tone(easel, depth)
    stone, wood, roof = tone("#9a9288"), tone("#6a4a30"), tone(easel.hues("#9a9288", "#8a4a34", "#6a4a30", "#b0543a").second)
    w = size * 0.36
    with sheet.group("well"):
        ground_shadow(sheet, x, y, w * 1.7, 0.6)
        sheet.scratches(
            [(x - w * 0.86, y - size * 0.3, x - w * 0.86, y - size * 0.95), (x + w * 0.86, y - size * 0.3, x + w * 0.86, y - size * 0.95)],
            wood,
            size * 0.05,
        )
        sheet.scratches([(x - w * 0.86, y - size * 0.8, x + w * 0.86, y - size * 0.8)], darker(wood, 0.3), size * 0.06)
        sheet.scratches([(x, y - size * 0.78, x, y - size * 0.55)], darker(wood, 0.5), 4)
        sheet.poly(
            [
                (x - size * 0.07, y - size * 0.56),
                (x + size * 0.07, y - size * 0.56),
                (x + size * 0.055, y - size * 0.42),
                (x - size * 0.055, y - size * 0.42),
            ],
            wood,
        )
        sheet.rect(x - w, y - size * 0.34, w * 2, size * 0.34, sheet.across(lighter(stone, 0.16), stone, darker(stone, 0.45)))
        joints = [(x - w, y - size * 0.115 * k, x + w, y - size * 0.115 * k) for k in (1, 2)]
        joints += [
            (x - w + w * 0.4 * j + (k % 2) * w * 0.2, y - size * 0.115 * k, x - w + w * 0.4 * j + (k % 2) * w * 0.2, y - size * 0.115 * (k + 1))
            for k in range(3)
            for j in range(1, 5)
        ]
        sheet.scratches(joints, darker(stone, 0.5), 3, 0.7)
        sheet.rect(x - w * 1.12, y - size * 0.39, w * 2.24, size * 0.07, sheet.across(lighter(stone, 0.3), darker(stone, 0.3)), 8)
        sheet.poly(
            [(x - w * 1.35, y - size * 0.88), (x, y - size * 1.2), (x + w * 1.35, y - size * 0.88)],
            sheet.across(lighter(roof, 0.2), darker(roof, 0.35)),
        )
        sheet.scratches(
            [(x - w * 1.35 * k / 5, y - size * (1.2 - 0.32 * k / 5), x + w * 1.35 * k / 5, y - size * (1.2 - 0.32 * k / 5)) for k in range(1, 6)],
            darker(roof, 0.45),
            3,
            0.6,
        )
        if easel.hour.snowy:
            sheet.poly(
                [
                    (x - w * 1.35, y - size * 0.9),
                    (x, y - size * 1.25),
                    (x + w * 1.35, y - size * 0.9),
                    (x + w * 0.6, y - size * 1.0),
                    (x, y - size * 1.1),
                    (x - w * 0.7, y - size * 0.98),
                ],
                tone(SNOW),
            )


def bench(easel: Easel, sheet: Sheet, x: float, y: float, size: float, depth: float) -> float:
    """A park bench; gives the height of its seat."""
    tone = far_tone(easel, depth)
    wood, iron = tone("#8a5c38"), tone("#20242a")
    wide, seat = size * 1.15, y - size * 0.26
    with sheet.group("bench"):
        ground_shadow(sheet, x, y, wide * 0.62, 0.6)
        for side in (-0.42, 0.42):
            a = x + side * wide
            sheet.path(
                f"M{number(a - size * 0.06)},{number(y)}Q{number(a)},{number(y - size * 0.12)} {number(a - size * 0.03)},{number(seat)}L{number(a - size * 0.07)},{number(seat - size * 0.3)}"
                f"M{number(a + size * 0.07)},{number(y)}Q{number(a)},{number(y - size * 0.1)} {number(a + size * 0.03)},{number(seat)}",
                stroke=iron,
                width=size * 0.026,
            )
        for index in range(3):
            top = seat - size * (0.29 - 0.085 * index)
            sheet.rect(x - wide / 2, top, wide, size * 0.06, sheet.down(lighter(wood, 0.28), darker(wood, 0.3)), 5)
        for index in range(2):
            sheet.rect(
                x - wide / 2, seat - size * 0.02 + size * 0.035 * index, wide, size * 0.03, sheet.down(lighter(wood, 0.34), darker(wood, 0.25)), 4
            )
        if easel.hour.snowy:
            sheet.rect(x - wide / 2, seat - size * 0.31, wide, size * 0.03, tone(SNOW), 8)
    return seat - 6


def fountain(easel: Easel, sheet: Sheet, x: float, y: float, size: float, depth: float) -> None:
    """Two basins and jets of water."""
    tone = far_tone(easel, depth)
    stone, water = tone("#b0a898"), mix(tone("#8ac0d8"), easel.hour.haze, 0.2)
    with sheet.group("fountain"):
        ground_shadow(sheet, x, y, size * 1.1, 0.5)
        sheet.rect(x - size * 0.85, y - size * 0.26, size * 1.7, size * 0.26, sheet.across(lighter(stone, 0.2), stone, darker(stone, 0.45)), 12)
        sheet.oval(x, y - size * 0.26, size * 0.87, size * 0.09, sheet.across(lighter(stone, 0.3), darker(stone, 0.2)))
        sheet.oval(x, y - size * 0.26, size * 0.78, size * 0.07, darker(water, 0.35))
        sheet.rect(x - size * 0.07, y - size * 0.8, size * 0.14, size * 0.54, sheet.across(lighter(stone, 0.2), darker(stone, 0.4)))
        sheet.path(
            f"M{number(x - size * 0.36)},{number(y - size * 0.82)}h{number(size * 0.72)}q{number(-size * 0.1)},{number(size * 0.16)} {number(-size * 0.36)},{number(size * 0.17)}"
            f"t{number(-size * 0.36)},{number(-size * 0.17)}Z",
            sheet.across(lighter(stone, 0.25), darker(stone, 0.4)),
        )
        for k in (-3, -2, -1, 1, 2, 3):
            sheet.path(
                f"M{number(x)},{number(y - size * 0.88)}Q{number(x + k * size * 0.1)},{number(y - size * (1.32 - 0.06 * abs(k)))} {number(x + k * size * 0.22)},{number(y - size * 0.28)}",
                stroke=lighter(water, 0.5),
                width=4,
                opacity=0.6,
            )
        sheet.line([(x, y - size * 0.85), (x, y - size * 1.35)], lighter(water, 0.6), 7, 0.7)


def statue(easel: Easel, sheet: Sheet, x: float, y: float, size: float, depth: float) -> None:
    """A bronze figure with a raised arm on a plinth."""
    tone = far_tone(easel, depth)
    bronze, stone = tone("#4f7468"), tone("#9c948a")
    s = size * 0.95
    with sheet.group("statue"):
        ground_shadow(sheet, x, y, size * 0.5, 0.6)
        sheet.rect(x - s * 0.34, y - s * 0.12, s * 0.68, s * 0.12, sheet.across(lighter(stone, 0.2), darker(stone, 0.35)))
        sheet.rect(x - s * 0.25, y - s * 0.6, s * 0.5, s * 0.5, sheet.across(lighter(stone, 0.2), stone, darker(stone, 0.45)))
        sheet.rect(x - s * 0.3, y - s * 0.66, s * 0.6, s * 0.08, sheet.across(lighter(stone, 0.3), darker(stone, 0.3)))
        foot = y - s * 0.66
        body = (
            f"M{number(x - s * 0.13)},{number(foot)}Q{number(x - s * 0.2)},{number(foot - s * 0.45)} {number(x - s * 0.13)},{number(foot - s * 0.78)}L{number(x + s * 0.1)},{number(foot - s * 0.78)}"
            f"L{number(x + s * 0.3)},{number(foot - s * 1.12)}L{number(x + s * 0.36)},{number(foot - s * 1.08)}L{number(x + s * 0.18)},{number(foot - s * 0.66)}Q{number(x + s * 0.24)},{number(foot - s * 0.3)} {number(x + s * 0.15)},{number(foot)}Z"
        )
        paint = sheet.across(lighter(bronze, 0.3), bronze, darker(bronze, 0.5))
        sheet.path(body, paint)
        sheet.oval(x, foot - s * 0.88, s * 0.075, s * 0.095, paint)
        sheet.scratches(
            [(x - s * 0.08 + k * s * 0.06, foot - s * 0.6, x - s * 0.1 + k * s * 0.07, foot - 6) for k in range(4)], darker(bronze, 0.45), 4, 0.6
        )
        if easel.hour.snowy:
            sheet.oval(x, foot - s * 0.97, s * 0.08, s * 0.03, tone(SNOW))


def campfire(easel: Easel, sheet: Sheet, x: float, y: float, size: float, depth: float) -> None:
    """Crossed logs in a ring of stones, burning unless the script has them out."""
    fire = easel.told.share("fires")
    with sheet.group("campfire"):
        easel_glow(easel, sheet, x, y - size * 0.12, size * 1.5, "#ff8c3a", 0.55 * fire)
        sheet.glow(x, y, size * 0.8, "#ff9a48" if fire else "#05040a", 0.35, 0.3)
        stone, wood = easel.tone("#6c665f"), easel.tone("#4a3020")
        for k in range(9):
            angle = math.pi * 2 * k / 9
            sheet.oval(
                x + math.cos(angle) * size * 0.27,
                y + math.sin(angle) * size * 0.05,
                size * 0.055,
                size * 0.04,
                sheet.down(mix(stone, "#ff9a48", 0.3 * fire), darker(stone, 0.5)),
            )
        sheet.scratches(
            [
                (x - size * 0.2, y + 4, x + size * 0.12, y - size * 0.12),
                (x + size * 0.2, y + 4, x - size * 0.12, y - size * 0.12),
                (x - size * 0.22, y - 4, x + size * 0.22, y - 6),
            ],
            wood,
            size * 0.05,
        )
        if fire:
            flames(sheet, x, y - 4, size * (0.12 + 0.18 * fire), size * 0.42 * fire)
    easel.light(x, y - size * 0.16, size * 1.5, "#ff8c3a", (0.45 + 0.35 * easel.hour.lamp) * fire, depth, "flicker")


def tent(easel: Easel, sheet: Sheet, x: float, y: float, size: float, depth: float) -> None:
    """A ridge tent, glowing from within after dark."""
    tone = far_tone(easel, depth)
    cloth = mix(tone(easel.hues("#b89a5c", "#6a7a4a", "#8a5a3c", "#c86a34").accent), "#ffc46e", 0.45 * easel.hour.lamp)
    w, t = size * 0.95, size * 0.86
    with sheet.group("tent"):
        ground_shadow(sheet, x, y, w * 1.2, 0.55)
        sheet.poly(
            [(x - w, y), (x - w * 0.3, y - t), (x + w * 0.7, y - t * 0.9), (x + w * 1.15, y - t * 0.1)], sheet.across(cloth, darker(cloth, 0.35))
        )
        sheet.poly([(x - w, y), (x - w * 0.3, y - t), (x + w * 0.42, y)], sheet.down(lighter(cloth, 0.2), darker(cloth, 0.12)))
        sheet.poly([(x - w * 0.3, y - t * 0.82), (x - w * 0.56, y), (x - w * 0.06, y)], mix(darker(cloth, 0.7), "#ffb050", 0.5 * easel.hour.lamp))
        sheet.scratches(
            [(x - w, y, x - w * 1.25, y + 6), (x + w * 1.15, y - t * 0.1, x + w * 1.4, y + 4), (x - w * 0.3, y - t, x - w * 0.26, y - t * 1.12)],
            tone("#d8cdb4"),
            3,
        )
        easel_glow(easel, sheet, x - w * 0.2, y - t * 0.35, size * 0.9, "#ffb95c", 0.4)
    easel.light(x - w * 0.2, y - t * 0.3, size, "#ffb95c", 0.3 * easel.hour.lamp, depth)


def sign(easel: Easel, sheet: Sheet, x: float, y: float, size: float, depth: float) -> None:
    """A signpost with two arms; strokes stand for letters."""
    tone = far_tone(easel, depth)
    wood, board = tone("#6a4a30"), tone(easel.hues("#d8c8a0", "#8a6a44", "#6a4a30", "#b8543a").accent)
    with sheet.group("sign"):
        ground_shadow(sheet, x, y, size * 0.2, 0.5)
        sheet.rect(x - size * 0.025, y - size * 1.0, size * 0.05, size, sheet.across(lighter(wood, 0.2), darker(wood, 0.4)))
        for dy, side in ((0.94, 1), (0.74, -1)):
            a, b = x - side * size * 0.1, x + side * size * 0.42
            sheet.poly(
                [
                    (a, y - size * dy),
                    (b, y - size * dy),
                    (b + side * size * 0.09, y - size * (dy - 0.07)),
                    (b, y - size * (dy - 0.14)),
                    (a, y - size * (dy - 0.14)),
                ],
                sheet.down(lighter(board, 0.2), darker(board, 0.3)),
            )
            sheet.scratches(
                [
                    (min(a, b) + size * (0.09 + 0.07 * k), y - size * (dy - 0.04), min(a, b) + size * (0.12 + 0.07 * k), y - size * (dy - 0.1))
                    for k in range(6)
                ],
                lighter(board, 0.6),
                4,
                0.8,
            )


def street_lamp(easel: Easel, sheet: Sheet, x: float, y: float, size: float, depth: float, behaviour: str = "steady") -> None:
    """A lantern on a post, with its halo and its pool on the ground."""
    iron, lamp = far_tone(easel, depth)("#1a1c22"), easel.burning("lamps")
    top = y - size * 1.75
    with sheet.group("street lamp"):
        if lamp > 0.15:
            with sheet.group("light pool"):
                sheet.glow(x, y + 6, size * 0.95, "#ffd28a", 0.5 * lamp, 0.22)
        ground_shadow(sheet, x, y, size * 0.14, 0.5)
        sheet.rect(x - size * 0.022, top, size * 0.044, size * 1.75, sheet.across(lighter(iron, 0.3), darker(iron, 0.2)))
        sheet.rect(x - size * 0.06, y - size * 0.16, size * 0.12, size * 0.16, iron, 4)
        sheet.rect(x - size * 0.15, top + size * 0.18, size * 0.3, size * 0.02, iron, 4)
        glass = mix(far_tone(easel, depth)("#b8c0c0"), "#ffe6ae", max(0.2, lamp))
        sheet.poly(
            [(x - size * 0.075, top), (x - size * 0.1, top - size * 0.22), (x + size * 0.1, top - size * 0.22), (x + size * 0.075, top)], glass
        )
        sheet.poly([(x - size * 0.13, top - size * 0.21), (x, top - size * 0.34), (x + size * 0.13, top - size * 0.21)], iron)
        sheet.scratches([(x, top, x, top - size * 0.22), (x - size * 0.08, top, x + size * 0.08, top)], iron, 4)
        easel_glow(easel, sheet, x, top - size * 0.1, size * 0.9, "#ffd28a", 0.7 * easel.told.share("lamps"))
        if easel.hour.snowy:
            sheet.poly(
                [(x - size * 0.12, top - size * 0.23), (x, top - size * 0.37), (x + size * 0.12, top - size * 0.23), (x, top - size * 0.28)], SNOW
            )
    easel.light(x, top - size * 0.1, size * 0.9, "#ffd28a", 0.6 * lamp, depth, behaviour)


def fence(easel: Easel, sheet: Sheet, left: float, right: float, y: float, size: float, depth: float, colour: str = "#7a5c40") -> None:
    """A post-and-rail fence."""
    tone = far_tone(easel, depth)
    wood = tone(colour)
    with sheet.group("fence"):
        count = max(2, int((right - left) / (size * 0.42)))
        posts = [left + (right - left) * k / count for k in range(count + 1)]
        for level in (0.42, 0.24):
            sheet.line([(p, y - size * level + (k % 2) * 4) for k, p in enumerate(posts)], darker(wood, 0.2), size * 0.04)
            sheet.line([(p, y - size * (level + 0.012) + (k % 2) * 4) for k, p in enumerate(posts)], lighter(wood, 0.3), size * 0.01, 0.7)
        sheet.path("".join(box(p - size * 0.028, y - size * 0.54, size * 0.056, size * 0.56) for p in posts), wood)
        sheet.scratches([(p - size * 0.02, y - size * 0.53, p - size * 0.02, y) for p in posts], lighter(wood, 0.3), 3, 0.5)
        if easel.hour.snowy:
            sheet.path("".join(box(p - size * 0.034, y - size * 0.58, size * 0.068, size * 0.05) for p in posts), tone(SNOW))


def gravestones(easel: Easel, sheet: Sheet, x: float, y: float, size: float, depth: float) -> None:
    """Three leaning headstones."""
    tone = far_tone(easel, depth)
    stone = tone("#8c8c88")
    with sheet.group("grave"):
        for dx, tall, tilt in ((-0.55, 0.5, -5), (0.0, 0.62, 2), (0.5, 0.44, 6)):
            a = x + dx * size
            ground_shadow(sheet, a, y, size * 0.26, 0.5)
            with sheet.group("stone", transform=f"rotate({tilt} {number(a)} {number(y)})"):
                sheet.path(
                    f"M{number(a - size * 0.17)},{number(y)}v{number(-size * (tall - 0.16))}a{number(size * 0.17)},{number(size * 0.16)} 0 0 1 {number(size * 0.34)},0V{number(y)}Z",
                    sheet.across(lighter(stone, 0.2), darker(stone, 0.4)),
                )
                sheet.scratches(
                    [(a - size * 0.08, y - size * (tall - 0.2 - 0.06 * k), a + size * 0.08, y - size * (tall - 0.2 - 0.06 * k)) for k in range(3)],
                    darker(stone, 0.5),
                    3,
                    0.7,
                )


def gate(easel: Easel, sheet: Sheet, x: float, y: float, size: float, depth: float) -> None:
    """An iron gate between two pillars."""
    tone = far_tone(easel, depth)
    stone, iron = tone("#948c80"), tone("#22242a")
    with sheet.group("gate"):
        for side in (-1, 1):
            a = x + side * size * 0.8
            sheet.rect(a - size * 0.14, y - size * 1.15, size * 0.28, size * 1.15, sheet.across(lighter(stone, 0.2), darker(stone, 0.4)))
            sheet.rect(a - size * 0.18, y - size * 1.22, size * 0.36, size * 0.1, lighter(stone, 0.15))
            sheet.oval(a, y - size * 1.3, size * 0.09, size * 0.09, sheet.across(lighter(stone, 0.2), darker(stone, 0.4)))
        bars = [(x + k * size * 0.11, y - 6, x + k * size * 0.11, y - size * (0.95 + 0.14 * math.cos(k * 0.42))) for k in range(-6, 7)]
        sheet.scratches(
            [
                *bars,
                (x - size * 0.68, y - size * 0.25, x + size * 0.68, y - size * 0.25),
                (x - size * 0.68, y - size * 0.8, x + size * 0.68, y - size * 0.8),
            ],
            iron,
            size * 0.024,
        )


def wagon(easel: Easel, sheet: Sheet, x: float, y: float, size: float, depth: float) -> None:
    """A hay cart."""
    tone = far_tone(easel, depth)
    wood, hay = tone("#7a5636"), tone("#d0a850")
    with sheet.group("wagon"):
        ground_shadow(sheet, x, y, size * 0.9, 0.55)
        sheet.path(
            f"M{number(x - size * 0.8)},{number(y - size * 0.55)}Q{number(x)},{number(y - size * 1.15)} {number(x + size * 0.8)},{number(y - size * 0.55)}Z",
            sheet.down(lighter(hay, 0.2), darker(hay, 0.3)),
        )
        sheet.rect(x - size * 0.82, y - size * 0.58, size * 1.64, size * 0.2, sheet.down(lighter(wood, 0.2), darker(wood, 0.35)))
        for dx in (-0.5, 0.5):
            a = x + dx * size
            sheet.oval(a, y - size * 0.26, size * 0.26, size * 0.26, "none", stroke=darker(wood, 0.3), width=size * 0.05)
            sheet.scratches(
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


def cross_arm(easel: Easel, sheet: Sheet, x: float, y: float, size: float, depth: float) -> None:
    """A telephone pole with sagging wires."""
    tone = far_tone(easel, depth)
    wood = tone("#4a3a2e")
    with sheet.group("telephone pole"):
        sheet.rect(x - size * 0.03, y - size * 2.6, size * 0.06, size * 2.6, sheet.across(lighter(wood, 0.2), darker(wood, 0.3)))
        sheet.rect(x - size * 0.45, y - size * 2.4, size * 0.9, size * 0.05, wood)
        wires = "".join(
            f"M{number(x + k * size * 0.4)},{number(y - size * 2.44)}q{number(size * 3)},{number(size * 0.6)} {number(size * 6)},0M{number(x + k * size * 0.4)},{number(y - size * 2.44)}q{number(-size * 3)},{number(size * 0.6)} {number(-size * 6)},0"
            for k in (-1, 1)
        )
        sheet.path(wires, stroke=wood, width=2.5)
