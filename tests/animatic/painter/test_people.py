"""Seats, beds and water: people sit, lie and swim in the place."""

from __future__ import annotations

import pytest

from storyreel.animatic.painter.people import people_of
from storyreel.animatic.painter.shot_renderer import ShotRenderer, Timing, set_of
from storyreel.film.briefs import DrawnFigure, Picture
from storyreel.film.cast import Look
from storyreel.film.facts import Seat
from storyreel.film.places import Place, PlaceKind
from storyreel.film.storyboard import Facing, Pose, ShotSize
from tests.animatic.painter.briefs import SMALL, a_picture


def pictured(kind: PlaceKind, *figures: DrawnFigure, size: ShotSize = ShotSize.WIDE) -> Picture:
    """A picture of people in a place of that kind."""
    return a_picture(
        size=size,
        figures=figures,
        place=Place(kind=kind, interior=kind is not PlaceKind.UNDERWATER, name=kind.value.upper()),
    )


def sitter(x: float) -> DrawnFigure:
    """Somebody who sits there."""
    return DrawnFigure(look=Look(), pose=Pose.SITTING, x=x)


@pytest.mark.parametrize(
    ("kind", "x", "size", "own"),
    [
        (PlaceKind.KITCHEN, 0.34, ShotSize.WIDE, False),
        (PlaceKind.KITCHEN, 0.5, ShotSize.WIDE, True),
        (PlaceKind.KITCHEN, 0.34, ShotSize.FULL, True),
        (PlaceKind.CORRIDOR, 0.66, ShotSize.FULL, True),
        (PlaceKind.LIVING_ROOM, 0.5, ShotSize.FULL, False),
        (PlaceKind.VEHICLE, 0.2, ShotSize.FULL, False),
    ],
)
def test_no_person_sits_on_air(kind: PlaceKind, x: float, size: ShotSize, own: bool) -> None:
    """A stool is drawn if the place has no seat."""
    picture = pictured(kind, sitter(x), size=size)

    assert (people_of(picture, set_of(picture))[0].skeleton().stool > 0) is own


def test_two_lie_in_one_bed() -> None:
    """The second is seen beyond the first, under the same blanket."""
    lying = DrawnFigure(look=Look(), pose=Pose.LYING, asleep=True)
    renderer = ShotRenderer(
        pictured(PlaceKind.BEDROOM, lying, lying.model_copy(update={"x": 0.7, "seed": 3})),
        {},
        SMALL.size,
        Timing(24, SMALL.rate),
        1,
    )

    assert renderer.abed == [0, 1]
    assert renderer.framing.people_x[0] == renderer.framing.people_x[1]


def test_people_under_water_swim_and_cast_no_shadow() -> None:
    """A person who faces us floats upright; heads are framed where they are drawn."""
    figures = (DrawnFigure(look=Look(), facing=Facing.RIGHT), DrawnFigure(look=Look(), facing=Facing.CAMERA))
    sea, street = pictured(PlaceKind.UNDERWATER, *figures), pictured(PlaceKind.CORRIDOR, *figures)
    (swimmer, upright), walkers = people_of(sea, set_of(sea)), people_of(street, set_of(street))

    assert swimmer.floats
    assert not walkers[0].floats
    assert swimmer.swim_turn > upright.swim_turn == 0
    assert swimmer.eyes_at()[0] > walkers[0].eyes_at()[0] + 200
    assert upright.eyes_at()[1] < walkers[1].eyes_at()[1]


def test_who_sleeps_aboard_has_a_bunk_and_who_fell_has_the_floor() -> None:
    sleeper = DrawnFigure(look=Look(), pose=Pose.LYING, asleep=True)
    aboard, fell = (
        pictured(PlaceKind.SPACECRAFT, figure)
        for figure in (sleeper, sleeper.model_copy(update={"fallen": True}))
    )

    assert [people_of(picture, set_of(picture))[0].rest.cot for picture in (aboard, fell)] == [True, False]


def test_who_kneels_is_drawn_so_and_who_sits_beside_them_sits() -> None:
    picture = pictured(PlaceKind.BEDROOM, sitter(0.3).model_copy(update={"kneeling": True}), sitter(0.7))

    assert [person.figure.pose for person in people_of(picture, set_of(picture))] == [
        Pose.KNEELING,
        Pose.SITTING,
    ]


def test_each_sits_on_what_the_script_gives_them() -> None:
    """Without a seat in the script, a person gets the usual one of a harbour, or the living room's sofa."""
    crate = sitter(0.3).model_copy(update={"seat": Seat.CRATE})
    harbour = pictured(PlaceKind.COAST, crate, sitter(0.7))
    harbour = harbour.model_copy(
        update={"place": harbour.place.model_copy(update={"name": "HARBOUR", "interior": False})}
    )
    room = pictured(PlaceKind.LIVING_ROOM, crate, sitter(0.7))

    assert [person.stool for person in people_of(harbour, set_of(harbour))] == [Seat.CRATE, Seat.BOLLARD]
    assert [person.skeleton().stool > 0 for person in people_of(room, set_of(room))] == [True, False]
