"""What hangs and falls in the air: rain, snow, dust, fog, glows, lightning and the lens's own shade.

It does not know layers or people.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numba as nb
import numpy as np

from storyreel.animatic.painter.compositor import AIR_CELL, TILE_SIDE
from storyreel.animatic.painter.drawings import read_drawing
from storyreel.animatic.painter.layers import Fall, Light, PaintedSet
from storyreel.animatic.painter.raster_cache import rasterise
from storyreel.film.colours import light_of

FOG_SIDE = 256


@dataclass(frozen=True)
class Glow:
    """A light where the frame sees it, frame pixels; strength 0 to 1 at this moment."""

    x: float
    y: float
    radius: float
    rgb: tuple[float, float, float]
    strength: float
    stretch: float = 1.0
    """Width over height: a lighthouse's beam is a wide one."""


@nb.njit(nogil=True, fastmath=True, cache=True, boundscheck=False)
def _fill_veil(veil, glows, fog, fog_rgb, noise, drift, low, vignette, flash):  # noqa: ANN202
    rows, columns = veil.shape[0], veil.shape[1]
    for j in range(rows):
        down = (j / (rows - 1)) * 2 - 1
        for i in range(columns):
            keep = 1.0
            red = 0.0
            green = 0.0
            blue = 0.0
            if fog > 0:
                x = i * 0.42 + drift
                y = j * 0.8
                n = noise[int(y) & 255, int(x) & 255]
                right = noise[int(y) & 255, (int(x) + 1) & 255]
                under = noise[(int(y) + 1) & 255, int(x) & 255]
                fx = x - math.floor(x)
                fy = y - math.floor(y)
                n += (right - n) * fx + (under - n) * fy
                depth = min(max(0.5 + (j / (rows - 1) - low) * 1.3, 0.12), 1.0)
                share = min(fog * (0.3 + 0.7 * n) * depth, 0.85)
                keep = 1.0 - share
                red = fog_rgb[0] * share
                green = fog_rgb[1] * share
                blue = fog_rgb[2] * share
            across = (i / (columns - 1)) * 2 - 1
            shade = (1.0 - vignette * (0.42 * across * across + 0.34 * down * down)) * flash
            veil[j, i, 0] = red * shade
            veil[j, i, 1] = green * shade
            veil[j, i, 2] = blue * shade
            veil[j, i, 3] = keep * shade
    for k in range(glows.shape[0]):
        wide = glows[k, 2] * glows[k, 7]
        first_j = max(0, int(glows[k, 1] - glows[k, 2]))
        last_j = min(rows, int(glows[k, 1] + glows[k, 2]) + 2)
        first_i = max(0, int(glows[k, 0] - wide))
        last_i = min(columns, int(glows[k, 0] + wide) + 2)
        for j in range(first_j, last_j):
            dy = (j - glows[k, 1]) / glows[k, 2]
            for i in range(first_i, last_i):
                dx = (i - glows[k, 0]) / wide
                d = 1.0 - (dx * dx + dy * dy)
                if d > 0:
                    amount = d * d * d * glows[k, 6]
                    veil[j, i, 0] += glows[k, 3] * amount
                    veil[j, i, 1] += glows[k, 4] * amount
                    veil[j, i, 2] += glows[k, 5] * amount
                    veil[j, i, 3] *= 1.0 - 0.35 * amount


def veil_of(
    painted: PaintedSet, glows: Sequence[Glow], width_px: int, height_px: int, seconds: float, seed: int
) -> np.ndarray:
    """The air map of one moment, as `compositor.Air.veil`."""
    veil = np.empty(
        ((height_px + AIR_CELL - 1) // AIR_CELL + 1, (width_px + AIR_CELL - 1) // AIR_CELL + 2, 4), np.float32
    )
    table = np.zeros((len(glows), 8), np.float64)
    for row, glow in zip(table, glows, strict=True):
        red, green, blue = (255 * part for part in glow.rgb)
        row[:] = (
            glow.x / AIR_CELL,
            glow.y / AIR_CELL,
            max(glow.radius / AIR_CELL, 0.5),
            red,
            green,
            blue,
            glow.strength,
            glow.stretch,
        )
    fog = np.array(light_of(painted.fog_colour)) * 255
    flash = _lightning(seed, seconds) if painted.lightning else 1.0
    _fill_veil(veil, table, painted.fog, fog, _fog_noise(), seconds * 5.0, 0.45, painted.vignette, flash)
    return veil


def _lightning(seed: int, seconds: float) -> float:
    """How much brighter the picture is: 1 between strokes.

    A stroke flashes twice and dies away within half a second.
    """
    brightness = 1.0
    rng = np.random.default_rng(seed)
    at = float(rng.uniform(0.6, 2.6))
    while at <= seconds:
        since = seconds - at
        if since < 0.7:
            brightness += 1.1 * math.exp(-since * 9) * (0.55 + 0.45 * math.cos(since * 42))
        at += float(rng.uniform(2.6, 6.5))
    return brightness


def liveliness(light: Light, index: int, seed: int, seconds: float) -> float:
    """How strong a light is at a moment, 0 to about 1.15 of its own strength."""
    phase = float(np.random.default_rng([seed, index]).uniform(0, 2 * math.pi))
    t = seconds
    if light.behaviour == "flicker":
        return (
            0.86
            + 0.09 * math.sin(t * 11.3 + phase)
            + 0.06 * math.sin(t * 23.9 + 2 * phase)
            + 0.05 * math.sin(t * 4.1 + phase)
        )
    if light.behaviour == "blink":
        return 1.0 if math.sin(t * 3.4 + phase) > -0.2 else 0.15
    if light.behaviour == "pulse":
        return 0.72 + 0.28 * math.sin(t * 2.2 + phase)
    if light.behaviour == "sweep":
        return 0.16 + 0.34 * max(0.0, math.cos(t * 0.9 + phase)) ** 3
    return 1.0


@dataclass(frozen=True)
class _Kind:
    count: int
    speed: float
    """Pixels of a 1080-line frame a second."""
    tint: tuple[float, float, float]
    drops: str


_KINDS = {
    "rain": _Kind(520, 1500, (0.5, 0.56, 0.66), "line"),
    "snow": _Kind(200, 105, (0.95, 0.97, 1.0), "flake"),
    "dust": _Kind(60, -9, (0.62, 0.55, 0.4), "mote"),
    "bubbles": _Kind(46, -75, (0.5, 0.75, 0.85), "ring"),
    "embers": _Kind(56, -95, (1.0, 0.5, 0.16), "spark"),
    "stars": _Kind(90, 3, (0.9, 0.92, 1.0), "spark"),
}


def falling(falls: Sequence[Fall], scale: float, seconds: float, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Tiles and their table, as `compositor.Air.tiles` and `.falls`.

    `scale` is 1 for a frame of 1080 lines.
    """
    tiles: list[np.ndarray] = []
    table: list[tuple[float, ...]] = []
    for fall in falls:
        kind = _KINDS.get(fall.kind)
        if kind is None or fall.amount <= 0:
            continue
        for layer, (size, share) in enumerate(((0.7, 0.55), (1.15, 0.8))):
            tiles.append(
                _tile(
                    fall.kind,
                    round(fall.amount, 2),
                    round(fall.slant, 2),
                    round(size * scale, 3),
                    seed % 9973 + layer,
                )
            )
            fallen = kind.speed * scale * size * seconds
            aside = (
                fallen * fall.slant
                if kind.drops == "line"
                else 22 * scale * math.sin(seconds * 0.5 + layer * 2) - fallen * fall.slant * 0.4
            )
            strength = share * (0.45 + 0.55 * fall.amount)
            table.append(
                (
                    round(aside) % TILE_SIDE,
                    round(-fallen) % TILE_SIDE,
                    *(strength * part for part in kind.tint),
                )
            )
    if not tiles:
        return np.zeros((0, TILE_SIDE, TILE_SIDE), np.uint8), np.zeros((0, 5), np.float32)
    return _stacked(tuple(tiles)), np.array(table, np.float32)


_STACKS: dict[tuple[int, ...], tuple[tuple[np.ndarray, ...], np.ndarray]] = {}


def _stacked(tiles: tuple[np.ndarray, ...]) -> np.ndarray:
    key = tuple(id(tile) for tile in tiles)
    kept = _STACKS.get(key)
    if kept is None:
        kept = (tiles, np.stack(tiles))
        if len(_STACKS) > 8:
            _STACKS.clear()
        _STACKS[key] = kept
    return kept[1]


@lru_cache(maxsize=16)
def _tile(kind: str, amount: float, slant: float, size: float, seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    look = _KINDS[kind]
    count = max(3, round(look.count * amount / max(size, 0.3)))
    shapes: list[str] = []
    for _ in range(count):
        x, y, chance, faint = (float(v) for v in rng.random(4))
        x, y, faint = x * TILE_SIDE, y * TILE_SIDE, 0.25 + 0.75 * faint
        for dx in (-TILE_SIDE, 0, TILE_SIDE):
            shapes.extend(
                _drop(look.drops, x + dx, y + dy, chance, faint, size, slant)
                for dy in (-TILE_SIDE, 0, TILE_SIDE)
                if -70 < x + dx < TILE_SIDE + 70 and -70 < y + dy < TILE_SIDE + 70
            )
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{TILE_SIDE}" height="{TILE_SIDE}" viewBox="0 0'
        f' {TILE_SIDE} {TILE_SIDE}">{"".join(shapes)}</svg>'
    )
    raster = rasterise(f"falling {kind}", read_drawing(f"falling {kind}", svg), 1.0)
    tile = np.zeros((TILE_SIDE, TILE_SIDE), np.uint8)
    rows, columns = raster.pixels.shape
    tile[raster.top : raster.top + rows, raster.left : raster.left + columns] = (raster.pixels >> 24).astype(
        np.uint8
    )
    return tile


def _drop(kind: str, x: float, y: float, chance: float, faint: float, size: float, slant: float) -> str:
    if kind == "line":
        length = (22 + 34 * chance) * size
        return (
            f'<path d="M{x:.1f},{y:.1f} l{-length * slant:.1f},{length:.1f}" stroke="#fff"'
            f' stroke-width="{1.25 * size:.2f}" stroke-opacity="{0.5 * faint:.2f}"/>'
        )
    if kind == "ring":
        r = (3 + 9 * chance * chance) * size
        return (
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}" fill="#fff" fill-opacity="{0.12 * faint:.2f}"'
            f' stroke="#fff" stroke-width="1.4" stroke-opacity="{0.6 * faint:.2f}"/>'
        )
    r = {
        "flake": 1.3 + 3.2 * chance * chance,
        "mote": 0.9 + 2.2 * chance,
        "spark": 0.8 + 1.8 * chance * chance,
    }[kind] * size
    glow = {"flake": 0.85, "mote": 0.4, "spark": 0.95}[kind]
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.2f}" fill="#fff"'
        f' fill-opacity="{glow * faint:.2f}"/><circle cx="{x:.1f}" cy="{y:.1f}" r="{r * 1.9:.2f}" fill="#fff"'
        f' fill-opacity="{0.2 * glow * faint:.2f}"/>'
    )


@lru_cache(maxsize=1)
def _fog_noise() -> np.ndarray:
    """(256, 256) float64 in 0 to 1, repeating: soft banks."""
    rng = np.random.default_rng(77)
    spectrum = np.fft.rfft2(rng.standard_normal((FOG_SIDE, FOG_SIDE)))
    fy = np.fft.fftfreq(FOG_SIDE)[:, None] * FOG_SIDE
    fx = np.fft.rfftfreq(FOG_SIDE)[None, :] * FOG_SIDE
    radius = np.sqrt((fx * 1.0) ** 2 + (fy * 0.55) ** 2)
    radius[0, 0] = 1.0
    spectrum *= np.where(radius < 26, radius**-1.7, 0)
    spectrum[0, 0] = 0
    field = np.fft.irfft2(spectrum, s=(FOG_SIDE, FOG_SIDE))
    return np.ascontiguousarray((field - field.min()) / (field.max() - field.min()))
