"""The coast: headlands, swell, a rocky shore to stand on."""

from __future__ import annotations

from collections.abc import Callable

from storyreel.animatic.painter.layers import CANVAS_HEIGHT, CANVAS_WIDTH, Motion, PaintedSet
from storyreel.animatic.painter.places.buildings import gable_house
from storyreel.animatic.painter.places.canvas import closed_path, open_path
from storyreel.animatic.painter.places.features import (
    Spots,
    Water,
    place_afloat,
    place_landmarks,
    place_props,
)
from storyreel.animatic.painter.places.harbour import (
    harbour_foreground,
    has_ferry,
    is_harbour,
    paint_pier,
    paint_quay,
)
from storyreel.animatic.painter.places.open_air import ground_colour, snow_tone, under_sky
from storyreel.animatic.painter.places.palette import darker, lighter
from storyreel.animatic.painter.places.set_builder import SetBuilder
from storyreel.animatic.painter.places.sky import Sun, paint_sky
from storyreel.animatic.painter.places.terrain import at, land, ridge, rock, shimmer, slope, strata, tufts
from storyreel.animatic.painter.places.vessels import ferry
from storyreel.film.colours import mix
from storyreel.film.facts import Seat

HORIZON = 760.0


def paint_coast(builder: SetBuilder) -> PaintedSet:
    """The coast at this hour: wild, or a harbour if the script names what was built there."""
    built = is_harbour(builder.place)
    sun = paint_sky(builder, HORIZON)
    _sea(builder, sun)
    _headland(builder, sun)
    if built:
        _far_houses(builder, sun)
    place_landmarks(
        builder,
        Spots(
            landmarks=(
                (CANVAS_WIDTH * (0.5 - 0.2 * sun.side), 680.0, 66.0),
                (CANVAS_WIDTH * (0.5 - 0.36 * sun.side), 672.0, 50.0),
            ),
            depth=0.3,
            water=Water.SHORE,
        ),
        ("harbour", "crane") if built else (),
    )
    _swell(
        builder,
        lambda: place_afloat(
            builder,
            ((1152 + 260.0 * sun.side, 896.0, 58.0), (1152 - 330.0 * sun.side, 880.0, 44.0)),
            0.5,
            ("harbour", "ferry") if built else (),
        ),
    )
    if built:
        _built_shore(builder, sun)
        return under_sky(builder, sun, 1130, 430, stool=Seat.BOLLARD)
    _shore(builder, sun)
    place_props(
        builder, Spots(props=((560.0, 1085.0, 430.0), (1760.0, 1090.0, 430.0), (300.0, 1060.0, 400.0))), ()
    )
    _foreground(builder)
    return under_sky(builder, sun, 1120, 430, stool=Seat.ROCK)


def _built_shore(builder: SetBuilder, sun: Sun) -> None:
    """The quay with a ferry alongside, or with a pier out over the water."""
    if has_ferry(builder.place):
        canvas = builder.canvas("ferry", 0.84, Motion(bob_y=5, bob_hz=0.1))
        ferry(builder, canvas, 1250.0, 1006.0, 104.0, 0.84)
    else:
        paint_pier(builder, -sun.side)
    paint_quay(builder, sun)
    place_props(
        builder,
        Spots(props=((700.0, 1100.0, 430.0), (1640.0, 1100.0, 430.0), (240.0, 1090.0, 410.0))),
        ("bollard",),
    )
    harbour_foreground(builder)


def _far_houses(builder: SetBuilder, sun: Sun) -> None:
    """White and coloured houses along the headland's shore."""
    canvas, chance = builder.canvas("houses", 0.29), builder.chance("harbour houses")
    for k in range(9):
        x = CANVAS_WIDTH * (0.5 - sun.side * (0.13 + 0.042 * k)) + chance.uniform(-14, 14)
        wide, tall = chance.uniform(64, 96), chance.uniform(70, 104)
        wall = ("#f0ece2", "#e8dcc4", "#f4f0ea", "#d8c0a8")[int(chance.integers(4))]
        gable_house(
            builder,
            canvas,
            x,
            HORIZON + 66 - 70 * min(1.0, 0.12 * k) + chance.uniform(0, 14),
            wide,
            tall,
            wall,
            ("#8a4a3c", "#5a5660", "#7a5a4a")[k % 3],
            0.29,
        )


def _sea(builder: SetBuilder, sun: Sun) -> None:
    hour, chance = builder.hour, builder.chance("sea")
    canvas = builder.canvas("sea", 0.12, Motion(ripple=2.0))
    far = mix(builder.tone("#3f88a4", 1.0), hour.sky[3], 0.35)
    near = builder.tone("#1f5f7c", 0.3)
    canvas.rect(
        0,
        HORIZON,
        CANVAS_WIDTH,
        CANVAS_HEIGHT - HORIZON,
        canvas.down((0, far), (0.25, mix(far, near, 0.6)), (1, darker(near, 0.45))),
    )
    isles = ridge(builder.chance("isles"), HORIZON - 14, 34, waves=1.5)
    with canvas.group("isles"):
        points = [(x, min(y, HORIZON + 2)) for x, y in isles]
        canvas.path(
            closed_path([*points, (CANVAS_WIDTH, HORIZON + 2), (0, HORIZON + 2)]),
            builder.tone("#5a7486", 1.7),
        )
    shimmer(canvas, chance, HORIZON + 4, 1000, mix(far, "#ffffff", 0.4), count=300, opacity=0.35)
    with canvas.group("light on water"):
        shimmer(
            canvas,
            chance,
            HORIZON + 3,
            1000,
            lighter(hour.sun, 0.35),
            count=330,
            centre=sun.x,
            spread=150,
            opacity=0.75 * hour.sun_strength,
        )


def _headland(builder: SetBuilder, sun: Sun) -> None:
    """A cliff on the side away from the sun."""
    canvas, chance = builder.canvas("headland", 0.28), builder.chance("headland")
    colour, light = builder.tone("#6f6256", 0.45), builder.hour.sun
    rough = ridge(chance, 0, 26, waves=8, octaves=5)
    line = []
    for x, wobble in rough:
        reach = x / CANVAS_WIDTH if sun.side < 0 else 1 - x / CANVAS_WIDTH
        rise = max(0.0, (reach - 0.5) / 0.5)
        line.append((x, HORIZON + 70 - 175 * min(1.0, rise * 1.9) ** 0.7 + wobble * min(1.0, rise * 3)))
    cliff = [(x, y) for x, y in line if y < HORIZON + 66]
    first, last = cliff[0][0], cliff[-1][0]
    shape = closed_path([*cliff, (last, HORIZON + 110), (first, HORIZON + 110)])
    with canvas.group("headland", clip=shape):
        canvas.path(
            shape,
            canvas.ramp(
                (0, HORIZON - 140), (0, HORIZON + 110), mix(colour, light, 0.16), darker(colour, 0.55)
            ),
        )
        strata(
            canvas,
            chance,
            (first, HORIZON - 120, last - first, 240),
            darker(colour, 0.5),
            count=420,
            tilt=0.45,
            long=60,
        )
        strata(
            canvas,
            chance,
            (first, HORIZON - 130, last - first, 170),
            mix(colour, light, 0.55),
            count=260,
            tilt=0.45,
            long=34,
            width=2.4,
            opacity=0.55,
        )
        canvas.path(
            open_path([(x, y + 5) for x, y in cliff]),
            stroke=builder.tone(ground_colour(builder, "#6f8a4c"), 0.4),
            width=20 if not builder.hour.snowy else 30,
        )
    canvas.path(open_path(cliff), stroke=light, width=3, opacity=0.5)
    foam = [
        (x, HORIZON + 98 + (index % 3) * 5, x + 26, HORIZON + 98 + (index % 3) * 5)
        for index, (x, _) in enumerate(cliff)
        if index % 2 == 0
    ]
    canvas.scratches(foam, builder.tone("#f0f4f4", 0.2), 6, 0.7)


def _swell(builder: SetBuilder, float_things: Callable[[], None]) -> None:
    """Three rolling waves with what floats between them; a storm raises them."""
    hour, chance = builder.hour, builder.chance("swell")
    rise = 0.5 + 1.5 * hour.wind
    for index, (y, tall, depth) in enumerate(((852, 16, 0.4), (910, 24, 0.55), (978, 34, 0.72))):
        if index == 1:
            float_things()
        motion = Motion(
            drift_x=(16 + 14 * index) * (1 + hour.wind),
            bob_y=(5 + 4 * index) * (0.6 + hour.wind),
            bob_x=6,
            bob_hz=0.16 - 0.02 * index,
            wrap=True,
        )
        canvas = builder.canvas(f"wave-{index + 1}", depth, motion)
        line = ridge(chance, y, tall * rise, waves=7 - index, octaves=4, wraps=True)
        colour = builder.tone(("#3a8098", "#2c6c86", "#225a74")[index], 0.35 - 0.12 * index)
        foam = mix(colour, builder.tone("#ffffff"), 0.62)
        canvas.path(
            land(line),
            canvas.ramp(
                (0, y - tall * rise),
                (0, y + 190),
                (0, lighter(colour, 0.22)),
                (0.25, colour),
                (1, darker(colour, 0.55)),
            ),
        )
        canvas.path(open_path(line), stroke=foam, width=3 + index + 3 * hour.wind, opacity=0.75)
        streaks = []
        for _ in range(110):
            x, near = chance.uniform(0, CANVAS_WIDTH - 90), chance.random() ** 1.6
            top = at(line, x) + 10 + near * 95
            streaks.append((x, top, x + 16 + 60 * chance.random(), top + chance.uniform(-3, 3)))
        canvas.scratches(streaks[:60], foam, 2.4 + index * 0.6, 0.4)
        canvas.scratches(streaks[60:], darker(colour, 0.4), 3, 0.4)
        _whitecaps(builder, index, line, foam)


def _whitecaps(builder: SetBuilder, index: int, line: list[tuple[float, float]], foam: str) -> None:
    """Breaking crests in wind, on the canvas just added."""
    if builder.hour.wind < 0.3:
        return
    canvas, chance = builder.newest, builder.chance(f"whitecaps {index}")
    with canvas.group("weather whitecaps"):
        for _ in range(round(16 * builder.hour.wind)):
            x = chance.uniform(40, CANVAS_WIDTH - 220)
            points = [(x + k * 22, at(line, x + k * 22) - 3 - chance.uniform(0, 9)) for k in range(7)]
            canvas.line(points, foam, 9 * builder.hour.wind + 2, 0.75)


def _shore(builder: SetBuilder, sun: Sun) -> None:
    """Shingle and rocks in front, with a flat rock in the middle to stand or sit on."""
    canvas, chance, hour = builder.canvas("shore", 0.95), builder.chance("shore"), builder.hour
    colour = builder.tone(ground_colour(builder, "#8a7a66"))
    line = ridge(chance, 1050, 16, waves=2.4, octaves=5)
    foam = builder.tone("#f4f6f4")
    canvas.path(open_path([(x, y - 7) for x, y in line]), stroke=foam, width=20, opacity=0.55)
    slope(canvas, line, lighter(colour, 0.1), darker(colour, 0.5), rim=foam, rim_width=6, rim_opacity=0.8)
    strata(
        canvas,
        chance,
        (0, 1065, CANVAS_WIDTH, 230),
        darker(colour, 0.5),
        count=460,
        tilt=0.04,
        long=50,
        width=4,
        opacity=0.4,
    )
    strata(
        canvas,
        chance,
        (0, 1060, CANVAS_WIDTH, 220),
        mix(colour, hour.sun, 0.5),
        count=360,
        tilt=0.0,
        long=26,
        width=3,
        opacity=0.5,
    )
    pebbles = [(chance.uniform(0, CANVAS_WIDTH), chance.uniform(1080, 1290)) for _ in range(150)]
    canvas.scratches(
        [(x, y, x + chance.uniform(3, 16), y) for x, y in pebbles], lighter(colour, 0.25), 11, 0.6
    )
    stone = builder.tone("#5f5a58")
    rock(canvas, chance, 1152, 1096, 560, 100, stone, hour.sun, sun.side, snow_tone(builder))
    for x, wide, tall in ((230, 420, 190), (1990, 520, 230), (1700, 210, 80), (600, 190, 64)):
        rock(canvas, chance, x, 1090, wide, tall, stone, hour.sun, sun.side, snow_tone(builder))
    tufts(
        canvas,
        chance,
        [(x, 1092 + chance.uniform(0, 30)) for x in chance.uniform(0, CANVAS_WIDTH, 22)],
        builder.tone(ground_colour(builder, "#8a8a50")),
        50,
        hour.wind,
    )


def _foreground(builder: SetBuilder) -> None:
    canvas, chance = builder.canvas("foreground", 1.3), builder.chance("foreground")
    dark = darker(builder.tone("#4a4440"), 0.55)
    for x, wide, tall in ((60, 560, 250), (2280, 620, 330), (1960, 330, 120), (420, 300, 90)):
        rock(
            canvas,
            chance,
            x,
            1330,
            wide,
            tall,
            dark,
            mix(dark, builder.hour.sun, 0.35),
            1 if x < 1000 else -1,
            snow_tone(builder),
        )
    points = [(x, 1310) for x in (*chance.uniform(0, 620, 12), *chance.uniform(1780, 2300, 12))]
    tufts(canvas, chance, points, darker(builder.tone("#5a5a38"), 0.5), 150, 0.3 + builder.hour.wind)
