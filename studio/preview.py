"""What a run would do, and what that costs, from a preview of the film."""

from __future__ import annotations

from dataclasses import dataclass

from blocks.keys import keys_of_film
from flows.preview import Preview, preview_film
from storyreel.project.estimate import Estimate, estimate
from storyreel.project.likeness_costs import likeness_choices
from storyreel.project.overrides import edits_in_words
from storyreel.project.plan import (
    PlannedCall,
    StageCount,
    counts_by_stage,
    plan_film,
    shortened_prompts,
)
from storyreel.project.project import Project
from storyreel.project.settings import Scope


@dataclass(frozen=True)
class RunPlan:
    """What a run would do."""

    calls: tuple[PlannedCall, ...]
    shots: int
    seconds: float
    """Length of the film's shots together, estimated for lines that are not spoken yet."""
    warnings: tuple[str, ...]
    counts: tuple[StageCount, ...]
    """How many calls of each stage a run makes."""
    estimate: Estimate
    """What that costs, and how long it takes."""
    edits: tuple[str, ...] = ()
    """The person's edits of the storyboard, in words."""


def plan_run(project: Project, scope: Scope) -> RunPlan:
    """Every call of the film, and what a run would do with it."""
    with keys_of_film(project.folder):
        preview = preview_film(project, scope)
        calls = plan_film(project, preview.context, preview.estimate_input.looked_up, preview.crew.left_out)
        if preview.unwritten:
            project.warnings.append(
                f"{preview.unwritten} scenes are still to be analysed by the writer; until then, the shots"
                " are planned by rules."
            )
        planned = estimate_preview(preview)
        choices = likeness_choices(planned.likeness, planned.cost)
        project.warnings += filter(None, (shortened_prompts(calls), choices))
        return RunPlan(
            calls,
            len(preview.context.storyboard.shots()),
            preview.seconds,
            tuple(project.warnings),
            counts_by_stage(calls),
            planned,
            edits_in_words(project.state.overrides),
        )


def estimate_preview(preview: Preview) -> Estimate:
    """Cost and time of the film, from a preview of it."""
    from tasks.gate import workers

    made = estimate(preview.estimate_input, workers())
    return made.model_copy(update={"endings": (*preview.crew.endings(), *preview.crew.cautions())})
