"""How long what a script says of lights and broken things holds."""

from __future__ import annotations

import pytest

from storyreel.film.facts import LightKind
from storyreel.planning.fact_words import fact_words
from storyreel.planning.light_statements import lights_said
from tests.planning.planned import plan

STORM = """INT. LAMP ROOM - NIGHT

MARA and TOM come in.

The lamp is dark. The window is broken.

TOM
Does it still burn at all, after all these years?

MARA
Mind your hands, and hold the glass for me.

She lights the lamp.

TOM
It burns!
"""


def stated_lights(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """Each shot's action, or who speaks in it, and how things stand."""
    storyboard = plan(text)
    return [
        (shot.action or shot.lines[0].text, fact_words(shot, storyboard.member))
        for _, shot in storyboard.shots()
    ]


def test_a_state_holds_from_the_beginning_of_its_scene_until_something_else_is_said() -> None:
    """Shots whose own action speaks of it are left alone."""
    found = dict(stated_lights(STORM))

    assert found["MARA and TOM come in."] == ("The lamp is dark.",)
    assert found["The lamp is dark. The window is broken."] == ()
    assert found["Mind your hands, and hold the glass for me."] == (
        "The lamp is dark.",
        "The window is broken.",
    )
    assert found["She lights the lamp."] == ("The window is broken.",)
    assert found["It burns!"] == ("The lamp is burning.", "The window is broken.")


def test_what_changes_in_a_scene_was_otherwise_before() -> None:
    """A fire that goes out in the second paragraph burns in the first."""
    found = dict(
        stated_lights(
            "INT. KITCHEN - NIGHT\n\nMARA sits down at the table.\n\nThe fire goes out.\n\nMARA\nNow I am"
            " cold, and it is late.\n"
        )
    )

    assert found["MARA sits down at the table."] == ("The fire is burning.",)
    assert found["Now I am cold, and it is late."] == ("The fire is out.",)


@pytest.mark.parametrize(
    ("heading", "held"),
    [("INT. LAMP ROOM - NIGHT", True), ("INT. LAMP ROOM - DAY", False), ("INT. CELLAR - NIGHT", False)],
)
def test_the_next_scene_keeps_it_at_the_same_place_and_hour_only(heading: str, held: bool) -> None:
    """A lamp put out last night may be lit by day, and another place has other lamps."""
    last = stated_lights(f"{STORM}\n{heading}\n\nTOM looks round.\n")[-1]

    assert last == ("TOM looks round.", ("The lamp is burning.", "The window is broken.") if held else ())


def test_a_state_said_again_is_heard_as_it_was_said() -> None:
    """What is handed on means the same to who reads it."""
    for kind, action in (
        (LightKind.LAMPS, "The wick catches."),
        (LightKind.LAMPS, "The mains fail."),
        (LightKind.CANDLES, "She snuffs the candles."),
        (LightKind.WINDOWS, "The houses are lit."),
    ):
        before = lights_said(action, kind)[-1]
        sentence, *_ = stated_lights(
            f"EXT. VILLAGE - NIGHT\n\nMARA walks. {action}\n\nMARA\nHere we are again, at the very end of"
            " it.\n"
        )[-1][1]
        assert lights_said(sentence, kind)[-1].share == before.share
