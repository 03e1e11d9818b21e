"""Stores sound of any format as the film needs it: at 48 kHz, with a known length and level."""

from __future__ import annotations

import io
import math
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from storyreel.film.errors import BrokenDeliveryError

if TYPE_CHECKING:
    import av
    import numpy as np

    from storyreel.film.assets import AssetRef, AssetStore

RATE_HZ = 48_000
SPEECH_LUFS, EFFECT_LUFS, BED_LUFS, MUSIC_LUFS = -20.0, -20.0, -34.0, -24.0
"""Levels that the mix expects: of speech, of an effect at its loudest, of a bed and of music."""
FORMATS = "mp3,wav,flac,ogg,aac,mov,matroska,aiff"
SEAM_SECONDS = 1.0
_SILENT_PEAK = 10 ** (-80 / 20)
_QUIET_PEAK = 10 ** (-50 / 20)
"""Share of the loudest sample; below it there is no speech. Soft consonants are above it."""
_MARGIN = RATE_HZ // 100
_SHORT = 0.95
"""A file must hold at least this share of the length in its header; the rest may be padding of its codec."""
_MP3_HEADER = 16_384
"""Bytes at the beginning of an MP3 that may hold its length, after its tags. Without that, the length is only
guessed from the size of the file.
"""
_BLOCK = 20 * RATE_HZ
_PEAK = 10 ** (-3 / 20)


def decoded(content: bytes, channels: int, provider: str, least_seconds: float = 0.0) -> np.ndarray:
    """The whole sound as `(samples, channels)` float32 in [-1, 1] at 48 kHz.

    channels: 1 or 2. least_seconds: a shorter sound counts as cut off.

    Raises:
        BrokenDeliveryError: empty, silent, damaged, cut off, or no sound at all.
    """
    import av.error
    import numpy as np

    if not content:
        raise _broken(provider, "an empty file")
    try:
        blocks, stated_seconds = _blocks(content, channels)
    except (av.error.FFmpegError, IndexError, ValueError) as error:
        raise _broken(provider, f"{len(content):,} bytes that do not decode as sound") from error
    sound = np.concatenate(blocks) if blocks else np.zeros((0, channels), np.float32)
    seconds = len(sound) / RATE_HZ
    if seconds < max(least_seconds, stated_seconds * _SHORT - 0.1):
        expected = max(least_seconds, stated_seconds)
        raise _broken(provider, f"{seconds:.2f} s of sound of the expected {expected:.2f} s; it was cut off")
    if not len(sound) or float(np.abs(sound).max()) < _SILENT_PEAK:
        raise _broken(provider, f"{seconds:.2f} s of silence")
    return sound


def heard_span(sound: np.ndarray) -> tuple[int, int]:
    """First sample of `(samples,)` that is heard, and the one after the last, with 10 ms on both sides."""
    import numpy as np

    size = np.abs(sound)
    loud = np.flatnonzero(size > _QUIET_PEAK * size.max(initial=0.0))
    if not loud.size:
        return 0, len(sound)
    return max(0, int(loud[0]) - _MARGIN), min(len(sound), int(loud[-1]) + 1 + _MARGIN)


def as_effect(sound: np.ndarray, seconds: float) -> np.ndarray:
    """At most this many seconds of a stereo sound, faded out, at the level of an effect."""
    from storyreel.editing.recording import level_moment

    effect = sound[: max(1, round(seconds * RATE_HZ))].copy()
    fade_seconds = 0.9 if len(effect) < len(sound) else 0.03
    _fade(effect, RATE_HZ // 400, min(len(effect) // 4, round(fade_seconds * RATE_HZ)))
    return level_moment(effect, EFFECT_LUFS)


def as_bed(sound: np.ndarray, seconds: float) -> np.ndarray:
    """Exactly this many seconds of a stereo bed that loops without a seam, at the level of a bed.

    made     |aaaa-----------------|bbbb|
    unit     |b>a------------------|      what would have come after the end fades into the beginning
    bed      |b>a-----|b>a-----|b>a-----|  as many units of equal length as fill the time
    """
    import numpy as np

    from storyreel.editing.recording import level_speech

    samples = max(1, round(seconds * RATE_HZ))
    seam = min(round(SEAM_SECONDS * RATE_HZ), len(sound) // 4)
    times = math.ceil(samples / (len(sound) - seam))
    length = math.ceil(samples / times)
    seam = min(seam, length // 2)
    unit = sound[:length].copy()
    along = np.linspace(0, np.pi / 2, seam, dtype=np.float32)[:, None]
    unit[:seam] = unit[:seam] * np.sin(along) + sound[length : length + seam] * np.cos(along)
    return level_speech(np.tile(unit, (times, 1))[:samples], BED_LUFS)


def as_music(sound: np.ndarray, seconds: float) -> np.ndarray:
    """Exactly this many seconds of stereo music with a fade at the end, at the level of music.

    If the music is shorter, silence follows the fade.
    """
    import numpy as np

    samples = max(1, round(seconds * RATE_HZ))
    music = sound[:samples].copy() if len(sound) >= samples else sound.copy()
    _level_music(music)
    _fade(music, min(len(music) // 8, RATE_HZ // 100), min(len(music) // 2, round(2.5 * RATE_HZ)))
    if len(music) == samples:
        return music
    return np.pad(music, ((0, samples - len(music)), (0, 0)))


def joined(parts: list[np.ndarray], seam_seconds: float) -> np.ndarray:
    """Stereo parts one after another; each fades into the next over the seam."""
    import numpy as np

    whole = parts[0]
    for part in parts[1:]:
        seam = min(round(seam_seconds * RATE_HZ), len(whole), len(part))
        along = np.linspace(0, np.pi / 2, seam, dtype=np.float32)[:, None]
        middle = whole[len(whole) - seam :] * np.cos(along) + part[:seam] * np.sin(along)
        whole = np.concatenate([whole[: len(whole) - seam], middle, part[seam:]])
    return whole


def keep(sound: np.ndarray, store: AssetStore) -> AssetRef:
    """A stored 16 bit FLAC of `(samples,)` or `(samples, channels)` at 48 kHz, written in pieces."""
    import soundfile

    with TemporaryDirectory(dir=store.workspace()) as folder:
        path = Path(folder) / "recording.flac"
        channels = 1 if sound.ndim == 1 else sound.shape[1]
        with soundfile.SoundFile(path, "w", RATE_HZ, channels, format="FLAC", subtype="PCM_16") as file:
            for start in range(0, len(sound), _BLOCK):
                file.write(sound[start : start + _BLOCK])
        return store.put(path, "audio/flac")


def milliseconds(sound: np.ndarray) -> int:
    """Length to the nearest millisecond, at least one."""
    return max(1, round(len(sound) * 1000 / RATE_HZ))


def _blocks(content: bytes, channels: int) -> tuple[list[np.ndarray], float]:
    """The decoded blocks, each `(samples, channels)`, and the length in the file's header; 0 for none."""
    import av

    with av.open(io.BytesIO(content), "r", container_options={"format_whitelist": FORMATS}) as file:
        stream = file.streams.audio[0]
        stream.codec_context.options = {"err_detect": "explode"}
        layout = "stereo" if channels == 2 else "mono"
        resampler = av.AudioResampler(format="fltp", layout=layout, rate=RATE_HZ)
        blocks = [part.to_ndarray().T for frame in file.decode(stream) for part in resampler.resample(frame)]
        blocks += [part.to_ndarray().T for part in resampler.resample(None)]
        is_guessed = file.format.name == "mp3" and not _tells_length(content)
        return blocks, 0.0 if is_guessed else _claimed_seconds(stream)


def _tells_length(mp3: bytes) -> bool:
    return any(mark in mp3[:_MP3_HEADER] for mark in (b"Xing", b"Info", b"VBRI"))


def _claimed_seconds(stream: av.AudioStream) -> float:
    """The length in a file's header; 0 for none.

    A stream that was written while it was made has no length there, or the largest number.
    """
    if stream.duration is None or stream.time_base is None:
        return 0.0
    seconds = float(stream.duration * stream.time_base)
    return seconds if seconds < 24 * 3600 else 0.0


def _level_music(music: np.ndarray) -> None:
    """Bring music to its level in place, block by block. High peaks are rounded off."""
    import numpy as np

    gain = _music_gain(music)
    knee = 0.7 * _PEAK
    for start in range(0, len(music), _BLOCK):
        block = music[start : start + _BLOCK]
        block *= gain
        over = np.abs(block) > knee
        size = np.abs(block[over])
        block[over] = np.sign(block[over]) * (knee + (_PEAK - knee) * np.tanh((size - knee) / (_PEAK - knee)))


def _music_gain(music: np.ndarray) -> np.float32:
    """The factor that brings music to its level; 1 for silence."""
    import numpy as np

    from storyreel.editing.loudness import SILENCE_LUFS, LoudnessMeter

    meter = LoudnessMeter(music.shape[1])
    for start in range(0, len(music), _BLOCK):
        meter.hear(music[start : start + _BLOCK])
    measured = meter.integrated_lufs()
    return np.float32(10 ** ((MUSIC_LUFS - measured) / 20)) if measured > SILENCE_LUFS else np.float32(1)


def _fade(sound: np.ndarray, begin: int, end: int) -> None:
    """Fade the first and the last samples of `(samples, channels)` in place."""
    import numpy as np

    sound[:begin] *= np.linspace(0, 1, begin, dtype=np.float32)[:, None]
    sound[len(sound) - end :] *= (0.5 + 0.5 * np.cos(np.linspace(0, np.pi, end, dtype=np.float32)))[:, None]


def _broken(provider: str, what: str) -> BrokenDeliveryError:
    return BrokenDeliveryError(
        f"{provider} delivered {what}. It may have been charged and cannot be used; nothing was bought again."
        " `storyreel redo` asks for another take.",
        provider=provider,
    )
