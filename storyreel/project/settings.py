"""`film.toml`: how a film is to be made. It does not know who makes it."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal

import tomlkit
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from tomlkit import TOMLDocument
from tomlkit.exceptions import ParseError, TOMLKitError
from tomlkit.items import Table

from storyreel.film.errors import SettingsError, UsageError
from storyreel.film.recipe import PictureRecipe
from storyreel.film.sheet import Skip
from storyreel.film.timecode import FrameRate, FrameSize
from storyreel.vault.durable import replace_file

_RATES = {"24": (24, 1), "25": (25, 1), "30": (30, 1), "23.976": (24000, 1001), "29.97": (30000, 1001), "12": (12, 1), "15": (15, 1)}
_SHAPES = {"16:9": Fraction(16, 9), "9:16": Fraction(9, 16), "1:1": Fraction(1)}


MATERIAL_EXAMPLE = """Paths are relative to this folder; take the marks away from what you bring.
[material]
narration = "my-voice.wav"
music = "score.flac"
people = { "MARA" = "mara.jpg" }
places = { "HARBOUR" = "prompt: a harbour of black basalt under green light" }
frames = { "SC010-SH010" = "opening.png" }
clips = { "SC010-SH020" = "wave.mp4" }"""


class Until(StrEnum):
    """How far a film is made."""

    STORYBOARD = "storyboard"
    KEYFRAMES = "keyframes"
    CLIPS = "clips"
    FILM = "film"


class Material(BaseModel):
    """What the person brings: each takes the place of what would be made. Paths are relative to the film's folder."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    narration: str = Field(default="", description="Recording of the narrator's lines, in order; or a folder with one file a line.")
    music: str | dict[str, str] = Field(default="", description='Music over the whole film, or by mood: { tense = "a.mp3", calm = "b.mp3" }.')
    people: dict[str, str] = Field(default={}, description='By person: a picture, a folder of pictures, or words: "prompt: ...".')
    places: dict[str, str] = Field(default={}, description='By place: a picture, a folder of pictures, or words: "prompt: ...".')
    frames: dict[str, str] = Field(default={}, description='Starting frames by shot: a picture, or words: "prompt: ...".')
    clips: dict[str, str] = Field(default={}, description="Clips by shot.")


class FilmSettings(BaseModel):
    """How the film is to look and sound. Kept as `film.toml` in the film's folder."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    crew: str = Field(
        default="animatic",
        description="Who makes the film: 'animatic' is the embedded crew, which needs no key and no network; 'cloud' is made of services.",
    )
    look: Literal["painted", "noir", "pastel"] = Field(default="painted", description="The film's look.")
    aspect: Literal["16:9", "9:16", "1:1"] = Field(default="16:9", description="Shape of the picture: wide, upright or square.")
    resolution: Literal[360, 480, 720, 1080, 1440, 2160] = Field(default=1080, description="The picture's shorter side in pixels.")
    frame_rate: Literal["12", "15", "23.976", "24", "25", "29.97", "30"] = Field(default="24", description="Frames a second.")
    language: str = Field(
        default="en-us", pattern=r"^[a-z]{2,3}(-[a-z0-9]+)*$", description="Language spoken, as a lower-case tag such as 'en-us' or 'de'."
    )
    skip: tuple[Skip, ...] = Field(default=(), description="What is left out: narration, sound, music, lora.")
    keyframes: Literal["first and last", "first"] = Field(
        default="first and last", description="Whether each shot is held to a last frame, too, where the engines can."
    )
    takes: int = Field(default=1, ge=1, le=10, description="Takes of one clip that the critic may ask for; the best is used, all are kept.")
    ask_next: bool = Field(default=False, description="Whether what one engine refuses may be asked of the next that `members` names.")
    approve: tuple[Literal["storyboard", "keyframes", "clips"], ...] = Field(
        default=(), description="Stop after these until `storyreel approve`: cheap before dear."
    )
    budget_usd: float | None = Field(
        default=None, ge=0, strict=True, allow_inf_nan=False, description="What may be spent in all; nothing more is submitted beyond it."
    )
    purse: str = Field(default="", pattern=r"^[a-z0-9-]*$", description="Name of a budget that several films share; the film's own otherwise.")
    members: dict[str, tuple[str, ...]] = Field(
        default={}, description='Others than the crew\'s, in the order in which they are asked: video = ["fal", "luma"].'
    )
    models: dict[str, str] = Field(default={}, description='Models by capability, where not the usual: video = "ray-3.2".')
    material: Material = Field(
        default=Material(), description="What you bring yourself: narration, music, pictures of people and places, frames, clips."
    )

    @field_validator("members", mode="before")
    @classmethod
    def _one_or_several(cls, value: object) -> object:
        """One name stands for a list of one."""
        return {name: (names,) if isinstance(names, str) else names for name, names in value.items()} if isinstance(value, dict) else value

    def recipe(self) -> PictureRecipe:
        """The film's encoding.

        >>> FilmSettings(aspect="9:16", resolution=720).recipe().size
        FrameSize(width_px=720, height_px=1280)
        """
        numerator, denominator = _RATES[self.frame_rate]
        return PictureRecipe(size=self._size(), rate=FrameRate(numerator=numerator, denominator=denominator))

    def _size(self) -> FrameSize:
        shape = _SHAPES[self.aspect]
        long_side = round(self.resolution * max(shape, 1 / shape) / 2) * 2
        width, height = (long_side, self.resolution) if shape >= 1 else (self.resolution, long_side)
        return FrameSize(width_px=width, height_px=height)


class Scope(BaseModel):
    """How much of the film is made."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    until: Until = Field(default=Until.FILM, description="Stop after the storyboard, the keyframes or the clips.")
    only: Literal["", "narration"] = Field(default="", description="Make only this: the spoken lines.")
    max_scenes: int | None = Field(default=None, ge=1, description="Only the first so many scenes.")
    max_environments: int | None = Field(default=None, ge=1, description="Only scenes in the first so many places.")
    max_minutes: float | None = Field(default=None, gt=0, allow_inf_nan=False, description="Whole scenes from the start while they fit.")
    seconds: float | None = Field(default=None, gt=0, allow_inf_nan=False, description="Wanted length: less important shots are left out.")


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
        accepted = "a whole number from 1" if field in ("max-scenes", "max-environments") else first["msg"]
        accepted = "a number above 0, such as 1.5" if field in ("max-minutes", "seconds") else accepted
        raise UsageError(f"--{field} is {first['input']!r}; it takes {accepted}. Leave it out for the whole film. Nothing was made.") from error


def load_settings(path: Path, flags: dict[str, Any] | None = None) -> FilmSettings:
    """The settings of a `film.toml` (or the usual ones where there is none), with flags over them.

    Raises:
        SettingsError: the file is not TOML, or a name or value is not accepted.
    """
    named = dict(_document(path)) if path.exists() else {}
    named.pop("id", None)
    named.pop("script", None)
    try:
        return FilmSettings.model_validate(named | {name: value for name, value in (flags or {}).items() if value is not None})
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        known = Material if first["loc"][0] == "material" else FilmSettings
        accepted = ", ".join(known.model_fields)
        reason = "is not a setting" if first["type"] == "extra_forbidden" else f"was given {first['input']!r}: {first['msg']}"
        raise SettingsError(f"The setting {field!r} {reason}. Settings are {accepted}; see film.toml or --help. Nothing was made.") from error


def write_settings(path: Path, settings: FilmSettings, **facts: str) -> None:
    """Write a commented `film.toml`; facts such as `id` and `script` are kept beside the settings."""
    document = tomlkit.document()
    document.add(tomlkit.comment("How this film is made. Change a value and run `storyreel make` again: only what depends on it is made anew."))
    for name, value in facts.items():
        document.add(name, tomlkit.item(value))
    for name, field in sorted(FilmSettings.model_fields.items(), key=lambda named: named[0] == "material"):  # a table ends the plain settings
        document.add(tomlkit.nl())
        document.add(tomlkit.comment(field.description or name))
        value = settings.model_dump(mode="json", exclude_defaults=name == "material").get(name)
        if isinstance(value, dict) and name == "material":
            document.add(name, _table(value))
        elif value is None and name == "material":
            _add_lines(document, MATERIAL_EXAMPLE)
        elif value is None:
            document.add(tomlkit.comment(f"{name} ="))
        else:
            document.add(name, _item(value))
    replace_file(path, tomlkit.dumps(document).encode())


def _add_lines(document: TOMLDocument, lines: str) -> None:
    for line in lines.splitlines():
        document.add(tomlkit.comment(line))


def _table(value: dict[str, Any]) -> Table:
    """A table of its own, which must come last in the file."""
    table = tomlkit.table()
    for name, entry in value.items():
        table.add(name, _item(entry))
    return table


def _item(value: object) -> Any:
    """A value as it stands in the file; a table in one line, so that what follows it stays outside."""
    if isinstance(value, dict):
        table = tomlkit.inline_table()
        table.update(value)
        return table
    return tomlkit.item(value)


def update_settings(path: Path, flags: dict[str, Any], **facts: str) -> None:
    """Keep in an existing `film.toml` what was asked for on the command line; everything else in it, comments too, stays as it is.

    facts: `id` and `script`, put in where a person's own file has none.
    """
    document = tomlkit.parse(path.read_text(encoding="utf-8"))
    named = FilmSettings.model_validate(flags).model_dump(mode="json", include=set(flags))
    named |= {name: value for name, value in facts.items() if value and name not in document}
    changed = {name: value for name, value in named.items() if document.get(name) != value}
    if changed:
        for name, value in changed.items():
            document[name] = _item(value)
        replace_file(path, tomlkit.dumps(document).encode())


def fact(path: Path, name: str) -> str:
    """A fact kept in a `film.toml`, '' where it is not there."""
    return str(_document(path).get(name, "")) if path.exists() else ""


def _document(path: Path) -> dict[str, Any]:
    try:
        return tomlkit.parse(path.read_text(encoding="utf-8")).unwrap()
    except ParseError as error:
        raise SettingsError(
            f"{str(path)!r} is not valid TOML at line {error.line}: {error}. Mend that line, or delete the file for the usual settings."
        ) from error
    except TOMLKitError as error:
        raise SettingsError(f"{str(path)!r} says something twice: {error} Keep one of them, or delete the file for the usual settings.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{str(path)!r} cannot be read: {error}. Mend it, or delete the file for the usual settings.") from error
