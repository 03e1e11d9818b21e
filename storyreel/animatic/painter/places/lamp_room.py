"""The lamp room of a lighthouse: the great lens, glass all round, the sea and the gallery's rail outside."""

from __future__ import annotations

from storyreel.animatic.painter.layers import CANVAS_HEIGHT, CANVAS_WIDTH, Fall, PaintedSeat, PaintedSet
from storyreel.animatic.painter.places.canvas import Canvas, box, closed_path, disc, number
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
    canvas = builder.canvas("gallery", 0.4)
    iron = builder.outside.seen("#3a4048", 0.15)
    canvas.path(f"M0,700Q1152,640 2304,700V{CANVAS_HEIGHT}H0Z", darker(iron, 0.25))
    rails = [
        (
            40 + 74 * k,
            706 - 56 * (1 - ((40 + 74 * k - 1152) / 1152) ** 2),
            40 + 74 * k,
            560 - 50 * (1 - ((40 + 74 * k - 1152) / 1152) ** 2),
        )
        for k in range(31)
    ]
    canvas.scratches(rails, iron, 7)
    canvas.path("M0,562Q1152,456 2304,562M0,630Q1152,536 2304,630", stroke=iron, width=11)
    if builder.outside.snowy:
        canvas.path("M0,554Q1152,448 2304,554", stroke="#eef3fa", width=11)


def _panes(builder: SetBuilder, canvas: Canvas, colour_of: str) -> None:
    """Astragals in diamonds between head and sill, the dome above, a panelled wall below."""
    iron, paint = builder.tone("#39443f"), builder.tone(colour_of)
    canvas.path(
        f"M0,0H{CANVAS_WIDTH}V{number(HEAD + 40)}Q1152,{number(HEAD - 60)} 0,{number(HEAD + 40)}Z",
        canvas.down(darker(paint, 0.6), darker(paint, 0.25)),
    )
    ribs = [(1152 + k * 90, -10, 1152 + k * 215, HEAD + 20) for k in range(-5, 6)]
    canvas.scratches(ribs, lighter(paint, 0.12), 8, 0.6)
    canvas.path(
        f"M0,{number(HEAD + 40)}Q1152,{number(HEAD - 60)} {CANVAS_WIDTH},{number(HEAD + 40)}",
        stroke=iron,
        width=26,
    )
    diamonds = []
    for k in range(-8, 18):
        x = k * 192.0 - 96
        diamonds += [(x, HEAD - 20, x + 384, SILL), (x + 384, HEAD - 20, x, SILL)]
    with canvas.group("astragals", clip=box(0, HEAD - 30, CANVAS_WIDTH, SILL - HEAD + 40)):
        canvas.scratches(diamonds, darker(iron, 0.2), 13)
        canvas.scratches([(a - 3, b, c - 3, e) for a, b, c, e in diamonds], lighter(iron, 0.3), 3, 0.6)
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
    for x in range(288, CANVAS_WIDTH, 432):
        canvas.rect(
            x - 15, HEAD - 40, 30, SILL - HEAD + 60, canvas.across(lighter(iron, 0.3), darker(iron, 0.4))
        )
    canvas.rect(0, SILL, CANVAS_WIDTH, 320, canvas.down(lighter(paint, 0.05), darker(paint, 0.45)))
    canvas.rect(0, SILL - 16, CANVAS_WIDTH, 34, canvas.down(lighter(paint, 0.4), darker(paint, 0.3)))
    for x in range(18, CANVAS_WIDTH, 252):
        canvas.rect(x, SILL + 40, 216, 150, canvas.down(darker(paint, 0.25), darker(paint, 0.05)), 6)
        canvas.path(
            "".join(disc(x + dx, SILL + dy, 4) for dx in (14, 202) for dy in (54, 176)), lighter(paint, 0.35)
        )


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
    wood, red = builder.tone(darker(wood_of, 0.2)), builder.tone(accent)
    places = (760.0, 1520.0)
    with canvas.group("bench"):
        for x in places:
            ground_shadow(canvas, x, FLOOR - 8, 210, 0.5)
            canvas.rect(
                x - 170, FLOOR - 136, 340, 126, canvas.down(lighter(wood, 0.15), darker(wood, 0.45)), 6
            )
            canvas.rect(x - 182, FLOOR - 148, 364, 26, canvas.down(lighter(wood, 0.4), wood), 6)
            canvas.scratches(
                [(x - 170 + 57 * k, FLOOR - 120, x - 170 + 57 * k, FLOOR - 14) for k in range(1, 6)],
                darker(wood, 0.5),
                4,
            )
    with canvas.group("oil can"):
        canvas.path(
            f"M1850,{number(FLOOR - 10)}l-54,0l14,-110h60l14,110ZM1836,{number(FLOOR - 120)}l70,-66",
            red,
            red,
            8,
        )
    crate(builder, canvas, 420, FLOOR - 8, 150)
    return tuple(PaintedSeat(x, FLOOR - 150) for x in places)


def _near_frame(builder: SetBuilder, canvas: Canvas, colour_of: str) -> None:
    frame_edges(builder, canvas, "#080a0c", 230, 230)
    iron = darker(builder.tone(colour_of), 0.6)
    for side in (-1, 1):
        x = 0.0 if side < 0 else float(CANVAS_WIDTH)
        canvas.path(
            closed_path(
                [
                    (x, 0),
                    (x - side * 120, 0),
                    (x - side * 76, 500),
                    (x - side * 120, CANVAS_HEIGHT),
                    (x, CANVAS_HEIGHT),
                ]
            ),
            iron,
        )
        canvas.line(
            [(x - side * 120, 0), (x - side * 76, 500), (x - side * 120, CANVAS_HEIGHT)],
            mix(iron, "#ffe0a0", 0.15 + 0.4 * builder.hour.lamp),
            5,
        )
        canvas.path("".join(disc(x - side * 60, 90 + 130 * k, 9) for k in range(9)), lighter(iron, 0.12))
    canvas.path(
        f"M0,{CANVAS_HEIGHT - 60}Q400,{CANVAS_HEIGHT - 96} 520,{CANVAS_HEIGHT + 10}H0ZM2304,"
        f"{CANVAS_HEIGHT - 60}Q1904,{CANVAS_HEIGHT - 96} 1784,{CANVAS_HEIGHT + 10}H2304Z",
        darker(iron, 0.2),
    )
