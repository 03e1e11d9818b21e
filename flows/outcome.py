"""What a run of `make_film` leaves: the files in the film's folder, and a summary."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict

from flows._executor import Executor
from storyreel.film.cutting import FinishedFilm
from storyreel.graph.context import FilmContext
from storyreel.graph.cutting import FILM
from storyreel.project.delivery import deliver_film, deliver_pieces
from storyreel.project.notes import notes
from storyreel.project.project import Project
from storyreel.project.remembering import RunResults, remember_run
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
    _remember(project, context, executor, whole=film is not None)
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


def results_of(executor: Executor) -> RunResults:
    """What a run has answered so far, by call name."""
    return RunResults(executor.keys(), executor.bought(), frozenset(map(str, executor.gaps)))


def _remember(project: Project, context: FilmContext, executor: Executor, *, whole: bool) -> None:
    """Remember what the film uses. whole: the film is finished and uses nothing else."""
    remember_run(project, results_of(executor), context.storyboard if whole else None)
    project.remember(
        takes=project.state.takes.come_to_an_end(executor.keys()),
        waiting={} if whole else project.state.waiting,
    )
