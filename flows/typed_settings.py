"""Checks the settings that are given to a run, before film.toml keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from blocks.crew import assemble
from storyreel.project.film_language import USUAL
from storyreel.project.project import open_project
from storyreel.project.settings import FilmSettings
from storyreel.project.typed_settings import require_names_and_pictures
from storyreel.vault import Vault

_OF_THE_CREW = frozenset({"crew", "members", "models"})


def require_usable(script: str, folder: str, vault: Vault, typed: Mapping[str, Any]) -> None:
    """Refuse settings that the film cannot use: its crew, names of people and places, style pictures.

    typed: settings by name, over those in the folder's film.toml. Nothing is written.

    Raises:
        UsageError: says what is accepted.
        SettingsError: a setting has a wrong value, or a member cannot be built.
    """
    project = open_project(script, folder, vault, dict(typed))
    _require_crew(project.settings, typed)
    require_names_and_pictures(project, typed)


def _require_crew(settings: FilmSettings, typed: Mapping[str, Any]) -> None:
    """Refuse a crew, a member or a model that does not exist, if one of them was typed.

    Raises:
        UsageError: says what is accepted.
        SettingsError: a member cannot be built.
    """
    if _OF_THE_CREW & typed.keys():
        assemble(settings.crew, settings.language or USUAL, settings.members, settings.models)
