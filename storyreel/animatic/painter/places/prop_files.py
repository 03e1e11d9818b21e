"""Drawings kept as SVG files: read once, checked, then placed and coloured on a canvas.

`docs/DRAWING.md` says how such a file is drawn.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from PIL import ImageColor

from storyreel.animatic.painter.places.canvas import Canvas, Stop, number
from storyreel.animatic.painter.places.outlines import (
    IDENTITY,
    Matrix,
    OutlineError,
    Step,
    box_outline,
    ellipse_outline,
    read_outline,
    read_transform,
    transformed,
)
from storyreel.animatic.painter.places.palette import darker, lighter
from storyreel.film.errors import FilmError

FOLDER = Path(__file__).with_name("drawings")
ADULT_UNITS = 500
"""Units of a prop's file that are the height of an adult."""
PALETTE = "palette"
_SVG = "{http://www.w3.org/2000/svg}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_CHIP = re.compile(
    r"(colour|fixed)-([a-z][a-z0-9]*(?:-[a-z][a-z0-9]*)*?)((?:-(?:lighter|darker)-\d+(?:\.\d+)?)*)$"
)
_SHADE = re.compile(r"-(lighter|darker)-(\d+(?:\.\d+)?)")
_SHADES = {"lighter": lighter, "darker": darker}
_KEPT_IN_SIZE = frozenset({"stroke", "rounding", "size"})
_LEFT_OUT = frozenset({"title", "desc", "metadata"})
_INHERITED = (
    *("fill", "stroke", "stroke-width", "fill-opacity", "stroke-opacity", "fill-rule"),
    *("data-fixed", "data-thinnest"),
)

Light = Callable[[str], str]
"""Turns a colour in white light into the colour at an hour: a builder's `tone`, or `far_tone`."""


class DrawingError(FilmError):
    """A drawing's file cannot be used as it is (facts: file)."""


@dataclass(frozen=True)
class Chip:
    """One colour of a palette: a slot's colour, lighter or darker by some steps, or a fixed colour."""

    slot: str
    colour: str
    """As the file shows it, '#rrggbb'."""
    shades: tuple[tuple[str, float], ...] = ()
    fixed: bool = False
    """Whether it is the same in any light."""


@dataclass(frozen=True)
class _Gradient:
    stops: tuple[tuple[float, Chip, float | None], ...]
    kind: str
    """'down', 'across', 'round', 'ramp' or 'disc'."""
    ends: tuple[float, ...] = ()
    """In the file's units: x1, y1, x2, y2 of a ramp; cx, cy, r of a disc."""


_Fill = Chip | _Gradient | None


@dataclass(frozen=True)
class _Look:
    fill: _Fill
    stroke: Chip | None
    width: float
    opacity: tuple[float, float]
    """Of the fill and of the stroke."""
    even_odd: bool
    fixed: frozenset[str]
    thinnest: float


@dataclass(frozen=True)
class _Shape:
    kind: str
    """'rect', 'ellipse' or 'path'."""
    outline: tuple[Step, ...]
    numbers: tuple[float, ...]
    look: _Look


@dataclass(frozen=True)
class _Turned:
    """A group that is turned or half transparent as a whole."""

    name: str
    angle: float
    centre: tuple[float, float]
    opacity: float
    inside: tuple[_Shape | _Turned, ...]


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
class PropDrawing:
    """One file, ready to be painted anywhere, in any light."""

    name: str
    viewport: tuple[float, float, float, float]
    """Left, top, width and height of the file's page."""
    slots: Mapping[str, str]
    """Names of the colours that code may give, each with its colour in white light."""
    parts: Mapping[str, tuple[_Shape | _Turned, ...]] = field(repr=False)
    """The elements at the top level of the file by their ids, back to front."""

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

    def draw(self, pieces: tuple[_Shape | _Turned, ...]) -> None:
        """Draws shapes and groups in order."""
        for piece in pieces:
            if isinstance(piece, _Turned):
                self._group(piece)
            else:
                self._shape(piece)

    def _group(self, group: _Turned) -> None:
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

    def _fill(self, fill: _Fill) -> str:
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

    def _shape(self, shape: _Shape) -> None:
        look = shape.look
        stroke = self._colour(look.stroke) if look.stroke else ""
        width = look.width if "stroke" in look.fixed else self.placing.length(look.width)
        fill, width = self._fill(look.fill), max(width, look.thinnest)
        if stroke and fill != "none" and look.opacity[0] != look.opacity[1]:
            self._put(shape, fill, "", width, look.opacity[0])
            self._put(shape, "none", stroke, width, look.opacity[1])
        else:
            self._put(shape, fill, stroke, width, look.opacity[fill == "none"])

    def _put(self, shape: _Shape, fill: str, stroke: str, width: float, opacity: float) -> None:
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
    return _Reader(path).read()


class _Reader:
    """Reads one file; each refusal names the file, what is accepted and what to do."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._chips: dict[str, Chip] = {}
        self._gradients: dict[str, Element] = {}

    def _refusal(self, text: str) -> DrawingError:
        return DrawingError(f"{self._path.parent.name}/{self._path.name}: {text}", file=str(self._path))

    def read(self) -> PropDrawing:
        """The whole file."""
        try:
            root = fromstring(self._path.read_bytes())
        except FileNotFoundError:
            raise self._refusal("there is no such file. Save the drawing there, as plain SVG.") from None
        except (ParseError, DefusedXmlException) as fault:
            raise self._refusal(f"not well-formed XML ({fault}). Save it again as plain SVG.") from None
        if root.tag != f"{_SVG}svg":
            raise self._refusal(f"the outermost element is {root.tag!r}; it must be <svg>.")
        viewport = self._viewport(root)
        tops = list(self._drawn(root))
        palette = next((node for node in tops if node.get("id") == PALETTE), None)
        if palette is None:
            raise self._refusal(
                f"no group with the id {PALETTE!r}. Add one beside the page: a small rectangle for each"
                " colour of the drawing, with an id such as 'colour-wood', 'colour-wood-darker-30' or"
                " 'fixed-shadow'."
            )
        self._read_palette(palette)
        for node in root.iter():
            if node.tag in (f"{_SVG}linearGradient", f"{_SVG}radialGradient"):
                self._gradients[node.get("id", "")] = node
        style = self._style(root, {})
        drawn = [node for node in tops if node is not palette]
        self._require_distinct(drawn)
        parts = {self._part_name(node): tuple(self._pieces(node, style, IDENTITY)) for node in drawn}
        if not parts:
            raise self._refusal("nothing is drawn but the palette.")
        return PropDrawing(self._path.stem, viewport, self._slots(), parts)

    def _require_distinct(self, drawn: list[Element]) -> None:
        ids = [node.get("id") for node in drawn]
        twice = next((one for one in ids if one and ids.count(one) > 1), None)
        if twice:
            raise self._refusal(f"two shapes at the top have the id {twice!r}. Give each its own name.")

    def _part_name(self, node: Element) -> str:
        if not node.get("id"):
            raise self._refusal(f"a <{_word(node)}> at the top has no id. Name it for what it shows.")
        return node.get("id", "")

    def _slots(self) -> dict[str, str]:
        """Each slot's own colour."""
        slots = {
            chip.slot: chip.colour for chip in self._chips.values() if not chip.fixed and not chip.shades
        }
        for chip in self._chips.values():
            if not chip.fixed and chip.slot not in slots:
                raise self._refusal(
                    f"the palette has shades of {chip.slot!r} but not the colour itself. Add"
                    f" 'colour-{chip.slot}'."
                )
        return slots

    def _viewport(self, root: Element) -> tuple[float, float, float, float]:
        try:
            left, top, wide, tall = (
                float(word) for word in root.get("viewBox", "").replace(",", " ").split()
            )
        except ValueError:
            raise self._refusal(
                f"viewBox is {root.get('viewBox', '')!r}; it must be four numbers: left, top, width and"
                " height of the page. In Inkscape: File > Document Properties > Viewbox."
            ) from None
        return left, top, wide, tall

    def _drawn(self, node: Element) -> Iterator[Element]:
        """The children that draw something; elements that are only for other programs are skipped."""
        for child in node:
            if not isinstance(child.tag, str) or not child.tag.startswith(_SVG):
                continue
            word = _word(child)
            if word in ("defs", "linearGradient", "radialGradient") or word in _LEFT_OUT:
                continue
            if word not in ("g", "path", *_OUTLINED, "rect", "circle", "ellipse"):
                raise self._refusal(
                    f"<{word}> is not accepted. Accepted are groups, paths, rectangles, circles, ellipses,"
                    f" lines and polygons. {_INSTEAD.get(word, 'Turn it into one of these, or take it out.')}"
                )
            yield child

    def _read_palette(self, palette: Element) -> None:
        for node in palette.iter():
            if node is palette or _word(node) != "rect":
                continue
            name = node.get("id", "")
            found = _CHIP.match(name)
            if not found:
                raise self._refusal(
                    f"the palette's colour {name!r} has no usable id. It must be 'colour-' and a name, then"
                    " if you like '-lighter-20' or '-darker-35'; or 'fixed-' and a name."
                )
            colour = self._hex(self._style(node, {}).get("fill", "black"))
            shades = tuple((word, float(Decimal(share) / 100)) for word, share in _SHADE.findall(found[3]))
            chip = Chip(found[2], colour, shades, fixed=found[1] == "fixed")
            if self._chips.setdefault(colour, chip) != chip:
                raise self._refusal(
                    f"two colours of the palette are {colour}: {name!r} and that of"
                    f" {self._chips[colour].slot!r}. The painter tells them apart by their colour;"
                    " change one by a shade that nobody sees."
                )

    def _hex(self, text: str) -> str:
        try:
            red, green, blue = ImageColor.getrgb(text)[:3]
        except ValueError:
            raise self._refusal(f"{text!r} is not a colour. Write it as '#8a5c38'.") from None
        return f"#{red:02x}{green:02x}{blue:02x}"

    def _chip(self, text: str, node: Element) -> Chip:
        colour = self._hex(text)
        if colour not in self._chips:
            raise self._refusal(
                f"{colour} (in {_name(node)}) is not in the palette. Take one of the palette's colours, or"
                f" add a rectangle of this one to the group {PALETTE!r}."
            )
        return self._chips[colour]

    def _style(self, node: Element, around: Mapping[str, str]) -> dict[str, str]:
        """A node's properties: its attributes and its style, over those that it inherits."""
        style = {name: around[name] for name in _INHERITED if name in around}
        style |= {name: value for name, value in node.attrib.items() if not name.startswith("{")}
        for part in node.get("style", "").split(";"):
            name, _, value = part.partition(":")
            if value:
                style[name.strip()] = value.strip()
        return style

    def _pieces(self, node: Element, around: Mapping[str, str], matrix: Matrix) -> Iterator[_Shape | _Turned]:
        style = self._style(node, around)
        if style.get("display") == "none" or style.get("visibility") == "hidden":
            return
        try:
            turn, own = read_transform(node.get("transform", ""))
        except OutlineError as fault:
            raise self._refusal(f"{_name(node)}: {fault}") from None
        if _word(node) != "g":
            yield self._shape(node, style, matrix @ turn.matrix @ own)
            return
        opacity = self._number(node, style, "opacity", 1.0)
        if (turn.angle and matrix is IDENTITY) or opacity < 1:
            inside, kept = own if matrix is IDENTITY else matrix @ turn.matrix @ own, matrix is IDENTITY
            pieces = [piece for child in self._drawn(node) for piece in self._pieces(child, style, inside)]
            name = re.sub(r"-\d+$", "", node.get("id", "group"))
            yield _Turned(name, turn.angle if kept else 0.0, turn.centre, opacity, tuple(pieces))
            return
        inside = matrix @ turn.matrix @ own if node.get("transform") else matrix
        for child in self._drawn(node):
            yield from self._pieces(child, style, inside)

    def _number(
        self, node: Element, style: Mapping[str, str], name: str, usual: float | None = None
    ) -> float:
        text = style.get(name)
        if text is None and usual is not None:
            return usual
        try:
            return float(Decimal((text or "").strip().removesuffix("px")))
        except InvalidOperation:
            raise self._refusal(f"{name} of {_name(node)} is {text!r}; it must be a number.") from None

    def _shape(self, node: Element, style: Mapping[str, str], matrix: Matrix) -> _Shape:
        word = _word(node)
        plain = matrix.is_upright
        try:
            if word == "rect":
                place = [self._number(node, style, name, 0.0) for name in ("x", "y", "width", "height")]
                rounding = self._number(node, style, "rx", self._number(node, style, "ry", 0.0))
                look = self._look(node, style, matrix)
                if plain:
                    x, y, wide, tall = matrix.box(place[0], place[1], place[2], place[3])
                    return _Shape("rect", (), (x, y, wide, tall, rounding * matrix.scale), look)
                outline = box_outline((place[0], place[1], place[2], place[3]), rounding)
                return _Shape("path", transformed(outline, matrix), (), look)
            if word in ("circle", "ellipse"):
                names = ("r", "r") if word == "circle" else ("rx", "ry")
                place = [self._number(node, style, name, 0.0) for name in ("cx", "cy")]
                place += [self._number(node, style, name) for name in names]
                look = self._look(node, style, matrix)
                if plain:
                    x, y, wide, tall = matrix.box(
                        place[0] - place[2], place[1] - place[3], 2 * place[2], 2 * place[3]
                    )
                    numbers = (
                        (*place,) if matrix is IDENTITY else (x + wide / 2, y + tall / 2, wide / 2, tall / 2)
                    )
                    return _Shape("ellipse", (), numbers, look)
                return _Shape(
                    "path",
                    transformed(ellipse_outline((place[0], place[1]), place[2], place[3]), matrix),
                    (),
                    look,
                )
            outline = read_outline(_OUTLINED[word](node.attrib))
            if matrix is not IDENTITY:
                outline = transformed(outline, matrix)
            return _Shape("path", outline, (), self._look(node, style, matrix))
        except OutlineError as fault:
            raise self._refusal(f"{_name(node)}: {fault}") from None

    def _look(self, node: Element, style: Mapping[str, str], matrix: Matrix) -> _Look:
        fixed = frozenset(style.get("data-fixed", "").split())
        if not fixed <= _KEPT_IN_SIZE:
            raise self._refusal(
                f"data-fixed of {_name(node)} is {style['data-fixed']!r}; accepted are"
                f" {', '.join(sorted(_KEPT_IN_SIZE))}."
            )
        whole = self._number(node, style, "opacity", 1.0)
        opacity = tuple(
            self._number(node, style, f"{paint}-opacity", 1.0) * whole for paint in ("fill", "stroke")
        )
        stroke = style.get("stroke", "none")
        if stroke.startswith("url"):
            raise self._refusal(
                f"the stroke of {_name(node)} is a gradient. Give it one of the palette's colours."
            )
        return _Look(
            self._fill(style.get("fill", "black"), node, matrix),
            None if stroke == "none" else self._chip(stroke, node),
            self._number(node, style, "stroke-width", 1.0) * (1.0 if "stroke" in fixed else matrix.scale),
            (opacity[0], opacity[1]),
            style.get("fill-rule") == "evenodd",
            fixed,
            self._number(node, style, "data-thinnest", 0.0),
        )

    def _fill(self, text: str, node: Element, matrix: Matrix) -> _Fill:
        if text == "none":
            return None
        linked = re.match(r"url\(\s*[\"']?#([^)\"']+)", text)
        if not linked:
            return self._chip(text, node)
        if linked[1] not in self._gradients:
            raise self._refusal(f"the fill of {_name(node)} is {text!r}, which is no gradient of this file.")
        return self._gradient(self._gradients[linked[1]], node, matrix)

    def _gradient(self, gradient: Element, node: Element, matrix: Matrix) -> _Gradient:
        chain = [gradient]
        while (link := chain[-1].get(_HREF, chain[-1].get("href", "")).removeprefix("#")) in self._gradients:
            chain.append(self._gradients[link])
            if len(chain) > len(self._gradients):
                raise self._refusal(f"the gradient {link!r} refers to itself.")
        said: dict[str, str] = {}
        for link in reversed(chain):
            said |= link.attrib
        stops = next(
            ([*link.iter(f"{_SVG}stop")] for link in chain if link.find(f"{_SVG}stop") is not None), []
        )
        read = tuple(self._stop(stop) for stop in stops)
        if not read:
            raise self._refusal(f"the gradient {gradient.get('id')!r} has no colours.")
        around = said.get("gradientUnits") != "userSpaceOnUse"
        if _word(gradient) == "radialGradient":
            if around and not {"cx", "cy", "r", "fx", "fy", "gradientTransform"} & said.keys():
                return _Gradient(read, "round")
        elif around and "gradientTransform" not in said:
            kind = _UPRIGHT.get(tuple(self._share(said.get(name, usual)) for name, usual in _ENDS.items()))
            if kind:
                return _Gradient(read, kind)
        if around:
            raise self._refusal(
                f"the gradient of {_name(node)} is measured by its shape, in a way that the painter does not"
                " have. From top to foot, from left to right and from the middle outwards are accepted; draw"
                " any other with the gradient tool, on the page."
            )
        own = read_transform(said.get("gradientTransform", ""))
        whole = matrix @ own[0].matrix @ own[1]
        names = ("x1", "y1", "x2", "y2") if _word(gradient) == "linearGradient" else ("cx", "cy", "r")
        ends = tuple(self._number(gradient, said, name) for name in names)
        if len(names) == 4:
            return _Gradient(read, "ramp", (*whole.point(*ends[:2]), *whole.point(*ends[2:])))
        return _Gradient(read, "disc", (*whole.point(*ends[:2]), ends[2] * whole.scale))

    def _stop(self, node: Element) -> tuple[float, Chip, float | None]:
        style = self._style(node, {})
        share = self._share(style.get("offset", "0"))
        opacity = self._number(node, style, "stop-opacity") if "stop-opacity" in style else None
        return share, self._chip(style.get("stop-color", "black"), node), opacity

    def _share(self, text: str) -> float:
        """A share of a gradient: '0.5' or '50%'."""
        try:
            return float(text.strip().rstrip("%")) / (100 if text.strip().endswith("%") else 1)
        except ValueError:
            raise self._refusal(
                f"a gradient has {text!r}; a number such as 0.5 or 50% is accepted. Draw the gradient again."
            ) from None


_ENDS = {"x1": "0", "y1": "0", "x2": "1", "y2": "0"}
_UPRIGHT: dict[tuple[float, ...], str] = {(0.0, 0.0, 0.0, 1.0): "down", (0.0, 0.0, 1.0, 0.0): "across"}
_INSTEAD = {
    "text": "Turn the letters into paths (in Inkscape: Path > Object to Path).",
    "use": "Unlink the clone (in Inkscape: Edit > Clone > Unlink Clone).",
    "image": "Draw it with paths.",
    "style": "Set colours on the shapes themselves.",
}
_OUTLINED: dict[str, Callable[[Mapping[str, str]], str]] = {
    "path": lambda said: said.get("d", ""),
    "line": lambda said: f"M{said.get('x1', 0)},{said.get('y1', 0)}L{said.get('x2', 0)},{said.get('y2', 0)}",
    "polyline": lambda said: f"M{said.get('points', '').strip()}",
    "polygon": lambda said: f"M{said.get('points', '').strip()}Z",
}


def _word(node: Element) -> str:
    return node.tag.removeprefix(_SVG)


def _name(node: Element) -> str:
    """An element's name in messages."""
    return f"<{_word(node)} id={node.get('id', '')!r}>"
