"""What puts out every light, and what ends the dark."""

from __future__ import annotations

import pytest

from storyreel.film.facts import LightKind
from storyreel.film.places import Place, PlaceKind, TimeOfDay
from storyreel.film.storyboard import Shot
from storyreel.planning.continuity import environment_state_seen
from storyreel.planning.fact_words import fact_words
from storyreel.planning.light_statements import LIGHTS, is_dark, lights_said
from tests.planning.planned import plan


@pytest.mark.parametrize(
    "action",
    [
        "The candles go out. Darkness. A woman screams.",
        "The room is pitch black.",
        "Dark. A clock strikes twelve.",
        "The house is completely dark.",
        "He sits in the dark.",
        "They stand in darkness.",
        "The power fails.",
        "Blackout.",
        "Her torch goes out. Darkness.",
    ],
)
def test_darkness_puts_out_every_light(action: str) -> None:
    assert is_dark(action)
    assert {lights_said(action, kind)[-1].share for kind in LIGHTS} == {0.0}


@pytest.mark.parametrize(
    "action",
    [
        "Its lamp is dark.",
        "The great lens, cold and dark.",
        "The deer leaps into the dark woods.",
        "Dark clouds over a dark street.",
        "Pitch-black hair.",
        "She walks off into the darkness.",
        "Darkness falls over the bay.",
        "Darkness. The lights come on.",
        "Darkness. Tom switches on the lamp.",
    ],
)
def test_not_everything_dark_is_darkness(action: str) -> None:
    assert not is_dark(action)


def test_what_is_held_in_the_dark_burns_alone() -> None:
    """Out of the dark a lamp that is held may be out."""
    assert [
        lights_said("Darkness. Ann holds a candle.", kind)[-1].share
        for kind in (LightKind.CANDLES, LightKind.LAMPS, LightKind.FIRES)
    ] == [
        1.0,
        0.0,
        0.0,
    ]
    assert not lights_said("Tom holds the old lamp.", LightKind.LAMPS)


def test_darkness_holds_until_the_light_returns() -> None:
    """It says nothing of the shots before it."""
    script = (
        "INT. HALL - NIGHT\n\nANN (30) dances.\n\nDarkness.\n\nANN\nWho is there, and what is it that you"
        " want of me?\n\nAnn holds up a candle.\n\nAnn switches on the lights.\n\nANN\nThere is nobody here,"
        " nobody at all but the two of us.\n"
    )
    storyboard = plan(script)
    found = [fact_words(shot, storyboard.member) for _, shot in storyboard.shots()]

    assert found[0] == ()
    assert found[2] == ("It is completely dark.",)
    assert "It is completely dark." not in found[-1]


def shots_of(heading: str, *actions: str) -> list[Shot]:
    """A scene's shots, one for each action."""
    return [shot for _, shot in plan(f"{heading}\n\n" + "\n\n".join(actions) + "\n").shots()]


def test_a_candle_that_is_lifted_in_the_dark_is_a_light_in_the_hand_in_the_shots_after_it() -> None:
    """The dark begins in one shot, and the candle is lifted in the next."""
    _, dark, lifted, after = shots_of(
        "INT. HALL - NIGHT",
        "ANN (30) dances.",
        "Darkness.",
        "Ann lifts a candle.",
        "Ann walks to the far door.",
    )

    assert [(shot.facts.dark, shot.facts.hand_light) for shot in (dark, lifted, after)] == [
        (True, False),
        (True, True),
        (True, True),
    ]
    assert lifted.facts.share(LightKind.CANDLES) == 1.0
    assert {lifted.facts.share(kind) for kind in (LightKind.LAMPS, LightKind.FIRES, LightKind.WINDOWS)} == {
        0.0
    }


def test_a_field_in_daylight_is_not_drawn_dark() -> None:
    """Somebody may sit 'in the dark' of what they do not know."""
    field = Place(kind=PlaceKind.OPEN_COUNTRY, interior=False, name="FIELD")
    hours = {"DAY": TimeOfDay.DAY, "NIGHT": TimeOfDay.NIGHT}
    facts = {
        hour: shots_of(f"EXT. FIELD - {hour}", "ANN (30) stands. We are in the dark.")[0].facts
        for hour in hours
    }

    assert not environment_state_seen(facts["DAY"], field, TimeOfDay.DAY).dark
    assert environment_state_seen(facts["NIGHT"], field, TimeOfDay.NIGHT).dark
    assert environment_state_seen(
        facts["DAY"], field.model_copy(update={"interior": True}), TimeOfDay.DAY
    ).dark


def test_darkness_by_day_is_said_as_it_always_was() -> None:
    """The words for an image model enter a key: they stay, although by day nothing is drawn dark."""
    board = plan("EXT. FIELD - DAY\n\nANN (30) is left in total darkness.\n\nAnn waits.\n")

    assert [fact_words(shot, board.member) for _, shot in board.shots()] == [(), ("It is completely dark.",)]
