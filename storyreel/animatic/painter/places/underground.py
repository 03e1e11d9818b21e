"""Under the ground: a vaulted cellar and a cave."""

from __future__ import annotations

from dataclasses import replace

from storyreel.animatic.painter.layers import CANVAS_HEIGHT, CANVAS_WIDTH, Fall, PaintedSeat, PaintedSet
from storyreel.animatic.painter.places import cupboards, tables
from storyreel.animatic.painter.places.canvas import Canvas, Point, box, closed_path, number, open_path
from storyreel.animatic.painter.places.features import Spots, hang_landmarks, place_props
from storyreel.animatic.painter.places.fittings import stairs
from storyreel.animatic.painter.places.homes import FLOOR, room_set
from storyreel.animatic.painter.places.palette import darker, lighter
from storyreel.animatic.painter.places.prop_files import drawing
from storyreel.animatic.painter.places.room import BASE, Shell, build_room, frame_edges, shafts_of_day
from storyreel.animatic.painter.places.set_builder import SetBuilder
from storyreel.animatic.painter.places.sky import sky_on, sun_over
from storyreel.animatic.painter.places.terrain import ground_shadow, land, ridge, rock, shimmer, strata
from storyreel.animatic.painter.places.windows import Window
from storyreel.film.colours import mix
from storyreel.film.facts import Seat
from storyreel.film.places import TimeOfDay, Weather


def paint_cellar(builder: SetBuilder) -> PaintedSet:
    """Stone walls, barrels, shelves, crates, a bulb on a wire and one small barred window."""
    hues = builder.hues("#7c746c", "#6a4c34", "#4c5650", "#d89a4c")
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
    wall, _ = build_room(builder, shell)
    _arches(builder, wall, hues.base)
    back = builder.canvas("stores", 0.74)
    stairs(builder, back, 420, BASE + 20, 430, 0.74)
    _rack(builder, back, 1840, hues.second)
    shafts_of_day(builder, shell)
    bulb = builder.canvas("lamp", 0.92)
    _bulb(builder, bulb, 1152, 300)
    front = builder.canvas("barrels", 0.96)
    for x, y, size in ((610, FLOOR - 30, 250), (760, FLOOR - 14, 230), (1760, FLOOR - 24, 260)):
        cupboards.barrel(builder, front, x, y, size)
    crates: list[PaintedSeat] = []
    for x, y, size in (
        (1000, FLOOR - 10, 150),
        (1160, FLOOR - 6, 150),
        (1320, FLOOR - 8, 150),
        (1610, FLOOR - 10, 170),
    ):
        crates.append(cupboards.crate(builder, front, x, y, size))
    place_props(
        builder,
        Spots(
            props=((1960.0, FLOOR - 4, 470.0), (330.0, FLOOR - 2, 460.0)),
            walls=((1152.0, 560.0, 330.0), (860.0, 400.0, 330.0)),
        ),
        ("barrel", "crate", "window", "stairs"),
    )
    canvas = builder.canvas("foreground", 1.3)
    frame_edges(builder, canvas, "#08070a", 300, 300)
    cupboards.barrel(builder, canvas, 60, 1340, 380)
    frame_edges(builder, canvas, "#08070a", 360, 200)
    return room_set(builder, seats=(replace(crates[1], top_y=crates[1].top_y - 4, long=True),), rim="#ffc878")


def _arches(builder: SetBuilder, canvas: Canvas, stone: str) -> None:
    """Two niches in the wall."""
    niche, colours = drawing("cellar-niche"), {"stone": builder.tone(stone)}
    for x in (860, 1330):
        with canvas.group("niche"):
            niche.paint(canvas, builder.tone, x, colours=colours, without=("board",))
            for y in (620, 760):
                tables.bottles(builder, canvas, x - 130, y, 260, 90)
                niche.paint(canvas, builder.tone, x, y, parts=("board",))


def _rack(builder: SetBuilder, canvas: Canvas, x: float, wood: str) -> None:
    """A wine rack: a lattice with round bottle ends."""
    paint = builder.tone(wood)
    with canvas.group("rack"):
        canvas.rect(x - 220, BASE - 400, 440, 410, darker(paint, 0.6))
        lattice = []
        for k in range(-5, 6):
            lattice += [
                (x + k * 80 - 205, BASE, x + k * 80 + 195, BASE - 390),
                (x + k * 80 + 205, BASE, x + k * 80 - 195, BASE - 390),
            ]
        with canvas.group("lattice", clip=box(x - 214, BASE - 394, 428, 400)):
            canvas.scratches(lattice, paint, 13)
            chance, glass = builder.chance("rack"), builder.tone("#3c5a44")
            for row in range(5):
                for column in range(5):
                    if chance.random() < 0.75:
                        a, b = x - 160 + column * 80, BASE - 350 + row * 78
                        canvas.oval(
                            a, b, 21, 21, canvas.round_light(lighter(glass, 0.25), darker(glass, 0.4))
                        )
                        canvas.oval(a, b, 8, 8, builder.tone("#a83a34"))
        canvas.path(box(x - 220, BASE - 400, 440, 410), stroke=lighter(paint, 0.15), width=18)


def _bulb(builder: SetBuilder, canvas: Canvas, x: float, y: float) -> None:
    """A bare bulb: it burns at every hour."""
    on = 0.55 + 0.45 * builder.hour.lamp
    with canvas.group("bulb"):
        canvas.line([(x, 0), (x, y - 30)], "#141210", 5)
        canvas.glow(x, y, 900, "#ffc878", 0.34 * on)
        canvas.glow(x, y, 190, "#ffe6b0", 0.8 * on)
        canvas.rect(x - 11, y - 44, 22, 26, "#2c2a28", 4)
        canvas.oval(x, y, 21, 27, "#fff6d8")
    builder.light(x, y, 700, "#ffcb80", 0.5 * on, 0.92, "flicker")


def paint_cave(builder: SetBuilder) -> PaintedSet:
    """A cavern whose mouth shows the sky; stalactites, a pool, faint crystals."""
    hues = builder.hues("#6a625c", "#4a5460", "#3c4a52", "#58c0c8")
    sun = sun_over(builder, 760)
    view = builder.canvas("sky", 0.06)
    sky_on(view, builder, sun, 780)
    line = ridge(builder.chance("far"), 760, 70, waves=2)
    view.path(land(line), builder.outside.seen("#5c7a6a", 1.0))
    hang_landmarks(builder, [(1230.0, 775.0, 60.0), (1060.0, 780.0, 50.0)], view=view)
    _walls(builder, "far-walls", 0.35, (700, 1600, 250, 860), hues.second, 0.25)
    _walls(builder, "walls", 0.62, (500, 1800, 150, 960), hues.base, 0.0)
    _rays(builder)
    boulder = _cave_floor(builder, hues.base, hues.accent)
    place_props(builder, Spots(props=((620.0, FLOOR - 20, 450.0), (1690.0, FLOOR - 20, 450.0))), ())
    _near_teeth(builder, hues.base)
    return builder.finished(
        FLOOR,
        480,
        seats=(boulder,),
        stool=Seat.ROCK,
        falls=(Fall("dust", 0.35, 0.05),),
        rim=builder.outside.sun,
        rim_side=1,
        lightning=builder.outside.weather is Weather.STORM,
        vignette=0.55,
        fog=0.35 if builder.outside.weather is Weather.FOG else 0.08,
    )


def _mouth(builder: SetBuilder, noun: str, opening: tuple[float, float, float, float]) -> list[Point]:
    """The ragged outline of an opening left, right, top, foot."""
    left, right, top, foot = opening
    chance = builder.chance(f"mouth {noun}")
    points = [
        (left + chance.uniform(-36, 36) - 60 * (t - 0.5) ** 2, foot + (top + 130 - foot) * t)
        for t in (0, 0.15, 0.3, 0.45, 0.6, 0.75, 0.9)
    ]
    for k in range(13):
        x = left + 90 + (right - left - 180) * k / 12
        tooth = chance.uniform(40, 190) if k % 2 else 0
        points.append((x, top + tooth + 60 * (2 * k / 12 - 1) ** 2))
    points += [
        (right + chance.uniform(-36, 36) + 60 * (t - 0.5) ** 2, top + 130 + (foot - top - 130) * t)
        for t in (0.1, 0.25, 0.4, 0.55, 0.7, 0.85, 1.0)
    ]
    return points


def _walls(
    builder: SetBuilder,
    name: str,
    depth: float,
    opening: tuple[float, float, float, float],
    colour_of: str,
    distance: float,
) -> None:
    canvas, chance = builder.canvas(name, depth), builder.chance(name)
    colour, sky = builder.tone(colour_of, distance), builder.outside.sky[2]
    edge = _mouth(builder, name, opening)
    shape = box(0, 0, CANVAS_WIDTH, CANVAS_HEIGHT) + closed_path(
        [*edge, (edge[-1][0], CANVAS_HEIGHT + 10), (edge[0][0], CANVAS_HEIGHT + 10)][::-1]
    )
    bright = 0.16 if builder.outside.night else 0.4
    with canvas.group(name, clip=shape):
        canvas.path(
            shape, canvas.ramp((1152, 0), (0, 0), darker(colour, 0.1), darker(colour, 0.72)), even_odd=True
        )
        canvas.rect(
            1152,
            0,
            1152,
            CANVAS_HEIGHT,
            canvas.ramp((1152, 0), (CANVAS_WIDTH, 0), darker(colour, 0.1), darker(colour, 0.72)),
        )
        strata(
            canvas,
            chance,
            (0, 0, CANVAS_WIDTH, CANVAS_HEIGHT),
            darker(colour, 0.65),
            count=420,
            tilt=1.2,
            long=130,
            width=6,
            opacity=0.45,
        )
        strata(
            canvas,
            chance,
            (0, 0, CANVAS_WIDTH, CANVAS_HEIGHT),
            lighter(colour, 0.25),
            count=240,
            tilt=1.2,
            long=80,
            width=3,
            opacity=0.3,
        )
        canvas.path(open_path(edge), stroke=mix(colour, sky, 0.8), width=46, opacity=bright * 0.6)
    canvas.path(open_path(edge), stroke=mix(colour, lighter(sky, 0.3), 0.9), width=8, opacity=bright + 0.3)


def _rays(builder: SetBuilder) -> None:
    canvas, outside = builder.canvas("light", 0.7), builder.outside
    strength = {TimeOfDay.DAWN: 0.3, TimeOfDay.DAY: 0.3, TimeOfDay.DUSK: 0.26, TimeOfDay.NIGHT: 0.12}[
        outside.time
    ] * (0.4 + 0.6 * outside.sun_strength)
    colour = lighter(outside.sky[2], 0.35)
    with canvas.group("light shafts"):
        for foot, wide in ((760, 170), (1090, 210), (1430, 160)):
            canvas.poly(
                [(1100, 230), (1210, 230), (foot + wide, 1130), (foot - wide, 1130)],
                canvas.down((0, colour, strength), (1, colour, 0.0)),
            )


def _cave_floor(builder: SetBuilder, stone: str, accent: str) -> PaintedSeat:
    """The floor, a pool, rocks and crystals; the rock in the middle is flat enough to sit on."""
    canvas, chance, outside = builder.canvas("floor", 0.95), builder.chance("cave floor"), builder.outside
    colour = builder.tone(stone)
    line = ridge(chance, 1000, 26, waves=3, octaves=5)
    canvas.path(
        land(line), canvas.ramp((0, 980), (0, 1296), mix(colour, outside.sky[2], 0.18), darker(colour, 0.7))
    )
    strata(
        canvas,
        chance,
        (0, 1010, CANVAS_WIDTH, 280),
        darker(colour, 0.6),
        count=260,
        tilt=0.05,
        long=60,
        width=4,
        opacity=0.5,
    )
    with canvas.group("pool"):
        canvas.oval(
            1500,
            1150,
            420,
            44,
            canvas.down(lighter(outside.sky[2], 0.1), darker(builder.tone("#2c5a6a"), 0.3)),
        )
        shimmer(
            canvas,
            chance,
            1124,
            1176,
            lighter(outside.sky[3], 0.3),
            count=40,
            centre=1500,
            spread=140,
            opacity=0.6,
        )
    middle, low = 1080, 116
    for x, wide, tall in ((middle, 470, low), (330, 330, 170), (1960, 380, 210), (660, 150, 60)):
        rock(
            canvas,
            chance,
            x,
            FLOOR - 14,
            wide,
            tall,
            colour,
            lighter(outside.sky[2], 0.2),
            1 if x < 1152 else -1,
        )
    for x, tall in ((210, 330), (2080, 280), (480, 170), (1790, 140)):
        canvas.poly(
            [
                (x - tall * 0.2, 1080),
                (x - tall * 0.07, 1080 - tall * 0.6),
                (x, 1080 - tall),
                (x + tall * 0.08, 1080 - tall * 0.5),
                (x + tall * 0.22, 1080),
            ],
            canvas.across(lighter(colour, 0.12), darker(colour, 0.6)),
        )
    for x, y, size in ((390, 1090, 110), (1900, 1086, 130)):
        with canvas.group("crystals"):
            canvas.glow(x, y - size * 0.4, size * 1.5, accent, 0.45)
            for k, lean in enumerate((-0.5, -0.15, 0.2, 0.55)):
                tall = size * (1 - 0.2 * abs(k - 1.5))
                canvas.poly(
                    [(x + k * 24 - 50, y), (x + k * 24 - 46 + lean * tall, y - tall), (x + k * 24 - 26, y)],
                    mix(builder.tone(accent), accent, 0.6) if k % 2 else lighter(accent, 0.35),
                )
        builder.light(x, y - size * 0.4, size * 1.7, accent, 0.35, 0.95, "pulse")
    ground_shadow(canvas, 1152, FLOOR + 10, 500, 0.3)
    return PaintedSeat(middle, FLOOR - 12 - low)


def _near_teeth(builder: SetBuilder, stone: str) -> None:
    canvas, chance = builder.canvas("foreground", 1.3), builder.chance("teeth")
    dark = darker(builder.tone(stone), 0.82)
    d = ["M0,0H2304V60"]
    for k in range(15):
        x = CANVAS_WIDTH - CANVAS_WIDTH * k / 14
        edge = abs(x - 1152) / 1152
        d.append(
            f"L{number(x)},{number(30 + 50 * edge)}L{number(x - 40)},"
            f"{number(70 + chance.uniform(40, 130) + 330 * edge**2)}L{number(x - 90)},"
            f"{number(40 + 60 * edge)}"
        )
    canvas.path("".join(d) + "Z", dark)
    for side in (-1, 1):
        x = 0.0 if side < 0 else float(CANVAS_WIDTH)
        points = [
            (x, 0.0),
            *[
                (x - side * (150 + chance.uniform(-60, 70) - 50 * t), CANVAS_HEIGHT * t)
                for t in (0, 0.14, 0.28, 0.42, 0.56, 0.7, 0.85)
            ],
            (x - side * 270, float(CANVAS_HEIGHT)),
            (x, float(CANVAS_HEIGHT)),
        ]
        canvas.poly(points, dark, mix(dark, builder.outside.sky[2], 0.3), 4)
    rock(canvas, chance, 60, 1330, 620, 190, dark, mix(dark, builder.outside.sky[2], 0.4), 1)
    rock(canvas, chance, 2260, 1330, 520, 240, dark, mix(dark, builder.outside.sky[2], 0.4), -1)
