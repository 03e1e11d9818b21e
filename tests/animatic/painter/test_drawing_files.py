"""A changed drawing changes the painter's fingerprint, and released drawings do not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from blocks.providers.animatic import PainterClips, PainterStills
from storyreel.animatic.painter import drawing_files


def test_the_digest_is_that_of_the_drawings() -> None:
    """If this fails after a drawing was changed, see "Change a prop" in docs/DRAWING.md."""
    assert drawing_files.drawings_digest() == drawing_files.RELEASED


def test_released_drawings_leave_the_fingerprint_as_it_was() -> None:
    """Films made before the drawings were files keep their pictures."""
    assert PainterStills(rasteriser="resvg").fingerprint() == "painter/4/resvg"
    assert PainterClips(longest_seconds=10).fingerprint() == "painter-camera/4"


def test_a_changed_drawing_is_drawn_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures and clips of a checkout with another radio have other keys, which follow each change."""
    folder = shutil.copytree(drawing_files.FOLDER, tmp_path / "drawings")
    monkeypatch.setattr(drawing_files, "FOLDER", folder)
    found = set[str]()
    for text in ("<!-- mine -->", "<!-- mine, again -->"):
        with (folder / "radio.svg").open("a") as file:
            file.write(text)
        drawing_files.drawings_digest.cache_clear()
        found |= {
            PainterStills(rasteriser="resvg").fingerprint(),
            PainterClips(longest_seconds=10).fingerprint(),
        }
    drawing_files.drawings_digest.cache_clear()

    assert len(found) == 4
    assert all(one.startswith(("painter/4+", "painter-camera/4+")) for one in found)
