"""Pictures of the dark."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image

from storyreel.animatic.painter.keyframes import draw_keyframes
from storyreel.animatic.painter.told import told_in
from storyreel.film.assets import AssetStore
from storyreel.film.briefs import DrawnFigure
from storyreel.film.cast import Look
from storyreel.film.places import Place, PlaceKind, TimeOfDay
from tests.animatic.painter.briefs import a_picture, keyframe_brief

BEDROOM = Place(kind=PlaceKind.BEDROOM, interior=True, name="ATTIC")
ANN = (DrawnFigure(look=Look()),)


def brightness(store: AssetStore, action: str, place: Place = BEDROOM, time: TimeOfDay = TimeOfDay.NIGHT) -> float:
    """Of the first frame, 0 to 255."""
    keyframes = draw_keyframes(keyframe_brief(a_picture(figures=ANN, place=place, time=time, action=action)), store)
    return float(np.asarray(Image.open(io.BytesIO(store.read(keyframes.first)))).mean())


def test_a_dark_room_is_dark_and_a_candle_lights_a_part_of_it(store: AssetStore) -> None:
    lit, candle, dark = (brightness(store, action) for action in ("", "Darkness. Ann holds a candle.", "The room is pitch black."))

    assert dark < candle < lit
    assert dark < 0.5 * lit


def test_no_sunbeams_reach_the_dark_under_water(store: AssetStore) -> None:
    """A torch that goes out by day."""
    sea = Place(kind=PlaceKind.UNDERWATER, interior=False, name="WRECK")

    assert brightness(store, "Her torch goes out. Darkness.", sea, TimeOfDay.DAY) < 0.3 * brightness(store, "", sea, TimeOfDay.DAY)


def test_a_field_in_daylight_is_not_put_out() -> None:
    """Somebody may sit 'in the dark' of what they do not know."""
    assert not told_in(a_picture(time=TimeOfDay.DAY, action="We are in the dark.")).dark


def test_a_lantern_in_the_dark_lights_no_other_lamp() -> None:
    told = told_in(a_picture(place=BEDROOM, time=TimeOfDay.NIGHT, action="Darkness. Ann carries a lantern."))

    assert told.held
    assert told.lamps == 0.0
