"""Pictures for tests of the local crew."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image

from storyreel.film.assets import AssetRef, AssetStore


def room(store: AssetStore, number: int, size: tuple[int, int] = (96, 64)) -> AssetRef:
    """A red wall, a blue floor and a yellow window, seen from a place that depends on the number."""
    width, height = size
    chance = np.random.default_rng(number)
    right, down = chance.integers(-4, 5, 2)
    picture = np.full((height, width, 3), (180, 60, 50), np.float64)
    picture[height // 2 + down :] = (40, 90, 160)
    picture[8 + down : 24 + down, 20 + right : 40 + right] = (240, 220, 90)
    picture += chance.normal(0, 4, picture.shape)
    return stored(store, picture.clip(0, 255).astype(np.uint8))


def stored(store: AssetStore, picture: np.ndarray) -> AssetRef:
    """A picture as PNG. picture: (height, width, 3) uint8."""
    content = io.BytesIO()
    Image.fromarray(picture).save(content, format="PNG")
    return store.put(content.getvalue(), "image/png")


def pixels(store: AssetStore, picture: AssetRef) -> np.ndarray:
    """(height, width, 3) int of a stored picture."""
    return np.asarray(Image.open(io.BytesIO(store.read(picture))), int)
