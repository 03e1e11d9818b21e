"""The facts of a media file, found by decoding it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
from av.error import FFmpegError

from storyreel.film.errors import RenderError


@dataclass(frozen=True)
class VideoFacts:
    """A video file as decoded."""

    width_px: int
    height_px: int
    rate: Fraction
    frames: int
    extradata: bytes
    """The encoder's headers; files with equal headers can be joined without encoding."""


def probe_video(path: Path) -> VideoFacts:
    """Facts of the first video stream, every packet read.

    Raises:
        RenderError: it is not a video, or it is truncated.
    """
    try:
        with av.open(str(path), options={"protocol_whitelist": "file"}) as container:
            if not container.streams.video:
                raise RenderError(f"{path.name!r} holds no picture; a video file is accepted.")
            stream = container.streams.video[0]
            rate = Fraction(stream.average_rate or stream.base_rate or 0)
            frames = sum(packet.pts is not None for packet in container.demux(stream))
            if frames < stream.frames:
                raise _broken_off(path, frames, stream.frames)
            headers = bytes(stream.codec_context.extradata or b"")
            return VideoFacts(stream.width, stream.height, rate, frames, headers)
    except FFmpegError as error:
        raise RenderError(f"{path.name!r} cannot be read as video: {error}.") from error


def check_decodes(path: Path) -> int:
    """Decode every picture and return their number.

    Raises:
        RenderError: a picture is damaged or missing.
    """
    try:
        with av.open(str(path), options={"protocol_whitelist": "file", "err_detect": "explode"}) as container:
            decoded = sum(1 for _ in container.decode(video=0))
            announced = container.streams.video[0].frames
    except (FFmpegError, IndexError) as error:
        raise RenderError(f"{path.name!r} does not decode to its end: {error}.") from error
    if not decoded or decoded < announced:
        raise _broken_off(path, decoded, announced)
    return decoded


def _broken_off(path: Path, frames: int, announced: int) -> RenderError:
    return RenderError(
        f"{path.name!r} breaks off after {frames} of the {announced} frames it announces; fetch or make it"
        " again."
    )
