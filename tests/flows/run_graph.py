"""The graph of a film as its call sheet has it, and as the Prefect server stored it."""

from __future__ import annotations

from pathlib import Path

from flows.preview import preview_film
from storyreel.film.frozen import Frozen
from storyreel.graph.calls import Call
from storyreel.graph.dry_run import dry_run
from storyreel.project.project import open_project
from storyreel.project.settings import Scope
from storyreel.vault import open_vault
from tests.flows.installation import Install, Records

PAGE = 200


def declared(house: Install, script: Path, folder: str, *, first: bool = False) -> dict[str, set[str]]:
    """The names of the calls that each call of a finished film needs. first: in its first run."""
    vault = open_vault(house.vault.as_uri())
    project = open_project(str(script), str(house.work / folder), vault)
    if first:
        project.state = project.state.model_copy(update={"base": None})
    preview = preview_film(project, Scope())

    def known(call: Call, brief: Frozen) -> Frozen | None:
        done = vault.ledger.attempt(call.key(brief, preview.context.card.fingerprints)).done
        return call.row.result.model_validate(done["result"]) if done is not None else None

    calls = [
        one.call
        for one in dry_run(preview.context, known, preview.before, preview.worked_out)
        if not one.call.not_needed
    ]
    return {call.name: {str(need) for need in call.needs} for call in calls}


def stored(records: Records, flow_run: str) -> dict[str, set[str]]:
    """By name of each task run of a flow run, the names of the task runs that it depends on."""
    runs: list[dict] = []
    while len(runs) % PAGE == 0 and (
        page := records.find(
            "task_runs", offset=len(runs), flow_runs={"id": {"any_": [flow_run]}}, sort="ID_DESC"
        )
    ):
        runs += page
    names = {run["id"]: run["name"] for run in runs}
    return {
        run["name"]: {
            names[source["id"]]
            for sources in run["task_inputs"].values()
            for source in sources
            if "id" in source
        }
        for run in runs
    }
