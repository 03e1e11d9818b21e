"""Features: things the script names that must be seen in a place, each drawn where there is room for it.

A kind of place gives the free spots; it does not know the features.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from storyreel.animatic.painter.layers import Motion
from storyreel.animatic.painter.places.distance import far_tone
from storyreel.animatic.painter.places.easel import Easel
from storyreel.animatic.painter.places.palette import darker, lighter
from storyreel.animatic.painter.places.prop_room import AFLOAT, LANDMARKS, PROPS, WALL_THINGS, clock_post
from storyreel.animatic.painter.places.sheet import Sheet, number
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
    """Where a place has room: far off for landmarks, beside the people for props, on the wall for what hangs."""

    landmarks: Sequence[Spot] = ()
    props: Sequence[Spot] = ()
    walls: Sequence[Spot] = ()
    depth: float = 0.98
    """Depth of the layer they are drawn in."""
    water: Water = Water.NONE


def place_landmarks(easel: Easel, spots: Spots, built_in: Sequence[str] = ()) -> None:
    """Adds a layer with the large features far off, when the script names any; `built_in` ones the place has already.

    What floats is left to `place_afloat` by the sea, and lies on a pond inland; what stands on land has an islet under it at sea.
    """
    words = [word for word in wanted(easel.place) if word in LANDMARKS and word not in built_in]
    if spots.water is Water.SHORE:
        words = [word for word in words if word not in AFLOAT]
    if not words or not spots.landmarks:
        return
    depth = min(spots.depth, 0.6)
    sheet = easel.sheet("landmarks", depth)
    for index, word in enumerate(words):
        x, y, size = spots.landmarks[index % len(spots.landmarks)]
        x += 300 * (index // len(spots.landmarks))
        if word in AFLOAT and spots.water is Water.NONE:
            _pond(easel, sheet, x, y, size, depth)
        elif word not in AFLOAT and spots.water is Water.SEA:
            _islet(easel, sheet, x, y, size, depth)
        LANDMARKS[word](easel, sheet, x, y, size * (0.45 if word == "ferry" and spots.water is Water.NONE else 1.0), depth)


def place_afloat(easel: Easel, spots: Sequence[Spot], depth: float, built_in: Sequence[str] = ()) -> None:
    """Adds a layer that rocks on the swell with what floats, when the script names any."""
    words = [word for word in wanted(easel.place) if word in AFLOAT and word not in built_in]
    if not words:
        return
    sheet = easel.sheet("afloat", depth, Motion(bob_x=4, bob_y=5 + 8 * easel.hour.wind, bob_hz=0.13))
    for index, word in enumerate(words):
        x, y, size = spots[index % len(spots)]
        LANDMARKS[word](easel, sheet, x, y, size, depth)


def _pond(easel: Easel, sheet: Sheet, x: float, y: float, size: float, depth: float) -> None:
    water = far_tone(easel, depth)("#4a86a0")
    with sheet.group("pond"):
        sheet.oval(x, y + size * 0.16, size * 3.5, size * 0.5, far_tone(easel, depth)("#6a7a4c"))
        sheet.oval(x, y + size * 0.14, size * 3.3, size * 0.42, sheet.down(mix(water, easel.hour.sky[3], 0.5), water))


def _islet(easel: Easel, sheet: Sheet, x: float, y: float, size: float, depth: float) -> None:
    stone = far_tone(easel, depth)("#6a6258")
    with sheet.group("islet"):
        d = f"M{number(x - size * 3.2)},{number(y + size * 0.3)}Q{number(x - size * 1.9)},{number(y - size * 0.2)} {number(x)},{number(y - size * 0.1)}T{number(x + size * 3.0)},{number(y + size * 0.3)}Z"
        sheet.path(d, sheet.down(lighter(stone, 0.15), darker(stone, 0.35)))
        sheet.line([(x - size * 3.2, y + size * 0.3), (x + size * 3.0, y + size * 0.3)], easel.tone("#eef4f4"), max(2, size * 0.06), 0.6)


def place_props(easel: Easel, spots: Spots, built_in: Sequence[str]) -> None:
    """Adds a layer with the features as large as people and those on walls; `built_in` ones the place has already."""
    words = [word for word in wanted(easel.place) if word not in built_in]
    standing = [word for word in words if word in PROPS]
    hanging = [word for word in words if word in WALL_THINGS]
    if hanging and spots.walls:
        sheet = easel.sheet("hangings", 0.61, after="wall")
        for index, word in enumerate(hanging):
            x, y, size = spots.walls[index % len(spots.walls)]
            WALL_THINGS[word](easel, sheet, x + 150 * (index // len(spots.walls)), y, size, 0.61)
        hanging = []
    if (standing or hanging) and spots.props:
        sheet = easel.sheet("props", spots.depth)
        for index, word in enumerate([*standing, *hanging]):
            x, y, size = spots.props[index % len(spots.props)]
            _stand(easel, sheet, word, (x + 190 * (index // len(spots.props)), y, size), spots.depth)


def _stand(easel: Easel, sheet: Sheet, word: str, spot: Spot, depth: float) -> None:
    """Draws one feature on the ground; what would hang on a wall gets a post or an easel."""
    x, y, size = spot
    if word == "clock":
        clock_post(easel, sheet, x, y, size, depth)
    elif word in PROPS:
        PROPS[word](easel, sheet, x, y, size, depth)
    else:
        WALL_THINGS[word](easel, sheet, x, y - size * 0.6, size, depth)


def hang_landmarks(easel: Easel, spots: Sequence[Spot], *, view: Sheet | None, sheet: Sheet | None = None, built_in: Sequence[str] = ()) -> None:
    """Shows large outdoor features in a room: through its windows on the sheet `view`, or else framed on the wall's `sheet`."""
    words = [word for word in wanted(easel.place) if word in LANDMARKS and word not in built_in]
    for index, word in enumerate(words):
        x, y, size = spots[index % len(spots)]
        if view is not None:
            LANDMARKS[word](easel, view, x, y, size, 0.1)
        elif sheet is not None:
            with sheet.group("picture"):
                sheet.rect(x - 210, y - 330, 420, 370, easel.tone("#8a6a34"), 4)
                sheet.rect(x - 192, y - 312, 384, 334, sheet.down(easel.tone("#a8c0cc"), easel.tone("#e6cfa0")))
                LANDMARKS[word](easel, sheet, x, y, size * 0.7, 0.5)
