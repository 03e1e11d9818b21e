"""People sit on the seats that the painter of their place drew.

Elsewhere something to sit on is drawn with them.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from storyreel.animatic.painter.anatomy import ADULT
from storyreel.animatic.painter.layers import PaintedSeat, PaintedSet
from storyreel.animatic.painter.people import people_of
from storyreel.animatic.painter.places import paint_set
from storyreel.film.briefs import DrawnFigure, Picture
from storyreel.film.cast import Look
from storyreel.film.facts import Seat
from storyreel.film.places import Place, PlaceKind, TimeOfDay, Weather
from storyreel.film.storyboard import CameraMove, Mood, Pose, ShotSize

SLOTS = (0.18, 0.34, 0.5, 0.66, 0.82)


def picture(
    kind: PlaceKind, name: str = "", size: ShotSize = ShotSize.WIDE, *, interior: bool = True
) -> Picture:
    figures = tuple(DrawnFigure(look=Look(), seed=3, x=x, pose=Pose.SITTING) for x in SLOTS)
    place = Place(kind=kind, interior=interior, name=name or kind.value.upper())
    return Picture(
        place=place,
        time=TimeOfDay.DAY,
        weather=Weather.CLEAR,
        mood=Mood.CALM,
        size=size,
        move=CameraMove.DOLLY_IN,
        figures=figures,
        action="They wait.",
        prompt="people who wait",
    )


def painted(shot: Picture) -> PaintedSet:
    return paint_set(shot.place, shot.time, shot.weather, shot.mood)


def seated(shot: Picture, place: PaintedSet) -> list[float]:
    """Positions in the frame of the people who sit on a seat of the place."""
    return [person.figure.x for person in people_of(shot, place) if person.seat is not None]


@pytest.mark.parametrize(
    ("kind", "where"),
    [
        (PlaceKind.KITCHEN, [0.34, 0.66]),
        (PlaceKind.GREENHOUSE, [0.34, 0.66]),
        (PlaceKind.LIGHTHOUSE_ROOM, [0.34, 0.66]),
        (PlaceKind.SPACECRAFT, [0.34, 0.5, 0.66]),
        (PlaceKind.OFFICE, [0.5]),
        (PlaceKind.CAVE, [0.5]),
        (PlaceKind.LIVING_ROOM, list(SLOTS)),
        (PlaceKind.HOSPITAL, list(SLOTS)),
        (PlaceKind.BAR, []),
    ],
)
def test_who_is_near_a_chair_of_a_wide_view_sits_on_it_and_everybody_shares_a_long_seat(
    kind: PlaceKind, where: list[float]
) -> None:
    """All others have a stool drawn under them."""
    shot = picture(kind)

    assert seated(shot, painted(shot)) == where


def test_a_chair_that_is_moved_takes_its_place_along() -> None:
    """Only the painted set says where a chair stands."""
    shot = picture(PlaceKind.KITCHEN)
    moved = replace(painted(shot), seats=(PaintedSeat(1152 + 0.32 * 1920, 980.0),))

    (person,) = [person for person in people_of(shot, moved) if person.seat is not None]

    assert person.figure.x == 0.82
    assert person.seat == pytest.approx((moved.floor_y - 980.0) / moved.person_height * ADULT)


def test_nearer_than_a_wide_view_only_long_seats_are_sat_on() -> None:
    """A chair's place in the frame is not known there; a sofa fills it."""
    kitchen, parlour = (
        picture(kind, size=ShotSize.MEDIUM) for kind in (PlaceKind.KITCHEN, PlaceKind.LIVING_ROOM)
    )

    assert seated(kitchen, painted(kitchen)) == []
    assert seated(parlour, painted(parlour)) == list(SLOTS)


@pytest.mark.parametrize(
    ("kind", "name", "stool"),
    [
        (PlaceKind.COAST, "THE BEACH", Seat.ROCK),
        (PlaceKind.COAST, "THE HARBOUR", Seat.BOLLARD),
        (PlaceKind.FOREST, "", Seat.LOG),
        (PlaceKind.CITY_STREET, "", Seat.BENCH),
        (PlaceKind.ROOFTOP, "", Seat.CRATE),
        (PlaceKind.UNDERWATER, "", Seat.ROCK),
    ],
)
def test_out_of_doors_the_painter_says_what_people_sit_on(kind: PlaceKind, name: str, stool: Seat) -> None:
    """A rock by the sea, a bollard in a harbour."""
    shot = picture(kind, name, interior=False)
    people = people_of(shot, painted(shot))

    assert {person.stool for person in people} == {stool}
    assert {person.seat for person in people} == {None}
