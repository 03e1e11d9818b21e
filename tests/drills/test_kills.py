"""A run killed at any moment is finished by the same command, and nothing finished is done again."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from storyreel.editing.probe import check_decodes
from tests.flows.installation import SMALL, Install, Records, digest

pytestmark = pytest.mark.xdist_group("server")
DEADLINE_SECONDS = 300.0


@pytest.fixture
def killed_house(tmp_path: Path) -> Iterator[Install]:
    """A home whose vault is empty, so that there is work to interrupt."""
    (tmp_path / "work").mkdir()
    made = Install(tmp_path / "home", tmp_path / "work")
    yield made
    made.leave()


def entries(house: Install) -> int:
    """Entries in the ledger. Each is a step of a call, so to wait for one more is to wait for a step."""
    return sum(1 for _ in (house.vault / "ledger").glob("*/*/*/*.json"))


def start(house: Install, script: Path) -> subprocess.Popen[str]:
    return house.start("make", script, "--out", "kettle", *SMALL, "--json")


def wait_for(ready: Callable[[], bool], process: subprocess.Popen[str]) -> bool:
    """Wait until it is so; False if the process ended before."""
    deadline = time.monotonic() + DEADLINE_SECONDS
    while not ready():
        if process.poll() is not None:
            return False
        assert time.monotonic() < deadline, "the run made no step"
        time.sleep(0.002)  # noqa: TID251 a finger on the key
    return True


def stop(process: subprocess.Popen[str], with_signal: signal.Signals) -> None:
    """Stop the whole group (the server is in a session of its own).

    Ctrl-C is answered with 130 and how to go on.
    """
    running = process.poll() is None
    with suppress(ProcessLookupError):
        os.killpg(process.pid, with_signal)
    _, err = process.communicate(timeout=60)
    if with_signal is signal.SIGINT and running:
        assert process.returncode == 130
        assert "run the same command again" in err
        assert "Traceback" not in err


def whole_under_its_name(house: Install) -> None:
    """Every file with its final name is complete: films decode, records are JSON, assets match their name."""
    film = house.work / "kettle" / "kettle.mp4"
    if film.exists():
        assert check_decodes(film)
    for record in [*house.vault.glob("ledger/*/*/*/*.json"), *house.vault.glob("documents/**/*.json")]:
        if not record.name.startswith("."):
            json.loads(record.read_text())
    for asset in house.vault.glob("assets/*/*"):
        assert digest(asset) == asset.name


def drill(house: Install, stops: Sequence[signal.Signals], most_steps: int, seed: int) -> None:
    """Stop, look, go on; then count. Half of the stops fall at a step of the ledger, half between two."""
    rng = np.random.default_rng(seed)
    script = house.script()
    house.run("server", "start")
    finished: dict[tuple[str, int], str] = {}
    for number, with_signal in enumerate(stops):
        process = start(house, script)
        enough, pause = (
            entries(house) + int(rng.integers(1, most_steps)),
            (0.0 if number % 2 else float(rng.uniform(0, 0.4))),
        )
        if wait_for(lambda enough=enough: entries(house) >= enough, process):
            time.sleep(pause)  # noqa: TID251 see above
        stop(process, with_signal)
        whole_under_its_name(house)
        assert finished.items() <= house.work_done().items()
        finished = house.work_done()

    last, err = start(house, script).communicate(timeout=DEADLINE_SECONDS)
    outcome = json.loads(last) if last else pytest.fail(err)

    done = house.work_done()
    assert outcome["gaps"] == []
    assert all(
        run["state"]["type"] not in {"RUNNING", "PENDING"} for run in Records(house.home).find("flow_runs")
    )
    assert check_decodes(Path(outcome["film"])) == outcome["duration_ms"] * 12 // 1000 + (
        outcome["duration_ms"] * 12 % 1000 > 0
    )
    assert outcome["made"] == len(done) - len(finished)
    assert max(Counter(key for key, _ in done).values()) == 1
    assert {attempt for _, attempt in done} == {1}
    assert set(house.state("kettle")["keys"].values()) == {key for key, _ in done}
    whole_under_its_name(house)


@pytest.mark.long
@pytest.mark.timeout(400)
def test_a_run_killed_twice_and_interrupted_is_finished_by_the_same_command(
    killed_house: Install,
) -> None:
    """The film is complete, what was done before is not done again, and Ctrl-C says how to go on."""
    drill(killed_house, (signal.SIGKILL, signal.SIGINT, signal.SIGKILL), most_steps=12, seed=7)


@pytest.mark.drill
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("seed", [1])
def test_a_run_killed_twelve_times_is_finished_by_the_same_command(seed: int, killed_house: Install) -> None:
    """Also if hardly a call is finished between two kills.

    The keys are those of a run that nobody killed.
    """
    drill(killed_house, (signal.SIGKILL,) * 12, most_steps=7, seed=seed)
    keys = set(killed_house.state("kettle")["keys"].values())
    undisturbed = Install(killed_house.home.parent / "other-home", killed_house.work)

    said = undisturbed.run("make", undisturbed.work / "kettle.fountain", "--out", "other", *SMALL, "--json")

    try:
        assert said.outcome["gaps"] == []
        assert set(undisturbed.state("other")["keys"].values()) == keys
    finally:
        undisturbed.leave()
