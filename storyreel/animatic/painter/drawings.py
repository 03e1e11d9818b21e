"""SVG drawings as text: checked when they are read, and shown through a window."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from xml.etree.ElementTree import Element, ParseError, tostring

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from storyreel.animatic.painter.svg_bounds import PICTURES, BoundedTree, BoundsError, require_bounds
from storyreel.film.briefs import MOST_LAYER_BYTES
from storyreel.film.errors import FilmError

SVG = "http://www.w3.org/2000/svg"
MOST_KEPT_BYTES = 500_000
"""The longest text whose drawing is kept.

The painter's own are shorter; a hundred of the longest drawings from outside would fill the memory.
"""
_REFUSED_TAGS = frozenset({"script", "foreignObject", "iframe", "audio", "video"})
_PLACING = frozenset({"width", "height", "viewBox", "x", "y", "preserveAspectRatio"})
"""Attributes that size and place the root element."""
_OUTSIDE = re.compile(r"url\((?!\s*['\"]?\s*#)|@import", re.IGNORECASE)


class DrawingError(FilmError):
    """A layer's SVG cannot be used (facts: layer)."""


@dataclass(frozen=True)
class Drawing:
    """A checked SVG document."""

    inner: str
    """What is inside the root element, with the namespaces it needs."""
    view_box: tuple[float, float, float, float]
    """x, y, width and height of what it shows, in its own units."""
    sha256: str


def read_drawing(name: str, svg: bytes | str) -> Drawing:
    """The drawing in an SVG document that a person or a painter made.

    Raises:
        DrawingError: it is not well-formed SVG, has no size, or refers to anything outside itself. The
            message names the layer.
    """
    text = svg if isinstance(svg, bytes) else svg.encode()
    return _kept(name, text) if len(text) <= MOST_KEPT_BYTES else _read(name, text)


def _read(name: str, text: bytes) -> Drawing:
    if len(text) > MOST_LAYER_BYTES:
        raise DrawingError(
            f"layer {name!r} holds {len(text)} bytes of SVG; at most {MOST_LAYER_BYTES} are drawn;"
            " simplify it",
            layer=name,
        )
    try:
        root = _parsed(name, text)
        _refuse_outside(name, root)
        require_bounds(root)
    except BoundsError as fault:
        raise DrawingError(f"layer {name!r} {fault}; simplify it", layer=name) from fault
    return Drawing(_inner(root), _view_box(name, root), hashlib.sha256(text).hexdigest())


def _parsed(name: str, text: bytes) -> Element:
    """The root element.

    Raises:
        BoundsError: the tree is too large or too deep.
    """
    try:
        parser = DefusedXMLParser(target=BoundedTree())
        parser.feed(text)
        root = parser.close()
    except (ParseError, DefusedXmlException, ValueError, LookupError) as fault:
        raise DrawingError(
            f"layer {name!r} is not readable SVG ({fault}); give a well-formed SVG document without entities",
            layer=name,
        ) from fault
    if root.tag != f"{{{SVG}}}svg":
        raise DrawingError(
            f"layer {name!r} begins with {root.tag!r}; an <svg xmlns={SVG!r}> element is accepted", layer=name
        )
    return root


_kept = lru_cache(maxsize=128)(_read)


def _refuse_outside(name: str, root: Element) -> None:
    for element in root.iter():
        tag = str(element.tag).rpartition("}")[2]
        if tag in _REFUSED_TAGS:
            raise DrawingError(
                f"layer {name!r} holds a <{tag}>; shapes, gradients, filters and text are accepted;"
                " remove it",
                layer=name,
            )
        if tag == "style" and _OUTSIDE.search(element.text or ""):
            raise DrawingError(
                f"layer {name!r} has a style that refers outside the file; only '#name' references are"
                " accepted",
                layer=name,
            )
        for attribute, value in element.attrib.items():
            if _refers_outside(attribute, value):
                raise DrawingError(
                    f"layer {name!r} refers to {value[:80]!r}, outside the file; embed it or remove it",
                    layer=name,
                )


def _refers_outside(attribute: str, value: str) -> bool:
    return _links_outside(attribute, value) or bool(_OUTSIDE.search(value))


def _links_outside(attribute: str, value: str) -> bool:
    return attribute.rpartition("}")[2] == "href" and not value.startswith(("#", *PICTURES))


def _view_box(name: str, root: Element) -> tuple[float, float, float, float]:
    try:
        box = _box(root)
        x, y, width, height = box
    except (KeyError, ValueError) as fault:
        raise DrawingError(
            f"layer {name!r} has no readable viewBox or size; give viewBox='0 0 width height'", layer=name
        ) from fault
    if not (0 < width < 1e6 and 0 < height < 1e6 and abs(x) < 1e6 and abs(y) < 1e6):
        raise DrawingError(
            f"layer {name!r} has the viewBox {box!r}; width and height above 0 and below 1000000 are"
            " accepted",
            layer=name,
        )
    return x, y, width, height


def _box(root: Element) -> list[float]:
    if "viewBox" not in root.attrib:
        return [0.0, 0.0, _length(root, "width"), _length(root, "height")]
    return list(map(float, re.split(r"[ ,]+", root.attrib["viewBox"].strip())))


def _length(root: Element, name: str) -> float:
    return float(root.attrib[name].removesuffix("px"))


def _kept_attributes(root: Element) -> dict[str, str]:
    return {key: value for key, value in root.attrib.items() if key not in _PLACING}


def _inner(root: Element) -> str:
    group = Element(f"{{{SVG}}}g", _kept_attributes(root))
    group.text = root.text
    group.extend(list(root))
    return tostring(group, encoding="unicode")


def window_onto(drawing: Drawing, window: tuple[float, float, float, float], columns: int, rows: int) -> str:
    """An SVG document of columns by rows pixels that shows a window (x, y, width, height) of the drawing."""
    x, y, width, height = window
    return (
        f'<svg xmlns="{SVG}" width="{columns}" height="{rows}" viewBox="{x:.4f} {y:.4f} {width:.4f}'
        f' {height:.4f}" preserveAspectRatio="none">{drawing.inner}</svg>'
    )
