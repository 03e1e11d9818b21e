"""What the script states about a shot, found once and carried from shot to shot."""

from __future__ import annotations

import pytest

from storyreel.film.drafts import SceneDraft, ShotDraft
from storyreel.film.facts import LightKind, LightState, Seat, ShotFacts
from storyreel.film.introductions import Introduction, PlaceNotes
from storyreel.film.storyboard import Figure, LineSpan, Pose, Shot, Storyboard
from storyreel.planning import analyse_scene, split_scenes, survey
from storyreel.planning.continuity import with_facts
from storyreel.planning.fact_words import fact_words
from storyreel.planning.newcomers import introduced
from storyreel.planning.reconcile import reconcile
from storyreel.screenplays import read_screenplay
from tests.planning.planned import plan

ATTIC = """INT. ATTIC - NIGHT

MARA (40) sits on a crate.

The lamp goes out. Darkness.

MARA
Is there anybody up here with me in this place?
"""


def drafted(text: str, *shots: ShotDraft) -> Storyboard:
    """The storyboard of a script of one scene with a writer's own shots."""
    screenplay = read_screenplay(text.encode(), "film.fountain")
    return reconcile(None, survey(screenplay), [SceneDraft(shots=shots)], screenplay.title)


def the_last(storyboard: Storyboard) -> Shot:
    return storyboard.shots()[-1][1]


def test_a_dark_room_is_dark_for_rules_and_for_a_writer_who_says_it_in_other_words() -> None:
    """The facts are read out of the script's own words.

    A prompt states those that the writer's words leave out.
    """
    figure = Figure(cast_id="mara", pose=Pose.SITTING)
    described = drafted(
        ATTIC,
        ShotDraft(
            source=LineSpan(first=3, last=3),
            figures=(figure,),
            action="A woman waits under the roof.",
            script="MARA (40) sits on a crate.",
        ),
        ShotDraft(
            source=LineSpan(first=5, last=5),
            figures=(figure,),
            action="She looks up.",
            script="The lamp goes out. Darkness.",
        ),
        ShotDraft(source=LineSpan(first=7, last=8), figures=(figure,), action="Her face."),
    )
    by_rules = plan(ATTIC)

    assert [shot.facts.dark for _, shot in described.shots()] == [False, True, True]
    assert the_last(by_rules).facts.environment_state == the_last(described).facts.environment_state
    assert [fact_words(shot, described.member) for _, shot in described.shots()] == [
        ("The lamp is burning.", "Mara is sitting on a crate."),
        ("It is completely dark.",),
        ("It is completely dark.",),
    ]


def test_what_the_action_says_is_not_said_again() -> None:
    """A prompt has the action in it."""
    dark = plan(ATTIC).shots()[1][1]

    assert dark.facts.dark
    assert fact_words(dark, plan(ATTIC).member) == ()


LAMP_ROOM = """INT. LAMP ROOM - NIGHT

A cold stove and an unlit lamp on the table.

INT. LAMP ROOM - DAY

MARA
So this is it.

She lights the lamp.
"""


def test_the_place_is_as_the_script_first_says_unless_a_shot_says_otherwise() -> None:
    """A reply by day in a cold lamp room has a cold stove.

    An action that lights the lamp overrules the place.
    """
    reply, action = plan(LAMP_ROOM).scenes[1].shots

    assert (reply.facts.fires, reply.facts.lamps) == (
        LightState(thing="stove", share=0.0),
        LightState(thing="lamp", share=0.0),
    )
    assert (action.facts.fires, action.facts.lamps) == (
        LightState(thing="stove", share=0.0),
        LightState(thing="lamp", share=1.0),
    )


def test_a_place_that_a_model_introduced_is_still_as_the_script_says() -> None:
    """The model's description does not speak of the stove."""
    screenplay = read_screenplay(LAMP_ROOM.encode(), "film.fountain")
    surveyed = survey(screenplay)
    (place,) = surveyed.environments
    notes = PlaceNotes(name=place.place.name, place=place.place, description="A round room of glass.")
    described = introduced(surveyed, (Introduction(places=(notes,)),))
    drafts = [analyse_scene(brief) for brief in split_scenes(screenplay, described)]

    assert (described.environments[0].description, described.environments[0].script) == (
        "A round room of glass.",
        place.description,
    )
    assert the_last(reconcile(None, described, drafts, screenplay.title)).facts.fires.share == 0.0


def test_the_survey_keeps_the_scripts_words_on_a_place_that_is_known_in_other_words() -> None:
    """The next run reads the script again and keeps the description."""
    known = plan(LAMP_ROOM)
    (place,) = known.environments
    renamed = known.model_copy(
        update={"environments": (place.model_copy(update={"description": "A round room of glass."}),)}
    )

    (found,) = survey(read_screenplay(LAMP_ROOM.encode(), "film.fountain"), renamed).environments

    assert (found.description, found.script) == (
        "A round room of glass.",
        "A cold stove and an unlit lamp on the table.",
    )


@pytest.mark.parametrize(
    ("action", "seats", "kneeling"),
    [
        ("Mara sits on a crate. Tom sits on the old bench.", {"mara": Seat.CRATE, "tom": Seat.BENCH}, ()),
        ("Mara and Tom sit on a bench.", {"mara": Seat.BENCH, "tom": Seat.BENCH}, ()),
        ("Mara sits on the edge of the bed.", {}, ()),
        ("Mara sits down on an iron bollard.", {"mara": Seat.BOLLARD}, ()),
    ],
)
def test_each_person_sits_on_what_the_script_gives_them(
    action: str, seats: dict[str, Seat], kneeling: tuple[str, ...]
) -> None:
    facts = plan(f"EXT. PIER - DAY\n\nMARA (40) and TOM (19) wait.\n\n{action}\n").shots()[1][1].facts

    assert {seated.who: seated.on for seated in facts.seats} == seats
    assert facts.kneeling == kneeling


def test_who_is_said_to_kneel_and_was_planned_as_sitting_kneels() -> None:
    """Who sits beside them goes on sitting."""
    figures = (Figure(cast_id="mara", pose=Pose.SITTING), Figure(cast_id="tom", pose=Pose.SITTING))
    text = "INT. ATTIC - NIGHT\n\nMARA (40) crouches at the chest. TOM (19) sits.\n"
    board = drafted(
        text,
        ShotDraft(
            source=LineSpan(first=3, last=3), figures=figures, action="Mara crouches at the chest. Tom sits."
        ),
    )

    assert the_last(board).facts.kneeling == ("mara",)


def test_who_falls_lies_where_they_fell_and_who_sleeps_does_not() -> None:
    lying = (Figure(cast_id="ann", pose=Pose.LYING, x=0.3), Figure(cast_id="bob", pose=Pose.LYING, x=0.7))
    text = (
        "INT. SPACECRAFT - NIGHT\n\nANN (30) falls to the deck, unconscious. BOB (40) falls asleep in his"
        " bunk.\n"
    )
    board = drafted(
        text,
        ShotDraft(
            source=LineSpan(first=3, last=3),
            figures=lying,
            action="ANN (30) falls to the deck, unconscious. BOB (40) falls asleep in his bunk.",
        ),
        ShotDraft(source=LineSpan(first=3, last=3), figures=lying),
    )

    assert [(shot.facts.asleep, shot.facts.fallen) for _, shot in board.shots()] == [
        (("ann", "bob"), ("ann",))
    ] * 2


def test_a_fact_that_a_person_set_wins_and_holds_until_the_script_says_otherwise() -> None:
    """The lamp is put out by hand in the second shot and lit again by the script in the last."""
    board = plan(
        "INT. LAMP ROOM - NIGHT\n\nThe lamp burns. MARA (40) waits.\n\nMara turns a page.\n\nMara"
        " coughs.\n\nMara lights the lamp.\n"
    )
    ids = [shot.id for _, shot in board.shots()]

    edited = with_facts(board, {ids[1]: {"lamps": LightState(thing="lamp", share=0.0)}})

    assert [shot.facts.lamps.share for _, shot in edited.shots()] == [1.0, 0.0, 0.0, 1.0]
    assert [fact_words(shot, board.member) for _, shot in edited.shots()] == [
        (),
        ("The lamp is dark.",),
        ("The lamp is dark.",),
        (),
    ]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"dark": False}, "It is not dark."),
        ({"asleep": ()}, "Mara is awake."),
        ({"broken": ()}, "The window is whole."),
        ({"broken": ("window", "mast")}, "The mast is broken."),
        ({"candles": LightState(share=0.0)}, "The candles are dark."),
        ({"fires": LightState(thing="stove", share=0.0)}, "The stove is out."),
        ({"hand_light": True}, "Somebody holds a light."),
    ],
)
def test_what_a_person_sets_is_said_in_prompts_against_the_action(
    changes: dict[str, object], sentence: str
) -> None:
    """The action still says what it said."""
    board = plan(
        "INT. HALL - NIGHT\n\nDarkness. MARA (40) lies on the floor, asleep. The window is broken.\n"
    )
    ((_, shot),) = board.shots()
    assert shot.facts == ShotFacts(dark=True, broken=("window",), asleep=("mara",), fallen=("mara",))
    assert fact_words(shot, board.member) == ()

    edited = with_facts(board, {shot.id: changes}).shots()[0][1]

    assert sentence in fact_words(edited, board.member)


def test_light_that_a_person_makes_ends_the_dark() -> None:
    """In the shots after it, too."""
    board = plan("INT. HALL - NIGHT\n\nMARA (40) dances. Darkness.\n\nMara listens.\n\nMara waits.\n")
    ids = [shot.id for _, shot in board.shots()]

    edited = with_facts(board, {ids[1]: {"dark": False}})

    assert [shot.facts.dark for _, shot in edited.shots()] == [True, False, False]
    assert edited.shots()[2][1].facts.share(LightKind.LAMPS) == 1.0


def test_facts_are_found_again_in_a_storyboard_that_has_some() -> None:
    """They depend on its words alone."""
    board = plan(ATTIC)
    stale = [shot.model_copy(update={"facts": ShotFacts(broken=("mast",))}) for shot in board.scenes[0].shots]

    assert with_facts(board) == board
    assert (
        with_facts(
            board.model_copy(update={"scenes": (board.scenes[0].model_copy(update={"shots": tuple(stale)}),)})
        )
        == board
    )
