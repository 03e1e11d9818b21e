"""Turns SVG text into packed pixels, once for each distinct text and size, and keeps them while there is room.

It does not know what a drawing shows or where in the frame it stands.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from storyreel.animatic.painter.drawings import Drawing, DrawingError, window_onto
from storyreel.animatic.painter.rasteriser import allowed_seconds, paint_packed

ROOM_BYTES = 320_000_000
"""How much the cellar keeps; with two clips in hand, the server and the rest a film then stays under 2 GB (docs/BENCHMARKS.md)."""

MOST_PIXELS = 40_000_000
"""Pixels of one drawing; the largest of the painter's own, a whole figure of which a tall 2160p film shows the face, has 23 million."""
MOST_REFUSALS = 1000
"""How many drawings that met a limit are remembered."""


@dataclass(frozen=True, eq=False)
class Raster:
    """Premultiplied pixels of a drawing, cropped to what is not empty."""

    pixels: np.ndarray
    """(rows, columns) uint32: red in the lowest byte, alpha in the highest."""
    spans: np.ndarray
    """(rows, 2) int32: first non-empty column and one past the last of each row; (columns, 0) where a row is empty."""
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
    """A raster from (rows, columns, 4) uint8 straight RGBA; `keep_width` crops rows only, for layers that repeat sideways."""
    alpha = straight[..., 3]
    rows = np.flatnonzero(alpha.any(axis=1))
    if rows.size == 0:
        return Raster(np.zeros((2, 2), np.uint32), np.array([[2, 0], [2, 0]], np.int32), 0, 0, scale)
    height, width = alpha.shape
    top, bottom = max(0, int(rows[0]) - 1), min(height, int(rows[-1]) + 2)
    columns = np.flatnonzero(alpha[top:bottom].any(axis=0))
    left, right = (0, width) if keep_width else (max(0, int(columns[0]) - 1), min(width, int(columns[-1]) + 2))
    packed = _premultiply(straight[top:bottom, left:right])
    return Raster(packed, row_spans(packed), left, top, scale)


def row_spans(packed: np.ndarray) -> np.ndarray:
    """(rows, 2) int32: where each row of packed pixels has something, as `Raster.spans`."""
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


class RasterCellar:
    """A bounded, thread-safe store of rasters, least recently used out first; two callers of one raster wait for one drawing of it."""

    def __init__(self, room_bytes: int = ROOM_BYTES) -> None:
        self._room_bytes = room_bytes
        self._held_bytes = 0
        self._rasters: OrderedDict[str, Raster] = OrderedDict()
        self._lock = threading.Lock()
        self._at_work: dict[str, threading.Lock] = {}

    def fetch(self, key: str, make: Callable[[], Raster]) -> Raster:
        """The raster kept under `key`, made now if it is not there."""
        with self._lock:
            if key in self._rasters:
                self._rasters.move_to_end(key)
                return self._rasters[key]
            at_work = self._at_work.setdefault(key, threading.Lock())
        with at_work:
            with self._lock:
                if key in self._rasters:
                    return self._rasters[key]
            raster = make()
            with self._lock:
                self._keep(key, raster)
                self._at_work.pop(key, None)
            return raster

    def _keep(self, key: str, raster: Raster) -> None:
        self._rasters[key] = raster
        self._held_bytes += raster.size_bytes
        while self._held_bytes > self._room_bytes and len(self._rasters) > 1:
            _, oldest = self._rasters.popitem(last=False)
            self._held_bytes -= oldest.size_bytes

    @property
    def held_bytes(self) -> int:
        """Memory held now."""
        return self._held_bytes


CELLAR = RasterCellar()


class Refusals:
    """Why drawings could not be painted. A drawing that met a limit is not tried again for every shot that shows it."""

    def __init__(self) -> None:
        self._reasons: OrderedDict[str, str] = OrderedDict()

    def remember(self, drawing: Drawing, reason: str) -> None:
        """Refuse the drawing for that reason from now on."""
        self._reasons[drawing.sha256] = reason
        while len(self._reasons) > MOST_REFUSALS:
            self._reasons.popitem(last=False)

    def reason(self, drawing: Drawing) -> str:
        """Why the drawing is refused; '' if it is not."""
        return self._reasons.get(drawing.sha256, "")


REFUSALS = Refusals()


def rasterise(
    name: str,
    drawing: Drawing,
    scale: float,
    window: tuple[float, float, float, float] | None = None,
    keep_width: bool = False,
) -> Raster:
    """Pixels of a drawing, or of a window (x, y, width, height, in the drawing's units) of it.

    `left` and `top` are counted from the window's corner if one is given.

    Raises:
        DrawingError: the renderer cannot draw it; the message names the layer.
    """
    x, y, width, height = window or drawing.view_box
    columns, rows = max(2, round(width * scale)), max(2, round(height * scale))
    if columns * rows > MOST_PIXELS:
        raise DrawingError(
            f"layer {name!r} would be {columns} x {rows} pixels; at most {MOST_PIXELS} in all are drawn; "
            "give it a viewBox of the shape of the layer it replaces, '0 0 2304 1296' for a place",
            layer=name,
        )
    shape = f"{x:.4f} {y:.4f} {width:.4f} {height:.4f} {columns} {rows} {keep_width}"
    key = hashlib.sha256(f"{drawing.sha256} {shape}".encode()).hexdigest()

    def make() -> Raster:
        reason = REFUSALS.reason(drawing)
        try:
            if reason:
                raise ValueError(reason)
            svg = window_onto(drawing, (x, y, width, height), columns, rows)
            pixels, spans, left, top = paint_packed(svg, scale, keep_width, allowed_seconds(columns * rows))
        except ValueError as fault:
            REFUSALS.remember(drawing, str(fault))
            raise DrawingError(f"layer {name!r} cannot be drawn: {fault}", layer=name) from fault
        return Raster(pixels, spans, left, top, scale)

    return CELLAR.fetch(key, make)
