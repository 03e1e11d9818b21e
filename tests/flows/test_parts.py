"""What a film was made of, written for other tools."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from storyreel.editing.probe import check_decodes, probe_video
from storyreel.film.errors import VaultError
from storyreel.film.storyboard import Storyboard
from storyreel.project.parts import write_parts
from storyreel.project.project import open_project
from storyreel.vault import open_vault
from tests.flows.conftest import FirstFilm
from tests.flows.installation import Install

pytestmark = [pytest.mark.xdist_group("server"), pytest.mark.timeout(300)]


def test_the_parts_of_a_film_are_written(first_film: FirstFilm, house: Install, tmp_path: Path) -> None:
    """Each line with its sound and words, each clip, each scene; the scenes together are the film."""
    project = open_project(str(first_film.script), str(first_film.folder), open_vault(house.vault.as_uri()))

    parts = write_parts(project, tmp_path / "parts")

    written = {path.relative_to(tmp_path / "parts").as_posix() for path in (tmp_path / "parts").rglob("*.*")}
    assert {part.file for part in parts} == written
    lines = json.loads((tmp_path / "parts" / "lines.json").read_text(encoding="utf-8"))
    assert lines and all(
        line["words"] and (tmp_path / "parts" / line["file"]).stat().st_size for line in lines
    )
    storyboard = Storyboard.model_validate_json((tmp_path / "parts" / "storyboard.json").read_bytes())
    assert len([part for part in parts if part.kind == "clip"]) >= len(storyboard.shots())
    scenes = [tmp_path / "parts" / part.file for part in parts if part.kind == "scene"]
    assert all(check_decodes(scene) for scene in scenes)
    whole = probe_video(first_film.path).frames
    assert abs(sum(probe_video(scene).frames for scene in scenes) - whole) <= 12 * len(scenes)


def test_a_film_that_is_not_made_has_no_parts(tmp_path: Path) -> None:
    """What to type first is said."""
    project = open_project("a.fountain", str(tmp_path / "film"), open_vault((tmp_path / "vault").as_uri()))

    with pytest.raises(VaultError, match="storyreel make"):
        write_parts(project, tmp_path / "parts")
