"""The shapes and groups of a drawing, from its elements."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from storyreel.animatic.painter.artwork.gradients import Gradients
from storyreel.animatic.painter.artwork.nodes import Node
from storyreel.animatic.painter.artwork.numerals import LARGEST
from storyreel.animatic.painter.artwork.outlines import (
    OutlineError,
    box_outline,
    ellipse_outline,
    read_outline,
    transformed,
)
from storyreel.animatic.painter.artwork.palette import Palette
from storyreel.animatic.painter.artwork.plainness import require_plain
from storyreel.animatic.painter.artwork.shapes import DrawingError, Fill, Look, Piece, Shape, Turned
from storyreel.animatic.painter.artwork.transforms import (
    IDENTITY,
    Matrix,
    Transform,
    TransformError,
    read_transform,
)

_KEPT_IN_SIZE = frozenset({"stroke", "rounding", "size"})
_POINTS = re.compile(r"[-+.,\s\deE]*", re.ASCII)


@dataclass(frozen=True)
class Pieces:
    """Turns elements into shapes, in the colours of a palette."""

    palette: Palette
    gradients: Gradients

    def of(self, node: Node, matrix: Matrix = IDENTITY) -> Iterator[Piece]:
        """What an element draws, under the transforms around it.

        Raises:
            DrawingError: it has something that the painter cannot place or colour.
        """
        if node.style.get("display") == "none" or node.style.get("visibility", "visible") != "visible":
            return
        require_plain(node)
        try:
            transform = read_transform(node.element.get("transform", ""))
            yield from (
                self._group(node, matrix, transform)
                if node.word == "g"
                else self._shape(node, matrix @ transform.matrix)
            )
        except (OutlineError, TransformError) as fault:
            raise node.refusal(f"{node.label}: {fault}") from None

    def _group(self, node: Node, matrix: Matrix, transform: Transform) -> Iterator[Piece]:
        opacity, turn = node.opacity("opacity"), transform.turn
        if turn.angle and matrix is IDENTITY:
            inside = tuple(self._inside(node, IDENTITY))
            yield Turned(_group_name(node), turn.angle, turn.centre, opacity, inside)
        elif opacity < 1:
            inside = tuple(self._inside(node, matrix @ transform.matrix))
            yield Turned(_group_name(node), 0.0, turn.centre, opacity, inside)
        else:
            yield from self._inside(node, matrix @ transform.matrix)

    def _inside(self, node: Node, matrix: Matrix) -> Iterator[Piece]:
        for child in node.drawn():
            yield from self.of(child, matrix)

    def _shape(self, node: Node, matrix: Matrix) -> Iterator[Shape]:
        shape = _FORMS[node.word](node, matrix, self._look(node, matrix))
        placed = (*shape.numbers, *(value for _, value in shape.outline if isinstance(value, float)))
        if not all(abs(value) <= LARGEST for value in (*placed, shape.look.width)):
            raise node.refusal(
                f"{node.label} reaches beyond {LARGEST:.0f} units under its transforms. Scale it down."
            )
        yield shape

    def _look(self, node: Node, matrix: Matrix) -> Look:
        fixed, whole = _fixed(node), node.opacity("opacity")
        stroke = node.style.get("stroke", "none")
        if stroke.startswith("url"):
            raise node.refusal(
                f"the stroke of {node.label} is a gradient. Give it one of the palette's colours."
            )
        return Look(
            self._fill(node, matrix),
            None if stroke == "none" else self.palette.chip(node, stroke),
            node.length("stroke-width", 1.0) * (1.0 if "stroke" in fixed else matrix.scale),
            (node.opacity("fill-opacity") * whole, node.opacity("stroke-opacity") * whole),
            _even_odd(node),
            fixed,
            node.length("data-thinnest", 0.0),
        )

    def _fill(self, node: Node, matrix: Matrix) -> Fill:
        text = node.style.get("fill", "black")
        if text == "none":
            return None
        if text.startswith("url"):
            return self.gradients.named_by(node, text, matrix)
        return self.palette.chip(node, text)


def _group_name(node: Node) -> str:
    """The id without the number that drawing programs add to copies."""
    return re.sub(r"-\d+$", "", node.id or "group")


def _fixed(node: Node) -> frozenset[str]:
    fixed = frozenset(node.style.get("data-fixed", "").split())
    if not fixed <= _KEPT_IN_SIZE:
        raise node.refusal(
            f"data-fixed of {node.label} is {node.style['data-fixed']!r}; accepted are"
            f" {', '.join(sorted(_KEPT_IN_SIZE))}."
        )
    return fixed


def _even_odd(node: Node) -> bool:
    rule = node.style.get("fill-rule", "nonzero")
    if rule not in ("nonzero", "evenodd"):
        raise _wrong_fill_rule(node, rule)
    return rule == "evenodd"


def _wrong_fill_rule(node: Node, rule: str) -> DrawingError:
    return node.refusal(f"fill-rule of {node.label} is {rule!r}; accepted are nonzero and evenodd.")


def _rectangle(node: Node, matrix: Matrix, look: Look) -> Shape:
    place = (
        node.number("x", 0.0),
        node.number("y", 0.0),
        node.length("width", 0.0),
        node.length("height", 0.0),
    )
    rounding = _rounding(node)
    if not matrix.is_upright:
        return Shape("path", transformed(box_outline(place, rounding), matrix), (), look)
    return Shape("rect", (), (*matrix.box(*place), rounding * matrix.scale), look)


def _rounding(node: Node) -> float:
    across = node.length("rx", node.length("ry", 0.0))
    if node.length("ry", across) != across:
        raise _two_roundings(node)
    return across


def _two_roundings(node: Node) -> DrawingError:
    return node.refusal(
        f"rx and ry of {node.label} are {node.style['rx']!r} and {node.style['ry']!r}; one rounding for"
        " both is accepted."
    )


def _round(node: Node, matrix: Matrix, look: Look) -> Shape:
    names = ("r", "r") if node.word == "circle" else ("rx", "ry")
    x, y, across, down = (
        node.number("cx", 0.0),
        node.number("cy", 0.0),
        *(node.length(name) for name in names),
    )
    if not matrix.is_upright:
        return Shape("path", transformed(ellipse_outline((x, y), across, down), matrix), (), look)
    if matrix is not IDENTITY:
        left, top, wide, tall = matrix.box(x - across, y - down, 2 * across, 2 * down)
        x, y, across, down = left + wide / 2, top + tall / 2, wide / 2, tall / 2
    return Shape("ellipse", (), (x, y, across, down), look)


def _path(node: Node, matrix: Matrix, look: Look) -> Shape:
    return _outlined(node.element.get("d", ""), matrix, look)


def _line(node: Node, matrix: Matrix, look: Look) -> Shape:
    x1, y1, x2, y2 = (node.number(name, 0.0) for name in ("x1", "y1", "x2", "y2"))
    return _outlined(f"M{x1!r},{y1!r}L{x2!r},{y2!r}", matrix, look)


def _through_points(node: Node, matrix: Matrix, look: Look) -> Shape:
    points = node.element.get("points", "").strip()
    if not points or not _POINTS.fullmatch(points):
        raise node.refusal(f"points of {node.label} is {points[:60]!r}; pairs of numbers are accepted.")
    return _outlined(f"M{points}{'Z' if node.word == 'polygon' else ''}", matrix, look)


def _outlined(d: str, matrix: Matrix, look: Look) -> Shape:
    outline = read_outline(d)
    return Shape("path", outline if matrix is IDENTITY else transformed(outline, matrix), (), look)


_FORMS: dict[str, Callable[[Node, Matrix, Look], Shape]] = {
    "rect": _rectangle,
    "circle": _round,
    "ellipse": _round,
    "path": _path,
    "line": _line,
    "polyline": _through_points,
    "polygon": _through_points,
}
