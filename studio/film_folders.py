"""The film's folder that a command names."""

from __future__ import annotations

from pathlib import Path

from storyreel.film.errors import SettingsError, UsageError
from storyreel.project.film_toml import fact
from storyreel.project.project import SETTINGS_FILE, holds_film
from storyreel.project.screenplays import is_text


def script_of(film: Path) -> str:
    """Path of the screenplay of the folder's film; '' if its film.toml names none.

    Raises:
        SettingsError: the folder holds no film.
    """
    if not holds_film(film):
        raise SettingsError(
            f"{str(film)!r} has no film.toml, so it is not a film's folder. `storyreel make SCRIPT --out"
            f" {film}` makes one."
        )
    return fact(film / SETTINGS_FILE, "script")


def named_film(script: str, out: str) -> tuple[str, str]:
    """Screenplay and folder of the film that was named: by its screenplay, its folder or its film.toml.

    Raises:
        UsageError: a folder and another folder for the film were named.
        SettingsError: the folder holds no film, or its film was not made from a file.
    """
    named = _folder_of_film(script)
    if named is None:
        return script, out
    if out and Path(out).expanduser().resolve() != named.resolve():
        raise UsageError(
            f"{script!r} is a film's folder and --out is {out!r}, another one. Nothing was made. Leave --out"
            " away, or name the screenplay."
        )
    known = script_of(named)
    if not known:
        raise no_script(named)
    return known, str(named)


def no_script(film: Path) -> SettingsError:
    """The error for a folder whose film was not made from a file."""
    return SettingsError(
        f"{str(film)!r} is not the folder of a film made from a file; its film.toml names no script. Give"
        " the folder that `storyreel make` made."
    )


def _folder_of_film(script: str) -> Path | None:
    """The film's folder, if one is named instead of a screenplay."""
    if is_text(script):
        return None
    named = Path(script).expanduser()
    if named.name == SETTINGS_FILE:
        return named.parent
    return named if named.is_dir() and holds_film(named) else None
