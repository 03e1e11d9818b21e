"""The coast: headlands, swell, a rocky shore to stand on."""

from __future__ import annotations

from collections.abc import Callable

from storyreel.animatic.painter.layers import CANVAS_HEIGHT, CANVAS_WIDTH, Motion, PaintedSet
from storyreel.animatic.painter.places.buildings import gable_house
from storyreel.animatic.painter.places.easel import Easel
from storyreel.animatic.painter.places.features import Spots, Water, place_afloat, place_landmarks, place_props
from storyreel.animatic.painter.places.harbour import harbour_foreground, has_ferry, is_harbour, paint_pier, paint_quay
from storyreel.animatic.painter.places.open_air import ground_colour, snow_tone, under_sky
from storyreel.animatic.painter.places.palette import darker, lighter
from storyreel.animatic.painter.places.sheet import closed_path, open_path
from storyreel.animatic.painter.places.sky import Sun, paint_sky
from storyreel.animatic.painter.places.terrain import at, land, ridge, rock, shimmer, slope, strata, tufts
from storyreel.animatic.painter.places.vessels import ferry
from storyreel.film.colours import mix
from storyreel.film.facts import Seat

HORIZON = 760.0


def paint_coast(easel: Easel) -> PaintedSet:
    """The coast at this hour: wild, or a harbour where the script names what was built there."""
    built = is_harbour(easel.place)
    sun = paint_sky(easel, HORIZON)
    _sea(easel, sun)
    _headland(easel, sun)
    if built:
        _far_houses(easel, sun)
    place_landmarks(
        easel,
        Spots(
            landmarks=((CANVAS_WIDTH * (0.5 - 0.2 * sun.side), 680.0, 66.0), (CANVAS_WIDTH * (0.5 - 0.36 * sun.side), 672.0, 50.0)),
            depth=0.3,
            water=Water.SHORE,
        ),
        ("harbour", "crane") if built else (),
    )
    _swell(
        easel,
        lambda: place_afloat(
            easel, ((1152 + 260.0 * sun.side, 896.0, 58.0), (1152 - 330.0 * sun.side, 880.0, 44.0)), 0.5, ("harbour", "ferry") if built else ()
        ),
    )
    if built:
        _built_shore(easel, sun)
        return under_sky(easel, sun, 1130, 430, stool=Seat.BOLLARD)
    _shore(easel, sun)
    place_props(easel, Spots(props=((560.0, 1085.0, 430.0), (1760.0, 1090.0, 430.0), (300.0, 1060.0, 400.0))), ())
    _foreground(easel)
    return under_sky(easel, sun, 1120, 430, stool=Seat.ROCK)


def _built_shore(easel: Easel, sun: Sun) -> None:
    """The quay with a ferry alongside, or with a pier out over the water."""
    if has_ferry(easel.place):
        sheet = easel.sheet("ferry", 0.84, Motion(bob_y=5, bob_hz=0.1))
        ferry(easel, sheet, 1250.0, 1006.0, 104.0, 0.84)
    else:
        paint_pier(easel, -sun.side)
    paint_quay(easel, sun)
    place_props(easel, Spots(props=((700.0, 1100.0, 430.0), (1640.0, 1100.0, 430.0), (240.0, 1090.0, 410.0))), ("bollard",))
    harbour_foreground(easel)


def _far_houses(easel: Easel, sun: Sun) -> None:
    """White and coloured houses along the headland's shore."""
    sheet, chance = easel.sheet("houses", 0.29), easel.chance("harbour houses")
    for k in range(9):
        x = CANVAS_WIDTH * (0.5 - sun.side * (0.13 + 0.042 * k)) + chance.uniform(-14, 14)
        wide, tall = chance.uniform(64, 96), chance.uniform(70, 104)
        wall = ("#f0ece2", "#e8dcc4", "#f4f0ea", "#d8c0a8")[int(chance.integers(4))]
        gable_house(
            easel,
            sheet,
            x,
            HORIZON + 66 - 70 * min(1.0, 0.12 * k) + chance.uniform(0, 14),
            wide,
            tall,
            wall,
            ("#8a4a3c", "#5a5660", "#7a5a4a")[k % 3],
            0.29,
        )


def _sea(easel: Easel, sun: Sun) -> None:
    hour, chance = easel.hour, easel.chance("sea")
    sheet = easel.sheet("sea", 0.12, Motion(ripple=2.0))
    far = mix(easel.tone("#3f88a4", 1.0), hour.sky[3], 0.35)
    near = easel.tone("#1f5f7c", 0.3)
    sheet.rect(0, HORIZON, CANVAS_WIDTH, CANVAS_HEIGHT - HORIZON, sheet.down((0, far), (0.25, mix(far, near, 0.6)), (1, darker(near, 0.45))))
    isles = ridge(easel.chance("isles"), HORIZON - 14, 34, waves=1.5)
    with sheet.group("isles"):
        points = [(x, min(y, HORIZON + 2)) for x, y in isles]
        sheet.path(closed_path([*points, (CANVAS_WIDTH, HORIZON + 2), (0, HORIZON + 2)]), easel.tone("#5a7486", 1.7))
    shimmer(sheet, chance, HORIZON + 4, 1000, mix(far, "#ffffff", 0.4), count=300, opacity=0.35)
    with sheet.group("light on water"):
        shimmer(sheet, chance, HORIZON + 3, 1000, lighter(hour.sun, 0.35), count=330, centre=sun.x, spread=150, opacity=0.75 * hour.sun_strength)


def _headland(easel: Easel, sun: Sun) -> None:
    """A cliff on the side away from the sun."""
    sheet, chance = easel.sheet("headland", 0.28), easel.chance("headland")
    colour, light = easel.tone("#6f6256", 0.45), easel.hour.sun
    rough = ridge(chance, 0, 26, waves=8, octaves=5)
    line = []
    for x, wobble in rough:
        reach = x / CANVAS_WIDTH if sun.side < 0 else 1 - x / CANVAS_WIDTH
        rise = max(0.0, (reach - 0.5) / 0.5)
        line.append((x, HORIZON + 70 - 175 * min(1.0, rise * 1.9) ** 0.7 + wobble * min(1.0, rise * 3)))
    cliff = [(x, y) for x, y in line if y < HORIZON + 66]
    first, last = cliff[0][0], cliff[-1][0]
    shape = closed_path([*cliff, (last, HORIZON + 110), (first, HORIZON + 110)])
    with sheet.group("headland", clip=shape):
        sheet.path(shape, sheet.ramp((0, HORIZON - 140), (0, HORIZON + 110), mix(colour, light, 0.16), darker(colour, 0.55)))
        strata(sheet, chance, (first, HORIZON - 120, last - first, 240), darker(colour, 0.5), count=420, tilt=0.45, long=60)
        strata(
            sheet, chance, (first, HORIZON - 130, last - first, 170), mix(colour, light, 0.55), count=260, tilt=0.45, long=34, width=2.4, opacity=0.55
        )
        sheet.path(
            open_path([(x, y + 5) for x, y in cliff]),
            stroke=easel.tone(ground_colour(easel, "#6f8a4c"), 0.4),
            width=20 if not easel.hour.snowy else 30,
        )
    sheet.path(open_path(cliff), stroke=light, width=3, opacity=0.5)
    foam = [(x, HORIZON + 98 + (index % 3) * 5, x + 26, HORIZON + 98 + (index % 3) * 5) for index, (x, _) in enumerate(cliff) if index % 2 == 0]
    sheet.scratches(foam, easel.tone("#f0f4f4", 0.2), 6, 0.7)


def _swell(easel: Easel, float_things: Callable[[], None]) -> None:
    """Three rolling waves with what floats between them; a storm raises them."""
    hour, chance = easel.hour, easel.chance("swell")
    rise = 0.5 + 1.5 * hour.wind
    for index, (y, tall, depth) in enumerate(((852, 16, 0.4), (910, 24, 0.55), (978, 34, 0.72))):
        if index == 1:
            float_things()
        motion = Motion(
            drift_x=(16 + 14 * index) * (1 + hour.wind), bob_y=(5 + 4 * index) * (0.6 + hour.wind), bob_x=6, bob_hz=0.16 - 0.02 * index, wrap=True
        )
        sheet = easel.sheet(f"wave-{index + 1}", depth, motion)
        line = ridge(chance, y, tall * rise, waves=7 - index, octaves=4, wraps=True)
        colour = easel.tone(("#3a8098", "#2c6c86", "#225a74")[index], 0.35 - 0.12 * index)
        foam = mix(colour, easel.tone("#ffffff"), 0.62)
        sheet.path(land(line), sheet.ramp((0, y - tall * rise), (0, y + 190), (0, lighter(colour, 0.22)), (0.25, colour), (1, darker(colour, 0.55))))
        sheet.path(open_path(line), stroke=foam, width=3 + index + 3 * hour.wind, opacity=0.75)
        streaks = []
        for _ in range(110):
            x, near = chance.uniform(0, CANVAS_WIDTH - 90), chance.random() ** 1.6
            top = at(line, x) + 10 + near * 95
            streaks.append((x, top, x + 16 + 60 * chance.random(), top + chance.uniform(-3, 3)))
        sheet.scratches(streaks[:60], foam, 2.4 + index * 0.6, 0.4)
        sheet.scratches(streaks[60:], darker(colour, 0.4), 3, 0.4)
        _whitecaps(easel, index, line, foam)


def _whitecaps(easel: Easel, index: int, line: list[tuple[float, float]], foam: str) -> None:
    """Breaking crests in wind, on the sheet just added."""
    if easel.hour.wind < 0.3:
        return
    sheet, chance = easel.newest, easel.chance(f"whitecaps {index}")
    with sheet.group("weather whitecaps"):
        for _ in range(round(16 * easel.hour.wind)):
            x = chance.uniform(40, CANVAS_WIDTH - 220)
            points = [(x + k * 22, at(line, x + k * 22) - 3 - chance.uniform(0, 9)) for k in range(7)]
            sheet.line(points, foam, 9 * easel.hour.wind + 2, 0.75)


def _shore(easel: Easel, sun: Sun) -> None:
    """Shingle and rocks in front, with a flat rock in the middle to stand or sit on."""
    sheet, chance, hour = easel.sheet("shore", 0.95), easel.chance("shore"), easel.hour
    colour = easel.tone(ground_colour(easel, "#8a7a66"))
    line = ridge(chance, 1050, 16, waves=2.4, octaves=5)
    foam = easel.tone("#f4f6f4")
    sheet.path(open_path([(x, y - 7) for x, y in line]), stroke=foam, width=20, opacity=0.55)
    slope(sheet, line, lighter(colour, 0.1), darker(colour, 0.5), rim=foam, rim_width=6, rim_opacity=0.8)
    strata(sheet, chance, (0, 1065, CANVAS_WIDTH, 230), darker(colour, 0.5), count=460, tilt=0.04, long=50, width=4, opacity=0.4)
    strata(sheet, chance, (0, 1060, CANVAS_WIDTH, 220), mix(colour, hour.sun, 0.5), count=360, tilt=0.0, long=26, width=3, opacity=0.5)
    pebbles = [(chance.uniform(0, CANVAS_WIDTH), chance.uniform(1080, 1290)) for _ in range(150)]
    sheet.scratches([(x, y, x + chance.uniform(3, 16), y) for x, y in pebbles], lighter(colour, 0.25), 11, 0.6)
    stone = easel.tone("#5f5a58")
    rock(sheet, chance, 1152, 1096, 560, 100, stone, hour.sun, sun.side, snow_tone(easel))
    for x, wide, tall in ((230, 420, 190), (1990, 520, 230), (1700, 210, 80), (600, 190, 64)):
        rock(sheet, chance, x, 1090, wide, tall, stone, hour.sun, sun.side, snow_tone(easel))
    tufts(
        sheet,
        chance,
        [(x, 1092 + chance.uniform(0, 30)) for x in chance.uniform(0, CANVAS_WIDTH, 22)],
        easel.tone(ground_colour(easel, "#8a8a50")),
        50,
        hour.wind,
    )


def _foreground(easel: Easel) -> None:
    sheet, chance = easel.sheet("foreground", 1.3), easel.chance("foreground")
    dark = darker(easel.tone("#4a4440"), 0.55)
    for x, wide, tall in ((60, 560, 250), (2280, 620, 330), (1960, 330, 120), (420, 300, 90)):
        rock(sheet, chance, x, 1330, wide, tall, dark, mix(dark, easel.hour.sun, 0.35), 1 if x < 1000 else -1, snow_tone(easel))
    points = [(x, 1310) for x in (*chance.uniform(0, 620, 12), *chance.uniform(1780, 2300, 12))]
    tufts(sheet, chance, points, darker(easel.tone("#5a5a38"), 0.5), 150, 0.3 + easel.hour.wind)
