"""How large a layer's SVG may be, so that neither reading nor drawing it can hang or fill the machine.

The bounds are far above what drawing programs write. What they cannot foresee ends at the limits of the
process that paints.
"""

from __future__ import annotations

import base64
import binascii
import re
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, TreeBuilder

MOST_ELEMENTS = 200_000
"""Elements of a drawing, and elements once every <use>, pattern, mask and marker stands where it is used."""
DEEPEST = 100
"""Levels of elements within elements, counted through what they use; resvg 0.5 overflows its stack at 200."""
MOST_OCTAVES = 10
"""Octaves of one feTurbulence: as many as Inkscape offers; each halves in strength, the eleventh is below one
level of 8 bits.
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
        if self._depth > DEEPEST:
            raise BoundsError(f"nests its elements more than {DEEPEST} levels deep; {DEEPEST} are drawn")
        if self._elements > MOST_ELEMENTS:
            raise BoundsError(f"holds more than {MOST_ELEMENTS} elements; {MOST_ELEMENTS} are drawn")
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        """Close an element."""
        self._depth -= 1
        return super().end(tag)


def require_bounds(root: Element) -> None:
    """The drawing can be drawn in a time and a memory that are known beforehand.

    Raises:
        BoundsError: it cannot; says what it holds and what is accepted.
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
    """An element on the way from the root, and what of it is counted so far."""

    element: Element
    load: _Load
    parts: Iterator[tuple[Element, int]]
    part: tuple[Element, int] | None = None
    """What of it is being counted, and how often it is drawn."""


class _Expansion:
    """Counts a drawing as if everything that is used stood where it is used.

    No recursion: a stranger decides how deep it goes.
    """

    def __init__(self, root: Element) -> None:
        self._root = root
        self._by_id: dict[str, Element] = {}
        self._picture_pixels = 0
        for element in root.iter():
            if "id" in element.attrib:
                self._by_id.setdefault(element.attrib["id"], element)

    def require_bounds(self) -> None:
        """Everything in the drawing is within its bounds.

        Raises:
            BoundsError: it is not, something in it uses itself, or it embeds what is no picture.
        """
        loads: dict[Element, _Load] = {}
        open_elements: set[Element] = set()
        way: list[_Step] = []
        part: tuple[Element, int] | None = (self._root, 1)
        while True:
            if part is not None and part[0] in open_elements:
                used = part[0]
                raise BoundsError(
                    f"has a <{_tag(used)} id={used.get('id', '')[:40]!r}> that uses itself; remove that"
                    " reference"
                )
            if part is not None and part[0] not in loads:
                way.append(_Step(part[0], self._own(part[0]), self._parts(part[0])))
                open_elements.add(part[0])
            elif part is not None:
                way[-1].load = way[-1].load.with_added(loads[part[0]], part[1])
                way[-1].load.require_bounds()
            else:
                done = way.pop()
                open_elements.discard(done.element)
                loads[done.element] = done.load
                if not way:
                    return
                part = way[-1].part
                continue
            part = way[-1].part = next(way[-1].parts, None)

    def _own(self, element: Element) -> _Load:
        functions = sum(len(_FILTER_FUNCTION.findall(element.get(name, ""))) for name in ("filter", "style"))
        pixels = 0
        for name, value in element.attrib.items():
            if name.rpartition("}")[2] == "href" and value.startswith("data:"):
                pixels += _pixels_of(value)
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
            if name.rpartition("}")[2] == "href":
                if value.startswith("#") and _tag(element) in _FOLLOWED and value[1:] in self._by_id:
                    yield self._by_id[value[1:]], 1
            elif "url(" in value:
                for identifier in _REFERENCE.findall(value):
                    used = self._by_id.get(identifier)
                    if used is not None and _tag(used) not in _GRADIENTS:
                        yield used, _corners(element) if _tag(used) == "marker" else 1


def _corners(element: Element) -> int:
    """About how many markers stand on a path."""
    return max(1, len(_NUMBER.findall(element.get("d", "") or element.get("points", ""))) // 2)


def _pixels_of(uri: str) -> int:
    """How many pixels an embedded picture has, read from its head without decoding it.

    Raises:
        BoundsError: it is no PNG or JPEG, or not what it says.
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
    if not content.startswith(b"\x89PNG\r\n\x1a\n") or content[12:16] != b"IHDR":
        raise ValueError("no PNG")
    width, height = struct.unpack_from(">II", content, 16)
    return width, height


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
