"""A quick set in the place of the painted ones, and a store."""

from __future__ import annotations

from pathlib import Path

import pytest

from storyreel.animatic.painter import shot_renderer
from tests.animatic.painter.small_set import small_set
from tests.fakes.store import FolderStore


@pytest.fixture
def street(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every place is the small street."""
    monkeypatch.setattr(shot_renderer, "set_of", lambda picture: small_set())


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    """An empty store."""
    return FolderStore(tmp_path / "store")
