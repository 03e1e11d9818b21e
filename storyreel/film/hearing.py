"""How speech reaches the listener: through what, and in which room."""

from __future__ import annotations

from enum import StrEnum

from storyreel.film.place_kinds import PlaceKind


class Medium(StrEnum):
    """Through what a line is heard."""

    AIR = "air"
    RADIO = "radio"
    TELEPHONE = "telephone"
    LOUDSPEAKER = "loudspeaker"
    SCREEN = "screen"
    """Television, tape and the like."""
    CROWD = "crowd"
    """Many voices at once."""
    THOUGHT = "thought"
    """The inner voice of a person."""


class Room(StrEnum):
    """What answers a voice."""

    NONE = "none"
    OPEN = "open air"
    SMALL = "small room"
    HALL = "hall"
    STONE = "stone"
    CABIN = "cabin"


_ROOMS = {
    PlaceKind.CORRIDOR: Room.HALL,
    PlaceKind.THEATRE: Room.HALL,
    PlaceKind.CELLAR: Room.STONE,
    PlaceKind.CAVE: Room.STONE,
    PlaceKind.LIGHTHOUSE_ROOM: Room.STONE,
    PlaceKind.VEHICLE: Room.CABIN,
    PlaceKind.SPACECRAFT: Room.CABIN,
    PlaceKind.SHIP: Room.CABIN,
}


def room_of(kind: PlaceKind, interior: bool) -> Room:
    """The room of a place.

    >>> room_of(PlaceKind.CELLAR, True).value, room_of(PlaceKind.SHIP, False).value
    ('stone', 'open air')
    """
    if kind is PlaceKind.CAVE:
        return Room.STONE
    return _ROOMS.get(kind, Room.SMALL) if interior else Room.OPEN
