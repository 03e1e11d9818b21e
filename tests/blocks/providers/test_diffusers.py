"""The members that work on the person's own card: what they ask the host, and what they say is missing."""

from __future__ import annotations

import importlib.metadata
import importlib.util
from collections.abc import Iterator
from pathlib import Path

import pytest

from blocks import model_host as shared
from blocks.crew import assemble
from blocks.providers.diffusers_stills import DiffusersStills
from blocks.providers.diffusers_trainer import DiffusersTrainer
from blocks.providers.diffusers_video import DiffusersVideo
from storyreel.film.briefs import OF_PLACE, Lora, LoraBrief, Reference, StillBrief
from storyreel.film.errors import CapabilityError, KeyMissingError, SettingsError
from storyreel.vault.disk import DiskVault
from tests.contracts.test_capabilities import RECIPE, a_picture
from tests.diffusion.drawn import room
from tests.fakes.model_host import TOKEN, PaintingEngine, model_host, safetensors


@pytest.fixture
def engine() -> PaintingEngine:
    return PaintingEngine()


@pytest.fixture
def store(tmp_path: Path) -> DiskVault:
    return DiskVault(tmp_path / "vault")


@pytest.fixture
def host(engine: PaintingEngine, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with model_host(engine) as server:
        monkeypatch.setenv("STORYREEL_HOST_URL", server.address)
        monkeypatch.setenv("STORYREEL_HOST_TOKEN", TOKEN)
        yield server.address


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """No host elsewhere."""
    monkeypatch.delenv("STORYREEL_HOST_URL", raising=False)
    monkeypatch.delenv("STORYREEL_HOST_TOKEN", raising=False)


@pytest.mark.usefixtures("host")
def test_a_still_is_asked_with_its_pictures_and_says_which_is_which(
    engine: PaintingEngine, store: DiskVault
) -> None:
    """The first frame first, if the last one is drawn; sizes are on the model's grid."""
    first, place = room(store, 1), room(store, 2)
    brief = StillBrief(
        picture=a_picture(),
        recipe=RECIPE,
        end="last",
        opening=first,
        references=(Reference(of=OF_PLACE, picture=place),),
        seed=7,
    )

    DiffusersStills.hired("en").still(brief, store)

    ((job,),) = engine.asked
    assert job.references == (first, place)
    assert (job.width_px % 16, job.height_px % 16) == (0, 0)
    assert job.prompt.startswith("Picture 1 is the first frame of this shot")
    assert "Picture 2 shows the place" in job.prompt


@pytest.mark.usefixtures("host")
def test_a_model_without_references_draws_over_the_first_frame(
    engine: PaintingEngine, store: DiskVault
) -> None:
    """With its weights; words about pictures that it does not see are left out."""
    weights = Lora(weights=store.put(safetensors(b"w"), "application/safetensors"), trigger_word="sks")
    brief = StillBrief(
        picture=a_picture(), recipe=RECIPE, end="last", opening=room(store, 1), loras=(weights,), seed=7
    )

    DiffusersStills.hired("en", "tests/z-image").still(brief, store)

    ((job,),) = engine.asked
    assert job.references == ()
    assert job.opening == brief.opening
    assert [one.weights for one in job.loras] == [weights.weights]
    assert "Picture 1" not in job.prompt


@pytest.mark.usefixtures("host")
def test_abilities_are_those_of_the_model(host: str) -> None:
    """What a family ignores is not offered, so that the plan does not count on it."""
    wan, ltx = DiffusersVideo.hired("en").ability(), DiffusersVideo.hired("en", "tests/ltx").ability()
    klein = DiffusersStills.hired("en").ability()
    zimage = DiffusersStills.hired("en", "tests/z-image").ability()

    assert (wan.last_frame, wan.continues, wan.overlap_frames) == (False, "frame", 1)
    assert (ltx.last_frame, ltx.continues, ltx.overlap_frames) == (True, "video", 9)
    assert (klein.references, zimage.references) == (8, 0)
    assert klein.weights == "FLUX.2 klein" != zimage.weights


@pytest.mark.usefixtures("host")
def test_a_trainer_follows_the_model_that_draws() -> None:
    """Weights for the distilled klein are trained on its base; for others on the model itself."""
    crew = assemble("local", "en", models={"images": "tests/z-image"})

    assert isinstance(crew.trainer, DiffusersTrainer)
    assert crew.trainer.model == "tests/z-image"
    assert crew.trainer.weights() == crew.images.ability().weights == "Z-Image"


@pytest.mark.usefixtures("host")
def test_four_pictures_are_too_few_to_train_on(store: DiskVault) -> None:
    brief = LoraBrief(
        subject="a kitchen",
        prompt="a kitchen",
        trigger_word="sks",
        references=tuple(room(store, number) for number in range(4)),
    )

    with pytest.raises(CapabilityError, match=r"4 pictures of 'a kitchen'.*5 to 30 are accepted"):
        DiffusersTrainer.hired("en").train(brief, store)


@pytest.mark.usefixtures("here")
def test_packages_that_are_not_installed_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """With what to type; nothing is loaded to find out."""
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "torch" else object())

    assert DiffusersStills.hired("en").missing() == (
        "DiffusersStills needs the package torch, which is not installed. Nothing was spent. Install what the"
        " local crew needs: make gpu."
    )


@pytest.mark.usefixtures("here")
def test_a_build_of_torch_that_does_not_see_the_card_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """It would work on the CPU, a hundred times slower, without a word."""
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: object())
    monkeypatch.setattr(importlib.metadata, "version", lambda _name: "2.13.0+cpu")
    monkeypatch.setattr(shared, "_CARDS", tmp_path)

    assert "torch 2.13.0+cpu is a build for the CPU only" in DiffusersStills.hired("en").missing()


@pytest.mark.usefixtures("here")
def test_a_host_elsewhere_needs_its_token(monkeypatch: pytest.MonkeyPatch) -> None:
    """And beyond this machine, https."""
    monkeypatch.setenv("STORYREEL_HOST_URL", "http://127.0.0.1:7860")
    assert "STORYREEL_HOST_TOKEN is not set" in DiffusersStills.hired("en").missing()

    monkeypatch.setenv("STORYREEL_HOST_TOKEN", "secret")
    monkeypatch.setenv("STORYREEL_HOST_URL", "http://10.0.0.5:7860")
    assert "leaves this machine without encryption" in DiffusersStills.hired("en").missing()
    assert DiffusersStills.hired("en").sends_away()
    with pytest.raises(SettingsError):
        DiffusersStills.hired("en").access()


@pytest.mark.usefixtures("host")
def test_a_film_by_references_does_not_need_the_model_that_is_trained_on() -> None:
    """A film that asks for weights does."""
    crew = assemble("local", "en", models={"trainer": "someone/else"})

    crew.require_ready()
    with pytest.raises(KeyMissingError, match="'someone/else' is not on this machine"):
        crew.require_ready(weights=True)
