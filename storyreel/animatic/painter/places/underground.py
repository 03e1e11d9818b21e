"""Under the ground: a vaulted cellar and a cave."""

from __future__ import annotations

from dataclasses import replace

from storyreel.animatic.painter.layers import CANVAS_HEIGHT, CANVAS_WIDTH, Fall, PaintedSeat, PaintedSet
from storyreel.animatic.painter.places import cupboards, tables
from storyreel.animatic.painter.places.easel import Easel
from storyreel.animatic.painter.places.features import Spots, hang_landmarks, place_props
from storyreel.animatic.painter.places.fittings import stairs
from storyreel.animatic.painter.places.homes import FLOOR, room_set
from storyreel.animatic.painter.places.palette import darker, lighter
from storyreel.animatic.painter.places.room import BASE, Shell, build_room, frame_edges, shafts_of_day
from storyreel.animatic.painter.places.sheet import Point, Sheet, box, closed_path, number, open_path
from storyreel.animatic.painter.places.sky import sky_on, sun_over
from storyreel.animatic.painter.places.terrain import ground_shadow, land, ridge, rock, shimmer, strata
from storyreel.animatic.painter.places.windows import Window
from storyreel.film.colours import mix
from storyreel.film.facts import Seat
from storyreel.film.places import TimeOfDay, Weather


def paint_cellar(easel: Easel) -> PaintedSet:
    """Stone walls, barrels, shelves, crates, a bulb on a wire and one small barred window."""
    hues = easel.hues("#7c746c", "#6a4c34", "#4c5650", "#d89a4c")
    windows = (Window(1560, 190, 240, 130, bars=(5, 1)),)
    shell = Shell(
        wall=hues.base,
        material="stone",
        floor="#6c645c",
        floor_material="flags",
        windows=windows,
        view="sky",
        frame="#4c4a48",
        ceiling="#5c564e",
        beams=True,
        trim="#5c564e",
    )
    wall, _ = build_room(easel, shell)
    _arches(easel, wall, hues.base)
    back = easel.sheet("stores", 0.74)
    stairs(easel, back, 420, BASE + 20, 430, 0.74)
    _rack(easel, back, 1840, hues.second)
    shafts_of_day(easel, shell)
    bulb = easel.sheet("lamp", 0.92)
    _bulb(easel, bulb, 1152, 300)
    front = easel.sheet("barrels", 0.96)
    for x, y, size in ((610, FLOOR - 30, 250), (760, FLOOR - 14, 230), (1760, FLOOR - 24, 260)):
        cupboards.barrel(easel, front, x, y, size)
    crates: list[PaintedSeat] = []
    for x, y, size in ((1000, FLOOR - 10, 150), (1160, FLOOR - 6, 150), (1320, FLOOR - 8, 150), (1610, FLOOR - 10, 170)):
        crates.append(cupboards.crate(easel, front, x, y, size))
    place_props(
        easel,
        Spots(props=((1960.0, FLOOR - 4, 470.0), (330.0, FLOOR - 2, 460.0)), walls=((1152.0, 560.0, 330.0), (860.0, 400.0, 330.0))),
        ("barrel", "crate", "window", "stairs"),
    )
    sheet = easel.sheet("foreground", 1.3)
    frame_edges(easel, sheet, "#08070a", 300, 300)
    cupboards.barrel(easel, sheet, 60, 1340, 380)
    frame_edges(easel, sheet, "#08070a", 360, 200)
    return room_set(easel, seats=(replace(crates[1], top_y=crates[1].top_y - 4, long=True),), rim="#ffc878")


def _arches(easel: Easel, sheet: Sheet, stone: str) -> None:
    """Two niches in the wall."""
    paint = easel.tone(stone)
    for x in (860, 1330):
        d = f"M{x - 170},{number(BASE)}V520A170,170 0 0 1 {x + 170},520V{number(BASE)}Z"
        with sheet.group("niche"):
            sheet.path(d, sheet.down(darker(paint, 0.75), darker(paint, 0.5)))
            sheet.path(d, stroke=lighter(paint, 0.16), width=26)
            sheet.path(d, stroke=darker(paint, 0.5), width=3, opacity=0.6)
            for y in (620, 760):
                tables.bottles(easel, sheet, x - 130, y, 260, 90)
                sheet.rect(x - 150, y, 300, 12, easel.tone("#5c4028"))


def _rack(easel: Easel, sheet: Sheet, x: float, wood: str) -> None:
    """A wine rack: a lattice with round bottle ends."""
    paint = easel.tone(wood)
    with sheet.group("rack"):
        sheet.rect(x - 220, BASE - 400, 440, 410, darker(paint, 0.6))
        lattice = []
        for k in range(-5, 6):
            lattice += [(x + k * 80 - 205, BASE, x + k * 80 + 195, BASE - 390), (x + k * 80 + 205, BASE, x + k * 80 - 195, BASE - 390)]
        with sheet.group("lattice", clip=box(x - 214, BASE - 394, 428, 400)):
            sheet.scratches(lattice, paint, 13)
            chance, glass = easel.chance("rack"), easel.tone("#3c5a44")
            for row in range(5):
                for column in range(5):
                    if chance.random() < 0.75:
                        a, b = x - 160 + column * 80, BASE - 350 + row * 78
                        sheet.oval(a, b, 21, 21, sheet.round_light(lighter(glass, 0.25), darker(glass, 0.4)))
                        sheet.oval(a, b, 8, 8, easel.tone("#a83a34"))
        sheet.path(box(x - 220, BASE - 400, 440, 410), stroke=lighter(paint, 0.15), width=18)


def _bulb(easel: Easel, sheet: Sheet, x: float, y: float) -> None:
    """A bare bulb: it burns at every hour."""
    on = 0.55 + 0.45 * easel.hour.lamp
    with sheet.group("bulb"):
        sheet.line([(x, 0), (x, y - 30)], "#141210", 5)
        sheet.glow(x, y, 900, "#ffc878", 0.34 * on)
        sheet.glow(x, y, 190, "#ffe6b0", 0.8 * on)
        sheet.rect(x - 11, y - 44, 22, 26, "#2c2a28", 4)
        sheet.oval(x, y, 21, 27, "#fff6d8")
    easel.light(x, y, 700, "#ffcb80", 0.5 * on, 0.92, "flicker")


def paint_cave(easel: Easel) -> PaintedSet:
    """A cavern whose mouth shows the sky; stalactites, a pool, faint crystals."""
    hues = easel.hues("#6a625c", "#4a5460", "#3c4a52", "#58c0c8")
    sun = sun_over(easel, 760)
    view = easel.sheet("sky", 0.06)
    sky_on(view, easel, sun, 780)
    line = ridge(easel.chance("far"), 760, 70, waves=2)
    view.path(land(line), easel.outside.seen("#5c7a6a", 1.0))
    hang_landmarks(easel, [(1230.0, 775.0, 60.0), (1060.0, 780.0, 50.0)], view=view)
    _walls(easel, "far-walls", 0.35, (700, 1600, 250, 860), hues.second, 0.25)
    _walls(easel, "walls", 0.62, (500, 1800, 150, 960), hues.base, 0.0)
    _rays(easel)
    boulder = _cave_floor(easel, hues.base, hues.accent)
    place_props(easel, Spots(props=((620.0, FLOOR - 20, 450.0), (1690.0, FLOOR - 20, 450.0))), ())
    _near_teeth(easel, hues.base)
    return easel.finished(
        FLOOR,
        480,
        seats=(boulder,),
        stool=Seat.ROCK,
        falls=(Fall("dust", 0.35, 0.05),),
        rim=easel.outside.sun,
        rim_side=1,
        lightning=easel.outside.weather is Weather.STORM,
        vignette=0.55,
        fog=0.35 if easel.outside.weather is Weather.FOG else 0.08,
    )


def _mouth(easel: Easel, noun: str, opening: tuple[float, float, float, float]) -> list[Point]:
    """The ragged outline of an opening left, right, top, foot."""
    left, right, top, foot = opening
    chance = easel.chance(f"mouth {noun}")
    points = [(left + chance.uniform(-36, 36) - 60 * (t - 0.5) ** 2, foot + (top + 130 - foot) * t) for t in (0, 0.15, 0.3, 0.45, 0.6, 0.75, 0.9)]
    for k in range(13):
        x = left + 90 + (right - left - 180) * k / 12
        tooth = chance.uniform(40, 190) if k % 2 else 0
        points.append((x, top + tooth + 60 * (2 * k / 12 - 1) ** 2))
    points += [
        (right + chance.uniform(-36, 36) + 60 * (t - 0.5) ** 2, top + 130 + (foot - top - 130) * t) for t in (0.1, 0.25, 0.4, 0.55, 0.7, 0.85, 1.0)
    ]
    return points


def _walls(easel: Easel, name: str, depth: float, opening: tuple[float, float, float, float], colour_of: str, distance: float) -> None:
    sheet, chance = easel.sheet(name, depth), easel.chance(name)
    colour, sky = easel.tone(colour_of, distance), easel.outside.sky[2]
    edge = _mouth(easel, name, opening)
    shape = box(0, 0, CANVAS_WIDTH, CANVAS_HEIGHT) + closed_path([*edge, (edge[-1][0], CANVAS_HEIGHT + 10), (edge[0][0], CANVAS_HEIGHT + 10)][::-1])
    bright = 0.16 if easel.outside.night else 0.4
    with sheet.group(name, clip=shape):
        sheet.path(shape, sheet.ramp((1152, 0), (0, 0), darker(colour, 0.1), darker(colour, 0.72)), even_odd=True)
        sheet.rect(1152, 0, 1152, CANVAS_HEIGHT, sheet.ramp((1152, 0), (CANVAS_WIDTH, 0), darker(colour, 0.1), darker(colour, 0.72)))
        strata(sheet, chance, (0, 0, CANVAS_WIDTH, CANVAS_HEIGHT), darker(colour, 0.65), count=420, tilt=1.2, long=130, width=6, opacity=0.45)
        strata(sheet, chance, (0, 0, CANVAS_WIDTH, CANVAS_HEIGHT), lighter(colour, 0.25), count=240, tilt=1.2, long=80, width=3, opacity=0.3)
        sheet.path(open_path(edge), stroke=mix(colour, sky, 0.8), width=46, opacity=bright * 0.6)
    sheet.path(open_path(edge), stroke=mix(colour, lighter(sky, 0.3), 0.9), width=8, opacity=bright + 0.3)


def _rays(easel: Easel) -> None:
    sheet, outside = easel.sheet("light", 0.7), easel.outside
    strength = {TimeOfDay.DAWN: 0.3, TimeOfDay.DAY: 0.3, TimeOfDay.DUSK: 0.26, TimeOfDay.NIGHT: 0.12}[outside.time] * (
        0.4 + 0.6 * outside.sun_strength
    )
    colour = lighter(outside.sky[2], 0.35)
    with sheet.group("light shafts"):
        for foot, wide in ((760, 170), (1090, 210), (1430, 160)):
            sheet.poly([(1100, 230), (1210, 230), (foot + wide, 1130), (foot - wide, 1130)], sheet.down((0, colour, strength), (1, colour, 0.0)))


def _cave_floor(easel: Easel, stone: str, accent: str) -> PaintedSeat:
    """The floor, a pool, rocks and crystals; the rock in the middle is flat enough to sit on."""
    sheet, chance, outside = easel.sheet("floor", 0.95), easel.chance("cave floor"), easel.outside
    colour = easel.tone(stone)
    line = ridge(chance, 1000, 26, waves=3, octaves=5)
    sheet.path(land(line), sheet.ramp((0, 980), (0, 1296), mix(colour, outside.sky[2], 0.18), darker(colour, 0.7)))
    strata(sheet, chance, (0, 1010, CANVAS_WIDTH, 280), darker(colour, 0.6), count=260, tilt=0.05, long=60, width=4, opacity=0.5)
    with sheet.group("pool"):
        sheet.oval(1500, 1150, 420, 44, sheet.down(lighter(outside.sky[2], 0.1), darker(easel.tone("#2c5a6a"), 0.3)))
        shimmer(sheet, chance, 1124, 1176, lighter(outside.sky[3], 0.3), count=40, centre=1500, spread=140, opacity=0.6)
    middle, low = 1080, 116
    for x, wide, tall in ((middle, 470, low), (330, 330, 170), (1960, 380, 210), (660, 150, 60)):
        rock(sheet, chance, x, FLOOR - 14, wide, tall, colour, lighter(outside.sky[2], 0.2), 1 if x < 1152 else -1)
    for x, tall in ((210, 330), (2080, 280), (480, 170), (1790, 140)):
        sheet.poly(
            [
                (x - tall * 0.2, 1080),
                (x - tall * 0.07, 1080 - tall * 0.6),
                (x, 1080 - tall),
                (x + tall * 0.08, 1080 - tall * 0.5),
                (x + tall * 0.22, 1080),
            ],
            sheet.across(lighter(colour, 0.12), darker(colour, 0.6)),
        )
    for x, y, size in ((390, 1090, 110), (1900, 1086, 130)):
        with sheet.group("crystals"):
            sheet.glow(x, y - size * 0.4, size * 1.5, accent, 0.45)
            for k, lean in enumerate((-0.5, -0.15, 0.2, 0.55)):
                tall = size * (1 - 0.2 * abs(k - 1.5))
                sheet.poly(
                    [(x + k * 24 - 50, y), (x + k * 24 - 46 + lean * tall, y - tall), (x + k * 24 - 26, y)],
                    mix(easel.tone(accent), accent, 0.6) if k % 2 else lighter(accent, 0.35),
                )
        easel.light(x, y - size * 0.4, size * 1.7, accent, 0.35, 0.95, "pulse")
    ground_shadow(sheet, 1152, FLOOR + 10, 500, 0.3)
    return PaintedSeat(middle, FLOOR - 12 - low)


def _near_teeth(easel: Easel, stone: str) -> None:
    sheet, chance = easel.sheet("foreground", 1.3), easel.chance("teeth")
    dark = darker(easel.tone(stone), 0.82)
    d = ["M0,0H2304V60"]
    for k in range(15):
        x = CANVAS_WIDTH - CANVAS_WIDTH * k / 14
        edge = abs(x - 1152) / 1152
        d.append(
            f"L{number(x)},{number(30 + 50 * edge)}L{number(x - 40)},{number(70 + chance.uniform(40, 130) + 330 * edge**2)}L{number(x - 90)},{number(40 + 60 * edge)}"
        )
    sheet.path("".join(d) + "Z", dark)
    for side in (-1, 1):
        x = 0.0 if side < 0 else float(CANVAS_WIDTH)
        points = [
            (x, 0.0),
            *[(x - side * (150 + chance.uniform(-60, 70) - 50 * t), CANVAS_HEIGHT * t) for t in (0, 0.14, 0.28, 0.42, 0.56, 0.7, 0.85)],
            (x - side * 270, float(CANVAS_HEIGHT)),
            (x, float(CANVAS_HEIGHT)),
        ]
        sheet.poly(points, dark, mix(dark, easel.outside.sky[2], 0.3), 4)
    rock(sheet, chance, 60, 1330, 620, 190, dark, mix(dark, easel.outside.sky[2], 0.4), 1)
    rock(sheet, chance, 2260, 1330, 520, 240, dark, mix(dark, easel.outside.sky[2], 0.4), -1)
