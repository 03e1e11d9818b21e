"""The inside of a car or carriage, with the world going by."""

from __future__ import annotations

from storyreel.animatic.painter.layers import CANVAS_HEIGHT, CANVAS_WIDTH, Motion, PaintedSeat, PaintedSet
from storyreel.animatic.painter.places.canvas import Canvas, box, closed_path, disc, number
from storyreel.animatic.painter.places.features import Spots, hang_landmarks, place_props
from storyreel.animatic.painter.places.foliage import shrub_line
from storyreel.animatic.painter.places.homes import room_set
from storyreel.animatic.painter.places.open_air import ground_colour
from storyreel.animatic.painter.places.palette import darker, lighter
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
    paint, outside = builder.tone(colour_of), builder.outside
    panes = [
        "M250,190Q260,150 310,146L700,132Q740,132 740,170V690Q740,720 710,720L270,724Q236,724 238,690Z",
        "M800,170Q800,130 840,129L1464,129Q1504,130 1504,170V690Q1504,720 1474,720H830Q800,720 800,690Z",
        "M1564,170Q1564,132 1604,132L1994,146Q2044,150 2054,190L2066,690Q2068,724 "
        "2034,724L1594,720Q1564,720 1564,690Z",
    ]
    whole = box(0, 0, CANVAS_WIDTH, CANVAS_HEIGHT) + "".join(panes)
    with canvas.group("car cabin", clip=whole):
        canvas.wash(
            canvas.down(
                (0, darker(paint, 0.5)), (0.14, darker(paint, 0.15)), (0.6, paint), (1, darker(paint, 0.55))
            )
        )
        ribs = [(x, 40, x + (x - 1152) * 0.05, 128) for x in range(330, 2000, 150)]
        canvas.scratches(ribs, darker(paint, 0.45), 5, 0.6)
        canvas.rect(0, 760, CANVAS_WIDTH, 26, canvas.down(lighter(paint, 0.35), darker(paint, 0.3)))
        for x in (360, 1000, 1660):
            canvas.rect(x, 830, 260, 150, canvas.down(darker(paint, 0.3), darker(paint, 0.1)), 20)
            canvas.rect(x + 90, 800, 90, 16, canvas.down("#d8dce0", "#6c7078"), 8)
    for pane in panes:
        canvas.path(pane, stroke=darker(paint, 0.65), width=26)
        canvas.path(pane, stroke=lighter(paint, 0.25), width=5, opacity=0.7)
    with canvas.group("window"):
        canvas.scratches(
            [
                (420, 690, 640, 160),
                (480, 690, 700, 160),
                (1000, 700, 1240, 140),
                (1060, 700, 1290, 140),
                (1780, 700, 1960, 170),
            ],
            "#ffffff",
            16,
            0.06,
        )
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
    lamp = builder.hour.lamp
    canvas.rect(1092, 58, 120, 26, mix(builder.tone("#d8d0c0"), "#fff0cc", lamp), 12)
    if lamp > 0.2:
        with canvas.group("light pool"):
            canvas.glow(1152, 90, 900, "#ffd49a", 0.34 * lamp)
    builder.light(1152, 70, 420, "#ffdca8", 0.3 * lamp, 0.7)


def _bench_seat(builder: SetBuilder, canvas: Canvas, cloth: str, piping: str) -> PaintedSeat:
    paint, trim = builder.tone(cloth), builder.tone(piping)
    with canvas.group("seat"):
        canvas.rect(330, 690, 1644, 330, canvas.down(lighter(paint, 0.16), darker(paint, 0.35)), 60)
        for k in range(3):
            x = 370.0 + 540 * k
            canvas.rect(x + 150, 590, 190, 120, canvas.down(lighter(paint, 0.24), darker(paint, 0.3)), 40)
            canvas.scratches(
                [(x + 200, 704, x + 200, 726), (x + 290, 704, x + 290, 726)], builder.tone("#a8acb4"), 10
            )
            canvas.rect(x, 716, 484, 254, canvas.down(lighter(paint, 0.1), darker(paint, 0.22)), 44)
            canvas.scratches(
                [(x + 60 + 60 * j, 736, x + 60 + 60 * j, 940) for j in range(7)], darker(paint, 0.4), 5, 0.5
            )
            canvas.path(box(x + 8, 724, 468, 238), stroke=trim, width=5, opacity=0.7)
        canvas.rect(310, SEAT - 10, 1684, 130, canvas.down(lighter(paint, 0.3), darker(paint, 0.3)), 46)
        canvas.rect(330, SEAT + 90, 1644, 260, canvas.down(darker(paint, 0.4), darker(paint, 0.75)), 20)
        canvas.path(f"M340,{number(SEAT + 24)}H1964", stroke=trim, width=5, opacity=0.7)
        belts = "M640,690Q720,800 800,950M1180,690Q1240,800 1320,950"
        canvas.path(belts, stroke=darker(paint, 0.6), width=20)
    return PaintedSeat(CANVAS_WIDTH / 2, SEAT, long=True)


def _dashboard(builder: SetBuilder, colour: str) -> None:
    """Dark shapes in front: the back of the front seats, a wheel, and lit dials."""
    canvas, lamp = builder.canvas("foreground", 1.3), builder.hour.lamp
    dark = darker(builder.tone(colour), 0.62)
    for x, wide in ((-120, 520), (1910, 540)):
        canvas.path(
            f"M{number(x)},1300V760Q{number(x + 30)},640 {number(x + wide * 0.5)},"
            f"640T{number(x + wide)},760V1300Z",
            canvas.across(darker(dark, 0.3), lighter(dark, 0.07), darker(dark, 0.35)),
        )
        canvas.rect(x + wide * 0.26, 500, wide * 0.48, 130, darker(dark, 0.12), 46)
    canvas.path(
        f"M-10,{CANVAS_HEIGHT + 10}V1240Q1152,1160 {CANVAS_WIDTH + 10},1240V{CANVAS_HEIGHT + 10}Z", dark
    )
    canvas.path("M0,1244Q1152,1164 2304,1244", stroke=mix(dark, builder.outside.sky[2], 0.4), width=5)
    for x in (1060, 1152, 1244):
        glow = mix(
            dark, "#8af0c8" if builder.outside.weather is not Weather.FOG else "#ffd08a", 0.25 + 0.6 * lamp
        )
        canvas.oval(x, 1246, 34, 26, darker(dark, 0.4), stroke=glow, width=4)
        canvas.line([(x, 1246), (x + 16, 1232)], glow, 4)
    canvas.path(
        closed_path([(0, 0), (CANVAS_WIDTH, 0), (CANVAS_WIDTH, 46), (1152, 24), (0, 46)]), darker(dark, 0.3)
    )
