"""What a film remembers of its results after a run of all or a part of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.preview import preview_film
from storyreel.film.storyboard import Storyboard
from storyreel.project.plan import PlannedAction
from storyreel.project.project import Project
from storyreel.project.remembering import RunResults, remember_run
from storyreel.project.settings import Scope
from storyreel.vault import Vault, open_vault
from tests.studio.bought_film import FIRST, SECOND, edit, film, make_all, standing


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A film of two scenes that was bought by a version that remembered no purchases."""
    monkeypatch.setenv("STORYREEL_HOME", str(tmp_path / "home"))
    vault: Vault = open_vault((tmp_path / "vault").as_uri())
    project = film(tmp_path, vault, {"images": "fal", "video": "fal", "composer": "elevenlabs"})
    make_all(project)
    project.remember(base=board(project))
    return project


def board(project: Project, **scope: int) -> Storyboard:
    return preview_film(project, Scope.model_validate(scope)).context.storyboard


def finish_first_scene(project: Project) -> None:
    """What a run with --max-scenes 1 leaves."""
    calls = standing(project, max_scenes=1)
    keys = {name: project.state.keys[name] for name in calls if name in project.state.keys}
    remember_run(project, RunResults(keys, bought={}), board(project, max_scenes=1))


def test_scenes_beyond_the_part_that_was_finished_are_as_they_were(project: Project) -> None:
    """They are known as made and are stale after a change; nothing of them is bought again."""
    before = dict(project.state.keys)

    finish_first_scene(project)
    edit(project, SECOND, "action", "TOM climbs onto a crate.")

    assert project.state.keys[f"{SECOND} clip"] == before[f"{SECOND} clip"]
    assert standing(project)[f"{SECOND} clip"][0] is PlannedAction.STALE


def test_what_was_paid_for_and_is_not_in_the_part_is_remembered_as_bought(project: Project) -> None:
    """Music is of no single scene: the part of the film has other music, and the film's own is not lost."""
    music = {name: key for name, key in project.state.keys.items() if name.startswith("music ")}
    assert music

    remember_run(project, RunResults({f"{FIRST} clip": "new"}, bought={}), board(project, max_scenes=1))

    assert project.state.bought.items() >= music.items()


def test_a_locked_free_shot_beyond_the_part_stays(project: Project) -> None:
    """It is found again by what the film was made of."""
    edit(project, SECOND, "lock", True)
    finish_first_scene(project)
    edit(project, SECOND, "action", "TOM climbs onto a crate.")

    found = standing(project)

    assert found[f"{SECOND} first frame"][0] is found[f"{SECOND} clip"][0] is PlannedAction.STALE


def test_a_run_that_ends_before_the_cut_forgets_nothing(project: Project) -> None:
    """All that was made before is known beside what it made."""
    before = dict(project.state.keys)

    remember_run(project, RunResults({f"{FIRST} clip": "new"}, bought={f"{FIRST} clip": "new"}))

    assert project.state.keys == before | {f"{FIRST} clip": "new"}
    assert project.state.bought[f"{FIRST} clip"] == "new"


def test_a_shot_that_is_filmed_in_more_clips_has_no_earlier_ones(project: Project) -> None:
    """But if none of the new ones could be made, the earlier clip is what the film has."""
    keys = {f"{FIRST} clip {n} of 2": str(n) for n in (1, 2)}

    remember_run(project, RunResults(keys, bought={}, gaps=keys.keys()), board(project))
    assert f"{FIRST} clip" in project.state.bought
    remember_run(project, RunResults(keys, bought=keys), board(project))

    assert f"{FIRST} clip" not in project.state.bought
    assert f"{FIRST} clip 2 of 2" in project.state.bought
