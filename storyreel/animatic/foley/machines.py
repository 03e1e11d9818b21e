"""Machines, vehicles, bells, clocks, signals and instruments."""

from __future__ import annotations

from functools import partial

import numpy as np

from storyreel.animatic.foley.acoustics import (
    RATE,
    Recipe,
    Take,
    band,
    decay,
    harmonics,
    high,
    low,
    noise,
    put,
    roomy,
    scatter,
    seconds_of,
    silence,
    struck,
    swell,
    swept,
    times_every,
    tone,
    wander,
    wide_noise,
)

_CHURCH = (
    (0.5, 0.7, 0.6),
    (1.0, 1.0, 1.0),
    (1.19, 1.3, 0.8),
    (1.5, 1.6, 0.5),
    (2.0, 1.8, 0.7),
    (2.51, 2.6, 0.4),
    (3.01, 3.4, 0.3),
    (4.17, 5.0, 0.2),
)
"""A tuned bell's hum, prime, tierce, quint, nominal and upper partials: ratio, decay per second, level."""


def _hum(take: Take, hertz: float = 50.0) -> np.ndarray:
    """Electricity: a lamp, a transformer, a refrigerator."""
    mains = harmonics(hertz * 2, take.samples, (1, 0.5, 0.25, 0.12, 0.06)) * wander(take, 0.7, 0.85, 1)
    return np.stack([mains, mains * 0.9]) * 0.3 + band(wide_noise(take), 150, 2500, 1) * 0.05


def _machinery(take: Take) -> np.ndarray:
    """Machines in the next room: hum, fan, a slow turn."""
    turn = 1 + 0.25 * tone(2.3, take.samples)
    return _hum(take) + low(wide_noise(take), 380) * turn * 0.35 + band(wide_noise(take), 500, 1800, 1) * 0.06


def _spacecraft(take: Take) -> np.ndarray:
    """A ship in space, from within: deep, steady, alive."""
    deep = sum(
        tone(h, take.samples, take.between(0, 6)) * wander(take, 0.2, 0.4, 1)
        for h in (41.2, 55.0, 82.6, 110.4, 165.2)
    )
    air = band(wide_noise(take), 200, 1400, 1) * wander(take, 0.3, 0.5, 1) * 0.25
    return np.stack([deep, deep * 0.95]) * 0.25 + air + low(wide_noise(take), 160) * 0.5


def _engine(take: Take, hertz: float = 28.0) -> np.ndarray:
    """A motor that runs: firing strokes, and the body around them."""
    speed = hertz * (1 + wander(take, 1.5, -0.05, 0.05))
    strokes = harmonics(speed, take.samples, 1 / np.arange(1, 19) ** 0.75)
    rough = strokes * (1 + 0.4 * noise(take))
    return roomy(take, low(rough, 900) + 0.3 * band(rough, 900, 3000), 0.3, 0.15, 80, 2500)


def _engine_revs(take: Take) -> np.ndarray:
    """A motor that is revved."""
    speed = (
        26
        + 60
        * np.abs(np.sin(np.pi * np.minimum(1, seconds_of(take.samples) / min(take.seconds, 2.6)) * 2)) ** 1.5
    )
    rough = harmonics(speed, take.samples, 1 / np.arange(1, 19) ** 0.6) * (1 + 0.4 * noise(take))
    return roomy(take, low(rough, 2200), 0.4, 0.2, 80, 3000)


def _car_passes(take: Take) -> np.ndarray:
    """A car comes, passes and goes."""
    samples = min(take.samples, int(4.0 * RATE))
    along = np.linspace(-1, 1, samples)
    near = 1 / (1 + (along * 4.5) ** 2)
    pitch = 62 * (1.04 - 0.08 / (1 + np.exp(-along * 14)))
    motor = (
        low(harmonics(pitch, samples, 1 / np.arange(1, 13) ** 0.9) * (1 + 0.3 * noise(take, samples)), 700)
        * 0.5
    )
    tyres = band(noise(take, samples), 250, 2800, 1)
    side = (along + 1) / 2
    passing = (motor + tyres) * near
    stage = silence(take)
    stage[:, :samples] = np.stack([passing * np.cos(side * np.pi / 2), passing * np.sin(side * np.pi / 2)])
    return stage


def _traffic(take: Take) -> np.ndarray:
    """A street: a roar far off, cars that go by, now and then a horn."""
    stage = (
        low(wide_noise(take), 260) * wander(take, 0.3, 0.6, 1) * 1.1
        + band(wide_noise(take), 260, 1500, 1) * 0.16
    )
    for at in times_every(take, 3.4, 0.5, -2.0):
        one = _car_passes(Take(4 * RATE, take.rng))
        skip = max(0, int(-at * RATE))
        put(
            stage,
            max(0.0, at),
            (one[:, ::1] if take.rng.random() < 0.5 else one[::-1])[:, skip:],
            level=take.between(0.2, 0.5),
        )
    if take.seconds > 6:
        put(stage, take.between(2, take.seconds - 2), low(_car_horn(Take(RATE, take.rng)), 1500), level=0.06)
    return stage


def _train(take: Take) -> np.ndarray:
    """A train: rumble, and wheels over the joints of the rails."""
    stage = low(wide_noise(take), 220) * 0.9 + band(wide_noise(take), 400, 2200, 1) * 0.1
    for at in times_every(take, 0.82, 0.01, 0.05):
        for late, level in ((0, 1), (0.11, 0.8), (0.34, 0.9), (0.45, 0.7)):
            put(stage, at + late, struck([(92, 24, 1.0), (210, 36, 0.6), (640, 60, 0.3)], 0.2), 0.5, level)
    return roomy(take, stage, 0.6, 0.2)


def _boat_motor(take: Take) -> np.ndarray:
    """A small boat's motor, and its wash."""
    return _engine(take, 13.0) + band(wide_noise(take), 300, 2400, 1) * wander(take, 2, 0.5, 1) * 0.15


def _helicopter(take: Take) -> np.ndarray:
    """A helicopter's blades."""
    beat = np.maximum(0, tone(11.5, take.samples)) ** 3
    return (
        low(wide_noise(take), 900) * beat * 1.4
        + band(wide_noise(take), 900, 3500, 1) * 0.12
        + 0.1 * tone(380.0, take.samples)
    )


def _aircraft(take: Take) -> np.ndarray:
    """An aircraft passes over."""
    hill = swell(take.samples, 0.5)
    return band(wide_noise(take), 90, 1400, 1) * hill + low(wide_noise(take), 120) * hill


def _horn(take: Take, hertz: float = 210.0, seconds: float = 1.6, breathy: float = 0.05) -> np.ndarray:
    """A horn: a train's, a ship's."""
    samples = min(take.samples, int(seconds * RATE))
    body = harmonics(hertz, samples, (1, 0.8, 0.7, 0.5, 0.35, 0.2, 0.12)) + harmonics(
        hertz * 1.26, samples, (0.5, 0.4, 0.3, 0.2)
    )
    edge = np.minimum(1, np.minimum(seconds_of(samples) / 0.09, seconds_of(samples)[::-1] / 0.2))
    stage = silence(take)
    put(stage, 0.03, (body + breathy * noise(take, samples)) * edge)
    return roomy(take, stage, 2.2, 0.4, 80, 4000)


def _car_horn(take: Take) -> np.ndarray:
    """A car's horn, twice."""
    stage = silence(take)
    for at, length in ((0.03, 0.22), (0.36, 0.5)):
        samples = int(length * RATE)
        beep = harmonics(392.0, samples, 1 / np.arange(1, 10) ** 0.5) + harmonics(
            494.0, samples, 1 / np.arange(1, 10) ** 0.5
        )
        put(stage, at, beep * np.minimum(1, swell(samples) * 20))
    return roomy(take, stage, 0.8, 0.2)


def _whistle(take: Take, hertz: float = 2100.0) -> np.ndarray:
    """A whistle: a person's, a referee's, a kettle's."""
    samples = min(take.samples, int(1.2 * RATE))
    stage = silence(take)
    shrill = tone(hertz * (1 + 0.015 * tone(26.0, samples)), samples) + 0.12 * band(
        noise(take, samples), hertz * 0.8, hertz * 1.3
    )
    put(stage, 0.03, shrill * np.minimum(1, swell(samples) * 8))
    return roomy(take, stage, 1.0, 0.25, 500, 8000)


def _train_whistle(take: Take) -> np.ndarray:
    """A steam train's whistle: a chord, then a longer one."""
    stage = silence(take)
    for at, length in ((0.03, 0.6), (0.9, 1.5)):
        samples = int(length * RATE)
        chord = sum(
            harmonics(h * (1 - 0.02 * np.linspace(0, 1, samples)), samples, (1, 0.3, 0.1))
            for h in (466, 554, 698)
        ) + 0.5 * band(noise(take, samples), 500, 3000)
        put(stage, at, chord * np.minimum(1, swell(samples) * 10))
    return roomy(take, stage, 2.4, 0.45, 200, 5000)


def _siren(take: Take) -> np.ndarray:
    """An emergency vehicle."""
    wail = 760 + 420 * tone(0.62, take.samples)
    sound = harmonics(wail, take.samples, (1, 0.4, 0.25, 0.1)) * swell(take.samples, 0.5) ** 0.5
    return roomy(take, sound, 1.5, 0.35, 300, 5000)


def _alarm(take: Take) -> np.ndarray:
    """An alarm that insists."""
    gate = (seconds_of(take.samples) % 0.5 < 0.28).astype(float)
    sound = harmonics(
        np.where(seconds_of(take.samples) % 1.0 < 0.5, 880.0, 740.0), take.samples, (1, 0, 0.33, 0, 0.2)
    ) * low(gate, 60)
    return roomy(take, sound, 0.7, 0.2)


def _beeps(take: Take) -> np.ndarray:
    """A machine that reports: beep, beep."""
    stage = silence(take)
    samples = int(0.11 * RATE)
    for at in times_every(take, 0.95, 0.0, 0.05):
        put(stage, at, tone(1020.0, samples) * np.minimum(1, swell(samples) * 12))
    return roomy(take, stage, 0.4, 0.12)


def _buzzer(take: Take) -> np.ndarray:
    """A buzzer or something that buzzes."""
    samples = min(take.samples, int(0.9 * RATE))
    stage = silence(take)
    put(stage, 0.03, low(np.sign(tone(118.0, samples)), 3500) * np.minimum(1, swell(samples) * 12))
    return roomy(take, stage, 0.4, 0.15)


def _telephone(take: Take) -> np.ndarray:
    """A telephone's bell, ring and rest."""
    stage = silence(take)
    samples = int(1.4 * RATE)
    strokes = np.maximum(0, tone(22.0, samples)) ** 0.5
    bell = (tone(1180.0, samples) + 0.7 * tone(1495.0, samples) + 0.3 * tone(3010.0, samples)) * (
        0.35 + 0.65 * strokes
    )
    for at in times_every(take, 2.6, 0.0, 0.05):
        put(stage, at, bell * np.minimum(1, swell(samples) * 14))
    return roomy(take, stage, 0.5, 0.2)


def _static(take: Take) -> np.ndarray:
    """A radio between stations."""
    hiss = band(wide_noise(take), 400, 4500, 1) * wander(take, 6, 0.4, 1)
    squeal = swept(noise(take), wander(take, 1.2, 600, 2600), 0.998) * wander(take, 1, 0, 1) ** 3 * 4
    return hiss * 0.5 + squeal + scatter(take, 18, lambda: noise(take, 500) * decay(500, 500)) * 0.6


def _church_bell(take: Take, hertz: float = 220.0, every: float = 1.9, most: int = 4) -> np.ndarray:
    """A great bell, tolled."""
    stage = silence(take)
    for at in times_every(take, every, 0.02, 0.03)[:most]:
        ring = struck(
            [(hertz * ratio * take.between(0.999, 1.001), fall, level) for ratio, fall, level in _CHURCH], 4.0
        )
        put(
            stage,
            at,
            ring + 0.15 * np.pad(high(noise(take, 1500), 1500) * decay(1500, 150), (0, len(ring) - 1500)),
        )
    return roomy(take, stage, 2.4, 0.35, 150, 6000)


def _small_bell(take: Take, hertz: float = 1480.0, strokes: int = 1) -> np.ndarray:
    """A door's, a shop's or a hand bell."""
    stage = silence(take)
    for number in range(strokes):
        at = 0.03 + number * take.between(0.13, 0.17)
        put(
            stage,
            at,
            struck([(hertz * r, 2.2 + 2.0 * r, 0.8 / r) for r in (1, 2.003, 2.76, 4.1, 5.4)], 1.6),
            0.5,
            take.between(0.7, 1),
        )
    return roomy(take, stage, 0.8, 0.25, 400, 9000)


def _ship_bell(take: Take) -> np.ndarray:
    """A ship's bell, or a buoy's: strokes in pairs."""
    stage = silence(take)
    for at in times_every(take, 2.6, 0.15, 0.03):
        for late in (0, 0.32):
            ring = struck([(780 * r, 1.4 + 1.2 * r, 0.9 / r) for r in (1, 1.51, 2.01, 2.74, 4.2)], 2.2)
            put(stage, at + late, ring, 0.5, take.between(0.6, 1))
    return roomy(take, stage, 1.4, 0.25, 200, 7000)


def _doorbell(take: Take) -> np.ndarray:
    """Ding-dong."""
    stage = silence(take)
    for at, hertz in ((0.03, 660.0), (0.62, 523.3)):
        put(stage, at, struck([(hertz, 3, 1.0), (hertz * 2.76, 6, 0.35), (hertz * 5.4, 12, 0.12)], 1.6))
    return roomy(take, stage, 0.6, 0.2)


def _chimes(take: Take) -> np.ndarray:
    """Small bells that the air plays, or a clock that chimes."""
    stage = silence(take)
    for at in times_every(take, 0.55, 0.7, 0.05):
        hertz = 1046.5 * 2 ** (int(take.rng.choice([0, 2, 4, 7, 9, 12])) / 12)
        put(
            stage,
            at,
            struck([(hertz, 2.4, 1.0), (hertz * 2.76, 5, 0.4), (hertz * 5.4, 9, 0.15)], 2.0),
            take.between(0.2, 0.8),
            take.between(0.3, 1),
        )
    return roomy(take, stage, 1.6, 0.35, 400, 9000)


def _gong(take: Take) -> np.ndarray:
    """A gong that blooms."""
    stage = silence(take)
    ratios = (1, 1.34, 1.87, 2.41, 3.16, 4.08, 5.3)
    bloom = [
        tone(86.0 * r, 4 * RATE, take.between(0, 6))
        * np.exp(-seconds_of(4 * RATE) * (0.7 + 0.15 * r))
        * np.minimum(1, seconds_of(4 * RATE) / (0.03 * r))
        for r in ratios
    ]
    put(stage, 0.03, np.sum(bloom, axis=0))
    return roomy(take, stage, 2.6, 0.4, 80, 5000)


def _clock(take: Take) -> np.ndarray:
    """A clock: tick, tock."""
    stage = silence(take)
    for number, at in enumerate(times_every(take, 0.5, 0.0, 0.05)):
        base = 2300 if number % 2 else 1850
        put(
            stage,
            at,
            struck([(base, 190, 1.0), (base * 2.3, 260, 0.5), (640, 120, 0.4)], 0.06),
            0.5,
            0.8 if number % 2 else 1.0,
        )
    return roomy(take, stage, 0.35, 0.2)


def _typing(take: Take) -> np.ndarray:
    """Typewriter or keyboard."""
    stage = silence(take)
    for at in times_every(take, 0.14, 0.6, 0.03):
        put(
            stage,
            at,
            struck(
                [(take.between(1400, 2100), 120, 0.8), (take.between(3000, 4200), 180, 0.5), (330, 90, 0.6)],
                0.07,
            ),
            take.between(0.4, 0.6),
            take.between(0.5, 1),
        )
    return roomy(take, stage, 0.3, 0.15)


def _camera(take: Take) -> np.ndarray:
    """A camera's shutter."""
    stage = silence(take)
    for at, level in ((0.02, 1.0), (0.09, 0.7)):
        put(stage, at, band(noise(take, 2400), 1500, 7500) * decay(2400, 190, 0.0004), 0.5, level)
    return stage


def _steam(take: Take) -> np.ndarray:
    """Steam, a hiss, something that fries."""
    return (
        high(wide_noise(take), 2500)
        * wander(take, 5, 0.6, 1)
        * np.minimum(1, seconds_of(take.samples) / 0.15)
    )


def _sizzle(take: Take) -> np.ndarray:
    """A hot pan."""
    return 0.35 * _steam(take) + scatter(take, 90, lambda: high(noise(take, 700), 2500) * decay(700, 500))


def _drone(take: Take) -> np.ndarray:
    """A low sound without an origin."""
    parts = [
        harmonics(h * (1 + wander(take, 0.3, -0.002, 0.002)), take.samples, (1, 0.5, 0.25, 0.12))
        for h in (55.0, 55.4, 82.4)
    ]
    return roomy(take, np.stack([parts[0] + parts[2], parts[1] + parts[2]]), 2.0, 0.4, 40, 2000)


def _rumble(take: Take) -> np.ndarray:
    """The ground, or something large far away."""
    return (
        low(wide_noise(take), 110, 3) * wander(take, 2.5, 0.35, 1) * 3
        + band(wide_noise(take), 110, 300, 1) * 0.1
    )


def _music_box(take: Take) -> np.ndarray:
    """A music box plays."""
    stage = silence(take)
    scale = (0, 4, 7, 12, 11, 7, 9, 5, 4, 2, 7, 0)
    for number, at in enumerate(times_every(take, 0.34, 0.02, 0.05)):
        hertz = 1046.5 * 2 ** (scale[number % len(scale)] / 12)
        put(
            stage,
            at,
            struck([(hertz, 4, 1.0), (hertz * 3.0, 8, 0.3), (hertz * 6.2, 18, 0.12)], 1.0),
            0.45,
            take.between(0.7, 1),
        )
    return roomy(take, stage, 0.7, 0.2, 400, 9000)


def _piano(take: Take) -> np.ndarray:
    """Somebody plays, in the next room."""
    stage = silence(take)
    tune = (0, 4, 7, 11, 12, 7, 9, 5, 4, 7, 2, -1)
    for number, at in enumerate(times_every(take, 0.4, 0.05, 0.05)):
        hertz = 261.6 * 2 ** (tune[number % len(tune)] / 12)
        string = [(hertz * n * (1 + 0.0004 * n * n), 1.6 + 0.9 * n, 1 / n**1.3) for n in range(1, 8)]
        put(stage, at, struck(string, 1.6), 0.5, take.between(0.6, 1))
    return roomy(take, low(stage, 3500), 0.8, 0.3)


def _strings(take: Take) -> np.ndarray:
    """A bowed instrument plays."""
    stage = silence(take)
    tune = (0, 2, 3, 7, 5, 3, 2, -2)
    for number, at in enumerate(times_every(take, 0.8, 0.03, 0.05)):
        samples = int(0.85 * RATE)
        hertz = (
            220
            * 2 ** (tune[number % len(tune)] / 12)
            * (1 + 0.006 * tone(5.4, samples) * np.linspace(0, 1, samples))
        )
        put(stage, at, harmonics(hertz, samples, 1 / np.arange(1, 13) ** 1.05) * swell(samples, 0.35) ** 0.5)
    return roomy(take, stage, 1.2, 0.35)


def _trumpet(take: Take) -> np.ndarray:
    """A fanfare."""
    stage = silence(take)
    for at, length, step in ((0.03, 0.16, 0), (0.22, 0.16, 0), (0.41, 0.16, 0), (0.6, 0.9, 7)):
        samples = int(length * RATE)
        put(
            stage,
            at,
            harmonics(349.2 * 2 ** (step / 12), samples, (0.6, 1, 0.9, 0.7, 0.5, 0.35, 0.2, 0.1))
            * np.minimum(1, swell(samples, 0.3) * 4),
        )
    return roomy(take, stage, 1.6, 0.35)


def _band_plays(take: Take) -> np.ndarray:
    """Several instruments at once, heard from the street."""
    return 0.6 * _piano(take) + 0.5 * _strings(take) + 0.4 * _drumbeat_soft(take)


def _drumbeat_soft(take: Take) -> np.ndarray:
    """A quiet pulse."""
    stage = silence(take)
    for at in times_every(take, 0.8, 0.0, 0.05):
        put(stage, at, struck([(70, 12, 1.0), (120, 20, 0.3)], 0.4))
    return stage


def _fireworks(take: Take) -> np.ndarray:
    """Rockets that rise, burst and crackle."""
    stage = silence(take)
    for at in times_every(take, 1.5, 0.4, 0.05):
        samples, side = int(0.6 * RATE), take.between(0.2, 0.8)
        put(stage, at, tone(np.linspace(900, 2300, samples), samples) * swell(samples, 0.6), side, 0.12)
        put(stage, at + 0.62, low(noise(take, 24000), 500) * decay(24000, 9), side, 1.6)
        put(
            stage,
            at + 0.75,
            scatter(Take(RATE, take.rng), 70, lambda: high(noise(take, 500), 1500) * decay(500, 600)),
            0.5,
            0.3,
        )
    return roomy(take, stage, 2.0, 0.35, 80, 6000)


MACHINES: dict[str, Recipe] = {
    "electric hum": _hum, "machinery hum": _machinery, "spacecraft hum": _spacecraft, "engine": _engine, "engine revs": _engine_revs, "car passes": _car_passes,
    "traffic": _traffic, "train": _train, "boat motor": _boat_motor, "helicopter": _helicopter, "aircraft": _aircraft, "horn": _horn,
    "foghorn": partial(_horn, hertz=82.0, seconds=2.4, breathy=0.15), "car horn": _car_horn, "whistle": _whistle, "train whistle": _train_whistle, "siren": _siren,
    "alarm": _alarm, "beeps": _beeps, "buzzer": _buzzer, "telephone": _telephone, "static": _static, "church bell": _church_bell, "small bell": _small_bell,
    "hand bell": partial(_small_bell, strokes=5), "ship bell": _ship_bell, "doorbell": _doorbell, "chimes": _chimes, "gong": _gong, "clock": _clock,
    "typing": _typing, "camera": _camera, "steam": _steam, "sizzle": _sizzle, "drone": _drone, "rumble": _rumble, "music box": _music_box, "piano": _piano,
    "strings": _strings, "trumpet": _trumpet, "band": _band_plays, "fireworks": _fireworks,
}  # fmt: skip
"""What is built, by name."""
