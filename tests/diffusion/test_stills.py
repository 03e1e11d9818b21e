"""Every family of image models draws what its row says it can, and refuses the rest."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from storyreel.diffusion.card import Placement, this_card
from storyreel.diffusion.drawing import draw
from storyreel.diffusion.families import FAMILIES
from storyreel.diffusion.jobs import LoadedWeights, StillJob
from storyreel.diffusion.loading import Loaded, load
from storyreel.diffusion.models import find_model
from storyreel.film.errors import CapabilityError
from storyreel.vault.disk import DiskVault
from tests.diffusion import tiny
from tests.diffusion.drawn import pixels, room
from tests.fakes.model_host import safetensors

families = pytest.mark.parametrize("family", tiny.STILLS)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("models")


@pytest.fixture
def store(tmp_path: Path) -> DiskVault:
    return DiskVault(tmp_path / "vault")


def loaded(family: str, folder: Path) -> Loaded:
    """A tiny model of a family, saved and loaded again."""
    where = folder / family.replace(" ", "-")
    if not where.exists():
        tiny.saved(family, where)
    return load(find_model(str(where), "stills"), Placement(this_card()))


def a_job(model: Loaded, **more: object) -> StillJob:
    asked = {
        "model": model.model.named,
        "prompt": "a room with a window",
        "seed": 7,
        "width_px": 64,
        "height_px": 48,
        "steps": 2,
        "guidance": model.model.usual.guidance,
    }
    return StillJob.model_validate(asked | more)


def test_every_family_of_stills_has_a_tiny_model() -> None:
    """A row that no test draws with would be a promise."""
    assert {name for name, family in FAMILIES.items() if family.makes == "stills"} == tiny.STILLS.keys()


@families
def test_a_model_draws_the_same_again_after_it_is_loaded_again(
    family: str, folder: Path, store: DiskVault
) -> None:
    """Of the size asked for, to the byte."""
    model = loaded(family, folder)
    assert model.model.family.name == family

    first = draw(model, [a_job(model)], store)
    again = draw(loaded(family, folder), [a_job(model)], store)

    assert first == again
    assert pixels(store, first[0]).shape == (48, 64, 3)


@families
def test_pictures_of_a_batch_equal_those_drawn_alone(family: str, folder: Path, store: DiskVault) -> None:
    """To within one shade, with other words and another seed beside them."""
    model = loaded(family, folder)
    one, other = a_job(model), a_job(model, prompt="a door", seed=8)

    together = draw(model, [one, other], store)
    alone = [draw(model, [job], store)[0] for job in (one, other)]

    for batched, single in zip(together, alone, strict=True):
        assert np.abs(pixels(store, batched) - pixels(store, single)).max() <= 1
    assert together[0] != together[1]


@families
def test_a_last_frame_follows_from_the_first(family: str, folder: Path, store: DiskVault) -> None:
    """Shown as a reference, or drawn over: another first frame gives another last one."""
    model = loaded(family, folder)
    by_strength = FAMILIES[family].over_pipeline

    def over(number: int) -> object:
        opening = room(store, number)
        return a_job(model, **({"opening": opening} if by_strength else {"references": (opening,)}))

    drawn = [draw(model, [job], store)[0] for job in (a_job(model), over(1), over(30))]

    assert len(set(drawn)) == 3


def test_references_change_the_picture_in_their_order(folder: Path, store: DiskVault) -> None:
    """Two are both seen, whatever their sizes; more than the family takes are refused before drawing."""
    model = loaded("FLUX.2 klein", folder)
    one, other = room(store, 1), room(store, 2, (640, 480))

    def with_references(*pictures: object) -> object:
        return draw(model, [a_job(model, references=pictures)], store)[0]

    assert len({with_references(one), with_references(one, other), with_references(other, one)}) == 3
    with pytest.raises(CapabilityError, match="shown 9 pictures; at most 8"):
        with_references(*[one] * 9)


def test_a_family_that_draws_over_nothing_refuses_an_opening(folder: Path, store: DiskVault) -> None:
    """It is shown the first frame as a reference; an opening would be one more than it takes."""
    model = loaded("FLUX.2 klein", folder)

    with pytest.raises(CapabilityError, match="draws over no picture"):
        draw(model, [a_job(model, opening=room(store, 1))], store)


def test_a_family_without_references_refuses_them(folder: Path, store: DiskVault) -> None:
    """It would draw as if there were none."""
    model = loaded("Z-Image", folder)

    with pytest.raises(CapabilityError, match="shown 1 pictures; at most 0"):
        draw(model, [a_job(model, references=(room(store, 1),))], store)


@pytest.mark.parametrize("size", [(60, 60), (640, 64)])
def test_a_reference_that_would_be_rounded_is_refused(
    size: tuple[int, int], folder: Path, store: DiskVault
) -> None:
    """60 pixels become 48 without a word, and a shape of 9:1 fails deep inside."""
    model = loaded("FLUX.2 klein", folder)

    with pytest.raises(CapabilityError, match="64 pixels or more on each side"):
        draw(model, [a_job(model, references=(room(store, 1, size),))], store)


def test_a_picture_that_is_none_is_refused(folder: Path, store: DiskVault) -> None:
    model = loaded("FLUX.2 klein", folder)
    broken = store.put(b"GIF89a no picture", "image/png")

    with pytest.raises(CapabilityError, match="is no PNG, JPEG, WEBP that can be read"):
        draw(model, [a_job(model, references=(broken,))], store)


def test_weights_of_another_family_are_refused(folder: Path, store: DiskVault) -> None:
    """diffusers loads none of them and draws on, with a warning in a log."""
    model = loaded("FLUX.2 klein", folder)
    foreign = store.put(safetensors(bytes(64)), "application/safetensors")

    with pytest.raises(CapabilityError, match="do not fit"):
        draw(model, [a_job(model, loras=(LoadedWeights(weights=foreign),))], store)


def test_pickled_weights_are_not_opened(folder: Path, store: DiskVault) -> None:
    model = loaded("FLUX.2 klein", folder)
    pickle = store.put(b"\x80\x04\x95 and so on", "application/safetensors")

    with pytest.raises(CapabilityError, match="is a pickle, which can run programs"):
        draw(model, [a_job(model, loras=(LoadedWeights(weights=pickle),))], store)


def test_words_are_encoded_once(folder: Path, store: DiskVault) -> None:
    """Shots of one place are drawn again and again with the same words."""
    model = loaded("FLUX.2 klein", folder)
    asked: list[object] = []
    encoder = model.pipe.text_encoder.forward
    model.pipe.text_encoder.forward = lambda *args, **named: asked.append(1) or encoder(*args, **named)

    pictures = [draw(model, [a_job(model)], store)[0] for _ in range(3)]

    assert len(asked) == 1
    assert len(set(pictures)) == 1
