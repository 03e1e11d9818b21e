"""The film's flow as Prefect's form offers it: the same film, of values that a person can fill in."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from prefect import State
from prefect.runtime import flow_run
from prefect.states import Cancelled

from blocks.saved_crew import CrewName, SavedCrew
from flows._sealed import sealed_flow
from flows.film import RUNNER, make_film, run_name
from flows.form_schema import IN_FORM, NOT_SAID, said
from flows.outcome import MadeFilm
from storyreel.film.errors import ProjectBusyError, RenderError, UsageError
from storyreel.project.changes import ShotChanges
from storyreel.project.settings import FilmSettings, Scope

MOST_RUNS = 5
"""Runs of one film, the first and those after a crash."""


@sealed_flow(name="make-film", flow_run_name=run_name, task_runner=RUNNER, persist_result=False)
def make_film_by_form(
    script: str = "",
    folder: str = "",
    idea: str = "",
    minutes: Annotated[float | None, IN_FORM] = NOT_SAID,
    music: str = "",
    crew: Annotated[CrewName | None, IN_FORM] = NOT_SAID,
    saved_crew: Annotated[SavedCrew | None, IN_FORM] = NOT_SAID,
    settings: Annotated[FilmSettings | None, IN_FORM] = NOT_SAID,
    scope: Annotated[Scope | None, IN_FORM] = NOT_SAID,
    shots: Annotated[dict[str, ShotChanges] | None, IN_FORM] = NOT_SAID,
    clips_on: Literal["here", "gpu"] = "here",
    vault: str = "",
    yes: bool = False,
) -> MadeFilm | State:
    """Turn a screenplay, or an idea, into a film.

    Args:
        script: Path of the screenplay (.fountain, .fdx, .md, .txt), or its text.
        folder: Where the film is put; films/<name of the screenplay> if none is given.
        idea: What the film is about, in place of a screenplay; the crew's writer writes one of it, once.
        minutes: Wanted length of the film of an idea, up to 10 with the embedded writer; 2 if none is given.
        music: Style of the music in words, such as 'slow piano'; over the one in the settings.
        crew: Who makes the film. animatic is embedded and free, cloud is made of services, local draws and
            films on your own card; that of the film's folder, or animatic, if none is given.
        saved_crew: A crew that is saved in Prefect as a block, in place of one of those three.
        settings: Look, shape, resolution, frame rate, language, budget and what is skipped; over those in the
            folder's film.toml.
        scope: How much of the film is made; all of it if nothing is given.
        shots: What you change about single shots, by shot id, such as SC010-SH010; it is kept in the
            folder's storyboard.toml.
        clips_on: Where clips are made: in this process, or by workers of the gpu pool.
        vault: Address of the vault, for example file:///data/vault; this machine's own if none is given.
        yes: Buy without waiting for the storyboard to be approved, and as far as the budget reaches.
    """
    _require_life(flow_run.run_count)
    try:
        return make_film.fn(
            script=script,
            folder=folder,
            idea=idea,
            minutes=said(minutes),
            music=music,
            settings=_settings(said(settings), said(crew), said(saved_crew)),
            scope=said(scope) or Scope(),
            shots=said(shots),
            clips_on=clips_on,
            vault=vault,
            yes=yes,
        )
    except ProjectBusyError as busy:  # nothing failed: the other run makes the film
        return Cancelled(name="Refused", message=str(busy))


def _require_life(run_count: int) -> None:
    """Let no film that kills its worker kill one after another: a run that crashed is scheduled again.

    Raises:
        RenderError: its process died too often.
    """
    if run_count > MOST_RUNS:
        raise RenderError(
            f"The process that makes this film died {run_count - 1} times, and is not started again by"
            " itself. What was made is kept. See the run's log and the worker's memory; then start a new run."
        )


def _settings(
    settings: FilmSettings | None, crew: CrewName | None, saved_crew: SavedCrew | None
) -> FilmSettings | None:
    """The settings with the crew that was chosen.

    Raises:
        UsageError: a crew and a saved crew were chosen.
    """
    if crew and saved_crew:
        raise UsageError(
            f"crew is {crew!r}, and a saved crew was chosen, too; one of the two is accepted. Nothing was"
            " made and nothing was spent. Leave one of them out."
        )
    typed: dict[str, Any] = settings.model_dump(exclude_unset=True) if settings else {}
    if crew:
        typed["crew"] = crew
    if saved_crew:
        chosen = saved_crew.settings()
        for named in ("members", "models"):
            chosen[named] = {**chosen[named], **typed.get(named, {})}
        typed |= chosen
    return FilmSettings.model_validate(typed) if typed else None
