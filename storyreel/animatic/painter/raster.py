"""The packed pixels of a drawing, cropped to what is not empty."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, eq=False)
class Raster:
    """Premultiplied pixels of a drawing, cropped to what is not empty."""

    pixels: np.ndarray
    """(rows, columns) uint32: red in the lowest byte, alpha in the highest."""
    spans: np.ndarray
    """(rows, 2) int32: first non-empty column of each row and one past its last; (columns, 0) for none."""
    left: int
    """Column of the whole drawing at which `pixels` begins."""
    top: int
    scale: float
    """Pixels for each unit of the drawing."""

    @property
    def size_bytes(self) -> int:
        """Memory held."""
        return self.pixels.nbytes + self.spans.nbytes


def pack(straight: np.ndarray, scale: float, keep_width: bool = False) -> Raster:
    """A raster from (rows, columns, 4) uint8 straight RGBA.

    `keep_width` crops rows only, for layers that repeat sideways.
    """
    alpha = straight[..., 3]
    rows = np.flatnonzero(alpha.any(axis=1))
    if rows.size == 0:
        return Raster(np.zeros((2, 2), np.uint32), np.array([[2, 0], [2, 0]], np.int32), 0, 0, scale)
    height, width = alpha.shape
    top, bottom = max(0, int(rows[0]) - 1), min(height, int(rows[-1]) + 2)
    columns = np.flatnonzero(alpha[top:bottom].any(axis=0))
    left, right = (
        (0, width) if keep_width else (max(0, int(columns[0]) - 1), min(width, int(columns[-1]) + 2))
    )
    packed = _premultiply(straight[top:bottom, left:right])
    return Raster(packed, row_spans(packed), left, top, scale)


def row_spans(packed: np.ndarray) -> np.ndarray:
    """(rows, 2) int32: the non-empty part of each row of packed pixels, as `Raster.spans`."""
    seen = packed > 0xFFFFFF
    some = seen.any(axis=1)
    width = packed.shape[1]
    first = np.where(some, seen.argmax(axis=1), width)
    past = np.where(some, width - seen[:, ::-1].argmax(axis=1), 0)
    return np.stack([first, past], axis=1).astype(np.int32)


def _premultiply(straight: np.ndarray) -> np.ndarray:
    alpha = straight[..., 3].astype(np.uint16)
    packed = alpha.astype(np.uint32) << 24
    for channel in range(3):
        product = straight[..., channel] * alpha + 128
        packed |= ((product + (product >> 8)) >> 8).astype(np.uint32) << (8 * channel)
    return packed
