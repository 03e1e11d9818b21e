"""Ground out of doors: ridges, slopes, rock, grass, sand, snow, paths and water."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

from storyreel.animatic.painter.layers import CANVAS_HEIGHT, CANVAS_WIDTH
from storyreel.animatic.painter.places.canvas import Canvas, Point, closed_path, number, open_path
from storyreel.animatic.painter.places.palette import darker, lighter
from storyreel.film.colours import mix

Tone = Callable[..., str]
"""A builder's `tone`: a colour and a distance give the colour at this hour."""


def ridge(
    chance: np.random.Generator,
    y: float,
    amplitude: float,
    *,
    waves: float = 3.0,
    octaves: int = 5,
    rough: float = 0.5,
    step: int = 16,
    wraps: bool = False,
) -> list[Point]:
    """A skyline from the left edge to the right around height `y`, one point every `step` units."""
    total = np.zeros(CANVAS_WIDTH // step + 1)
    across = np.linspace(0, 1, len(total))
    strength, scale = 1.0, 0.0
    for octave in range(octaves):
        cycles = waves * 2**octave * (1.0 if wraps else chance.uniform(0.8, 1.2))
        if wraps:
            cycles = max(1, round(cycles))
        total += strength * np.sin(2 * np.pi * (cycles * across + chance.random()))
        scale += strength
        strength *= rough
    total *= amplitude / scale
    return [(float(x * CANVAS_WIDTH), float(y - rise)) for x, rise in zip(across, total, strict=True)]


def crags(
    chance: np.random.Generator,
    y: float,
    height: float,
    *,
    peaks: int = 5,
    depth: int = 6,
    rough: float = 0.5,
) -> list[Point]:
    """A mountain skyline by midpoint displacement: sharp peaks over a base line `y`."""
    count = peaks * 2
    heights = [
        height * (chance.uniform(0.55, 1.0) if index % 2 else chance.uniform(0.1, 0.45))
        for index in range(count + 1)
    ]
    sway = height * 0.22
    for _ in range(depth):
        between = [(a + b) / 2 + chance.uniform(-1, 1) * sway for a, b in pairwise(heights)]
        heights = [value for pair in zip(heights, between, strict=False) for value in pair] + [heights[-1]]
        sway *= rough
    last = len(heights) - 1
    return [(CANVAS_WIDTH * index / last, y - value) for index, value in enumerate(heights)]


def at(line: Sequence[Point], x: float) -> float:
    """Height of a skyline at `x`, by its evenly spaced points."""
    place = min(max(x / CANVAS_WIDTH, 0.0), 1.0) * (len(line) - 1)
    index = min(int(place), len(line) - 2)
    return line[index][1] + (line[index + 1][1] - line[index][1]) * (place - index)


def land(line: Sequence[Point], foot: float = CANVAS_HEIGHT) -> str:
    """Path data of everything under a skyline."""
    return closed_path([*line, (CANVAS_WIDTH, foot), (0, foot)])


def slope(
    canvas: Canvas,
    line: Sequence[Point],
    top: str,
    foot: str,
    *,
    rim: str = "",
    rim_width: float = 3,
    rim_opacity: float = 0.5,
    depth: float = 0.0,
) -> None:
    """Ground under a skyline, its edge catching the light when `rim` is given."""
    fill = canvas.ramp((0, min(y for _, y in line)), (0, depth or CANVAS_HEIGHT), top, foot)
    canvas.path(land(line), fill)
    if rim:
        canvas.path(open_path(line), stroke=rim, width=rim_width, opacity=rim_opacity)


def grass(
    canvas: Canvas,
    chance: np.random.Generator,
    where: Callable[[float], float],
    colours: Sequence[str],
    *,
    count: int = 500,
    tall: float = 30,
    spread: float = 120,
    lean: float = 0.0,
    clear: Callable[[float, float], bool] | None = None,
) -> None:
    """Blades over the ground below `where(x)`, taller when nearer; none where `clear(x, y)`."""
    blades: list[list[tuple[float, float, float, float]]] = [[] for _ in colours]
    for _ in range(count):
        x = chance.uniform(0, CANVAS_WIDTH)
        near = chance.random() ** 0.8
        y = where(x) + near * spread
        height, sway, shade = (
            tall * (0.4 + near) * chance.uniform(0.5, 1),
            chance.uniform(-0.3, 0.3) + lean,
            int(chance.integers(len(colours))),
        )
        if clear is None or not clear(x, y):
            blades[shade].append((x, y, x + sway * height, y - height))
    for colour, segments in zip(colours, blades, strict=True):
        canvas.scratches(segments, colour, 2.6, 0.85)


def tufts(
    canvas: Canvas,
    chance: np.random.Generator,
    points: Sequence[Point],
    colour: str,
    tall: float = 46,
    lean: float = 0.0,
) -> None:
    """Clumps of broad blades at the points given."""
    d = []
    for x, y in points:
        for _ in range(8):
            sway, height = chance.uniform(-0.7, 0.7) + lean, tall * chance.uniform(0.55, 1.1)
            tip = (x + sway * height, y - height)
            foot = x + chance.uniform(-0.25, 0.25) * tall
            d.append(
                f"M{number(foot - 3)},{number(y)}Q{number(foot)},{number(y - height * 0.6)} "
                f"{number(tip[0])},{number(tip[1])}"
                f"Q{number(foot + 5)},{number(y - height * 0.5)} {number(foot + 4)},{number(y)}Z"
            )
    canvas.path("".join(d), colour)


def rock(
    canvas: Canvas,
    chance: np.random.Generator,
    x: float,
    y: float,
    wide: float,
    tall: float,
    colour: str,
    light: str,
    side: int = 1,
    snow: str = "",
) -> None:
    """A boulder standing on `y`: body, lit face, cracks, and a cap of snow when a colour for it is given."""
    count = 9
    outline = []
    for index in range(count):
        angle = math.pi * (1 - index / (count - 1))
        stretch = chance.uniform(0.82, 1.08)
        outline.append(
            (
                x + math.cos(angle) * wide / 2 * stretch,
                y - math.sin(angle) ** 0.8 * tall * stretch if 0 < index < count - 1 else y,
            )
        )
    canvas.poly(outline, canvas.ramp((x, y - tall), (x, y), lighter(colour, 0.08), darker(colour, 0.45)))
    top = max(outline, key=lambda point: -point[1])
    lit = [point for point in outline if (point[0] - x) * side >= -wide * 0.12]
    canvas.poly([*lit, (x + side * wide * 0.12, y - tall * 0.35)], mix(colour, light, 0.42), opacity=0.55)
    cracks = [
        (chance.uniform(x - wide * 0.3, x + wide * 0.3), y - tall * chance.uniform(0.15, 0.7))
        for _ in range(5)
    ]
    canvas.scratches(
        [(a, b, a + chance.uniform(-0.12, 0.12) * wide, b + tall * 0.2) for a, b in cracks],
        darker(colour, 0.5),
        3,
        0.5,
    )
    if snow:
        high = list(outline[2:-2])
        canvas.path(
            closed_path(
                [*high, *((px, py + tall * 0.16 + chance.uniform(0, 8)) for px, py in reversed(high))]
            ),
            snow,
        )
    canvas.path(open_path(outline[1:-1]), stroke=light, width=2.5, opacity=0.35 if top else 0)


def strata(
    canvas: Canvas,
    chance: np.random.Generator,
    box: tuple[float, float, float, float],
    colour: str,
    *,
    count: int = 300,
    tilt: float = 0.4,
    long: float = 46,
    width: float = 3,
    opacity: float = 0.5,
) -> None:
    """Slanted strokes of rock or earth inside (x, y, width, height)."""
    x, y, wide, tall = box
    segments = []
    for _ in range(count):
        a, b, length = (
            x + chance.random() * wide,
            y + chance.random() * tall,
            long * chance.uniform(0.2, 1) ** 1.6,
        )
        angle = tilt + chance.normal(0, 0.25)
        segments.append((a, b, a + math.cos(angle) * length, b + math.sin(angle) * length))
    canvas.scratches(segments, colour, width, opacity)


def shimmer(
    canvas: Canvas,
    chance: np.random.Generator,
    top: float,
    foot: float,
    colour: str,
    *,
    count: int = 260,
    centre: float | None = None,
    spread: float = 320,
    opacity: float = 0.5,
) -> None:
    """Short level strokes on water, longer when nearer.

    Gathered about `centre` when given (the path of sun or moon).
    """
    wide: list[list[tuple[float, float, float, float]]] = [[], [], []]
    for _ in range(count):
        near = chance.random() ** 2
        y = top + near * (foot - top)
        x = (
            chance.uniform(0, CANVAS_WIDTH)
            if centre is None
            else centre + chance.normal(0, 1) * spread * (0.35 + near)
        )
        length = (10 + 80 * chance.random()) * (0.18 + near)
        wide[min(2, int(near * 3))].append((x, y, x + length, y))
    for index, segments in enumerate(wide):
        canvas.scratches(segments, colour, 1.6 + 1.6 * index, opacity)


def path_to(
    canvas: Canvas, top: Point, foot_x: float, half_top: float, half_foot: float, near: str, far: str
) -> None:
    """A path that winds from the bottom edge up to a point."""
    x, y = top
    low = CANVAS_HEIGHT
    middle = (y + low) / 2
    d = (
        f"M{number(x - half_top)},{number(y)}C{number(x - half_top)},{number(middle)} "
        f"{number(foot_x - half_foot * 0.8)},{number(middle)} "
        f"{number(foot_x - half_foot)},{number(low)}L{number(foot_x + half_foot)},"
        f"{number(low)}C{number(foot_x + half_foot * 0.7)},{number(middle)} "
        f"{number(x + half_top * 2)},{number(middle)} {number(x + half_top)},{number(y)}Z"
    )
    canvas.path(d, canvas.ramp((0, y), (0, low), far, near))


def ground_shadow(canvas: Canvas, x: float, y: float, half: float, strength: float = 0.5) -> None:
    """A soft shadow lying on the ground."""
    canvas.glow(x, y, half, "#04050a", strength, 0.13)
