"""A film between runs: settings, folder, a person's edits and layers."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from blocks.crew import animatic_crew
from storyreel.film.errors import ScreenplayError, SettingsError, StoryboardError, VaultError
from storyreel.film.storyboard import ShotSize, Storyboard
from storyreel.planning import analyse_scene, split_scenes, survey
from storyreel.project.film_toml import load_settings, write_settings
from storyreel.project.kept_results import Keeping
from storyreel.project.ledger_answers import look_up_calls
from storyreel.project.overrides import Overrides
from storyreel.project.plan import PlannedAction, plan_film
from storyreel.project.project import (
    SETTINGS_FILE,
    STORYBOARD_FILE,
    Project,
    direct,
    film_folder,
    open_project,
    slug_of,
)
from storyreel.project.screenplays import find_screenplay, read_script
from storyreel.project.settings import FilmSettings, Scope
from storyreel.vault import Vault
from storyreel.vault.disk import DiskVault

SCRIPT = """Title: Two Rooms

INT. KITCHEN - DAY

ANNA (30) pours tea. Rain on the window.

ANNA
It is late.

BEN (40)
It is early.

EXT. FOREST - NIGHT

Ben walks between the trees. An owl calls.
"""


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(DiskVault(tmp_path / "vault"))


def planned(project: Project, script: str) -> Storyboard:
    screenplay = read_script(script)
    surveyed = survey(screenplay, project.state.base)
    return project.plan(
        screenplay,
        surveyed,
        [analyse_scene(brief) for brief in split_scenes(screenplay, surveyed)],
        Scope(),
        animatic_crew().card(),
    )


def test_an_edit_of_the_storyboard_wins_and_outlives_a_change_elsewhere(vault: Vault, tmp_path: Path) -> None:
    """A size set by hand stays when another scene of the screenplay changes; the file still shows it."""
    folder = tmp_path / "film"
    with direct(SCRIPT, str(folder), vault) as project:
        first = planned(project, SCRIPT).shots()[-1][1]
    file = folder / STORYBOARD_FILE
    table = f"[shots.{first.id}]\nsize = "
    assert table in file.read_text()
    file.write_text(file.read_text().replace(f'{table}"{first.size.value}"', f'{table}"extreme close"'))
    changed = SCRIPT.replace("It is early.", "It is much too early for this.")

    with direct(changed, str(folder), vault) as project:
        board = planned(project, changed)

    assert board.shots()[-1][1].size is ShotSize.EXTREME_CLOSE
    assert f'{table}"extreme close"' in file.read_text()
    assert "much too early" in file.read_text()


def test_a_shot_left_out_stays_left_out(vault: Vault, tmp_path: Path) -> None:
    """`skip = true` drops a shot, also in the next run, and stays in the file if the script changes."""
    folder = tmp_path / "film"
    with direct(SCRIPT, str(folder), vault) as project:
        dropped = planned(project, SCRIPT).shots()[-1][1].id
    file = folder / STORYBOARD_FILE
    file.write_text(file.read_text().replace(f"[shots.{dropped}]", f"[shots.{dropped}]\nskip = true"))
    changed = SCRIPT.replace("It is late.", "It is very late.")

    for script in (SCRIPT, changed, changed):
        with direct(script, str(folder), vault) as project:
            assert dropped not in {shot.id for _, shot in planned(project, script).shots()}
    assert "skip = true" in file.read_text()


@pytest.mark.parametrize("accident", ["emptied", "deleted"])
def test_a_storyboard_lost_by_accident_comes_back_with_its_edits(
    vault: Vault, tmp_path: Path, accident: str
) -> None:
    """An editor that fails writes an empty file: no word of a person's is lost for that."""
    folder = tmp_path / "film"
    with direct(SCRIPT, str(folder), vault) as project:
        dropped = planned(project, SCRIPT).shots()[-1][1].id
    file = folder / STORYBOARD_FILE
    file.write_text(file.read_text().replace(f"[shots.{dropped}]", f"[shots.{dropped}]\nskip = true"))
    with direct(SCRIPT, str(folder), vault) as project:
        planned(project, SCRIPT)

    file.write_text("\n") if accident == "emptied" else file.unlink()
    opened = open_project(SCRIPT, str(folder), vault)
    opened.look_at_edits()
    with direct(SCRIPT, str(folder), vault) as project:
        board = planned(project, SCRIPT)

    assert opened.state.overrides == project.state.overrides != Overrides()
    assert dropped not in {shot.id for _, shot in board.shots()}
    assert "skip = true" in file.read_text()


def test_a_storyboard_that_cannot_be_understood_says_where(vault: Vault, tmp_path: Path) -> None:
    """A wrong value is refused with the value and what is accepted."""
    with direct(SCRIPT, str(tmp_path / "film"), vault) as project:
        planned(project, SCRIPT)
    file = tmp_path / "film" / STORYBOARD_FILE
    file.write_text(file.read_text().replace('size = "wide"', 'size = "gigantic"', 1))

    with pytest.raises(StoryboardError, match="gigantic"), direct(SCRIPT, str(tmp_path / "film"), vault):
        pass


def test_a_plan_says_what_is_made_and_what_is_not_known(vault: Vault, tmp_path: Path) -> None:
    """Before a run, speech, pictures and clips are to be made, weights are not needed."""
    with direct(SCRIPT, str(tmp_path / "film"), vault) as project:
        context = project.context(planned(project, SCRIPT), animatic_crew().card())
        looked_up = look_up_calls(project, context, Keeping(project, (), Scope()))
        calls = plan_film(project, context, looked_up)

    by_name = {call.name: call for call in calls}
    assert by_name["kitchen lora"].action is PlannedAction.NOT_NEEDED
    assert by_name["kitchen environment"].action is PlannedAction.MAKE
    assert by_name["SC010-SH010 clip"].action is PlannedAction.MAKE
    assert by_name["film"].action is PlannedAction.MAKE


def test_settings_are_kept_and_flags_win(tmp_path: Path) -> None:
    """film.toml is read back as written, and a flag stands over it."""
    path = tmp_path / SETTINGS_FILE
    write_settings(path, FilmSettings(aspect="9:16", resolution=720), id="x", script="a.fountain")

    assert load_settings(path) == FilmSettings(aspect="9:16", resolution=720)
    assert load_settings(path, {"resolution": 480}).resolution == 480


@pytest.mark.parametrize(
    "text",
    [
        'aspect = "7:5"',
        "colour = 1",
        "budget_usd = true",
        "budget_usd = inf",
        "aspect = ",
        'resolution = "big"',
        "\x00",
    ],
)
def test_bad_settings_name_the_setting(tmp_path: Path, text: str) -> None:
    """A wrong name, value or file is refused in words."""
    path = tmp_path / SETTINGS_FILE
    path.write_text(text)

    with pytest.raises(SettingsError):
        load_settings(path)


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "a/b\\c:d*e", "...", "", "  ", "影の国", "عنوان", "x" * 500]
)
def test_names_become_safe_folders(name: str) -> None:
    """Path characters never leave the films folder."""
    slug = slug_of(name)

    assert slug
    assert "/" not in slug
    assert not slug.startswith(".")
    assert len(slug) <= 80


def test_a_folder_that_cannot_be_written_is_explained(vault: Vault, tmp_path: Path) -> None:
    """A film below a file is refused before anything is made."""
    (tmp_path / "file").write_text("")

    with pytest.raises(VaultError, match="file"), direct(SCRIPT, str(tmp_path / "file" / "film"), vault):
        pass


def test_a_missing_screenplay_is_named() -> None:
    """A path that is not there, and a folder, are refused in words."""
    with pytest.raises(ScreenplayError, match=r"no-such\.fountain"):
        find_screenplay("no-such.fountain")
    with pytest.raises(ScreenplayError, match="folder"):
        find_screenplay("examples")


def test_a_film_lives_under_the_name_of_its_screenplay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without --out the folder is films/<name>."""
    script = tmp_path / "My Film!.fountain"
    script.write_text(SCRIPT)
    monkeypatch.chdir(tmp_path)

    assert film_folder(str(script)) == (tmp_path / "films" / "my-film").resolve()


def test_an_edited_layer_is_foreseen_without_being_kept(vault: Vault, tmp_path: Path) -> None:
    """A look at the film sees the same layers as the run will, and puts nothing into the vault."""
    folder = tmp_path / "film"
    painted = b"<svg/>"
    with direct(SCRIPT, str(folder), vault) as project:
        file = folder / "layers" / "kitchen" / "day-clear" / "01-wall.svg"
        file.parent.mkdir(parents=True)
        file.write_bytes(painted)
        project.remember(written_layers={str(file.relative_to(folder)): hashlib.sha256(painted).hexdigest()})
    file.write_bytes(b"<svg>mine</svg>")
    project = open_project(SCRIPT, str(folder), vault)

    project.look_at_edits()

    assert list(vault.assets.assets()) == []
    with direct(SCRIPT, str(folder), vault) as run:
        assert run.state.layers == project.state.layers != {}


def test_a_path_with_a_line_end_is_a_path(tmp_path: Path) -> None:
    """It is opened if it exists, refused if it does not, and never read as a story."""
    odd = tmp_path / "two\nlines.fountain"
    odd.write_text("INT. HALL - DAY\n\nRain.\n")

    assert find_screenplay(str(odd)) == (odd.read_bytes(), odd.name)
    with pytest.raises(ScreenplayError, match="There is no file"):
        find_screenplay(str(tmp_path / "no\nsuch.fountain"))
    assert find_screenplay(SCRIPT) == (SCRIPT.encode(), "screenplay.fountain")
