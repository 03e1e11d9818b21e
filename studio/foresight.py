"""A film foreseen: read, planned and held against the ledger, without a server and without making anything."""

from __future__ import annotations

from dataclasses import dataclass

from blocks.crew import assemble
from storyreel.animatic.writer import split_scenes
from storyreel.film.limits import film_seconds
from storyreel.project.plan import PlannedCall, plan_film
from storyreel.project.project import STORYBOARD_FILE, Project, within
from storyreel.project.screenplays import read_script
from storyreel.project.settings import Scope


@dataclass(frozen=True)
class Foreseen:
    """What a run would do."""

    calls: tuple[PlannedCall, ...]
    shots: int
    seconds: float
    """Estimated length of the film's shots."""
    warnings: tuple[str, ...]


def foresee(project: Project, scope: Scope) -> Foreseen:
    """Every call of the film and where it stands. The embedded writer reads the script here: it is free and keeps nothing."""
    crew = assemble(project.settings.crew, project.settings.language)
    screenplay = read_script(project.script)
    storyboard_file = project.folder / STORYBOARD_FILE
    if storyboard_file.exists():
        project.state = project.state.model_copy(update={"overrides": project.edits(storyboard_file.read_text(encoding="utf-8"))})
    surveyed = crew.writer.survey(screenplay, project.state.base)
    drafts = [crew.writer.analyse_scene(brief) for brief in split_scenes(screenplay, surveyed)]
    storyboard = within(project.foresee(screenplay, surveyed, drafts)[1], scope)
    calls = plan_film(project, project.sheet(storyboard, crew.card()))
    return Foreseen(calls, len(storyboard.shots()), film_seconds(storyboard), tuple(project.warnings))
