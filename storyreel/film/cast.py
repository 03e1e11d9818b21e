"""The people of a film: how each looks and sounds."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from pydantic import Field

from storyreel.film.colours import Colour, OptionalColour
from storyreel.film.frozen import Frozen

NARRATOR_ID = "narrator"
WORDS_PER_MINUTE = 150
"""Conversational English (National Center for Voice and Speech, 'Voice Qualities': about 150 a minute)."""


class Age(StrEnum):
    """Age as the eye sees it."""

    CHILD = "child"
    YOUNG = "young"
    ADULT = "adult"
    OLD = "old"


class Presentation(StrEnum):
    """How a person presents, for build, hair and voice where the script says no more."""

    FEMININE = "feminine"
    MASCULINE = "masculine"
    NEUTRAL = "neutral"


class Build(StrEnum):
    """Body shape."""

    SLIGHT = "slight"
    AVERAGE = "average"
    BROAD = "broad"


class Hair(StrEnum):
    """Hair style."""

    SHORT = "short"
    CROPPED = "cropped"
    LONG = "long"
    BUN = "bun"
    CURLY = "curly"
    BOB = "bob"
    BALD = "bald"
    PONYTAIL = "ponytail"


class Garment(StrEnum):
    """What covers the body."""

    COAT = "coat"
    JACKET = "jacket"
    SWEATER = "sweater"
    DRESS = "dress"
    SHIRT = "shirt"
    SUIT = "suit"
    UNIFORM = "uniform"
    ROBE = "robe"


class Hat(StrEnum):
    """What covers the head."""

    NONE = "none"
    CAP = "cap"
    BRIM = "brim"
    BEANIE = "beanie"
    HOOD = "hood"
    CROWN = "crown"


class Look(Frozen):
    """A person's looks: distinct within the film, the same in every shot."""

    age: Age = Age.ADULT
    presentation: Presentation = Presentation.NEUTRAL
    build: Build = Build.AVERAGE
    height: float = Field(default=1.0, ge=0.5, le=1.2, description="Height as a share of a common adult's.")
    skin: Colour = "#c68e6a"
    hair: Hair = Hair.SHORT
    hair_colour: Colour = "#3a2a20"
    beard: bool = False
    moustache: bool = False
    glasses: bool = False
    garment: Garment = Garment.COAT
    garment_colour: Colour = "#7a1f2b"
    accent_colour: Colour = "#d8a03a"
    trousers_colour: Colour = "#23242e"
    hat: Hat = Hat.NONE
    hat_colour: OptionalColour = Field(
        default="", description="'#rrggbb'; if it is empty, the hat has the accent's colour."
    )
    scarf: bool = False

    def key_form(self) -> Mapping[str, object]:
        """See `Frozen.key_form`."""
        return self.fields_named(
            "age",
            "presentation",
            "build",
            "height",
            "skin",
            "hair",
            "hair_colour",
            "beard",
            "moustache",
            "glasses",
            "garment",
            "garment_colour",
            "accent_colour",
            "trousers_colour",
            "hat",
            "hat_colour",
            "scarf",
        )


class Voice(Frozen):
    """How a person sounds, in terms any speech engine can aim at."""

    presentation: Presentation = Presentation.NEUTRAL
    age: Age = Age.ADULT
    pitch: float = Field(
        default=0.5, ge=0, le=1, description="0 lowest, 1 highest, within the presentation and age."
    )
    words_per_minute: int = Field(default=WORDS_PER_MINUTE, ge=90, le=220)
    timbre: int = Field(
        default=0,
        ge=0,
        description="Number of the voice among the film's voices of this kind: equal numbers sound alike.",
    )
    language: str = Field(default="en-us", description="BCP 47 tag, lower case.")
    name: str = Field(
        default="",
        max_length=200,
        description="One of the narrator's own voices; if it is empty, the narrator chooses by the rest.",
    )

    def key_form(self) -> Mapping[str, object]:
        """See `Frozen.key_form`. Keys are older than names."""
        form = self.fields_named("presentation", "age", "pitch", "words_per_minute", "timbre", "language")
        return {**form, "name": self.name} if self.name else form


class CastMember(Frozen):
    """One person, or the narrator."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    name: str
    description: str = Field(default="", description="The script's own words at the first appearance.")
    look: Look = Look()
    voice: Voice = Voice()
