"""What the painter reads out of a shot's words."""

from __future__ import annotations

import pytest

from storyreel.animatic.painter.layers import Seat
from storyreel.animatic.painter.told import posed, told_in
from storyreel.film.briefs import DrawnFigure, Picture
from storyreel.film.cast import Look
from storyreel.film.storyboard import Pose
from tests.animatic.painter.briefs import a_picture


def said(action: str, script: str = "", *poses: Pose) -> Picture:
    """A picture with that action, in a place of which the script says that."""
    figures = tuple(DrawnFigure(look=Look(), pose=pose) for pose in poses)
    return a_picture(figures=figures, action=action, prompt=f"Cold. In the script's words: {script} Key features: lamp." if script else "")


@pytest.mark.parametrize(
    ("action", "lamps"),
    [
        ("Its lamp is dark.", 0.0),
        ("The great lens, cold and dark. Mara lifts out the dead bulb.", 0.0),
        ("The lights go out.", 0.0),
        ("The lamp burns out.", 0.0),
        ("The wick catches, small and gold.", 0.34),
        ("The light wakes, and a bright beam sweeps out over the sea.", 1.0),
        ("In the window, beside the new electric light, a small oil lamp burns.", 1.0),
        ("The lamp goes out. She lights the lamp again.", 1.0),
        ("The cold light of dawn on a dark city street.", None),
        ("Wipers click across the dark.", None),
    ],
)
def test_lamps_burn_as_the_action_says(action: str, lamps: float | None) -> None:
    """The last thing said decides; what is no lamp says nothing."""
    assert told_in(said(action)).lamps == lamps


def test_a_shot_that_says_nothing_has_the_place_as_the_script_first_says_it() -> None:
    """A reply in a dark room is spoken in the dark; an action that lights the lamp overrules it."""
    script = "The great lens, cold and dark. The light wakes."

    assert told_in(said("", script)).lamps == 0.0
    assert told_in(said("The lamp burns.", script)).lamps == 1.0


def test_fires_candles_and_windows_are_told_apart() -> None:
    """A dead fire leaves the lamps alone."""
    told = told_in(said("The fire has gone out. He blows out the candle. The houses are dark."))

    assert (told.fires, told.candles, told.windows, told.lamps) == (0.0, 0.0, 0.0, None)
    assert (told.share("fires"), told.share("lamps")) == (0.0, 1.0)


def test_a_broken_mast_is_found() -> None:
    """Before and after its noun."""
    assert "mast" in told_in(said("One fishing boat, its mast broken, comes past the pier.")).broken
    assert "mast" in told_in(said("A boat with a broken mast.")).broken
    assert not told_in(said("The mast stands.")).broken


def test_who_is_said_to_kneel_and_was_planned_as_sitting_kneels() -> None:
    """People who stand are left standing; where kneeling was planned, nothing is guessed."""
    picture = said("Mara kneels.", "", Pose.SITTING, Pose.STANDING)
    planned = said("Mara kneels.", "", Pose.SITTING, Pose.KNEELING)

    assert [figure.pose for figure in posed(picture, told_in(picture))] == [Pose.KNEELING, Pose.STANDING]
    assert posed(planned, told_in(planned)) == planned.figures


def test_a_named_seat_is_found() -> None:
    """What a person is said to sit on is drawn under them."""
    assert told_in(said("Nadia sits on a crate.")).seat is Seat.CRATE
    assert told_in(said("Mara sits down on an iron bollard.")).seat is Seat.BOLLARD
    assert told_in(said("Nadia sits on the edge of the bed.")).seat is None
