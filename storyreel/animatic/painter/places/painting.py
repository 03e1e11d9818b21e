"""Which painter paints which kind of place."""

from __future__ import annotations

from collections.abc import Callable

from storyreel.animatic.painter.layers import PaintedSet
from storyreel.animatic.painter.places.bar import paint_bar
from storyreel.animatic.painter.places.city import paint_city_street, paint_rooftop
from storyreel.animatic.painter.places.coast import paint_coast
from storyreel.animatic.painter.places.country import paint_open_country, paint_village
from storyreel.animatic.painter.places.desert import paint_desert
from storyreel.animatic.painter.places.easel import UNTOLD, Easel, easel_for
from storyreel.animatic.painter.places.exterior import paint_exterior
from storyreel.animatic.painter.places.forest import paint_forest
from storyreel.animatic.painter.places.greenhouse import paint_greenhouse
from storyreel.animatic.painter.places.homes import paint_bedroom, paint_interior, paint_kitchen, paint_living_room
from storyreel.animatic.painter.places.lamp_room import paint_lamp_room
from storyreel.animatic.painter.places.mountains import paint_mountains
from storyreel.animatic.painter.places.planet import paint_planet
from storyreel.animatic.painter.places.ships import paint_ship_cabin, paint_ship_deck
from storyreel.animatic.painter.places.spacecraft import paint_spacecraft
from storyreel.animatic.painter.places.theatre import paint_theatre
from storyreel.animatic.painter.places.underground import paint_cave, paint_cellar
from storyreel.animatic.painter.places.underwater import paint_underwater
from storyreel.animatic.painter.places.vehicles import paint_vehicle
from storyreel.animatic.painter.places.workrooms import paint_corridor, paint_hospital, paint_office
from storyreel.film.facts import Surroundings
from storyreel.film.places import Place, PlaceKind, TimeOfDay, Weather
from storyreel.film.storyboard import Mood

OPEN_AIR: dict[PlaceKind, Callable[[Easel], PaintedSet]] = {
    PlaceKind.COAST: paint_coast,
    PlaceKind.FOREST: paint_forest,
    PlaceKind.MOUNTAINS: paint_mountains,
    PlaceKind.DESERT: paint_desert,
    PlaceKind.OPEN_COUNTRY: paint_open_country,
    PlaceKind.VILLAGE: paint_village,
    PlaceKind.CITY_STREET: paint_city_street,
    PlaceKind.ROOFTOP: paint_rooftop,
    PlaceKind.PLANET: paint_planet,
    PlaceKind.UNDERWATER: paint_underwater,
    PlaceKind.EXTERIOR: paint_exterior,
    PlaceKind.SHIP: paint_ship_deck,
}
ROOFED: dict[PlaceKind, Callable[[Easel], PaintedSet]] = {
    PlaceKind.LIVING_ROOM: paint_living_room,
    PlaceKind.BEDROOM: paint_bedroom,
    PlaceKind.KITCHEN: paint_kitchen,
    PlaceKind.GREENHOUSE: paint_greenhouse,
    PlaceKind.INTERIOR: paint_interior,
    PlaceKind.OFFICE: paint_office,
    PlaceKind.CORRIDOR: paint_corridor,
    PlaceKind.HOSPITAL: paint_hospital,
    PlaceKind.BAR: paint_bar,
    PlaceKind.CELLAR: paint_cellar,
    PlaceKind.CAVE: paint_cave,
    PlaceKind.VEHICLE: paint_vehicle,
    PlaceKind.SHIP: paint_ship_cabin,
    PlaceKind.SPACECRAFT: paint_spacecraft,
    PlaceKind.THEATRE: paint_theatre,
    PlaceKind.LIGHTHOUSE_ROOM: paint_lamp_room,
}
COOL_LAMPS = {PlaceKind.OFFICE: "#b8ccd4", PlaceKind.HOSPITAL: "#bcd8d4", PlaceKind.CORRIDOR: "#c4ccc4", PlaceKind.SPACECRAFT: "#90a8cc"}
"""Places lit by tubes and screens; all others glow warm in the dark."""


def paint_set(place: Place, time: TimeOfDay, weather: Weather, mood: Mood, told: Surroundings = UNTOLD, *, lain_in: bool = False) -> PaintedSet:
    """The place at that hour in that weather, lit for the mood and as the script says; `lain_in` if somebody lies in it.

    Every style is painted alike; a look is graded over the finished picture.
    """
    roofed = place.kind in ROOFED and (place.interior or place.kind not in OPEN_AIR)
    painter = ROOFED[place.kind] if roofed else OPEN_AIR[place.kind]
    return painter(easel_for(place, time, weather, mood, roofed=roofed, lamps=COOL_LAMPS.get(place.kind, ""), told=told, lain_in=lain_in))
