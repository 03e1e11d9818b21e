"""A room of glass for plants: panes from low wall to ridge, pots on staging, leaves at both sides."""

from __future__ import annotations

from storyreel.animatic.painter.layers import PaintedSeat, PaintedSet
from storyreel.animatic.painter.places import dressing, lamps, seats
from storyreel.animatic.painter.places.canvas import Canvas, disc
from storyreel.animatic.painter.places.features import Spots, place_props
from storyreel.animatic.painter.places.foliage import bush, fern
from storyreel.animatic.painter.places.homes import ADULT, FLOOR, room_set
from storyreel.animatic.painter.places.naming import is_called
from storyreel.animatic.painter.places.palette import darker, lighter
from storyreel.animatic.painter.places.prop_files import drawing
from storyreel.animatic.painter.places.room import (
    BASE,
    CEILING,
    LEFT,
    RIGHT,
    Shell,
    build_room,
    frame_edges,
    shafts_of_day,
)
from storyreel.animatic.painter.places.set_builder import SetBuilder
from storyreel.animatic.painter.places.windows import Window
from storyreel.film.colours import mix
from storyreel.film.places import Weather

_HIGH = frozenset(
    {
        "roof",
        "rooftop",
        "city",
        "tower",
        "street",
        "hospital",
        "hotel",
        "station",
        "floor",
        "storey",
        "terrace",
    }
)
_BAYS = 6
_BENCH = BASE - 120


def paint_greenhouse(builder: SetBuilder) -> PaintedSet:
    """Glass on all sides over a low wall, pots on staging, ferns and young trees beside a paved path."""
    hues = builder.hues("#6f7f72", "#5a4a3a", "#8a4a38", "#d8a860")
    wide = (RIGHT - LEFT) / _BAYS
    windows = tuple(
        Window(LEFT + index * wide + 9, CEILING + 26, wide - 18, BASE - CEILING - 250, bars=(2, 4))
        for index in range(_BAYS)
    )
    shell = Shell(
        wall="#c9d2c6",
        material="planks",
        dado=mix(hues.base, "#8a6a52", 0.45),
        dado_material="brick",
        floor="#8f877a",
        floor_material="flags",
        ceiling="#aebcb4",
        windows=windows,
        view="city" if is_called((builder.place.name,), _HIGH) else "country",
        frame="#e2e8de",
    )
    build_room(builder, shell)
    _roof(builder, builder.canvas("glass roof", 0.71))
    _staging(builder, builder.canvas("staging", 0.74), hues.second)
    shafts_of_day(builder, shell)
    hang = builder.canvas("lamp", 0.94)
    lamps.hanging_lamp(builder, hang, 1152, 170, 420, 0.94, hues.third)
    chairs = _beds(builder, builder.canvas("beds", 0.97))
    place_props(
        builder,
        Spots(
            props=((600.0, FLOOR - 10, 420.0), (1700.0, FLOOR - 10, 420.0)), walls=((960.0, 330.0, 300.0),)
        ),
        ("plant", "window", "greenhouse", "tree", "vase", "door"),
    )
    _near_leaves(builder, builder.canvas("foreground", 1.3))
    return room_set(builder, seats=chairs, dust=0.4)


def _roof(builder: SetBuilder, canvas: Canvas) -> None:
    """Panes overhead that run from the far wall to the viewer, and the bars between them."""
    outside = builder.outside
    colours = {"sky-top": outside.sky[0], "sky": outside.sky[1], "sky-low": outside.sky[2]}
    with canvas.group("glass"):
        drawing("greenhouse-roof").paint(canvas, builder.tone, colours=colours)
    if outside.weather in (Weather.RAIN, Weather.STORM):
        chance = builder.chance("drops")
        drops = "".join(
            disc(chance.uniform(LEFT, RIGHT), chance.uniform(CEILING, BASE - 260), chance.uniform(2, 5))
            for _ in range(170)
        )
        with canvas.group("weather drops"):
            canvas.path(drops, lighter(outside.sky[2], 0.5), opacity=0.4)


def _staging(builder: SetBuilder, canvas: Canvas, colour: str) -> None:
    """A long bench along the glass with pots of every size."""
    chance, wood = builder.chance("staging"), builder.tone(colour)
    with canvas.group("staging"):
        for x in range(260, 2100, 300):
            canvas.rect(
                x, _BENCH, 26, BASE - _BENCH + 20, canvas.across(lighter(wood, 0.1), darker(wood, 0.4))
            )
        canvas.rect(
            LEFT + 10, _BENCH - 20, RIGHT - LEFT - 20, 34, canvas.down(lighter(wood, 0.2), darker(wood, 0.35))
        )
    for index, x in enumerate(range(240, 2120, 112)):
        size = chance.uniform(190, 330)
        if index % 3 == 2:
            dressing.bush_pot(builder, canvas, x, _BENCH - 18, size * 0.9)
            ripe = [
                (x + chance.uniform(-0.22, 0.22) * size, _BENCH - 18 - chance.uniform(0.3, 0.72) * size)
                for _ in range(7)
            ]
            canvas.path("".join(disc(a, b, chance.uniform(8, 13)) for a, b in ripe), builder.tone("#c8452e"))
        else:
            dressing.plant(
                builder, canvas, x, _BENCH - 18, size, ("#a85a3c", "#8c5238", "#b0714e")[index % 3]
            )
    for x in range(330, 2060, 260):
        fern(canvas, chance, x, BASE + 26, chance.uniform(110, 150), darker(builder.tone("#456b42"), 0.25))


def _beds(builder: SetBuilder, canvas: Canvas) -> tuple[PaintedSeat, ...]:
    """Shrubs at both sides of the path, and two chairs."""
    chance, leaf = builder.chance("beds"), builder.tone("#4a7448")
    for x, wide in ((150, 420), (430, 300), (1900, 320), (2180, 430)):
        bush(canvas, chance, x, FLOOR + 20, wide, wide * 0.95, leaf if wide < 400 else darker(leaf, 0.2))
        fern(canvas, chance, x + 40, FLOOR + 34, 190, lighter(leaf, 0.06))
    dressing.plant(builder, canvas, 560, FLOOR - 4, 360)
    dressing.plant(builder, canvas, 1760, FLOOR - 4, 400)
    return (
        seats.chair(builder, canvas, 800, FLOOR - 16, ADULT, turn=1),
        seats.chair(builder, canvas, 1500, FLOOR - 16, ADULT, turn=-1),
    )


def _near_leaves(builder: SetBuilder, canvas: Canvas) -> None:
    """Dark fronds at the edges of the picture."""
    frame_edges(builder, canvas, "#0c120e", 150, 150)
    chance, leaf = builder.chance("near leaves"), darker(builder.tone("#3c5a3c"), 0.6)
    for x in (40.0, 190.0, 2130.0, 2290.0):
        fern(canvas, chance, x, 1330, chance.uniform(280, 380), leaf, 9)
