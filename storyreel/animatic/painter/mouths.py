"""Mouths: nine shapes for speech, and what lies half-way between two of them.

Units of a head, as in `faces`. Turned heads look to the right.

        ___..--.__.--..___        the upper lip's outer edge
      (____________________)      corners
        `--.__________.--'        the gap between the lips' inner edges: teeth, tongue
           ``---....---''         the lower lip's outer edge
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from functools import cached_property

from storyreel.animatic.painter.brush import Brush, Stop
from storyreel.animatic.painter.faces import Face
from storyreel.film.cast import Age
from storyreel.film.colours import mix_light
from storyreel.film.visemes import SHUT, Viseme


@dataclass(frozen=True)
class _Shape:
    """Measures of a mouth."""

    wide: float
    """Width as a share of the mouth at rest."""
    gap: float
    """Height of the opening."""
    lips: float = 1.0
    """Thickness of the lips as a share of that at rest."""
    teeth: float = 0.0
    """How much of the upper teeth is seen, 0 to 1."""
    lower_teeth: float = 0.0
    """How much of the lower teeth is seen, 0 to 1."""
    tongue: float = 0.0
    """How high the tongue is, 0 to 1."""
    tuck: float = 0.0
    """How far the lower lip is under the upper teeth, 0 to 1."""
    jaw: float = 0.0
    """How far the chin is lowered."""


_SHAPES = {
    Viseme.REST: _Shape(1.0, 0.0),
    Viseme.CLOSED: _Shape(0.95, 0.0, lips=0.82),
    Viseme.TEETH: _Shape(1.06, 5.0, lips=0.92, teeth=0.95, lower_teeth=0.7, jaw=0.8),
    Viseme.OPEN: _Shape(1.0, 9.5, teeth=0.8, tongue=0.55, jaw=2.2),
    Viseme.WIDE: _Shape(0.98, 15.0, lips=0.95, teeth=0.7, tongue=0.5, jaw=4.5),
    Viseme.ROUND: _Shape(0.7, 10.0, lips=1.15, teeth=0.3, tongue=0.3, jaw=2.4),
    Viseme.PUCKER: _Shape(0.46, 5.0, lips=1.4, jaw=0.9),
    Viseme.LIP: _Shape(0.96, 3.6, lips=0.8, teeth=1.0, tuck=1.0, jaw=0.4),
    Viseme.TONGUE: _Shape(0.96, 8.0, lips=0.95, teeth=0.8, tongue=1.0, jaw=1.7),
}
_JAW_STEP = 1.5
"""The jaw moves in steps of so many units, so that few different heads are drawn."""


@dataclass(frozen=True)
class Mouth:
    """A shape, or what lies half-way between two."""

    shape: Viseme = Viseme.REST
    other: Viseme = Viseme.REST

    @classmethod
    def of(cls, shape: Viseme) -> Mouth:
        """The mouth in one shape."""
        return cls(shape, shape)

    @classmethod
    def between(cls, one: Viseme, other: Viseme) -> Mouth:
        """The mouth half-way between two shapes, in either direction."""
        return cls(*sorted((one, other)))

    @property
    def measures(self) -> _Shape:
        """The mean of both shapes."""
        one, other = astuple(_SHAPES[self.shape]), astuple(_SHAPES[self.other])
        return _Shape(*((a + b) / 2 for a, b in zip(one, other, strict=True)))

    @property
    def is_shut(self) -> bool:
        """True if the lips touch along their whole length."""
        return self.shape in SHUT and self.other in SHUT

    @property
    def jaw(self) -> float:
        """How far the chin is lowered, units of a head."""
        return round(self.measures.jaw / _JAW_STEP) * _JAW_STEP


AT_REST = Mouth()


def draw_mouth(brush: Brush, face: Face, mouth: Mouth) -> None:
    """Draw the mouth in one of its shapes."""
    _Lips(brush, face, mouth.measures).draw()


@dataclass(frozen=True)
class _Lips:
    """Measures and colours of a face's mouth."""

    brush: Brush
    face: Face
    shape: _Shape

    @cached_property
    def x(self) -> float:
        return self.face.across(0) + (2 if self.face.turned else 0)

    @cached_property
    def y(self) -> float:
        return self.face.eye_y + (42 if self.face.child else 51)

    @cached_property
    def half(self) -> float:
        """Half the width."""
        return self._half_in_front * (0.86 if self.face.turned else 1.0) * self.shape.wide

    @property
    def _half_in_front(self) -> int:
        if self.face.child:
            return 15
        return 18 if self.face.feminine else 20

    @cached_property
    def gap(self) -> float:
        """Height of the opening in its middle. A smaller mouth opens less."""
        return self.shape.gap * (0.86 if self.face.child else 1.0)

    @cached_property
    def up(self) -> float:
        """How far the corners are raised; less in a mouth that is wide open."""
        return self.face.mood_curve * 4.5 * max(0.3, 1 - self.gap / 16)

    @cached_property
    def fullness(self) -> float:
        return self._fullness_at_rest * self.shape.lips

    @property
    def _fullness_at_rest(self) -> float:
        if self.face.feminine:
            return 1.35
        return 0.6 if self.face.look.age is Age.OLD else 0.85

    @cached_property
    def red(self) -> str:
        """Colour of the lips, before light."""
        return mix_light(self.face.skin, "#b5303a", 0.62 if self.face.feminine else 0.34)

    @cached_property
    def lip(self) -> str:
        return self.face.light.shade(self.red, 0.1 if self.face.feminine else 0.16)

    @cached_property
    def corner_y(self) -> float:
        return self.y - self.up + self.gap * 0.12

    @cached_property
    def upper_y(self) -> float:
        """Height of the upper lip's inner edge in the middle."""
        return self.y + self.up * 0.15 - self.gap * 0.34

    @cached_property
    def lower_y(self) -> float:
        """Height of the lower lip's inner edge in the middle."""
        return self.y + self.up * 0.15 + self.gap * 0.66

    def across(self, share: float) -> float:
        """X at a share of half the width."""
        return self.x + self.half * share

    def draw(self) -> None:
        if self.gap > 0:
            self._draw_opening()
        self._draw_upper_lip()
        self._draw_lower_lip()
        self._draw_line()
        self._draw_shadow()
        self._draw_cheeks()

    def _draw_opening(self) -> None:
        hole = f"{self._inner(self.upper_y, -1)} {self._back(self.lower_y)} Z"
        self.brush.path(hole, self.face.light.shade("#5a1a1e", 0.45))
        self.brush.open(f'clip-path="{self.brush.clip(hole)}"')
        self._draw_inside()
        self.brush.close()

    def _draw_inside(self) -> None:
        self._draw_tongue()
        self._draw_lower_teeth()
        self._draw_upper_teeth()

    def _draw_upper_teeth(self) -> None:
        if self.shape.teeth:
            tall = min(5.2, max(1.6, self.gap * 0.5)) * self.shape.teeth
            edge = self.upper_y + tall + self.shape.tuck * 2
            self.brush.path(self._teeth(self.upper_y - 9, edge, 1.6), self.face.light.dye("#f4ece2"))

    def _draw_lower_teeth(self) -> None:
        if self.shape.lower_teeth:
            edge = self.lower_y - min(2.6, self.gap * 0.36) * self.shape.lower_teeth
            self.brush.path(self._teeth(self.lower_y + 6, edge, 1.2), self.face.light.shade("#e6dcd0", 0.12))

    def _teeth(self, root: float, edge: float, bend: float) -> str:
        """A row of teeth from a height beyond the lips to its edge, which bends up toward the corners."""
        left, right = self.across(-0.82), self.across(0.82)
        return f"M{left},{root} H{right} V{edge - bend} Q{self.x},{edge + bend} {left},{edge - bend} Z"

    def _draw_tongue(self) -> None:
        if self.shape.tongue:
            top = self.lower_y - self.gap * (0.18 + 0.5 * self.shape.tongue)
            fill = self.face.light.dye("#c2575a")
            self.brush.ellipse(self.x, top + 7, self.half * 0.66, 7, fill)

    def _draw_upper_lip(self) -> None:
        self.brush.path(self._upper_lip(), self.face.light.shade(self.red, 0.22), opacity=0.9)

    def _draw_lower_lip(self) -> None:
        self.brush.path(self._lower_lip(), self.brush.linear(self._shine(), end=(0, 1)), opacity=0.9)

    def _shine(self) -> list[Stop]:
        lit = self.face.light.light(self.red, 0.22)
        return [(0, self.lip, 1), (0.5, lit, 1), (1, self.lip, 1)]

    def _draw_line(self) -> None:
        """The line where the lips meet: all of it if they are shut, thin along an opening."""
        line = self._inner(self._meeting_y, -1)
        width = 2.2 if self.gap == 0 else 1.2
        self.brush.path(line, stroke=self.face.flushed("#5a1418", 0.6, 0.45), width=width)

    @property
    def _meeting_y(self) -> float:
        return self.y + 1.2 + self.up * 0.3 if self.gap == 0 else self.upper_y

    def _draw_shadow(self) -> None:
        """The shadow under the lower lip."""
        y = self.lower_y + 5.4 * self.fullness + 5.4
        fill = self.face.light.shade(self.face.skin, 0.45)
        self.brush.ellipse(self.x, y, self.half * 0.5, 2.6, fill, 0.25)

    def _draw_cheeks(self) -> None:
        """Folds beside the corners of the mouth, deeper if it is wide, pursed or open."""
        depth = min(1.0, max(abs(self.shape.wide - 1) * 2.2, self.shape.jaw / 6))
        if depth < 0.1:
            return
        stroke = self.face.flushed("#7a3426", 0.3, 0.35)
        for side in (-1, 1):
            corner = self.across(side) + side * (4.5 if self.shape.wide > 0.8 else 7.0)
            low = 10 + self.gap * 0.3
            fold = f"M{corner - side},{self.corner_y - 5} q{side * 2.6},5 {side * 0.4},{low}"
            self.brush.path(fold, stroke=stroke, width=1.6, opacity=0.34 * depth)

    def _inner(self, middle: float, side: int) -> str:
        """An inner edge of a lip, from one corner to the other, through a height in its middle."""
        control, share = self._control(middle), side * self._bow
        return (
            f"M{self.across(side)},{self.corner_y} C{self.across(share)},{control}"
            f" {self.across(-share)},{control} {self.across(-side)},{self.corner_y}"
        )

    def _back(self, middle: float) -> str:
        """The same edge from the right corner back to the left, without the first point."""
        control, share = self._control(middle), self._bow
        left = f"{self.across(-1)},{self.corner_y}"
        return f"C{self.across(share)},{control} {self.across(-share)},{control} {left}"

    @property
    def _bow(self) -> float:
        """Where the control points of curves between the corners are: the farther aside, the rounder."""
        return 0.55 + 0.5 * self._roundness

    @property
    def _roundness(self) -> float:
        """0 for a wide mouth to 1 for a pursed one."""
        return min(1.0, max(0.0, (0.95 - self.shape.wide) / 0.4))

    def _control(self, middle: float) -> float:
        """Height of both control points of a curve between the corners with that middle."""
        return self.corner_y + (middle - self.corner_y) / 0.75

    def _upper_lip(self) -> str:
        at, corner = self.across, self.corner_y
        base = self.upper_y
        low, high, dip = (base - share * self.fullness for share in (3.4, 4.9, 2.9))
        aside = self._bow
        bow = f"C{at(-aside)},{low} {at(-0.2)},{high} {self.x},{dip} C{at(0.2)},{high} {at(aside)},{low}"
        return f"M{at(-1)},{corner} {bow} {at(1)},{corner} {self._back(self._meeting_y)} Z"

    def _lower_lip(self) -> str:
        at, corner, inner = self.across, self.corner_y, self._lower_inner
        low = self._control(self.lower_y + 5.4 * self.fullness)
        share, edge = self._bow, self._inner(inner, -1)
        return f"{edge} C{at(share)},{low} {at(-share)},{low} {at(-1)},{corner} Z"

    @property
    def _lower_inner(self) -> float:
        if self.gap == 0:
            return self._meeting_y
        return self.lower_y - self.shape.tuck * 1.4
