"""Every family of video models films what its row says it can; what it would ignore is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from storyreel.diffusion.card import Placement, this_card
from storyreel.diffusion.families import FAMILIES
from storyreel.diffusion.filming import film
from storyreel.diffusion.jobs import ClipJob
from storyreel.diffusion.loading import Loaded, load
from storyreel.diffusion.models import find_model
from storyreel.editing.probe import check_decodes, probe_video
from storyreel.film.errors import CapabilityError
from storyreel.film.recipe import PictureRecipe
from storyreel.film.timecode import FrameRate, FrameSize
from storyreel.vault.disk import DiskVault
from tests.diffusion import tiny
from tests.diffusion.drawn import room

RECIPE = PictureRecipe(
    size=FrameSize(width_px=160, height_px=90), rate=FrameRate(numerator=24), preset="ultrafast"
)
families = pytest.mark.parametrize("family", tiny.CLIPS)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("models")


@pytest.fixture
def store(tmp_path: Path) -> DiskVault:
    return DiskVault(tmp_path / "vault")


def loaded(family: str, folder: Path) -> Loaded:
    where = folder / family.replace(" ", "-")
    if not where.exists():
        tiny.saved(family, where)
    return load(find_model(str(where), "clips"), Placement(this_card()))


def a_job(model: Loaded, store: DiskVault, **more: object) -> ClipJob:
    asked = {
        "model": model.model.named,
        "prompt": "the camera moves",
        "seed": 7,
        "recipe": RECIPE,
        "frames": 11,
        "area_px": 64 * 36,
        "steps": 2,
        "guidance": 1.0,
        "first": room(store, 1),
    }
    return ClipJob.model_validate(asked | more)


def test_every_family_of_clips_has_a_tiny_model() -> None:
    """A row that no test films with would be a promise."""
    assert {name for name, family in FAMILIES.items() if family.makes == "clips"} == tiny.CLIPS.keys()


@families
def test_a_model_films_as_many_frames_as_asked_and_the_same_again(
    family: str, folder: Path, store: DiskVault
) -> None:
    """At the film's rate and size, whatever the family's own rules for frames and sides are."""
    model = loaded(family, folder)

    clip, frames = film(model, a_job(model, store), store)

    facts = probe_video(store.path(clip))
    assert frames == check_decodes(store.path(clip)) == 11
    assert (facts.width_px, facts.height_px, facts.rate) == (160, 90, 24)
    assert film(loaded(family, folder), a_job(model, store), store)[0] == clip


@families
def test_a_last_frame_is_held_or_refused(family: str, folder: Path, store: DiskVault) -> None:
    """Wan 2.2 5B and CogVideoX take one and ignore it."""
    model = loaded(family, folder)
    ends = [a_job(model, store, last=room(store, number)) for number in (2, 30)]

    if FAMILIES[family].last_frame:
        assert len({film(model, job, store)[0] for job in (a_job(model, store), *ends)}) == 3
    else:
        with pytest.raises(CapabilityError, match="end on a given picture, which it ignores"):
            film(model, ends[0], store)


@families
def test_a_segment_goes_on_from_the_one_before_or_refuses(
    family: str, folder: Path, store: DiskVault
) -> None:
    """LTX cuts a tail of eight frames to one without a word, so it is given a tail of its own length."""
    model = loaded(family, folder)
    before, frames = film(model, a_job(model, store, frames=20), store)
    goes_on = a_job(model, store, frames=20, tail=before, tail_end=frames, overlap=9)

    if FAMILIES[family].tail_frames:
        clip, counted = film(model, goes_on, store)
        assert counted == 20
        assert clip != before
    else:
        with pytest.raises(CapabilityError, match="it goes on from one picture"):
            film(model, goes_on, store)


@families
def test_references_are_seen_or_refused(family: str, folder: Path, store: DiskVault) -> None:
    """VACE takes them beside first and last frame in one call."""
    model = loaded(family, folder)
    ends = {"last": room(store, 2)} if FAMILIES[family].last_frame else {}
    shown = a_job(model, store, references=(room(store, 3),), **ends)

    if FAMILIES[family].references:
        assert film(model, shown, store) != film(model, a_job(model, store, **ends), store)
    else:
        with pytest.raises(CapabilityError, match="shown 1 pictures; at most 0"):
            film(model, shown, store)


def test_more_than_the_longest_clip_is_refused(folder: Path, store: DiskVault) -> None:
    """Wan makes 81 frames at 16 a second, and fails deep inside beyond."""
    model = loaded("Wan", folder)

    for last in (None, room(store, 2)):
        with pytest.raises(CapabilityError, match=r"6\.21 seconds, which are 101 of its frames; up to 81"):
            film(model, a_job(model, store, frames=150, last=last), store)
