"""The sounds of a place, in words that a sound designer understands."""

from __future__ import annotations

from storyreel.film.place_kinds import PLACE_KINDS
from storyreel.film.places import Place, TimeOfDay, Weather

_WEATHER = {
    Weather.RAIN: "steady rain",
    Weather.STORM: "heavy rain and storm wind",
    Weather.SNOW: "soft winter wind",
    Weather.FOG: "still air",
}


def ambience(place: Place, time: TimeOfDay, weather: Weather) -> tuple[str, ...]:
    """The sounds of a place's bed, the place's own first; a room hears the weather through its walls.

    >>> from storyreel.film.places import PlaceKind
    >>> ambience(Place(kind=PlaceKind.FOREST, interior=False, name="WOOD"), TimeOfDay.NIGHT, Weather.CLEAR)
    ('forest leaves', 'night insects')
    """
    kind = PLACE_KINDS[place.kind]
    sounds = [kind.sound]
    fair = weather in (Weather.CLEAR, Weather.FOG)
    if kind.birds and fair:
        sounds.append("night insects" if time is TimeOfDay.NIGHT else "birds")
    if weather in _WEATHER and kind.hears_weather:
        sounds.append(f"{_WEATHER[weather]} outside" if place.interior else _WEATHER[weather])
    return tuple(sounds)


def ground(place: Place, weather: Weather) -> str:
    """What feet walk on there.

    It is 'gravel', 'wood', 'stone', 'snow', 'grass', 'water', 'metal', 'carpet' or 'sand'.
    """
    if weather is Weather.SNOW and not place.interior:
        return "snow"
    return PLACE_KINDS[place.kind].ground
