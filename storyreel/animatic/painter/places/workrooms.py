"""Rooms of work and care: office, corridor, hospital ward."""

from __future__ import annotations

from itertools import pairwise

from storyreel.animatic.painter.layers import CANVAS_HEIGHT, CANVAS_WIDTH, PaintedSeat, PaintedSet
from storyreel.animatic.painter.places import beds, cupboards, dressing, lamps, materials, seats, tables
from storyreel.animatic.painter.places.canvas import Canvas, closed_path
from storyreel.animatic.painter.places.features import Spots, place_props
from storyreel.animatic.painter.places.fittings import computer
from storyreel.animatic.painter.places.homes import ADULT, FLOOR, near_dressing, room_set
from storyreel.animatic.painter.places.palette import darker, lighter
from storyreel.animatic.painter.places.prop_files import drawing
from storyreel.animatic.painter.places.room import BASE, Shell, build_room, frame_edges, shafts_of_day
from storyreel.animatic.painter.places.set_builder import SetBuilder
from storyreel.animatic.painter.places.terrain import ground_shadow
from storyreel.animatic.painter.places.windows import Window
from storyreel.film.colours import mix
from storyreel.film.facts import Seat


def _tube_light(
    builder: SetBuilder,
    canvas: Canvas,
    x: float,
    y: float,
    wide: float,
    depth: float,
    *,
    on: float = 1.0,
    behaviour: str = "steady",
) -> None:
    """A strip light under the ceiling, with its wash below."""
    with canvas.group("strip light"):
        canvas.rect(x - wide / 2 - 8, y - 10, wide + 16, 14, builder.tone("#8a8c90"), 4)
        canvas.rect(x - wide / 2, y, wide, 12, mix(builder.tone("#d8dcdc"), "#f4ffff", on), 6)
        canvas.poly(
            [
                (x - wide / 2, y + 12),
                (x + wide / 2, y + 12),
                (x + wide * 0.95, y + 560),
                (x - wide * 0.95, y + 560),
            ],
            canvas.down((0, "#e4f6ff", 0.2 * on), (1, "#e4f6ff", 0.0)),
        )
    builder.light(x, y + 6, wide * 0.9, "#e4f4ff", 0.3 * on, depth, behaviour)


def paint_office(builder: SetBuilder) -> PaintedSet:
    """Desks before a wide window over the city, shelves, a board of papers, strip lights."""
    hues = builder.hues("#9aa4a6", "#5a6a78", "#6a5a48", "#d8803c")
    windows = (
        Window(420, 230, 620, 400, bars=(4, 1), blinds=True),
        Window(1180, 230, 620, 400, bars=(4, 1), blinds=True),
    )
    shell = Shell(
        wall=hues.base,
        material="plaster",
        dado="",
        floor=mix(hues.second, "#5a5650", 0.4),
        floor_material="carpet",
        windows=windows,
        view="city",
        frame="#c8ccd0",
        ceiling="#d8dcdc",
        glow="#d4ecff",
    )
    wall, _ = build_room(builder, shell)
    _pinboard(builder, wall, 1960, 330)
    for x in (640, 1660):
        _tube_light(builder, wall, x, 128, 420, 0.6, on=0.35 + 0.65 * builder.hour.lamp)
    back = builder.canvas("back-furniture", 0.73)
    cupboards.bookshelf(builder, back, 300, BASE + 12, 220, 520, "#6c6258")
    _filing(builder, back, 1990, hues.second)
    cupboards.cabinet(builder, back, 1110, BASE + 14, 760, 170, hues.second, 6, "sideboard")
    dressing.plant(builder, back, 800, BASE - 158, 170, "#d8d4cc")
    shafts_of_day(builder, shell)
    front = builder.canvas("desks", 0.96)
    chair = _swivel_chair(builder, front, 1152, hues.accent)
    computer(builder, front, 1560, FLOOR - 20, ADULT, 0.96)
    top = tables.table(builder, front, 730, FLOOR - 20, ADULT, 520, "#8a7a68", name="desk")
    _papers(builder, front, 730, top, hues.accent)
    lamps.table_lamp(builder, front, 560, top, ADULT, 0.96, hues.accent)
    place_props(
        builder,
        Spots(
            props=((2010.0, FLOOR - 6, 470.0), (330.0, FLOOR - 6, 470.0)),
            walls=((1110.0, 330.0, 300.0), (330.0, 260.0, 300.0)),
        ),
        ("desk", "computer", "window", "bookshelf", "plant"),
    )
    near_dressing(builder)
    return room_set(builder, seats=(chair,), rim="#bfe0ff" if builder.hour.lamp > 0.5 else "")


def _pinboard(builder: SetBuilder, canvas: Canvas, x: float, y: float) -> None:
    chance, cork = builder.chance("pinboard"), builder.tone("#a87c4c")
    with canvas.group("pinboard"):
        canvas.rect(x - 120, y - 80, 240, 250, darker(cork, 0.4), 4)
        canvas.rect(x - 110, y - 70, 220, 230, cork)
        for _ in range(9):
            a, b = x + chance.uniform(-100, 50), y + chance.uniform(-62, 110)
            canvas.rect(
                a,
                b,
                chance.uniform(36, 56),
                chance.uniform(34, 50),
                builder.tone(("#f0ecdc", "#e8d878", "#a8d0d8", "#e8b0a0")[int(chance.integers(4))]),
            )


def _filing(builder: SetBuilder, canvas: Canvas, x: float, colour: str) -> None:
    with canvas.group("filing cabinet"):
        ground_shadow(canvas, x, BASE + 12, 150, 0.5)
        colours = {"paint": builder.tone(colour)}
        drawing("filing-cabinet").paint(canvas, builder.tone, x, BASE, colours=colours)


def _swivel_chair(builder: SetBuilder, canvas: Canvas, x: float, colour: str) -> PaintedSeat:
    with canvas.group("chair"):
        ground_shadow(canvas, x, FLOOR - 4, 130, 0.6)
        colours = {"cloth": builder.tone(darker(colour, 0.25))}
        drawing("swivel-chair").paint(canvas, builder.tone, x, FLOOR, colours=colours)
    return PaintedSeat(x, FLOOR - ADULT * 0.28 - 6)


def _papers(builder: SetBuilder, canvas: Canvas, x: float, top: float, accent: str) -> None:
    paper = builder.tone("#f2eee2")
    for k in range(6):
        canvas.rect(x + 60 - k * 1.5, top - 8 * k - 4, 110, 8, darker(paper, 0.05 * (k % 3)), 2)
    canvas.poly([(x - 70, top - 5), (x + 10, top - 5), (x + 22, top + 6), (x - 66, top + 6)], paper)
    tables.cup(builder, canvas, x + 200, top + 4, 40, accent)


def paint_corridor(builder: SetBuilder) -> PaintedSet:
    """A long passage in one-point perspective: doors, lamps, a window at its end."""
    hues = builder.hues("#8c9088", "#5c6a66", "#7a4a3c", "#d8a04c")
    _end_wall(builder, hues.base)
    for index, (depth, reach) in enumerate(((0.45, 0.30), (0.62, 0.5), (0.82, 0.82))):
        _passage_ring(builder, index, depth, reach, hues.base, hues.second, hues.third)
    floor = builder.canvas("floor", 0.92)
    _passage_floor(builder, floor, hues.second)
    bench = builder.canvas("bench", 0.96)
    seat = _wall_bench(builder, bench, hues.third)
    place_props(
        builder,
        Spots(
            props=((620.0, FLOOR - 20, 470.0), (1690.0, FLOOR - 20, 470.0)), walls=((1152.0, 330.0, 300.0),)
        ),
        ("door", "bench", "window"),
    )
    canvas = builder.canvas("foreground", 1.3)
    frame_edges(builder, canvas, "#0c0a0e", 330, 330)
    jamb = darker(builder.tone(hues.third), 0.6)
    for x in (0, CANVAS_WIDTH - 96):
        canvas.rect(x, 0, 96, CANVAS_HEIGHT, canvas.across(darker(jamb, 0.3), jamb, darker(jamb, 0.4)))
    return room_set(builder, seats=(seat,), stool=Seat.BENCH, dust=0.2)


def _corner(reach: float) -> tuple[float, float, float, float]:
    """Left, top, right and foot of the passage's section, `reach` from the far end (0) to the viewer (1)."""
    middle, level = CANVAS_WIDTH / 2, 560.0
    half_wide, up, down = 130 + 1130 * reach, 210 + 440 * reach, 170 + 620 * reach
    return middle - half_wide, level - up, middle + half_wide, level + down


def _end_wall(builder: SetBuilder, wall: str) -> None:
    canvas, outside = builder.canvas("end-wall", 0.3), builder.outside
    paint = darker(builder.tone(wall), 0.12)
    canvas.wash(paint)
    left, top, right, foot = _corner(0.2)
    canvas.rect(left, top, right - left, foot - top, canvas.down(darker(paint, 0.1), lighter(paint, 0.08)))
    glass = outside.sky
    skies = ("sky-top", "sky-high", "sky-low", "sky-foot")
    with canvas.group("window"):
        colours: dict[str, str] = dict(zip(skies, glass, strict=True))
        drawing("corridor-window").paint(canvas, builder.tone, colours=colours)
    if outside.wet or outside.snowy:
        chance = builder.chance("end drops")
        with canvas.group("weather on panes"):
            canvas.scratches(
                [
                    (x, y, x - 2, y + 16)
                    for x, y in zip(chance.uniform(1034, 1270, 50), chance.uniform(350, 620, 50), strict=True)
                ],
                "#ffffff",
                2.4,
                0.5,
            )
    with canvas.group("light halo"):
        canvas.glow(1152, 500, 480, lighter(glass[2], 0.3), 0.5 * (1 - 0.7 * builder.hour.lamp))


def _passage_ring(
    builder: SetBuilder, index: int, depth: float, reach: float, wall: str, dado: str, door_colour: str
) -> None:
    """One stretch of the two side walls and the ceiling with doors and a lamp."""
    canvas = builder.canvas(f"walls-{index + 1}", depth)
    far, near = _corner(reach * 0.55), _corner(reach * 1.25)
    fade = 0.36 - 0.12 * index
    paint, lower = builder.tone(wall), builder.tone(dado)
    for side in (0, 2):
        a, b = far[side], near[side]
        canvas.poly(
            [(a, far[1]), (b, near[1]), (b, near[3]), (a, far[3])],
            canvas.ramp(
                (a, 0),
                (b, 0),
                mix(paint, lighter(paint, 0.2), 0.4 - fade),
                darker(paint, 0.18 + 0.12 * index),
            ),
        )
        rail_far, rail_near = far[3] - (far[3] - far[1]) * 0.36, near[3] - (near[3] - near[1]) * 0.36
        canvas.poly(
            [(a, rail_far), (b, rail_near), (b, near[3]), (a, far[3])],
            canvas.ramp((a, 0), (b, 0), lower, darker(lower, 0.35)),
        )
        canvas.line([(a, rail_far), (b, rail_near)], lighter(lower, 0.3), 5 + 3 * index)
        canvas.line([(a, far[3] - 8), (b, near[3] - 18)], darker(lower, 0.5), 12 + 8 * index)
        _side_door(builder, canvas, far, near, side, door_colour)
    canvas.poly(
        [(far[0], far[1]), (far[2], far[1]), (near[2], near[1]), (near[0], near[1])],
        canvas.down(darker(paint, 0.5), darker(paint, 0.28)),
    )
    y = (far[1] + near[1]) / 2 + 6
    half = 60 + 120 * reach
    on = 0.45 + 0.55 * builder.hour.lamp
    with canvas.group("ceiling lamp"):
        canvas.glow(1152, y + 10, half * 2.4, "#fff0cc", 0.4 * on)
        canvas.poly(
            [
                (1152 - half * 0.8, y - 10),
                (1152 + half * 0.8, y - 10),
                (1152 + half, y + 12),
                (1152 - half, y + 12),
            ],
            mix("#d8d0b8", "#fff8e4", on),
        )
    builder.light(1152, y, half * 2.2, "#fff0cc", 0.3 * on, depth, "flicker" if index == 1 else "steady")


def _side_door(
    builder: SetBuilder,
    canvas: Canvas,
    far: tuple[float, float, float, float],
    near: tuple[float, float, float, float],
    side: int,
    colour: str,
) -> None:
    wood = builder.tone(colour)

    def point(t: float, height: float) -> tuple[float, float]:
        x = far[side] + (near[side] - far[side]) * t
        top, foot = far[1] + (near[1] - far[1]) * t, far[3] + (near[3] - far[3]) * t
        return x, foot - (foot - top) * height

    with canvas.group("door"):
        canvas.poly([point(0.27, 0), point(0.27, 0.74), point(0.66, 0.74), point(0.66, 0)], darker(wood, 0.5))
        canvas.poly(
            [point(0.3, 0), point(0.3, 0.71), point(0.63, 0.71), point(0.63, 0)],
            canvas.ramp(point(0.3, 0), point(0.63, 0), lighter(wood, 0.12), darker(wood, 0.25)),
        )
        for low, high in ((0.08, 0.32), (0.38, 0.66)):
            canvas.poly(
                [point(0.36, low), point(0.36, high), point(0.57, high), point(0.57, low)],
                darker(wood, 0.25),
                lighter(wood, 0.2),
                3,
            )
        x, y = point(0.59, 0.35)
        canvas.oval(x, y, 8, 8, builder.tone(materials.BRASS))


def _passage_floor(builder: SetBuilder, canvas: Canvas, colour: str) -> None:
    """Polished tiles that mirror the lamps and the window."""
    paint = builder.tone(darker(colour, 0.15))
    far = _corner(0.2)
    shape = closed_path(
        [(far[0], far[3]), (far[2], far[3]), (CANVAS_WIDTH + 260, CANVAS_HEIGHT), (-260, CANVAS_HEIGHT)]
    )
    with canvas.group("floor", clip=shape):
        canvas.path(
            shape, canvas.ramp((0, far[3]), (0, CANVAS_HEIGHT), lighter(paint, 0.12), darker(paint, 0.4))
        )
        ys = [far[3] + (CANVAS_HEIGHT - far[3]) * (k / 9) ** 1.8 for k in range(10)]
        cells = []
        for row, (top, foot) in enumerate(pairwise(ys)):
            for column in range(-9, 9):
                if (row + column) % 2:
                    s, t = (top - 380) / 420, (foot - 380) / 420
                    cells.append(
                        closed_path(
                            [
                                (1152 + column * 100 * s, top),
                                (1152 + (column + 1) * 100 * s, top),
                                (1152 + (column + 1) * 100 * t, foot),
                                (1152 + column * 100 * t, foot),
                            ]
                        )
                    )
        canvas.path("".join(cells), darker(paint, 0.22), opacity=0.7)
        with canvas.group("light reflections"):
            canvas.rect(
                1012,
                far[3],
                280,
                420,
                canvas.down((0, lighter(builder.outside.sky[2], 0.3), 0.4), (1, "#ffffff", 0.0)),
            )
            for y, half in ((870, 150), (1010, 230)):
                canvas.glow(1152, y, half * 1.6, "#fff0cc", 0.28 * (0.45 + 0.55 * builder.hour.lamp), 0.3)


def _wall_bench(builder: SetBuilder, canvas: Canvas, colour: str) -> PaintedSeat:
    with canvas.group("bench"):
        ground_shadow(canvas, 1152, FLOOR - 12, 330, 0.5)
        drawing("corridor-bench").paint(canvas, builder.tone, colours={"paint": builder.tone(colour)})
    return PaintedSeat(1152, FLOOR - ADULT * 0.26 - 4)


def paint_hospital(builder: SetBuilder) -> PaintedSet:
    """A ward: beds with screens, monitors, tiled walls, strip light."""
    hues = builder.hues("#b8ccc8", "#8ab0b0", "#d8e0dc", "#3c9a94")
    windows = (Window(930, 230, 450, 390, bars=(3, 1), blinds=True),)
    shell = Shell(
        wall=hues.base,
        material="plaster",
        dado=hues.second,
        dado_material="tiles",
        floor="#b4c0bc",
        floor_material="lino",
        windows=windows,
        view="city",
        frame="#eef2f0",
        ceiling="#e8eeec",
        glow="#dcfff6",
    )
    wall, _ = build_room(builder, shell)
    dressing.clock_face(builder, wall, 780, 260, 48)
    for x in (560, 1744):
        _tube_light(builder, wall, x, 128, 480, 0.6, on=0.45 + 0.55 * builder.hour.lamp)
    back = builder.canvas("screens", 0.74)
    for x in (380, 1930):
        _screen(builder, back, x, hues.second)
    _monitor(builder, back, hues.accent)
    cupboards.cabinet(builder, back, 700, BASE + 16, 250, 220, hues.third, 2, knob="#a8b0b4")
    tables.bottles(builder, back, 600, BASE - 212, 170, 66)
    shafts_of_day(builder, shell)
    front = builder.canvas("bed", 0.96)
    berth = (
        beds.berth_in(builder, beds.wheeled_bedstead, 1100, FLOOR - 8, ADULT, hues.accent)
        if builder.lain_in
        else None
    )
    bed = (
        PaintedSeat(berth.x, berth.top_y, long=True)
        if berth
        else beds.hospital_bed(builder, front, 1100, FLOOR - 8, ADULT, hues.accent)
    )
    seats.chair(builder, front, 1800, FLOOR - 6, ADULT, "#7a8a8c")
    place_props(
        builder,
        Spots(
            props=((2000.0, FLOOR - 6, 470.0), (330.0, FLOOR - 6, 470.0)),
            walls=((640.0, 330.0, 330.0), (1560.0, 320.0, 330.0)),
        ),
        ("bed", "window", "clock", "chair", "computer"),
    )
    near_dressing(builder, plant=False)
    return room_set(builder, seats=(bed,), berth=berth, rim="#d0fff4" if builder.hour.lamp > 0.5 else "")


def _screen(builder: SetBuilder, canvas: Canvas, x: float, colour: str) -> None:
    """A folding curtain on a rail."""
    with canvas.group("curtain"):
        colours = {"cloth": builder.tone(lighter(colour, 0.35))}
        drawing("ward-curtain").paint(canvas, builder.tone, x, colours=colours)


def _monitor(builder: SetBuilder, canvas: Canvas, accent: str) -> None:
    with canvas.group("monitor"):
        drawing("ward-monitor").paint(canvas, builder.tone)
    builder.light(1560, 545, 190, accent, 0.3 + 0.2 * builder.hour.lamp, 0.74, "pulse")
