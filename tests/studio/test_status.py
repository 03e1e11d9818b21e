"""`storyreel status`: edits, shots that are left out, and what the film waits for."""

from __future__ import annotations

import json

from storyreel.project.journal import Journal, Step
from storyreel.project.overrides import SKIP, Override, Overrides
from storyreel.project.project import direct
from storyreel.vault import open_vault
from storyreel.vault.home import default_vault_url
from tests.studio.terminal import SCENE, Terminal


def test_a_film_that_is_not_made_waits_for_make(terminal: Terminal) -> None:
    """The command is named."""
    terminal.type("init", terminal.script(SCENE), "--out", "film")

    facts = json.loads(terminal.type("status", "film", "--json").out)

    assert facts["waits_for"] == "storyreel make film"
    assert facts["skipped"] == facts["edited"] == facts["in_doubt"] == []


def test_edits_skipped_shots_and_a_gate_are_said(terminal: Terminal) -> None:
    """Each edit by shot and field; a gate with the command that opens it."""
    script = terminal.script(SCENE)
    terminal.type("init", script, "--out", "film")
    edits = (
        Override(target="shot", id="SC010-SH010", field="size", value="close"),
        Override(target="shot", id="SC010-SH020", field=SKIP, value=True),
    )
    with direct(str(script), "film", open_vault(default_vault_url())) as project:
        project.remember(overrides=Overrides(edits=edits), waiting={"keyframes": "0" * 64})

    facts = json.loads(terminal.type("status", "film", "--json").out)
    said = terminal.type("status", "film").out

    assert facts["edited"] == ["SC010-SH010 size"] and facts["skipped"] == ["SC010-SH020"]
    assert "storyreel approve film keyframes" in facts["waits_for"]
    assert "SC010-SH020" in said


def test_a_run_that_waits_for_a_worker_is_said_while_it_runs(terminal: Terminal) -> None:
    """A run that was killed waits for nothing any more: the command that goes on is named."""
    script = terminal.script(SCENE)
    terminal.type("init", script, "--out", "film")
    with (
        direct(str(script), "film", open_vault(default_vault_url())) as project,
        Journal(project.id) as journal,
    ):
        journal.write(Step(event="waits", name="SC010-SH010 clip", message="No worker is online."))

        running = json.loads(terminal.type("status", "film", "--json").out)

    with Journal(project.id) as journal:
        journal.write(Step(event="waits", name="SC010-SH010 clip", message="No worker is online."))
        killed = json.loads(terminal.type("status", "film", "--json").out)

    assert running["waits_for"] == "No worker is online."
    assert killed["waits_for"] == "storyreel make film"
