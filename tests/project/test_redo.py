"""Which takes a person's redo asks for."""

from __future__ import annotations

import pytest

from storyreel.film.errors import SettingsError
from storyreel.graph.stages import STAGES
from storyreel.project.redo import WHAT, asked_takes
from storyreel.project.state import FilmState
from storyreel.project.take_records import FilmTakes, TriedTake

KEYS = dict.fromkeys(
    (
        "SC010-SH010 keyframes",
        "SC010-SH010 clip",
        "SC010-SH010 line 1",
        "mara reference",
        "mara lora",
        "pace",
    ),
    "a" * 64,
)
CLIP = "SC010-SH010 clip"


def test_another_take_of_a_shot_is_of_its_picture_and_its_clip() -> None:
    assert asked_takes(FilmState(keys=KEYS), "sc010-sh010", "shot") == {"SC010-SH010 keyframes": 2, CLIP: 2}
    assert asked_takes(FilmState(keys=KEYS), "SC010-SH010", "speech") == {"SC010-SH010 line 1": 2}
    assert asked_takes(FilmState(keys=KEYS), "mara", "shot") == {"mara reference": 2, "mara lora": 2}


def test_another_take_was_never_made_before() -> None:
    """It is new even if the person went back to an older take or the critic rejected the newest."""
    back = redone(redone(redone(FilmState(keys=KEYS), {CLIP: 2}), {CLIP: 3}), {CLIP: 1}, again=False)
    judged = FilmState(
        keys=KEYS, takes=FilmTakes().judged((TriedTake(asked="x", takes={CLIP: 5}, scores={CLIP: 0.5}),), {})
    )

    assert asked_takes(back, "SC010-SH010", "clip") == {CLIP: 4}
    assert asked_takes(judged, "SC010-SH010", "clip") == {CLIP: 6}
    assert FilmTakes().newest(CLIP) == 1


def redone(state: FilmState, takes: dict[str, int], *, again: bool = True, ends: bool = True) -> FilmState:
    """The film after a redo, whose run came to an end or did not."""
    asked = state.takes.asked_for(takes, state.keys, again=again)
    return FilmState(keys=state.keys, takes=asked.come_to_an_end(takes) if ends else asked)


def test_a_redo_cut_short_goes_on_with_the_take_it_began() -> None:
    """What may be bought already is not bought again as the next take."""
    cut_short = redone(FilmState(keys=KEYS), {CLIP: 2}, ends=False)

    assert asked_takes(cut_short, "SC010-SH010", "clip") == {CLIP: 2}
    assert asked_takes(cut_short, "SC010-SH010", "shot") == {"SC010-SH010 keyframes": 2, CLIP: 2}
    assert asked_takes(redone(cut_short, {CLIP: 2}), "SC010-SH010", "clip") == {CLIP: 3}


def test_going_back_is_to_what_was_made() -> None:
    """Parts that never had that take stay as they are."""
    state = redone(FilmState(keys=KEYS), {CLIP: 2})

    assert asked_takes(state, "SC010-SH010", "shot", 1) == {"SC010-SH010 keyframes": 1, CLIP: 1}
    assert asked_takes(state, "SC010-SH010", "shot", 2) == {CLIP: 2}
    with pytest.raises(SettingsError, match="takes 1 to 2; take 3 was never made"):
        asked_takes(state, "SC010-SH010", "shot", 3)
    with pytest.raises(SettingsError, match="one take; take 2 was never made"):
        asked_takes(state, "SC010-SH010", "speech", 2)


def test_a_shot_without_that_part_says_what_it_has() -> None:
    state = FilmState(keys={CLIP: "a" * 64})

    with pytest.raises(SettingsError, match=r"has no speech to make again; what was made of it is clip\."):
        asked_takes(state, "sc010-sh010", "speech")


@pytest.mark.parametrize("subject", ["SC990-SH010", "pace", "", "SC010"])
def test_what_is_not_there_is_said_with_what_is(subject: str) -> None:
    with pytest.raises(
        SettingsError,
        match=r"Its shots are SC010-SH010\. Its people and places with pictures or weights are mara",
    ):
        asked_takes(FilmState(keys=KEYS), subject, "shot")


def test_every_word_is_that_of_a_stage() -> None:
    """A stage that can be made again is asked for by a word of its row."""
    assert {word for row in STAGES.values() for word in row.redo} == set(WHAT)
    with pytest.raises(SettingsError, match=r"'costume' cannot be made again; .*clip"):
        asked_takes(FilmState(), "SC010-SH010", "costume")


def test_a_place_called_music_is_made_again() -> None:
    """Its name is the beginning of another stage's calls."""
    state = FilmState(
        keys=dict.fromkeys(("music reference 1", "music lora", "music environment", "music 1 calm"), "a" * 64)
    )

    assert asked_takes(state, "music", "shot") == {"music reference 1": 2, "music lora": 2}
