"""Mouths, at rest and in speech. It does not know what is said.

Units of a head, as in `faces`. Turned heads look to the right.
"""

from __future__ import annotations

from enum import StrEnum

from storyreel.animatic.painter.brush import Brush
from storyreel.animatic.painter.faces import Face
from storyreel.film.cast import Age
from storyreel.film.colours import mix_light


class Mouth(StrEnum):
    """Shapes of the mouth: rest, and four of speech."""

    REST = "rest"
    SMALL = "small"
    OPEN = "open"
    WIDE = "wide"
    ROUND = "round"


def draw_mouth(brush: Brush, face: Face, state: Mouth) -> None:
    """The mouth in one of its shapes."""
    light = face.light
    x = face.across(0) + (2 if face.turned else 0)
    y = face.eye_y + (42 if face.child else 51)
    w = (15 if face.child else 18 if face.feminine else 20) * (0.86 if face.turned else 1.0)
    red = mix_light(face.skin, "#b5303a", 0.62 if face.feminine else 0.34)
    lip, dark = (
        light.shade(red, 0.1 if face.feminine else 0.16),
        light.shade(mix_light(face.skin, "#5a1418", 0.6), 0.45),
    )
    full = 1.35 if face.feminine else 0.85 if face.look.age is not Age.OLD else 0.6
    up = face.mood_curve * 4.5
    if state is Mouth.REST:
        middle = (
            f"M{x - w},{y - up} C{x - w * 0.4},{y + 1.6 + up * 0.4} {x + w * 0.4},{y + 1.6 + up * 0.4}"
            f" {x + w},{y - up}"
        )
        brush.path(
            f"M{x - w},{y - up} C{x - w * 0.5},{y - 3.6 * full} {x - w * 0.2},{y - 4.4 * full}"
            f" {x},{y - 2.6 * full} C{x + w * 0.2},{y - 4.4 * full} {x + w * 0.5},{y - 3.6 * full}"
            f" {x + w},{y - up} C{x + w * 0.4},{y + 1.6 + up * 0.4} {x - w * 0.4},{y + 1.6 + up * 0.4}"
            f" {x - w},{y - up} Z",
            light.shade(red, 0.22),
            opacity=0.9,
        )
        lower = brush.linear([(0, lip, 1), (0.5, light.light(red, 0.22), 1), (1, lip, 1)], (0, 0), (0, 1))
        brush.path(
            f"M{x - w * 0.86},{y - up * 0.7} C{x - w * 0.4},{y + 1.6 + up * 0.4}"
            f" {x + w * 0.4},{y + 1.6 + up * 0.4} {x + w * 0.86},{y - up * 0.7}"
            f" C{x + w * 0.5},{y + 7.2 * full + up * 0.3} {x - w * 0.5},{y + 7.2 * full + up * 0.3}"
            f" {x - w * 0.86},{y - up * 0.7} Z",
            lower,
            opacity=0.9,
        )
        brush.path(middle, stroke=dark, width=2.2)
        brush.ellipse(x, y + 11, w * 0.5, 2.6, light.shade(face.skin, 0.45), 0.25)
        return
    wide, tall = {
        Mouth.SMALL: (0.82, 4.6),
        Mouth.OPEN: (0.88, 11.5),
        Mouth.WIDE: (1.12, 7.0),
        Mouth.ROUND: (0.52, 9.0),
    }[state]
    rx = w * wide
    top, bottom = y - tall * 0.42, y + tall * 0.86
    hole = (
        f"M{x - rx},{y - up * 0.3} C{x - rx * 0.6},{top - tall * 0.2} {x + rx * 0.6},{top - tall * 0.2}"
        f" {x + rx},{y - up * 0.3} C{x + rx * 0.7},{bottom + tall * 0.2} {x - rx * 0.7},{bottom + tall * 0.2}"
        f" {x - rx},{y - up * 0.3} Z"
    )
    brush.path(hole, light.shade("#5a1a1e", 0.35), stroke=lip, width=3.6 * full + 1.2)
    clip = brush.clip(hole)
    brush.open(f'clip-path="{clip}"')
    if state in {Mouth.OPEN, Mouth.WIDE, Mouth.SMALL}:
        brush.path(
            f"M{x - rx},{top - 6} H{x + rx} V{top + tall * 0.2} Q{x},{top + tall * 0.42}"
            f" {x - rx},{top + tall * 0.2} Z",
            light.dye("#f4ece2"),
        )
    brush.ellipse(x, bottom + tall * 0.15, rx * 0.62, tall * 0.42, light.dye("#c2575a"))
    brush.close()
    brush.path(
        f"M{x - rx * 0.7},{top - tall * 0.06 - 2.2 * full} Q{x - rx * 0.2},{top - 3.6 * full}"
        f" {x},{top - 2.4 * full} Q{x + rx * 0.2},{top - 3.6 * full}"
        f" {x + rx * 0.7},{top - tall * 0.06 - 2.2 * full}",
        stroke=lip,
        width=1.6 * full,
        opacity=0.8,
    )
    brush.ellipse(x, bottom + 7, w * 0.45, 2.6, light.shade(face.skin, 0.45), 0.22)
