"""A person's own music and recordings, stored at the levels that the mix expects.

Every file is read to its end before anything is made of it.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import av
import numpy as np
import soundfile
from av.error import FFmpegError

from storyreel.editing.loudness import SAMPLE_RATE_HZ, SILENCE_LUFS, LoudnessMeter
from storyreel.editing.placed_sound import make_ready
from storyreel.film.assets import AssetStore
from storyreel.film.briefs import Music
from storyreel.film.errors import FilmError, SettingsError
from storyreel.project.own_files import LONGEST_SECONDS, READ_OPTIONS, SOUNDS, OwnFile

SOUND_BYTES = 2_000_000_000
MUSIC_LUFS, SPEECH_LUFS = -24.0, -20.0
"""What the mix takes music and speech to be recorded at."""
PEAK = 10 ** (-1 / 20)
_BLOCK = SAMPLE_RATE_HZ * 10


def own_music(path: Path, where: str, store: AssetStore) -> Music:
    """Music of any format as stereo FLAC at 48 kHz, at the level the crew's composer records at.

    Raises:
        SettingsError: the file is missing, is not a sound, is silent or longer than an hour.
    """
    with _leveled(OwnFile(path, where), MUSIC_LUFS, store) as (leveled, samples):
        duration_ms = max(1, round(samples * 1000 / SAMPLE_RATE_HZ))
        return Music(audio=store.put(leveled, "audio/flac"), duration_ms=duration_ms)


def own_speech(path: Path, where: str, store: AssetStore) -> np.ndarray:
    """A recording of speech as `(samples,)` float32 at 48 kHz, at the level the crew's narrator speaks at.

    Raises:
        SettingsError: the file is missing, is not a sound, is silent or longer than an hour.
    """
    with _leveled(OwnFile(path, where), SPEECH_LUFS, store) as (leveled, _):
        return soundfile.read(leveled, dtype="float32", always_2d=True)[0].mean(axis=1)


@contextmanager
def _leveled(own: OwnFile, lufs: float, store: AssetStore) -> Iterator[tuple[Path, int]]:
    """A FLAC at that loudness, which is deleted again, and its number of samples."""
    folder = store.workspace()
    try:
        ready, leveled = folder / "ready.wav", folder / "leveled.flac"
        samples = _make_ready(own, ready)
        _level(ready, leveled, lufs, own)
        yield leveled, samples
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _make_ready(own: OwnFile, ready: Path) -> int:
    """Write a sound file as stereo or mono float samples at 48 kHz; returns their number."""
    own.require(SOUNDS, "a sound file", SOUND_BYTES)
    try:
        _require_sound(own)
        make_ready(own.path, ready)
        samples = soundfile.info(ready).frames
    except SettingsError:
        raise
    except (FFmpegError, FilmError, soundfile.LibsndfileError) as error:
        raise own.refusal(
            f"which is not a whole sound file ({type(error).__name__}); {', '.join(SOUNDS)} are accepted."
        ) from error
    if not 0 < samples <= LONGEST_SECONDS * SAMPLE_RATE_HZ:
        raise own.refusal(
            f"which holds {samples:,} samples of sound; some, and at most an hour, are accepted."
        )
    return samples


def _require_sound(own: OwnFile) -> None:
    with av.open(str(own.path), options=READ_OPTIONS) as container:
        if not container.streams.audio:
            raise own.refusal("which holds no sound; a sound file is accepted.")
        seconds = 0.0
        for frame in container.decode(audio=0):
            seconds += frame.samples / frame.sample_rate
            own.require_length(seconds)


def _level(source: Path, target: Path, lufs: float, own: OwnFile) -> None:
    """Write a FLAC at that loudness, its peaks under -1 dBFS, ten seconds at a time."""
    with soundfile.SoundFile(source) as sound:
        gain = _gain(sound, lufs, own)
        sound.seek(0)
        with soundfile.SoundFile(
            target, "w", SAMPLE_RATE_HZ, sound.channels, format="FLAC", subtype="PCM_24"
        ) as sink:
            for block in _blocks(sound):
                sink.write(block * np.float32(gain))


def _gain(sound: soundfile.SoundFile, lufs: float, own: OwnFile) -> float:
    """What the samples are multiplied by to be as loud as asked, or as loud as their peaks allow."""
    meter, peak = LoudnessMeter(sound.channels), 0.0
    for block in _blocks(sound):
        if not np.isfinite(block).all():
            raise own.refusal("whose samples are not numbers; make it again.")
        meter.hear(block)
        peak = max(peak, float(np.abs(block).max(initial=0)))
    measured = meter.integrated_lufs()
    if measured <= SILENCE_LUFS:
        raise own.refusal("which is silent; a recording that can be heard is accepted.")
    return min(10 ** ((lufs - measured) / 20), PEAK / peak)


def _blocks(sound: soundfile.SoundFile) -> Iterator[np.ndarray]:
    return sound.blocks(_BLOCK, dtype="float32", always_2d=True)
