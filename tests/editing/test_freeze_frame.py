"""A picture held for as long as a clip should last."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from storyreel.editing.freeze_frame import freeze_frame
from storyreel.editing.probe import check_decodes, probe_video
from storyreel.film.briefs import FreezeFrameBrief
from tests.editing.numbered_clips import RECIPE, key_frames, lumas
from tests.fakes.store import FolderStore


def png(pixels: np.ndarray, mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.fromarray(pixels).convert(mode).save(out, "PNG")
    return out.getvalue()


def test_a_picture_is_held_for_as_many_frames_as_asked(tmp_path: Path) -> None:
    """Every frame shows it, in the film's size and rate, with key pictures where the cut needs them."""
    store = FolderStore(tmp_path)
    pixels = np.zeros((360, 640, 3), np.uint8)
    pixels[:, 320:] = 200

    clip = freeze_frame(
        FreezeFrameBrief(
            picture=store.put(png(pixels), "image/png"), frames=30, recipe=RECIPE, cut_points=(7, 21)
        ),
        store,
    )

    facts = probe_video(store.path(clip.video))
    assert (clip.frames, facts.frames, facts.width_px, facts.height_px, facts.rate) == (30, 30, 320, 180, 24)
    assert {0, 7, 21} <= key_frames(store.path(clip.video))
    assert check_decodes(store.path(clip.video)) == 30
    for luma in lumas(store.path(clip.video)):
        assert luma[:, :140].max() < 24
        assert abs(luma[:, 180:].mean() - (16 + 200 * 219 / 255)) < 2


@pytest.mark.parametrize(("shape", "mode"), [((400, 400), "RGB"), ((100, 900), "L"), ((90, 160), "RGBA")])
def test_a_picture_of_another_shape_fills_the_frame(
    tmp_path: Path, shape: tuple[int, int], mode: str
) -> None:
    """It is cropped, never letterboxed or stretched; grey and transparent pictures too."""
    store = FolderStore(tmp_path)
    pixels = np.full((*shape, 3), 180, np.uint8)

    clip = freeze_frame(
        FreezeFrameBrief(picture=store.put(png(pixels, mode), "image/png"), frames=2, recipe=RECIPE), store
    )

    assert lumas(store.path(clip.video))[0].min() > 160


def test_nothing_is_left_in_the_workspace(tmp_path: Path) -> None:
    """The folder it worked in is gone."""
    store = FolderStore(tmp_path)

    freeze_frame(
        FreezeFrameBrief(
            picture=store.put(png(np.zeros((90, 160, 3), np.uint8)), "image/png"), frames=1, recipe=RECIPE
        ),
        store,
    )

    assert list((tmp_path / "work").iterdir()) == []
