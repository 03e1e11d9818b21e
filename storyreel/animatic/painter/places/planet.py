"""Another world: a ringed giant over spires of rock, craters, crystals that glow."""

from __future__ import annotations

import numpy as np

from storyreel.animatic.painter.layers import CANVAS_HEIGHT, CANVAS_WIDTH, Fall, PaintedSet
from storyreel.animatic.painter.places.canvas import Canvas, closed_path, disc, number
from storyreel.animatic.painter.places.features import Spots, place_landmarks, place_props
from storyreel.animatic.painter.places.open_air import ground_colour, snow_tone, under_sky
from storyreel.animatic.painter.places.palette import darker, lighter
from storyreel.animatic.painter.places.set_builder import SetBuilder
from storyreel.animatic.painter.places.sky import Sun, stars_on, sun_over
from storyreel.animatic.painter.places.terrain import at, land, ridge, rock, slope, strata
from storyreel.film.colours import mix
from storyreel.film.facts import Seat
from storyreel.film.places import TimeOfDay, Weather

SKIES = {
    TimeOfDay.DAWN: ("#1c1440", "#5a2f6c", "#c86a7a", "#ffc49a"),
    TimeOfDay.DAY: ("#2c2a5c", "#6a4a8a", "#c88a9a", "#f4cfae"),
    TimeOfDay.DUSK: ("#0e0a2c", "#3c1c54", "#a03c62", "#f0905c"),
    TimeOfDay.NIGHT: ("#03030f", "#0c0a2a", "#241848", "#4a2c6c"),
}


def paint_planet(builder: SetBuilder) -> PaintedSet:
    """The surface of another world at this hour."""
    sun = sun_over(builder, 860)
    _space(builder, sun)
    hues = builder.hues("#a8604c", "#6a4a6c", "#8a5a5c", "#4ad8d0")
    for index, (depth, y, tall, distance) in enumerate(((0.14, 880, 300, 1.2), (0.28, 940, 380, 0.6))):
        _spires(builder, sun, index, (depth, y, tall, distance), hues.second)
    place_landmarks(builder, Spots(landmarks=((1480.0, 955.0, 70.0), (800.0, 955.0, 70.0)), depth=0.4))
    _craters(builder, sun, hues.base)
    _crystals(builder, hues.accent)
    place_props(builder, Spots(props=((640.0, 1090.0, 420.0), (1680.0, 1090.0, 420.0))), ())
    canvas, chance = builder.canvas("foreground", 1.3), builder.chance("foreground")
    dark = darker(builder.tone(hues.base), 0.72)
    for x, wide, tall in ((10, 520, 420), (2300, 520, 520), (2040, 300, 150), (330, 280, 120)):
        rock(
            canvas,
            chance,
            x,
            1330,
            wide,
            tall,
            dark,
            mix(dark, hues.accent, 0.4),
            1 if x < 1000 else -1,
            snow_tone(builder),
        )
    return under_sky(builder, sun, 1115, 420, stool=Seat.ROCK, extra=(Fall("dust", 0.4, 0.5),))


def _space(builder: SetBuilder, sun: Sun) -> None:
    canvas, hour = builder.canvas("sky", 0.02), builder.hour
    grey = {Weather.STORM: 0.5, Weather.FOG: 0.35, Weather.RAIN: 0.3}.get(hour.weather, 0.0)
    stops = [mix(colour, hour.haze, grey) for colour in SKIES[hour.time]]
    canvas.wash(canvas.down((0, stops[0]), (0.3, stops[1]), (0.56, stops[2]), (0.7, stops[3]), (1, stops[3])))
    stars_on(canvas, builder, 900, faint=hour.time is TimeOfDay.DAY or grey > 0, count=340)
    canvas.glow(sun.x, sun.y, 520, hour.sun, 0.6 * hour.sun_strength)
    canvas.oval(sun.x, sun.y, 30, 30, lighter(hour.sun, 0.6))
    giant = builder.canvas("giant", 0.04)
    x, y, r = 1152 - sun.side * 420, 360.0, 250.0
    base = mix(builder.hues("#a8604c", "#6a4a6c", "#8a5a5c", "#4ad8d0").third, stops[2], 0.3)
    with giant.group("ring behind", transform=f"rotate(-16 {number(x)} {number(y)})"):
        giant.oval(x, y, r * 1.9, r * 0.34, "none", stroke=lighter(base, 0.35), width=34, opacity=0.5)
    with giant.group("giant", clip=disc(x, y, r)):
        giant.oval(x, y, r, r, base)
        chance = builder.chance("bands")
        for k in range(13):
            top = y - r + 2 * r * k / 13
            giant.path(
                f"M{number(x - r)},{number(top)}Q{number(x)},{number(top + 46)} "
                f"{number(x + r)},{number(top)}v{number(chance.uniform(14, 36))}Q{number(x)},"
                f"{number(top + 76)} {number(x - r)},{number(top + 26)}Z",
                lighter(base, 0.3) if k % 2 else darker(base, 0.25),
                opacity=0.5,
            )
        giant.oval(
            x + sun.side * -90,
            y + 30,
            r * 1.3,
            r * 1.3,
            giant.round_light(
                (0, stops[0], 0.0), (0.45, stops[0], 0.0), (0.9, stops[0], 0.92), (1, stops[0], 0.95)
            ),
        )
    front = closed_path([(0, y), (CANVAS_WIDTH, y - 200), (CANVAS_WIDTH, CANVAS_HEIGHT), (0, CANVAS_HEIGHT)])
    with (
        giant.group("ring before", clip=front),
        giant.group("ring", transform=f"rotate(-16 {number(x)} {number(y)})"),
    ):
        giant.path(
            f"M{number(x - r * 1.9)},{number(y)}A{number(r * 1.9)},{number(r * 0.34)} 0 0 0 "
            f"{number(x + r * 1.9)},{number(y)}",
            stroke=lighter(base, 0.45),
            width=34,
            opacity=0.75,
        )
        giant.path(
            f"M{number(x - r * 1.6)},{number(y)}A{number(r * 1.6)},{number(r * 0.28)} 0 0 0 "
            f"{number(x + r * 1.6)},{number(y)}",
            stroke=lighter(base, 0.2),
            width=14,
            opacity=0.6,
        )
    giant.oval(
        x + sun.side * 640,
        y - 170,
        44,
        44,
        giant.ramp((x + sun.side * 600, y), (x + sun.side * 690, y), darker(base, 0.5), lighter(base, 0.5)),
    )


def _spires(
    builder: SetBuilder, sun: Sun, index: int, place: tuple[float, float, float, float], colour_of: str
) -> None:
    depth, y, tall, _ = place
    canvas, chance = builder.canvas(f"spires-{index + 1}", depth), builder.chance(f"spires {index}")
    haze = SKIES[builder.hour.time][2]
    colour = mix(builder.tone(colour_of), haze, 0.55 - 0.25 * index)
    for _ in range(9 - 2 * index):
        x, wide, high = (
            chance.uniform(0, CANVAS_WIDTH),
            chance.uniform(60, 170),
            tall * chance.uniform(0.4, 1),
        )
        if abs(x - 1152) < 240 and index:
            continue
        lean = chance.uniform(-0.3, 0.3) * wide
        left = [
            (x - wide / 2 * (1 - t) ** 0.8 + lean * t + chance.uniform(-8, 8), y + 20 - high * t)
            for t in (0, 0.2, 0.4, 0.6, 0.8)
        ]
        right = [
            (x + wide / 2 * (1 - t) ** 0.8 + lean * t + chance.uniform(-8, 8), y + 20 - high * t)
            for t in (0.8, 0.6, 0.4, 0.2, 0)
        ]
        peak = (x + lean, y - high)
        canvas.poly([*left, peak, *right], colour)
        lit = right if sun.side > 0 else left[::-1]
        canvas.poly(
            [peak, *lit, (x + sun.side * wide * 0.1, y + 20)], mix(colour, builder.hour.sun, 0.4), opacity=0.6
        )
        canvas.scratches(
            [
                (x - wide * 0.3 + lean * t, y - high * t, x + wide * 0.26 + lean * t, y - high * t + 14)
                for t in (0.2, 0.34, 0.46, 0.58)
            ],
            darker(colour, 0.3),
            4,
            0.4,
        )
    line = ridge(chance, y, 30, waves=2 + index)
    slope(canvas, line, colour, mix(colour, haze, 0.5), rim=builder.hour.sun, rim_opacity=0.3)


def _craters(builder: SetBuilder, sun: Sun, base: str) -> None:
    canvas, chance, hour = builder.canvas("ground", 0.95), builder.chance("ground"), builder.hour
    colour = builder.tone(ground_colour(builder, base))
    line = ridge(chance, 1030, 18, waves=1.6, octaves=5)
    canvas.path(
        land(line),
        canvas.ramp((0, 1010), (0, 1296), mix(lighter(colour, 0.08), hour.sun, 0.2), darker(colour, 0.6)),
    )
    for _ in range(11):
        x, y = chance.uniform(0, CANVAS_WIDTH), chance.uniform(1060, 1270)
        wide = (y - 980) * chance.uniform(0.5, 1.1)
        canvas.oval(
            x,
            y,
            wide / 2,
            wide * 0.09,
            canvas.across(darker(colour, 0.6), darker(colour, 0.2))
            if sun.side > 0
            else canvas.across(darker(colour, 0.2), darker(colour, 0.6)),
        )
        canvas.path(
            f"M{number(x - wide / 2)},{number(y)}A{number(wide / 2)},{number(wide * 0.09)} 0 0 0 "
            f"{number(x + wide / 2)},{number(y)}",
            stroke=mix(colour, hour.sun, 0.5),
            width=4,
            opacity=0.7,
        )
    strata(
        canvas,
        chance,
        (0, 1050, CANVAS_WIDTH, 240),
        darker(colour, 0.45),
        count=260,
        tilt=0.05,
        long=44,
        opacity=0.4,
    )
    strata(
        canvas,
        chance,
        (0, 1050, CANVAS_WIDTH, 240),
        lighter(colour, 0.3),
        count=160,
        tilt=0.0,
        long=24,
        width=2.4,
        opacity=0.4,
    )
    for x, wide, tall in ((1140, 430, 94), (420, 260, 130), (1850, 330, 150), (1500, 120, 50)):
        rock(
            canvas,
            chance,
            x,
            at(line, x) + 70,
            wide,
            tall,
            darker(colour, 0.2),
            hour.sun,
            sun.side,
            snow_tone(builder),
        )


def _crystals(builder: SetBuilder, accent: str) -> None:
    """Clusters that shine more the darker it is."""
    canvas, chance = builder.canvas("crystals", 0.97), builder.chance("crystals")
    shine = 0.35 + 0.65 * builder.hour.lamp
    for x, y, size in ((250, 1100, 190), (2020, 1110, 230), (1720, 1080, 120), (610, 1075, 100)):
        with canvas.group("crystals"):
            canvas.glow(x, y - size * 0.5, size * 1.5, accent, 0.5 * shine)
            _cluster(canvas, builder, chance.uniform(-1, 1, 5), x, y, size, accent)
        builder.light(x, y - size * 0.5, size * 1.6, accent, 0.4 * shine, 0.97, "pulse")


def _cluster(
    canvas: Canvas, builder: SetBuilder, leans: np.ndarray, x: float, y: float, size: float, accent: str
) -> None:
    body = mix(builder.tone(accent), accent, 0.35 + 0.4 * builder.hour.lamp)
    for k, lean in enumerate(leans):
        tall, wide, a = size * (1 - 0.13 * abs(k - 2)), size * 0.15, x + (k - 2) * size * 0.2
        tip = (a + lean * size * 0.16 + (k - 2) * size * 0.09, y - tall)
        canvas.poly(
            [(a - wide / 2, y), (tip[0] - wide * 0.4, tip[1] + wide), tip, (tip[0], y)], lighter(body, 0.35)
        )
        canvas.poly(
            [(a + wide / 2, y), (tip[0] + wide * 0.4, tip[1] + wide), tip, (tip[0], y)], darker(body, 0.35)
        )
