"""How much of a film is made, and who may make it."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest

from storyreel.editing.probe import probe_video
from tests.flows.conftest import FirstFilm
from tests.flows.installation import SMALL, TINY, Install

pytestmark = [pytest.mark.xdist_group("server"), pytest.mark.timeout(300)]


def stages(names: set[str]) -> set[str]:
    """The kinds of calls among their names."""
    words = ("analysis", "environment", "line", "pace", "keyframes", "clip", "music", "mix", "film")
    return {word for word in words for name in names if word in name.split(" ")}


@pytest.mark.parametrize(
    ("until", "made"),
    [
        ("storyboard", {"analysis"}),
        ("keyframes", {"analysis", "environment", "keyframes"}),
        ("clips", {"analysis", "environment", "line", "pace", "keyframes", "clip"}),
    ],
)
def test_until_stops_there(until: str, made: set[str], first_film: FirstFilm, house: Install) -> None:
    """Nothing beyond is asked for, and there is no film."""
    outcome = house.make(first_film.script, f"until-{until}", "--until", until).outcome

    folder = house.work / f"until-{until}"
    assert outcome["film"] is None
    assert stages(set(house.state(f"until-{until}")["keys"])) == made
    assert (folder / "storyboard.toml").exists()
    assert not list(folder.glob("*.mp4"))


def test_only_narration_speaks_and_nothing_else(first_film: FirstFilm, house: Install) -> None:
    """The spoken lines can be heard before anything is drawn."""
    outcome = house.make(first_film.script, "spoken", "--only", "narration").outcome

    assert outcome["film"] is None
    assert stages(set(house.state("spoken")["keys"])) == {"analysis", "line"}


@pytest.mark.parametrize(
    "skipped",
    [
        ("narration", "sound", "music"),
        *(pytest.param((one,), marks=pytest.mark.long) for one in ("narration", "sound", "music")),
    ],
)
def test_what_is_skipped_is_not_asked_for(
    skipped: tuple[str, ...], first_film: FirstFilm, house: Install
) -> None:
    """The film is whole without it, and reports no gap."""
    name = "-".join(("no", *skipped))
    outcome = house.make(
        first_film.script, name, *(part for one in (*skipped, "lora") for part in ("--skip", one))
    ).outcome

    words = {"narration": "line", "music": "music", "sound": "sound"}
    asked = {word for call in house.state(name)["keys"] for word in call.split(" ")}
    assert outcome["gaps"] == []
    assert not asked & {words[one] for one in skipped}
    assert outcome["duration_ms"] == probe_video(Path(outcome["film"])).frames * 1000 // 12


def test_a_part_of_the_film_is_made(first_film: FirstFilm, house: Install) -> None:
    """The first scene, the first place, or a number of seconds: fewer shots, from the same clips."""
    whole = first_film.outcome["shots"]

    for name, option in (
        ("scenes", ("--max-scenes", "1")),
        ("places", ("--max-environments", "1")),
        ("short", ("--seconds", "5")),
    ):
        outcome = house.make(first_film.script, name, *option, "--until", "clips").outcome
        shots = {call.split(" ")[0] for call in house.state(name)["keys"] if call.startswith("SC")}
        assert 0 < outcome["shots"] < whole
        assert len(shots) == outcome["shots"]


@pytest.mark.long
def test_a_second_run_of_the_same_film_is_told_who_holds_it(first_film: FirstFilm, house: Install) -> None:
    """Exit code 4, the process named, and the first run is not disturbed."""
    script = house.script(TINY.replace("kettle is late", "kettle is very, very late"), "held.fountain")
    first = house.start("make", script, "--out", "held", *SMALL, "--json")
    deadline = time.monotonic() + 100
    while not _held(house) and time.monotonic() < deadline and first.poll() is None:
        time.sleep(0.05)  # noqa: TID251 a person waits, too

    second = house.make(script, "held")
    out, err = first.communicate(timeout=200)

    assert second.code == 4
    assert str(first.pid) in second.err
    assert "Traceback" not in second.err
    assert first.returncode == 0, err
    assert Path(json.loads(out)["film"]).exists()


def _held(house: Install) -> bool:
    for lock in (house.vault / "documents" / "films").glob("held-*/lock"):
        versions = sorted(entry for entry in os.listdir(lock) if not entry.startswith("."))  # noqa: PTH208 names only
        if versions and "pid" in (lock / versions[-1]).read_text():
            return True
    return False
