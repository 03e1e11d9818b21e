"""Machines, vehicles, signals and household devices."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np

from storyreel.animatic.foley.acoustics import (
    RATE,
    Hit,
    Mode,
    Recipe,
    Take,
    band,
    decay,
    gate,
    harmonics,
    high,
    in_room,
    low,
    noise,
    put,
    roomy,
    samples_in,
    scatter,
    seconds_of,
    silence,
    staged,
    struck,
    swell,
    swept,
    times_every,
    tone,
    wander,
    wide_noise,
)

_DEEP_HERTZ = (41.2, 55.0, 82.6, 110.4, 165.2)
_RAIL_JOINT: tuple[Mode, ...] = ((92, 24, 1.0), (210, 36, 0.6), (640, 60, 0.3))
_WHEELS = ((0, 1), (0.11, 0.8), (0.34, 0.9), (0.45, 0.7))
"""Delay and level of each wheel of a carriage."""
_HORN, _HORN_THIRD = (1, 0.8, 0.7, 0.5, 0.35, 0.2, 0.12), (0.5, 0.4, 0.3, 0.2)


def _falling(overtones: int, power: float) -> np.ndarray:
    """Levels of overtones, each weaker than the one before."""
    return 1 / np.arange(1, overtones + 1) ** power


def _hum(take: Take, hertz: float = 50.0) -> np.ndarray:
    """Electricity: a lamp, a transformer, a refrigerator."""
    mains = harmonics(hertz * 2, take.samples, (1, 0.5, 0.25, 0.12, 0.06)) * wander(take, 0.7, 0.85, 1)
    return np.stack([mains, mains * 0.9]) * 0.3 + band(wide_noise(take), 150, 2500, 1) * 0.05


def _machinery(take: Take) -> np.ndarray:
    """Machines in the next room: hum, fan, a slow turn."""
    turn = 1 + 0.25 * tone(2.3, take.samples)
    return _hum(take) + low(wide_noise(take), 380) * turn * 0.35 + band(wide_noise(take), 500, 1800, 1) * 0.06


def _spacecraft(take: Take) -> np.ndarray:
    """A ship in space, from within: deep and steady."""
    deep = sum(_deep_tone(take, hertz) for hertz in _DEEP_HERTZ)
    air = band(wide_noise(take), 200, 1400, 1) * wander(take, 0.3, 0.5, 1) * 0.25
    return np.stack([deep, deep * 0.95]) * 0.25 + air + low(wide_noise(take), 160) * 0.5


def _deep_tone(take: Take, hertz: float) -> np.ndarray:
    return tone(hertz, take.samples, take.between(0, 6)) * wander(take, 0.2, 0.4, 1)


def _engine(take: Take, hertz: float = 28.0) -> np.ndarray:
    """A motor that runs: firing strokes, and the body around them."""
    speed = hertz * (1 + wander(take, 1.5, -0.05, 0.05))
    rough = _strokes(take, speed, 0.75)
    return roomy(take, low(rough, 900) + 0.3 * band(rough, 900, 3000), 0.3, 0.15, 80, 2500)


def _strokes(take: Take, speed: np.ndarray, power: float) -> np.ndarray:
    return harmonics(speed, take.samples, _falling(18, power)) * (1 + 0.4 * noise(take))


def _engine_revs(take: Take) -> np.ndarray:
    """A motor that is revved."""
    along = np.minimum(1, seconds_of(take.samples) / min(take.seconds, 2.6))
    speed = 26 + 60 * np.abs(np.sin(np.pi * along * 2)) ** 1.5
    return roomy(take, low(_strokes(take, speed, 0.6), 2200), 0.4, 0.2, 80, 3000)


def _car_passes(take: Take) -> np.ndarray:
    """A car comes, passes and goes."""
    samples = take.up_to(4.0)
    along = np.linspace(-1, 1, samples)
    near = 1 / (1 + (along * 4.5) ** 2)
    motor = _passing_motor(take, along)
    tyres = band(noise(take, samples), 250, 2800, 1)
    return _moved_across(take, (motor + tyres) * near, (along + 1) / 2)


def _passing_motor(take: Take, along: np.ndarray) -> np.ndarray:
    """A motor whose pitch falls as it passes; `along` runs from -1 to 1."""
    pitch = 62 * (1.04 - 0.08 / (1 + np.exp(-along * 14)))
    strokes = harmonics(pitch, len(along), _falling(12, 0.9))
    return low(strokes * (1 + 0.3 * noise(take, len(along))), 700) * 0.5


def _moved_across(take: Take, sound: np.ndarray, side: np.ndarray) -> np.ndarray:
    """Mono sound at a side that changes with every sample."""
    stage = silence(take)
    stage[:, : len(sound)] = np.stack([sound * np.cos(side * np.pi / 2), sound * np.sin(side * np.pi / 2)])
    return stage


def _traffic(take: Take) -> np.ndarray:
    """A street: a roar far off, cars that go by, now and then a horn."""
    roar = low(wide_noise(take), 260) * wander(take, 0.3, 0.6, 1) * 1.1
    stage = roar + band(wide_noise(take), 260, 1500, 1) * 0.16
    for at in times_every(take, 3.4, 0.5, -2.0):
        put(stage, max(0.0, at), _passing_car(take, at), level=take.between(0.2, 0.5))
    if take.seconds > 6:
        put(stage, take.between(2, take.seconds - 2), low(_car_horn(Take(RATE, take.rng)), 1500), level=0.06)
    return stage


def _passing_car(take: Take, at: float) -> np.ndarray:
    """A car from either side; of one that began to pass before the take, what is left."""
    one = _car_passes(Take(4 * RATE, take.rng))
    skip = max(0, samples_in(-at))
    return (one[:, ::1] if take.rng.random() < 0.5 else one[::-1])[:, skip:]


def _train(take: Take) -> np.ndarray:
    """A train: rumble, and wheels over the joints of the rails."""
    stage = low(wide_noise(take), 220) * 0.9 + band(wide_noise(take), 400, 2200, 1) * 0.1
    for at in times_every(take, 0.82, 0.01, 0.05):
        for delay, level in _WHEELS:
            put(stage, at + delay, struck(_RAIL_JOINT, 0.2), 0.5, level)
    return roomy(take, stage, 0.6, 0.2)


def _boat_motor(take: Take) -> np.ndarray:
    """A small boat's motor, and its wash."""
    return _engine(take, 13.0) + band(wide_noise(take), 300, 2400, 1) * wander(take, 2, 0.5, 1) * 0.15


def _helicopter(take: Take) -> np.ndarray:
    """A helicopter's blades."""
    beat = np.maximum(0, tone(11.5, take.samples)) ** 3
    blades = low(wide_noise(take), 900) * beat * 1.4
    return blades + band(wide_noise(take), 900, 3500, 1) * 0.12 + 0.1 * tone(380.0, take.samples)


def _aircraft(take: Take) -> np.ndarray:
    """An aircraft passes over."""
    hill = swell(take.samples, 0.5)
    return band(wide_noise(take), 90, 1400, 1) * hill + low(wide_noise(take), 120) * hill


@in_room(2.2, 0.4, 80, 4000)
def _horn(take: Take, hertz: float = 210.0, seconds: float = 1.6, breathy: float = 0.05) -> Iterator[Hit]:
    """A horn: a train's, a ship's."""
    samples = take.up_to(seconds)
    body = harmonics(hertz, samples, _HORN) + harmonics(hertz * 1.26, samples, _HORN_THIRD)
    yield Hit(0.03, (body + breathy * noise(take, samples)) * _horn_edge(samples))


def _horn_edge(samples: int) -> np.ndarray:
    """Blown in 0.09 s, let go over 0.2 s."""
    time = seconds_of(samples)
    return np.minimum(1, np.minimum(time / 0.09, time[::-1] / 0.2))


@in_room(0.8, 0.2)
def _car_horn(take: Take) -> Iterator[Hit]:
    """A car's horn, twice."""
    for at, length in ((0.03, 0.22), (0.36, 0.5)):
        samples = samples_in(length)
        beep = harmonics(392.0, samples, _falling(9, 0.5)) + harmonics(494.0, samples, _falling(9, 0.5))
        yield Hit(at, beep * gate(samples, 20))


@in_room(1.0, 0.25, 500, 8000)
def _whistle(take: Take, hertz: float = 2100.0) -> Iterator[Hit]:
    """A whistle: a person's, a referee's, a kettle's."""
    samples = take.up_to(1.2)
    trill = tone(hertz * (1 + 0.015 * tone(26.0, samples)), samples)
    air = 0.12 * band(noise(take, samples), hertz * 0.8, hertz * 1.3)
    yield Hit(0.03, (trill + air) * gate(samples, 8))


@in_room(2.4, 0.45, 200, 5000)
def _train_whistle(take: Take) -> Iterator[Hit]:
    """A steam train's whistle: a chord, then a longer one."""
    for at, length in ((0.03, 0.6), (0.9, 1.5)):
        samples = samples_in(length)
        chord = sum(_sinking(hertz, samples) for hertz in (466, 554, 698))
        yield Hit(at, (chord + 0.5 * band(noise(take, samples), 500, 3000)) * gate(samples, 10))


def _sinking(hertz: float, samples: int) -> np.ndarray:
    """A note that sinks a little."""
    return harmonics(hertz * (1 - 0.02 * np.linspace(0, 1, samples)), samples, (1, 0.3, 0.1))


def _siren(take: Take) -> np.ndarray:
    """An emergency vehicle."""
    wail = 760 + 420 * tone(0.62, take.samples)
    sound = harmonics(wail, take.samples, (1, 0.4, 0.25, 0.1)) * swell(take.samples, 0.5) ** 0.5
    return roomy(take, sound, 1.5, 0.35, 300, 5000)


def _alarm(take: Take) -> np.ndarray:
    """An alarm of two notes."""
    time = seconds_of(take.samples)
    beats = (time % 0.5 < 0.28).astype(float)
    notes = harmonics(np.where(time % 1.0 < 0.5, 880.0, 740.0), take.samples, (1, 0, 0.33, 0, 0.2))
    return roomy(take, notes * low(beats, 60), 0.7, 0.2)


@in_room(0.4, 0.12)
def _beeps(take: Take) -> Iterator[Hit]:
    """A machine that reports: beep, beep."""
    samples = samples_in(0.11)
    for at in times_every(take, 0.95, 0.0, 0.05):
        yield Hit(at, tone(1020.0, samples) * gate(samples, 12))


@in_room(0.4, 0.15)
def _buzzer(take: Take) -> Iterator[Hit]:
    """A buzzer or something that buzzes."""
    samples = take.up_to(0.9)
    yield Hit(0.03, low(np.sign(tone(118.0, samples)), 3500) * gate(samples, 12))


@in_room(0.5, 0.2)
def _telephone(take: Take) -> Iterator[Hit]:
    """A telephone's bell, ring and rest."""
    samples = samples_in(1.4)
    ring = _telephone_bell(samples)
    for at in times_every(take, 2.6, 0.0, 0.05):
        yield Hit(at, ring * gate(samples, 14))


def _telephone_bell(samples: int) -> np.ndarray:
    strokes = np.maximum(0, tone(22.0, samples)) ** 0.5
    bell = tone(1180.0, samples) + 0.7 * tone(1495.0, samples) + 0.3 * tone(3010.0, samples)
    return bell * (0.35 + 0.65 * strokes)


def _static(take: Take) -> np.ndarray:
    """A radio between stations."""
    hiss = band(wide_noise(take), 400, 4500, 1) * wander(take, 6, 0.4, 1)
    squeal = swept(noise(take), wander(take, 1.2, 600, 2600), 0.998) * wander(take, 1, 0, 1) ** 3 * 4
    return hiss * 0.5 + squeal + scatter(take, 18, lambda: noise(take, 500) * decay(500, 500)) * 0.6


@in_room(0.35, 0.2)
def _clock(take: Take) -> Iterator[Hit]:
    """A clock: tick, tock."""
    for number, at in enumerate(times_every(take, 0.5, 0.0, 0.05)):
        base, level = (2300, 0.8) if number % 2 else (1850, 1.0)
        yield Hit(at, struck([(base, 190, 1.0), (base * 2.3, 260, 0.5), (640, 120, 0.4)], 0.06), 0.5, level)


@in_room(0.3, 0.15)
def _typing(take: Take) -> Iterator[Hit]:
    """Typewriter or keyboard."""
    for at in times_every(take, 0.14, 0.6, 0.03):
        yield Hit(at, _key(take), take.between(0.4, 0.6), take.between(0.5, 1))


def _key(take: Take) -> np.ndarray:
    bright = (take.between(1400, 2100), 120, 0.8)
    return struck([bright, (take.between(3000, 4200), 180, 0.5), (330, 90, 0.6)], 0.07)


@staged
def _camera(take: Take) -> Iterator[Hit]:
    """A camera's shutter."""
    for at, level in ((0.02, 1.0), (0.09, 0.7)):
        yield Hit(at, band(noise(take, 2400), 1500, 7500) * decay(2400, 190, 0.0004), 0.5, level)


def _steam(take: Take) -> np.ndarray:
    """Steam, a hiss, something that fries."""
    begins = np.minimum(1, seconds_of(take.samples) / 0.15)
    return high(wide_noise(take), 2500) * wander(take, 5, 0.6, 1) * begins


def _sizzle(take: Take) -> np.ndarray:
    """A hot pan."""
    return 0.35 * _steam(take) + scatter(take, 90, lambda: high(noise(take, 700), 2500) * decay(700, 500))


def _drone(take: Take) -> np.ndarray:
    """A low sound without an origin."""
    left, right, both = (_wavering(take, hertz) for hertz in (55.0, 55.4, 82.4))
    return roomy(take, np.stack([left + both, right + both]), 2.0, 0.4, 40, 2000)


def _wavering(take: Take, hertz: float) -> np.ndarray:
    drift = 1 + wander(take, 0.3, -0.002, 0.002)
    return harmonics(hertz * drift, take.samples, (1, 0.5, 0.25, 0.12))


def _rumble(take: Take) -> np.ndarray:
    """The ground, or something large far away."""
    deep = low(wide_noise(take), 110, 3) * wander(take, 2.5, 0.35, 1) * 3
    return deep + band(wide_noise(take), 110, 300, 1) * 0.1


@in_room(2.0, 0.35, 80, 6000)
def _fireworks(take: Take) -> Iterator[Hit]:
    """Rockets that rise, burst and crackle."""
    for at in times_every(take, 1.5, 0.4, 0.05):
        samples, side = samples_in(0.6), take.between(0.2, 0.8)
        yield Hit(at, tone(np.linspace(900, 2300, samples), samples) * swell(samples, 0.6), side, 0.12)
        yield Hit(at + 0.62, low(noise(take, 24000), 500) * decay(24000, 9), side, 1.6)
        yield Hit(at + 0.75, _crackle(take), 0.5, 0.3)


def _crackle(take: Take) -> np.ndarray:
    short = Take(RATE, take.rng)
    return scatter(short, 70, lambda: high(noise(take, 500), 1500) * decay(500, 600))


MACHINES: dict[str, Recipe] = {
    "electric hum": _hum,
    "machinery hum": _machinery,
    "spacecraft hum": _spacecraft,
    "engine": _engine,
    "engine revs": _engine_revs,
    "car passes": _car_passes,
    "traffic": _traffic,
    "train": _train,
    "boat motor": _boat_motor,
    "helicopter": _helicopter,
    "aircraft": _aircraft,
    "horn": _horn,
    "foghorn": partial(_horn, hertz=82.0, seconds=2.4, breathy=0.15),
    "car horn": _car_horn,
    "whistle": _whistle,
    "train whistle": _train_whistle,
    "siren": _siren,
    "alarm": _alarm,
    "beeps": _beeps,
    "buzzer": _buzzer,
    "telephone": _telephone,
    "static": _static,
    "clock": _clock,
    "typing": _typing,
    "camera": _camera,
    "steam": _steam,
    "sizzle": _sizzle,
    "drone": _drone,
    "rumble": _rumble,
    "fireworks": _fireworks,
}
"""What is built, by name."""
