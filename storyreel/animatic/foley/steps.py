"""Feet and hooves on every ground."""

from __future__ import annotations

from functools import partial

import numpy as np

from storyreel.animatic.foley.acoustics import (
    RATE,
    Hit,
    Hits,
    Mode,
    Range,
    Recipe,
    Take,
    band,
    decay,
    fading,
    high,
    in_room,
    low_burst,
    noise,
    retuned,
    roomy,
    seconds_of,
    staged,
    struck,
    swell,
    times_every,
)
from storyreel.editing.recording import Signal

GROUNDS = ("gravel", "wood", "stone", "snow", "grass", "water", "metal", "carpet", "sand")
_STEP_SAMPLES = int(0.34 * RATE)
_FLOORS = ("wood", "stone", "metal", "carpet")
_HARD_FLOORS = ("stone", "metal")
_TROT, _GALLOP = (0.0, 0.24), (0.0, 0.13, 0.24)
"""When each hoof of a stride touches the ground, seconds."""
_BOARD: tuple[tuple[Range, float, float], ...] = (
    ((170, 210), 45, 0.5),
    ((390, 450), 70, 0.25),
    ((780, 900), 95, 0.1),
)
"""Range of the frequency of each mode, its decay per second and its level."""
_METAL_RINGS: tuple[Mode, ...] = ((310, 16, 0.25), (742, 20, 0.2), (1390, 26, 0.14), (2310, 34, 0.08))


def _footsteps(take: Take, per_minute: float = 108, weight: float = 1.0, most: int = 60) -> Signal:
    """Steps, heel and toe, on the take's ground; on wood if it names none."""
    ground = take.ground if take.ground in GROUNDS else "wood"
    steps = _steps(take, ground, per_minute, weight, most)
    return roomy(take, steps, 0.55 if ground in _HARD_FLOORS else 0.35, 0.22 if ground in _FLOORS else 0.08)


@staged
def _steps(take: Take, ground: str, per_minute: float, weight: float, most: int) -> Hits:
    for number, at in enumerate(times_every(take, 60 / per_minute, 0.04, 0.08)[:most]):
        if number and at > take.seconds - 0.25:
            break
        side = 0.44 + 0.12 * (number % 2)
        yield Hit(at, _contact(take, ground, heel=True), side, weight * take.between(0.8, 1))
        toe_at = at + take.between(0.07, 0.1) * min(1, 108 / per_minute)
        yield Hit(toe_at, _contact(take, ground, heel=False), side, weight * take.between(0.35, 0.55))


@in_room(0.4, 0.15)
def _hooves(take: Take) -> Hits:
    """A horse at a trot, or at a gallop if it is strong."""
    pattern = _GALLOP if take.strength > 0.8 else _TROT
    for at in times_every(take, 0.48, 0.03, 0.05):
        for number, beat in enumerate(pattern):
            yield Hit(at + beat, _clop(take), 0.42 + 0.08 * (number % 3), take.between(0.6, 1))
            yield Hit(at + beat, low_burst(take, 3000, 260, 60), level=1.2)


def _clop(take: Take) -> Signal:
    return struck([(take.between(560, 640), 60, 0.6), (take.between(1020, 1180), 90, 0.35)], 0.12)


def _contact(take: Take, ground: str, heel: bool) -> Signal:
    """One touch of a shoe: a thump, and what the ground adds."""
    pitch = _pitch_of_thump(take, heel)
    thump_level, surface = _SURFACES[ground]
    return _thump(pitch) * thump_level + surface(take)


def _pitch_of_thump(take: Take, heel: bool) -> float:
    return take.between(82, 98) if heel else take.between(125, 150)


def _thump(pitch: float) -> Signal:
    time = seconds_of(_STEP_SAMPLES)
    return _sinking_wave(time, pitch) * fading(time, 42)


def _sinking_wave(time: Signal, pitch: float) -> Signal:
    return np.sin(2 * np.pi * pitch * time * fading(time, 9))


def _grit(take: Take, lowest: float, highest: float, grains: int, spread: float) -> Signal:
    """Small stones or crystals that give way one after another."""
    crunch = np.convolve(_grain_hits(take, grains, spread), _grain(take))
    return band(crunch[:_STEP_SAMPLES], lowest, highest) * 0.8


def _grain(take: Take) -> Signal:
    return noise(take, 400) * fading(seconds_of(400), 2200)


def _grain_hits(take: Take, grains: int, spread: float) -> Signal:
    """A step's samples, with a random pulse for each grain."""
    hits = np.zeros(_STEP_SAMPLES)
    np.add.at(hits, _grain_samples(take, grains, spread), take.rng.standard_normal(grains))
    return hits


def _grain_samples(take: Take, grains: int, spread: float) -> Signal:
    at = (take.rng.exponential(spread, grains) * RATE).astype(int)
    return np.minimum(at, _STEP_SAMPLES - 1)


def _tap(take: Take, lowest: float, highest: float, fall: float, level: float) -> Signal:
    return band(noise(take, _STEP_SAMPLES), lowest, highest) * decay(_STEP_SAMPLES, fall, 0.0006) * level


def _wood(take: Take) -> Signal:
    return struck(_board(take), 0.34) + _tap(take, 500, 3000, 140, 0.4)


def _board(take: Take) -> list[Mode]:
    return [(take.between(*hertz), fall, level) for hertz, fall, level in _BOARD]


def _metal(take: Take) -> Signal:
    return struck(_plate(take), 0.34) + _tap(take, 900, 5000, 160, 0.35)


def _plate(take: Take) -> list[Mode]:
    return [retuned(mode, take.between(0.98, 1.02)) for mode in _METAL_RINGS]


def _snow(take: Take) -> Signal:
    return _grit(take, 350, 3200, 90, 0.055) + 0.25 * _packed(take) * swell(_STEP_SAMPLES, 0.25)


def _packed(take: Take) -> Signal:
    """Snow that is pressed together."""
    return band(noise(take, _STEP_SAMPLES), 300, 1600)


def _water(take: Take) -> Signal:
    return _splash(take) * 0.55 + low_burst(take, _STEP_SAMPLES, 300, 25)


def _splash(take: Take) -> Signal:
    return band(noise(take, _STEP_SAMPLES), 500, 5200) * swell(_STEP_SAMPLES, 0.18)


def _grass(take: Take) -> Signal:
    return _blades(take) * 0.16 + _grit(take, 1500, 7000, 12, 0.05) * 0.5


def _blades(take: Take) -> Signal:
    return high(noise(take, _STEP_SAMPLES), 2500) * swell(_STEP_SAMPLES, 0.2)


_SURFACES = {
    "gravel": (0.5, partial(_grit, lowest=900, highest=7500, grains=36, spread=0.05)),
    "wood": (0.6, _wood),
    "stone": (0.45, partial(_tap, lowest=900, highest=5200, fall=110, level=0.75)),
    "snow": (0.2, _snow),
    "grass": (0.45, _grass),
    "water": (0.25, _water),
    "metal": (0.35, _metal),
    "carpet": (0.7, partial(_tap, lowest=150, highest=900, fall=60, level=0.25)),
    "sand": (0.35, partial(_grit, lowest=500, highest=4200, grains=60, spread=0.07)),
}
"""Level of the thump, and what the ground adds to it."""

STEPS: dict[str, Recipe] = {
    "footsteps": _footsteps,
    "running steps": partial(_footsteps, per_minute=176, weight=1.2),
    "slow steps": partial(_footsteps, per_minute=76),
    "stomp": partial(_footsteps, per_minute=60, weight=1.5, most=2),
    "hooves": _hooves,
}
"""Steps, by name."""
