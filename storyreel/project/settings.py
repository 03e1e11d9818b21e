"""How a film is to be made, and how much of it: the settings, what a person brings, and the scope."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from fractions import Fraction
from typing import Any, Literal

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, ValidationError, field_validator

from storyreel.film.abilities import CAPABILITIES, MOST_MEMBERS
from storyreel.film.errors import UsageError, shown
from storyreel.film.likeness import Likeness
from storyreel.film.names import LONGEST
from storyreel.film.pronunciations import read_pronunciations
from storyreel.film.recipe import PictureRecipe
from storyreel.film.skips import Skip
from storyreel.film.timecode import FrameRate, FrameSize
from storyreel.project.language_names import language_tag

_RATES = {
    "24": (24, 1),
    "25": (25, 1),
    "30": (30, 1),
    "23.976": (24000, 1001),
    "29.97": (30000, 1001),
    "12": (12, 1),
    "15": (15, 1),
}
_SHAPES = {
    "16:9": Fraction(16, 9),
    "9:16": Fraction(9, 16),
    "1:1": Fraction(1),
    "2.39:1": Fraction(239, 100),
    "4:3": Fraction(4, 3),
    "4:5": Fraction(4, 5),
}
MOST_NAME = 200
"""Characters of a member's name."""
MOST_ENTRIES = 10_000
"""Shots, people or places for which something is brought; a long feature has 3,000 shots."""
MOST_STYLE_PICTURES = 64
"""Of a film's style; engines are shown as many of them as they take."""
MOST_WORDS = 8_000
"""Characters of a path, a prompt or a model's name, which may be a folder of footage."""

FIRST = "first"
"""Among the frames of the material, the film's first shot, whatever its id."""
PICTURE_ENDINGS = (".png", ".jpg", ".jpeg", ".webp")

Look = Literal["painted", "noir", "pastel"]
Aspect = Literal["16:9", "9:16", "1:1", "2.39:1", "4:3", "4:5"]
Resolution = Literal[360, 480, 720, 1080, 1440, 2160]
Rate = Literal["12", "15", "23.976", "24", "25", "29.97", "30"]
Only = Literal["", "narration"]
Gate = Literal["storyboard", "keyframes", "clips"]
Again = Literal["shot", "keyframes", "clip", "speech", "sound", "likeness"]
"""What can be made again: the words in the rows of stages."""


class Until(StrEnum):
    """How far a film is made."""

    STORYBOARD = "storyboard"
    KEYFRAMES = "keyframes"
    CLIPS = "clips"
    FILM = "film"


class Material(BaseModel):
    """What the person brings: each takes the place of what would be made.

    Paths are relative to the film's folder.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    narration: str = Field(
        default="",
        description="Recording of the narrator's lines, in order; or a folder with one file a line.",
    )
    music: str | dict[str, str] = Field(
        default="", description='Music over the whole film, or by mood: { tense = "a.mp3", calm = "b.mp3" }.'
    )
    people: dict[str, str] = Field(
        default={}, description='By person: a picture, a folder of pictures, or words: "prompt: ...".'
    )
    places: dict[str, str] = Field(
        default={}, description='By place: a picture, a folder of pictures, or words: "prompt: ...".'
    )
    frames: dict[str, str] = Field(
        default={}, description='Starting frames by shot: a picture, or words: "prompt: ...".'
    )
    clips: dict[str, str] = Field(default={}, description="Clips by shot.")
    loras: dict[str, str] = Field(
        default={},
        description=(
            "By person or place, weights trained elsewhere: a .safetensors file, its folder, an https link to"
            " it, which is fetched after a question, or lora:NAME of `storyreel lora list`."
        ),
    )

    @field_validator("narration", "music", "people", "places", "frames", "clips", "loras", mode="before")
    @classmethod
    def _bounded(cls, value: object) -> object:
        """Refuse more than any film needs, before the entries are checked one by one."""
        entries = value if isinstance(value, dict) else {"": value}
        if len(entries) > MOST_ENTRIES:
            raise ValueError(f"it has {len(entries):,} entries; up to {MOST_ENTRIES:,} are accepted")
        if any(_is_longer(text, MOST_WORDS) for entry in entries.items() for text in entry):
            raise ValueError(
                f"a path or prompt is longer than the {MOST_WORDS:,} characters that are accepted"
            )
        return value


class FilmSettings(BaseModel):
    """How the film is to look and sound. Kept as `film.toml` in the film's folder."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    crew: str = Field(
        default="animatic",
        max_length=100,
        description=(
            "Who makes the film: 'animatic' is the embedded crew, which needs no key and no network; 'cloud'"
            " is made of services; 'local' works with models on your own card."
        ),
    )
    look: Look = Field(default="painted", description="The embedded painter's look.")
    style: str = Field(
        default="",
        max_length=4_000,
        description=(
            "Visual style, passed to image and video models: a name of `storyreel styles`, or your own words;"
            " if none is given, the look is passed."
        ),
    )
    style_pictures: tuple[str, ...] = Field(
        default=(),
        description=("Style references: images, or folders of images, for image engines that accept them."),
    )
    genre: str = Field(
        default="", max_length=200, description="Genre, passed to image and video models: thriller."
    )
    mood: str = Field(
        default="", max_length=200, description="Mood of the whole film, passed to them: uneasy, wry."
    )
    aspect: Aspect = Field(
        default="16:9", description="Shape of the picture, width to height, from CinemaScope to upright."
    )
    resolution: Resolution = Field(default=1080, description="The picture's shorter side in pixels.")
    frame_rate: Rate = Field(default="24", description="Frames a second.")
    language: str | None = Field(
        default=None,
        pattern=r"^[a-z]{2,3}(-[a-z0-9]+)*$",
        max_length=35,
        description=(
            "Language spoken, by its name or tag: german, 'de', 'pt-br'; if none is named, the language of"
            " the script."
        ),
    )
    opening: str = Field(
        default="",
        max_length=MOST_WORDS,
        description=(
            "The film's first picture: words for it, or the path of a picture, relative to the film's folder."
        ),
    )
    pronounce: dict[str, str] = Field(
        default={},
        description=(
            "How names and words are said, by every narrator: in the IPA between slashes, respelled, or both:"
            ' { "Siemens" = "/ˈziːmənz/", "Siobhan" = "shi-VAWN" }. Captions keep the written word.'
        ),
    )
    music_style: str = Field(
        default="",
        max_length=MOST_NAME,
        description="Style of the music, for example 'slow piano'; if empty, only the scenes' moods.",
    )
    prompt_language: str | None = Field(
        default=None,
        pattern=r"^[a-z]{2,3}(-[a-z0-9]+)*$",
        max_length=35,
        description=(
            "Language of the prompts for image and video models, such as 'zh'; a writer that is a language"
            " model translates them. English if none is given."
        ),
    )
    skip: tuple[Skip, ...] = Field(default=(), description="What is left out: narration, sound, music, lora.")
    likeness: Likeness = Field(
        default=Likeness.REFERENCES,
        description=(
            "What keeps faces and places the same: reference pictures, or weights trained on pictures (lora),"
            " which cost more, or both."
        ),
    )
    likeness_of: dict[str, Likeness] = Field(
        default={}, description='The same for single people and places: { "MARA" = "lora" }.'
    )
    voices: dict[str, str] = Field(
        default={},
        description=(
            'Who speaks for a person, by a name of the narrator\'s own voices: { "MARA" = "bf_emma" }; the'
            " rest are cast. `storyreel voices` lists the embedded narrator's."
        ),
    )
    keyframes: Literal["first and last", "first"] = Field(
        default="first and last",
        description="Whether each shot must also end on a last frame, if the engines support it.",
    )
    extend: bool | None = Field(
        default=None,
        description=(
            "Whether the clips of a long shot after its first extend the one before, in place of beginning"
            " with its last picture. If it is not set: where the engine can and it costs less."
        ),
    )
    takes: int = Field(
        default=1,
        ge=1,
        le=10,
        description="Takes of one clip that the critic may ask for; the best is used, all are kept.",
    )
    ask_next: bool = Field(
        default=False,
        description="Whether the next engine in `members` may be asked if one refuses.",
    )
    approve: tuple[Gate, ...] | None = Field(
        default=None,
        description=(
            "Stop after these until `storyreel approve`, so that cheap results are checked before expensive"
            " ones: storyboard, keyframes, clips. If none is named, a film that costs money stops after the"
            " storyboard, unless --yes is typed; [] stops nowhere."
        ),
    )
    budget_usd: float | None = Field(
        default=None,
        ge=0,
        strict=True,
        allow_inf_nan=False,
        description="What may be spent in all, in US dollars; nothing is submitted beyond it.",
    )
    budget_name: str = Field(
        default="",
        validation_alias=AliasChoices("budget_name", "purse"),
        pattern=r"^[a-z0-9-]*$",
        max_length=LONGEST,
        description=(
            "Name of a budget that several films share; the film's own otherwise. It was called purse before;"
            " that name still works."
        ),
    )
    members: dict[str, tuple[str, ...]] = Field(
        default={},
        description='Members instead of the crew\'s, in the order of asking: video = ["fal", "luma"].',
    )
    models: dict[str, str] = Field(
        default={}, description='Models by capability, in place of the defaults: video = "ray-3.2".'
    )
    material: Material = Field(
        default=Material(),
        description=(
            "What you bring yourself: narration, music, pictures of people and places, frames, clips."
        ),
    )

    @field_validator("members", mode="before")
    @classmethod
    def _one_or_several(cls, value: object) -> object:
        """One name stands for a list of one. A list of too many is refused before a member is built."""
        if not isinstance(value, dict):
            return value
        _require_capabilities(value)
        for capability, names in value.items():
            _require_few_members(capability, names)
        several = {
            capability: (names,) if isinstance(names, str) else names for capability, names in value.items()
        }
        _require_short(MOST_NAME, _members_in(several))
        return several

    @field_validator("language", "prompt_language", mode="before")
    @classmethod
    def _language_by_name(cls, value: object) -> object:
        return language_tag(value) if isinstance(value, str) and value else value

    @field_validator("style_pictures", mode="before")
    @classmethod
    def _one_picture_or_several(cls, value: object) -> object:
        """One path stands for a list of one."""
        pictures = (value,) if isinstance(value, str) else value
        number = _number_of(pictures)
        if number > MOST_STYLE_PICTURES:
            raise ValueError(f"it has {number:,} entries; up to {MOST_STYLE_PICTURES} are accepted")
        if isinstance(pictures, (list, tuple)):
            _require_short(MOST_WORDS, pictures)
        return pictures

    @field_validator("models", mode="before")
    @classmethod
    def _models_of_capabilities(cls, value: object) -> object:
        if isinstance(value, dict):
            _require_capabilities(value)
            _require_short(MOST_WORDS, value.values())
        return value

    @field_validator("likeness_of", "voices", mode="before")
    @classmethod
    def _likeness_of_a_few(cls, value: object) -> object:
        """Refuse more people and places than any film has, before they are checked one by one."""
        if isinstance(value, dict):
            if len(value) > MOST_ENTRIES:
                raise ValueError(f"it has {len(value):,} entries; up to {MOST_ENTRIES:,} are accepted")
            _require_short(MOST_NAME, value)
        return value

    @field_validator("extend", mode="before")
    @classmethod
    def _yes_or_no(cls, value: object) -> object:
        if value not in (None, True, False):
            raise ValueError("true and false are accepted")
        return value

    @field_validator("pronounce")
    @classmethod
    def _pronunciations(cls, value: dict[str, str]) -> dict[str, str]:
        read_pronunciations(value)
        return value

    @field_validator("skip", "approve", mode="before")
    @classmethod
    def _a_few(cls, value: object) -> object:
        number = _number_of(value)
        if number > MOST_MEMBERS:
            raise _too_many(number)
        return value

    def brought(self) -> Material:
        """The material, with the first picture among its frames.

        >>> FilmSettings(opening="fog over a harbour").brought().frames
        {'first': 'prompt: fog over a harbour'}
        """
        if not self.opening:
            return self.material
        frame = self.opening if self.opening.lower().endswith(PICTURE_ENDINGS) else f"prompt: {self.opening}"
        return self.material.model_copy(update={"frames": {FIRST: frame, **self.material.frames}})

    def asks_for_weights(self) -> bool:
        """Whether weights are requested, of all people and places or of some.

        >>> FilmSettings(likeness_of={"MARA": "both"}).asks_for_weights()
        True
        """
        asked = {self.likeness, *self.likeness_of.values()}
        return Skip.LORA not in self.skip and asked != {Likeness.REFERENCES}

    def recipe(self) -> PictureRecipe:
        """The film's encoding.

        >>> FilmSettings(aspect="9:16", resolution=720).recipe().size
        FrameSize(width_px=720, height_px=1280)
        """
        numerator, denominator = _RATES[self.frame_rate]
        return PictureRecipe(size=self._size(), rate=FrameRate(numerator=numerator, denominator=denominator))

    def _size(self) -> FrameSize:
        shape = _SHAPES[self.aspect]
        if shape >= 1:
            return FrameSize(width_px=self._long_side(shape), height_px=self.resolution)
        return FrameSize(width_px=self.resolution, height_px=self._long_side(1 / shape))

    def _long_side(self, ratio: Fraction) -> int:
        """An even number of pixels. ratio: of the longer to the shorter side."""
        return round(self.resolution * ratio / 2) * 2


def _too_many(number: int) -> ValueError:
    return ValueError(f"it has {number:,} entries; up to {MOST_MEMBERS} are accepted")


def _require_capabilities(named: dict[Any, Any]) -> None:
    for name in named:
        if name not in CAPABILITIES:
            raise _no_capability(name)


def _no_capability(name: object) -> ValueError:
    return ValueError(f"{shown(name)} is not a capability; {', '.join(CAPABILITIES)} are accepted")


def _require_few_members(capability: object, names: object) -> None:
    number = _number_of(names)
    if number > MOST_MEMBERS:
        raise ValueError(f"{capability} names {number:,} members; up to {MOST_MEMBERS} are accepted")


def _number_of(value: object) -> int:
    """How many entries a list has; 0 if it is none."""
    return len(value) if isinstance(value, (list, tuple)) else 0


def _members_in(several: dict[Any, Any]) -> Iterator[object]:
    for names in several.values():
        if isinstance(names, (list, tuple)):
            yield from names


def _require_short(most: int, names: Iterable[object]) -> None:
    if any(_is_longer(name, most) for name in names):
        raise ValueError(f"a name is longer than the {most:,} characters that are accepted")


def _is_longer(text: object, most: int) -> bool:
    return isinstance(text, str) and len(text) > most


class Scope(BaseModel):
    """How much of the film is made."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    until: Until = Field(
        default=Until.FILM, description="Stop after the storyboard, the keyframes or the clips."
    )
    only: Only = Field(default="", description="Make only this: the spoken lines.")
    max_scenes: int | None = Field(default=None, ge=1, description="Only the first N scenes.")
    max_environments: int | None = Field(default=None, ge=1, description="Only scenes in the first N places.")
    max_minutes: float | None = Field(
        default=None, gt=0, allow_inf_nan=False, description="Whole scenes from the start while they fit."
    )
    seconds: float | None = Field(
        default=None,
        gt=0,
        allow_inf_nan=False,
        description=(
            "Target total length of the shots: less important ones are left out; titles come on top."
        ),
    )
    redo: tuple[str, ...] = Field(
        default=(),
        max_length=MOST_ENTRIES,
        description=(
            "Buy again what was paid for in an earlier version: 'stale' for all of it, or a shot, a person or"
            " a place, such as SC020-SH010."
        ),
    )
    missing_only: bool = Field(
        default=False, description="Make only what is missing; whatever is there stays as it is."
    )


def lasting(scope: Scope) -> dict[str, Any]:
    """The part of a scope that holds for the next run, too, as plain JSON."""
    return scope.model_dump(mode="json", exclude_defaults=True, exclude={"redo", "missing_only"})


def scope_of(named: dict[str, Any]) -> Scope:
    """The scope of what was named.

    Raises:
        UsageError: a value is not accepted.
    """
    try:
        return Scope.model_validate(named)
    except ValidationError as error:
        first = error.errors()[0]
        field = str(first["loc"][0]).replace("_", "-")
        accepted = _ACCEPTED_BY_FLAG.get(field, first["msg"])
        raise UsageError(
            f"--{field} is {first['input']!r}; it takes {accepted}. Leave it out for the whole film. Nothing"
            " was made."
        ) from error


_WHOLE_NUMBER, _ANY_NUMBER = "a whole number from 1", "a number above 0, such as 1.5"
_ACCEPTED_BY_FLAG = {
    "max-scenes": _WHOLE_NUMBER,
    "max-environments": _WHOLE_NUMBER,
    "max-minutes": _ANY_NUMBER,
    "seconds": _ANY_NUMBER,
}
