"""Who is in the picture, and what their bodies do."""

from __future__ import annotations

import pytest

from storyreel.film.storyboard import Pose
from tests.planning.planned import plan


def poses(action: str, heading: str = "INT. OFFICE - DAY") -> dict[str, str]:
    """Pose of each person in the last shot, when they were seen standing before.

    'asleep' is added to who sleeps.
    """
    storyboard = plan(
        f"{heading}\n\nANN (30) and BOB (40) look round.\n\nANN\nHere we are.\n\nBOB\nHere we"
        f" are.\n\n{action}\n"
    )
    shot = storyboard.scenes[-1].shots[-1]
    return {
        figure.cast_id: figure.pose.value + (" asleep" if figure.cast_id in shot.facts.asleep else "")
        for figure in shot.figures
    }


@pytest.mark.parametrize(
    "action",
    [
        "Bob falls to the floor.",
        "A gunshot. Bob falls.",
        "Bob collapses.",
        "Bob is shot.",
        "Bob staggers and falls over.",
        "Bob drops dead.",
        "Bob crumples to the ground.",
    ],
)
def test_who_falls_lies(action: str) -> None:
    assert poses(action)["bob"] == "lying"


@pytest.mark.parametrize(
    "action",
    [
        "Bob falls silent.",
        "Bob falls in love.",
        "Bob watches the snow fall to the ground.",
        "Bob's cup falls to the floor. Bob sighs.",
        "Bob drops the cup on the floor.",
    ],
)
def test_not_every_fall_is_a_body_s(action: str) -> None:
    assert poses(action).get("bob", "standing") == "standing"


def test_who_fell_lies_until_they_get_up() -> None:
    """A line spoken meanwhile leaves them there."""
    fallen = (
        "Bob falls to the ground.\n\nANN\nBob! Say something to me, will you, anything at all!\n\nBOB\nIt is"
        " only my pride that is hurt.\n\n"
    )

    assert poses(fallen + "Bob looks at Ann.")["bob"] == "lying"
    assert poses(fallen + "Bob gets up.")["bob"] == "standing"


def test_who_sits_still_sits_when_they_turn_or_wait() -> None:
    assert poses("Bob sits down.\n\nBob turns to Ann.")["bob"] == "sitting"


@pytest.mark.parametrize(
    ("heading", "action", "pose"),
    [
        ("INT. CAR - NIGHT", "In the back, ANN (6) and BOB (9) are fast asleep.", "sitting asleep"),
        ("INT. CORRIDOR - NIGHT", "Ann and Bob sleep.", "sitting asleep"),
        ("EXT. FOREST - NIGHT", "Ann and Bob sleep.", "lying asleep"),
        ("EXT. FOREST - NIGHT", "Ann and Bob sleep against a tree.", "sitting asleep"),
        ("INT. CORRIDOR - NIGHT", "Ann and Bob sleep on the floor. They lie side by side.", "lying asleep"),
        (
            "INT. SPACECRAFT - NIGHT",
            "Two people sleep in their bunks: ANN (30) and BOB (40).",
            "lying asleep",
        ),
    ],
)
def test_where_sleepers_sleep(heading: str, action: str, pose: str) -> None:
    assert set(poses(action, heading).values()) == {pose}


def test_who_wakes_sits_up() -> None:
    assert poses("Bob sleeps.\n\nBob wakes up.", "EXT. FOREST - NIGHT")["bob"] == "sitting"


def test_closed_eyes_are_shut_and_lay_nobody_down() -> None:
    assert poses("Bob closes his eyes.")["bob"] == "standing asleep"


@pytest.mark.parametrize(
    ("heading", "action", "seen"),
    [
        ("EXT. ROAD - DAY", "Ann gets out of the car. Bob stays inside.", {"ann"}),
        ("INT. HALL - DAY", "The hall is empty. Ann has left.", set()),
        ("INT. HALL - DAY", "The glass is empty. Ann has left it on the table.", {"ann"}),
        ("INT. HALL - DAY", "Ann kneels down. Bob has gone.", {"ann"}),
        ("INT. HALL - DAY", "He points at Ann.", {"ann", "bob"}),
    ],
)
def test_who_is_not_there_is_not_seen(heading: str, action: str, seen: set[str]) -> None:
    assert set(poses(action, heading)) == seen


def test_people_in_a_vehicle_sit() -> None:
    """The driver too."""
    storyboard = plan(
        "INT. CAR - DAY\n\nANN (30) drives. BOB (40) looks at her.\n\nBOB\nAre you sure of the"
        " way?\n\nANN\nNo, and neither are you.\n"
    )

    assert {figure.pose for _, shot in storyboard.shots() for figure in shot.figures} == {Pose.SITTING}


def test_a_whole_room_shows_who_is_in_it_whatever_the_words_are_about() -> None:
    """Out of doors the camera may look elsewhere."""
    assert set(poses("Bob and Ann sleep.\n\nA dog barks outside.", "INT. BEDROOM - NIGHT")) == {"ann", "bob"}


def test_who_sits_up_in_bed_stays_in_it() -> None:
    """On its edge they sit."""
    assert poses("Bob sits up in bed, awake.", "INT. BEDROOM - DAY")["bob"] == "lying"
    assert poses("Bob lies in bed.\n\nBob sits up.", "INT. BEDROOM - DAY")["bob"] == "lying"
    assert poses("Bob sits on the edge of the bed.", "INT. BEDROOM - DAY")["bob"] == "sitting"


def test_who_lies_in_the_street_does_not_vanish_from_a_wide_view_of_it() -> None:
    assert (
        poses(
            "Bob falls to the ground.\n\nTwo strangers run away. Dust rises over the whole of the street.",
            "EXT. STREET - DAY",
        ).get("bob")
        == "lying"
    )
