"""A camp for the night: fire and tent.

`x` the middle, `y` the foot, `size` the height of an adult there. It does not say whether the fire burns; the script does.
"""

from __future__ import annotations

import math

from storyreel.animatic.painter.places.distance import far_tone
from storyreel.animatic.painter.places.easel import Easel
from storyreel.animatic.painter.places.hearth import flames
from storyreel.animatic.painter.places.lamplight import easel_glow
from storyreel.animatic.painter.places.palette import darker, lighter
from storyreel.animatic.painter.places.sheet import Sheet
from storyreel.animatic.painter.places.terrain import ground_shadow
from storyreel.film.colours import mix
from storyreel.film.facts import LightKind


def campfire(easel: Easel, sheet: Sheet, x: float, y: float, size: float, depth: float) -> None:
    """Crossed logs in a ring of stones, burning unless the script has them out."""
    fire = easel.told.share(LightKind.FIRES)
    with sheet.group("campfire"):
        easel_glow(easel, sheet, x, y - size * 0.12, size * 1.5, "#ff8c3a", 0.55 * fire)
        sheet.glow(x, y, size * 0.8, "#ff9a48" if fire else "#05040a", 0.35, 0.3)
        stone, wood = easel.tone("#6c665f"), easel.tone("#4a3020")
        for k in range(9):
            angle = math.pi * 2 * k / 9
            sheet.oval(
                x + math.cos(angle) * size * 0.27,
                y + math.sin(angle) * size * 0.05,
                size * 0.055,
                size * 0.04,
                sheet.down(mix(stone, "#ff9a48", 0.3 * fire), darker(stone, 0.5)),
            )
        sheet.scratches(
            [
                (x - size * 0.2, y + 4, x + size * 0.12, y - size * 0.12),
                (x + size * 0.2, y + 4, x - size * 0.12, y - size * 0.12),
                (x - size * 0.22, y - 4, x + size * 0.22, y - 6),
            ],
            wood,
            size * 0.05,
        )
        if fire:
            flames(sheet, x, y - 4, size * (0.12 + 0.18 * fire), size * 0.42 * fire)
    easel.light(x, y - size * 0.16, size * 1.5, "#ff8c3a", (0.45 + 0.35 * easel.hour.lamp) * fire, depth, "flicker")


def tent(easel: Easel, sheet: Sheet, x: float, y: float, size: float, depth: float) -> None:
    """A ridge tent, glowing from within after dark."""
    tone = far_tone(easel, depth)
    cloth = mix(tone(easel.hues("#b89a5c", "#6a7a4a", "#8a5a3c", "#c86a34").accent), "#ffc46e", 0.45 * easel.hour.lamp)
    w, t = size * 0.95, size * 0.86
    with sheet.group("tent"):
        ground_shadow(sheet, x, y, w * 1.2, 0.55)
        sheet.poly(
            [(x - w, y), (x - w * 0.3, y - t), (x + w * 0.7, y - t * 0.9), (x + w * 1.15, y - t * 0.1)], sheet.across(cloth, darker(cloth, 0.35))
        )
        sheet.poly([(x - w, y), (x - w * 0.3, y - t), (x + w * 0.42, y)], sheet.down(lighter(cloth, 0.2), darker(cloth, 0.12)))
        sheet.poly([(x - w * 0.3, y - t * 0.82), (x - w * 0.56, y), (x - w * 0.06, y)], mix(darker(cloth, 0.7), "#ffb050", 0.5 * easel.hour.lamp))
        sheet.scratches(
            [(x - w, y, x - w * 1.25, y + 6), (x + w * 1.15, y - t * 0.1, x + w * 1.4, y + 4), (x - w * 0.3, y - t, x - w * 0.26, y - t * 1.12)],
            tone("#d8cdb4"),
            3,
        )
        easel_glow(easel, sheet, x - w * 0.2, y - t * 0.35, size * 0.9, "#ffb95c", 0.4)
    easel.light(x - w * 0.2, y - t * 0.3, size, "#ffb95c", 0.3 * easel.hour.lamp, depth)
