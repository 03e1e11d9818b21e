"""The commands that make: `make` and `redo`.

They start the server, run the flow in this process and show its progress.
"""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from blocks.keys import keys_of_film
from storyreel.film.errors import FilmError, SettingsError, UsageError
from storyreel.project.film_toml import fact, load_settings
from storyreel.project.journal import note_stop
from storyreel.project.lock import require_no_director
from storyreel.project.project import SETTINGS_FILE, Project, direct, film_folder, open_project
from storyreel.project.redo import IN_WORDS, ask_for_takes, asked_takes, require_note_fits
from storyreel.project.settings import Scope, scope_of
from storyreel.project.state import FilmState
from storyreel.vault import open_vault
from storyreel.vault.home import default_vault_url
from studio.captured_stderr import captured_stderr
from studio.consent import require_consent
from studio.disk_space import require_disk_space
from studio.exits import DONE, WAITING, WITH_GAPS
from studio.film_folders import named_film, no_script
from studio.interrupts import in_thread
from studio.printing import say_json, seen_by_a_person, tell

if TYPE_CHECKING:
    from flows.film import MadeFilm
    from studio.display import Display

COMMAND_LINE = "command-line"
"""The tag of runs that begin here, by which Prefect's pages find them."""
LAST_WORD_SECONDS = 0.8
"""How long a run that was interrupted may take to tell the server."""


def make_command(
    script: str,
    out: str,
    settings: dict[str, Any],
    scope: dict[str, Any],
    *,
    yes: bool,
    json: bool,
    quiet: bool,
    server: str = "",
) -> int:
    """Make a film and print the outcome; returns the exit code. server: where it is watched, if joined."""
    from storyreel.project.screenplays import read_script
    from storyreel.project.typed_settings import require_names_and_pictures
    from studio.reading import tell_reading

    wanted, named = scope_of(scope), script
    script, out = named_film(script, out)
    load_settings(film_folder(script, out) / SETTINGS_FILE, settings)
    screenplay = read_script(script)
    vault = open_vault(default_vault_url())
    require_names_and_pictures(open_project(script, out, vault, settings), settings)
    printed = tell_reading(screenplay) if not (quiet or json) else frozenset[str]()
    ui_url = server or watched_server()
    project = open_project(script, out, vault, settings)
    with keys_of_film(project.folder):
        yes = require_consent(
            project, wanted, yes=yes, budget="budget_usd" in settings, typed=script == named, quiet=quiet
        )
    return _run(script, out, settings, wanted, ui_url, yes=yes, json=json, quiet=quiet, printed=printed)


def redo_command(
    film: Path,
    subject: str,
    what: str,
    take: int | None,
    note: str = "",
    *,
    yes: bool,
    json: bool,
    quiet: bool,
) -> int:
    """Choose another take of a shot, or of what keeps a person or place alike, and make the film again.

    note: words for the prompt of the new take; the shot's own note if none are given.
    """
    if note:
        require_note_fits(what, take)
    _require_number(take)
    script = _script_of(film)
    state = open_project(script, str(film), open_vault(default_vault_url())).state
    asked_takes(state, subject, what, take)  # what cannot be made is refused before a server is started
    ui_url = watched_server()
    with direct(script, str(film), open_vault(default_vault_url())) as project:
        before = project.state
        takes = asked_takes(before, subject, what, take)
        words = note or _own_note(project, subject, what, take)
        ask_for_takes(project, takes, again=take is None, note=words)
        limits = _limits_of_whole_film(before)
        scope = Scope.model_validate(limits)
        agreed = _agreed_or_undone(project, before, scope, yes=yes, quiet=quiet)
    as_before = not before.waiting and limits == before.scope
    return _run(script, str(film), {}, scope, ui_url, yes=agreed or as_before, json=json, quiet=quiet)


def _require_number(take: int | None) -> None:
    if take is not None and take < 1:
        raise UsageError(f"--take is {take}; a whole number from 1 is accepted. Nothing was changed.")


def _limits_of_whole_film(state: FilmState) -> dict[str, Any]:
    """The scope of the last run, but to the end of the film."""
    return {name: value for name, value in state.scope.items() if name not in ("until", "only")}


def _agreed_or_undone(project: Project, before: FilmState, scope: Scope, *, yes: bool, quiet: bool) -> bool:
    """Whether all is bought without another question. If the person declines, the takes are as before."""
    try:
        with keys_of_film(project.folder):
            return require_consent(project, scope, yes=yes, typed=False, quiet=quiet)
    except (FilmError, KeyboardInterrupt):
        project.remember(takes=before.takes, keys=before.keys, bought=before.bought)
        raise


def _own_note(project: Project, subject: str, what: str, take: int | None) -> str:
    """The note that the shot has in the storyboard, if a new take of it is made by a prompt."""
    asked = {shot_id.casefold(): wish for shot_id, wish in project.directions().items()}
    wish = asked.get(subject.casefold())
    return wish.note if wish and take is None and what in IN_WORDS else ""


def _require_folder(film: Path) -> None:
    if not film.is_dir():
        raise SettingsError(
            f"There is no folder {str(film)!r}. Give the folder that `storyreel make` made, films/NAME for"
            " example."
        )


def _script_of(film: Path) -> str:
    """Path of the screenplay of a film's folder.

    Raises:
        SettingsError: there is no such folder, or its film was not made from a file.
    """
    _require_folder(film)
    script = fact(film / SETTINGS_FILE, "script")
    if not script:
        raise no_script(film)
    return script


def watched_server() -> str:
    """Start or join the server, and return what a person opens to watch. Called before Prefect is imported.

    On a terminal that is a link that signs a browser in once. Elsewhere it is the plain address, because
    others may read a log.
    """
    from studio.server import join_server, sign_in_link

    facts = join_server()
    if not facts.home:
        _warn_of_exposure(facts.url)
    return sign_in_link() if facts.home and seen_by_a_person() else facts.ui_url


def _warn_of_exposure(url: str) -> None:
    from studio.prefect_address import exposure

    if warning := exposure(url):
        tell(f"warning: {warning}")


def _run(
    script: str,
    out: str,
    settings: dict[str, Any],
    scope: Scope,
    ui_url: str,
    *,
    yes: bool,
    json: bool,
    quiet: bool,
    printed: frozenset[str] = frozenset(),
) -> int:
    """Run the flow and print its outcome; returns the exit code. printed: notes that were printed already."""
    started = time.monotonic()
    require_disk_space()
    vault = open_vault(default_vault_url())
    require_no_director(vault.documents, open_project(script, out, vault, settings).id)
    with captured_stderr() as terminal:
        from studio.display import Display

        display = Display(quiet=quiet or json, ui_url=ui_url, terminal=terminal)
        try:
            made = _made(display, script, out, settings, scope, yes=yes)
        except KeyboardInterrupt as stopped:
            _close_run(script, out, settings, f"Ended by {stopped}.")
            raise
    project = open_project(script, out, open_vault(default_vault_url()), settings)
    display.outcome(made, project, time.monotonic() - started, printed)
    if json:
        say_json(made.model_dump(mode="json") | {"seconds": round(time.monotonic() - started, 1)})
    return _exit_code(made)


def _exit_code(made: MadeFilm) -> int:
    if made.waiting:
        return WAITING
    return WITH_GAPS if made.gaps else DONE


def _made(
    display: Display, script: str, out: str, settings: dict[str, Any], scope: Scope, *, yes: bool
) -> Any:
    """The outcome of the flow, a `MadeFilm`, run in a thread while the display follows it."""
    from prefect import tags

    from flows.film import make_film
    from flows.progress import listening
    from storyreel.project.settings import FilmSettings

    asked = FilmSettings.model_validate(settings) if settings else None

    def work() -> Any:
        with tags(COMMAND_LINE):
            return make_film(script=script, folder=out, settings=asked, scope=scope, yes=yes)

    with display, listening(display.hear):
        return in_thread(work)


def _close_run(script: str, out: str, settings: dict[str, Any], why: str) -> None:
    """Tell the server that this run has ended, if it answers at once. Otherwise the next run tells it."""
    from flows.previous_run import close_run

    def say_so() -> None:
        with suppress(FilmError):
            project = open_project(script, out, open_vault(default_vault_url()), settings)
            note_stop(project.id)
            close_run(project.state.run, why)

    telling = threading.Thread(target=say_so, name="last word", daemon=True)
    telling.start()
    telling.join(LAST_WORD_SECONDS)
