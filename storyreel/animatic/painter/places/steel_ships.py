"""A ship with engines: its open deck of painted steel, and the wheelhouse behind the wide windows."""

from __future__ import annotations

from dataclasses import replace

from storyreel.animatic.painter.layers import CANVAS_HEIGHT, CANVAS_WIDTH, PaintedSet
from storyreel.animatic.painter.places import cupboards, tables
from storyreel.animatic.painter.places.canvas import Canvas
from storyreel.animatic.painter.places.features import Spots, place_props
from storyreel.animatic.painter.places.fittings import wall_map
from storyreel.animatic.painter.places.homes import ADULT, FLOOR, near_dressing, room_set
from storyreel.animatic.painter.places.lamplight import builder_glow
from storyreel.animatic.painter.places.open_air import snow_tone
from storyreel.animatic.painter.places.palette import darker, lighter
from storyreel.animatic.painter.places.prop_files import drawing
from storyreel.animatic.painter.places.room import Shell, build_room
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
    canvas, lit = builder.canvas("superstructure", 0.7), builder.burning(LightKind.LAMPS)
    hues = builder.hues("#e4e0d4", "#2c4a5c", "#8a9aa0", "#d8603c")
    white, share = builder.tone("#e2e0d8"), builder.environment.share(LightKind.LAMPS)
    pane = mix(mix(white, "#24303c", 0.72), "#ffdc94", min(1.0, lit))
    colours = {
        "paint": white,
        "funnel": builder.tone(hues.accent),
        "pane": pane,
        "door": builder.tone(mix(hues.second, "#3a5a6a", 0.4)),
        "lamp": _lamp_glass(builder),
    }

    def put(part: str) -> None:
        drawing("ship-superstructure").paint(canvas, builder.tone, colours=colours, parts=(part,))

    with canvas.group("funnel"):
        put("funnel")
    with canvas.group("deckhouse"):
        put("house")
        for window, x in enumerate((80, 262, 444), 1):
            put(f"window-{window}")
            builder_glow(builder, canvas, x, 595, 190, "#ffd890", 0.5 * share)
        put("door")
    lamps_at = (560.0, 846.0)
    with canvas.group("ship lamp"):
        for lamp, x in enumerate(lamps_at, 1):
            put(f"lamp-{lamp}")
            builder_glow(builder, canvas, x, 450, 300, "#ffc878", 0.7 * share)
    for x in lamps_at:
        builder.light(x, 450, 520, "#ffc878", 0.5 * lit, 0.7)


def _lamp_glass(builder: SetBuilder) -> str:
    return mix(builder.tone("#c8c0a0"), "#ffe4a0", max(0.15, builder.burning(LightKind.LAMPS)))


def paint_steel_rail(builder: SetBuilder) -> None:
    """Adds the rail with its life ring, davits with a lifeboat, and a lamp on a post."""
    canvas, rail = builder.canvas("rail", 0.84), drawing("steel-rail")
    with canvas.group("lifeboat"):
        drawing("lifeboat").paint(canvas, builder.tone)
    with canvas.group("rail"):
        rail.paint(canvas, builder.tone, parts=("rail",))
        if builder.hour.snowy:
            canvas.rect(860, RAIL - 18, CANVAS_WIDTH - 860, 13, snow_tone(builder), 6)
    with canvas.group("life ring"):
        rail.paint(canvas, builder.tone, parts=("life-ring",))
    with canvas.group("lamp post"):
        rail.paint(canvas, builder.tone, colours={"lamp": _lamp_glass(builder)}, parts=("lamp-post",))
        builder_glow(
            builder, canvas, 2136, 455, 320, "#ffc878", 0.75 * builder.environment.share(LightKind.LAMPS)
        )
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
    with canvas.group("winch"):
        ground_shadow(canvas, 1850, 1104, 190, 0.5)
        drawing("winch").paint(canvas, builder.tone)
    with canvas.group("bench"):
        ground_shadow(canvas, 1152, 1112, 330, 0.5)
        drawing("slatted-bench").paint(canvas, builder.tone)


def steel_foreground(builder: SetBuilder) -> None:
    """Adds a dark post and a pipe at the sides, nearer than people."""
    drawing("near-post-and-pipe").paint(builder.canvas("foreground", 1.3), builder.tone)


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
    canvas = builder.canvas("helm", 0.82)
    with canvas.group("wheel"):
        drawing("helm").paint(canvas, builder.tone)
