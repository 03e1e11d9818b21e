"""Houses, and what else a village is built of: church, windmill and barn.

`x` the middle, `y` the foot, `size` the height of an adult there.
"""

from __future__ import annotations

from storyreel.animatic.painter.places.canvas import Canvas, box, number
from storyreel.animatic.painter.places.distance import far_tone
from storyreel.animatic.painter.places.lamplight import builder_glow, pane_colour
from storyreel.animatic.painter.places.materials import SNOW
from storyreel.animatic.painter.places.palette import darker, lighter
from storyreel.animatic.painter.places.prop_files import drawing
from storyreel.animatic.painter.places.set_builder import SetBuilder
from storyreel.film.facts import LightKind


def gable_house(
    builder: SetBuilder,
    canvas: Canvas,
    x: float,
    y: float,
    wide: float,
    tall: float,
    wall: str,
    roof: str,
    depth: float,
    *,
    name: str = "house",
    chimney: bool = True,
    floors: int = 1,
) -> None:
    """A house with its roof's side to us, lit windows after dark and snow on the roof in winter."""
    tone = far_tone(builder, depth)
    body, tiles = tone(wall), tone(roof)
    left, eave, peak = x - wide / 2, y - tall * 0.58, y - tall
    with canvas.group(name):
        if chimney:
            canvas.rect(x + wide * 0.2, peak - tall * 0.16, wide * 0.09, tall * 0.3, darker(tiles, 0.3))
        canvas.rect(left, eave, wide, tall * 0.58, canvas.across(lighter(body, 0.1), darker(body, 0.25)))
        canvas.scratches(
            [
                (left + 4, eave + tall * 0.58 * k / 9, left + wide - 4, eave + tall * 0.58 * k / 9)
                for k in range(1, 9)
            ],
            darker(body, 0.3),
            2,
            0.35,
        )
        over = wide * 0.07
        canvas.poly(
            [
                (left - over, eave + 4),
                (left + wide * 0.08, peak),
                (left + wide * 0.92, peak),
                (left + wide + over, eave + 4),
            ],
            canvas.down(lighter(tiles, 0.1), darker(tiles, 0.25)),
        )
        rows = [
            (
                left - over * (1 - k / 7) + wide * 0.01 * k,
                eave + 2 - (eave - peak) * k / 7,
                left + wide + over * (1 - k / 7) - wide * 0.01 * k,
                eave + 2 - (eave - peak) * k / 7,
            )
            for k in range(7)
        ]
        canvas.scratches(rows, darker(tiles, 0.45), 2.4, 0.6)
        canvas.rect(left, eave + 3, wide, tall * 0.06, "#04040a", opacity=0.35)
        _windows(builder, canvas, (left, eave, wide, tall * 0.58), body, floors)
        if builder.hour.snowy:
            with canvas.group("snow on roof"):
                canvas.poly(
                    [
                        (left - over, eave - 2),
                        (left + wide * 0.08, peak - 8),
                        (left + wide * 0.92, peak - 8),
                        (left + wide + over, eave - 2),
                        (left + wide * 0.7, eave - tall * 0.08),
                        (left + wide * 0.45, eave - tall * 0.03),
                        (left + wide * 0.2, eave - tall * 0.09),
                    ],
                    tone(SNOW),
                )


def _windows(
    builder: SetBuilder, canvas: Canvas, area: tuple[float, float, float, float], body: str, floors: int
) -> None:
    left, top, wide, tall = area
    pane = pane_colour(builder, body)
    columns = max(2, round(wide / 110))
    each = tall / floors
    panes, bars = [], []
    door = columns // 2
    for floor in range(floors):
        for column in range(columns):
            w, h = wide / columns * 0.42, each * 0.46
            a, b = left + (column + 0.5) * wide / columns - w / 2, top + floor * each + each * 0.24
            if floor == floors - 1 and column == door:
                canvas.rect(a - 2, b, w + 4, top + tall - b, darker(body, 0.6))
                continue
            panes.append(box(a, b, w, h))
            bars += [(a + w / 2, b, a + w / 2, b + h), (a, b + h / 2, a + w, b + h / 2)]
            if builder.burning(LightKind.WINDOWS) > 0.3 and (column + floor) % 2 == 0:
                builder_glow(builder, canvas, a + w / 2, b + h / 2, max(w, h) * 2.0)
    canvas.path("".join(panes), pane, stroke=lighter(body, 0.3), width=3)
    canvas.scratches(bars, darker(body, 0.2), 2.4)


def cabin(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    """A small house: the feature words 'house', 'cabin', 'hut' and 'cottage'."""
    hues = builder.hues("#a08058", "#5c4038", "#7a4a3a", "#b8543a")
    gable_house(builder, canvas, x, y, size * 2.6, size * 2.2, hues.base, hues.second, depth)
    builder.light(
        x - size * 0.5,
        y - size * 0.7,
        size * 1.6,
        "#ffb95c",
        0.35 * builder.burning(LightKind.WINDOWS),
        depth,
    )


def church(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    """A nave and a spire."""
    tone = far_tone(builder, depth)
    hues = builder.hues("#cfc6b6", "#5a4a52", "#7a5a4a", "#b0543a")
    wall = tone(hues.base)
    colours = {"wall": wall, "roof": tone(hues.second), "pane": pane_colour(builder, wall)}
    with canvas.group("church"):
        drawing("church").paint(canvas, tone, x, y, size, colours=colours, without=("snow",))
        builder_glow(builder, canvas, x + size * 1.4, y - size * 0.8, size * 1.6)
        if builder.hour.snowy:
            with canvas.group("snow on roof"):
                drawing("church").paint(canvas, tone, x, y, size, parts=("snow",))


def windmill(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    """A tower mill with four sails."""
    tone, mill = far_tone(builder, depth), drawing("windmill")
    cap = tone(builder.hues("#d8cdb8", "#7a4638", "#5a4636", "#a8463a").accent)
    top, pane = y - size * 4.0, pane_colour(builder, tone("#d8cdb8"))
    with canvas.group("windmill"):
        mill.paint(canvas, tone, x, y, size, parts=("tower",))
        canvas.path(
            f"M{number(x - size * 0.7)},{number(top + 4)}Q{number(x)},{number(top - size * 1.1)} "
            f"{number(x + size * 0.7)},{number(top + 4)}Z",
            canvas.across(lighter(cap, 0.15), darker(cap, 0.4)),
        )
        mill.paint(canvas, tone, x, y, size, colours={"pane": pane}, without=("tower",))


def barn(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    """A gambrel-roofed barn with a hay door."""
    tone = far_tone(builder, depth)
    hues = builder.hues("#9a3a2e", "#5a4a48", "#e6dcc8", "#c84a34")
    wall = tone(hues.base)
    colours = {"wall": wall, "roof": tone(hues.second), "pane": pane_colour(builder, wall)}
    with canvas.group("barn"):
        drawing("barn").paint(canvas, tone, x, y, size, colours=colours, without=("snow",))
        if builder.hour.snowy:
            with canvas.group("snow on roof"):
                drawing("barn").paint(canvas, tone, x, y, size, parts=("snow",))
