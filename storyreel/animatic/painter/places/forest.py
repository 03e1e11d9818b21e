"""The forest: rows of firs and broad trees fading into mist, a path, great trunks in front."""

from __future__ import annotations

from storyreel.animatic.painter.layers import CANVAS_HEIGHT, CANVAS_WIDTH, Fall, PaintedSet
from storyreel.animatic.painter.places.canvas import disc
from storyreel.animatic.painter.places.features import Spots, place_landmarks, place_props
from storyreel.animatic.painter.places.foliage import broad_tree, fern, pine, trunk
from storyreel.animatic.painter.places.open_air import (
    ground_colour,
    meadow,
    overhanging,
    snow_tone,
    under_sky,
)
from storyreel.animatic.painter.places.palette import darker, lighter
from storyreel.animatic.painter.places.set_builder import SetBuilder
from storyreel.animatic.painter.places.sky import Sun, paint_mist, paint_sky, shafts_on
from storyreel.animatic.painter.places.terrain import at, path_to, ridge, rock, slope, strata
from storyreel.film.colours import mix
from storyreel.film.facts import Seat
from storyreel.film.places import TimeOfDay, Weather

HORIZON = 800.0


def paint_forest(builder: SetBuilder) -> PaintedSet:
    """The forest at this hour."""
    sun = paint_sky(builder, HORIZON, band=500)
    _rows(builder, sun)
    _ground(builder, sun)
    place_props(
        builder,
        Spots(props=((620.0, 1090.0, 440.0), (1700.0, 1090.0, 440.0), (1480.0, 1060.0, 400.0))),
        ("tree",),
    )
    _shafts(builder, sun)
    _foreground(builder)
    hour = builder.hour
    embers = (
        (Fall("dust", 0.35, 0.05),) if hour.weather in (Weather.CLEAR, Weather.FOG) and not hour.night else ()
    )
    return under_sky(
        builder,
        sun,
        1110,
        440,
        stool=Seat.LOG,
        extra=embers,
        fog=max(0.12, 0.8 if hour.weather is Weather.FOG else 0.2),
    )


def _rows(builder: SetBuilder, sun: Sun) -> None:
    """Four rows of trees, the nearest darkest; a gap is left where the sun stands."""
    hour = builder.hour
    rows = (
        (0.14, 800, (170, 300), 54, 1.5),
        (0.25, 860, (270, 430), 36, 0.95),
        (0.42, 930, (430, 690), 20, 0.5),
        (0.62, 1000, (640, 930), 9, 0.2),
    )
    broad_share = builder.chance("kind of forest").uniform(0.0, 0.45)
    for index, (depth, y, sizes, count, distance) in enumerate(rows):
        chance = builder.chance(f"row {index}")
        canvas = builder.canvas(f"trees-{index + 1}", depth)
        leaf = builder.tone("#3d6a4c", distance)
        line = ridge(chance, y, 26, waves=2 + index, octaves=4)
        slope(
            canvas,
            line,
            builder.tone(ground_colour(builder, "#4f6b48"), distance),
            builder.tone(ground_colour(builder, "#3f5a40"), distance * 0.7),
        )
        gap = 120 + 70 * index
        for x in sorted(chance.uniform(-40, CANVAS_WIDTH + 40, count)):
            tall, shade, broad = chance.uniform(*sizes), chance.random(), chance.random()
            if index >= 1 and abs(x - 1152) < gap:
                continue
            colour = mix(leaf, builder.tone("#6b8a4a", distance), shade * 0.5)
            light = hour.sun if index >= 2 and hour.sun_strength > 0.2 else ""
            side = 1 if sun.x > x else -1
            if broad < broad_share and index < 3:
                broad_tree(
                    canvas,
                    chance,
                    x,
                    at(line, x) + 12,
                    tall * 0.8,
                    colour,
                    darker(builder.tone("#4a3a2c", distance), 0.2),
                    light=hour.sun,
                    side=side,
                    snow=snow_tone(builder, distance),
                    lean=hour.wind * 0.4,
                )
            else:
                pine(
                    canvas,
                    chance,
                    x,
                    at(line, x) + 14,
                    tall,
                    colour,
                    light=light,
                    side=side,
                    snow=snow_tone(builder, distance),
                    lean=hour.wind * 0.5,
                )
        if index == 1:
            place_landmarks(
                builder,
                Spots(
                    landmarks=((1152.0, 880.0, 70.0), (840.0, 900.0, 74.0), (1480.0, 900.0, 74.0)), depth=0.34
                ),
            )
        if index in (0, 2):
            strength = {
                Weather.FOG: 0.95,
                Weather.RAIN: 0.5,
                Weather.SNOW: 0.4,
                Weather.STORM: 0.3,
                Weather.CLEAR: 0.3,
            }[hour.weather]
            if hour.time in (TimeOfDay.DAWN, TimeOfDay.DUSK):
                strength += 0.25
            paint_mist(
                builder, f"mist-{index + 1}", y + 10, 230, depth + 0.03, strength, lighter(hour.haze, 0.18)
            )


def _ground(builder: SetBuilder, sun: Sun) -> None:
    canvas, chance, hour = builder.canvas("ground", 0.95), builder.chance("ground"), builder.hour
    green = builder.tone(ground_colour(builder, "#52703f"))
    line = ridge(chance, 1010, 14, waves=2, octaves=5)
    slope(
        canvas,
        line,
        lighter(mix(green, hour.sun, 0.12), 0.05),
        darker(green, 0.6),
        rim=hour.sun,
        rim_opacity=0.25,
    )
    trodden = builder.tone(ground_colour(builder, "#a08660"))
    path_to(
        canvas,
        (1152 + sun.side * 40, 1006),
        1152 - sun.side * 130,
        26,
        420,
        darker(trodden, 0.3),
        mix(trodden, hour.sun, 0.25),
    )
    strata(
        canvas,
        chance,
        (760, 1040, 800, 250),
        darker(trodden, 0.5),
        count=90,
        tilt=0.05,
        long=40,
        opacity=0.35,
    )
    leaves = "".join(
        disc(chance.uniform(0, CANVAS_WIDTH), chance.uniform(1030, 1290), chance.uniform(2, 5))
        for _ in range(220)
    )
    canvas.path(leaves, builder.tone(ground_colour(builder, "#b0803c")), opacity=0.55)
    meadow(builder, canvas, 1012, "#5c7a40", spread=250, count=900, tall=30, flowers=("#e8e0c0", "#c8a0d0"))
    for x in (300, 700, 1610, 2030):
        fern(
            canvas,
            chance,
            x + chance.uniform(-60, 60),
            1080 + chance.uniform(0, 50),
            96,
            builder.tone(ground_colour(builder, "#4f7a3e")),
        )
    rock(canvas, chance, 1240, 1096, 300, 96, builder.tone("#6a6a66"), hour.sun, sun.side, snow_tone(builder))
    with canvas.group("log"):
        bark = builder.tone("#5c4432")
        canvas.rect(
            820, 1010, 330, 86, canvas.down(lighter(mix(bark, hour.sun, 0.2), 0.1), darker(bark, 0.6)), 40
        )
        canvas.oval(826, 1053, 26, 42, builder.tone("#b08c5c"), stroke=darker(bark, 0.3), width=6)
        canvas.path(disc(826, 1053, 15), stroke=darker(builder.tone("#b08c5c"), 0.3), width=3)
        strata(
            canvas, chance, (870, 1026, 240, 56), darker(bark, 0.5), count=40, tilt=0.0, long=60, opacity=0.6
        )
        if builder.hour.snowy:
            canvas.rect(840, 1004, 300, 22, snow_tone(builder), 11)


def _shafts(builder: SetBuilder, sun: Sun) -> None:
    hour = builder.hour
    strength = {TimeOfDay.DAWN: 0.34, TimeOfDay.DAY: 0.22, TimeOfDay.DUSK: 0.3, TimeOfDay.NIGHT: 0.12}[
        hour.time
    ] * hour.sun_strength
    canvas = builder.canvas("light", 0.98)
    source = (sun.x, min(sun.y, 520.0))
    shafts_on(canvas, builder, source, 1120, lighter(hour.sun, 0.2), strength)


def _foreground(builder: SetBuilder) -> None:
    canvas, chance, hour = builder.canvas("foreground", 1.3), builder.chance("foreground"), builder.hour
    bark = darker(builder.tone("#3c3026"), 0.5)
    for x, wide in ((70, 190), (2196, 250), (1960, 110)):
        trunk(canvas, chance, x, wide, bark, hour.sun, 1 if x < CANVAS_WIDTH / 2 else -1)
    overhanging(builder, canvas, "#3c5a34")
    dark = darker(builder.tone("#2e4630"), 0.5)
    for x in (220, 380, 1820, 2060):
        fern(canvas, chance, x + chance.uniform(-30, 30), CANVAS_HEIGHT + 20, chance.uniform(190, 260), dark)
    if hour.snowy:
        canvas.rect(0, CANVAS_HEIGHT - 26, 500, 60, snow_tone(builder), 30)
        canvas.rect(1800, CANVAS_HEIGHT - 30, 540, 60, snow_tone(builder), 30)
