"""The inside of a car or carriage, with the world going by."""

from __future__ import annotations

from storyreel.animatic.painter.layers import CANVAS_HEIGHT, CANVAS_WIDTH, Motion, PaintedSeat, PaintedSet
from storyreel.animatic.painter.places.canvas import Canvas, box, disc, number
from storyreel.animatic.painter.places.features import Spots, hang_landmarks, place_props
from storyreel.animatic.painter.places.foliage import shrub_line
from storyreel.animatic.painter.places.homes import room_set
from storyreel.animatic.painter.places.open_air import ground_colour
from storyreel.animatic.painter.places.palette import darker, lighter
from storyreel.animatic.painter.places.prop_files import drawing
from storyreel.animatic.painter.places.set_builder import SetBuilder
from storyreel.animatic.painter.places.sky import sky_on, sun_over
from storyreel.animatic.painter.places.terrain import at, land, ridge
from storyreel.film.colours import mix
from storyreel.film.places import Weather

SEAT = 960.0


def paint_vehicle(builder: SetBuilder) -> PaintedSet:
    """A cabin with wide windows, a bench seat across, wheel and dashboard in front."""
    hues = builder.hues("#7a6a5c", "#5c4a3e", "#3c4a54", "#c87a3c")
    _passing(builder)
    cabin = builder.canvas("cabin", 0.7)
    _shell(builder, cabin, hues.base)
    seat = builder.canvas("seat", 0.95)
    bench = _bench_seat(builder, seat, hues.second, hues.accent)
    place_props(
        builder, Spots(props=((330.0, 1150.0, 330.0), (1980.0, 1150.0, 330.0))), ("window", "car", "train")
    )
    _dashboard(builder, hues.third)
    return room_set(builder, seats=(bench,), floor_y=1180, person_height=620, dust=0.0)


def _passing(builder: SetBuilder) -> None:
    """The view: sky, hills slowly, trees and poles fast, all going by."""
    outside = builder.outside
    sky = builder.canvas("view", 0.04)
    sky_on(sky, builder, sun_over(builder, 480), 480)
    hang_landmarks(builder, [(900.0, 480.0, 40.0)], view=sky)
    for index, (y, tall, distance, speed) in enumerate(((470, 60, 1.3, 40), (560, 46, 0.7, 150))):
        canvas, chance = (
            builder.canvas(f"passing-{index + 1}", 0.12 + 0.12 * index, Motion(drift_x=-speed, wrap=True)),
            builder.chance(f"passing {index}"),
        )
        line = ridge(chance, y, tall, waves=2 + index, octaves=4, wraps=True)
        colour = outside.seen(ground_colour(builder, ("#6f8a84", "#5f8450")[index]), distance)
        canvas.path(land(line), canvas.ramp((0, y - tall), (0, y + 330), colour, darker(colour, 0.3)))
        points = [(x, at(line, x) + 4) for x in chance.uniform(70, CANVAS_WIDTH - 70, 26)]
        shrub_line(
            canvas, chance, points, 40 + 60 * index, outside.seen("#42694a", distance * 0.8), outside.sun
        )
    canvas, chance = (
        builder.canvas("passing-3", 0.35, Motion(drift_x=-620, wrap=True)),
        builder.chance("poles"),
    )
    pole = outside.seen("#3c3630", 0.3)
    for x in (300.0, 1450.0):
        canvas.rect(x, 180, 16, 760, pole)
        canvas.rect(x - 60, 220, 136, 12, pole)
    canvas.path(
        "M0,236Q150,214 300,226Q880,330 1450,226Q1880,300 2304,236M0,250Q150,228 376,226Q940,340 "
        "1526,226Q1900,310 2304,250",
        stroke=pole,
        width=3,
    )
    canvas.path(
        "".join(f"M{number(x)},730q18,-90 40,-4t40,0t36,4V900h-116Z" for x in chance.uniform(20, 2160, 22)),
        outside.seen("#4c6a3c", 0.2),
    )


def _shell(builder: SetBuilder, canvas: Canvas, colour_of: str) -> None:
    """Roof, pillars and door panels around three windows."""
    outside, lamp, cabin = builder.outside, builder.hour.lamp, drawing("car-cabin")
    paint = builder.tone(colour_of)
    colours = {
        "paint": paint,
        "lamp": mix(builder.tone("#d8d0c0"), "#fff0cc", lamp),
    }
    panes = [
        "M250,190Q260,150 310,146L700,132Q740,132 740,170V690Q740,720 710,720L270,724Q236,724 238,690Z",
        "M800,170Q800,130 840,129L1464,129Q1504,130 1504,170V690Q1504,720 1474,720H830Q800,720 800,690Z",
        "M1564,170Q1564,132 1604,132L1994,146Q2044,150 2054,190L2066,690Q2068,724 "
        "2034,724L1594,720Q1564,720 1564,690Z",
    ]
    whole = box(0, 0, CANVAS_WIDTH, CANVAS_HEIGHT) + "".join(panes)
    with canvas.group("car cabin", clip=whole):
        cabin.paint(canvas, builder.tone, colours=colours, parts=("cabin",))
    for pane in panes:
        canvas.path(pane, stroke=darker(paint, 0.65), width=26)
        canvas.path(pane, stroke=lighter(paint, 0.25), width=5, opacity=0.7)
    with canvas.group("window"):
        cabin.paint(canvas, builder.tone, parts=("glints",))
    if outside.wet or outside.snowy:
        chance = builder.chance("cabin panes")
        drops = [(chance.uniform(250, 2050), chance.uniform(150, 700)) for _ in range(240)]
        drops = [(x, y) for x, y in drops if not (730 < x < 810 or 1495 < x < 1575)]
        with canvas.group("weather on panes"):
            if outside.snowy:
                canvas.path("".join(disc(x, y, 4) for x, y in drops), "#ffffff", opacity=0.7)
            else:
                canvas.scratches(
                    [(x, y, x + 26, y + 11) for x, y in drops], lighter(outside.haze, 0.5), 3, 0.55
                )
    cabin.paint(canvas, builder.tone, colours=colours, parts=("lamp",))
    if lamp > 0.2:
        with canvas.group("light pool"):
            canvas.glow(1152, 90, 900, "#ffd49a", 0.34 * lamp)
    builder.light(1152, 70, 420, "#ffdca8", 0.3 * lamp, 0.7)


def _bench_seat(builder: SetBuilder, canvas: Canvas, cloth: str, piping: str) -> PaintedSeat:
    colours = {"cloth": builder.tone(cloth), "piping": builder.tone(piping)}
    with canvas.group("seat"):
        drawing("car-seat").paint(canvas, builder.tone, colours=colours)
    return PaintedSeat(CANVAS_WIDTH / 2, SEAT, long=True)


def _dashboard(builder: SetBuilder, colour: str) -> None:
    """Dark shapes in front: the back of the front seats, a dashboard, and lit dials."""
    dark, outside = darker(builder.tone(colour), 0.62), builder.outside
    light = "#8af0c8" if outside.weather is not Weather.FOG else "#ffd08a"
    colours = {
        "dark": dark,
        "edge": mix(dark, outside.sky[2], 0.4),
        "glow": mix(dark, light, 0.25 + 0.6 * builder.hour.lamp),
    }
    drawing("car-dashboard").paint(builder.canvas("foreground", 1.3), builder.tone, colours=colours)
