"""Which people and places are trained on, and which are shown as pictures."""

from __future__ import annotations

from dataclasses import replace

import pytest

from blocks.crew import assemble
from storyreel.film.abilities import CrewCard, ImageAbility
from storyreel.film.briefs import StillBrief
from storyreel.film.errors import CapabilityError
from storyreel.film.likeness import Likeness
from storyreel.film.skips import Skip
from storyreel.graph.context import FilmContext
from storyreel.graph.dry_run import DryCall, dry_run
from storyreel.graph.likeness import likeness_needs
from storyreel.graph.stages import Stage
from storyreel.project.notes import weights_for_pictures
from storyreel.project.settings import FilmSettings
from tests.graph.test_calls import SCRIPT, sheet_of

SUBJECTS = {"kitchen", "harbour", "anna", "ben"}
TAKES_BOTH = ImageAbility(uses_lora=True, references=3, loras=3)
TAKES_WEIGHTS = ImageAbility(uses_lora=True)
TAKES_PICTURES = ImageAbility(references=3)
TRAINER = {"images": "an engine", "trainer": "a trainer"}


@pytest.fixture(scope="module")
def sheet() -> FilmContext:
    return sheet_of(SCRIPT)


def film(sheet: FilmContext, images: ImageAbility, **changes: object) -> FilmContext:
    card = CrewCard(fingerprints=TRAINER, images=images)
    return replace(sheet, **({"card": card} | changes))


def dry(context: FilmContext) -> tuple[DryCall, ...]:
    return dry_run(context, lambda _call, _brief: None)


def trained(context: FilmContext) -> set[str]:
    """Ids of the people and places whose weights the trainer is asked for."""
    calls = (one.call for one in dry(context))
    return {call.id.subject for call in calls if call.stage is Stage.LORA and not call.not_needed}


def pictures(context: FilmContext) -> dict[str, int]:
    """How many pictures are drawn of each person and place."""
    drawn = [one.call.id.subject for one in dry(context) if one.call.stage is Stage.REFERENCE]
    return {subject: drawn.count(subject) for subject in drawn}


def first_frame(context: FilmContext) -> StillBrief:
    """What the first picture of the film is asked with."""
    return next(
        one.brief
        for one in dry(context)
        if one.call.stage is Stage.STILL and isinstance(one.brief, StillBrief)
    )


def test_an_engine_that_takes_pictures_is_shown_them_and_nothing_is_trained(sheet: FilmContext) -> None:
    """Even if the crew has a trainer and the engine loads weights: references are the default."""
    context = film(sheet, TAKES_BOTH)

    assert trained(context) == set()
    assert pictures(context) == dict.fromkeys(SUBJECTS, 1)
    assert [one.of == "place" for one in first_frame(context).references] == [True, False]
    assert first_frame(context).loras == ()


@pytest.mark.parametrize(("likeness", "shown"), [(Likeness.LORA, 0), (Likeness.BOTH, 2)])
def test_weights_are_trained_if_they_are_asked_for(
    sheet: FilmContext, likeness: Likeness, shown: int
) -> None:
    """Of every place and person; with both, the first of the pictures that are trained on is shown, too."""
    context = film(sheet, TAKES_BOTH, likeness=likeness)

    assert trained(context) == SUBJECTS
    assert pictures(context) == dict.fromkeys(SUBJECTS, 6)
    assert (len(first_frame(context).loras), len(first_frame(context).references)) == (2, shown)


def test_one_person_may_be_trained_and_all_else_shown(sheet: FilmContext) -> None:
    """Only that person has six pictures and weights, and her shots load these and show their place."""
    context = film(sheet, TAKES_BOTH, likenesses={"anna": Likeness.LORA})

    assert trained(context) == {"anna"}
    assert pictures(context) == {"kitchen": 1, "harbour": 1, "ben": 1, "anna": 6}
    assert [lora.trigger_word for lora in first_frame(context).loras] == ["sks_anna"]
    assert [one.of for one in first_frame(context).references] == ["place"]


def test_skipped_weights_mean_pictures(sheet: FilmContext) -> None:
    """`--skip lora` goes before what is asked for, as it always did."""
    context = film(sheet, TAKES_BOTH, likeness=Likeness.BOTH, skip=frozenset({Skip.LORA}))

    assert trained(context) == set()
    assert pictures(context) == dict.fromkeys(SUBJECTS, 1)
    assert not FilmSettings(likeness=Likeness.LORA, skip=(Skip.LORA,)).asks_for_weights()


def test_an_engine_without_pictures_trains_and_says_so(sheet: FilmContext) -> None:
    """It keeps nothing alike otherwise. Without a trainer nothing is drawn and nothing is said."""
    context = film(sheet, TAKES_WEIGHTS)
    alone = film(sheet, TAKES_WEIGHTS, card=CrewCard(fingerprints={}, images=TAKES_WEIGHTS))

    assert trained(context) == SUBJECTS
    assert "takes no reference pictures" in weights_for_pictures(context)
    assert weights_for_pictures(film(sheet, TAKES_WEIGHTS, likeness=Likeness.LORA)) == ""
    assert weights_for_pictures(film(sheet, TAKES_BOTH)) == ""
    assert (trained(alone), pictures(alone), weights_for_pictures(alone)) == (set(), {}, "")


def test_no_more_is_shown_or_loaded_than_the_engine_takes(sheet: FilmContext) -> None:
    """Pictures and weights are counted apart."""
    few = TAKES_BOTH.model_copy(update={"references": 1, "loras": 2})
    scene, shot = sheet.storyboard.shots()[0]

    needs = likeness_needs(film(sheet, few, likeness=Likeness.BOTH), scene.environment_id, shot)

    assert [str(need) for need in needs] == ["kitchen lora", "anna lora", "kitchen reference 1"]


def test_weights_that_nobody_can_give_are_refused_before_money_is_spent() -> None:
    """The sentence says why and what to change. The painter, who needs none, makes the film all the same."""
    shown = assemble("cloud", "en-us", {"images": ("openai",)})
    alone = replace(assemble("cloud", "en-us"), trainer=None)

    with pytest.raises(CapabilityError, match=r"OpenAIStills draws with none\. Nothing was spent\. Set"):
        shown.require_ready(weights=True)
    with pytest.raises(CapabilityError, match=r"this crew has no trainer\. Nothing was spent\. Set"):
        alone.require_ready(weights=True)
    assemble("animatic", "en-us").require_ready(weights=True)
