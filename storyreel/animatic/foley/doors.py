"""Doors, locks, wood, glass, metal and whatever else is struck, dropped, broken or dragged."""

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
)


def creak(take: Take, lowest: float = 160, seconds: float = 1.5) -> np.ndarray:
    """Wood or a hinge that sticks and slips: pulses whose rate wanders, heard through the wood."""
    samples = min(take.samples, int(seconds * RATE))
    rate = wander(take, 3.5, 24, 95, samples) * (0.6 + 0.8 * swell(samples))
    phase = np.cumsum(rate) / RATE
    slips = np.diff(np.floor(phase), prepend=0.0) * take.rng.uniform(0.5, 1, samples)
    bodies = [(lowest * n * take.between(0.96, 1.05), 60 + 25 * n, 0.8 / n) for n in (1, 2.3, 4.1, 6.7, 11)]
    wood = np.convolve(slips, struck(bodies, 0.05))[:samples] * swell(samples, 0.35)
    stage = silence(take)
    put(stage, 0.03, wood)
    return roomy(take, stage, 0.6, 0.25)


def _door_opens(take: Take) -> np.ndarray:
    """A latch, then a swing with a little creak."""
    return _latch(take) * 0.7 + 0.6 * np.roll(creak(take, 210, 0.9), int(0.22 * RATE), axis=1)


def _door_closes(take: Take) -> np.ndarray:
    """A door falls to, and its latch."""
    stage = _slam(take) * 0.35
    put(stage, 0.06, _latch(take)[:, : take.samples - int(0.06 * RATE)], level=0.6)
    return stage


def _slam(take: Take) -> np.ndarray:
    """A door thrown shut."""
    body = struck([(58, 11, 1.0), (97, 14, 0.8), (163, 20, 0.5), (291, 30, 0.35), (480, 42, 0.2)], 0.7)
    crack = band(noise(take, 9600), 300, 5000) * decay(9600, 45, 0.0005)
    stage = silence(take)
    put(stage, 0.02, body)
    put(stage, 0.02, crack, level=0.9)
    put(stage, 0.075, crack, level=0.3)
    return roomy(take, stage, 0.9, 0.35)


def _latch(take: Take) -> np.ndarray:
    """A latch, a lock or a switch: two small clicks."""
    stage = silence(take)
    for at, level in ((0.02, 0.7), (take.between(0.1, 0.16), 1.0)):
        put(stage, at, _click(take), 0.5, level)
    return roomy(take, stage, 0.3, 0.15)


def _key_in_lock(take: Take) -> np.ndarray:
    """A key finds its lock, scratches and turns."""
    stage = silence(take)
    for _ in range(7):
        put(
            stage,
            take.between(0.05, 0.6),
            _click(take, 3200),
            take.between(0.4, 0.6),
            take.between(0.15, 0.4),
        )
    for at in (0.75, 0.9):
        put(stage, at, _click(take), 0.5, 1.0)
        put(stage, at, struck([(240, 60, 0.4)], 0.1))
    return roomy(take, stage, 0.3, 0.15)


def _knocks(take: Take) -> np.ndarray:
    """Knuckles on a door, three or four times."""
    stage = silence(take)
    gap = take.between(0.2, 0.27)
    for number in range(int(take.rng.integers(3, 5))):
        put(stage, 0.04 + number * gap, _knock(take), 0.5, take.between(0.75, 1))
    return roomy(take, stage, 0.6, 0.25)


def _taps(take: Take) -> np.ndarray:
    """Light taps: fingers, a branch on glass."""
    stage = silence(take)
    for at in times_every(take, 0.34, 0.35, 0.05)[:7]:
        put(
            stage,
            at,
            struck([(take.between(900, 1100), 110, 0.6), (2300, 160, 0.3)], 0.08),
            0.5,
            take.between(0.5, 1),
        )
    return roomy(take, stage, 0.4, 0.2)


def _thud(take: Take) -> np.ndarray:
    """Something heavy falls."""
    stage = silence(take)
    put(stage, 0.02, struck([(52, 13, 1.0), (83, 18, 0.6), (140, 28, 0.3)], 0.6))
    put(stage, 0.02, low(noise(take, 9600), 700) * decay(9600, 40, 0.001), 0.5, 0.8)
    put(stage, take.between(0.16, 0.24), low(noise(take, 6000), 500) * decay(6000, 55, 0.001), 0.5, 0.3)
    return roomy(take, stage, 0.5, 0.2)


def _bang(take: Take) -> np.ndarray:
    """A hard, loud blow."""
    return _slam(take) + 0.5 * _thud(take)


def _hammering(take: Take) -> np.ndarray:
    """Blow after blow on wood."""
    stage = silence(take)
    for at in times_every(take, 0.42, 0.12, 0.03)[:8]:
        put(stage, at, _knock(take), 0.5, take.between(0.8, 1.2))
        put(stage, at, struck([(75, 22, 1.0)], 0.3))
    return roomy(take, stage, 0.6, 0.25)


def _rattle(take: Take) -> np.ndarray:
    """Something loose that shakes."""
    stage = silence(take)
    shake = wander(take, 2.5, 0, 1)
    for at in times_every(take, 0.055, 0.5, 0.03):
        level = float(shake[min(take.samples - 1, int(at * RATE))]) ** 2
        put(
            stage,
            at,
            struck([(take.between(700, 1500), 90, 0.6), (take.between(2200, 3600), 140, 0.4)], 0.06),
            take.between(0.4, 0.6),
            level,
        )
    return roomy(take, stage, 0.3, 0.15)


def _clatter(take: Take) -> np.ndarray:
    """Things fall over one another and come to rest."""
    stage = silence(take)
    at = 0.03
    for number in range(16):
        rings = [(take.between(400, 2600), take.between(30, 90), 0.5) for _ in range(3)]
        put(stage, at, struck(rings, 0.2), take.between(0.3, 0.7), 0.9**number)
        put(stage, at, _knock(take), 0.5, 0.5 * 0.9**number)
        at += take.rng.exponential(0.07) + 0.02
    return roomy(take, stage, 0.5, 0.2)


def _crash(take: Take) -> np.ndarray:
    """A collision: a blow, splinters and what falls afterwards."""
    return _bang(take) + 0.6 * _clatter(take) + 0.35 * _glass_breaks(take)


def _glass_breaks(take: Take) -> np.ndarray:
    """Glass gives way, and its pieces fall."""
    stage = silence(take)
    put(stage, 0.02, high(noise(take, 12000), 2200) * decay(12000, 26, 0.0004), 0.5, 0.9)
    for _ in range(48):
        at = 0.02 + take.rng.exponential(0.22)
        shard = struck(
            [(take.between(2400, 8500), take.between(25, 80), 1.0), (take.between(4000, 11000), 90, 0.5)],
            0.18,
        )
        put(stage, at, shard, take.between(0.2, 0.8), 0.4 * np.exp(-at * 1.8))
    return roomy(take, stage, 0.5, 0.15, 600, 9000)


def _clink(take: Take) -> np.ndarray:
    """A glass or a cup touches another."""
    stage = silence(take)
    base = take.between(2100, 2900)
    ring = struck(
        [(base, 9, 1.0), (base * 2.32, 14, 0.5), (base * 4.25, 22, 0.25), (base * 1.012, 9, 0.5)], 1.0
    )
    put(stage, 0.02, ring)
    put(stage, 0.02 + take.between(0.05, 0.09), ring, 0.6, 0.25)
    return roomy(take, stage, 0.5, 0.15, 600, 9000)


def _clang(take: Take) -> np.ndarray:
    """Metal on metal."""
    stage = silence(take)
    base = take.between(380, 520)
    partials = ((1, 4.5), (1.52, 5.5), (2.41, 6.5), (3.17, 8), (4.62, 10), (6.3, 13), (8.9, 18))
    put(
        stage,
        0.02,
        struck([(base * ratio, fall, 0.8 / (n + 1) ** 0.5) for n, (ratio, fall) in enumerate(partials)], 1.6),
    )
    put(stage, 0.02, high(noise(take, 2400), 3000) * decay(2400, 120, 0.0004), 0.5, 0.8)
    return roomy(take, stage, 0.9, 0.25, 300, 9000)


def _swords(take: Take) -> np.ndarray:
    """Blades that meet and slide."""
    stage = silence(take)
    for at in times_every(take, 0.7, 0.4, 0.03)[:4]:
        base = take.between(1500, 2100)
        put(
            stage,
            at,
            struck([(base * r, 5 + 3 * r, 0.7 / r) for r in (1, 1.37, 2.09, 2.9, 4.2)], 1.0),
            take.between(0.4, 0.6),
        )
        put(stage, at + 0.03, high(noise(take, 14000), 4500) * swell(14000, 0.2), 0.5, 0.2)
    return roomy(take, stage, 0.7, 0.2, 400, 10000)


def _chain(take: Take) -> np.ndarray:
    """Links that run over one another."""
    stage = silence(take)
    for at in times_every(take, 0.06, 0.7, 0.03)[:44]:
        put(
            stage,
            at,
            struck([(take.between(1400, 4800), take.between(35, 80), 0.6) for _ in range(2)], 0.12),
            take.between(0.35, 0.65),
            take.between(0.2, 1),
        )
    return roomy(take, stage, 0.4, 0.15, 400, 9000)


def _coins(take: Take) -> np.ndarray:
    """Coins or keys that jingle."""
    stage = silence(take)
    for at in times_every(take, 0.09, 0.8, 0.03)[:14]:
        base = take.between(3400, 6400)
        put(
            stage,
            at,
            struck([(base, 18, 0.7), (base * 1.48, 26, 0.5), (base * 2.1, 34, 0.3)], 0.35),
            take.between(0.4, 0.6),
            take.between(0.3, 1),
        )
    return roomy(take, stage, 0.3, 0.12, 600, 10000)


def _scrape(take: Take) -> np.ndarray:
    """Something dragged: a chair's legs, a knife on stone."""
    samples = min(take.samples, int(1.1 * RATE))
    stutter = 0.5 + 0.5 * np.sign(tone(wander(take, 5, 60, 140, samples), samples))
    drag = (
        swept(noise(take, samples), wander(take, 4, 320, 620, samples), 0.97) * 2
        + band(noise(take, samples), 900, 3500) * 0.3
    ) * stutter
    stage = silence(take)
    put(stage, 0.03, drag * swell(samples, 0.4))
    return roomy(take, stage, 0.5, 0.25)


def _rustle(take: Take) -> np.ndarray:
    """Paper, pages or cloth that is handled."""
    stage = silence(take)
    for at in times_every(take, 0.45, 0.6, 0.03)[:7]:
        samples = int(take.between(0.15, 0.45) * RATE)
        crinkle = (
            take.rng.standard_normal(samples) * (take.rng.random(samples) < 0.02) * 5
            + noise(take, samples) * 0.35
        )
        put(
            stage,
            at,
            band(crinkle, 1200, 8500) * swell(samples, take.between(0.2, 0.7)),
            take.between(0.35, 0.65),
            take.between(0.4, 1),
        )
    return stage


def _cloth(take: Take) -> np.ndarray:
    """Cloth: a coat, a curtain, a flag."""
    stage = silence(take)
    for at in times_every(take, 0.5, 0.5, 0.03)[:8]:
        samples = int(take.between(0.2, 0.5) * RATE)
        put(
            stage,
            at,
            band(noise(take, samples), 350, 3200, 1) * swell(samples, 0.35),
            take.between(0.35, 0.65),
            take.between(0.5, 1),
        )
    return stage


def _zip_fastener(take: Take) -> np.ndarray:
    """A zip, drawn once."""
    samples = min(take.samples, int(0.55 * RATE))
    teeth = np.maximum(0, tone(np.linspace(70, 190, samples), samples)) ** 6
    stage = silence(take)
    put(stage, 0.03, high(noise(take, samples), 1800) * teeth * swell(samples, 0.6))
    return stage


def _match_strike(take: Take) -> np.ndarray:
    """A match: a scratch, a flare, a small flame."""
    stage = silence(take)
    scratch = high(noise(take, 9000), 2500) * swell(9000, 0.7)
    flare = band(noise(take, 40000), 500, 6000, 1) * decay(40000, 6, 0.03)
    put(stage, 0.03, scratch, level=0.6)
    put(stage, 0.2, flare)
    return stage


def _snap(take: Take) -> np.ndarray:
    """A twig, a branch or a line that breaks."""
    stage = silence(take)
    for at, level in ((0.02, 1.0), (take.between(0.04, 0.07), 0.4)):
        put(
            stage,
            at,
            band(noise(take, 4800), 700, 7000) * decay(4800, take.between(90, 150), 0.0003),
            0.5,
            level,
        )
    put(stage, 0.02, struck([(330, 60, 0.4), (720, 85, 0.3)], 0.12))
    return roomy(take, stage, 0.5, 0.2)


def _crunch(take: Take) -> np.ndarray:
    """Something brittle underfoot."""

    def grain() -> np.ndarray:
        return band(noise(take, 1200), 600, 6000) * decay(1200, take.between(120, 400), 0.0004)

    short = Take(min(take.samples, int(0.7 * RATE)), take.rng)
    stage = silence(take)
    put(stage, 0.02, scatter(short, 120, grain) * swell(short.samples, 0.3))
    return stage


def _squelch(take: Take) -> np.ndarray:
    """Wet mud."""
    samples = min(take.samples, int(0.5 * RATE))
    wet = swept(noise(take, samples), np.linspace(420, 1500, samples), 0.975) * swell(samples, 0.4)
    stage = silence(take)
    put(stage, 0.03, wet)
    return stage


def _whoosh(take: Take) -> np.ndarray:
    """Something passes fast, from left to right."""
    samples = min(take.samples, int(1.3 * RATE))
    along = np.linspace(0, 1, samples)
    hill = np.exp(-(((along - 0.55) / 0.17) ** 2))
    air = swept(noise(take, samples), 250 + 3200 * hill, 0.93) * hill
    stage = silence(take)
    stage[:, :samples] = np.stack([air * np.cos(along * np.pi / 2), air * np.sin(along * np.pi / 2)])
    return stage


def _wings(take: Take) -> np.ndarray:
    """Wings or a flag that beat the air."""
    stage = silence(take)
    for at in times_every(take, 0.13, 0.15, 0.03)[:18]:
        put(
            stage,
            at,
            band(noise(take, 4800), 200, 2400, 1) * swell(4800, 0.3),
            take.between(0.35, 0.65),
            take.between(0.5, 1),
        )
    return stage


def _gunshot(take: Take) -> np.ndarray:
    """One shot, and what the environment answer."""
    stage = silence(take)
    put(stage, 0.02, noise(take, 14400) * decay(14400, 60, 0.0002), level=1.6)
    put(stage, 0.02, low(noise(take, 24000), 320) * decay(24000, 14, 0.0008), level=2.2)
    put(stage, 0.02, struck([(48, 12, 1.0)], 0.4))
    return roomy(take, stage, 1.9, 0.5, 120, 4500)


def _gunfire(take: Take) -> np.ndarray:
    """Shots, irregularly."""
    stage, one = silence(take), _gunshot(Take(min(take.samples, 2 * RATE), take.rng))
    for at in times_every(take, 0.7, 0.7, 0.0)[:6]:
        put(stage, at, one, level=take.between(0.5, 1))
    return stage


def _explosion(take: Take) -> np.ndarray:
    """A blast, its rumble and what it throws."""
    time = seconds_of(take.samples)
    boom = (
        low(noise(take), 160, 4) * np.exp(-time * 1.8) * 4 + low(noise(take), 900) * np.exp(-time * 5) * 1.5
    )
    crack = noise(take) * np.exp(-time * 28)
    debris = (
        scatter(take, 25, lambda: band(noise(take, 1500), 400, 5000) * decay(1500, 150))
        * np.exp(-time * 1.2)
        * np.minimum(1, time / 0.5)
        * 0.35
    )
    return roomy(take, np.tanh(boom + crack), 2.5, 0.5, 40, 2500) + debris


def _drumbeat(take: Take) -> np.ndarray:
    """A deep drum, steadily."""
    stage = silence(take)
    for number, at in enumerate(times_every(take, 0.62, 0.01, 0.03)):
        put(
            stage,
            at,
            struck([(62, 7, 1.0), (104, 12, 0.4), (151, 18, 0.2)], 0.8),
            0.5,
            1.0 if number % 4 == 0 else 0.6,
        )
        put(stage, at, low(noise(take, 2400), 900) * decay(2400, 90), 0.5, 0.3)
    return roomy(take, stage, 1.2, 0.3, 60, 3000)


def _squeak(take: Take) -> np.ndarray:
    """A small dry hinge, a wheel, a shoe."""
    stage = silence(take)
    for at in times_every(take, 0.55, 0.2, 0.03)[:4]:
        samples = int(take.between(0.16, 0.3) * RATE)
        pitch = take.between(1100, 1700) * (1 + 0.25 * swell(samples, 0.6))
        put(
            stage,
            at,
            harmonics(pitch, samples, (1, 0.5, 0.3, 0.15)) * swell(samples, 0.3),
            0.5,
            take.between(0.5, 1),
        )
    return roomy(take, stage, 0.5, 0.2, 500, 8000)


def _click(take: Take, base: float = 1800) -> np.ndarray:
    return struck([(base * take.between(0.9, 1.1), 160, 0.7), (base * 2.6, 260, 0.4), (420, 110, 0.5)], 0.06)


def _knock(take: Take) -> np.ndarray:
    shifted = take.between(0.94, 1.06)
    return struck(
        [
            (148 * shifted, 38, 1.0),
            (322 * shifted, 60, 0.5),
            (690 * shifted, 90, 0.25),
            (1400 * shifted, 130, 0.15),
        ],
        0.25,
    )


OBJECTS: dict[str, Recipe] = {
    "door creak": creak, "wood creak": partial(creak, lowest=95, seconds=2.2), "door opens": _door_opens, "door closes": _door_closes, "door slam": _slam,
    "latch": _latch, "key in lock": _key_in_lock, "knocks": _knocks, "taps": _taps, "thud": _thud, "bang": _bang, "hammering": _hammering, "rattle": _rattle,
    "clatter": _clatter, "crash": _crash, "glass breaks": _glass_breaks, "clink": _clink, "clang": _clang, "swords": _swords, "chain": _chain, "coins": _coins,
    "scrape": _scrape, "rustle": _rustle, "cloth": _cloth, "zip": _zip_fastener, "match": _match_strike, "snap": _snap, "crunch": _crunch, "squelch": _squelch,
    "whoosh": _whoosh, "wings": _wings, "gunshot": _gunshot, "gunfire": _gunfire, "explosion": _explosion, "drum": _drumbeat, "squeak": _squeak,
}  # fmt: skip
"""What things sound like when something is done to them, by name."""
