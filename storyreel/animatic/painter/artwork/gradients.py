"""Gradients of a drawing: the five kinds that the painter has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from storyreel.animatic.painter.artwork.nodes import GRADIENTS, SVG, Node
from storyreel.animatic.painter.artwork.numerals import read_number
from storyreel.animatic.painter.artwork.palette import Palette
from storyreel.animatic.painter.artwork.shapes import Chip, DrawingError, Gradient
from storyreel.animatic.painter.artwork.transforms import Matrix, TransformError, read_transform

_TAGS = frozenset(f"{SVG}{word}" for word in GRADIENTS)
_HREF = "{http://www.w3.org/1999/xlink}href"
_LINK = re.compile(r"url\(\s*[\"']?#([^)\"']+)")
_ENDS = {"x1": "0", "y1": "0", "x2": "1", "y2": "0"}
_UPRIGHT: dict[tuple[float, ...], str] = {(0.0, 0.0, 0.0, 1.0): "down", (0.0, 0.0, 1.0, 0.0): "across"}
_ROUND = frozenset({"cx", "cy", "r", "fx", "fy", "fr", "gradientTransform"})
"""What a gradient that is measured by its shape must not set to be 'round'."""


Stops = tuple[tuple[float, Chip, float | None], ...]


@dataclass(frozen=True)
class Gradients:
    """The gradients of a file, by id, and the palette that their colours are of."""

    by_id: Mapping[str, Element]
    palette: Palette

    def named_by(self, node: Node, text: str, matrix: Matrix) -> Gradient:
        """The gradient that a node's fill names, as it is after the node's transform.

        Raises:
            DrawingError: there is no such gradient, or the painter does not have its kind.
        """
        linked = _LINK.match(text)
        if not linked or linked[1] not in self.by_id:
            raise node.refusal(f"the fill of {node.label} is {text!r}, which is not a gradient of this file.")
        chain = self._chain(node, linked[1])
        gradient = _merged(node, chain)
        stops = tuple(self._stop(node.within(stop)) for stop in _stops(chain))
        if not stops:
            raise node.refusal(f"the gradient {linked[1]!r} has no colours.")
        spread = gradient.style.get("spreadMethod", "pad")
        if spread != "pad":
            raise node.refusal(f"spreadMethod of {gradient.label} is {spread!r}; accepted is 'pad'.")
        if gradient.style.get("gradientUnits") == "userSpaceOnUse":
            return _on_page(gradient, stops, matrix)
        return _by_shape(gradient, node, stops, matrix)

    def _chain(self, node: Node, name: str) -> list[Element]:
        """The gradient and those it refers to."""
        chain = [self.by_id[name]]
        while (link := chain[-1].get(_HREF, chain[-1].get("href", "")).removeprefix("#")) in self.by_id:
            chain.append(self.by_id[link])
            if len(chain) > len(self.by_id):
                raise node.refusal(f"the gradient {link!r} refers to itself.")
        return chain

    def _stop(self, stop: Node) -> tuple[float, Chip, float | None]:
        opacity = stop.opacity("stop-opacity") if "stop-opacity" in stop.style else None
        share = _share(stop, "offset", stop.style.get("offset", "0"))
        if not 0 <= share <= 1:
            raise stop.refusal(f"offset of a gradient's colour is {share:g}; 0 to 1 is accepted.")
        return share, self.palette.chip(stop, stop.style.get("stop-color", "black")), opacity


def read_gradients(root: Node, palette: Palette) -> Gradients:
    """All gradients of a file."""
    found: dict[str, Element] = {}
    for element in root.element.iter():
        if element.tag not in _TAGS:
            continue
        if found.setdefault(element.get("id", ""), element) is not element:
            raise root.refusal(f"two gradients have the id {element.get('id', '')!r}. Give each its own.")
    return Gradients(found, palette)


def _merged(node: Node, chain: list[Element]) -> Node:
    """The first of a chain, with what it leaves to the others."""
    said: dict[str, str] = {}
    for element in reversed(chain):
        said |= element.attrib
    return Node(chain[0], node.path, said)


def _stops(chain: list[Element]) -> Iterator[Element]:
    """The colours of the first that has any."""
    for element in chain:
        if element.find(f"{SVG}stop") is not None:
            yield from element.iter(f"{SVG}stop")
            return


def _by_shape(gradient: Node, node: Node, stops: Stops, matrix: Matrix) -> Gradient:
    kind = _kind_by_shape(gradient)
    kept = matrix.is_upright if kind == "round" else matrix.keeps_sides
    if not kind or not kept:
        raise node.refusal(
            f"the gradient of {node.label} is measured by its shape, in a way that the painter does not have."
            " From top to foot, from left to right and from the middle outwards are accepted, on a shape that"
            " is not turned or mirrored; draw any other with the gradient tool, on the page."
        )
    return Gradient(stops, kind)


def _kind_by_shape(gradient: Node) -> str:
    """'down', 'across' or 'round'; '' for any other."""
    if gradient.word == "radialGradient":
        return "" if _ROUND & gradient.style.keys() else "round"
    if "gradientTransform" in gradient.style:
        return ""
    ends = (_share(gradient, name, gradient.style.get(name, usual)) for name, usual in _ENDS.items())
    return _UPRIGHT.get(tuple(ends), "")


def _on_page(gradient: Node, stops: Stops, matrix: Matrix) -> Gradient:
    whole = matrix @ _own_matrix(gradient)
    if gradient.word == "linearGradient":
        x1, y1, x2, y2 = (gradient.number(name) for name in _ENDS)
        if not (whole.keeps_circles or (whole.is_upright and (x1 == x2 or y1 == y2))):
            raise _stretched(gradient)
        return Gradient(stops, "ramp", (*whole.point(x1, y1), *whole.point(x2, y2)))
    x, y, radius = gradient.number("cx"), gradient.number("cy"), gradient.length("r")
    if not whole.keeps_circles:
        raise _stretched(gradient)
    if (gradient.number("fx", x), gradient.number("fy", y), gradient.number("fr", 0.0)) != (x, y, 0.0):
        raise gradient.refusal(
            f"fx, fy or fr of {gradient.label} move its focus; a gradient from its middle is accepted."
        )
    return Gradient(stops, "disc", (*whole.point(x, y), radius * whole.scale))


def _own_matrix(gradient: Node) -> Matrix:
    try:
        return read_transform(gradient.style.get("gradientTransform", "")).matrix
    except TransformError as fault:
        raise gradient.refusal(f"{gradient.label}: gradient's {fault}") from None


def _stretched(gradient: Node) -> DrawingError:
    return gradient.refusal(
        f"{gradient.label} is slanted or stretched by a transform. Accepted are gradients that are moved,"
        " scaled alike in both directions or turned. Draw it again with the gradient tool."
    )


def _share(node: Node, name: str, text: str) -> float:
    """A share of a gradient: '0.5' or '50%'."""
    plain = text.strip()
    value = read_number(plain.removesuffix("%"))
    if value is None:
        raise node.refusal(
            f"{name} of {node.label} is {text!r}; a number such as 0.5 or 50% is accepted. Draw the gradient"
            " again."
        )
    return value / 100 if plain.endswith("%") else value
