"""A camp for the night: fire and tent.

`x` the middle, `y` the foot, `size` the height of an adult there. It does not say whether the fire burns; the
script does.
"""

from __future__ import annotations

import math

from storyreel.animatic.painter.places.canvas import Canvas
from storyreel.animatic.painter.places.distance import far_tone
from storyreel.animatic.painter.places.hearth import flames
from storyreel.animatic.painter.places.lamplight import builder_glow
from storyreel.animatic.painter.places.palette import darker, lighter
from storyreel.animatic.painter.places.set_builder import SetBuilder
from storyreel.animatic.painter.places.terrain import ground_shadow
from storyreel.film.colours import mix
from storyreel.film.facts import LightKind


def campfire(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    """Crossed logs in a ring of stones, burning unless the script has them out."""
    fire = builder.environment.share(LightKind.FIRES)
    with canvas.group("campfire"):
        builder_glow(builder, canvas, x, y - size * 0.12, size * 1.5, "#ff8c3a", 0.55 * fire)
        canvas.glow(x, y, size * 0.8, "#ff9a48" if fire else "#05040a", 0.35, 0.3)
        stone, wood = builder.tone("#6c665f"), builder.tone("#4a3020")
        for k in range(9):
            angle = math.pi * 2 * k / 9
            canvas.oval(
                x + math.cos(angle) * size * 0.27,
                y + math.sin(angle) * size * 0.05,
                size * 0.055,
                size * 0.04,
                canvas.down(mix(stone, "#ff9a48", 0.3 * fire), darker(stone, 0.5)),
            )
        canvas.scratches(
            [
                (x - size * 0.2, y + 4, x + size * 0.12, y - size * 0.12),
                (x + size * 0.2, y + 4, x - size * 0.12, y - size * 0.12),
                (x - size * 0.22, y - 4, x + size * 0.22, y - 6),
            ],
            wood,
            size * 0.05,
        )
        if fire:
            flames(canvas, x, y - 4, size * (0.12 + 0.18 * fire), size * 0.42 * fire)
    builder.light(
        x, y - size * 0.16, size * 1.5, "#ff8c3a", (0.45 + 0.35 * builder.hour.lamp) * fire, depth, "flicker"
    )


def tent(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    """A ridge tent, glowing from within after dark."""
    tone = far_tone(builder, depth)
    cloth = mix(
        tone(builder.hues("#b89a5c", "#6a7a4a", "#8a5a3c", "#c86a34").accent),
        "#ffc46e",
        0.45 * builder.hour.lamp,
    )
    w, t = size * 0.95, size * 0.86
    with canvas.group("tent"):
        ground_shadow(canvas, x, y, w * 1.2, 0.55)
        canvas.poly(
            [(x - w, y), (x - w * 0.3, y - t), (x + w * 0.7, y - t * 0.9), (x + w * 1.15, y - t * 0.1)],
            canvas.across(cloth, darker(cloth, 0.35)),
        )
        canvas.poly(
            [(x - w, y), (x - w * 0.3, y - t), (x + w * 0.42, y)],
            canvas.down(lighter(cloth, 0.2), darker(cloth, 0.12)),
        )
        canvas.poly(
            [(x - w * 0.3, y - t * 0.82), (x - w * 0.56, y), (x - w * 0.06, y)],
            mix(darker(cloth, 0.7), "#ffb050", 0.5 * builder.hour.lamp),
        )
        canvas.scratches(
            [
                (x - w, y, x - w * 1.25, y + 6),
                (x + w * 1.15, y - t * 0.1, x + w * 1.4, y + 4),
                (x - w * 0.3, y - t, x - w * 0.26, y - t * 1.12),
            ],
            tone("#d8cdb4"),
            3,
        )
        builder_glow(builder, canvas, x - w * 0.2, y - t * 0.35, size * 0.9, "#ffb95c", 0.4)
    builder.light(x - w * 0.2, y - t * 0.3, size, "#ffb95c", 0.3 * builder.hour.lamp, depth)
