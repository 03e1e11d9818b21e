"""What a drawing's file holds once it is read: shapes in order, each with its colours by slot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from storyreel.animatic.painter.artwork.outlines import Step
from storyreel.film.errors import FilmError


class DrawingError(FilmError):
    """A drawing's file cannot be used as it is (facts: file)."""


@dataclass(frozen=True)
class Chip:
    """One colour of a palette: a slot's colour, lighter or darker by some steps, or a fixed colour."""

    slot: str
    colour: str
    """As the file shows it, '#rrggbb'."""
    shades: tuple[tuple[str, float], ...] = ()
    """'lighter' or 'darker' and a share from 0 to 1, in the order in which they are applied."""
    fixed: bool = False
    """Whether it is the same in any light."""


@dataclass(frozen=True)
class Gradient:
    """A fill that changes along a line or from a point outwards."""

    stops: tuple[tuple[float, Chip, float | None], ...]
    """Offset 0 to 1, colour, and opacity 0 to 1 if it is given."""
    kind: str
    """'down', 'across', 'round', 'ramp' or 'disc'."""
    ends: tuple[float, ...] = ()
    """In the file's units: x1, y1, x2, y2 of a ramp; cx, cy, r of a disc."""


Fill = Chip | Gradient | None


@dataclass(frozen=True)
class Look:
    """How a shape is painted."""

    fill: Fill
    stroke: Chip | None
    width: float
    opacity: tuple[float, float]
    """Of the fill and of the stroke."""
    even_odd: bool
    fixed: frozenset[str]
    """What keeps its size at any size of the drawing: 'stroke', 'rounding', 'size'."""
    thinnest: float
    """The least width of the stroke, canvas units."""


@dataclass(frozen=True)
class Shape:
    """One shape, in the file's units."""

    kind: str
    """'rect', 'ellipse' or 'path'."""
    outline: tuple[Step, ...]
    """Of a path."""
    numbers: tuple[float, ...]
    """Left, top, width, height and rounding of a rectangle; middle and half-axes of an ellipse."""
    look: Look


@dataclass(frozen=True)
class Turned:
    """A group that is turned or half transparent as a whole."""

    name: str
    angle: float
    """Degrees, clockwise."""
    centre: tuple[float, float]
    opacity: float
    inside: tuple[Shape | Turned, ...]


Piece = Shape | Turned


@dataclass(frozen=True)
class Artwork:
    """One file."""

    name: str
    viewport: tuple[float, float, float, float]
    """Left, top, width and height of the file's page."""
    slots: Mapping[str, str]
    """Names of the colours that code may give, each with its colour in white light."""
    parts: Mapping[str, tuple[Piece, ...]] = field(repr=False)
    """The elements at the top level of the file by their ids, back to front."""
