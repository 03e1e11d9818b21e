"""What a run of `make_film` leaves: the folder's files and a summary. It does not know how they were made."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict

from flows._executor import Executor
from storyreel.film.cutting import FinishedFilm
from storyreel.graph.context import FilmContext
from storyreel.graph.cutting import FILM
from storyreel.graph.stages import Stage, call_named
from storyreel.project.delivery import deliver_film, deliver_pieces
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
    """None where the run was asked to stop before the film."""
    duration_ms: int = 0
    shots: int = 0
    made: int = 0
    reused: int = 0
    waiting: str = ""
    """The gate at which the person's word is waited for: 'storyboard', 'keyframes' or 'clips'."""
    pieces: tuple[str, ...] = ()
    """Where there is no film: what lies in the folder, each as '14 clips in clips/'."""
    gaps: tuple[str, ...] = ()
    """What is missing, each as 'name: why'."""
    warnings: tuple[str, ...] = ()


def finish(project: Project, context: FilmContext, executor: Executor, waiting: str = "") -> MadeFilm:
    """Put what was made in the film's folder, remember what the film uses, and say what was done."""
    film: FinishedFilm | None = executor.made.get(FILM)
    path = deliver_film(project, context, executor.made, film) if film else None
    met = {
        name: key
        for name, key in project.state.keys.items()
        if (call := call_named(name)) is not None and call.stage is Stage.INTRODUCTION
    }
    made_now = {str(call): request.order.key for call, request in executor.records.items()}
    keys = met | made_now  # who was met once is not asked about again
    project.remember(
        keys=keys if film else project.state.keys | keys, takes=project.state.takes.come_to_an_end(made_now)
    )
    project.warnings += notes(context, executor.made)
    used_again = frozenset(call for call, request in executor.records.items() if request.reused)
    write_report(
        project, render_report(report_data(project, context, executor.made, used_again, executor.gaps))
    )
    reused = len(used_again)
    return MadeFilm(
        title=context.storyboard.title.title,
        folder=project.folder,
        film=path,
        duration_ms=film.duration_ms if film else 0,
        shots=len(context.storyboard.shots()),
        made=len(executor.records) - reused - len(executor.gaps),
        reused=reused,
        waiting=waiting,
        pieces=() if film else deliver_pieces(project, executor.made),
        gaps=tuple(f"{call}: {why}" for call, why in executor.gaps.items()),
        warnings=tuple(project.warnings),
    )
