"""Walks and sleep, moment by moment."""

from __future__ import annotations

import pytest

from storyreel.animatic.painter.acting import Walk, perform
from storyreel.animatic.painter.anatomy import body_of
from storyreel.animatic.painter.eyes import Eyes
from storyreel.animatic.painter.figures import Part, Person, Rest
from storyreel.animatic.painter.people import readable
from storyreel.animatic.painter.pigments import Lighting
from storyreel.animatic.painter.shot_renderer import ShotRenderer, Timing
from storyreel.film.briefs import DrawnFigure
from storyreel.film.cast import Look
from storyreel.film.storyboard import Facing, Pose, ShotSize
from storyreel.film.timecode import FrameRate
from tests.animatic.painter.briefs import SMALL, a_picture

WINDOW = 2200.0
RUNNER = DrawnFigure(look=Look(), pose=Pose.RUNNING, facing=Facing.LEFT, x=0.66)
SITTER = DrawnFigure(look=Look(), pose=Pose.SITTING, facing=Facing.RIGHT, x=0.34)


def share_at(walk: Walk, seconds: float) -> float:
    """Share of the frame's width at which the runner is."""
    return RUNNER.x + walk.moved(seconds) / WINDOW


def test_a_runner_crosses_the_frame() -> None:
    """From one edge to the other side; a short shot sees them gone."""
    short, long = (Walk.of(RUNNER, body_of(RUNNER.look), WINDOW, False, seconds) for seconds in (1.5, 6.0))

    assert share_at(short, 0.0) == pytest.approx(0.93)
    assert share_at(short, 9.0) < -0.1
    assert share_at(long, 9.0) == pytest.approx(0.13)
    assert long.arrived(5.9)


def test_who_speaks_stays_in_the_frame() -> None:
    """A runner with a line does not run away from it."""
    walk = Walk.of(RUNNER, body_of(RUNNER.look), WINDOW, False, 1.5, speaks=True)

    assert share_at(walk, 9.0) > 0.1


@pytest.mark.usefixtures("street")
def test_a_runner_alone_is_followed_and_one_who_passes_others_is_not() -> None:
    """The place moves behind a person whom the camera follows; a seated person is never moved."""
    alone, past = (
        ShotRenderer(a_picture(ShotSize.FULL, figures=figures), {}, SMALL.size, Timing(72, FrameRate()), 7)
        for figures in ((RUNNER,), (SITTER, RUNNER))
    )

    assert alone.walks[0].tracked
    assert alone.framing.path.tracking < -600
    assert not past.walks[1].tracked
    assert past.framing.path.tracking == 0


def test_who_sleeps_keeps_their_eyes_shut() -> None:
    """A person who wakes opens them."""
    rate = FrameRate()

    def eyes(asleep: bool) -> set[Eyes]:
        acting = perform(SITTER.model_copy(update={"asleep": asleep}), 0, (), Walk(), 3, rate)
        return {
            stance.eyes
            for k in range(40)
            for part, stance, _ in acting.at(k / 8, rate).parts
            if part is Part.EYES
        }

    assert eyes(True) == {Eyes.SHUT}
    assert Eyes.OPEN in eyes(False)


@pytest.mark.parametrize("facing", Facing)
def test_who_lies_in_bed_has_their_face_above_the_mattress_at_the_pillow(facing: Facing) -> None:
    """Whichever way they look, and never from behind."""
    person = Person(
        DrawnFigure(look=Look(), pose=Pose.LYING, facing=facing), Lighting(), rest=Rest(270.0, propped=True)
    )
    left, top, right, bottom = person.head_box()

    assert person.has_face
    assert right < 0
    assert bottom < -270
    assert top > -760
    assert left > -560


def test_who_kneels_is_lower_than_who_stands_and_sits_on_nothing() -> None:
    """No bench is drawn under the knees."""
    kneeling, standing = (
        Person(DrawnFigure(look=Look(), pose=pose, facing=Facing.RIGHT), Lighting())
        for pose in (Pose.KNEELING, Pose.STANDING)
    )

    assert kneeling.skeleton().stool == 0
    assert -kneeling.head_box()[1] < -0.85 * standing.head_box()[1]


def test_people_are_lit_enough_to_read_a_face() -> None:
    """Night light is raised for them; daylight is unchanged."""
    assert readable("#f0f0f0") == "#f0f0f0"
    assert min(int(readable("#202840")[i : i + 2], 16) for i in (1, 3, 5)) > 0.45 * 255
