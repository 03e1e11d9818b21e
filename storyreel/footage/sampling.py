"""Looks through a clip: where its cuts are, and pictures that stand for what it shows.

It does not know what pictures mean.

clip      |--------------------------|-------|------------------------|
stretches |            0             |   1   |           2            |    divided where the colours jump
samples   ^       ^       ^       ^  ^       ^        ^        ^           one at each start, then one every
two seconds
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.error import FFmpegError

from storyreel.film.errors import RenderError

READ_OPTIONS = {"protocol_whitelist": "file", "format_whitelist": "mov,matroska"}
"""A playlist under a clip's name is neither of these formats and is not followed."""
CLIPS = (".mp4", ".mov", ".m4v", ".mkv", ".webm")
SAMPLER = 1
"""Raised when another picture or another cut would be found in the same clip."""
LOOKS_PER_SECOND = 8
EVERY_SECONDS = 2.0
MOST_SAMPLES = 60
SAMPLE_SIDE = 224
"""Longer side of a sample in pixels: what CLIP looks at."""
CUT_DISTANCE = 0.45
"""Part of the pixels that change their colour's drawer from one look to the next; pans stay under 0.3 in our
trials, cuts above 0.5.
"""
MOST_PIXELS = 8192 * 8192


@dataclass(frozen=True)
class Stretch:
    """Seconds [start, end) of a clip without a cut."""

    start: float
    end: float


@dataclass(frozen=True)
class Sampled:
    """A clip as looked through."""

    stretches: tuple[Stretch, ...]
    times: tuple[float, ...]
    """Seconds of each sample."""
    stretch_of: tuple[int, ...]
    """Stretch of each sample."""
    pictures: tuple[np.ndarray, ...]
    """Each `(height, width, 3)` uint8 RGB, the longer side 224 pixels."""


def sample_clip(path: Path) -> Sampled:
    """The stretches of a clip and at most 60 samples, at least one a stretch where there are no more than that.

    Raises:
        RenderError: it is no clip, or nothing of it can be decoded.
    """
    looker = _Looker()
    try:
        with av.open(str(path), options=READ_OPTIONS) as container:
            if not container.streams.video:
                raise RenderError(f"{path.name!r} holds no picture; a video file is accepted.")
            stream = container.streams.video[0]
            stream.thread_type = "AUTO"
            if stream.width * stream.height > MOST_PIXELS:
                raise RenderError(
                    f"{path.name!r} claims {stream.width}x{stream.height} pixels; at most {MOST_PIXELS:,} are"
                    " accepted."
                )
            frame_seconds = float(1 / Fraction(stream.average_rate or 25))
            origin = float((stream.start_time or 0) * (stream.time_base or 0))
            for number, frame in enumerate(container.decode(stream)):
                seconds = frame.time - origin if frame.time is not None else number * frame_seconds
                looker.see(frame, seconds, frame_seconds)
    except FFmpegError as error:
        if not looker.times:
            raise RenderError(f"{path.name!r} cannot be read as video: {error.strerror}.") from error
    if not looker.times:
        raise RenderError(f"{path.name!r} holds no picture that can be decoded; a video file is accepted.")
    return looker.sampled()


class _Looker:
    """Sees frames in their order and keeps what stands for them."""

    def __init__(self) -> None:
        self.times: list[float] = []
        self._stretch_of: list[int] = []
        self._pictures: list[np.ndarray] = []
        self._stretches: list[Stretch] = []
        self._start = 0.0
        self._seen_until = self._end = 0.0
        self._next_look = 0.0
        self._every = EVERY_SECONDS
        self._drawers: np.ndarray | None = None

    def see(self, frame: av.VideoFrame, seconds: float, frame_seconds: float) -> None:
        self._end = seconds + frame_seconds
        if seconds + frame_seconds / 2 < self._next_look:
            return
        self._next_look = seconds + 1 / LOOKS_PER_SECOND
        small = frame.to_ndarray(format="rgb24", width=32, height=18)
        drawers = np.bincount((small.astype(np.int32) // 64 @ np.array([16, 4, 1])).ravel(), minlength=64)
        cut = (
            self._drawers is not None
            and np.abs(drawers - self._drawers).sum() / 2 / drawers.sum() > CUT_DISTANCE
        )
        if cut:
            self._stretches.append(Stretch(self._start, self._seen_until))
            self._start = seconds
        if cut or not self.times or seconds - self.times[-1] >= self._every - frame_seconds / 2:
            self._keep(frame, seconds)
        self._drawers, self._seen_until = drawers, seconds + frame_seconds

    def sampled(self) -> Sampled:
        stretches = (*self._stretches, Stretch(self._start, self._end))
        return Sampled(stretches, tuple(self.times), tuple(self._stretch_of), tuple(self._pictures))

    def _keep(self, frame: av.VideoFrame, seconds: float) -> None:
        scale = SAMPLE_SIDE / max(frame.width, frame.height)
        width, height = (
            max(8, round(frame.width * scale / 2) * 2),
            max(8, round(frame.height * scale / 2) * 2),
        )
        self.times.append(seconds)
        self._stretch_of.append(len(self._stretches))
        self._pictures.append(frame.to_ndarray(format="rgb24", width=width, height=height))
        if len(self.times) > MOST_SAMPLES:  # every other one goes, those that come are twice as far apart
            self._every *= 2
            for kept in (self.times, self._stretch_of, self._pictures):
                del kept[1::2]
