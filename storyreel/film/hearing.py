"""How speech reaches the listener: through what, and in which room."""

from __future__ import annotations

from enum import StrEnum


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
    """The kind of room whose echo is heard behind a voice."""

    NONE = "none"
    OPEN = "open air"
    SMALL = "small room"
    HALL = "hall"
    STONE = "stone"
    CABIN = "cabin"
