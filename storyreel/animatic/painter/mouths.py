"""Mouths, at rest and in speech.

Units of a head, as in `faces`. Turned heads look to the right.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from storyreel.animatic.painter.brush import Brush, Stop
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


_OPENINGS = {
    Mouth.SMALL: (0.82, 4.6),
    Mouth.OPEN: (0.88, 11.5),
    Mouth.WIDE: (1.12, 7.0),
    Mouth.ROUND: (0.52, 9.0),
}
"""Width as a share of the resting mouth, and height."""


def draw_mouth(brush: Brush, face: Face, state: Mouth) -> None:
    """The mouth in one of its shapes."""
    lips = _Lips(brush, face) if state is Mouth.REST else _open_mouth(brush, face, state)
    lips.draw()


def _open_mouth(brush: Brush, face: Face, state: Mouth) -> _OpenMouth:
    return _OpenMouth(brush, face, *_OPENINGS[state], teeth=state is not Mouth.ROUND)


@dataclass(frozen=True)
class _Lips:
    """Measures and colours of a face's mouth; drawn, they are closed."""

    brush: Brush
    face: Face

    @cached_property
    def x(self) -> float:
        return self.face.across(0) + (2 if self.face.turned else 0)

    @cached_property
    def y(self) -> float:
        return self.face.eye_y + (42 if self.face.child else 51)

    @cached_property
    def half(self) -> float:
        """Half the width at rest."""
        return self._half_in_front * (0.86 if self.face.turned else 1.0)

    @property
    def _half_in_front(self) -> int:
        if self.face.child:
            return 15
        return 18 if self.face.feminine else 20

    @cached_property
    def up(self) -> float:
        """How far the corners are raised."""
        return self.face.mood_curve * 4.5

    @cached_property
    def fullness(self) -> float:
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

    def across(self, share: float) -> float:
        """X at a share of half the width."""
        return self.x + self.half * share

    @cached_property
    def _line_y(self) -> float:
        """Height of the line between the lips, beside its corners."""
        return self.y + 1.6 + self.up * 0.4

    def draw(self) -> None:
        self._draw_upper_lip()
        self._draw_lower_lip()
        self.brush.path(self._line(), stroke=self.face.flushed("#5a1418", 0.6, 0.45), width=2.2)
        self._draw_shadow(self.y + 11, 0.5, 0.25)

    def _draw_upper_lip(self) -> None:
        self.brush.path(self._upper_lip(), self.face.light.shade(self.red, 0.22), opacity=0.9)

    def _draw_lower_lip(self) -> None:
        self.brush.path(self._lower_lip(), self.brush.linear(self._shine(), end=(0, 1)), opacity=0.9)

    def _draw_shadow(self, y: float, share: float, opacity: float) -> None:
        """The shadow under the mouth, as wide as a share of it."""
        fill = self.face.light.shade(self.face.skin, 0.45)
        self.brush.ellipse(self.x, y, self.half * share, 2.6, fill, opacity)

    def _shine(self) -> list[Stop]:
        lit = self.face.light.light(self.red, 0.22)
        return [(0, self.lip, 1), (0.5, lit, 1), (1, self.lip, 1)]

    def _line(self) -> str:
        """The line between the lips."""
        corner = self.y - self.up
        return f"M{self.across(-1)},{corner} {self._bend(-0.4, 0.4)} {self.across(1)},{corner}"

    def _bend(self, first: float, second: float) -> str:
        """How the line between the lips bends, at shares of half the width."""
        return f"C{self.across(first)},{self._line_y} {self.across(second)},{self._line_y}"

    def _upper_lip(self) -> str:
        at, corner = self.across, self.y - self.up
        low, high, dip = (self.y - share * self.fullness for share in (3.6, 4.4, 2.6))
        bow = f"C{at(-0.5)},{low} {at(-0.2)},{high} {self.x},{dip} C{at(0.2)},{high} {at(0.5)},{low}"
        back = f"{at(1)},{corner} {self._bend(0.4, -0.4)} {at(-1)},{corner}"
        return f"M{at(-1)},{corner} {bow} {back} Z"

    def _lower_lip(self) -> str:
        at, corner = self.across, self.y - self.up * 0.7
        low = self.y + 7.2 * self.fullness + self.up * 0.3
        line = f"{self._bend(-0.4, 0.4)} {at(0.86)},{corner}"
        return f"M{at(-0.86)},{corner} {line} C{at(0.5)},{low} {at(-0.5)},{low} {at(-0.86)},{corner} Z"


@dataclass(frozen=True)
class _OpenMouth(_Lips):
    """A mouth that speaks."""

    wide: float
    tall: float
    teeth: bool

    @cached_property
    def radius(self) -> float:
        """Half the width of the opening."""
        return self.half * self.wide

    @cached_property
    def top(self) -> float:
        return self.y - self.tall * 0.42

    @cached_property
    def bottom(self) -> float:
        return self.y + self.tall * 0.86

    def draw(self) -> None:
        self._draw_opening(self._hole())
        self.brush.path(self._upper_edge(), stroke=self.lip, width=1.6 * self.fullness, opacity=0.8)
        self._draw_shadow(self.bottom + 7, 0.45, 0.22)

    def _draw_opening(self, hole: str) -> None:
        dark, width = self.face.light.shade("#5a1a1e", 0.35), 3.6 * self.fullness + 1.2
        self.brush.path(hole, dark, stroke=self.lip, width=width)
        self.brush.open(f'clip-path="{self.brush.clip(hole)}"')
        self._draw_inside()
        self.brush.close()

    def _draw_inside(self) -> None:
        if self.teeth:
            self.brush.path(self._teeth(), self.face.light.dye("#f4ece2"))
        self._draw_tongue()

    def _draw_tongue(self) -> None:
        fill, y = self.face.light.dye("#c2575a"), self.bottom + self.tall * 0.15
        self.brush.ellipse(self.x, y, self.radius * 0.62, self.tall * 0.42, fill)

    def _hole(self) -> str:
        x, r, corner = self.x, self.radius, self.y - self.up * 0.3
        over, under = self.top - self.tall * 0.2, self.bottom + self.tall * 0.2
        return (
            f"M{x - r},{corner} C{x - r * 0.6},{over} {x + r * 0.6},{over} {x + r},{corner}"
            f" C{x + r * 0.7},{under} {x - r * 0.7},{under} {x - r},{corner} Z"
        )

    def _teeth(self) -> str:
        x, r, edge = self.x, self.radius, self.top + self.tall * 0.2
        curve = f"Q{x},{self.top + self.tall * 0.42} {x - r},{edge}"
        return f"M{x - r},{self.top - 6} H{x + r} V{edge} {curve} Z"

    def _upper_edge(self) -> str:
        x, r, full = self.x, self.radius, self.fullness
        corner, bow = self.top - self.tall * 0.06 - 2.2 * full, self.top - 3.6 * full
        return (
            f"M{x - r * 0.7},{corner} Q{x - r * 0.2},{bow} {x},{self.top - 2.4 * full}"
            f" Q{x + r * 0.2},{bow} {x + r * 0.7},{corner}"
        )
