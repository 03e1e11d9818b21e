"""The commands that make: `make` and `redo`.

They start the server, run the flow in this process and show how it goes.
"""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from blocks.keys import keys_of_film
from storyreel.film.errors import FilmError, SettingsError
from storyreel.project.film_toml import fact, load_settings
from storyreel.project.project import SETTINGS_FILE, direct, film_folder, open_project
from storyreel.project.redo import asked_takes
from storyreel.project.settings import Scope, scope_of
from storyreel.vault import open_vault
from storyreel.vault.home import default_vault_url
from studio.captured_stderr import captured_stderr
from studio.consent import require_consent
from studio.disk_space import require_disk_space
from studio.ending import in_thread
from studio.exits import DONE, WAITING, WITH_GAPS
from studio.printing import say_json, seen_by_a_person, tell

LAST_WORD_SECONDS = 0.8
"""How long a run that was interrupted may take to say so to the server."""


def make_command(
    script: str,
    out: str,
    settings: dict[str, Any],
    scope: dict[str, Any],
    *,
    yes: bool,
    json: bool,
    quiet: bool,
) -> int:
    """Make a film and say what came of it; returns the exit code."""
    from storyreel.project.screenplays import read_script
    from studio.reading import tell_reading

    wanted = scope_of(scope)
    load_settings(film_folder(script, out) / SETTINGS_FILE, settings)
    screenplay = read_script(script)
    told = tell_reading(screenplay) if not (quiet or json) else frozenset[str]()
    ui_url = _server()
    project = open_project(script, out, open_vault(default_vault_url()), settings)
    with keys_of_film(project.folder):
        require_consent(project, wanted, yes=yes, budget="budget_usd" in settings)
    return _run(script, out, settings, wanted, ui_url, json=json, quiet=quiet, told=told)


def redo_command(
    film: Path, subject: str, what: str, take: int | None, *, yes: bool, json: bool, quiet: bool
) -> int:
    """Choose another take of a shot, or of what keeps a person or place alike, and make the film again."""
    if not film.is_dir():
        raise SettingsError(
            f"There is no folder {str(film)!r}. Give the folder that `storyreel make` made, films/NAME for"
            " example."
        )
    script = fact(film / SETTINGS_FILE, "script")
    if not script:
        raise SettingsError(
            f"{str(film)!r} is no film made from a file; its film.toml names no script. Give the folder that"
            " `storyreel make` made."
        )
    asked_takes(
        open_project(script, str(film), open_vault(default_vault_url())).state, subject, what, take
    )  # refused before a server is started
    ui_url = _server()
    with direct(script, str(film), open_vault(default_vault_url())) as project:
        before = project.state
        takes = asked_takes(before, subject, what, take)
        project.remember(takes=before.takes.asked_for(takes, before.keys, again=take is None))
        scope = Scope.model_validate(
            {name: value for name, value in before.scope.items() if name not in ("until", "only")}
        )
        try:
            with keys_of_film(project.folder):
                require_consent(project, scope, yes=yes, typed=False)
        except FilmError:
            project.remember(takes=before.takes)
            raise
    return _run(script, str(film), {}, scope, ui_url, json=json, quiet=quiet)


def _server() -> str:
    """The server runs, this process knows where, and what a person opens to watch is returned.

    Before anything that imports Prefect.

    On a terminal that is a link that signs a browser in, once. In a log that others may read it is the plain
    address.
    """
    from studio.prefect_address import exposure
    from studio.server import join_server, sign_in_link

    facts = join_server()
    if not facts.home and (warning := exposure(facts.url)):
        tell(f"warning: {warning}")
    return sign_in_link() if facts.home and seen_by_a_person() else facts.ui_url


def _run(
    script: str,
    out: str,
    settings: dict[str, Any],
    scope: Scope,
    ui_url: str,
    *,
    json: bool,
    quiet: bool,
    told: frozenset[str] = frozenset(),
) -> int:
    """told: notes that were said already."""
    started = time.monotonic()
    require_disk_space()
    with captured_stderr() as terminal:
        from flows.film import make_film
        from flows.progress import listening
        from storyreel.project.settings import FilmSettings
        from studio.display import Display

        display = Display(quiet=quiet or json, ui_url=ui_url, terminal=terminal)
        asked = FilmSettings.model_validate(settings) if settings else None
        try:
            with display, listening(display.hear):
                made: Any = in_thread(
                    lambda: make_film(script=script, folder=out, settings=asked, scope=scope)
                )
        except KeyboardInterrupt as stopped:
            _close_run(script, out, settings, f"Ended by {stopped}.")
            raise
    project = open_project(script, out, open_vault(default_vault_url()), settings)
    display.outcome(made, project, time.monotonic() - started, told)
    if json:
        say_json(made.model_dump(mode="json") | {"seconds": round(time.monotonic() - started, 1)})
    return WAITING if made.waiting else WITH_GAPS if made.gaps else DONE


def _close_run(script: str, out: str, settings: dict[str, Any], why: str) -> None:
    """Tell the server that this run has ended, if it answers at once; otherwise the next run does."""
    from flows.run_before import close_run

    def say_so() -> None:
        with suppress(FilmError):
            close_run(open_project(script, out, open_vault(default_vault_url()), settings).state.run, why)

    telling = threading.Thread(target=say_so, name="last word", daemon=True)
    telling.start()
    telling.join(LAST_WORD_SECONDS)
