"""Makes a recorded line sound as it is heard: through a device, from elsewhere, in the room of its scene."""

from __future__ import annotations

from functools import cache

import numpy as np
from scipy.signal import butter, fftconvolve, resample_poly, sosfilt

from storyreel.editing.recording import SAMPLE_RATE_HZ, Signal
from storyreel.film.hearing import Medium, Room

_BANDS = {
    Medium.RADIO: (420, 3000),
    Medium.TELEPHONE: (300, 3400),
    Medium.LOUDSPEAKER: (350, 4500),
    Medium.SCREEN: (160, 6000),
}
"""What a device lets through, hertz; a telephone by ITU-T G.712."""
_DRIVE = {Medium.RADIO: 5.0, Medium.TELEPHONE: 2.0, Medium.LOUDSPEAKER: 3.0, Medium.SCREEN: 1.2}
"""How hard a device bends what is loud."""
_HISS_DB = {Medium.RADIO: -26.0, Medium.TELEPHONE: -40.0}
"""The level of its noise against the voice."""
_ROOMS = {
    Room.SMALL: (0.28, 0.05, 5500),
    Room.HALL: (1.1, 0.08, 5000),
    Room.STONE: (0.8, 0.09, 4200),
    Room.CABIN: (0.14, 0.07, 4500),
    Room.OPEN: (0.10, 0.02, 3500),
}
"""Seconds in which the echo of a room dies away by 60 dB, its share, and its highest frequency."""
_BEHIND_A_WALL_HZ = 2600
_CROWD = ((0.0, 1.0, 0.0), (0.035, 1.03, -2.0), (0.075, 0.96, -3.0), (0.11, 1.06, -4.0), (0.16, 0.93, -4.0))
"""Voices of a crowd: how many seconds late, how much higher, and how much softer in decibels."""


def as_heard(voice: Signal, medium: Medium, room: Room, *, off_screen: bool = False) -> Signal:
    """The line as it is heard, mono float32 at 48 kHz, with the echo of the room after its end.

    Loudness stays about the same. off_screen: it comes from outside the picture, through no device.
    """
    heard = _through(voice.astype(np.float64), medium)
    if off_screen and medium is Medium.AIR:
        heard = _like(_filtered(1, _BEHIND_A_WALL_HZ, "lp", heard), heard)
    if medium is Medium.THOUGHT:
        return _in_room(heard, (0.6, 0.10, 7000)).astype(np.float32)
    if room in _ROOMS and medium is not Medium.TELEPHONE:
        heard = _in_room(heard, _ROOMS[room])
    return heard.astype(np.float32)


def _through(voice: Signal, medium: Medium) -> Signal:
    if medium is Medium.CROWD:
        return _like(_many(voice), voice)
    if medium not in _BANDS:
        return voice
    narrow = _filtered(4, _BANDS[medium], "bp", voice)
    loud = np.abs(narrow).max(initial=1e-9)
    bent = _filtered(2, _BANDS[medium], "bp", np.tanh(narrow / loud * _DRIVE[medium]))
    return _like(bent, voice) + _hiss(len(voice), medium, voice)


def _hiss(samples: int, medium: Medium, voice: Signal) -> Signal:
    if medium not in _HISS_DB:
        return np.zeros(samples)
    noise = _filtered(2, _BANDS[medium], "bp", np.random.default_rng(3).standard_normal(samples))
    return _like(noise, voice) * 10 ** (_HISS_DB[medium] / 20)


def _many(voice: Signal) -> Signal:
    """A crowd that says the same: the voice several times, neither together nor at one pitch."""
    total = np.zeros(round(len(voice) * 1.12) + round(0.2 * SAMPLE_RATE_HZ))
    for late, higher, gain_db in _CROWD:
        one = resample_poly(voice, 100, round(100 * higher))
        start = round(late * SAMPLE_RATE_HZ)
        total[start : start + len(one)] += one[: len(total) - start] * 10 ** (gain_db / 20)
    return total


def _in_room(voice: Signal, room: tuple[float, float, int]) -> Signal:
    seconds, share, highest_hz = room
    echo = _echo(seconds, highest_hz)
    echoed = fftconvolve(voice, echo)
    whole = np.pad(voice, (0, len(echo) - 1))
    return _like(whole + share * 2.2 * echoed, whole)


@cache
def _echo(seconds: float, highest_hz: int) -> Signal:
    """The echo of a click in a room, of energy 1, 8 ms later."""
    length = round(seconds * SAMPLE_RATE_HZ)
    noise = np.random.default_rng(1).standard_normal(length) * np.exp(-6.9 * np.arange(length) / length)
    echo = _filtered(2, (180, highest_hz), "bp", noise)
    return np.pad(echo / np.sqrt((echo**2).sum()), (SAMPLE_RATE_HZ // 125, 0))


def _like(sound: Signal, other: Signal) -> Signal:
    """The sound with as much energy as another."""
    return sound * np.sqrt((other**2).sum() / max(1e-12, (sound**2).sum()))


def _filtered(order: int, edges: float | tuple[float, float], kind: str, sound: Signal) -> Signal:
    return np.asarray(sosfilt(butter(order, edges, kind, fs=SAMPLE_RATE_HZ, output="sos"), sound))
