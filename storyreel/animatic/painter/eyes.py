"""Eyes with lids, lashes and brows, and the glasses before them. It does not know when somebody blinks.

Units of a head, as in `faces`. Turned heads look to the right.
"""

from __future__ import annotations

from enum import StrEnum

from storyreel.animatic.painter.brush import Brush
from storyreel.animatic.painter.faces import Face
from storyreel.film.cast import Age, Look
from storyreel.film.colours import luminance, mix_light


class Eyes(StrEnum):
    """States of the eyes."""

    OPEN = "open"
    HALF = "half"
    SHUT = "shut"


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
    h = {Age.CHILD: 9.6, Age.YOUNG: 7.6, Age.ADULT: 6.9, Age.OLD: 5.6}[face.look.age] * (
        1.12 if face.feminine else 1.0
    )
    outer = 1 if degrees > 0 else -1
    lash = light.shade(mix_light("#1a1012", face.look.hair_colour, 0.15), 0.3)
    thick = 3.6 if face.feminine else 2.8 if face.child else 2.6
    if state is Eyes.SHUT:
        brush.path(f"M{x - w},{y + 1} Q{x},{y + h * 0.85} {x + w},{y + 1}", stroke=lash, width=thick)
        brush.path(
            f"M{x - w * 0.9},{y - h * 0.5} Q{x},{y - h * 0.1} {x + w * 0.9},{y - h * 0.5}",
            stroke=light.shade(face.skin, 0.4),
            width=1.6,
            opacity=0.5,
        )
        return
    lid = h if state is Eyes.OPEN else h * 0.35
    shape = (
        f"M{x - w},{y + 0.8} C{x - w * 0.55},{y - lid * 1.28} {x + w * 0.5},{y - lid * 1.3} {x + w},{y + 0.4}"
        f" C{x + w * 0.5},{y + h * 0.95} {x - w * 0.5},{y + h * 0.98} {x - w},{y + 0.8} Z"
    )
    white = mix_light(light.dye("#fbf6ef"), "#fbf6ef", 0.35)
    brush.path(
        shape,
        brush.linear(
            [(0, mix_light(white, "#8a7f8c", 0.45), 1), (0.4, white, 1), (1, white, 1)], (0, 0), (0, 1)
        ),
    )
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
        brush.radial(
            [
                (0, mix_light(iris, "#ffffff", 0.22), 1),
                (0.62, iris, 1),
                (1, mix_light(iris, "#000000", 0.6), 1),
            ],
            (0.5, 0.66),
            0.58,
        ),
    )
    brush.ellipse(ix, iy, r * 0.46 * squeeze, r * 0.46, "#0d0709")
    brush.path(
        f"M{x - w},{y - lid - 5} H{x + w} V{y - lid * 0.42} Q{x},{y - lid * 0.95} {x - w},{y - lid * 0.42} Z",
        "#201018",
        opacity=0.24,
    )
    catch = light.rim_side * r * 0.34
    brush.ellipse(ix + catch, iy - r * 0.34, r * 0.25, r * 0.25, "#ffffff", 0.95)
    brush.ellipse(ix - catch * 0.9, iy + r * 0.42, r * 0.13, r * 0.13, "#ffffff", 0.5)
    brush.close()
    brush.path(
        f"M{x - w * 0.9},{y + 1.6} C{x - w * 0.5},{y + h} {x + w * 0.5},{y + h * 0.97}"
        f" {x + w * 0.9},{y + 1.4}",
        stroke=light.shade(mix_light(face.skin, "#a04538", 0.35), 0.38),
        width=1.5,
        opacity=0.6,
    )
    upper = (
        f"M{x - w},{y + 0.8} C{x - w * 0.55},{y - lid * 1.28} {x + w * 0.5},{y - lid * 1.3} {x + w},{y + 0.4}"
    )
    brush.path(upper, stroke=lash, width=thick)
    if face.feminine and state is Eyes.OPEN:
        for k in range(2):
            lx, ly = x + outer * w * (1.0 - 0.17 * k), y + 0.4 - lid * 0.34 * k
            brush.path(
                f"M{lx},{ly} q{outer * 2.0},-0.6 {outer * (3.4 - 0.8 * k)},{-2.4 - 0.5 * k}",
                stroke=lash,
                width=1.5,
            )
    crease = y - lid * 1.0 - 4.2
    brush.path(
        f"M{x - w * 0.85},{crease + 4} C{x - w * 0.4},{crease - 1.2} {x + w * 0.4},{crease - 1.4}"
        f" {x + w * 0.9},{crease + 3.4}",
        stroke=light.shade(mix_light(face.skin, "#8a3a30", 0.3), 0.42),
        width=1.5,
        opacity=0.55,
    )


def _draw_brow(brush: Brush, face: Face, degrees: float, drop: float) -> None:
    look = face.look
    hair = (
        mix_light(look.hair_colour, "#2a1a14", 0.35)
        if look.age is not Age.OLD
        else mix_light(look.hair_colour, "#ffffff", 0.1)
    )
    if look.hair_colour.lower() > "#c00000" and luminance(look.hair_colour) > 0.7:
        hair = mix_light(look.hair_colour, "#6a5a4a", 0.45)
    colour = face.light.dye(hair)
    x, w = face.across(degrees), 15.5 * face.width(degrees)
    y = face.eye_y - (21 if face.child else 17.5) + drop
    outer = 1 if degrees > 0 else -1
    thick = 2.2 if face.child else 3.0 if face.feminine else 5.0
    inner_y = y + 2.5 - face.brow_tilt * 5
    ix, ox = x - outer * w * 0.92, x + outer * w
    brush.path(
        f"M{ix},{inner_y - thick * 0.5} C{x - outer * w * 0.3},{y - 3.5 - thick * 0.5}"
        f" {x + outer * w * 0.5},{y - 5 - thick * 0.5} {ox},{y + 2.6}"
        f" C{x + outer * w * 0.5},{y - 3.4 + thick * 0.3} {x - outer * w * 0.3},{y - 2 + thick * 0.6}"
        f" {ix},{inner_y + thick * 0.6} Z",
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
        lens = brush.linear(
            [(0, "#ffffff", 0.24), (0.5, "#ffffff", 0.04), (1, "#ffffff", 0.1)], (0, 0), (1, 1)
        )
        brush.path(
            f"M{x - w},{y - 9} Q{x},{y - 19} {x + w},{y - 9} Q{x + w * 1.02},{y + 16} {x},{y + 17}"
            f" Q{x - w * 1.02},{y + 16} {x - w},{y - 9} Z",
            lens,
            stroke=frame,
            width=2.8,
        )
    (lx, lw), (rx, rw) = rims
    brush.path(
        f"M{lx + lw},{y - 4} Q{(lx + lw + rx - rw) / 2},{y - 9} {rx - rw},{y - 4}", stroke=frame, width=2.8
    )
    if face.turned:
        brush.path(f"M{lx - lw},{y - 6} L-40,-6", stroke=frame, width=2.8)
    else:
        brush.path(f"M{lx - lw},{y - 6} L-57,-5 M{rx + rw},{y - 6} L57,-5", stroke=frame, width=2.6)
