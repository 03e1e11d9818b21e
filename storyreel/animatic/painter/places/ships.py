"""A sailing ship: on deck under the sky, or in the cabin behind the stern windows."""

from __future__ import annotations

from dataclasses import replace

from storyreel.animatic.painter.layers import CANVAS_HEIGHT, CANVAS_WIDTH, Motion, PaintedSet
from storyreel.animatic.painter.places import cupboards, lamps, seats, tables
from storyreel.animatic.painter.places.canvas import Canvas, number, open_path
from storyreel.animatic.painter.places.features import Spots, Water, place_landmarks, place_props
from storyreel.animatic.painter.places.fittings import chest, wall_map
from storyreel.animatic.painter.places.homes import ADULT, FLOOR, near_dressing, room_set
from storyreel.animatic.painter.places.lamplight import builder_glow
from storyreel.animatic.painter.places.open_air import snow_tone, under_sky
from storyreel.animatic.painter.places.palette import darker, lighter
from storyreel.animatic.painter.places.prop_files import drawing
from storyreel.animatic.painter.places.room import BASE, Shell, build_room, shafts_of_day
from storyreel.animatic.painter.places.set_builder import SetBuilder
from storyreel.animatic.painter.places.sky import Sun, paint_sky
from storyreel.animatic.painter.places.steel_ships import (
    paint_steel_deck,
    paint_steel_rail,
    paint_superstructure,
    paint_wheelhouse,
    steel_foreground,
)
from storyreel.animatic.painter.places.surfaces import boards_floor, planks
from storyreel.animatic.painter.places.terrain import land, ridge, shimmer
from storyreel.animatic.painter.places.vessels import is_steel_ship
from storyreel.animatic.painter.places.windows import Window
from storyreel.film.colours import mix
from storyreel.film.facts import LightKind, Seat

HORIZON = 740.0


def paint_ship_deck(builder: SetBuilder) -> PaintedSet:
    """The deck: rail and sea behind, mast and sails above.

    Or the steel deck of a ship with engines, by its name.
    """
    sun = paint_sky(builder, HORIZON)
    _sea(builder, sun)
    place_landmarks(
        builder,
        Spots(
            landmarks=((640.0, 760.0, 46.0), (1740.0, 760.0, 46.0), (1152.0, 760.0, 40.0)),
            depth=0.16,
            water=Water.SEA,
        ),
        built_in=("boat", "ferry", "harbour"),
    )
    if is_steel_ship(builder.place):
        paint_superstructure(builder)
        paint_steel_rail(builder)
        paint_steel_deck(builder)
        place_props(
            builder,
            Spots(props=((560.0, 1090.0, 430.0), (1660.0, 1100.0, 430.0))),
            ("lamp post", "lamp", "bench", "life ring"),
        )
        steel_foreground(builder)
        made = under_sky(builder, sun, 1125, 460, stool=Seat.BENCH)
        lit = builder.burning(LightKind.LAMPS)
        return replace(
            made, ambient=mix(made.ambient, "#ffe2b8", 0.45 * lit), rim=mix(made.rim, "#ffd8a0", 0.8 * lit)
        )
    _rigging(builder, sun)
    _rail(builder)
    _deck(builder)
    place_props(
        builder, Spots(props=((560.0, 1090.0, 430.0), (1760.0, 1090.0, 430.0))), ("boat", "barrel", "crate")
    )
    _near_ropes(builder)
    return under_sky(builder, sun, 1125, 460, stool=Seat.BENCH)


def _sea(builder: SetBuilder, sun: Sun) -> None:
    hour = builder.hour
    sea = builder.tone("#2f7690", 0.6)
    canvas = builder.canvas("sea", 0.1, Motion(ripple=2.0))
    canvas.rect(
        0,
        HORIZON,
        CANVAS_WIDTH,
        CANVAS_HEIGHT - HORIZON,
        canvas.down((0, mix(sea, hour.sky[3], 0.45)), (0.4, sea), (1, darker(sea, 0.5))),
    )
    shimmer(
        canvas,
        builder.chance("sea"),
        HORIZON + 4,
        1000,
        lighter(hour.sun, 0.3),
        count=300,
        centre=sun.x,
        spread=150,
        opacity=0.7 * hour.sun_strength,
    )
    for index, (y, tall) in enumerate(((800, 14), (872, 24))):
        wave = builder.canvas(
            f"wave-{index + 1}",
            0.25 + 0.15 * index,
            Motion(drift_x=30 + 26 * index, bob_y=9 + 8 * index + 16 * hour.wind, bob_hz=0.14, wrap=True),
        )
        line = ridge(
            builder.chance(f"wave {index}"),
            y,
            tall * (0.6 + 1.6 * hour.wind),
            waves=6 - index,
            octaves=4,
            wraps=True,
        )
        colour = builder.tone("#27667f", 0.35 - 0.2 * index)
        wave.path(
            land(line), wave.ramp((0, y - 60), (0, y + 260), lighter(colour, 0.15), darker(colour, 0.5))
        )
        wave.path(
            open_path(line),
            stroke=mix(colour, builder.tone("#ffffff"), 0.6),
            width=4 + 4 * hour.wind,
            opacity=0.7,
        )


def _rigging(builder: SetBuilder, sun: Sun) -> None:
    """Mast and yards with furled and set sails, and the shrouds as ladders."""
    canvas, hour = builder.canvas("rigging", 0.6, Motion(bob_x=5, bob_hz=0.12)), builder.hour
    wood, cloth, rope = builder.tone("#6a4a30"), builder.tone("#e8dcc0"), builder.tone("#3a2e24")
    for x, scale in ((1152.0, 1.0), (330.0, 0.72), (1990.0, 0.72)):
        reach = 430 * scale
        for y in (-60.0, 330.0):
            belly = 44 if hour.wind < 0.6 else 80
            canvas.path(
                f"M{number(x - reach)},{number(y + 30)}Q{number(x)},{number(y + 60)} "
                f"{number(x + reach)},{number(y + 30)}Q{number(x + reach * 0.88 + belly)},"
                f"{number(y + 190 * scale)} {number(x + reach * 0.94)},{number(y + 330 * scale)}"
                f"Q{number(x)},{number(y + 270 * scale)} {number(x - reach * 0.94)},"
                f"{number(y + 330 * scale)}Q{number(x - reach * 0.88 + belly)},"
                f"{number(y + 190 * scale)} {number(x - reach)},{number(y + 30)}Z",
                canvas.across(mix(cloth, hour.sun, 0.15), lighter(cloth, 0.12), darker(cloth, 0.28))
                if sun.side < 0
                else canvas.across(darker(cloth, 0.28), lighter(cloth, 0.12), mix(cloth, hour.sun, 0.15)),
            )
            seams = [(x + reach * k / 5, y + 46, x + reach * k / 5.2, y + 290 * scale) for k in range(-4, 5)]
            canvas.scratches(seams, darker(cloth, 0.3), 3, 0.4)
            canvas.line([(x - reach * 1.06, y + 26), (x + reach * 1.06, y + 26)], wood, 20 * scale)
            if hour.snowy:
                canvas.line([(x - reach, y + 14), (x + reach, y + 14)], snow_tone(builder), 9)
        canvas.rect(
            x - 22 * scale, -10, 44 * scale, 1000, canvas.across(lighter(wood, 0.2), wood, darker(wood, 0.45))
        )
        shrouds = [
            (x + side * 20, 60, x + side * (200 + 40 * k) * scale, 960) for side in (-1, 1) for k in range(4)
        ]
        steps = [
            (x + side * (200 * scale * t + 20), 60 + 900 * t, x + side * (320 * scale * t + 20), 60 + 900 * t)
            for side in (-1, 1)
            for t in [k / 22 for k in range(3, 22)]
        ]
        canvas.scratches(shrouds, rope, 4)
        canvas.scratches(steps, rope, 2.6, 0.9)


def _rail(builder: SetBuilder) -> None:
    canvas = builder.canvas("rail", 0.8)
    wood = builder.tone(builder.hues("#8a5c38", "#6a4a34", "#4a5a60", "#c8963c").base)
    canvas.rect(0, 968, CANVAS_WIDTH, 100, canvas.down(darker(wood, 0.2), darker(wood, 0.5)))
    planks(canvas, builder.chance("bulwark"), (0, 968, CANVAS_WIDTH, 100), wood, wide_each=34, level=True)
    rail_top = lighter(mix(wood, builder.hour.sun, 0.25), 0.2)
    drawing("ship-rail").paint(canvas, builder.tone, colours={"wood": wood, "top": rail_top})
    if builder.hour.snowy:
        canvas.rect(0, 822, CANVAS_WIDTH, 16, snow_tone(builder), 8)
    for x in (210.0, 2090.0):
        glass = mix(builder.tone("#c8c0a0"), "#ffe4a0", max(0.2, builder.hour.lamp))
        with canvas.group("lantern"):
            colours = {"wood": wood, "glass": glass}
            drawing("ship-lantern").paint(canvas, builder.tone, x, colours=colours)
            builder_glow(builder, canvas, x, 670, 260, "#ffc878", 0.75)
        builder.light(x, 670, 330, "#ffc878", 0.5 * builder.hour.lamp, 0.8, "flicker")


def _deck(builder: SetBuilder) -> None:
    canvas, hour = builder.canvas("deck", 0.95), builder.hour
    base = "#b08a5c" if not hour.snowy else "#dfe3e6"
    wood = builder.tone(base)
    canvas.rect(
        0,
        1046,
        CANVAS_WIDTH,
        260,
        canvas.down(darker(wood, 0.25), mix(wood, hour.sun, 0.12), darker(wood, 0.5)),
    )
    boards_floor(canvas, builder.chance("deck"), 1046, wood, 74)
    if hour.wet:
        shimmer(
            canvas, builder.chance("wet deck"), 1060, 1290, lighter(hour.sky[2], 0.2), count=110, opacity=0.5
        )
    with canvas.group("hatch"):
        canvas.glow(1152, 1112, 470, "#04050a", 0.5, 0.13)
        hatch = builder.tone("#7a5434")
        colours = {"wood": hatch, "lid": lighter(mix(hatch, hour.sun, 0.25), 0.25)}
        if hour.snowy:
            colours["snow"] = snow_tone(builder)
        without = () if hour.snowy else ("snow",)
        drawing("ship-hatch").paint(canvas, builder.tone, colours=colours, without=without)
    cupboards.barrel(builder, canvas, 420, 1112, 200)
    cupboards.barrel(builder, canvas, 300, 1124, 220)
    cupboards.crate(builder, canvas, 1960, 1120, 190)
    rope = builder.tone("#c8a868")
    with canvas.group("rope coil"):
        for k in range(5):
            canvas.oval(
                1720,
                1112 - 15 * k,
                84 - 3 * k,
                24 - k,
                "none",
                stroke=rope if k % 2 else darker(rope, 0.25),
                width=16,
            )


def _near_ropes(builder: SetBuilder) -> None:
    canvas, ropes = builder.canvas("foreground", 1.3), drawing("near-ropes")
    wood = builder.tone("#6a4428")
    colours = {"wood": wood, "gleam": mix(darker(wood, 0.5), builder.hour.sun, 0.4)}
    ropes.paint(canvas, builder.tone, parts=("ropes",))
    with canvas.group("wheel"):
        ropes.paint(canvas, builder.tone, colours=colours, parts=("wheel",))


def paint_ship_cabin(builder: SetBuilder) -> PaintedSet:
    """The captain's cabin: stern windows on the sea, chart table, lantern, chest.

    Or the wheelhouse of a ship with engines.
    """
    if is_steel_ship(builder.place):
        return paint_wheelhouse(builder)
    hues = builder.hues("#8a6444", "#5c4030", "#6a3038", "#d8a44c")
    windows = tuple(Window(x, 270, 290, 330, bars=(3, 3)) for x in (440, 820, 1200, 1580))
    shell = Shell(
        wall=hues.base,
        material="planks",
        dado=hues.second,
        floor="#7c5534",
        windows=windows,
        view="sea",
        frame="#9a7040",
        beams=True,
        ceiling="#a88a64",
    )
    wall, _ = build_room(builder, shell)
    wall_map(builder, wall, 2020, 420, 330, 0.6)
    back = builder.canvas("back-furniture", 0.74)
    with back.group("window seat"):
        cloth = builder.tone(hues.third)
        back.rect(
            400,
            BASE - 150,
            1500,
            165,
            back.down(builder.tone(hues.second), darker(builder.tone(hues.second), 0.4)),
        )
        planks(
            back,
            builder.chance("locker"),
            (400, BASE - 110, 1500, 120),
            builder.tone(hues.second),
            wide_each=110,
        )
        back.rect(390, BASE - 178, 1520, 44, back.down(lighter(cloth, 0.2), darker(cloth, 0.3)), 16)
    cupboards.bookshelf(builder, back, 280, BASE + 12, 180, 470)
    shafts_of_day(builder, shell)
    lamp = builder.canvas("lantern", 0.94, Motion(bob_x=9, bob_hz=0.14))
    lamps.hanging_lamp(builder, lamp, 1152, 210, 430, 0.94, "#b08a44", "flicker")
    front = builder.canvas("table", 0.97)
    chairs = (
        seats.chair(builder, front, 780, FLOOR - 16, ADULT),
        seats.chair(builder, front, 1530, FLOOR - 16, ADULT, turn=-1),
    )
    top = tables.table(builder, front, 1152, FLOOR - 24, ADULT, 600)
    _chart(builder, front, 1152, top)
    chest(builder, front, 1880, FLOOR - 8, ADULT, 0.97)
    cupboards.barrel(builder, front, 420, FLOOR - 10, 230)
    place_props(
        builder,
        Spots(props=((2060.0, FLOOR, 450.0), (250.0, FLOOR, 450.0)), walls=((290.0, 320.0, 300.0),)),
        ("table", "chair", "window", "map", "chest", "bookshelf", "barrel"),
    )
    near_dressing(builder, plant=False)
    return room_set(builder, seats=chairs, stool=Seat.BENCH, rim="#ffc878" if builder.hour.lamp > 0.4 else "")


def _chart(builder: SetBuilder, canvas: Canvas, x: float, top: float) -> None:
    """A chart, an inkwell and a globe on the table."""
    things = drawing("chart-and-globe")
    things.paint(canvas, builder.tone, x, top, parts=("chart",))
    with canvas.group("globe"):
        things.paint(canvas, builder.tone, x, top, parts=("globe",))
    things.paint(canvas, builder.tone, x, top, parts=("inkwell",))
