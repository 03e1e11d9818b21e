"""Measurements of a take, decoded once at a small size."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

import av
import numpy as np
from PIL import Image, ImageOps

from storyreel.editing.encoder import frame_of_rgb
from storyreel.editing.footage import frames_of, span_of_frame
from storyreel.editing.probe import VideoFacts, probe_video
from storyreel.film.assets import PICTURE_FORMATS, AssetRef, AssetStore
from storyreel.film.recipe import PictureRecipe
from storyreel.film.timecode import FrameSize
from storyreel.film.timeline import Span

SEEN_PX = 160
"""Longer side at which a take is measured.

At this size a frame costs little compared with its decoding, and noise of single pixels is gone.
"""
BLOCK_PX = 4
OPENING_FRAMES = 17
"""First frames that are kept: a few more than segments of any engine overlap by."""
SAMPLES = 6
BRIGHT_PART = 98
REGION_ROWS, REGION_COLUMNS = 3, 4
LEVELS = np.linspace(0.02, 0.98, 33)
_TO_RGB = np.array([[1, 0, 1.5748], [1, -0.1873, -0.4681], [1, 1.8556, 0]])
_TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) / np.array(
    [[0.9505], [1.0], [1.089]]
)


@dataclass(frozen=True)
class SmallFrame:
    """One frame, small."""

    luma: np.ndarray
    """(height, width) uint8, limited range."""
    lab: np.ndarray
    """(height / 2, width / 2, 3) float32: CIE L*, a*, b* of a D65 white."""

    @property
    def light(self) -> float:
        """Luma of its bright parts."""
        return float(np.percentile(self.luma, BRIGHT_PART))


@dataclass(frozen=True)
class ClipMeasurements:
    """What a take's frames measure, one value a frame."""

    frames: int
    """Frames that the file has at the film's rate, watched or not."""
    light: np.ndarray
    """(watched,) luma of the bright parts."""
    regions: np.ndarray
    """(watched, 12) mean luma of a 3 by 4 grid."""
    change: np.ndarray
    """(watched,) largest change of a small block against half a second before, in code values.

    It is infinity for the frames of the first half second.
    """
    opening: tuple[SmallFrame, ...]
    samples: tuple[SmallFrame, ...]
    """A few frames, evenly over the take."""


def watch(video: AssetRef, frames: int, recipe: PictureRecipe, store: AssetStore) -> ClipMeasurements:
    """The first `frames` frames of a take at the film's rate, as far as it has them.

    Decoded once; memory does not grow with its length.

    Raises:
        TimelineError: it has no pictures.
        RenderError: it is damaged or breaks off.
    """
    path = store.path(video)
    has = _frames_at(recipe, probe_video(path))
    end = min(frames, has)
    watched = _FrameMeasurements(end, half_second=max(1, recipe.rate.nearest_frame(0.5)))
    for picture in frames_of(path, Span(video=video, start=0, end=end), _seen_by(recipe)):
        watched.add(picture)
    return watched.measurements(has)


def _frames_at(recipe: PictureRecipe, facts: VideoFacts) -> int:
    """Frames that a file has at the film's rate."""
    if not facts.rate:
        return facts.frames
    return _frames_played(recipe, facts)


def _frames_played(recipe: PictureRecipe, facts: VideoFacts) -> int:
    return max(1, round(facts.frames / facts.rate * recipe.rate.fps))


class _FrameMeasurements:
    """What the frames of a take so far measure."""

    def __init__(self, end: int, half_second: int) -> None:
        self._sampled = {round(part * (end - 1)) for part in np.linspace(0.1, 0.9, SAMPLES)}
        self._lately: deque[np.ndarray] = deque(maxlen=half_second)
        self._light: list[np.floating] = []
        self._regions: list[np.ndarray] = []
        self._change: list[float] = []
        self._opening: list[SmallFrame] = []
        self._samples: list[SmallFrame] = []

    def add(self, picture: av.VideoFrame) -> None:
        number = len(self._light)
        luma, _ = _planes(picture)
        self._light.append(np.percentile(luma, BRIGHT_PART))
        self._regions.append(_regions(luma))
        self._change.append(self._changed(_blocks(luma)))
        if number < OPENING_FRAMES:
            self._opening.append(_small_frame(picture))
        if number in self._sampled:
            self._samples.append(_small_frame(picture))

    def _changed(self, blocks: np.ndarray) -> float:
        """The largest change against half a second before; infinity if there is no such frame."""
        change = self._change_to(blocks)
        self._lately.append(blocks)
        return change

    def _change_to(self, blocks: np.ndarray) -> float:
        if len(self._lately) != self._lately.maxlen:
            return np.inf
        return np.abs(blocks - self._lately[0]).max()

    def measurements(self, frames: int) -> ClipMeasurements:
        return ClipMeasurements(
            frames,
            np.array(self._light),
            np.array(self._regions),
            np.array(self._change),
            tuple(self._opening),
            tuple(self._samples),
        )


def small_frame_of_video(
    video: AssetRef, number: int, recipe: PictureRecipe, store: AssetStore
) -> SmallFrame:
    """Frame `number` of a clip at the film's rate; its last if it is shorter."""
    frames = frames_of(store.path(video), span_of_frame(video, number), _seen_by(recipe))
    return _small_frame(next(frames))


def small_frame_of_picture(image: AssetRef, recipe: PictureRecipe, store: AssetStore) -> SmallFrame:
    """A still, cropped to the film's shape as a freeze frame of it would be."""
    size = _seen_by(recipe).size
    with Image.open(store.path(image), formats=PICTURE_FORMATS) as picture:
        picture.draft("RGB", (2 * SEEN_PX, 2 * SEEN_PX))
        small = ImageOps.fit(picture.convert("RGB"), (size.width_px, size.height_px), Image.Resampling.BOX)
    return _small_frame(frame_of_rgb(np.asarray(small)))


def _seen_by(recipe: PictureRecipe) -> PictureRecipe:
    """The film's shape and rate at the size at which takes are measured."""
    return recipe.model_copy(update={"size": _seen_size(recipe.size)})


def _seen_size(size: FrameSize) -> FrameSize:
    width, height = size.width_px, size.height_px
    scale = SEEN_PX / max(width, height)
    return FrameSize(width_px=_small(width, scale), height_px=_small(height, scale))


def _small(length_px: int, scale: float) -> int:
    """An even length, at least 64."""
    return max(64, round(length_px * scale / 2) * 2)


def colours(small_frames: Sequence[SmallFrame]) -> np.ndarray:
    """(33, 3) float: levels of L*, a* and b* below which equal parts of the pictures lie."""
    pixels = np.concatenate(_pixels(small_frames))
    return np.quantile(pixels, LEVELS, axis=0)


def _pixels(small_frames: Sequence[SmallFrame]) -> list[np.ndarray]:
    return [small_frame.lab.reshape(-1, 3) for small_frame in small_frames]


def colour_distance(one: np.ndarray, other: np.ndarray) -> float:
    """How far colours have to be moved on average to become the others, in Lab units.

    Light counts less than hue, because shots of a place differ in it.
    """
    return float((np.abs(one - other).mean(axis=0) * (0.4, 1.0, 1.0)).sum())


def _planes(picture: av.VideoFrame) -> tuple[np.ndarray, np.ndarray]:
    """(height, width) luma, and (2, height / 2, width / 2) chroma."""
    width, height = picture.width, picture.height
    flat = picture.to_ndarray().reshape(-1)
    luma = flat[: width * height].reshape(height, width)
    return luma, flat[width * height :].reshape(2, height // 2, width // 2)


def _blocks(luma: np.ndarray) -> np.ndarray:
    height, width = luma.shape
    return _means(luma, (height // BLOCK_PX, BLOCK_PX, width // BLOCK_PX, BLOCK_PX))


def _regions(luma: np.ndarray) -> np.ndarray:
    height, width = luma.shape
    grid = (REGION_ROWS, height // REGION_ROWS, REGION_COLUMNS, width // REGION_COLUMNS)
    return _means(luma, grid).reshape(-1)


def _means(luma: np.ndarray, shape: tuple[int, int, int, int]) -> np.ndarray:
    """Mean of each part of a grid; shape: parts below one another and their rows, then beside one another."""
    rows, columns = shape[0] * shape[1], shape[2] * shape[3]
    return luma[:rows, :columns].reshape(shape).mean(axis=(1, 3), dtype=np.float32)


def _small_frame(picture: av.VideoFrame) -> SmallFrame:
    luma, chroma = _planes(picture)
    half = luma.reshape(luma.shape[0] // 2, 2, luma.shape[1] // 2, 2).mean(axis=(1, 3))
    codes = np.stack([(half - 16) / 219, (chroma[0] - 128.0) / 224, (chroma[1] - 128.0) / 224], axis=2)
    return SmallFrame(luma.copy(), _lab(np.clip(codes @ _TO_RGB.T, 0, 1)))


def _lab(rgb: np.ndarray) -> np.ndarray:
    """CIE Lab of (height, width, 3) BT.709 shown as sRGB, in [0, 1]."""
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    xyz = linear @ _TO_XYZ.T
    x, y, z = np.moveaxis(np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116), 2, 0)
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=2).astype(np.float32)
