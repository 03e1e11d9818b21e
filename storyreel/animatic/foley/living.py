"""Animals, people and bodies, drawn in sound as a cartoonist would: enough of each to know it by."""

from __future__ import annotations

import numpy as np

from storyreel.animatic.foley.acoustics import (
    RATE,
    Recipe,
    Take,
    band,
    decay,
    harmonics,
    high,
    noise,
    put,
    roomy,
    seconds_of,
    silence,
    swell,
    swept,
    times_every,
    tone,
    wander,
    wide_noise,
)

_VOWELS = (
    (730, 1090, 2440),
    (530, 1840, 2480),
    (300, 870, 2240),
    (570, 840, 2410),
    (440, 1020, 2240),
    (270, 2290, 3010),
)
"""First three formants, in hertz, of 'ah eh oo aw uh ee' (Peterson and Barney 1952, men)."""


def birds(take: Take) -> np.ndarray:
    """Songbirds, some near, some far."""
    stage = silence(take)
    at = take.between(0.1, 0.5)
    while at < take.seconds - 0.3:
        pitch, side, level = take.between(2300, 4800), take.rng.random(), take.between(0.25, 1)
        for _ in range(int(take.rng.integers(2, 7))):
            samples = int(take.between(0.05, 0.14) * RATE)
            along = np.linspace(0, 1, samples)
            song = pitch * (
                1 + take.between(-0.25, 0.25) * along + 0.05 * np.sin(2 * np.pi * take.between(2, 6) * along)
            )
            put(stage, at, tone(song, samples) * np.sin(np.pi * along) ** 1.5, side, level)
            at += samples / RATE + take.between(0.02, 0.09)
        at += take.rng.exponential(0.7)
    return roomy(take, stage, 1.2, 0.35, 800, 8000)


def _gulls(take: Take) -> np.ndarray:
    """Gulls: cries that break and fall."""
    stage = silence(take)
    for start in times_every(take, 2.2, 0.5, 0.1):
        side, level, base = take.between(0.15, 0.85), take.between(0.4, 1), take.between(820, 1080)
        at = start
        for _ in range(int(take.rng.integers(2, 5))):
            samples = int(take.between(0.28, 0.5) * RATE)
            along = np.linspace(0, 1, samples)
            pitch = base * (1 + 0.45 * np.sin(np.pi * np.minimum(1, along * 1.6)) - 0.25 * along)
            cry = harmonics(pitch, samples, (0.6, 1, 0.7, 0.4, 0.25)) + 0.15 * noise(take, samples)
            put(stage, at, cry * swell(samples, 0.25), side, level)
            at += samples / RATE + 0.06
    return roomy(take, stage, 1.6, 0.35, 500, 7000)


def _owl(take: Take) -> np.ndarray:
    """An owl: hoo, hoo-hoo."""
    stage = silence(take)
    for at, length in ((0.1, 0.45), (0.95, 0.18), (1.2, 0.6)):
        samples = int(length * RATE)
        put(
            stage,
            at,
            harmonics(365 * (1 + 0.05 * swell(samples)), samples, (1, 0.12, 0.05)) * swell(samples, 0.35),
        )
    return roomy(take, stage, 2.0, 0.45, 200, 3000)


def _insects(take: Take) -> np.ndarray:
    """Crickets at night, each at its own beat."""
    time = seconds_of(take.samples)
    stage = band(wide_noise(take), 3500, 7500, 1) * 0.03
    for _ in range(6):
        pitch, beat, phase = take.between(3900, 5200), take.between(1.6, 3.2), take.rng.random()
        chirp = np.maximum(0, np.sin(2 * np.pi * (beat * time + phase))) ** 2 * np.maximum(
            0, np.sin(2 * np.pi * take.between(38, 55) * time)
        )
        put(stage, 0, np.sin(2 * np.pi * pitch * time) * chirp, take.rng.random(), take.between(0.05, 0.3))
    return stage


def _frogs(take: Take) -> np.ndarray:
    """Frogs by a pond."""
    return _calls(take, 0.8, (90, 130), 0.22, 0, roughness=0.9)


def _bark(take: Take) -> np.ndarray:
    """A dog barks a few times."""
    stage = silence(take)
    for at in times_every(take, 0.52, 0.35, 0.05)[:4]:
        samples = int(0.22 * RATE)
        along = np.linspace(0, 1, samples)
        pitch = take.between(260, 330) * (1 + 0.7 * np.exp(-(((along - 0.2) / 0.16) ** 2)) - 0.3 * along)
        source = harmonics(pitch, samples, 1 / np.arange(1, 15) ** 0.7) + 0.7 * noise(take, samples)
        put(
            stage,
            at,
            _throat(source, (620, 1250, 2500)) * decay(samples, 11, 0.012),
            0.5,
            take.between(0.7, 1),
        )
    return roomy(take, stage, 1.0, 0.25, 200, 5000)


def _howl(take: Take) -> np.ndarray:
    """A wolf or a dog howls."""
    samples = min(take.samples, int(2.8 * RATE))
    along = np.linspace(0, 1, samples)
    pitch = (
        340
        * (1 + 0.6 * np.minimum(1, along * 4) - 0.35 * np.maximum(0, along - 0.6))
        * (1 + 0.012 * tone(5.2, samples))
    )
    stage = silence(take)
    put(
        stage,
        0.05,
        _throat(harmonics(pitch, samples, 1 / np.arange(1, 9) ** 1.2), _VOWELS[2]) * swell(samples, 0.3),
    )
    return roomy(take, stage, 2.4, 0.5, 200, 4000)


def _growl(take: Take) -> np.ndarray:
    """A low growl, or a beast's roar where it is strong."""
    return _vocal(take, 1.6, 75 + 25 * take.strength, 60, _VOWELS[4], roughness=0.9)


def _cat(take: Take) -> np.ndarray:
    """A cat: mi-aow."""
    samples = min(take.samples, int(0.8 * RATE))
    along = np.linspace(0, 1, samples)
    source = harmonics(560 * (1 + 0.35 * np.sin(np.pi * along)), samples, 1 / np.arange(1, 12) ** 0.8)
    mouth = _throat(source, _VOWELS[5]) * (1 - along) + _throat(source, _VOWELS[0]) * along
    stage = silence(take)
    put(stage, 0.05, mouth * swell(samples, 0.4))
    return roomy(take, stage, 0.5, 0.15)


def _purr(take: Take) -> np.ndarray:
    """A cat purrs."""
    pulse = np.maximum(0, tone(25.0, take.samples)) ** 2 * (0.6 + 0.4 * tone(0.7, take.samples))
    purring = band(noise(take), 60, 700) * pulse
    return np.stack([purring, purring])


def _whinny(take: Take) -> np.ndarray:
    """A horse whinnies."""
    samples = min(take.samples, int(1.5 * RATE))
    along = np.linspace(0, 1, samples)
    pitch = (1050 - 520 * along) * (1 + 0.09 * tone(11.0, samples))
    source = harmonics(pitch, samples, 1 / np.arange(1, 9) ** 0.7) + 0.2 * noise(take, samples)
    stage = silence(take)
    put(stage, 0.05, _throat(source, (900, 1600, 2900)) * swell(samples, 0.2))
    return roomy(take, stage, 1.0, 0.25)


def _cattle(take: Take) -> np.ndarray:
    """A cow lows."""
    return _vocal(take, 1.7, 118, 138, _VOWELS[2], roughness=0.15)


def _bleat(take: Take) -> np.ndarray:
    """A sheep or a goat."""
    return _vocal(take, 0.9, 320, 300, _VOWELS[1], roughness=0.25, tremble=9.0)


def _rooster(take: Take) -> np.ndarray:
    """A cock crows."""
    stage = silence(take)
    for at, length, pitch in ((0.05, 0.16, 620), (0.26, 0.14, 760), (0.44, 0.3, 900), (0.8, 0.75, 780)):
        samples = int(length * RATE)
        source = harmonics(
            pitch * (1 + 0.12 * swell(samples)), samples, 1 / np.arange(1, 12) ** 0.6
        ) + 0.15 * noise(take, samples)
        put(stage, at, _throat(source, (900, 1700, 2800)) * swell(samples, 0.2))
    return roomy(take, stage, 1.2, 0.3)


def _caw(take: Take) -> np.ndarray:
    """A crow or a raven."""
    return _calls(take, 0.75, (430, 520), 0.3, 0, roughness=0.7, most=4)


def _hawk(take: Take) -> np.ndarray:
    """A bird of prey, or something that screeches like one."""
    samples = min(take.samples, int(1.1 * RATE))
    pitch = np.linspace(2700, 1700, samples)
    screech = (harmonics(pitch, samples, (1, 0.5, 0.3)) + 0.5 * noise(take, samples)) * swell(samples, 0.1)
    stage = silence(take)
    put(stage, 0.05, band(screech, 1200, 7000))
    return roomy(take, stage, 1.5, 0.35)


def murmur(take: Take) -> np.ndarray:
    """A crowd that talks among itself: many voices, no words."""
    stage = silence(take)
    for _ in range(11):
        voice, side = _babble(take), take.rng.random()
        put(stage, 0, voice, side, take.between(0.3, 1))
    return roomy(take, stage, 1.0, 0.5, 150, 3500)


def _laughter(take: Take) -> np.ndarray:
    """A few people laugh."""
    stage = silence(take)
    for _ in range(5):
        base, at, side = take.between(140, 320), take.between(0.02, 0.5), take.rng.random()
        for syllable in range(int(take.rng.integers(5, 11))):
            samples = int(0.13 * RATE)
            source = harmonics(
                base * (1.25 - 0.03 * syllable), samples, 1 / np.arange(1, 16) ** 0.9
            ) + 0.4 * noise(take, samples)
            put(stage, at, _throat(source, _VOWELS[0]) * swell(samples, 0.3), side, 0.93**syllable)
            at += take.between(0.17, 0.24)
    return roomy(take, stage, 0.8, 0.3)


def _applause(take: Take) -> np.ndarray:
    """Many hands."""
    stage = silence(take)
    bank = [
        band(noise(take, 1600), take.between(600, 1200), take.between(2200, 4200)) * decay(1600, 130, 0.0008)
        for _ in range(24)
    ]
    build = np.minimum(1.0, 0.25 + np.linspace(0, take.seconds, 50) / 1.2)
    for _ in range(int(45 * (0.5 + take.strength))):
        side, level, kind = take.rng.random(), take.between(0.2, 1), int(take.rng.integers(24))
        for at in times_every(take, take.between(0.19, 0.3), 0.12, take.between(0, 0.6)):
            put(stage, at, bank[kind], side, level * build[min(49, int(at / take.seconds * 50))])
    return roomy(take, stage, 1.4, 0.35)


def _cheers(take: Take) -> np.ndarray:
    """A crowd shouts for joy."""
    stage = 0.7 * _applause(take)
    for _ in range(10):
        samples = int(take.between(0.9, 1.8) * RATE)
        source = harmonics(
            take.between(220, 420) * (1 + 0.3 * swell(samples, 0.4)), samples, 1 / np.arange(1, 14) ** 0.8
        ) + 0.3 * noise(take, samples)
        put(
            stage,
            take.between(0, max(0.1, take.seconds - 1.8)),
            _throat(source, _VOWELS[int(take.rng.integers(4))]) * swell(samples, 0.3),
            take.rng.random(),
            0.5,
        )
    return roomy(take, stage, 1.4, 0.4)


def _breath(take: Take) -> np.ndarray:
    """Somebody breathes in, and sighs."""
    stage = silence(take)
    for at, length, lowest, highest in ((0.05, 0.8, 700, 3200), (1.05, 1.4, 350, 2000)):
        samples = int(length * RATE)
        put(stage, at, band(noise(take, samples), lowest, highest, 1) * swell(samples, 0.4))
    return roomy(take, stage, 0.4, 0.1)


def _gasp(take: Take) -> np.ndarray:
    """A sharp breath in."""
    samples = int(0.45 * RATE)
    stage = silence(take)
    put(stage, 0.03, swept(noise(take, samples), np.linspace(900, 1900, samples), 0.95) * swell(samples, 0.7))
    return roomy(take, stage, 0.4, 0.15)


def _cough(take: Take) -> np.ndarray:
    """Somebody coughs twice."""
    stage = silence(take)
    for at in (0.03, 0.42):
        samples = int(0.26 * RATE)
        put(
            stage,
            at,
            _throat(
                noise(take, samples) + 0.4 * harmonics(135.0, samples, (1, 0.7, 0.5, 0.3)), (650, 1150, 2500)
            )
            * decay(samples, 15, 0.006),
        )
    return roomy(take, stage, 0.5, 0.2)


def _snore(take: Take) -> np.ndarray:
    """Somebody sleeps."""
    return _calls(take, 2.6, (42, 55), 1.1, 4, roughness=0.95)


def _sobs(take: Take) -> np.ndarray:
    """Somebody weeps."""
    return _calls(take, 0.55, (280, 360), 0.3, 4, roughness=0.45, most=6)


def _scream(take: Take) -> np.ndarray:
    """A scream."""
    return _vocal(take, 1.3, 720, 940, _VOWELS[0], roughness=0.5)


def _baby(take: Take) -> np.ndarray:
    """A baby cries."""
    return _calls(take, 1.0, (420, 500), 0.75, 0, roughness=0.3, most=5)


def _groan(take: Take) -> np.ndarray:
    """A person groans."""
    return _vocal(take, 1.2, 118, 88, _VOWELS[4], roughness=0.35)


def _whispers(take: Take) -> np.ndarray:
    """Somebody whispers, no words."""
    syllables = wander(take, 5.5, 0, 1) ** 2
    voice = (
        swept(noise(take), wander(take, 4.5, 500, 2300), 0.96) * syllables * 2
        + high(noise(take), 4000) * wander(take, 5, 0, 1) ** 3 * 0.2
    )
    return roomy(take, voice, 0.6, 0.2)


def _choir(take: Take) -> np.ndarray:
    """Voices that sing together."""
    stage = silence(take)
    for pitch in (146.8, 220.0, 293.7, 349.2, 440.0):
        for _ in range(2):
            drift = (
                1
                + 0.006 * tone(take.between(4.6, 5.8), take.samples, take.between(0, 6))
                + take.between(-0.004, 0.004)
            )
            put(
                stage,
                0,
                _throat(harmonics(pitch * drift, take.samples, 1 / np.arange(1, 11) ** 1.1), _VOWELS[0]),
                take.rng.random(),
                0.4,
            )
    return roomy(take, stage, 2.6, 0.6)


def _heartbeat(take: Take) -> np.ndarray:
    """A heart."""
    stage = silence(take)
    samples = int(0.22 * RATE)
    time = seconds_of(samples)
    for at in times_every(take, 0.84, 0.02, 0.05):
        for late, pitch, level in ((0, 52, 1.0), (0.28, 64, 0.7)):
            beat = (
                np.sin(2 * np.pi * pitch * time * np.exp(-time * 3))
                * np.exp(-time * 22)
                * np.minimum(1, time * 220)
            )
            put(stage, at + late, beat + 0.25 * band(beat**3, 90, 400), 0.5, level)
    return stage


def _babble(take: Take) -> np.ndarray:
    """One voice of a crowd: pitch, vowels and pauses wander."""
    pitch = take.between(95, 230) * (1 + wander(take, 2.2, -0.12, 0.16))
    source = harmonics(pitch, take.samples, (1, 0.7, 0.5, 0.35, 0.25)) + 0.15 * noise(take)
    syllables = wander(take, take.between(3.2, 4.6), 0, 1) ** 1.5 * (wander(take, 0.5, -0.5, 1) > 0)
    lowest, highest = _VOWELS[int(take.rng.integers(6))][:2]
    return (
        band(source, lowest * 0.7, lowest * 1.4, 1) + 0.6 * band(source, highest * 0.85, highest * 1.2, 1)
    ) * _smooth(syllables)


def _smooth(gate: np.ndarray) -> np.ndarray:
    width = RATE // 30
    sums = np.cumsum(np.pad(gate, (width, 0)))
    return (sums[width:] - sums[:-width]) / width


def _throat(source: np.ndarray, formants: tuple[float, float, float]) -> np.ndarray:
    """A source through a mouth's resonances."""
    parts = zip(formants, (1.0, 0.7, 0.35), strict=True)
    return np.sum([level * band(source, centre * 0.88, centre * 1.14, 1) for centre, level in parts], axis=0)


def _vocal(
    take: Take,
    seconds: float,
    first: float,
    last: float,
    vowel: tuple[float, float, float],
    roughness: float,
    tremble: float = 5.0,
) -> np.ndarray:
    """One long call whose pitch glides."""
    samples = min(take.samples, int(seconds * RATE))
    pitch = (
        np.linspace(first, last, samples)
        * (1 + 0.02 * tone(tremble, samples))
        * (1 + 0.1 * roughness * wander(take, 30, -1, 1, samples))
    )
    source = harmonics(pitch, samples, 1 / np.arange(1, 14) ** 0.8) + roughness * noise(take, samples)
    stage = silence(take)
    put(stage, 0.03, _throat(source, vowel) * swell(samples, 0.25))
    return roomy(take, stage, 0.9, 0.25)


def _calls(
    take: Take,
    every: float,
    pitches: tuple[float, float],
    seconds: float,
    vowel: int,
    roughness: float,
    most: int = 99,
) -> np.ndarray:
    """The same call again and again."""
    stage = silence(take)
    for at in times_every(take, every, 0.25, 0.05)[:most]:
        samples = int(seconds * take.between(0.8, 1.2) * RATE)
        pitch = (
            take.between(*pitches)
            * (1 + 0.12 * swell(samples, 0.35))
            * (1 + 0.1 * roughness * wander(take, 30, -1, 1, samples))
        )
        source = harmonics(pitch, samples, 1 / np.arange(1, 14) ** 0.8) + roughness * noise(take, samples)
        put(
            stage,
            at,
            _throat(source, _VOWELS[vowel]) * swell(samples, 0.25),
            take.between(0.35, 0.65),
            take.between(0.5, 1),
        )
    return roomy(take, stage, 1.0, 0.25)


LIVING: dict[str, Recipe] = {
    "birds": birds, "gulls": _gulls, "owl": _owl, "night insects": _insects, "frogs": _frogs, "dog bark": _bark, "howl": _howl, "growl": _growl, "cat": _cat, "purr": _purr,
    "whinny": _whinny, "cattle": _cattle, "bleat": _bleat, "rooster": _rooster, "caw": _caw, "screech": _hawk, "crowd murmur": murmur, "laughter": _laughter,
    "applause": _applause, "cheers": _cheers, "breath": _breath, "gasp": _gasp, "cough": _cough, "snore": _snore, "sobs": _sobs, "scream": _scream, "baby": _baby,
    "groan": _groan, "whispers": _whispers, "choir": _choir, "heartbeat": _heartbeat,
}  # fmt: skip
"""What lives, by name."""
