"""Films by the local crew, with a model host that paints."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from storyreel.diffusion.host.server import HostServer
from storyreel.diffusion.jobs import ClipJob, StillJob, TrainingJob
from storyreel.editing.probe import probe_video
from tests.fakes.model_host import TOKEN, PaintingEngine, model_host
from tests.flows.installation import Install

pytestmark = [pytest.mark.long, pytest.mark.timeout(600)]


@pytest.fixture
def engine() -> PaintingEngine:
    return PaintingEngine()


@pytest.fixture
def host(engine: PaintingEngine) -> Iterator[HostServer]:
    with model_host(engine) as server:
        yield server


@pytest.fixture
def house(host: HostServer, tmp_path: Path) -> Iterator[Install]:
    (tmp_path / "work").mkdir()
    variables = {"STORYREEL_HOST_URL": host.address, "STORYREEL_HOST_TOKEN": TOKEN}
    made = Install(tmp_path / "home", tmp_path / "work", variables)
    yield made
    made.leave()


def stills(engine: PaintingEngine) -> list[StillJob]:
    return [job for jobs in engine.asked if isinstance(jobs, list) for job in jobs]


def test_a_film_is_drawn_beside_its_references_and_filmed(house: Install, engine: PaintingEngine) -> None:
    """Each place and person once, then every shot beside them, a clip from each; nothing is made twice."""
    said = house.make(house.script(), "kettle", "--crew", "local").outcome
    asked = len(engine.asked)
    again = house.make(house.script(), "kettle", "--crew", "local").outcome

    assert said["gaps"] == [] == again["gaps"]
    assert len(engine.asked) == asked
    drawn, filmed = stills(engine), [job for job in engine.asked if isinstance(job, ClipJob)]
    assert [len(job.references) for job in drawn[:4]] == [0] * 4
    assert all(job.references for job in drawn[4:])
    assert len(filmed) == said["shots"]
    assert probe_video(house.work / "kettle" / "kettle.mp4").width_px == 640


def test_weights_are_trained_where_they_are_asked_for(house: Install, engine: PaintingEngine) -> None:
    """For the two places and the two people, and the shots are drawn with those that are in them."""
    (house.work / "kettle").mkdir()
    (house.work / "kettle" / "film.toml").write_text('likeness = "lora"\n')

    said = house.make(house.script(), "kettle", "--crew", "local", "--until", "keyframes").outcome

    trained = [job for job in engine.asked if isinstance(job, TrainingJob)]
    assert said["gaps"] == []
    assert len(trained) == 4
    assert {len(job.pictures) for job in trained} == {6}
    assert all(1 <= len(job.loras) <= 3 for job in stills(engine) if job.loras)
    assert sum(bool(job.loras) for job in stills(engine)) == said["shots"]
    assert house.type("lora", "import", "kettle", "kitchen").code == 0
    assert "kitchen" in house.type("lora", "list").out


def test_what_is_not_on_the_hosts_machine_is_said_before_anything_is_made(house: Install) -> None:
    """With what to type there."""
    (house.work / "kettle").mkdir()
    (house.work / "kettle" / "film.toml").write_text('models = {images = "someone/else"}\n')

    said = house.make(house.script(), "kettle", "--crew", "local")

    assert said.code == 1
    assert "'someone/else' is not on this machine. Type: hf download someone/else" in said.err
