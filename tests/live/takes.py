"""A take for critics, made here: soft stripes that drift, which no measurement finds fault with."""

from __future__ import annotations

from typing import Any

import av
import numpy as np

from storyreel.film.assets import AssetRef, AssetStore
from storyreel.film.recipe import PictureRecipe


def moving_take(store: AssetStore, recipe: PictureRecipe, frames: int = 24) -> AssetRef:
    """An H.264 clip of the recipe's size and rate."""
    path = store.workspace() / "take.mp4"
    rate = round(float(recipe.rate.fps))
    with av.open(str(path), "w") as container:
        stream: Any = container.add_stream("libx264", rate=rate, options={"preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt = recipe.size.width_px, recipe.size.height_px, "yuv420p"
        for number in range(frames):
            picture = _stripes(stream.width, stream.height, number)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, "rgb24")))
        container.mux(stream.encode(None))
    return store.put(path, "video/mp4")


def _stripes(width: int, height: int, number: int) -> np.ndarray:
    """A picture `(height, width, 3)` uint8 RGB whose stripes move 4 px a frame."""
    x, y = np.meshgrid(np.arange(width), np.arange(height))
    wave = 0.5 + 0.35 * np.sin((x + y / 2 + 4 * number) / 40)
    return (wave[..., None] * np.array([230, 190, 140])).astype(np.uint8)
