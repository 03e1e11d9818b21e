"""Turns SVG text into packed pixels once for each text and size, and keeps them while there is space."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable

from storyreel.animatic.painter.drawings import Drawing, DrawingError, window_onto
from storyreel.animatic.painter.raster import Raster
from storyreel.animatic.painter.rasteriser import allowed_seconds, paint_packed

CACHE_BYTES = 320_000_000
"""How much the cache keeps.

With it a film with two clips at work, the server and the rest stays under 2 GB (docs/BENCHMARKS.md).
"""

MOST_PIXELS = 40_000_000
"""Pixels of one drawing.

The largest of the painter's own has 23 million: a whole figure in a close view of a tall 2160p film.
"""
MOST_REFUSALS = 1000
"""How many drawings that met a limit are remembered."""


class RasterCache:
    """A bounded, thread-safe store of rasters, least recently used out first.

    Two callers of one raster wait for one drawing of it.
    """

    def __init__(self, most_bytes: int = CACHE_BYTES) -> None:
        self._most_bytes = most_bytes
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
        while self._held_bytes > self._most_bytes and len(self._rasters) > 1:
            self._forget_oldest()

    def _forget_oldest(self) -> None:
        _, oldest = self._rasters.popitem(last=False)
        self._held_bytes -= oldest.size_bytes

    @property
    def held_bytes(self) -> int:
        """Memory held now."""
        return self._held_bytes


CACHE = RasterCache()


class Refusals:
    """Why drawings could not be painted.

    A drawing that met a limit is not tried again for every shot that shows it.
    """

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

    return CACHE.fetch(key, make)
