"""Pictures that a person brings, as the film takes them."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from storyreel.film.errors import SettingsError
from storyreel.film.recipe import PictureRecipe
from storyreel.film.timecode import FrameSize
from storyreel.project.own_pictures import own_frame
from tests.fakes.store import FolderStore

RECIPE = PictureRecipe(size=FrameSize(width_px=320, height_px=180))


def test_a_grey_picture_of_16_bits_keeps_its_greys(tmp_path: Path) -> None:
    """Black stays black, and the middle the middle."""
    ramp = np.tile(np.linspace(0, 65_535, 320).astype(np.uint16), (180, 1))
    Image.fromarray(ramp).save(tmp_path / "grey.png")
    store = FolderStore(tmp_path / "store")

    frame = own_frame(tmp_path / "grey.png", "frames", RECIPE, store)

    with Image.open(io.BytesIO(store.read(frame))) as picture:
        grey = np.asarray(picture.convert("L"))[90]
    assert (grey[0], grey[-1]) == (0, 255)
    assert abs(int(grey[160]) - 128) < 3


@pytest.mark.parametrize("side", [11_000, 15_000])
def test_a_picture_too_large_to_be_read_is_refused_for_that(
    side: int, tmp_path: Path, recwarn: pytest.WarningsRecorder
) -> None:
    """In our words, not in those of the library that reads it."""
    Image.new("1", (side, side)).save(tmp_path / "huge.png")

    with pytest.raises(SettingsError, match=r"pixels.*accepted"):
        own_frame(tmp_path / "huge.png", "frames", RECIPE, FolderStore(tmp_path / "store"))
    assert not recwarn.list
