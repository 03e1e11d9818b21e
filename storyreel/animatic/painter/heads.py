"""Heads: outline, ears, shadows, nose and lines of age. It does not know eyes, mouths, hair or hats.

Units of a head, as in `faces`. Turned heads look to the right.
"""

from __future__ import annotations

from storyreel.animatic.painter.brush import Brush
from storyreel.animatic.painter.faces import Face
from storyreel.film.cast import Age, Presentation
from storyreel.film.colours import mix_light


def _outline(face: Face) -> str:
    """The head without ears and hair."""
    masculine = face.look.presentation is Presentation.MASCULINE and not face.child
    jaw = 45.0 if masculine else 37.0 if face.feminine else 41.0
    chin = 25.0 if masculine else 15.0 if face.feminine else 19.0
    cheek = 55.0
    if face.child:
        jaw, chin, cheek = 46.0, 20.0, 58.0
    if face.turned:
        brow = 50.0
        return (
            f"M-59,-10 C-63,-58 -34,-84 4,-84 C36,-84 54,-62 {brow},-26 C{brow - 1},-18 {brow - 1},-10"
            f" {brow + 2},2 C{brow + 4},16 {brow + 2},30 {brow - 3},44 C{brow - 6},60 {22 + chin * 0.7},79"
            f" {16 + chin * 0.3},81 C{16 - chin * 0.5},82 {-2 - jaw * 0.12},78 {-jaw * 0.42},66"
            f" C{-jaw * 0.75},54 {-jaw * 0.98},40 {-jaw},22 C-52,14 -58,4 -59,-10 Z"
        )
    return (
        f"M{-cheek},-8 C{-cheek - 2},-60 -32,-83 0,-83 C32,-83 {cheek + 2},-60 {cheek},-8 C{cheek},18"
        f" {jaw + 6},46 {jaw - 8},62 C{chin + 3},76 {chin * 0.5},81 0,81 C{-chin * 0.5},81 {-chin - 3},76"
        f" {8 - jaw},62 C{-jaw - 6},46 {-cheek},18 {-cheek},-8 Z"
    )


def draw_head(brush: Brush, face: Face, away: bool = False) -> None:
    """Ears, skull, shadows, nose and lines of age; without eyes, brows and mouth.

    `away` leaves out what a face has.
    """
    light = face.light
    base = light.dye(face.skin)
    lit_right = light.rim_side > 0
    _draw_ears(brush, face)
    shape = _outline(face)
    cx = 0.62 if lit_right else 0.38
    glow = brush.radial(
        [
            (0.0, light.light(face.skin, 0.28), 1),
            (0.45, base, 1),
            (0.8, light.shade(face.skin, 0.16), 1),
            (1.0, light.shade(face.skin, 0.34), 1),
        ],
        (cx, 0.4),
        0.72,
    )
    brush.path(shape, glow)
    clip = brush.clip(shape)
    brush.open(f'clip-path="{clip}"')
    shadow_x = -64 if lit_right else 64
    side = brush.linear(
        [(0, light.shade(face.skin, 0.6), 0.42), (1, light.shade(face.skin, 0.6), 0.0)],
        (shadow_x, 0),
        (shadow_x * 0.1, 0),
        True,
    )
    brush.path("M-80,-90 H80 V90 H-80 Z", side)
    if not away:
        _draw_cheeks(brush, face)
        _draw_sockets(brush, face)
    brush.ellipse(face.across(0), 86, 30, 14, light.shade(face.skin, 0.5), 0.22)
    if face.look.age is Age.OLD and not away:
        _draw_wrinkles(brush, face)
    edge = 60 if lit_right else -60
    rim = brush.linear(
        [(0, light.rim, 0.0), (0.55, light.rim, 0.05), (1, light.rim, 0.85)],
        (edge * 0.35, 0),
        (edge, 0),
        True,
    )
    brush.path(shape, stroke=rim, width=7)
    brush.close()
    if not away:
        _draw_nose(brush, face)


def _draw_ears(brush: Brush, face: Face) -> None:
    light = face.light
    fill = light.shade(face.skin, 0.1)
    inner = light.shade(mix_light(face.skin, "#b04a3a", 0.3), 0.3)
    if face.turned:
        return
    for side in (-1, 1):
        brush.path(
            f"M{side * 50},-8 C{side * 62},-16 {side * 69},-4 {side * 66},10 C{side * 64},24 {side * 57},32"
            f" {side * 50},26 Z",
            fill,
        )
        brush.path(
            f"M{side * 56},-2 C{side * 62},-4 {side * 63},6 {side * 59},16",
            stroke=inner,
            width=3,
            opacity=0.7,
        )


def draw_near_ear(brush: Brush, face: Face) -> None:
    """The ear of a turned head, over its hair."""
    light = face.light
    fill = brush.radial([(0, light.light(face.skin, 0.08), 1), (1, light.shade(face.skin, 0.2), 1)])
    brush.path("M-30,-6 C-42,-18 -54,-8 -50,8 C-48,20 -42,30 -33,29 C-27,26 -27,10 -30,-6 Z", fill)
    brush.path(
        "M-34,-2 C-42,-9 -48,0 -45,9 C-43,15 -38,17 -37,23",
        stroke=light.shade(mix_light(face.skin, "#b04a3a", 0.3), 0.35),
        width=2.6,
        opacity=0.75,
    )


def _draw_cheeks(brush: Brush, face: Face) -> None:
    warm = face.light.dye(mix_light(face.skin, "#e0523f", 0.55))
    strength = 0.42 if face.child or face.feminine else 0.26
    for degrees in (-31, 31):
        fill = brush.radial([(0, warm, strength), (1, warm, 0)])
        brush.ellipse(face.across(degrees), 32 if not face.child else 38, 21 * face.width(degrees), 15, fill)


def _draw_sockets(brush: Brush, face: Face) -> None:
    dark = face.light.shade(mix_light(face.skin, "#8a3f35", 0.2), 0.42)
    for degrees in (-24, 24):
        fill = brush.radial([(0, dark, 0.3), (0.6, dark, 0.14), (1, dark, 0)])
        brush.ellipse(face.across(degrees), face.eye_y - 5, 25 * face.width(degrees), 20, fill)


def _draw_nose(brush: Brush, face: Face) -> None:
    light = face.light
    line = light.shade(mix_light(face.skin, "#9a3d2e", 0.25), 0.45)
    tip_y = face.eye_y + (25 if face.child else 33)
    shine = light.light(face.skin, 0.5)
    if face.turned:
        reach = 8 if face.child else 13
        x, top = face.across(0), face.eye_y - 8
        tip = x + reach
        shape = (
            f"M{x + 7},{top} C{x + 6},{top + 14} {tip - 1},{tip_y - 15} {tip + 2},{tip_y - 5}"
            f" C{tip + 3},{tip_y + 3} {tip - 5},{tip_y + 5} {x + 3},{tip_y + 4} C{x - 6},{tip_y + 4}"
            f" {x - 8},{tip_y - 3} {x - 4},{tip_y - 9} C{x},{tip_y - 16} {x},{top + 10} {x + 1},{top} Z"
        )
        fill = brush.linear(
            [
                (0, light.dye(face.skin), 0.0),
                (0.5, light.light(face.skin, 0.14), 0.9),
                (1, light.light(face.skin, 0.14), 1),
            ],
            (x - 6, 0),
            (tip, 0),
            True,
        )
        brush.path(shape, fill)
        brush.path(
            f"M{x + 8},{top + 6} C{x + 9},{top + 18} {tip},{tip_y - 14} {tip + 2},{tip_y - 5}"
            f" C{tip + 3},{tip_y + 3} {tip - 5},{tip_y + 5} {x + 4},{tip_y + 4}",
            stroke=line,
            width=2.4,
            opacity=0.6,
        )
        brush.path(
            f"M{x - 5},{tip_y - 7} C{x - 9},{tip_y - 1} {x - 6},{tip_y + 4} {x - 1},{tip_y + 3}",
            stroke=line,
            width=2.4,
            opacity=0.7,
        )
        brush.ellipse(tip - 4, tip_y - 6, 3.5, 3, shine, 0.55)
        return
    lit = face.light.rim_side
    wing = 8 if face.child else 12 if face.feminine else 14
    side = brush.linear([(0, line, 0), (1, line, 0.34)], (0, face.eye_y), (0, tip_y), True)
    brush.path(
        f"M{-lit * 6},{face.eye_y - 4} C{-lit * 7},{tip_y - 18} {-lit * wing},{tip_y - 8}"
        f" {-lit * wing},{tip_y} C{-lit * 5},{tip_y + 2} {-lit * 1},{tip_y - 6} {-lit * 1},{tip_y - 22} Z",
        side,
    )
    brush.path(
        f"M{-wing},{tip_y - 4} C{-wing - 2},{tip_y + 3} {-wing * 0.5},{tip_y + 4} {-wing * 0.35},{tip_y + 3}"
        f" C{-2},{tip_y + 7} {2},{tip_y + 7} {wing * 0.35},{tip_y + 3} C{wing * 0.5},{tip_y + 4}"
        f" {wing + 2},{tip_y + 3} {wing},{tip_y - 4}",
        stroke=line,
        width=2.3,
        opacity=0.62,
    )
    brush.ellipse(lit * 2.5, tip_y - 6, 4, 3.4, shine, 0.5)


def _draw_wrinkles(brush: Brush, face: Face) -> None:
    line = face.light.shade(mix_light(face.skin, "#7a3426", 0.3), 0.4)
    left, right = face.across(-20), face.across(20)
    for i, y in enumerate((-52, -42, -33)):
        inset = 4 * i
        brush.path(
            f"M{left + inset},{y} Q{(left + right) / 2},{y - 4} {right - inset},{y}",
            stroke=line,
            width=1.8,
            opacity=0.4,
        )
    mouth_y = face.eye_y + 48
    for side in (-1, 1):
        inner, outer = face.across(side * 13), face.across(side * 21)
        brush.path(
            f"M{inner},{mouth_y - 17} Q{outer + side * 1},{mouth_y - 6} {outer},{mouth_y + 5}",
            stroke=line,
            width=2.2,
            opacity=0.5,
        )
        corner = face.across(side * 40)
        for drop in (-5, 1, 7):
            brush.path(
                f"M{corner},{face.eye_y + drop * 0.4} l{side * 8 * face.width(side * 40)},{drop * 0.8}",
                stroke=line,
                width=1.5,
                opacity=0.45,
            )
        pouch = face.across(side * 24)
        brush.path(
            f"M{pouch - 11 * face.width(side * 24)},{face.eye_y + 13} q{11 * face.width(side * 24)},6"
            f" {22 * face.width(side * 24)},0",
            stroke=line,
            width=1.8,
            opacity=0.4,
        )
