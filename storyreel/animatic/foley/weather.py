"""Rain, wind, water, thunder and fire."""

from __future__ import annotations

import numpy as np

from storyreel.animatic.foley.acoustics import (
    RATE,
    Hit,
    Hits,
    Recipe,
    Take,
    band,
    decay,
    fading,
    high,
    in_room,
    low,
    noise,
    put,
    roomy,
    samples_in,
    scatter,
    seconds_of,
    staged,
    swell,
    swept,
    times_every,
    tone,
    wander,
    wide_band,
    wide_low,
)
from storyreel.editing.recording import Signal

_ALIEN_HERTZ = (190, 287, 433, 866)


def _rain(take: Take) -> Signal:
    """Rain: a hiss, a patter under it and single drops, denser the heavier."""
    hiss = high(wide_low(take, 9000), 900) * wander(take, 1.5, 0.8, 1.0) * 0.10 * take.strength
    patter = wide_band(take, 120, 500, 2) * 0.05 * take.strength
    return hiss + patter + scatter(take, 220 * take.strength, lambda: _drop(take), kinds=24)


def _hail(take: Take) -> Signal:
    """Hard grains on something hard."""
    return 0.4 * _rain(take) + scatter(take, 160 * take.strength, lambda: _hailstone(take))


def _hailstone(take: Take) -> Signal:
    return band(noise(take, 900), 1200, 6000) * decay(900, take.between(300, 700))


def wind(take: Take) -> Signal:
    """Wind that gusts, and whistles if it is strong."""
    gust = wander(take, 0.55, 1 - take.strength, 1.0)
    whistle = _whistle(take, gust)
    return np.stack([_gusts(take, gust, whistle) for _ in "lr"])


def _whistle(take: Take, gust: Signal) -> Signal:
    """Pitch of the whistle, higher in a gust."""
    return wander(take, 1.1, 340, 820) * (0.7 + 0.6 * gust)


def _gusts(take: Take, gust: Signal, whistle: Signal) -> Signal:
    roar = _gusting_roar(take, gust)
    return roar + _gusting_whistle(take, gust, whistle) * take.strength


def _gusting_whistle(take: Take, gust: Signal, whistle: Signal) -> Signal:
    return swept(noise(take), whistle) * gust**2 * 0.5


def _gusting_roar(take: Take, gust: Signal) -> Signal:
    return band(noise(take), 70, 420) * gust * 0.5


def _leaves(take: Take) -> Signal:
    """Leaves and branches in moving air."""
    gust = wander(take, 0.4, 0.15, 1.0)
    return _rustle(take, gust) + wide_band(take, 120, 500, 2) * gust * 0.35


def _rustle(take: Take, gust: Signal) -> Signal:
    return wide_band(take, 1800, 7500) * gust**1.6 * wander(take, 9, 0.6, 1.0) * 0.35


def _alien_wind(take: Take) -> Signal:
    """Thin wind with tones that no wind on Earth has."""
    gust = wander(take, 0.3, 0.2, 1.0)
    left, right, middle, shrill = (_whistling(take, hertz) for hertz in _ALIEN_HERTZ)
    wide = np.stack([left + middle * 0.7 + 0.4 * shrill, right + middle * 0.7 + 0.2 * shrill])
    return wide * 3 + wide_band(take, 60, 260, 2) * gust * 0.6


def _whistling(take: Take, hertz: float) -> Signal:
    return _narrow_air(take, hertz) * wander(take, 0.4, 0.1, 1)


def _narrow_air(take: Take, hertz: float) -> Signal:
    return swept(noise(take), wander(take, 0.25, hertz * 0.9, hertz * 1.12), 0.9985)


def _waves(take: Take) -> Signal:
    """Waves that come in, break and draw back over the shore."""
    stage = wide_band(take, 60, 350, 2) * 0.12
    at = take.between(-3, -1)
    while at < take.seconds:
        wave = _wave(take, samples_in(take.between(4.5, 7.0)))
        begun = max(0, samples_in(-at))
        put(stage, max(0.0, at), wave[begun:], take.between(0.25, 0.75))
        at += take.between(3.0, 5.0)
    return stage


def _wave(take: Take, samples: int) -> Signal:
    hiss = high(noise(take, samples), 700)
    along = np.linspace(0, 1, samples)
    breaking = 0.15 + 0.85 * np.clip((along - 0.2) / 0.3, 0, 1)
    water = low(hiss, 1400) * 0.5 + hiss * 0.22 * breaking
    return water * _rise_and_fall(along) * take.between(0.25, 0.5) * (0.6 + 0.7 * take.strength)


def _rise_and_fall(along: Signal) -> Signal:
    """Loudness of a wave; `along` runs from 0 to 1."""
    return np.where(along < 0.38, (along / 0.38) ** 2.2, _drawing_back(along))


def _drawing_back(along: Signal) -> Signal:
    return np.clip((1 - along) / 0.62, 0, 1) ** 1.7


def lapping(take: Take) -> Signal:
    """Small water against a hull or a quay."""
    stage = wide_band(take, 150, 500, 2) * 0.02
    for at in times_every(take, 1.1, 0.5):
        slap = _slap(take, samples_in(take.between(0.3, 0.7)))
        put(stage, at, slap, take.between(0.2, 0.8), take.between(0.2, 0.6))
    return stage


def _slap(take: Take, samples: int) -> Signal:
    return _splashing(take, samples) + 0.5 * _gulp(take, samples)


def _splashing(take: Take, samples: int) -> Signal:
    return band(noise(take, samples), 250, 1500) * swell(samples, 0.25)


def _stream(take: Take) -> Signal:
    """Running water: a stream, a tap, a gutter."""
    bubbles = scatter(take, 130, lambda: _bubble(take, 500, 2600), 32) * 0.5
    return bubbles + _running_hiss(take) * 0.08


def _running_hiss(take: Take) -> Signal:
    return wide_band(take, 700, 5000) * wander(take, 4, 0.7, 1)


def _waterfall(take: Take) -> Signal:
    """Falling water, broad and steady."""
    return wide_band(take, 90, 6000) * wander(take, 3, 0.9, 1.0) + wide_low(take, 200)


def _thunder(take: Take) -> Signal:
    """Thunder: a crack if it is near, then claps that roll into a rumble."""
    body = _claps(take)
    time = seconds_of(take.samples)
    crack = high(body, 1200) * fading(time, 7) * take.strength**2
    rumble = high(low(np.cumsum(body - body.mean()) * 0.02, 140), 28)
    rolling = roomy(take, low(body, 380) * 0.8 + rumble * 2 + crack, 3.0, 0.6, 40, 1800)
    return rolling * np.exp(-np.maximum(0, time - 1.5) * 0.7)


def _claps(take: Take) -> Signal:
    """Claps at random times, each weaker than the one before; mono."""
    body = np.zeros(take.samples)
    at = 0.08
    for number in range(take.count(7, 12)):
        clap = _clap(take, samples_in(take.between(0.4, 1.8)), number)
        start = samples_in(at)
        room = max(0, min(len(clap), take.samples - start))
        body[start : start + room] += clap[:room]
        at += take.rng.exponential(0.28)
    return body


def _clap(take: Take, samples: int, number: int) -> Signal:
    hiss = noise(take, samples)
    clap = hiss * fading(seconds_of(samples), take.between(2, 6))
    return clap * take.between(0.4, 1) * np.exp(-number * 0.14)


def _fire(take: Take) -> Signal:
    """Fire: a soft roar, pops and crackle."""
    return _roar(take) + _pops(take, 12) * 0.6 + _pops(take, 60) * 0.1


def _roar(take: Take) -> Signal:
    return wide_low(take, 240) * wander(take, 5, 0.5, 1.0) * 0.5


def _pops(take: Take, per_second: float) -> Signal:
    return scatter(take, per_second, lambda: _pop(take))


def _pop(take: Take) -> Signal:
    return noise(take, 960) * decay(960, take.between(300, 1400), 0.0003)


@in_room(1.8, 0.5, 300, 7000)
def drips(take: Take) -> Hits:
    """Drops falling into still water, in a space that echoes."""
    for at in times_every(take, 0.9, 0.7, take.between(0.05, 0.4)):
        drop = _bubble(take, 700, 1900)
        yield Hit(at, drop, take.between(0.15, 0.85), take.between(0.3, 1))
        if take.rng.random() < 0.3:
            yield Hit(at + take.between(0.12, 0.2), drop, take.between(0.2, 0.8), 0.3)


@staged
def _splash(take: Take) -> Hits:
    """Something falls into water."""
    samples = take.up_to(1.6)
    plunge = low(noise(take, samples), 420) * decay(samples, 9, 0.01) * 1.4
    yield Hit(0.02, plunge + band(noise(take, samples), 900, 7000, 1) * decay(samples, 5, 0.05))
    for _ in range(26):
        at = 0.1 + take.rng.exponential(0.3)
        yield Hit(at, _bubble(take, 400, 2200), take.between(0.2, 0.8), take.between(0.1, 0.5))


@staged
def _pouring(take: Take) -> Hits:
    """A vessel that fills: bubbles whose pitch climbs."""
    length = min(take.seconds - 0.2, 3.0)
    times = take.rng.uniform(0.05, max(0.1, length), int(70 * length))
    for at in np.sort(times):
        yield Hit(at, _bubble(take, 500 + 500 * at, 800 + 700 * at), 0.5, take.between(0.2, 0.8))


def _underwater(take: Take) -> Signal:
    """Under water: a deep rumble, and bubbles that rise."""
    rumble = wide_low(take, 130) * 1.6
    stage = rumble + wide_band(take, 130, 420) * wander(take, 0.4, 0.05, 0.25)
    for start in times_every(take, 2.6, 0.6, 0.5):
        for step in range(take.count(4, 12)):
            at = start + step * take.between(0.05, 0.09)
            bubble = _bubble(take, 250 + 20 * step, 420 + 30 * step)
            put(stage, at, bubble, take.between(0.3, 0.7), take.between(0.2, 0.7))
    return stage


def _bubbles(take: Take) -> Signal:
    """Bubbles: a boiling pot, a diver's breath."""
    return scatter(take, 28, lambda: _bubble(take, 250, 900), 24)


def _drop(take: Take) -> Signal:
    time = seconds_of(int(RATE * 0.03))
    return (_ringing_drop(take, time) + _impact(take, time)) * 0.10


def _impact(take: Take, time: Signal) -> Signal:
    return noise(take, len(time)) * 0.3 * fading(time, 900)


def _ringing_drop(take: Take, time: Signal) -> Signal:
    return _climbing_wave(take, time) * fading(time, take.between(180, 500))


def _climbing_wave(take: Take, time: Signal) -> Signal:
    return np.sin(2 * np.pi * take.between(1500, 5500) * time * (1 + time * take.between(2, 10)))


def _bubble(take: Take, lowest: float, highest: float) -> Signal:
    """A bubble rings like a bell whose pitch rises as it nears the surface (Minnaert's resonance)."""
    rise = _bubble_rise(take, samples_in(take.between(0.05, 0.14)))
    ring = tone(take.between(lowest, highest) * rise, len(rise))
    return ring * decay(len(rise), take.between(35, 70), 0.004)


def _bubble_rise(take: Take, samples: int) -> Signal:
    return 1 + take.between(0.1, 0.5) * np.linspace(0, 1, samples)


def _gulp(take: Take, samples: int) -> Signal:
    return tone(_gulp_pitch(take, samples), samples) * swell(samples, 0.3)


def _gulp_pitch(take: Take, samples: int) -> Signal:
    return np.linspace(take.between(140, 260), take.between(300, 480), samples)


WEATHER: dict[str, Recipe] = {
    "rain": _rain,
    "hail": _hail,
    "wind": wind,
    "leaves": _leaves,
    "alien wind": _alien_wind,
    "waves": _waves,
    "lapping water": lapping,
    "stream": _stream,
    "waterfall": _waterfall,
    "thunder": _thunder,
    "fire": _fire,
    "drips": drips,
    "splash": _splash,
    "pouring": _pouring,
    "underwater": _underwater,
    "bubbles": _bubbles,
}
"""Sounds of the elements, by name."""
