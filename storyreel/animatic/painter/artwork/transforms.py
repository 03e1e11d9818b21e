"""Transforms of SVG 1.1."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from storyreel.animatic.painter.artwork.numerals import read_number


class TransformError(ValueError):
    """A transform that cannot be read."""


@dataclass(frozen=True)
class Matrix:
    """x' = a x + c y + e, y' = b x + d y + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def __matmul__(self, inner: Matrix) -> Matrix:
        if self is IDENTITY or inner is IDENTITY:
            return inner if self is IDENTITY else self
        return Matrix(
            self.a * inner.a + self.c * inner.b,
            self.b * inner.a + self.d * inner.b,
            self.a * inner.c + self.c * inner.d,
            self.b * inner.c + self.d * inner.d,
            *self.point(inner.e, inner.f),
        )

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point goes."""
        if self is IDENTITY:
            return x, y
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def box(self, x: float, y: float, wide: float, tall: float) -> tuple[float, float, float, float]:
        """Where an upright box goes; only for an upright matrix."""
        if self is IDENTITY:
            return x, y, wide, tall
        (left, top), (right, foot) = self.point(x, y), self.point(x + wide, y + tall)
        return min(left, right), min(top, foot), abs(right - left), abs(foot - top)

    @property
    def is_upright(self) -> bool:
        """Whether level and plumb lines stay so."""
        return self.b == 0 and self.c == 0

    @property
    def keeps_sides(self) -> bool:
        """Whether what was at a shape's top or left stays there."""
        return self.is_upright and self.a > 0 and self.d > 0

    @property
    def scale(self) -> float:
        """How much longer lengths become, on average over all directions."""
        return 1.0 if self is IDENTITY else math.sqrt(abs(self.a * self.d - self.b * self.c))

    @property
    def flips(self) -> bool:
        """Whether it mirrors."""
        return self.a * self.d - self.b * self.c < 0

    @property
    def keeps_circles(self) -> bool:
        """Whether a circle stays a circle."""
        same, turned = (self.a - self.d, self.b + self.c), (self.a + self.d, self.b - self.c)
        return min(math.hypot(*same), math.hypot(*turned)) < 1e-6 * max(self.scale, 1e-9)


IDENTITY = Matrix()


@dataclass(frozen=True)
class Turn:
    """A rotation about a point."""

    angle: float = 0.0
    centre: tuple[float, float] = (0.0, 0.0)

    @property
    def matrix(self) -> Matrix:
        """The rotation as a matrix."""
        if not self.angle:
            return IDENTITY
        cos, sin, (x, y) = math.cos(math.radians(self.angle)), math.sin(math.radians(self.angle)), self.centre
        return Matrix(cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y)


@dataclass(frozen=True)
class Transform:
    """A transform attribute, as a lone rotation or as a matrix; the other one changes nothing."""

    turn: Turn = Turn()
    rest: Matrix = IDENTITY

    @property
    def matrix(self) -> Matrix:
        """The whole as a matrix."""
        return self.turn.matrix @ self.rest


_STEP = re.compile(r"(\w+)\s*\(([^()]*)\)")


def read_transform(text: str) -> Transform:
    """A transform attribute.

    Raises:
        TransformError: it is not one of SVG 1.1, or has a number that cannot be used.

    >>> read_transform("rotate(30 10 20)").turn
    Turn(angle=30.0, centre=(10.0, 20.0))
    >>> read_transform("translate(5) scale(2)").rest.point(1, 1)
    (7.0, 2.0)
    """
    if _STEP.sub("", text).replace(",", " ").strip():
        raise _unreadable(text)
    steps = [(name, _numbers(inside, text)) for name, inside in _STEP.findall(text)]
    if len(steps) == 1 and steps[0][0] == "rotate":
        return Transform(_turn(steps[0][1], text))
    whole = IDENTITY
    for name, said in steps:
        whole = whole @ (_turn(said, text).matrix if name == "rotate" else _step_matrix(name, said, text))
    return Transform(rest=whole)


def _unreadable(text: str) -> TransformError:
    return TransformError(
        f"transform is {text[:60]!r}; translate, scale, rotate, skewX, skewY and matrix of SVG 1.1 are"
        " accepted, with plain numbers."
    )


def _numbers(inside: str, text: str) -> list[float]:
    said = [read_number(word) for word in inside.replace(",", " ").split()]
    numbers = [value for value in said if value is not None]
    if len(numbers) < len(said):
        raise _unreadable(text)
    return numbers


def _turn(said: list[float], text: str) -> Turn:
    match said:
        case [angle]:
            return Turn(angle)
        case [angle, x, y]:
            return Turn(angle, (x, y))
    raise _unreadable(text)


def _step_matrix(name: str, said: list[float], text: str) -> Matrix:
    match name, said:
        case "translate", [x]:
            return Matrix(e=x)
        case "translate", [x, y]:
            return Matrix(e=x, f=y)
        case "scale", [share]:
            return Matrix(a=share, d=share)
        case "scale", [across, down]:
            return Matrix(a=across, d=down)
        case "matrix", [a, b, c, d, e, f]:
            return Matrix(a, b, c, d, e, f)
        case "skewX", [angle]:
            return Matrix(c=math.tan(math.radians(angle)))
        case "skewY", [angle]:
            return Matrix(b=math.tan(math.radians(angle)))
    raise _unreadable(text)
