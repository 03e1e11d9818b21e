"""What a place sounds like when nobody speaks, in words a sound designer understands. It does not know how sounds are made."""

from __future__ import annotations

from storyreel.film.places import Place, PlaceKind, TimeOfDay, Weather

_BED: dict[PlaceKind, str] = {
    PlaceKind.COAST: "waves on a shore",
    PlaceKind.FOREST: "forest leaves",
    PlaceKind.MOUNTAINS: "mountain wind",
    PlaceKind.DESERT: "dry wind",
    PlaceKind.OPEN_COUNTRY: "light wind over grass",
    PlaceKind.VILLAGE: "quiet village",
    PlaceKind.CITY_STREET: "city traffic",
    PlaceKind.ROOFTOP: "distant city traffic and wind",
    PlaceKind.LIVING_ROOM: "quiet room with a clock",
    PlaceKind.BEDROOM: "quiet room",
    PlaceKind.KITCHEN: "kitchen hum",
    PlaceKind.OFFICE: "office machinery hum",
    PlaceKind.CORRIDOR: "corridor hum",
    PlaceKind.BAR: "crowd murmur in a bar",
    PlaceKind.HOSPITAL: "hospital machinery hum",
    PlaceKind.CELLAR: "dripping cellar",
    PlaceKind.CAVE: "dripping cave",
    PlaceKind.VEHICLE: "engine inside a vehicle",
    PlaceKind.SHIP: "ship creaking on waves",
    PlaceKind.SPACECRAFT: "spacecraft machinery hum",
    PlaceKind.PLANET: "alien wind",
    PlaceKind.UNDERWATER: "underwater rumble and bubbles",
    PlaceKind.THEATRE: "quiet hall with a murmur",
    PlaceKind.LIGHTHOUSE_ROOM: "lamp machinery hum and wind",
    PlaceKind.GREENHOUSE: "quiet room",
    PlaceKind.INTERIOR: "quiet room",
    PlaceKind.EXTERIOR: "light wind",
}
_WITH_BIRDS = {PlaceKind.FOREST, PlaceKind.OPEN_COUNTRY, PlaceKind.VILLAGE, PlaceKind.EXTERIOR, PlaceKind.MOUNTAINS}
_WEATHER = {
    Weather.RAIN: "steady rain",
    Weather.STORM: "heavy rain and storm wind",
    Weather.SNOW: "soft winter wind",
    Weather.FOG: "still air",
}
_GROUND: dict[PlaceKind, str] = {
    PlaceKind.COAST: "gravel",
    PlaceKind.FOREST: "grass",
    PlaceKind.MOUNTAINS: "stone",
    PlaceKind.DESERT: "sand",
    PlaceKind.OPEN_COUNTRY: "grass",
    PlaceKind.VILLAGE: "gravel",
    PlaceKind.CITY_STREET: "stone",
    PlaceKind.ROOFTOP: "stone",
    PlaceKind.LIVING_ROOM: "carpet",
    PlaceKind.BEDROOM: "carpet",
    PlaceKind.CELLAR: "stone",
    PlaceKind.CAVE: "stone",
    PlaceKind.HOSPITAL: "stone",
    PlaceKind.CORRIDOR: "stone",
    PlaceKind.VEHICLE: "metal",
    PlaceKind.SPACECRAFT: "metal",
    PlaceKind.PLANET: "sand",
    PlaceKind.LIGHTHOUSE_ROOM: "metal",
    PlaceKind.GREENHOUSE: "stone",
    PlaceKind.EXTERIOR: "gravel",
}


def ambience(place: Place, time: TimeOfDay, weather: Weather) -> tuple[str, ...]:
    """The sounds of a place's bed, the place's own first; a room hears the weather through its walls.

    >>> from storyreel.film.places import Place
    >>> ambience(Place(kind=PlaceKind.FOREST, interior=False, name="WOOD"), TimeOfDay.NIGHT, Weather.CLEAR)
    ('forest leaves', 'night insects')
    """
    sounds = [_BED[place.kind]]
    fair = weather in (Weather.CLEAR, Weather.FOG)
    if place.kind in _WITH_BIRDS and fair:
        sounds.append("night insects" if time is TimeOfDay.NIGHT else "birds")
    if weather in _WEATHER and place.kind not in (PlaceKind.SPACECRAFT, PlaceKind.UNDERWATER):
        sounds.append(f"{_WEATHER[weather]} outside" if place.interior else _WEATHER[weather])
    return tuple(sounds)


def ground(place: Place, weather: Weather) -> str:
    """What feet sound like there: 'gravel', 'wood', 'stone', 'snow', 'grass', 'water', 'metal', 'carpet' or 'sand'."""
    if weather is Weather.SNOW and not place.interior:
        return "snow"
    return _GROUND.get(place.kind, "wood")
