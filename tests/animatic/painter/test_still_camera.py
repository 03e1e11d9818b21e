"""A picture without layers is filmed as a still, by the shot's own camera move."""

from __future__ import annotations

import io
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from storyreel.animatic.painter.clips import shoot_clip
from storyreel.animatic.painter.still_camera import camera_path, still_frames, window_at
from storyreel.editing.probe import probe_video
from storyreel.film.briefs import ClipBrief, Keyframes, Picture
from storyreel.film.places import Place, PlaceKind, TimeOfDay, Weather
from storyreel.film.recipe import PictureRecipe
from storyreel.film.storyboard import CameraMove, Mood, ShotSize
from storyreel.film.timecode import FrameRate, FrameSize
from storyreel.vault.disk import DiskVault


@pytest.fixture
def store(tmp_path: Path) -> DiskVault:
    return DiskVault(tmp_path)


def brief_of(
    store: DiskVault, move: CameraMove, frames: int = 12, last: tuple[int, int, int] | None = None
) -> ClipBrief:
    columns = np.linspace(0, 255, 640).astype(np.uint8)
    slope = np.repeat(np.tile(columns, (360, 1))[:, :, None], 3, axis=2)
    refs = []
    for pixels in (slope, slope if last is None else np.full_like(slope, last)):
        png = io.BytesIO()
        Image.fromarray(pixels).save(png, "PNG")
        refs.append(store.put(png.getvalue(), "image/png"))
    picture = Picture(
        place=Place(kind=PlaceKind.COAST, interior=False, name="BAY"),
        time=TimeOfDay.DAY,
        weather=Weather.CLEAR,
        mood=Mood.CALM,
        size=ShotSize.WIDE,
        move=move,
        figures=(),
        action="",
        prompt="",
    )
    recipe = PictureRecipe(size=FrameSize(width_px=320, height_px=180), rate=FrameRate(numerator=12))
    return ClipBrief(
        picture=picture,
        keyframes=Keyframes(first=refs[0], last=refs[1]),
        recipe=recipe,
        shot_frames=frames,
        frames=frames,
        seed=3,
    )


@pytest.mark.parametrize("move", list(CameraMove))
def test_a_move_never_leaves_the_picture_and_no_move_is_still(store: DiskVault, move: CameraMove) -> None:
    """Every window lies inside the picture, and the last is another than the first."""
    path = camera_path(brief_of(store, move))
    windows = [window_at(path, step / 20, step / 12) for step in range(21)]

    for window in windows:
        assert window.width / 2 - 1e-9 <= window.x <= 1 - window.width / 2 + 1e-9
        assert window.width / 2 - 1e-9 <= window.y <= 1 - window.width / 2 + 1e-9
        assert window.width > 0.6
    assert windows[0] != windows[-1]


def test_a_pan_to_the_right_goes_to_the_right(store: DiskVault) -> None:
    """The picture grows brighter to the right, and so does the film, frame by frame."""
    means = [float(frame.mean()) for frame in still_frames(brief_of(store, CameraMove.PAN_RIGHT), store)]

    assert all(after > before for before, after in pairwise(means))


def test_another_last_picture_is_where_the_shot_ends(store: DiskVault) -> None:
    """The first dissolves into it in the middle of the shot."""
    frames = list(still_frames(brief_of(store, CameraMove.STATIC, last=(10, 200, 10)), store))

    assert abs(float(frames[0][:, :, 0].mean()) - 127) < 6
    assert frames[-1][90, 160].tolist() == [10, 200, 10]


def test_the_clip_has_the_films_recipe_and_joins_with_its_neighbour(store: DiskVault) -> None:
    """Size, rate and count are exact, and a later segment continues the one before."""
    whole = brief_of(store, CameraMove.ZOOM_IN, frames=18)
    later = whole.model_copy(update={"first_frame": 10, "frames": 8})

    clip = shoot_clip(whole, store)
    facts = probe_video(store.path(clip.video))

    assert (facts.width_px, facts.height_px, facts.frames, facts.rate) == (320, 180, 18, 12)
    assert np.array_equal(list(still_frames(whole, store))[10], next(iter(still_frames(later, store))))
