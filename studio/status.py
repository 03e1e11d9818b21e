"""The command `storyreel status`: how far a film is, what is edited and left out, and what it waits for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from storyreel.project.journal import awaited
from storyreel.project.lock import director_of
from storyreel.project.overrides import SKIP
from storyreel.project.plan import PlannedCall
from storyreel.project.project import Project, open_project
from storyreel.project.settings import Scope
from storyreel.project.unresolved import unresolved_calls
from storyreel.vault import open_vault
from storyreel.vault.home import default_vault_url
from studio.consent import require_files_may_be_stored
from studio.exits import DONE
from studio.film_folders import script_of
from studio.printing import Screen, say_json

_LABELS = {"standing": "next run", "in_doubt": "unresolved"}
"""Labels of facts whose key in JSON is an older word."""


def status_command(film: Path, *, json: bool) -> int:
    """Print how much of a film is made."""
    from studio.preview import plan_run

    script = script_of(film)
    project = open_project(script or film.name, str(film), open_vault(default_vault_url()))
    scope = {name: value for name, value in project.state.scope.items() if name not in ("until", "only")}
    require_files_may_be_stored(project)
    calls = plan_run(project, Scope.model_validate(scope)).calls if script else ()
    facts = _facts(project, film, script, calls)
    if json:
        say_json(facts)
        return DONE
    _print_facts(facts)
    return DONE


def _print_facts(facts: dict[str, Any]) -> None:
    console = Screen()
    for name, value in facts.items():
        console.print(f"{_row_name(name):12} {_shown(value)}")


def _facts(project: Project, film: Path, script: str, calls: Sequence[PlannedCall]) -> dict[str, Any]:
    """How much of a film is made: facts by the names that `status --json` prints."""
    state, finished = project.state, f"{project.slug}.mp4"
    film_bytes = project.files.size(finished)
    in_doubt = unresolved_calls(project)
    to_make = [call.name for call in calls if call.action.value == "make"]
    return {
        "title": state.title,
        "folder": str(project.folder),
        "script": script,
        "film": str(project.folder / finished) if film_bytes is not None else None,
        "film_bytes": film_bytes or 0,
        "shots": len(state.base.shots()) if state.base else 0,
        "edits": len(state.overrides.edits),
        "edited": _edited(project),
        "skipped": _skipped(project),
        "own_layers": sum(len(layers) for layers in state.layers.values()),
        "takes": state.takes.chosen,
        "standing": Counter(call.action.value for call in calls),
        "to_make": to_make,
        "in_doubt": in_doubt,
        "waits_for": _awaited(project, film, in_doubt, unmade=bool(to_make) or film_bytes is None),
    }


def _edited(project: Project) -> list[str]:
    """What the person changed in the storyboard: 'SC010-SH010 size'."""
    edits = project.state.overrides.edits
    return [f"{edit.id} {edit.field}" for edit in edits if edit.field != SKIP]


def _skipped(project: Project) -> list[str]:
    edits = project.state.overrides.edits
    return [edit.id for edit in edits if edit.field == SKIP and edit.value is True]


def _awaited(project: Project, film: Path, in_doubt: Sequence[str], *, unmade: bool) -> str:
    """What the film waits for, with the command that goes on; '' for nothing."""
    if director_of(project.vault.documents, project.id) and (why := awaited(project.id)):
        return why
    if in_doubt:
        return f"your decision about {in_doubt[0]}: storyreel resolve {film} {in_doubt[0]!r}"
    gate = next(iter(project.state.waiting), "")
    if gate:
        return f"your approval of the {gate}: storyreel approve {film} {gate}"
    return f"storyreel make {film}" if unmade else ""


def _row_name(name: str) -> str:
    """A fact's name as it is printed; `status --json` says `standing` for what the next run would do.

    >>> _row_name("film_bytes"), _row_name("standing")
    ('film bytes', 'next run')
    """
    return _LABELS.get(name, name.replace("_", " "))


def _shown(value: Any) -> Any:
    """A fact as it is printed; '-' for none."""
    value = _on_one_line(value)
    return value if value not in (None, "", 0) else "-"


def _on_one_line(value: Any) -> Any:
    if isinstance(value, dict):
        return ", ".join(f"{key}: {count}" for key, count in value.items())
    return ", ".join(value) if isinstance(value, list) else value
