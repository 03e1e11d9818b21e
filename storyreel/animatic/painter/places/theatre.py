"""A theatre seen from the stalls: curtains, painted flats, boards, footlights, the backs of seats."""

from __future__ import annotations

from storyreel.animatic.painter.layers import CANVAS_WIDTH, Fall, PaintedSeat, PaintedSet
from storyreel.animatic.painter.places.canvas import Canvas, box, disc, number
from storyreel.animatic.painter.places.features import Spots, hang_landmarks, place_props
from storyreel.animatic.painter.places.palette import darker, lighter
from storyreel.animatic.painter.places.prop_files import drawing
from storyreel.animatic.painter.places.set_builder import SetBuilder
from storyreel.animatic.painter.places.surfaces import boards_floor
from storyreel.animatic.painter.places.terrain import land, ridge
from storyreel.film.colours import mix


def paint_theatre(builder: SetBuilder) -> PaintedSet:
    """The stage; the lights are lower by day (a rehearsal) than in the evening."""
    hues = builder.hues("#8a2430", "#5c4a3a", "#3c5a72", "#e8b04c")
    show = 0.55 + 0.45 * builder.hour.lamp
    _backdrop(builder, hues.third, hues.accent)
    _flats(builder)
    _legs(builder, "far-curtains", 0.62, 330, darker(hues.base, 0.25))
    floor = builder.canvas("stage", 0.9)
    paint = builder.tone("#96683c")
    floor.rect(0, 930, CANVAS_WIDTH, 370, floor.down(darker(paint, 0.3), paint, darker(paint, 0.45)))
    boards_floor(floor, builder.chance("stage"), 930, paint, 84)
    with floor.group("light pools"):
        for x, strength in ((760, 0.34), (1152, 0.5), (1544, 0.34)):
            floor.glow(x, 1100, 380, "#ffe8b8", strength * show, 0.26)
    _beams(builder, show)
    bench = builder.canvas("bench", 0.97)
    seat = _box_bench(builder, bench, 1152, hues.second)
    place_props(builder, Spots(props=((640.0, 1085.0, 440.0), (1670.0, 1085.0, 440.0))), ("bench", "window"))
    _legs(builder, "curtains", 1.12, 400, hues.base)
    _house(builder, hues.base, hues.accent, show)
    return builder.finished(
        1115,
        470,
        seats=(seat,),
        falls=(Fall("dust", 0.35, 0.05),),
        rim="#ffe0a8",
        rim_side=1 if builder.chance("rim").random() < 0.5 else -1,
        ambient="#e0a884",
        ambient_strength=0.32,
        vignette=0.55,
    )


def _backdrop(builder: SetBuilder, base: str, accent: str) -> None:
    """A painted cloth: sky, moon or sun, hills and a far town."""
    canvas, chance = builder.canvas("backdrop", 0.3), builder.chance("backdrop")
    sky = builder.tone(base)
    canvas.wash(canvas.down((0, darker(sky, 0.45)), (0.45, sky), (0.72, mix(sky, builder.tone(accent), 0.6))))
    x = chance.uniform(800, 1500)
    canvas.glow(x, 420, 360, "#fff0c0", 0.5)
    canvas.oval(x, 420, 84, 84, mix(builder.tone("#fff0c8"), "#fff0c8", 0.7))
    with canvas.group("painted clouds"):
        for _ in range(7):
            cx, cy, wide = chance.uniform(350, 1950), chance.uniform(180, 520), chance.uniform(120, 240)
            d = "".join(
                disc(
                    cx + (k - 2) * wide * 0.2, cy - (20 if k in (1, 3) else 38 if k == 2 else 0), wide * 0.16
                )
                for k in range(5)
            ) + box(cx - wide * 0.5, cy, wide, wide * 0.15)
            canvas.path(d, lighter(sky, 0.4), opacity=0.75)
    for index, (y, tall, colour) in enumerate(((760, 90, "#4c6a7a"), (830, 60, "#3c5a4c"))):
        line = ridge(builder.chance(f"painted hills {index}"), y, tall, waves=2 + index)
        paint = builder.tone(colour)
        canvas.path(
            land(line), canvas.ramp((0, y - tall), (0, y + 200), lighter(paint, 0.15), darker(paint, 0.3))
        )
    hang_landmarks(builder, [(1152.0, 840.0, 56.0), (820.0, 840.0, 56.0)], view=canvas)


def _flats(builder: SetBuilder) -> None:
    """Cut-out trees and a house front on their wooden braces."""
    canvas, chance = builder.canvas("flats", 0.5), builder.chance("flats")
    leaf, edge = builder.tone("#4a7048"), builder.tone("#e8d8a8")
    for x, tall in ((560, 620), (1760, 560)):
        with canvas.group("flat tree"):
            wood = builder.tone("#6a4a30")
            canvas.poly(
                [(x - 30, 960), (x - 20, 960 - tall * 0.5), (x + 20, 960 - tall * 0.5), (x + 34, 960)],
                wood,
                edge,
                5,
            )
            lumps = [
                (
                    x + chance.uniform(-120, 120),
                    960 - tall * chance.uniform(0.5, 0.95),
                    chance.uniform(70, 120),
                )
                for _ in range(8)
            ]
            canvas.path("".join(disc(a, b, r + 6) for a, b, r in lumps), edge)
            canvas.path("".join(disc(a, b, r) for a, b, r in lumps), leaf)
            canvas.path(
                "".join(disc(a - 20, b - 24, r * 0.5) for a, b, r in lumps), lighter(leaf, 0.2), opacity=0.7
            )
    with canvas.group("flat house"):
        drawing("stage-house").paint(canvas, builder.tone)


def _legs(builder: SetBuilder, name: str, depth: float, wide: float, cloth: str) -> None:
    """A pair of side curtains and the border above them, with gold fringe."""
    canvas, paint, gold = builder.canvas(name, depth), builder.tone(cloth), builder.tone("#d8a848")
    folds = [
        shade
        for k in range(6)
        for shade in (darker(paint, 0.5), lighter(paint, 0.12 if k % 2 else 0.22), darker(paint, 0.25))
    ]
    for side in (-1, 1):
        outer = 0.0 if side < 0 else float(CANVAS_WIDTH)
        inner = outer - side * wide
        d = (
            f"M{number(outer)},0H{number(inner)}C{number(inner + side * 20)},520 "
            f"{number(inner + side * wide * 0.3)},700 {number(inner + side * wide * 0.36)},790"
            f"C{number(inner + side * wide * 0.3)},900 {number(inner + side * wide * 0.1)},1000 "
            f"{number(inner + side * wide * 0.12)},1110H{number(outer)}Z"
        )
        canvas.path(d, canvas.across(*folds))
        canvas.path(f"M{number(inner + side * wide * 0.12)},1100H{number(outer)}", stroke=gold, width=16)
        canvas.path(f"M{number(outer)},780L{number(inner + side * wide * 0.34)},792", stroke=gold, width=15)
    drawing("stage-border").paint(canvas, builder.tone, colours={"cloth": paint})


def _beams(builder: SetBuilder, show: float) -> None:
    canvas = builder.canvas("beams", 0.94)
    with canvas.group("light beams"):
        for x, foot, colour, strength in (
            (420, 800, "#ffd8a0", 0.26),
            (1152, 1152, "#fff4d8", 0.34),
            (1884, 1500, "#ffd8a0", 0.26),
            (800, 1350, "#a8c8ff", 0.12),
        ):
            canvas.poly(
                [(x - 26, 0), (x + 26, 0), (foot + 270, 1120), (foot - 270, 1120)],
                canvas.down((0, colour, strength * show), (1, colour, strength * 0.15 * show)),
            )
    for x in (420.0, 1152.0, 1884.0):
        builder.light(x, 30, 300, "#fff0d0", 0.4 * show, 0.94)


def _box_bench(builder: SetBuilder, canvas: Canvas, x: float, colour: str) -> PaintedSeat:
    with canvas.group("bench"):
        canvas.glow(x, 1100, 330, "#04050a", 0.5, 0.13)
        drawing("stage-box").paint(canvas, builder.tone, colours={"paint": builder.tone(colour)})
    return PaintedSeat(x, 972.0)


def _house(builder: SetBuilder, cloth: str, accent: str, show: float) -> None:
    """Footlights along the edge, and rows of seats in the dark."""
    canvas, stalls = builder.canvas("foreground", 1.3), drawing("theatre-stalls")
    brass, seats = builder.tone("#b08a3c"), builder.tone(cloth)
    stalls.paint(canvas, builder.tone, parts=("stage-front",))
    for k in range(17):
        x = 76.0 + 135 * k
        canvas.glow(x, 1190, 110, "#ffdf9a", 0.55 * show, 0.8)
        canvas.path(f"M{number(x - 34)},1200a34,34 0 0 1 68,0Z", brass)
    edge = mix(darker(seats, 0.72), accent, 0.35)
    stalls.paint(canvas, builder.tone, colours={"cloth": seats, "edge": edge}, parts=("seats",))
    for x in (1152.0, 500.0, 1804.0):
        builder.light(x, 1180, 420, "#ffdf9a", 0.24 * show, 1.2)
