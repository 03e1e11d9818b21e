"""Which kind of place a heading names."""

from __future__ import annotations

import pytest

from storyreel.film.places import PlaceKind, Weather
from storyreel.planning.places import kind_of
from storyreel.planning.weather import weather_from


@pytest.mark.parametrize(
    ("place", "interior", "kind"),
    [
        ("DESERT TOWN MAIN STREET", False, PlaceKind.VILLAGE),
        ("DESERT TOWN", False, PlaceKind.DESERT),
        ("CITY STREET", False, PlaceKind.CITY_STREET),
        ("PARKING SPACE", False, PlaceKind.CITY_STREET),
        ("GRAND BALLROOM", True, PlaceKind.INTERIOR),
        ("COURTROOM", True, PlaceKind.INTERIOR),
        ("BARN", True, PlaceKind.INTERIOR),
        ("WINE CELLAR", True, PlaceKind.CELLAR),
        ("CARRIAGE", True, PlaceKind.VEHICLE),
        ("SPACE", False, PlaceKind.SPACECRAFT),
        ("PLANET SURFACE", False, PlaceKind.PLANET),
        ("OPEN SEA", False, PlaceKind.SHIP),
        ("BEACH BY THE SEA", False, PlaceKind.COAST),
        ("SEA CLIFF", False, PlaceKind.COAST),
        ("SEA FLOOR", False, PlaceKind.UNDERWATER),
        ("HOSPITAL SHIP - WARD", True, PlaceKind.SHIP),
        ("HOSPITAL TRAIN - COMPARTMENT", True, PlaceKind.VEHICLE),
        ("THEATRE - KITCHEN", True, PlaceKind.KITCHEN),
        ("BANK", False, PlaceKind.CITY_STREET),
        ("NURSERY", False, PlaceKind.CITY_STREET),
    ],
)
def test_kinds_of_places(place: str, interior: bool, kind: PlaceKind) -> None:
    assert kind_of(place, interior, "") is kind


def test_weather_holds_to_the_scene_that_follows_and_else_at_the_place() -> None:
    """A first scene, or one at another hour and a new place, is clear."""
    assert weather_from(None, Weather.RAIN, follows=True) is Weather.RAIN
    assert weather_from(Weather.SNOW, Weather.RAIN, follows=False) is Weather.SNOW
    assert weather_from(None, None, follows=True) is Weather.CLEAR
