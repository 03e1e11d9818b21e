"""One drawing's file, read and checked."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from storyreel.animatic.painter.artwork.gradients import read_gradients
from storyreel.animatic.painter.artwork.nodes import SVG, Node
from storyreel.animatic.painter.artwork.numerals import read_number
from storyreel.animatic.painter.artwork.palette import PALETTE, read_palette
from storyreel.animatic.painter.artwork.pieces import Pieces
from storyreel.animatic.painter.artwork.plainness import require_plain
from storyreel.animatic.painter.artwork.shapes import Artwork, DrawingError

_NOTHING = Element("svg")


def read_artwork(path: Path) -> Artwork:
    """The drawing in a file.

    Raises:
        DrawingError: the file is missing, or has something that the painter cannot place or colour.
    """
    root = _root(path)
    viewport = _viewport(root)
    palette_group, drawn = _palette_and_parts(root)
    palette = read_palette(palette_group)
    _require_names(drawn)
    pieces = Pieces(palette, read_gradients(root, palette))
    parts = {node.id: tuple(pieces.of(node)) for node in drawn}
    return Artwork(path.stem, viewport, palette.slots, parts)


def _root(path: Path) -> Node:
    """The outermost element, once nothing in the file styles others from afar."""
    file = Node(_NOTHING, path)
    try:
        element = fromstring(path.read_bytes())
    except FileNotFoundError:
        raise DrawingError(
            f"There is no file {str(path)!r}. Save the drawing there, as plain SVG.", file=str(path)
        ) from None
    except (ParseError, DefusedXmlException, ValueError, LookupError) as fault:
        raise file.refusal(f"not well-formed XML ({fault}). Save it again as plain SVG.") from None
    if element.tag != f"{SVG}svg":
        raise file.refusal(f"the outermost element is {element.tag!r}; it must be <svg>.")
    if next(element.iter(f"{SVG}style"), None) is not None:
        raise file.refusal(
            "<style> is not accepted, wherever it stands. Set colours on the shapes themselves, with fill and"
            " stroke or an attribute style (in Inkscape: save as plain SVG)."
        )
    root = file.within(element)
    if {"transform", "opacity"} & root.style.keys():
        raise root.refusal("transform and opacity of <svg> are not accepted. Set them on the shapes.")
    require_plain(root)
    return root


def _viewport(root: Node) -> tuple[float, float, float, float]:
    text = root.element.get("viewBox", "")
    match [read_number(word) for word in text.replace(",", " ").split()]:
        case [float(left), float(top), float(wide), float(tall)] if wide > 0 and tall > 0:
            return left, top, wide, tall
    raise root.refusal(
        f"viewBox of <svg> is {text!r}; it must be four numbers: left, top, width and height of the page,"
        " width and height more than 0. In Inkscape: File > Document Properties > Viewbox."
    )


def _palette_and_parts(root: Node) -> tuple[Node, list[Node]]:
    """The palette's group, and what else stands at the top of the file."""
    tops = list(root.drawn())
    palette = next((node for node in tops if node.id == PALETTE), None)
    if palette is None:
        raise root.refusal(
            f"no group with the id {PALETTE!r}. Add one beside the page: a small rectangle for each colour of"
            " the drawing, with an id such as 'colour-wood', 'colour-wood-darker-30' or 'fixed-shadow'."
        )
    parts = [node for node in tops if node is not palette]
    if not parts:
        raise root.refusal("nothing is drawn but the palette.")
    return palette, parts


def _require_names(parts: list[Node]) -> None:
    ids: set[str] = set()
    for node in parts:
        if not node.id:
            raise node.refusal(f"a <{node.word}> at the top has no id. Name it for what it shows.")
        if node.id in ids:
            raise node.refusal(f"two shapes at the top have the id {node.id!r}. Give each its own name.")
        ids.add(node.id)
