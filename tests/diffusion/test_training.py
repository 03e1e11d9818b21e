"""Weights are trained, go on after a kill as if nothing had been, and load where they are used."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from safetensors.torch import load_file

from storyreel.diffusion.card import Placement, this_card
from storyreel.diffusion.drawing import draw
from storyreel.diffusion.engine import Engine
from storyreel.diffusion.jobs import LoadedWeights, StillJob, TrainingJob, TrainingPicture
from storyreel.diffusion.loading import load
from storyreel.diffusion.lora_files import in_kohya_names, read_header
from storyreel.diffusion.models import find_model
from storyreel.film.errors import CapabilityError, RenderError
from storyreel.project.own_loras import own_lora
from storyreel.vault.disk import DiskVault
from tests.diffusion import tiny
from tests.diffusion.drawn import pixels, room

families = pytest.mark.parametrize("family", tiny.STILLS)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("models")


@pytest.fixture
def store(tmp_path: Path) -> DiskVault:
    return DiskVault(tmp_path / "vault")


def a_model(family: str, folder: Path) -> str:
    where = folder / family.replace(" ", "-")
    if not where.exists():
        tiny.saved(family, where)
    return str(where)


def a_job(model: str, store: DiskVault, **more: object) -> TrainingJob:
    shapes = ((64, 64), (96, 64))
    pictures = [
        TrainingPicture(picture=room(store, number, shapes[number % 2]), caption="a room")
        for number in range(6)
    ]
    asked = {
        "model": model,
        "pictures": pictures,
        "trigger_word": "sks_room",
        "seed": 3,
        "steps": 16,
        "rank": 4,
        "learning_rate": 5e-3,
        "resolution_px": 64,
        "batch": 2,
    }
    return TrainingJob.model_validate(asked | more)


def quiet(_event: object) -> None:
    return


class KilledError(Exception):
    """Ends a run where a kill would."""


def killed_at(step: int) -> object:
    def tell(event: dict[str, object]) -> None:
        if event["done"] == step:
            raise KilledError

    return tell


@families
def test_a_run_that_was_ended_goes_on_to_the_same_bytes(
    family: str, folder: Path, store: DiskVault, tmp_path: Path
) -> None:
    """And the weights change what is drawn, while without them the model draws as before."""
    engine, model = Engine(), a_model(family, folder)
    job = a_job(model, store)

    whole = engine.train(job, store, tmp_path / "whole", quiet)
    with pytest.raises(KilledError):
        engine.train(job, store, tmp_path / "killed", killed_at(8))  # type: ignore[arg-type] a function
    told: list[dict[str, object]] = []
    resumed = engine.train(job, store, tmp_path / "killed", told.append)

    assert told[0]["words"] == "training goes on from step 8"
    assert resumed.made == whole.made
    assert not list((tmp_path / "whole").iterdir())
    still = StillJob(
        model=model, prompt="sks_room, a room", seed=1, width_px=64, height_px=48, steps=2, guidance=1.0
    )
    plain = engine.draw([still], store)[0]
    drawn = engine.draw([still.model_copy(update={"loras": (LoadedWeights(weights=whole.made),)})], store)[0]
    assert np.abs(pixels(store, plain.made) - pixels(store, drawn.made)).max() > 1
    assert engine.draw([still], store)[0].made == plain.made


@families
def test_training_goes_on_from_weights(family: str, folder: Path, store: DiskVault, tmp_path: Path) -> None:
    """With no steps worth speaking of, they are the weights that it began with."""
    engine, model = Engine(), a_model(family, folder)
    first = engine.train(a_job(model, store), store, tmp_path, quiet).made

    further = engine.train(
        a_job(model, store, steps=1, learning_rate=1e-9, continued=first), store, tmp_path, quiet
    ).made

    before, after = (load_file(store.path(one)) for one in (first, further))
    assert before.keys() == after.keys()
    assert all((before[name] - after[name]).abs().max() < 1e-6 for name in before)
    assert further != first


@pytest.mark.parametrize("family", ["SD 1.5", "SDXL"])
def test_weights_under_kohyas_names_draw_the_same(
    family: str, folder: Path, store: DiskVault, tmp_path: Path
) -> None:
    """As other tools write them, and as `storyreel lora export --kohya` does."""
    engine, model = Engine(), a_model(family, folder)
    made = engine.train(a_job(model, store), store, tmp_path, quiet).made
    (tmp_path / "own.safetensors").write_bytes(store.read(made))
    kohya = store.put(in_kohya_names(tmp_path / "own.safetensors"), "application/safetensors")
    still = StillJob(
        model=model, prompt="sks_room, a room", seed=1, width_px=64, height_px=48, steps=2, guidance=1.0
    )

    drawn = [
        engine.draw([still.model_copy(update={"loras": (LoadedWeights(weights=one),)})], store)[0].made
        for one in (made, kohya)
    ]

    assert drawn[0] == drawn[1] != engine.draw([still], store)[0].made


def test_words_are_encoded_again_with_other_weights(folder: Path, store: DiskVault, tmp_path: Path) -> None:
    """Weights from elsewhere may change the text encoder, too, and what was encoded before is then wrong."""
    name = a_model("SD 1.5", folder)
    made = Engine().train(a_job(name, store), store, tmp_path, quiet).made
    model, asked = load(find_model(name, "stills"), Placement(this_card())), []
    encode = model.pipe.text_encoder.forward
    model.pipe.text_encoder.forward = lambda *args, **named: asked.append(1) or encode(*args, **named)
    still = StillJob(model=name, prompt="a room", seed=1, width_px=64, height_px=48, steps=2, guidance=1.0)
    trained = still.model_copy(update={"loras": (LoadedWeights(weights=made),)})

    calls = []
    for job in (still, still, trained, trained, still):
        draw(model, [job], store)
        calls.append(len(asked))

    assert calls == [1, 1, 2, 2, 2]


def test_a_process_that_is_killed_resumes_bit_identically(
    folder: Path, store: DiskVault, tmp_path: Path
) -> None:
    """SIGKILL, in the middle of a step, on the CPU."""
    model = a_model("Z-Image", folder)
    job = a_job(model, store, steps=48)
    program = (
        "import sys, torch; torch.set_num_threads(1)\n"
        "from pathlib import Path\n"
        "from storyreel.diffusion.engine import Engine\n"
        "from storyreel.diffusion.jobs import TrainingJob\n"
        "from storyreel.vault.disk import DiskVault\n"
        "tell = lambda event: print(event['done'], flush=True)\n"
        "job = TrainingJob.model_validate_json(sys.stdin.read())\n"
        "Engine().train(job, DiskVault(Path(sys.argv[1])), Path(sys.argv[2]), tell)\n"
    )
    killed = subprocess.Popen(
        [sys.executable, "-c", program, str(store.root), str(tmp_path / "killed")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert killed.stdin
    assert killed.stdout
    killed.stdin.write(job.model_dump_json())
    killed.stdin.close()
    while int(killed.stdout.readline()) < 12:
        pass
    os.kill(killed.pid, signal.SIGKILL)
    killed.wait()
    told: list[dict[str, object]] = []

    resumed = Engine().train(job, store, tmp_path / "killed", told.append)

    assert "training goes on from step" in str(told[0]["words"])
    assert resumed.made == Engine().train(job, store, tmp_path / "whole", quiet).made


def test_a_file_of_weights_says_what_it_is(folder: Path, store: DiskVault, tmp_path: Path) -> None:
    """The word that calls on it is read by `loras` in film.toml; names are diffusers'."""
    made = Engine().train(a_job(a_model("Z-Image", folder), store), store, tmp_path, quiet).made
    copied = tmp_path / "room.safetensors"
    copied.write_bytes(store.read(made))

    assert own_lora(copied, "loras.room", "another_word", store).trigger_word == "sks_room"
    assert all(name.startswith("transformer.") for name in read_header(copied))


def test_a_full_disk_ends_the_run_with_its_checkpoint_before(
    folder: Path, store: DiskVault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next run goes on from there."""
    import torch

    job, engine, saves = a_job(a_model("Z-Image", folder), store), Engine(), []
    save = torch.save

    def full(state: object, file: object) -> None:
        saves.append(1)
        if len(saves) == 3:
            raise OSError(28, "No space left on device")
        save(state, file)

    monkeypatch.setattr(torch, "save", full)
    with pytest.raises(RenderError, match="Free some disk space"):
        engine.train(job, store, tmp_path, quiet)
    told: list[dict[str, object]] = []

    engine.train(job, store, tmp_path, told.append)

    assert told[0]["words"] == "training goes on from step 4"


def test_a_picture_that_is_given_twice_is_refused(folder: Path, store: DiskVault, tmp_path: Path) -> None:
    """It would count twice, and be held out and trained on at once."""
    job = a_job(a_model("Z-Image", folder), store)
    doubled = job.model_copy(update={"pictures": (*job.pictures, job.pictures[0])})

    with pytest.raises(CapabilityError, match="only 6 of them differ"):
        Engine().train(doubled, store, tmp_path, quiet)
