"""One SVG drawing under the brush: shapes, gradients and named groups, written as text an artist can open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from string import ascii_lowercase, digits

from storyreel.animatic.painter.layers import CANVAS_HEIGHT, CANVAS_WIDTH

_SLUG_LETTERS = frozenset(ascii_lowercase + digits)
Point = tuple[float, float]
Stop = tuple[float, str] | tuple[float, str, float]
"""Offset 0 to 1, '#rrggbb', and opacity 0 to 1 if it is not 1."""


def number(value: float) -> str:
    """The shortest text of a number rounded to one decimal.

    >>> number(3.04), number(-0.01), number(2.25)
    ('3', '0', '2.2')
    """
    text = f"{value:.1f}"
    text = text.removesuffix(".0")
    return "0" if text == "-0" else text


def open_path(points: Iterable[Point]) -> str:
    """Path data through the points, left open."""
    return "M" + "L".join(f"{number(x)},{number(y)}" for x, y in points)


def closed_path(points: Iterable[Point]) -> str:
    """Path data through the points, closed."""
    return open_path(points) + "Z"


def curve(points: Sequence[Point]) -> str:
    """Path data of a smooth open curve through the points (quadratic, by midpoints)."""
    if len(points) < 3:
        return open_path(points)
    parts = [f"M{number(points[0][0])},{number(points[0][1])}"]
    for (x, y), (after_x, after_y) in pairwise(points[1:-1]):
        parts.append(f"Q{number(x)},{number(y)} {number((x + after_x) / 2)},{number((y + after_y) / 2)}")
    (x, y), (end_x, end_y) = points[-2], points[-1]
    parts.append(f"Q{number(x)},{number(y)} {number(end_x)},{number(end_y)}")
    return "".join(parts)


def _strokes(segments: Iterable[tuple[float, float, float, float]]) -> str:
    """Path data of many separate straight strokes: one path costs less than many."""
    return "".join(f"M{number(a)},{number(b)}L{number(c)},{number(d)}" for a, b, c, d in segments)


def box(x: float, y: float, width: float, height: float) -> str:
    """Path data of an upright rectangle, for paths made of many."""
    return f"M{number(x)},{number(y)}h{number(width)}v{number(height)}h{number(-width)}Z"


def hole(x: float, y: float, width: float, height: float, arch: float = 0.0) -> str:
    """Path data of a rectangle wound the other way, whose top is an arch `arch` high."""
    left, right, top, foot = number(x), number(x + width), number(y + arch), number(y + height)
    if not arch:
        return f"M{left},{top}V{foot}H{right}V{top}Z"
    return f"M{left},{top}V{foot}H{right}V{top}A{number(width / 2)},{number(arch)} 0 0 0 {left},{top}Z"


def disc(x: float, y: float, radius: float) -> str:
    """Path data of a circle, for paths made of many."""
    r = number(radius)
    return (
        f"M{number(x - radius)},{number(y)}a{r},{r} 0 1 0 {number(2 * radius)},0a{r},{r} 0 1 0 "
        f"{number(-2 * radius)},0Z"
    )


class Canvas:
    """Collects shapes and gives the whole as one SVG document."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._shapes: list[str] = []
        self._defs: dict[str, str] = {}
        self._ids: dict[str, int] = {}

    def _define(self, kind: str, body: str) -> str:
        """The id of a definition; equal definitions share one."""
        if body not in self._defs:
            self._defs[body] = f"{kind}{len(self._defs) + 1}"
        return self._defs[body]

    def _stops(self, stops: Sequence[Stop]) -> str:
        parts = []
        for stop in stops:
            opacity = f' stop-opacity="{round(stop[2], 2):g}"' if len(stop) == 3 else ""
            parts.append(f'<stop offset="{round(stop[0], 3):g}" stop-color="{stop[1]}"{opacity}/>')
        return "".join(parts)

    def down(self, *stops: Stop | str) -> str:
        """A fill that changes from the shape's top to its foot; bare colours are spread evenly."""
        return self._gradient('linearGradient id="{id}" x1="0" y1="0" x2="0" y2="1"', stops)

    def across(self, *stops: Stop | str) -> str:
        """A fill that changes from the shape's left to its right."""
        return self._gradient('linearGradient id="{id}" x1="0" y1="0" x2="1" y2="0"', stops)

    def round_light(self, *stops: Stop | str) -> str:
        """A fill that changes from the shape's middle outwards."""
        return self._gradient('radialGradient id="{id}"', stops)

    def ramp(self, start: Point, end: Point, *stops: Stop | str) -> str:
        """A fill that changes along a line given in canvas units."""
        ends = f'x1="{number(start[0])}" y1="{number(start[1])}" x2="{number(end[0])}" y2="{number(end[1])}"'
        return self._gradient('linearGradient id="{id}" gradientUnits="userSpaceOnUse" ' + ends, stops)

    def round_ramp(self, middle: Point, radius: float, *stops: Stop | str) -> str:
        """A fill that changes from a point outwards, given in canvas units."""
        place = f'cx="{number(middle[0])}" cy="{number(middle[1])}" r="{number(radius)}"'
        return self._gradient('radialGradient id="{id}" gradientUnits="userSpaceOnUse" ' + place, stops)

    def _gradient(self, opening: str, stops: Sequence[Stop | str]) -> str:
        last = max(1, len(stops) - 1)
        spread: list[Stop] = [
            (index / last, stop) if isinstance(stop, str) else stop for index, stop in enumerate(stops)
        ]
        body = f"<{opening}>{self._stops(spread)}</{opening.split()[0]}>"
        return f"url(#{self._define('paint', body)})"

    def unique(self, name: str) -> str:
        """An id made of the name, numbered when the canvas has it already."""
        slug = "-".join(
            "".join(letter if letter in _SLUG_LETTERS else " " for letter in name.lower()).split()
        )
        self._ids[slug] = self._ids.get(slug, 0) + 1
        return slug if self._ids[slug] == 1 else f"{slug}-{self._ids[slug]}"

    @contextmanager
    def group(self, name: str, clip: str = "", opacity: float = 1.0, transform: str = "") -> Iterator[None]:
        """Shapes drawn inside belong to a named group, cut by path data `clip` when given."""
        attributes = [f'id="{self.unique(name)}"']
        if clip:
            clip_id = self._define(
                "cut", f'<clipPath id="{{id}}"><path clip-rule="evenodd" d="{clip}"/></clipPath>'
            )
            attributes.append(f'clip-path="url(#{clip_id})"')
        if opacity < 1:
            attributes.append(f'opacity="{opacity:.2f}"')
        if transform:
            attributes.append(f'transform="{transform}"')
        self._shapes.append(f"<g {' '.join(attributes)}>")
        yield
        self._shapes.append("</g>")

    def _shape(
        self, element: str, fill: str, stroke: str, width: float, opacity: float, more: str = ""
    ) -> None:
        parts = [element, f'fill="{fill}"']
        if stroke:
            parts.append(
                f'stroke="{stroke}" stroke-width="{number(width)}" stroke-linecap="round" '
                'stroke-linejoin="round"'
            )
        if opacity < 1:
            # Plain `opacity` makes the rasteriser blend the shape on a canvas of its own; these two do not.
            parts += [
                f'{kind}-opacity="{opacity:.2f}"'
                for kind, paint in (("fill", fill != "none"), ("stroke", stroke))
                if paint
            ]
        self._shapes.append(f"<{' '.join(parts)}{more}/>")

    def path(
        self,
        d: str,
        fill: str = "none",
        stroke: str = "",
        width: float = 2,
        opacity: float = 1,
        even_odd: bool = False,
    ) -> None:
        """A shape given by path data."""
        self._shape(f'path d="{d}"', fill, stroke, width, opacity, ' fill-rule="evenodd"' if even_odd else "")

    def poly(
        self, points: Iterable[Point], fill: str, stroke: str = "", width: float = 2, opacity: float = 1
    ) -> None:
        """A closed polygon."""
        self.path(closed_path(points), fill, stroke, width, opacity)

    def line(self, points: Iterable[Point], stroke: str, width: float = 2, opacity: float = 1) -> None:
        """An open line through the points."""
        self.path(open_path(points), "none", stroke, width, opacity)

    def scratches(
        self,
        segments: Iterable[tuple[float, float, float, float]],
        stroke: str,
        width: float = 2,
        opacity: float = 1,
    ) -> None:
        """Many straight strokes of one colour as one path."""
        d = _strokes(segments)
        if d:
            self.path(d, "none", stroke, width, opacity)

    def rect(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: str,
        radius: float = 0,
        opacity: float = 1,
        stroke: str = "",
        stroke_width: float = 2,
    ) -> None:
        """An upright rectangle."""
        rounding = f' rx="{number(radius)}"' if radius else ""
        place = f'x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}"'
        self._shape(f"rect {place}{rounding}", fill, stroke, stroke_width, opacity)

    def oval(
        self,
        x: float,
        y: float,
        across: float,
        down: float,
        fill: str,
        opacity: float = 1,
        stroke: str = "",
        width: float = 2,
    ) -> None:
        """An ellipse by its middle and half-axes."""
        place = f'cx="{number(x)}" cy="{number(y)}" rx="{number(across)}" ry="{number(down)}"'
        self._shape(f"ellipse {place}", fill, stroke, width, opacity)

    def glow(
        self, x: float, y: float, radius: float, colour: str, strength: float, squash: float = 1.0
    ) -> None:
        """A soft light (or, in a dark colour, a soft shadow) that fades to nothing at its radius."""
        fill = self.round_light(
            (0, colour, strength),
            (0.3, colour, strength * 0.55),
            (0.65, colour, strength * 0.16),
            (1, colour, 0.0),
        )
        self.oval(x, y, radius, radius * squash, fill)

    def wash(self, fill: str, opacity: float = 1.0) -> None:
        """The whole canvas filled."""
        self.rect(0, 0, CANVAS_WIDTH, CANVAS_HEIGHT, fill, opacity=opacity)

    def image(self, x: float, y: float, width: float, height: float, png_base64: str) -> None:
        """A small picture stretched softly: clouds and mist."""
        place = f'x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}"'
        style = 'preserveAspectRatio="none" style="image-rendering:smooth"'
        self._shapes.append(f'<image {place} {style} xlink:href="data:image/png;base64,{png_base64}"/>')

    def svg(self) -> str:
        """The finished document."""
        size = f'width="{CANVAS_WIDTH}" height="{CANVAS_HEIGHT}" viewBox="0 0 {CANVAS_WIDTH} {CANVAS_HEIGHT}"'
        spaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
        defs = "\n".join(body.replace("{id}", name, 1) for body, name in self._defs.items())
        return (
            f"<svg {spaces} {size}>\n<title>{self.name}</title>\n<defs>\n{defs}\n</defs>\n"
            + "\n".join(self._shapes)
            + "\n</svg>\n"
        )
