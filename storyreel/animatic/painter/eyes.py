"""Eyes with lids, lashes and brows, and the glasses in front of them.

Units of a head, as in `faces`. Turned heads look to the right.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from storyreel.animatic.painter.brush import Brush, Point, Stop
from storyreel.animatic.painter.faces import Face
from storyreel.film.cast import Age, Look
from storyreel.film.colours import luminance, mix_light

_ANGLES = (-24.0, 24.0)
"""Where the eyes are on the face, degrees from its middle."""
_HEIGHT = {Age.CHILD: 9.6, Age.YOUNG: 7.6, Age.ADULT: 6.9, Age.OLD: 5.6}
_IRIS_COLOURS = ("#5b3a22", "#3f2a1c", "#4a6a3c", "#3f6f8f", "#6b5a2e", "#4a5f78")
"""The first two are the browns of dark skin."""
_LENS = [(0, "#ffffff", 0.24), (0.5, "#ffffff", 0.04), (1, "#ffffff", 0.1)]


class Eyes(StrEnum):
    """States of the eyes."""

    OPEN = "open"
    HALF = "half"
    SHUT = "shut"


def draw_eyes(brush: Brush, face: Face, state: Eyes) -> None:
    """Eyes, lids, lashes and brows, then the glasses."""
    for degrees in _ANGLES:
        _draw_eye_and_brow(brush, face, degrees, state)
    if face.look.glasses:
        _draw_glasses(brush, face)


def _draw_eye_and_brow(brush: Brush, face: Face, degrees: float, state: Eyes) -> None:
    _Eye(brush, face, degrees, state).draw()
    _Brow(brush, face, degrees, 1.5 if state is Eyes.SHUT else 0.0).draw()


def _iris_colour(look: Look) -> str:
    pick = _number(look.skin) + _number(look.hair_colour) * 3
    return _IRIS_COLOURS[pick % (2 if luminance(look.skin) < 0.45 else len(_IRIS_COLOURS))]


def _number(colour: str) -> int:
    return int(colour[1:], 16)


def _iris_stops(iris: str) -> list[Stop]:
    bright, dark = mix_light(iris, "#ffffff", 0.22), mix_light(iris, "#000000", 0.6)
    return [(0, bright, 1), (0.62, iris, 1), (1, dark, 1)]


def _white_stops(white: str) -> list[Stop]:
    """The white of an eye, in the shadow of the lid at its top."""
    return [(0, mix_light(white, "#8a7f8c", 0.45), 1), (0.4, white, 1), (1, white, 1)]


def _is_fair(hair: str) -> bool:
    return hair.lower() > "#c00000" and luminance(hair) > 0.7


def _outer(degrees: float) -> int:
    """The side of a face that is away from the nose: 1 right, -1 left."""
    return 1 if degrees > 0 else -1


@dataclass(frozen=True)
class _Eye:
    """One eye of a face at an angle."""

    brush: Brush
    face: Face
    degrees: float
    state: Eyes

    @cached_property
    def x(self) -> float:
        return self.face.across(self.degrees)

    @cached_property
    def y(self) -> float:
        return self.face.eye_y

    @cached_property
    def half(self) -> float:
        """Half its width."""
        return self._half_in_front * self.face.width(self.degrees)

    @property
    def _half_in_front(self) -> float:
        """Half the width of an eye that looks straight out of the picture."""
        if self.face.child:
            return 13.2
        return 12.6 if self.face.feminine else 11.8

    @cached_property
    def height(self) -> float:
        return _HEIGHT[self.face.look.age] * (1.12 if self.face.feminine else 1.0)

    @cached_property
    def lid(self) -> float:
        """Height of the upper lid over the eye's middle."""
        return self.height if self.state is Eyes.OPEN else self.height * 0.35

    @cached_property
    def lash(self) -> str:
        """Colour of the lashes."""
        return self.face.light.shade(mix_light("#1a1012", self.face.look.hair_colour, 0.15), 0.3)

    @cached_property
    def lash_width(self) -> float:
        if self.face.feminine:
            return 3.6
        return 2.8 if self.face.child else 2.6

    def across(self, share: float) -> float:
        """X at a share of half the width."""
        return self.x + self.half * share

    def draw(self) -> None:
        if self.state is Eyes.SHUT:
            self._draw_shut()
        else:
            self._draw_open()

    def _draw_open(self) -> None:
        self._draw_opening()
        self._draw_lower_lid()
        self._draw_lashes()
        self._draw_crease()

    def _draw_lashes(self) -> None:
        self.brush.path(self._upper_lid(), stroke=self.lash, width=self.lash_width)
        if self.face.feminine and self.state is Eyes.OPEN:
            self._draw_long_lashes()

    def _draw_shut(self) -> None:
        x, y, w, h = self.x, self.y, self.half, self.height
        lid = f"M{x - w},{y + 1} Q{x},{y + h * 0.85} {x + w},{y + 1}"
        self.brush.path(lid, stroke=self.lash, width=self.lash_width)
        crease = f"M{x - w * 0.9},{y - h * 0.5} Q{x},{y - h * 0.1} {x + w * 0.9},{y - h * 0.5}"
        self.brush.path(crease, stroke=self.face.light.shade(self.face.skin, 0.4), width=1.6, opacity=0.5)

    def _draw_opening(self) -> None:
        """The white, and inside it the iris, the lid's shadow and what the eye reflects."""
        shape = self._outline()
        self.brush.path(shape, self._white())
        self.brush.open(f'clip-path="{self.brush.clip(shape)}"')
        self._draw_inside()
        self.brush.close()

    def _draw_inside(self) -> None:
        self._draw_iris()
        self._draw_lid_shadow()
        self._draw_reflections()

    def _upper_lid(self) -> str:
        y, lid, at = self.y, self.lid, self.across
        return (
            f"M{at(-1)},{y + 0.8} C{at(-0.55)},{y - lid * 1.28} {at(0.5)},{y - lid * 1.3} {at(1)},{y + 0.4}"
        )

    def _outline(self) -> str:
        y, h, at = self.y, self.height, self.across
        lower = f"C{at(0.5)},{y + h * 0.95} {at(-0.5)},{y + h * 0.98} {at(-1)},{y + 0.8}"
        return f"{self._upper_lid()} {lower} Z"

    def _white(self) -> str:
        white = mix_light(self.face.light.dye("#fbf6ef"), "#fbf6ef", 0.35)
        return self.brush.linear(_white_stops(white), end=(0, 1))

    @cached_property
    def _iris_at(self) -> Point:
        return self.x + self._gaze * self.face.width(self.degrees), self.y - 0.4

    @property
    def _gaze(self) -> float:
        """How far aside a turned person looks."""
        return 3.2 if self.face.turned else 0.0

    @cached_property
    def _iris_radius(self) -> float:
        return self.height * 0.98 if self.face.child else self.height * 1.02

    def _draw_iris(self) -> None:
        radius = self._iris_radius
        self._draw_disc(radius, self._iris_paint())
        self._draw_disc(radius * 0.46, "#0d0709")

    def _draw_disc(self, radius: float, fill: str) -> None:
        """A disc around the middle of the iris, narrower in a turned face."""
        squeeze = 0.86 + 0.14 * self.face.width(self.degrees)
        self.brush.ellipse(*self._iris_at, radius * squeeze, radius, fill)

    def _iris_paint(self) -> str:
        iris = self.face.light.dye(_iris_colour(self.face.look))
        return self.brush.radial(_iris_stops(iris), (0.5, 0.66), 0.58)

    def _draw_lid_shadow(self) -> None:
        x, y, w, lid = self.x, self.y, self.half, self.lid
        shadow = (
            f"M{x - w},{y - lid - 5} H{x + w} V{y - lid * 0.42}"
            f" Q{x},{y - lid * 0.95} {x - w},{y - lid * 0.42} Z"
        )
        self.brush.path(shadow, "#201018", opacity=0.24)

    def _draw_reflections(self) -> None:
        x, y = self._iris_at
        r = self._iris_radius
        aside = self.face.light.rim_side * r * 0.34
        self.brush.ellipse(x + aside, y - r * 0.34, r * 0.25, r * 0.25, "#ffffff", 0.95)
        self.brush.ellipse(x - aside * 0.9, y + r * 0.42, r * 0.13, r * 0.13, "#ffffff", 0.5)

    def _draw_lower_lid(self) -> None:
        y, h, at = self.y, self.height, self.across
        line = f"M{at(-0.9)},{y + 1.6} C{at(-0.5)},{y + h} {at(0.5)},{y + h * 0.97} {at(0.9)},{y + 1.4}"
        tone = self.face.flushed("#a04538", 0.35, 0.38)
        self.brush.path(line, stroke=tone, width=1.5, opacity=0.6)

    def _draw_long_lashes(self) -> None:
        outer = _outer(self.degrees)
        for k in range(2):
            x, y = self.x + outer * self.half * (1.0 - 0.17 * k), self.y + 0.4 - self.lid * 0.34 * k
            lash = f"M{x},{y} q{outer * 2.0},-0.6 {outer * (3.4 - 0.8 * k)},{-2.4 - 0.5 * k}"
            self.brush.path(lash, stroke=self.lash, width=1.5)

    def _draw_crease(self) -> None:
        y, at = self.y - self.lid * 1.0 - 4.2, self.across
        line = f"M{at(-0.85)},{y + 4} C{at(-0.4)},{y - 1.2} {at(0.4)},{y - 1.4} {at(0.9)},{y + 3.4}"
        tone = self.face.flushed("#8a3a30", 0.3, 0.42)
        self.brush.path(line, stroke=tone, width=1.5, opacity=0.55)


@dataclass(frozen=True)
class _Brow:
    """One brow, `drop` units lower than usual."""

    brush: Brush
    face: Face
    degrees: float
    drop: float

    @property
    def colour(self) -> str:
        """The brow, before light."""
        hair = self.face.look.hair_colour
        if _is_fair(hair):
            return mix_light(hair, "#6a5a4a", 0.45)
        if self.face.look.age is Age.OLD:
            return mix_light(hair, "#ffffff", 0.1)
        return mix_light(hair, "#2a1a14", 0.35)

    @property
    def thickness(self) -> float:
        if self.face.child:
            return 2.2
        return 3.0 if self.face.feminine else 5.0

    @property
    def y(self) -> float:
        return self.face.eye_y - (21 if self.face.child else 17.5) - self.face.brow_lift + self.drop

    def across(self, share: float) -> float:
        """X at a share of half the width, from the nose outwards."""
        return self.face.across(self.degrees) + _outer(self.degrees) * self._half * share

    @property
    def _half(self) -> float:
        """Half its width."""
        return 15.5 * self.face.width(self.degrees)

    def draw(self) -> None:
        colour = self.face.light.dye(self.colour)
        self.brush.path(self._outline(), colour, stroke=colour, width=0.8, opacity=0.92)

    def _outline(self) -> str:
        return f"{self._upper_edge()} {self._lower_edge()} Z"

    @property
    def _inner_y(self) -> float:
        return self.y + 2.5 - self.face.brow_tilt * 5

    def _upper_edge(self) -> str:
        at, y, thick = self.across, self.y, self.thickness
        return (
            f"M{at(-0.92)},{self._inner_y - thick * 0.5} C{at(-0.3)},{y - 3.5 - thick * 0.5}"
            f" {at(0.5)},{y - 5 - thick * 0.5} {at(1)},{y + 2.6}"
        )

    def _lower_edge(self) -> str:
        at, y, thick = self.across, self.y, self.thickness
        return (
            f"C{at(0.5)},{y - 3.4 + thick * 0.3} {at(-0.3)},{y - 2 + thick * 0.6}"
            f" {at(-0.92)},{self._inner_y + thick * 0.6}"
        )


def _draw_glasses(brush: Brush, face: Face) -> None:
    frame = face.light.dye("#2a2226")
    y = face.eye_y + 1
    (left, left_half), (right, right_half) = (_draw_lens(brush, face, degrees, frame) for degrees in _ANGLES)
    bridge = (left + left_half, (left + left_half + right - right_half) / 2, right - right_half)
    brush.path(f"M{bridge[0]},{y - 4} Q{bridge[1]},{y - 9} {bridge[2]},{y - 4}", stroke=frame, width=2.8)
    if face.turned:
        brush.path(f"M{left - left_half},{y - 6} L-40,-6", stroke=frame, width=2.8)
        return
    temples = f"M{left - left_half},{y - 6} L-57,-5 M{right + right_half},{y - 6} L57,-5"
    brush.path(temples, stroke=frame, width=2.6)


def _draw_lens(brush: Brush, face: Face, degrees: float, frame: str) -> tuple[float, float]:
    """Draw one lens with its rim; x of its middle, and half its width."""
    x, w, y = face.across(degrees), 19.5 * face.width(degrees), face.eye_y + 1
    outline = (
        f"M{x - w},{y - 9} Q{x},{y - 19} {x + w},{y - 9} Q{x + w * 1.02},{y + 16} {x},{y + 17}"
        f" Q{x - w * 1.02},{y + 16} {x - w},{y - 9} Z"
    )
    brush.path(outline, brush.linear(_LENS, (0, 0), (1, 1)), stroke=frame, width=2.8)
    return x, w
