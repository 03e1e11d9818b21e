"""Cloud and mist as small pictures to be stretched: fractal noise that wraps from right to left.

Turbulence filters cost seconds at full size; a stretched picture of 360x100 costs one.
"""

from __future__ import annotations

import base64
import io
from functools import lru_cache

import numpy as np
from PIL import Image
from scipy.ndimage import zoom

from storyreel.film.colours import channels

WIDTH, HEIGHT = 320, 104
"""Size of a cloud picture in pixels."""


@lru_cache(maxsize=16)
def _wrapped_noise(seed: int, cells_x: int = 4, cells_y: int = 5, octaves: int = 6) -> np.ndarray:
    """Fractal noise, (104, 320) float32 in 0 to 1, whose left and right edges meet."""
    rng = np.random.default_rng([seed, 77])
    total = np.zeros((HEIGHT, WIDTH), np.float32)
    strength = 1.0
    for octave in range(octaves):
        columns, rows = min(cells_x * 2**octave, WIDTH), min(cells_y * 2**octave, HEIGHT)
        grid = rng.random((rows + 1, columns), dtype=np.float32)
        grid = np.concatenate([grid, grid[:, :4]], axis=1)
        fine = np.asarray(
            zoom(grid, (HEIGHT / rows, WIDTH / columns), order=1, grid_mode=True, mode="grid-constant")
        )
        shift = round(2 * WIDTH / columns)
        total += strength * _rewrapped(fine, shift)
        strength *= 0.52
    total -= total.min()
    return total / total.max()


def _rewrapped(fine: np.ndarray, shift: int) -> np.ndarray:
    """A window as wide as the picture whose first and one-past-last columns are the same samples."""
    return fine[:HEIGHT, shift : shift + WIDTH]


def cloud_png(
    seed: int,
    dark: str,
    lit: str,
    cover: float,
    *,
    light_x: float = 0.6,
    light_y: float = -0.8,
    fade: float = 1.0,
    strength: float = 1.0,
    soft: bool = False,
) -> str:
    """A band of cloud as base64 PNG, lit from the direction given (x right, y down), fading out at the foot.

    soft: one grey blanket without edges, as when it snows, instead of banks that the wind has drawn out.
    """
    noise = _wrapped_noise(seed, 3, 2, 4) if soft else _wrapped_noise(seed)
    body = np.clip((noise - (0.86 - 0.72 * cover)) / (0.55 if soft else 0.2), 0, 1)
    body = body * body * (3 - 2 * body)
    height = np.linspace(0, 1, HEIGHT, dtype=np.float32)[:, None]
    alpha = body * np.clip((1.0 - height) * 2.4 * fade, 0, 1) * strength
    towards = np.roll(np.roll(noise, round(-5 * light_x), axis=1), round(-4 * light_y), axis=0)
    shade = np.clip((noise - towards) * (2.0 if soft else 4.2) + 0.46, 0, 1)[..., None]
    colours = np.array(channels(dark)) * (1 - shade) + np.array(channels(lit)) * shade
    return _encoded(colours, alpha)


def mist_png(seed: int, colour: str, strength: float) -> str:
    """A band of ground mist as base64 PNG: soft above and below."""
    noise = _wrapped_noise(seed, 3, 2, 4)
    height = np.linspace(-1, 1, HEIGHT, dtype=np.float32)[:, None]
    alpha = np.exp(-((height * 1.9) ** 2)) * np.clip((noise - 0.22) * 1.9, 0, 1) * strength
    return _encoded(np.broadcast_to(np.array(channels(colour), np.float32), (HEIGHT, WIDTH, 3)), alpha)


def _encoded(colours: np.ndarray, alpha: np.ndarray) -> str:
    """(h, w, 3) and (h, w) as a base64 PNG; low bits are dropped, which halves the text."""
    pixels = np.concatenate([colours, alpha[..., None] * 255], axis=2)
    pixels = (np.clip(pixels, 0, 255).astype(np.uint8) & 0xFC) | 2
    pixels[..., 3][alpha <= 0.012] = 0
    pixels[pixels[..., 3] == 0] = 0
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG", compress_level=9)
    return base64.b64encode(buffer.getvalue()).decode("ascii")
