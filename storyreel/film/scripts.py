"""The request to a writer for a whole screenplay, and its answer."""

from __future__ import annotations

from pydantic import Field

from storyreel.film.frozen import Frozen


class StoryElements(Frozen):
    """What a story is made of, each in a few words; '' for what is open."""

    character: str = Field(default="", max_length=200)
    place: str = Field(default="", max_length=200)
    conflict: str = Field(default="", max_length=400)
    object: str = Field(default="", max_length=200)
    tone: str = Field(default="", max_length=200)

    def named(self) -> dict[str, str]:
        """Those that are not open, by name."""
        return {name: value for name, value in self.model_dump().items() if value}


class ScriptBrief(Frozen):
    """Asks for a screenplay."""

    idea: str = Field(min_length=1, max_length=20_000)
    genre: str = ""
    mood: str = ""
    theme: str = ""
    style_of: str = Field(default="", description="A director whose manner it takes on.")
    minutes: float = Field(default=2.0, gt=0, le=120, description="Wanted length of the film.")
    language: str = Field(default="en", description="Language of dialogue and action, as a tag.")
    elements: StoryElements = Field(
        default=StoryElements(),
        description="What the story is made of; models are told what the idea leaves out.",
    )
    seed: int = Field(default=0, ge=0, description="Of the embedded writer's choices.")


class Script(Frozen):
    """A screenplay as Fountain text."""

    fountain: str
