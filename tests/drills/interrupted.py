"""Cloud films under interruption: begun, killed, resolved and finished.

And what the providers' books say of it.
"""

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

from flows.preview import preview_film
from storyreel.editing.probe import check_decodes
from storyreel.film.frozen import Frozen
from storyreel.film.jobs import Ticket
from storyreel.graph.calls import Call
from storyreel.graph.dry_run import dry_run
from storyreel.project.project import open_project
from storyreel.project.settings import Scope
from storyreel.vault import Vault
from tests.fakes.books import Job
from tests.fakes.studio import Studio
from tests.flows.installation import SMALL, TINY, Install

JOBS = {"fal": "submit", "luma": "create"}
"""Providers whose work is a job that can be collected later, and what taking one is called."""
PAGES = {"fal": "fal", "luma-agents": "luma"}
"""The page on which a provider's unresolved jobs are listed."""


def begin(house: Install, script: Path, out: str = "kettle", *more: object) -> subprocess.Popen[str]:
    """Start a film. Weights tell people of two films apart who look alike in words."""
    paid = ("--crew", "cloud", "--likeness", "lora", "--yes")
    return house.start("make", script, "--out", out, *paid, *SMALL, "--json", *more)


def wait_for_jobs(studio: Studio, process: subprocess.Popen[str], more: int) -> bool:
    """Wait for that many more jobs at the studio, or for a minute; False if the run ended before."""
    wanted, deadline = len(studio.jobs()) + more, time.monotonic() + 60
    while process.poll() is None and len(studio.jobs()) < wanted and time.monotonic() < deadline:
        time.sleep(0.005)  # noqa: TID251 a finger on the key
    return process.poll() is None


def kill(process: subprocess.Popen[str], *, worker_too: bool) -> None:
    """Kill the run, and the process that buys for it, too."""
    workers: list[psutil.Process] = []
    with suppress(psutil.NoSuchProcess):
        workers = [
            child
            for child in psutil.Process(process.pid).children(recursive=True)
            if "tasks.purchasing.worker" in child.cmdline()
        ]
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    for worker in workers if worker_too else ():
        with suppress(psutil.NoSuchProcess):
            worker.kill()
    process.communicate(timeout=60)


def decide(house: Install, vault: Vault, studio: Studio, script: Path, out: str) -> list[str]:
    """A person looks at the providers' pages and says for each unresolved call what is there.

    Returns what was bought again because of it.
    """
    ledger, bought_again, asked = vault.ledger, [], None
    for key, number, entry in list(ledger.unresolved()):
        if ledger.attempt(key).ticket is not None:
            continue  # decided before; the next run collects it
        what, provider, known = str(entry["what"]), PAGES.get(str(entry["provider"]), ""), ledger.job_ids()
        since = float(
            str(
                json.loads(ledger._records.get(f"ledger/{key[:2]}/{key}/{number}/intent.json") or b"{}").get(
                    "at", 0
                )
            )
        )
        there = [
            job
            for job in studio.jobs(provider)
            if job.operation == JOBS.get(provider) and job.id not in known and job.accepted_at >= since
        ]
        if there and asked is None:
            asked = _asked(vault, script, house.work / out)
        there = [
            job
            for job in there
            if asked
            and _likeness(job, asked.get(what, "")) == max(_likeness(job, one) for one in asked.values()) > 0
        ]
        if there:
            ledger.ticket(
                key,
                number,
                Ticket(provider=str(entry["provider"]), job_id=there[0].id).model_dump(mode="json"),
            )
        else:
            bought_again.append(what)
            ledger.lose(key, number, "a person decided to buy it again")
    return bought_again


def _asked(vault: Vault, script: Path, folder: Path) -> dict[str, str]:
    """By call name, the words that a provider is asked in, as the film stands."""
    project = open_project(str(script), str(folder), vault)
    context = preview_film(project, Scope()).context

    def known(call: Call, brief: Frozen) -> Frozen | None:
        done = vault.ledger.attempt(call.key(brief, context.card.fingerprints)).done
        return call.row.result.model_validate(done["result"]) if done is not None else None

    return {dry_calls.call.name: dry_calls.brief.model_dump_json() for dry_calls in dry_run(context, known)}


def _likeness(job: Job, asked: str) -> float:
    """How much of a job's shown prompt was asked for, 0 to 1, and 1 more for the same seed."""
    shown = job.asked if isinstance(job.asked, dict) else {}
    alike = "seed" in shown and f'"seed":{shown["seed"]}' in asked
    prompt = next(
        (str(text) for name, text in shown.items() if name in ("prompt", "trigger_phrase", "trigger_word")),
        "",
    )
    sentences = [sentence.rstrip(".") for sentence in prompt.split(". ") if sentence]
    return alike + sum(sentence in asked for sentence in sentences) / max(1, len(sentences))


def finish(
    house: Install, vault: Vault, script: Path, studio: Studio, out: str = "kettle"
) -> tuple[dict, list[str]]:
    """Type the same command, and decide what is asked, until the film is whole."""
    bought_again: list[str] = []
    for _ in range(12):
        process = begin(house, script, out)
        said, err = process.communicate(timeout=400)
        outcome = json.loads(said) if said else {}
        bought_again += decide(house, vault, studio, script, out)
        if process.returncode == 0:
            return outcome, bought_again
        assert "Traceback" not in err, err
    pytest.fail(err)


def kill_until_finished(house: Install, vault: Vault, studio: Studio, kills: int, seed: int = 3) -> None:
    """Kill runs of films in the middle so often, each time some jobs further, and finish the films.

    Every third time the purchase worker is killed, too. A film that is finished early is followed by another.
    At the end all purchases are compared with the provider's.
    """
    rng = np.random.default_rng(seed)
    bought_again: list[str] = []
    killed = films = 0
    while killed < kills:
        films += 1
        script, out = _another_film(house, films), f"film-{films}"
        whole = False
        while killed < kills and not whole:
            process = begin(house, script, out)
            if wait_for_jobs(studio, process, int(rng.integers(1, 12))):
                kill(process, worker_too=killed % 3 == 2)
                killed += 1
            else:
                _, err = process.communicate()
                assert process.returncode in (0, 1, 3), err
                assert "did not foresee" not in err, err
                whole = process.returncode == 0
            bought_again += decide(house, vault, studio, script, out)
        outcome, more = finish(house, vault, script, studio, out)
        bought_again += more
        assert outcome["gaps"] == []
        assert check_decodes(Path(outcome["film"])) > 0

    double = [group for group in studio.bill().double if group[0].provider in JOBS]
    again = sum(len(group) - 1 for group in studio.bill().double if group[0].provider not in JOBS)
    left = [job for job in studio.jobs() if job.operation == JOBS.get(job.provider) and not job.collected]
    assert double == [], f"a job was bought twice; bought again because a person said so: {bought_again}"
    assert again <= len(bought_again), "something was bought twice without a person's word"
    assert left == [], "a paid job was never collected"


def _another_film(house: Install, number: int) -> Path:
    """The screenplay with other people, who look and speak otherwise, at the same places."""
    other = chr(ord("A") + number % 26) * (1 + number // 26)
    text = TINY.replace("MARA", f"MAR{other}").replace("TOM", f"TOM{other}")
    return house.script(text, f"film-{number}.fountain")


def make_two_and_intrude(house: Install, vault: Vault, studio: Studio) -> None:
    """Run two films at once, and direct the first again meanwhile: nothing is bought twice.

    The people of the two look unlike, so that no two requests are the same.
    """
    first = house.script()
    second = house.script(name="other.fountain", text=first.read_text().replace("MARA", "PETER"))
    processes = [begin(house, first, "one"), begin(house, second, "two")]
    deadline = time.monotonic() + 60
    while (
        not any(
            name.startswith("films/one-") and name.endswith("/lock") for name in vault.documents.all("films")
        )
        and time.monotonic() < deadline
    ):
        time.sleep(0.05)  # noqa: TID251 until the first directs
    intruder = house.run("make", first, "--out", "one", "--crew", "cloud", "--yes", *SMALL)
    said = [process.communicate(timeout=400) for process in processes]
    assert [process.returncode for process in processes] == [0, 0], said
    outcomes = [json.loads(out) for out, _ in said]

    assert intruder.code == 4
    assert "is being made by process" in intruder.err
    assert [outcome["gaps"] for outcome in outcomes] == [[], []]
    assert studio.bill().double == ()
