"""What all places under the open sky share: ground colours, a foreground of grass and leaves, the weather.

It paints no whole place.
"""

from __future__ import annotations

from collections.abc import Sequence

from storyreel.animatic.painter.layers import CANVAS_HEIGHT, CANVAS_WIDTH, Fall, PaintedSet
from storyreel.animatic.painter.places.canvas import Canvas
from storyreel.animatic.painter.places.foliage import fern, leaf_mass
from storyreel.animatic.painter.places.palette import darker, lighter
from storyreel.animatic.painter.places.set_builder import SetBuilder, weather_falls, weather_fog
from storyreel.animatic.painter.places.sky import Sun
from storyreel.animatic.painter.places.terrain import grass, tufts
from storyreel.film.colours import mix
from storyreel.film.facts import Seat
from storyreel.film.places import Weather

SNOW_GROUND = "#e9eff6"


def ground_colour(builder: SetBuilder, colour: str) -> str:
    """The colour of ground in white light: its own, or snow's when snow lies."""
    return mix(colour, SNOW_GROUND, 0.9) if builder.hour.snowy else colour


def snow_tone(builder: SetBuilder, distance: float = 0.0) -> str:
    """Snow at this hour, or '' when none lies."""
    return builder.tone(SNOW_GROUND, distance) if builder.hour.snowy else ""


def under_sky(
    builder: SetBuilder,
    sun: Sun,
    floor_y: float,
    person_height: float,
    *,
    stool: Seat = Seat.STOOL,
    water_y: float | None = None,
    extra: tuple[Fall, ...] = (),
    fog: float | None = None,
) -> PaintedSet:
    """The finished set with the weather of the open air."""
    hour = builder.hour
    return builder.finished(
        floor_y,
        person_height,
        stool=stool,
        falls=weather_falls(hour.weather) + extra,
        rim=hour.sun,
        rim_side=sun.side,
        fog=weather_fog(hour.weather) if fog is None else fog,
        fog_colour=lighter(hour.haze, 0.12),
        lightning=hour.weather is Weather.STORM,
        water_y=water_y,
    )


def grassy_foreground(builder: SetBuilder, colour: str, *, tall: float = 150) -> Canvas:
    """Adds dark blades and leaves along the foot and sides, nearer than the people."""
    canvas, chance = builder.canvas("foreground", 1.3), builder.chance("foreground")
    dark = darker(builder.tone(ground_colour(builder, colour) if builder.hour.snowy else colour), 0.62)
    lean = 0.6 * builder.hour.wind
    points = []
    for _ in range(46):
        x = chance.uniform(-20, CANVAS_WIDTH + 20)
        edge = abs(x - CANVAS_WIDTH / 2) / (CANVAS_WIDTH / 2)
        if edge > 0.42:
            points.append((x, CANVAS_HEIGHT + 30 - 24 * edge))
    tufts(canvas, chance, points, dark, tall, lean)
    tufts(
        canvas,
        chance,
        [(x + 30, y + 20) for x, y in points[::2]],
        mix(dark, builder.hour.sun, 0.2),
        tall * 0.8,
        lean,
    )
    for side in (0, 1):
        fern(
            canvas,
            chance,
            90 if side == 0 else CANVAS_WIDTH - 90,
            CANVAS_HEIGHT + 30,
            tall * 2.1,
            darker(dark, 0.25),
        )
    return canvas


def overhanging(builder: SetBuilder, canvas: Canvas, colour: str, *, sides: Sequence[int] = (-1, 1)) -> None:
    """Draws leafy boughs that hang into the upper corners."""
    chance = builder.chance("overhang")
    leaf = darker(builder.tone(colour), 0.6)
    for side in sides:
        corner = 0.0 if side < 0 else float(CANVAS_WIDTH)
        masses = []
        for step in range(13):
            out = step / 12
            x = corner - side * (480 * (1 - out) + chance.uniform(-60, 60))
            y = 20 + 250 * out * chance.uniform(0.4, 1) - 40
            masses.append(leaf_mass(chance, x, y, chance.uniform(130, 250), chance.uniform(80, 150), 13))
        canvas.path("".join(masses), leaf)
        canvas.path(
            "".join(
                leaf_mass(chance, corner - side * chance.uniform(20, 420), chance.uniform(0, 140), 70, 40, 9)
                for _ in range(12)
            ),
            mix(leaf, builder.hour.sun, 0.22),
            opacity=0.7,
        )
        if builder.hour.snowy:
            canvas.path(
                "".join(
                    leaf_mass(
                        chance, corner - side * chance.uniform(20, 460), chance.uniform(-30, 60), 150, 46, 9
                    )
                    for _ in range(8)
                ),
                snow_tone(builder),
                opacity=0.85,
            )


def meadow(
    builder: SetBuilder,
    canvas: Canvas,
    top: float,
    colour: str,
    *,
    spread: float = 230,
    count: int = 700,
    tall: float = 26,
    flowers: Sequence[str] = (),
) -> None:
    """Draws blades, and flowers by those colours, on ground whose far edge is `top`.

    Snow hides most of it.
    """
    chance, hour = builder.chance("meadow"), builder.hour
    green = builder.tone(colour)
    blades = (darker(green, 0.35), lighter(green, 0.12), mix(green, hour.sun, 0.34))
    if hour.snowy:
        blades = (darker(builder.tone("#8a8a78"), 0.2), builder.tone("#b4b0a0"), builder.tone("#d8d8d0"))
        count //= 4
    grass(canvas, chance, lambda _: top, blades, count=count, tall=tall, spread=spread, lean=0.5 * hour.wind)
    if flowers and not hour.snowy:
        for colour_of_flower in flowers:
            heads = []
            for _ in range(46):
                near = chance.random()
                x, y = chance.uniform(0, CANVAS_WIDTH), top + 20 + near * spread * 0.9
                heads.append((x, y - 14 - 16 * near, x + 0.1, y - 14 - 16 * near))
            canvas.scratches(heads, builder.tone(colour_of_flower), 8)
