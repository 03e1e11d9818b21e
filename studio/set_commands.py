"""The commands `set`, which changes one thing of a film, and `styles`, which lists what `style` may name."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from pydantic import JsonValue

from storyreel.film.errors import SettingsError, StoryboardError, UsageError, did_you_mean, shown
from storyreel.project.changes import change, changed_text, fields_that_change, id_typed
from storyreel.project.film_language import USUAL
from storyreel.project.film_toml import NEW_NAMES, load_settings
from storyreel.project.folder import FilmFolder
from storyreel.project.overrides import directions_in
from storyreel.project.project import SETTINGS_FILE, Project, direct
from storyreel.project.settings import FilmSettings
from storyreel.project.shown_pictures import named_pictures, require_pictures
from storyreel.project.styles import named_styles, style_named
from storyreel.vault import Vault, open_vault
from storyreel.vault.home import default_vault_url
from studio.exits import DONE
from studio.film_folders import script_of
from studio.printing import Screen, print_table, say, say_json

_YES, _NO = ("true", "yes", "on"), ("false", "no", "off")
_UNCHANGED, _NOT_MADE = "Nothing was changed.", "Nothing was made."
_TABLES = ("members", "models", "likeness_of", "pronounce")
"""Settings of which one entry can be set: members.video=fal, "pronounce.Siemens=/ˈziːmənz/"."""


_GATES = "approve"
"""The setting that is a list even if it is not set."""
_WORDS = "pronounce"
"""The setting whose entries are words of the script, with hyphens, and which an empty value takes away."""


def set_command(film: Path, typed: Sequence[str]) -> int:
    """Set fields of a shot, scene, person or place, or settings of the film; returns the exit code."""
    script = script_of(film)
    name, texts = _read(typed)
    try:
        said = _set_fields(film, script, name, texts) if name else _set_settings(film, script, texts)
    except (StoryboardError, SettingsError) as error:
        raise _as_typed(error) from error
    say(f"{said}\n`storyreel make {script or 'SCRIPT'} --out {film}` makes what depends on it.")
    return DONE


def _read(typed: Sequence[str]) -> tuple[str, dict[str, str]]:
    """The id that was typed, '' if none was, and the text of each change by its name.

    Raises:
        UsageError: the words are something else.
    """
    names = [word for word in typed if "=" not in word]
    if len(names) > 1 or names != list(typed[: len(names)]):
        raise UsageError(
            f"{shown(names[-1])} is not a change; one id and then name=value are accepted, such as"
            f" SC020-SH010 seconds=6. {_UNCHANGED}"
        )
    if len(typed) == len(names):
        raise UsageError(
            "Nothing to change. Give name=value: `storyreel set FILM SC020-SH010 seconds=6`, or `storyreel"
            ' set FILM style="film noir"` for the whole film.'
        )
    return "".join(names), dict(map(_pair, typed[len(names) :]))


def _as_typed(error: StoryboardError | SettingsError) -> UsageError:
    """The error as one of what was typed."""
    done = "" if any(said in error.message for said in (_UNCHANGED, _NOT_MADE)) else f" {_UNCHANGED}"
    return UsageError(f"{error.message}{done}", **error.facts)


def _pair(word: str) -> tuple[str, str]:
    name, _, value = word.partition("=")
    name, dot, entry = name.strip().partition(".")
    name = name.replace("-", "_")
    return f"{name}{dot}{entry if name == _WORDS else entry.replace('-', '_')}", value.strip()


def _set_fields(film: Path, script: str, name: str, texts: dict[str, str]) -> str:
    """Set fields of what has the id; returns what was done."""
    with direct(script or film.name, str(film), open_vault(default_vault_url())) as project:
        name = id_typed(project, name)
        known = fields_that_change(project, name)
        for field in texts:
            if field not in known:
                raise UsageError(
                    f"{name} has no {shown(field)}.{did_you_mean(field, known)} Accepted are"
                    f" {', '.join(known)}."
                )
        values = {field: typed_value(field, text, known[field]) for field, text in texts.items()}
        require_usable(project, name, values)
        change(project, {name: values})
    return f"{name}: {_listed(values)}."


def typed_value(name: str, text: str, usual: JsonValue) -> JsonValue:
    """What was typed for a field of the storyboard; None, which takes the person's value away, for ''.

    usual: a value that the field has, which decides how the text is read.

    Raises:
        UsageError: it must be true or false and is neither.
    """
    return _value(name, text, usual) if text else None


def require_usable(project: Project, name: str, values: dict[str, JsonValue]) -> None:
    """Refuse an engine that cannot be built and pictures that are not there, before anything is written."""
    wish = directions_in(project.edits(changed_text(project, {name: values}))).get(name)
    if wish is None:
        return
    if (wish.asked or wish.draws) and values.keys() & {"engine", "model", "images", "images_model"}:
        from blocks.crew import assemble

        settings = project.settings
        language = settings.language or USUAL
        assemble(settings.crew, language, settings.members, settings.models, {name: wish})
    if "references" in values:
        require_pictures(named_pictures(FilmSettings(), [(name, wish)]), project.folder)


def _set_settings(film: Path, script: str, texts: dict[str, str]) -> str:
    """Set settings of the film; returns what was done."""
    given, wanted = typed_settings(film, texts)
    require_usable_settings(film, script, open_vault(default_vault_url()), given)
    with direct(script or film.name, str(film), open_vault(default_vault_url()), given):
        pass
    return f"{SETTINGS_FILE}: {_listed(given)}{_style_note(film, wanted, given)}."


def require_usable_settings(film: Path, script: str, vault: Vault, given: dict[str, Any]) -> None:
    """Refuse a crew, a model, a person or a place that does not exist, before anything is written.

    Raises:
        SettingsError: says what is accepted.
    """
    if given.keys() & {"crew", "members", "models", "likeness_of", "voices"}:
        from flows.typed_settings import require_usable

        require_usable(script, str(film), vault, given)


def typed_settings(film: Path, texts: dict[str, str]) -> tuple[dict[str, Any], FilmSettings]:
    """What was typed, as values of settings, and the film's settings with them; nothing is written.

    Raises:
        UsageError: something cannot be set by one word.
        SettingsError: a name, a value or a picture is not accepted.
    """
    path = film / SETTINGS_FILE
    given = _given_settings(load_settings(path), texts)
    wanted = load_settings(path, given, dashes=False)
    if "style_pictures" in given:
        require_pictures(named_pictures(wanted, ()), film.resolve())
    return given, wanted


def _given_settings(now: FilmSettings, texts: dict[str, str]) -> dict[str, Any]:
    """What was typed, as values of settings."""
    current = now.model_dump(mode="json")
    given: dict[str, Any] = {}
    for typed, text in texts.items():
        name = NEW_NAMES.get(typed, typed)
        table, _, entry = name.partition(".")
        if entry and table in _TABLES:
            entries = {**given.get(table, current[table]), entry: _entry(table, text)}
            if table == _WORDS and not text:
                del entries[entry]
            given[table] = entries
        else:
            given[name] = _setting(name, text, current)
    return given


def _entry(table: str, text: str) -> JsonValue:
    """An entry of a table; several names are one of `members`."""
    return _list(text) if table == "members" else text


def _setting(name: str, text: str, current: dict[str, Any]) -> JsonValue:
    """The value of a setting that was typed.

    Raises:
        UsageError: it cannot be set by one word.
    """
    if name.partition(".")[0] == "material":
        raise UsageError(f"[material] is edited in {SETTINGS_FILE} itself, a line for each file.")
    if name not in current:
        raise UsageError(
            f"{shown(name)} is not a setting.{did_you_mean(name, current)} Accepted are {', '.join(current)}."
        )
    usual = current[name]
    if not text and not isinstance(usual, str | list):
        raise UsageError(f"{name} takes a value; to take it away, delete its line in {SETTINGS_FILE}.")
    return _list(text) if name == _GATES else _value(name, text, usual)


def _style_note(film: Path, settings: FilmSettings, given: dict[str, Any]) -> str:
    """Whether the style that was typed is a named one."""
    if not given.get("style"):
        return ""
    if style_named(settings.style, FilmFolder(film)) is not None:
        return ", a style of the library"
    return ", your own words; `storyreel styles` lists the named ones"


def _value(name: str, text: str, usual: JsonValue) -> JsonValue:
    """What was typed, as a value of the kind that the field usually has.

    Raises:
        UsageError: it must be true or false and is neither.
    """
    if isinstance(usual, str):
        return text
    if isinstance(usual, bool):
        return _truth(name, text)
    if isinstance(usual, list):
        return _list(text)
    return _as_toml(text)


def _truth(name: str, text: str) -> bool:
    if text.casefold() not in (*_YES, *_NO):
        raise UsageError(f"{name} is {shown(text)}; true and false are accepted.")
    return text.casefold() in _YES


def _list(text: str) -> JsonValue:
    """A list in TOML, or names between commas."""
    value = _as_toml(text)
    if isinstance(value, list):
        return value
    return _parts(text)


def _parts(text: str) -> list[JsonValue]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _as_toml(text: str) -> Any:
    """A number, list or table as TOML writes it; the text itself if it is nothing of the kind."""
    with suppress(tomllib.TOMLDecodeError):
        return tomllib.loads(f"value = {text}")["value"]
    return text


def _listed(values: dict[str, Any]) -> str:
    return ", ".join(f"{name} {_said(value)}" for name, value in values.items())


def _said(value: object) -> str:
    return "as planned" if value is None else f"= {shown(value)}"


def styles_command(film: Path | None, *, json: bool) -> int:
    """Print the visual styles by name."""
    found = named_styles(FilmFolder(film) if film else None)
    if json:
        say_json({name: style.model_dump() for name, style in found.items()})
        return DONE
    print_table(Screen(), ("style", "words"), [(name, style.words) for name, style in found.items()])
    return DONE
