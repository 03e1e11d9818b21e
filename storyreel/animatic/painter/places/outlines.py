"""Path data and transforms of SVG 1.1: read, turned into absolute steps, and transformed."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

Step = tuple[str, float | str]
"""('text', literal text) or the kind of a number and the number.

Kinds: 'x' and 'y' absolute, 'dx' and 'dy' relative, 'radius', 'angle', 'large' and 'sweep' of an arc.
"""
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_FLAG = re.compile(r"[01]")
_KINDS = {
    "M": ("x", "y"),
    "L": ("x", "y"),
    "T": ("x", "y"),
    "H": ("x",),
    "V": ("y",),
    "C": ("x", "y") * 3,
    "S": ("x", "y") * 2,
    "Q": ("x", "y") * 2,
    "A": ("radius", "radius", "angle", "large", "sweep", "x", "y"),
    "Z": (),
}


class OutlineError(ValueError):
    """Path data or a transform that cannot be read or applied."""


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
    def scale(self) -> float:
        """How much longer lengths become, on average over all directions."""
        return 1.0 if self is IDENTITY else math.sqrt(abs(self.a * self.d - self.b * self.c))

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


def read_transform(text: str) -> tuple[Turn, Matrix]:
    """A transform attribute, as a lone rotation or as a matrix; the other one changes nothing.

    >>> read_transform("rotate(30 10 20)")[0]
    Turn(angle=30.0, centre=(10.0, 20.0))
    >>> read_transform("translate(5) scale(2)")[1].point(1, 1)
    (7.0, 2.0)
    """
    found = re.findall(r"(\w+)\s*\(([^)]*)\)", text)
    matrix = IDENTITY
    for name, inside in found:
        said = [float(word) for word in _NUMBER.findall(inside)]
        turn = (
            Turn(said[0], (said[1], said[2]) if len(said) == 3 else (0.0, 0.0))
            if name == "rotate" and said
            else None
        )
        if turn and len(found) == 1:
            return turn, IDENTITY
        matrix = matrix @ (turn.matrix if turn else _step_matrix(name, said))
    return Turn(), matrix


def _step_matrix(name: str, said: list[float]) -> Matrix:
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
    raise OutlineError(
        f"the transform {name}({' '.join(f'{value:g}' for value in said)}) is not one of SVG 1.1."
    )


def read_outline(d: str) -> tuple[Step, ...]:
    """Path data as steps; joined again they are the same text.

    >>> read_outline("M1,2h3")
    (('text', 'M'), ('x', 1.0), ('text', ','), ('y', 2.0), ('text', 'h'), ('dx', 3.0))
    """
    steps: list[Step] = []
    at, command, turn, first = 0, "", 0, True
    while at < len(d):
        letter = d[at]
        if letter.upper() in _KINDS:
            _append_text(steps, letter)
            command, turn, at = letter, 0, at + 1
            continue
        if letter in " ,\t\r\n":
            _append_text(steps, letter)
            at += 1
            continue
        kinds = _KINDS.get(command.upper(), ())
        kind = kinds[turn % len(kinds)] if kinds else ""
        found = (_FLAG if kind in ("large", "sweep") else _NUMBER).match(d, at)
        if not found:
            raise OutlineError(f"the path data cannot be read from {d[at : at + 20]!r} on.")
        if kind in ("x", "y") and command.islower() and not (first and command == "m" and turn < 2):
            kind = f"d{kind}"
        steps.append((kind, float(found[0])))
        at, turn = found.end(), turn + 1
        first = first and turn < 2
    return tuple(steps)


def _append_text(steps: list[Step], text: str) -> None:
    if steps and steps[-1][0] == "text":
        steps[-1] = ("text", f"{steps[-1][1]}{text}")
    else:
        steps.append(("text", text))


def _commands(outline: tuple[Step, ...]) -> Iterator[tuple[str, list[float]]]:
    """Each command with its numbers, repeated commands written out."""
    command, numbers = "", []
    for kind, value in outline:
        if kind != "text":
            numbers.append(float(value))
            if len(numbers) == len(_KINDS[command.upper()]):
                yield command, numbers
                numbers = []
                command = {"M": "L", "m": "l"}.get(command, command)
            continue
        for letter in str(value).replace(",", " ").split():
            for command in letter:
                if command in "Zz":
                    yield "Z", []


def _absolute(outline: tuple[Step, ...]) -> Iterator[tuple[str, list[float]]]:
    """The outline in M, L, C, Q, A and Z, all absolute."""
    x = y = start_x = start_y = 0.0
    handle: tuple[str, float, float] = ("", 0.0, 0.0)
    for command, said in _commands(outline):
        kind, dx, dy = command.upper(), (x if command.islower() else 0.0), (y if command.islower() else 0.0)
        if kind == "Z":
            x, y, handle = start_x, start_y, ("", 0.0, 0.0)
            yield "Z", []
            continue
        if kind == "H":
            kind, said = "L", [said[0] + dx, y]
        elif kind == "V":
            kind, said = "L", [x, said[0] + dy]
        elif kind == "A":
            said = [*said[:5], said[5] + dx, said[6] + dy]
        else:
            said = [value + (dy if index % 2 else dx) for index, value in enumerate(said)]
        if kind in "ST":
            full = "C" if kind == "S" else "Q"
            mirrored = [2 * x - handle[1], 2 * y - handle[2]] if handle[0] == full else [x, y]
            kind, said = full, [*mirrored, *said]
        x, y = said[-2:]
        handle = (kind, *said[-4:-2]) if kind in "CQ" else ("", 0.0, 0.0)  # type: ignore[assignment]
        if kind == "M":
            start_x, start_y = x, y
        yield kind, said


def transformed(outline: tuple[Step, ...], matrix: Matrix) -> tuple[Step, ...]:
    """The outline under a transform, in absolute steps."""
    steps: list[Step] = []
    for kind, said in _absolute(outline):
        _append_text(steps, kind)
        points = said
        if kind == "A":
            steps += _arc(said, matrix)
            points = said[5:]
        for index in range(0, len(points), 2):
            x, y = matrix.point(points[index], points[index + 1])
            steps += [("x", round(x, 4)), ("text", ","), ("y", round(y, 4))]
            if index + 2 < len(points):
                steps.append(("text", " "))
    return tuple(steps)


def _arc(said: list[float], matrix: Matrix) -> list[Step]:
    """The five numbers of an arc before its end."""
    across, down, angle, large, sweep = said[:5]
    flipped = matrix.a * matrix.d - matrix.b * matrix.c < 0
    if matrix.keeps_circles:
        turn = math.degrees(math.atan2(matrix.b, matrix.a))
        angle = turn - angle if flipped else turn + angle
        across, down = across * matrix.scale, down * matrix.scale
    elif matrix.is_upright and angle == 0:
        across, down = across * abs(matrix.a), down * abs(matrix.d)
    else:
        raise OutlineError(
            "an arc is slanted or stretched by a transform. Turn the shape into a path and apply the"
            " transform (in Inkscape: Path > Object to Path, then Extensions > Modify Path > Apply"
            " Transform)."
        )
    kinds = ("radius", "radius", "angle", "large", "sweep")
    numbers = (round(across, 4), round(down, 4), round(angle, 4), large, 1 - sweep if flipped else sweep)
    steps: list[Step] = []
    for kind, value in zip(kinds, numbers, strict=True):
        steps += [(kind, value), ("text", " ")]
    return steps


def box_outline(area: tuple[float, float, float, float], rounding: float = 0.0) -> tuple[Step, ...]:
    """A rectangle as an outline, from its left, top, width and height."""
    x, y, wide, tall = area
    if not rounding:
        return read_outline(f"M{x},{y}h{wide}v{tall}h{-wide}Z")
    r = min(rounding, wide / 2, tall / 2)
    a, b = wide - 2 * r, tall - 2 * r
    corner = f"a{r},{r} 0 0 1 "
    return read_outline(
        f"M{x + r},{y}h{a}{corner}{r},{r}v{b}{corner}{-r},{r}h{-a}{corner}{-r},{-r}v{-b}{corner}{r},{-r}Z"
    )


def ellipse_outline(middle: tuple[float, float], across: float, down: float) -> tuple[Step, ...]:
    """An ellipse as an outline."""
    x, y = middle
    half = f"a{across},{down} 0 1 0 "
    return read_outline(f"M{x - across},{y}{half}{2 * across},0{half}{-2 * across},0Z")
