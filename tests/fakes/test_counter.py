"""The counter on each frame survives what happens to a picture on its way."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.fakes import counter, media


@pytest.mark.parametrize("number", [0, 1, 119, 43_690, (1 << 20) - 1])
def test_a_stamped_number_is_read(number: int):
    """What is stamped is read, at both ends of the range too."""
    picture = counter.stamp(np.full((360, 640, 3), 90, np.uint8), number)

    assert counter.read(picture) == number


@pytest.mark.parametrize("size", [(640, 360), (1920, 1080), (854, 480)])
def test_the_number_survives_scaling(size: tuple[int, int]):
    """A picture of another size still tells its number."""
    picture = counter.stamp(np.full((720, 1280, 3), 90, np.uint8), 1234)

    assert counter.read(np.array(Image.fromarray(picture).resize(size))) == 1234


def test_a_picture_without_a_strip_has_no_number():
    """Noise, flat colours and a hidden block are not taken for a number."""
    noise = np.random.default_rng(1).integers(0, 256, (360, 640, 3), dtype=np.uint8)
    hidden = counter.stamp(np.full((360, 640, 3), 90, np.uint8), 77)
    hidden[:30, 120:260] = 128

    assert [counter.read(one) for one in (noise, np.zeros_like(noise), np.full_like(noise, 255), hidden)] == [
        None
    ] * 4


@pytest.mark.parametrize(("width", "height"), [(640, 360), (1280, 720)])
def test_every_frame_of_a_clip_tells_its_number(tmp_path: Path, width: int, height: int):
    """The round trip through H.264, at two sizes."""
    content, _ = media.render(
        {"kind": "clip", "width": width, "height": height, "fps": 24, "frames": 30, "prompt": "A pier."},
        {}.__getitem__,
    )
    (tmp_path / "clip.mp4").write_bytes(content)

    assert counter.counters_of(tmp_path / "clip.mp4") == list(range(30))


def test_a_clip_goes_on_from_its_start_picture_and_ends_on_its_end_picture(tmp_path: Path):
    """Frame 0 has the start picture's number, the last frame the end picture's."""
    stamped = {
        name: media.encode_picture(counter.stamp(np.full((360, 640, 3), 90, np.uint8), n))
        for name, n in (("first", 119), ("last", 500))
    }
    made = {
        "kind": "clip",
        "width": 640,
        "height": 360,
        "fps": 24,
        "frames": 12,
        "prompt": "A pier.",
        "start": "first",
        "end": "last",
    }

    (tmp_path / "clip.mp4").write_bytes(media.render(made, stamped.__getitem__)[0])

    assert counter.counters_of(tmp_path / "clip.mp4") == [*range(119, 130), 500]
