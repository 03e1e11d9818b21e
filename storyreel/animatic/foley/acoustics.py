"""What every sound is made of: noise, bands, slow curves, struck modes, grains and rooms.

It does not know what they are used for.

Mono is `(samples,)`, stereo `(2, samples)`, both float at 48 kHz, of no particular level.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy.signal import butter, fftconvolve, lfilter, sosfilt

from storyreel.editing.recording import SAMPLE_RATE_HZ as RATE


@dataclass(frozen=True)
class Take:
    """What one performance of a sound is given: its length, its chance, how strong it is (0.3 light, 0.6, 1 heavy) and what is walked on."""

    samples: int
    rng: np.random.Generator
    strength: float = 0.6
    ground: str = ""

    @property
    def seconds(self) -> float:
        """Length of the take."""
        return self.samples / RATE

    def between(self, low: float, high: float) -> float:
        """A number chance decides."""
        return float(self.rng.uniform(low, high))


Recipe = Callable[[Take], np.ndarray]


def seconds_of(samples: int) -> np.ndarray:
    """Time of every sample."""
    return np.arange(samples) / RATE


def noise(take: Take, samples: int | None = None) -> np.ndarray:
    """White noise, mono."""
    return take.rng.standard_normal(samples or take.samples, dtype=np.float32)


def wide_noise(take: Take) -> np.ndarray:
    """White noise, different on either side."""
    return take.rng.standard_normal((2, take.samples), dtype=np.float32)


def low(sound: np.ndarray, hertz: float, order: int = 2) -> np.ndarray:
    """What is under a frequency."""
    return np.asarray(sosfilt(_filter("lp", hertz, hertz, order), sound))


def high(sound: np.ndarray, hertz: float, order: int = 2) -> np.ndarray:
    """What is over a frequency."""
    return np.asarray(sosfilt(_filter("hp", hertz, hertz, order), sound))


def band(sound: np.ndarray, lowest: float, highest: float, order: int = 2) -> np.ndarray:
    """What is between two frequencies."""
    return np.asarray(sosfilt(_filter("bp", lowest, highest, order), sound))


def wander(take: Take, hertz: float, lowest: float, highest: float, samples: int | None = None) -> np.ndarray:
    """A curve that changes its mind `hertz` times a second, smoothly."""
    length = samples or take.samples
    turns = max(4, int(length / RATE * hertz) + 3)
    points = take.rng.uniform(lowest, highest, turns)
    position = np.linspace(0, turns - 1.001, length)
    left = position.astype(int)
    share = 0.5 - 0.5 * np.cos(np.pi * (position - left))
    return points[left] * (1 - share) + points[left + 1] * share


def tone(hertz: np.ndarray | float, samples: int, phase: float = 0.0) -> np.ndarray:
    """A sine whose frequency may change with every sample."""
    return np.sin(_turns(hertz, samples) + np.float32(phase))


def harmonics(hertz: np.ndarray | float, samples: int, levels: Sequence[float] | np.ndarray) -> np.ndarray:
    """A tone and its overtones at those levels."""
    phase = _turns(hertz, samples)
    total = np.zeros(samples, np.float32)
    for number, level in enumerate(levels):
        total += np.float32(level) * np.sin(phase * np.float32(number + 1))
    return total


def decay(samples: int, per_second: float, attack_seconds: float = 0.002) -> np.ndarray:
    """A quick rise, then a fall by e `per_second` times a second."""
    time = seconds_of(samples)
    return np.exp(-time * per_second) * np.minimum(1, time / attack_seconds)


def struck(modes: Sequence[tuple[float, float, float]], seconds: float) -> np.ndarray:
    """A struck thing that rings: each mode a frequency, a decay per second and a level."""
    samples = int(seconds * RATE)
    return sum(
        (level * tone(hertz, samples) * decay(samples, fall, 0.0008) for hertz, fall, level in modes),
        np.zeros(samples),
    )


def swell(samples: int, rise: float = 0.5) -> np.ndarray:
    """A hill from 0 to 1 to 0 with its top at `rise` of its length."""
    at = np.linspace(0, 1, samples)
    return (
        np.where(at < rise, np.sin(at / rise * np.pi / 2), np.cos((at - rise) / (1 - rise) * np.pi / 2)) ** 2
    )


def swept(sound: np.ndarray, hertz: np.ndarray, sharpness: float = 0.985) -> np.ndarray:
    """Mono sound through a resonance that moves; sharpness under 1, the nearer the narrower."""
    out, state, step = np.zeros_like(sound, dtype=float), np.zeros(2), 256
    for start in range(0, len(sound), step):
        bend = -2 * sharpness * np.cos(2 * np.pi * hertz[start] / RATE)
        out[start : start + step], state = lfilter(
            [1 - sharpness], [1, bend, sharpness**2], sound[start : start + step], zi=state
        )
    return out


def silence(take: Take) -> np.ndarray:
    """An empty stereo take to put sounds into."""
    return np.zeros((2, take.samples))


def put(
    stage: np.ndarray, at_seconds: float, sound: np.ndarray, side: float = 0.5, level: float = 1.0
) -> None:
    """Add a mono or stereo sound to a stereo stage at a time; what does not fit is cut off.

    Side 0 is left, 1 right.
    """
    start = int(at_seconds * RATE)
    length = min(sound.shape[-1], stage.shape[1] - start)
    if length <= 0 or start < 0:
        return
    if sound.ndim == 2:
        stage[:, start : start + length] += sound[:, :length] * level
        return
    stage[0, start : start + length] += sound[:length] * (level * np.cos(side * np.pi / 2))
    stage[1, start : start + length] += sound[:length] * (level * np.sin(side * np.pi / 2))


def scatter(take: Take, per_second: float, make: Callable[[], np.ndarray], kinds: int = 16) -> np.ndarray:
    """Many small sounds at random times, sides and levels, drawn from a few kinds: rain drops, crackle, bubbles."""
    stage = silence(take)
    bank = [make() for _ in range(kinds)]
    count = int(take.rng.poisson(per_second * take.seconds))
    times, picks = take.rng.uniform(0, take.seconds, count), take.rng.integers(kinds, size=count)
    levels, sides = take.rng.lognormal(-0.6, 0.7, count), take.rng.random(count)
    for at, pick, level, side in zip(times, picks, levels, sides, strict=True):
        put(stage, at, bank[pick], side, level)
    return stage


def roomy(
    take: Take, sound: np.ndarray, seconds: float, wet: float, lowest: float = 200, highest: float = 6000
) -> np.ndarray:
    """Mono or stereo sound in a room, stereo: 60 dB of decay in `seconds`."""
    length = int(seconds * RATE)
    fall = np.exp(-seconds_of(length) * 6.9 / seconds)
    sides = sound if sound.ndim == 2 else np.stack([sound, sound])
    heard = np.empty(sides.shape)
    for channel, side in enumerate(sides):
        echo = band(noise(take, length) * fall, lowest, highest)
        echo /= np.sqrt((echo**2).sum())
        heard[channel] = side * (1 - 0.3 * wet) + wet * fftconvolve(side, echo)[: sound.shape[-1]]
    return heard


def times_every(take: Take, seconds: float, spread: float = 0.0, start: float = 0.1) -> list[float]:
    """Times a regular event happens at, each interval changed by up to `spread` of itself."""
    found, at = [], start
    while at < take.seconds:
        found.append(at)
        at += seconds * take.between(1 - spread, 1 + spread)
    return found


def _turns(hertz: np.ndarray | float, samples: int) -> np.ndarray:
    """Phase of a tone in radians, float32: brought back to one turn first, or long tones would go out of tune."""
    along = np.arange(samples) * float(hertz) if np.ndim(hertz) == 0 else np.cumsum(hertz)  # type: ignore[arg-type]
    return (np.remainder(along / RATE, 1.0) * (2 * np.pi)).astype(np.float32)


@cache
def _filter(kind: str, lowest: float, highest: float, order: int) -> np.ndarray:
    return np.asarray(
        butter(order, (lowest, highest) if kind == "bp" else lowest, kind, fs=RATE, output="sos")
    )
