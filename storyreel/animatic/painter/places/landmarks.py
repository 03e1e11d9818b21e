"""Buildings and other large things in a landscape: `x` the middle, `y` the foot, `size` the height of an adult there.

It does not choose which stand in a place.
"""

from __future__ import annotations

from storyreel.animatic.painter.places.easel import Easel
from storyreel.animatic.painter.places.foliage import broad_tree
from storyreel.animatic.painter.places.palette import darker, lighter, mix
from storyreel.animatic.painter.places.sheet import Sheet, box, number
from storyreel.animatic.painter.places.terrain import Tone

SNOW = "#eef3fa"
PANE = "#ffcf7a"


def far_tone(easel: Easel, depth: float) -> Tone:
    """The easel's tone for something at a layer's depth: the nearer to 0, the more haze."""
    distance = max(0.0, 0.8 - depth)
    return lambda colour: easel.tone(colour, distance)


def pane_colour(easel: Easel, body: str) -> str:
    """A window seen from outside: dark glass by day, warm at night."""
    return mix(mix(body, "#1c2634", 0.65), PANE, min(1.0, easel.burning("windows") * 1.1))


def gable_house(
    easel: Easel,
    sheet: Sheet,
    x: float,
    y: float,
    wide: float,
    tall: float,
    wall: str,
    roof: str,
    depth: float,
    *,
    name: str = "house",
    chimney: bool = True,
    floors: int = 1,
) -> None:
    """A house with its roof's side to us, lit windows after dark and snow on the roof in winter."""
    tone = far_tone(easel, depth)
    body, tiles = tone(wall), tone(roof)
    left, eave, peak = x - wide / 2, y - tall * 0.58, y - tall
    with sheet.group(name):
        if chimney:
            sheet.rect(x + wide * 0.2, peak - tall * 0.16, wide * 0.09, tall * 0.3, darker(tiles, 0.3))
        sheet.rect(left, eave, wide, tall * 0.58, sheet.across(lighter(body, 0.1), darker(body, 0.25)))
        sheet.scratches(
            [(left + 4, eave + tall * 0.58 * k / 9, left + wide - 4, eave + tall * 0.58 * k / 9) for k in range(1, 9)], darker(body, 0.3), 2, 0.35
        )
        over = wide * 0.07
        sheet.poly(
            [(left - over, eave + 4), (left + wide * 0.08, peak), (left + wide * 0.92, peak), (left + wide + over, eave + 4)],
            sheet.down(lighter(tiles, 0.1), darker(tiles, 0.25)),
        )
        rows = [
            (
                left - over * (1 - k / 7) + wide * 0.01 * k,
                eave + 2 - (eave - peak) * k / 7,
                left + wide + over * (1 - k / 7) - wide * 0.01 * k,
                eave + 2 - (eave - peak) * k / 7,
            )
            for k in range(7)
        ]
        sheet.scratches(rows, darker(tiles, 0.45), 2.4, 0.6)
        sheet.rect(left, eave + 3, wide, tall * 0.06, "#04040a", opacity=0.35)
        _windows(easel, sheet, (left, eave, wide, tall * 0.58), body, floors)
        if easel.hour.snowy:
            with sheet.group("snow on roof"):
                sheet.poly(
                    [
                        (left - over, eave - 2),
                        (left + wide * 0.08, peak - 8),
                        (left + wide * 0.92, peak - 8),
                        (left + wide + over, eave - 2),
                        (left + wide * 0.7, eave - tall * 0.08),
                        (left + wide * 0.45, eave - tall * 0.03),
                        (left + wide * 0.2, eave - tall * 0.09),
                    ],
                    tone(SNOW),
                )


def _windows(easel: Easel, sheet: Sheet, area: tuple[float, float, float, float], body: str, floors: int) -> None:
    left, top, wide, tall = area
    pane = pane_colour(easel, body)
    columns = max(2, round(wide / 110))
    each = tall / floors
    panes, bars = [], []
    door = columns // 2
    for floor in range(floors):
        for column in range(columns):
            w, h = wide / columns * 0.42, each * 0.46
            a, b = left + (column + 0.5) * wide / columns - w / 2, top + floor * each + each * 0.24
            if floor == floors - 1 and column == door:
                sheet.rect(a - 2, b, w + 4, top + tall - b, darker(body, 0.6))
                continue
            panes.append(box(a, b, w, h))
            bars += [(a + w / 2, b, a + w / 2, b + h), (a, b + h / 2, a + w, b + h / 2)]
            if easel.burning("windows") > 0.3 and (column + floor) % 2 == 0:
                easel_glow(easel, sheet, a + w / 2, b + h / 2, max(w, h) * 2.0)
    sheet.path("".join(panes), pane, stroke=lighter(body, 0.3), width=3)
    sheet.scratches(bars, darker(body, 0.2), 2.4)


def easel_glow(easel: Easel, sheet: Sheet, x: float, y: float, radius: float, colour: str = "#ffb95c", strength: float = 0.45) -> None:
    """A painted halo about a lit thing, as strong as the darkness allows."""
    if easel.hour.lamp > 0.15 and strength > 0.02:
        with sheet.group("light halo"):
            sheet.glow(x, y, radius, colour, strength * easel.hour.lamp)


def lighthouse(easel: Easel, sheet: Sheet, x: float, y: float, size: float, depth: float) -> None:
    """A banded tower with gallery and lamp; its beam sweeps in the dark."""
    tone, lamp = far_tone(easel, depth), easel.burning("lamps")
    hues = easel.hues("#e8e2d8", "#b03a34", "#4a4650", "#c8463a")
    white, band, iron = tone("#ece6da"), tone(hues.accent), tone("#2a2c34")
    tall, foot, top = size * 6.2, size * 0.78, size * 0.5
    head = y - tall
    with sheet.group("lighthouse"):

        def at_height(t: float) -> float:
            return foot + (top - foot) * t**0.8

        for index in range(7):
            a, b = index / 7, (index + 1) / 7
            paint = white if index % 2 == 0 else band
            sheet.poly(
                [
                    (x - at_height(a), y - tall * a),
                    (x + at_height(a), y - tall * a),
                    (x + at_height(b), y - tall * b),
                    (x - at_height(b), y - tall * b),
                ],
                sheet.ramp(
                    (x - foot, 0), (x + foot, 0), (0, darker(paint, 0.12)), (0.3, lighter(paint, 0.12)), (0.62, paint), (1, darker(paint, 0.55))
                ),
            )
        courses = [(x - at_height(k / 40), y - tall * k / 40, x + at_height(k / 40), y - tall * k / 40) for k in range(1, 40)]
        sheet.scratches(courses, darker(white, 0.5), 1.4, 0.2)
        for t in (0.2, 0.45, 0.7):
            sheet.rect(x - size * 0.09, y - tall * t - size * 0.3, size * 0.18, size * 0.32, pane_colour(easel, white), size * 0.09)
        sheet.rect(x - size * 0.16, y - size * 0.62, size * 0.32, size * 0.62, darker(band, 0.4), size * 0.1)
        sheet.rect(x - top * 1.55, head - size * 0.1, top * 3.1, size * 0.16, sheet.across(lighter(iron, 0.2), darker(iron, 0.3)))
        rails = [(x + k * top * 0.36, head - size * 0.1, x + k * top * 0.36, head - size * 0.38) for k in range(-4, 5)]
        sheet.scratches([*rails, (x - top * 1.5, head - size * 0.38, x + top * 1.5, head - size * 0.38)], iron, max(1.5, size * 0.025))
        glass = mix(tone("#a8c0c8" if easel.told.share("lamps") > 0 else "#3a4650"), "#fff0c0", max(0.25 * easel.told.share("lamps"), lamp))
        sheet.rect(
            x - top * 0.72, head - size * 0.8, top * 1.44, size * 0.72, sheet.across(darker(glass, 0.2), lighter(glass, 0.3), darker(glass, 0.2))
        )
        sheet.scratches(
            [(x + k * top * 0.36, head - size * 0.8, x + k * top * 0.36, head - size * 0.1) for k in (-2, -1, 0, 1, 2)], iron, max(1.5, size * 0.03)
        )
        sheet.path(
            f"M{number(x - top * 0.95)},{number(head - size * 0.78)}Q{number(x - top * 0.6)},{number(head - size * 1.2)} {number(x)},{number(head - size * 1.28)}"
            f"Q{number(x + top * 0.6)},{number(head - size * 1.2)} {number(x + top * 0.95)},{number(head - size * 0.78)}Z",
            sheet.across(lighter(band, 0.15), darker(band, 0.5)),
        )
        sheet.line([(x, head - size * 1.28), (x, head - size * 1.6)], iron, 3)
        easel_glow(easel, sheet, x, head - size * 0.45, size * 2.4, "#ffe6a8", 0.85 * easel.told.share("lamps"))
    easel.light(x, head - size * 0.45, 1500, "#ffeab8", 0.75 * lamp, depth, "sweep")
    easel.light(x, head - size * 0.45, size * 2.2, "#fff0c8", 0.5 * lamp, depth)


def church(easel: Easel, sheet: Sheet, x: float, y: float, size: float, depth: float) -> None:
    """A nave and a spire."""
    tone = far_tone(easel, depth)
    hues = easel.hues("#cfc6b6", "#5a4a52", "#7a5a4a", "#b0543a")
    wall, roof = tone(hues.base), tone(hues.second)
    with sheet.group("church"):
        sheet.rect(x, y - size * 1.9, size * 3.0, size * 1.9, sheet.across(wall, darker(wall, 0.3)))
        sheet.poly(
            [
                (x - size * 0.1, y - size * 1.85),
                (x + size * 0.4, y - size * 3.0),
                (x + size * 2.9, y - size * 3.0),
                (x + size * 3.2, y - size * 1.85),
            ],
            sheet.down(lighter(roof, 0.1), darker(roof, 0.2)),
        )
        sheet.rect(x - size * 1.1, y - size * 3.7, size * 1.2, size * 3.7, sheet.across(lighter(wall, 0.12), darker(wall, 0.25)))
        sheet.poly(
            [(x - size * 1.2, y - size * 3.65), (x - size * 0.5, y - size * 6.4), (x + size * 0.2, y - size * 3.65)],
            sheet.across(lighter(roof, 0.18), darker(roof, 0.3)),
        )
        sheet.scratches(
            [(x - size * 0.5, y - size * 6.4, x - size * 0.5, y - size * 7.0), (x - size * 0.68, y - size * 6.8, x - size * 0.32, y - size * 6.8)],
            darker(roof, 0.3),
            max(2, size * 0.05),
        )
        pane = pane_colour(easel, wall)
        for k in range(4):
            a = x + size * (0.45 + 0.65 * k)
            sheet.path(
                f"M{number(a - size * 0.12)},{number(y - size * 0.5)}v{number(-size * 0.6)}q{number(size * 0.12)},{number(-size * 0.32)} {number(size * 0.24)},0v{number(size * 0.6)}Z",
                pane,
            )
        sheet.oval(x - size * 0.5, y - size * 3.0, size * 0.26, size * 0.26, tone("#e8dcc0"), stroke=darker(wall, 0.5), width=3)
        sheet.path(
            f"M{number(x - size * 0.75)},{number(y)}v{number(-size * 0.8)}q{number(size * 0.25)},{number(-size * 0.4)} {number(size * 0.5)},0v{number(size * 0.8)}Z",
            darker(roof, 0.5),
        )
        easel_glow(easel, sheet, x + size * 1.4, y - size * 0.8, size * 1.6)
        if easel.hour.snowy:
            with sheet.group("snow on roof"):
                sheet.poly(
                    [
                        (x + size * 0.05, y - size * 2.2),
                        (x + size * 0.4, y - size * 3.06),
                        (x + size * 2.9, y - size * 3.06),
                        (x + size * 3.12, y - size * 2.2),
                        (x + size * 1.6, y - size * 2.4),
                    ],
                    tone(SNOW),
                )


def windmill(easel: Easel, sheet: Sheet, x: float, y: float, size: float, depth: float) -> None:
    """A tower mill with four sails."""
    tone = far_tone(easel, depth)
    wall, cap, wood = tone("#d8cdb8"), tone(easel.hues("#d8cdb8", "#7a4638", "#5a4636", "#a8463a").accent), tone("#5a4230")
    top = y - size * 4.0
    with sheet.group("windmill"):
        sheet.poly(
            [(x - size * 0.95, y), (x - size * 0.55, top), (x + size * 0.55, top), (x + size * 0.95, y)],
            sheet.across(lighter(wall, 0.12), wall, darker(wall, 0.45)),
        )
        sheet.path(
            f"M{number(x - size * 0.7)},{number(top + 4)}Q{number(x)},{number(top - size * 1.1)} {number(x + size * 0.7)},{number(top + 4)}Z",
            sheet.across(lighter(cap, 0.15), darker(cap, 0.4)),
        )
        for t in (0.25, 0.55, 0.8):
            sheet.rect(x - size * 0.13, y - size * 4 * t - size * 0.2, size * 0.26, size * 0.38, pane_colour(easel, wall))
        sheet.rect(x - size * 0.22, y - size * 0.8, size * 0.44, size * 0.8, darker(wood, 0.3), size * 0.1)
        hub = (x, top - size * 0.15)
        for angle in (28, 118, 208, 298):
            with sheet.group("sail", transform=f"rotate({angle} {number(hub[0])} {number(hub[1])})"):
                sheet.line([hub, (hub[0], hub[1] - size * 2.6)], wood, max(3, size * 0.07))
                sheet.rect(hub[0], hub[1] - size * 2.6, size * 0.5, size * 2.1, tone("#efe6d0"), opacity=0.75)
                sheet.scratches(
                    [(hub[0], hub[1] - size * (0.5 + 0.3 * k), hub[0] + size * 0.5, hub[1] - size * (0.5 + 0.3 * k)) for k in range(8)],
                    wood,
                    max(1.5, size * 0.03),
                )
                sheet.line([(hub[0] + size * 0.5, hub[1] - size * 2.6), (hub[0] + size * 0.5, hub[1] - size * 0.5)], wood, max(1.5, size * 0.03))
        sheet.oval(*hub, size * 0.12, size * 0.12, darker(wood, 0.3))


def barn(easel: Easel, sheet: Sheet, x: float, y: float, size: float, depth: float) -> None:
    """A gambrel-roofed barn with a hay door."""
    tone = far_tone(easel, depth)
    hues = easel.hues("#9a3a2e", "#5a4a48", "#e6dcc8", "#c84a34")
    wall, roof, trim = tone(hues.base), tone(hues.second), tone("#e8dfcc")
    w, t = size * 1.9, size * 2.5
    with sheet.group("barn"):
        shape = [
            (x - w, y),
            (x - w, y - t * 0.5),
            (x - w * 0.66, y - t * 0.84),
            (x, y - t),
            (x + w * 0.66, y - t * 0.84),
            (x + w, y - t * 0.5),
            (x + w, y),
        ]
        sheet.poly(shape, sheet.across(lighter(wall, 0.1), darker(wall, 0.35)))
        sheet.scratches([(x - w + k * w / 13, y - t * 0.5, x - w + k * w / 13, y) for k in range(1, 26)], darker(wall, 0.45), 2.4, 0.5)
        sheet.line([(x - w * 1.08, y - t * 0.44), *shape[1:6], (x + w * 1.08, y - t * 0.44)], roof, size * 0.2)
        sheet.rect(x - size * 0.62, y - size * 1.15, size * 1.24, size * 1.15, darker(wall, 0.45))
        sheet.scratches(
            [(x - size * 0.62, y, x, y - size * 1.15), (x + size * 0.62, y, x, y - size * 1.15), (x, y, x, y - size * 1.15)],
            trim,
            max(3, size * 0.06),
        )
        sheet.path(box(x - size * 0.62, y - size * 1.15, size * 1.24, size * 1.15), stroke=trim, width=max(3, size * 0.06))
        sheet.rect(x - size * 0.28, y - t * 0.84, size * 0.56, size * 0.48, pane_colour(easel, wall))
        sheet.path(box(x - size * 0.28, y - t * 0.84, size * 0.56, size * 0.48), stroke=trim, width=max(3, size * 0.05))
        if easel.hour.snowy:
            with sheet.group("snow on roof"):
                sheet.line([(px, py - size * 0.12) for px, py in shape[1:6]], tone(SNOW), size * 0.14)


def bridge(easel: Easel, sheet: Sheet, x: float, y: float, size: float, depth: float) -> None:
    """A stone bridge of three arches."""
    tone = far_tone(easel, depth)
    stone = tone("#9a9084")
    span, rise = size * 2.2, size * 1.3
    left, top = x - span * 1.6, y - rise * 1.5
    with sheet.group("bridge"):
        arches = "".join(
            f"M{number(x + k * span - span * 0.42)},{number(y + 8)}v{number(-rise * 0.45)}A{number(span * 0.42)},{number(rise * 0.7)} 0 0 1 {number(x + k * span + span * 0.42)},{number(y + 8 - rise * 0.45)}"
            f"v{number(rise * 0.45)}Z"
            for k in (-1, 0, 1)
        )
        body = f"M{number(left)},{number(y)}V{number(top + rise * 0.34)}Q{number(x)},{number(top - rise * 0.3)} {number(x + span * 1.6)},{number(top + rise * 0.34)}V{number(y)}Z"
        sheet.path(body + arches, sheet.down(lighter(stone, 0.15), darker(stone, 0.4)), even_odd=True)
        sheet.path(
            f"M{number(left)},{number(top + rise * 0.34)}Q{number(x)},{number(top - rise * 0.3)} {number(x + span * 1.6)},{number(top + rise * 0.34)}",
            stroke=easel.tone(SNOW) if easel.hour.snowy else lighter(stone, 0.35),
            width=max(4, size * 0.12),
        )
        sheet.scratches(
            [
                (left + k * span * 0.16, y - rise * (0.95 + 0.12 * (k % 3)), left + k * span * 0.16 + span * 0.1, y - rise * (0.95 + 0.12 * (k % 3)))
                for k in range(1, 20)
            ],
            darker(stone, 0.5),
            2.5,
            0.6,
        )


def ruin(easel: Easel, sheet: Sheet, x: float, y: float, size: float, depth: float) -> None:
    """Broken walls with an empty window and a fallen tower."""
    tone, chance = far_tone(easel, depth), easel.chance("ruin")
    stone = tone("#8f8678")
    with sheet.group("ruin"):
        edge = [(x - size * 2.2, y), (x - size * 2.2, y - size * 3.1)]
        edge += [(x - size * 2.2 + size * k * 0.24, y - size * (3.2 - 0.42 * k + chance.uniform(-0.16, 0.16))) for k in range(1, 5)]
        edge += [(x + size * (-1.0 + 0.3 * k), y - size * chance.uniform(1.1, 1.7)) for k in range(6)]
        edge += [(x + size * 0.9, y - size * 2.0), (x + size * 1.5, y - size * 1.9), (x + size * 1.9, y - size * 0.8), (x + size * 2.3, y)]
        gate = f"M{number(x - size * 0.4)},{number(y)}v{number(-size * 0.7)}q{number(size * 0.35)},{number(-size * 0.55)} {number(size * 0.7)},0v{number(size * 0.7)}Z"
        slit = box(x - size * 1.8, y - size * 2.2, size * 0.24, size * 0.6) + gate
        sheet.path(
            "M" + "L".join(f"{number(a)},{number(b)}" for a, b in edge) + "Z" + slit,
            sheet.across(lighter(stone, 0.14), darker(stone, 0.38)),
            even_odd=True,
        )
        marks = [(x + chance.uniform(-2.1, 1.8) * size, y - chance.uniform(0.05, 1.1) * size) for _ in range(60)]
        sheet.scratches([(a, b, a + size * 0.22, b) for a, b in marks], darker(stone, 0.45), 2.5, 0.55)
        rubble = "".join(
            box(x + chance.uniform(-2.6, 2.8) * size, y - size * 0.16, size * chance.uniform(0.14, 0.34), size * 0.22) for _ in range(12)
        )
        sheet.path(rubble, darker(stone, 0.25))


def castle(easel: Easel, sheet: Sheet, x: float, y: float, size: float, depth: float) -> None:
    """Towers and a curtain wall."""
    tone = far_tone(easel, depth)
    stone, roof = tone("#8c8690"), tone(easel.hues("#8c8690", "#4a4656", "#6a5a4a", "#9a3a3a").accent)
    with sheet.group("castle"):
        for dx, wide, tall in ((-2.2, 0.9, 3.4), (-0.8, 1.1, 4.8), (0.9, 0.9, 3.8), (2.2, 0.8, 3.0)):
            a = x + dx * size
            sheet.rect(a - wide * size / 2, y - tall * size, wide * size, tall * size, sheet.across(lighter(stone, 0.15), darker(stone, 0.35)))
            sheet.poly(
                [(a - wide * size * 0.62, y - tall * size), (a, y - (tall + 1.1) * size), (a + wide * size * 0.62, y - tall * size)],
                sheet.across(lighter(roof, 0.12), darker(roof, 0.4)),
            )
            sheet.path(
                box(a - size * 0.09, y - tall * size * 0.8, size * 0.18, size * 0.4)
                + box(a - size * 0.09, y - tall * size * 0.5, size * 0.18, size * 0.4),
                pane_colour(easel, stone),
            )
        sheet.rect(x - size * 2.4, y - size * 1.7, size * 4.8, size * 1.7, sheet.down(stone, darker(stone, 0.35)))
        sheet.path("".join(box(x - size * 2.4 + k * size * 0.4, y - size * 1.95, size * 0.22, size * 0.28) for k in range(12)), stone)
        sheet.path(
            f"M{number(x - size * 0.4)},{number(y)}v{number(-size * 0.7)}q{number(size * 0.4)},{number(-size * 0.6)} {number(size * 0.8)},0v{number(size * 0.7)}Z",
            darker(stone, 0.6),
        )


def harbour(easel: Easel, sheet: Sheet, x: float, y: float, size: float, depth: float) -> None:
    """A quay with masts behind it."""
    tone = far_tone(easel, depth)
    quay, wood = tone("#8a8278"), tone("#4a3a30")
    with sheet.group("harbour"):
        for k, tall in enumerate((3.0, 3.9, 2.8, 3.4, 2.5)):
            a = x + size * (k - 2) * 1.15
            sheet.scratches(
                [
                    (a, y, a, y - size * tall),
                    (a - size * 0.5, y - size * tall * 0.7, a + size * 0.5, y - size * tall * 0.7),
                    (a, y - size * tall, a + size * 0.9, y - size * 0.6),
                    (a, y - size * tall, a - size * 0.8, y - size * 0.6),
                ],
                wood,
                max(2, size * 0.04),
            )
            sheet.poly(
                [(a - size * 0.7, y - size * 0.7), (a + size * 0.75, y - size * 0.7), (a + size * 0.5, y), (a - size * 0.5, y)],
                tone(("#7a3a34", "#35566a", "#d8d0c0", "#4a6a5a", "#8a6a3a")[k]),
            )
        sheet.rect(x - size * 3.2, y - size * 0.3, size * 6.4, size * 0.62, sheet.down(lighter(quay, 0.2), darker(quay, 0.4)))
        sheet.path("".join(box(x - size * 3.1 + k * size * 0.6, y + size * 0.2, size * 0.16, size * 0.5) for k in range(11)), darker(wood, 0.3))


def boat(easel: Easel, sheet: Sheet, x: float, y: float, size: float, depth: float) -> None:
    """A small sailing boat."""
    tone = far_tone(easel, depth)
    hull, sail = tone(easel.hues("#d8d0c0", "#4a6a7a", "#7a4a3a", "#b8463a").accent), tone("#efe8d8")
    with sheet.group("boat"):
        sheet.poly(
            [(x - size * 0.05, y - size * 3.2), (x - size * 0.05, y - size * 0.6), (x - size * 1.2, y - size * 0.6)],
            sheet.across(darker(sail, 0.25), sail),
        )
        sheet.poly(
            [(x + size * 0.06, y - size * 3.0), (x + size * 0.06, y - size * 0.62), (x + size * 1.0, y - size * 0.62)],
            sheet.across(lighter(sail, 0.1), darker(sail, 0.15)),
        )
        sheet.line([(x, y - size * 3.4), (x, y - size * 0.3)], tone("#4a3424"), max(2, size * 0.07))
        sheet.path(
            f"M{number(x - size * 1.5)},{number(y - size * 0.5)}Q{number(x)},{number(y - size * 0.35)} {number(x + size * 1.6)},{number(y - size * 0.6)}L{number(x + size * 1.1)},{number(y + size * 0.12)}"
            f"H{number(x - size * 1.05)}Z",
            sheet.down(lighter(hull, 0.15), darker(hull, 0.45)),
        )
        sheet.path(
            f"M{number(x - size * 1.48)},{number(y - size * 0.44)}Q{number(x)},{number(y - size * 0.28)} {number(x + size * 1.55)},{number(y - size * 0.52)}",
            stroke=lighter(sail, 0.2),
            width=max(2, size * 0.06),
        )
        easel_glow(easel, sheet, x, y - size * 0.9, size * 0.9)


def tower(easel: Easel, sheet: Sheet, x: float, y: float, size: float, depth: float) -> None:
    """A square watch-tower."""
    tone = far_tone(easel, depth)
    stone = tone("#8a8078")
    with sheet.group("tower"):
        sheet.poly(
            [(x - size * 0.8, y), (x - size * 0.65, y - size * 4.4), (x + size * 0.65, y - size * 4.4), (x + size * 0.8, y)],
            sheet.across(lighter(stone, 0.16), darker(stone, 0.4)),
        )
        sheet.path("".join(box(x + size * (-0.82 + 0.36 * k), y - size * 4.8, size * 0.2, size * 0.45) for k in range(5)), stone)
        sheet.rect(x - size * 0.8, y - size * 4.45, size * 1.6, size * 0.3, darker(stone, 0.2))
        sheet.path("".join(box(x - size * 0.1, y - size * t, size * 0.2, size * 0.4) for t in (1.4, 2.6, 3.7)), pane_colour(easel, stone))


def cabin(easel: Easel, sheet: Sheet, x: float, y: float, size: float, depth: float) -> None:
    """A small house: the feature words 'house', 'cabin', 'hut' and 'cottage'."""
    hues = easel.hues("#a08058", "#5c4038", "#7a4a3a", "#b8543a")
    gable_house(easel, sheet, x, y, size * 2.6, size * 2.2, hues.base, hues.second, depth)
    easel.light(x - size * 0.5, y - size * 0.7, size * 1.6, "#ffb95c", 0.35 * easel.burning("windows"), depth)


def tree(easel: Easel, sheet: Sheet, x: float, y: float, size: float, depth: float) -> None:
    """One old tree."""
    tone = far_tone(easel, depth)
    with sheet.group("tree"):
        broad_tree(
            sheet,
            easel.chance("tree"),
            x,
            y,
            size * 2.5,
            tone("#557a3e"),
            tone("#5a4230"),
            light=easel.hour.sun,
            snow=tone(SNOW) if easel.hour.snowy else "",
            lean=easel.hour.wind * 0.5,
        )


def train(easel: Easel, sheet: Sheet, x: float, y: float, size: float, depth: float) -> None:
    """A locomotive and two carriages."""
    tone = far_tone(easel, depth)
    hues = easel.hues("#3a4a3e", "#6a3430", "#8a7a5a", "#b8463a")
    engine, coach, iron = tone("#2c3236"), tone(hues.accent), tone("#17181c")
    with sheet.group("train"):
        sheet.line([(x - size * 6, y), (x + size * 6, y)], iron, max(3, size * 0.06))
        for k in (0, 1):
            a = x - size * 5.2 + k * size * 3.3
            sheet.rect(a, y - size * 1.55, size * 3.1, size * 1.25, sheet.down(lighter(coach, 0.15), darker(coach, 0.35)), size * 0.12)
            sheet.path(
                "".join(box(a + size * (0.2 + 0.48 * j), y - size * 1.3, size * 0.34, size * 0.45) for j in range(6)), pane_colour(easel, coach)
            )
            sheet.rect(a - size * 0.05, y - size * 1.64, size * 3.2, size * 0.14, darker(coach, 0.5), size * 0.05)
            for j in (0.5, 1.0, 2.1, 2.6):
                sheet.oval(a + size * j, y - size * 0.2, size * 0.2, size * 0.2, iron)
        sheet.rect(x + size * 1.5, y - size * 1.9, size * 1.0, size * 1.6, sheet.down(lighter(engine, 0.15), darker(engine, 0.3)))
        sheet.rect(x + size * 2.4, y - size * 1.35, size * 2.0, size * 0.95, sheet.down(lighter(engine, 0.3), darker(engine, 0.4)), size * 0.2)
        sheet.rect(x + size * 3.8, y - size * 1.9, size * 0.3, size * 0.6, engine)
        sheet.rect(x + size * 1.65, y - size * 1.7, size * 0.6, size * 0.5, pane_colour(easel, engine))
        for j in (1.8, 2.5, 3.2, 3.9):
            sheet.oval(x + size * j, y - size * 0.26, size * 0.28, size * 0.28, iron, stroke=tone("#8a3a30"), width=max(2, size * 0.05))
        easel_glow(easel, sheet, x + size * 4.5, y - size * 0.95, size * 1.1, "#fff0c0", 0.7)
    easel.light(x + size * 4.5, y - size * 0.95, size * 2, "#fff0c0", 0.5 * easel.hour.lamp, depth)
