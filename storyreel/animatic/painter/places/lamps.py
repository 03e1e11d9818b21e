"""Lamps, with the light they give after dark.

`x` the lamp's middle, `y` its foot, or where it hangs, `size` the height of an adult there.
It does not choose who lights them; the hour and the script do.
"""

from __future__ import annotations

from storyreel.animatic.painter.places.canvas import Canvas, number
from storyreel.animatic.painter.places.distance import far_tone
from storyreel.animatic.painter.places.lamplight import builder_glow, lamplight
from storyreel.animatic.painter.places.materials import BRASS
from storyreel.animatic.painter.places.palette import darker, lighter
from storyreel.animatic.painter.places.prop_files import drawing
from storyreel.animatic.painter.places.set_builder import SetBuilder
from storyreel.animatic.painter.places.terrain import ground_shadow
from storyreel.film.colours import mix
from storyreel.film.facts import LightKind


def floor_lamp(
    builder: SetBuilder,
    canvas: Canvas,
    x: float,
    y: float,
    size: float,
    depth: float,
    shade: str = "#e8cf9a",
    behaviour: str = "steady",
) -> None:
    """A standing lamp; in the dark it shines on wall and floor."""
    lit, top, pole = builder.hour.lamp, y - size * 1.06, builder.tone("#4a3626")
    with canvas.group("lamp"):
        lamplight(builder, canvas, x, top + size * 0.1, size * 1.05, strength=0.55)
        ground_shadow(canvas, x, y, size * 0.16, 0.5)
        canvas.rect(x - 6, top, 12, y - top, canvas.across(lighter(pole, 0.3), darker(pole, 0.3)))
        canvas.oval(x, y - 4, size * 0.09, size * 0.022, pole)
        body = mix(builder.tone(shade), "#ffd98c", lit * 0.75)
        canvas.poly(
            [
                (x - size * 0.09, top - size * 0.06),
                (x + size * 0.09, top - size * 0.06),
                (x + size * 0.16, top + size * 0.16),
                (x - size * 0.16, top + size * 0.16),
            ],
            canvas.down(mix(body, builder.tone(shade), 0.4), lighter(body, 0.4 * lit + 0.1)),
        )
        canvas.scratches(
            [
                (x + k * size * 0.03, top - size * 0.055, x + k * size * 0.053, top + size * 0.155)
                for k in range(-2, 3)
            ],
            darker(body, 0.3),
            3,
            0.3,
        )
    builder.light(x, top + size * 0.06, size * 0.75, "#ffc46e", 0.45 * lit, depth, behaviour)


def table_lamp(
    builder: SetBuilder,
    canvas: Canvas,
    x: float,
    y: float,
    size: float,
    depth: float,
    colour: str = "#4c7a70",
) -> None:
    """A small lamp standing on furniture."""
    lit, foot = builder.hour.lamp, builder.tone(colour)
    with canvas.group("lamp"):
        lamplight(builder, canvas, x, y - size * 0.2, size * 0.62, strength=0.55)
        canvas.oval(
            x,
            y - size * 0.05,
            size * 0.04,
            size * 0.055,
            canvas.across(lighter(foot, 0.3), darker(foot, 0.4)),
        )
        canvas.rect(x - 4, y - size * 0.14, 8, size * 0.06, builder.tone(BRASS))
        body = mix(builder.tone("#e6d3a6"), "#ffdc96", lit * 0.8)
        canvas.poly(
            [
                (x - size * 0.05, y - size * 0.25),
                (x + size * 0.05, y - size * 0.25),
                (x + size * 0.09, y - size * 0.12),
                (x - size * 0.09, y - size * 0.12),
            ],
            canvas.down(body, lighter(body, 0.3)),
        )
    builder.light(x, y - size * 0.17, size * 0.42, "#ffc46e", 0.4 * lit, depth)


def hanging_lamp(
    builder: SetBuilder,
    canvas: Canvas,
    x: float,
    y: float,
    size: float,
    depth: float,
    colour: str = "#2f4a46",
    behaviour: str = "steady",
) -> None:
    """A shade on a cord from the ceiling, with its cone of light."""
    lit, paint = builder.hour.lamp, builder.tone(colour)
    with canvas.group("hanging lamp"):
        canvas.line([(x, -10), (x, y)], builder.tone("#14110f"), 4)
        if lit > 0.1:
            with canvas.group("light cone"):
                canvas.poly(
                    [
                        (x - size * 0.1, y + size * 0.1),
                        (x + size * 0.1, y + size * 0.1),
                        (x + size * 0.75, y + size * 1.55),
                        (x - size * 0.75, y + size * 1.55),
                    ],
                    canvas.down((0, "#ffd694", 0.34 * lit), (1, "#ffd694", 0.0)),
                )
        canvas.path(
            f"M{number(x - size * 0.13)},{number(y + size * 0.1)}Q{number(x - size * 0.11)},"
            f"{number(y)} {number(x - size * 0.02)},{number(y - size * 0.02)}h{number(size * 0.04)}"
            f"Q{number(x + size * 0.11)},{number(y)} {number(x + size * 0.13)},{number(y + size * 0.1)}Z",
            canvas.across(darker(paint, 0.2), lighter(paint, 0.25), darker(paint, 0.4)),
        )
        canvas.oval(
            x, y + size * 0.1, size * 0.125, size * 0.02, mix(builder.tone("#c8b890"), "#fff0c4", lit)
        )
    builder.light(x, y + size * 0.1, size * 0.5, "#ffcb7c", 0.5 * lit, depth, behaviour)


def street_lamp(
    builder: SetBuilder,
    canvas: Canvas,
    x: float,
    y: float,
    size: float,
    depth: float,
    behaviour: str = "steady",
) -> None:
    """A lantern on a post, with its halo and its pool on the ground."""
    tone, lamp = far_tone(builder, depth), builder.burning(LightKind.LAMPS)
    top, lantern = y - size * 1.75, drawing("street-lamp")
    glass = mix(tone("#b8c0c0"), "#ffe6ae", max(0.2, lamp))
    with canvas.group("street lamp"):
        if lamp > 0.15:
            with canvas.group("light pool"):
                canvas.glow(x, y + 6, size * 0.95, "#ffd28a", 0.5 * lamp, 0.22)
        ground_shadow(canvas, x, y, size * 0.14, 0.5)
        lantern.paint(canvas, tone, x, y, size, colours={"glass": glass}, without=("snow",))
        shown = 0.7 * builder.environment.share(LightKind.LAMPS)
        builder_glow(builder, canvas, x, top - size * 0.1, size * 0.9, "#ffd28a", shown)
        if builder.hour.snowy:
            lantern.paint(canvas, tone, x, y, size, parts=("snow",))
    builder.light(x, top - size * 0.1, size * 0.9, "#ffd28a", 0.6 * lamp, depth, behaviour)
