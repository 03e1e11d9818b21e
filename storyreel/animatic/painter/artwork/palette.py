"""The palette of a drawing: which colour stands for which slot."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from PIL import ImageColor

from storyreel.animatic.painter.artwork.nodes import SVG, Node
from storyreel.animatic.painter.artwork.shapes import Chip

PALETTE = "palette"
_CHIP = re.compile(
    r"(colour|fixed)-([a-z][a-z0-9]*(?:-[a-z][a-z0-9]*)*?)((?:-(?:lighter|darker)-\d+(?:\.\d+)?)*)$",
    re.ASCII,
)
_SHADE = re.compile(r"-(lighter|darker)-(\d+(?:\.\d+)?)", re.ASCII)


@dataclass(frozen=True)
class Palette:
    """A file's colours, by how the file shows them."""

    chips: Mapping[str, Chip]

    def chip(self, node: Node, text: str) -> Chip:
        """The chip of a colour that a node has.

        Raises:
            DrawingError: the colour is none of the palette.
        """
        colour = _hex(node, text)
        if colour not in self.chips:
            raise node.refusal(
                f"{colour} (in {node.label}) is not in the palette. Take one of the palette's colours, or add"
                f" a rectangle of this one to the group {PALETTE!r}."
            )
        return self.chips[colour]

    @property
    def slots(self) -> dict[str, str]:
        """Each slot's own colour."""
        return {chip.slot: chip.colour for chip in self.chips.values() if not chip.fixed and not chip.shades}


def read_palette(group: Node) -> Palette:
    """The colours of the palette's rectangles.

    Raises:
        DrawingError: an id says nothing, two are one colour, or a shade has no colour of its own.
    """
    chips: dict[str, Chip] = {}
    for element in group.element.iter(f"{SVG}rect"):
        node = group.within(element)
        chip = _read_chip(node)
        known = chips.setdefault(chip.colour, chip)
        if known != chip:
            raise node.refusal(
                f"two colours of the palette are {chip.colour}: {node.id!r} and that of {known.slot!r}. The"
                " painter tells them apart by their colour; change one by a shade that nobody sees."
            )
    palette = Palette(chips)
    for chip in chips.values():
        if not chip.fixed and chip.slot not in palette.slots:
            raise group.refusal(
                f"the palette has shades of {chip.slot!r} but not the colour itself. Add"
                f" 'colour-{chip.slot}'."
            )
    return palette


def _read_chip(node: Node) -> Chip:
    found = _CHIP.match(node.id)
    shades = _shades(found[3]) if found else ()
    if not found or any(share > 1 for _, share in shades):
        raise node.refusal(
            f"the palette's colour {node.id!r} has no usable id. It must be 'colour-' and a name, then if you"
            " like '-lighter-20' or '-darker-35', up to 100; or 'fixed-' and a name."
        )
    return Chip(found[2], _hex(node, node.style.get("fill", "black")), shades, fixed=found[1] == "fixed")


def _shades(text: str) -> tuple[tuple[str, float], ...]:
    return tuple((word, float(Decimal(share) / 100)) for word, share in _SHADE.findall(text))


def _hex(node: Node, text: str) -> str:
    try:
        red, green, blue, *opacity = ImageColor.getrgb(text)
    except ValueError:
        raise node.refusal(f"{text!r} (in {node.label}) is not a colour. Write it as '#8a5c38'.") from None
    if opacity not in ([], [255]):
        raise node.refusal(
            f"{text!r} (in {node.label}) lets what is behind it through. A colour such as '#8a5c38' is"
            " accepted, and the attribute opacity beside it."
        )
    return f"#{red:02x}{green:02x}{blue:02x}"
