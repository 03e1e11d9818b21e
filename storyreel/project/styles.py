"""Visual styles by name: those of the library, and those of a film's own `styles.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from pydantic import ValidationError

from storyreel.film.errors import SettingsError, shown
from storyreel.film.style import FilmStyle, NamedStyle
from storyreel.project.folder import FilmFolder
from storyreel.project.settings import FilmSettings
from storyreel.project.toml_text import TomlError, TomlTable, parse_toml

STYLES_FILE = "styles.toml"
MOST_BYTES = 1 << 18


def film_style(settings: FilmSettings, folder: FilmFolder) -> FilmStyle:
    """What image and video models are told of the whole film.

    `style` is looked up among the named styles, whatever the letters' case; other words are taken as they
    are.

    Raises:
        SettingsError: the film's own `styles.toml` is not usable.
    """
    named = style_named(settings.style, folder)
    said = named.model_dump() if named else {"words": settings.style}
    return FilmStyle(**said, genre=settings.genre, mood=settings.mood)


def style_named(name: str, folder: FilmFolder) -> NamedStyle | None:
    """The style of that name; None if it is not a name of a style."""
    wanted = name.strip().casefold()
    return {known.casefold(): style for known, style in named_styles(folder).items()}.get(wanted)


def named_styles(folder: FilmFolder | None = None) -> Mapping[str, NamedStyle]:
    """The styles by name, those of a film's own file last.

    Raises:
        SettingsError: the film's own `styles.toml` is not usable.
    """
    text = folder.read(STYLES_FILE, MOST_BYTES) if folder else None
    return {**_library(), **(_own(text) if text else {})}


@cache
def _library() -> Mapping[str, NamedStyle]:
    text = (files("storyreel.project") / STYLES_FILE).read_text(encoding="utf-8")
    return {name: NamedStyle.model_validate(fields) for name, fields in tomllib.loads(text).items()}


def _own(content: bytes) -> Mapping[str, NamedStyle]:
    try:
        document = parse_toml(content.decode())
    except UnicodeDecodeError as error:
        raise _unusable(f"is not UTF-8: {error}") from error
    except TomlError as error:
        raise _unusable(f"{error.fault}: {error}") from error
    return {name: _style(name, document) for name in document}


def _style(name: str, document: TomlTable) -> NamedStyle:
    try:
        return NamedStyle.model_validate(document[name])
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        field = ".".join(map(str, first["loc"])) or "it"
        raise _unusable(
            f"has a style {shown(name)} of which {field} is {shown(first['input'])}: {first['msg']};"
            f" {', '.join(NamedStyle.model_fields)} are accepted, each a text"
        ) from error


def _unusable(what: str) -> SettingsError:
    return SettingsError(f"{STYLES_FILE} {what}. Nothing was made. Change it, or delete the file.")
