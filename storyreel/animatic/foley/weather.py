"""Rain, wind, water, thunder and fire."""

from __future__ import annotations

import numpy as np

from storyreel.animatic.foley.acoustics import (
    RATE,
    Recipe,
    Take,
    band,
    decay,
    high,
    low,
    noise,
    put,
    roomy,
    scatter,
    seconds_of,
    silence,
    swell,
    swept,
    times_every,
    tone,
    wander,
    wide_noise,
)


def _rain(take: Take) -> np.ndarray:
    """Rain: a hiss, a patter under it and single drops, denser the heavier."""
    hiss = high(low(wide_noise(take), 9000), 900) * wander(take, 1.5, 0.8, 1.0) * 0.10 * take.strength
    patter = band(wide_noise(take), 120, 500) * 0.05 * take.strength
    return hiss + patter + scatter(take, 220 * take.strength, lambda: _drop(take), kinds=24)


def _hail(take: Take) -> np.ndarray:
    """Hard grains on something hard."""
    return 0.4 * _rain(take) + scatter(
        take,
        160 * take.strength,
        lambda: band(noise(take, 900), 1200, 6000) * decay(900, take.between(300, 700)),
    )


def wind(take: Take) -> np.ndarray:
    """Wind that gusts, and whistles where it is strong."""
    gust = wander(take, 0.55, 1 - take.strength, 1.0)
    whistle = wander(take, 1.1, 340, 820) * (0.7 + 0.6 * gust)
    sides = [
        band(noise(take), 70, 420) * gust * 0.5 + swept(noise(take), whistle) * gust**2 * 0.5 * take.strength
        for _ in "lr"
    ]
    return np.stack(sides)


def _leaves(take: Take) -> np.ndarray:
    """Leaves and branches in moving air."""
    gust = wander(take, 0.4, 0.15, 1.0)
    rustle = band(wide_noise(take), 1800, 7500, 1) * gust**1.6 * wander(take, 9, 0.6, 1.0)
    return rustle * 0.35 + band(wide_noise(take), 120, 500) * gust * 0.35


def _alien_wind(take: Take) -> np.ndarray:
    """Thin wind with tones in it that no wind here has."""
    gust = wander(take, 0.3, 0.2, 1.0)
    tones = [
        swept(noise(take), wander(take, 0.25, base * 0.9, base * 1.12), 0.9985) * wander(take, 0.4, 0.1, 1)
        for base in (190, 287, 433, 866)
    ]
    wide = np.stack([tones[0] + tones[2] * 0.7 + 0.4 * tones[3], tones[1] + tones[2] * 0.7 + 0.2 * tones[3]])
    return wide * 3 + band(wide_noise(take), 60, 260) * gust * 0.6


def _waves(take: Take) -> np.ndarray:
    """Waves that come in, break and draw back over the shore."""
    stage = band(wide_noise(take), 60, 350) * 0.12
    at = take.between(-3, -1)
    while at < take.seconds:
        length = take.between(4.5, 7.0)
        samples = int(length * RATE)
        hiss = high(noise(take, samples), 700)
        along = np.linspace(0, 1, samples)
        envelope = np.where(along < 0.38, (along / 0.38) ** 2.2, np.clip((1 - along) / 0.62, 0, 1) ** 1.7)
        breaking = 0.15 + 0.85 * np.clip((along - 0.2) / 0.3, 0, 1)
        wave = (
            (low(hiss, 1400) * 0.5 + hiss * 0.22 * breaking)
            * envelope
            * take.between(0.25, 0.5)
            * (0.6 + 0.7 * take.strength)
        )
        late = max(0, int(-at * RATE))
        put(stage, max(0.0, at), wave[late:], take.between(0.25, 0.75))
        at += take.between(3.0, 5.0)
    return stage


def lapping(take: Take) -> np.ndarray:
    """Small water against a hull or a quay."""
    stage = band(wide_noise(take), 150, 500) * 0.02
    for at in times_every(take, 1.1, 0.5):
        samples = int(take.between(0.3, 0.7) * RATE)
        slap = band(noise(take, samples), 250, 1500) * swell(samples, 0.25)
        put(stage, at, slap + 0.5 * _gulp(take, samples), take.between(0.2, 0.8), take.between(0.2, 0.6))
    return stage


def _stream(take: Take) -> np.ndarray:
    """Running water: a stream, a tap, a gutter."""
    return (
        scatter(take, 130, lambda: _bubble(take, 500, 2600), 32) * 0.5
        + band(wide_noise(take), 700, 5000, 1) * wander(take, 4, 0.7, 1) * 0.08
    )


def _waterfall(take: Take) -> np.ndarray:
    """Falling water, broad and steady."""
    return band(wide_noise(take), 90, 6000, 1) * wander(take, 3, 0.9, 1.0) + low(wide_noise(take), 200)


def _thunder(take: Take) -> np.ndarray:
    """Thunder: a crack where it is near, then claps that roll into a rumble."""
    body = np.zeros(take.samples)
    at = 0.08
    for clap in range(int(take.rng.integers(7, 12))):
        samples = int(take.between(0.4, 1.8) * RATE)
        start = int(at * RATE)
        part = (
            noise(take, samples)
            * np.exp(-seconds_of(samples) * take.between(2, 6))
            * take.between(0.4, 1)
            * np.exp(-clap * 0.14)
        )
        room = max(0, min(samples, take.samples - start))
        body[start : start + room] += part[:room]
        at += take.rng.exponential(0.28)
    crack = high(body, 1200) * np.exp(-seconds_of(take.samples) * 7) * take.strength**2
    rumble = high(low(np.cumsum(body - body.mean()) * 0.02, 140), 28)
    return roomy(take, low(body, 380) * 0.8 + rumble * 2 + crack, 3.0, 0.6, 40, 1800) * np.exp(
        -np.maximum(0, seconds_of(take.samples) - 1.5) * 0.7
    )


def _fire(take: Take) -> np.ndarray:
    """Fire: a soft roar, pops and crackle."""

    def pop() -> np.ndarray:
        return noise(take, 960) * decay(960, take.between(300, 1400), 0.0003)

    roar = low(wide_noise(take), 240) * wander(take, 5, 0.5, 1.0) * 0.5
    return roar + scatter(take, 12, pop) * 0.6 + scatter(take, 60, pop) * 0.1


def drips(take: Take) -> np.ndarray:
    """Drops falling into still water, in a space that answers."""
    stage = silence(take)
    for at in times_every(take, 0.9, 0.7, take.between(0.05, 0.4)):
        drop = _bubble(take, 700, 1900)
        put(stage, at, drop, take.between(0.15, 0.85), take.between(0.3, 1))
        if take.rng.random() < 0.3:
            put(stage, at + take.between(0.12, 0.2), drop, take.between(0.2, 0.8), 0.3)
    return roomy(take, stage, 1.8, 0.5, 300, 7000)


def _splash(take: Take) -> np.ndarray:
    """Something falls into water."""
    samples = min(take.samples, int(1.6 * RATE))
    plunge = low(noise(take, samples), 420) * decay(samples, 9, 0.01) * 1.4
    spray = band(noise(take, samples), 900, 7000, 1) * decay(samples, 5, 0.05)
    stage = silence(take)
    put(stage, 0.02, plunge + spray)
    for _ in range(26):
        put(
            stage,
            0.1 + take.rng.exponential(0.3),
            _bubble(take, 400, 2200),
            take.between(0.2, 0.8),
            take.between(0.1, 0.5),
        )
    return stage


def _pouring(take: Take) -> np.ndarray:
    """A vessel that fills: bubbles whose pitch climbs."""
    stage = silence(take)
    length = min(take.seconds - 0.2, 3.0)
    for at in np.sort(take.rng.uniform(0.05, max(0.1, length), int(70 * length))):
        put(stage, at, _bubble(take, 500 + 500 * at, 800 + 700 * at), 0.5, take.between(0.2, 0.8))
    return stage


def _underwater(take: Take) -> np.ndarray:
    """Under water: a deep rumble, and bubbles that rise."""
    stage = low(wide_noise(take), 130) * 1.6 + band(wide_noise(take), 130, 420, 1) * wander(
        take, 0.4, 0.05, 0.25
    )
    for at in times_every(take, 2.6, 0.6, 0.5):
        for step in range(int(take.rng.integers(4, 12))):
            put(
                stage,
                at + step * take.between(0.05, 0.09),
                _bubble(take, 250 + 20 * step, 420 + 30 * step),
                take.between(0.3, 0.7),
                take.between(0.2, 0.7),
            )
    return stage


def _bubbles(take: Take) -> np.ndarray:
    """Bubbles: a boiling pot, a diver's breath."""
    return scatter(take, 28, lambda: _bubble(take, 250, 900), 24)


def _drop(take: Take) -> np.ndarray:
    samples = int(RATE * 0.03)
    time = seconds_of(samples)
    ring = np.sin(2 * np.pi * take.between(1500, 5500) * time * (1 + time * take.between(2, 10))) * np.exp(
        -time * take.between(180, 500)
    )
    return (ring + noise(take, samples) * 0.3 * np.exp(-time * 900)) * 0.10


def _bubble(take: Take, lowest: float, highest: float) -> np.ndarray:
    """A bubble rings like a bell whose pitch rises as it nears the surface (Minnaert's resonance)."""
    samples = int(take.between(0.05, 0.14) * RATE)
    rise = 1 + take.between(0.1, 0.5) * np.linspace(0, 1, samples)
    return tone(take.between(lowest, highest) * rise, samples) * decay(samples, take.between(35, 70), 0.004)


def _gulp(take: Take, samples: int) -> np.ndarray:
    return tone(np.linspace(take.between(140, 260), take.between(300, 480), samples), samples) * swell(
        samples, 0.3
    )


WEATHER: dict[str, Recipe] = {
    "rain": _rain, "hail": _hail, "wind": wind, "leaves": _leaves, "alien wind": _alien_wind, "waves": _waves, "lapping water": lapping,
    "stream": _stream, "waterfall": _waterfall, "thunder": _thunder, "fire": _fire, "drips": drips, "splash": _splash, "pouring": _pouring,
    "underwater": _underwater, "bubbles": _bubbles,
}  # fmt: skip
"""What the elements sound like, by name."""
