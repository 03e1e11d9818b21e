"""A film of two shots by a paid crew, put into the ledger as a run would have bought it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flows.preview import preview_film
from storyreel.film.frozen import Frozen
from storyreel.graph.assumed_results import NOTHING
from storyreel.graph.calls import Call
from storyreel.graph.dry_run import dry_run
from storyreel.project.overrides import Override, Overrides
from storyreel.project.plan import PlannedAction
from storyreel.project.project import Project, open_project
from storyreel.project.settings import Scope
from storyreel.vault import Vault
from studio.preview import plan_run

SCRIPT = """INT. KITCHEN - NIGHT

MARA stands at the stove.

MARA
The kettle is late.

EXT. HARBOUR - DAWN

TOM walks along the quay.

TOM
So is the boat.
"""
PAID = {"images": "fal", "video": "fal", "narrator": "elevenlabs"}
FIRST, SECOND = "SC010-SH010", "SC020-SH010"


def film(home: Path, vault: Vault, members: dict[str, str] = PAID, **settings: object) -> Project:
    script = home / "tea.fountain"
    if not script.exists():
        script.write_text(SCRIPT)
    return open_project(str(script), str(home / "tea"), vault, {"members": members, **settings})


def make_all(project: Project, usd: float = 1.0, *, remembered: bool = True) -> None:
    """Put a result of every call into the ledger, those of paid members for so much, as a run would."""
    preview = preview_film(project, Scope())
    paid, ledger, keys = preview.crew.paid_capabilities(), project.vault.ledger, dict[str, str]()
    prints = preview.context.card.fingerprints

    def known(call: Call, brief: Frozen) -> Frozen:
        key = keys[call.name] = call.key(brief, prints)
        done = ledger.attempt(key).done
        if done is None:
            asset = project.vault.assets.put(key.encode(), "image/png").model_dump(mode="json")
            result = _with_asset(call.row.assume(brief).model_dump(mode="json"), asset)
            cost = usd if call.row.capability in paid else 0.0
            ledger.intend(key, 1, call.name)
            done = ledger.finish(key, 1, result, seconds=1, cost_usd=cost)
        return call.row.result.model_validate(done["result"])

    dry_run(preview.context, known, preview.before, preview.worked_out)
    if remembered:
        project.remember(keys=keys)


def _with_asset(value: Any, asset: dict[str, Any]) -> Any:
    """The value with an asset in the place of the assumed one."""
    if isinstance(value, dict):
        if value.get("sha256") == NOTHING.sha256:
            return asset
        return {name: _with_asset(part, asset) for name, part in value.items()}
    return [_with_asset(part, asset) for part in value] if isinstance(value, list) else value


def edit(project: Project, shot: str, field: str, value: object) -> None:
    new = Override.model_validate({"target": "shot", "id": shot, "field": field, "value": value})
    project.remember(overrides=project.state.overrides.merged(Overrides(edits=(new,))))


def standing(project: Project, **scope: Any) -> dict[str, tuple[PlannedAction, str]]:
    """What a run would do with each call, and why."""
    planned = plan_run(project, Scope(**scope))
    return {call.name: (call.action, call.why) for call in planned.calls}


def those(found: dict[str, tuple[PlannedAction, str]], action: PlannedAction) -> set[str]:
    return {name for name, (standing, _) in found.items() if standing is action}
