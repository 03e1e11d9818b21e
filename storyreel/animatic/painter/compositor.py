"""Lays layers of pixels over one another and writes the picture as H.264 needs it.

One pass goes from the nearest layer back and leaves a pixel once nothing behind it can be seen. It is
bilinear with 16 steps between pixels. Then come air, light and colour, straight to planes of luma and chroma.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numba as nb
import numpy as np
from numba.core import cgutils, types
from numba.extending import intrinsic

from storyreel.animatic.painter.raster import Raster, row_spans

AIR_CELL = 4
"""The air map has one cell for every 4 x 4 pixels."""
TILE_SIDE = 1024
u32 = nb.uint32


@dataclass(frozen=True)
class RasterLayer:
    """A raster in the frame.

    Its column at frame column i is x + i * step_x, its row at frame row j is y + j * step_y.
    """

    raster: Raster
    x: float
    y: float
    step_x: float
    step_y: float
    opacity: float = 1.0
    wrap: bool = False
    ripple: float = 0.0
    """Amplitude of the sideways shimmer, pixels of the raster."""
    ripple_phase: float = 0.0


@dataclass(frozen=True)
class Air:
    """What is between the layers and the lens."""

    veil: np.ndarray
    """(rows / 4 + 1, columns / 4 + 2, 4) float32: light added to red, green and blue (0 to 255), then the
    share of the picture that is kept.
    """
    tiles: np.ndarray
    """(tiles, 1024, 1024) uint8, repeating: how much of a falling drop or flake each pixel holds."""
    falls: np.ndarray
    """(tiles, 5) float32: column and row offset of each tile, then red, green and blue for each unit."""


@intrinsic
def _pointer(_typing_context, address):  # noqa: ANN202 - numba's own convention for intrinsics
    """An address as a pointer, so that one compiled kernel reads layers of many shapes without a copy."""

    def generate(_context, builder, _signature, arguments):  # noqa: ANN202
        return builder.inttoptr(arguments[0], cgutils.voidptr_t)

    return types.voidptr(address), generate


@nb.njit(nogil=True, fastmath=True, cache=True, boundscheck=False)
def _gather_row(j, width, layers, placed, red_blue, green_alpha, left_over):  # noqa: ANN202, C901
    """Fill one row with what the layers show: red and blue, green and alpha as 16-bit lanes.

    `left_over` is 256 for a pixel that no layer covers.
    """
    mask = u32(0xFF00FF)
    for i in range(width):
        red_blue[i] = u32(0)
        green_alpha[i] = u32(0)
        left_over[i] = u32(256)
    low, high = 0, width
    for k in range(layers.shape[0] - 1, -1, -1):
        rows, columns = layers[k, 2], layers[k, 3]
        pixels = nb.carray(_pointer(layers[k, 0]), (rows, columns), nb.uint32)  # pyright: ignore[reportCallIssue, reportArgumentType, reportPrivateImportUsage]
        spans = nb.carray(_pointer(layers[k, 1]), (rows, 2), nb.int32)  # pyright: ignore[reportCallIssue, reportArgumentType, reportPrivateImportUsage]
        step = placed[k, 2]
        y = placed[k, 1] + j * placed[k, 3]
        if y < -0.999 or y > rows - 0.001:
            continue
        y = min(max(y, 0.0), rows - 1.0)
        row = min(int(y), rows - 2)
        fy = u32(int((y - row) * 16))
        first = min(spans[row, 0], spans[row + 1, 0])
        past = max(spans[row, 1], spans[row + 1, 1])
        if past <= first:
            continue
        x = placed[k, 0]
        if placed[k, 6] > 0:
            x += placed[k, 6] * (
                math.sin(y * 0.09 + placed[k, 7]) + 0.5 * math.sin(y * 0.23 - placed[k, 7] * 1.7)
            )
        wrap = placed[k, 5] > 0
        begin, end = low, high
        if wrap:
            x -= math.floor((x + low * step) / columns) * columns
        else:
            # A layer whose picture reaches its own edge goes on beyond it, so that shimmer never shows a gap.
            if first > 0:
                begin = max(low, math.ceil((first - 1 - x) / step))
            if past < columns:
                end = min(high, int((past - x) / step) + 1)
        opacity = u32(int(placed[k, 4] * 256))
        at = nb.int64((x + begin * step) * 65536)
        stride = nb.int64(step * 65536)
        last = nb.int64(columns - 2)
        upper = pixels[row]
        lower = pixels[row + 1]
        if (
            step == 1.0
            and (fy == u32(0) or fy == u32(16))
            and not wrap
            and (at & 0xFFFF) == 0
            and placed[k, 4] == 1.0
        ):
            # A plate of the frame's own size: pixel for pixel.
            offset = at >> 16
            level = lower if fy == u32(16) else upper
            for i in range(max(begin, begin - offset), min(end, begin - offset + columns)):
                rest = left_over[i]
                pixel = level[offset + i - begin]
                if rest > u32(1) and pixel > u32(0xFFFFFF):
                    rb = pixel & mask
                    ga = (pixel >> u32(8)) & mask
                    alpha = u32(ga >> u32(16))
                    if rest == u32(256):
                        red_blue[i] = rb
                        green_alpha[i] = ga
                    else:
                        red_blue[i] += u32(u32(rb * rest) >> u32(8)) & mask
                        green_alpha[i] += u32(u32(ga * rest) >> u32(8)) & mask
                    left_over[i] = u32(rest * (u32(256) - alpha - (alpha >> u32(7)))) >> u32(8)
            end = begin
        for i in range(begin, end):
            rest = left_over[i]
            if rest > u32(1):
                column = at >> 16
                if wrap:
                    while column >= columns:
                        column -= columns
                        at -= nb.int64(columns) << 16
                    beside = column + 1
                    if beside >= columns:
                        beside = nb.int64(0)
                    fx = u32((at >> 12) & 15)
                else:
                    fx = u32((at >> 12) & 15)
                    if column < 0:
                        column = nb.int64(0)
                        fx = u32(0)
                    elif column > last:
                        column = last
                        fx = u32(16)
                    beside = column + 1
                p00 = upper[column]
                p01 = upper[beside]
                p10 = lower[column]
                p11 = lower[beside]
                if (p00 | p01 | p10 | p11) > u32(0xFFFFFF):
                    w11 = u32(fx * fy)
                    w01 = u32((fx << u32(4)) - w11)
                    w10 = u32((fy << u32(4)) - w11)
                    w00 = u32(u32(256) - w01 - w10 - w11)
                    rb = (
                        u32((p00 & mask) * w00)
                        + u32((p01 & mask) * w01)
                        + u32((p10 & mask) * w10)
                        + u32((p11 & mask) * w11)
                    )
                    ga = (
                        u32(((p00 >> u32(8)) & mask) * w00)
                        + u32(((p01 >> u32(8)) & mask) * w01)
                        + u32(((p10 >> u32(8)) & mask) * w10)
                        + u32(((p11 >> u32(8)) & mask) * w11)
                    )
                    rb = u32(u32(rb) >> u32(8)) & mask
                    ga = u32(u32(ga) >> u32(8)) & mask
                    if opacity != u32(256):
                        rb = u32(u32(rb * opacity) >> u32(8)) & mask
                        ga = u32(u32(ga * opacity) >> u32(8)) & mask
                    alpha = u32(ga >> u32(16))
                    if rest == u32(256):
                        red_blue[i] = rb
                        green_alpha[i] = ga
                    else:
                        red_blue[i] += u32(u32(rb * rest) >> u32(8)) & mask
                        green_alpha[i] += u32(u32(ga * rest) >> u32(8)) & mask
                    left_over[i] = u32(rest * (u32(256) - alpha - (alpha >> u32(7)))) >> u32(8)
            at += stride
        while low < high and left_over[low] <= u32(1):
            low += 1
        while high > low and left_over[high - 1] <= u32(1):
            high -= 1
        if low >= high:
            break


@nb.njit(nogil=True, fastmath=True, cache=True, boundscheck=False)
def _flatten(layers, placed, plate):  # noqa: ANN202
    height, width = plate.shape
    red_blue = np.empty(width, np.uint32)
    green_alpha = np.empty(width, np.uint32)
    left_over = np.empty(width, np.uint32)
    for j in range(height):
        _gather_row(j, width, layers, placed, red_blue, green_alpha, left_over)
        for i in range(width):
            plate[j, i] = red_blue[i] | (green_alpha[i] << u32(8))


@nb.njit(nogil=True, fastmath=True, cache=True, boundscheck=False)
def _develop(layers, placed, veil, tiles, falls, grade, luma, blue_chroma, red_chroma):  # noqa: ANN202
    height, width = luma.shape
    cells = (width + 3) // 4
    red_blue = np.empty(width, np.uint32)
    green_alpha = np.empty(width, np.uint32)
    left_over = np.empty(width, np.uint32)
    cell = np.empty((cells + 1, 4), np.float32)
    red = np.empty(cells * 4, np.float32)
    green = np.empty(cells * 4, np.float32)
    blue = np.empty(cells * 4, np.float32)
    sum_b = np.empty(cells * 4, np.float32)
    sum_r = np.empty(cells * 4, np.float32)
    g = grade
    top = np.float32(255)
    for j in range(height):
        _gather_row(j, width, layers, placed, red_blue, green_alpha, left_over)
        down = np.float32((j & 3) * 0.25)
        for x in range(cells + 1):
            for c in range(4):
                cell[x, c] = veil[j >> 2, x, c] + (veil[(j >> 2) + 1, x, c] - veil[j >> 2, x, c]) * down
        for i in range(width):
            x = i >> 2
            across = np.float32((i & 3) * 0.25)
            keep = cell[x, 3] + (cell[x + 1, 3] - cell[x, 3]) * across
            red[i] = (
                np.float32(red_blue[i] & u32(255)) * keep
                + cell[x, 0]
                + (cell[x + 1, 0] - cell[x, 0]) * across
            )
            green[i] = (
                np.float32(green_alpha[i] & u32(255)) * keep
                + cell[x, 1]
                + (cell[x + 1, 1] - cell[x, 1]) * across
            )
            blue[i] = (
                np.float32((red_blue[i] >> u32(16)) & u32(255)) * keep
                + cell[x, 2]
                + (cell[x + 1, 2] - cell[x, 2]) * across
            )
        for k in range(tiles.shape[0]):
            drops = tiles[k, (j + int(falls[k, 1])) & 1023]
            start = int(falls[k, 0])
            for i in range(width):
                drop = np.float32(drops[(i + start) & 1023])
                red[i] += drop * falls[k, 2]
                green[i] += drop * falls[k, 3]
                blue[i] += drop * falls[k, 4]
        even = (j & 1) == 0
        # A checkerboard of a quarter of a step breaks up the bands of slow gradients and costs the encoder
        # nothing.
        nudge = np.float32(0.25) if even else np.float32(-0.25)
        for i in range(width):
            r = min(red[i], top)
            e = min(green[i], top)
            b = min(blue[i], top)
            y = g[0, 0] * r + g[0, 1] * e + g[0, 2] * b + g[0, 3] + (nudge if i & 1 else -nudge)
            luma[j, i] = np.uint8(min(max(y, np.float32(16)), np.float32(235)))
            cb = g[1, 0] * r + g[1, 1] * e + g[1, 2] * b
            cr = g[2, 0] * r + g[2, 1] * e + g[2, 2] * b
            sum_b[i] = cb if even else sum_b[i] + cb
            sum_r[i] = cr if even else sum_r[i] + cr
        if not even:
            for i in range(width // 2):
                cb = (sum_b[2 * i] + sum_b[2 * i + 1]) * np.float32(0.25) + g[1, 3]
                cr = (sum_r[2 * i] + sum_r[2 * i + 1]) * np.float32(0.25) + g[2, 3]
                blue_chroma[j >> 1, i] = np.uint8(min(max(cb, np.float32(16)), np.float32(240)))
                red_chroma[j >> 1, i] = np.uint8(min(max(cr, np.float32(16)), np.float32(240)))


def _tables(layers: list[RasterLayer]) -> tuple[np.ndarray, np.ndarray]:
    where = np.array(
        [(s.raster.pixels.ctypes.data, s.raster.spans.ctypes.data, *s.raster.pixels.shape) for s in layers]
        or np.empty((0, 4)),
        np.int64,
    ).reshape(-1, 4)
    placed = np.array(
        [(s.x, s.y, s.step_x, s.step_y, s.opacity, float(s.wrap), s.ripple, s.ripple_phase) for s in layers]
        or np.empty((0, 8)),
        np.float64,
    ).reshape(-1, 8)
    return where, placed


def flatten(layers: list[RasterLayer], width_px: int, height_px: int) -> Raster:
    """Layers, back to front, as one raster of the frame's size: for still parts behind moving ones."""
    plate = np.empty((height_px, width_px), np.uint32)
    _flatten(*_tables(layers), plate)
    return Raster(plate, row_spans(plate), 0, 0, 1.0)


@dataclass(frozen=True, eq=False)
class Planes:
    """A picture in 4:2:0, BT.709 limited range: uint8 (height, width), then two of half of each."""

    luma: np.ndarray
    blue: np.ndarray
    red: np.ndarray


def develop(layers: list[RasterLayer], air: Air, grade: np.ndarray, width_px: int, height_px: int) -> Planes:
    """The picture that layers (back to front) make through the air.

    `grade` is (3, 4) float32 from RGB to Y, Cb, Cr with offsets.
    """
    planes = Planes(
        np.empty((height_px, width_px), np.uint8),
        np.empty((height_px // 2, width_px // 2), np.uint8),
        np.empty((height_px // 2, width_px // 2), np.uint8),
    )
    _develop(*_tables(layers), air.veil, air.tiles, air.falls, grade, planes.luma, planes.blue, planes.red)
    return planes
