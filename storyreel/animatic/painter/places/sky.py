"""The sky: its colours, sun or moon, stars, and the clouds that drift over it."""

from __future__ import annotations

from dataclasses import dataclass

from storyreel.animatic.painter.layers import CANVAS_HEIGHT, CANVAS_WIDTH, Motion
from storyreel.animatic.painter.places.canvas import Canvas, disc
from storyreel.animatic.painter.places.clouds import cloud_png, mist_png
from storyreel.animatic.painter.places.hours import Hour
from storyreel.animatic.painter.places.palette import lighter
from storyreel.animatic.painter.places.set_builder import SetBuilder
from storyreel.film.colours import mix
from storyreel.film.places import TimeOfDay, Weather


@dataclass(frozen=True)
class Sun:
    """Where the sun or moon stands, canvas units."""

    x: float
    y: float
    side: int
    """-1 left of the middle, 1 right of it."""


def sun_over(builder: SetBuilder, horizon: float) -> Sun:
    """The place's sun: low by dawn and dusk, high by day; the side is the place's own."""
    side = 1 if builder.chance("sun").random() < 0.6 else -1
    across, height = {
        TimeOfDay.DAWN: (0.17, 0.93),
        TimeOfDay.DAY: (0.24, 0.2),
        TimeOfDay.DUSK: (0.15, 0.92),
        TimeOfDay.NIGHT: (0.2, 0.27),
    }[builder.outside.time]
    return Sun(CANVAS_WIDTH * (0.5 + side * across), horizon * height, side)


def paint_sky(
    builder: SetBuilder, horizon: float = 900, *, clouds: bool = True, band: float | None = None
) -> Sun:
    """Adds the sky and, drifting before it, a band of cloud `band` high; gives where the sun stands."""
    hour, sun = builder.outside, sun_over(builder, horizon)
    canvas = builder.canvas("sky", 0.02)
    sky_on(canvas, builder, sun, horizon)
    if clouds and hour.weather is not Weather.FOG:
        band = band or horizon * 0.92
        seed = int(builder.chance("clouds").integers(1 << 16))
        drift = Motion(drift_x=(6 + 26 * hour.wind) * sun.side, wrap=True)
        low = hour.time in (TimeOfDay.DAWN, TimeOfDay.DUSK)
        png = cloud_png(
            seed,
            hour.cloud_dark,
            hour.cloud_lit,
            hour.cloud_cover,
            light_x=0.8 * sun.side,
            light_y=0.7 if low else -0.9,
            soft=hour.snowy,
        )
        builder.canvas("clouds", 0.06, drift).image(0, -20, CANVAS_WIDTH, band + 20, png)
    return sun


def sky_on(canvas: Canvas, builder: SetBuilder, sun: Sun, horizon: float) -> None:
    """Draws sky, stars and sun on any canvas: the real sky, or what a window shows."""
    hour = builder.outside
    zenith, high, low, edge = hour.sky
    reach = min(1.0, horizon / CANVAS_HEIGHT)
    canvas.wash(
        canvas.down((0, zenith), (reach * 0.42, high), (reach * 0.8, low), (reach, edge), (1, hour.haze))
    )
    if hour.night and hour.weather in (Weather.CLEAR, Weather.SNOW):
        stars_on(canvas, builder, horizon, faint=hour.weather is Weather.SNOW)
    if hour.time in (TimeOfDay.DAWN, TimeOfDay.DUSK) or hour.night:
        _moon_or_sun(canvas, sun, hour)
    else:
        canvas.glow(sun.x, sun.y, 620, lighter(hour.sun, 0.4), 0.75 * hour.sun_strength)
        if hour.weather is Weather.CLEAR:
            canvas.oval(sun.x, sun.y, 46, 46, "#fffdf2")


def _moon_or_sun(canvas: Canvas, sun: Sun, hour: Hour) -> None:
    if hour.night:
        canvas.glow(sun.x, sun.y, 420, hour.sun, 0.42 * hour.sun_strength)
        if hour.weather in (Weather.CLEAR, Weather.SNOW):
            with canvas.group("moon"):
                canvas.oval(sun.x, sun.y, 52, 52, "#eef3ff")
                canvas.path(
                    "".join(
                        disc(sun.x + dx, sun.y + dy, r)
                        for dx, dy, r in ((-16, -14, 13), (14, 6, 9), (-6, 20, 7), (20, -22, 5))
                    ),
                    "#c9d4ea",
                )
        return
    canvas.glow(sun.x, sun.y, 980, hour.sun, 0.7 * hour.sun_strength, 0.72)
    if hour.weather not in (Weather.STORM, Weather.RAIN):
        canvas.oval(sun.x, sun.y, 62, 62, lighter(hour.sun, 0.62), opacity=0.55 + 0.4 * hour.sun_strength)


def stars_on(
    canvas: Canvas, builder: SetBuilder, horizon: float, *, faint: bool = False, count: int = 260
) -> None:
    """Stars in three sizes, and a pale band of the Milky Way."""
    chance = builder.chance("stars")
    sizes: dict[float, list[str]] = {1.2: [], 2.0: [], 3.0: []}
    for _ in range(count):
        size = float(chance.choice([1.2, 1.2, 1.2, 2.0, 2.0, 3.0]))
        sizes[size].append(
            disc(chance.uniform(0, CANVAS_WIDTH), horizon * chance.uniform(0, 1) ** 1.35, size)
        )
    with canvas.group("stars", opacity=0.35 if faint else 0.95):
        for size, discs in sizes.items():
            canvas.path("".join(discs), mix("#ffffff", "#bcd2ff", 0.2 * size / 3), opacity=0.45 + 0.18 * size)


def paint_mist(
    builder: SetBuilder, name: str, y: float, height: float, depth: float, strength: float, colour: str = ""
) -> None:
    """A drifting band of mist between two planes; too thin to see is left out."""
    if strength < 0.08:
        return
    png = mist_png(
        int(builder.chance(name).integers(1 << 16)), colour or builder.hour.haze, min(0.95, strength)
    )
    builder.canvas(name, depth, Motion(drift_x=9 + 20 * builder.outside.wind, wrap=True)).image(
        0, y - height / 2, CANVAS_WIDTH, height, png
    )


def shafts_on(
    canvas: Canvas,
    builder: SetBuilder,
    source: tuple[float, float],
    foot_y: float,
    colour: str,
    strength: float,
    count: int = 5,
) -> None:
    """Slanting shafts of light from one side to the ground."""
    chance = builder.chance("shafts")
    with canvas.group("light shafts"):
        for index in range(count):
            foot = CANVAS_WIDTH * (0.1 + 0.8 * (index + chance.uniform(0.1, 0.9)) / count)
            wide = chance.uniform(40, 130)
            bright = strength * chance.uniform(0.5, 1.0)
            x, y = source
            fill = canvas.ramp(
                (x, y), (foot, foot_y), (0, colour, bright), (0.55, colour, bright * 0.6), (1, colour, 0.0)
            )
            near = 0.12
            left, right = foot - wide, foot + wide
            canvas.poly(
                [(x + (left - x) * near, y), (x + (right - x) * near, y), (right, foot_y), (left, foot_y)],
                fill,
            )
