"""The command `storyreel rename`: a person's new name, with the looks and voice they have."""

from __future__ import annotations

from pathlib import Path

from storyreel.project.project import direct
from storyreel.project.renaming import rename
from storyreel.vault import open_vault
from storyreel.vault.home import default_vault_url
from studio.exits import DONE
from studio.film_folders import script_of
from studio.printing import say


def rename_command(film: Path, old: str, new: str) -> int:
    """Rename a person of a film, and say what to do in the screenplay; returns the exit code."""
    script = script_of(film)
    with direct(script or film.name, str(film), open_vault(default_vault_url())) as project:
        person = rename(project, old, new)
    say(
        f"{old} is {person.name} from now on, with the same looks, voice and edits.\nWrite {person.name} in"
        f" {script or 'the screenplay'} wherever {old} stands, then: storyreel make {film}"
    )
    return DONE
