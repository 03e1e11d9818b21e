"""Machines, vehicles, signals and household devices."""

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
    decay,
    gate,
    harmonics,
    high,
    high_burst,
    in_room,
    low,
    low_burst,
    noise,
    put,
    rising,
    roomy,
    samples_in,
    scatter,
    seconds_of,
    silence,
    staged,
    strewn,
    struck,
    swell,
    swept,
    times_every,
    tone,
    wander,
    wide_band,
    wide_low,
    wide_noise,
)
from storyreel.editing.recording import Signal

_DEEP_HERTZ = (41.2, 55.0, 82.6, 110.4, 165.2)
_RAIL_JOINT: tuple[Mode, ...] = ((92, 24, 1.0), (210, 36, 0.6), (640, 60, 0.3))
_CAR_HORN = ((0.03, 0.22), (0.36, 0.5))
"""Start and length in seconds."""
_SIREN = (1, 0.4, 0.25, 0.1)
_SHUTTER = ((0.02, 1.0), (0.09, 0.7))
"""Time and level of each click."""
_DRONE_HERTZ = (55.0, 55.4, 82.4)
"""Left, right and on both sides."""
_DRONE = (1, 0.5, 0.25, 0.12)
_WHEELS = ((0, 1), (0.11, 0.8), (0.34, 0.9), (0.45, 0.7))
"""Delay and level of each wheel of a carriage."""
_HORN, _HORN_THIRD = (1, 0.8, 0.7, 0.5, 0.35, 0.2, 0.12), (0.5, 0.4, 0.3, 0.2)


def _falling(overtones: int, power: float) -> Signal:
    """Levels of overtones, each weaker than the one before."""
    return 1 / np.arange(1, overtones + 1) ** power


def _hum(take: Take, hertz: float = 50.0) -> Signal:
    """Electricity: a lamp, a transformer, a refrigerator."""
    mains = _mains(take, hertz)
    return np.stack([mains, mains * 0.9]) * 0.3 + wide_band(take, 150, 2500) * 0.05


def _mains(take: Take, hertz: float) -> Signal:
    return harmonics(hertz * 2, take.samples, (1, 0.5, 0.25, 0.12, 0.06)) * wander(take, 0.7, 0.85, 1)


def _machinery(take: Take) -> Signal:
    """Machines in the next room: hum, fan, a slow turn."""
    return _hum(take) + _fan(take) + wide_band(take, 500, 1800) * 0.06


def _fan(take: Take) -> Signal:
    turn = 1 + 0.25 * tone(2.3, take.samples)
    return wide_low(take, 380) * turn * 0.35


def _spacecraft(take: Take) -> Signal:
    """A ship in space, from within: deep and steady."""
    deep = sum(_deep_tone(take, hertz) for hertz in _DEEP_HERTZ)
    return np.stack([deep, deep * 0.95]) * 0.25 + _ventilation(take) + wide_low(take, 160) * 0.5


def _ventilation(take: Take) -> Signal:
    return wide_band(take, 200, 1400) * wander(take, 0.3, 0.5, 1) * 0.25


def _deep_tone(take: Take, hertz: float) -> Signal:
    return tone(hertz, take.samples, take.between(0, 6)) * wander(take, 0.2, 0.4, 1)


def _engine(take: Take, hertz: float = 28.0) -> Signal:
    """A motor that runs: firing strokes, and the body around them."""
    rough = _strokes(take, hertz * (1 + wander(take, 1.5, -0.05, 0.05)), 0.75)
    return roomy(take, _engine_body(rough), 0.3, 0.15, 80, 2500)


def _engine_body(strokes: Signal) -> Signal:
    return low(strokes, 900) + 0.3 * band(strokes, 900, 3000)


def _strokes(take: Take, speed: Signal, power: float) -> Signal:
    return harmonics(speed, take.samples, _falling(18, power)) * (1 + 0.4 * noise(take))


def _engine_revs(take: Take) -> Signal:
    """A motor that is revved."""
    return roomy(take, low(_strokes(take, _revving(take), 0.6), 2200), 0.4, 0.2, 80, 3000)


def _revving(take: Take) -> Signal:
    """Speed of a motor that is revved twice."""
    along = rising(seconds_of(take.samples), min(take.seconds, 2.6))
    return 26 + 60 * np.abs(np.sin(np.pi * along * 2)) ** 1.5


def _car_passes(take: Take) -> Signal:
    """A car comes, passes and goes."""
    samples = take.up_to(4.0)
    along = np.linspace(-1, 1, samples)
    near = 1 / (1 + (along * 4.5) ** 2)
    motor = _passing_motor(take, along)
    tyres = band(noise(take, samples), 250, 2800, 1)
    return _moved_across(take, (motor + tyres) * near, (along + 1) / 2)


def _passing_motor(take: Take, along: Signal) -> Signal:
    """A motor whose pitch falls as it passes; `along` runs from -1 to 1."""
    samples = len(along)
    strokes = harmonics(_passing_pitch(along), samples, _falling(12, 0.9))
    return low(strokes * (1 + 0.3 * noise(take, samples)), 700) * 0.5


def _passing_pitch(along: Signal) -> Signal:
    return 62 * (1.04 - 0.08 / (1 + np.exp(-along * 14)))


def _moved_across(take: Take, sound: Signal, side: Signal) -> Signal:
    """Mono sound at a side that changes with every sample."""
    stage = silence(take)
    stage[:, : len(sound)] = _panned(sound, side * np.pi / 2)
    return stage


def _panned(sound: Signal, angle: Signal) -> Signal:
    return np.stack([sound * np.cos(angle), sound * np.sin(angle)])


def _traffic(take: Take) -> Signal:
    """A street: a roar far off, cars that go by, now and then a horn."""
    roar = wide_low(take, 260) * wander(take, 0.3, 0.6, 1) * 1.1
    stage = roar + wide_band(take, 260, 1500) * 0.16
    for at in times_every(take, 3.4, 0.5, -2.0):
        put(stage, max(0.0, at), _passing_car(take, at), level=take.between(0.2, 0.5))
    if take.seconds > 6:
        put(stage, take.between(2, take.seconds - 2), low(_car_horn(Take(RATE, take.rng)), 1500), level=0.06)
    return stage


def _passing_car(take: Take, at: float) -> Signal:
    """A car from either side; of one that began to pass before the take, what is left."""
    car = _car_passes(Take(4 * RATE, take.rng))
    return _from_either_side(take, car)[:, max(0, samples_in(-at)) :]


def _from_either_side(take: Take, sound: Signal) -> Signal:
    return sound if take.rng.random() < 0.5 else sound[::-1]


def _train(take: Take) -> Signal:
    """A train: rumble, and wheels over the joints of the rails."""
    stage = wide_low(take, 220) * 0.9 + wide_band(take, 400, 2200) * 0.1
    for at in times_every(take, 0.82, 0.01, 0.05):
        _cross_joint(stage, at)
    return roomy(take, stage, 0.6, 0.2)


def _cross_joint(stage: Signal, at: float) -> None:
    """Add the wheels of a carriage that run over a joint of the rails."""
    for delay, level in _WHEELS:
        put(stage, at + delay, struck(_RAIL_JOINT, 0.2), level=level)


def _boat_motor(take: Take) -> Signal:
    """A small boat's motor, and its wash."""
    return _engine(take, 13.0) + wide_band(take, 300, 2400) * wander(take, 2, 0.5, 1) * 0.15


def _helicopter(take: Take) -> Signal:
    """A helicopter's blades."""
    return _blades(take) + wide_band(take, 900, 3500) * 0.12 + 0.1 * tone(380.0, take.samples)


def _blades(take: Take) -> Signal:
    beat = np.maximum(0, tone(11.5, take.samples)) ** 3
    return wide_low(take, 900) * beat * 1.4


def _aircraft(take: Take) -> Signal:
    """An aircraft passes over."""
    hill = swell(take.samples, 0.5)
    return wide_band(take, 90, 1400) * hill + wide_low(take, 120) * hill


@in_room(2.2, 0.4, 80, 4000)
def _horn(take: Take, hertz: float = 210.0, seconds: float = 1.6, breathy: float = 0.05) -> Hits:
    """A horn: a train's, a ship's."""
    samples = take.up_to(seconds)
    body = harmonics(hertz, samples, _HORN) + harmonics(hertz * 1.26, samples, _HORN_THIRD)
    yield Hit(0.03, (body + breathy * noise(take, samples)) * _horn_edge(samples))


def _horn_edge(samples: int) -> Signal:
    """Blown in 0.09 s, let go over 0.2 s."""
    time = seconds_of(samples)
    return np.minimum(rising(time, 0.09), time[::-1] / 0.2)


@in_room(0.8, 0.2)
def _car_horn(take: Take) -> Hits:
    """A car's horn, twice."""
    for at, length in _CAR_HORN:
        yield Hit(at, _beep_of_horn(samples_in(length)))


def _beep_of_horn(samples: int) -> Signal:
    levels = _falling(9, 0.5)
    return (harmonics(392.0, samples, levels) + harmonics(494.0, samples, levels)) * gate(samples, 20)


@in_room(1.0, 0.25, 500, 8000)
def _whistle(take: Take, hertz: float = 2100.0) -> Hits:
    """A whistle: a person's, a referee's, a kettle's."""
    samples = take.up_to(1.2)
    trill = tone(hertz * (1 + 0.015 * tone(26.0, samples)), samples)
    air = 0.12 * band(noise(take, samples), hertz * 0.8, hertz * 1.3)
    yield Hit(0.03, (trill + air) * gate(samples, 8))


@in_room(2.4, 0.45, 200, 5000)
def _train_whistle(take: Take) -> Hits:
    """A steam train's whistle: a chord, then a longer one."""
    for at, length in ((0.03, 0.6), (0.9, 1.5)):
        samples = samples_in(length)
        chord = sum(_sinking(hertz, samples) for hertz in (466, 554, 698))
        yield Hit(at, (chord + 0.5 * band(noise(take, samples), 500, 3000)) * gate(samples, 10))


def _sinking(hertz: float, samples: int) -> Signal:
    """A note that sinks a little."""
    return harmonics(hertz * (1 - 0.02 * np.linspace(0, 1, samples)), samples, (1, 0.3, 0.1))


def _siren(take: Take) -> Signal:
    """An emergency vehicle."""
    return roomy(take, _wail(take.samples), 1.5, 0.35, 300, 5000)


def _wail(samples: int) -> Signal:
    pitch = 760 + 420 * tone(0.62, samples)
    return harmonics(pitch, samples, _SIREN) * swell(samples, 0.5) ** 0.5


def _alarm(take: Take) -> Signal:
    """An alarm of two notes."""
    time = seconds_of(take.samples)
    beats = (time % 0.5 < 0.28).astype(float)
    return roomy(take, _two_notes(time) * low(beats, 60), 0.7, 0.2)


def _two_notes(time: Signal) -> Signal:
    """A higher and a lower note in turn, half a second each."""
    return harmonics(np.where(time % 1.0 < 0.5, 880.0, 740.0), len(time), (1, 0, 0.33, 0, 0.2))


@in_room(0.4, 0.12)
def _beeps(take: Take) -> Hits:
    """A machine that reports: beep, beep."""
    for at in times_every(take, 0.95, 0.0, 0.05):
        yield Hit(at, _beep(samples_in(0.11)))


def _beep(samples: int) -> Signal:
    return tone(1020.0, samples) * gate(samples, 12)


@in_room(0.4, 0.15)
def _buzzer(take: Take) -> Hits:
    """A buzzer or something that buzzes."""
    yield Hit(0.03, _buzz(take.up_to(0.9)))


def _buzz(samples: int) -> Signal:
    return low(np.sign(tone(118.0, samples)), 3500) * gate(samples, 12)


@in_room(0.5, 0.2)
def _telephone(take: Take) -> Hits:
    """A telephone's bell, ring and rest."""
    ring = _telephone_ring(samples_in(1.4))
    for at in times_every(take, 2.6, 0.0, 0.05):
        yield Hit(at, ring)


def _telephone_ring(samples: int) -> Signal:
    return _telephone_bell(samples) * _clapper_strokes(samples) * gate(samples, 14)


def _clapper_strokes(samples: int) -> Signal:
    return 0.35 + 0.65 * np.maximum(0, tone(22.0, samples)) ** 0.5


def _telephone_bell(samples: int) -> Signal:
    return tone(1180.0, samples) + 0.7 * tone(1495.0, samples) + 0.3 * tone(3010.0, samples)


def _static(take: Take) -> Signal:
    """A radio between stations."""
    hiss = wide_band(take, 400, 4500) * wander(take, 6, 0.4, 1)
    squeal = swept(noise(take), wander(take, 1.2, 600, 2600), 0.998) * wander(take, 1, 0, 1) ** 3 * 4
    return hiss * 0.5 + squeal + scatter(take, 18, lambda: noise(take, 500) * decay(500, 500)) * 0.6


@in_room(0.35, 0.2)
def _clock(take: Take) -> Hits:
    """A clock: tick, tock."""
    for number, at in enumerate(times_every(take, 0.5, 0.0, 0.05)):
        yield _tock(at) if number % 2 else _tick(at)


def _tick(at: float) -> Hit:
    return Hit(at, _escapement(1850))


def _tock(at: float) -> Hit:
    return Hit(at, _escapement(2300), level=0.8)


def _escapement(base: float) -> Signal:
    return struck([(base, 190, 1.0), (base * 2.3, 260, 0.5), (640, 120, 0.4)], 0.06)


@in_room(0.3, 0.15)
def _typing(take: Take) -> Hits:
    """Typewriter or keyboard."""
    return strewn(take, times_every(take, 0.14, 0.6, 0.03), _key, (0.4, 0.6))


def _key(take: Take) -> Signal:
    return struck([*_key_click(take), (330, 90, 0.6)], 0.07)


def _key_click(take: Take) -> tuple[Mode, Mode]:
    return (take.between(1400, 2100), 120, 0.8), (take.between(3000, 4200), 180, 0.5)


@staged
def _camera(take: Take) -> Hits:
    """A camera's shutter."""
    for at, level in _SHUTTER:
        yield Hit(at, band_burst(take, 2400, (1500, 7500), 190, 0.0004), level=level)


def _steam(take: Take) -> Signal:
    """Steam, a hiss, something that fries."""
    return _hiss(take) * rising(seconds_of(take.samples), 0.15)


def _hiss(take: Take) -> Signal:
    return high(wide_noise(take), 2500) * wander(take, 5, 0.6, 1)


def _sizzle(take: Take) -> Signal:
    """A hot pan."""
    return 0.35 * _steam(take) + scatter(take, 90, lambda: high_burst(take, 700, 2500, 500))


def _drone(take: Take) -> Signal:
    """A low sound without an origin."""
    return roomy(take, _wavering_chord(take), 2.0, 0.4, 40, 2000)


def _wavering_chord(take: Take) -> Signal:
    left, right, both = (_wavering(take, hertz) for hertz in _DRONE_HERTZ)
    return np.stack([left + both, right + both])


def _wavering(take: Take, hertz: float) -> Signal:
    drift = 1 + wander(take, 0.3, -0.002, 0.002)
    return harmonics(hertz * drift, take.samples, _DRONE)


def _rumble(take: Take) -> Signal:
    """The ground, or something large far away."""
    return _deep_rumble(take) + wide_band(take, 110, 300) * 0.1


def _deep_rumble(take: Take) -> Signal:
    return low(wide_noise(take), 110, 3) * wander(take, 2.5, 0.35, 1) * 3


@in_room(2.0, 0.35, 80, 6000)
def _fireworks(take: Take) -> Hits:
    """Rockets that rise, burst and crackle."""
    for at in times_every(take, 1.5, 0.4, 0.05):
        samples, side = samples_in(0.6), take.between(0.2, 0.8)
        yield Hit(at, tone(np.linspace(900, 2300, samples), samples) * swell(samples, 0.6), side, 0.12)
        yield Hit(at + 0.62, low_burst(take, 24000, 500, 9), side, 1.6)
        yield Hit(at + 0.75, _crackle(take), 0.5, 0.3)


def _crackle(take: Take) -> Signal:
    return scatter(Take(RATE, take.rng), 70, lambda: high_burst(take, 500, 1500, 600))


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
