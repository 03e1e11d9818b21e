"""The lamp room of a lighthouse: the great lens, glass all round, the sea and the gallery's rail outside."""

from __future__ import annotations

from storyreel.animatic.painter.layers import CANVAS_WIDTH, Fall, PaintedSeat, PaintedSet
from storyreel.animatic.painter.places.canvas import Canvas, box, disc
from storyreel.animatic.painter.places.cupboards import crate
from storyreel.animatic.painter.places.features import Spots, hang_landmarks, place_props
from storyreel.animatic.painter.places.palette import darker, lighter
from storyreel.animatic.painter.places.prop_files import drawing
from storyreel.animatic.painter.places.room import frame_edges
from storyreel.animatic.painter.places.set_builder import SetBuilder
from storyreel.animatic.painter.places.surfaces import floor_lines, rows_of_floor
from storyreel.animatic.painter.places.terrain import ground_shadow
from storyreel.animatic.painter.places.windows import paint_view
from storyreel.film.colours import mix
from storyreel.film.places import Weather

SILL, HEAD = 760.0, 150.0
FLOOR, ADULT = 1120.0, 500.0


def paint_lamp_room(builder: SetBuilder) -> PaintedSet:
    """The lamp room at this hour.

    The lamp is lit in the dark and in bad weather, unless the script has it dark.
    """
    hues = builder.hues("#8a9490", "#4a5a58", "#a8783c", "#d8504a")
    view = paint_view(builder, "sea", 620)
    hang_landmarks(
        builder, [(560.0, 660.0, 40.0), (1760.0, 660.0, 40.0)], view=view, built_in=("lighthouse", "tower")
    )
    _gallery(builder)
    panes = builder.canvas("panes", 0.62)
    _panes(builder, panes, hues.base)
    floor = builder.canvas("floor", 0.8)
    _grating(builder, floor, hues.second)
    lens = builder.canvas("lens", 0.86)
    _lens(builder, lens, hues.third)
    front = builder.canvas("bench", 0.96)
    chests = _tool_chests(builder, front, hues.third, hues.accent)
    place_props(
        builder,
        Spots(props=((480.0, FLOOR - 6, 460.0), (1830.0, FLOOR - 6, 460.0)), walls=((300.0, 860.0, 220.0),)),
        ("lighthouse", "lamp", "window"),
    )
    canvas = builder.canvas("foreground", 1.3)
    _near_frame(builder, canvas, hues.second)
    outside = builder.outside
    return builder.finished(
        FLOOR,
        ADULT,
        seats=chests,
        rim="#ffe2a0" if builder.hour.lamp > 0.3 else lighter(outside.sky[2], 0.3),
        rim_side=-1,
        lightning=outside.weather is Weather.STORM,
        vignette=0.45,
        falls=(Fall("dust", 0.25, 0.05),),
        fog=0.12 if outside.weather is Weather.FOG else 0.0,
    )


def _gallery(builder: SetBuilder) -> None:
    """The rail of the walk outside the glass."""
    canvas, outside = builder.canvas("gallery", 0.4), builder.outside
    drawing("lighthouse-gallery").paint(
        canvas,
        builder.tone,
        colours={"iron": outside.seen("#3a4048", 0.15)},
        without=() if outside.snowy else ("snow",),
    )


def _panes(builder: SetBuilder, canvas: Canvas, colour_of: str) -> None:
    """Astragals in diamonds between head and sill, the dome above, a panelled wall below."""
    colours, wall = {"paint": builder.tone(colour_of)}, drawing("lamp-room-wall")
    wall.paint(canvas, builder.tone, colours=colours, parts=("dome",))
    with canvas.group("astragals", clip=box(0, HEAD - 30, CANVAS_WIDTH, SILL - HEAD + 40)):
        wall.paint(canvas, builder.tone, colours=colours, parts=("astragals",))
    outside = builder.outside
    if outside.wet or outside.snowy:
        chance = builder.chance("lamp panes")
        spots = [(chance.uniform(0, CANVAS_WIDTH), chance.uniform(HEAD, SILL - 20)) for _ in range(330)]
        with canvas.group("weather on panes"):
            if outside.snowy:
                canvas.path("".join(disc(x, y, 4) for x, y in spots), "#ffffff", opacity=0.7)
            else:
                canvas.scratches(
                    [(x, y, x - 5, y + 30) for x, y in spots], lighter(outside.haze, 0.5), 3, 0.5
                )
    wall.paint(canvas, builder.tone, colours=colours, parts=("wall",))


def _grating(builder: SetBuilder, canvas: Canvas, colour_of: str) -> None:
    paint = builder.tone(colour_of)
    canvas.rect(0, 950, CANVAS_WIDTH, 350, canvas.down(darker(paint, 0.4), paint, darker(paint, 0.5)))
    lines = floor_lines(950, 46)
    canvas.scratches(lines, darker(paint, 0.6), 5, 0.6)
    canvas.scratches(
        [(0.0, y, float(CANVAS_WIDTH), y) for y in rows_of_floor(950, 13)], darker(paint, 0.6), 5, 0.6
    )
    canvas.scratches(
        [(0.0, y - 3, float(CANVAS_WIDTH), y - 3) for y in rows_of_floor(950, 13)],
        lighter(paint, 0.3),
        2,
        0.4,
    )
    with canvas.group("light pool"):
        canvas.glow(1152, 1080, 900, "#ffe0a0", 0.04 + 0.28 * builder.hour.lamp, 0.3)


def _lens(builder: SetBuilder, canvas: Canvas, brass_of: str) -> None:
    """A Fresnel lens: rings of prisms in a brass cage on a turning table."""
    lamp, x = builder.hour.lamp, 1152.0
    glass = mix(builder.tone("#a8c8c4"), "#fff0c4", lamp * 0.8)
    colours = {
        "brass": builder.tone(brass_of),
        "glass": glass,
        "flame": mix(darker(glass, 0.55) if lamp < 0.1 else "#e8f0e8", "#fffbe8", lamp),
    }
    with canvas.group("lens"):
        ground_shadow(canvas, x, 1010, 420, 0.6)
        drawing("fresnel-lens").paint(canvas, builder.tone, colours=colours)
        if lamp > 0.1:
            with canvas.group("light halo"):
                canvas.glow(x, 505, 560, "#ffe6a8", 0.42 * lamp)
                for side in (-1, 1):
                    canvas.poly(
                        [
                            (x + side * 60, 470),
                            (x + side * 60, 540),
                            (x + side * 1160, 660),
                            (x + side * 1160, 350),
                        ],
                        canvas.ramp(
                            (x, 0), (x + side * 1152, 0), (0, "#fff2c8", 0.26 * lamp), (1, "#fff2c8", 0.0)
                        ),
                    )
    builder.light(x, 505, 1300, "#ffeab8", 0.24 * lamp, 0.86, "sweep")
    builder.light(x, 505, 300, "#fff4d0", 0.3 * lamp, 0.86)


def _tool_chests(builder: SetBuilder, canvas: Canvas, wood_of: str, accent: str) -> tuple[PaintedSeat, ...]:
    """Two low chests to sit on, an oil can and a crate."""
    wood = builder.tone(darker(wood_of, 0.2))
    places = (760.0, 1520.0)
    with canvas.group("bench"):
        for x in places:
            ground_shadow(canvas, x, FLOOR - 8, 210, 0.5)
            drawing("tool-chest").paint(canvas, builder.tone, x, colours={"wood": wood})
    with canvas.group("oil can"):
        drawing("oil-can").paint(canvas, builder.tone, colours={"paint": builder.tone(accent)})
    crate(builder, canvas, 420, FLOOR - 8, 150)
    return tuple(PaintedSeat(x, FLOOR - 150) for x in places)


def _near_frame(builder: SetBuilder, canvas: Canvas, colour_of: str) -> None:
    frame_edges(builder, canvas, "#080a0c", 230, 230)
    iron = builder.tone(colour_of)
    edge = mix(darker(iron, 0.6), "#ffe0a0", 0.15 + 0.4 * builder.hour.lamp)
    drawing("lamp-room-frame").paint(canvas, builder.tone, colours={"iron": iron, "edge": edge})
