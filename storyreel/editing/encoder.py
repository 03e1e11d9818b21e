"""Encodes pictures by the film's one recipe, in process."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Self

import av
import numpy as np
from av.container import OutputContainer
from av.video.frame import PictureType
from av.video.stream import VideoStream

from storyreel.film.recipe import PictureRecipe

BT709 = 1
LIMITED_RANGE = 1


class PictureEncoder:
    """Writes an MP4 with one H.264 stream; frame n is shown n frames after the start, exactly.

    A frame in `key_pictures` starts a closed group: no frame from it on needs one before it to be decoded.
    """

    def __init__(self, path: Path, recipe: PictureRecipe, key_pictures: Collection[int] = ()) -> None:
        self._recipe = recipe
        self._keys = {0, *key_pictures}
        options = {"video_track_timescale": str(timescale(recipe))}
        self._container = av.open(str(path), "w", format="mp4", options=options)
        self._stream = _stream(self._container, recipe)
        self.frames = 0

    def add(self, frame: av.VideoFrame) -> None:
        """Encode the next picture: 4:2:0, BT.709 limited range, of the recipe's size."""
        frame.pts = self.frames
        frame.time_base = 1 / self._recipe.rate.fps
        frame.pict_type = PictureType.I if self.frames in self._keys else PictureType.NONE
        self.frames += 1
        self._container.mux(self._stream.encode(frame))

    def close(self) -> None:
        """Flush and finish the file."""
        self._container.mux(self._stream.encode(None))
        self._container.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self.close()
        else:
            self._container.close()


def _stream(container: OutputContainer, recipe: PictureRecipe) -> VideoStream:
    """An H.264 stream of the recipe."""
    stream = container.add_stream("libx264", rate=recipe.rate.fps)
    stream.width, stream.height, stream.pix_fmt = recipe.size.width_px, recipe.size.height_px, "yuv420p"
    context = stream.codec_context
    context.options = recipe.x264_options() | {"forced-idr": "1"}
    context.thread_count = 1
    context.color_primaries = context.color_trc = context.colorspace = BT709
    context.color_range = LIMITED_RANGE
    context.time_base = 1 / recipe.rate.fps
    stream.time_base = 1 / recipe.rate.fps
    return stream


def timescale(recipe: PictureRecipe) -> int:
    """Ticks of a second in the file, a whole number of them for each frame."""
    return recipe.rate.numerator * (512 if recipe.rate.denominator == 1 else 1)


def frame_of_rgb(picture: np.ndarray) -> av.VideoFrame:
    """A frame in 4:2:0 BT.709 limited range from (height, width, 3) uint8 RGB."""
    return _rgb_frame(picture).reformat(
        format="yuv420p",
        src_colorspace="ITU709",
        dst_colorspace="ITU709",
        src_color_range="JPEG",
        dst_color_range="MPEG",
    )


def _rgb_frame(picture: np.ndarray) -> av.VideoFrame:
    return av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format="rgb24")
