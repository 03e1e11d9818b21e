"""The command `storyreel init`: a film's folder with its settings, before anything is made."""

from __future__ import annotations

from typing import Any

from storyreel.film.errors import SettingsError
from storyreel.project.project import SETTINGS_FILE, direct, film_folder, holds_film
from storyreel.project.screenplays import read_script
from storyreel.vault import Vault, open_vault
from storyreel.vault.home import default_vault_url
from studio.exits import DONE
from studio.printing import say


def init_command(script: str, out: str, settings: dict[str, Any]) -> int:
    """Make a film's folder with its settings, and say what to type next; returns the exit code."""
    folder = film_folder(script, out)
    read_script(script)
    if holds_film(folder):
        raise SettingsError(
            f"{str(folder / SETTINGS_FILE)!r} exists already and was not changed. Edit it, then"
            f" `storyreel make {script}`."
        )
    vault = open_vault(default_vault_url())
    _require_usable(script, str(folder), vault, settings)
    with direct(script, str(folder), vault, settings):
        pass
    say(f"{folder / SETTINGS_FILE}\nEdit it, then: storyreel make {script} --out {folder}")
    return DONE


def _require_usable(script: str, folder: str, vault: Vault, settings: dict[str, Any]) -> None:
    """Refuse settings that the film cannot use."""
    from flows.typed_settings import require_usable

    require_usable(script, folder, vault, settings)
