"""The film's folder that a command names."""

from __future__ import annotations

from pathlib import Path

from storyreel.film.errors import SettingsError
from storyreel.project.film_toml import fact
from storyreel.project.project import SETTINGS_FILE, holds_film


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
