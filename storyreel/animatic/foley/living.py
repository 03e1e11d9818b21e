"""Animals, people and bodies, simplified as in a cartoon: each has just enough to be recognised."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np

from storyreel.animatic.foley.acoustics import (
    RATE,
    Hertz,
    Hit,
    Hits,
    Recipe,
    Take,
    band,
    centred,
    decay,
    fading,
    harmonics,
    high,
    in_room,
    noise,
    put,
    roomy,
    samples_in,
    seconds_of,
    staged,
    strewn,
    swell,
    swept,
    times_every,
    tone,
    wander,
    wide_band,
)
from storyreel.editing.recording import Signal

Formants = tuple[float, float, float]
"""Resonances of a mouth, hertz."""
_VOWELS: tuple[Formants, ...] = (
    (730, 1090, 2440),
    (530, 1840, 2480),
    (300, 870, 2240),
    (570, 840, 2410),
    (440, 1020, 2240),
    (270, 2290, 3010),
)
"""First three formants, in hertz, of 'ah eh oo aw uh ee' (Peterson and Barney 1952, men)."""
_GULL = (0.6, 1, 0.7, 0.4, 0.25)
_COCK_CROW = ((0.05, 0.16, 620), (0.26, 0.14, 760), (0.44, 0.3, 900), (0.8, 0.75, 780))
"""Start and length in seconds, and pitch."""
_HOOTS = ((0.1, 0.45), (0.95, 0.18), (1.2, 0.6))
"""Start and length in seconds."""
_BREATHS = ((0.05, 0.8, 700, 3200), (1.05, 1.4, 350, 2000))
"""Start and length in seconds, and band."""
_CHOIR_HERTZ = (146.8, 146.8, 220.0, 220.0, 293.7, 293.7, 349.2, 349.2, 440.0, 440.0)
_SMOOTHING = RATE // 30
"""Samples over which a syllable's level is smoothed."""
_CROWING_THROAT: Formants = (900, 1700, 2800)
_COUGHING_THROAT: Formants = (650, 1150, 2500)
_COUGH = (1, 0.7, 0.5, 0.3)
_HA_SAMPLES, _BEAT_SAMPLES = samples_in(0.13), samples_in(0.22)
"""Length of a syllable of laughter, and of a beat of the heart."""
_CLAPPERS = 24


def _voice(samples: int, pitch: Hertz, overtones: int, power: float) -> Signal:
    """A tone whose overtones fall by a power of their number."""
    return harmonics(pitch, samples, 1 / np.arange(1, overtones + 1) ** power)


def _breathy(take: Take, voice: Signal, level: float) -> Signal:
    """The voice with noise of a level in it."""
    return voice + level * noise(take, len(voice))


@in_room(1.2, 0.35, 800, 8000)
def birds(take: Take) -> Hits:
    """Songbirds, some near, some far."""
    at = take.between(0.1, 0.5)
    while at < take.seconds - 0.3:
        pitch, side, level = take.between(2300, 4800), take.rng.random(), take.between(0.25, 1)
        for _ in range(take.count(2, 7)):
            syllable = _syllable(take, pitch)
            yield Hit(at, syllable, side, level)
            at += len(syllable) / RATE + take.between(0.02, 0.09)
        at += take.rng.exponential(0.7)


def _syllable(take: Take, pitch: float) -> Signal:
    """One syllable of a bird's song."""
    samples = samples_in(take.between(0.05, 0.14))
    along = np.linspace(0, 1, samples)
    glide = 1 + take.between(-0.25, 0.25) * along
    song = pitch * (glide + 0.05 * np.sin(2 * np.pi * take.between(2, 6) * along))
    return tone(song, samples) * np.sin(np.pi * along) ** 1.5


@in_room(1.6, 0.35, 500, 7000)
def _gulls(take: Take) -> Hits:
    """Gulls: cries that break and fall."""
    for start in times_every(take, 2.2, 0.5, 0.1):
        side, level, base = take.between(0.15, 0.85), take.between(0.4, 1), take.between(820, 1080)
        at = start
        for _ in range(take.count(2, 5)):
            cry = _gull_cry(take, base)
            yield Hit(at, cry, side, level)
            at += len(cry) / RATE + 0.06


def _gull_cry(take: Take, base: float) -> Signal:
    samples = samples_in(take.between(0.28, 0.5))
    along = np.linspace(0, 1, samples)
    pitch = base * (1 + 0.45 * np.sin(np.pi * np.minimum(1, along * 1.6)) - 0.25 * along)
    return (harmonics(pitch, samples, _GULL) + 0.15 * noise(take, samples)) * swell(samples, 0.25)


@in_room(2.0, 0.45, 200, 3000)
def _owl(take: Take) -> Hits:
    """An owl: hoo, hoo-hoo."""
    for at, length in _HOOTS:
        yield Hit(at, _hoot(samples_in(length)))


def _hoot(samples: int) -> Signal:
    pitch = 365 * (1 + 0.05 * swell(samples))
    return harmonics(pitch, samples, (1, 0.12, 0.05)) * swell(samples, 0.35)


def _insects(take: Take) -> Signal:
    """Crickets at night, each at its own beat."""
    stage = wide_band(take, 3500, 7500) * 0.03
    for _ in range(6):
        _put_anywhere(take, stage, _cricket(take))
    return stage


def _put_anywhere(take: Take, stage: Signal, sound: Signal) -> None:
    put(stage, 0, sound, take.rng.random(), take.between(0.05, 0.3))


def _cricket(take: Take) -> Signal:
    time = seconds_of(take.samples)
    pitch, beat, phase = take.between(3900, 5200), take.between(1.6, 3.2), take.rng.random()
    pulse = np.maximum(0, np.sin(2 * np.pi * (beat * time + phase))) ** 2
    chirp = pulse * np.maximum(0, np.sin(2 * np.pi * take.between(38, 55) * time))
    return np.sin(2 * np.pi * pitch * time) * chirp


def _frogs(take: Take) -> Signal:
    """Frogs by a pond."""
    return _calls(take, _Call((90, 130), 0.22, roughness=0.9), 0.8)


@in_room(1.0, 0.25, 200, 5000)
def _bark(take: Take) -> Hits:
    """A dog barks a few times."""
    return centred(take, times_every(take, 0.52, 0.35, 0.05)[:4], _one_bark, (0.7, 1))


def _one_bark(take: Take) -> Signal:
    samples = samples_in(0.22)
    along = np.linspace(0, 1, samples)
    pitch = take.between(260, 330) * (1 + 0.7 * np.exp(-(((along - 0.2) / 0.16) ** 2)) - 0.3 * along)
    source = _breathy(take, _voice(samples, pitch, 14, 0.7), 0.7)
    return _throat(source, (620, 1250, 2500)) * decay(samples, 11, 0.012)


@in_room(2.4, 0.5, 200, 4000)
def _howl(take: Take) -> Hits:
    """A wolf or a dog howls."""
    yield Hit(0.05, _howling(take.up_to(2.8)))


def _howling(samples: int) -> Signal:
    voice = _voice(samples, _howling_pitch(samples), 8, 1.2)
    return _throat(voice, _VOWELS[2]) * swell(samples, 0.3)


def _howling_pitch(samples: int) -> Signal:
    return 340 * _howling_glide(samples) * (1 + 0.012 * tone(5.2, samples))


def _howling_glide(samples: int) -> Signal:
    along = np.linspace(0, 1, samples)
    return 1 + 0.6 * np.minimum(1, along * 4) - 0.35 * np.maximum(0, along - 0.6)


def _growl(take: Take) -> Signal:
    """A low growl, or a beast's roar if it is strong."""
    return _glide(take, _Glide(1.6, 75 + 25 * take.strength, 60, _VOWELS[4], roughness=0.9))


@in_room(0.5, 0.15)
def _cat(take: Take) -> Hits:
    """A cat: mi-aow."""
    samples = take.up_to(0.8)
    along = np.linspace(0, 1, samples)
    source = _voice(samples, 560 * (1 + 0.35 * np.sin(np.pi * along)), 11, 0.8)
    mouth = _throat(source, _VOWELS[5]) * (1 - along) + _throat(source, _VOWELS[0]) * along
    yield Hit(0.05, mouth * swell(samples, 0.4))


def _purr(take: Take) -> Signal:
    """A cat purrs."""
    purring = band(noise(take), 60, 700) * _purring_pulse(take.samples)
    return np.stack([purring, purring])


def _purring_pulse(samples: int) -> Signal:
    return np.maximum(0, tone(25.0, samples)) ** 2 * (0.6 + 0.4 * tone(0.7, samples))


@in_room(1.0, 0.25)
def _whinny(take: Take) -> Hits:
    """A horse whinnies."""
    samples = take.up_to(1.5)
    pitch = (1050 - 520 * np.linspace(0, 1, samples)) * (1 + 0.09 * tone(11.0, samples))
    source = _breathy(take, _voice(samples, pitch, 8, 0.7), 0.2)
    yield Hit(0.05, _throat(source, (900, 1600, 2900)) * swell(samples, 0.2))


def _cattle(take: Take) -> Signal:
    """A cow lows."""
    return _glide(take, _Glide(1.7, 118, 138, _VOWELS[2], roughness=0.15))


def _bleat(take: Take) -> Signal:
    """A sheep or a goat."""
    return _glide(take, _Glide(0.9, 320, 300, _VOWELS[1], roughness=0.25, tremble=9.0))


@in_room(1.2, 0.3)
def _rooster(take: Take) -> Hits:
    """A cock crows."""
    for at, length, pitch in _COCK_CROW:
        yield Hit(at, _crow(take, samples_in(length), pitch))


def _crow(take: Take, samples: int, pitch: float) -> Signal:
    source = _breathy(take, _crowing(samples, pitch), 0.15)
    return _throat(source, _CROWING_THROAT) * swell(samples, 0.2)


def _crowing(samples: int, pitch: float) -> Signal:
    return _voice(samples, pitch * (1 + 0.12 * swell(samples)), 11, 0.6)


def _caw(take: Take) -> Signal:
    """A crow or a raven."""
    return _calls(take, _Call((430, 520), 0.3, roughness=0.7), 0.75, most=4)


@in_room(1.5, 0.35)
def _hawk(take: Take) -> Hits:
    """A bird of prey, or something that screeches like it."""
    yield Hit(0.05, band(_screech(take, take.up_to(1.1)), 1200, 7000))


def _screech(take: Take, samples: int) -> Signal:
    voice = harmonics(np.linspace(2700, 1700, samples), samples, (1, 0.5, 0.3))
    return _breathy(take, voice, 0.5) * swell(samples, 0.1)


@in_room(1.0, 0.5, 150, 3500)
def murmur(take: Take) -> Hits:
    """A crowd that talks: many voices, no words."""
    for _ in range(11):
        voice, side = _babble(take), take.rng.random()
        yield Hit(0, voice, side, take.between(0.3, 1))


@in_room(0.8, 0.3)
def _laughter(take: Take) -> Hits:
    """A few people laugh."""
    for _ in range(5):
        base, at, side = take.between(140, 320), take.between(0.02, 0.5), take.rng.random()
        for number in range(take.count(5, 11)):
            yield Hit(at, _ha(take, base * (1.25 - 0.03 * number)), side, 0.93**number)
            at += take.between(0.17, 0.24)


def _ha(take: Take, pitch: float) -> Signal:
    """One syllable of laughter."""
    source = _breathy(take, _voice(_HA_SAMPLES, pitch, 15, 0.9), 0.4)
    return _throat(source, _VOWELS[0]) * swell(_HA_SAMPLES, 0.3)


@in_room(1.4, 0.35)
def _applause(take: Take) -> Hits:
    """Applause."""
    bank = [_clap(take) for _ in range(_CLAPPERS)]
    build = np.minimum(1.0, 0.25 + np.linspace(0, take.seconds, 50) / 1.2)
    for _ in range(int(45 * (0.5 + take.strength))):
        side, level, kind = take.rng.random(), take.between(0.2, 1), int(take.rng.integers(_CLAPPERS))
        for at in times_every(take, take.between(0.19, 0.3), 0.12, take.between(0, 0.6)):
            yield Hit(at, bank[kind], side, level * build[min(49, int(at / take.seconds * 50))])


def _clap(take: Take) -> Signal:
    return _hands(take) * decay(1600, 130, 0.0008)


def _hands(take: Take) -> Signal:
    return band(noise(take, 1600), take.between(600, 1200), take.between(2200, 4200))


def _cheers(take: Take) -> Signal:
    """A crowd shouts for joy."""
    stage = 0.7 * _applause(take)
    for _ in range(10):
        source = _shout(take)
        at = take.between(0, max(0.1, take.seconds - 1.8))
        shout = _throat(source, _VOWELS[int(take.rng.integers(4))]) * swell(len(source), 0.3)
        put(stage, at, shout, take.rng.random(), 0.5)
    return roomy(take, stage, 1.4, 0.4)


def _shout(take: Take) -> Signal:
    pitch = _shouting_pitch(take, samples_in(take.between(0.9, 1.8)))
    return _breathy(take, _voice(len(pitch), pitch, 13, 0.8), 0.3)


def _shouting_pitch(take: Take, samples: int) -> Signal:
    return take.between(220, 420) * (1 + 0.3 * swell(samples, 0.4))


@in_room(0.4, 0.1)
def _breath(take: Take) -> Hits:
    """A person breathes in, and sighs."""
    for at, length, lowest, highest in _BREATHS:
        air = band(noise(take, samples_in(length)), lowest, highest, 1)
        yield Hit(at, air * swell(len(air), 0.4))


@in_room(0.4, 0.15)
def _gasp(take: Take) -> Hits:
    """A sharp breath in."""
    yield Hit(0.03, _indrawn_air(take, samples_in(0.45)))


def _indrawn_air(take: Take, samples: int) -> Signal:
    air = swept(noise(take, samples), np.linspace(900, 1900, samples), 0.95)
    return air * swell(samples, 0.7)


@in_room(0.5, 0.2)
def _cough(take: Take) -> Hits:
    """A person coughs twice."""
    for at in (0.03, 0.42):
        yield Hit(at, _one_cough(take, samples_in(0.26)))


def _one_cough(take: Take, samples: int) -> Signal:
    source = noise(take, samples) + 0.4 * harmonics(135.0, samples, _COUGH)
    return _throat(source, _COUGHING_THROAT) * decay(samples, 15, 0.006)


def _snore(take: Take) -> Signal:
    """A person snores."""
    return _calls(take, _Call((42, 55), 1.1, 4, roughness=0.95), 2.6)


def _sobs(take: Take) -> Signal:
    """A person weeps."""
    return _calls(take, _Call((280, 360), 0.3, 4, roughness=0.45), 0.55, most=6)


def _scream(take: Take) -> Signal:
    """A scream."""
    return _glide(take, _Glide(1.3, 720, 940, _VOWELS[0], roughness=0.5))


def _baby(take: Take) -> Signal:
    """A baby cries."""
    return _calls(take, _Call((420, 500), 0.75, roughness=0.3), 1.0, most=5)


def _groan(take: Take) -> Signal:
    """A person groans."""
    return _glide(take, _Glide(1.2, 118, 88, _VOWELS[4], roughness=0.35))


def _whispers(take: Take) -> Signal:
    """A person whispers, no words."""
    return roomy(take, _whispered_vowels(take) + _whispered_hiss(take), 0.6, 0.2)


def _whispered_vowels(take: Take) -> Signal:
    syllables = wander(take, 5.5, 0, 1) ** 2
    return swept(noise(take), wander(take, 4.5, 500, 2300), 0.96) * syllables * 2


def _whispered_hiss(take: Take) -> Signal:
    return high(noise(take), 4000) * wander(take, 5, 0, 1) ** 3 * 0.2


@in_room(2.6, 0.6)
def _choir(take: Take) -> Hits:
    """Voices that sing together, two to a note."""
    for pitch in _CHOIR_HERTZ:
        yield Hit(0, _singer(take, pitch), take.rng.random(), 0.4)


def _singer(take: Take, pitch: float) -> Signal:
    drift = _drift(take)
    return _throat(_voice(take.samples, pitch * drift, 10, 1.1), _VOWELS[0])


def _drift(take: Take) -> Signal:
    """How far a singer is from the pitch, as a factor."""
    return 1 + _vibrato(take) + take.between(-0.004, 0.004)


def _vibrato(take: Take) -> Signal:
    return 0.006 * tone(take.between(4.6, 5.8), take.samples, take.between(0, 6))


@staged
def _heartbeat(take: Take) -> Hits:
    """Heartbeat."""
    for at in times_every(take, 0.84, 0.02, 0.05):
        yield Hit(at, _beat(52))
        yield Hit(at + 0.28, _beat(64), level=0.7)


def _beat(pitch: float) -> Signal:
    beat = _falling_thump(pitch)
    return beat + 0.25 * band(beat**3, 90, 400)


def _falling_thump(pitch: float) -> Signal:
    time = seconds_of(_BEAT_SAMPLES)
    return _sinking_wave(time, pitch) * fading(time, 22) * np.minimum(1, time * 220)


def _sinking_wave(time: Signal, pitch: float) -> Signal:
    return np.sin(2 * np.pi * pitch * time * fading(time, 3))


def _babble(take: Take) -> Signal:
    """One voice of a crowd: pitch, vowels and pauses wander."""
    pitch = take.between(95, 230) * (1 + wander(take, 2.2, -0.12, 0.16))
    source = harmonics(pitch, take.samples, (1, 0.7, 0.5, 0.35, 0.25)) + 0.15 * noise(take)
    syllables = wander(take, take.between(3.2, 4.6), 0, 1) ** 1.5 * (wander(take, 0.5, -0.5, 1) > 0)
    return _two_formants(source, _VOWELS[int(take.rng.integers(6))]) * _smooth(syllables)


def _two_formants(source: Signal, vowel: Formants) -> Signal:
    lowest, middle, _ = vowel
    return _first_formant(source, lowest) + 0.6 * band(source, middle * 0.85, middle * 1.2, 1)


def _first_formant(source: Signal, hertz: float) -> Signal:
    return band(source, hertz * 0.7, hertz * 1.4, 1)


def _smooth(curve: Signal) -> Signal:
    sums = np.cumsum(np.pad(curve, (_SMOOTHING, 0)))
    return (sums[_SMOOTHING:] - sums[:-_SMOOTHING]) / _SMOOTHING


def _throat(source: Signal, formants: Formants) -> Signal:
    """A source through a mouth's resonances."""
    parts = map(partial(_resonance, source), formants, (1.0, 0.7, 0.35))
    return np.sum(list(parts), axis=0)


def _resonance(source: Signal, centre: float, level: float) -> Signal:
    return level * band(source, centre * 0.88, centre * 1.14, 1)


@dataclass(frozen=True)
class _Glide:
    """One long call whose pitch glides."""

    seconds: float
    first: float
    """Hertz at its beginning."""
    last: float
    vowel: Formants
    roughness: float
    tremble: float = 5.0


@in_room(0.9, 0.25)
def _glide(take: Take, call: _Glide) -> Hits:
    yield Hit(0.03, _glided(take, call, take.up_to(call.seconds)))


def _glided(take: Take, call: _Glide, samples: int) -> Signal:
    source = _rough_voice(take, _gliding_pitch(call, samples), call.roughness)
    return _throat(source, call.vowel) * swell(samples, 0.25)


def _gliding_pitch(call: _Glide, samples: int) -> Signal:
    return np.linspace(call.first, call.last, samples) * (1 + 0.02 * tone(call.tremble, samples))


def _rough_voice(take: Take, pitch: Signal, roughness: float) -> Signal:
    """A voice whose pitch shakes and that has noise in it, by its roughness."""
    shake = 1 + 0.1 * roughness * wander(take, 30, -1, 1, len(pitch))
    return _breathy(take, _voice(len(pitch), pitch * shake, 13, 0.8), roughness)


@dataclass(frozen=True)
class _Call:
    """A short call: the range of its pitch, its length and its vowel."""

    pitches: tuple[float, float]
    seconds: float
    vowel: int = 0
    roughness: float = 0.0


@in_room(1.0, 0.25)
def _calls(take: Take, call: _Call, every: float, most: int = 99) -> Hits:
    """The same call again and again."""
    return strewn(take, times_every(take, every, 0.25, 0.05)[:most], partial(_one_call, call=call))


def _one_call(take: Take, call: _Call) -> Signal:
    samples = samples_in(call.seconds * take.between(0.8, 1.2))
    pitch = take.between(*call.pitches) * (1 + 0.12 * swell(samples, 0.35))
    voice = _throat(_rough_voice(take, pitch, call.roughness), _VOWELS[call.vowel])
    return voice * swell(samples, 0.25)


LIVING: dict[str, Recipe] = {
    "birds": birds,
    "gulls": _gulls,
    "owl": _owl,
    "night insects": _insects,
    "frogs": _frogs,
    "dog bark": _bark,
    "howl": _howl,
    "growl": _growl,
    "cat": _cat,
    "purr": _purr,
    "whinny": _whinny,
    "cattle": _cattle,
    "bleat": _bleat,
    "rooster": _rooster,
    "caw": _caw,
    "screech": _hawk,
    "crowd murmur": murmur,
    "laughter": _laughter,
    "applause": _applause,
    "cheers": _cheers,
    "breath": _breath,
    "gasp": _gasp,
    "cough": _cough,
    "snore": _snore,
    "sobs": _sobs,
    "scream": _scream,
    "baby": _baby,
    "groan": _groan,
    "whispers": _whispers,
    "choir": _choir,
    "heartbeat": _heartbeat,
}
"""The recipes of this file, by name."""
