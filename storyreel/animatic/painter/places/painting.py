"""Which painter paints which kind of place."""

from __future__ import annotations

from collections.abc import Callable

from storyreel.animatic.painter.layers import PaintedSet
from storyreel.animatic.painter.places.bar import paint_bar
from storyreel.animatic.painter.places.city import paint_city_street, paint_rooftop
from storyreel.animatic.painter.places.coast import paint_coast
from storyreel.animatic.painter.places.country import paint_open_country, paint_village
from storyreel.animatic.painter.places.desert import paint_desert
from storyreel.animatic.painter.places.easel import Easel, easel_for
from storyreel.animatic.painter.places.forest import paint_forest
from storyreel.animatic.painter.places.homes import paint_bedroom, paint_interior, paint_kitchen, paint_living_room
from storyreel.animatic.painter.places.mountains import paint_mountains
from storyreel.animatic.painter.places.planet import paint_planet
from storyreel.animatic.painter.places.underwater import paint_underwater
from storyreel.animatic.painter.places.underground import paint_cave, paint_cellar
from storyreel.animatic.painter.places.workrooms import paint_corridor, paint_hospital, paint_office
from storyreel.film.places import Place, PlaceKind, TimeOfDay, Weather
from storyreel.film.storyboard import Mood

OPEN_AIR: dict[PlaceKind, Callable[[Easel], PaintedSet]] = {
    PlaceKind.COAST: paint_coast, PlaceKind.FOREST: paint_forest, PlaceKind.MOUNTAINS: paint_mountains, PlaceKind.DESERT: paint_desert, PlaceKind.OPEN_COUNTRY: paint_open_country,
    PlaceKind.VILLAGE: paint_village, PlaceKind.CITY_STREET: paint_city_street, PlaceKind.ROOFTOP: paint_rooftop, PlaceKind.PLANET: paint_planet, PlaceKind.UNDERWATER: paint_underwater,
    PlaceKind.EXTERIOR: paint_open_country,
}
ROOFED: dict[PlaceKind, Callable[[Easel], PaintedSet]] = {
    PlaceKind.LIVING_ROOM: paint_living_room, PlaceKind.BEDROOM: paint_bedroom, PlaceKind.KITCHEN: paint_kitchen, PlaceKind.INTERIOR: paint_interior,
    PlaceKind.OFFICE: paint_office, PlaceKind.CORRIDOR: paint_corridor, PlaceKind.HOSPITAL: paint_hospital, PlaceKind.BAR: paint_bar, PlaceKind.CELLAR: paint_cellar, PlaceKind.CAVE: paint_cave,
}


def paint_set(place: Place, time: TimeOfDay, weather: Weather, mood: Mood, style: str = "painted") -> PaintedSet:
    """The place at that hour in that weather, lit for the mood.

    Every style is painted alike here; a look is graded over the finished picture.

    Raises:
        ValueError: the style is empty.
    """
    if not style:
        raise ValueError(f"{style!r} names no style; give 'painted'")
    painter = OPEN_AIR.get(place.kind) or ROOFED[place.kind]
    return painter(easel_for(place, time, weather, mood, roofed=place.kind in ROOFED))
