"""Whom and what a film asks about, and how the answers join its survey."""

from __future__ import annotations

from storyreel.film.cast import Garment, Look, Voice
from storyreel.film.introductions import Introduction, PersonNotes, PlaceNotes
from storyreel.film.places import PlaceKind
from storyreel.film.screenplay import Screenplay
from storyreel.film.storyboard import Storyboard
from storyreel.planning import analyse_scene, split_scenes, survey
from storyreel.planning.newcomers import MOST_AT_ONCE, introduced, introduction_briefs
from storyreel.planning.reconcile import reconcile
from storyreel.screenplays import read_screenplay

SCRIPT = """INT. LIGHTHOUSE - NIGHT

MARA (60, grey hair) trims the lamp. Rain on the glass.

MARA
It burns.

NARRATOR (V.O.)
And so it did.

EXT. LIGHTHOUSE - DAWN

TOM (20) climbs the path. Mara waves.

TOM
I am here.
"""


def read(script: str) -> Screenplay:
    return read_screenplay(script.encode(), "film.fountain")


def planned(script: str) -> Storyboard:
    """The storyboard as the rules plan it."""
    screenplay = read(script)
    surveyed = survey(screenplay)
    return reconcile(
        None,
        surveyed,
        [analyse_scene(brief) for brief in split_scenes(screenplay, surveyed)],
        screenplay.title,
    )


def notes_on(script: str) -> Introduction:
    """A note on everybody and every place that is asked about, each in a green robe in a cave."""
    screenplay = read(script)
    briefs = introduction_briefs(screenplay, survey(screenplay), None)
    look = Look(garment=Garment.ROBE, garment_colour="#00ff00")
    people = [
        PersonNotes(name=one.name, description="d", look=look, voice=Voice(pitch=0.9))
        for brief in briefs
        for one in brief.people
    ]
    places = [
        PlaceNotes(
            name=one.name,
            description=f"{one.name} in words",
            place=one.place.model_copy(update={"kind": PlaceKind.CAVE, "seed": 1, "interior": True}),
        )
        for brief in briefs
        for one in brief.places
    ]
    return Introduction(people=tuple(people), places=tuple(places))


def test_a_new_film_asks_about_everybody_and_every_place() -> None:
    """With the script's own words; the narrator, whom nobody sees, is left out.

    Two sides of one wall have two names.
    """
    screenplay = read(SCRIPT)

    (brief,) = introduction_briefs(screenplay, survey(screenplay), None)

    assert [one.name for one in brief.people] == ["MARA", "TOM"]
    assert brief.people[0].excerpts == (
        "MARA (60, grey hair) trims the lamp. Rain on the glass.",
        "TOM (20) climbs the path. Mara waves.",
        "speaks: It burns.",
    )
    assert [one.name for one in brief.places] == ["LIGHTHOUSE (interior)", "LIGHTHOUSE (exterior)"]
    assert brief.places[1].headings == ("EXT. LIGHTHOUSE - DAWN",) and "climbs" in brief.places[1].excerpts[0]
    assert brief.known_people == ()


def test_a_film_that_knows_everybody_asks_nothing() -> None:
    """Nobody is paid for twice, whatever else changed."""
    known = planned(SCRIPT)
    screenplay = read(
        SCRIPT.replace("It burns.", "It burns still.").replace("Rain on the glass.", "Hail on the glass.")
    )

    assert introduction_briefs(screenplay, survey(screenplay, known), known) == ()


def test_only_the_newcomer_is_asked_about_and_is_told_which_looks_are_taken() -> None:
    """One new person and one new place; the others' looks are given in words."""
    known = planned(SCRIPT)
    screenplay = read(SCRIPT + "\nINT. KITCHEN - DAY\n\nELSE (8) eats.\n\nELSE\nMore.\n")

    (brief,) = introduction_briefs(screenplay, survey(screenplay, known), known)

    assert [one.name for one in brief.people] == ["ELSE"] and [one.name for one in brief.places] == [
        "KITCHEN"
    ]
    assert len(brief.known_people) == 2 and "woman" in brief.known_people[0]


def test_somebody_described_otherwise_is_asked_about_again() -> None:
    """The old look would contradict the new words."""
    known = planned(SCRIPT)
    screenplay = read(SCRIPT.replace("60, grey hair", "30, red hair"))

    (brief,) = introduction_briefs(screenplay, survey(screenplay, known), known)

    assert [one.name for one in brief.people] == ["MARA"] and brief.places == ()


def test_many_newcomers_are_asked_about_a_few_at_a_time() -> None:
    """So that each answer is whole; equal films ask the same."""
    names = [f"MIRO{chr(65 + index)}" for index in range(19)]
    script = "INT. HALL - DAY\n\n" + "".join(f"{name}\nHello.\n\n" for name in names)
    screenplay = read(script)

    briefs = introduction_briefs(screenplay, survey(screenplay), None)

    assert [len(brief.people) for brief in briefs] == [MOST_AT_ONCE, MOST_AT_ONCE, 3]
    assert [len(brief.places) for brief in briefs] == [1, 0, 0]
    assert briefs == introduction_briefs(screenplay, survey(screenplay), None)


def test_answers_join_the_survey_and_ids_stay() -> None:
    """Looks, voices and places are those introduced.

    Names, ids, seeds and sides of walls stay, and so do the script's words on people.
    """
    surveyed = survey(read(SCRIPT))

    joined = introduced(surveyed, [notes_on(SCRIPT)])

    assert [member.id for member in joined.cast] == [member.id for member in surveyed.cast]
    assert [member.description for member in joined.cast] == [member.description for member in surveyed.cast]
    assert joined.cast[0].look.garment is Garment.ROBE and joined.cast[0].voice.pitch == 0.9
    narrator = next(member for member in joined.cast if member.id == "narrator")
    assert narrator == next(member for member in surveyed.cast if member.id == "narrator")
    for before, after in zip(surveyed.environments, joined.environments, strict=True):
        assert (after.id, after.place.name, after.place.seed, after.place.interior) == (
            before.id,
            before.place.name,
            before.place.seed,
            before.place.interior,
        )
        assert after.place.kind is PlaceKind.CAVE and after.description.startswith("LIGHTHOUSE (")
    assert joined.scenes == surveyed.scenes and joined.aliases == surveyed.aliases


def test_a_name_that_was_not_asked_about_is_left_out() -> None:
    """A note on a stranger changes nothing, and neither does no answer."""
    surveyed = survey(read(SCRIPT))
    stranger = Introduction(people=(PersonNotes(name="BORIS", description="", look=Look(), voice=Voice()),))

    assert introduced(surveyed, [stranger]) == introduced(surveyed, []) == surveyed


def test_what_was_introduced_is_known_in_the_next_run() -> None:
    """The second survey keeps the looks and places of the first run's storyboard, and asks about nobody."""
    screenplay = read(SCRIPT)
    joined = introduced(survey(screenplay), [notes_on(SCRIPT)])
    known = reconcile(
        None, joined, [analyse_scene(brief) for brief in split_scenes(screenplay, joined)], screenplay.title
    )

    again = survey(screenplay, known)

    assert introduction_briefs(screenplay, again, known) == ()
    assert [member.look for member in again.cast] == [member.look for member in joined.cast]
    assert [one.place for one in again.environments] == [one.place for one in joined.environments]
