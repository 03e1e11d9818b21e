"""Large things in a landscape that are not buildings: bridge, harbour, sailing boat, old tree and train.

`x` the middle, `y` the foot, `size` the height of an adult there. It does not choose which stand in a place.
"""

from __future__ import annotations

from storyreel.animatic.painter.places.canvas import Canvas, number
from storyreel.animatic.painter.places.distance import far_tone
from storyreel.animatic.painter.places.foliage import broad_tree
from storyreel.animatic.painter.places.lamplight import builder_glow, pane_colour
from storyreel.animatic.painter.places.materials import SNOW
from storyreel.animatic.painter.places.palette import darker, lighter
from storyreel.animatic.painter.places.prop_files import drawing
from storyreel.animatic.painter.places.set_builder import SetBuilder


def bridge(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    """A stone bridge of three arches."""
    tone = far_tone(builder, depth)
    stone = tone("#9a9084")
    span, rise = size * 2.2, size * 1.3
    left, top = x - span * 1.6, y - rise * 1.5
    with canvas.group("bridge"):
        arches = "".join(
            f"M{number(x + k * span - span * 0.42)},"
            f"{number(y + 8)}v{number(-rise * 0.45)}A{number(span * 0.42)},{number(rise * 0.7)} 0 0 "
            f"1 {number(x + k * span + span * 0.42)},{number(y + 8 - rise * 0.45)}"
            f"v{number(rise * 0.45)}Z"
            for k in (-1, 0, 1)
        )
        body = (
            f"M{number(left)},{number(y)}V{number(top + rise * 0.34)}Q{number(x)},"
            f"{number(top - rise * 0.3)} {number(x + span * 1.6)},"
            f"{number(top + rise * 0.34)}V{number(y)}Z"
        )
        canvas.path(body + arches, canvas.down(lighter(stone, 0.15), darker(stone, 0.4)), even_odd=True)
        canvas.path(
            f"M{number(left)},{number(top + rise * 0.34)}Q{number(x)},{number(top - rise * 0.3)} "
            f"{number(x + span * 1.6)},{number(top + rise * 0.34)}",
            stroke=builder.tone(SNOW) if builder.hour.snowy else lighter(stone, 0.35),
            width=max(4, size * 0.12),
        )
        canvas.scratches(
            [
                (
                    left + k * span * 0.16,
                    y - rise * (0.95 + 0.12 * (k % 3)),
                    left + k * span * 0.16 + span * 0.1,
                    y - rise * (0.95 + 0.12 * (k % 3)),
                )
                for k in range(1, 20)
            ],
            darker(stone, 0.5),
            2.5,
            0.6,
        )


def harbour(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    """A quay with masts behind it."""
    with canvas.group("harbour"):
        drawing("harbour").paint(canvas, far_tone(builder, depth), x, y, size)


def boat(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    """A small sailing boat."""
    tone = far_tone(builder, depth)
    hull = tone(builder.hues("#d8d0c0", "#4a6a7a", "#7a4a3a", "#b8463a").accent)
    with canvas.group("boat"):
        drawing("sailing-boat").paint(canvas, tone, x, y, size, colours={"hull": hull})
        builder_glow(builder, canvas, x, y - size * 0.9, size * 0.9)


def tree(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    """One old tree."""
    tone = far_tone(builder, depth)
    with canvas.group("tree"):
        broad_tree(
            canvas,
            builder.chance("tree"),
            x,
            y,
            size * 2.5,
            tone("#557a3e"),
            tone("#5a4230"),
            light=builder.hour.sun,
            snow=tone(SNOW) if builder.hour.snowy else "",
            lean=builder.hour.wind * 0.5,
        )


def train(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    """A locomotive and two carriages."""
    tone = far_tone(builder, depth)
    coach = tone(builder.hues("#3a4a3e", "#6a3430", "#8a7a5a", "#b8463a").accent)
    colours = {
        "coach": coach,
        "coach-pane": pane_colour(builder, coach),
        "cab-pane": pane_colour(builder, tone("#2c3236")),
    }
    with canvas.group("train"):
        drawing("train").paint(canvas, tone, x, y, size, colours=colours)
        builder_glow(builder, canvas, x + size * 4.5, y - size * 0.95, size * 1.1, "#fff0c0", 0.7)
    builder.light(x + size * 4.5, y - size * 0.95, size * 2, "#fff0c0", 0.5 * builder.hour.lamp, depth)
