"""Writes SVG: shapes, gradients and smooth curves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

Point = tuple[float, float]
Stop = tuple[float, str, float]
"""Offset, colour and opacity in a gradient."""


class Brush:
    """Collects shapes and the gradients they use, then gives one complete SVG document."""

    def __init__(self) -> None:
        self._definitions: list[str] = []
        self._shapes: list[str] = []
        self._known: dict[str, str] = {}

    def define(self, markup: str) -> str:
        """The reference 'url(#...)' of a definition; the first '%' of the markup stands for its id.

        Equal markup is defined once.
        """
        name = self._known.get(markup) or self._defined(markup, f"d{len(self._known)}")
        return f"url(#{name})"

    def _defined(self, markup: str, name: str) -> str:
        self._known[markup] = name
        self._definitions.append(markup.replace("%", name, 1))
        return name

    def linear(
        self, stops: Sequence[Stop], start: Point = (0, 0), end: Point = (1, 0), own_units: bool = False
    ) -> str:
        """A linear gradient; `own_units` takes points in the drawing's units, not in shares of the shape."""
        ends = f'x1="{start[0]:.2f}" y1="{start[1]:.2f}" x2="{end[0]:.2f}" y2="{end[1]:.2f}"'
        return self._gradient("linearGradient", ends, stops, own_units)

    def radial(
        self,
        stops: Sequence[Stop],
        centre: Point = (0.5, 0.5),
        radius: float = 0.5,
        own_units: bool = False,
    ) -> str:
        """A radial gradient; `own_units` as in `linear`."""
        circle = f'cx="{centre[0]:.2f}" cy="{centre[1]:.2f}" r="{radius:.2f}"'
        return self._gradient("radialGradient", circle, stops, own_units)

    def _gradient(self, kind: str, shape: str, stops: Sequence[Stop], own_units: bool) -> str:
        units = ' gradientUnits="userSpaceOnUse"' if own_units else ""
        content = "".join(map(_stop, stops))
        return self.define(f'<{kind} id="%" {shape}{units}>{content}</{kind}>')

    def sideways(self, stops: Sequence[Stop], left: float, right: float) -> str:
        """A linear gradient from one x to another, in the drawing's units."""
        return self.linear(stops, (left, 0), (right, 0), True)

    def downwards(self, stops: Sequence[Stop], top: float, bottom: float) -> str:
        """A linear gradient from one y to another, in the drawing's units."""
        return self.linear(stops, (0, top), (0, bottom), True)

    def clip(self, path: str) -> str:
        """A clip to a path."""
        return self.define(f'<clipPath id="%"><path d="{path}"/></clipPath>')

    def path(
        self,
        d: str,
        fill: str = "none",
        stroke: str = "none",
        width: float = 0.0,
        opacity: float = 1.0,
        extra: str = "",
    ) -> None:
        """One path; strokes have round ends and joints."""
        line = _stroke(stroke, width) if stroke != "none" else ""
        # A plain 'opacity' makes the renderer draw a whole layer for each shape, a hundred times slower.
        faint = _faint("fill", opacity) + _faint("stroke", opacity)
        self._shapes.append(f'<path d="{d}" fill="{fill}"{line}{faint} {extra}/>')

    def ellipse(
        self, x: float, y: float, rx: float, ry: float, fill: str, opacity: float = 1.0, extra: str = ""
    ) -> None:
        """One filled ellipse."""
        place = f'cx="{x:.2f}" cy="{y:.2f}" rx="{rx:.2f}" ry="{ry:.2f}"'
        self._shapes.append(f'<ellipse {place} fill="{fill}"{_faint("fill", opacity)} {extra}/>')

    def open(self, attributes: str) -> None:
        """Begin a group."""
        self._shapes.append(f"<g {attributes}>")

    def close(self) -> None:
        """End a group."""
        self._shapes.append("</g>")

    def document(self, view_box: tuple[float, float, float, float]) -> str:
        """Everything so far as an SVG document that shows `view_box` (x, y, width, height)."""
        x, y, width, height = view_box
        size = f'width="{width:.0f}" height="{height:.0f}" viewBox="{x:.0f} {y:.0f} {width:.0f} {height:.0f}"'
        content = f"<defs>{''.join(self._definitions)}</defs>{''.join(self._shapes)}"
        return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{content}</svg>'


def fading(colour: str, first: float, last: float) -> list[Stop]:
    """The stops of one colour whose opacity changes."""
    return [(0, colour, first), (1, colour, last)]


def blending(first: str, last: str) -> list[Stop]:
    """The stops from one opaque colour to another."""
    return [(0, first, 1), (1, last, 1)]


def _stop(stop: Stop) -> str:
    offset, colour, opacity = stop
    return f'<stop offset="{offset:.3f}" stop-color="{colour}"{_faint("stop", opacity)}/>'


def _faint(what: str, opacity: float) -> str:
    """The attribute of an opacity; '' for what is opaque."""
    return f' {what}-opacity="{opacity:.3f}"' if opacity < 1 else ""


def _stroke(colour: str, width: float) -> str:
    return f' stroke="{colour}" stroke-width="{width:.2f}" stroke-linecap="round" stroke-linejoin="round"'


@dataclass(frozen=True)
class Frame:
    """A place and a scale: writes paths that are drawn around (0, 0) into a larger drawing.

    >>> Frame(100, 0, 0.5).path("M-40,20 h16 L0,-2 Z")
    'M80.0,10.0 h8.0 L100.0,-1.0 Z'
    """

    x: float
    y: float
    scale: float

    def path(self, text: str) -> str:
        """A path scaled, then moved; steps of lower-case commands are only scaled."""
        return " ".join(self._placed(step) for step in _steps(text))

    def at(self, across: float, down: float) -> str:
        """One point of a path."""
        return f"{self._across(across):.1f},{self._down(down):.1f}"

    def _placed(self, step: _Step) -> str:
        return step.letter + ",".join(self._coordinate(step, *named) for named in step.numbers)

    def _coordinate(self, step: _Step, axis: str, number: float) -> str:
        if step.command.islower():
            return f"{number * self.scale:.1f}"
        return f"{self._across(number) if axis == 'x' else self._down(number):.1f}"

    def _across(self, number: float) -> float:
        return self.x + number * self.scale

    def _down(self, number: float) -> float:
        return self.y + number * self.scale


@dataclass(frozen=True)
class _Step:
    """One word of a path."""

    letter: str
    """The command as the word writes it; '' if the command before goes on."""
    command: str
    numbers: tuple[tuple[str, float], ...]
    """Axis and coordinate."""


@lru_cache(maxsize=512)
def _steps(text: str) -> tuple[_Step, ...]:
    return tuple(_read_steps(text))


def _read_steps(text: str) -> Iterator[_Step]:
    command = ""
    for word in text.split():
        letter = word[0] if word[0].isalpha() else ""
        command = letter or command
        axes = command.lower() if command in "HhVv" else "hv"
        numbers = word.removeprefix(letter).split(",") if word != letter else []
        named = zip(axes, map(float, numbers), strict=False)
        yield _Step(letter, command, tuple(("x" if axis == "h" else "y", number) for axis, number in named))


def smooth(points: Sequence[Point], closed: bool = True, tension: float = 1.0) -> str:
    """A path through points, curved as Catmull and Rom's spline; `tension` 0 gives straight lines."""
    parts = [f"M{points[0][0]:.1f},{points[0][1]:.1f}"]
    for start in range(len(points) if closed else len(points) - 1):
        four = [_neighbour(points, start + step, closed) for step in (-1, 0, 1, 2)]
        parts.append(_curve(four, tension))
    return " ".join(parts) + (" Z" if closed else "")


def _neighbour(points: Sequence[Point], index: int, closed: bool) -> Point:
    """The point at an index that may lie outside: around a closed path, or the end of an open one."""
    if closed:
        return points[index % len(points)]
    return points[min(max(index, 0), len(points) - 1)]


def _curve(points: Sequence[Point], tension: float) -> str:
    """The piece of a path from the second to the third of four points."""
    before, start, end, after = points
    leave = [start[axis] + (end[axis] - before[axis]) * tension / 6 for axis in (0, 1)]
    arrive = [end[axis] - (after[axis] - start[axis]) * tension / 6 for axis in (0, 1)]
    corners = (f"{x:.1f},{y:.1f}" for x, y in (leave, arrive, end))
    return "C" + " ".join(corners)


def limb(joints: Sequence[Point], widths: Sequence[float]) -> str:
    """The outline of an arm or leg through joints, as wide at each as given, with rounded ends."""
    left: list[Point] = []
    right: list[Point] = []
    for index, (x, y) in enumerate(joints):
        across, down = _half_width(joints, index, widths[index])
        left.append((x + across, y + down))
        right.append((x - across, y - down))
    return smooth([*left, *reversed(right)], tension=0.9)


def _half_width(joints: Sequence[Point], index: int, width: float) -> Point:
    """The vector from a joint to the left edge of its limb."""
    before, after = joints[max(index - 1, 0)], joints[min(index + 1, len(joints) - 1)]
    dx, dy = after[0] - before[0], after[1] - before[1]
    length = (dx * dx + dy * dy) ** 0.5 or 1.0
    return -dy / length * width / 2, dx / length * width / 2
