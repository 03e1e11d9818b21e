"""Which shapes of clips are asked for and accepted for a film."""

from __future__ import annotations

from pathlib import Path

import pytest

from blocks.adopting import clip_of_bytes
from blocks.shapes import films, require_shape
from storyreel.film.errors import BrokenDeliveryError
from storyreel.project.settings import FilmSettings
from tests.blocks.drawn import clip_brief
from tests.fakes.store import FolderStore
from tests.project.own_media import clip

SHAPES = ("16:9", "9:16", "1:1", "3:4", "21:9")


@pytest.mark.parametrize(
    ("aspect", "asked", "size"),
    [("2.39:1", "21:9", (504, 216)), ("4:5", "3:4", (216, 288)), ("16:9", "16:9", (288, 160))],
)
def test_a_clip_of_the_shape_that_is_asked_for_is_accepted(
    aspect: str, asked: str, size: tuple[int, int], tmp_path: Path
) -> None:
    """An engine that films in nearly the film's shape delivers that shape, and the cut crops it."""
    store, recipe = FolderStore(tmp_path), FilmSettings.model_validate({"aspect": aspect}).recipe()
    brief = clip_brief(store, frames=24, recipe=recipe)
    delivered = clip(tmp_path / "clip.mp4", [(90, 60, 30)], size=size).read_bytes()

    made = clip_of_bytes(delivered, brief, store)

    assert films(aspect, SHAPES)
    assert require_shape(recipe.size, SHAPES, "a model") == asked
    assert made.frames == 24


def test_a_clip_of_another_shape_is_refused(tmp_path: Path) -> None:
    """More than 7 % of it would be cut off."""
    store, recipe = FolderStore(tmp_path), FilmSettings.model_validate({"aspect": "4:3"}).recipe()
    delivered = clip(tmp_path / "clip.mp4", [(90, 60, 30)]).read_bytes()

    with pytest.raises(BrokenDeliveryError, match="160x90; the shape of 1440x1080"):
        clip_of_bytes(delivered, clip_brief(store, frames=24, recipe=recipe), store)
