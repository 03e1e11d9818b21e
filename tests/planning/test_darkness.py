"""What puts out every light, and what ends the dark."""

from __future__ import annotations

import pytest

from storyreel.planning.standing import LIGHTS, is_dark, lights_said, standing_words
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
    assert [lights_said("Darkness. Ann holds a candle.", kind)[-1].share for kind in ("candles", "lamps", "fires")] == [1.0, 0.0, 0.0]
    assert not lights_said("Tom holds the old lamp.", "lamps")


def test_darkness_holds_until_the_light_returns() -> None:
    """It says nothing of the shots before it."""
    script = (
        "INT. HALL - NIGHT\n\nANN (30) dances.\n\nDarkness.\n\nANN\nWho is there, and what is it that you want of me?\n\n"
        "Ann holds up a candle.\n\nAnn switches on the lights.\n\nANN\nThere is nobody here, nobody at all but the two of us.\n"
    )
    storyboard = plan(script)
    words = standing_words(storyboard)
    found = [words[shot.id] for _, shot in storyboard.shots()]

    assert found[0] == ()
    assert found[2] == ("It is completely dark.",)
    assert "It is completely dark." not in found[-1]
