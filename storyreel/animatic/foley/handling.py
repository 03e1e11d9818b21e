"""Cloth, paper and glass that is handled, and what moves through the air or goes off."""

from __future__ import annotations

import numpy as np

from storyreel.animatic.foley.acoustics import (
    Hit,
    Hits,
    Mode,
    Recipe,
    Take,
    band,
    band_burst,
    centred,
    decay,
    fading,
    high,
    high_burst,
    in_room,
    low,
    low_burst,
    noise,
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
)
from storyreel.animatic.foley.doors import bang, clatter
from storyreel.editing.recording import Signal

_DRUM: tuple[Mode, ...] = ((62, 7, 1.0), (104, 12, 0.4), (151, 18, 0.2))


def _crash(take: Take) -> Signal:
    """A collision: a blow, splinters and what falls afterwards."""
    return bang(take) + 0.6 * clatter(take) + 0.35 * _glass_breaks(take)


@in_room(0.5, 0.15, 600, 9000)
def _glass_breaks(take: Take) -> Hits:
    """Glass gives way, and its pieces fall."""
    yield Hit(0.02, high_burst(take, 12000, 2200, 26, 0.0004), level=0.9)
    for _ in range(48):
        at = 0.02 + take.rng.exponential(0.22)
        yield Hit(at, _shard(take), take.between(0.2, 0.8), 0.4 * np.exp(-at * 1.8))


def _shard(take: Take) -> Signal:
    return struck([_shard_ring(take), (take.between(4000, 11000), 90, 0.5)], 0.18)


def _shard_ring(take: Take) -> Mode:
    return take.between(2400, 8500), take.between(25, 80), 1.0


@in_room(0.5, 0.15, 600, 9000)
def _clink(take: Take) -> Hits:
    """A glass or a cup touches another."""
    base = take.between(2100, 2900)
    modes = [(base, 9, 1.0), (base * 2.32, 14, 0.5), (base * 4.25, 22, 0.25), (base * 1.012, 9, 0.5)]
    ring = struck(modes, 1.0)
    yield Hit(0.02, ring)
    yield Hit(0.02 + take.between(0.05, 0.09), ring, 0.6, 0.25)


@staged
def _rustle(take: Take) -> Hits:
    """Paper, pages or cloth that is handled."""
    return strewn(take, times_every(take, 0.45, 0.6, 0.03)[:7], _handled, levels=(0.4, 1))


def _handled(take: Take) -> Signal:
    crinkle = band(_crinkle(take), 1200, 8500)
    return crinkle * swell(len(crinkle), take.between(0.2, 0.7))


def _crinkle(take: Take) -> Signal:
    """Rare sharp pulses over soft noise."""
    samples = samples_in(take.between(0.15, 0.45))
    return _rare_pulses(take, samples) + noise(take, samples) * 0.35


def _rare_pulses(take: Take, samples: int) -> Signal:
    return take.rng.standard_normal(samples) * (take.rng.random(samples) < 0.02) * 5


@staged
def _cloth(take: Take) -> Hits:
    """Cloth: a coat, a curtain, a flag."""
    return strewn(take, times_every(take, 0.5, 0.5, 0.03)[:8], _fold)


def _fold(take: Take) -> Signal:
    samples = samples_in(take.between(0.2, 0.5))
    return band(noise(take, samples), 350, 3200, 1) * swell(samples, 0.35)


@staged
def _zip_fastener(take: Take) -> Hits:
    """A zip, drawn once."""
    yield Hit(0.03, _zipped(take, take.up_to(0.55)))


def _zipped(take: Take, samples: int) -> Signal:
    return high(noise(take, samples), 1800) * _teeth(samples) * swell(samples, 0.6)


def _teeth(samples: int) -> Signal:
    """A pulse for each tooth of a zip, faster and faster."""
    return np.maximum(0, tone(np.linspace(70, 190, samples), samples)) ** 6


@staged
def _match_strike(take: Take) -> Hits:
    """A match: a scratch, a flare, a small flame."""
    yield Hit(0.03, high(noise(take, 9000), 2500) * swell(9000, 0.7), level=0.6)
    yield Hit(0.2, band(noise(take, 40000), 500, 6000, 1) * decay(40000, 6, 0.03))


@staged
def _squelch(take: Take) -> Hits:
    """Wet mud."""
    samples = take.up_to(0.5)
    yield Hit(0.03, _wet(take, samples) * swell(samples, 0.4))


def _wet(take: Take, samples: int) -> Signal:
    return swept(noise(take, samples), np.linspace(420, 1500, samples), 0.975)


def _whoosh(take: Take) -> Signal:
    """Something passes fast, from left to right."""
    samples = take.up_to(1.3)
    along = np.linspace(0, 1, samples)
    hill = np.exp(-(((along - 0.55) / 0.17) ** 2))
    air = swept(noise(take, samples), 250 + 3200 * hill, 0.93) * hill
    stage = silence(take)
    stage[:, :samples] = np.stack([air * np.cos(along * np.pi / 2), air * np.sin(along * np.pi / 2)])
    return stage


@staged
def _wings(take: Take) -> Hits:
    """Wings or a flag that beat the air."""
    return strewn(take, times_every(take, 0.13, 0.15, 0.03)[:18], _wingbeat)


def _wingbeat(take: Take) -> Signal:
    return band(noise(take, 4800), 200, 2400, 1) * swell(4800, 0.3)


@in_room(1.9, 0.5, 120, 4500)
def _gunshot(take: Take) -> Hits:
    """One shot and its echo."""
    yield Hit(0.02, noise(take, 14400) * decay(14400, 60, 0.0002), level=1.6)
    yield Hit(0.02, low_burst(take, 24000, 320, 14, 0.0008), level=2.2)
    yield Hit(0.02, struck([(48, 12, 1.0)], 0.4))


@staged
def _gunfire(take: Take) -> Hits:
    """Shots, irregularly."""
    one = _gunshot(take.beginning(2))
    return centred(take, times_every(take, 0.7, 0.7, 0.0)[:6], lambda _: one)


def _explosion(take: Take) -> Signal:
    """A blast, its rumble and what it throws."""
    time = seconds_of(take.samples)
    boom = low(noise(take), 160, 4) * fading(time, 1.8) * 4 + low(noise(take), 900) * fading(time, 5) * 1.5
    crack = noise(take) * fading(time, 28)
    debris = _debris(take, time)
    return roomy(take, np.tanh(boom + crack), 2.5, 0.5, 40, 2500) + debris


def _debris(take: Take, time: Signal) -> Signal:
    return _pieces(take) * fading(time, 1.2) * rising(time, 0.5) * 0.35


def _pieces(take: Take) -> Signal:
    return scatter(take, 25, lambda: _piece(take))


def _piece(take: Take) -> Signal:
    return band_burst(take, 1500, (400, 5000), 150)


@in_room(1.2, 0.3, 60, 3000)
def _drumbeat(take: Take) -> Hits:
    """A deep drum, steadily."""
    for number, at in enumerate(times_every(take, 0.62, 0.01, 0.03)):
        yield Hit(at, struck(_DRUM, 0.8), 0.5, 0.6 if number % 4 else 1.0)
        yield Hit(at, low_burst(take, 2400, 900, 90), level=0.3)


HANDLING: dict[str, Recipe] = {
    "crash": _crash,
    "glass breaks": _glass_breaks,
    "clink": _clink,
    "rustle": _rustle,
    "cloth": _cloth,
    "zip": _zip_fastener,
    "match": _match_strike,
    "squelch": _squelch,
    "whoosh": _whoosh,
    "wings": _wings,
    "gunshot": _gunshot,
    "gunfire": _gunfire,
    "explosion": _explosion,
    "drum": _drumbeat,
}
"""Soft and brittle things, weapons and blasts, by name."""
