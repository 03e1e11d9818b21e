"""What `plan` and `estimate` say of pictures and trained weights, which keep people and places alike."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from blocks.prices import cost_of
from storyreel.film.errors import SettingsError
from storyreel.film.likeness import Likeness
from storyreel.project.film_toml import load_settings, write_settings
from storyreel.project.plan import PlannedAction
from storyreel.project.project import Project, open_project
from storyreel.project.settings import FilmSettings, Scope, Until
from storyreel.vault import open_vault
from studio.estimates import estimate_film, print_estimate
from studio.preview import plan_run
from studio.printing import Screen

FAL = {"images": "fal", "trainer": "fal"}
SCRIPT = """INT. KITCHEN - NIGHT

MARA stands at the stove.

MARA
The kettle is late.
"""
GARDEN = """
EXT. GARDEN - DAY

OTTO waters the beans.

OTTO
It is dry.
"""
SUBJECTS = 2
"""Mara and the kitchen."""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("STORYREEL_HOME", str(tmp_path / "home"))
    (tmp_path / "tea.fountain").write_text(SCRIPT)
    return tmp_path


def film(home: Path, **settings: object) -> Project:
    vault = open_vault((home / "vault").as_uri())
    return open_project(str(home / "tea.fountain"), str(home / "tea"), vault, settings)


def estimated(home: Path, **settings: object) -> tuple[float, str]:
    """The price of a film in dollars, and the estimate as it is printed."""
    made = estimate_film(film(home, **settings), Scope())
    written = io.StringIO()
    print_estimate(Screen(file=written), made, every_shot=False)
    return made.cost.high_usd, " ".join(written.getvalue().split())


def trainings(home: Path, **settings: object) -> set[str]:
    """Names of the trainings that a run would buy."""
    calls = plan_run(film(home, members=FAL, **settings), Scope()).calls
    return {
        call.name for call in calls if call.stage == "lora" and call.action is not PlannedAction.NOT_NEEDED
    }


def test_each_way_is_compared_with_the_one_that_is_chosen(home: Path) -> None:
    """The figures are those of an estimate of the other film; training is the largest part of them."""
    shown, said = estimated(home, members=FAL)
    trained, said_trained = estimated(home, members=FAL, likeness="lora")
    both, _ = estimated(home, members=FAL, likeness="both")

    assert f"With trained weights ${trained - shown:.2f} more (--likeness lora)" in said
    assert f"with trained weights and references ${both - shown:.2f} more (--likeness both)" in said
    assert f"With references instead of LoRA training ${trained - shown:.2f} less" in said_trained
    assert trained - shown > SUBJECTS * cost_of("fal", "fal-ai/flux-2-trainer", "step", 1000).high_usd > 1


def test_the_plan_says_the_same(home: Path) -> None:
    """As a note; a film that ends before any picture is drawn has nothing to compare."""
    shown, said = estimated(home, members=FAL)

    (note,) = (note for note in plan_run(film(home, members=FAL), Scope()).warnings if "--likeness" in note)

    assert note in said and f"${shown:.2f}" not in note
    early = plan_run(film(home, members=FAL), Scope(until=Until.STORYBOARD)).warnings
    assert not any("--likeness" in note for note in early)


@pytest.mark.parametrize("members", [{}, {"images": "openai"}, {"images": "fal"}])
def test_a_crew_without_a_choice_compares_nothing(home: Path, members: dict[str, str]) -> None:
    """One that draws alike, one whose engine takes no weights, one without a trainer."""
    assert estimate_film(film(home, members=members), Scope()).likeness == ()


def test_one_person_is_trained_by_name(home: Path) -> None:
    """In any case of letters; a name that the film does not have is refused with those that it has."""
    assert trainings(home) == set()
    assert trainings(home, likeness_of={"Mara": "lora"}) == {"mara lora"}
    with pytest.raises(SettingsError, match=r'likeness_of\."OTTO" names no person or place.*MARA, KITCHEN'):
        trainings(home, likeness_of={"OTTO": "lora"})


def test_a_person_of_another_part_of_the_film_may_be_named(home: Path) -> None:
    """They are in the film, though not in the scenes that are asked for."""
    (home / "tea.fountain").write_text(SCRIPT + GARDEN)
    project = film(home, members=FAL, likeness_of={"OTTO": "lora"})

    assert plan_run(project, Scope(max_scenes=1)).shots > 0


def test_weights_that_the_engine_does_not_load_are_refused_in_the_plan(home: Path) -> None:
    """`make` would refuse the film for the same reason."""
    planned = plan_run(film(home, members={"images": "openai"}, likeness_of={"MARA": "both"}), Scope())

    assert "would refuse" in " ".join(planned.warnings)
    assert "OpenAIStills draws with none" in " ".join(planned.warnings)


def test_the_settings_are_kept_in_film_toml(home: Path) -> None:
    """With a comment each; a wrong word is refused with those that are accepted."""
    path = home / "film.toml"
    chosen = FilmSettings(likeness=Likeness.BOTH, likeness_of={"MARA": Likeness.LORA})

    write_settings(path, chosen)

    assert load_settings(path) == chosen
    path.write_text('likeness = "magic"\n')
    with pytest.raises(SettingsError, match="'references', 'lora' or 'both'"):
        load_settings(path)
