"""Beds of quiet places."""

from __future__ import annotations

import numpy as np

from storyreel.animatic.foley.acoustics import (
    Mode,
    Recipe,
    Take,
    low,
    scatter,
    struck,
    wander,
    wide_band,
    wide_low,
)
from storyreel.animatic.foley.doors import creak
from storyreel.animatic.foley.living import birds, murmur
from storyreel.animatic.foley.weather import drips, lapping, wind
from storyreel.editing.recording import Signal

_GROANS = (0.1, 0.45, 0.75)
"""When a ship's hull groans, as shares of the take."""
_WOOD: tuple[Mode, ...] = ((240, 40, 0.4), (610, 60, 0.2))


def _room_tone(take: Take) -> Signal:
    """A quiet room: the air in it."""
    return wide_low(take, 240) * 0.8 + wide_band(take, 240, 1600) * 0.06


def _still_air(take: Take) -> Signal:
    """Outside, with no wind: far-off air."""
    return _far_air(take) * 0.5 + wide_band(take, 500, 3000) * 0.05


def _far_air(take: Take) -> Signal:
    return wide_low(take, 500) * wander(take, 0.3, 0.7, 1)


def _hall_tone(take: Take) -> Signal:
    """A large quiet hall."""
    air = wide_low(take, 160) * 1.0
    return air + wide_band(take, 160, 900) * wander(take, 0.4, 0.05, 0.12)


def _quiet_village(take: Take) -> Signal:
    """A village at rest: air, a bird far off, something wooden."""
    air = _still_air(take) + 0.05 * low(birds(take), 3500)
    return air + 0.1 * _wooden_knocks(take)


def _wooden_knocks(take: Take) -> Signal:
    return scatter(take, 0.25, lambda: struck(_WOOD, 0.2))


def _dripping_place(take: Take) -> Signal:
    """A cellar or a cave: air and drops."""
    return drips(take) + wide_low(take, 180) * 0.12


def _ship(take: Take) -> Signal:
    """A ship at sea, from on board."""
    groans = sum(_hull_groan(take, share) for share in _GROANS)
    return lapping(take) * 1.2 + groans * 0.12 + 0.25 * wind(take)


def _hull_groan(take: Take, share: float) -> Signal:
    """A groan that begins at a share of the take; what passes its end comes at its beginning."""
    return np.roll(creak(take, take.between(70, 110), 2.4), int(share * take.samples), axis=1)


def _bar_crowd(take: Take) -> Signal:
    """A bar: talk, and glasses."""
    return murmur(take) + scatter(take, 0.6, lambda: _glass(take)) * 0.12


def _glass(take: Take) -> Signal:
    return struck([(take.between(2300, 3400), 14, 0.5), (5400, 25, 0.2)], 0.5)


ROOMS: dict[str, Recipe] = {
    "room tone": _room_tone,
    "still air": _still_air,
    "hall tone": _hall_tone,
    "quiet village": _quiet_village,
    "dripping place": _dripping_place,
    "ship": _ship,
    "bar crowd": _bar_crowd,
}
"""Beds of places, by name."""
