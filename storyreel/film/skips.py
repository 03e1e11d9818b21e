"""What a person may leave out of a film."""

from __future__ import annotations

from enum import StrEnum


class Skip(StrEnum):
    """A part of the film that is not made."""

    NARRATION = "narration"
    SOUND = "sound"
    MUSIC = "music"
    LORA = "lora"
