"""Cloud films as a person with bad luck makes them: begun, killed, decided about, finished; and what the providers' books say of it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import numpy as np
import psutil
import pytest

from storyreel.editing.probe import check_decodes
from storyreel.film.jobs import Ticket
from storyreel.vault import Vault
from storyreel.vault.ledger import Ledger
from tests.fakes.studio import Studio
from tests.flows.house import SMALL, House

JOBS = {"fal": "submit", "luma": "create"}
"""Providers whose work is a job that can be collected later, and what taking one is called."""


def begin(house: House, script: Path, out: str = "kettle", *more: object) -> subprocess.Popen[str]:
    return house.start("make", script, "--out", out, "--crew", "cloud", "--yes", *SMALL, "--json", *more)


def wait_for_jobs(studio: Studio, process: subprocess.Popen[str], more: int) -> None:
    """Until the studio took on so many more jobs, the run ended, or a minute is over."""
    wanted, deadline = len(studio.jobs()) + more, time.monotonic() + 60
    while process.poll() is None and len(studio.jobs()) < wanted and time.monotonic() < deadline:
        time.sleep(0.005)  # noqa: TID251 a finger on the key


def kill(process: subprocess.Popen[str], *, clerk_too: bool) -> None:
    """Kill the run, and the process that buys for it, too."""
    clerks: list[psutil.Process] = []
    with suppress(psutil.NoSuchProcess):
        clerks = [child for child in psutil.Process(process.pid).children(recursive=True) if "tasks.clerk" in child.cmdline()]
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    for clerk in clerks if clerk_too else ():
        with suppress(psutil.NoSuchProcess):
            clerk.kill()
    process.communicate(timeout=60)


def decide(ledger: Ledger, studio: Studio) -> list[str]:
    """A person looks at the providers' pages and says about each call in doubt what is there; returns what was bought anew on their word."""
    anew: list[str] = []
    for key, number, doubt in list(ledger.doubts()):
        if ledger.attempt(key).ticket is not None:
            continue  # decided before; the next run collects it
        provider, known = str(doubt["provider"]), ledger.job_ids()
        since = float(str(json.loads(ledger._records.get(f"ledger/{key[:2]}/{key}/{number}/intent.json") or b"{}").get("at", 0)))
        there = [job for job in studio.jobs(provider) if job.operation == JOBS.get(provider) and job.id not in known and job.accepted_at >= since]
        if there:
            facts = {"app": str(job_app(there[0].asked))} if provider == "fal" else {}
            ledger.ticket(key, number, Ticket(provider=provider, job_id=there[0].id, facts=facts).model_dump(mode="json"))
        else:
            anew.append(str(doubt["what"]))
            ledger.lose(key, number, "a person decided to buy it anew")
    return anew


def job_app(asked: object) -> object:
    """Where fal was asked, from its own page."""
    return asked.get("app", "") if isinstance(asked, dict) else ""


def finish(house: House, vault: Vault, script: Path, studio: Studio, out: str = "kettle") -> tuple[dict, list[str]]:
    """Type the same command, and decide what is asked, until the film is whole."""
    anew: list[str] = []
    for _ in range(12):
        process = begin(house, script, out)
        said, err = process.communicate(timeout=400)
        outcome = json.loads(said) if said else {}
        anew += decide(vault.ledger, studio)
        if process.returncode == 0:
            return outcome, anew
        assert "Traceback" not in err, err
    pytest.fail(err)


def kill_until_finished(house: House, vault: Vault, studio: Studio, kills: int, seed: int = 3) -> None:
    """Kill a film's run so often, each time some jobs further, every third time the buying process, too; finish it, and hold it against the books."""
    rng = np.random.default_rng(seed)
    script = house.script()
    anew: list[str] = []
    for number in range(kills):
        process = begin(house, script)
        wait_for_jobs(studio, process, int(rng.integers(1, 12)))
        kill(process, clerk_too=number % 3 == 2)
        anew += decide(vault.ledger, studio)
    outcome, more = finish(house, vault, script, studio)
    anew += more

    double = [group for group in studio.bill().double if group[0].provider in JOBS]
    again = sum(len(group) - 1 for group in studio.bill().double if group[0].provider not in JOBS)
    left = [job for job in studio.jobs() if job.operation == JOBS.get(job.provider) and not job.collected]
    assert double == [], "a job was bought twice"
    assert again <= len(anew), "something was bought twice without a person's word"
    assert left == [], "a paid job was never collected"
    assert outcome["gaps"] == []
    assert check_decodes(Path(outcome["film"])) > 0


def make_two_and_intrude(house: House, vault: Vault, studio: Studio) -> None:
    """Two films at once, and the first directed again meanwhile: both are finished, nothing is bought twice, the intruder is told who holds it."""
    first = house.script()
    second = house.script(name="other.fountain", text=first.read_text().replace("MARA", "NORA"))
    processes = [begin(house, first, "one"), begin(house, second, "two")]
    deadline = time.monotonic() + 60
    while not any(name.startswith("films/one-") and name.endswith("/lock") for name in vault.documents.all("films")) and time.monotonic() < deadline:
        time.sleep(0.05)  # noqa: TID251 until the first directs
    intruder = house.run("make", first, "--out", "one", "--crew", "cloud", "--yes", *SMALL)
    outcomes = [json.loads(process.communicate(timeout=400)[0]) for process in processes]

    assert intruder.code == 4
    assert "is being made by process" in intruder.err
    assert [outcome["gaps"] for outcome in outcomes] == [[], []]
    assert studio.bill().double == ()
