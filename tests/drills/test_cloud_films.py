"""Whole films with the cloud crew on the fake studio, killed at any moment: nothing is bought twice, nothing bought is lost, every film is finished."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import numpy as np
import psutil
import pytest

from storyreel.editing.probe import check_decodes
from storyreel.film.jobs import Ticket
from storyreel.vault import open_vault
from storyreel.vault.ledger import Ledger
from tests.fakes.screenwriting import register
from tests.fakes.studio import Studio
from tests.flows.house import SMALL, House

pytestmark = [pytest.mark.xdist_group("drills"), pytest.mark.long, pytest.mark.timeout(1500)]
JOBS = {"fal": "submit", "luma": "create"}
"""Providers whose work is a job that can be collected later, and what taking one is called."""
KILLS = int(os.environ.get("STORYREEL_FILM_KILLS", "15"))  # noqa: TID251 `make drill` asks for more


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    with Studio(latency=0.003, state=tmp_path / "studio.jsonl") as opened:
        register(opened)
        yield opened


@pytest.fixture
def cloud_house(tmp_path: Path, studio: Studio) -> Iterator[House]:
    """A house with an empty vault whose person has keys of every service."""
    (tmp_path / "work").mkdir()
    house = House(tmp_path / "home", tmp_path / "work", surroundings=studio.environment() | {"STORYREEL_POLL_SECONDS": "0.05"})
    house.run("server", "start")
    yield house
    house.leave()


def begin(house: House, script: Path, out: str = "kettle") -> subprocess.Popen[str]:
    return house.start("make", script, "--out", out, "--crew", "cloud", "--yes", *SMALL, "--json")


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


def finish(house: House, script: Path, studio: Studio, out: str = "kettle") -> tuple[dict, list[str]]:
    """Type the same command, and decide what is asked, until the film is whole."""
    anew: list[str] = []
    for _ in range(12):
        process = begin(house, script, out)
        said, err = process.communicate(timeout=400)
        outcome = json.loads(said) if said else {}
        anew += decide(open_vault(house.vault.as_uri()).ledger, studio)
        if process.returncode == 0:
            return outcome, anew
        assert "Traceback" not in err, err
    pytest.fail(err)


def test_films_killed_at_any_moment_are_finished_and_paid_once(cloud_house: House, studio: Studio) -> None:
    """Fifteen kills, every third of the buying process, too. No job is bought twice, none that was paid for is left behind."""
    rng = np.random.default_rng(3)
    script = cloud_house.script()
    ledger = open_vault(cloud_house.vault.as_uri()).ledger
    anew: list[str] = []
    for number in range(KILLS):
        process = begin(cloud_house, script)
        jobs, wanted = len(studio.jobs()), int(rng.integers(1, 12))
        deadline = time.monotonic() + 60
        while process.poll() is None and len(studio.jobs()) < jobs + wanted and time.monotonic() < deadline:
            time.sleep(0.005)  # noqa: TID251 a finger on the key
        kill(process, clerk_too=number % 3 == 2)
        anew += decide(ledger, studio)
    outcome, more = finish(cloud_house, script, studio)
    anew += more

    double = [group for group in studio.bill().double if group[0].provider in JOBS]
    again = sum(len(group) - 1 for group in studio.bill().double if group[0].provider not in JOBS)
    left = [job for job in studio.jobs() if job.operation == JOBS.get(job.provider) and not job.collected]
    assert double == [], "a job was bought twice"
    assert again <= len(anew), "something was bought twice without a person's word"
    assert left == [], "a paid job was never collected"
    assert outcome["gaps"] == []
    assert check_decodes(Path(outcome["film"])) > 0


def test_two_films_at_once_share_a_budget_and_a_second_director_is_refused(cloud_house: House, studio: Studio) -> None:
    """Both are finished, what they spend is what was billed, and whoever directs the first again meanwhile is told who holds it."""
    first, second = cloud_house.script(), cloud_house.script(name="other.fountain", text=cloud_house.script().read_text().replace("MARA", "NORA"))
    processes = [begin(cloud_house, first, "one"), begin(cloud_house, second, "two")]
    lock = cloud_house.vault / "documents" / "films"
    deadline = time.monotonic() + 60
    while not any("one" in str(path) for path in lock.glob("*/lock/*.json")) and time.monotonic() < deadline:
        time.sleep(0.05)  # noqa: TID251 until the first directs
    intruder = cloud_house.run("make", first, "--out", "one", "--crew", "cloud", "--yes", *SMALL)
    outcomes = [json.loads(process.communicate(timeout=400)[0]) for process in processes]

    assert intruder.code == 4
    assert "is being made by process" in intruder.err
    assert [outcome["gaps"] for outcome in outcomes] == [[], []]
    assert studio.bill().double == ()


def test_results_that_vanish_or_rot_between_runs_are_not_bought_again(cloud_house: House, studio: Studio) -> None:
    """Prefect's results are deleted, then corrupted; a clip rots in the vault: it is fetched again by its ticket, and nobody is paid."""
    script = cloud_house.script()
    finish(cloud_house, script, studio)
    spent = studio.bill().total_usd
    shutil.rmtree(cloud_house.vault / "prefect-results")
    assert begin(cloud_house, script).communicate(timeout=300)[0]
    for result in (cloud_house.vault / "prefect-results").rglob("*"):
        if result.is_file():
            result.write_bytes(b"\x00garbage")
    outcome = json.loads(begin(cloud_house, script).communicate(timeout=300)[0])

    assert studio.bill().total_usd == spent
    assert outcome["gaps"] == []

    key = next(key for name, key in cloud_house.state("kettle")["keys"].items() if name.endswith(" clip"))
    done = open_vault(cloud_house.vault.as_uri()).ledger.attempt(key).done
    assert done is not None
    rotten = cloud_house.vault / "assets" / (sha := done["result"]["video"]["sha256"])[:2] / sha  # type: ignore[index]
    rotten.chmod(0o644)
    rotten.write_bytes(b"rot")
    outcome = json.loads(begin(cloud_house, script).communicate(timeout=300)[0])

    assert outcome["gaps"] == []
    assert studio.bill().total_usd == spent, "what was paid for is fetched again, not bought again"
