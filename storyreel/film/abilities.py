"""What crew members can do, as data: pace and call sheet are made from it, and what cannot be done is said in the plan."""

from __future__ import annotations

from pydantic import Field

from storyreel.film.frozen import Frozen


class VideoAbility(Frozen):
    """What a video engine can make in one go."""

    longest_seconds: float = Field(default=10.0, gt=0)
    overlap_frames: int = Field(default=8, ge=0, description="Frames by which segments of one shot overlap.")
    needs_keyframes: bool = True
    last_frame: bool = Field(default=True, description="Can be held to a given last frame.")
    key_pictures: bool = Field(
        default=False, description="Encodes by the film's recipe with key pictures where asked, so that nothing is encoded twice."
    )


class ImageAbility(Frozen):
    """What an image engine can make."""

    uses_lora: bool = Field(default=False, description="Asks for trained weights of places and people.")
    layers: bool = Field(default=False, description="Gives editable layers.")


class NarratorAbility(Frozen):
    """What a speech engine gives."""

    exact_words: bool = Field(default=True, description="Word times are measured, not estimated.")


class CrewCard(Frozen):
    """Who does what, without addresses and secrets: the fingerprint of each crew member, and what it can do."""

    fingerprints: dict[str, str] = Field(description="By capability: 'writer', 'images', 'trainer', 'video', 'narrator', 'sounds', 'composer'.")
    video: VideoAbility = VideoAbility()
    images: ImageAbility = ImageAbility()
    narrator: NarratorAbility = NarratorAbility()
