"""One placed sound, read from its file as the mix goes by: looped, faded, panned, at its level.

It does not know the other sounds.
"""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import soundfile
from av.audio.resampler import AudioResampler
from av.error import FFmpegError

from storyreel.editing.loudness import SAMPLE_RATE_HZ
from storyreel.film.cutting import PlacedSound
from storyreel.film.errors import RenderError

_EDGE = 240
"""5 ms: the shortest fade, where a sound is cut off without one."""


class PlacedPlayer:
    """Plays one placed sound; blocks must be asked in film order."""

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
        """Let go of the file."""
        self._file.close()

    def _read(self, offset: int, samples: int) -> np.ndarray:
        """`samples` samples from `offset` of the sound, round and round where it is looped."""
        parts: list[np.ndarray] = []
        position = offset % self._file.frames
        while samples > 0:
            if self._file.tell() != position:
                self._file.seek(position)
            part = self._file.read(
                min(samples, self._file.frames - position), dtype="float32", always_2d=True
            )
            if not len(part):
                raise RenderError(
                    f"{Path(self._file.name).name!r} ends before its stated {self._file.frames} samples; make"
                    " it again."
                )
            parts.append(part)
            samples -= len(part)
            position = (position + len(part)) % self._file.frames
        return np.concatenate(parts)

    def _envelope(self, start: int, end: int) -> np.ndarray:
        """Level and fades over [start, end): sines, so that a fade out under a fade in of equal length keeps the power."""
        gain = np.full(end - start, 10 ** (self.placed.gain_db / 20), np.float32)
        fade_in = self.placed.fade_in_ms * SAMPLE_RATE_HZ // 1000
        fade_out = self.placed.fade_out_ms * SAMPLE_RATE_HZ // 1000 or (_EDGE if self._cut_off else 0)
        if start - self.start < fade_in:
            gain *= np.sin(
                np.clip((np.arange(start, end) - self.start) / fade_in, 0, 1) * (np.pi / 2)
            ).astype(np.float32)
        if self.end - end < fade_out:
            gain *= np.sin(np.clip((self.end - np.arange(start, end)) / fade_out, 0, 1) * (np.pi / 2)).astype(
                np.float32
            )
        return gain

    def _sides(self) -> np.ndarray:
        """Gain left and right at constant power.

        A mono sound in the middle goes to both sides 3 dB down, a stereo one as it is.
        """
        angle = (self.placed.pan + 1) * np.pi / 4
        sides = np.array([np.cos(angle), np.sin(angle)], np.float32)
        return sides if self._mono else sides * np.float32(np.sqrt(2))


def is_ready(path: Path) -> bool:
    """Whether a file can be played as it is: a format soundfile seeks in, 48 kHz, mono or stereo."""
    try:
        facts = soundfile.info(path)
    except soundfile.LibsndfileError:
        return False
    return (
        facts.samplerate == SAMPLE_RATE_HZ and facts.channels <= 2 and facts.format in ("FLAC", "WAV", "RF64")
    )


def make_ready(path: Path, ready: Path) -> None:
    """Write any sound file as stereo (or mono, if it is) float samples at 48 kHz, a little at a time.

    Raises:
        RenderError: the file cannot be decoded.
    """
    try:
        with av.open(str(path)) as source:
            stream = source.streams.audio[0]
            channels = 1 if stream.codec_context.channels == 1 else 2
            resampler = AudioResampler(
                format="flt", layout="mono" if channels == 1 else "stereo", rate=SAMPLE_RATE_HZ
            )
            with soundfile.SoundFile(
                ready, "w", SAMPLE_RATE_HZ, channels, format="RF64", subtype="FLOAT"
            ) as sink:
                for frame in (*source.decode(stream), None):
                    for part in resampler.resample(frame):
                        sink.write(np.asarray(part.to_ndarray(), np.float32).reshape(-1, channels))
    except (FFmpegError, IndexError) as error:
        raise RenderError(
            f"the sound file {path.name!r} cannot be decoded ({error}); make it again or replace it."
        ) from error
