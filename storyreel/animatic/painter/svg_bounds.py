"""How large a layer's SVG may be, so that neither reading nor drawing it can hang or fill the machine.

The bounds are far above what drawing programs write. A drawing that costs more than they allow for is ended
by the limits of the process that paints.
"""

from __future__ import annotations

import base64
import binascii
import re
import struct
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element, TreeBuilder

MOST_ELEMENTS = 200_000
"""Elements of a drawing, and elements once every <use>, pattern, mask and marker stands where it is used."""
DEEPEST = 100
"""Levels of elements within elements, counted through what they use; resvg 0.5 overflows its stack at 200."""
MOST_OCTAVES = 10
"""Octaves of one feTurbulence, as many as Inkscape offers.

Each has half the strength of the one before; the eleventh is below one level of 8 bits.
"""
MOST_PRIMITIVES = 2000
"""Filter steps that a drawing takes, each counted as often as it is used."""
LARGEST_KERNEL = 225
"""Cells of one feConvolveMatrix: 15 by 15."""
LARGEST_RADIUS = 50.0
"""Radius of one feMorphology."""
MOST_PICTURE_PIXELS = 64_000_000
"""Pixels of the embedded pictures together."""
MOST_DRAWN_PIXELS = 256_000_000
"""Pixels of embedded pictures, each counted as often as it is used."""

_REFERENCE = re.compile(r"url\(\s*['\"]?\s*#([^'\")\s]+)")
_FILTER_FUNCTION = re.compile(
    r"\b(?:blur|brightness|contrast|drop-shadow|grayscale|hue-rotate|invert|opacity|saturate|sepia)\(",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[-+.\d]+(?:e[-+]?\d+)?", re.IGNORECASE)
_FOLLOWED = frozenset(
    {
        "use",
        "pattern",
        "feImage",
        "linearGradient",
        "radialGradient",
        "filter",
        "mask",
        "clipPath",
        "textPath",
    }
)
"""Elements whose href stands for another element's content; that of <a> is only a link."""
_DEFINITIONS = frozenset(
    {"defs", "symbol", "marker", "pattern", "mask", "clipPath", "filter", "linearGradient", "radialGradient"}
)
"""Elements that are drawn only by what uses them."""
_GRADIENTS = frozenset({"linearGradient", "radialGradient"})


class BoundsError(Exception):
    """A drawing is larger than is drawn: what it holds, and what is accepted."""


class BoundedTree(TreeBuilder):
    """Builds a tree and stops if it becomes too large or too deep, before reading it costs much."""

    def __init__(self) -> None:
        super().__init__()
        self._elements = self._depth = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        """Open an element.

        Raises:
            BoundsError: it is one too many.
        """
        self._elements += 1
        self._depth += 1
        self._require_bounds()
        return super().start(tag, attrs)

    def _require_bounds(self) -> None:
        if self._depth > DEEPEST:
            raise _too_deep()
        if self._elements > MOST_ELEMENTS:
            raise BoundsError(f"holds more than {MOST_ELEMENTS} elements; {MOST_ELEMENTS} are drawn")

    def end(self, tag: str, /) -> Element:
        """Close an element."""
        self._depth -= 1
        return super().end(tag)


def _too_deep() -> BoundsError:
    return BoundsError(f"nests its elements more than {DEEPEST} levels deep; {DEEPEST} are drawn")


def require_bounds(root: Element) -> None:
    """Refuses a drawing whose time and memory are not known beforehand.

    Raises:
        BoundsError: says what it holds and what is accepted.
    """
    for element in root.iter():
        _require_plain_filter(element)
    _Expansion(root).require_bounds()


def _require_plain_filter(element: Element) -> None:
    tag = _tag(element)
    if tag == "feTurbulence" and not _numbers_within(element.get("numOctaves", "1"), MOST_OCTAVES):
        raise BoundsError(
            f"has an feTurbulence with numOctaves={element.get('numOctaves', '')[:40]!r}; 0 to {MOST_OCTAVES}"
            " are drawn"
        )
    if tag == "feMorphology" and not _numbers_within(element.get("radius", "0"), LARGEST_RADIUS):
        raise BoundsError(
            f"has an feMorphology with radius={element.get('radius', '')[:40]!r}; 0 to {LARGEST_RADIUS:.0f}"
            " are drawn"
        )
    if (
        tag == "feConvolveMatrix"
        and len(element.get("kernelMatrix", "").replace(",", " ").split()) > LARGEST_KERNEL
    ):
        raise BoundsError(
            f"has an feConvolveMatrix of more than {LARGEST_KERNEL} cells; at most {LARGEST_KERNEL} are drawn"
        )


def _numbers_within(text: str, most: float) -> bool:
    try:
        return all(0 <= float(part) <= most for part in text.replace(",", " ").split())
    except ValueError:
        return False


@dataclass(frozen=True)
class _Load:
    """What drawing an element takes, with everything in it and everything it uses."""

    elements: int = 0
    depth: int = 0
    primitives: int = 0
    pixels: int = 0

    def with_added(self, other: _Load, times: int) -> _Load:
        return _Load(
            self.elements + other.elements * times,
            max(self.depth, other.depth + 1),
            self.primitives + other.primitives * times,
            self.pixels + other.pixels * times,
        )

    def require_bounds(self) -> None:
        counted = "counted as often as <use>, patterns, masks and markers draw them"
        if self.elements > MOST_ELEMENTS:
            raise BoundsError(
                f"draws more than {MOST_ELEMENTS} elements, {counted}; {MOST_ELEMENTS} are drawn"
            )
        if self.depth > DEEPEST:
            raise BoundsError(
                f"nests its elements more than {DEEPEST} levels deep through <use> and url(#...); {DEEPEST}"
                " are drawn"
            )
        if self.primitives > MOST_PRIMITIVES:
            raise BoundsError(
                f"takes more than {MOST_PRIMITIVES} filter steps, {counted}; {MOST_PRIMITIVES} are drawn"
            )
        if self.pixels > MOST_DRAWN_PIXELS:
            raise BoundsError(
                f"draws {self.pixels} pixels of embedded pictures, {counted}; at most {MOST_DRAWN_PIXELS} are"
                " drawn"
            )


@dataclass
class _Step:
    """An element on the way from the root, and its load as counted so far."""

    element: Element
    load: _Load
    parts: Iterator[tuple[Element, int]]
    part: tuple[Element, int] | None = None
    """The part that is being counted, and how often it is drawn."""

    def count(self, loads: Mapping[Element, _Load]) -> None:
        """Add the part, if there is one."""
        if self.part is not None:
            element, times = self.part
            self._add(loads[element], times)

    def _add(self, load: _Load, times: int) -> None:
        self.load = self.load.with_added(load, times)
        self.load.require_bounds()


class _Expansion:
    """Counts a drawing with the content of everything it uses, as often as it is used.

    It does not recurse, because the drawing decides how deep that would go.
    """

    def __init__(self, root: Element) -> None:
        self._root = root
        self._by_id = _by_id(root)
        self._picture_pixels = 0
        self._open: set[Element] = set()
        """Elements that are being counted."""

    def require_bounds(self) -> None:
        """Counts every element once, what it holds and uses first.

        Raises:
            BoundsError: the drawing is out of bounds, something in it uses itself, or it embeds what is no
                picture.
        """
        loads: dict[Element, _Load] = {}
        way = [self._step(self._root)]
        while way:
            step = way[-1]
            if step.part is None or step.part[0] in loads:
                step.count(loads)
                step.part = next(step.parts, None)
            if step.part is None:
                loads[step.element] = step.load
                self._open.discard(way.pop().element)
            elif step.part[0] not in loads:
                way.append(self._step(step.part[0]))

    def _step(self, element: Element) -> _Step:
        """Begin to count an element.

        Raises:
            BoundsError: it is being counted already, so it uses itself.
        """
        if element in self._open:
            raise _uses_itself(element)
        self._open.add(element)
        return _Step(element, self._own(element), self._parts(element))

    def _own(self, element: Element) -> _Load:
        functions = sum(len(_FILTER_FUNCTION.findall(element.get(name, ""))) for name in ("filter", "style"))
        pixels = _embedded_pixels(element)
        self._picture_pixels += pixels
        if self._picture_pixels > MOST_PICTURE_PIXELS:
            raise BoundsError(
                f"embeds pictures of {self._picture_pixels} pixels; at most {MOST_PICTURE_PIXELS} in all are"
                " drawn"
            )
        return _Load(1, 1, functions + _tag(element).startswith("fe"), pixels)

    def _parts(self, element: Element) -> Iterator[tuple[Element, int]]:
        """What stands in the element, and what it uses: each with how often it is drawn."""
        for child in element:
            yield child, 0 if _tag(child) in _DEFINITIONS else 1
        for name, value in element.attrib.items():
            if _is_link(name):
                if value.startswith("#") and _tag(element) in _FOLLOWED and value[1:] in self._by_id:
                    yield self._by_id[value[1:]], 1
            elif "url(" in value:
                for identifier in _REFERENCE.findall(value):
                    used = self._by_id.get(identifier)
                    if used is not None and _tag(used) not in _GRADIENTS:
                        yield used, _corners(element) if _tag(used) == "marker" else 1


def _by_id(root: Element) -> dict[str, Element]:
    """The first element with each id."""
    found: dict[str, Element] = {}
    for element in root.iter():
        if "id" in element.attrib:
            found.setdefault(element.attrib["id"], element)
    return found


def _uses_itself(element: Element) -> BoundsError:
    return BoundsError(
        f"has a <{_tag(element)} id={element.get('id', '')[:40]!r}> that uses itself; remove that reference"
    )


def _is_link(attribute: str) -> bool:
    return attribute.rpartition("}")[2] == "href"


def _embedded_pixels(element: Element) -> int:
    """Pixels of the pictures that an element embeds."""
    links = _links(element)
    return sum(_pixels_of(link) for link in links if link.startswith("data:"))


def _links(element: Element) -> Iterator[str]:
    return (value for name, value in element.attrib.items() if _is_link(name))


def _corners(element: Element) -> int:
    """About how many markers a path has."""
    return max(1, len(_NUMBER.findall(element.get("d", "") or element.get("points", ""))) // 2)


def _pixels_of(uri: str) -> int:
    """How many pixels an embedded picture has, read from its header without decoding it.

    Raises:
        BoundsError: it is not a PNG or JPEG, or its header is wrong.
    """
    beginning = next((start for start in PICTURES if uri.startswith(start)), "")
    if not beginning:
        raise BoundsError(f"embeds {uri[:40]!r}; {' and '.join(PICTURES)} are accepted")
    text = re.sub(r"[ \t\r\n\f]+", "", uri[len(beginning) :]).rstrip("=")
    try:
        width, height = PICTURES[beginning](base64.b64decode(text + "=" * (-len(text) % 4), validate=True))
    except (binascii.Error, struct.error, ValueError) as fault:
        raise BoundsError(
            f"embeds a picture that does not begin as {beginning!r} says; embed it again as PNG or JPEG"
        ) from fault
    return width * height


def _png_size(content: bytes) -> tuple[int, int]:
    """Width and height from the IHDR chunk (PNG, third edition, 11.2.1)."""
    if not _is_png(content):
        raise ValueError("no PNG")
    width, height = struct.unpack_from(">II", content, 16)
    return width, height


def _is_png(content: bytes) -> bool:
    return content.startswith(b"\x89PNG\r\n\x1a\n") and content[12:16] == b"IHDR"


def _jpeg_size(content: bytes) -> tuple[int, int]:
    """Width and height from the frame header before the first scan (ITU-T T.81, B.2.2)."""
    if not content.startswith(b"\xff\xd8"):
        raise ValueError("no JPEG")
    at, size = 2, (0, 0)
    while True:
        start, marker, length = struct.unpack_from(">BBH", content, at)
        if start != 0xFF:
            raise ValueError("no marker")
        if marker == 0xFF:  # markers may be filled up
            at += 1
            continue
        if marker == _SCAN:
            return size
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", content, at + 5)
            size = max(size, (width, height), key=lambda one: one[0] * one[1])
        at += 2 + length


_SCAN, _FRAMES = 0xDA, frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
PICTURES: dict[str, Callable[[bytes], tuple[int, int]]] = {
    "data:image/png;base64,": _png_size,
    "data:image/jpeg;base64,": _jpeg_size,
}
"""How an embedded picture begins, and what reads its size."""


def _tag(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
