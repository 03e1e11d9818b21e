"""Samples a clip: the stretches between its cuts, and pictures that represent what it shows.

clip      |--------------------------|-------|------------------------|
stretches |            0             |   1   |           2            |    divided where the colours jump
samples   ^       ^       ^       ^  ^       ^        ^        ^           at each start, then every 2 seconds
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.container import InputContainer
from av.error import FFmpegError
from av.video.stream import VideoStream

from storyreel.film.errors import RenderError

READ_OPTIONS = {"protocol_whitelist": "file", "format_whitelist": "mov,matroska"}
"""A playlist under a clip's name is neither of these formats and is not followed."""
CLIPS = (".mp4", ".mov", ".m4v", ".mkv", ".webm")
SAMPLER = 1
"""Raised if another picture or another cut would be found in the same clip."""
LOOKS_PER_SECOND = 8
EVERY_SECONDS = 2.0
MOST_SAMPLES = 60
SAMPLE_SIDE = 224
"""Longer side of a sample in pixels: what CLIP looks at."""
CUT_DISTANCE = 0.45
"""Share of the pixels whose coarse colour changes from one look to the next: under 0.3 for pans in our
trials, above 0.5 for cuts.
"""
MOST_PIXELS = 8192 * 8192


@dataclass(frozen=True)
class Stretch:
    """Seconds [start, end) of a clip without a cut."""

    start: float
    end: float


@dataclass(frozen=True)
class ClipSamples:
    """What was found in a clip."""

    stretches: tuple[Stretch, ...]
    times: tuple[float, ...]
    """Seconds of each sample."""
    stretch_of: tuple[int, ...]
    """Stretch of each sample."""
    pictures: tuple[np.ndarray, ...]
    """Each `(height, width, 3)` uint8 RGB, the longer side 224 pixels."""


def sample_clip(path: Path) -> ClipSamples:
    """The stretches of a clip and at most 60 samples; each of up to 60 stretches has at least one.

    Raises:
        RenderError: it is not a clip, or none of it can be decoded.
    """
    samples = _Samples()
    try:
        with av.open(str(path), options=READ_OPTIONS) as container:
            _sample(container, path, samples)
    except FFmpegError as error:
        if not samples.times:
            raise RenderError(f"{path.name!r} cannot be read as video: {error.strerror}.") from error
    if not samples.times:
        raise RenderError(f"{path.name!r} holds no picture that can be decoded; a video file is accepted.")
    return samples.sampled()


def _sample(container: InputContainer, path: Path, samples: _Samples) -> None:
    if not container.streams.video:
        raise RenderError(f"{path.name!r} holds no picture; a video file is accepted.")
    stream = container.streams.video[0]
    stream.thread_type = "AUTO"
    if stream.width * stream.height > MOST_PIXELS:
        raise _too_large(path, stream)
    frame_seconds = float(1 / Fraction(stream.average_rate or 25))
    origin = float((stream.start_time or 0) * (stream.time_base or 0))
    for number, frame in enumerate(container.decode(stream)):
        seconds = frame.time - origin if frame.time is not None else number * frame_seconds
        samples.see(frame, seconds, frame_seconds)


def _too_large(path: Path, stream: VideoStream) -> RenderError:
    return RenderError(
        f"{path.name!r} claims {stream.width}x{stream.height} pixels; at most {MOST_PIXELS:,} are accepted."
    )


class _Samples:
    """Takes frames in their order and keeps samples of them."""

    def __init__(self) -> None:
        self.times: list[float] = []
        self._stretch_of: list[int] = []
        self._pictures: list[np.ndarray] = []
        self._stretches: list[Stretch] = []
        self._start = 0.0
        self._seen_until = self._end = 0.0
        self._next_look = 0.0
        self._every = EVERY_SECONDS
        self._colours: np.ndarray | None = None

    def see(self, frame: av.VideoFrame, seconds: float, frame_seconds: float) -> None:
        """Look at a frame if it is time to, and keep it after a cut or two seconds after the last sample."""
        self._end = seconds + frame_seconds
        if seconds + frame_seconds / 2 < self._next_look:
            return
        self._next_look = seconds + 1 / LOOKS_PER_SECOND
        colours = _colour_counts(frame)
        is_cut = self._is_cut(colours)
        if is_cut:
            self._stretches.append(Stretch(self._start, self._seen_until))
            self._start = seconds
        if is_cut or self._is_due(seconds, frame_seconds):
            self._keep(frame, seconds)
        self._colours, self._seen_until = colours, seconds + frame_seconds

    def _is_cut(self, colours: np.ndarray) -> bool:
        return self._colours is not None and _distance(self._colours, colours) > CUT_DISTANCE

    def _is_due(self, seconds: float, frame_seconds: float) -> bool:
        """Whether the frame nearest to the time of the next sample begins then."""
        return not self.times or seconds - self.times[-1] >= self._every - frame_seconds / 2

    def sampled(self) -> ClipSamples:
        """Everything that was kept."""
        stretches = (*self._stretches, Stretch(self._start, self._end))
        return ClipSamples(stretches, tuple(self.times), tuple(self._stretch_of), tuple(self._pictures))

    def _keep(self, frame: av.VideoFrame, seconds: float) -> None:
        self.times.append(seconds)
        self._stretch_of.append(len(self._stretches))
        self._pictures.append(_small(frame))
        if len(self.times) > MOST_SAMPLES:
            self._thin_out()

    def _thin_out(self) -> None:
        """Drop every other sample; those that follow are twice as far apart."""
        self._every *= 2
        for kept in (self.times, self._stretch_of, self._pictures):
            del kept[1::2]


def _distance(before: np.ndarray, now: np.ndarray) -> float:
    """Share of the pixels whose colour is another one, 0 to 1."""
    return float(np.abs(now - before).sum() / 2 / now.sum())


def _small(frame: av.VideoFrame) -> np.ndarray:
    """The frame at the size of a sample."""
    scale = SAMPLE_SIDE / max(frame.width, frame.height)
    width, height = _even(frame.width * scale), _even(frame.height * scale)
    return frame.to_ndarray(format="rgb24", width=width, height=height)


def _even(pixels: float) -> int:
    """The nearest even number, at least 8."""
    return max(8, round(pixels / 2) * 2)


def _colour_counts(frame: av.VideoFrame) -> np.ndarray:
    """How many of 576 pixels have each of 64 coarse colours."""
    colours = _coarse(frame.to_ndarray(format="rgb24", width=32, height=18))
    return np.bincount(colours.ravel(), minlength=64)


def _coarse(picture: np.ndarray) -> np.ndarray:
    """Which of 64 coarse colours each pixel has."""
    return picture.astype(np.int32) // 64 @ np.array([16, 4, 1])
