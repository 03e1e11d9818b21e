"""What the form's values mean for the film."""

from __future__ import annotations

from typing import Any

import pytest
from prefect import State
from prefect.utilities.callables import get_call_parameters

from blocks.saved_crew import SavedCrew
from flows.form import make_film, make_film_by_form
from flows.form_schema import NOT_SAID
from storyreel.film.errors import ProjectBusyError, RenderError, UsageError
from storyreel.project.settings import FilmSettings, Scope


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the film's flow is asked."""
    heard: dict[str, Any] = {}
    monkeypatch.setattr(make_film, "fn", lambda **named: heard.update(named))
    return heard


def by_form(**filled: Any) -> None:
    """Run it with what a person filled in, as a worker does."""
    given = get_call_parameters(make_film_by_form.fn, (), filled)  # as on a worker, with the defaults
    make_film_by_form.fn(**make_film_by_form.validate_parameters(given))


def test_an_empty_form_says_nothing(asked: dict[str, Any]) -> None:
    """The settings of the film's folder hold."""
    by_form(script="tea.fountain")

    assert NOT_SAID not in asked.values()
    assert (asked["settings"], asked["minutes"], asked["shots"]) == (None, None, None)
    assert asked["scope"] == Scope()


def test_a_crew_is_a_setting_beside_those_that_were_filled_in(asked: dict[str, Any]) -> None:
    """And what was not filled in stays as the folder has it."""
    by_form(
        script="tea.fountain",
        crew="local",
        settings={"look": "noir"},
        shots={"SC010-SH010": {"size": "wide"}},
    )

    assert asked["settings"].model_dump(exclude_unset=True) == {"look": "noir", "crew": "local"}
    assert asked["shots"]["SC010-SH010"].changes() == {"size": "wide"}


def test_a_saved_crew_names_its_members(asked: dict[str, Any]) -> None:
    """Those in the settings win over it."""
    saved = SavedCrew(
        preset="animatic", video="footage", images="block:fal-stills/mine", models={"video": "clips"}
    )

    by_form(script="tea.fountain", saved_crew=saved, settings={"members": {"images": "painter"}})

    assert asked["settings"].model_dump(exclude_unset=True) == {
        "crew": "animatic",
        "members": {"video": ("footage",), "images": ("painter",)},
        "models": {"video": "clips"},
    }
    assert isinstance(asked["settings"], FilmSettings)


def test_two_crews_are_refused(asked: dict[str, Any]) -> None:
    """Nothing is made."""
    with pytest.raises(UsageError, match="crew is 'cloud', and a saved crew was chosen"):
        by_form(script="tea.fountain", crew="cloud", saved_crew=SavedCrew(preset="local"))

    assert asked == {}


def test_a_film_that_another_run_makes_is_no_failed_run(
    asked: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It ends as cancelled, named Refused, and says who makes the film."""

    def refuse(**_: Any) -> None:
        raise ProjectBusyError("This film is being made by process 7 on attic.")

    monkeypatch.setattr(make_film, "fn", refuse)

    state = make_film_by_form.fn(script="tea.fountain")

    assert isinstance(state, State)
    assert (state.name, state.is_cancelled()) == ("Refused", True)
    assert "process 7 on attic" in str(state.message)


def test_a_film_whose_process_died_five_times_is_not_started_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Failed, not Crashed: a crashed run would be scheduled again, and kill the next worker."""
    monkeypatch.setenv("PREFECT__RUNTIME__FLOW_RUN__RUN_COUNT", "6")

    with pytest.raises(RenderError, match="died 5 times"):
        make_film_by_form.fn(script="tea.fountain")
