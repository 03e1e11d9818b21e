"""What every sound is made of: noise, bands, slow curves, struck modes, grains and rooms.

Mono is `(samples,)`, stereo `(2, samples)`, both float at 48 kHz, of no particular level.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, wraps
from typing import Concatenate, ParamSpec

import numpy as np
from scipy.signal import butter, fftconvolve, lfilter, sosfilt

from storyreel.editing.recording import SAMPLE_RATE_HZ as RATE
from storyreel.editing.recording import Signal

Parameters = ParamSpec("Parameters")
Mode = tuple[float, float, float]
"""One frequency of a thing that rings: hertz, decay per second, level."""
Modes = Sequence[Mode]
Hertz = Signal | float
"""A frequency, steady or one for every sample."""
Range = tuple[float, float]
"""The lowest and the highest of something."""


@dataclass(frozen=True)
class Take:
    """What one performance of a sound is given."""

    samples: int
    rng: np.random.Generator
    strength: float = 0.6
    """0.3 is light, 1 heavy."""
    ground: str = ""
    """What is walked on."""

    @property
    def seconds(self) -> float:
        """Length of the take."""
        return self.samples / RATE

    def between(self, low: float, high: float) -> float:
        """A random number."""
        return float(self.rng.uniform(low, high))

    def up_to(self, seconds: float) -> int:
        """Samples of a time, or of the whole take if it is shorter."""
        return min(self.samples, samples_in(seconds))

    def beginning(self, seconds: float) -> Take:
        """The take, cut off after a time."""
        return replace(self, samples=self.up_to(seconds))

    def count(self, lowest: int, end: int) -> int:
        """A random whole number under `end`."""
        return int(self.rng.integers(lowest, end))


Recipe = Callable[[Take], Signal]
_SWEEP_STEP = 256
"""Samples for which a moving resonance stands still."""


@dataclass(frozen=True)
class Hit:
    """A mono or stereo sound at a time of a take; side 0 is left, 1 right."""

    at: float
    sound: Signal
    side: float = 0.5
    level: float = 1.0


Hits = Iterator[Hit]
"""What is heard in a take."""
Performer = Callable[Concatenate[Take, Parameters], Hits]
Sounds = Callable[Concatenate[Take, Parameters], Signal]


def staged(play: Performer[Parameters]) -> Sounds[Parameters]:
    """A recipe from a generator of hits."""

    @wraps(play)
    def recipe(take: Take, *args: Parameters.args, **more: Parameters.kwargs) -> Signal:
        return _mixed(take, play(take, *args, **more))

    return recipe


def _mixed(take: Take, hits: Iterable[Hit]) -> Signal:
    stage = silence(take)
    for hit in hits:
        put(stage, hit.at, hit.sound, hit.side, hit.level)
    return stage


def in_room(
    seconds: float, wet: float, lowest: float = 200, highest: float = 6000
) -> Callable[[Performer[Parameters]], Sounds[Parameters]]:
    """Makes a recipe from a generator of hits that are heard in a room, see `roomy`."""

    def housed(play: Performer[Parameters]) -> Sounds[Parameters]:
        dry = staged(play)

        @wraps(play)
        def recipe(take: Take, *args: Parameters.args, **more: Parameters.kwargs) -> Signal:
            return roomy(take, dry(take, *args, **more), seconds, wet, lowest, highest)

        return recipe

    return housed


def strewn(
    take: Take, times: Iterable[float], make: Recipe, sides: Range = (0.35, 0.65), levels: Range = (0.5, 1)
) -> Hits:
    """A sound made again at each time, at a random side and level."""
    for at in times:
        yield Hit(at, make(take), take.between(*sides), take.between(*levels))


def centred(take: Take, times: Iterable[float], make: Recipe, levels: Range = (0.5, 1)) -> Hits:
    """A sound made again at each time, in the middle and at a random level."""
    for at in times:
        yield Hit(at, make(take), 0.5, take.between(*levels))


def samples_in(seconds: float) -> int:
    """Whole samples of a time."""
    return int(seconds * RATE)


def seconds_of(samples: int) -> Signal:
    """Time of every sample."""
    return np.arange(samples) / RATE


def noise(take: Take, samples: int | None = None) -> Signal:
    """White noise, mono."""
    return take.rng.standard_normal(samples or take.samples, dtype=np.float32)


def wide_noise(take: Take) -> Signal:
    """White noise, different on either side."""
    return take.rng.standard_normal((2, take.samples), dtype=np.float32)


def low(sound: Signal, hertz: float, order: int = 2) -> Signal:
    """What is under a frequency."""
    return np.asarray(sosfilt(_filter("lp", hertz, order), sound))


def high(sound: Signal, hertz: float, order: int = 2) -> Signal:
    """What is over a frequency."""
    return np.asarray(sosfilt(_filter("hp", hertz, order), sound))


def band(sound: Signal, lowest: float, highest: float, order: int = 2) -> Signal:
    """What is between two frequencies."""
    return np.asarray(sosfilt(_filter("bp", (lowest, highest), order), sound))


def wide_low(take: Take, hertz: float) -> Signal:
    """White noise under a frequency, different on either side."""
    return low(wide_noise(take), hertz)


def wide_band(take: Take, lowest: float, highest: float, order: int = 1) -> Signal:
    """White noise between two frequencies, different on either side."""
    return band(wide_noise(take), lowest, highest, order)


def low_burst(take: Take, samples: int, hertz: float, *fall: float) -> Signal:
    """Noise under a frequency that falls as `decay` does; mono."""
    return low(noise(take, samples), hertz) * decay(samples, *fall)


def high_burst(take: Take, samples: int, hertz: float, *fall: float) -> Signal:
    """Noise over a frequency that falls as `decay` does; mono."""
    return high(noise(take, samples), hertz) * decay(samples, *fall)


def band_burst(take: Take, samples: int, edges: Range, *fall: float) -> Signal:
    """Noise between two frequencies that falls as `decay` does; mono."""
    return band(noise(take, samples), *edges) * decay(samples, *fall)


def wander(take: Take, hertz: float, lowest: float, highest: float, samples: int | None = None) -> Signal:
    """A smooth curve between random points, `hertz` of them a second."""
    length = samples or take.samples
    turns = max(4, int(length / RATE * hertz) + 3)
    return _eased(take.rng.uniform(lowest, highest, turns), length)


def _eased(points: Signal, samples: int) -> Signal:
    """The points joined by halves of a cosine."""
    position = np.linspace(0, len(points) - 1.001, samples)
    left = position.astype(int)
    share = 0.5 - 0.5 * np.cos(np.pi * (position - left))
    return points[left] * (1 - share) + points[left + 1] * share


def tone(hertz: Hertz, samples: int, phase: float = 0.0) -> Signal:
    """A sine whose frequency may change with every sample."""
    return np.sin(_turns(hertz, samples) + np.float32(phase))


def harmonics(hertz: Hertz, samples: int, levels: Sequence[float] | Signal) -> Signal:
    """A tone and its overtones at those levels."""
    phase = _turns(hertz, samples)
    total = np.zeros(samples, np.float32)
    for number, level in enumerate(levels):
        total += np.float32(level) * np.sin(phase * np.float32(number + 1))
    return total


def decay(samples: int, per_second: float, attack_seconds: float = 0.002) -> Signal:
    """A quick rise, then a fall by e `per_second` times a second."""
    time = seconds_of(samples)
    return fading(time, per_second) * rising(time, attack_seconds)


def fading(time: Signal, per_second: float) -> Signal:
    """Falls from 1 by e `per_second` times a second."""
    return np.exp(-time * per_second)


def rising(time: Signal, seconds: float) -> Signal:
    """A straight line from 0 to 1, which is then kept."""
    return np.minimum(1, time / seconds)


def tuned(modes: Modes, ratio: float) -> list[Mode]:
    """The modes at a multiple of their frequencies."""
    return [retuned(mode, ratio) for mode in modes]


def retuned(mode: Mode, ratio: float) -> Mode:
    """The mode at a multiple of its frequency."""
    hertz, fall, level = mode
    return hertz * ratio, fall, level


def struck(modes: Modes, seconds: float) -> Signal:
    """A struck thing that rings."""
    samples = samples_in(seconds)
    return sum((_ringing(mode, samples) for mode in modes), np.zeros(samples))


def _ringing(mode: Mode, samples: int) -> Signal:
    hertz, fall, level = mode
    return level * tone(hertz, samples) * decay(samples, fall, 0.0008)


def swell(samples: int, rise: float = 0.5) -> Signal:
    """A hill from 0 to 1 to 0 with its top at `rise` of its length."""
    at = np.linspace(0, 1, samples)
    up = np.sin(at / rise * np.pi / 2)
    down = np.cos((at - rise) / (1 - rise) * np.pi / 2)
    return np.where(at < rise, up, down) ** 2


def gate(samples: int, steepness: float) -> Signal:
    """A sound let in and out without a click: a swell cut off at 1."""
    return np.minimum(1, swell(samples) * steepness)


def swept(sound: Signal, hertz: Signal, sharpness: float = 0.985) -> Signal:
    """Mono sound through a resonance that moves; sharpness under 1, the nearer the narrower."""
    out, state = np.zeros_like(sound, dtype=float), np.zeros(2)
    for start in range(0, len(sound), _SWEEP_STEP):
        part = slice(start, start + _SWEEP_STEP)
        bend = -2 * sharpness * np.cos(2 * np.pi * hertz[start] / RATE)
        out[part], state = lfilter([1 - sharpness], [1, bend, sharpness**2], sound[part], zi=state)
    return out


def silence(take: Take) -> Signal:
    """An empty stereo take to put sounds into."""
    return np.zeros((2, take.samples))


def put(stage: Signal, at_seconds: float, sound: Signal, side: float = 0.5, level: float = 1.0) -> None:
    """Add a mono or stereo sound to a stereo stage at a time; what does not fit is cut off.

    Side 0 is left, 1 right.
    """
    start = samples_in(at_seconds)
    length = min(sound.shape[-1], stage.shape[1] - start)
    if length <= 0 or start < 0:
        return
    part = stage[:, start : start + length]
    if sound.ndim == 2:
        part += sound[:, :length] * level
    else:
        _pan(part, sound[:length], side, level)


def _pan(stage: Signal, sound: Signal, side: float, level: float) -> None:
    """Add mono sound to stereo of the same length."""
    stage[0] += sound * (level * np.cos(side * np.pi / 2))
    stage[1] += sound * (level * np.sin(side * np.pi / 2))


def scatter(take: Take, per_second: float, make: Callable[[], Signal], kinds: int = 16) -> Signal:
    """Many small sounds at random times, sides and levels: rain drops, crackle, bubbles.

    They are drawn from a few `kinds`.
    """
    stage = silence(take)
    bank = [make() for _ in range(kinds)]
    for at, pick, level, side in zip(*_scattered(take, per_second, kinds), strict=True):
        put(stage, at, bank[pick], side, level)
    return stage


def _scattered(take: Take, per_second: float, kinds: int) -> tuple[Signal, ...]:
    """Times, kinds, levels and sides."""
    count = int(take.rng.poisson(per_second * take.seconds))
    times, picks = take.rng.uniform(0, take.seconds, count), take.rng.integers(kinds, size=count)
    return times, picks, take.rng.lognormal(-0.6, 0.7, count), take.rng.random(count)


def roomy(
    take: Take, sound: Signal, seconds: float, wet: float, lowest: float = 200, highest: float = 6000
) -> Signal:
    """Mono or stereo sound in a room, stereo: 60 dB of decay in `seconds`."""
    sides = sound if sound.ndim == 2 else np.stack([sound, sound])
    heard = np.empty(sides.shape)
    for channel, side in enumerate(sides):
        echo = fftconvolve(side, _echo(take, seconds, lowest, highest))
        heard[channel] = side * (1 - 0.3 * wet) + wet * echo[: sound.shape[-1]]
    return heard


def _echo(take: Take, seconds: float, lowest: float, highest: float) -> Signal:
    """A room's answer to a click, of energy 1."""
    length = samples_in(seconds)
    fall = np.exp(-seconds_of(length) * 6.9 / seconds)
    echo = band(noise(take, length) * fall, lowest, highest)
    return echo / np.sqrt((echo**2).sum())


def times_every(take: Take, seconds: float, spread: float = 0.0, start: float = 0.1) -> list[float]:
    """Times of a regular event, each interval changed by up to `spread` of itself."""
    found, at = [], start
    while at < take.seconds:
        found.append(at)
        at += seconds * take.between(1 - spread, 1 + spread)
    return found


def _turns(hertz: Hertz, samples: int) -> Signal:
    """Phase of a tone in radians, float32.

    It is brought back to one turn first, because a long tone would go out of tune in float32.
    """
    steady = np.ndim(hertz) == 0
    along = np.arange(samples) * float(hertz) if steady else np.cumsum(hertz)  # type: ignore[arg-type]
    return (np.remainder(along / RATE, 1.0) * (2 * np.pi)).astype(np.float32)


@cache
def _filter(kind: str, edges: float | Range, order: int) -> Signal:
    return np.asarray(butter(order, edges, kind, fs=RATE, output="sos"))
