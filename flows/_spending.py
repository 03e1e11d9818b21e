"""Checks before any purchase: the budget, and the gates at which the film stops."""

from __future__ import annotations

from blocks.crew import Crew
from flows.preview import preview_of_run
from storyreel.film.screenplay import Screenplay
from storyreel.graph.context import FilmContext
from storyreel.project.affordable import require_affordable
from storyreel.project.approvals import gates_of
from storyreel.project.estimate import EstimateInput, estimate
from storyreel.project.project import Project
from storyreel.project.settings import Gate, Scope
from tasks.gate import workers


def check_before_writing(
    project: Project, crew: Crew, screenplay: Screenplay, scope: Scope, *, yes: bool
) -> None:
    """Refuse a film that costs more than its budget has left, before a paid writer is asked.

    The shots of scenes that are not analysed yet are counted by rules.

    yes: the person said that it may be bought, as far as the budget reaches.

    Raises:
        BudgetError: says how far the budget reaches.
    """
    if yes or project.settings.budget_usd is None or crew.writer.allowance() is None:
        return
    looked_at = Project(project.folder, project.id, project.vault, project.settings, project.script)
    estimate_input = preview_of_run(looked_at, crew, screenplay, scope).estimate_input
    require_affordable(estimate(estimate_input, workers()), estimate_input)


def gates_before(
    project: Project, context: FilmContext, crew: Crew, scope: Scope, *, yes: bool
) -> tuple[Gate, ...]:
    """The gates at which the film stops until the person approves.

    yes: the person said that it may be bought, as far as the budget reaches.

    Raises:
        BudgetError: the film costs more than the budget has left; says how far it reaches.
    """
    if yes or not crew.paid():
        return gates_of(project.settings, buys=False)
    estimate_input = EstimateInput(project, context, crew, scope=scope)
    planned = estimate(estimate_input, workers())
    require_affordable(planned, estimate_input)
    is_asked_for = bool(scope.redo) and not project.state.waiting
    return gates_of(project.settings, buys=bool(planned.stages) and not is_asked_for)
