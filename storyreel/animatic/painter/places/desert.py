"""The desert: mesas, dunes with sharp crests, cactus and stones."""

from __future__ import annotations

import numpy as np

from storyreel.animatic.painter.layers import CANVAS_WIDTH, Fall, PaintedSet
from storyreel.animatic.painter.places.canvas import Canvas, Point, closed_path, curve, open_path
from storyreel.animatic.painter.places.features import Spots, place_landmarks, place_props
from storyreel.animatic.painter.places.foliage import cactus
from storyreel.animatic.painter.places.open_air import ground_colour, snow_tone, under_sky
from storyreel.animatic.painter.places.palette import darker, lighter
from storyreel.animatic.painter.places.set_builder import SetBuilder
from storyreel.animatic.painter.places.sky import Sun, paint_sky
from storyreel.animatic.painter.places.terrain import land, rock, shimmer, strata, tufts
from storyreel.film.colours import mix
from storyreel.film.facts import Seat
from storyreel.film.places import Weather

HORIZON = 800.0


def paint_desert(builder: SetBuilder) -> PaintedSet:
    """The desert at this hour."""
    sun = paint_sky(builder, HORIZON)
    sand = builder.hues("#d8a468", "#b06a44", "#8a5a44", "#c8643c").base
    _mesas(builder, sun)
    for index, (depth, y, tall, distance) in enumerate(
        ((0.2, 850, 60, 0.9), (0.38, 915, 80, 0.5), (0.6, 985, 90, 0.22))
    ):
        _dune(builder, sun, index, (depth, y, tall, distance), sand)
        if index == 1:
            place_landmarks(
                builder,
                Spots(
                    landmarks=((1480.0, 905.0, 66.0), (760.0, 905.0, 66.0), (1152.0, 915.0, 66.0)), depth=0.4
                ),
            )
    _near_sand(builder, sun, sand)
    place_props(builder, Spots(props=((620.0, 1090.0, 420.0), (1700.0, 1090.0, 420.0))), ())
    _foreground(builder)
    dust = (Fall("dust", 0.8 if builder.hour.wind > 0.5 else 0.3, 1.4 if builder.hour.wind > 0.5 else 0.3),)
    return under_sky(builder, sun, 1110, 420, stool=Seat.ROCK, extra=dust)


def _mesas(builder: SetBuilder, sun: Sun) -> None:
    canvas, chance = builder.canvas("mesas", 0.1), builder.chance("mesas")
    for row, (foot, distance) in enumerate(((830, 1.5), (850, 1.0))):
        colour = builder.tone("#b0684a", distance)
        for _ in range(3):
            middle, wide, tall = (
                chance.uniform(100, CANVAS_WIDTH - 100),
                chance.uniform(200, 440),
                chance.uniform(90, 250),
            )
            steps = [
                (middle - wide * 0.75, foot),
                (middle - wide * 0.5, foot - tall * 0.45),
                (middle - wide * 0.42, foot - tall * 0.5),
                (middle - wide * 0.4, foot - tall),
            ]
            top = [
                (middle - wide * 0.4 + wide * 0.8 * k / 8, foot - tall + chance.uniform(-7, 7))
                for k in range(9)
            ]
            mirrored = [(2 * middle - x + chance.uniform(-16, 16), y) for x, y in steps[::-1]]
            shape = [*steps, *top, *mirrored]
            canvas.poly(
                shape,
                canvas.ramp(
                    (0, foot - tall),
                    (0, foot),
                    (0, mix(colour, builder.hour.sun, 0.18)),
                    (1, mix(colour, builder.hour.haze, 0.45)),
                ),
            )
            lit = [
                (middle + sun.side * wide * 0.1, foot - tall),
                (middle + sun.side * wide * 0.4, foot - tall),
                (middle + sun.side * wide * 0.5, foot - tall * 0.45),
                (middle + sun.side * wide * 0.16, foot),
            ]
            canvas.poly(lit, mix(colour, builder.hour.sun, 0.6), opacity=0.35)
            bands = [
                (
                    middle - wide * 0.38,
                    foot - tall * t,
                    middle + wide * 0.38,
                    foot - tall * t + chance.uniform(-4, 4),
                )
                for t in (0.62, 0.7, 0.8, 0.9)
            ]
            canvas.scratches(bands, darker(colour, 0.3), 4, 0.35 - 0.1 * row)
            gullies = [(middle + chance.uniform(-0.38, 0.38) * wide, foot - tall * 0.98) for _ in range(12)]
            canvas.scratches(
                [
                    (x, y, x + chance.uniform(-9, 9), foot - tall * chance.uniform(0.4, 0.6))
                    for x, y in gullies
                ],
                darker(colour, 0.4),
                4,
                0.3,
            )


def _dune(
    builder: SetBuilder, sun: Sun, index: int, place: tuple[float, float, float, float], sand: str
) -> None:
    """A dune field: each crest divides a lit from a shaded side."""
    depth, y, tall, distance = place
    canvas, chance = builder.canvas(f"dunes-{index + 1}", depth), builder.chance(f"dunes {index}")
    colour = builder.tone(ground_colour(builder, sand), distance)
    line: list[Point] = []
    crests = np.sort(chance.uniform(0, CANVAS_WIDTH, 4))
    for step in range(145):
        x = CANVAS_WIDTH * step / 144
        rise = max(tall * (1 - abs(x - crest) / (320 + 120 * k)) for k, crest in enumerate(crests))
        line.append((x, y - max(rise, -10) + 8 * np.sin(x / 90 + index)))
    canvas.path(
        land(line),
        canvas.ramp(
            (0, y - tall),
            (0, y + 150),
            mix(lighter(colour, 0.12), builder.hour.sun, 0.3),
            mix(colour, builder.hour.haze, 0.2),
        ),
    )
    for crest in crests:
        top = y - tall + 8 * np.sin(crest / 90 + index)
        away = -sun.side
        canvas.path(
            closed_path(
                [
                    (crest, top + 2),
                    (crest + away * 330, y + 12),
                    (crest + away * 210, y + 90),
                    (crest + away * 60, y + 70),
                    (crest + away * 34, y + 10),
                ]
            ),
            darker(colour, 0.34),
            opacity=0.55,
        )
    canvas.path(open_path(line), stroke=builder.hour.sun, width=2.5, opacity=0.45)
    _wind_marks(canvas, chance, y + 20, y + 120, darker(colour, 0.3), 40)


def _wind_marks(
    canvas: Canvas, chance: np.random.Generator, top: float, foot: float, colour: str, count: int
) -> None:
    for _ in range(count // 8):
        x, y, wide = chance.uniform(-100, CANVAS_WIDTH), chance.uniform(top, foot), chance.uniform(160, 420)
        for row in range(6):
            points = [
                (x + wide * t + row * 16, y + row * 9 + 5 * np.sin(t * 9 + row))
                for t in (0, 0.25, 0.5, 0.75, 1.0)
            ]
            canvas.path(curve(points), stroke=colour, width=2.4, opacity=0.3)


def _near_sand(builder: SetBuilder, sun: Sun, sand: str) -> None:
    canvas, chance, hour = builder.canvas("ground", 0.95), builder.chance("ground"), builder.hour
    colour = builder.tone(ground_colour(builder, sand))
    line = [(CANVAS_WIDTH * k / 40, 1050 + 16 * np.sin(k * 0.3 + chance.uniform(0, 0.3))) for k in range(41)]
    canvas.path(
        land(line),
        canvas.ramp((0, 1040), (0, 1296), mix(lighter(colour, 0.1), hour.sun, 0.25), darker(colour, 0.42)),
    )
    canvas.path(open_path(line), stroke=hour.sun, width=3, opacity=0.4)
    _wind_marks(canvas, chance, 1075, 1270, darker(colour, 0.34), 130)
    shimmer(canvas, chance, 1060, 1290, lighter(colour, 0.35), count=150, opacity=0.4)
    green = builder.tone("#5c7a4c")
    for x, y, tall in ((330, 1090, 400), (2010, 1080, 330), (1830, 1070, 150)):
        cactus(canvas, x, y, tall, green, hour.sun, sun.side)
    stone = builder.tone("#a06a4c")
    rock(canvas, chance, 1140, 1104, 420, 96, stone, hour.sun, sun.side, snow_tone(builder))
    for x, wide, tall in ((560, 170, 70), (1560, 230, 80), (1660, 110, 44)):
        rock(canvas, chance, x, 1090, wide, tall, stone, hour.sun, sun.side, snow_tone(builder))
    tufts(
        canvas,
        chance,
        [(x, 1092 + chance.uniform(0, 50)) for x in chance.uniform(0, CANVAS_WIDTH, 16)],
        builder.tone("#9a8a50"),
        44,
        0.2 + hour.wind,
    )
    if hour.weather in (Weather.RAIN, Weather.STORM):
        shimmer(canvas, chance, 1090, 1290, mix(colour, hour.sky[3], 0.6), count=90, opacity=0.5)


def _foreground(builder: SetBuilder) -> None:
    canvas, chance = builder.canvas("foreground", 1.3), builder.chance("foreground")
    dark = darker(builder.tone("#7a4c38"), 0.55)
    for x, wide, tall in ((20, 520, 300), (2300, 560, 380), (2000, 320, 110), (360, 260, 80)):
        rock(
            canvas,
            chance,
            x,
            1330,
            wide,
            tall,
            dark,
            builder.hour.sun,
            1 if x < 1000 else -1,
            snow_tone(builder),
        )
    tufts(
        canvas,
        chance,
        [(x, 1310) for x in (*chance.uniform(100, 560, 9), *chance.uniform(1800, 2200, 9))],
        darker(builder.tone("#8a7a48"), 0.5),
        130,
        0.2 + builder.hour.wind,
    )
    strata(canvas, chance, (0, 1120, 260, 180), darker(dark, 0.4), count=40, tilt=0.3, opacity=0.5)
