"""A harbour: a stone quay to stand on, bollards and gear, a pier on posts, boats on the water.

Used for coasts that people built on.
"""

from __future__ import annotations

from storyreel.animatic.painter.layers import CANVAS_HEIGHT, CANVAS_WIDTH
from storyreel.animatic.painter.places.belongings import crane
from storyreel.animatic.painter.places.canvas import Canvas, number
from storyreel.animatic.painter.places.lamps import street_lamp
from storyreel.animatic.painter.places.naming import has_one_of
from storyreel.animatic.painter.places.open_air import ground_colour, snow_tone
from storyreel.animatic.painter.places.palette import darker, lighter
from storyreel.animatic.painter.places.prop_files import drawing
from storyreel.animatic.painter.places.set_builder import SetBuilder
from storyreel.animatic.painter.places.sky import Sun
from storyreel.animatic.painter.places.terrain import ground_shadow, shimmer
from storyreel.film.colours import mix
from storyreel.film.places import Place

_BUILT = frozenset(
    {
        "harbour",
        "harbours",
        "harbor",
        "harbors",
        "dock",
        "docks",
        "dockside",
        "quay",
        "quays",
        "quayside",
        "pier",
        "piers",
        "jetty",
        "jetties",
    }
    | {
        "wharf",
        "wharves",
        "marina",
        "port",
        "ferry landing",
        "ferry terminal",
        "slipway",
        "waterfront",
        "mole",
    }
)
_FERRY = frozenset({"ferry", "ferries"})
EDGE = 1030.0
"""Where the quay's edge is seen against the water."""


def is_harbour(place: Place) -> bool:
    """True if a coast is built on, by its name and what the script sees there."""
    return has_one_of(place, _BUILT)


def has_ferry(place: Place) -> bool:
    """True if a ferry lies at the quay."""
    return has_one_of(place, _FERRY)


def bollard(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    """An iron bollard with a rope about it."""
    with canvas.group("bollard"):
        ground_shadow(canvas, x, y, size * 0.2, 0.6)
        drawing("bollard").paint(canvas, builder.tone, x, y, size)


def paint_pier(builder: SetBuilder, side: int) -> None:
    """Adds a wooden pier on posts that leaves the quay on that side (-1 left) and reaches over the water."""
    canvas, wood = builder.canvas("pier", 0.86), builder.tone(ground_colour(builder, "#8a6a4a"))
    dark = darker(wood, 0.5)

    def at(near: float, across: float) -> tuple[float, float]:
        """A point of the deck: `near` 1 at the quay, 0 at the end; `across` -1 to 1."""
        y = 838 + (EDGE + 30 - 838) * near**1.5
        half = 30 + 150 * near**1.5
        return CANVAS_WIDTH / 2 + side * (250 + 520 * near**1.35) + across * half, y

    with canvas.group("pier"):
        posts = []
        for k in range(8):
            near = (k / 7) ** 0.9
            for across in (-1, 1):
                x, y = at(near, across)
                posts.append((x, y, x, y + 26 + 90 * near))
        for index, post in enumerate(posts):
            near = (index // 2) / 7
            canvas.line([post[:2], post[2:]], darker(dark, 0.25), 7 + 18 * near)
            canvas.oval(post[2], post[3], 12 + 26 * near, 3 + 6 * near, builder.tone("#e8f0f0"), 0.4)
        deck = [at(k / 8, -1) for k in range(9)] + [at(k / 8, 1) for k in range(8, -1, -1)]
        canvas.poly([(x, y + 12) for x, y in deck], dark)
        canvas.poly(deck, canvas.down(lighter(wood, 0.05), mix(wood, builder.hour.sun, 0.2)))
        canvas.scratches([(*at(k / 30, -1), *at(k / 30, 1)) for k in range(31)], darker(wood, 0.45), 3, 0.6)
        for across in (-1, 1):
            tops = []
            for k in range(8):
                x, y = at(k / 7, across)
                tops.append((x, y - 16 - 74 * k / 7))
                canvas.line([(x, y), tops[-1]], dark, 4 + 8 * k / 7)
            canvas.line(tops, dark, 6)
        if builder.hour.snowy:
            canvas.line([(x, y - 3) for x, y in deck[:9]], snow_tone(builder), 7)
    x, y = at(0.02, 0)
    street_lamp(builder, canvas, x, y, 66, 0.86)


def paint_quay(builder: SetBuilder, sun: Sun) -> None:
    """Adds the quay: coping along its edge, flagstones, bollards, rope and pots."""
    canvas = builder.canvas("quay", 0.95)
    with canvas.group("harbour"):
        _flagstones(builder, canvas)
    for x in (420.0, 1290.0, 1880.0):
        bollard(builder, canvas, x, EDGE + 52, 400, 0.95)
    if "crane" in " ".join(builder.place.features).lower():
        crane(builder, canvas, 1152 + 620.0 * sun.side, EDGE + 6, 96, 0.95)
    rope, wood = builder.tone("#c8a868"), builder.tone("#7a5a3a")
    canvas.path(
        f"M420,{number(EDGE - 10)}Q600,{number(EDGE - 60)} 700,{number(EDGE - 2)}", stroke=rope, width=8
    )
    with canvas.group("rope coil"):
        for k in range(4):
            canvas.oval(
                960,
                1112 - 12 * k,
                74 - 3 * k,
                20 - k,
                "none",
                stroke=rope if k % 2 else darker(rope, 0.25),
                width=13,
            )
    with canvas.group("lobster pots"):
        for x, top in ((2040, 0), (2160, 0), (2098, 78)):
            canvas.rect(x - 56, 1040 - top, 112, 76, darker(wood, 0.55), 26)
            canvas.scratches(
                [(x - 50 + 20 * k, 1044 - top, x - 50 + 20 * k, 1112 - top) for k in range(6)], wood, 6
            )
            canvas.scratches(
                [(x - 54, 1064 - top, x + 54, 1064 - top), (x - 54, 1092 - top, x + 54, 1092 - top)],
                lighter(wood, 0.2),
                5,
            )


def _flagstones(builder: SetBuilder, canvas: Canvas) -> None:
    chance, hour = builder.chance("quay"), builder.hour
    stone = builder.tone(ground_colour(builder, "#9a9288"))
    canvas.rect(
        0,
        EDGE,
        CANVAS_WIDTH,
        CANVAS_HEIGHT - EDGE,
        canvas.down(mix(stone, hour.sun, 0.18), darker(stone, 0.5)),
    )
    canvas.rect(
        0,
        EDGE - 8,
        CANVAS_WIDTH,
        34,
        canvas.down(lighter(mix(stone, hour.sun, 0.25), 0.22), darker(stone, 0.15)),
    )
    canvas.scratches(
        [(x, EDGE - 6, x, EDGE + 24) for x in range(60, CANVAS_WIDTH, 148)], darker(stone, 0.5), 4, 0.7
    )
    canvas.rect(0, EDGE + 24, CANVAS_WIDTH, 7, "#04050a", opacity=0.35)
    y, row = EDGE + 40, 0
    while y < CANVAS_HEIGHT:
        tall = 15 + (y - EDGE) * 0.17
        joints = []
        wide = tall * 3.4
        for k in range(int(CANVAS_WIDTH / wide) + 2):
            x = k * wide - (row % 2) * wide / 2 + chance.uniform(-6, 6)
            joints.append(
                (
                    CANVAS_WIDTH / 2 + (x - CANVAS_WIDTH / 2) * 1.0,
                    y,
                    CANVAS_WIDTH / 2 + (x - CANVAS_WIDTH / 2) * 1.03,
                    y + tall,
                )
            )
        canvas.scratches([*joints, (0.0, y, float(CANVAS_WIDTH), y)], darker(stone, 0.42), 3, 0.45)
        y, row = y + tall, row + 1
    if hour.wet:
        shimmer(
            canvas,
            builder.chance("wet quay"),
            EDGE + 40,
            1290,
            lighter(hour.sky[2], 0.25),
            count=130,
            opacity=0.5,
        )


def harbour_foreground(builder: SetBuilder) -> None:
    """Adds a dark post with a ring and a rope across the corner, nearer than people."""
    canvas, dark = builder.canvas("foreground", 1.3), darker(builder.tone("#3a3430"), 0.5)
    for x in (70.0, 2210.0):
        canvas.rect(x - 66, 1000, 132, 320, canvas.across(lighter(dark, 0.12), dark), 20)
        canvas.rect(x - 78, 986, 156, 40, snow_tone(builder) or lighter(dark, 0.15), 18)
    canvas.path(
        "M136,1130Q420,1330 700,1340M2144,1130Q1900,1320 1640,1340", stroke=lighter(dark, 0.12), width=26
    )
