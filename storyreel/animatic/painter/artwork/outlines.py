"""Path data of SVG 1.1: read, turned into absolute steps, and transformed."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from storyreel.animatic.painter.artwork.numerals import LARGEST
from storyreel.animatic.painter.artwork.transforms import Matrix

Step = tuple[str, float | str]
"""('text', literal text) or the kind of a number and the number.

Kinds: 'x' and 'y' absolute, 'dx' and 'dy' relative, 'radius', 'angle', 'large' and 'sweep' of an arc.
"""
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?", re.ASCII)
_FLAG = re.compile(r"[01]")
_GAP = re.compile(r"[ ,\t\r\n]*")
_SEGMENT = re.compile(r"(\s*[MLTHVCSQAZmlthvcsqaz])([^MLTHVCSQAZmlthvcsqaz]*)")
_NO_HANDLE = ("", 0.0, 0.0)
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
    """Path data that cannot be read or transformed."""


def read_outline(d: str) -> tuple[Step, ...]:
    """Path data as steps; joined again they are the same text.

    Raises:
        OutlineError: it is not path data of SVG 1.1.

    >>> read_outline("M1,2h3")
    (('text', 'M'), ('x', 1.0), ('text', ','), ('y', 2.0), ('text', 'h'), ('dx', 3.0))
    """
    steps: list[Step] = []
    at = 0
    while at < len(d):
        found = _SEGMENT.match(d, at)
        if not found or (not steps and found[1].strip() not in ("M", "m")):
            raise OutlineError(f"the path data begins with {d[at : at + 20]!r}; it must begin with M.")
        _append_text(steps, found[1])
        _read_numbers(steps, found[1].strip(), found[2], opens=at == 0)
        at = found.end()
    if not steps:
        raise OutlineError("there is no path data. Draw the shape, or take it out.")
    return tuple(steps)


def _read_numbers(steps: list[Step], command: str, text: str, *, opens: bool) -> None:
    """Adds what follows a command's letter. `opens`: it is the first, so that its first point is absolute."""
    kinds, at, turn = _KINDS[command.upper()], 0, 0
    while True:
        gap = text[at : _GAP.match(text, at).end()]  # type: ignore[union-attr]
        if gap:
            _append_text(steps, gap)
        at += len(gap)
        if at == len(text):
            break
        kind = kinds[turn % len(kinds)] if kinds else ""
        value, at = _number_at(text, at, kind)
        relative = kind in ("x", "y") and command.islower() and not (opens and turn < 2)
        steps.append((f"d{kind}" if relative else kind, value))
        turn += 1
    if kinds and (not turn or turn % len(kinds)):
        raise OutlineError(
            f"{command} in the path data has {turn} numbers; {len(kinds)} or a multiple of it are accepted."
        )


def _number_at(text: str, at: int, kind: str) -> tuple[float, int]:
    """The number that begins there, and where it ends."""
    pattern = _FLAG if kind in ("large", "sweep") else _NUMBER
    found = pattern.match(text, at)
    if not kind or not found or abs(float(found[0])) > LARGEST:
        raise OutlineError(
            f"the path data cannot be read from {text[at : at + 20]!r} on. Commands of SVG 1.1 and numbers"
            f" up to {LARGEST:.0f} are accepted."
        )
    return float(found[0]), found.end()


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


@dataclass
class _Pen:
    """Follows an outline: where it is, where it began, and the last handle of a curve."""

    at: tuple[float, float] = (0.0, 0.0)
    start: tuple[float, float] = (0.0, 0.0)
    handle: tuple[str, float, float] = _NO_HANDLE

    def draw(self, command: str, said: list[float]) -> tuple[str, list[float]]:
        """The command as one of M, L, C, Q, A and Z, absolute."""
        if command in "Zz":
            self.at, self.handle = self.start, _NO_HANDLE
            return "Z", []
        kind, points = self._written_out(command.upper(), self._absolute(command, said))
        self.at = points[-2], points[-1]
        self.handle = (kind, points[-4], points[-3]) if kind in "CQ" else _NO_HANDLE
        if kind == "M":
            self.start = self.at
        return kind, points

    def _absolute(self, command: str, said: list[float]) -> list[float]:
        x, y = self.at if command.islower() else (0.0, 0.0)
        match command.upper():
            case "V":
                return [said[0] + y]
            case "A":
                return [*said[:5], said[5] + x, said[6] + y]
        return [value + (y if index % 2 else x) for index, value in enumerate(said)]

    def _written_out(self, kind: str, said: list[float]) -> tuple[str, list[float]]:
        match kind:
            case "H":
                return "L", [said[0], self.at[1]]
            case "V":
                return "L", [self.at[0], said[0]]
            case "S":
                return "C", [*self._mirrored_handle("C"), *said]
            case "T":
                return "Q", [*self._mirrored_handle("Q"), *said]
        return kind, said

    def _mirrored_handle(self, kind: str) -> tuple[float, float]:
        if self.handle[0] != kind:
            return self.at
        return 2 * self.at[0] - self.handle[1], 2 * self.at[1] - self.handle[2]


def transformed(outline: tuple[Step, ...], matrix: Matrix) -> tuple[Step, ...]:
    """The outline under a transform, in absolute steps."""
    steps: list[Step] = []
    pen = _Pen()
    for command, numbers in _commands(outline):
        kind, said = pen.draw(command, numbers)
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
    flipped = matrix.flips
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
