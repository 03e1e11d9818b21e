"""Opens a film from what a caller in Python gives: a screenplay, a folder and settings by name."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from storyreel.film.errors import UsageError, shown
from storyreel.project.film_toml import load_settings
from storyreel.project.project import SETTINGS_FILE, Project, film_folder, open_project, slug_of
from storyreel.project.screenplays import is_text, read_script
from storyreel.project.settings import FilmSettings, Scope
from storyreel.vault import open_vault
from storyreel.vault.home import default_vault_url

_UNTITLED = "screenplay"
"""The title that the reader gives a text without one."""
Script = str | os.PathLike[str]
"""Path of a screenplay, or its text of more than one line."""


def opened(script: Script, folder: Script, settings: dict[str, Any]) -> Project:
    """The film to look at; nothing is written.

    Raises:
        SettingsError: a setting is not accepted.
        ScreenplayError: there is no such screenplay.
    """
    vault = open_vault(default_vault_url())
    return open_project(os.fspath(script), folder_of(script, folder), vault, settings)


def folder_of(script: Script, folder: Script) -> str:
    """Absolute path of the film's folder: the one named, or films/NAME.

    A screenplay that is given as text is named after its title; without a title, after its content.
    """
    text = os.fspath(script)
    if folder or not is_text(text):
        return str(film_folder(text, os.fspath(folder)))
    title = slug_of(read_script(text).title.title)
    digest = hashlib.sha256(text.encode()).hexdigest()[:8]
    return str((Path("films") / (f"scene-{digest}" if title == _UNTITLED else title)).resolve())


def sorted_settings(
    folder: str, named: dict[str, Any], budget: float | None = None
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Settings of the film and limits of its scope, from what was named. None counts as not given.

    Raises:
        UsageError: something that was named is neither.
        SettingsError: a setting has a value that is not accepted.
    """
    given = {name: value for name, value in named.items() if value is not None}
    for name in given:
        _require_known(name)
    settings = {name: value for name, value in given.items() if name in FilmSettings.model_fields}
    if budget is not None:
        settings["budget_usd"] = float(budget)
    load_settings(Path(folder) / SETTINGS_FILE, settings)
    return settings, {name: value for name, value in given.items() if name in Scope.model_fields}


def _require_known(name: str) -> None:
    known = (*FilmSettings.model_fields, *Scope.model_fields)
    if name not in known:
        raise _unknown_setting(name, known)


def _unknown_setting(name: str, known: Iterable[str]) -> UsageError:
    return UsageError(
        f"There is no setting {shown(name)}; accepted are {', '.join(known)}. Nothing was made and"
        " nothing was spent."
    )
