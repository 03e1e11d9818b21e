"""What a run of `make_film` leaves: the files in the film's folder, and a summary."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict

from flows._executor import Executor
from storyreel.film.cutting import FinishedFilm
from storyreel.graph.context import FilmContext
from storyreel.graph.cutting import FILM
from storyreel.graph.stages import Stage, call_named
from storyreel.project.delivery import deliver_film, deliver_pieces
from storyreel.project.keeping import still_known
from storyreel.project.notes import notes
from storyreel.project.project import Project
from storyreel.project.report import render_report
from storyreel.project.report_data import report_data, write_report


class MadeFilm(BaseModel):
    """A run's outcome."""

    model_config = ConfigDict(frozen=True)

    title: str
    folder: Path
    film: Path | None = None
    """None if the run was asked to stop before the film."""
    duration_ms: int = 0
    shots: int = 0
    made: int = 0
    reused: int = 0
    waiting: str = ""
    """The gate at which the film waits for approval: 'storyboard', 'keyframes' or 'clips'; '' for none."""
    pieces: tuple[str, ...] = ()
    """What is in the folder if there is no film, each as '14 clips in clips/'."""
    gaps: tuple[str, ...] = ()
    """What is missing, each as 'name: why'."""
    stale: tuple[str, ...] = ()
    """What is of an earlier version and stays in the film, each as 'name: why'."""
    warnings: tuple[str, ...] = ()


def finish(project: Project, context: FilmContext, executor: Executor, waiting: str = "") -> MadeFilm:
    """Put what was made in the film's folder, remember what the film uses, and say what was done."""
    film: FinishedFilm | None = executor.made.get(FILM)
    path = deliver_film(project, context, executor.made, film) if film else None
    _remember(project, executor, whole=film is not None)
    project.warnings += notes(context, executor.made)
    used_again = frozenset(call for call, request in executor.records.items() if request.reused)
    stale = executor.stale()
    report = report_data(project, context, executor.made, used_again, executor.gaps, stale)
    write_report(project, render_report(report))
    made_now = executor.records.keys() - used_again - executor.gaps.keys()
    return MadeFilm(
        title=context.storyboard.title.title,
        folder=project.folder,
        film=path,
        duration_ms=film.duration_ms if film else 0,
        shots=len(context.storyboard.shots()),
        made=len(made_now),
        reused=len(used_again),
        waiting=waiting,
        pieces=() if film else deliver_pieces(project, executor.made),
        gaps=tuple(f"{call}: {why}" for call, why in executor.gaps.items()),
        stale=tuple(f"{call}: {why}" for call, why in stale.items()),
        warnings=tuple(project.warnings),
    )


def _remember(project: Project, executor: Executor, *, whole: bool) -> None:
    """Remember the keys of what the film uses. whole: the film is finished and uses nothing else."""
    made_now = executor.keys()
    keys = _introductions(project) | made_now
    takes = project.state.takes.come_to_an_end(made_now)
    bought = still_known(project.state.bought | executor.bought(), project.state.base)
    project.remember(
        keys=keys if whole else project.state.keys | keys,
        takes=takes,
        bought=bought,
        waiting={} if whole else project.state.waiting,
    )


def _introductions(project: Project) -> dict[str, str]:
    """Keys of the calls that introduced people and places. They are kept, so that none is made again."""
    return {name: key for name, key in project.state.keys.items() if _is_introduction(name)}


def _is_introduction(name: str) -> bool:
    call = call_named(name)
    return call is not None and call.stage is Stage.INTRODUCTION
