"""The gates at which a film stops for a person's approval."""

from __future__ import annotations

from pathlib import Path

import pytest

from storyreel.film.errors import SettingsError
from storyreel.project.approvals import approve, gates_of, waits_at
from storyreel.project.project import Project, open_project
from storyreel.project.settings import FilmSettings, Gate
from storyreel.vault import open_vault

GATES: tuple[Gate, ...] = ("keyframes",)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "film").mkdir()
    (tmp_path / "film" / "film.toml").write_text('approve = ["keyframes"]\n')
    (tmp_path / "a.fountain").write_text("INT. ROOM - DAY\n\nRain.\n")
    return open_project(
        str(tmp_path / "a.fountain"), str(tmp_path / "film"), open_vault((tmp_path / "vault").as_uri())
    )


def test_a_film_waits_only_where_it_was_asked_to(project: Project) -> None:
    """No gate was set at the storyboard."""
    assert not waits_at(project, GATES, "storyboard", {"a": 1})
    assert waits_at(project, GATES, "keyframes", {"a": 1})


def test_what_is_approved_is_not_asked_about_again_until_it_changes(project: Project) -> None:
    """The approval holds for exactly what was seen."""
    waits_at(project, GATES, "keyframes", {"SC010-SH010 first frame": "key"})

    assert approve(project, None) == "keyframes"

    assert not waits_at(project, GATES, "keyframes", {"SC010-SH010 first frame": "key"})
    assert waits_at(project, GATES, "keyframes", {"SC010-SH010 first frame": "another"})


def test_nothing_is_approved_that_does_not_wait(project: Project) -> None:
    """The sentence says what waits, or that nothing does."""
    with pytest.raises(SettingsError, match="nothing is waiting for approval"):
        approve(project, None)
    waits_at(project, GATES, "keyframes", {"a": 1})
    with pytest.raises(SettingsError, match="keyframes are waiting for approval, and not clips"):
        approve(project, "clips")


@pytest.mark.parametrize(
    ("settings", "buys", "gates"),
    [
        (FilmSettings(), False, ()),
        (FilmSettings(), True, ("storyboard",)),
        (FilmSettings(approve=()), True, ()),
        (FilmSettings(approve=("clips",)), True, ("clips",)),
        (FilmSettings(approve=("clips",)), False, ("clips",)),
    ],
)
def test_what_costs_money_waits_after_the_storyboard_unless_told_otherwise(
    settings: FilmSettings, buys: bool, gates: tuple[Gate, ...]
) -> None:
    """The gates that the person named hold as they are, also if there are none."""
    assert gates_of(settings, buys=buys) == gates
