"""Words over a moving picture, readable on any background."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import av
import numpy as np
from PIL import Image, ImageFilter

from storyreel.editing.typesetting import TextLine, cleaned, set_text, wrapped
from storyreel.film.superimposed import Superimposed
from storyreel.film.timecode import FrameRate, FrameSize

LOW_EM, CENTRED_EM = 0.058, 0.072
"""Letter sizes as shares of the frame's shorter side: a little above the 1/18 that captions have."""
WIDTH = 0.84
LOW_EDGE = 0.82
"""Where words low in the picture end, as a share of its height: above the captions of players."""
SHADOW, SHADOW_SPREAD, SHADOW_STRENGTH = 0.024, 0.005, 0.74
"""The dark around the letters: how soft and how far as shares of the shorter side, and how dark."""
_LUMA = np.array([0.2126, 0.7152, 0.0722], np.float32)


def with_words(picture: av.VideoFrame, title: Superimposed, frame: int, rate: FrameRate) -> av.VideoFrame:
    """The picture with the words, as strong as they are on that frame of the piece.

    picture: 4:2:0 in BT.709 limited range.
    """
    opacity = title.opacity(frame, rate)
    if opacity <= 0:
        return picture
    colour, alpha = _planes(title.words, title.centred, picture.width, picture.height)
    planes = picture.to_ndarray().astype(np.float32)
    share = alpha * opacity
    mixed = planes * (1 - share) + colour * share
    return av.VideoFrame.from_ndarray((mixed + 0.5).astype(np.uint8), format="yuv420p")


def words_picture(words: str, size: FrameSize, centred: bool = False) -> np.ndarray:
    """The words with the dark around them: (height, width, 4) uint8, straight alpha."""
    em = min(size.width_px, size.height_px)
    lines = list(_lines(words, (CENTRED_EM if centred else LOW_EM) * em, WIDTH * size.width_px))
    height = sum(line.height for line in lines) / size.height_px
    letters = set_text(lines, size, 0.5 if centred else max(height / 2, LOW_EDGE - height / 2))
    return _on_dark(letters, em)


def _lines(words: str, letter_size: float, width: float) -> Iterator[TextLine]:
    """Each line of the words, wrapped."""
    for text in words.split("\n"):
        line = TextLine(cleaned(text), letter_size, tracking=0.03)
        if line.text:
            yield from wrapped(line, width, max(2, len(line.text) // 60))


def _on_dark(letters: np.ndarray, em: int) -> np.ndarray:
    """The letters over a soft dark edge, readable on snow and on night."""
    dark = _shadow(letters[..., 3], em)
    top = letters[..., 3].astype(np.float32) / 255
    alpha = top + dark * (1 - top)
    share = np.divide(top, alpha, out=np.zeros_like(top), where=alpha > 0)
    colour = letters[..., :3].astype(np.float32) * share[..., None]
    return np.dstack([colour, alpha * 255]).clip(0, 255).astype(np.uint8)


def _shadow(alpha: np.ndarray, em: int) -> np.ndarray:
    """How dark the picture is made around the letters, 0 to 1."""
    mask = Image.fromarray(alpha)
    spread = mask.filter(ImageFilter.MaxFilter(2 * max(1, round(SHADOW_SPREAD * em)) + 1))
    soft, edge = _blurred(spread, max(1.0, SHADOW * em)), _blurred(spread, 1.0)
    return np.clip(np.maximum(soft * 1.8, edge), 0, 1) * SHADOW_STRENGTH


def _blurred(mask: Image.Image, radius: float) -> np.ndarray:
    return np.asarray(mask.filter(ImageFilter.GaussianBlur(radius)), np.float32) / 255


@lru_cache(maxsize=4)
def _planes(words: str, centred: bool, width: int, height: int) -> tuple[np.ndarray, np.ndarray]:
    """Colour and alpha as (height * 3 / 2, width) float32 planes of 4:2:0, the alpha in [0, 1]."""
    size = FrameSize(width_px=width, height_px=height)
    picture = words_picture(words, size, centred).astype(np.float32)
    alpha = picture[..., 3] / 255
    halved = _halved(alpha)
    colour = _limited_range(picture[..., :3], alpha)
    return _stacked(colour, size), _stacked([alpha, halved, halved], size)


def _limited_range(rgb: np.ndarray, alpha: np.ndarray) -> list[np.ndarray]:
    """Y, and Cb and Cr at half the size, in BT.709 limited range; chroma is weighted by alpha."""
    luma = rgb @ _LUMA
    blue, red = (rgb[..., 2] - luma) / 1.8556, (rgb[..., 0] - luma) / 1.5748
    weight = np.maximum(_halved(alpha), 1e-6)
    chroma = [_halved(plane * alpha) / weight for plane in (blue, red)]
    return [16 + luma * 219 / 255, *(128 + plane * 224 / 255 for plane in chroma)]


def _halved(plane: np.ndarray) -> np.ndarray:
    height, width = plane.shape
    return plane.reshape(height // 2, 2, width // 2, 2).mean(axis=(1, 3))


def _stacked(planes: list[np.ndarray], size: FrameSize) -> np.ndarray:
    flat = np.concatenate([plane.astype(np.float32).ravel() for plane in planes])
    return flat.reshape(size.height_px * 3 // 2, size.width_px)
