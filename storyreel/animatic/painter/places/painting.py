"""Who paints which kind of place, and by which lamps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from storyreel.animatic.painter.layers import PaintedSet
from storyreel.animatic.painter.places.bar import paint_bar
from storyreel.animatic.painter.places.city import paint_city_street, paint_rooftop
from storyreel.animatic.painter.places.coast import paint_coast
from storyreel.animatic.painter.places.country import paint_open_country, paint_village
from storyreel.animatic.painter.places.desert import paint_desert
from storyreel.animatic.painter.places.exterior import paint_exterior
from storyreel.animatic.painter.places.forest import paint_forest
from storyreel.animatic.painter.places.greenhouse import paint_greenhouse
from storyreel.animatic.painter.places.homes import (
    paint_bedroom,
    paint_interior,
    paint_kitchen,
    paint_living_room,
)
from storyreel.animatic.painter.places.lamp_room import paint_lamp_room
from storyreel.animatic.painter.places.mountains import paint_mountains
from storyreel.animatic.painter.places.planet import paint_planet
from storyreel.animatic.painter.places.set_builder import UNSTATED, SetBuilder, builder_for
from storyreel.animatic.painter.places.ships import paint_ship_cabin, paint_ship_deck
from storyreel.animatic.painter.places.spacecraft import paint_spacecraft
from storyreel.animatic.painter.places.theatre import paint_theatre
from storyreel.animatic.painter.places.underground import paint_cave, paint_cellar
from storyreel.animatic.painter.places.underwater import paint_underwater
from storyreel.animatic.painter.places.vehicles import paint_vehicle
from storyreel.animatic.painter.places.workrooms import paint_corridor, paint_hospital, paint_office
from storyreel.film.facts import EnvironmentState
from storyreel.film.place_kinds import PlaceKind
from storyreel.film.places import Place, TimeOfDay, Weather
from storyreel.film.storyboard import Mood


@dataclass(frozen=True)
class PaintedKind:
    """How a kind of place is painted."""

    paint: Callable[[SetBuilder], PaintedSet]
    roofed: bool = False
    """Whether it is lit as a room."""
    open_air: Callable[[SetBuilder], PaintedSet] | None = None
    """Paints it outdoors, if `paint` is only for indoors."""
    cool_lamps: str = ""
    """Colour, '#rrggbb', of the tubes and screens that light it; '' if it glows warm in the dark."""


PAINTERS: Mapping[PlaceKind, PaintedKind] = {
    PlaceKind.COAST: PaintedKind(paint_coast),
    PlaceKind.FOREST: PaintedKind(paint_forest),
    PlaceKind.MOUNTAINS: PaintedKind(paint_mountains),
    PlaceKind.DESERT: PaintedKind(paint_desert),
    PlaceKind.OPEN_COUNTRY: PaintedKind(paint_open_country),
    PlaceKind.VILLAGE: PaintedKind(paint_village),
    PlaceKind.CITY_STREET: PaintedKind(paint_city_street),
    PlaceKind.ROOFTOP: PaintedKind(paint_rooftop),
    PlaceKind.LIVING_ROOM: PaintedKind(paint_living_room, roofed=True),
    PlaceKind.BEDROOM: PaintedKind(paint_bedroom, roofed=True),
    PlaceKind.KITCHEN: PaintedKind(paint_kitchen, roofed=True),
    PlaceKind.OFFICE: PaintedKind(paint_office, roofed=True, cool_lamps="#b8ccd4"),
    PlaceKind.CORRIDOR: PaintedKind(paint_corridor, roofed=True, cool_lamps="#c4ccc4"),
    PlaceKind.BAR: PaintedKind(paint_bar, roofed=True),
    PlaceKind.HOSPITAL: PaintedKind(paint_hospital, roofed=True, cool_lamps="#bcd8d4"),
    PlaceKind.CELLAR: PaintedKind(paint_cellar, roofed=True),
    PlaceKind.CAVE: PaintedKind(paint_cave, roofed=True),
    PlaceKind.VEHICLE: PaintedKind(paint_vehicle, roofed=True),
    PlaceKind.SHIP: PaintedKind(paint_ship_cabin, roofed=True, open_air=paint_ship_deck),
    PlaceKind.SPACECRAFT: PaintedKind(paint_spacecraft, roofed=True, cool_lamps="#90a8cc"),
    PlaceKind.PLANET: PaintedKind(paint_planet),
    PlaceKind.UNDERWATER: PaintedKind(paint_underwater),
    PlaceKind.THEATRE: PaintedKind(paint_theatre, roofed=True),
    PlaceKind.LIGHTHOUSE_ROOM: PaintedKind(paint_lamp_room, roofed=True),
    PlaceKind.GREENHOUSE: PaintedKind(paint_greenhouse, roofed=True),
    PlaceKind.INTERIOR: PaintedKind(paint_interior, roofed=True),
    PlaceKind.EXTERIOR: PaintedKind(paint_exterior),
}
"""What else is known of each kind stands in `storyreel/film/place_kinds.py`."""


def paint_set(
    place: Place,
    time: TimeOfDay,
    weather: Weather,
    mood: Mood,
    environment: EnvironmentState = UNSTATED,
    *,
    lain_in: bool = False,
) -> PaintedSet:
    """The place at that hour in that weather, lit for the mood and as the script says.

    `lain_in` if somebody lies in it.

    Every style is painted alike; a look is graded over the finished picture.
    """
    kind = PAINTERS[place.kind]
    open_air = None if place.interior else kind.open_air
    roofed = kind.roofed and open_air is None
    return (open_air or kind.paint)(
        builder_for(
            place,
            time,
            weather,
            mood,
            roofed=roofed,
            lamps=kind.cool_lamps,
            environment=environment,
            lain_in=lain_in,
        )
    )
