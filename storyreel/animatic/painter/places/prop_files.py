"""Drawings of props, placed and coloured on a canvas.

`storyreel/animatic/painter/artwork/` reads their files; `docs/DRAWING.md` says how such a file is drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path

from storyreel.animatic.painter.artwork.outlines import Step
from storyreel.animatic.painter.artwork.reader import read_artwork
from storyreel.animatic.painter.artwork.shapes import (
    Artwork,
    Chip,
    DrawingError,
    Fill,
    Piece,
    Shape,
    Turned,
)
from storyreel.animatic.painter.places.canvas import Canvas, Stop, number
from storyreel.animatic.painter.places.palette import darker, lighter

FOLDER = Path(__file__).with_name("drawings")
ADULT_UNITS = 500
"""Units of a prop's file that are the height of an adult."""
_SHADES = {"lighter": lighter, "darker": darker}

Light = Callable[[str], str]
"""Turns a colour in white light into the colour at an hour: a builder's `tone`, or `far_tone`."""


@dataclass(frozen=True)
class _Placing:
    x: float
    y: float
    size: float | None
    side: int

    def length(self, value: float) -> float:
        """A length of the file on the canvas."""
        return value if self.size is None else self.size * _share(value)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the file on the canvas."""
        return self.x + self.side * self.length(x), self.y + self.length(y)


@cache
def _share(value: float) -> float:
    """A length as a share of an adult's height, as exact as the same share written in decimals."""
    return float(Decimal(repr(value)) / ADULT_UNITS)


@dataclass(frozen=True)
class PropDrawing(Artwork):
    """One file, ready to be painted anywhere, in any light."""

    def paint(
        self,
        canvas: Canvas,
        tone: Light,
        x: float = 0.0,
        y: float = 0.0,
        size: float | None = None,
        *,
        colours: Mapping[str, str] | None = None,
        parts: Collection[str] = (),
        without: Collection[str] = (),
        mirrored: bool = False,
    ) -> None:
        """Draws the parts named, or all but those left out.

        The file's 0,0 is placed at x, y. `size` is the height of an adult there; without it, the drawing has
        its own size. `colours` are used as given; `tone` changes all others.

        Raises:
            DrawingError: a slot or part is named that the file does not have.
        """
        given = colours or {}
        self._check(given, self.slots, "colour")
        self._check((*parts, *without), self.parts, "part")
        brush = _Brush(canvas, tone, given, self.slots, _Placing(x, y, size, -1 if mirrored else 1))
        for name, pieces in self.parts.items():
            if (not parts or name in parts) and name not in without:
                brush.draw(pieces)

    def _check(self, given: Collection[str], known: Collection[str], what: str) -> None:
        missing = sorted(set(given) - set(known))
        if missing:
            raise DrawingError(
                f"drawings/{self.name}.svg has no {what} {missing[0]!r}, which the code that paints it names."
                f" It has {', '.join(known)}. Rename one of these in the file, or change the code.",
                file=self.name,
            )


@dataclass
class _Brush:
    canvas: Canvas
    tone: Light
    given: Mapping[str, str]
    slots: Mapping[str, str]
    placing: _Placing
    _seen: dict[Chip, str] = field(default_factory=dict)

    def draw(self, pieces: tuple[Piece, ...]) -> None:
        """Draws shapes and groups in order."""
        for piece in pieces:
            if isinstance(piece, Turned):
                self._group(piece)
            else:
                self._shape(piece)

    def _group(self, group: Turned) -> None:
        turn = ""
        if group.angle:
            x, y = self.placing.point(*group.centre)
            turn = f"rotate({self.placing.side * group.angle:g} {number(x)} {number(y)})"
        with self.canvas.group(group.name, opacity=group.opacity, transform=turn):
            self.draw(group.inside)

    def _colour(self, chip: Chip) -> str:
        if chip not in self._seen:
            if chip.fixed:
                colour = chip.colour
            elif chip.slot in self.given:
                colour = self.given[chip.slot]
            else:
                colour = self.tone(self.slots[chip.slot])
            for shade, amount in chip.shades:
                colour = _SHADES[shade](colour, amount)
            self._seen[chip] = colour
        return self._seen[chip]

    def _fill(self, fill: Fill) -> str:
        if fill is None:
            return "none"
        if isinstance(fill, Chip):
            return self._colour(fill)
        stops: list[Stop] = [
            (offset, self._colour(chip)) if opacity is None else (offset, self._colour(chip), opacity)
            for offset, chip, opacity in fill.stops
        ]
        if fill.kind == "down":
            return self.canvas.down(*stops)
        if fill.kind == "across":
            if self.placing.side < 0:
                stops = [(1 - stop[0], *stop[1:]) for stop in reversed(stops)]  # type: ignore[misc]
            return self.canvas.across(*stops)
        if fill.kind == "round":
            return self.canvas.round_light(*stops)
        start = self.placing.point(*fill.ends[:2])
        if fill.kind == "ramp":
            return self.canvas.ramp(start, self.placing.point(*fill.ends[2:]), *stops)
        return self.canvas.round_ramp(start, self.placing.length(fill.ends[2]), *stops)

    def _shape(self, shape: Shape) -> None:
        look = shape.look
        stroke = self._colour(look.stroke) if look.stroke else ""
        width = look.width if "stroke" in look.fixed else self.placing.length(look.width)
        fill, width = self._fill(look.fill), max(width, look.thinnest)
        if stroke and fill != "none" and look.opacity[0] != look.opacity[1]:
            self._put(shape, fill, "", width, look.opacity[0])
            self._put(shape, "none", stroke, width, look.opacity[1])
        else:
            self._put(shape, fill, stroke, width, look.opacity[fill == "none"])

    def _put(self, shape: Shape, fill: str, stroke: str, width: float, opacity: float) -> None:
        if shape.kind == "path":
            d = "".join(self._steps(shape.outline))
            self.canvas.path(d, fill, stroke, width, opacity, shape.look.even_odd)
            return
        (x, y), (a, b) = self.placing.point(*shape.numbers[:2]), shape.numbers[2:4]
        if "size" not in shape.look.fixed:
            a, b = self.placing.length(a), self.placing.length(b)
        if shape.kind == "ellipse":
            self.canvas.oval(x, y, a, b, fill, opacity, stroke, width)
            return
        if "size" in shape.look.fixed:
            # About its middle.
            x, y = self.placing.point(shape.numbers[0] + a / 2, shape.numbers[1] + b / 2)
            x, y = x - a / 2, y - b / 2
        elif self.placing.side < 0:
            x -= a
        rounding = shape.numbers[4]
        if "rounding" not in shape.look.fixed:
            rounding = self.placing.length(rounding)
        self.canvas.rect(x, y, a, b, fill, rounding, opacity, stroke, width)

    def _steps(self, outline: tuple[Step, ...]) -> Iterator[str]:
        """The outline's text with each number placed; the text between the numbers is unchanged."""
        placing, side = self.placing, self.placing.side
        touching = False
        for kind, value in outline:
            if isinstance(value, str):
                yield value
                touching = False
                continue
            if kind == "x":
                text = number(placing.x + side * placing.length(value))
            elif kind == "y":
                text = number(placing.y + placing.length(value))
            elif kind == "dx":
                text = number(side * placing.length(value))
            elif kind in ("dy", "radius"):
                text = number(placing.length(value))
            elif kind == "sweep":
                text = f"{value if side > 0 else 1 - value:g}"
            else:
                text = f"{value * side if kind == 'angle' else value:g}"
            yield f" {text}" if touching and not text.startswith("-") else text
            touching = True


@cache
def drawing(name: str) -> PropDrawing:
    """The drawing of that name in the folder `drawings`, read once."""
    return read_drawing(FOLDER / f"{name}.svg")


def read_drawing(path: Path) -> PropDrawing:
    """The drawing in a file.

    Raises:
        DrawingError: the file is missing, or has something that the painter cannot place or colour.
    """
    read = read_artwork(path)
    return PropDrawing(read.name, read.viewport, read.slots, read.parts)
