"""One placed sound, read from its file block by block as it is mixed: looped, faded, panned, at its level."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import av
import numpy as np
import soundfile
from av.audio.resampler import AudioResampler
from av.container import InputContainer
from av.error import FFmpegError

from storyreel.editing.loudness import SAMPLE_RATE_HZ
from storyreel.film.cutting import PlacedSound
from storyreel.film.errors import RenderError

_EDGE = 240
"""5 ms: the shortest fade, for a sound that is cut off without one."""


class PlacedPlayer:
    """Plays one placed sound; blocks must be asked for in film order."""

    def __init__(self, placed: PlacedSound, path: Path) -> None:
        self.placed = placed
        self._file = soundfile.SoundFile(path)
        self._mono = self._file.channels == 1
        self.start = placed.start_ms * SAMPLE_RATE_HZ // 1000
        natural = self.start + self._file.frames
        wanted = natural if placed.end_ms is None else placed.end_ms * SAMPLE_RATE_HZ // 1000
        self.end = wanted if placed.looped and placed.end_ms is not None else min(wanted, natural)
        self._cut_off = self.end < natural or placed.looped
        if not self._file.frames:
            self.end = self.start

    def play(self, start: int, end: int) -> np.ndarray:
        """Samples [start, end) of the film, both inside the sound: `(samples, 2)` float32."""
        sound = self._read(start - self.start, end - start)
        return sound * self._envelope(start, end)[:, None] * self._sides()

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _read(self, offset: int, samples: int) -> np.ndarray:
        """`samples` samples from `offset` of the sound, over and over if it is looped."""
        parts: list[np.ndarray] = []
        position = offset % self._file.frames
        while samples > 0:
            part = self._part(position, samples)
            parts.append(part)
            samples -= len(part)
            position = (position + len(part)) % self._file.frames
        return np.concatenate(parts)

    def _part(self, position: int, samples: int) -> np.ndarray:
        """At most that many samples from a position, up to the end of the file."""
        if self._file.tell() != position:
            self._file.seek(position)
        count = min(samples, self._file.frames - position)
        part = self._file.read(count, dtype="float32", always_2d=True)
        if not len(part):
            raise RenderError(
                f"{Path(self._file.name).name!r} ends before its stated {self._file.frames} samples; make it"
                " again."
            )
        return part

    def _envelope(self, start: int, end: int) -> np.ndarray:
        """Level and fades over [start, end).

        Fades are sines: a fade out under a fade in of equal length keeps the power.
        """
        gain = np.full(end - start, 10 ** (self.placed.gain_db / 20), np.float32)
        fade_in = self.placed.fade_in_ms * SAMPLE_RATE_HZ // 1000
        fade_out = self.placed.fade_out_ms * SAMPLE_RATE_HZ // 1000 or (_EDGE if self._cut_off else 0)
        if start - self.start < fade_in:
            gain *= _sine((np.arange(start, end) - self.start) / fade_in)
        if self.end - end < fade_out:
            gain *= _sine((self.end - np.arange(start, end)) / fade_out)
        return gain

    def _sides(self) -> np.ndarray:
        """Gain left and right at constant power.

        A mono sound in the middle goes to both sides 3 dB down, a stereo one as it is.
        """
        angle = (self.placed.pan + 1) * np.pi / 4
        sides = np.array([np.cos(angle), np.sin(angle)], np.float32)
        return sides if self._mono else sides * np.float32(np.sqrt(2))


def _sine(share: np.ndarray) -> np.ndarray:
    """Gain of a fade by how far it is, 0 to 1."""
    return np.sin(np.clip(share, 0, 1) * (np.pi / 2)).astype(np.float32)


def is_ready(path: Path) -> bool:
    """Whether a file can be played as it is: a format soundfile seeks in, 48 kHz, mono or stereo."""
    try:
        facts = soundfile.info(path)
    except soundfile.LibsndfileError:
        return False
    has_known_format = facts.format in ("FLAC", "WAV", "RF64")
    return facts.samplerate == SAMPLE_RATE_HZ and facts.channels <= 2 and has_known_format


def make_ready(path: Path, ready: Path) -> None:
    """Write any sound file as stereo (or mono, if it is) float samples at 48 kHz, a little at a time.

    Raises:
        RenderError: the file cannot be decoded.
    """
    try:
        with av.open(str(path)) as source:
            channels = 1 if source.streams.audio[0].codec_context.channels == 1 else 2
            with soundfile.SoundFile(
                ready, "w", SAMPLE_RATE_HZ, channels, format="RF64", subtype="FLOAT"
            ) as sink:
                for part in _resampled(source, channels):
                    sink.write(part)
    except (FFmpegError, IndexError) as error:
        raise RenderError(
            f"the sound file {path.name!r} cannot be decoded ({error}); make it again or replace it."
        ) from error


def _resampled(source: InputContainer, channels: int) -> Iterator[np.ndarray]:
    """The sound at 48 kHz, part by part, `(samples, channels)` float32."""
    layout = "mono" if channels == 1 else "stereo"
    resampler = AudioResampler(format="flt", layout=layout, rate=SAMPLE_RATE_HZ)
    for frame in chain(source.decode(source.streams.audio[0]), (None,)):
        for part in resampler.resample(frame):
            yield np.asarray(part.to_ndarray(), np.float32).reshape(-1, channels)
