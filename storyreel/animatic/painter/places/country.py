"""Open country and villages: hills with fields and hedges, a lane, houses round a green."""

from __future__ import annotations

from itertools import pairwise

from storyreel.animatic.painter.layers import CANVAS_HEIGHT, CANVAS_WIDTH, PaintedSet
from storyreel.animatic.painter.places import lamps, roadside, seats
from storyreel.animatic.painter.places.buildings import church, gable_house
from storyreel.animatic.painter.places.canvas import Canvas, Point, closed_path, open_path
from storyreel.animatic.painter.places.distance import far_tone
from storyreel.animatic.painter.places.dressing import bush_pot
from storyreel.animatic.painter.places.features import Spots, place_landmarks, place_props
from storyreel.animatic.painter.places.foliage import bare_tree, broad_tree, bush, shrub_line
from storyreel.animatic.painter.places.open_air import (
    grassy_foreground,
    ground_colour,
    meadow,
    overhanging,
    snow_tone,
    under_sky,
)
from storyreel.animatic.painter.places.palette import darker, lighter
from storyreel.animatic.painter.places.set_builder import SetBuilder
from storyreel.animatic.painter.places.sky import Sun, paint_mist, paint_sky
from storyreel.animatic.painter.places.surfaces import stone as stonework
from storyreel.animatic.painter.places.terrain import at, ground_shadow, path_to, ridge, slope, strata
from storyreel.animatic.painter.places.vocabulary import wanted
from storyreel.film.colours import mix
from storyreel.film.facts import Seat
from storyreel.film.places import Weather

FIELDS = ("#8aa04c", "#b8a650", "#7a9a58", "#c8b060", "#6a8a4c", "#a0a858")


def paint_open_country(builder: SetBuilder) -> PaintedSet:
    """Rolling fields with a lane and an old tree."""
    sun = paint_sky(builder, 800)
    _far_hills(builder, ((0.08, 790, 70, 1.5), (0.16, 850, 80, 0.9)))
    _fields(builder, sun)
    place_landmarks(
        builder,
        Spots(
            landmarks=(
                (1152 + 330.0 * sun.side, 915.0, 74.0),
                (1152 - 220.0 * sun.side, 920.0, 66.0),
                (1152 + 620.0 * sun.side, 915.0, 66.0),
            ),
            depth=0.36,
        ),
    )
    if builder.hour.weather is Weather.FOG:
        paint_mist(builder, "field-mist", 930, 300, 0.5, 0.9, lighter(builder.hour.haze, 0.2))
    _near_field(builder, sun)
    place_props(
        builder,
        Spots(props=((640.0, 1090.0, 420.0), (1680.0, 1090.0, 420.0), (1330.0, 1050.0, 400.0))),
        ("tree",),
    )
    canvas = grassy_foreground(builder, "#4f6a34")
    overhanging(builder, canvas, "#3f6234", sides=(-sun.side,))
    return under_sky(builder, sun, 1115, 420, stool=Seat.BENCH)


def _far_hills(builder: SetBuilder, rows: tuple[tuple[float, float, float, float], ...]) -> None:
    for index, (depth, y, tall, distance) in enumerate(rows):
        canvas, chance = builder.canvas(f"hills-{index + 1}", depth), builder.chance(f"hills {index}")
        line = ridge(chance, y, tall, waves=1.4 + index, octaves=4)
        colour = builder.tone(ground_colour(builder, ("#7a90a0", "#6f9268")[index]), distance)
        slope(canvas, line, colour, mix(colour, builder.hour.haze, 0.5), depth=y + 200)
        points = [(x, at(line, x) + 4) for x in chance.uniform(0, CANVAS_WIDTH, 40)]
        shrub_line(
            canvas,
            chance,
            points,
            20 + 16 * index,
            darker(builder.tone("#4a7058", distance), 0.1),
            builder.hour.sun,
        )


def _fields(builder: SetBuilder, sun: Sun) -> None:
    """A patchwork on two slopes, divided by hedges."""
    for index, (depth, y, tall, distance) in enumerate(((0.26, 890, 60, 0.55), (0.45, 960, 50, 0.28))):
        canvas, chance = builder.canvas(f"fields-{index + 1}", depth), builder.chance(f"fields {index}")
        line = ridge(chance, y, tall, waves=1.2 + index, octaves=3)
        slope(
            canvas,
            line,
            builder.tone(ground_colour(builder, FIELDS[2 * index]), distance),
            builder.tone(ground_colour(builder, FIELDS[2 * index + 1]), distance),
            rim=builder.hour.sun,
            rim_opacity=0.3,
        )
        edges = sorted(chance.uniform(-100, CANVAS_WIDTH + 100, 7))
        for field, (left, right) in enumerate(pairwise(edges)):
            shape = _strip(line, left, right)
            colour = builder.tone(ground_colour(builder, FIELDS[(field + index) % len(FIELDS)]), distance)
            canvas.poly(shape, colour, opacity=0.9)
            rows = [
                (
                    left + (right - left) * k / 9,
                    at(line, left + (right - left) * k / 9) + 6,
                    1152 + (left + (right - left) * k / 9 - 1152) * 1.35,
                    at(line, left) + 190,
                )
                for k in range(10)
            ]
            canvas.scratches(rows, darker(colour, 0.25), 3, 0.35)
        for left in edges:
            hedge = [
                (1152 + (left - 1152) * (1 + 0.35 * t), at(line, left) + 4 + 180 * t)
                for t in (0, 0.12, 0.26, 0.42, 0.6, 0.8, 1.0)
            ]
            shrub_line(
                canvas,
                chance,
                hedge,
                26 + 14 * index,
                builder.tone("#48663c" if not builder.hour.snowy else "#7c8a80", distance),
                builder.hour.sun,
            )
        for x in chance.uniform(0, CANVAS_WIDTH, 6):
            broad_tree(
                canvas,
                chance,
                x,
                at(line, x) + 10,
                90 + 60 * index,
                builder.tone("#56803f", distance),
                builder.tone("#5a4632", distance),
                light=builder.hour.sun,
                side=sun.side,
                snow=snow_tone(builder, distance),
                lean=0.4 * builder.hour.wind,
            )


def _strip(line: list[Point], left: float, right: float) -> list[Point]:
    top = [(left + (right - left) * k / 8, at(line, left + (right - left) * k / 8)) for k in range(9)]
    return [
        *top,
        (1152 + (right - 1152) * 1.35, at(line, right) + 190),
        (1152 + (left - 1152) * 1.35, at(line, left) + 190),
    ]


def _near_field(builder: SetBuilder, sun: Sun) -> None:
    canvas, chance, hour = builder.canvas("ground", 0.95), builder.chance("ground"), builder.hour
    green = builder.tone(ground_colour(builder, "#7a9448"))
    line = ridge(chance, 1030, 20, waves=1.3, octaves=4)
    slope(
        canvas,
        line,
        mix(lighter(green, 0.06), hour.sun, 0.2),
        darker(green, 0.58),
        rim=hour.sun,
        rim_opacity=0.45,
    )
    lane = builder.tone(ground_colour(builder, "#b89a70"))
    path_to(canvas, (1220, 1026), 1020, 22, 400, darker(lane, 0.32), mix(lane, hour.sun, 0.25))
    strata(
        canvas, chance, (760, 1080, 700, 210), darker(lane, 0.5), count=80, tilt=1.4, long=70, opacity=0.25
    )
    meadow(
        builder,
        canvas,
        1034,
        "#86a04c",
        spread=240,
        count=900,
        tall=34,
        flowers=("#f0e4c8", "#d8483c", "#e8c23c", "#7a8ad0"),
    )
    x = 330.0 if sun.side > 0 else 1990.0
    ground_shadow(canvas, x - sun.side * 60, 1094, 330, 0.5)
    with canvas.group("tree"):
        broad_tree(
            canvas,
            builder.chance("tree"),
            x,
            1090,
            830,
            builder.tone("#5c8440"),
            builder.tone("#5a4230"),
            light=hour.sun,
            side=sun.side,
            snow=snow_tone(builder),
            lean=0.5 * hour.wind,
        )
    other = CANVAS_WIDTH - x
    roadside.fence(
        builder,
        canvas,
        min(other, 1560) if other > 1152 else -40,
        CANVAS_WIDTH + 40 if other > 1152 else 740,
        1076,
        250,
        0.95,
    )
    if "bench" not in wanted(builder.place):
        seats.bench(builder, canvas, 1152, 1108, 400, 0.95)


def paint_village(builder: SetBuilder) -> PaintedSet:
    """Houses round a green, the church behind, a wet or snowy lane between."""
    sun = paint_sky(builder, 790)
    _far_hills(builder, ((0.1, 800, 90, 1.1),))
    words = wanted(builder.place)
    row = builder.canvas("far-houses", 0.32)
    if "church" not in words:
        church(builder, row, 1380 if sun.side < 0 else 840, 935, 62, 0.32)
    _house_row(builder, row, 0.32, 950, 230, "far", (-60, CANVAS_WIDTH + 60))
    place_landmarks(
        builder,
        Spots(landmarks=((1152.0, 945.0, 72.0), (760.0, 950.0, 66.0), (1560.0, 950.0, 66.0)), depth=0.4),
    )
    _village_trees(builder, sun)
    near = builder.canvas("near-houses", 0.62)
    _house_row(builder, near, 0.62, 1020, 560, "left", (-220, 560))
    _house_row(builder, near, 0.62, 1020, 560, "right", (1740, 2540))
    _green(builder)
    place_props(
        builder,
        Spots(props=((640.0, 1085.0, 420.0), (1660.0, 1085.0, 420.0), (1380.0, 1060.0, 400.0))),
        ("house", "church") if "church" not in words else ("house",),
    )
    _village_foreground(builder)
    return under_sky(builder, sun, 1115, 430, stool=Seat.BENCH)


def _house_row(
    builder: SetBuilder,
    canvas: Canvas,
    depth: float,
    y: float,
    tall: float,
    noun: str,
    extent: tuple[float, float],
) -> None:
    chance = builder.chance(f"houses {noun}")
    hues = builder.hues("#d8c4a0", "#8a4a3c", "#a8b0a0", "#c8704c")
    walls = (hues.base, lighter(hues.base, 0.35), hues.third, mix(hues.base, hues.accent, 0.35), "#cfc8b8")
    roofs = (hues.second, darker(hues.second, 0.25), mix(hues.second, "#5a5660", 0.5))
    x, last = extent
    while x < last - tall * 0.5:
        wide, high = tall * chance.uniform(0.8, 1.25), tall * chance.uniform(0.85, 1.15)
        wall, roof = walls[int(chance.integers(len(walls)))], roofs[int(chance.integers(len(roofs)))]
        gable_house(
            builder, canvas, x + wide / 2, y, wide, high, wall, roof, depth, floors=2 if high > 300 else 1
        )
        if tall > 400:
            _house_details(builder, canvas, x, y, wide, high, depth)
        x += wide * chance.uniform(1.02, 1.3 if tall < 400 else 1.05)


def _house_details(
    builder: SetBuilder, canvas: Canvas, x: float, y: float, wide: float, tall: float, depth: float
) -> None:
    """Flower boxes, a lantern and bushes at the wall."""
    tone, chance = far_tone(builder, depth), builder.chance(f"details {x:.0f}")
    canvas.rect(x - 10, y - 18, wide + 20, 20, darker(tone("#8a8074"), 0.2))
    for dx in (0.12, 0.88):
        bush(
            canvas,
            chance,
            x + wide * dx,
            y + 8,
            110,
            80,
            tone("#56784a"),
            builder.hour.sun,
            snow_tone(builder, 0.1),
        )
    builder.light(x + wide * 0.5, y - tall * 0.2, 190, "#ffbe6a", 0.3 * builder.hour.lamp, depth)


def _village_trees(builder: SetBuilder, sun: Sun) -> None:
    canvas, chance = builder.canvas("trees", 0.48), builder.chance("village trees")
    hour = builder.hour
    ground = builder.tone(ground_colour(builder, "#7a9452"), 0.3)
    slope(canvas, ridge(chance, 968, 10, waves=2), ground, darker(ground, 0.3))
    for x in (640, 780, 1560, 1690):
        if hour.snowy:
            bare_tree(
                canvas,
                builder.chance(f"tree {x}"),
                x,
                1000,
                330,
                builder.tone("#4a3c34", 0.3),
                snow=snow_tone(builder, 0.2),
            )
        else:
            broad_tree(
                canvas,
                builder.chance(f"tree {x}"),
                x,
                1000,
                330,
                builder.tone("#5a8244", 0.3),
                builder.tone("#5a4632", 0.3),
                light=hour.sun,
                side=sun.side,
                lean=0.4 * hour.wind,
            )


def _green(builder: SetBuilder) -> None:
    canvas, chance, hour = builder.canvas("ground", 0.95), builder.chance("ground"), builder.hour
    cobble = builder.tone(ground_colour(builder, "#a89880"))
    shape = closed_path([(0, 1008), (CANVAS_WIDTH, 1008), (CANVAS_WIDTH, CANVAS_HEIGHT), (0, CANVAS_HEIGHT)])
    canvas.path(shape, canvas.down(mix(cobble, hour.sun, 0.15), darker(cobble, 0.5)))
    setts: list[tuple[float, float, float, float]] = []
    y, row = 1016.0, 0
    while y < CANVAS_HEIGHT:
        size = 9 + (y - 1008) * 0.13
        for index in range(int(CANVAS_WIDTH / (size * 3.6)) + 1):
            x = index * size * 3.6 + (row % 2) * size * 1.8
            setts.append((x + size * 0.4, y, x + size * 1.8, y + chance.uniform(-1, 1)))
        y += size * 1.25
        row += 1
    canvas.scratches(setts, lighter(cobble, 0.16), 9, 0.32)
    green = builder.tone(ground_colour(builder, "#6f8e48"))
    for side in (-1, 1):
        edge = [(1152 + side * (470 + 90 * k), 1010 + 12 * k * k) for k in range(5)]
        outer = 0.0 if side < 0 else float(CANVAS_WIDTH)
        canvas.path(
            closed_path([*edge, (outer, edge[-1][1]), (outer, 1008)]),
            canvas.down(lighter(green, 0.08), darker(green, 0.3)),
        )
        canvas.path(open_path(edge), stroke=lighter(cobble, 0.2), width=7, opacity=0.7)
    meadow(builder, canvas, 1012, "#7a9a4c", spread=60, count=260, tall=14)
    if hour.wet:
        for x, y, wide in ((900, 1150, 330), (1500, 1210, 420), (1180, 1080, 220)):
            canvas.oval(
                x,
                y,
                wide / 2,
                wide * 0.06,
                canvas.down(hour.sky[2], mix(hour.sky[3], "#ffd090", 0.3 * hour.lamp)),
                opacity=0.65,
            )
    lamps.street_lamp(builder, canvas, 470, 1060, 330, 0.95)
    lamps.street_lamp(builder, canvas, 1850, 1060, 330, 0.95)
    if "bench" not in wanted(builder.place):
        seats.bench(builder, canvas, 1152, 1100, 410, 0.95)


def _village_foreground(builder: SetBuilder) -> None:
    canvas, chance = builder.canvas("foreground", 1.3), builder.chance("foreground")
    wall = darker(builder.tone("#857a6c"), 0.5)
    for x, wide in ((-40, 560), (1850, 520)):
        canvas.rect(x, 1160, wide, 180, wall)
        stonework(canvas, chance, (x, 1160, wide, 150), wall, course=50)
        canvas.rect(x - 10, 1146, wide + 20, 30, snow_tone(builder) or lighter(wall, 0.12), 8)
    for x in (120, 330, 2010, 2200):
        bush_pot(builder, canvas, x, 1160, 190)
    overhanging(builder, canvas, "#4a6a38", sides=(1,))
