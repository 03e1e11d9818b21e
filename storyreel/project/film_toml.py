"""`film.toml`: read, written with a comment on each setting, and changed without touching the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, NoReturn

import tomlkit
from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from tomlkit import TOMLDocument
from tomlkit.items import InlineTable, Table

from storyreel.film.errors import SettingsError, UsageError, did_you_mean, shown
from storyreel.film.names import ACCEPTED, is_plain
from storyreel.film.wrong_values import why_wrong
from storyreel.project.folder import FilmFolder
from storyreel.project.settings import FilmSettings, Material
from storyreel.project.toml_text import TomlError, TomlTable, dotted_keys, parse_toml

Flags = dict[str, Any]
"""What a person typed, by the names of settings."""
NEW_NAMES = {"purse": "budget_name"}
"""Today's names of settings, by the name they had in earlier versions. Both are read."""
FACTS = ("id", "script")
"""What a `film.toml` holds beside the settings."""
ENTRY_BY_ENTRY = ("members", "models", "likeness_of", "voices")
"""Tables of which a flag names single entries; the others stay."""
MOST_BYTES = 1 << 20
"""Of a `film.toml`, which the parser reads in a second. One with a frame and a clip for each of 3,000 shots
has 230,000.
"""
MOST_DOTTED = 200
"""Dots in keys of a file that a flag is to be written into; tomlkit takes minutes for some thousand."""

MATERIAL_EXAMPLE = """Paths are relative to this folder; remove the # from the lines that you want to use.
[material]
narration = "my-voice.wav"
music = "score.flac"
people = { "MARA" = "mara.jpg" }
places = { "HARBOUR" = "prompt: a harbour of black basalt under green light" }
frames = { "SC010-SH010" = "opening.png" }
clips = { "SC010-SH020" = "wave.mp4" }"""
PRONOUNCE_EXAMPLE = """Remove the # from the lines that you want to use.
[pronounce]
Siemens = "/ˈziːmənz/"
Nairobi = "/naɪˈroʊbi/ nigh-ROH-bee"
Siobhan = "shi-VAWN"
"""
_TABLES = {"pronounce": PRONOUNCE_EXAMPLE, "material": MATERIAL_EXAMPLE}
"""Settings that are tables of their own, at the end of the file, with examples of them."""
_HEAD = (
    "How this film is made. Change a value and run `storyreel make` again: only what depends on it is made"
    " again."
)


def load_settings(path: Path, flags: Flags | None = None, *, dashes: bool = True) -> FilmSettings:
    """The settings of a `film.toml` (or the defaults if there is none), with flags over them.

    dashes: whether the flags were typed as `--aspect 16:9`, and not as `aspect=16:9`; errors name them so.

    Raises:
        SettingsError: the file is not TOML, or a name or value is not accepted.
        FolderError: the file is a link, no plain file or too large.
    """
    named = _under_new_names(_settings_in(_document(path)))
    for name in FACTS:
        fact(path, name)
    unknown = next((name for name in named if name not in FilmSettings.model_fields), None)
    if unknown is not None:
        raise _unknown_setting(unknown, FilmSettings)
    given = _under_new_names(_named_flags(flags or {}))
    try:
        return FilmSettings.model_validate(named | _with_entries(named, given))
    except ValidationError as error:
        _refuse(error, given, dashes)


def _with_entries(named: TomlTable, flags: TomlTable) -> TomlTable:
    """Flags, with the entries of a `film.toml` that they do not name."""
    whole = dict(flags)
    for table in ENTRY_BY_ENTRY:
        there, typed = named.get(table), flags.get(table)
        if isinstance(there, dict) and isinstance(typed, dict):
            whole[table] = there | typed
    return whole


def _settings_in(document: TomlTable) -> TomlTable:
    return {name: value for name, value in document.items() if name not in FACTS}


def _named_flags(flags: Flags) -> TomlTable:
    return {name: value for name, value in flags.items() if value is not None}


def _refuse(error: ValidationError, typed: TomlTable, dashes: bool) -> NoReturn:
    """Say the first problem in our words. typed: what stands on the command line and not in the file."""
    first = error.errors(include_url=False)[0]
    field = ".".join(str(part) for part in first["loc"])
    known = Material if first["loc"][0] == "material" else FilmSettings
    if first["loc"][0] in typed:
        raise _bad_flag(field, first["input"], why_wrong(first), dashes) from error
    if first["type"] == "extra_forbidden":
        raise _unknown_setting(field, known) from error
    said = why_wrong(first)
    raise SettingsError(
        f"The setting {shown(field)} was given {shown(first['input'])}: {said}. {_accepted(known)}"
    ) from error


def _bad_flag(field: str, value: object, said: str, dashes: bool) -> UsageError:
    """The error for a value that was typed after a flag, or as `name=value`."""
    name = field.partition(".")[0]
    flag = f"--{name.removesuffix('_usd').replace('_', '-')}" if dashes and name not in _TABLES else name
    return UsageError(
        f"{flag} is {shown(value)}: {said}. Nothing was made. Type another value, or leave it out."
    )


def _under_new_names(named: TomlTable) -> TomlTable:
    """Settings of a `film.toml` by the names they have today.

    Raises:
        SettingsError: a setting is given under both of its names, with two values that are not empty.
    """
    renamed = dict(named)
    for old, new in NEW_NAMES.items():
        if old not in renamed:
            continue
        value = renamed.pop(old)
        if not renamed.get(new):  # `init` writes it empty
            renamed[new] = value
        elif value and renamed[new] != value:
            raise SettingsError(
                f"film.toml gives {new!r} as {shown(renamed[new])} and, under its old name {old!r}, as"
                f" {shown(value)}. One value is accepted. Nothing was made. Delete the line of {old!r}."
            )
    return renamed


def _unknown_setting(field: str, known: type[BaseModel]) -> SettingsError:
    """The error for a name in a `film.toml` that is not a setting."""
    nearest = did_you_mean(field.rpartition(".")[2], known.model_fields)
    return SettingsError(f"Unknown setting {shown(field)}.{nearest} {_accepted(known)}")


def _accepted(known: type[BaseModel]) -> str:
    return f"Settings are {', '.join(known.model_fields)}; see film.toml or --help. Nothing was made."


def write_settings(path: Path, settings: FilmSettings, **facts: str) -> None:
    """Write a commented `film.toml`; facts such as `id` and `script` are kept beside the settings."""
    document = tomlkit.document()
    document.add(tomlkit.comment(_HEAD))
    for name, value in facts.items():
        document.add(name, tomlkit.item(value))
    for name, field in _in_order_of_the_file():
        document.add(tomlkit.nl())
        document.add(tomlkit.comment(field.description or name))
        if name in _TABLES:
            _add_table(document, name, settings.model_dump(mode="json", exclude_defaults=True).get(name, {}))
        else:
            _add_setting(document, name, settings.model_dump(mode="json")[name])
    FilmFolder(path.parent).write(path.name, tomlkit.dumps(document).encode())


def _in_order_of_the_file() -> list[tuple[str, FieldInfo]]:
    """The settings, tables of their own last: a table ends the plain settings."""
    return sorted(FilmSettings.model_fields.items(), key=lambda named: named[0] in _TABLES)


def _add_setting(document: TOMLDocument, name: str, value: object) -> None:
    if value is None:
        document.add(tomlkit.comment(f"{name} ="))
    else:
        document.add(name, _item(value))


def _add_table(document: TOMLDocument, name: str, entries: TomlTable) -> None:
    """The table of a setting, or an example in comments if it is empty."""
    if entries:
        document.add(name, _table(entries))
    else:
        _add_example(document, _TABLES[name])


def _add_example(document: TOMLDocument, example: str) -> None:
    for line in example.splitlines():
        document.add(tomlkit.comment(line))


def _table(value: TomlTable) -> Table:
    """A separate table, which must come last in the file."""
    table = tomlkit.table()
    for name, entry in value.items():
        table.add(name, _item(entry))
    return table


def _item(value: object) -> Any:
    """A value as it is written in the file; a table in one line, so that what follows is not part of it."""
    if isinstance(value, dict):
        table = tomlkit.inline_table()
        table.update(value)
        return table
    return tomlkit.item(value)


def update_settings(path: Path, flags: Flags, **facts: str) -> None:
    """Keep in an existing `film.toml` what was asked for on the command line.

    Everything else in it, comments too, stays as it is.

    facts: `id` and `script`, put in front if a person's own file has none.

    Raises:
        SettingsError: the file is of a form that takes too long to be changed by a program.
    """
    document, text = _document(path), _text(path) or ""
    changed = _changed(flags, document)
    wanted = _with_settings(path, text, changed) if changed else text
    wanted = _missing_lines(facts, document) + wanted
    if any(old in document for old in NEW_NAMES):
        wanted = _with_new_names_said(wanted)
    if wanted != text:
        FilmFolder(path.parent).write(path.name, wanted.encode())


def _changed(flags: Flags, document: TomlTable) -> TomlTable:
    """Flags that differ from the document, by the names that it has for them."""
    whole = _with_entries(document, flags)
    named = {there: value for name, value in _checked(whole).items() for there in _names_in(document, name)}
    return {name: value for name, value in named.items() if document.get(name) != value}


def _names_in(document: TomlTable, name: str) -> list[str]:
    """The names under which a setting is written: its old name if the document has that, else today's.

    Both, if both have a value.
    """
    old_names = [old for old, new in NEW_NAMES.items() if new == name and old in document]
    return old_names if old_names and not document.get(name) else [*old_names, name]


def _checked(flags: Flags) -> TomlTable:
    """The values of flags as plain JSON, by the settings' names of today."""
    flags = _under_new_names(flags)
    return FilmSettings.model_validate(flags).model_dump(mode="json", include=set(flags))


def _missing_lines(facts: dict[str, str], document: TomlTable) -> str:
    """Lines for the facts that the document does not have."""
    missing = ((name, value) for name, value in facts.items() if value and name not in document)
    return "".join(f"{name} = {tomlkit.item(value).as_string()}\n" for name, value in missing)


def _with_new_names_said(text: str) -> str:
    """The text with a comment above each setting that has an old name.

    A line that has its comment already is not changed.

    >>> print(_with_new_names_said('purse = "summer"'))
    # purse is called budget_name today; both names work.
    purse = "summer"
    """
    for old, new in NEW_NAMES.items():
        text = _commented(text, old, f"# {old} is called {new} today; both names work.")
    return text


def _commented(text: str, name: str, comment: str) -> str:
    """The text with the comment above the setting of that name, unless it has it."""
    if comment in text:
        return text
    return re.sub(rf"^(?={name}[ \t]*=)", f"{comment}\n", text, count=1, flags=re.MULTILINE)


def _with_settings(path: Path, text: str, changed: TomlTable) -> str:
    _require_few_dots(path, text, changed)
    document = tomlkit.parse(text)
    for name, value in changed.items():
        _put(document, name, value)
    return tomlkit.dumps(document)


def _require_few_dots(path: Path, text: str, changed: Iterable[str]) -> None:
    if dotted_keys(text) > MOST_DOTTED:
        raise _too_many_dots(path, changed)


def _too_many_dots(path: Path, changed: Iterable[str]) -> SettingsError:
    return SettingsError(
        f"{str(path)!r} has more than {MOST_DOTTED} keys with dots, and {', '.join(changed)} cannot be"
        " written into it. Nothing was made. Write it there yourself, or put such keys into tables:"
        ' [material.frames] and below it "SC010-SH010" = "opening.png".'
    )


def _put(document: TOMLDocument, name: str, value: object) -> None:
    """Set a setting; of a table that is there, only the entries that differ."""
    table = document.get(name)
    if not isinstance(table, (Table, InlineTable)) or not isinstance(value, dict):
        document[name] = _table(value) if name in _TABLES and isinstance(value, dict) else _item(value)
        return
    if name == "pronounce":  # what is not named is taken away
        for entry in [entry for entry in table if entry not in value]:
            del table[entry]
    for entry, wanted in value.items():
        if table.get(entry) not in (wanted, *_alone(wanted)):
            table[entry] = wanted


def _alone(value: object) -> list[object]:
    """The one entry of a list, which may stand in a file without brackets."""
    return value if isinstance(value, list) and len(value) == 1 else []


def set_material(path: Path, kind: str, name: str, file: str | None) -> None:
    """Name what the person brings for a shot, person or place in a `film.toml`; None takes the entry away.

    kind: the table of [material]: 'frames', 'clips', 'people' or 'places'.

    Raises:
        SettingsError: the file is of a form that takes too long to be changed by a program.
    """
    text = _text(path) or ""
    entries = _document(path).get("material", {}).get(kind, {})
    if entries.get(name) == file:
        return
    _require_few_dots(path, text, ("material",))
    document = tomlkit.parse(text)
    material = document.setdefault("material", tomlkit.table())
    table = material.setdefault(kind, tomlkit.table())
    if file is None:
        del table[name]
    else:
        table[name] = file
    FilmFolder(path.parent).write(path.name, tomlkit.dumps(document).encode())


def rename_person(path: Path, old: str, new: str) -> None:
    """Put the person's new name in the place of the old one wherever a `film.toml` names people."""
    text = _text(path) or ""
    if dotted_keys(text) > MOST_DOTTED:
        return
    document: Any = tomlkit.parse(text)
    material = document.get("material", {})
    by_name = (document.get(setting, {}) for setting in ("likeness_of", "voices"))
    for table in (*by_name, material.get("people", {}), material.get("loras", {})):
        for named in [name for name in table if name.casefold() == old.strip().casefold()]:
            table[new] = table.pop(named)
    if tomlkit.dumps(document) != text:
        FilmFolder(path.parent).write(path.name, tomlkit.dumps(document).encode())


def fact(path: Path, name: str) -> str:
    """A fact kept in a `film.toml`, '' if it is not there.

    Raises:
        SettingsError: it is not text; or it is the film's id, which becomes part of paths, and is not plain.
    """
    document = _document(path)
    value = document.get(name, "")
    if name == "id" and "id" in document and not is_plain(value):
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


def _document(path: Path) -> TomlTable:
    text = _text(path)
    if text is None:
        return {}
    try:
        return _parsed(text)
    except TomlError as error:
        raise _no_toml(path, error) from error


def _no_toml(path: Path, error: TomlError) -> SettingsError:
    return SettingsError(
        f"{str(path)!r} {error.fault}: {error}. Nothing was made. Change that line, or delete the file for"
        " the default settings."
    )


@lru_cache(maxsize=4)
def _parsed(text: str) -> TomlTable:
    return parse_toml(text)


def _text(path: Path) -> str | None:
    content = FilmFolder(path.parent).read(path.name, MOST_BYTES)
    try:
        return None if content is None else content.decode()
    except UnicodeDecodeError as error:
        raise _no_text(path, error) from error


def _no_text(path: Path, error: UnicodeDecodeError) -> SettingsError:
    return SettingsError(
        f"{str(path)!r} is not UTF-8: {error}. Save it as UTF-8, or delete the file for the default settings."
    )
