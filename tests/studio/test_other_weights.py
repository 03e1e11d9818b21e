"""Weights that were bought for another family of models are not handed to an engine that cannot load them."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest

from flows.preview import preview_film
from storyreel.film.briefs import StillBrief
from storyreel.project.plan import PlannedAction
from storyreel.project.project import Project
from storyreel.project.settings import Scope
from storyreel.vault import Vault
from studio.estimates import estimate_film
from studio.preview import plan_run
from tests.studio.bought_film import SCRIPT, film, make_all, standing

pytestmark = pytest.mark.usefixtures("home")
FLUX_1, FLUX_2 = {"images": "fal-ai/flux-lora"}, {"images": "fal-ai/flux-2/lora"}
TRAINED_BY = {
    "fal-ai/flux-lora": "fal-ai/flux-lora-fast-training",
    "fal-ai/flux-2/lora": "fal-ai/flux-2-trainer",
}
CREW: dict[str, Any] = {"members": {"images": "fal", "trainer": "fal"}, "likeness": "lora"}
NEW_SHOT = "\nINT. KITCHEN - DAY\n\nMARA sweeps the floor.\n"
NEW = "SC030-SH010 first frame"


def trained(home: Path, vault: Vault, models: dict[str, str], *, says_family: bool) -> Project:
    """A bought film whose weights an engine loads; of an earlier version, only their jobs tell the family."""
    project = film(home, vault, **CREW, models=models)
    make_all(project)
    ledger = vault.ledger
    application = TRAINED_BY[models["images"]]
    family = "FLUX.2 [dev]" if "flux-2" in application else "FLUX.1 [dev]"
    for name, key in project.state.keys.items():
        if not name.endswith(" lora"):
            continue
        ticket = {"provider": "fal", "job_id": f"job-{name}", "facts": {"application": application}}
        done = ledger.attempt(key).done
        if done is not None and says_family:
            result = cast(dict[str, object], done["result"])
            ledger.lose(key, 1, "it said nothing of its family")
            ledger.finish(key, 2, {**result, "family": family}, seconds=1, cost_usd=2.0)
        elif done is not None:
            ledger.ticket(key, 1, ticket)
    return project


def with_new_shot(home: Path, vault: Vault, models: dict[str, str]) -> Project:
    """The film with a shot more, by another engine."""
    (home / "tea.fountain").write_text(SCRIPT + NEW_SHOT)
    return film(home, vault, **CREW, models=models)


def asked(project: Project, name: str, **scope: Any) -> StillBrief:
    """What a picture is asked with."""
    calls = preview_film(project, Scope(**scope)).estimate_input.looked_up.calls
    brief = next(one.brief for one in calls if one.call.name == name)
    assert isinstance(brief, StillBrief)
    return brief


@pytest.mark.parametrize("says_family", [True, False], ids=["now", "earlier version"])
def test_a_new_shot_is_drawn_beside_pictures(home: Path, vault: Vault, says_family: bool) -> None:
    """FLUX.2 does not load the weights of FLUX.1. Nothing is trained unasked, and the plan says so."""
    trained(home, vault, FLUX_1, says_family=says_family)
    project = with_new_shot(home, vault, FLUX_2)

    found, brief = standing(project), asked(project, NEW)

    assert found[NEW][0] is PlannedAction.MAKE
    assert brief.loras == () and len(brief.references) == 2
    made = {name for name, (action, _) in found.items() if action is PlannedAction.MAKE}
    assert not {name for name in made if name.endswith(" lora") or " reference" in name}
    (note,) = (one for one in plan_run(project, Scope()).warnings if "do not load in FLUX.2 [dev]" in one)
    assert "mara" in note and "were trained for FLUX.1 [dev]" in note


@pytest.mark.parametrize(
    "without", [{"skip": ("lora",)}, {"likeness": "references"}, {"members": {"images": "fal"}}]
)
def test_nothing_is_said_of_weights_that_are_not_wanted(
    home: Path, vault: Vault, without: dict[str, Any]
) -> None:
    """Without weights, or without a trainer, `--redo` trains none."""
    trained(home, vault, FLUX_1, says_family=True)
    (home / "tea.fountain").write_text(SCRIPT + NEW_SHOT)
    project = film(home, vault, **CREW | without, models=FLUX_2)

    found, said = standing(project), " ".join(plan_run(project, Scope()).warnings)

    assert "do not load" not in said
    assert not any("--redo" in why for name, (_, why) in found.items() if name.endswith(" lora"))


def test_a_word_trains_them_for_the_engine_of_today(home: Path, vault: Vault) -> None:
    """The new shot is then drawn with them, and the plan has the price."""
    trained(home, vault, FLUX_1, says_family=True)
    project = with_new_shot(home, vault, FLUX_2)

    found = standing(project, redo=("mara",))

    assert found["mara lora"][0] is PlannedAction.MAKE
    assert [lora.trigger_word for lora in asked(project, NEW, redo=("mara",)).loras] == ["sks_mara"]
    assert (
        estimate_film(project, Scope(redo=("mara",))).cost.high_usd
        > estimate_film(project, Scope()).cost.high_usd
    )


def test_weights_of_the_same_family_are_loaded(home: Path, vault: Vault) -> None:
    """Also if the job that trained them says for which it did."""
    trained(home, vault, FLUX_2, says_family=False)
    project = with_new_shot(home, vault, FLUX_2)

    brief = asked(project, NEW)

    assert {lora.trigger_word for lora in brief.loras} >= {"sks_mara"} and brief.references == ()
    assert not any("do not load" in one for one in plan_run(project, Scope()).warnings)


def test_an_engine_that_takes_no_pictures_has_weights_of_its_own_trained(home: Path, vault: Vault) -> None:
    """FLUX.1 is shown nothing else. Without a new shot nothing is trained."""
    trained(home, vault, FLUX_2, says_family=True)
    unchanged = standing(film(home, vault, **CREW, models=FLUX_1))
    found = standing(with_new_shot(home, vault, FLUX_1))

    assert unchanged["mara lora"][0] is PlannedAction.NOT_NEEDED
    assert found["mara lora"][0] is PlannedAction.MAKE
