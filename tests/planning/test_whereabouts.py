"""Where a story's sentences play, and where its scenes begin."""

from __future__ import annotations

from pathlib import Path

import pytest

from storyreel.film.places import PlaceKind, TimeOfDay
from storyreel.planning.whereabouts import native_whereabouts, native_words, whereabouts_in
from storyreel.project.notes import undrawn_places
from tests.planning.planned import plan

GREENHOUSE = (Path(__file__).parent / "greenhouse.txt").read_text()


@pytest.mark.parametrize(
    ("sentence", "place", "moves"),
    [
        ("In the ward a nurse found an empty bed.", "WARD", True),
        ("She ran down to the harbour.", "HARBOUR", True),
        ("One night he crept back into his mother's kitchen.", "MOTHER'S KITCHEN", True),
        ("They sat in the kitchen until midnight.", "KITCHEN", True),
        ("She entered the cellar.", "CELLAR", True),
        (
            "On the roof of the old hospital stood a greenhouse.",
            "GREENHOUSE ON THE ROOF OF THE OLD HOSPITAL",
            True,
        ),
        (
            "High above the city, on the roof of a hospital, there was a greenhouse.",
            "GREENHOUSE ON THE ROOF OF A HOSPITAL",
            True,
        ),
        ("There was a greenhouse on the roof of a hospital.", "GREENHOUSE ON THE ROOF OF A HOSPITAL", False),
        ("They never went into the forest.", "FOREST", False),
        ("She had worked in the mine.", "MINE", False),
        ("He thought about the years in the desert.", "DESERT", False),
    ],
)
def test_a_sentence_says_where_the_story_is(sentence: str, place: str, moves: bool) -> None:
    """In the words of the story; what is denied, remembered or over moves nobody."""
    found = whereabouts_in(sentence)[0]

    assert (found.name, found.moves) == (place, moves)


@pytest.mark.parametrize(
    "sentence", ["She sat at the kitchen table.", "The church bell rang.", "He missed the hospital's food."]
)
def test_a_place_beside_another_noun_is_no_place(sentence: str) -> None:
    """A kitchen table stands anywhere."""
    assert not any(place.moves for place in whereabouts_in(sentence))


def test_scenes_of_a_story_begin_where_it_moves() -> None:
    """Also inside a paragraph; the same place keeps its name, its side of the wall and its environment."""
    board = plan(GREENHOUSE, name="greenhouse.txt")

    assert [(scene.heading, scene.time) for scene in board.scenes] == [
        ("INT. GREENHOUSE ON THE ROOF OF THE OLD HOSPITAL - NIGHT", TimeOfDay.NIGHT),
        ("INT. GREENHOUSE ON THE ROOF OF THE OLD HOSPITAL - NIGHT", TimeOfDay.NIGHT),
        ("INT. WARD - DAY", TimeOfDay.DAY),
        ("INT. CORRIDOR", TimeOfDay.DAY),
        ("INT. GREENHOUSE ON THE ROOF OF THE OLD HOSPITAL", TimeOfDay.DAY),
    ]
    assert [e.place.kind for e in board.environments] == [
        PlaceKind.GREENHOUSE,
        PlaceKind.HOSPITAL,
        PlaceKind.CORRIDOR,
    ]


def test_every_sentence_of_a_story_is_told_once() -> None:
    """However its paragraphs are shared between scenes and shots."""
    board = plan(GREENHOUSE, name="greenhouse.txt")
    said = " ".join(line.text for _, shot in board.shots() for line in shot.lines)

    for words in (
        "In the morning a nurse found an empty bed in the ward.",
        "She ran along the corridor and up the stairs.",
        "In the greenhouse the girl lay asleep",
    ):
        assert said.count(words) == 1


def test_a_place_without_a_drawing_is_said_once() -> None:
    """A ballroom is drawn as the nearest room; a greenhouse has a drawing of its own, and is no forest."""
    ball = (
        "Anna danced in the ballroom of the palace. A boy ran into the garden. Anna went back into the"
        " ballroom and looked for a chair by the piano."
    )

    assert undrawn_places(plan(ball, name="ball.txt")) == (
        (
            "There is no drawing of 'ballroom of the palace'; it is drawn as a plain room with what the words"
            " name there: chair, piano."
        ),
    )
    assert undrawn_places(plan(GREENHOUSE, name="greenhouse.txt")) == ()


def test_a_heading_that_no_table_knows_is_said_too() -> None:
    """Open ground stands for it."""
    board = plan(
        "EXT. GAZEBO - DAY\n\nANN (30) waits.\n\nEXT. GAZEBO - NIGHT\n\nShe still waits.\n\nINT. KITCHEN -"
        " DAY\n\nAnn eats.\n"
    )

    assert undrawn_places(board) == ("There is no drawing of 'gazebo'; it is drawn as open ground.",)


def test_another_hour_begins_another_scene_at_the_same_place() -> None:
    """The place is carried on until somebody goes elsewhere."""
    board = plan(
        "Anna sat in the kitchen and waited for the kettle while the rain ran down the window and the whole"
        " street was dark and still outside.\n\nThe next morning the kettle was still warm.\n",
        name="x.txt",
    )

    assert [scene.environment_id for scene in board.scenes] == ["kitchen", "kitchen"]


@pytest.mark.parametrize(
    ("code", "sentence", "place"),
    [
        ("ja", "病院の屋上の温室で、古いロボットが働いていた。", "温室"),
        ("ja", "病院の屋上に温室がある。", "温室"),
        ("ja", "学校の図書館に太郎がいた。", "図書館"),
        ("zh", "在医院屋顶的温室里，一个老机器人在浇水。", "温室"),
        ("zh", "医院楼顶上有一个温室。", "温室"),
        ("zh", "她从厨房走到花园。", "厨房"),
    ],
)
def test_the_last_noun_of_a_place_is_the_place(code: str, sentence: str, place: str) -> None:
    """In Chinese and Japanese what stands before it says which one is meant."""
    assert native_whereabouts(sentence, native_words(code), begins=True)[0].name == place
