"""What the measuring critic finds in a take, and what it accepts."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from storyreel.animatic.critic import review_take
from storyreel.editing.encoder import PictureEncoder, frame_of_rgb
from storyreel.film.assets import AssetRef
from storyreel.film.briefs import FaultKind, Review, ReviewBrief
from storyreel.film.errors import RenderError
from storyreel.film.recipe import PictureRecipe
from storyreel.film.timecode import FrameRate, FrameSize
from tests.editing.test_freeze_frame import png
from tests.editing.test_matching import scene
from tests.fakes.store import FolderStore

RECIPE = PictureRecipe(size=FrameSize(width_px=320, height_px=180), preset="ultrafast")
WIDE = np.clip(scene(3, 180, 900), 0, 1)
OTHER = np.clip(scene(11, 180, 900), 0, 1)
Spoil = Callable[[int, np.ndarray], np.ndarray]


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path)


def shown(number: int, world: np.ndarray = WIDE) -> np.ndarray:
    """The picture a camera that pans slowly sees at a frame: (180, 320, 3) in [0, 1]."""
    return world[:, 2 * number : 2 * number + 320]


def as_is(_number: int, light: np.ndarray) -> np.ndarray:
    return light


def take(
    store: FolderStore,
    frames: int,
    spoil: Spoil = as_is,
    start: int = 0,
    recipe: PictureRecipe = RECIPE,
    world: np.ndarray = WIDE,
) -> AssetRef:
    path = store.workspace() / "take.mp4"
    with PictureEncoder(path, recipe) as encoder:
        for number in range(frames):
            encoder.add(
                frame_of_rgb(
                    (np.clip(spoil(number, shown(start + number, world)), 0, 1) * 255 + 0.5).astype(np.uint8)
                )
            )
    return store.put(path, "video/mp4")


def still(store: FolderStore, light: np.ndarray) -> AssetRef:
    return store.put(png((np.clip(light, 0, 1) * 255 + 0.5).astype(np.uint8)), "image/png")


def review(store: FolderStore, video: AssetRef, frames: int = 72, **more: object) -> Review:
    brief = ReviewBrief.model_validate(
        {"video": video, "frames": frames, "recipe": RECIPE, "prompt": "", **more}
    )
    return review_take(brief, store, 0.6)


def kinds(found: Review) -> list[FaultKind]:
    return [fault.kind for fault in found.faults]


def test_a_good_take_has_no_fault(store: FolderStore) -> None:
    """It begins with its keyframe, moves, and has its place's colours."""
    found = review(store, take(store, 72), first=still(store, shown(0)), place=(still(store, shown(200)),))

    assert found == Review(score=1.0, usable=True)


def test_black_frames_are_named_with_their_time(store: FolderStore) -> None:
    """A black second spoils a take."""
    found = review(
        store, take(store, 72, lambda n, light: light * (not 24 <= n < 48)), first=still(store, shown(0))
    )

    assert kinds(found) == [FaultKind.BLACK]
    assert "from 1.00 s to 2.00 s" in found.faults[0].words
    assert not found.usable


def test_black_that_the_keyframe_wants_is_no_fault(store: FolderStore) -> None:
    """A shot of darkness may be dark."""
    found = review(store, take(store, 72, lambda n, light: light * 0.01), first=still(store, shown(0) * 0))

    assert FaultKind.BLACK not in kinds(found)


def test_a_stretch_that_stands_still_is_found_under_grain(store: FolderStore) -> None:
    """Grain is not motion; the rest of the take moves."""
    grain = np.random.default_rng(1)

    found = review(
        store, take(store, 72, lambda n, light: shown(min(n, 20)) + grain.normal(0, 0.4 / 255, light.shape))
    )

    assert kinds(found) == [FaultKind.FROZEN]
    assert "to 3.00 s" in found.faults[0].words
    assert not found.usable


def test_a_small_motion_is_not_frozen(store: FolderStore) -> None:
    """A still camera on a person who breathes."""

    def breathing(number: int, _light: np.ndarray) -> np.ndarray:
        light = shown(0).copy()
        edge = 80 + round(5 * np.sin(number / 5))
        light[edge : edge + 30, 150:170] = 0.9
        return light

    assert review(store, take(store, 72, breathing)).faults == ()


def test_flicker_is_found(store: FolderStore) -> None:
    """Light that swings by three parts of a hundred from frame to frame."""
    found = review(store, take(store, 72, lambda n, light: light * (1.03 if n % 2 else 0.97)))

    assert kinds(found) == [FaultKind.FLICKER]
    assert not found.usable


@pytest.mark.parametrize(
    "light",
    [
        lambda n, x: x * (0.3 + n / 100),
        lambda n, x: x * (0.3 + n // 2 / 50),
        lambda n, x: x + (0.4 if n in (30, 31, 36) else 0),
    ],
    ids=["fade", "fade in steps of two frames", "lightning"],
)
def test_light_that_the_story_changes_is_no_flicker(store: FolderStore, light: Spoil) -> None:
    """A sunrise, also of doubled frames, and a flash."""
    assert review(store, take(store, 72, light)).faults == ()


def test_a_take_that_ignores_its_keyframe_jumps(store: FolderStore) -> None:
    """The clip does not match its drawing."""
    found = review(store, take(store, 72), first=still(store, shown(0, OTHER)))

    assert kinds(found) == [FaultKind.SEAM]
    assert "keyframe" in found.faults[0].words
    assert not found.usable


@pytest.mark.parametrize("overlap", [1, 8])
def test_a_segment_that_goes_on_has_a_good_seam(store: FolderStore, overlap: int) -> None:
    """For any overlap with the segment before."""
    found = review(store, take(store, 72, start=72 - overlap), previous=take(store, 72), previous_end=72)

    assert found.faults == ()


def test_a_segment_that_jumps_is_found(store: FolderStore) -> None:
    """It does not begin with the last picture of the segment before."""
    found = review(store, take(store, 72, start=120), previous=take(store, 72), previous_end=72)

    assert kinds(found) == [FaultKind.SEAM]
    assert "segment before" in found.faults[0].words


def test_a_jump_of_colour_is_a_lesser_fault_than_a_jump_of_picture(store: FolderStore) -> None:
    """Colours can be matched when cutting."""
    before = take(store, 72)

    tinted = review(
        store, take(store, 72, lambda n, x: x * (1.1, 1.0, 0.8), start=71), previous=before, previous_end=72
    )

    assert kinds(tinted) == [FaultKind.SEAM]
    assert "colours" in tinted.faults[0].words
    assert 0 < tinted.faults[0].severity < 0.6
    assert tinted.usable


def test_colours_of_another_place_are_found(store: FolderStore) -> None:
    """Green turned to magenta."""
    place = tuple(still(store, shown(number)) for number in (0, 60, 120, 180, 240))

    found = review(store, take(store, 72, lambda n, x: np.clip(x * (1.6, 0.3, 1.5), 0, 1)), place=place)

    assert FaultKind.PLACE_COLOUR in kinds(found)


def test_what_the_keyframe_shows_is_not_held_against_the_take(store: FolderStore) -> None:
    """A close-up of a red coat is drawn red; the take films it as drawn."""
    red = (1.6, 0.3, 0.4)

    found = review(
        store,
        take(store, 72, lambda n, x: x * red),
        first=still(store, shown(0) * red),
        place=(still(store, shown(0)),),
    )

    assert FaultKind.PLACE_COLOUR not in kinds(found)


def test_a_short_take_is_found(store: FolderStore) -> None:
    """Frames are counted, and missing frames are not reported as frozen."""
    found = review(store, take(store, 48))

    assert kinds(found) == [FaultKind.SHORT]
    assert "48 of the 72 frames" in found.faults[0].words
    assert not found.usable


def test_a_take_at_another_rate_and_size_is_long_enough(store: FolderStore) -> None:
    """Seventy-five frames at 25 a second are 72 of the film."""
    other = RECIPE.model_copy(update={"rate": FrameRate(numerator=25)})
    larger = PictureRecipe(size=FrameSize(width_px=640, height_px=360))

    assert review(store, take(store, 75, recipe=other)).faults == ()
    assert review(store, take(store, 72), recipe=larger, first=still(store, shown(0))).faults == ()


def test_what_cannot_be_decoded_is_said(store: FolderStore) -> None:
    """No judgement is invented."""
    with pytest.raises(RenderError):
        review(store, store.put(b"no film", "video/mp4"))


def test_watching_costs_little(store: FolderStore) -> None:
    """Frames are watched small: three seconds of film in well under a second."""
    video = take(store, 72)
    begun = time.process_time()

    review(store, video)

    assert time.process_time() - begun < 1.0
