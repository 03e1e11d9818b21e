"""Features: things the script names that must be seen in a place, each drawn where there is room for it.

A kind of place gives the free spots.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from storyreel.animatic.painter.layers import Motion
from storyreel.animatic.painter.places.canvas import Canvas, number
from storyreel.animatic.painter.places.distance import far_tone
from storyreel.animatic.painter.places.palette import darker, lighter
from storyreel.animatic.painter.places.prop_room import AFLOAT, LANDMARKS, PROPS, WALL_THINGS, clock_post
from storyreel.animatic.painter.places.set_builder import SetBuilder
from storyreel.animatic.painter.places.vocabulary import wanted
from storyreel.film.colours import mix

Spot = tuple[float, float, float]
"""x, foot y, and the height of an adult there, canvas units."""


class Water(Enum):
    """What lies about the landmarks' spots."""

    NONE = "land"
    SHORE = "land by the sea"
    SEA = "the open sea"


@dataclass(frozen=True)
class Spots:
    """Where a place has room: far off for landmarks, beside people for props, on the wall for what hangs."""

    landmarks: Sequence[Spot] = ()
    props: Sequence[Spot] = ()
    walls: Sequence[Spot] = ()
    depth: float = 0.98
    """Depth of the layer they are drawn in."""
    water: Water = Water.NONE


def place_landmarks(builder: SetBuilder, spots: Spots, built_in: Sequence[str] = ()) -> None:
    """Adds a layer with the large features far off, when the script names any.

    `built_in` ones the place has already.

    What floats is left to `place_afloat` by the sea, and lies on a pond inland; what stands on land has an
    islet under it at sea.
    """
    words = [word for word in wanted(builder.place) if word in LANDMARKS and word not in built_in]
    if spots.water is Water.SHORE:
        words = [word for word in words if word not in AFLOAT]
    if not words or not spots.landmarks:
        return
    depth = min(spots.depth, 0.6)
    canvas = builder.canvas("landmarks", depth)
    for index, word in enumerate(words):
        x, y, size = spots.landmarks[index % len(spots.landmarks)]
        x += 300 * (index // len(spots.landmarks))
        if word in AFLOAT and spots.water is Water.NONE:
            _pond(builder, canvas, x, y, size, depth)
        elif word not in AFLOAT and spots.water is Water.SEA:
            _islet(builder, canvas, x, y, size, depth)
        LANDMARKS[word](
            builder,
            canvas,
            x,
            y,
            size * (0.45 if word == "ferry" and spots.water is Water.NONE else 1.0),
            depth,
        )


def place_afloat(
    builder: SetBuilder, spots: Sequence[Spot], depth: float, built_in: Sequence[str] = ()
) -> None:
    """Adds a layer that rocks on the swell with what floats, when the script names any."""
    words = [word for word in wanted(builder.place) if word in AFLOAT and word not in built_in]
    if not words:
        return
    canvas = builder.canvas("afloat", depth, Motion(bob_x=4, bob_y=5 + 8 * builder.hour.wind, bob_hz=0.13))
    for index, word in enumerate(words):
        x, y, size = spots[index % len(spots)]
        LANDMARKS[word](builder, canvas, x, y, size, depth)


def _pond(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    water = far_tone(builder, depth)("#4a86a0")
    with canvas.group("pond"):
        canvas.oval(x, y + size * 0.16, size * 3.5, size * 0.5, far_tone(builder, depth)("#6a7a4c"))
        canvas.oval(
            x,
            y + size * 0.14,
            size * 3.3,
            size * 0.42,
            canvas.down(mix(water, builder.hour.sky[3], 0.5), water),
        )


def _islet(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    stone = far_tone(builder, depth)("#6a6258")
    with canvas.group("islet"):
        d = (
            f"M{number(x - size * 3.2)},{number(y + size * 0.3)}Q{number(x - size * 1.9)},"
            f"{number(y - size * 0.2)} {number(x)},{number(y - size * 0.1)}T{number(x + size * 3.0)},"
            f"{number(y + size * 0.3)}Z"
        )
        canvas.path(d, canvas.down(lighter(stone, 0.15), darker(stone, 0.35)))
        canvas.line(
            [(x - size * 3.2, y + size * 0.3), (x + size * 3.0, y + size * 0.3)],
            builder.tone("#eef4f4"),
            max(2, size * 0.06),
            0.6,
        )


def place_props(builder: SetBuilder, spots: Spots, built_in: Sequence[str]) -> None:
    """Adds a layer with the features as large as people and those on walls.

    `built_in` ones the place has already.
    """
    words = [word for word in wanted(builder.place) if word not in built_in]
    standing = [word for word in words if word in PROPS]
    hanging = [word for word in words if word in WALL_THINGS]
    if hanging and spots.walls:
        canvas = builder.canvas("hangings", 0.61, after="wall")
        for index, word in enumerate(hanging):
            x, y, size = spots.walls[index % len(spots.walls)]
            WALL_THINGS[word](builder, canvas, x + 150 * (index // len(spots.walls)), y, size, 0.61)
        hanging = []
    if (standing or hanging) and spots.props:
        canvas = builder.canvas("props", spots.depth)
        for index, word in enumerate([*standing, *hanging]):
            x, y, size = spots.props[index % len(spots.props)]
            _stand(builder, canvas, word, (x + 190 * (index // len(spots.props)), y, size), spots.depth)


def _stand(builder: SetBuilder, canvas: Canvas, word: str, spot: Spot, depth: float) -> None:
    """Draws one feature on the ground; what would hang on a wall gets a post or an builder."""
    x, y, size = spot
    if word == "clock":
        clock_post(builder, canvas, x, y, size, depth)
    elif word in PROPS:
        PROPS[word](builder, canvas, x, y, size, depth)
    else:
        WALL_THINGS[word](builder, canvas, x, y - size * 0.6, size, depth)


def hang_landmarks(
    builder: SetBuilder,
    spots: Sequence[Spot],
    *,
    view: Canvas | None,
    canvas: Canvas | None = None,
    built_in: Sequence[str] = (),
) -> None:
    """Shows large outdoor features in a room.

    Through its windows on the canvas `view`, or else framed on the wall's `canvas`.
    """
    words = [word for word in wanted(builder.place) if word in LANDMARKS and word not in built_in]
    for index, word in enumerate(words):
        x, y, size = spots[index % len(spots)]
        if view is not None:
            LANDMARKS[word](builder, view, x, y, size, 0.1)
        elif canvas is not None:
            with canvas.group("picture"):
                canvas.rect(x - 210, y - 330, 420, 370, builder.tone("#8a6a34"), 4)
                canvas.rect(
                    x - 192, y - 312, 384, 334, canvas.down(builder.tone("#a8c0cc"), builder.tone("#e6cfa0"))
                )
                LANDMARKS[word](builder, canvas, x, y, size * 0.7, 0.5)
