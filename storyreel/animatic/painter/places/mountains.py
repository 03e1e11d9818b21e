"""Mountains: snowy ranges one behind another, firs on the slopes, a meadow ledge to stand on."""

from __future__ import annotations

from storyreel.animatic.painter.layers import CANVAS_WIDTH, PaintedSet
from storyreel.animatic.painter.places.canvas import Canvas, Point, closed_path, open_path
from storyreel.animatic.painter.places.features import Spots, place_landmarks, place_props
from storyreel.animatic.painter.places.foliage import pine
from storyreel.animatic.painter.places.open_air import (
    grassy_foreground,
    ground_colour,
    meadow,
    snow_tone,
    under_sky,
)
from storyreel.animatic.painter.places.palette import darker, lighter
from storyreel.animatic.painter.places.set_builder import SetBuilder
from storyreel.animatic.painter.places.sky import Sun, paint_mist, paint_sky
from storyreel.animatic.painter.places.terrain import at, crags, land, ridge, rock, slope, strata
from storyreel.film.colours import mix
from storyreel.film.facts import Seat
from storyreel.film.places import Weather


def paint_mountains(builder: SetBuilder) -> PaintedSet:
    """The mountains at this hour."""
    sun = paint_sky(builder, 820)
    for index, (depth, y, height, distance) in enumerate(
        ((0.08, 830, 430, 1.5), (0.16, 880, 420, 0.85), (0.26, 930, 300, 0.5))
    ):
        _range(builder, sun, index, depth, y, height, distance)
    paint_mist(
        builder,
        "valley-mist",
        880,
        240,
        0.3,
        0.9 if builder.hour.weather is Weather.FOG else 0.45,
        lighter(builder.hour.haze, 0.2),
    )
    place_landmarks(
        builder,
        Spots(landmarks=((760.0, 940.0, 60.0), (1560.0, 930.0, 56.0), (1152.0, 960.0, 60.0)), depth=0.4),
    )
    _wooded_slopes(builder, sun)
    _ledge(builder, sun)
    place_props(builder, Spots(props=((560.0, 1080.0, 420.0), (1740.0, 1085.0, 420.0))), ())
    _foreground(builder)
    return under_sky(builder, sun, 1120, 420, stool=Seat.ROCK)


def _range(
    builder: SetBuilder, sun: Sun, index: int, depth: float, y: float, height: float, distance: float
) -> None:
    canvas, chance = builder.canvas(f"range-{index + 1}", depth), builder.chance(f"range {index}")
    line = crags(chance, y, height, peaks=4 + index)
    stone = builder.tone(ground_colour(builder, "#6c7386") if builder.hour.snowy else "#6c7386", distance)
    canvas.path(
        land(line),
        canvas.ramp(
            (0, y - height),
            (0, y + 130),
            (0, darker(stone, 0.12)),
            (0.6, stone),
            (1, mix(stone, builder.hour.haze, 0.6)),
        ),
    )
    with canvas.group("lit faces"):
        _faces(
            canvas,
            line,
            sun.side,
            mix(
                stone,
                mix(builder.hour.sun, builder.hour.haze, 0.25 * distance),
                0.16 + 0.3 * builder.hour.sun_strength / (1 + distance),
            ),
            y,
        )
    white = builder.tone("#f2f6fc", distance * 0.8)
    with canvas.group("snowfields"):
        _snowfields(
            canvas,
            builder,
            index,
            line,
            white,
            y - height * (0.42 if not builder.hour.snowy else 0.2),
            sun.side,
        )
    strata(
        canvas,
        chance,
        (0, y - height * 0.4, CANVAS_WIDTH, height * 0.3),
        darker(stone, 0.35),
        count=70,
        tilt=1.0 * -sun.side,
        long=70,
        width=3,
        opacity=0.22,
    )


def _peaks(line: list[Point], reach: int = 9) -> list[int]:
    """Indices of points higher than all within `reach` of them."""
    return [
        index
        for index in range(reach, len(line) - reach)
        if line[index][1] == min(y for _, y in line[index - reach : index + reach + 1])
    ]


def _faces(canvas: Canvas, line: list[Point], side: int, colour: str, foot: float) -> None:
    """The side of each peak that looks at the sun."""
    shapes = []
    for peak in _peaks(line):
        flank, index = [line[peak]], peak
        while (
            0 < index < len(line) - 1
            and abs(index - peak) < 26
            and line[index + side][1] > line[index][1] - 9
        ):
            index += side
            flank.append(line[index])
        if len(flank) < 5:
            continue
        (x, y), (end_x, end_y) = flank[0], flank[-1]
        inner = [
            (x + (end_x - x) * t * 0.42 + (10 if k % 2 else -12), y + (min(foot, end_y + 90) - y) * t)
            for k, t in enumerate((1.0, 0.8, 0.6, 0.4, 0.2))
        ]
        shapes.append(closed_path([*flank, *inner]))
    canvas.path("".join(shapes), colour, opacity=0.5)


def _snowfields(
    canvas: Canvas, builder: SetBuilder, index: int, line: list[Point], white: str, limit: float, side: int
) -> None:
    """Snow above a height, with a ragged lower edge that runs down the gullies."""
    chance = builder.chance(f"snow {index}")
    run: list[Point] = []
    shapes, shades = [], []
    for x, y in [*line, (CANVAS_WIDTH + 1.0, limit + 1)]:
        if y < limit and x <= CANVAS_WIDTH:
            run.append((x, y))
            continue
        if len(run) > 3:
            lower = [
                (px + chance.uniform(-6, 6), py + (limit - py) * chance.uniform(0.35, 1.0) + 8)
                for px, py in run[::-1]
            ]
            shapes.append(closed_path([*run, *lower]))
            top = min(run, key=lambda point: point[1])
            shaded = [point for point in run if (point[0] - top[0]) * side <= 0]
            if len(shaded) > 2:
                shades.append(
                    closed_path([*shaded, *[(px, py + (limit - py) * 0.5) for px, py in shaded[::-1]]])
                )
        run = []
    canvas.path("".join(shapes), white)
    canvas.path("".join(shades), mix(white, builder.tone("#6a7aa8", 0.6), 0.6), opacity=0.5)


def _wooded_slopes(builder: SetBuilder, sun: Sun) -> None:
    canvas, chance, hour = builder.canvas("woods", 0.5), builder.chance("woods"), builder.hour
    line = ridge(chance, 985, 70, waves=1.3, octaves=4)
    green = builder.tone(ground_colour(builder, "#55704a"), 0.3)
    slope(canvas, line, lighter(green, 0.06), darker(green, 0.3))
    for x in sorted(chance.uniform(-20, CANVAS_WIDTH + 20, 64), key=lambda value: -abs(value - 1152)):
        tall, shade = chance.uniform(90, 210) * (0.55 + 0.75 * abs(x - 1152) / 1152), chance.random()
        pine(
            canvas,
            chance,
            x,
            at(line, x) + 20,
            tall,
            mix(builder.tone("#2f5844", 0.3), builder.tone("#5a7a4a", 0.3), shade * 0.6),
            light=hour.sun,
            side=1 if sun.x > x else -1,
            snow=snow_tone(builder, 0.3),
            lean=0.4 * hour.wind,
        )


def _ledge(builder: SetBuilder, sun: Sun) -> None:
    canvas, chance, hour = builder.canvas("ledge", 0.95), builder.chance("ledge"), builder.hour
    line = ridge(chance, 1052, 22, waves=1.6, octaves=5)
    green = builder.tone(ground_colour(builder, "#6f8a4a"))
    slope(canvas, line, mix(green, hour.sun, 0.22), darker(green, 0.62), rim=hour.sun, rim_opacity=0.4)
    meadow(
        builder,
        canvas,
        1056,
        "#7a9450",
        spread=220,
        count=760,
        tall=26,
        flowers=("#f4f0e0", "#e0b83c", "#a88ad0"),
    )
    stone = builder.tone("#74747a")
    for x, y, wide, tall in (
        (300, 1092, 330, 120),
        (1130, 1104, 400, 92),
        (1840, 1100, 280, 96),
        (1430, 1078, 120, 44),
    ):
        rock(canvas, chance, x, y, wide, tall, stone, hour.sun, sun.side, snow_tone(builder))
    canvas.path(
        open_path([(x, y - 2) for x, y in line]), stroke=mix(green, hour.sun, 0.5), width=3, opacity=0.4
    )


def _foreground(builder: SetBuilder) -> None:
    canvas = grassy_foreground(builder, "#4f6238", tall=120)
    chance = builder.chance("near firs")
    dark = darker(builder.tone("#24402f"), 0.45)
    for x, tall in ((20, 1240), (2290, 1120)):
        pine(
            canvas,
            chance,
            x,
            1330,
            tall,
            dark,
            light=builder.hour.sun,
            side=1 if x < 1000 else -1,
            snow=snow_tone(builder),
            lean=0.2 * builder.hour.wind,
        )
