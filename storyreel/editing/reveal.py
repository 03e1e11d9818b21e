"""Shows pictures that come and go over black, composited by MoviePy and encoded by the film's recipe. It does not know what they show.

MoviePy is asked only for frames that differ from the one before: it takes about as long for a held frame as for one that changes.
It composites in memory; nothing here lets it start a program or write a file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from moviepy import ColorClip, CompositeVideoClip, Effect, ImageClip

from storyreel.editing.encoder import PictureEncoder, frame_of_rgb
from storyreel.film.recipe import PictureRecipe


@dataclass(frozen=True)
class Shown:
    """A picture and when it is seen: fully between the end of its fade in and the start of its fade out. Frames, `end` excluded."""

    picture: np.ndarray
    """(height, width, 3) or, with alpha, (height, width, 4) uint8."""
    start: int
    end: int
    fade_in: int = 0
    fade_out: int = 0

    def opacity(self, frame: int) -> float:
        """How much of it is seen on a frame of the film, 0 to 1; eased, so that light neither jumps on nor cuts off."""
        if not self.start <= frame < self.end:
            return 0.0
        rising = (frame - self.start + 1) / (self.fade_in + 1)
        falling = (self.end - frame) / (self.fade_out + 1)
        linear = min(1.0, rising, falling)
        return linear * linear * (3 - 2 * linear)


def reveal(layers: Sequence[Shown], frames: int, recipe: PictureRecipe, path: Path) -> None:
    """Write the layers over black, the first lowest, as a clip of exactly that many frames."""
    size = (recipe.size.width_px, recipe.size.height_px)
    clips = [_clip(layer, recipe) for layer in layers]
    length = float(recipe.rate.seconds(frames))
    stage = CompositeVideoClip([ColorClip(size, color=(0, 0, 0), duration=length), *clips], size=size, use_bgclip=True)
    held, shown = None, None
    with PictureEncoder(path, recipe) as encoder:
        for number in range(frames):
            opacities = [layer.opacity(number) for layer in layers]
            if held is None or opacities != shown:
                held, shown = frame_of_rgb(stage.get_frame(_middle(number, recipe))), opacities
            encoder.add(held)


class Ease(Effect):
    """Dims a picture, or its mask, by a layer's own opacity; in whole numbers, since floating point at 4K takes half a gigabyte."""

    def __init__(self, layer: Shown, recipe: PictureRecipe) -> None:
        self._layer = layer
        self._recipe = recipe

    def apply(self, clip: Any) -> Any:
        """See `moviepy.Effect`."""
        if clip.mask is not None:
            clip.mask = clip.mask.with_effects([Ease(self._layer, self._recipe)])
            return clip
        return clip.transform(self._dimmed)

    def _dimmed(self, get_frame: Any, seconds: float) -> np.ndarray:
        opacity = self._layer.opacity(self._layer.start + int(seconds * float(self._recipe.rate.fps)))
        picture = get_frame(seconds)
        if picture.dtype != np.uint8:
            return picture * np.float32(opacity)
        return picture if opacity == 1 else np.round(np.arange(256) * opacity).astype(np.uint8)[picture]


def _clip(layer: Shown, recipe: PictureRecipe) -> Any:
    """The layer as a MoviePy clip, cropped to what is seen."""
    picture, corner = layer.picture, (0, 0)
    if picture.shape[2] == 4:
        picture, corner = _cropped(picture)
    clip = ImageClip(np.ascontiguousarray(picture[..., :3]), duration=float(recipe.rate.seconds(layer.end - layer.start)))
    if picture.shape[2] == 4:
        alpha = picture[..., 3].astype(np.float32) / 255
        clip = clip.with_mask(ImageClip(alpha, is_mask=True, duration=clip.duration))
    return clip.with_effects([Ease(layer, recipe)]).with_start(float(recipe.rate.seconds(layer.start))).with_position(corner)


def _cropped(picture: np.ndarray) -> tuple[np.ndarray, tuple[int, int]]:
    """The part with alpha in it, and its left upper corner (x, y)."""
    rows, columns = np.flatnonzero(picture[..., 3].any(axis=1)), np.flatnonzero(picture[..., 3].any(axis=0))
    if not len(rows):
        return picture[:1, :1], (0, 0)
    return picture[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1], (int(columns[0]), int(rows[0]))


def _middle(frame: int, recipe: PictureRecipe) -> float:
    """Seconds in the middle of a frame, far from every boundary that rounding could cross."""
    return float((recipe.rate.seconds(2 * frame + 1)) / 2)
