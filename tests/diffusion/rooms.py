"""Synthetic rooms, of which the toy base draws any, and places that it is trained to keep."""

from __future__ import annotations

import numpy as np

WIDTH, HEIGHT = 48, 32
Palette = np.ndarray
"""(3, 3) in [0, 255]: wall, floor, window."""


def any_palette(chance: np.random.Generator) -> Palette:
    """Colours of a room."""
    return chance.uniform(20, 235, (3, 3))


def room(palette: Palette, chance: np.random.Generator) -> np.ndarray:
    """(HEIGHT, WIDTH, 3) uint8: a wall, a floor and a window, seen from anywhere."""
    horizon = HEIGHT // 2 + chance.integers(-4, 5)
    left, top = chance.integers(2, WIDTH - 18), chance.integers(2, horizon - 6)
    picture = np.empty((HEIGHT, WIDTH, 3))
    picture[:horizon], picture[horizon:] = palette[0], palette[1]
    picture[top : top + 8, left : left + 14] = palette[2]
    return (picture + chance.normal(0, 3, picture.shape)).clip(0, 255).astype(np.uint8)
