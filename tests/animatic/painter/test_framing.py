"""What a frame holds, for every size, move and shape of frame."""

from __future__ import annotations

from functools import cache
from itertools import product

import pytest

from storyreel.animatic.painter.camera import Aim, ease
from storyreel.animatic.painter.figures import Person, Rest
from storyreel.animatic.painter.framing import Framing, compose, faces_inside
from storyreel.animatic.painter.layers import CANVAS_HEIGHT, CANVAS_WIDTH, Berth
from storyreel.animatic.painter.people import presence_of
from storyreel.animatic.painter.pigments import Lighting
from storyreel.film.briefs import DrawnFigure
from storyreel.film.cast import Age, Hat, Look
from storyreel.film.storyboard import CameraMove, Facing, Pose, ShotSize
from storyreel.film.timecode import FrameSize
from tests.animatic.painter.small_set import small_set

FRAMES = [
    FrameSize(),
    FrameSize(width_px=1080, height_px=1920),
    FrameSize(width_px=1080, height_px=1080),
    FrameSize(width_px=1280, height_px=536),
]
TALL, CHILD = Look(height=1.1, hat=Hat.BRIM), Look(age=Age.CHILD, height=0.6)
CASTS = [
    (),
    (DrawnFigure(look=TALL, facing=Facing.LEFT),),
    (DrawnFigure(look=CHILD, x=0.3),),
    (
        DrawnFigure(look=TALL, x=0.35, facing=Facing.RIGHT),
        DrawnFigure(look=CHILD, x=0.65, facing=Facing.LEFT),
    ),
    tuple(DrawnFigure(look=TALL, x=x) for x in (0.2, 0.5, 0.8)),
    (DrawnFigure(look=TALL, pose=Pose.SITTING),),
    (DrawnFigure(look=TALL, pose=Pose.LYING),),
]


@cache
def framings(size: ShotSize) -> list[tuple[Framing, list]]:
    """Every move, cast and frame at a size of shot."""
    made = []
    for move, frame, cast in product(CameraMove, FRAMES, CASTS):
        presences = [presence_of(Person(figure, Lighting()), 0.52, size) for figure in cast]
        made.append((compose(small_set(), presences, size, move, frame, 5), presences))
    return made


def aims(framing: Framing) -> list[Aim]:
    """The move at several moments."""
    return [framing.path.at(progress, 9 * progress) for progress in (0.0, 0.2, 0.5, 0.77, 1.0)]


@pytest.mark.parametrize("size", ShotSize)
def test_faces_stay_inside_the_frame(size: ShotSize) -> None:
    """For every move, cast and shape of frame."""
    for framing, presences in framings(size):
        assert all(faces_inside(framing, presences, aim) for aim in aims(framing))


@pytest.mark.parametrize("size", ShotSize)
def test_the_edge_of_the_canvas_is_never_seen(size: ShotSize) -> None:
    """For every depth, with a layer's own swing."""
    for framing, _ in framings(size):
        for aim, depth in product(aims(framing), (0.0, 0.3, 1.0, 1.6)):
            spot = framing.layer_spot(depth, aim, swing_x=8, swing_y=4)
            half_x, half_y = (
                framing.size.width_px / 2 / spot.magnification,
                framing.size.height_px / 2 / spot.magnification,
            )
            assert half_x + 8 <= spot.centre_x <= CANVAS_WIDTH - half_x - 8
            assert half_y + 4 <= spot.centre_y <= CANVAS_HEIGHT - half_y - 4


def test_closer_sizes_show_people_larger() -> None:
    """From a far view to a face."""
    person = [presence_of(Person(DrawnFigure(look=Look()), Lighting()), 0.52, ShotSize.FULL)]

    sizes = [
        f.people.magnification * f.people_scale
        for f in (compose(small_set(), person, size, CameraMove.STATIC, FrameSize(), 1) for size in ShotSize)
    ]

    assert sizes == sorted(sizes)
    assert sizes[-1] > 6 * sizes[1]


def test_who_looks_aside_has_room_to_look_into() -> None:
    """A person who looks left stands right of the middle."""

    def middle(facing: Facing) -> float:
        presence = presence_of(
            Person(DrawnFigure(look=Look(), facing=facing), Lighting()), 0.52, ShotSize.CLOSE
        )
        framing = compose(small_set(), [presence], ShotSize.CLOSE, CameraMove.STATIC, FrameSize(), 1)
        return framing.people_x[0] - framing.people.centre_x

    assert middle(Facing.LEFT) > 0 > middle(Facing.RIGHT)


def test_ease_is_still_at_both_ends() -> None:
    """A move starts and stops softly."""
    assert ease(0.01) < 0.001
    assert ease(0.99) > 0.999


def test_a_full_shot_of_who_lies_shows_the_body() -> None:
    """From head to feet if the frame is wide."""
    person = Person(DrawnFigure(look=Look(), pose=Pose.LYING), Lighting())
    framing = compose(
        small_set(),
        [presence_of(person, 0.52, ShotSize.FULL)],
        ShotSize.FULL,
        CameraMove.STATIC,
        FrameSize(),
        1,
    )
    left = framing.people_x[0] - 500 * 0.52 - framing.people.centre_x
    right = framing.people_x[0] + 500 * 0.52 - framing.people.centre_x

    assert max(-left, right) * framing.people.magnification < 960


def test_seen_from_afar_who_lies_is_where_the_bed_stands() -> None:
    """In a wide view the bed does not move to the person."""
    berth = Berth(700.0, "", "", 980.0, propped=True)
    person = Person(
        DrawnFigure(look=Look(), pose=Pose.LYING, x=0.8), Lighting(), rest=Rest(270.0, propped=True)
    )
    framing = compose(
        small_set(),
        [presence_of(person, 0.52, ShotSize.WIDE, berth)],
        ShotSize.WIDE,
        CameraMove.STATIC,
        FrameSize(),
        1,
    )

    assert framing.people_x[0] == pytest.approx(700.0)
