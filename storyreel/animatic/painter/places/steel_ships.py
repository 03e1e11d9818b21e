"""A ship with engines: its open deck of painted steel, and the wheelhouse behind the wide windows."""

from __future__ import annotations

from dataclasses import replace

from storyreel.animatic.painter.layers import CANVAS_HEIGHT, CANVAS_WIDTH, PaintedSet
from storyreel.animatic.painter.places import cupboards, materials, tables
from storyreel.animatic.painter.places.canvas import Canvas, box, disc, number
from storyreel.animatic.painter.places.features import Spots, place_props
from storyreel.animatic.painter.places.fittings import wall_map
from storyreel.animatic.painter.places.homes import ADULT, FLOOR, near_dressing, room_set
from storyreel.animatic.painter.places.lamplight import builder_glow
from storyreel.animatic.painter.places.open_air import snow_tone
from storyreel.animatic.painter.places.palette import darker, lighter
from storyreel.animatic.painter.places.prop_files import drawing
from storyreel.animatic.painter.places.room import BASE, Shell, build_room
from storyreel.animatic.painter.places.set_builder import SetBuilder
from storyreel.animatic.painter.places.terrain import ground_shadow, shimmer
from storyreel.animatic.painter.places.windows import Window
from storyreel.film.colours import mix
from storyreel.film.facts import LightKind, Seat

RAIL, DECK = 812.0, 1040.0
_BESIDE_THE_WHEEL = (780.0, 1530.0)
"""Where people sit as high as on the crate, although nothing is drawn under them: a fault that stays because
its fix changes a picture of an example.
"""


def paint_superstructure(builder: SetBuilder) -> None:
    """Adds the deckhouse with lit windows at one side and the funnel behind it."""
    canvas = builder.canvas("superstructure", 0.7)
    hues = builder.hues("#e4e0d4", "#2c4a5c", "#8a9aa0", "#d8603c")
    white, funnel, iron = builder.tone("#e2e0d8"), builder.tone(hues.accent), builder.tone("#2c3238")
    pane = mix(mix(white, "#24303c", 0.72), "#ffdc94", min(1.0, builder.burning(LightKind.LAMPS)))
    with canvas.group("funnel"):
        canvas.poly(
            [(250, 360), (290, -30), (620, -30), (640, 360)],
            canvas.across(lighter(funnel, 0.15), funnel, darker(funnel, 0.45)),
        )
        canvas.rect(280, -30, 350, 130, canvas.across(lighter(iron, 0.2), darker(iron, 0.4)))
        canvas.rect(268, 150, 360, 34, canvas.across(white, darker(white, 0.35)))
    with canvas.group("deckhouse"):
        canvas.rect(-40, 340, 900, 720, canvas.across(darker(white, 0.1), white, darker(white, 0.2)))
        canvas.rect(-40, 326, 940, 34, canvas.down(lighter(white, 0.2), darker(white, 0.25)), 6)
        canvas.scratches([(x, 366, x, 1050) for x in range(130, 860, 182)], darker(white, 0.3), 4, 0.5)
        canvas.path(
            "".join(
                disc(x + dx, y, 3.5)
                for x in range(130, 860, 182)
                for dx in (-12, 12)
                for y in range(380, 1040, 40)
            ),
            darker(white, 0.35),
        )
        for x in (20, 202, 384):
            canvas.rect(x, 520, 120, 150, darker(white, 0.45), 26)
            canvas.rect(x + 10, 530, 100, 130, pane, 20)
            canvas.scratches([(x + 28, 632, x + 70, 552)], "#ffffff", 6, 0.3)
            builder_glow(
                builder, canvas, x + 60, 595, 190, "#ffd890", 0.5 * builder.told.share(LightKind.LAMPS)
            )
        door = builder.tone(mix(hues.second, "#3a5a6a", 0.4))
        canvas.rect(600, 500, 190, 550, darker(white, 0.4), 30)
        canvas.rect(614, 516, 162, 528, canvas.across(lighter(door, 0.12), darker(door, 0.3)), 24)
        canvas.oval(695, 610, 44, 44, pane, stroke=darker(door, 0.4), width=9)
        canvas.rect(740, 770, 12, 60, builder.tone(materials.BRASS), 5)
    with canvas.group("ship lamp"):
        for x in (560.0, 846.0):
            canvas.rect(
                x - 16,
                428,
                32,
                44,
                mix(builder.tone("#c8c0a0"), "#ffe4a0", max(0.15, builder.burning(LightKind.LAMPS))),
                10,
            )
            canvas.rect(x - 22, 416, 44, 14, iron, 4)
            builder_glow(builder, canvas, x, 450, 300, "#ffc878", 0.7 * builder.told.share(LightKind.LAMPS))
    for x in (560.0, 846.0):
        builder.light(x, 450, 520, "#ffc878", 0.5 * builder.burning(LightKind.LAMPS), 0.7)


def paint_steel_rail(builder: SetBuilder) -> None:
    """Adds the rail with its life ring, davits with a lifeboat, and a lamp on a post."""
    canvas = builder.canvas("rail", 0.84)
    white, iron, orange = builder.tone("#e0dfd8"), builder.tone("#3a4248"), builder.tone("#e8702c")
    with canvas.group("lifeboat"):
        for x in (1380, 1900):
            canvas.path(
                f"M{x},{number(DECK)}V560Q{x},470 {x + (70 if x < 1500 else -70)},462", stroke=white, width=22
            )
            canvas.path(f"M{x - 8},{number(DECK)}V560", stroke=lighter(white, 0.4), width=5)
        canvas.scratches([(1450, 462, 1450, 590), (1830, 462, 1830, 590)], iron, 6)
        hull = "M1330,590H1960Q1930,720 1830,722H1470Q1370,720 1330,590Z"
        canvas.path(hull, canvas.down(lighter(orange, 0.2), darker(orange, 0.4)))
        canvas.path(
            "M1350,592Q1420,520 1640,516T1940,592Z", canvas.down(lighter(white, 0.1), darker(white, 0.25))
        )
        canvas.path("".join(box(x, 546, 50, 26) for x in (1500, 1590, 1680, 1770)), darker(white, 0.55))
        canvas.scratches([(1344, 626, 1950, 626)], white, 9)
        canvas.scratches(
            [(1380 + 64 * k, 630, 1412 + 64 * k, 656) for k in range(9)]
            + [(1412 + 64 * k, 656, 1444 + 64 * k, 630) for k in range(9)],
            white,
            4,
            0.7,
        )
    with canvas.group("rail"):
        for y, wide in ((RAIL, 20), (880, 9), (940, 9), (1000, 9)):
            canvas.rect(
                860,
                y - wide / 2,
                CANVAS_WIDTH - 860,
                wide,
                canvas.down(lighter(white, 0.2), darker(white, 0.35)),
                wide / 2,
            )
        canvas.path(
            "".join(box(x - 8, RAIL, 16, DECK - RAIL + 10) for x in range(900, CANVAS_WIDTH, 200)), white
        )
        if builder.hour.snowy:
            canvas.rect(860, RAIL - 18, CANVAS_WIDTH - 860, 13, snow_tone(builder), 6)
    with canvas.group("life ring"):
        canvas.oval(1130, 912, 78, 78, "none", stroke=orange, width=40)
        for turn in range(4):
            with canvas.group("band", transform=f"rotate({45 + 90 * turn} 1130 912)"):
                canvas.rect(1112, 814, 36, 42, white, 4)
        canvas.oval(1130, 912, 99, 99, "none", stroke=darker(orange, 0.35), width=4, opacity=0.7)
    with canvas.group("lamp post"):
        canvas.rect(2128, 470, 16, 560, white)
        canvas.rect(
            2108,
            430,
            56,
            48,
            mix(builder.tone("#c8c0a0"), "#ffe4a0", max(0.15, builder.burning(LightKind.LAMPS))),
            12,
        )
        canvas.rect(2098, 416, 76, 18, iron, 5)
        builder_glow(builder, canvas, 2136, 455, 320, "#ffc878", 0.75 * builder.told.share(LightKind.LAMPS))
    builder.light(2136, 455, 520, "#ffc878", 0.5 * builder.burning(LightKind.LAMPS), 0.84)


def paint_steel_deck(builder: SetBuilder) -> None:
    """Adds the deck plates, the scupper along the rail, a winch and a slatted bench."""
    canvas, hour = builder.canvas("deck", 0.95), builder.hour
    paint = builder.tone("#5c7a70" if not hour.snowy else "#dfe3e6")
    canvas.rect(
        0,
        DECK,
        CANVAS_WIDTH,
        CANVAS_HEIGHT - DECK,
        canvas.down(mix(paint, hour.sun, 0.12), darker(paint, 0.45)),
    )
    canvas.rect(0, DECK - 6, CANVAS_WIDTH, 26, canvas.down(lighter(paint, 0.22), darker(paint, 0.35)))
    seams = [
        (1152 + (x - 1152) * 1.0, DECK + 20, 1152 + (x - 1152) * 1.5, CANVAS_HEIGHT)
        for x in range(-900, 3300, 210)
    ]
    levels = [(0.0, y, float(CANVAS_WIDTH), y) for y in (1104.0, 1190.0)]
    canvas.scratches([*seams, *levels], darker(paint, 0.4), 4, 0.55)
    chance = builder.chance("rivets")
    spots = [(chance.uniform(0, CANVAS_WIDTH), chance.uniform(DECK + 30, 1290)) for _ in range(140)]
    canvas.scratches([(x, y, x + 10, y) for x, y in spots], darker(paint, 0.3), 4, 0.4)
    with canvas.group("light on deck"):
        for x in (700.0, 2110.0):
            canvas.glow(x, 1120, 620, "#ffd08a", 0.42 * builder.burning(LightKind.LAMPS), 0.2)
    if hour.wet:
        shimmer(
            canvas, builder.chance("wet deck"), 1060, 1290, lighter(hour.sky[2], 0.25), count=120, opacity=0.5
        )
    iron = builder.tone("#3c444a")
    with canvas.group("winch"):
        ground_shadow(canvas, 1850, 1104, 190, 0.5)
        canvas.rect(1720, 1010, 34, 92, iron, 5)
        canvas.rect(1946, 1010, 34, 92, iron, 5)
        canvas.rect(1754, 1018, 192, 66, canvas.down(lighter(iron, 0.3), darker(iron, 0.4)), 18)
        canvas.scratches(
            [(1766 + 15 * k, 1020, 1766 + 15 * k, 1082) for k in range(12)], builder.tone("#b8a06c"), 9, 0.9
        )
        canvas.oval(1990, 1050, 36, 44, iron, stroke=lighter(iron, 0.25), width=5)
    _slatted_bench(builder, canvas, 1152, 1112)


def _slatted_bench(builder: SetBuilder, canvas: Canvas, x: float, y: float) -> None:
    wood, iron = builder.tone("#9a6c40"), builder.tone("#30363c")
    with canvas.group("bench"):
        ground_shadow(canvas, x, y, 330, 0.5)
        canvas.path("".join(box(x + dx, y - 210, 16, 208) for dx in (-258, -8, 242)), iron)
        for top, tall in ((-222, 30), (-182, 30), (-128, 24), (-100, 20)):
            canvas.rect(x - 290, y + top, 580, tall, canvas.down(lighter(wood, 0.25), darker(wood, 0.3)), 6)


def steel_foreground(builder: SetBuilder) -> None:
    """Adds a dark post, a cleat with rope and a pipe at the sides, nearer than people."""
    canvas, dark = builder.canvas("foreground", 1.3), darker(builder.tone("#4a5258"), 0.6)
    canvas.rect(-20, 0, 130, CANVAS_HEIGHT, canvas.across(dark, lighter(dark, 0.12)))
    canvas.path("".join(disc(86, y, 8) for y in range(60, 1290, 110)), lighter(dark, 0.2))
    canvas.path("M2320,820Q2190,820 2180,960V1320", stroke=dark, width=84)
    canvas.path("M2320,784Q2160,784 2146,950V1320", stroke=lighter(dark, 0.16), width=6)


def paint_wheelhouse(builder: SetBuilder) -> PaintedSet:
    """The wheelhouse: a console under wide windows, the wheel, a radio, charts, a crate to sit on."""
    hues = builder.hues("#7a8a90", "#46545c", "#5a4a3c", "#d8903c")
    windows = tuple(Window(x, 230, 330, 330, bars=(1, 1)) for x in (250, 615, 980, 1345, 1710))
    shell = Shell(
        wall=hues.base,
        material="plaster",
        dado=hues.second,
        floor="#5a6460",
        windows=windows,
        view="sea",
        frame="#c8ccca",
        ceiling="#b8bcb8",
    )
    wall, _ = build_room(builder, shell)
    rubber = builder.tone("#1a1c20")
    with wall.group("wipers"):
        wall.scratches([(1145, 236, 1060, 500), (780, 236, 860, 490), (1510, 236, 1430, 500)], rubber, 9)
        wall.scratches([(1068, 330, 1040, 540), (850, 320, 872, 530), (1440, 330, 1412, 540)], rubber, 13)
    wall_map(builder, wall, 110, 420, 300, 0.6)
    _console(builder, hues.second)
    _helm(builder)
    front = builder.canvas("chart-table", 0.96)
    top = tables.table(builder, front, 1850, FLOOR - 10, ADULT, 420, "#7a5a3c", tall=0.46, name="chart table")
    paper = builder.tone("#e8dcb8")
    front.poly([(1680, top - 12), (1900, top - 12), (1936, top + 6), (1660, top + 6)], paper)
    front.scratches(
        [(1710, top - 4, 1800, top - 8), (1810, top - 2, 1890, top - 6)], builder.tone("#6a86a0"), 3
    )
    _flask(builder, front, 1990, top + 4, ADULT)
    crate = cupboards.crate(builder, front, 480, FLOOR - 6, 150)
    place_props(
        builder,
        Spots(props=((760.0, FLOOR, 450.0), (330.0, FLOOR, 450.0)), walls=((2080.0, 330.0, 300.0),)),
        ("radio", "window", "map", "crate", "table", "door"),
    )
    near_dressing(builder, plant=False)
    return room_set(
        builder,
        seats=(crate, *(replace(crate, x=x) for x in _BESIDE_THE_WHEEL)),
        stool=Seat.BENCH,
        rim="#9cf0b8" if builder.hour.lamp > 0.4 else "",
    )


def _flask(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float) -> None:
    """A thermos flask with its cup."""
    with canvas.group("flask"):
        drawing("flask").paint(canvas, builder.tone, x, y, size)


def _console(builder: SetBuilder, colour: str) -> None:
    """The desk under the windows with green dials, a screen, levers and a ship's radio."""
    canvas, lamp = builder.canvas("console", 0.76), builder.hour.lamp
    glow = mix(builder.tone("#1c4434"), "#58ffa8", 0.35 + 0.5 * lamp)
    colours = {"paint": builder.tone(colour), "glow": glow}
    for part in ("console", "radio"):
        with canvas.group(part):
            drawing("ship-console").paint(canvas, builder.tone, colours=colours, parts=(part,))
    with canvas.group("dial light"):
        canvas.glow(865, 616, 420, "#58ffa8", 0.22 * lamp)
        for x in (440.0, 1540.0):
            canvas.glow(x, 656, 330, "#58ffa8", 0.3 * lamp, 0.7)
    for x in (440.0, 1540.0):
        builder.light(x, 650, 330, "#58ffa8", 0.26 * lamp, 0.76, "pulse")


def _helm(builder: SetBuilder) -> None:
    """The wheel on its stand."""
    canvas, wood, brass, x, y = (
        builder.canvas("helm", 0.82),
        builder.tone("#7a4c2c"),
        builder.tone(materials.BRASS),
        1152.0,
        748.0,
    )
    with canvas.group("wheel"):
        canvas.poly(
            [(x - 46, y + 20), (x + 46, y + 20), (x + 70, BASE + 70), (x - 70, BASE + 70)],
            canvas.across(lighter(wood, 0.1), darker(wood, 0.45)),
        )
        for k in range(8):
            with canvas.group("spoke", transform=f"rotate({45 * k + 12} {number(x)} {number(y)})"):
                canvas.rect(x - 8, y - 192, 16, 180, canvas.across(lighter(wood, 0.25), darker(wood, 0.3)), 7)
        canvas.oval(x, y, 138, 138, "none", stroke=wood, width=28)
        canvas.oval(x, y, 150, 150, "none", stroke=lighter(wood, 0.3), width=5, opacity=0.8)
        canvas.oval(x, y, 34, 34, canvas.round_light((0, lighter(brass, 0.4), 1), (1, darker(brass, 0.3), 1)))
