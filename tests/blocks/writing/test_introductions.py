"""People and places from a language model: under their own names, with our own facts kept."""

from __future__ import annotations

from storyreel.film.briefs import PromptBrief
from storyreel.planning import survey
from storyreel.planning.newcomers import introduction_briefs
from storyreel.screenplays import read_screenplay
from tests.blocks.writing.writers import KITCHEN, SCRIPT, each_provider, writer
from tests.fakes import screenwriting
from tests.fakes.answers import Asked
from tests.fakes.studio import Studio


@each_provider
def test_people_and_places_are_introduced_under_their_names(studio: Studio, provider: str) -> None:
    """One note for each; names, seeds and sides of walls stay."""
    screenplay = read_screenplay(SCRIPT.encode(), "film.fountain")
    (brief,) = introduction_briefs(screenplay, survey(screenplay), None)

    made = writer(studio, provider).introduce(brief)

    assert [notes.name for notes in made.people] == ["ANNA", "TOM"]
    assert made.people[0].look.garment_colour != made.people[1].look.garment_colour
    assert made.places[0].place.seed == brief.places[0].place.seed and made.places[0].place.interior


def test_somebody_who_was_not_asked_about_is_sent_back(studio: Studio) -> None:
    """A note too many or too few, or an invalid colour, is repaired."""
    screenplay = read_screenplay(SCRIPT.encode(), "film.fountain")
    (brief,) = introduction_briefs(screenplay, survey(screenplay), None)
    heard: list[Asked] = []

    def answer(asked: Asked) -> object:
        heard.append(asked)
        made = screenwriting.people_and_places(asked)
        if len(heard) == 1:
            made["people"][0]["name"] = "BORIS"
        elif len(heard) == 2:
            made["people"][0]["skin"] = "rosy"
        return made

    studio.answers.register("PeopleAndPlaces", answer)
    writer(studio, "openai").introduce(brief)

    assert "missing are ['ANNA']; not asked for are ['BORIS']" in heard[1].prompt
    assert "a colour is '#rrggbb'" in heard[2].prompt


@each_provider
def test_a_place_keeps_our_trigger_word_and_its_features(studio: Studio, provider: str) -> None:
    """The word that calls trained weights never comes from a model."""
    member = writer(studio, provider)

    anchor = member.describe(KITCHEN)
    other = member.describe(
        KITCHEN.model_copy(update={"place": KITCHEN.place.model_copy(update={"name": "CELLAR", "seed": 9})})
    )

    assert anchor.trigger_word != other.trigger_word and anchor.trigger_word.startswith("ki")
    assert "stove" in anchor.key_features
    assert anchor.prompt


@each_provider
def test_a_prompt_is_translated_as_it_is(studio: Studio, provider: str) -> None:
    """It is fenced as material, and its language is named; the price is estimated before."""
    member, brief = writer(studio, provider), PromptBrief(prompt="A red kite.", language="de")

    found = member.translate(brief)

    assert found.text == "In 'de'. A red kite."
    assert member.translates()
    assert member.price(brief).high_usd > 0
