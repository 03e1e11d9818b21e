"""Rasters as the camera sees them: where in the frame, how large, mirrored, out of focus."""

from __future__ import annotations

import numpy as np
from scipy.ndimage import gaussian_filter1d

from storyreel.animatic.painter.compositor import RasterLayer
from storyreel.animatic.painter.figures import BOX
from storyreel.animatic.painter.framing import Spot
from storyreel.animatic.painter.raster import Raster, row_spans
from storyreel.film.timecode import FrameSize


def plane_layer(
    raster: Raster, spot: Spot, size: FrameSize, wrap: bool = False, ripple: float = 0.0, phase: float = 0.0
) -> RasterLayer:
    """A raster of canvas units as the frame sees it."""
    step = raster.scale / spot.magnification
    left = spot.centre_x - (size.width_px / 2 - 0.5) / spot.magnification
    top = spot.centre_y - (size.height_px / 2 - 0.5) / spot.magnification
    x, y = left * raster.scale - 0.5 - raster.left, top * raster.scale - 0.5 - raster.top
    return RasterLayer(raster, x, y, step, step, 1.0, wrap, ripple, phase)


def figure_layer(
    raster: Raster, spot: Spot, size: FrameSize, x: float, y: float, unit_x: float, unit_y: float
) -> RasterLayer:
    """A part of a figure that stands at (x, y) on the plane of people."""
    step_x = raster.scale / (spot.magnification * unit_x)
    step_y = raster.scale / (spot.magnification * unit_y)
    feet_x = (x - spot.centre_x) * spot.magnification + size.width_px / 2
    column = (0.5 - feet_x) * step_x - BOX[0] * raster.scale - 0.5 - raster.left
    row = (0.5 - _feet_row(y, spot, size)) * step_y - BOX[1] * raster.scale - 0.5 - raster.top
    return RasterLayer(raster, column, row, step_x, step_y)


def _feet_row(ground_y: float, spot: Spot, size: FrameSize) -> float:
    return (ground_y - spot.centre_y) * spot.magnification + size.height_px / 2


def mirrored_row(layer: RasterLayer, spot: Spot, size: FrameSize, ground_y: float) -> float:
    """Row at frame row 0 of a layer mirrored at the ground."""
    return layer.y + 2 * _feet_row(ground_y, spot, size) * layer.step_y


def soften(raster: Raster, blur_px: float, wrap: bool) -> Raster:
    """A raster at half its size, out of focus: what is behind people in a close view.

    If the frame is too small to show the blur, it is the raster itself.
    """
    if blur_px <= 0:
        return raster
    pad = round(blur_px * 2) // 2 * 2 + 4
    aside = 0 if wrap else pad
    half = _halved(np.pad(raster.pixels, ((pad, pad), (aside, aside)), mode="edge"))
    half = gaussian_filter1d(half, blur_px / 2, axis=0, mode="nearest", truncate=2.5)
    half = gaussian_filter1d(half, blur_px / 2, axis=1, mode="wrap" if wrap else "nearest", truncate=2.5)
    packed = np.ascontiguousarray(np.clip(half + 0.5, 0, 255).astype(np.uint8)).view(np.uint32)[..., 0]
    left, top = (raster.left - aside) // 2, (raster.top - pad) // 2
    return Raster(packed, row_spans(packed), left, top, raster.scale / 2)


def _halved(pixels: np.ndarray) -> np.ndarray:
    """Packed pixels at half the size: (rows, columns, 4) float32, 0 to 255."""
    rows, columns = pixels.shape[0] // 2, pixels.shape[1] // 2
    whole = np.ascontiguousarray(pixels[: rows * 2, : columns * 2])
    quads = whole.view(np.uint8).reshape(rows, 2, columns, 2, 4)
    return quads.mean(axis=(1, 3), dtype=np.float32)
