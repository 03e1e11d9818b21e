"""How much work a film is still to make, before it is begun: its dry run, without what is made already."""

from __future__ import annotations

from storyreel.graph.context import FilmContext
from storyreel.graph.dry_run import calls_until
from storyreel.project.kept_results import Keeping
from storyreel.project.ledger_answers import look_up_calls
from storyreel.project.project import Project
from storyreel.project.settings import Scope, Until


def work_left(project: Project, context: FilmContext, keeping: Keeping, scope: Scope) -> float:
    """Rough seconds that one core works on all calls that are not made.

    Lengths of lines that are not spoken yet are estimated. keeping: what of an earlier version stays.
    """
    dry_calls = look_up_calls(project, context, keeping).calls
    until = scope.only or ("" if scope.until is Until.FILM else scope.until.value)
    wanted = calls_until(until, dry_calls)
    return sum(one.call.work for one in dry_calls if not one.made and one.call.id in wanted)
