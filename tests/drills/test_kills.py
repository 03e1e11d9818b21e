"""A run that is killed at any moment is finished by the same command, and nothing done is done again."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from storyreel.editing.probe import check_decodes
from tests.flows.house import SMALL, House, digest

pytestmark = pytest.mark.xdist_group("server")
DEADLINE_SECONDS = 300.0


@pytest.fixture
def killed_house(tmp_path: Path) -> Iterator[House]:
    """A house whose vault is empty, so that there is work to be killed in."""
    (tmp_path / "work").mkdir()
    made = House(tmp_path / "home", tmp_path / "work")
    yield made
    made.leave()


def entries(house: House) -> int:
    """Entries in the ledger: each is a step of a call, so that waiting for one more is waiting for the next step."""
    return sum(1 for _ in (house.vault / "ledger").glob("*/*/*/*.json"))


def start(house: House, script: Path) -> subprocess.Popen[str]:
    return house.start("make", script, "--out", "kettle", *SMALL, "--json")


def wait_for(ready: Callable[[], bool], process: subprocess.Popen[str]) -> bool:
    """Wait until it is so; False where the process ended before."""
    deadline = time.monotonic() + DEADLINE_SECONDS
    while not ready():
        if process.poll() is not None:
            return False
        assert time.monotonic() < deadline, "the run made no step"
        time.sleep(0.002)  # noqa: TID251 a finger on the key
    return True


def kill(process: subprocess.Popen[str]) -> None:
    """Kill the whole group; the server is in a session of its own."""
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def whole_under_its_name(house: House) -> None:
    """Whatever has a final name is complete: the film decodes, every record is JSON, every asset is what its name says."""
    film = house.work / "kettle" / "kettle.mp4"
    if film.exists():
        assert check_decodes(film)
    for record in [*house.vault.glob("ledger/*/*/*/*.json"), *house.vault.glob("documents/**/*.json")]:
        if not record.name.startswith("."):
            json.loads(record.read_text())
    for asset in house.vault.glob("assets/*/*"):
        assert digest(asset) == asset.name


def drill(house: House, kills: int, seed: int) -> None:
    """Kill, look, go on; then count."""
    rng = np.random.default_rng(seed)
    script = house.script()
    house.run("server", "start")
    finished: dict[tuple[str, int], str] = {}
    for number in range(kills):
        process = start(house, script)
        enough, pause = entries(house) + int(rng.integers(1, 12 if kills < 5 else 7)), 0.0 if number % 2 else float(rng.uniform(0, 0.4))
        if wait_for(lambda enough=enough: entries(house) >= enough, process):
            time.sleep(pause)  # noqa: TID251 half of the kills fall at a step, half between two
        kill(process)
        whole_under_its_name(house)
        assert finished.items() <= house.work_done().items()
        finished = house.work_done()

    last, err = start(house, script).communicate(timeout=DEADLINE_SECONDS)
    outcome = json.loads(last) if last else pytest.fail(err)

    done = house.work_done()
    assert outcome["gaps"] == []
    assert check_decodes(Path(outcome["film"])) == outcome["duration_ms"] * 12 // 1000 + (outcome["duration_ms"] * 12 % 1000 > 0)
    assert outcome["made"] == len(done) - len(finished)
    assert max(Counter(key for key, _ in done).values()) == 1
    assert {attempt for _, attempt in done} == {1}
    assert set(house.state("kettle")["keys"].values()) == {key for key, _ in done}
    whole_under_its_name(house)


@pytest.mark.timeout(400)
def test_a_run_killed_twice_is_finished_by_the_same_command(killed_house: House) -> None:
    """The film is complete, and what was done before a kill is not done again."""
    drill(killed_house, kills=2, seed=7)


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("seed", [1])
def test_a_run_killed_twelve_times_is_finished_by_the_same_command(seed: int, killed_house: House) -> None:
    """Also when hardly a call is finished between two kills; the keys are those of a run that nobody killed."""
    drill(killed_house, kills=12, seed=seed)
    keys = set(killed_house.state("kettle")["keys"].values())
    undisturbed = House(killed_house.home.parent / "other-home", killed_house.work)

    said = undisturbed.run("make", undisturbed.work / "kettle.fountain", "--out", "other", *SMALL, "--json")

    try:
        assert said.outcome["gaps"] == []
        assert set(undisturbed.state("other")["keys"].values()) == keys
    finally:
        undisturbed.leave()


@pytest.mark.timeout(300)
def test_an_interrupt_says_how_to_go_on(killed_house: House) -> None:
    """Ctrl-C ends with code 130 and one line; the same command goes on, with what was done."""
    script = killed_house.script()
    process = start(killed_house, script)
    assert wait_for(lambda: len(killed_house.work_done()) >= 3, process)

    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=60)
    before = killed_house.work_done()
    again = killed_house.make(script, "kettle", "--until", "keyframes").outcome

    assert process.returncode == 130
    assert "Traceback" not in err
    assert before.items() <= killed_house.work_done().items()
    assert again["reused"] > 0
