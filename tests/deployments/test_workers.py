"""A film made by workers: make_film on the cpu pool, its clips on the gpu pool, with their own server."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from storyreel.editing.probe import check_decodes
from storyreel.vault import open_vault
from tests.flows.installation import CHECKOUT, COMMAND, Install, Records
from tests.flows.run_graph import declared, stored
from tests.project import own_media

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("pools"), pytest.mark.timeout(900)]

PREFECT = (sys.executable, "-m", "prefect", "--no-prompt")
PRINT_ENVIRONMENT = (
    sys.executable,
    "-c",
    "import json; from studio.server import ensure_server; print(json.dumps(ensure_server().environment()))",
)


class Site:
    """A home with its server's settings in the environment, as on a machine that runs workers."""

    def __init__(self, house: Install) -> None:
        self.house = house
        settings = json.loads(house.run(command=PRINT_ENVIRONMENT).out)
        self.environment = house.environment() | settings | {"PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "INFO"}
        self._workers: list[subprocess.Popen[bytes]] = []

    def run(self, *command: str) -> str:
        """Run a command to its end in the checkout."""
        done = subprocess.run(
            command,
            cwd=CHECKOUT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=200,
            check=False,
        )
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
        return done.stdout

    def deploy(self) -> str:
        """Set the server up; what was changed."""
        return self.run(*COMMAND, "deploy")

    def film(self, parameters: dict[str, object]) -> None:
        """Start a run of make-film/cpu."""
        arguments = [
            part for name, value in parameters.items() for part in ("--param", f"{name}={json.dumps(value)}")
        ]
        self.run(*PREFECT, "deployment", "run", "make-film/cpu", *arguments)

    def worker(self, pool: str) -> None:
        """Start a worker of a pool."""
        log = (self.house.work / f"{pool}.log").open("ab")
        command = [*COMMAND, "worker", pool]
        work = self.house.work
        self._workers.append(
            subprocess.Popen(
                command, cwd=work, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        )

    def kill_workers(self) -> None:
        """Kill the workers and everything they run, as a power cut does."""
        for worker in self._workers:
            alive = [psutil.Process(worker.pid), *psutil.Process(worker.pid).children(recursive=True)]
            for process in alive:
                process.kill()
            worker.wait()
        self._workers.clear()

    def log(self, pool: str, words: str) -> str:
        """The log of a pool's worker, once these words are in it."""
        path, deadline = self.house.work / f"{pool}.log", time.monotonic() + 240
        while time.monotonic() < deadline:
            if words in (text := path.read_text()):
                return text
            time.sleep(1)  # noqa: TID251 the worker's time
        pytest.fail(path.read_text()[-3000:])

    def leave(self) -> None:
        """End the workers and what they run, then the server."""
        for worker in self._workers:
            os.killpg(worker.pid, signal.SIGTERM)
        for worker in self._workers:
            try:
                worker.wait(timeout=30)
            except subprocess.TimeoutExpired:
                os.killpg(worker.pid, signal.SIGKILL)
        self.house.leave()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    (tmp_path / "work").mkdir()
    made = Site(Install(tmp_path / "home", tmp_path / "work"))
    yield made
    made.leave()


def test_a_deployed_film_has_its_clips_made_on_the_gpu_pool(site: Site) -> None:
    """Pools are made once, both deployments exist, and every clip of the film is from the gpu pool."""
    house, script = site.house, site.house.script()
    made, again = site.deploy(), site.deploy()
    assert "work pools: made or changed cpu, gpu\n" in made
    assert "deployments: made or changed cpu, gpu\n" in made
    assert again.count("nothing to change") == 3, again
    for pool in ("cpu", "gpu"):
        site.worker(pool)
    parameters = small_film(house, script)

    site.film(parameters)
    runs = ended(Records(house.home), house)

    film = next(run for run in runs if run["work_pool_name"] == "cpu")
    clips = [run for run in runs if run["work_pool_name"] == "gpu"]
    assert film["state"]["type"] == "COMPLETED", film["state"]["message"]
    assert {run["name"] for run in clips} == {
        f"SC0{scene}0-SH0{shot}0 clip" for scene in (1, 2) for shot in (1, 2)
    }
    assert {run["state"]["type"] for run in clips} == {"COMPLETED"}
    assert check_decodes(house.work / "film" / "film.mp4") > 0
    assert sum(name.endswith(" clip") for name in house.work_done().values()) == len(clips)
    graph = stored(Records(house.home), film["id"])
    assert {
        name: needs for name, needs in graph.items() if name in declared(house, script, "film")
    } == declared(house, script, "film")


def test_a_camera_that_is_not_saved_films_on_the_gpu_pool(site: Site) -> None:
    """Own footage: the painter films nothing. While there is no worker, the run's log says so."""
    house, script = site.house, site.house.script()
    (house.work / "footage").mkdir()
    own_media.clip(house.work / "footage" / "harbour.mp4", [(30, 40, 200)], frames_each=48)
    site.deploy()
    settings = {
        "resolution": 360,
        "frame_rate": "12",
        "members": {"video": ["footage"], "narrator": ["espeak"]},
        "models": {"video": str(house.work / "footage")},
    }
    parameters = {
        "script": str(script),
        "folder": str(house.work / "film"),
        "vault": house.vault.as_uri(),
        "settings": settings,
        "clips_on": "gpu",
        "crew": "animatic",
    }
    site.film(parameters)
    site.worker("cpu")
    waited = site.log("cpu", "none is online")
    site.worker("gpu")

    runs = ended(Records(house.home), house)

    assert "storyreel worker gpu" in waited
    assert [run["state"]["type"] for run in runs] == ["COMPLETED"] * len(runs)
    made = [entry for _, entry in open_vault(house.vault.as_uri()).ledger.results()]
    makers = {str(entry["by"]) for entry in made if "by" in entry}
    assert any(maker.startswith("footage/1/") for maker in makers)
    assert not any(maker.startswith("painter-camera") for maker in makers)


def test_a_film_goes_on_by_itself_after_its_workers_were_killed(site: Site) -> None:
    """Both pools' workers and what they run are killed; others take the film and its clip. Nobody helps."""
    house, script = site.house, site.house.script()
    site.deploy()
    for pool in ("cpu", "gpu"):
        site.worker(pool)
    parameters = small_film(house, script)
    site.film(parameters)
    running = until(
        house, lambda runs: any(is_clip(run) and run["state"]["type"] == "RUNNING" for run in runs)
    )
    site.kill_workers()
    for pool in ("cpu", "gpu"):
        site.worker(pool)

    runs = until(house, has_ended_for_good)

    (film,) = [run for run in runs if run["work_pool_name"] == "cpu"]
    assert film["state"]["type"] == "COMPLETED", film["state"]["message"]
    assert film["run_count"] == 2
    dead = {run["id"] for run in running if is_clip(run) and run["state"]["type"] == "RUNNING"}
    assert {run["state"]["type"] for run in runs if run["id"] in dead} <= {"CRASHED", "COMPLETED"}
    assert check_decodes(house.work / "film" / "film.mp4") > 0
    assert sum(name.endswith(" clip") for name in house.work_done().values()) == 4


def small_film(house: Install, script: Path) -> dict[str, object]:
    """Parameters of a film whose clips the gpu pool makes."""
    return {
        "script": str(script),
        "folder": str(house.work / "film"),
        "settings": {"resolution": 360, "frame_rate": "12"},
        "vault": house.vault.as_uri(),
        "clips_on": "gpu",
    }


def is_clip(run: dict) -> bool:
    """Whether it is a run of the gpu pool."""
    return run["work_pool_name"] == "gpu"


def has_ended_for_good(runs: list[dict]) -> bool:
    """Whether the film is made or failed; one that crashed goes on."""
    return any(not is_clip(run) and run["state"]["type"] in ("COMPLETED", "FAILED") for run in runs)


def until(house: Install, there: Callable[[list[dict]], bool]) -> list[dict]:
    """All runs, once something is true of them."""
    deadline = time.monotonic() + 480
    while time.monotonic() < deadline:
        if there(runs := Records(house.home).find("flow_runs")):
            return runs
        time.sleep(0.2)  # noqa: TID251 the workers' time
    pytest.fail("".join((house.work / f"{pool}.log").read_text()[-3000:] for pool in ("cpu", "gpu")))


def ended(records: Records, house: Install) -> list[dict]:
    """All runs, once the film's is over."""
    deadline = time.monotonic() + 420
    while time.monotonic() < deadline:
        runs = records.find("flow_runs")
        if any(
            run["work_pool_name"] == "cpu"
            and run["state"]["type"] in ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")
            for run in runs
        ):
            return runs
        time.sleep(1)  # noqa: TID251 the workers' time
    pytest.fail("".join((house.work / f"{pool}.log").read_text()[-3000:] for pool in ("cpu", "gpu")))
