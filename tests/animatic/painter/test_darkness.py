"""Pictures of the dark."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image

from storyreel.animatic.painter.keyframes import draw_keyframes
from storyreel.animatic.painter.shot_renderer import set_of
from storyreel.film.assets import AssetStore
from storyreel.film.briefs import DrawnFigure
from storyreel.film.cast import Look
from storyreel.film.facts import EnvironmentState, LightState
from storyreel.film.places import Place, PlaceKind, TimeOfDay
from tests.animatic.painter.briefs import a_picture, keyframe_brief

BEDROOM = Place(kind=PlaceKind.BEDROOM, interior=True, name="ATTIC")
ANN = (DrawnFigure(look=Look()),)
DARK = EnvironmentState(dark=True)
CANDLE = EnvironmentState(dark=True, hand_light=True, candles=LightState(thing="candle"))


def brightness(
    store: AssetStore, around: EnvironmentState, place: Place = BEDROOM, time: TimeOfDay = TimeOfDay.NIGHT
) -> float:
    """Of the first frame, 0 to 255."""
    keyframes = draw_keyframes(
        keyframe_brief(a_picture(figures=ANN, place=place, time=time, environment_state=around)), store
    )
    return float(np.asarray(Image.open(io.BytesIO(store.read(keyframes.first)))).mean())


def test_a_dark_room_is_dark_and_a_candle_lights_a_part_of_it(store: AssetStore) -> None:
    lit, candle, dark = (brightness(store, around) for around in (EnvironmentState(), CANDLE, DARK))

    assert dark < candle < lit
    assert dark < 0.5 * lit


def test_no_sunbeams_reach_the_dark_under_water(store: AssetStore) -> None:
    """A torch that goes out by day."""
    sea = Place(kind=PlaceKind.UNDERWATER, interior=False, name="WRECK")

    assert brightness(store, DARK, sea, TimeOfDay.DAY) < 0.3 * brightness(
        store, EnvironmentState(), sea, TimeOfDay.DAY
    )


def test_a_lantern_in_the_dark_lights_no_other_lamp() -> None:
    """It glows where the first person stands."""
    lantern = EnvironmentState(dark=True, hand_light=True, lamps=LightState(thing="lantern"))
    held, dark = (
        set_of(a_picture(figures=ANN, place=BEDROOM, time=TimeOfDay.NIGHT, environment_state=around))
        for around in (lantern, DARK)
    )

    assert [light.colour for light in held.lights] == ["#ffc070"]
    assert not dark.lights
    assert held.layers == dark.layers
