"""What walls and floors are made of: wallpaper, plaster, panels, brick, stone, planks, tiles, metal.

Boards and flags in perspective.

Each covers the area it is given.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from storyreel.animatic.painter.layers import CANVAS_HEIGHT, CANVAS_WIDTH
from storyreel.animatic.painter.places.canvas import Canvas, box, disc, number
from storyreel.animatic.painter.places.palette import darker, lighter
from storyreel.film.colours import mix

Area = tuple[float, float, float, float]
"""x, y, width, height in canvas units."""
VANISH = (CANVAS_WIDTH / 2, 420.0)
"""Where the floor's lines meet."""


def wallpaper(canvas: Canvas, chance: np.random.Generator, area: Area, colour: str) -> None:
    """Stripes with one of three motifs."""
    x, y, wide, tall = area
    pitch = 84.0
    columns, rows = int(wide / pitch) + 1, int(tall / 96) + 1
    canvas.path(
        "".join(box(x + column * pitch, y, pitch / 2, tall) for column in range(columns)),
        lighter(colour, 0.07),
        opacity=0.55,
    )
    motif = int(chance.integers(3))
    d = []
    for column in range(columns):
        for row in range(rows):
            cx, cy = x + column * pitch + pitch / 4, y + row * 96 + (48 if column % 2 else 0) + 20
            if cy > y + tall - 20:
                continue
            d.append(_motif(motif, cx, cy))
    canvas.path("".join(d), darker(colour, 0.28) if motif != 1 else lighter(colour, 0.22), opacity=0.5)


def _motif(kind: int, x: float, y: float) -> str:
    left, top = number(x), number(y)
    if kind == 0:
        return (
            f"M{left},{top}q10,-16 0,-30q-10,14 0,30q16,-2 22,-16q-16,0 -22,16q-16,-2 -22,-16q16,0 22,16v18"
        )
    if kind == 1:
        return (
            disc(x, y, 5)
            + disc(x - 9, y, 3.5)
            + disc(x + 9, y, 3.5)
            + disc(x, y - 9, 3.5)
            + disc(x, y + 9, 3.5)
        )
    return f"M{left},{number(y - 22)}q14,22 0,44q-14,-22 0,-44ZM{number(x - 12)},{top}h24"


def plaster(canvas: Canvas, chance: np.random.Generator, area: Area, colour: str) -> None:
    """Patches, hairline cracks and brush marks."""
    x, y, wide, tall = area
    for _ in range(14):
        patch = lighter(colour, 0.1) if chance.random() < 0.5 else darker(colour, 0.12)
        canvas.glow(
            x + chance.random() * wide, y + chance.random() * tall, chance.uniform(90, 260), patch, 0.4, 0.7
        )
    marks = [(x + chance.random() * wide, y + chance.random() * tall) for _ in range(160)]
    canvas.scratches(
        [(a, b, a + chance.uniform(-30, 30), b + chance.uniform(-14, 14)) for a, b in marks],
        darker(colour, 0.25),
        2,
        0.22,
    )
    for _ in range(3):
        a, b = x + chance.random() * wide, y + chance.random() * tall * 0.6
        points = [(a, b)]
        for _ in range(6):
            points.append((points[-1][0] + chance.uniform(-26, 26), points[-1][1] + chance.uniform(10, 34)))
        canvas.line(points, darker(colour, 0.45), 2, 0.4)


def brick(
    canvas: Canvas,
    chance: np.random.Generator,
    area: Area,
    colour: str,
    *,
    course: float = 34,
    opacity: float = 0.75,
) -> None:
    """Courses of brick: mortar lines and odd bricks lighter or darker."""
    x, y, wide, tall = area
    long = course * 2.5
    rows, columns = int(tall / course) + 1, int(wide / long) + 2
    bands: list[list[str]] = [[], [], []]
    for row in range(rows):
        top = y + row * course
        high = min(course - 4, y + tall - top)
        if high < 4:
            continue
        for column in range(columns):
            left = x + column * long - (long / 2 if row % 2 else 0)
            right = min(left + long - 4, x + wide)
            left = max(left, x)
            if right - left > 4:
                pick = chance.random()
                if pick < 0.5:
                    bands[int(pick * 6)].append(box(left, top, right - left, high))
    for paint, cells in zip(
        (lighter(colour, 0.12), darker(colour, 0.2), mix(colour, "#a06a50", 0.2)), bands, strict=True
    ):
        canvas.path("".join(cells), paint, opacity=opacity)
    level = [(x, y + row * course - 2, x + wide, y + row * course - 2) for row in range(1, rows)]
    upright = []
    for row in range(rows):
        for column in range(columns):
            left = x + column * long - (long / 2 if row % 2 else 0)
            if x < left < x + wide:
                upright.append(
                    (left - 2, y + row * course, left - 2, min(y + (row + 1) * course - 4, y + tall))
                )
    canvas.scratches(level + upright, darker(colour, 0.42), 3, opacity * 0.7)


def stone(
    canvas: Canvas, chance: np.random.Generator, area: Area, colour: str, *, course: float = 74
) -> None:
    """Rough blocks with rounded corners, each with a lit upper edge."""
    x, y, wide, tall = area
    shades: list[list[str]] = [[], [], []]
    edges: list[tuple[float, float, float, float]] = []
    top = y
    while top < y + tall - 8:
        high = min(course * chance.uniform(0.75, 1.25), y + tall - top)
        left = x - chance.uniform(0, course)
        while left < x + wide:
            long = course * chance.uniform(1.0, 2.2)
            a, b = max(left + 4, x), min(left + long - 4, x + wide)
            if b - a > 10:
                shades[int(chance.integers(3))].append(_block(a, top + 4, b - a, high - 8, chance))
                edges.append((a + 10, top + 7, b - 12, top + 7))
            left += long
        top += high
    for paint, cells in zip(
        (lighter(colour, 0.1), mix(colour, "#8a7a6a", 0.15), darker(colour, 0.16)), shades, strict=True
    ):
        canvas.path("".join(cells), paint)
    canvas.scratches(edges, lighter(colour, 0.3), 2.5, 0.4)
    specks = [(x + chance.random() * wide, y + chance.random() * tall) for _ in range(220)]
    canvas.scratches(
        [(a, b, a + chance.uniform(4, 20), b + chance.uniform(-3, 6)) for a, b in specks],
        darker(colour, 0.4),
        2.4,
        0.4,
    )


def _block(x: float, y: float, wide: float, tall: float, chance: np.random.Generator) -> str:
    cut = min(12.0, wide * 0.2, tall * 0.3)
    a, b, c, e = (cut * chance.uniform(0.4, 1.2) for _ in range(4))
    return (
        f"M{number(x + a)},{number(y)}L{number(x + wide - b)},"
        f"{number(y + chance.uniform(0, 4))}L{number(x + wide)},"
        f"{number(y + c)}L{number(x + wide - 1)},{number(y + tall - e)}"
        f"L{number(x + wide - c)},{number(y + tall)}L{number(x + b)},"
        f"{number(y + tall - 2)}L{number(x)},{number(y + tall - a)}L{number(x + 1)},{number(y + b)}Z"
    )


def planks(
    canvas: Canvas,
    chance: np.random.Generator,
    area: Area,
    colour: str,
    *,
    wide_each: float = 62,
    level: bool = False,
) -> None:
    """Boards upright (or level) with grain and knots."""
    x, y, wide, tall = area
    run, reach = (tall, wide) if level else (wide, tall)
    count = int(run / wide_each) + 1
    tints: list[list[str]] = [[], []]
    gaps, grain = [], []
    for index in range(count):
        start = index * wide_each
        size = min(wide_each, run - start)
        if size <= 2:
            continue
        tints[int(chance.integers(2))].append(
            box(x, y + start, wide, size) if level else box(x + start, y, size, tall)
        )
        gaps.append((x, y + start, x + wide, y + start) if level else (x + start, y, x + start, y + tall))
        for _ in range(7):
            a, b, long = (
                start + chance.uniform(0.15, 0.85) * size,
                chance.uniform(0, reach),
                chance.uniform(40, 190),
            )
            end = min(b + long, reach)
            grain.append(
                (x + b, y + a, x + end, y + a + chance.uniform(-3, 3))
                if level
                else (x + a, y + b, x + a + chance.uniform(-3, 3), y + end)
            )
    canvas.path("".join(tints[0]), lighter(colour, 0.06), opacity=0.7)
    canvas.path("".join(tints[1]), darker(colour, 0.1), opacity=0.7)
    canvas.scratches(grain, darker(colour, 0.4), 1.8, 0.38)
    canvas.scratches(gaps, darker(colour, 0.6), 3.4, 0.75)


def tiles(
    canvas: Canvas,
    chance: np.random.Generator,
    area: Area,
    colour: str,
    *,
    size: float = 58,
    second: str = "",
) -> None:
    """Glazed tiles: joints, glints, and some in a second colour."""
    x, y, wide, tall = area
    columns, rows = int(wide / size) + 1, int(tall / size) + 1
    odd, glints = [], []
    for column in range(columns):
        for row in range(rows):
            a, b = x + column * size, y + row * size
            w, h = min(size, x + wide - a), min(size, y + tall - b)
            if w < 6 or h < 6:
                continue
            if chance.random() < 0.14:
                odd.append(box(a, b, w, h))
            if chance.random() < 0.4:
                glints.append((a + 7, b + 7, a + w * 0.4, b + 7))
    canvas.path("".join(odd), second or darker(colour, 0.12), opacity=0.8)
    joints = [(x + column * size, y, x + column * size, y + tall) for column in range(columns)] + [
        (x, y + row * size, x + wide, y + row * size) for row in range(rows)
    ]
    canvas.scratches(joints, darker(colour, 0.3), 3, 0.6)
    canvas.scratches(glints, lighter(colour, 0.6), 3, 0.45)


def panels(
    canvas: Canvas, chance: np.random.Generator, area: Area, colour: str, *, wide_each: float = 190
) -> None:
    """Carved wooden panels: a raised frame with lit and shaded mouldings."""
    x, y, wide, tall = area
    planks(canvas, chance, area, colour, wide_each=wide_each / 2)
    count = max(1, round(wide / wide_each))
    pitch = wide / count
    lit, shade, fields = [], [], []
    for index in range(count):
        a, b, w, h = x + index * pitch + 18, y + 20, pitch - 36, tall - 40
        fields.append(box(a, b, w, h))
        lit += [(a, b + h, a + w, b + h), (a + w, b, a + w, b + h)]
        shade += [(a, b, a + w, b), (a, b, a, b + h)]
    canvas.path("".join(fields), darker(colour, 0.16), opacity=0.8)
    canvas.scratches(shade, darker(colour, 0.6), 6, 0.7)
    canvas.scratches(lit, lighter(colour, 0.35), 4, 0.6)


def metal(
    canvas: Canvas, chance: np.random.Generator, area: Area, colour: str, *, pitch: float = 210
) -> None:
    """Plates with seams, rivets, scratches and a brushed sheen."""
    x, y, wide, tall = area
    seams, rivets, cells = [], [], []
    for column in range(int(wide / pitch) + 1):
        a = x + column * pitch
        seams.append((a, y, a, y + tall))
        cut = y + tall * chance.uniform(0.3, 0.7)
        seams.append((a, cut, min(a + pitch, x + wide), cut))
        if chance.random() < 0.4:
            cells.append(box(a, y, min(pitch, x + wide - a), cut - y))
        rivets += [disc(a + 14, y + 20 + 52 * step, 3.6) for step in range(int(tall / 52))]
    canvas.path("".join(cells), lighter(colour, 0.06), opacity=0.7)
    canvas.scratches(seams, darker(colour, 0.55), 4, 0.8)
    canvas.scratches([(a + 4, b, c + 4, e) for a, b, c, e in seams[::2]], lighter(colour, 0.3), 2, 0.5)
    canvas.path("".join(rivets), lighter(colour, 0.22), opacity=0.7)
    marks = [(x + chance.random() * wide, y + chance.random() * tall) for _ in range(70)]
    canvas.scratches(
        [(a, b, a + chance.uniform(10, 60), b + chance.uniform(-5, 5)) for a, b in marks],
        lighter(colour, 0.4),
        1.4,
        0.22,
    )


def floor_lines(base: float, pitch: float = 118) -> list[tuple[float, float, float, float]]:
    """Lines of a floor from its far edge `base` to the canvas's bottom, towards the vanishing point."""
    vx, vy = VANISH
    grow = (CANVAS_HEIGHT - vy) / (base - vy)
    lines = []
    for index in range(-22, 23):
        far = vx + index * pitch
        lines.append((far, base, vx + (far - vx) * grow, float(CANVAS_HEIGHT)))
    return lines


def rows_of_floor(base: float, rows: int) -> list[float]:
    """Heights of level joints, closer together towards the far edge."""
    depth = CANVAS_HEIGHT - base
    return [
        base + depth * (1 / (1 + 2.2 * (1 - index / rows)) - 1 / 3.2) / (1 - 1 / 3.2)
        for index in range(1, rows)
    ]


def boards_floor(
    canvas: Canvas, chance: np.random.Generator, base: float, colour: str, pitch: float = 92
) -> None:
    """Floor boards running away from the viewer, with butt joints and varying boards."""
    lines = floor_lines(base, pitch)
    light_boards, dark_boards, joints = [], [], []
    for (a, b, c, e), (a2, _, c2, _) in pairwise(lines):
        pick = chance.random()
        cuts = sorted(chance.uniform(0, 1, 2))
        quad = (
            f"M{number(a)},{number(b)}L{number(a2)},{number(b)}L{number(c2)},{number(e)}L{number(c)},"
            f"{number(e)}Z"
        )
        (light_boards if pick < 0.33 else dark_boards if pick < 0.66 else []).append(quad)
        for cut in cuts:
            y = b + (e - b) * cut**1.5
            t = (y - b) / (e - b)
            joints.append((a + (c - a) * t, y, a2 + (c2 - a2) * t, y))
    canvas.path("".join(light_boards), lighter(colour, 0.1), opacity=0.6)
    canvas.path("".join(dark_boards), darker(colour, 0.16), opacity=0.6)
    grain = []
    for a, b, c, e in lines:
        for _ in range(4):
            t, shift, long = chance.random(), chance.uniform(0.15, 0.85), chance.uniform(0.05, 0.16)
            vx = VANISH[0]
            far = (
                a + pitch * shift - vx,
                c + pitch * shift * (c - vx) / (a - vx if abs(a - vx) > 1 else 1) - vx
                if abs(a - vx) > 1
                else c - vx,
            )
            grow = (e - VANISH[1]) / (b - VANISH[1])
            x1, x2 = vx + far[0] * (1 + (grow - 1) * t), vx + far[0] * (1 + (grow - 1) * min(1, t + long))
            grain.append((x1, b + (e - b) * t, x2, b + (e - b) * min(1, t + long)))
    canvas.scratches(grain, darker(colour, 0.4), 2, 0.4)
    canvas.scratches(lines + joints, darker(colour, 0.55), 3.2, 0.7)


def tiled_floor(
    canvas: Canvas,
    base: float,
    colour: str,
    second: str,
    pitch: float = 150,
    rows: int = 9,
    opacity: float = 0.85,
) -> None:
    """A chequered or plain tiled floor in perspective."""
    lines = floor_lines(base, pitch)
    heights = [base, *rows_of_floor(base, rows), float(CANVAS_HEIGHT)]
    dark = []
    for row, (top, foot) in enumerate(pairwise(heights)):
        for column in range(len(lines) - 1):
            if (row + column) % 2:
                corners = []
                for y, pair in ((top, (column, column + 1)), (foot, (column + 1, column))):
                    for index in pair:
                        a, b, c, e = lines[index]
                        corners.append(f"{number(a + (c - a) * (y - b) / (e - b))},{number(y)}")
                dark.append("M" + "L".join(corners) + "Z")
    canvas.path("".join(dark), second, opacity=opacity)
    joints = lines + [(0, y, CANVAS_WIDTH, y) for y in heights[1:-1]]
    canvas.scratches(joints, darker(colour, 0.4), 2.6, 0.55)


def flags_floor(canvas: Canvas, chance: np.random.Generator, base: float, colour: str) -> None:
    """Worn stone flags in perspective."""
    heights = [base, *rows_of_floor(base, 8), float(CANVAS_HEIGHT)]
    vx, vy = VANISH
    shades: list[list[str]] = [[], []]
    joints = [(0.0, y, float(CANVAS_WIDTH), y) for y in heights[1:-1]]
    for top, foot in pairwise(heights):
        far = -1500 + chance.uniform(0, 100)
        while far < 1500:
            long = chance.uniform(120, 250)
            k, m = (top - vy) / (base - vy), (foot - vy) / (base - vy)
            shades[int(chance.integers(2))].append(
                f"M{number(vx + far * k)},{number(top)}L{number(vx + (far + long) * k)},{number(top)}"
                f"L{number(vx + (far + long) * m)},{number(foot)}L{number(vx + far * m)},{number(foot)}Z"
            )
            joints.append((vx + far * k, top, vx + far * m, foot))
            far += long
    canvas.path("".join(shades[0]), lighter(colour, 0.07), opacity=0.7)
    canvas.path("".join(shades[1]), darker(colour, 0.14), opacity=0.7)
    canvas.scratches(joints, darker(colour, 0.55), 4, 0.75)
    specks = [(chance.uniform(0, CANVAS_WIDTH), chance.uniform(base, CANVAS_HEIGHT)) for _ in range(120)]
    canvas.scratches([(a, b, a + chance.uniform(6, 34), b) for a, b in specks], lighter(colour, 0.25), 2, 0.3)


def sheen(canvas: Canvas, base: float, colour: str, strength: float) -> None:
    """A polished floor's level reflection of the wall: bright at the far edge."""
    depth = CANVAS_HEIGHT - base
    canvas.rect(0, base, CANVAS_WIDTH, depth * 0.7, canvas.down((0, colour, strength), (1, colour, 0.0)))
