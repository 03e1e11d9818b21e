"""What the HTTP API takes and answers."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from storyreel.project.settings import Gate, Until

Press = Annotated[
    str,
    Field(
        min_length=20,
        max_length=64,
        pattern=r"^[A-Za-z0-9_-]+$",
        description="A random word of your own. What is sent twice with the same word is done once.",
    ),
]


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Edit(_Asked):
    """A change of one field."""

    field: str = Field(
        max_length=60, description="As in storyboard.toml: action, seconds, engine, lock; lines.0 for a line."
    )
    value: str = Field(
        max_length=8_000, description="The value as it is typed; '' takes your own value away."
    )
    was: str = Field(
        default="",
        max_length=64,
        description="Digest of the value from which it is changed; a field that has another by now is not"
        " overwritten (409).",
    )


class Edited(BaseModel):
    """A field after an edit."""

    value: JsonValue
    digest: str


class Make(_Asked):
    """Has the film made."""

    press: Press
    budget_usd: float | None = Field(
        default=None,
        ge=0,
        allow_inf_nan=False,
        description="What may be spent in all; to give it is to agree.",
    )
    until: Until | None = Field(default=None, description="The last step that is made.")


class Redo(_Asked):
    """Asks for another take, or for one that was made before."""

    press: Press
    what: Literal["shot", "keyframes", "clip", "speech", "sound", "likeness"] = "clip"
    note: str = Field(default="", max_length=4_000, description="Words that are added to the prompt.")
    take: int | None = Field(default=None, ge=1, description="Go back to this take.")


class Approve(_Asked):
    """Approves what waits, or asks for some of it again."""

    press: Press
    again: dict[Annotated[str, Field(max_length=40)], Annotated[str, Field(max_length=4_000)]] = Field(
        default={}, max_length=3_000, description="Notes by shot that is made again; '' for no note."
    )
    budget_usd: float | None = Field(
        default=None, ge=0, allow_inf_nan=False, description="What may be spent in all, if it is to change."
    )
    gate: Gate | None = Field(default=None, description="The step; the one that waits if none is given.")


class Resolve(_Asked):
    """Decides about a purchase whose outcome is unknown."""

    call: str = Field(max_length=300, examples=["SC020-SH010 clip"])
    job: str = Field(default="", max_length=200, description="The provider's job; '' to buy it again.")


class Settings(_Asked):
    """Settings of film.toml, each as it is typed after `storyreel set FILM name=`."""

    values: dict[Annotated[str, Field(max_length=60)], Annotated[str, Field(max_length=8_000)]] = Field(
        min_length=1, max_length=40
    )


class Idea(_Asked):
    """Asks for a screenplay."""

    press: Press
    writer: str = Field(default="rules", max_length=60)
    budget_usd: float = Field(
        default=0.0,
        ge=0,
        allow_inf_nan=False,
        description="What it may cost at most; to give it is to agree.",
    )
    idea: str = Field(default="", max_length=20_000)
    genre: str = Field(default="", max_length=200)
    mood: str = Field(default="", max_length=200)
    theme: str = Field(default="", max_length=400)
    style_of: str = Field(default="", max_length=200, description="A director in whose manner it is written.")
    minutes: float = Field(default=2.0, gt=0, le=120)
    language: str = Field(default="en", max_length=60)
    character: str = Field(default="", max_length=200)
    place: str = Field(default="", max_length=200)
    conflict: str = Field(default="", max_length=400)
    object: str = Field(default="", max_length=200)
    tone: str = Field(default="", max_length=200)

    def wishes(self) -> dict[str, str]:
        """What is wished for, as text by name."""
        asked = self.model_dump(exclude={"press", "writer", "budget_usd"})
        return {name: str(value) for name, value in asked.items()}


class ScriptText(_Asked):
    """A screenplay as edited."""

    text: str = Field(max_length=5_000_000)
    was: str = Field(max_length=64, description="Digest of the text from which it was edited.")


class ScriptKept(BaseModel):
    """A screenplay after an edit."""

    digest: str
    kinds: dict[int, str] = Field(description="What each line is: heading, action, character, dialogue, ...")
    why_not: str = Field(description="Why nothing is understood; '' if something is.")


class ScriptRead(ScriptKept):
    """A screenplay, and what is understood of it."""

    text: str
    editable: bool
    understood: dict[str, JsonValue]


class Made(BaseModel):
    """A new film."""

    slug: str


class Price(BaseModel):
    """What something costs at most."""

    high_usd: float
    free: bool


class Film(BaseModel):
    """A film as it is now."""

    slug: str
    title: str
    folder: str
    making: bool = Field(description="Whether a run makes it now.")
    doing: str = Field(description="What the run does, in words.")
    share: float = Field(description="How much of the run is done, from 0 to 1.")
    seconds_left: float | None
    waiting: str = Field(description="The gate at which it waits for approval.")
    shots: int
    seconds: float = Field(description="Length of the finished film; 0 if there is none.")
    film: str = Field(description="Address of the finished film; '' if there is none.")
    failure: str = Field(description="Why the last run failed.")
    gaps: dict[str, str] = Field(description="Why it is missing, by call.")
    stages: dict[str, str] = Field(description="How far each stage of the newest run is.")


class Shot(BaseModel):
    """A shot of the storyboard."""

    id: str
    scene: str
    start: float = Field(description="In the film, in seconds.")
    seconds: float = Field(description="From its first frame to its last.")
    state: str
    why: str
    picture: str
    clip: str
    cost_usd: float
    takes: int
    fields: dict[str, JsonValue] = Field(description="Every field that may be edited, with its value.")
    digests: dict[str, str] = Field(description="The digest of each value, for `was` of an edit.")


class Estimate(BaseModel):
    """What the next run makes and costs."""

    possible: bool
    why_not: str
    makes: dict[str, str] = Field(description="'3 of 8' by stage.")
    shots: list[str] = Field(description="Ids of the shots of which something is made.")
    low_usd: float
    high_usd: float
    left_usd: float | None
    seconds: float
    warnings: list[str]


class Done(BaseModel):
    """It was done, or begun."""

    done: bool = True
