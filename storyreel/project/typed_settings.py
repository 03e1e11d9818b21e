"""Refuses settings that were typed and that the film cannot use, before film.toml keeps them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from storyreel.film.drafts import Survey
from storyreel.film.errors import SettingsError, UsageError
from storyreel.film.storyboard import Storyboard
from storyreel.planning.survey import survey
from storyreel.project.project import Project
from storyreel.project.screenplays import read_script
from storyreel.project.shown_pictures import STYLE_PICTURES, named_pictures, require_pictures
from storyreel.project.subject_names import likenesses, voice_names

_FIX = " Fix film.toml"
"""Where errors about film.toml say what to do, which is wrong for what was typed."""


def require_names_and_pictures(project: Project, typed: Mapping[str, Any]) -> None:
    """Refuse names of people and places that are not of the film, and style pictures that are not there.

    project: opened with what was typed; nothing is written. typed: settings by name.

    Raises:
        UsageError: says what is accepted.
    """
    try:
        if typed.get(STYLE_PICTURES):
            require_pictures(named_pictures(project.settings, ()), project.folder)
        if typed.get("likeness_of") or typed.get("voices"):
            films = tuple(_films(project))
            likenesses(typed.get("likeness_of") or {}, *films)
            voice_names(typed.get("voices") or {}, *films)
    except SettingsError as error:
        raise UsageError(error.message.partition(_FIX)[0], **error.facts) from error


def _films(project: Project) -> Iterator[Storyboard | Survey]:
    """What knows the film's people and places: the film so far, and its screenplay."""
    base = project.state.base
    if base is not None:
        yield base
    if project.script:
        yield survey(read_script(project.script), base)
