"""What is in the air: rain, snow, dust, fog, glows, lightning and the lens's own shade."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

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
    """A light as the frame sees it, frame pixels; strength 0 to 1 at this moment."""

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
    rows, columns = (height_px + AIR_CELL - 1) // AIR_CELL, (width_px + AIR_CELL - 1) // AIR_CELL
    veil = np.empty((rows + 1, columns + 2, 4), np.float32)
    table = np.zeros((len(glows), 8), np.float64)
    for row, glow in zip(table, glows, strict=True):
        row[:] = _glow_row(glow)
    fog = np.array(light_of(painted.fog_colour)) * 255
    flash = _lightning(seed, seconds) if painted.lightning else 1.0
    _fill_veil(veil, table, painted.fog, fog, _fog_noise(), seconds * 5.0, 0.45, painted.vignette, flash)
    return veil


def _glow_row(glow: Glow) -> tuple[float, ...]:
    """A glow as the kernel reads it: place and radius in cells, red, green, blue, strength, stretch."""
    return (*_place_in_cells(glow), *_of_255(glow.rgb), glow.strength, glow.stretch)


def _of_255(rgb: Iterable[float]) -> list[float]:
    return [255 * part for part in rgb]


def _place_in_cells(glow: Glow) -> list[float]:
    """X, y and radius."""
    x, y, radius = (length / AIR_CELL for length in (glow.x, glow.y, glow.radius))
    return [x, y, max(radius, 0.5)]


def _lightning(seed: int, seconds: float) -> float:
    """How much brighter the picture is: 1 between strokes.

    A stroke flashes twice and dies away within half a second.
    """
    return sum((_stroke(seconds - at) for at in _stroke_starts(seed, seconds)), start=1.0)


def _stroke_starts(seed: int, until: float) -> Iterator[float]:
    """Seconds at which each stroke begins."""
    rng = np.random.default_rng(seed)
    at = float(rng.uniform(0.6, 2.6))
    while at <= until:
        yield at
        at += float(rng.uniform(2.6, 6.5))


def _stroke(since: float) -> float:
    """Brightness of a stroke, a number of seconds after it began."""
    if since >= 0.7:
        return 0.0
    return 1.1 * math.exp(-since * 9) * (0.55 + 0.45 * math.cos(since * 42))


def liveliness(light: Light, index: int, seed: int, seconds: float) -> float:
    """How strong a light is at a moment, 0 to about 1.15 of its own strength."""
    behave = _BEHAVIOURS.get(light.behaviour)
    return behave(seconds, _phase(seed, index)) if behave else 1.0


def _phase(seed: int, index: int) -> float:
    return float(np.random.default_rng([seed, index]).uniform(0, 2 * math.pi))


def _flicker(seconds: float, phase: float) -> float:
    fast = 0.09 * math.sin(seconds * 11.3 + phase)
    fastest = 0.06 * math.sin(seconds * 23.9 + 2 * phase)
    return 0.86 + fast + fastest + _slow_flicker(seconds, phase)


def _slow_flicker(seconds: float, phase: float) -> float:
    return 0.05 * math.sin(seconds * 4.1 + phase)


def _blink(seconds: float, phase: float) -> float:
    return 1.0 if math.sin(seconds * 3.4 + phase) > -0.2 else 0.15


def _pulse(seconds: float, phase: float) -> float:
    return 0.72 + 0.28 * math.sin(seconds * 2.2 + phase)


def _sweep(seconds: float, phase: float) -> float:
    return 0.16 + 0.34 * max(0.0, math.cos(seconds * 0.9 + phase)) ** 3


_BEHAVIOURS = {"flicker": _flicker, "blink": _blink, "pulse": _pulse, "sweep": _sweep}


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


_DISTANCES = ((0.7, 0.55), (1.15, 0.8))
"""Size and strength of what falls far off, and near."""


def falling(falls: Sequence[Fall], scale: float, seconds: float, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Tiles and their table, as `compositor.Air.tiles` and `.falls`.

    `scale` is 1 for a frame of 1080 lines.
    """
    tiles: list[np.ndarray] = []
    table: list[tuple[float, ...]] = []
    for fall in falls:
        if fall.kind not in _KINDS or fall.amount <= 0:
            continue
        for layer, (size, share) in enumerate(_DISTANCES):
            tiles.append(_tile_of(fall, size * scale, seed % 9973 + layer))
            strength = share * (0.45 + 0.55 * fall.amount)
            tint = (strength * part for part in _KINDS[fall.kind].tint)
            table.append((*_offsets(fall, layer, size, scale, seconds), *tint))
    if not tiles:
        return np.zeros((0, TILE_SIDE, TILE_SIDE), np.uint8), np.zeros((0, 5), np.float32)
    return _stacked(tuple(tiles)), np.array(table, np.float32)


def _tile_of(fall: Fall, size: float, seed: int) -> np.ndarray:
    return _tile(fall.kind, round(fall.amount, 2), round(fall.slant, 2), round(size, 3), seed)


def _offsets(fall: Fall, layer: int, size: float, scale: float, seconds: float) -> tuple[int, int]:
    """Column and row by which the tile of a layer has moved."""
    kind = _KINDS[fall.kind]
    fallen = kind.speed * scale * size * seconds
    if kind.drops == "line":
        aside = fallen * fall.slant
    else:
        aside = 22 * scale * math.sin(seconds * 0.5 + layer * 2) - fallen * fall.slant * 0.4
    return round(aside) % TILE_SIDE, round(-fallen) % TILE_SIDE


_Tiles = tuple[np.ndarray, ...]
_Stack = tuple[_Tiles, np.ndarray]
_STACKS: dict[tuple[int, ...], _Stack] = {}


def _stacked(tiles: _Tiles) -> np.ndarray:
    key = tuple(map(id, tiles))
    return (_STACKS.get(key) or _keep_stack(key, tiles))[1]


def _keep_stack(key: tuple[int, ...], tiles: _Tiles) -> _Stack:
    stack = (tiles, np.stack(tiles))
    if len(_STACKS) > 8:
        _STACKS.clear()
    _STACKS[key] = stack
    return stack


@lru_cache(maxsize=16)
def _tile(kind: str, amount: float, slant: float, size: float, seed: int) -> np.ndarray:
    """(1024, 1024) uint8: how much of a drop or flake each pixel holds; its edges match."""
    name, drops = f"falling {kind}", "".join(_drops(kind, amount, slant, size, seed))
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{TILE_SIDE}" height="{TILE_SIDE}"'
    svg = f'{head} viewBox="0 0 {TILE_SIDE} {TILE_SIDE}">{drops}</svg>'
    raster = rasterise(name, read_drawing(name, svg), 1.0)
    tile = np.zeros((TILE_SIDE, TILE_SIDE), np.uint8)
    rows, columns = raster.pixels.shape
    part = tile[raster.top : raster.top + rows, raster.left : raster.left + columns]
    part[:] = (raster.pixels >> 24).astype(np.uint8)
    return tile


def _drops(kind: str, amount: float, slant: float, size: float, seed: int) -> Iterator[str]:
    """Every drop as SVG, again at the opposite edges of the tile if it is near one."""
    rng, look = np.random.default_rng(seed), _KINDS[kind]
    for _ in range(max(3, round(look.count * amount / max(size, 0.3)))):
        x, y, chance, faint = (float(v) for v in rng.random(4))
        x, y, faint = x * TILE_SIDE, y * TILE_SIDE, 0.25 + 0.75 * faint
        for dx, dy in product((-TILE_SIDE, 0, TILE_SIDE), repeat=2):
            if _touches_tile(x + dx) and _touches_tile(y + dy):
                yield _Drop(x + dx, y + dy, chance, faint, size, slant).svg(look.drops)


def _touches_tile(at: float) -> bool:
    return -70 < at < TILE_SIDE + 70


@dataclass(frozen=True)
class _Drop:
    """One drop, flake or bubble of a tile."""

    x: float
    y: float
    chance: float
    """Its own random number, 0 to 1, which decides how large it is."""
    faint: float
    """Its opacity, 0 to 1."""
    size: float
    slant: float

    def svg(self, kind: str) -> str:
        if kind == "line":
            return self._line()
        return self._ring() if kind == "ring" else self._dot(kind)

    def _line(self) -> str:
        length = (22 + 34 * self.chance) * self.size
        path = f"M{self.x:.1f},{self.y:.1f} l{-length * self.slant:.1f},{length:.1f}"
        stroke = f'stroke-width="{1.25 * self.size:.2f}" stroke-opacity="{0.5 * self.faint:.2f}"'
        return f'<path d="{path}" stroke="#fff" {stroke}/>'

    def _circle(self, radius: str, opacity: float, stroke: str = "") -> str:
        return f'<circle {self._middle} r="{radius}" fill="#fff" fill-opacity="{opacity:.2f}"{stroke}/>'

    @property
    def _middle(self) -> str:
        return f'cx="{self.x:.1f}" cy="{self.y:.1f}"'

    def _ring(self) -> str:
        return self._circle(f"{self._mostly_small(3, 9):.1f}", 0.12 * self.faint, self._edge)

    @property
    def _edge(self) -> str:
        """Attributes of a bubble's edge."""
        return f' stroke="#fff" stroke-width="1.4" stroke-opacity="{0.6 * self.faint:.2f}"'

    def _mostly_small(self, least: float, more: float) -> float:
        """A radius from `least` up to `more` above it, large ones seldom."""
        return (least + more * self.chance * self.chance) * self.size

    def _dot(self, kind: str) -> str:
        """A dot with a faint glow around it."""
        radius, glow = self._radius(kind), _DOT_OPACITY[kind]
        return self._disc(radius, glow) + self._disc(radius * 1.9, 0.2 * glow)

    def _disc(self, radius: float, opacity: float) -> str:
        return self._circle(f"{radius:.2f}", opacity * self.faint)

    def _radius(self, kind: str) -> float:
        if kind == "mote":
            return (0.9 + 2.2 * self.chance) * self.size
        return self._mostly_small(*_DOT_RADIUS[kind])


_DOT_OPACITY = {"flake": 0.85, "mote": 0.4, "spark": 0.95}
_DOT_RADIUS = {"flake": (1.3, 3.2), "spark": (0.8, 1.8)}
"""The least, and how much more it can be."""


@lru_cache(maxsize=1)
def _fog_noise() -> np.ndarray:
    """(256, 256) float64 in 0 to 1, repeating: soft banks."""
    rng = np.random.default_rng(77)
    spectrum = np.fft.rfft2(rng.standard_normal((FOG_SIDE, FOG_SIDE)))
    radius = _wave_numbers()
    spectrum *= np.where(radius < 26, radius**-1.7, 0)
    spectrum[0, 0] = 0
    field = np.fft.irfft2(spectrum, s=(FOG_SIDE, FOG_SIDE))
    return np.ascontiguousarray((field - field.min()) / (field.max() - field.min()))


def _wave_numbers() -> np.ndarray:
    """How many waves fit across the noise at each place of its spectrum, those downwards counted less."""
    radius = np.sqrt(_waves_across() ** 2 + _waves_down() ** 2)
    radius[0, 0] = 1.0
    return radius


def _waves_down() -> np.ndarray:
    return np.fft.fftfreq(FOG_SIDE)[:, None] * FOG_SIDE * 0.55


def _waves_across() -> np.ndarray:
    return np.fft.rfftfreq(FOG_SIDE)[None, :] * FOG_SIDE
