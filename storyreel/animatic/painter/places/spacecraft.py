"""The bridge of a spacecraft: a wide port on stars, consoles, ribs of metal, strips of light."""

from __future__ import annotations

from storyreel.animatic.painter.layers import CANVAS_HEIGHT, CANVAS_WIDTH, Motion, PaintedSeat, PaintedSet
from storyreel.animatic.painter.places import surfaces
from storyreel.animatic.painter.places.canvas import Canvas, box, closed_path, disc
from storyreel.animatic.painter.places.features import Spots, hang_landmarks, place_props
from storyreel.animatic.painter.places.homes import ADULT, FLOOR, room_set
from storyreel.animatic.painter.places.palette import darker, lighter
from storyreel.animatic.painter.places.prop_files import drawing
from storyreel.animatic.painter.places.room import frame_edges
from storyreel.animatic.painter.places.set_builder import SetBuilder
from storyreel.animatic.painter.places.sky import stars_on
from storyreel.animatic.painter.places.terrain import ground_shadow
from storyreel.film.colours import mix
from storyreel.film.places import TimeOfDay

PORT = "M360,250Q400,180 500,176H1804Q1904,180 1944,250L2010,600Q2016,700 1910,716H394Q288,700 294,600Z"


def paint_spacecraft(builder: SetBuilder) -> PaintedSet:
    """The bridge; by night its lamps are dim and its screens bright."""
    hues = builder.hues("#7c8794", "#4c5664", "#3a4250", "#3cc8e8")
    _outer_space(builder, hues.accent)
    wall = builder.canvas("hull", 0.6)
    _hull(builder, wall, hues.base, hues.accent)
    floor = builder.canvas("deck", 0.82)
    _deck(builder, floor, hues.second, hues.accent)
    _consoles(builder, hues.second, hues.accent)
    chairs = _command_chairs(builder, hues.third, hues.accent)
    place_props(
        builder,
        Spots(
            props=((560.0, FLOOR - 10, 470.0), (1790.0, FLOOR - 10, 470.0)),
            walls=((230.0, 420.0, 260.0), (2080.0, 420.0, 260.0)),
        ),
        ("computer", "window", "chair", "screen"),
    )
    _near(builder, hues.accent)
    return room_set(builder, seats=chairs, dust=0.0, rim=lighter(hues.accent, 0.25))


def _outer_space(builder: SetBuilder, accent: str) -> None:
    canvas, chance = builder.canvas("stars", 0.03, Motion(drift_x=2.0)), builder.chance("nebula")
    canvas.wash(canvas.down("#04040f", "#0a0a24", "#120c2c"))
    for _ in range(9):
        canvas.glow(
            chance.uniform(300, 2000),
            chance.uniform(100, 720),
            chance.uniform(200, 480),
            ("#5a2c8a", "#2c4a9a", "#8a2c5c", accent)[int(chance.integers(4))],
            0.3,
            0.6,
        )
    stars_on(canvas, builder, 1000, count=420)
    planet = builder.canvas("planet", 0.06)
    x, y, r = (700.0 if chance.random() < 0.5 else 1620.0), 660.0, 330.0
    with planet.group("planet", clip=disc(x, y, r)):
        planet.oval(x, y, r, r, planet.ramp((x - r, y - r), (x + r, y + r), "#7ac8f0", "#14345c"))
        for _ in range(15):
            a, b, wide = (
                x + chance.uniform(-0.9, 0.9) * r,
                y + chance.uniform(-0.9, 0.9) * r,
                chance.uniform(60, 190),
            )
            planet.oval(
                a, b, wide, wide * 0.26, ("#e8f4f4", "#5c9a5a", "#b8a86a")[int(chance.integers(3))], 0.42
            )
        light = {TimeOfDay.DAWN: -0.5, TimeOfDay.DAY: 0.0, TimeOfDay.DUSK: 0.5, TimeOfDay.NIGHT: 0.85}[
            builder.outside.time
        ]
        planet.oval(
            x + light * r,
            y + 0.3 * r,
            r * 1.5,
            r * 1.5,
            planet.round_light(
                (0, "#02030c", 0.2 if light else 0.0),
                (0.62, "#02030c", 0.1),
                (0.95, "#02030c", 0.9),
                (1, "#02030c", 0.95),
            ),
        )
    planet.oval(x, y, r + 5, r + 5, "none", stroke="#a8e0ff", width=7, opacity=0.5)
    hang_landmarks(builder, [(1152.0, 640.0, 34.0)], view=planet)


def _hull(builder: SetBuilder, canvas: Canvas, colour_of: str, accent: str) -> None:
    paint, lamp = builder.tone(colour_of), builder.hour.lamp
    port = drawing("spacecraft-port")
    colours = {"metal": paint, "accent": accent, "strip": mix(accent, "#ffffff", 0.6)}
    whole = box(0, 0, CANVAS_WIDTH, CANVAS_HEIGHT) + PORT
    with canvas.group("hull", clip=whole):
        canvas.wash(
            canvas.down(
                (0, darker(paint, 0.55)), (0.2, darker(paint, 0.2)), (0.6, paint), (1, darker(paint, 0.6))
            )
        )
        surfaces.metal(canvas, builder.chance("hull"), (0, 60, CANVAS_WIDTH, 880), paint)
        port.paint(canvas, builder.tone, parts=("shadows",))
    canvas.path(PORT, stroke=darker(paint, 0.62), width=54)
    canvas.path(PORT, stroke=canvas.down(lighter(paint, 0.4), darker(paint, 0.1)), width=24)
    canvas.path(PORT, stroke=accent, width=4, opacity=0.5 + 0.4 * lamp)
    port.paint(canvas, builder.tone, colours=colours, parts=("bars",))
    with canvas.group("light strips"):
        port.paint(canvas, builder.tone, colours=colours, parts=("light-strips",))
        canvas.glow(1152, 120, 1100, accent, 0.22, 0.35)
    for k, (x, y) in enumerate(((130, 420), (130, 560), (2174, 420), (2174, 560))):
        canvas.rect(x - 80, y - 56, 160, 112, "#06121c", 10)
        _readout(canvas, builder, f"wall {k}", (x - 70, y - 46, 140, 92), accent)
    builder.light(1152, 124, 700, accent, 0.16 + 0.1 * lamp, 0.6)


def _readout(canvas: Canvas, builder: SetBuilder, noun: str, area: surfaces.Area, accent: str) -> None:
    """A small screen: bars, a curve and a scale; no words."""
    x, y, wide, tall = area
    chance = builder.chance(f"readout {noun}")
    canvas.rect(x, y, wide, tall, canvas.down(mix("#08202c", accent, 0.28), "#06141e"), 4)
    colour = (accent, "#ffb84c", "#6cf0a0", "#ff5c6c")[int(chance.integers(4))]
    if chance.random() < 0.5:
        bars = "".join(
            box(x + 10 + k * wide * 0.085, y + tall - 10 - h, wide * 0.05, h)
            for k, h in enumerate(chance.uniform(0.12, 0.75, 10) * tall)
        )
        canvas.path(bars, colour, opacity=0.9)
    else:
        points = [
            (x + 8 + k * (wide - 16) / 12, y + tall * (0.5 + 0.32 * value))
            for k, value in enumerate(chance.uniform(-1, 1, 13))
        ]
        canvas.line(points, colour, 4)
        canvas.oval(
            x + wide * 0.78,
            y + tall * 0.34,
            tall * 0.2,
            tall * 0.2,
            "none",
            stroke=lighter(accent, 0.3),
            width=3,
        )


def _deck(builder: SetBuilder, canvas: Canvas, colour_of: str, accent: str) -> None:
    paint = builder.tone(colour_of)
    shape = closed_path(
        [
            (0, 1000),
            (240, 900),
            (2064, 900),
            (CANVAS_WIDTH, 1000),
            (CANVAS_WIDTH, CANVAS_HEIGHT),
            (0, CANVAS_HEIGHT),
        ]
    )
    with canvas.group("deck", clip=shape):
        canvas.path(shape, canvas.down(darker(paint, 0.45), paint, darker(paint, 0.5)))
        surfaces.tiled_floor(canvas, 900, paint, darker(paint, 0.18), 170, 8, 0.6)
        with canvas.group("light strips"):
            for x in (-520, 520):
                canvas.line([(1152 + x, 900), (1152 + x * 1.83, CANVAS_HEIGHT)], accent, 7, 0.9)
                canvas.line([(1152 + x, 900), (1152 + x * 1.83, CANVAS_HEIGHT)], accent, 40, 0.16)
        surfaces.sheen(canvas, 900, "#8ab4e8", 0.28)


def _consoles(builder: SetBuilder, colour_of: str, accent: str) -> None:
    canvas, paint = builder.canvas("consoles", 0.88), builder.tone(colour_of)
    consoles = drawing("spacecraft-consoles")
    for side in (-1, 1):
        inner, outer = 1152 + side * 360, 1152 + side * 980
        with canvas.group("console"):
            part = "left-console" if side < 0 else "right-console"
            consoles.paint(canvas, builder.tone, colours={"metal": paint}, parts=(part,))
            for k in range(4):
                a = min(inner, outer) + 40 + 142 * k
                _readout(canvas, builder, f"console {side} {k}", (a, 790, 112, 62), accent)
            chance = builder.chance(f"buttons {side}")
            for colour in ("#ff5c6c", "#ffc84c", "#6cf0a0", accent):
                canvas.path(
                    "".join(
                        disc(
                            chance.uniform(min(inner, outer) + 40, max(inner, outer) - 40),
                            chance.uniform(905, 1020),
                            6,
                        )
                        for _ in range(9)
                    ),
                    colour,
                    opacity=0.9,
                )
        builder.light((inner + outer) / 2, 820, 300, accent, 0.24 + 0.12 * builder.hour.lamp, 0.88, "pulse")


def _command_chairs(builder: SetBuilder, colour_of: str, accent: str) -> tuple[PaintedSeat, ...]:
    canvas, colours = builder.canvas("chairs", 0.96), {"cloth": builder.tone(colour_of), "light": accent}
    seat = FLOOR - ADULT * 0.28
    places = (830.0, 1152.0, 1474.0)
    for x in places:
        with canvas.group("chair"):
            ground_shadow(canvas, x, FLOOR - 6, 130, 0.6)
            drawing("command-chair").paint(canvas, builder.tone, x, seat, colours=colours)
    return tuple(PaintedSeat(x, seat - 4) for x in places)


def _near(builder: SetBuilder, accent: str) -> None:
    canvas = builder.canvas("foreground", 1.3)
    frame_edges(builder, canvas, "#04050c", 240, 240)
    metal = builder.tone("#2c343e")
    colours = {"metal": metal, "accent": accent, "edge": mix(darker(metal, 0.5), accent, 0.5)}
    drawing("spacecraft-pillars").paint(canvas, builder.tone, colours=colours)
