"""Models stay in memory from job to job, and step down if memory runs out."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from storyreel.diffusion import engine as engines
from storyreel.diffusion.card import Card, Placement, step_down
from storyreel.diffusion.engine import Engine
from storyreel.diffusion.jobs import StillJob
from storyreel.film.errors import CapabilityError
from storyreel.vault.disk import DiskVault
from tests.diffusion import tiny


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(tiny.saved("Z-Image", tmp_path_factory.mktemp("models") / "z"))


@pytest.fixture
def store(tmp_path: Path) -> DiskVault:
    return DiskVault(tmp_path / "vault")


def a_job(model: str) -> StillJob:
    return StillJob(model=model, prompt="a room", seed=1, width_px=64, height_px=48, steps=2, guidance=1.0)


def test_a_model_is_loaded_once(model: str, store: DiskVault) -> None:
    """The second picture takes no time to load."""
    engine = Engine()

    first, second = (engine.draw([a_job(model)], store)[0] for _ in range(2))

    assert first.load_seconds > 0 == second.load_seconds
    assert engine.resident == (model,)
    assert first.made == second.made


def test_a_model_that_changed_on_disk_is_loaded_again(model: str, store: DiskVault, tmp_path: Path) -> None:
    """What is in memory is known by its content, not by its name."""
    import shutil

    copied, engine = tmp_path / "model", Engine()
    shutil.copytree(model, copied)
    before = engine.draw([a_job(str(copied))], store)[0]
    shutil.rmtree(copied / "transformer")
    torch.manual_seed(5)
    tiny.z_image().transformer.save_pretrained(copied / "transformer")

    after = engine.draw([a_job(str(copied))], store)[0]

    assert after.load_seconds > 0
    assert after.made != before.made


def running_out(times: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let memory run out so many times."""
    draw, left = engines.draw, [times]

    def short(*arguments: object) -> object:
        if left[0]:
            left[0] -= 1
            raise torch.OutOfMemoryError("CUDA out of memory")
        return draw(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(engines, "draw", short)


def test_a_model_steps_down_if_memory_runs_out_and_says_so(
    model: str, store: DiskVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a CPU there is one step: the VAE works in tiles. The picture has the size that was asked for."""
    running_out(1, monkeypatch)

    done = Engine().draw([a_job(model)], store)[0]

    assert done.notes == (f"Memory ran out; {model} goes on with {_tiled()}, 1 at once.",)


def test_other_models_leave_before_a_model_steps_down(
    model: str, store: DiskVault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If memory runs out while a second model is loaded, the first leaves, and the second keeps its speed."""
    other = str(tiny.saved("FLUX.2 klein", tmp_path / "klein"))
    engine, load, left = Engine(), engines.load, [1]
    engine.draw([a_job(model)], store)

    def short(*arguments: object) -> object:
        if left:
            left.pop()
            raise torch.OutOfMemoryError("CUDA out of memory")
        return load(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(engines, "load", short)
    done = engine.draw([a_job(other)], store)[0]

    assert done.notes == (f"Memory ran out; {model} left it.",)
    assert engine.resident == (other,)
    assert engine.placement == str(Placement(engines.this_card()))


def test_a_model_that_does_not_fit_beside_another_has_the_card_to_itself(
    model: str, store: DiskVault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rather than work part by part for as long as the process lives."""
    other = str(tiny.saved("FLUX.2 klein", tmp_path / "klein"))
    engine = Engine()
    engine.draw([a_job(model)], store)

    def beside(card: Card, _model: object) -> Placement:
        return Placement(card, "parts" if engine.resident else "resident")

    monkeypatch.setattr(engines, "usual_placement", beside)
    engine.draw([a_job(other)], store)

    assert engine.resident == (other,)
    assert engine.most_batch(a_job(other)) == 1
    assert engine.placement == str(Placement(engines.this_card()))


def _tiled() -> Placement:
    return Placement(engines.this_card(), tiled=True)


def test_too_little_memory_for_the_least_that_a_model_takes_is_said(
    model: str, store: DiskVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    running_out(9, monkeypatch)

    with pytest.raises(CapabilityError, match=r"too little memory.*lower --resolution"):
        Engine().draw([a_job(model)], store)


def test_a_card_has_every_step_in_its_order() -> None:
    """Fewer at once, tiles, the part at work, the layer at work; the last has none below it."""
    card = Card("cuda", "a card", 24 * 2**30, "bfloat16")
    steps: list[tuple[int, bool, str]] = []
    placement: Placement | None = Placement(card, batch=4)
    while placement is not None:
        steps.append((placement.batch, placement.tiled, placement.offload))
        placement = step_down(placement)

    assert steps == [
        (4, False, "resident"),
        (1, False, "resident"),
        (1, True, "resident"),
        (1, True, "parts"),
        (1, True, "leaves"),
    ]
