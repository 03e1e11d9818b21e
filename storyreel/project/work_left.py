"""How much work a film is still to make, before it is begun: its dry run, without what is made already."""

from __future__ import annotations

from storyreel.film.frozen import Frozen
from storyreel.graph.calls import Call
from storyreel.graph.context import FilmContext
from storyreel.graph.dry_run import calls_until, dry_run
from storyreel.project.project import Project
from storyreel.project.settings import Scope, Until


def work_left(project: Project, context: FilmContext, scope: Scope) -> float:
    """Rough seconds that one core works on all calls that are not made.

    Lengths of lines that are not spoken yet are estimated.
    """

    def made_before(call: Call, brief: Frozen) -> Frozen | None:
        key = call.key(brief, context.card.fingerprints)
        done = project.vault.ledger.sound_attempt(key, project.vault.assets.check).done
        return call.row.result.model_validate(done["result"]) if done is not None else None

    dry_calls = dry_run(context, made_before)
    until = scope.only or ("" if scope.until is Until.FILM else scope.until.value)
    wanted = calls_until(until, dry_calls)
    return sum(one.call.work for one in dry_calls if not one.made and one.call.id in wanted)
