"""`film.toml`: how a film is to be made. It does not know who makes it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import tomlkit
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from tomlkit import TOMLDocument
from tomlkit.items import Table

from storyreel.film.abilities import CAPABILITIES, MOST_MEMBERS
from storyreel.film.errors import SettingsError, UsageError, shown
from storyreel.film.names import ACCEPTED, LONGEST, is_plain
from storyreel.film.recipe import PictureRecipe
from storyreel.film.skips import Skip
from storyreel.film.timecode import FrameRate, FrameSize
from storyreel.project.folder import FilmFolder
from storyreel.project.toml_text import TomlError, dotted_keys, parse_toml

NEW_NAMES = {"purse": "budget_name"}
"""What settings are called today, by the name they had in earlier versions. Both are read."""
FACTS = ("id", "script")
"""What a `film.toml` holds beside the settings."""
_RATES = {
    "24": (24, 1),
    "25": (25, 1),
    "30": (30, 1),
    "23.976": (24000, 1001),
    "29.97": (30000, 1001),
    "12": (12, 1),
    "15": (15, 1),
}
_SHAPES = {"16:9": Fraction(16, 9), "9:16": Fraction(9, 16), "1:1": Fraction(1)}
MOST_BYTES = 1 << 20
"""Of a `film.toml`: one that names a frame and a clip for each of 3,000 shots has 230,000. A second's work
for the parser.
"""
MOST_NAME = 200
"""Characters of a member's name."""
MOST_ENTRIES = 10_000
"""Shots, people or places for which something is brought; a long feature has 3,000 shots."""
MOST_WORDS = 8_000
"""Characters of a path, a prompt or a model's name, which may be a folder of footage."""
MOST_DOTTED = 200
"""Dots in keys of a file that a flag is to be written into; tomlkit takes minutes for some thousand."""

MATERIAL_EXAMPLE = """Paths are relative to this folder; take the marks away from what you bring.
[material]
narration = "my-voice.wav"
music = "score.flac"
people = { "MARA" = "mara.jpg" }
places = { "HARBOUR" = "prompt: a harbour of black basalt under green light" }
frames = { "SC010-SH010" = "opening.png" }
clips = { "SC010-SH020" = "wave.mp4" }"""


Look = Literal["painted", "noir", "pastel"]
Aspect = Literal["16:9", "9:16", "1:1"]
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

    @field_validator("narration", "music", "people", "places", "frames", "clips", mode="before")
    @classmethod
    def _bounded(cls, value: object) -> object:
        """What no film needs is refused before it is looked at one by one."""
        entries = value if isinstance(value, dict) else {"": value}
        if len(entries) > MOST_ENTRIES:
            raise ValueError(f"it has {len(entries):,} entries; up to {MOST_ENTRIES:,} are accepted")
        if any(
            isinstance(text, str) and len(text) > MOST_WORDS for entry in entries.items() for text in entry
        ):
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
            " is made of services."
        ),
    )
    look: Look = Field(default="painted", description="The film's look.")
    aspect: Aspect = Field(default="16:9", description="Shape of the picture: wide, upright or square.")
    resolution: Resolution = Field(default=1080, description="The picture's shorter side in pixels.")
    frame_rate: Rate = Field(default="24", description="Frames a second.")
    language: str | None = Field(
        default=None,
        pattern=r"^[a-z]{2,3}(-[a-z0-9]+)*$",
        max_length=35,
        description=(
            "Language spoken, as a lower-case tag such as 'en-us' or 'de'; if none is named, the one that the"
            " script is written in."
        ),
    )
    skip: tuple[Skip, ...] = Field(default=(), description="What is left out: narration, sound, music, lora.")
    keyframes: Literal["first and last", "first"] = Field(
        default="first and last",
        description="Whether each shot is held to a last frame, too, where the engines can.",
    )
    takes: int = Field(
        default=1,
        ge=1,
        le=10,
        description="Takes of one clip that the critic may ask for; the best is used, all are kept.",
    )
    ask_next: bool = Field(
        default=False,
        description="Whether what one engine refuses may be asked of the next that `members` names.",
    )
    approve: tuple[Gate, ...] = Field(
        default=(), description="Stop after these until `storyreel approve`: cheap before dear."
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
        pattern=r"^[a-z0-9-]*$",
        max_length=LONGEST,
        description=(
            "Name of a budget that several films share; the film's own otherwise. It was called purse before;"
            " that name still works."
        ),
    )
    members: dict[str, tuple[str, ...]] = Field(
        default={},
        description='Others than the crew\'s, in the order in which they are asked: video = ["fal", "luma"].',
    )
    models: dict[str, str] = Field(
        default={}, description='Models by capability, where not the usual: video = "ray-3.2".'
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
        """One name stands for a list of one; more than a handful are refused before anybody is built."""
        if not isinstance(value, dict):
            return value
        _require_capabilities(value)
        for capability, names in value.items():
            if isinstance(names, (list, tuple)) and len(names) > MOST_MEMBERS:
                raise ValueError(
                    f"{capability} names {len(names):,} members; up to {MOST_MEMBERS} are accepted"
                )
        several = {
            capability: (names,) if isinstance(names, str) else names for capability, names in value.items()
        }
        _require_short(
            MOST_NAME,
            (name for names in several.values() if isinstance(names, (list, tuple)) for name in names),
        )
        return several

    @field_validator("models", mode="before")
    @classmethod
    def _models_of_capabilities(cls, value: object) -> object:
        if isinstance(value, dict):
            _require_capabilities(value)
            _require_short(MOST_WORDS, value.values())
        return value

    @field_validator("skip", "approve", mode="before")
    @classmethod
    def _a_few(cls, value: object) -> object:
        if isinstance(value, (list, tuple)) and len(value) > MOST_MEMBERS:
            raise ValueError(f"it has {len(value):,} entries; up to {MOST_MEMBERS} are accepted")
        return value

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


def _require_capabilities(named: dict[Any, Any]) -> None:
    unknown = next((name for name in named if name not in CAPABILITIES), None)
    if unknown is not None:
        raise ValueError(f"{shown(unknown)} is no capability; {', '.join(CAPABILITIES)} are accepted")


def _require_short(most: int, names: Iterable[object]) -> None:
    if any(isinstance(name, str) and len(name) > most for name in names):
        raise ValueError(f"a name is longer than the {most:,} characters that are accepted")


class Scope(BaseModel):
    """How much of the film is made."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    until: Until = Field(
        default=Until.FILM, description="Stop after the storyboard, the keyframes or the clips."
    )
    only: Only = Field(default="", description="Make only this: the spoken lines.")
    max_scenes: int | None = Field(default=None, ge=1, description="Only the first so many scenes.")
    max_environments: int | None = Field(
        default=None, ge=1, description="Only scenes in the first so many places."
    )
    max_minutes: float | None = Field(
        default=None, gt=0, allow_inf_nan=False, description="Whole scenes from the start while they fit."
    )
    seconds: float | None = Field(
        default=None,
        gt=0,
        allow_inf_nan=False,
        description=(
            "Wanted length of the shots together: less important ones are left out; title and credits come on"
            " top."
        ),
    )


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
        raise UsageError(
            f"--{field} is {first['input']!r}; it takes {accepted}. Leave it out for the whole film. Nothing"
            " was made."
        ) from error


def load_settings(path: Path, flags: dict[str, Any] | None = None) -> FilmSettings:
    """The settings of a `film.toml` (or the usual ones where there is none), with flags over them.

    Raises:
        SettingsError: the file is not TOML, or a name or value is not accepted.
        FolderError: the file is a link, no plain file or too large.
    """
    named = _under_new_names({name: value for name, value in _document(path).items() if name not in FACTS})
    for name in FACTS:
        fact(path, name)
    unknown = next((name for name in named if name not in FilmSettings.model_fields), None)
    if unknown is not None:
        raise _not_accepted(unknown, "is not a setting", FilmSettings)
    given = _under_new_names({name: value for name, value in (flags or {}).items() if value is not None})
    try:
        return FilmSettings.model_validate(named | given)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        known = Material if first["loc"][0] == "material" else FilmSettings
        said = first["msg"].removeprefix("Value error, ")
        reason = (
            "is not a setting"
            if first["type"] == "extra_forbidden"
            else f"was given {shown(first['input'])}: {said}"
        )
        raise _not_accepted(field, reason, known) from error


def _under_new_names(named: dict[str, Any]) -> dict[str, Any]:
    """Settings of a `film.toml` by the names they have today.

    Raises:
        SettingsError: a setting is given under both of its names, with two values.
    """
    renamed = dict(named)
    for old, new in NEW_NAMES.items():
        if old not in renamed:
            continue
        value = renamed.pop(old)
        if renamed.setdefault(new, value) != value:
            raise SettingsError(
                f"film.toml gives {new!r} as {shown(renamed[new])} and, under its old name {old!r}, as"
                f" {shown(value)}. One value is accepted. Nothing was made. Delete the line of {old!r}."
            )
    return renamed


def _not_accepted(field: str, reason: str, known: type[BaseModel]) -> SettingsError:
    return SettingsError(
        f"The setting {shown(field)} {reason}. Settings are {', '.join(known.model_fields)}; see film.toml or"
        " --help. Nothing was made."
    )


def write_settings(path: Path, settings: FilmSettings, **facts: str) -> None:
    """Write a commented `film.toml`; facts such as `id` and `script` are kept beside the settings."""
    document = tomlkit.document()
    document.add(
        tomlkit.comment(
            "How this film is made. Change a value and run `storyreel make` again: only what depends on it is"
            " made anew."
        )
    )
    for name, value in facts.items():
        document.add(name, tomlkit.item(value))
    for name, field in sorted(
        FilmSettings.model_fields.items(), key=lambda named: named[0] == "material"
    ):  # a table ends the plain settings
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
    FilmFolder(path.parent).write(path.name, tomlkit.dumps(document).encode())


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
    """Keep in an existing `film.toml` what was asked for on the command line.

    Everything else in it, comments too, stays as it is.

    facts: `id` and `script`, put in front where a person's own file has none.

    Raises:
        SettingsError: the file is of a form that takes too long to be changed by a program.
    """
    document, text = _document(path), _text(path) or ""
    flags = _under_new_names(flags)
    named = FilmSettings.model_validate(flags).model_dump(mode="json", include=set(flags))
    old_names = {new: old for old, new in NEW_NAMES.items() if old in document}
    named = {old_names.get(name, name): value for name, value in named.items()}
    changed = {name: value for name, value in named.items() if document.get(name) != value}
    wanted = _with_settings(path, text, changed) if changed else text
    missing = {name: value for name, value in facts.items() if value and name not in document}
    wanted = (
        "".join(f"{name} = {tomlkit.item(value).as_string()}\n" for name, value in missing.items()) + wanted
    )
    if old_names:
        wanted = _with_new_names_said(wanted)
    if wanted != text:
        FilmFolder(path.parent).write(path.name, wanted.encode())


def _with_new_names_said(text: str) -> str:
    """The text with a comment above each setting that has an old name.

    A line that has its comment is left alone.

    >>> print(_with_new_names_said('purse = "summer"'))
    # purse is called budget_name today; both names work.
    purse = "summer"
    """
    for old, new in NEW_NAMES.items():
        comment = f"# {old} is called {new} today; both names work."
        if comment not in text:
            text = re.sub(rf"^(?={old}[ \t]*=)", f"{comment}\n", text, count=1, flags=re.MULTILINE)
    return text


def _with_settings(path: Path, text: str, changed: dict[str, Any]) -> str:
    if dotted_keys(text) > MOST_DOTTED:
        raise SettingsError(
            f"{str(path)!r} has more than {MOST_DOTTED} keys with dots, and {', '.join(changed)} cannot be"
            " written into it. Nothing was made. Write it there yourself, or put such keys into tables:"
            ' [material.frames] and below it "SC010-SH010" = "opening.png".'
        )
    document = tomlkit.parse(text)
    for name, value in changed.items():
        document[name] = _item(value)
    return tomlkit.dumps(document)


def fact(path: Path, name: str) -> str:
    """A fact kept in a `film.toml`, '' where it is not there.

    Raises:
        SettingsError: it is no text; or it is the film's id, which becomes part of paths, and is not plain.
    """
    value = _document(path).get(name, "")
    if name == "id" and "id" in _document(path) and not is_plain(value):
        raise SettingsError(
            f"The id in {str(path)!r} is {shown(value)}; {ACCEPTED} are accepted, because it becomes part of"
            " paths. Nothing was made. Delete that line: the film is given an id of its own."
        )
    if not isinstance(value, str):
        raise SettingsError(
            f"{name} in {str(path)!r} is {shown(value)}; a text in quotes is accepted. Nothing was made."
            " Change that line."
        )
    return value


def _document(path: Path) -> dict[str, Any]:
    text = _text(path)
    if text is None:
        return {}
    try:
        return _parsed(text)
    except TomlError as error:
        raise SettingsError(
            f"{str(path)!r} {error.fault}: {error}. Nothing was made. Change that line, or delete the file"
            " for the usual settings."
        ) from error


@lru_cache(maxsize=4)
def _parsed(text: str) -> dict[str, Any]:
    return parse_toml(text)


def _text(path: Path) -> str | None:
    content = FilmFolder(path.parent).read(path.name, MOST_BYTES)
    try:
        return None if content is None else content.decode()
    except UnicodeDecodeError as error:
        raise SettingsError(
            f"{str(path)!r} is not UTF-8: {error}. Save it as UTF-8, or delete the file for the usual"
            " settings."
        ) from error
