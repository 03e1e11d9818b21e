"""Shows pictures that come and go over black, composited by MoviePy and encoded by the film's recipe.

MoviePy is asked only for frames that differ from the one before, because a repeated frame takes it as long as
a changed one. It composites in memory; nothing here lets it start a program or write a file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from storyreel.editing.compositing import CompositeVideoClip, Effect, ImageClip
from storyreel.editing.encoder import PictureEncoder, frame_of_rgb
from storyreel.film.recipe import PictureRecipe


@dataclass(frozen=True)
class TimedPicture:
    """A picture and when it is seen: fully between the end of its fade in and the start of its fade out.

    Frames, `end` excluded.
    """

    picture: np.ndarray
    """(height, width, 3) or, with alpha, (height, width, 4) uint8."""
    start: int
    end: int
    fade_in: int = 0
    fade_out: int = 0

    def opacity(self, frame: int) -> float:
        """How much of it is seen on a frame of the film, 0 to 1, eased at both ends."""
        if not self.start <= frame < self.end:
            return 0.0
        rising = (frame - self.start + 1) / (self.fade_in + 1)
        falling = (self.end - frame) / (self.fade_out + 1)
        linear = min(1.0, rising, falling)
        return linear * linear * (3 - 2 * linear)


def reveal(
    texts: Sequence[TimedPicture],
    frames: int,
    recipe: PictureRecipe,
    path: Path,
    ground: TimedPicture | None = None,
) -> None:
    """Write texts over a ground, or over black, as a clip of exactly that many frames.

    Texts seen at the same time do not overlap.
    """
    composited = _composited(texts, frames, recipe, ground)
    layers = [*texts, *([ground] if ground else [])]
    frame, shown = None, None
    with PictureEncoder(path, recipe) as encoder:
        for number in range(frames):
            opacities = [layer.opacity(number) for layer in layers]
            if frame is None or opacities != shown:
                frame = frame_of_rgb(np.asarray(composited.get_frame(_middle(number, recipe))))
                shown = opacities
            encoder.add(frame)


def _composited(
    texts: Sequence[TimedPicture], frames: int, recipe: PictureRecipe, ground: TimedPicture | None
) -> Any:
    """The texts over their ground as a MoviePy clip."""
    size = (recipe.size.width_px, recipe.size.height_px)
    bottom = _opaque(ground, recipe) if ground else _black(*size, _seconds(frames, recipe))
    bands = [_band(text, ground, recipe) for text in texts if text.start < text.end]
    return CompositeVideoClip([bottom, *bands], size=size, use_bgclip=True) if bands else bottom


class _Ease(Effect):
    """Dims a picture, or its mask, by a layer's opacity.

    It computes in whole numbers, because floating point at 4K takes half a gigabyte.
    """

    def __init__(self, layer: TimedPicture, recipe: PictureRecipe, clip_start: int) -> None:
        self._layer = layer
        self._recipe = recipe
        self._clip_start = clip_start

    def apply(self, clip: Any) -> Any:
        """See `moviepy.Effect`."""
        if clip.mask is not None:
            clip.mask = clip.mask.with_effects([_Ease(self._layer, self._recipe, self._clip_start)])
            return clip
        return clip.transform(self._dimmed)

    def _dimmed(self, get_frame: Any, seconds: float) -> np.ndarray:
        opacity = self._layer.opacity(self._clip_start + int(seconds * float(self._recipe.rate.fps)))
        picture = get_frame(seconds)
        if picture.dtype != np.uint8:
            return picture * np.float32(opacity)
        if opacity == 1:
            return picture
        dimmed = [round(value * opacity) for value in range(256)]
        return np.asarray(Image.fromarray(picture).point(dimmed * 3))


def _opaque(layer: TimedPicture, recipe: PictureRecipe) -> Any:
    """A picture without alpha as a MoviePy clip."""
    clip = _still(layer.picture, _seconds(layer.end - layer.start, recipe))
    eased = clip.with_effects([_Ease(layer, recipe, layer.start)])
    return eased.with_start(_seconds(layer.start, recipe))


def _band(text: TimedPicture, ground: TimedPicture | None, recipe: PictureRecipe) -> Any:
    """The text with the part of the ground behind it, as one opaque clip.

    MoviePy blends whole frames; blending only the band takes a third of the time.
    """
    picture, (x, y) = _cropped(text.picture)
    height, width = picture.shape[:2]
    length = _seconds(text.end - text.start, recipe)
    behind: Any = _black(width, height, length)
    if ground:
        part = _still(ground.picture[y : y + height, x : x + width], length)
        behind = part.with_effects([_Ease(ground, recipe, text.start)])
    letters = _letters(picture, length).with_effects([_Ease(text, recipe, text.start)])
    band = CompositeVideoClip([behind, letters], size=(width, height), use_bgclip=True)
    return band.with_start(_seconds(text.start, recipe)).with_position((x, y))


def _letters(picture: np.ndarray, length: float) -> Any:
    """A picture with alpha as a MoviePy clip with a mask."""
    letters = _still(picture[..., :3], length)
    alpha = picture[..., 3].astype(np.float32) / 255
    return letters.with_mask(ImageClip(alpha, is_mask=True, duration=length))


def _still(picture: np.ndarray, length: float) -> Any:
    return ImageClip(np.ascontiguousarray(picture), duration=length)


def _seconds(frames: int, recipe: PictureRecipe) -> float:
    return float(recipe.rate.seconds(frames))


def _black(width: int, height: int, length: float) -> Any:
    """A black clip; MoviePy's own ColorClip holds eight bytes for each value."""
    return ImageClip(np.zeros((height, width, 3), np.uint8), duration=length)


def _cropped(picture: np.ndarray) -> tuple[np.ndarray, tuple[int, int]]:
    """The part with alpha in it, and its left upper corner (x, y)."""
    alpha = picture[..., 3]
    rows, columns = np.flatnonzero(alpha.any(axis=1)), np.flatnonzero(alpha.any(axis=0))
    if not len(rows):
        return picture[:1, :1], (0, 0)
    part = picture[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return part, (int(columns[0]), int(rows[0]))


def _middle(frame: int, recipe: PictureRecipe) -> float:
    """Seconds in the middle of a frame, far from every boundary that rounding could cross."""
    return float((recipe.rate.seconds(2 * frame + 1)) / 2)
