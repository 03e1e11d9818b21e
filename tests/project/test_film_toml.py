"""`film.toml` with settings under the names they had in earlier versions."""

from __future__ import annotations

from pathlib import Path

import pytest

from storyreel.film.errors import SettingsError
from storyreel.project.film_toml import ENTRY_BY_ENTRY, load_settings, update_settings, write_settings
from storyreel.project.settings import FilmSettings

COMMENT = "# purse is called budget_name today; both names work.\n"


def test_a_setting_is_read_under_its_old_name(tmp_path: Path) -> None:
    """A film.toml of an earlier version names its shared budget `purse`."""
    (tmp_path / "film.toml").write_text('purse = "summer"\n')

    assert load_settings(tmp_path / "film.toml").budget_name == "summer"


def test_a_new_file_has_the_new_name_and_says_the_old_one(tmp_path: Path) -> None:
    """A person who remembers `purse` finds it."""
    write_settings(tmp_path / "film.toml", load_settings(tmp_path / "none.toml"))

    text = (tmp_path / "film.toml").read_text()

    assert 'budget_name = ""' in text
    assert "called purse before" in text
    assert "\npurse" not in text


def test_an_old_name_is_commented_once(tmp_path: Path) -> None:
    """The file says what the setting is called today, and its line stays."""
    file = tmp_path / "film.toml"
    file.write_text('crew = "animatic"\npurse = "summer"\n')

    for _ in range(3):
        update_settings(file, {"budget_usd": 20.0})

    assert file.read_text().count(COMMENT) == 1
    assert f'{COMMENT}purse = "summer"\n' in file.read_text()
    assert load_settings(file).budget_name == "summer"


def test_a_value_typed_now_replaces_the_one_under_the_old_name(tmp_path: Path) -> None:
    """A file never holds the setting twice."""
    file = tmp_path / "film.toml"
    file.write_text('purse = "summer"\n')

    update_settings(file, {"budget_name": "winter"})

    assert "budget_name =" not in file.read_text()
    assert load_settings(file).budget_name == "winter"


def test_two_names_with_two_values_are_refused(tmp_path: Path) -> None:
    """It is not clear which is meant."""
    file = tmp_path / "film.toml"
    file.write_text('purse = "summer"\nbudget_name = "winter"\n')

    with pytest.raises(SettingsError, match=r"'budget_name' as 'winter'.*'purse', as 'summer'.*Delete"):
        load_settings(file)


def test_an_empty_new_name_gives_way_to_the_old_one(tmp_path: Path) -> None:
    """`init` writes an empty `budget_name`; a person then adds the `purse` of another film."""
    file = tmp_path / "film.toml"
    file.write_text('purse = "summer"\nbudget_name = ""\n')

    assert load_settings(file).budget_name == "summer"

    update_settings(file, {"budget_name": "winter"})

    assert load_settings(file).budget_name == "winter"


@pytest.mark.parametrize("old", ["", "summer"])
def test_a_value_typed_now_holds_under_both_names(tmp_path: Path, old: str) -> None:
    """If the file has both, no conflict is written into it."""
    file = tmp_path / "film.toml"
    file.write_text(f'purse = "{old}"\nbudget_name = "summer"\n')

    update_settings(file, {"budget_name": "winter"})

    assert load_settings(file).budget_name == "winter"


def test_an_unknown_setting_names_the_nearest(tmp_path: Path) -> None:
    """A misspelt name is easy to find."""
    (tmp_path / "film.toml").write_text('crwe = "cloud"\n')

    with pytest.raises(SettingsError, match=r"Unknown setting 'crwe'\. Did you mean 'crew'\?"):
        load_settings(tmp_path / "film.toml")


def test_a_line_of_a_text_that_looks_like_the_old_name_is_left_alone(tmp_path: Path) -> None:
    """Comments go above settings and into no text."""
    file = tmp_path / "film.toml"
    text = 'script = """\npurse = x\n"""\n'
    file.write_text(text)

    update_settings(file, {})

    assert file.read_text() == text


@pytest.mark.parametrize("table", ENTRY_BY_ENTRY)
def test_the_run_and_the_file_have_the_same_entries(table: str, tmp_path: Path) -> None:
    """Naming one entry of a table leaves the others: in the run that names it, and in the file it leaves."""
    one, other = {
        "members": ({"images": ("fal",)}, {"video": ("fal",)}),
        "models": ({"images": "a"}, {"video": "b"}),
        "likeness_of": ({"MARA": "lora"}, {"TOM": "both"}),
        "voices": ({"MARA": "bf_emma"}, {"TOM": "am_adam"}),
    }[table]
    path = tmp_path / "film.toml"
    write_settings(path, FilmSettings.model_validate({table: one}), id="x", script="s.fountain")

    run = load_settings(path, {table: other})
    update_settings(path, {table: other}, id="x", script="s.fountain")

    assert getattr(run, table) == getattr(load_settings(path), table) == one | other
