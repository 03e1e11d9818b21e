"""One element of a drawing's file: what is set for it, its numbers, and refusals that name it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element

from storyreel.animatic.painter.artwork.numerals import LARGEST, read_number
from storyreel.animatic.painter.artwork.shapes import DrawingError

SVG = "{http://www.w3.org/2000/svg}"
DRAWN = ("g", "path", "line", "polyline", "polygon", "rect", "circle", "ellipse")
GRADIENTS = ("linearGradient", "radialGradient")
_KEPT_OUT = frozenset({"defs", *GRADIENTS, "title", "desc", "metadata"})
"""Elements that draw nothing themselves."""
_INHERITED = (
    *("fill", "stroke", "stroke-width", "fill-opacity", "stroke-opacity", "fill-rule", "visibility"),
    *("stroke-linecap", "stroke-linejoin", "stroke-dasharray", "paint-order"),
    *("marker", "marker-start", "marker-mid", "marker-end", "data-fixed", "data-thinnest"),
)
_INSTEAD = {
    "text": "Turn the letters into paths (in Inkscape: Path > Object to Path).",
    "use": "Unlink the clone (in Inkscape: Edit > Clone > Unlink Clone).",
    "image": "Draw it with paths.",
}


@dataclass(frozen=True)
class Node:
    """An element and its properties: those set for it, over those that it inherits."""

    element: Element
    path: Path
    """Of the file."""
    style: Mapping[str, str] = field(default_factory=dict)
    """Its attributes, over what it inherits, under its `style`."""

    @property
    def word(self) -> str:
        """The element's name, without its namespace."""
        return self.element.tag.removeprefix(SVG)

    @property
    def id(self) -> str:
        """Its id; '' if it has none."""
        return self.element.get("id", "")

    @property
    def label(self) -> str:
        """Its name in messages."""
        return f"<{self.word} id={self.id!r}>"

    def refusal(self, text: str) -> DrawingError:
        """An error that begins with the file."""
        return DrawingError(f"{self.path.parent.name}/{self.path.name}: {text}", file=str(self.path))

    def within(self, element: Element) -> Node:
        """An element inside this one."""
        style = {name: self.style[name] for name in _INHERITED if name in self.style}
        style |= {name: value for name, value in element.attrib.items() if not name.startswith("{")}
        for part in element.get("style", "").split(";"):
            name, _, value = part.partition(":")
            if value.strip():
                style[name.strip()] = value.strip()
        return Node(element, self.path, style)

    def drawn(self) -> Iterator[Node]:
        """The children that draw something; elements that are only for other programs are skipped.

        Raises:
            DrawingError: one of them is not a shape that the painter has.
        """
        for child in self.element:
            if not isinstance(child.tag, str) or not child.tag.startswith(SVG):
                continue
            node = self.within(child)
            if node.word in _KEPT_OUT:
                continue
            if node.word not in DRAWN:
                raise self._not_accepted(node.word)
            yield node

    def _not_accepted(self, word: str) -> DrawingError:
        instead = _INSTEAD.get(word, "Turn it into one of these, or take it out.")
        return self.refusal(
            f"<{word}> is not accepted. Accepted are groups, paths, rectangles, circles, ellipses, lines and"
            f" polygons. {instead}"
        )

    def number(
        self, name: str, usual: float | None = None, *, least: float = -LARGEST, most: float = LARGEST
    ) -> float:
        """The number of an attribute, `least` to `most`; `usual` if it is not set.

        Raises:
            DrawingError: it is no such number, or is not set and has no usual value.
        """
        text = self.style.get(name)
        if text is None and usual is not None:
            return usual
        value = read_number((text or "").strip().removesuffix("px"))
        if value is None or not least <= value <= most:
            raise self.refusal(
                f"{name} of {self.label} is {text!r}; it must be a number from {least:.0f} to {most:.0f}."
            )
        return value

    def length(self, name: str, usual: float | None = None) -> float:
        """A number that is not negative."""
        return self.number(name, usual, least=0.0)

    def opacity(self, name: str) -> float:
        """A number from 0 to 1."""
        return self.number(name, 1.0, least=0.0, most=1.0)
