"""Heads and faces: outline, ears, eyes, brows, nose and mouth, from a look. It does not know hair, hats or bodies.

Units of a head: crown at -80, chin at 80, half a face 56 wide; x = 0 the middle. A turned head looks to the right.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from storyreel.animatic.painter.brush import Brush
from storyreel.animatic.painter.pigments import Lighting, luminance, mix
from storyreel.film.cast import Age, Look, Presentation

TURN_DEGREES = 21.0
"""How far a turned head is turned: three quarters, so that both eyes are seen."""
ROUNDNESS = 54.0


class Eyes(StrEnum):
    """States of the eyes."""

    OPEN = "open"
    HALF = "half"
    SHUT = "shut"


class Mouth(StrEnum):
    """Shapes of the mouth: rest, and four of speech."""

    REST = "rest"
    SMALL = "small"
    OPEN = "open"
    WIDE = "wide"
    ROUND = "round"


@dataclass(frozen=True)
class Face:
    """What decides how a face is drawn."""

    look: Look
    light: Lighting
    turned: bool
    mood_curve: float = 0.25
    """Corners of the mouth: -1 down, 1 a wide smile."""
    brow_tilt: float = 0.0
    """Inner ends of the brows: -1 drawn down, 1 raised."""

    @property
    def turn(self) -> float:
        """Degrees the head is turned to the right."""
        return TURN_DEGREES if self.turned else 0.0

    def across(self, degrees: float) -> float:
        """X of a point of the face at an angle from its own middle."""
        return ROUNDNESS * math.sin(math.radians(degrees + self.turn)) + (3.0 if self.turned else 0.0)

    def width(self, degrees: float) -> float:
        """How much of its width a feature at an angle shows, 0 to 1."""
        return max(0.5, math.cos(math.radians((degrees + self.turn) * 0.92)))

    @property
    def skin(self) -> str:
        """The skin, before light."""
        return self.look.skin

    @property
    def child(self) -> bool:
        """A child's face is rounder, its eyes larger."""
        return self.look.age is Age.CHILD

    @property
    def feminine(self) -> bool:
        """Drawn with fuller lashes and lips."""
        return self.look.presentation is Presentation.FEMININE

    @property
    def eye_y(self) -> float:
        """Height of the eyes."""
        return 13.0 if self.child else 4.0


def outline(face: Face) -> str:
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
            f"M-59,-10 C-63,-58 -34,-84 4,-84 C36,-84 54,-62 {brow},-26 C{brow - 1},-18 {brow - 1},-10 {brow + 2},2 "
            f"C{brow + 4},16 {brow + 2},30 {brow - 3},44 C{brow - 6},60 {22 + chin * 0.7},79 {16 + chin * 0.3},81 C{16 - chin * 0.5},82 "
            f"{-2 - jaw * 0.12},78 {-jaw * 0.42},66 C{-jaw * 0.75},54 {-jaw * 0.98},40 {-jaw},22 C-52,14 -58,4 -59,-10 Z"
        )
    return (
        f"M{-cheek},-8 C{-cheek - 2},-60 -32,-83 0,-83 C32,-83 {cheek + 2},-60 {cheek},-8 C{cheek},18 {jaw + 6},46 {jaw - 8},62 "
        f"C{chin + 3},76 {chin * 0.5},81 0,81 C{-chin * 0.5},81 {-chin - 3},76 {8 - jaw},62 C{-jaw - 6},46 {-cheek},18 {-cheek},-8 Z"
    )


def draw_head(brush: Brush, face: Face, away: bool = False) -> None:
    """Ears, skull, shadows, nose and lines of age; without eyes, brows and mouth. `away` leaves out what a face has."""
    light = face.light
    base = light.dye(face.skin)
    lit_right = light.rim_side > 0
    _draw_ears(brush, face)
    shape = outline(face)
    cx = 0.62 if lit_right else 0.38
    glow = brush.radial(
        [(0.0, light.light(face.skin, 0.28), 1), (0.45, base, 1), (0.8, light.shade(face.skin, 0.16), 1), (1.0, light.shade(face.skin, 0.34), 1)],
        (cx, 0.4),
        0.72,
    )
    brush.path(shape, glow)
    clip = brush.clip(shape)
    brush.open(f'clip-path="{clip}"')
    shadow_x = -64 if lit_right else 64
    side = brush.linear([(0, light.shade(face.skin, 0.6), 0.42), (1, light.shade(face.skin, 0.6), 0.0)], (shadow_x, 0), (shadow_x * 0.1, 0), True)
    brush.path("M-80,-90 H80 V90 H-80 Z", side)
    if not away:
        _draw_cheeks(brush, face)
        _draw_sockets(brush, face)
    brush.ellipse(face.across(0), 86, 30, 14, light.shade(face.skin, 0.5), 0.22)
    if face.look.age is Age.OLD and not away:
        _draw_wrinkles(brush, face)
    edge = 60 if lit_right else -60
    rim = brush.linear([(0, light.rim, 0.0), (0.55, light.rim, 0.05), (1, light.rim, 0.85)], (edge * 0.35, 0), (edge, 0), True)
    brush.path(shape, stroke=rim, width=7)
    brush.close()
    if not away:
        _draw_nose(brush, face)


def _draw_ears(brush: Brush, face: Face) -> None:
    light = face.light
    fill = light.shade(face.skin, 0.1)
    inner = light.shade(mix(face.skin, "#b04a3a", 0.3), 0.3)
    if face.turned:
        return
    for side in (-1, 1):
        brush.path(f"M{side * 50},-8 C{side * 62},-16 {side * 69},-4 {side * 66},10 C{side * 64},24 {side * 57},32 {side * 50},26 Z", fill)
        brush.path(f"M{side * 56},-2 C{side * 62},-4 {side * 63},6 {side * 59},16", stroke=inner, width=3, opacity=0.7)


def draw_near_ear(brush: Brush, face: Face) -> None:
    """The ear of a turned head, over its hair."""
    light = face.light
    fill = brush.radial([(0, light.light(face.skin, 0.08), 1), (1, light.shade(face.skin, 0.2), 1)])
    brush.path("M-30,-6 C-42,-18 -54,-8 -50,8 C-48,20 -42,30 -33,29 C-27,26 -27,10 -30,-6 Z", fill)
    brush.path("M-34,-2 C-42,-9 -48,0 -45,9 C-43,15 -38,17 -37,23", stroke=light.shade(mix(face.skin, "#b04a3a", 0.3), 0.35), width=2.6, opacity=0.75)


def _draw_cheeks(brush: Brush, face: Face) -> None:
    warm = face.light.dye(mix(face.skin, "#e0523f", 0.55))
    strength = 0.42 if face.child or face.feminine else 0.26
    for degrees in (-31, 31):
        fill = brush.radial([(0, warm, strength), (1, warm, 0)])
        brush.ellipse(face.across(degrees), 32 if not face.child else 38, 21 * face.width(degrees), 15, fill)


def _draw_sockets(brush: Brush, face: Face) -> None:
    dark = face.light.shade(mix(face.skin, "#8a3f35", 0.2), 0.42)
    for degrees in (-24, 24):
        fill = brush.radial([(0, dark, 0.3), (0.6, dark, 0.14), (1, dark, 0)])
        brush.ellipse(face.across(degrees), face.eye_y - 5, 25 * face.width(degrees), 20, fill)


def _draw_nose(brush: Brush, face: Face) -> None:
    light = face.light
    line = light.shade(mix(face.skin, "#9a3d2e", 0.25), 0.45)
    tip_y = face.eye_y + (25 if face.child else 33)
    shine = light.light(face.skin, 0.5)
    if face.turned:
        reach = 8 if face.child else 13
        x, top = face.across(0), face.eye_y - 8
        tip = x + reach
        shape = (
            f"M{x + 7},{top} C{x + 6},{top + 14} {tip - 1},{tip_y - 15} {tip + 2},{tip_y - 5} C{tip + 3},{tip_y + 3} {tip - 5},{tip_y + 5} {x + 3},{tip_y + 4} "
            f"C{x - 6},{tip_y + 4} {x - 8},{tip_y - 3} {x - 4},{tip_y - 9} C{x},{tip_y - 16} {x},{top + 10} {x + 1},{top} Z"
        )
        fill = brush.linear(
            [(0, light.dye(face.skin), 0.0), (0.5, light.light(face.skin, 0.14), 0.9), (1, light.light(face.skin, 0.14), 1)],
            (x - 6, 0),
            (tip, 0),
            True,
        )
        brush.path(shape, fill)
        brush.path(
            f"M{x + 8},{top + 6} C{x + 9},{top + 18} {tip},{tip_y - 14} {tip + 2},{tip_y - 5} C{tip + 3},{tip_y + 3} {tip - 5},{tip_y + 5} {x + 4},{tip_y + 4}",
            stroke=line,
            width=2.4,
            opacity=0.6,
        )
        brush.path(f"M{x - 5},{tip_y - 7} C{x - 9},{tip_y - 1} {x - 6},{tip_y + 4} {x - 1},{tip_y + 3}", stroke=line, width=2.4, opacity=0.7)
        brush.ellipse(tip - 4, tip_y - 6, 3.5, 3, shine, 0.55)
        return
    lit = face.light.rim_side
    wing = 8 if face.child else 12 if face.feminine else 14
    side = brush.linear([(0, line, 0), (1, line, 0.34)], (0, face.eye_y), (0, tip_y), True)
    brush.path(
        f"M{-lit * 6},{face.eye_y - 4} C{-lit * 7},{tip_y - 18} {-lit * wing},{tip_y - 8} {-lit * wing},{tip_y} C{-lit * 5},{tip_y + 2} {-lit * 1},{tip_y - 6} {-lit * 1},{tip_y - 22} Z",
        side,
    )
    brush.path(
        f"M{-wing},{tip_y - 4} C{-wing - 2},{tip_y + 3} {-wing * 0.5},{tip_y + 4} {-wing * 0.35},{tip_y + 3} C{-2},{tip_y + 7} {2},{tip_y + 7} {wing * 0.35},{tip_y + 3} "
        f"C{wing * 0.5},{tip_y + 4} {wing + 2},{tip_y + 3} {wing},{tip_y - 4}",
        stroke=line,
        width=2.3,
        opacity=0.62,
    )
    brush.ellipse(lit * 2.5, tip_y - 6, 4, 3.4, shine, 0.5)


def _draw_wrinkles(brush: Brush, face: Face) -> None:
    line = face.light.shade(mix(face.skin, "#7a3426", 0.3), 0.4)
    left, right = face.across(-20), face.across(20)
    for i, y in enumerate((-52, -42, -33)):
        inset = 4 * i
        brush.path(f"M{left + inset},{y} Q{(left + right) / 2},{y - 4} {right - inset},{y}", stroke=line, width=1.8, opacity=0.4)
    mouth_y = face.eye_y + 48
    for side in (-1, 1):
        inner, outer = face.across(side * 13), face.across(side * 21)
        brush.path(f"M{inner},{mouth_y - 17} Q{outer + side * 1},{mouth_y - 6} {outer},{mouth_y + 5}", stroke=line, width=2.2, opacity=0.5)
        corner = face.across(side * 40)
        for drop in (-5, 1, 7):
            brush.path(f"M{corner},{face.eye_y + drop * 0.4} l{side * 8 * face.width(side * 40)},{drop * 0.8}", stroke=line, width=1.5, opacity=0.45)
        pouch = face.across(side * 24)
        brush.path(
            f"M{pouch - 11 * face.width(side * 24)},{face.eye_y + 13} q{11 * face.width(side * 24)},6 {22 * face.width(side * 24)},0",
            stroke=line,
            width=1.8,
            opacity=0.4,
        )


def draw_eyes(brush: Brush, face: Face, state: Eyes) -> None:
    """Eyes, lids, lashes and brows, then the glasses."""
    for degrees in (-24.0, 24.0):
        _draw_eye(brush, face, degrees, state)
        _draw_brow(brush, face, degrees, 1.5 if state is Eyes.SHUT else 0.0)
    if face.look.glasses:
        _draw_glasses(brush, face)


def _iris_colour(look: Look) -> str:
    shades = ("#5b3a22", "#3f2a1c", "#4a6a3c", "#3f6f8f", "#6b5a2e", "#4a5f78")
    pick = int(look.skin[1:], 16) + int(look.hair_colour[1:], 16) * 3
    return shades[pick % (2 if luminance(look.skin) < 0.45 else len(shades))]


def _draw_eye(brush: Brush, face: Face, degrees: float, state: Eyes) -> None:
    light = face.light
    x, y = face.across(degrees), face.eye_y
    w = (13.2 if face.child else 12.6 if face.feminine else 11.8) * face.width(degrees)
    h = {Age.CHILD: 9.6, Age.YOUNG: 7.6, Age.ADULT: 6.9, Age.OLD: 5.6}[face.look.age] * (1.12 if face.feminine else 1.0)
    outer = 1 if degrees > 0 else -1
    lash = light.shade(mix("#1a1012", face.look.hair_colour, 0.15), 0.3)
    thick = 3.6 if face.feminine else 2.8 if face.child else 2.6
    if state is Eyes.SHUT:
        brush.path(f"M{x - w},{y + 1} Q{x},{y + h * 0.85} {x + w},{y + 1}", stroke=lash, width=thick)
        brush.path(
            f"M{x - w * 0.9},{y - h * 0.5} Q{x},{y - h * 0.1} {x + w * 0.9},{y - h * 0.5}", stroke=light.shade(face.skin, 0.4), width=1.6, opacity=0.5
        )
        return
    lid = h if state is Eyes.OPEN else h * 0.35
    shape = f"M{x - w},{y + 0.8} C{x - w * 0.55},{y - lid * 1.28} {x + w * 0.5},{y - lid * 1.3} {x + w},{y + 0.4} C{x + w * 0.5},{y + h * 0.95} {x - w * 0.5},{y + h * 0.98} {x - w},{y + 0.8} Z"
    white = mix(light.dye("#fbf6ef"), "#fbf6ef", 0.35)
    brush.path(shape, brush.linear([(0, mix(white, "#8a7f8c", 0.45), 1), (0.4, white, 1), (1, white, 1)], (0, 0), (0, 1)))
    clip = brush.clip(shape)
    brush.open(f'clip-path="{clip}"')
    gaze = 3.2 if face.turned else 0.0
    r = h * 1.02 if not face.child else h * 0.98
    iris = light.dye(_iris_colour(face.look))
    ix, iy = x + gaze * face.width(degrees), y - 0.4
    squeeze = 0.86 + 0.14 * face.width(degrees)
    brush.ellipse(
        ix,
        iy,
        r * squeeze,
        r,
        brush.radial([(0, mix(iris, "#ffffff", 0.22), 1), (0.62, iris, 1), (1, mix(iris, "#000000", 0.6), 1)], (0.5, 0.66), 0.58),
    )
    brush.ellipse(ix, iy, r * 0.46 * squeeze, r * 0.46, "#0d0709")
    brush.path(f"M{x - w},{y - lid - 5} H{x + w} V{y - lid * 0.42} Q{x},{y - lid * 0.95} {x - w},{y - lid * 0.42} Z", "#201018", opacity=0.24)
    catch = light.rim_side * r * 0.34
    brush.ellipse(ix + catch, iy - r * 0.34, r * 0.25, r * 0.25, "#ffffff", 0.95)
    brush.ellipse(ix - catch * 0.9, iy + r * 0.42, r * 0.13, r * 0.13, "#ffffff", 0.5)
    brush.close()
    brush.path(
        f"M{x - w * 0.9},{y + 1.6} C{x - w * 0.5},{y + h} {x + w * 0.5},{y + h * 0.97} {x + w * 0.9},{y + 1.4}",
        stroke=light.shade(mix(face.skin, "#a04538", 0.35), 0.38),
        width=1.5,
        opacity=0.6,
    )
    upper = f"M{x - w},{y + 0.8} C{x - w * 0.55},{y - lid * 1.28} {x + w * 0.5},{y - lid * 1.3} {x + w},{y + 0.4}"
    brush.path(upper, stroke=lash, width=thick)
    if face.feminine and state is Eyes.OPEN:
        for k in range(2):
            lx, ly = x + outer * w * (1.0 - 0.17 * k), y + 0.4 - lid * 0.34 * k
            brush.path(f"M{lx},{ly} q{outer * 2.0},-0.6 {outer * (3.4 - 0.8 * k)},{-2.4 - 0.5 * k}", stroke=lash, width=1.5)
    crease = y - lid * 1.0 - 4.2
    brush.path(
        f"M{x - w * 0.85},{crease + 4} C{x - w * 0.4},{crease - 1.2} {x + w * 0.4},{crease - 1.4} {x + w * 0.9},{crease + 3.4}",
        stroke=light.shade(mix(face.skin, "#8a3a30", 0.3), 0.42),
        width=1.5,
        opacity=0.55,
    )


def _draw_brow(brush: Brush, face: Face, degrees: float, drop: float) -> None:
    look = face.look
    hair = mix(look.hair_colour, "#2a1a14", 0.35) if look.age is not Age.OLD else mix(look.hair_colour, "#ffffff", 0.1)
    if look.hair_colour.lower() > "#c00000" and luminance(look.hair_colour) > 0.7:
        hair = mix(look.hair_colour, "#6a5a4a", 0.45)
    colour = face.light.dye(hair)
    x, w = face.across(degrees), 15.5 * face.width(degrees)
    y = face.eye_y - (21 if face.child else 17.5) + drop
    outer = 1 if degrees > 0 else -1
    thick = 2.2 if face.child else 3.0 if face.feminine else 5.0
    inner_y = y + 2.5 - face.brow_tilt * 5
    ix, ox = x - outer * w * 0.92, x + outer * w
    brush.path(
        f"M{ix},{inner_y - thick * 0.5} C{x - outer * w * 0.3},{y - 3.5 - thick * 0.5} {x + outer * w * 0.5},{y - 5 - thick * 0.5} {ox},{y + 2.6} "
        f"C{x + outer * w * 0.5},{y - 3.4 + thick * 0.3} {x - outer * w * 0.3},{y - 2 + thick * 0.6} {ix},{inner_y + thick * 0.6} Z",
        colour,
        stroke=colour,
        width=0.8,
        opacity=0.92,
    )


def _draw_glasses(brush: Brush, face: Face) -> None:
    frame = face.light.dye("#2a2226")
    y = face.eye_y + 1
    rims = []
    for degrees in (-24.0, 24.0):
        x, w = face.across(degrees), 19.5 * face.width(degrees)
        rims.append((x, w))
        lens = brush.linear([(0, "#ffffff", 0.24), (0.5, "#ffffff", 0.04), (1, "#ffffff", 0.1)], (0, 0), (1, 1))
        brush.path(
            f"M{x - w},{y - 9} Q{x},{y - 19} {x + w},{y - 9} Q{x + w * 1.02},{y + 16} {x},{y + 17} Q{x - w * 1.02},{y + 16} {x - w},{y - 9} Z",
            lens,
            stroke=frame,
            width=2.8,
        )
    (lx, lw), (rx, rw) = rims
    brush.path(f"M{lx + lw},{y - 4} Q{(lx + lw + rx - rw) / 2},{y - 9} {rx - rw},{y - 4}", stroke=frame, width=2.8)
    if face.turned:
        brush.path(f"M{lx - lw},{y - 6} L-40,-6", stroke=frame, width=2.8)
    else:
        brush.path(f"M{lx - lw},{y - 6} L-57,-5 M{rx + rw},{y - 6} L57,-5", stroke=frame, width=2.6)


def draw_mouth(brush: Brush, face: Face, state: Mouth) -> None:
    """The mouth in one of its shapes."""
    light = face.light
    x = face.across(0) + (2 if face.turned else 0)
    y = face.eye_y + (42 if face.child else 51)
    w = (15 if face.child else 18 if face.feminine else 20) * (0.86 if face.turned else 1.0)
    red = mix(face.skin, "#b5303a", 0.62 if face.feminine else 0.34)
    lip, dark = light.shade(red, 0.1 if face.feminine else 0.16), light.shade(mix(face.skin, "#5a1418", 0.6), 0.45)
    full = 1.35 if face.feminine else 0.85 if face.look.age is not Age.OLD else 0.6
    up = face.mood_curve * 4.5
    if state is Mouth.REST:
        middle = f"M{x - w},{y - up} C{x - w * 0.4},{y + 1.6 + up * 0.4} {x + w * 0.4},{y + 1.6 + up * 0.4} {x + w},{y - up}"
        brush.path(
            f"M{x - w},{y - up} C{x - w * 0.5},{y - 3.6 * full} {x - w * 0.2},{y - 4.4 * full} {x},{y - 2.6 * full} C{x + w * 0.2},{y - 4.4 * full} {x + w * 0.5},{y - 3.6 * full} {x + w},{y - up} "
            f"C{x + w * 0.4},{y + 1.6 + up * 0.4} {x - w * 0.4},{y + 1.6 + up * 0.4} {x - w},{y - up} Z",
            light.shade(red, 0.22),
            opacity=0.9,
        )
        lower = brush.linear([(0, lip, 1), (0.5, light.light(red, 0.22), 1), (1, lip, 1)], (0, 0), (0, 1))
        brush.path(
            f"M{x - w * 0.86},{y - up * 0.7} C{x - w * 0.4},{y + 1.6 + up * 0.4} {x + w * 0.4},{y + 1.6 + up * 0.4} {x + w * 0.86},{y - up * 0.7} "
            f"C{x + w * 0.5},{y + 7.2 * full + up * 0.3} {x - w * 0.5},{y + 7.2 * full + up * 0.3} {x - w * 0.86},{y - up * 0.7} Z",
            lower,
            opacity=0.9,
        )
        brush.path(middle, stroke=dark, width=2.2)
        brush.ellipse(x, y + 11, w * 0.5, 2.6, light.shade(face.skin, 0.45), 0.25)
        return
    wide, tall = {Mouth.SMALL: (0.82, 4.6), Mouth.OPEN: (0.88, 11.5), Mouth.WIDE: (1.12, 7.0), Mouth.ROUND: (0.52, 9.0)}[state]
    rx = w * wide
    top, bottom = y - tall * 0.42, y + tall * 0.86
    hole = f"M{x - rx},{y - up * 0.3} C{x - rx * 0.6},{top - tall * 0.2} {x + rx * 0.6},{top - tall * 0.2} {x + rx},{y - up * 0.3} C{x + rx * 0.7},{bottom + tall * 0.2} {x - rx * 0.7},{bottom + tall * 0.2} {x - rx},{y - up * 0.3} Z"
    brush.path(hole, light.shade("#5a1a1e", 0.35), stroke=lip, width=3.6 * full + 1.2)
    clip = brush.clip(hole)
    brush.open(f'clip-path="{clip}"')
    if state in {Mouth.OPEN, Mouth.WIDE, Mouth.SMALL}:
        brush.path(f"M{x - rx},{top - 6} H{x + rx} V{top + tall * 0.2} Q{x},{top + tall * 0.42} {x - rx},{top + tall * 0.2} Z", light.dye("#f4ece2"))
    brush.ellipse(x, bottom + tall * 0.15, rx * 0.62, tall * 0.42, light.dye("#c2575a"))
    brush.close()
    brush.path(
        f"M{x - rx * 0.7},{top - tall * 0.06 - 2.2 * full} Q{x - rx * 0.2},{top - 3.6 * full} {x},{top - 2.4 * full} Q{x + rx * 0.2},{top - 3.6 * full} {x + rx * 0.7},{top - tall * 0.06 - 2.2 * full}",
        stroke=lip,
        width=1.6 * full,
        opacity=0.8,
    )
    brush.ellipse(x, bottom + 7, w * 0.45, 2.6, light.shade(face.skin, 0.45), 0.22)
