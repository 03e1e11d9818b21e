"""The city: a street between facades with signs and a skyline, and a rooftop above it."""

from __future__ import annotations

import numpy as np

from storyreel.animatic.painter.layers import CANVAS_HEIGHT, CANVAS_WIDTH, Motion, PaintedSet
from storyreel.animatic.painter.places import lamps, seats, surfaces
from storyreel.animatic.painter.places.canvas import Canvas, box, number
from storyreel.animatic.painter.places.distance import far_tone
from storyreel.animatic.painter.places.features import Spots, place_landmarks, place_props
from storyreel.animatic.painter.places.lamplight import builder_glow
from storyreel.animatic.painter.places.materials import SNOW
from storyreel.animatic.painter.places.open_air import ground_colour, under_sky
from storyreel.animatic.painter.places.palette import darker, lighter
from storyreel.animatic.painter.places.prop_files import drawing
from storyreel.animatic.painter.places.room import frame_edges
from storyreel.animatic.painter.places.set_builder import SetBuilder
from storyreel.animatic.painter.places.sky import paint_mist, paint_sky
from storyreel.animatic.painter.places.terrain import ground_shadow, shimmer
from storyreel.animatic.painter.places.vocabulary import wanted
from storyreel.film.colours import mix
from storyreel.film.facts import Seat
from storyreel.film.places import Weather

NEON = ("#ff3d8a", "#3de0ff", "#ffb13d", "#9a6bff", "#4dffb0")
KERB = 1000.0


def _skyline(
    builder: SetBuilder,
    canvas: Canvas,
    noun: str,
    foot: float,
    tallest: float,
    distance: float,
    *,
    cell: float = 26,
    wide: tuple[float, float] = (100, 220),
) -> None:
    """Draws a row of towers with setbacks, masts and some windows lit."""
    chance, lit = builder.chance(f"skyline {noun}"), builder.chance(f"skyline lights {noun}")
    hour = builder.hour
    colour = builder.tone("#6c7488", distance)
    bodies, edges = [], []
    panes: dict[str, list[str]] = {"dark": [], "warm": [], "cool": []}
    x = -60.0
    while x < CANVAS_WIDTH:
        broad, tall = chance.uniform(*wide), tallest * chance.uniform(0.35, 1.0)
        step = chance.random() < 0.45
        bodies.append(box(x, foot - tall, broad, tall + 400))
        edges.append((x + 2, foot - tall, x + 2, foot))
        if step:
            bodies.append(box(x + broad * 0.2, foot - tall * 1.14, broad * 0.6, tall * 0.2))
        if chance.random() < 0.35:
            bodies.append(box(x + broad * 0.48, foot - tall * 1.14 - 70, 6, 100))
        for column in range(int((broad - 18) / cell)):
            for floor in range(int((tall - 20) / (cell * 1.4))):
                pick = lit.random()
                kind = "warm" if pick < 0.3 * hour.lamp else "cool" if pick < 0.42 * hour.lamp else "dark"
                if kind != "dark" or (column + floor) % 2 == 0:
                    panes[kind].append(
                        box(
                            x + 12 + column * cell,
                            foot - tall + 14 + floor * cell * 1.4,
                            cell * 0.5,
                            cell * 0.76,
                        )
                    )
        x += broad + chance.uniform(0, 14)
    with canvas.group(f"towers {noun}"):
        canvas.path(
            "".join(bodies), canvas.ramp((0, foot - tallest), (0, foot), colour, mix(colour, hour.haze, 0.55))
        )
        canvas.scratches(edges, lighter(colour, 0.25), 3, 0.4)
    with canvas.group(f"light windows {noun}"):
        canvas.path("".join(panes["dark"]), darker(colour, 0.22), opacity=0.6)
        canvas.path("".join(panes["warm"]), mix(colour, "#ffcb78", 0.9))
        canvas.path("".join(panes["cool"]), mix(colour, "#a4d0ff", 0.75))


def paint_city_street(builder: SetBuilder) -> PaintedSet:
    """A street that runs away between shop fronts; wet ground mirrors the lights."""
    sun = paint_sky(builder, 860, band=560)
    for index, (depth, foot, tallest, distance) in enumerate(((0.1, 960, 640, 1.3), (0.2, 980, 560, 0.75))):
        _skyline(
            builder, builder.canvas(f"skyline-{index + 1}", depth), f"row {index}", foot, tallest, distance
        )
    if builder.hour.weather in (Weather.FOG, Weather.RAIN, Weather.STORM):
        paint_mist(
            builder,
            "street-mist",
            880,
            340,
            0.3,
            0.8 if builder.hour.weather is Weather.FOG else 0.4,
            lighter(builder.hour.haze, 0.1),
        )
    place_landmarks(
        builder,
        Spots(landmarks=((1152.0, 985.0, 66.0), (930.0, 985.0, 60.0), (1400.0, 985.0, 60.0)), depth=0.3),
    )
    _facades(builder)
    _street(builder)
    place_props(
        builder,
        Spots(props=((700.0, 1062.0, 400.0), (1630.0, 1062.0, 400.0), (1152.0, 1040.0, 360.0))),
        ("sign", "window", "lamp post"),
    )
    _street_foreground(builder)
    wet = builder.hour.wet or builder.hour.night
    return under_sky(builder, sun, 1125, 450, stool=Seat.BENCH, water_y=KERB + 70 if wet else None)


def _facades(builder: SetBuilder) -> None:
    """Two rows of houses, the nearer ones at the frame's edges, with shops below."""
    hues = builder.hues("#8a6a5c", "#5c6474", "#7a5a6a", "#c8503c")
    canvas = builder.canvas("facades", 0.55)
    for noun, x, wide, tall, wall in (("a", 330, 330, 720, hues.second), ("b", 1640, 350, 780, hues.third)):
        _facade(builder, canvas, noun, (x, KERB + 10 - tall, wide, tall), wall, 0.55)
    near = builder.canvas("near-facades", 0.75)
    for noun, x, wide, wall in (
        ("c", -120, 500, hues.base),
        ("d", 1930, 520, mix(hues.base, hues.accent, 0.25)),
    ):
        _facade(builder, near, noun, (x, -40, wide, KERB + 60), wall, 0.75)


def _facade(
    builder: SetBuilder, canvas: Canvas, noun: str, area: surfaces.Area, wall: str, depth: float
) -> None:
    x, y, wide, tall = area
    tone, chance, lit = (
        far_tone(builder, depth),
        builder.chance(f"facade {noun}"),
        builder.chance(f"facade lights {noun}"),
    )
    colour = tone(wall)
    shop = tall * 0.24 if tall < 900 else 300.0
    with canvas.group(f"facade {noun}"):
        canvas.rect(
            x,
            y,
            wide,
            tall,
            canvas.ramp((x, 0), (x + wide, 0), lighter(colour, 0.08), darker(colour, 0.3))
            if x < 1152
            else canvas.ramp((x, 0), (x + wide, 0), darker(colour, 0.3), lighter(colour, 0.08)),
        )
        surfaces.brick(canvas, chance, (x, y, wide, tall - shop), colour, course=20, opacity=0.55)
        columns = max(3, round(wide / 112))
        each, pitch = wide / columns, 138.0
        with canvas.group("windows"):
            for floor in range(int((tall - shop - 60) / pitch)):
                for column in range(columns):
                    a, b = x + each * (column + 0.26), y + 50 + floor * pitch
                    _sash(builder, canvas, (a, b, each * 0.48, 84), colour, lit.random(), lit.random())
        canvas.rect(x - 10, y - 6, wide + 20, 30, canvas.down(lighter(colour, 0.25), darker(colour, 0.3)))
        if builder.hour.snowy:
            canvas.rect(x - 12, y - 16, wide + 24, 18, tone(SNOW), 8)
        _shop(builder, canvas, noun, (x, y + tall - shop, wide, shop), colour, depth)
        _fire_escape(canvas, chance, x + wide * 0.3, y + 60, wide * 0.36, tall - shop - 120, tone("#1c1e26"))
    _neon(builder, canvas, noun, area, shop, depth)


def _sash(
    builder: SetBuilder, canvas: Canvas, area: surfaces.Area, wall: str, pick: float, hue: float
) -> None:
    x, y, wide, tall = area
    glass = mix(darker(wall, 0.6), builder.outside.sky[2], 0.25)
    lamp = builder.hour.lamp
    if pick < 0.5 * lamp:
        glass = mix(glass, "#ffc870" if hue < 0.75 else "#a8d0ff", 0.9 * lamp)
    canvas.rect(x - 7, y - 9, wide + 14, 10, lighter(wall, 0.22))
    canvas.rect(x, y, wide, tall, canvas.down(lighter(glass, 0.16), darker(glass, 0.2)))
    canvas.path(
        f"M{number(x)},{number(y + tall * 0.48)}h{number(wide)}M{number(x + wide / 2)},"
        f"{number(y)}v{number(tall)}" + box(x, y, wide, tall),
        stroke=darker(wall, 0.35),
        width=4,
    )
    canvas.rect(x - 8, y + tall, wide + 16, 9, lighter(wall, 0.28))
    if builder.hour.snowy:
        canvas.rect(x - 8, y + tall - 5, wide + 16, 8, SNOW, 4)


def _fire_escape(
    canvas: Canvas, chance: np.random.Generator, x: float, y: float, wide: float, tall: float, iron: str
) -> None:
    if chance.random() < 0.35 or tall < 300:
        return
    lines: list[tuple[float, float, float, float]] = []
    for level in range(int(tall / 138)):
        b = y + 96 + level * 138
        lines += [(x, b, x + wide, b), (x, b - 46, x + wide, b - 46)]
        lines += [(x + wide * k / 9, b, x + wide * k / 9, b - 46) for k in range(10)]
        lines.append((x + (wide if level % 2 else 0), b, x + (0 if level % 2 else wide), b + 138))
    canvas.scratches(lines, iron, 4, 0.9)


def _shop(
    builder: SetBuilder, canvas: Canvas, noun: str, area: surfaces.Area, wall: str, depth: float
) -> None:
    """A shop front: lit window with wares, door, awning."""
    x, y, wide, tall = area
    tone, chance, lamp = far_tone(builder, depth), builder.chance(f"shop {noun}"), builder.hour.lamp
    accent = tone(builder.hues("#8a6a5c", "#5c6474", "#7a5a6a", "#c8503c").accent)
    canvas.rect(x, y, wide, tall, darker(wall, 0.5))
    glass = mix(mix(darker(wall, 0.4), builder.outside.sky[2], 0.3), "#ffd28a", 0.75 * lamp)
    canvas.rect(
        x + 26, y + tall * 0.3, wide * 0.6, tall * 0.56, canvas.down(lighter(glass, 0.2), darker(glass, 0.12))
    )
    wares = "".join(
        box(x + 40 + k * 34, y + tall * 0.86 - h, 20, h)
        for k, h in enumerate(chance.uniform(20, tall * 0.3, max(1, int((wide * 0.6 - 30) / 34))))
    )
    canvas.path(wares, darker(glass, 0.55), opacity=0.75)
    canvas.scratches(
        [
            (x + 60, y + tall * 0.8, x + 120, y + tall * 0.34),
            (x + 84, y + tall * 0.8, x + 144, y + tall * 0.34),
        ],
        "#ffffff",
        6,
        0.16,
    )
    canvas.rect(
        x + wide * 0.72,
        y + tall * 0.28,
        wide * 0.2,
        tall * 0.72,
        mix(darker(accent, 0.4), "#ffd28a", 0.2 * lamp),
    )
    canvas.rect(x + wide * 0.745, y + tall * 0.34, wide * 0.15, tall * 0.34, glass)
    stripes = 9
    for k in range(stripes):
        a = x + wide * k / stripes
        paint = accent if k % 2 == 0 else tone("#efe6d6")
        canvas.poly(
            [
                (a, y + tall * 0.06),
                (a + wide / stripes, y + tall * 0.06),
                (a + wide / stripes + 4, y + tall * 0.27),
                (a + 4, y + tall * 0.27),
            ],
            canvas.down(lighter(paint, 0.08), darker(paint, 0.28)),
        )
    if builder.hour.snowy:
        canvas.rect(x, y + tall * 0.03, wide, 16, SNOW, 7)
    if lamp > 0.2:
        with canvas.group("light pool"):
            canvas.glow(x + wide * 0.35, y + tall * 0.75, wide * 0.75, "#ffcf8a", 0.42 * lamp, 0.7)
    builder.light(x + wide * 0.35, y + tall * 0.6, wide * 0.6, "#ffcf8a", 0.3 * lamp, depth)


def _neon(
    builder: SetBuilder, canvas: Canvas, noun: str, area: surfaces.Area, shop: float, depth: float
) -> None:
    """A tall sign on the corner and a flat one over the shop; strokes stand for letters."""
    x, y, wide, tall = area
    chance, lamp = builder.chance(f"neon {noun}"), builder.hour.lamp
    accent = builder.place.palette[-1] if builder.place.palette else NEON[int(chance.integers(len(NEON)))]
    second = NEON[int(chance.integers(len(NEON)))]
    inner = x + wide + 6 if x < 1152 else x - 74
    flat_x = x + wide * 0.14
    signs = (
        (inner, y + max(120.0, tall * 0.2), 68.0, min(330.0, tall * 0.4), accent),
        (flat_x, y + tall - shop - 66, wide * 0.66, 58.0, second),
    )
    for index, (a, b, w, h, colour) in enumerate(signs):
        with canvas.group("sign"):
            shown = mix(builder.tone(colour), colour, lamp)
            if lamp > 0.15:
                with canvas.group("light halo"):
                    canvas.glow(a + w / 2, b + h / 2, max(w, h) * 1.05, colour, 0.5 * lamp)
            canvas.rect(a, b, w, h, "#0b0a14", 9)
            canvas.path(box(a + 6, b + 6, w - 12, h - 12), stroke=shown, width=6)
            canvas.path(
                box(a + 6, b + 6, w - 12, h - 12),
                stroke=lighter(shown, 0.65),
                width=2,
                opacity=0.3 + 0.6 * lamp,
            )
            _letters(canvas, chance, (a, b, w, h), shown, lighter(shown, 0.7), lamp)
        builder.light(
            a + w / 2,
            b + h / 2,
            max(w, h) * 1.2,
            colour,
            0.5 * lamp,
            depth,
            "blink" if index == 0 and chance.random() < 0.5 else "steady",
        )


def _letters(
    canvas: Canvas, chance: np.random.Generator, area: surfaces.Area, colour: str, core: str, lamp: float
) -> None:
    x, y, wide, tall = area
    upright = tall > wide
    count = max(3, int((tall if upright else wide) / 56))
    strokes_of = []
    for k in range(count):
        cx, cy = (
            (x + wide / 2, y + tall * (k + 0.5) / count)
            if upright
            else (x + wide * (k + 0.5) / count, y + tall / 2)
        )
        u = min(wide, tall) * 0.2
        corners = [(-u, -u), (u, -u), (u, u), (-u, u), (0, -u), (0, u), (-u, 0), (u, 0)]
        for _ in range(3):
            (ax, ay), (bx, by) = (corners[int(index)] for index in chance.choice(8, 2, replace=False))
            strokes_of.append((cx + ax, cy + ay, cx + bx, cy + by))
    canvas.scratches(strokes_of, colour, 8, 0.9)
    canvas.scratches(strokes_of, core, 2.6, 0.3 + 0.7 * lamp)


def _street(builder: SetBuilder) -> None:
    """Pavement, kerb, roadway with puddles and reflections, lamps and a bench."""
    canvas, chance, hour = builder.canvas("street", 0.95), builder.chance("street"), builder.hour
    road, pavement = (
        builder.tone(ground_colour(builder, "#4c4f5a")),
        builder.tone(ground_colour(builder, "#8a8680")),
    )
    canvas.rect(0, KERB, CANVAS_WIDTH, 90, canvas.down(darker(pavement, 0.25), pavement))
    slabs = [(0.0, KERB + 36, float(CANVAS_WIDTH), KERB + 36)] + [
        (1152 + (k - 15) * 150, KERB, 1152 + (k - 15) * 172, KERB + 84) for k in range(31)
    ]
    canvas.scratches(slabs, darker(pavement, 0.4), 3, 0.5)
    canvas.rect(0, KERB + 84, CANVAS_WIDTH, 16, canvas.down(lighter(pavement, 0.25), darker(pavement, 0.5)))
    canvas.rect(0, KERB + 100, CANVAS_WIDTH, 200, canvas.down(darker(road, 0.12), darker(road, 0.5)))
    grit = [(chance.uniform(0, CANVAS_WIDTH), chance.uniform(KERB + 104, CANVAS_HEIGHT)) for _ in range(420)]
    canvas.scratches([(x, y, x + chance.uniform(3, 20), y) for x, y in grit], lighter(road, 0.16), 2.4, 0.4)
    lines = [(x, KERB + 190, x + 150, KERB + 190) for x in range(-60, CANVAS_WIDTH, 300)]
    canvas.scratches(lines, builder.tone("#e0d8b8"), 9, 0.5 if not hour.snowy else 0.15)
    if hour.wet or hour.night:
        _reflections(builder, canvas, chance, road)
    if hour.snowy:
        shimmer(canvas, chance, KERB + 110, 1290, darker(builder.tone(SNOW), 0.3), count=60, opacity=0.5)
    for x in (520.0, 1790.0):
        lamps.street_lamp(builder, canvas, x, KERB + 60, 380, 0.95)
    if "bench" not in wanted(builder.place):
        seats.bench(builder, canvas, 1152, KERB + 86, 390, 0.95)
    ground_shadow(canvas, 1152, KERB + 92, 300, 0.3)


def _reflections(builder: SetBuilder, canvas: Canvas, chance: np.random.Generator, road: str) -> None:
    """Upright smears of the lights above and a level gleam of sky."""
    hour = builder.hour
    glint = 1.0 if hour.wet else 0.45
    with canvas.group("light reflections"):
        canvas.rect(
            0,
            KERB + 100,
            CANVAS_WIDTH,
            196,
            canvas.down(
                (0, hour.sky[3], 0.4 * glint), (0.6, hour.sky[2], 0.18 * glint), (1, hour.sky[2], 0.05)
            ),
        )
        for _ in range(26):
            x, wide, long = chance.uniform(0, CANVAS_WIDTH), chance.uniform(20, 70), chance.uniform(90, 190)
            colour = (*NEON, "#ffd08a", "#ffd08a", "#ffd08a")[int(chance.integers(len(NEON) + 3))]
            strength = 0.5 * hour.lamp * glint * chance.uniform(0.4, 1)
            canvas.rect(
                x,
                KERB + 102,
                wide,
                long,
                canvas.down((0, colour, strength), (0.5, colour, strength * 0.6), (1, colour, 0.0)),
            )
        breaks = [(chance.uniform(0, CANVAS_WIDTH), chance.uniform(KERB + 110, 1290)) for _ in range(130)]
        canvas.scratches(
            [(x, y, x + chance.uniform(30, 170), y) for x, y in breaks], darker(road, 0.5), 4, 0.35
        )
        canvas.scratches(
            [(x + 20, y + 5, x + chance.uniform(40, 120), y + 5) for x, y in breaks[::2]],
            lighter(hour.sky[3], 0.3),
            2,
            0.3,
        )


def _street_foreground(builder: SetBuilder) -> None:
    canvas = builder.canvas("foreground", 1.3)
    frame_edges(builder, canvas, "#0c0b14", 210, 210)
    drawing("near-street-post").paint(canvas, builder.tone)
    if builder.hour.snowy:
        canvas.rect(2126, 972, 190, 28, SNOW, 12)


def paint_rooftop(builder: SetBuilder) -> PaintedSet:
    """A roof with vents, a water tank and a parapet over the city's lights."""
    sun = paint_sky(builder, 900)
    for index, (depth, foot, tallest, distance) in enumerate(
        ((0.08, 1000, 520, 1.4), (0.16, 1040, 470, 0.8), (0.3, 1090, 330, 0.4))
    ):
        _skyline(
            builder,
            builder.canvas(f"skyline-{index + 1}", depth),
            f"roof row {index}",
            foot,
            tallest,
            distance,
            cell=22 + 6 * index,
            wide=(100 + 40 * index, 240 + 60 * index),
        )
    place_landmarks(
        builder,
        Spots(landmarks=((1152.0, 1000.0, 70.0), (760.0, 1000.0, 70.0), (1560.0, 1000.0, 70.0)), depth=0.35),
    )
    if builder.hour.lamp > 0.4:
        builder.canvas("city-glow", 0.36).glow(1152, 1050, 1100, "#ff9a5c", 0.35 * builder.hour.lamp, 0.3)
    _parapet(builder)
    _roof(builder)
    place_props(builder, Spots(props=((620.0, 1090.0, 430.0), (1700.0, 1090.0, 430.0))), ("sign",))
    canvas = builder.canvas("foreground", 1.3)
    frame_edges(builder, canvas, "#0a0912", 170, 170)
    drawing("near-aerial").paint(canvas, builder.tone)
    return under_sky(builder, sun, 1120, 440, stool=Seat.CRATE)


def _parapet(builder: SetBuilder) -> None:
    canvas, chance = builder.canvas("parapet", 0.7), builder.chance("parapet")
    hues = builder.hues("#7a5a50", "#5a5f6c", "#6a4a44", "#c8503c")
    colour = builder.tone(hues.base)
    canvas.rect(0, 960, CANVAS_WIDTH, 340, canvas.down(lighter(colour, 0.06), darker(colour, 0.5)))
    surfaces.brick(canvas, chance, (0, 980, CANVAS_WIDTH, 100), colour, course=25)
    canvas.rect(
        0,
        944,
        CANVAS_WIDTH,
        34,
        canvas.down(lighter(builder.tone("#9a948c"), 0.2), darker(builder.tone("#9a948c"), 0.4)),
    )
    canvas.line([(0, 945), (CANVAS_WIDTH, 945)], builder.hour.sun, 3, 0.5)
    if builder.hour.snowy:
        canvas.rect(0, 928, CANVAS_WIDTH, 24, builder.tone(SNOW), 10)
    _water_tank(builder, canvas, 420.0 if chance.random() < 0.5 else 1880.0)
    accent = hues.accent
    _billboard(builder, canvas, 1660.0 if chance.random() < 0.5 else 640.0, accent)


def _water_tank(builder: SetBuilder, canvas: Canvas, x: float) -> None:
    with canvas.group("water tank"):
        drawing("water-tank").paint(canvas, builder.tone, x, without=() if builder.hour.snowy else ("snow",))


def _billboard(builder: SetBuilder, canvas: Canvas, x: float, accent: str) -> None:
    lamp, chance = builder.hour.lamp, builder.chance("billboard")
    with canvas.group("sign"):
        if lamp > 0.15:
            with canvas.group("light halo"):
                canvas.glow(x, 740, 360, accent, 0.4 * lamp)
        shown = mix(builder.tone(accent), accent, lamp)
        drawing("billboard").paint(canvas, builder.tone, x, colours={"light": shown})
        _letters(canvas, chance, (x - 190, 660, 380, 130), shown, lighter(shown, 0.7), lamp)
    builder.light(x, 725, 420, accent, 0.45 * lamp, 0.7, "blink")


def _roof(builder: SetBuilder) -> None:
    """Gravel, vents that steam, a lit stair door, and a low bench of duct."""
    canvas, chance, hour = builder.canvas("roof", 0.95), builder.chance("roof"), builder.hour
    colour = builder.tone(ground_colour(builder, "#6c6a6c"))
    canvas.rect(0, 1056, CANVAS_WIDTH, 240, canvas.down(lighter(colour, 0.06), darker(colour, 0.5)))
    specks = [(chance.uniform(0, CANVAS_WIDTH), chance.uniform(1060, 1296)) for _ in range(900)]
    canvas.scratches([(x, y, x + 5, y) for x, y in specks[:500]], lighter(colour, 0.25), 3, 0.4)
    canvas.scratches([(x, y, x + 6, y) for x, y in specks[500:]], darker(colour, 0.5), 3, 0.45)
    if hour.wet:
        for x, y, wide in ((700, 1190, 460), (1560, 1150, 380), (1160, 1250, 520)):
            canvas.oval(
                x,
                y,
                wide / 2,
                wide * 0.05,
                canvas.across(hour.sky[2], mix(hour.sky[3], "#ffd090", 0.3), hour.sky[2]),
                opacity=0.6,
            )
    fittings = drawing("roof-vents")
    with canvas.group("duct"):
        ground_shadow(canvas, 1152, 1104, 420, 0.5)
        steel = builder.tone("#8c929c")
        colours = {"steel": steel, "gleam": mix(steel, hour.sun, 0.6)}
        fittings.paint(canvas, builder.tone, colours=colours, parts=("duct",))
        if hour.snowy:
            fittings.paint(canvas, builder.tone, parts=("snow-on-duct",))
    for vent, x in enumerate((420, 1800, 1930), 1):
        with canvas.group("vent"):
            ground_shadow(canvas, x, 1090, 90, 0.5)
            fittings.paint(canvas, builder.tone, parts=(f"vent-{vent}",))
    _stair_house(builder, canvas)
    steam = builder.canvas("steam", 0.98, Motion(bob_x=10, bob_y=14, bob_hz=0.12))
    for k, x in enumerate((1800, 1940, 1860)):
        steam.glow(x, 790 - 80 * k, 150 + 30 * k, lighter(hour.haze, 0.5), 0.24)


def _stair_house(builder: SetBuilder, canvas: Canvas) -> None:
    wall = builder.tone(builder.hues("#7a5a50", "#5a5f6c", "#6a4a44", "#c8503c").second)
    house = drawing("stair-house")
    colours = {"wall": wall, "lamp": mix(builder.tone("#d8d0b8"), "#ffe2a0", builder.hour.lamp)}
    with canvas.group("stair house"):
        house.paint(canvas, builder.tone, colours=colours, parts=("walls",))
        surfaces.brick(canvas, builder.chance("stair house"), (60, 740, 300, 350), wall, course=24)
        house.paint(canvas, builder.tone, colours=colours, parts=("fittings",))
        builder_glow(builder, canvas, 256, 800, 240, "#ffce80", 0.7)
    builder.light(256, 796, 260, "#ffce80", 0.5 * builder.hour.lamp, 0.95, "flicker")
