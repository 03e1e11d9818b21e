"""A film made by workers: make_film on the cpu pool, its clips on the gpu pool, with their own server."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from storyreel.editing.probe import check_decodes
from tests.flows.house import CHECKOUT, House, Records
from tests.flows.run_graph import declared, stored

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("server"), pytest.mark.timeout(900)]

PREFECT = (sys.executable, "-m", "prefect", "--no-prompt")
PRINT_ENVIRONMENT = (
    sys.executable,
    "-c",
    "import json; from studio.server import ensure_server; print(json.dumps(ensure_server().environment()))",
)


class Site:
    """A home with its server's settings in the environment, as on a machine that runs workers."""

    def __init__(self, house: House) -> None:
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

    def worker(self, pool: str) -> None:
        """Start a worker of a pool."""
        log = (self.house.work / f"{pool}.log").open("wb")
        command = [*PREFECT, "worker", "start", "--pool", pool, "--type", "process"]
        work = self.house.work
        self._workers.append(
            subprocess.Popen(
                command, cwd=work, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        )

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
    made = Site(House(tmp_path / "home", tmp_path / "work"))
    yield made
    made.leave()


def test_a_deployed_film_has_its_clips_made_on_the_gpu_pool(site: Site) -> None:
    """Pools are made once, both deployments exist, and every clip of the film is from the gpu pool."""
    house, script = site.house, site.house.script()
    assert site.run(sys.executable, "-m", "deployments.pools") == "made: cpu, gpu\n"
    assert site.run(sys.executable, "-m", "deployments.pools") == "all pools are there\n"
    site.run(*PREFECT, "deploy", "--all")
    for pool in ("cpu", "gpu"):
        site.worker(pool)
    parameters = {
        "script": str(script),
        "folder": str(house.work / "film"),
        "settings": {"resolution": 360, "frame_rate": "12"},
        "vault": house.vault.as_uri(),
        "clips_on": "gpu",
    }

    arguments = [
        part for name, value in parameters.items() for part in ("--param", f"{name}={json.dumps(value)}")
    ]
    site.run(*PREFECT, "deployment", "run", "make-film/cpu", *arguments)
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


def ended(records: Records, house: House) -> list[dict]:
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
