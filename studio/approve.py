"""The command `storyreel approve`: a person approves what a film waits with."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from storyreel.project.approvals import approve
from storyreel.project.project import direct
from storyreel.vault import open_vault
from storyreel.vault.home import default_vault_url
from studio.exits import DONE
from studio.film_folders import script_of
from studio.printing import say


def approve_command(film: Path, gate: Literal["storyboard", "keyframes", "clips"] | None) -> int:
    """Approve what waits, and say what to type next; returns the exit code."""
    script = script_of(film)
    with direct(script, str(film), open_vault(default_vault_url())) as project:
        approved = approve(project, gate)
    say(f"Approved: the {approved}. Go on with: storyreel make {script} --out {film}")
    return DONE
