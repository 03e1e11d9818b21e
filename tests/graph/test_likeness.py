"""Which people and places are trained on, and which are shown as pictures."""

from __future__ import annotations

from dataclasses import replace

import pytest

from blocks.crew import assemble
from storyreel.film.abilities import CrewCard, ImageAbility, VideoAbility
from storyreel.film.briefs import ClipBrief, Lora, LoraBrief, StillBrief
from storyreel.film.errors import CapabilityError
from storyreel.film.likeness import Likeness
from storyreel.film.skips import Skip
from storyreel.graph.assumed_results import NOTHING
from storyreel.graph.context import FilmContext
from storyreel.graph.dry_run import DryCall, dry_run
from storyreel.graph.likeness import likeness_needs
from storyreel.graph.stages import CallId, Stage
from storyreel.project.notes import weights_for_pictures
from storyreel.project.settings import FilmSettings
from tests.graph.test_calls import SCRIPT, context_of

SUBJECTS = {"kitchen", "harbour", "anna", "ben"}
TAKES_BOTH = ImageAbility(uses_lora=True, references=3, loras=3)
TAKES_WEIGHTS = ImageAbility(uses_lora=True)
TAKES_PICTURES = ImageAbility(references=3)
TRAINER = {"images": "an engine", "trainer": "a trainer"}


@pytest.fixture(scope="module")
def planned() -> FilmContext:
    return context_of(SCRIPT)


def film(planned: FilmContext, images: ImageAbility, **changes: object) -> FilmContext:
    card = CrewCard(fingerprints=TRAINER, images=images)
    return replace(planned, **({"card": card} | changes))


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


def test_an_engine_that_takes_pictures_is_shown_them_and_nothing_is_trained(planned: FilmContext) -> None:
    """Even if the crew has a trainer and the engine loads weights: references are the default."""
    context = film(planned, TAKES_BOTH)

    assert trained(context) == set()
    assert pictures(context) == dict.fromkeys(SUBJECTS, 1)
    assert [one.of == "place" for one in first_frame(context).references] == [True, False]
    assert first_frame(context).loras == ()


@pytest.mark.parametrize(("likeness", "shown"), [(Likeness.LORA, 0), (Likeness.BOTH, 2)])
def test_weights_are_trained_if_they_are_asked_for(
    planned: FilmContext, likeness: Likeness, shown: int
) -> None:
    """Of every place and person; with both, the first of the pictures that are trained on is shown, too."""
    context = film(planned, TAKES_BOTH, likeness=likeness)

    assert trained(context) == SUBJECTS
    assert pictures(context) == dict.fromkeys(SUBJECTS, 6)
    assert (len(first_frame(context).loras), len(first_frame(context).references)) == (2, shown)


def test_a_trainer_is_told_what_varies_in_each_picture(planned: FilmContext) -> None:
    """How it is framed, for each; it is no part of the key, so that nothing paid is trained again."""
    context = film(planned, TAKES_BOTH, likeness=Likeness.LORA)

    briefs = [one.brief for one in dry(context) if isinstance(one.brief, LoraBrief)]

    assert {brief.captions[0] for brief in briefs} == {"extreme wide shot", "medium shot, facing camera"}
    assert all(len(brief.captions) == len(brief.references) == 6 for brief in briefs)
    assert all("captions" not in brief.key_form() for brief in briefs)


def test_one_person_may_be_trained_and_all_else_shown(planned: FilmContext) -> None:
    """Only that person has six pictures and weights, and her shots load these and show their place."""
    context = film(planned, TAKES_BOTH, likenesses={"anna": Likeness.LORA})

    assert trained(context) == {"anna"}
    assert pictures(context) == {"kitchen": 1, "harbour": 1, "ben": 1, "anna": 6}
    assert [lora.trigger_word for lora in first_frame(context).loras] == ["sks_anna"]
    assert [one.of for one in first_frame(context).references] == ["place"]


def test_skipped_weights_mean_pictures(planned: FilmContext) -> None:
    """`--skip lora` goes before what is asked for, as it always did."""
    context = film(planned, TAKES_BOTH, likeness=Likeness.BOTH, skip=frozenset({Skip.LORA}))

    assert trained(context) == set()
    assert pictures(context) == dict.fromkeys(SUBJECTS, 1)
    assert not FilmSettings(likeness=Likeness.LORA, skip=(Skip.LORA,)).asks_for_weights()


def test_an_engine_without_pictures_trains_and_says_so(planned: FilmContext) -> None:
    """It keeps nothing alike otherwise. Without a trainer nothing is drawn and nothing is said."""
    context = film(planned, TAKES_WEIGHTS)
    alone = film(planned, TAKES_WEIGHTS, card=CrewCard(fingerprints={}, images=TAKES_WEIGHTS))

    assert trained(context) == SUBJECTS
    assert "takes no reference pictures" in weights_for_pictures(context)
    assert weights_for_pictures(film(planned, TAKES_WEIGHTS, likeness=Likeness.LORA)) == ""
    assert weights_for_pictures(film(planned, TAKES_BOTH)) == ""
    assert (trained(alone), pictures(alone), weights_for_pictures(alone)) == (set(), {}, "")


@pytest.mark.parametrize(("likeness", "shown"), [(Likeness.REFERENCES, 0), (Likeness.BOTH, 1)])
def test_weights_that_are_brought_are_loaded_without_a_trainer(
    planned: FilmContext, likeness: Likeness, shown: int
) -> None:
    """Nothing is trained for that person, and her picture is drawn only if both are asked for."""
    own = {CallId(Stage.LORA, "anna"): Lora(weights=NOTHING, trigger_word="ohwx")}
    card = CrewCard(fingerprints={}, images=TAKES_BOTH)
    context = film(planned, TAKES_BOTH, card=card, likenesses={"anna": likeness}, own=own)

    assert pictures(context).get("anna", 0) == shown
    assert [lora.trigger_word for lora in first_frame(context).loras] == ["ohwx"]


def test_no_more_is_shown_or_loaded_than_the_engine_takes(planned: FilmContext) -> None:
    """Pictures and weights are counted apart."""
    few = TAKES_BOTH.model_copy(update={"references": 1, "loras": 2})
    scene, shot = planned.storyboard.shots()[0]

    needs = likeness_needs(film(planned, few, likeness=Likeness.BOTH), scene.environment_id, shot)

    assert [str(need) for need in needs] == ["kitchen lora", "anna lora", "kitchen reference 1"]


@pytest.mark.parametrize("likeness", [Likeness.REFERENCES, Likeness.LORA])
def test_a_video_engine_is_shown_the_people_of_the_shot_before_its_place(
    planned: FilmContext, likeness: Likeness
) -> None:
    """As many as it takes, if pictures of them are drawn; its keys are those of clips without them."""

    def first_clip(images: ImageAbility, most: int) -> DryCall:
        card = CrewCard(fingerprints=TRAINER, images=images, video=VideoAbility(references=most))
        calls = dry(film(planned, images, card=card, likeness=likeness))
        return next(one for one in calls if isinstance(one.brief, ClipBrief))

    def shown(one: DryCall) -> list[str]:
        assert isinstance(one.brief, ClipBrief)
        return [reference.of for reference in one.brief.references]

    all_of_it, one_only = first_clip(TAKES_BOTH, 4), first_clip(TAKES_BOTH, 1)
    bare = first_clip(TAKES_BOTH, 0)
    assert shown(all_of_it) == [*shown(one_only), "place"] and len(shown(one_only)) == 1
    assert {"anna reference 1", "kitchen reference 1"} <= set(map(str, all_of_it.call.needs))
    assert shown(bare) == shown(first_clip(ImageAbility(both_ends=True), 4)) == []
    assert all_of_it.call.key(all_of_it.brief, {}) == bare.call.key(bare.brief, {})


def test_weights_that_nobody_can_give_are_refused_before_money_is_spent() -> None:
    """The sentence says why and what to change. The painter, who needs none, makes the film all the same."""
    shown = assemble("cloud", "en-us", {"images": ("openai",)})
    alone = replace(assemble("cloud", "en-us"), trainer=None)

    with pytest.raises(CapabilityError, match=r"OpenAIStills draws with none\. Nothing was spent\. Set"):
        shown.require_ready(weights=True)
    with pytest.raises(CapabilityError, match=r"this crew has no trainer\. Nothing was spent\. Set"):
        alone.require_ready(weights=True)
    assemble("animatic", "en-us").require_ready(weights=True)
