"""Rooms of work and care: office, corridor, hospital ward."""

from __future__ import annotations

from itertools import pairwise

from storyreel.animatic.painter.layers import CANVAS_HEIGHT, CANVAS_WIDTH, PaintedSeat, PaintedSet
from storyreel.animatic.painter.places import beds, cupboards, dressing, lamps, materials, seats, tables
from storyreel.animatic.painter.places.easel import Easel
from storyreel.animatic.painter.places.features import Spots, place_props
from storyreel.animatic.painter.places.fittings import computer
from storyreel.animatic.painter.places.homes import ADULT, FLOOR, near_dressing, room_set
from storyreel.animatic.painter.places.palette import darker, lighter
from storyreel.animatic.painter.places.room import BASE, Shell, build_room, frame_edges, shafts_of_day
from storyreel.animatic.painter.places.sheet import Sheet, closed_path, number
from storyreel.animatic.painter.places.terrain import ground_shadow
from storyreel.animatic.painter.places.windows import Window
from storyreel.film.colours import mix
from storyreel.film.facts import Seat


def _tube_light(easel: Easel, sheet: Sheet, x: float, y: float, wide: float, depth: float, *, on: float = 1.0, behaviour: str = "steady") -> None:
    """A strip light under the ceiling, with its wash below."""
    with sheet.group("strip light"):
        sheet.rect(x - wide / 2 - 8, y - 10, wide + 16, 14, easel.tone("#8a8c90"), 4)
        sheet.rect(x - wide / 2, y, wide, 12, mix(easel.tone("#d8dcdc"), "#f4ffff", on), 6)
        sheet.poly(
            [(x - wide / 2, y + 12), (x + wide / 2, y + 12), (x + wide * 0.95, y + 560), (x - wide * 0.95, y + 560)],
            sheet.down((0, "#e4f6ff", 0.2 * on), (1, "#e4f6ff", 0.0)),
        )
    easel.light(x, y + 6, wide * 0.9, "#e4f4ff", 0.3 * on, depth, behaviour)


def paint_office(easel: Easel) -> PaintedSet:
    """Desks before a wide window over the city, shelves, a board of papers, strip lights."""
    hues = easel.hues("#9aa4a6", "#5a6a78", "#6a5a48", "#d8803c")
    windows = (Window(420, 230, 620, 400, bars=(4, 1), blinds=True), Window(1180, 230, 620, 400, bars=(4, 1), blinds=True))
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
    wall, _ = build_room(easel, shell)
    _pinboard(easel, wall, 1960, 330)
    for x in (640, 1660):
        _tube_light(easel, wall, x, 128, 420, 0.6, on=0.35 + 0.65 * easel.hour.lamp)
    back = easel.sheet("back-furniture", 0.73)
    cupboards.bookshelf(easel, back, 300, BASE + 12, 220, 520, "#6c6258")
    _filing(easel, back, 1990, hues.second)
    cupboards.cabinet(easel, back, 1110, BASE + 14, 760, 170, hues.second, 6, "sideboard")
    dressing.plant(easel, back, 800, BASE - 158, 170, "#d8d4cc")
    shafts_of_day(easel, shell)
    front = easel.sheet("desks", 0.96)
    chair = _swivel_chair(easel, front, 1152, hues.accent)
    computer(easel, front, 1560, FLOOR - 20, ADULT, 0.96)
    top = tables.table(easel, front, 730, FLOOR - 20, ADULT, 520, "#8a7a68", name="desk")
    _papers(easel, front, 730, top, hues.accent)
    lamps.table_lamp(easel, front, 560, top, ADULT, 0.96, hues.accent)
    place_props(
        easel,
        Spots(props=((2010.0, FLOOR - 6, 470.0), (330.0, FLOOR - 6, 470.0)), walls=((1110.0, 330.0, 300.0), (330.0, 260.0, 300.0))),
        ("desk", "computer", "window", "bookshelf", "plant"),
    )
    near_dressing(easel)
    return room_set(easel, seats=(chair,), rim="#bfe0ff" if easel.hour.lamp > 0.5 else "")


def _pinboard(easel: Easel, sheet: Sheet, x: float, y: float) -> None:
    chance, cork = easel.chance("pinboard"), easel.tone("#a87c4c")
    with sheet.group("pinboard"):
        sheet.rect(x - 120, y - 80, 240, 250, darker(cork, 0.4), 4)
        sheet.rect(x - 110, y - 70, 220, 230, cork)
        for _ in range(9):
            a, b = x + chance.uniform(-100, 50), y + chance.uniform(-62, 110)
            sheet.rect(
                a,
                b,
                chance.uniform(36, 56),
                chance.uniform(34, 50),
                easel.tone(("#f0ecdc", "#e8d878", "#a8d0d8", "#e8b0a0")[int(chance.integers(4))]),
            )


def _filing(easel: Easel, sheet: Sheet, x: float, colour: str) -> None:
    paint = easel.tone(colour)
    with sheet.group("filing cabinet"):
        ground_shadow(sheet, x, BASE + 12, 150, 0.5)
        sheet.rect(x - 100, BASE - 330, 200, 344, sheet.across(lighter(paint, 0.18), darker(paint, 0.3)), 4)
        for k in range(4):
            sheet.rect(x - 88, BASE - 318 + 82 * k, 176, 72, sheet.down(lighter(paint, 0.2), darker(paint, 0.15)), 3)
            sheet.rect(x - 26, BASE - 292 + 82 * k, 52, 10, easel.tone("#c8ccd0"), 4)


def _swivel_chair(easel: Easel, sheet: Sheet, x: float, colour: str) -> PaintedSeat:
    cloth, steel = easel.tone(darker(colour, 0.25)), easel.tone("#4a4e56")
    seat = FLOOR - ADULT * 0.28
    with sheet.group("chair"):
        ground_shadow(sheet, x, FLOOR - 4, 130, 0.6)
        sheet.scratches(
            [
                (x, seat + 20, x, FLOOR - 30),
                (x - 84, FLOOR - 10, x, FLOOR - 34),
                (x + 84, FLOOR - 10, x, FLOOR - 34),
                (x - 30, FLOOR - 4, x, FLOOR - 34),
                (x + 36, FLOOR - 4, x, FLOOR - 34),
            ],
            steel,
            14,
        )
        sheet.rect(x - 74, seat - 180, 148, 170, sheet.down(lighter(cloth, 0.2), darker(cloth, 0.35)), 30)
        sheet.rect(x - 88, seat - 10, 176, 42, sheet.down(lighter(cloth, 0.3), darker(cloth, 0.35)), 20)
        sheet.path(f"M{number(x - 92)},{number(seat)}v-52h26M{number(x + 92)},{number(seat)}v-52h-26", stroke=steel, width=12)
    return PaintedSeat(x, seat - 6)


def _papers(easel: Easel, sheet: Sheet, x: float, top: float, accent: str) -> None:
    paper = easel.tone("#f2eee2")
    for k in range(6):
        sheet.rect(x + 60 - k * 1.5, top - 8 * k - 4, 110, 8, darker(paper, 0.05 * (k % 3)), 2)
    sheet.poly([(x - 70, top - 5), (x + 10, top - 5), (x + 22, top + 6), (x - 66, top + 6)], paper)
    tables.cup(easel, sheet, x + 200, top + 4, 40, accent)


def paint_corridor(easel: Easel) -> PaintedSet:
    """A long passage in one-point perspective: doors, lamps, a window at its end."""
    hues = easel.hues("#8c9088", "#5c6a66", "#7a4a3c", "#d8a04c")
    _end_wall(easel, hues.base)
    for index, (depth, reach) in enumerate(((0.45, 0.30), (0.62, 0.5), (0.82, 0.82))):
        _passage_ring(easel, index, depth, reach, hues.base, hues.second, hues.third)
    floor = easel.sheet("floor", 0.92)
    _passage_floor(easel, floor, hues.second)
    bench = easel.sheet("bench", 0.96)
    seat = _wall_bench(easel, bench, 1152, hues.third)
    place_props(
        easel, Spots(props=((620.0, FLOOR - 20, 470.0), (1690.0, FLOOR - 20, 470.0)), walls=((1152.0, 330.0, 300.0),)), ("door", "bench", "window")
    )
    sheet = easel.sheet("foreground", 1.3)
    frame_edges(easel, sheet, "#0c0a0e", 330, 330)
    jamb = darker(easel.tone(hues.third), 0.6)
    for x in (0, CANVAS_WIDTH - 96):
        sheet.rect(x, 0, 96, CANVAS_HEIGHT, sheet.across(darker(jamb, 0.3), jamb, darker(jamb, 0.4)))
    return room_set(easel, seats=(seat,), stool=Seat.BENCH, dust=0.2)


def _corner(reach: float) -> tuple[float, float, float, float]:
    """Left, top, right and foot of the passage's section, `reach` from the far end (0) to the viewer (1)."""
    middle, level = CANVAS_WIDTH / 2, 560.0
    half_wide, up, down = 130 + 1130 * reach, 210 + 440 * reach, 170 + 620 * reach
    return middle - half_wide, level - up, middle + half_wide, level + down


def _end_wall(easel: Easel, wall: str) -> None:
    sheet, outside = easel.sheet("end-wall", 0.3), easel.outside
    paint = darker(easel.tone(wall), 0.12)
    sheet.wash(paint)
    left, top, right, foot = _corner(0.2)
    sheet.rect(left, top, right - left, foot - top, sheet.down(darker(paint, 0.1), lighter(paint, 0.08)))
    glass = outside.sky
    with sheet.group("window"):
        sheet.rect(1012, 330, 280, 330, easel.tone("#e0d8c8"))
        sheet.rect(1030, 348, 244, 294, sheet.down(glass[0], glass[1], glass[2], glass[3]))
        sheet.scratches([(1152, 348, 1152, 642), (1030, 450, 1274, 450), (1030, 550, 1274, 550)], easel.tone("#e0d8c8"), 10)
    if outside.wet or outside.snowy:
        chance = easel.chance("end drops")
        with sheet.group("weather on panes"):
            sheet.scratches(
                [(x, y, x - 2, y + 16) for x, y in zip(chance.uniform(1034, 1270, 50), chance.uniform(350, 620, 50), strict=True)],
                "#ffffff",
                2.4,
                0.5,
            )
    with sheet.group("light halo"):
        sheet.glow(1152, 500, 480, lighter(glass[2], 0.3), 0.5 * (1 - 0.7 * easel.hour.lamp))


def _passage_ring(easel: Easel, index: int, depth: float, reach: float, wall: str, dado: str, door_colour: str) -> None:
    """One stretch of the two side walls and the ceiling with doors and a lamp."""
    sheet = easel.sheet(f"walls-{index + 1}", depth)
    far, near = _corner(reach * 0.55), _corner(reach * 1.25)
    fade = 0.36 - 0.12 * index
    paint, lower = easel.tone(wall), easel.tone(dado)
    for side in (0, 2):
        a, b = far[side], near[side]
        sheet.poly(
            [(a, far[1]), (b, near[1]), (b, near[3]), (a, far[3])],
            sheet.ramp((a, 0), (b, 0), mix(paint, lighter(paint, 0.2), 0.4 - fade), darker(paint, 0.18 + 0.12 * index)),
        )
        rail_far, rail_near = far[3] - (far[3] - far[1]) * 0.36, near[3] - (near[3] - near[1]) * 0.36
        sheet.poly([(a, rail_far), (b, rail_near), (b, near[3]), (a, far[3])], sheet.ramp((a, 0), (b, 0), lower, darker(lower, 0.35)))
        sheet.line([(a, rail_far), (b, rail_near)], lighter(lower, 0.3), 5 + 3 * index)
        sheet.line([(a, far[3] - 8), (b, near[3] - 18)], darker(lower, 0.5), 12 + 8 * index)
        _side_door(easel, sheet, far, near, side, door_colour)
    sheet.poly([(far[0], far[1]), (far[2], far[1]), (near[2], near[1]), (near[0], near[1])], sheet.down(darker(paint, 0.5), darker(paint, 0.28)))
    y = (far[1] + near[1]) / 2 + 6
    half = 60 + 120 * reach
    on = 0.45 + 0.55 * easel.hour.lamp
    with sheet.group("ceiling lamp"):
        sheet.glow(1152, y + 10, half * 2.4, "#fff0cc", 0.4 * on)
        sheet.poly(
            [(1152 - half * 0.8, y - 10), (1152 + half * 0.8, y - 10), (1152 + half, y + 12), (1152 - half, y + 12)], mix("#d8d0b8", "#fff8e4", on)
        )
    easel.light(1152, y, half * 2.2, "#fff0cc", 0.3 * on, depth, "flicker" if index == 1 else "steady")


def _side_door(
    easel: Easel, sheet: Sheet, far: tuple[float, float, float, float], near: tuple[float, float, float, float], side: int, colour: str
) -> None:
    wood = easel.tone(colour)

    def point(t: float, height: float) -> tuple[float, float]:
        x = far[side] + (near[side] - far[side]) * t
        top, foot = far[1] + (near[1] - far[1]) * t, far[3] + (near[3] - far[3]) * t
        return x, foot - (foot - top) * height

    with sheet.group("door"):
        sheet.poly([point(0.27, 0), point(0.27, 0.74), point(0.66, 0.74), point(0.66, 0)], darker(wood, 0.5))
        sheet.poly(
            [point(0.3, 0), point(0.3, 0.71), point(0.63, 0.71), point(0.63, 0)],
            sheet.ramp(point(0.3, 0), point(0.63, 0), lighter(wood, 0.12), darker(wood, 0.25)),
        )
        for low, high in ((0.08, 0.32), (0.38, 0.66)):
            sheet.poly([point(0.36, low), point(0.36, high), point(0.57, high), point(0.57, low)], darker(wood, 0.25), lighter(wood, 0.2), 3)
        x, y = point(0.59, 0.35)
        sheet.oval(x, y, 8, 8, easel.tone(materials.BRASS))


def _passage_floor(easel: Easel, sheet: Sheet, colour: str) -> None:
    """Polished tiles that mirror the lamps and the window."""
    paint = easel.tone(darker(colour, 0.15))
    far = _corner(0.2)
    shape = closed_path([(far[0], far[3]), (far[2], far[3]), (CANVAS_WIDTH + 260, CANVAS_HEIGHT), (-260, CANVAS_HEIGHT)])
    with sheet.group("floor", clip=shape):
        sheet.path(shape, sheet.ramp((0, far[3]), (0, CANVAS_HEIGHT), lighter(paint, 0.12), darker(paint, 0.4)))
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
        sheet.path("".join(cells), darker(paint, 0.22), opacity=0.7)
        with sheet.group("light reflections"):
            sheet.rect(1012, far[3], 280, 420, sheet.down((0, lighter(easel.outside.sky[2], 0.3), 0.4), (1, "#ffffff", 0.0)))
            for y, half in ((870, 150), (1010, 230)):
                sheet.glow(1152, y, half * 1.6, "#fff0cc", 0.28 * (0.45 + 0.55 * easel.hour.lamp), 0.3)


def _wall_bench(easel: Easel, sheet: Sheet, x: float, colour: str) -> PaintedSeat:
    paint, steel, seat = easel.tone(colour), easel.tone("#5c6066"), FLOOR - ADULT * 0.26
    with sheet.group("bench"):
        ground_shadow(sheet, x, FLOOR - 12, 330, 0.5)
        sheet.scratches([(x + dx, seat + 10, x + dx, FLOOR - 14) for dx in (-230, -220, 220, 230)], steel, 9)
        sheet.rect(x - 280, seat, 560, 34, sheet.down(lighter(paint, 0.3), darker(paint, 0.3)), 10)
        sheet.rect(x - 280, seat + 30, 560, 12, darker(paint, 0.5), 4)
    return PaintedSeat(x, seat - 4)


def paint_hospital(easel: Easel) -> PaintedSet:
    """A ward: beds with screens, monitors, tiled walls, strip light."""
    hues = easel.hues("#b8ccc8", "#8ab0b0", "#d8e0dc", "#3c9a94")
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
    wall, _ = build_room(easel, shell)
    dressing.clock_face(easel, wall, 780, 260, 48)
    for x in (560, 1744):
        _tube_light(easel, wall, x, 128, 480, 0.6, on=0.45 + 0.55 * easel.hour.lamp)
    back = easel.sheet("screens", 0.74)
    for x in (380, 1930):
        _screen(easel, back, x, hues.second)
    _monitor(easel, back, 1560, hues.accent)
    cupboards.cabinet(easel, back, 700, BASE + 16, 250, 220, hues.third, 2, knob="#a8b0b4")
    tables.bottles(easel, back, 600, BASE - 212, 170, 66)
    shafts_of_day(easel, shell)
    front = easel.sheet("bed", 0.96)
    berth = beds.berth_in(easel, beds.wheeled_bedstead, 1100, FLOOR - 8, ADULT, hues.accent) if easel.lain_in else None
    bed = PaintedSeat(berth.x, berth.top_y, long=True) if berth else beds.hospital_bed(easel, front, 1100, FLOOR - 8, ADULT, hues.accent)
    seats.chair(easel, front, 1800, FLOOR - 6, ADULT, "#7a8a8c")
    place_props(
        easel,
        Spots(props=((2000.0, FLOOR - 6, 470.0), (330.0, FLOOR - 6, 470.0)), walls=((640.0, 330.0, 330.0), (1560.0, 320.0, 330.0))),
        ("bed", "window", "clock", "chair", "computer"),
    )
    near_dressing(easel, plant=False)
    return room_set(easel, seats=(bed,), berth=berth, rim="#d0fff4" if easel.hour.lamp > 0.5 else "")


def _screen(easel: Easel, sheet: Sheet, x: float, colour: str) -> None:
    """A folding curtain on a rail."""
    cloth = easel.tone(lighter(colour, 0.35))
    with sheet.group("curtain"):
        sheet.line([(x - 190, 286), (x + 190, 286)], easel.tone("#a8b0b4"), 9)
        folds = [darker(cloth, 0.22), lighter(cloth, 0.1)] * 7
        sheet.rect(x - 170, 294, 340, BASE - 300, sheet.across(*folds))
        sheet.rect(x - 170, BASE - 60, 340, 54, sheet.down((0, "#05080c", 0.0), (1, "#05080c", 0.35)))


def _monitor(easel: Easel, sheet: Sheet, x: float, accent: str) -> None:
    steel = easel.tone("#8a949a")
    with sheet.group("monitor"):
        sheet.scratches([(x, BASE + 10, x, 560), (x - 60, BASE + 14, x + 60, BASE + 14)], steel, 12)
        sheet.rect(x - 100, 470, 200, 150, darker(steel, 0.55), 10)
        sheet.rect(x - 88, 482, 176, 126, "#06181c", 4)
        trace = f"M{number(x - 84)},550h40l10,-16l10,16h16l8,22l14,-66l14,62l8,-18h40"
        sheet.path(trace, stroke="#5cffc0", width=5)
        sheet.path(f"M{number(x - 84)},590q22,-18 44,0t44,0t44,0t30,0", stroke="#ffd05c", width=4)
        sheet.line([(x + 60, BASE + 10), (x + 60, 420), (x + 104, 420)], steel, 7)
        sheet.rect(x + 84, 428, 40, 74, sheet.down("#e8f4f4", "#a8d0d4"), 12, 0.8)
    easel.light(x, 545, 190, accent, 0.3 + 0.2 * easel.hour.lamp, 0.74, "pulse")
