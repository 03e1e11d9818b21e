"""A person under another name: looks, voice, edits and material stay."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from blocks.crew import animatic_crew
from storyreel.film.errors import UsageError
from storyreel.film.storyboard import Storyboard
from storyreel.planning import analyse_scene, split_scenes, survey
from storyreel.project.overrides import Override, Overrides
from storyreel.project.project import Project, direct
from storyreel.project.renaming import rename
from storyreel.project.screenplays import read_script
from storyreel.project.settings import Scope
from storyreel.vault import open_vault

SCRIPT = """INT. KITCHEN - NIGHT

{0} (40, a red coat) pours tea. ANNA (30, blonde) waits.

{0}
It is late, and the tea is cold.

ANNA
It always is.

{0}
Then we drink it cold.
"""


def planned(project: Project, text: str) -> Storyboard:
    """The storyboard of a screenplay, as a run plans it."""
    script = read_script(text)
    surveyed = survey(script, project.state.base)
    drafts = [analyse_scene(scene) for scene in split_scenes(script, surveyed)]
    return project.plan(script, surveyed, drafts, Scope(), animatic_crew().card())


@pytest.fixture
def film(tmp_path: Path):
    with direct(
        SCRIPT.format("PAUL"), str(tmp_path / "film"), open_vault((tmp_path / "v").as_uri())
    ) as project:
        planned(project, SCRIPT.format("PAUL"))
        yield project


def person(storyboard: Storyboard, name: str):
    return next(member for member in storyboard.cast if member.name == name)


@pytest.mark.parametrize("made_between", [False, True])
def test_looks_voice_and_edits_stay(made_between: bool, film: Project) -> None:
    """Also if the film was planned with the new name before anybody said that it is one person."""
    assert film.state.base
    before = person(film.state.base, "PAUL")
    edit = Override(target="cast", id=before.id, field="look.garment", base="coat", value="robe")
    film.remember(overrides=Overrides(edits=(edit,)))
    if made_between:
        assert person(planned(film, SCRIPT.format("OTTO")), "OTTO").id != before.id

    rename(film, "paul", "Otto")
    after = person(planned(film, SCRIPT.format("OTTO")), "OTTO")

    assert (after.id, after.voice) == (before.id, before.voice)
    assert after.look == before.look.model_copy(update={"garment": "robe"})
    assert not film.state.former_cast and not [note for note in film.warnings if "rename" in note]


def test_the_storyboards_file_has_the_new_name(film: Project) -> None:
    """The next run reads no edit in it that nobody made."""
    rename(film, "PAUL", "OTTO")
    text = (film.folder / "storyboard.toml").read_text(encoding="utf-8")

    film.look_at_edits()

    assert 'name = "OTTO"' in text and 'name = "PAUL"' not in text
    assert film.state.overrides == Overrides()


def test_a_new_name_with_the_same_lines_is_noticed(film: Project) -> None:
    """The command that makes them one person is said; somebody with lines of their own is not meant."""
    planned(film, SCRIPT.format("OTTO"))
    noticed = [note for note in film.warnings if "storyreel rename" in note]

    assert len(noticed) == 1 and "'PAUL' 'OTTO'" in noticed[0]


def test_a_picture_of_the_person_follows_the_name(film: Project) -> None:
    """film.toml names the person as the screenplay does."""
    settings = film.folder / "film.toml"
    settings.write_text(
        'look = "noir"\nlikeness_of = { "Paul" = "lora" }\n[material]\n'
        'people = { "PAUL" = "paul.jpg" }\nloras = { "PAUL" = "paul.safetensors" }\n',
        encoding="utf-8",
    )

    rename(film, "PAUL", "OTTO")

    kept = tomllib.loads(settings.read_text(encoding="utf-8"))
    assert kept["material"] == {"people": {"OTTO": "paul.jpg"}, "loras": {"OTTO": "paul.safetensors"}}
    assert kept["likeness_of"] == {"OTTO": "lora"}


def test_a_name_that_the_film_never_had_is_refused(film: Project) -> None:
    """The names that it has are listed; two people do not become one."""
    with pytest.raises(UsageError, match="ANNA, PAUL"):
        rename(film, "NOBODY", "OTTO")
    with pytest.raises(UsageError, match="both people"):
        rename(film, "PAUL", "ANNA")
