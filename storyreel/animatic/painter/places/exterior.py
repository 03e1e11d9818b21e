"""A place out of doors of no special kind: a yard of trodden earth, a wall with a gate, and what lies beyond.

What lies beyond, and what stands at the wall, is the place's own chance; the colours are the film's.
"""

from __future__ import annotations

from storyreel.animatic.painter.layers import CANVAS_HEIGHT, CANVAS_WIDTH, PaintedSet
from storyreel.animatic.painter.places import lamps, roadside
from storyreel.animatic.painter.places.buildings import gable_house
from storyreel.animatic.painter.places.canvas import Canvas
from storyreel.animatic.painter.places.features import Spots, place_landmarks, place_props
from storyreel.animatic.painter.places.foliage import bare_tree, broad_tree, bush, shrub_line
from storyreel.animatic.painter.places.open_air import grassy_foreground, ground_colour, snow_tone, under_sky
from storyreel.animatic.painter.places.palette import darker, lighter
from storyreel.animatic.painter.places.set_builder import SetBuilder
from storyreel.animatic.painter.places.sky import Sun, paint_sky
from storyreel.animatic.painter.places.surfaces import stone as stonework
from storyreel.animatic.painter.places.terrain import at, ground_shadow, path_to, ridge, slope, strata, tufts
from storyreel.animatic.painter.places.vocabulary import wanted
from storyreel.film.colours import mix
from storyreel.film.facts import Seat

WALL_TOP, WALL_FOOT = 872.0, 1004.0


def paint_exterior(builder: SetBuilder) -> PaintedSet:
    """The place at this hour: far roofs, woods or bare hills by its chance.

    A wall, a hedge or a fence before them.
    """
    sun = paint_sky(builder, 790)
    beyond = ("roofs", "woods", "hills")[int(builder.chance("beyond").integers(3))]
    _far_line(builder)
    _beyond(builder, sun, beyond)
    place_landmarks(
        builder,
        Spots(
            landmarks=(
                (1152 + 360.0 * sun.side, 935.0, 70.0),
                (1152 - 260.0 * sun.side, 935.0, 64.0),
                (1152.0, 925.0, 60.0),
            ),
            depth=0.42,
        ),
    )
    _boundary(builder, sun)
    _yard(builder)
    place_props(
        builder,
        Spots(props=((640.0, 1092.0, 420.0), (1690.0, 1092.0, 420.0), (1360.0, 1056.0, 400.0))),
        ("gate",),
    )
    grassy_foreground(builder, "#5a6238", tall=120)
    return under_sky(builder, sun, 1118, 430, stool=Seat.BENCH)


def _far_line(builder: SetBuilder) -> None:
    canvas, chance = builder.canvas("hills", 0.1), builder.chance("far line")
    line = ridge(chance, 800, chance.uniform(40, 110), waves=chance.uniform(0.8, 2.0), octaves=4)
    colour = builder.tone(ground_colour(builder, "#7c8c98"), 1.4)
    slope(canvas, line, colour, mix(colour, builder.hour.haze, 0.5), depth=560)


def _beyond(builder: SetBuilder, sun: Sun, kind: str) -> None:
    """The middle distance."""
    canvas, chance = builder.canvas("beyond", 0.36), builder.chance("middle distance")
    line = ridge(chance, 900, 36, waves=1.3, octaves=4)
    green = builder.tone(ground_colour(builder, "#8a8e58"), 0.55)
    slope(
        canvas,
        line,
        lighter(green, 0.06),
        darker(green, 0.3),
        rim=builder.hour.sun,
        rim_opacity=0.3,
        depth=420,
    )
    hues = builder.hues("#b8a888", "#6a5a50", "#8a7a64", "#b0603c")
    if kind == "roofs":
        x = -40.0
        while x < CANVAS_WIDTH:
            wide, tall = chance.uniform(120, 220), chance.uniform(120, 200)
            walls = (hues.base, lighter(hues.base, 0.3), hues.third)
            gable_house(
                builder,
                canvas,
                x + wide / 2,
                at(line, min(x + wide / 2, CANVAS_WIDTH - 1)) + 46,
                wide,
                tall,
                walls[int(chance.integers(3))],
                hues.second,
                0.36,
            )
            x += wide * chance.uniform(1.0, 1.5)
    elif kind == "woods":
        for _ in range(17):
            x = chance.uniform(-60, CANVAS_WIDTH + 60)
            y = at(line, min(max(x, 0), CANVAS_WIDTH - 1)) + chance.uniform(10, 60)
            if builder.hour.snowy:
                bare_tree(
                    canvas,
                    chance,
                    x,
                    y,
                    chance.uniform(180, 300),
                    builder.tone("#4a3c34", 0.45),
                    snow=snow_tone(builder, 0.3),
                )
            else:
                leaf = ("#5c7a48", "#6c8444", "#7a8a4c")[int(chance.integers(3))]
                broad_tree(
                    canvas,
                    chance,
                    x,
                    y,
                    chance.uniform(170, 290),
                    builder.tone(leaf, 0.45),
                    builder.tone("#5a4632", 0.45),
                    light=builder.hour.sun,
                    side=sun.side,
                    lean=0.4 * builder.hour.wind,
                )
    else:
        points = [(x, at(line, x) + chance.uniform(4, 70)) for x in chance.uniform(0, CANVAS_WIDTH, 46)]
        shrub_line(
            canvas,
            chance,
            points,
            34,
            builder.tone("#6a7448" if not builder.hour.snowy else "#8a9490", 0.5),
            builder.hour.sun,
        )
        strata(
            canvas,
            chance,
            (0, 910, CANVAS_WIDTH, 110),
            darker(green, 0.4),
            count=120,
            tilt=0.1,
            long=80,
            width=3,
            opacity=0.35,
        )


def _boundary(builder: SetBuilder, sun: Sun) -> None:
    """What closes the yard off, with a way through in the middle."""
    canvas, chance = builder.canvas("boundary", 0.72), builder.chance("boundary")
    kind = ("wall", "hedge", "fence")[int(chance.integers(3))]
    if "wall" in (feature.lower() for feature in builder.place.features):
        kind = "wall"
    gap = (1152 - 170.0, 1152 + 170.0)
    if kind == "fence":
        for left, right in ((-40.0, gap[0]), (gap[1], CANVAS_WIDTH + 40.0)):
            roadside.fence(builder, canvas, left, right, WALL_FOOT, 300, 0.72)
    elif kind == "hedge":
        for x in range(-20, CANVAS_WIDTH + 60, 74):
            if not gap[0] < x < gap[1]:
                bush(
                    canvas,
                    chance,
                    x,
                    WALL_FOOT + 6,
                    chance.uniform(130, 170),
                    chance.uniform(110, 150),
                    builder.tone("#4e6a40", 0.1),
                    builder.hour.sun,
                    snow_tone(builder, 0.1),
                )
    else:
        _wall(builder, canvas, gap)
    if "gate" in wanted(builder.place):
        roadside.gate(builder, canvas, 1152, WALL_FOOT, 330, 0.72)
    lamp = gap[1] + 120 if sun.side < 0 else gap[0] - 120
    lamps.street_lamp(builder, canvas, lamp, WALL_FOOT + 10, 270, 0.72)


def _wall(builder: SetBuilder, canvas: Canvas, gap: tuple[float, float]) -> None:
    paint = builder.tone(
        mix(builder.hues("#a89a84", "#6a5a50", "#8a7a64", "#b0603c").base, "#8a8074", 0.5), 0.1
    )
    for left, right in ((-10.0, gap[0]), (gap[1], CANVAS_WIDTH + 10.0)):
        canvas.rect(
            left,
            WALL_TOP,
            right - left,
            WALL_FOOT - WALL_TOP,
            canvas.down(lighter(paint, 0.1), darker(paint, 0.35)),
        )
        stonework(
            canvas,
            builder.chance(f"wall {left:.0f}"),
            (left, WALL_TOP, right - left, WALL_FOOT - WALL_TOP),
            paint,
            course=34,
        )
        canvas.rect(
            left,
            WALL_TOP - 14,
            right - left,
            20,
            snow_tone(builder, 0.1) or canvas.down(lighter(paint, 0.3), darker(paint, 0.2)),
            6,
        )
    for x in gap:
        canvas.rect(
            x - 30,
            WALL_TOP - 66,
            60,
            WALL_FOOT - WALL_TOP + 66,
            canvas.across(lighter(paint, 0.2), darker(paint, 0.35)),
            4,
        )
        canvas.rect(x - 40, WALL_TOP - 80, 80, 24, snow_tone(builder, 0.1) or lighter(paint, 0.25), 5)
        canvas.oval(x, WALL_TOP - 96, 24, 24, canvas.across(lighter(paint, 0.3), darker(paint, 0.3)))


def _yard(builder: SetBuilder) -> None:
    """Trodden earth with a path to the way through, stones and tufts, and a low block to sit on."""
    canvas, chance, hour = builder.canvas("ground", 0.95), builder.chance("ground"), builder.hour
    earth = builder.tone(
        ground_colour(
            builder, mix("#9a8a6c", builder.hues("#a89a84", "#6a5a50", "#8a7a64", "#b0603c").base, 0.25)
        )
    )
    line = ridge(chance, 1002, 6, waves=1.6, octaves=3)
    slope(
        canvas,
        line,
        mix(lighter(earth, 0.08), hour.sun, 0.15),
        darker(earth, 0.5),
        rim=hour.sun,
        rim_opacity=0.25,
    )
    path_to(
        canvas, (1152, 1000), 1152, 150, 620, darker(earth, 0.16), mix(lighter(earth, 0.16), hour.sun, 0.2)
    )
    strata(
        canvas,
        chance,
        (0, 1016, CANVAS_WIDTH, 270),
        darker(earth, 0.45),
        count=260,
        tilt=0.02,
        long=44,
        width=4,
        opacity=0.4,
    )
    strata(
        canvas,
        chance,
        (0, 1016, CANVAS_WIDTH, 260),
        lighter(earth, 0.22),
        count=180,
        tilt=0.0,
        long=26,
        width=3,
        opacity=0.45,
    )
    if hour.wet:
        for x, y, wide in ((820, 1160, 380), (1560, 1220, 420), (1240, 1090, 220)):
            canvas.oval(
                x,
                y,
                wide / 2,
                wide * 0.055,
                canvas.down(hour.sky[2], mix(hour.sky[3], "#ffd090", 0.3 * hour.lamp)),
                opacity=0.6,
            )
    points = [
        (x, 1020 + 70 * chance.random())
        for x in (*chance.uniform(0, 760, 26), *chance.uniform(1540, CANVAS_WIDTH, 26))
    ]
    tufts(canvas, chance, points, builder.tone(ground_colour(builder, "#7e8a4c")), 44, hour.wind)
    stone = builder.tone(ground_colour(builder, "#8c867c"))
    for x, wide, tall in ((1860, 230, 92), (430, 170, 66)):
        ground_shadow(canvas, x, 1098, wide * 0.8, 0.5)
        canvas.poly(
            [
                (x - wide / 2, 1098),
                (x - wide * 0.46, 1098 - tall),
                (x + wide * 0.44, 1098 - tall),
                (x + wide / 2, 1098),
            ],
            canvas.down(lighter(stone, 0.2), darker(stone, 0.4)),
        )
        canvas.poly(
            [
                (x - wide * 0.46, 1098 - tall),
                (x - wide * 0.36, 1084 - tall),
                (x + wide * 0.36, 1084 - tall),
                (x + wide * 0.44, 1098 - tall),
            ],
            mix(lighter(stone, 0.3), hour.sun, 0.2),
        )
    canvas.rect(
        0, CANVAS_HEIGHT - 40, CANVAS_WIDTH, 40, canvas.down((0, "#05060a", 0.0), (1, "#05060a", 0.35))
    )
