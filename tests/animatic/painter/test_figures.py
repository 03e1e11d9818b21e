"""People as drawings."""

from __future__ import annotations

import numpy as np
import pytest

from storyreel.animatic.painter.drawings import read_drawing
from storyreel.animatic.painter.eyes import Eyes
from storyreel.animatic.painter.figures import AT_REST, Part, Person, Stance, draw_person
from storyreel.animatic.painter.mouths import Mouth
from storyreel.animatic.painter.pigments import Lighting
from storyreel.animatic.painter.raster_cache import RasterCache, rasterise
from storyreel.film.briefs import DrawnFigure
from storyreel.film.cast import Age, Garment, Hair, Hat, Look
from storyreel.film.storyboard import Facing, Pose
from storyreel.film.visemes import Viseme

LIGHT = Lighting("#c0b0d0", 0.4, "#ffd090", -1)


def covered(figure: DrawnFigure, stance: Stance = AT_REST, parts: tuple[Part, ...] = tuple(Part)) -> int:
    """Pixels that a small raster of a person fills."""
    drawing = read_drawing("figure-1", draw_person(Person(figure, LIGHT), stance, parts))
    return int((rasterise("figure-1", drawing, 0.08).pixels > 0xFFFFFF).sum())


LOOKS = (
    [Look(hair=hair) for hair in Hair]
    + [Look(garment=garment) for garment in Garment]
    + [Look(hat=hat, scarf=True) for hat in Hat]
)
LOOKS += [Look(age=age, beard=True, glasses=True) for age in Age]


@pytest.mark.parametrize("facing", Facing)
def test_every_look_can_be_drawn(facing: Facing) -> None:
    """No hair, garment, hat or age is missing from any side."""
    assert all(covered(DrawnFigure(look=look, facing=facing)) > 300 for look in LOOKS)


@pytest.mark.parametrize("pose", Pose)
@pytest.mark.parametrize("facing", Facing)
def test_every_pose_can_be_drawn(pose: Pose, facing: Facing) -> None:
    """Each pose fills its paper from each side, at several phases of a step."""
    assert all(
        covered(DrawnFigure(look=Look(), pose=pose, facing=facing), Stance(phase)) > 300
        for phase in (0.0, 0.25, 0.75)
    )


def test_left_is_the_mirror_of_right_but_for_the_light() -> None:
    """Turning a person over keeps the light on its side of the frame."""
    right, left = (DrawnFigure(look=Look(), facing=facing) for facing in (Facing.RIGHT, Facing.LEFT))

    parts = tuple(part for part in Part if part is not Part.SHADOW)
    texts = [
        draw_person(Person(figure, Lighting(rim_side=side)), Stance(), parts)
        for figure, side in ((right, 1), (left, -1))
    ]

    assert texts[0].replace("<g >", '<g transform="scale(-1 1)">', 1) == texts[1]
    assert texts[1] != draw_person(Person(left, Lighting(rim_side=1)), Stance(), parts)


def test_a_blink_and_a_word_change_only_their_parts() -> None:
    """Body and head are drawn once, whatever eyes and mouth do."""
    person = Person(DrawnFigure(look=Look()), LIGHT)

    for part, stance in (
        (Part.EYES, Stance(eyes=Eyes.SHUT)),
        (Part.MOUTH, Stance(mouth=Mouth.of(Viseme.OPEN))),
    ):
        assert draw_person(person, stance, (part,)) != draw_person(person, Stance(), (part,))
        assert draw_person(person, stance, (Part.BODY, Part.HEAD)) == draw_person(
            person, Stance(), (Part.BODY, Part.HEAD)
        )


def test_who_looks_away_has_no_face() -> None:
    """Eyes and mouth are not drawn on the back of a head."""
    assert covered(DrawnFigure(look=Look(), facing=Facing.AWAY), parts=(Part.EYES, Part.MOUTH)) == 0


def test_parts_stay_inside_their_boxes() -> None:
    """The compositor paints only the box of a part, so nothing may be outside it."""
    for look in LOOKS:
        for facing in Facing:
            person = Person(DrawnFigure(look=look, facing=facing), LIGHT)
            for part in (Part.HEAD, Part.EYES, Part.MOUTH, Part.BACK, Part.SHADOW):
                raster = rasterise("x", read_drawing("x", draw_person(person, Stance(), (part,))), 0.2)
                if raster.pixels.size <= 4:
                    continue
                left, top, right, bottom = person.part_box(part)
                seen = raster.pixels > 0xFFFFFF
                columns, rows = (
                    np.flatnonzero(seen.any(axis=0)) + raster.left,
                    np.flatnonzero(seen.any(axis=1)) + raster.top,
                )
                assert left - 6 <= columns[0] / 0.2 - 620 and columns[-1] / 0.2 - 620 <= right + 6, (
                    look,
                    facing,
                    part,
                )
                assert top - 6 <= rows[0] / 0.2 - 1330 and rows[-1] / 0.2 - 1330 <= bottom + 6, (
                    look,
                    facing,
                    part,
                )


def test_cache_forgets_the_oldest_and_draws_each_once() -> None:
    """Room is bounded; a raster in use is not drawn twice."""
    raster = rasterise("x", read_drawing("x", draw_person(Person(DrawnFigure(look=Look()), LIGHT))), 0.1)
    cache = RasterCache(most_bytes=2 * raster.size_bytes)
    made: list[str] = []

    for key in ("a", "b", "a", "c", "a", "b"):
        cache.fetch(key, lambda key=key: (made.append(key), raster)[1])

    assert made == ["a", "b", "c", "b"]
    assert cache.held_bytes <= 2 * raster.size_bytes


def test_a_hat_has_its_own_colour_and_a_moustache_is_hair_on_the_lip() -> None:
    """The script's words on either are drawn."""
    plain = Look(hat=Hat.BEANIE)

    drawn = {
        name: draw_person(Person(DrawnFigure(look=look), LIGHT), AT_REST, tuple(Part))
        for name, look in {
            "plain": plain,
            "green": plain.model_copy(update={"hat_colour": "#2f7a3a"}),
            "lip": plain.model_copy(update={"moustache": True}),
        }.items()
    }

    assert len(set(drawn.values())) == 3
    assert len(drawn["lip"]) > len(drawn["plain"])
