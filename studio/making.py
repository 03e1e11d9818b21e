"""The commands that make: `make` and `redo`. They start the server, run the flow in this process and show how it goes."""

from __future__ import annotations

import json as json_format
import os
import sys
import time
from pathlib import Path
from typing import Any

from storyreel.film.errors import FilmError, SettingsError
from storyreel.project.project import SETTINGS_FILE, direct, film_folder, open_project
from storyreel.project.redo import asked_takes, newest_take
from storyreel.project.settings import Scope, fact, load_settings, scope_of
from storyreel.vault import open_vault
from storyreel.vault.home import default_vault_url
from studio.aside import chatter_aside
from studio.consent import require_consent
from studio.exits import DONE, INTERRUPTED, WAITING, WITH_GAPS
from studio.room import require_free_room


def make_command(script: str, out: str, settings: dict[str, Any], scope: dict[str, Any], *, yes: bool, json: bool, quiet: bool) -> int:
    """Make a film and say what came of it; returns the exit code."""
    from storyreel.project.screenplays import read_script

    wanted = scope_of(scope)
    load_settings(film_folder(script, out) / SETTINGS_FILE, settings)
    read_script(script)
    ui_url = _server()
    project = open_project(script, out, open_vault(default_vault_url()), settings)
    require_consent(project, wanted, yes=yes, budget="budget_usd" in settings)
    return _run(script, out, settings, wanted, ui_url, json=json, quiet=quiet)


def redo_command(film: Path, subject: str, what: str, take: int | None, *, yes: bool, json: bool, quiet: bool) -> int:
    """Choose another take of a shot, or of what keeps a person or place alike, and make the film again."""
    if not film.is_dir():
        raise SettingsError(f"There is no folder {str(film)!r}. Give the folder that `storyreel make` made, films/NAME for example.")
    script = fact(film / SETTINGS_FILE, "script")
    if not script:
        raise SettingsError(f"{str(film)!r} is no film made from a file; its film.toml names no script. Give the folder that `storyreel make` made.")
    ui_url = _server()
    with direct(script, str(film), open_vault(default_vault_url())) as project:
        before = project.state
        takes = asked_takes(before, subject, what, take)
        kept = {before.keys[name] for name in takes if name in before.keys}
        project.remember(
            takes=before.takes | takes,
            newest=before.newest | {name: max(number, newest_take(before, name)) for name, number in takes.items()},
            kept=tuple(sorted({*before.kept, *kept})),
            redoing=tuple(sorted({*before.redoing, *(takes if take is None else ())})),
            by_hand=tuple(sorted({*before.by_hand, *takes})),
        )
        scope = Scope.model_validate({name: value for name, value in before.scope.items() if name not in ("until", "only")})
        try:
            require_consent(project, scope, yes=yes, typed=False)
        except FilmError:
            unchanged = before.model_dump(include={"takes", "newest", "kept", "redoing", "by_hand"})
            project.remember(**unchanged)
            raise
    return _run(script, str(film), {}, scope, ui_url, json=json, quiet=quiet)


def _server() -> str:
    """The server runs, this process knows where, and the address of its pages is returned. Before anything that imports Prefect."""
    from studio.server import ensure_server

    facts = ensure_server()
    os.environ.update(facts.environment())  # noqa: TID251 Prefect reads its settings from there when it is first imported
    return facts.ui_url


def _run(script: str, out: str, settings: dict[str, Any], scope: Scope, ui_url: str, *, json: bool, quiet: bool) -> int:
    started = time.monotonic()
    require_free_room()
    with chatter_aside() as terminal:
        from flows._progress import listening
        from flows.film import make_film
        from storyreel.project.settings import FilmSettings
        from studio.display import Display

        display = Display(quiet=quiet or json, ui_url=ui_url, terminal=terminal)
        try:
            with display, listening(display.hear):
                made: Any = make_film(script=script, folder=out, settings=FilmSettings.model_validate(settings) if settings else None, scope=scope)
        except KeyboardInterrupt:
            terminal.write("\nInterrupted. Everything made so far is kept; run the same command again to go on where it stopped.\n")
            terminal.flush()
            os._exit(INTERRUPTED)  # threads in the middle of a clip would hold the process for seconds; what they make is not kept
    project = open_project(script, out, open_vault(default_vault_url()), settings)
    display.outcome(made, project, time.monotonic() - started)
    if json:
        sys.stdout.write(json_format.dumps(made.model_dump(mode="json") | {"seconds": round(time.monotonic() - started, 1)}, indent=2) + "\n")
    return WAITING if made.waiting else WITH_GAPS if made.gaps else DONE
