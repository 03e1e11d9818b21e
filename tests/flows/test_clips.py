"""The gpu pool's flow films with the camera that was sent, under its own key only."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import flows.clips
from blocks.crew import animatic_crew
from blocks.providers.footage import FootageVideo
from blocks.sent_member import sent
from flows.clips import shoot_clips
from storyreel.film.errors import CapabilityError
from storyreel.vault import open_vault
from tests.flows.ordered_clips import BRIEF, order_of


def test_the_camera_of_the_order_films(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not the worker's own."""
    asked: list[Any] = []
    monkeypatch.setattr(flows.clips, "shoot_clip", lambda _brief, camera, _order: asked.append(camera))
    (tmp_path / "sea.mp4").write_bytes(b"clip")
    camera = FootageVideo(folder=str(tmp_path))

    shoot_clips.fn(BRIEF, order_of(camera, "file:///nowhere"), sent("video", camera))

    assert asked == [camera]


def test_a_painter_keeps_nothing_under_the_key_of_footage(tmp_path: Path) -> None:
    """It is refused before it films, and the ledger has no entry."""
    (tmp_path / "sea.mp4").write_bytes(b"clip")
    asked = order_of(FootageVideo(folder=str(tmp_path)), (tmp_path / "vault").as_uri())

    with pytest.raises(CapabilityError, match="PainterClips"):
        shoot_clips.fn(BRIEF, asked, sent("video", animatic_crew().video))

    assert not open_vault(asked.vault_url).ledger.attempt(asked.key).begun
