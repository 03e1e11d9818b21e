"""Under the sea: light from above in shafts, corals, kelp, fish, a sandy bed."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

from storyreel.animatic.painter.layers import CANVAS_HEIGHT, CANVAS_WIDTH, Fall, Motion, PaintedSet
from storyreel.animatic.painter.places.canvas import Canvas, closed_path, curve, disc, number
from storyreel.animatic.painter.places.features import Spots, place_landmarks, place_props
from storyreel.animatic.painter.places.palette import darker, lighter
from storyreel.animatic.painter.places.set_builder import SetBuilder
from storyreel.animatic.painter.places.sky import shafts_on
from storyreel.animatic.painter.places.terrain import land, ridge, rock, slope
from storyreel.film.colours import mix
from storyreel.film.facts import Seat
from storyreel.film.places import TimeOfDay, Weather

WATER = {
    TimeOfDay.DAWN: ("#f0c8b0", "#6aa0b4", "#2c5c80", "#122c4c"),
    TimeOfDay.DAY: ("#c8f4f0", "#4ab4c8", "#1c789c", "#0c3c5c"),
    TimeOfDay.DUSK: ("#e8946a", "#5a6a90", "#27406c", "#0e1c3c"),
    TimeOfDay.NIGHT: ("#4a6aa0", "#1c3c6c", "#0c2044", "#040a1c"),
}


def paint_underwater(builder: SetBuilder) -> PaintedSet:
    """The sea bed at this hour; weather above only dims the light, and no snow lies down here."""
    builder.hour = replace(builder.hour, weather=Weather.CLEAR, wind=0.0)
    top, high, deep, abyss = (
        mix(
            colour,
            "#02060c" if builder.environment.dark else "#1c2c3c",
            0.7
            if builder.environment.dark
            else {Weather.STORM: 0.45, Weather.RAIN: 0.25, Weather.FOG: 0.2}.get(
                builder.outside.weather, 0.0
            ),
        )
        for colour in WATER[builder.hour.time]
    )
    canvas = builder.canvas("water", 0.02)
    canvas.wash(canvas.down((0, top), (0.12, high), (0.55, deep), (1, abyss)))
    canvas.glow(1152, -60, 900, lighter(top, 0.5), 0.6, 0.7)
    _surface(builder, canvas, top)
    for index, (depth, y, mist) in enumerate(((0.15, 900, 0.75), (0.32, 960, 0.5))):
        _reef(
            builder,
            index,
            depth,
            y,
            lambda colour, mist=mist: mix(_wet(builder, colour, deep), mix(high, deep, 0.7), mist),
        )
    place_landmarks(builder, Spots(landmarks=((1500.0, 980.0, 70.0), (780.0, 980.0, 70.0)), depth=0.4))
    _fish(builder, deep)
    shafts = builder.canvas("light", 0.7, Motion(bob_x=26, bob_hz=0.07))
    if not builder.environment.dark:
        shafts_on(
            shafts,
            builder,
            (1152, -200),
            1180,
            lighter(top, 0.5),
            0.3 * (1.0 if not builder.hour.night else 0.55),
            7,
        )
    _bed(builder, deep)
    place_props(builder, Spots(props=((640.0, 1090.0, 420.0), (1680.0, 1090.0, 420.0))), ())
    _kelp(builder, abyss)
    return builder.finished(
        1110,
        430,
        stool=Seat.ROCK,
        falls=(Fall("bubbles", 0.5, 0.0), Fall("dust", 0.4, 0.1)),
        rim=lighter(top, 0.4),
        rim_side=1,
        ambient=mix(high, deep, 0.4),
        ambient_strength=0.55,
        fog=0.25,
        fog_colour=mix(high, deep, 0.4),
        vignette=0.5,
    )


def _wet(builder: SetBuilder, colour: str, deep: str) -> str:
    """A colour under water: red is lost first."""
    return mix(builder.tone(colour), deep, 0.32)


def _surface(builder: SetBuilder, canvas: Canvas, top: str) -> None:
    chance = builder.chance("surface")
    with canvas.group("surface"):
        for row in range(7):
            y = 14 + row * row * 3.4
            segments = []
            for _ in range(22):
                x, wide = chance.uniform(0, CANVAS_WIDTH), chance.uniform(40, 190)
                segments.append((x, y + chance.uniform(-6, 6), x + wide, y + chance.uniform(-6, 6)))
            canvas.scratches(segments, lighter(top, 0.6), 6 - row * 0.6, 0.4)


def _reef(builder: SetBuilder, index: int, depth: float, y: float, paint: Callable[[str], str]) -> None:
    canvas, chance = builder.canvas(f"reef-{index + 1}", depth), builder.chance(f"reef {index}")
    line = ridge(chance, y, 120 - 30 * index, waves=1.6 + index, octaves=5)
    slope(canvas, line, paint("#6a8a8c"), paint("#3c5a6a"))
    for _ in range(26):
        x = chance.uniform(0, CANVAS_WIDTH)
        _coral(
            canvas,
            builder,
            f"{index} {x:.0f}",
            x,
            y - 30 + chance.uniform(0, 60),
            chance.uniform(50, 130),
            paint(("#c86a7a", "#d89a5a", "#8a6ab0", "#5aa08a")[int(chance.integers(4))]),
        )


def _coral(
    canvas: Canvas, builder: SetBuilder, noun: str, x: float, y: float, size: float, colour: str
) -> None:
    """A fan, a brain or a branching coral."""
    chance = builder.chance(f"coral {noun}")
    kind = int(chance.integers(3))
    if kind == 0:
        for k in range(9):
            angle = -math.pi * (0.15 + 0.7 * k / 8)
            mid, tip = size * 0.55, size * chance.uniform(0.8, 1.1)
            canvas.path(
                curve(
                    [
                        (x, y),
                        (x + math.cos(angle) * mid * 0.6, y + math.sin(angle) * mid),
                        (x + math.cos(angle) * tip, y + math.sin(angle) * tip),
                    ]
                ),
                stroke=colour,
                width=size * 0.07,
            )
        return
    if kind == 1:
        canvas.path(
            f"M{number(x - size * 0.5)},{number(y)}a{number(size * 0.5)},{number(size * 0.42)} 0 0 "
            f"1 {number(size)},0Z",
            canvas.down(lighter(colour, 0.25), darker(colour, 0.35)),
        )
        rows = "".join(
            f"M{number(x - size * 0.4)},{number(y - size * (0.08 + 0.09 * k))}q{number(size * 0.2)},"
            f"{number(-size * 0.09)} {number(size * 0.4)},0t{number(size * 0.34)},0"
            for k in range(4)
        )
        canvas.path(rows, stroke=darker(colour, 0.4), width=4, opacity=0.6)
        return
    for k in range(5):
        a, tall, wide = x + (k - 2) * size * 0.2, size * chance.uniform(0.5, 1.1), size * 0.16
        canvas.rect(
            a - wide / 2,
            y - tall,
            wide,
            tall + 8,
            canvas.across(lighter(colour, 0.25), darker(colour, 0.4)),
            wide / 2,
        )
        canvas.oval(a, y - tall + wide * 0.4, wide * 0.3, wide * 0.2, darker(colour, 0.6))


def _fish(builder: SetBuilder, deep: str) -> None:
    canvas, chance = (
        builder.canvas("fish", 0.5, Motion(drift_x=26, bob_y=8, bob_hz=0.18, wrap=True)),
        builder.chance("fish"),
    )
    accent = builder.hues("#3c6a7a", "#5a8a8c", "#c87a5a", "#f0a03c").accent
    for shoal in range(3):
        cx, cy, colour = (
            chance.uniform(300, 2000),
            chance.uniform(260, 720),
            mix(builder.tone((accent, "#e8dca8", "#8ac0d8")[shoal]), deep, 0.3),
        )
        bodies = []
        for _ in range(13):
            x, y, u = (
                min(max(cx + chance.normal(0, 110), 60), 2240),
                cy + chance.normal(0, 46),
                chance.uniform(13, 26),
            )
            bodies.append(
                f"M{number(x + u)},{number(y)}Q{number(x)},{number(y - u * 0.7)} "
                f"{number(x - u)},{number(y)}l{number(-u * 0.6)},"
                f"{number(-u * 0.45)}v{number(u * 0.9)}l{number(u * 0.6)},{number(-u * 0.45)}"
                f"Q{number(x)},{number(y + u * 0.7)} {number(x + u)},{number(y)}Z"
            )
        canvas.path("".join(bodies), colour)


def _bed(builder: SetBuilder, deep: str) -> None:
    canvas, chance = builder.canvas("bed", 0.95), builder.chance("bed")
    sand = _wet(builder, "#dcc894", deep)
    line = ridge(chance, 1040, 16, waves=2, octaves=4)
    canvas.path(land(line), canvas.ramp((0, 1020), (0, 1296), lighter(sand, 0.1), darker(sand, 0.6)))
    for row in range(13):
        y = 1066 + row * row * 1.5
        points = [
            (CANVAS_WIDTH * k / 26, y + 5 * math.sin(k * 1.9 + row) + 4 * math.sin(k * 0.7 - row))
            for k in range(27)
        ]
        canvas.path(curve(points), stroke=darker(sand, 0.3), width=2 + row * 0.35, opacity=0.35)
    with canvas.group("light caustics"):
        nets = [(chance.uniform(0, CANVAS_WIDTH), chance.uniform(1060, 1290)) for _ in range(70)]
        canvas.path(
            "".join(f"M{number(x)},{number(y)}q{number(40)},{number(-12)} 80,2t60,-3" for x, y in nets),
            stroke=lighter(sand, 0.6),
            width=4,
            opacity=0.3,
        )
    for x, wide, tall in ((1150, 430, 96), (300, 380, 190), (1950, 460, 230), (1640, 160, 70)):
        rock(
            canvas,
            chance,
            x,
            1108,
            wide,
            tall,
            _wet(builder, "#5c6a70", deep),
            WATER[builder.hour.time][0],
            1,
        )
    for x, y, size, colour in (
        (420, 1110, 150, "#e07a8a"),
        (1790, 1110, 170, "#f0a85a"),
        (2120, 1100, 140, "#9a7ac8"),
        (130, 1110, 160, "#5ac0a0"),
        (620, 1090, 80, "#f0d06a"),
        (1560, 1080, 90, "#e07a8a"),
    ):
        _coral(canvas, builder, f"near {x}", x, y, size, _wet(builder, colour, deep))
    star = _wet(builder, "#f08a4c", deep)
    for x, y in ((860, 1190), (1480, 1230)):
        points = [
            (
                x + math.cos(k * math.pi / 5 - 1.57) * (26 if k % 2 == 0 else 11),
                y + math.sin(k * math.pi / 5 - 1.57) * (13 if k % 2 == 0 else 6),
            )
            for k in range(10)
        ]
        canvas.path(closed_path(points), star, darker(star, 0.3), 3)
    canvas.path(
        "".join(
            disc(chance.uniform(0, CANVAS_WIDTH), chance.uniform(1080, 1290), chance.uniform(2, 6))
            for _ in range(90)
        ),
        lighter(sand, 0.3),
        opacity=0.6,
    )


def _kelp(builder: SetBuilder, abyss: str) -> None:
    canvas, chance = builder.canvas("foreground", 1.3, Motion(bob_x=16, bob_hz=0.12)), builder.chance("kelp")
    dark = mix(abyss, builder.tone("#2c5a3c"), 0.35)
    for x in (20, 110, 190, 300, 2010, 2110, 2190, 2290):
        tall, sway = chance.uniform(600, 1180), chance.uniform(-50, 50)
        steps = [
            (x + sway * t + 22 * math.sin(t * 9 + x), CANVAS_HEIGHT + 20 - tall * t)
            for t in (0, 0.12, 0.25, 0.38, 0.5, 0.62, 0.75, 0.88, 1.0)
        ]
        canvas.path(curve(steps), stroke=dark, width=12)
        leaves = [
            f"M{number(a)},{number(b)}q{number(turn * 46)},{number(-64)} "
            f"{number(turn * 30)},-118q{number(-turn * 44)},40 {number(-turn * 30)},118Z"
            for a, b in steps[1:]
            for turn in (1, -1)
        ]
        canvas.path("".join(leaves), lighter(dark, 0.06) if x % 20 else darker(dark, 0.3))
