"""A crew of members that fit together."""

from __future__ import annotations

import pytest

from blocks.crew import assemble
from blocks.kinds import CrewMember
from blocks.providers.fal import FalLoraTrainer
from storyreel.film.errors import CapabilityError

FLUX_1, FLUX_2 = "fal-ai/flux-lora", "fal-ai/flux-2/lora"
OLD_TRAINER, NEW_TRAINER = "fal-ai/flux-lora-fast-training", "fal-ai/flux-2-trainer"


def model_of(member: CrewMember | None) -> object:
    return getattr(member, "model", None)


@pytest.mark.parametrize(
    ("models", "trainer"),
    [
        ({}, NEW_TRAINER),
        ({"images": FLUX_2}, NEW_TRAINER),
        ({"images": FLUX_1}, OLD_TRAINER),
        ({"images": FLUX_1, "trainer": OLD_TRAINER}, OLD_TRAINER),
    ],
)
def test_the_trainer_follows_the_model_that_draws(models: dict[str, str], trainer: str) -> None:
    """FLUX.2 is usual; who chooses FLUX.1 gets its trainer."""
    assert model_of(assemble("cloud", "en-us", {}, models).trainer) == trainer


@pytest.mark.parametrize(
    "models",
    [{"trainer": OLD_TRAINER}, {"images": FLUX_1, "trainer": NEW_TRAINER}],
)
def test_weights_that_would_not_load_are_refused_before_money_is_spent(models: dict[str, str]) -> None:
    """The sentence names both families and what to change."""
    crew = assemble("cloud", "en-us", {}, models)

    with pytest.raises(CapabilityError, match=r"FLUX\.[12] \[dev\].*which does not load them.*film\.toml"):
        crew.require_ready()


def test_a_trainer_that_a_person_gave_is_not_changed() -> None:
    """It is theirs to say what it trains."""
    given = FalLoraTrainer(model=OLD_TRAINER)

    assert assemble("cloud", "en-us", trainer=given).trainer is given
