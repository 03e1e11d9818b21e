"""Rules for every painted place, for every kind, hour and weather."""

from __future__ import annotations

import itertools
import xml.etree.ElementTree as ET

import numpy as np
import pytest

from storyreel.animatic.painter.layers import CANVAS_HEIGHT, CANVAS_WIDTH
from storyreel.animatic.painter.places.prop_room import LANDMARKS, PROPS, WALL_THINGS
from storyreel.animatic.painter.places.vocabulary import OF_ROOMS, SAME_AS, wanted
from storyreel.film.places import PlaceKind, TimeOfDay, Weather
from tests.animatic.painter.places.sets import OUTDOORS, painted, place, rasterised, structure

HOURS = list(itertools.product(TimeOfDay, Weather))
LAYER_BUDGET, SVG_BUDGET = 13, 300_000
EVERY_FEATURE = (*LANDMARKS, *PROPS, *WALL_THINGS)


@pytest.mark.parametrize("kind", PlaceKind)
def test_each_place_is_painted_in_a_spread_of_hours_and_weathers(kind: PlaceKind) -> None:
    """Every layer is well-formed, uniquely named and small, and the people's ground lies in the frame."""
    offset = list(PlaceKind).index(kind)
    for time, weather in HOURS[offset % 10 :: 10]:
        made = painted(kind, time, weather)

        names = [layer.name for layer in made.layers]
        assert len(names) == len(set(names)) <= LAYER_BUDGET
        assert [layer.depth for layer in made.layers] == sorted(layer.depth for layer in made.layers)
        for layer in made.layers:
            root = ET.fromstring(layer.svg)
            assert root.get("viewBox") == f"0 0 {CANVAS_WIDTH} {CANVAS_HEIGHT}"
            assert len(layer.svg) < SVG_BUDGET
        assert 1000 < made.floor_y < CANVAS_HEIGHT
        assert all(made.floor_y - made.person_height * 0.5 < seat.top_y < made.floor_y for seat in made.seats)
        assert all(0 < seat.x < CANVAS_WIDTH for seat in made.seats)


@pytest.mark.parametrize("kind", PlaceKind)
def test_the_layers_together_cover_the_frame(kind: PlaceKind) -> None:
    """No pixel of the canvas lets the ground behind it through."""
    made = painted(kind, TimeOfDay.DUSK, Weather.RAIN)

    clear = np.ones((1, 1), dtype=np.float32)
    for layer in made.layers:
        clear = clear * (1 - rasterised(layer, 96)[..., 3] / np.float32(255))

    assert clear.max() < 0.02


@pytest.mark.parametrize("kind", PlaceKind)
def test_a_place_is_the_same_by_day_and_by_night(kind: PlaceKind) -> None:
    """Hour and rain change the light, but never the position of things."""
    day = painted(kind, TimeOfDay.DAY, Weather.CLEAR)
    other = painted(kind, TimeOfDay.NIGHT, Weather.RAIN)
    by_name = {layer.name: layer for layer in other.layers}
    shared = [layer for layer in day.layers if layer.name in by_name]

    assert len(shared) >= len(day.layers) - 1
    for layer in shared:
        assert structure(layer) == structure(by_name[layer.name]), layer.name
        assert layer.depth == by_name[layer.name].depth
    assert (day.floor_y, day.seats, day.person_height) == (other.floor_y, other.seats, other.person_height)


@pytest.mark.parametrize(
    "kind", [PlaceKind.COAST, PlaceKind.FOREST, PlaceKind.LIVING_ROOM, PlaceKind.CITY_STREET]
)
def test_the_seed_decides_everything(kind: PlaceKind) -> None:
    """The same seed paints the same text; another seed paints another place."""
    first = painted(kind, seed=7)
    painted.cache_clear()
    assert painted(kind, seed=7) == first
    assert painted(kind, seed=8).layers != first.layers


@pytest.mark.parametrize("kind", [kind for kind in PlaceKind if kind not in OUTDOORS])
def test_nothing_falls_in_a_room(kind: PlaceKind) -> None:
    """Rain and snow stay outside the windows."""
    for weather in (Weather.RAIN, Weather.SNOW, Weather.STORM):
        assert not {fall.kind for fall in painted(kind, weather=weather).falls} & {"rain", "snow"}


def test_weather_falls_out_of_doors() -> None:
    """Rain, snow and lightning are in the air of an open place."""
    assert painted(PlaceKind.COAST, weather=Weather.RAIN).falls[0].kind == "rain"
    assert painted(PlaceKind.COAST, weather=Weather.SNOW).falls[0].kind == "snow"
    assert painted(PlaceKind.COAST, weather=Weather.STORM).lightning
    assert painted(PlaceKind.FOREST, weather=Weather.FOG).fog > painted(PlaceKind.FOREST).fog


@pytest.mark.parametrize(
    "kind",
    [
        PlaceKind.COAST,
        PlaceKind.OPEN_COUNTRY,
        PlaceKind.CITY_STREET,
        PlaceKind.LIVING_ROOM,
        PlaceKind.KITCHEN,
        PlaceKind.CELLAR,
        PlaceKind.VEHICLE,
        PlaceKind.CAVE,
    ],
)
@pytest.mark.parametrize("word", EVERY_FEATURE)
def test_a_known_feature_is_seen(kind: PlaceKind, word: str) -> None:
    """A group named for the feature is drawn in some layer.

    What belongs to rooms is not stood out of doors.
    """
    if word in OF_ROOMS and not place(kind).interior:
        assert wanted(place(kind, features=(word,))) == []
        return
    made = painted(kind, features=EVERY_FEATURE)

    slug = word.replace(" ", "-")
    assert any(
        f'id="{slug}' in layer.svg
        or f'id="street-{slug}' in layer.svg
        or ("lamp" in slug and 'id="street-lamp' in layer.svg)
        for layer in made.layers
    )


def test_unknown_features_are_left_out_and_synonyms_found() -> None:
    """Words the painter does not know change nothing."""
    assert wanted(place(PlaceKind.COAST, features=("griffin", "Ship", "boat"))) == ["boat"]
    assert painted(PlaceKind.COAST, features=("griffin",)) == painted(PlaceKind.COAST)
    assert set(SAME_AS.values()) <= {*LANDMARKS, *PROPS, *WALL_THINGS}


@pytest.mark.parametrize("kind", [PlaceKind.COAST, PlaceKind.SHIP, PlaceKind.VEHICLE, PlaceKind.FOREST])
def test_wrapping_layers_meet_at_their_edges(kind: PlaceKind) -> None:
    """The right edge of a layer that wraps continues at its left edge."""
    for layer in painted(
        kind, TimeOfDay.DAY, Weather.FOG if kind is PlaceKind.FOREST else Weather.RAIN
    ).layers:
        if layer.motion.wrap:
            pixels = rasterised(layer, 768).astype(np.int16)
            seam = np.abs(pixels[:, 0] - pixels[:, -1]).mean()
            within = np.abs(pixels[:, 1:] - pixels[:, :-1]).mean(axis=(0, 2)).max()

            assert seam <= within + 4, layer.name


def test_allotted_colours_tint_the_room() -> None:
    """A film's palette changes the walls."""
    red = rasterised(painted(PlaceKind.INTERIOR, palette=("#a03020", "#503020", "#e0b040")).layers[1])
    blue = rasterised(painted(PlaceKind.INTERIOR, palette=("#2040a0", "#203050", "#e0b040")).layers[1])

    assert red[..., 0].mean() > blue[..., 0].mean() + 15
    assert blue[..., 2].mean() > red[..., 2].mean() + 15


def test_night_is_dark_and_lamps_burn() -> None:
    """The same street is darker at night, and has lights that it does not have by day."""
    day, night = painted(PlaceKind.VILLAGE), painted(PlaceKind.VILLAGE, TimeOfDay.NIGHT)

    assert (
        rasterised(night.layers[0], 72)[..., :3].mean() < rasterised(day.layers[0], 72)[..., :3].mean() * 0.5
    )
    assert len(night.lights) > len(day.lights)
