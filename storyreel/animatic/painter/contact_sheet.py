"""Contact sheets: all kinds of place in one picture, and one prop in several sizes and lights.

python -m storyreel.animatic.painter.contact_sheet places docs/images/places.jpg
python -m storyreel.animatic.painter.contact_sheet prop drawings/radio.svg radio.png
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import resvg_py
from PIL import Image, ImageDraw, ImageFont

from storyreel.animatic.painter.layers import CANVAS_HEIGHT, CANVAS_WIDTH
from storyreel.animatic.painter.places import paint_set
from storyreel.animatic.painter.places.canvas import Canvas
from storyreel.animatic.painter.places.hours import outdoors
from storyreel.animatic.painter.places.painting import PAINTERS
from storyreel.animatic.painter.places.prop_files import ADULT_UNITS, PropDrawing, read_drawing
from storyreel.film.errors import FilmError
from storyreel.film.places import Place, PlaceKind, TimeOfDay, Weather
from storyreel.film.storyboard import Mood

HOURS = (TimeOfDay.DAY, TimeOfDay.NIGHT)
KINDS_IN_A_ROW = 3
LABEL = 22
"""Height of the line under a tile, pixels."""
ADULT, LARGEST = 520.0, 480.0
"""The height of an adult at the front of a set, and the most pixels that a prop is shown large."""
SHARES = (1.0, 0.5, 0.2)
"""A prop is shown at the front of a set, in its middle and far off."""
_PAPER, _INK = (24, 24, 28), (232, 228, 220)
_OTHER_COLOURS = ("#a83a34", "#3a6a8a", "#5a7a3c", "#c89a3c", "#7a5a8a", "#d8d0c0")
_USAGE = "contact_sheet places OUT.jpg, or contact_sheet prop DRAWING.svg OUT.png\n"


def tiles(width: int) -> Iterator[tuple[str, Image.Image]]:
    """Name and picture of each kind of place at each hour shown, without people."""
    for kind in PlaceKind:
        place = Place(kind=kind, interior=PAINTERS[kind].roofed, name=kind.value.upper(), seed=5)
        for time in HOURS:
            painted = paint_set(place, time, Weather.CLEAR, Mood.CALM)
            whole = Image.new("RGBA", (width, width * CANVAS_HEIGHT // CANVAS_WIDTH), (0, 0, 0, 255))
            for layer in painted.layers:
                whole.alpha_composite(_rasterised(layer.svg, width).crop((0, 0, *whole.size)))
            yield f"{kind.value}, {time.value}", whole.convert("RGB")


def places_sheet(width: int = 320) -> Image.Image:
    """All kinds of place, each by day and at night, in tiles `width` pixels wide."""
    shown = list(tiles(width))
    across = KINDS_IN_A_ROW * len(HOURS)
    step = width * CANVAS_HEIGHT // CANVAS_WIDTH + LABEL
    sheet = Image.new("RGB", (across * width, -(-len(shown) // across) * step), _PAPER)
    pen, font = ImageDraw.Draw(sheet), ImageFont.load_default(14)
    for index, (name, tile) in enumerate(shown):
        x, y = index % across * width, index // across * step
        sheet.paste(tile, (x, y))
        pen.text((x + 6, y + step - LABEL + 2), name, _INK, font)
    return sheet


def _prop_sheet(drawing: PropDrawing) -> Image.Image:
    """A prop by day, at dusk and at night: in three sizes, and with other colours in its slots."""
    left, top, wide, tall = (value / ADULT_UNITS for value in drawing.viewport)
    near = min(ADULT, LARGEST / max(wide, tall))
    columns = [*((near * share, {}) for share in SHARES), (near * SHARES[1], _other_colours(drawing))]
    cells = [round(max(size * wide, 60)) + 20 for size, _ in columns]
    height = round(near * tall) + 20
    times = (TimeOfDay.DAY, TimeOfDay.DUSK, TimeOfDay.NIGHT)
    sheet = Image.new("RGB", (sum(cells), height * len(times)))
    for row, time in enumerate(times):
        hour, x = outdoors(time, Weather.CLEAR, Mood.CALM), 0
        for (size, colours), cell in zip(columns, cells, strict=True):
            canvas = Canvas(drawing.name)
            canvas.wash(hour.seen("#8a8a86"))
            foot = (height + near * tall) / 2 - size * (top + tall)
            middle = (cell - size * wide) / 2 - size * left
            lit = {slot: hour.seen(colour) for slot, colour in colours.items()}
            drawing.paint(canvas, hour.seen, middle, foot, size, colours=lit)
            sheet.paste(_cut(canvas.svg(), cell, height), (x, row * height))
            x += cell
    return sheet


def _other_colours(drawing: PropDrawing) -> dict[str, str]:
    """A colour for each slot that it does not have in the file."""
    return {slot: _OTHER_COLOURS[index % len(_OTHER_COLOURS)] for index, slot in enumerate(drawing.slots)}


def _rasterised(svg: str, width: int) -> Image.Image:
    png = resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, width=width)
    return Image.open(io.BytesIO(png), formats=["PNG"]).convert("RGBA")


def _cut(svg: str, width: int, height: int) -> Image.Image:
    """The upper left corner of a canvas, a pixel for each unit."""
    whole = f'width="{CANVAS_WIDTH}" height="{CANVAS_HEIGHT}" viewBox="0 0 {CANVAS_WIDTH} {CANVAS_HEIGHT}"'
    window = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    wash = f'<rect x="0" y="0" width="{CANVAS_WIDTH}" height="{CANVAS_HEIGHT}"'
    larger = f'<rect x="0" y="0" width="{max(width, CANVAS_WIDTH)}" height="{max(height, CANVAS_HEIGHT)}"'
    return _rasterised(svg.replace(whole, window, 1).replace(wash, larger, 1), width).convert("RGB")


def main(arguments: Sequence[str]) -> int:
    """Writes the sheet that is asked for; returns the exit code."""
    match arguments:
        case ["places", out]:
            sheet = places_sheet()
        case ["prop", file, out]:
            try:
                sheet = _prop_sheet(read_drawing(Path(file)))
            except FilmError as fault:
                sys.stderr.write(f"{fault}\n")
                return 1
        case _:
            sys.stderr.write(_USAGE)
            return 2
    Path(out).parent.mkdir(parents=True, exist_ok=True)
    sheet.save(out, quality=84)
    sys.stdout.write(f"{out}: {sheet.width} x {sheet.height} pixels\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
