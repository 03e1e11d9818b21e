"""What a director asks of one shot, beside what the storyboard plans for it."""

from __future__ import annotations

from pydantic import Field, field_validator

from storyreel.film.frozen import Frozen

MOST_WORDS = 4_000
"""Characters of a prompt or of other words about one shot."""
MOST_PICTURES = 16
"""Reference pictures of one shot or of the film's style; no engine of ours is shown more."""


class ShotDirection(Frozen):
    """A director's wishes for one shot. Nothing is asked for by default."""

    lock: bool = Field(default=False, description="Whether the shot is made again only if you ask for it.")
    seconds: float | None = Field(
        default=None,
        ge=0.5,
        le=120,
        description=(
            "Length from the first frame to the last, transitions included; longer if its lines take longer."
        ),
    )
    engine: str = Field(
        default="",
        max_length=200,
        description="Member that films it, such as 'luma', in place of the crew's.",
    )
    model: str = Field(default="", max_length=200, description="Model of the engine that films it.")
    images: str = Field(
        default="",
        max_length=200,
        description="Member that draws its keyframes, such as 'gemini', in place of the crew's.",
    )
    images_model: str = Field(
        default="", max_length=200, description="Model of the engine that draws its keyframes."
    )
    extend: bool | None = Field(
        default=None,
        description=(
            "Whether its clips after the first extend the one before, in place of beginning with its last"
            " picture; as the film's `extend` if none is given."
        ),
    )
    prompt: str = Field(
        default="",
        max_length=MOST_WORDS,
        description="Your own words for its pictures and clips, in place of those made from the storyboard.",
    )
    negative: str = Field(
        default="", max_length=MOST_WORDS, description="What must not be seen, such as 'umbrellas, text'."
    )
    seed: int | None = Field(
        default=None, ge=0, lt=2**32, description="Seed of its first take; further takes follow from it."
    )
    lens: str = Field(
        default="", max_length=MOST_WORDS, description="Lens in words, such as '85mm, shallow focus'."
    )
    camera: str = Field(
        default="",
        max_length=MOST_WORDS,
        description="The camera's work in words, such as 'slow arc to the left', in place of its move's.",
    )
    references: tuple[str, ...] = Field(
        default=(),
        max_length=MOST_PICTURES,
        description=(
            "Paths of pictures that its engines are shown for it, from the film's folder; the plan says which"
            " engines take none."
        ),
    )
    note: str = Field(
        default="",
        max_length=MOST_WORDS,
        description="Words that the next `storyreel redo` of it adds to the prompt.",
    )

    @field_validator("extend", mode="before")
    @classmethod
    def _yes_or_no(cls, value: object) -> object:
        if value not in (None, "", True, False):
            raise ValueError("true or false")
        return None if value == "" else value

    @field_validator("references", mode="before")
    @classmethod
    def _one_or_several(cls, value: object) -> object:
        """One path stands for a list of one."""
        return (value,) if isinstance(value, str) else value

    @property
    def asked(self) -> str:
        """The engine that films it, as a crew names it: 'video/luma/ray-3.2'; '' for the crew's own."""
        return f"video/{self.engine}/{self.model}" if self.engine or self.model else ""

    @property
    def draws(self) -> str:
        """The engine that draws it, as a crew names it: 'images/gemini/'; '' for the crew's own."""
        named = self.images or self.images_model
        return f"images/{self.images}/{self.images_model}" if named else ""


NOTHING_ASKED = ShotDirection()
DIRECTION_FIELDS = tuple(ShotDirection.model_fields)
"""The names of the wishes, as `storyboard.toml` and `storyreel set` have them."""
