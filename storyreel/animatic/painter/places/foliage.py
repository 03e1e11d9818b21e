"""Plants: pines, broad trees, bare trees, palms, cactus, bushes, ferns, seaweed and corals."""

from __future__ import annotations

import math

import numpy as np

from storyreel.animatic.painter.places.canvas import Canvas, Point, closed_path, disc, number, open_path
from storyreel.animatic.painter.places.palette import darker, lighter
from storyreel.film.colours import mix


def pine(
    canvas: Canvas,
    chance: np.random.Generator,
    x: float,
    y: float,
    tall: float,
    colour: str,
    *,
    light: str = "",
    side: int = 1,
    snow: str = "",
    lean: float = 0.0,
) -> None:
    """A fir standing on `y`; its side towards the light is edged, its boughs carry snow when given."""
    wide, tiers = tall * 0.36, int(7 + tall / 75)
    left: list[Point] = []
    right: list[Point] = []
    for tier in range(tiers):
        low = (tier + 1) / tiers
        height = y - tall + tall * low * 0.97
        half = wide / 2 * low**0.85
        shift = lean * tall * 0.22 * (1 - low)
        droop = tall * 0.022
        left += [
            (x + shift - half * chance.uniform(0.86, 1.16), height + droop * chance.random()),
            (x + shift - half * 0.5, height - tall * 0.012),
        ]
        right += [
            (x + shift + half * chance.uniform(0.86, 1.16), height + droop * chance.random()),
            (x + shift + half * 0.5, height - tall * 0.012),
        ]
    peak = (x + lean * tall * 0.22, y - tall)
    canvas.poly(
        [
            (x - tall * 0.018, y - tall * 0.1),
            (x + tall * 0.018, y - tall * 0.1),
            (x + tall * 0.022, y + 6),
            (x - tall * 0.022, y + 6),
        ],
        darker(colour, 0.35),
    )
    canvas.poly([peak, *left, (x - wide * 0.05, y - 4), (x + wide * 0.05, y - 4), *right[::-1]], colour)
    lit = right if side > 0 else left
    if light:
        core = [(x + lean * tall * 0.1 + (px - x) * 0.45, py) for px, py in lit]
        canvas.poly([peak, *lit[:-1], *core[::-1]], mix(colour, light, 0.3), opacity=0.55)
    if snow:
        d = []
        for line in (left, right):
            for (ax, ay), (bx, by) in zip(line[::2], line[1::2], strict=False):
                d.append(closed_path([(ax, ay), (bx, by - tall * 0.012), (bx, by + tall * 0.012)]))
        canvas.path("".join(d), snow, opacity=0.9)
        canvas.poly([peak, *left[:2], *right[:2][::-1]], snow, opacity=0.9)


def leaf_mass(
    chance: np.random.Generator, x: float, y: float, wide: float, tall: float, lumps: int = 14
) -> str:
    """Path data of a rounded, lumpy crown about its middle."""
    count = lumps
    points = []
    for index in range(count):
        angle = 2 * math.pi * index / count
        points.append(
            (
                x + math.cos(angle) * wide / 2 * chance.uniform(0.84, 1.0),
                y + math.sin(angle) * tall / 2 * chance.uniform(0.84, 1.0),
            )
        )
    parts = [f"M{number(points[0][0])},{number(points[0][1])}"]
    for (ax, ay), (bx, by) in zip(points, [*points[1:], points[0]], strict=True):
        mx, my = (ax + bx) / 2, (ay + by) / 2
        parts.append(
            f"Q{number(mx + (mx - x) * 0.3)},{number(my + (my - y) * 0.3)} {number(bx)},{number(by)}"
        )
    return "".join(parts) + "Z"


def broad_tree(
    canvas: Canvas,
    chance: np.random.Generator,
    x: float,
    y: float,
    tall: float,
    leaf: str,
    bark: str,
    *,
    light: str = "",
    side: int = 1,
    snow: str = "",
    lean: float = 0.0,
) -> None:
    """An oak or lime: trunk, boughs, and a crown in three tones with dappled light."""
    top, trunk = y - tall, tall * 0.055
    sway = lean * tall * 0.16
    canvas.path(
        f"M{number(x - trunk)},{number(y + 4)}Q{number(x - trunk * 0.5)},{number(y - tall * 0.2)} "
        f"{number(x - trunk * 0.4 + sway * 0.4)},{number(y - tall * 0.5)}"
        f"L{number(x + trunk * 0.5 + sway * 0.4)},"
        f"{number(y - tall * 0.5)}Q{number(x + trunk * 0.5)},{number(y - tall * 0.2)} "
        f"{number(x + trunk * 1.2)},{number(y + 4)}Z",
        bark,
    )
    branches = [
        (
            x + sway * 0.4,
            y - tall * 0.34,
            x + sway + chance.uniform(-0.28, 0.28) * tall,
            y - tall * chance.uniform(0.5, 0.7),
        )
        for _ in range(6)
    ]
    canvas.scratches(branches, bark, trunk * 0.5)
    crowns = [
        (x + sway + dx * tall + chance.uniform(-0.02, 0.02) * tall, top + dy * tall, s * tall)
        for dx, dy, s in (
            (-0.2, 0.42, 0.42),
            (0.21, 0.4, 0.42),
            (0.0, 0.26, 0.52),
            (-0.1, 0.18, 0.3),
            (0.12, 0.16, 0.3),
        )
    ]
    canvas.path(
        "".join(leaf_mass(chance, cx, cy, s, s * 0.78) for cx, cy, s in crowns[:3]), darker(leaf, 0.3)
    )
    canvas.path(
        "".join(
            leaf_mass(chance, cx + side * s * 0.05, cy - s * 0.06, s * 0.82, s * 0.6) for cx, cy, s in crowns
        ),
        leaf,
    )
    shine = mix(leaf, light or "#ffffff", 0.32)
    dapples = [
        disc(
            cx + side * s * 0.1 + chance.normal(0, 0.17) * s,
            cy - s * 0.12 + chance.normal(0, 0.13) * s,
            s * chance.uniform(0.012, 0.034),
        )
        for cx, cy, s in crowns
        for _ in range(16)
    ]
    canvas.path(
        "".join(
            leaf_mass(chance, cx + side * s * 0.14, cy - s * 0.15, s * 0.45, s * 0.28) for cx, cy, s in crowns
        ),
        shine,
        opacity=0.5,
    )
    canvas.path("".join(dapples), shine, opacity=0.8)
    if snow:
        canvas.path(
            "".join(leaf_mass(chance, cx, cy - s * 0.24, s * 0.66, s * 0.24) for cx, cy, s in crowns),
            snow,
            opacity=0.92,
        )


def bare_tree(
    canvas: Canvas,
    chance: np.random.Generator,
    x: float,
    y: float,
    tall: float,
    colour: str,
    *,
    lean: float = 0.0,
    snow: str = "",
) -> None:
    """A leafless tree: boughs that fork four times."""
    by_width: dict[float, list[tuple[float, float, float, float]]] = {}
    _bough(chance, by_width, (x, y), -math.pi / 2 + lean * 0.3, tall * 0.34, tall * 0.05, 5, lean)
    for width, segments in by_width.items():
        canvas.scratches(segments, colour, width)
        if snow and width > 2:
            canvas.scratches(
                [(a, b - width * 0.4, c, d - width * 0.4) for a, b, c, d in segments], snow, width * 0.5, 0.85
            )


def _bough(
    chance: np.random.Generator,
    by_width: dict[float, list[tuple[float, float, float, float]]],
    foot: Point,
    angle: float,
    length: float,
    width: float,
    forks: int,
    lean: float,
) -> None:
    tip = (foot[0] + math.cos(angle) * length, foot[1] + math.sin(angle) * length)
    by_width.setdefault(round(width, 1), []).append((*foot, *tip))
    if forks == 0:
        return
    for turn in (-1, 1) if forks < 5 else (-1, 0.2, 1):
        _bough(
            chance,
            by_width,
            tip,
            angle + turn * chance.uniform(0.25, 0.55) + lean * 0.12,
            length * chance.uniform(0.66, 0.82),
            width * 0.62,
            forks - 1,
            lean,
        )


def cactus(canvas: Canvas, x: float, y: float, tall: float, colour: str, light: str, side: int) -> None:
    """A saguaro with two arms."""
    arms = [(-0.2, 0.5, 0.36), (0.2, 0.62, 0.42)]
    wide = tall * 0.13
    for tint, scale, shift in ((colour, 1.0, 0.0), (mix(colour, light, 0.35), 0.34, side * wide * 0.24)):
        canvas.path(open_path([(x + shift, y), (x + shift, y - tall)]), stroke=tint, width=wide * scale)
        for across, low, high in arms:
            ax = x + across * tall + shift
            canvas.path(
                f"M{number(x + shift)},{number(y - tall * low + tall * 0.12)}"
                f"L{number(ax)},{number(y - tall * low + tall * 0.06)}"
                f"V{number(y - tall * low - tall * high * 0.6)}",
                stroke=tint,
                width=wide * 0.7 * scale,
            )
    canvas.scratches(
        [(x + dx * wide, y - tall * 0.96, x + dx * wide, y) for dx in (-0.25, 0.0, 0.25)],
        darker(colour, 0.4),
        2,
        0.6,
    )


def bush(
    canvas: Canvas,
    chance: np.random.Generator,
    x: float,
    y: float,
    wide: float,
    tall: float,
    leaf: str,
    light: str = "",
    snow: str = "",
) -> None:
    """A rounded shrub with a lit top."""
    canvas.path(leaf_mass(chance, x, y - tall * 0.35, wide, tall * 1.1, 16), darker(leaf, 0.32))
    canvas.path(
        "".join(
            leaf_mass(chance, x + dx * wide, y - tall * 0.48, wide * 0.46, tall * 0.6, 10)
            for dx in (-0.2, 0.05, 0.24)
        ),
        leaf,
    )
    dots = "".join(
        disc(x + chance.normal(0, 0.2) * wide, y - tall * chance.uniform(0.35, 0.8), chance.uniform(2.5, 6))
        for _ in range(26)
    )
    canvas.path(dots, snow or mix(leaf, light or "#fff2c0", 0.35), opacity=0.8)
    if snow:
        canvas.path(leaf_mass(chance, x, y - tall * 0.78, wide * 0.7, tall * 0.3, 12), snow)


def fern(
    canvas: Canvas, chance: np.random.Generator, x: float, y: float, size: float, colour: str, fronds: int = 7
) -> None:
    """Arching fronds from one root."""
    d = []
    for index in range(fronds):
        angle = -math.pi * (0.12 + 0.76 * index / max(1, fronds - 1)) + chance.uniform(-0.08, 0.08)
        reach = size * chance.uniform(0.75, 1.1)
        tip = (x + math.cos(angle) * reach * 1.15, y + math.sin(angle) * reach * 0.62)
        mid = (x + math.cos(angle) * reach * 0.5, y + math.sin(angle) * reach)
        for step in range(2, 12):
            t = step / 12
            px = (1 - t) ** 2 * x + 2 * t * (1 - t) * mid[0] + t * t * tip[0]
            py = (1 - t) ** 2 * y + 2 * t * (1 - t) * mid[1] + t * t * tip[1]
            leaflet = size * 0.2 * math.sin(math.pi * t) + 5
            d.append(
                f"M{number(px)},{number(py)}l{number(-leaflet * 0.5)},"
                f"{number(leaflet * 0.8)}l{number(leaflet * 0.35)},{number(-leaflet * 0.2)}Z"
            )
            d.append(
                f"M{number(px)},{number(py)}l{number(leaflet * 0.6)},"
                f"{number(leaflet * 0.6)}l{number(-leaflet * 0.1)},{number(-leaflet * 0.45)}Z"
            )
        canvas.path(
            f"M{number(x)},{number(y)}Q{number(mid[0])},{number(mid[1])} {number(tip[0])},{number(tip[1])}",
            stroke=colour,
            width=4,
        )
    canvas.path("".join(d), colour)


def trunk(
    canvas: Canvas,
    chance: np.random.Generator,
    x: float,
    wide: float,
    colour: str,
    light: str,
    side: int,
    foot: float = 1330,
) -> None:
    """A great trunk that leaves the frame above: bark in strokes, one edge lit."""
    half = wide / 2
    d = (
        f"M{number(x - half * 1.9)},{number(foot)}C{number(x - half)},{number(foot - 190)} "
        f"{number(x - half * 1.05)},500 {number(x - half * 0.86)},-10"
        f"L{number(x + half * 0.8)},-10C{number(x + half)},500 {number(x + half)},"
        f"{number(foot - 190)} {number(x + half * 2)},{number(foot)}Z"
    )
    stops = (
        (colour, darker(colour, 0.25), mix(colour, light, 0.4))
        if side > 0
        else (mix(colour, light, 0.4), darker(colour, 0.25), colour)
    )
    with canvas.group("trunk", clip=d):
        canvas.path(d, canvas.across(*stops))
        lines: list[tuple[float, float, float, float]] = []
        for _ in range(110):
            a, b = x + chance.uniform(-1.1, 1.1) * half, chance.uniform(-40, foot)
            lines.append((a, b, a + chance.uniform(-9, 9), b + chance.uniform(40, 150)))
        canvas.scratches(lines[:70], darker(colour, 0.6), 5, 0.6)
        canvas.scratches(lines[70:], mix(colour, light, 0.5), 2.4, 0.4)


def shrub_line(
    canvas: Canvas,
    chance: np.random.Generator,
    points: list[Point],
    size: float,
    colour: str,
    light: str = "",
) -> None:
    """Far trees along a hill or hedge: a row of small crowns."""
    canvas.path(
        "".join(
            leaf_mass(
                chance, x, y - size * 0.3, size * chance.uniform(0.8, 1.6), size * chance.uniform(0.7, 1.2), 9
            )
            for x, y in points
        ),
        colour,
    )
    if light:
        canvas.path(
            "".join(
                leaf_mass(chance, x + size * 0.1, y - size * 0.5, size * 0.6, size * 0.4, 7)
                for x, y in points
            ),
            lighter(mix(colour, light, 0.25), 0.02),
            opacity=0.6,
        )
