"""A crew that is saved in Prefect under a name, to be picked in the form of a run."""

from __future__ import annotations

from typing import Any, Literal

from prefect.blocks.core import Block
from pydantic import Field

from storyreel.film.abilities import CAPABILITIES

CrewName = Literal["animatic", "cloud", "local"]


class SavedCrew(Block):
    """A preset, and the members that are named in place of its own.

    A member is named as in film.toml: 'fal', or 'block:fal-stills/mine' for one that is saved in Prefect with
    its keys and settings.
    """

    _block_type_name = "Film Crew"
    _description = "Who makes a film: a preset, and members in place of its own. It holds no key."

    preset: CrewName = Field(description="The crew whose members are asked if no other is named here.")
    writer: str = Field(default="", description="Plans the shots: a name, or block:TYPE/NAME.")
    images: str = Field(default="", description="Draws keyframes: a name, or block:TYPE/NAME.")
    trainer: str = Field(
        default="", description="Trains weights of places and people: a name, or block:TYPE/NAME."
    )
    video: str = Field(default="", description="Films clips: a name, or block:TYPE/NAME.")
    narrator: str = Field(default="", description="Speaks the lines: a name, or block:TYPE/NAME.")
    sounds: str = Field(default="", description="Makes effects and ambience: a name, or block:TYPE/NAME.")
    composer: str = Field(default="", description="Writes the score: a name, or block:TYPE/NAME.")
    critic: str = Field(default="", description="Judges takes: a name, or block:TYPE/NAME.")
    listener: str = Field(
        default="", description="Hears the words of your own narration: a name, or block:TYPE/NAME."
    )
    models: dict[str, str] = Field(
        default={}, description='Models by capability, if not the usual ones: {"video": "ray-3.2"}.'
    )

    def settings(self) -> dict[str, Any]:
        """The crew as settings of a film."""
        members = {name: (named,) for name in CAPABILITIES if (named := getattr(self, name))}
        return {"crew": self.preset, "members": members, "models": self.models}
