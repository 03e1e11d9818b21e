"""The last step of a picture's colour: from RGB to limited-range BT.709, with a style."""

from __future__ import annotations

import numpy as np

from storyreel.film.errors import CapabilityError

_TO_YCBCR = np.array(
    [[0.18259, 0.61423, 0.06201], [-0.10064, -0.33857, 0.43922], [0.43922, -0.39894, -0.04027]]
)
"""From RGB 0 to 255 to limited range, ITU-R BT.709-6, items 3.2 and 3.4."""
_OFFSET = np.array([16.5, 128.5, 128.5])
"""Black and grey, and half a step so that truncation rounds."""
_LUMINANCE = np.array([0.2126, 0.7152, 0.0722])


def _saturated(amount: float) -> np.ndarray:
    return amount * np.eye(3) + (1 - amount) * np.tile(_LUMINANCE, (3, 1))


_STYLES: dict[str, tuple[np.ndarray, np.ndarray]] = {
    "painted": (np.eye(3), np.zeros(3)),
    "noir": (1.34 * np.array([[1.01], [1.0], [0.985]]) * _saturated(0.06), np.array([-30.0, -30.0, -25.0])),
    "pastel": (0.74 * _saturated(0.7), np.array([62.0, 58.0, 60.0])),
}
STYLES = tuple(_STYLES)


def grade(style: str) -> np.ndarray:
    """(3, 4) float32: rows Y, Cb, Cr; columns red, green, blue and offset.

    Raises:
        CapabilityError: there is no such style.
    """
    if style not in _STYLES:
        raise _no_style(style)
    return _to_ycbcr(*_STYLES[style])


def _no_style(style: str) -> CapabilityError:
    message = f"the painter has no style {style!r}; it has {', '.join(STYLES)}; choose one of them"
    return CapabilityError(message)


def _to_ycbcr(matrix: np.ndarray, lift: np.ndarray) -> np.ndarray:
    offset = (_TO_YCBCR @ lift + _OFFSET)[:, None]
    return np.concatenate([_TO_YCBCR @ matrix, offset], axis=1).astype(np.float32)
