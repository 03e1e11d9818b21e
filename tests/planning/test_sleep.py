"""Who sleeps, and until when."""

from __future__ import annotations

import pytest

from tests.planning.planned import plan

HARBOUR = """EXT. HARBOUR - DAWN

MARA sits on a bollard, asleep. TOM runs along the quay.

TOM
Father! They are back, all of them are back at last!

{then}

MARA{how}
You let me sleep.
"""


def asleep(then: str, how: str = "") -> list[set[str]]:
    """Who sleeps in each shot that MARA is in, to the end of her scene."""
    storyboard = plan(HARBOUR.format(then=then, how=how))
    return [
        set(shot.facts.asleep)
        for _, shot in storyboard.shots()
        if any(figure.cast_id == "mara" for figure in shot.figures)
    ]


def test_who_fell_asleep_sleeps_on_until_they_speak() -> None:
    found = asleep("Mara does not stir. Gulls cry over the boats.")

    assert len(found) > 1
    assert found[:-1] == [{"mara"}] * (len(found) - 1)
    assert found[-1] == set()


@pytest.mark.parametrize(
    "then", ["Mara opens her eyes.", "Mara wakes.", "Mara stands up and looks out over the water."]
)
def test_what_is_told_of_them_wakes_them(then: str) -> None:
    found = asleep(then, " (V.O.)")

    assert found[0] == {"mara"}
    assert found[-1] == set()


def test_nobody_else_sleeps_and_the_next_scene_is_another() -> None:
    storyboard = plan(
        HARBOUR.format(then="Mara dreams.", how=" (V.O.)")
        + "\nINT. KITCHEN - DAY\n\nMARA and TOM sit at the table.\n"
    )

    assert {who for shot in storyboard.scenes[0].shots for who in shot.facts.asleep} == {"mara"}
    assert not any(shot.facts.asleep for shot in storyboard.scenes[1].shots)


@pytest.mark.parametrize(
    ("action", "who"),
    [
        ("Mara sits by the bed. Tom lies in it, his eyes closed.", {"tom"}),
        ("Mara sits by the bed. Tom lies in it. His eyes are closed. He opens his eyes.", set()),
        ("Tom watches Mara, fast asleep.", {"mara"}),
        ("Mara and Tom sleep side by side.", {"mara", "tom"}),
        ("Mara cannot sleep. Tom has not slept. He walks up and down.", set()),
        ("Mara and Tom stand at the window of a sleeping town.", set()),
    ],
)
def test_it_is_the_one_whom_the_sentence_is_about(action: str, who: set[str]) -> None:
    storyboard = plan(f"INT. BEDROOM - NIGHT\n\nMARA\nGood night.\n\nTOM\nGood night.\n\n{action}\n")

    assert set(storyboard.scenes[0].shots[-1].facts.asleep) == who
