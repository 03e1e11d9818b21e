"""Doors, locks, wood, and things that are struck, dropped, shaken or dragged."""

from __future__ import annotations

from functools import partial

import numpy as np

from storyreel.animatic.foley.acoustics import (
    RATE,
    Hit,
    Hits,
    Mode,
    Recipe,
    Take,
    band,
    band_burst,
    centred,
    decay,
    harmonics,
    high,
    high_burst,
    in_room,
    low_burst,
    noise,
    put,
    samples_in,
    scatter,
    staged,
    strewn,
    struck,
    swell,
    swept,
    times_every,
    tone,
    tuned,
    wander,
)
from storyreel.editing.recording import Signal

_CREAK = (1, 2.3, 4.1, 6.7, 11)
"""Frequencies of the wood over the lowest."""
_SLAM: tuple[Mode, ...] = ((58, 11, 1.0), (97, 14, 0.8), (163, 20, 0.5), (291, 30, 0.35), (480, 42, 0.2))
_THUD: tuple[Mode, ...] = ((52, 13, 1.0), (83, 18, 0.6), (140, 28, 0.3))
_BLOW: tuple[Mode, ...] = ((75, 22, 1.0),)
_KNOCK: tuple[Mode, ...] = ((148, 38, 1.0), (322, 60, 0.5), (690, 90, 0.25), (1400, 130, 0.15))
_CLANG = ((1, 4.5), (1.52, 5.5), (2.41, 6.5), (3.17, 8), (4.62, 10), (6.3, 13), (8.9, 18))
"""Ratio and decay per second of each partial."""
_COIN: tuple[Mode, ...] = ((1, 18, 0.7), (1.48, 26, 0.5), (2.1, 34, 0.3))
"""Frequencies over the lowest."""
_SQUEAK = (1, 0.5, 0.3, 0.15)
_SWORD = (1, 1.37, 2.09, 2.9, 4.2)


@in_room(0.6, 0.25)
def creak(take: Take, lowest: float = 160, seconds: float = 1.5) -> Hits:
    """Wood or a hinge that sticks and slips: pulses whose rate wanders, heard through the wood."""
    samples = take.up_to(seconds)
    slips = _slips(take, samples)
    bodies = [(lowest * n * take.between(0.96, 1.05), 60 + 25 * n, 0.8 / n) for n in _CREAK]
    yield Hit(0.03, np.convolve(slips, struck(bodies, 0.05))[:samples] * swell(samples, 0.35))


def _slips(take: Take, samples: int) -> Signal:
    """A pulse of random strength at each slip, 0 between them."""
    phase = np.cumsum(_rate_of_slips(take, samples)) / RATE
    return np.diff(np.floor(phase), prepend=0.0) * take.rng.uniform(0.5, 1, samples)


def _rate_of_slips(take: Take, samples: int) -> Signal:
    return wander(take, 3.5, 24, 95, samples) * (0.6 + 0.8 * swell(samples))


def _door_opens(take: Take) -> Signal:
    """A latch, then a swing with a little creak."""
    return _latch(take) * 0.7 + 0.6 * np.roll(creak(take, 210, 0.9), samples_in(0.22), axis=1)


def _door_closes(take: Take) -> Signal:
    """A door falls to, and its latch."""
    stage = _slam(take) * 0.35
    put(stage, 0.06, _latch(take), level=0.6)
    return stage


@in_room(0.9, 0.35)
def _slam(take: Take) -> Hits:
    """A door thrown shut."""
    crack = band_burst(take, 9600, (300, 5000), 45, 0.0005)
    yield Hit(0.02, struck(_SLAM, 0.7))
    yield Hit(0.02, crack, level=0.9)
    yield Hit(0.075, crack, level=0.3)


@in_room(0.3, 0.15)
def _latch(take: Take) -> Hits:
    """A latch, a lock or a switch: two small clicks."""
    for at, level in ((0.02, 0.7), (take.between(0.1, 0.16), 1.0)):
        yield Hit(at, _click(take), 0.5, level)


@in_room(0.3, 0.15)
def _key_in_lock(take: Take) -> Hits:
    """A key finds its lock, scratches and turns."""
    for _ in range(7):
        at = take.between(0.05, 0.6)
        yield Hit(at, _click(take, 3200), take.between(0.4, 0.6), take.between(0.15, 0.4))
    for at in (0.75, 0.9):
        yield Hit(at, _click(take), 0.5, 1.0)
        yield Hit(at, struck([(240, 60, 0.4)], 0.1))


@in_room(0.6, 0.25)
def _knocks(take: Take) -> Hits:
    """Knuckles on a door, three or four times."""
    return centred(take, _times_of_knocks(take), _knock, (0.75, 1))


def _times_of_knocks(take: Take) -> list[float]:
    gap = take.between(0.2, 0.27)
    return [0.04 + number * gap for number in range(take.count(3, 5))]


@in_room(0.4, 0.2)
def _taps(take: Take) -> Hits:
    """Light taps: fingers, a branch on glass."""
    return centred(take, times_every(take, 0.34, 0.35, 0.05)[:7], _tap)


def _tap(take: Take) -> Signal:
    return struck([(take.between(900, 1100), 110, 0.6), (2300, 160, 0.3)], 0.08)


@in_room(0.5, 0.2)
def _thud(take: Take) -> Hits:
    """Something heavy falls."""
    yield Hit(0.02, struck(_THUD, 0.6))
    yield Hit(0.02, low_burst(take, 9600, 700, 40, 0.001), level=0.8)
    yield Hit(take.between(0.16, 0.24), low_burst(take, 6000, 500, 55, 0.001), level=0.3)


def bang(take: Take) -> Signal:
    """A hard, loud blow."""
    return _slam(take) + 0.5 * _thud(take)


@in_room(0.6, 0.25)
def _hammering(take: Take) -> Hits:
    """Blow after blow on wood."""
    for at in times_every(take, 0.42, 0.12, 0.03)[:8]:
        yield from _hammer_blow(take, at)


def _hammer_blow(take: Take, at: float) -> Hits:
    yield Hit(at, _knock(take), 0.5, take.between(0.8, 1.2))
    yield Hit(at, struck(_BLOW, 0.3))


@in_room(0.3, 0.15)
def _rattle(take: Take) -> Hits:
    """Something loose that shakes."""
    shake = wander(take, 2.5, 0, 1)
    for at in times_every(take, 0.055, 0.5, 0.03):
        yield Hit(at, _shaken(take), take.between(0.4, 0.6), _shaking(shake, at))


def _shaking(shake: Signal, at: float) -> float:
    """Level of the shaking at a time."""
    return float(shake[min(len(shake) - 1, samples_in(at))]) ** 2


def _shaken(take: Take) -> Signal:
    modes = [(take.between(700, 1500), 90, 0.6), (take.between(2200, 3600), 140, 0.4)]
    return struck(modes, 0.06)


@in_room(0.5, 0.2)
def clatter(take: Take) -> Hits:
    """Things fall over one another and come to rest."""
    at = 0.03
    for number in range(16):
        rings = [(take.between(400, 2600), take.between(30, 90), 0.5) for _ in range(3)]
        yield Hit(at, struck(rings, 0.2), take.between(0.3, 0.7), 0.9**number)
        yield Hit(at, _knock(take), 0.5, 0.5 * 0.9**number)
        at += take.rng.exponential(0.07) + 0.02


@in_room(0.9, 0.25, 300, 9000)
def _clang(take: Take) -> Hits:
    """Metal on metal."""
    base = take.between(380, 520)
    modes = [(base * ratio, fall, 0.8 / (n + 1) ** 0.5) for n, (ratio, fall) in enumerate(_CLANG)]
    yield Hit(0.02, struck(modes, 1.6))
    yield Hit(0.02, high_burst(take, 2400, 3000, 120, 0.0004), level=0.8)


@in_room(0.7, 0.2, 400, 10000)
def _swords(take: Take) -> Hits:
    """Blades that meet and slide."""
    for at in times_every(take, 0.7, 0.4, 0.03)[:4]:
        base = take.between(1500, 2100)
        blade = struck([(base * r, 5 + 3 * r, 0.7 / r) for r in _SWORD], 1.0)
        yield Hit(at, blade, take.between(0.4, 0.6))
        yield Hit(at + 0.03, high(noise(take, 14000), 4500) * swell(14000, 0.2), 0.5, 0.2)


@in_room(0.4, 0.15, 400, 9000)
def _chain(take: Take) -> Hits:
    """Links that run over one another."""
    return strewn(take, times_every(take, 0.06, 0.7, 0.03)[:44], _link, levels=(0.2, 1))


def _link(take: Take) -> Signal:
    return struck([(take.between(1400, 4800), take.between(35, 80), 0.6) for _ in range(2)], 0.12)


@in_room(0.3, 0.12, 600, 10000)
def _coins(take: Take) -> Hits:
    """Coins or keys that jingle."""
    return strewn(take, times_every(take, 0.09, 0.8, 0.03)[:14], _coin, (0.4, 0.6), (0.3, 1))


def _coin(take: Take) -> Signal:
    return struck(tuned(_COIN, take.between(3400, 6400)), 0.35)


@in_room(0.5, 0.25)
def _scrape(take: Take) -> Hits:
    """Something dragged: a chair's legs, a knife on stone."""
    samples = take.up_to(1.1)
    stutter = _stutter(take, samples)
    yield Hit(0.03, _dragged(take, samples) * stutter * swell(samples, 0.4))


def _stutter(take: Take, samples: int) -> Signal:
    """0 and 1 in turn, as what is dragged sticks and slips."""
    return 0.5 + 0.5 * np.sign(tone(wander(take, 5, 60, 140, samples), samples))


def _dragged(take: Take, samples: int) -> Signal:
    return _squeal(take, samples) + band(noise(take, samples), 900, 3500) * 0.3


def _squeal(take: Take, samples: int) -> Signal:
    return swept(noise(take, samples), wander(take, 4, 320, 620, samples), 0.97) * 2


@in_room(0.5, 0.2, 500, 8000)
def _squeak(take: Take) -> Hits:
    """A small dry hinge, a wheel, a shoe."""
    return centred(take, times_every(take, 0.55, 0.2, 0.03)[:4], _one_squeak)


def _one_squeak(take: Take) -> Signal:
    return _squeaking(_squeak_pitch(take, samples_in(take.between(0.16, 0.3))))


def _squeaking(pitch: Signal) -> Signal:
    return harmonics(pitch, len(pitch), _SQUEAK) * swell(len(pitch), 0.3)


def _squeak_pitch(take: Take, samples: int) -> Signal:
    return take.between(1100, 1700) * (1 + 0.25 * swell(samples, 0.6))


@in_room(0.5, 0.2)
def _snap(take: Take) -> Hits:
    """A twig, a branch or a line that breaks."""
    for at, level in ((0.02, 1.0), (take.between(0.04, 0.07), 0.4)):
        crack = band(noise(take, 4800), 700, 7000)
        yield Hit(at, crack * decay(4800, take.between(90, 150), 0.0003), 0.5, level)
    yield Hit(0.02, struck([(330, 60, 0.4), (720, 85, 0.3)], 0.12))


def _click(take: Take, base: float = 1800) -> Signal:
    return struck(_click_modes(base, take.between(0.9, 1.1)), 0.06)


def _click_modes(base: float, shift: float) -> list[Mode]:
    return [(base * shift, 160, 0.7), (base * 2.6, 260, 0.4), (420, 110, 0.5)]


def _knock(take: Take) -> Signal:
    return struck(tuned(_KNOCK, take.between(0.94, 1.06)), 0.25)


@staged
def _crunch(take: Take) -> Hits:
    """Something brittle underfoot."""
    yield Hit(0.02, _grains(take.beginning(0.7)))


def _grains(take: Take) -> Signal:
    return scatter(take, 120, lambda: _grain(take)) * swell(take.samples, 0.3)


def _grain(take: Take) -> Signal:
    return band(noise(take, 1200), 600, 6000) * decay(1200, take.between(120, 400), 0.0004)


OBJECTS: dict[str, Recipe] = {
    "door creak": creak,
    "wood creak": partial(creak, lowest=95, seconds=2.2),
    "door opens": _door_opens,
    "door closes": _door_closes,
    "door slam": _slam,
    "latch": _latch,
    "key in lock": _key_in_lock,
    "knocks": _knocks,
    "taps": _taps,
    "thud": _thud,
    "bang": bang,
    "hammering": _hammering,
    "rattle": _rattle,
    "clatter": clatter,
    "clang": _clang,
    "swords": _swords,
    "chain": _chain,
    "coins": _coins,
    "scrape": _scrape,
    "snap": _snap,
    "crunch": _crunch,
    "squeak": _squeak,
}
"""What solid things sound like when something is done to them, by name."""
