"""Whole films from Python: made, planned and estimated."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Literal

from blocks.keys import keys_of_film
from storyreel.film.errors import SettingsError
from storyreel.project.idea_scripts import idea_folder, require_one
from storyreel.project.lock import require_no_director
from storyreel.project.settings import FilmSettings, Scope, scope_of
from studio.api.agreement import Agreement
from studio.api.kept_server import Stop, in_own_thread, on_kept_server
from studio.api.opening import Script, folder_of, opened, sorted_settings
from studio.api.results import Film, FilmEstimate, FilmPlan
from studio.captured_stderr import captured_stderr
from studio.consent import require_consent, require_files_may_be_stored

if TYPE_CHECKING:
    from flows.outcome import MadeFilm
    from flows.progress import Progress
    from storyreel.project.estimate import EstimateLine
    from storyreel.project.project import Project

Until = Literal["storyboard", "keyframes", "clips", "film"]


def make(
    script: Script = "",
    *,
    idea: str = "",
    minutes: float | None = None,
    music: str = "",
    folder: Script = "",
    crew: str | None = None,
    budget: float | None = None,
    yes: bool = False,
    until: Until = "film",
    quiet: bool = False,
    **settings: Any,
) -> Film:
    """Make the film of a screenplay, or of an idea. Everything that has not changed is used again.

    It runs on the kept Prefect server, which is started if there is none. Interrupt it at any time: the
    calls in flight are finished, and the next `make` goes on from there.

    Args:
        script: Path of the screenplay (.fountain, .fdx, .md, .txt), or its text of more than one line.
        idea: What the film is about, in place of a screenplay. The crew's writer writes one into the film's
            folder, once: edit it there, and the same call makes the film of it again. The embedded writer
            writes a sketch, for nothing.
        minutes: Wanted length of the film of an idea, above 0 and up to 120, or 10 with the embedded writer;
            2 if none is given.
        music: Style of the music in words, such as 'slow piano'; the setting `music_style`.
        folder: The film's folder; films/NAME if none is given, with the name of the screenplay, or the first
            words of the idea.
        crew: 'animatic' is the embedded crew, which is free; 'cloud' is made of services; 'local' works with
            models on your own card. If none is given, that in the folder's film.toml, or 'animatic'.
        budget: What may be spent in all, in US dollars. To give one is to agree to it.
        yes: Buy without another question, and without waiting for the storyboard to be approved, unless
            `approve` in film.toml names it.
        until: The last step that is made.
        quiet: Print no progress on stderr.
        settings: Any setting of film.toml and any limit of the film's length, by its name. The settings are
            kept in the folder's film.toml.

    Returns:
        The film, its folder, and what is missing in it.

    Raises:
        FilmError: one of its subclasses says in a sentence what was given, what is accepted, and whether
            money was spent: `SettingsError` if it costs money to which nobody agreed, `ScreenplayError` if
            there is no such screenplay, `ProjectBusyError` if another run makes this film.
    """
    require_one(os.fspath(script), idea, minutes)
    settings |= {"music_style": music} if music else {}
    if idea:
        named = {**settings, "crew": crew, "until": until}
        script, folder = _of_idea(idea, minutes, os.fspath(folder), named, budget, yes)
    home, given = folder_of(script, folder), {**settings, "crew": crew}
    kept, limits = sorted_settings(home, given, budget)
    scope = scope_of(limits | {"until": until})
    with on_kept_server() as ui_url:
        project = opened(script, home, kept)
        yes = _agreed(project, scope, yes=yes, budget=budget is not None)
        return _result(_made(project, kept, scope, ui_url, yes=yes, quiet=quiet))


def _of_idea(
    idea: str, minutes: float | None, folder: str, named: dict[str, Any], budget: float | None, yes: bool
) -> tuple[str, str]:
    """Path of the screenplay of an idea, written now if it was not before, and the film's folder."""
    from flows.ideas import screenplay_of

    settings, limits = sorted_settings(str(idea_folder(idea, folder)), named, budget)
    scope_of(limits)
    return screenplay_of(idea, minutes, folder, settings, agree=Agreement(budget, yes).require)


def _agreed(project: Project, scope: Scope, *, yes: bool, budget: bool) -> bool:
    """Whether the storyboard need not be approved; see `require_consent`."""
    with keys_of_film(project.folder):
        try:
            return require_consent(project, scope, yes=yes, budget=budget)
        except SettingsError as error:
            raise SettingsError(f"{error} In Python: storyreel.make(..., budget=20), or yes=True.") from error


def _made(
    project: Project, settings: dict[str, Any], scope: Scope, ui_url: str, *, yes: bool, quiet: bool
) -> MadeFilm:
    """The flow's outcome."""
    from prefect import tags

    from flows.film import make_film
    from flows.progress import listening
    from studio.display import Display

    asked = FilmSettings.model_validate(settings) if settings else None
    require_no_director(project.vault.documents, project.id)
    stop = Stop()

    def work() -> Any:
        with tags("python"):
            return make_film(
                script=project.script, folder=str(project.folder), settings=asked, scope=scope, yes=yes
            )

    with captured_stderr() as terminal:
        display = Display(quiet=quiet, ui_url=ui_url, terminal=terminal)

        def hear(step: Progress) -> None:
            display.hear(step)
            stop.hear()

        with display, listening(hear):
            return in_own_thread(work, stop)


def _result(made: MadeFilm) -> Film:
    return Film(
        title=made.title,
        folder=made.folder,
        path=made.film,
        seconds=made.duration_ms / 1000,
        shots=made.shots,
        made=made.made,
        reused=made.reused,
        waiting=made.waiting,
        pieces=made.pieces,
        gaps=made.gaps,
        stale=made.stale,
        warnings=made.warnings,
    )


def plan(script: Script, *, folder: Script = "", crew: str | None = None, **settings: Any) -> FilmPlan:
    """What `make` would do: what would be made, what would be used again, and why. Makes nothing.

    It needs no server and asks no service.

    Args:
        script: As for `make`.
        folder: As for `make`.
        crew: As for `make`.
        settings: As for `make`; nothing is written.

    Raises:
        FilmError: as `make` raises it.
    """
    from studio.preview import plan_run

    project, scope = _looked_at(script, folder, {**settings, "crew": crew})
    planned = plan_run(project, scope)
    return FilmPlan(planned.calls, planned.shots, planned.seconds, planned.warnings)


def estimate(
    script: Script, *, folder: Script = "", crew: str | None = None, **settings: Any
) -> FilmEstimate:
    """What the film costs, by stage and by shot, and how long it takes. Buys nothing.

    Args:
        script: As for `make`.
        folder: As for `make`.
        crew: As for `make`.
        settings: As for `make`; nothing is written.

    Raises:
        FilmError: as `make` raises it.
    """
    from studio.estimates import estimate_film

    project, scope = _looked_at(script, folder, {**settings, "crew": crew})
    made = estimate_film(project, scope)
    stages, shots = _lines(made.stages), _lines(made.shots)
    return FilmEstimate(made.cost, made.wall_seconds, made.film_seconds, stages, shots)


def _lines(lines: tuple[EstimateLine, ...]) -> tuple[tuple[str, int, Any], ...]:
    return tuple((line.name, line.calls, line.cost) for line in lines)


def _looked_at(script: Script, folder: Script, named: dict[str, Any]) -> tuple[Project, Scope]:
    """The film to look at, and the part of it that is asked about."""
    home = folder_of(os.fspath(script), folder)
    settings, limits = sorted_settings(home, named)
    project = opened(script, home, settings)
    require_files_may_be_stored(project)
    return project, scope_of(limits)
