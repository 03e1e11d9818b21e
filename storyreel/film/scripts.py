"""The request to a writer for a whole screenplay, and its answer."""

from __future__ import annotations

from pydantic import Field

from storyreel.film.frozen import Frozen


class ScriptBrief(Frozen):
    """Asks for a screenplay."""

    idea: str = Field(min_length=1, max_length=20_000)
    genre: str = ""
    mood: str = ""
    theme: str = ""
    style_of: str = Field(default="", description="A director whose manner it takes on.")
    minutes: float = Field(default=2.0, gt=0, le=120, description="Wanted length of the film.")
    language: str = Field(default="en", description="Language of dialogue and action, as a tag.")


class Script(Frozen):
    """A screenplay as Fountain text."""

    fountain: str
