"""Makes one effect or bed: reads the words, plays the recipes, shapes and levels the sound."""

from __future__ import annotations

import numpy as np

from storyreel.animatic.foley.acoustics import RATE, Take, low, roomy
from storyreel.animatic.foley.recipes import RECIPES
from storyreel.animatic.foley.vocabulary import Heard, hear
from storyreel.editing.recording import keep, level_moment, level_speech, milliseconds
from storyreel.film.assets import AssetStore
from storyreel.film.briefs import Sound, SoundBrief

EFFECT_LUFS, BED_LUFS = -20.0, -34.0
_SEAM_SECONDS = 1.0
_INAUDIBLE = 10 ** (-60 / 20)
_LONG_FADE, _SHORT_FADE = int(0.9 * RATE), RATE // 30
"""Samples over which the end of an effect fades."""
_SIDE_SOUND = 0.6
"""Level of a bed's second sound beside its first."""


def make_sound(brief: SoundBrief, store: AssetStore) -> Sound:
    """The sound as stereo FLAC at 48 kHz.

    An effect dies away and may be shorter than asked. A bed is exactly as long as asked and can be repeated
    end to end. `audio` is None if no recipe fits the words.
    """
    heard = hear(brief.sound, brief.ambience)
    if not heard.names:
        return Sound(audio=None, duration_ms=0, exact=False)
    sound = _bed(brief, heard) if brief.ambience else _effect(brief, heard)
    return Sound(
        audio=keep(sound, store),
        duration_ms=milliseconds(sound),
        rendered_as=" and ".join(heard.names),
        exact=heard.exact,
    )


def _effect(brief: SoundBrief, heard: Heard) -> np.ndarray:
    samples = max(RATE // 5, round(brief.seconds * RATE))
    played = _as_heard(_played(brief, heard, samples), heard, brief.seed).T.astype(np.float32)
    quieter = 4.0 if heard.distant else 0.0
    return _faded(level_moment(_died_away(played), EFFECT_LUFS - quieter))


def _bed(brief: SoundBrief, heard: Heard) -> np.ndarray:
    samples = round(brief.seconds * RATE)
    seam = min(round(_SEAM_SECONDS * RATE), samples // 2)
    played = _as_heard(_played(brief, heard, samples + 2 * seam), heard, brief.seed)
    settled = played[:, seam:]  # filters and rooms have filled by then
    return level_speech(_seamless(settled, samples, seam).T.astype(np.float32), BED_LUFS)


def _played(brief: SoundBrief, heard: Heard, samples: int) -> np.ndarray:
    """All the named sounds together, the second and later ones quieter; `(2, samples)`."""
    total = np.zeros((2, samples))
    for number, name in enumerate(heard.names):
        rng = np.random.default_rng((brief.seed, number))
        sound = RECIPES[name](Take(samples, rng, heard.strength, heard.ground or brief.ground))
        total += sound * (_SIDE_SOUND ** min(1, number) / max(1e-9, _rms(sound)))
    return total


def _rms(sound: np.ndarray) -> float:
    return np.sqrt(np.mean(sound**2))


def _as_heard(sound: np.ndarray, heard: Heard, seed: int) -> np.ndarray:
    """The sound as the listener hears it: through a wall, or from far off."""
    if heard.muffled:
        middle = sound.mean(axis=0)
        sound = low(0.5 * sound + 0.5 * middle, 520)
    if heard.distant:
        rng = np.random.default_rng((seed, 1_000))
        sound = roomy(Take(sound.shape[1], rng), low(sound, 2600, 1), 2.2, 0.6, 100, 2500)
    return sound


def _seamless(sound: np.ndarray, samples: int, seam: int) -> np.ndarray:
    """The first `samples` samples, their beginning made of what would have come after their end.

    played   |aaaa-----------------|bbbb|
    bed      |b>a------------------|      so that bed after bed goes on as played
    """
    bed = sound[:, :samples].copy()
    along = np.linspace(0, np.pi / 2, seam)
    bed[:, :seam] = bed[:, :seam] * np.sin(along) + sound[:, samples : samples + seam] * np.cos(along)
    return bed


def _died_away(sound: np.ndarray) -> np.ndarray:
    """The sound up to the moment at which it can no longer be heard."""
    audible = _audible(np.abs(sound).max(axis=1))
    if not audible.size:
        return sound
    return sound[: min(len(sound), int(audible[-1]) + RATE // 20)]


def _audible(level: np.ndarray) -> np.ndarray:
    """Samples that are heard beside the loudest."""
    return np.flatnonzero(level > level.max(initial=0.0) * _INAUDIBLE)


def _faded(sound: np.ndarray) -> np.ndarray:
    """The sound without a click at either end; what still sounds at its end fades over up to 0.9 s."""
    begin, end = min(RATE // 400, len(sound) // 4), _fade_out(sound)
    sound[:begin] *= np.linspace(0, 1, begin, dtype=np.float32)[:, None]
    falling = 0.5 + 0.5 * np.cos(np.linspace(0, np.pi, end, dtype=np.float32))
    sound[len(sound) - end :] *= falling[:, None]
    return sound


def _fade_out(sound: np.ndarray) -> int:
    """Samples over which the end fades."""
    wanted = _LONG_FADE if _still_sounds(sound) else _SHORT_FADE
    return min(len(sound) // 4, wanted)


def _still_sounds(sound: np.ndarray) -> bool:
    """Whether the sound has not died away at its end."""
    return _rms(sound[-RATE // 10 :]) > 0.03 * _rms(sound)
