"""A frame counter that a machine can read off a picture: 24 blocks along the top edge, black or white.

W B b19 b18 ... b1 b0 P W      W white, B black, b the number, most significant first, P makes the count of
ones even
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

BLOCKS = 24
BITS = 20
STRIP = 1 / 20
"""The strip's height as a part of the picture's."""


def stamp(picture: np.ndarray, number: int) -> np.ndarray:
    """The picture, (height, width, 3) uint8 RGB, changed in place: the number (below 2^20) along its top."""
    if not 0 <= number < 1 << BITS:
        raise ValueError(f"frame number {number!r} does not fit; 0 to {(1 << BITS) - 1} do")
    height, width = picture.shape[:2]
    rows = max(8, round(height * STRIP))
    for index, lit in enumerate(_blocks(number)):
        picture[:rows, round(index * width / BLOCKS) : round((index + 1) * width / BLOCKS)] = (
            235 if lit else 16
        )
    return picture


def read(picture: np.ndarray) -> int | None:
    """The number on the picture, (height, width, 3) uint8 RGB of any size.

    None if there is no whole strip.
    """
    height, width = picture.shape[:2]
    rows = max(4, round(height * STRIP))
    strip = picture[round(rows * 0.25) : max(round(rows * 0.25) + 1, round(rows * 0.75))].astype(np.float32)
    edges = [(index + part) * width / BLOCKS for index in range(BLOCKS) for part in (0.3, 0.7)]
    colours = [
        strip[:, int(edges[i]) : max(int(edges[i]) + 1, int(edges[i + 1]))].mean(axis=(0, 1))
        for i in range(0, len(edges), 2)
    ]
    light = np.array([colour.mean() for colour in colours])
    white, black = (light[0] + light[-1]) / 2, light[1]
    if white - black < 90 or max(np.ptp(colour) for colour in colours) > 60:
        return None
    part = (light - black) / (white - black)
    if np.any(np.minimum(np.abs(part), np.abs(part - 1)) > 0.3):
        return None
    lit = [bool(one) for one in part > 0.5]
    number = sum(1 << (BITS - 1 - index) for index, one in enumerate(lit[2 : 2 + BITS]) if one)
    return number if lit == _blocks(number) else None


def counters_of(path: Path) -> list[int | None]:
    """The number on each frame of a video file, in order of showing."""
    import av

    with av.open(str(path)) as film:
        return [read(frame.to_ndarray(format="rgb24")) for frame in film.decode(video=0)]


def _blocks(number: int) -> list[bool]:
    bits = [bool(number >> shift & 1) for shift in range(BITS - 1, -1, -1)]
    return [True, False, *bits, sum(bits) % 2 == 1, True]
