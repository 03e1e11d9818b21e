"""Rasters as the camera sees them: where in the frame, how large, mirrored, out of focus.

It does not know how they are painted.
"""

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
    x = (spot.centre_x - (size.width_px / 2 - 0.5) / spot.magnification) * raster.scale - 0.5 - raster.left
    y = (spot.centre_y - (size.height_px / 2 - 0.5) / spot.magnification) * raster.scale - 0.5 - raster.top
    return RasterLayer(raster, x, y, step, step, 1.0, wrap, ripple, phase)


def figure_layer(
    raster: Raster, spot: Spot, size: FrameSize, x: float, y: float, unit_x: float, unit_y: float
) -> RasterLayer:
    """A part of a figure that stands at (x, y) on the plane of people."""
    across, down = spot.magnification * unit_x, spot.magnification * unit_y
    feet_x = (x - spot.centre_x) * spot.magnification + size.width_px / 2
    feet_y = (y - spot.centre_y) * spot.magnification + size.height_px / 2
    step_x, step_y = raster.scale / across, raster.scale / down
    return RasterLayer(
        raster,
        (0.5 - feet_x) * step_x - BOX[0] * raster.scale - 0.5 - raster.left,
        (0.5 - feet_y) * step_y - BOX[1] * raster.scale - 0.5 - raster.top,
        step_x,
        step_y,
    )


def mirrored_row(layer: RasterLayer, spot: Spot, size: FrameSize, ground_y: float) -> float:
    """Row at frame row 0 of a layer turned over at the ground."""
    feet = (ground_y - spot.centre_y) * spot.magnification + size.height_px / 2
    return layer.y + 2 * feet * layer.step_y


def soften(raster: Raster, blur_px: float, wrap: bool) -> Raster:
    """A raster at half its size, out of focus: what is behind people in a close view.

    Where the frame is too small to show it, the raster itself.
    """
    if blur_px <= 0:
        return raster
    pad = round(blur_px * 2) // 2 * 2 + 4
    aside = 0 if wrap else pad
    pixels = np.pad(raster.pixels, ((pad, pad), (aside, aside)), mode="edge")
    rows, columns = pixels.shape[0] // 2 * 2, pixels.shape[1] // 2 * 2
    quads = (
        np.ascontiguousarray(pixels[:rows, :columns]).view(np.uint8).reshape(rows // 2, 2, columns // 2, 2, 4)
    )
    half = quads.mean(axis=(1, 3), dtype=np.float32)
    half = gaussian_filter1d(half, blur_px / 2, axis=0, mode="nearest", truncate=2.5)
    half = gaussian_filter1d(half, blur_px / 2, axis=1, mode="wrap" if wrap else "nearest", truncate=2.5)
    packed = np.ascontiguousarray(np.clip(half + 0.5, 0, 255).astype(np.uint8)).view(np.uint32)[..., 0]
    return Raster(
        packed, row_spans(packed), (raster.left - aside) // 2, (raster.top - pad) // 2, raster.scale / 2
    )
