"""Rasters as the camera sees them."""

from __future__ import annotations

from pathlib import Path

import pytest

from storyreel.animatic.painter.keyframes import draw_keyframes
from storyreel.film.places import Place, PlaceKind
from storyreel.film.storyboard import ShotSize
from tests.animatic.painter.briefs import a_picture, keyframe_brief
from tests.fakes.store import FolderStore


@pytest.mark.parametrize("kind", [PlaceKind.COAST, PlaceKind.EXTERIOR])
def test_a_frame_too_small_to_show_the_blur_is_drawn_all_the_same(kind: PlaceKind, tmp_path: Path) -> None:
    """At 320x180, what lies behind people is hardly out of focus."""
    store = FolderStore(tmp_path)
    picture = a_picture(ShotSize.FULL, place=Place(kind=kind, interior=False, name="SHORE"))

    assert draw_keyframes(keyframe_brief(picture), store).first.size_bytes > 1000
