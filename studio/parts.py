"""The command `storyreel parts`: what a film was made of, as files for other tools."""

from __future__ import annotations

import dataclasses
from collections import Counter
from pathlib import Path

from storyreel.project.parts import write_parts
from storyreel.project.project import open_project
from storyreel.vault import open_vault
from storyreel.vault.home import default_vault_url
from studio.exits import DONE
from studio.film_folders import script_of
from studio.printing import say, say_json


def parts_command(film: Path, out: str, *, json: bool) -> int:
    """Write the parts and say what lies where; returns the exit code."""
    script = script_of(film) or film.name
    project = open_project(script, str(film), open_vault(default_vault_url()))
    target = Path(out).expanduser() if out else film / "parts"
    parts = write_parts(project, target)
    if json:
        say_json({"folder": str(target), "parts": [dataclasses.asdict(part) for part in parts]})
        return DONE
    counts = Counter(str(Path(part.file).parent) for part in parts)
    for folder, count in sorted(counts.items()):
        say(f"{target / folder}: {count} {'file' if count == 1 else 'files'}")
    return DONE
