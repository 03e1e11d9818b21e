"""A bar or café: bottles on lit shelves, a long counter with stools, lamps, a street window."""

from __future__ import annotations

from storyreel.animatic.painter.layers import PaintedSet
from storyreel.animatic.painter.places import dressing, lamps, seats, tables
from storyreel.animatic.painter.places.canvas import Canvas, number
from storyreel.animatic.painter.places.features import Spots, place_props
from storyreel.animatic.painter.places.homes import ADULT, FLOOR, near_dressing, room_set
from storyreel.animatic.painter.places.palette import darker, lighter
from storyreel.animatic.painter.places.prop_files import drawing
from storyreel.animatic.painter.places.room import BASE, Shell, build_room, shafts_of_day
from storyreel.animatic.painter.places.set_builder import SetBuilder
from storyreel.animatic.painter.places.surfaces import panels
from storyreel.animatic.painter.places.terrain import ground_shadow
from storyreel.animatic.painter.places.windows import Window
from storyreel.film.colours import mix


def paint_bar(builder: SetBuilder) -> PaintedSet:
    """The bar at this hour."""
    hues = builder.hues("#6a4a44", "#4a3428", "#7a2c34", "#e8a03c")
    windows = (Window(1640, 260, 380, 480, arch=70, bars=(3, 3)),)
    shell = Shell(
        wall=hues.base,
        material="brick",
        dado=hues.second,
        floor="#6a4630",
        windows=windows,
        view="street",
        frame="#5a4030",
        beams=True,
    )
    wall, _ = build_room(builder, shell)
    _back_bar(builder, wall, hues.second, hues.accent)
    _neon(builder, wall, 1490, 300, hues.accent)
    dressing.picture(builder, wall, 1490, 470, 130, 160, 2)
    back = builder.canvas("booth", 0.74)
    _booth(builder, back, 1830, hues.third)
    shafts_of_day(builder, shell)
    counter = builder.canvas("counter", 0.9)
    _counter(builder, counter, hues.second)
    over_bar = builder.canvas("lamps", 0.93)
    for x in (520, 900, 1280):
        lamps.hanging_lamp(builder, over_bar, x, 330, 380, 0.93, hues.third)
    stools = builder.canvas("stools", 0.97)
    for x in (700, 960, 1220, 1480):
        seats.stool(builder, stools, x, FLOOR - 6, ADULT, hues.third, 0.36)
    place_props(
        builder,
        Spots(
            props=((1860.0, FLOOR - 4, 470.0), (300.0, FLOOR - 2, 460.0)),
            walls=((1490.0, 620.0, 330.0), (1340.0, 260.0, 300.0)),
        ),
        ("window", "stool", "sign", "lamp", "picture"),
    )
    near_dressing(builder)
    return room_set(builder, seats=(), rim=lighter(hues.accent, 0.2))


def _back_bar(builder: SetBuilder, canvas: Canvas, wood: str, accent: str) -> None:
    """Mirror and shelves of bottles, lit from behind."""
    paint, lamp, back_bar = builder.tone(wood), 0.4 + 0.6 * builder.hour.lamp, drawing("back-bar")
    colours = {
        "wood": paint,
        "bay-top": mix(darker(paint, 0.5), "#ffb85c", 0.5 * lamp),
        "bay-foot": mix(darker(paint, 0.6), "#ff9a3c", 0.28 * lamp),
    }
    with canvas.group("back bar"):
        back_bar.paint(canvas, builder.tone, colours=colours, parts=("case", "arch"))
        for left in (330, 670, 1010):
            back_bar.paint(canvas, builder.tone, left, colours=colours, parts=("bay", "shine"))
            for y in (420, 570, 730):
                tables.bottles(builder, canvas, left + 14, y, 280, 112)
                back_bar.paint(canvas, builder.tone, left, y, colours=colours, parts=("shelf",))
                canvas.rect(left, y + 13, 300, 4, "#ffcf88", opacity=0.5 * lamp)
        for x in (310, 645, 985, 1325):
            back_bar.paint(canvas, builder.tone, x, colours=colours, parts=("pillar",))
    with canvas.group("light pool"):
        canvas.glow(820, 520, 760, accent, 0.22 * lamp, 0.6)
    builder.light(820, 500, 620, accent, 0.2 * lamp, 0.6)


def _neon(builder: SetBuilder, canvas: Canvas, x: float, y: float, accent: str) -> None:
    """A glass in neon."""
    shown = mix(builder.tone(accent), accent, builder.hour.lamp)
    pink = mix(builder.tone("#ff5a8a"), "#ff5a8a", builder.hour.lamp)
    with canvas.group("sign"):
        canvas.glow(x, y, 190, accent, 0.15 + 0.45 * builder.hour.lamp)
        glass = (
            f"M{number(x - 56)},{number(y - 60)}h112l-56,64ZM{number(x)},"
            f"{number(y + 4)}v54M{number(x - 34)},{number(y + 60)}h68"
        )
        canvas.path(glass, stroke=shown, width=9)
        canvas.path(glass, stroke="#fff4dc", width=3, opacity=0.4 + 0.5 * builder.hour.lamp)
        canvas.path(f"M{number(x + 8)},{number(y - 40)}l44,-50", stroke=pink, width=7)
    builder.light(x, y, 260, accent, 0.2 + 0.35 * builder.hour.lamp, 0.6, "blink")


def _booth(builder: SetBuilder, canvas: Canvas, x: float, cloth: str) -> None:
    with canvas.group("booth"):
        drawing("bar-booth").paint(canvas, builder.tone, colours={"cloth": builder.tone(cloth)})
    tables.table(builder, canvas, x, BASE + 70, 430, 330)
    lamps.table_lamp(builder, canvas, x - 60, BASE - 118, 380, 0.74, "#7a2c34")


def _counter(builder: SetBuilder, canvas: Canvas, wood: str) -> None:
    """A panelled front, a brass rail, glasses and taps."""
    paint, top = builder.tone(wood), 812.0
    gleam = mix(lighter(paint, 0.5), "#ffd9a0", 0.6 * builder.hour.lamp)
    colours = {"wood": paint, "gleam": gleam}
    with canvas.group("counter"):
        ground_shadow(canvas, 880, 1074, 900, 0.5)
        drawing("bar-counter").paint(canvas, builder.tone, colours=colours, parts=("front",))
        panels(canvas, builder.chance("counter"), (150, top + 40, 1420, 220), paint, wide_each=200)
        drawing("bar-counter").paint(canvas, builder.tone, colours=colours, parts=("top",))
        _glasses(builder, canvas, top - 22)
    for x in (560, 1380):
        lamps.table_lamp(builder, canvas, x, top - 22, 330, 0.9, "#c89c4c")


def _glasses(builder: SetBuilder, canvas: Canvas, y: float) -> None:
    chance, clear = builder.chance("glasses"), builder.tone("#e8f0f0")
    for x in (640, 790, 1040, 1090, 1260, 1460):
        tall = chance.uniform(46, 66)
        drink = builder.tone(("#d89a3c", "#8a3a2c", "#d8c070")[int(chance.integers(3))])
        canvas.path(
            f"M{number(x - 16)},{number(y - tall)}l4,{number(tall)}h24l4,{number(-tall)}Z",
            clear,
            opacity=0.28,
        )
        canvas.path(
            f"M{number(x - 14)},{number(y - tall * 0.6)}l2,{number(tall * 0.58)}h24l2,"
            f"{number(-tall * 0.58)}Z",
            drink,
            opacity=0.85,
        )
        canvas.scratches([(x - 9, y - tall * 0.9, x - 7, y - 8)], "#ffffff", 3, 0.6)
