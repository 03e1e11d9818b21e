"""Windows of rooms and what they show: sky, hills, city or sea, with the weather on the panes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from storyreel.animatic.painter.layers import CANVAS_WIDTH
from storyreel.animatic.painter.places.canvas import Canvas, box, curve, disc, hole, number
from storyreel.animatic.painter.places.foliage import shrub_line
from storyreel.animatic.painter.places.palette import darker, lighter
from storyreel.animatic.painter.places.set_builder import SetBuilder
from storyreel.animatic.painter.places.sky import sky_on, sun_over
from storyreel.animatic.painter.places.terrain import at, land, ridge, shimmer
from storyreel.film.colours import mix
from storyreel.film.places import Weather


@dataclass(frozen=True)
class Window:
    """An opening in the back wall, canvas units.

    `arch` is the height of its rounded top, `bars` its panes across and down.
    """

    x: float
    y: float
    width: float
    height: float
    arch: float = 0.0
    bars: tuple[int, int] = (2, 3)
    curtains: bool = False
    blinds: bool = False

    @property
    def middle(self) -> float:
        """Its centre, x."""
        return self.x + self.width / 2

    @property
    def opening(self) -> str:
        """Path data of the opening, wound to be cut out."""
        return hole(self.x, self.y, self.width, self.height, self.arch)


def paint_view(builder: SetBuilder, kind: str, horizon: float = 640) -> Canvas:
    """Adds what the windows show: 'country', 'city', 'sea', 'street' or 'sky'."""
    canvas = builder.canvas("view", 0.1)
    sun = sun_over(builder, horizon)
    sky_on(canvas, builder, sun, horizon)
    _soft_clouds(canvas, builder, horizon)
    painter = {"city": _city_view, "street": _city_view, "sea": _sea_view, "country": _country_view}.get(kind)
    if painter:
        painter(canvas, builder, horizon)
    outside = builder.outside
    if outside.weather is Weather.FOG:
        canvas.wash(outside.haze, opacity=0.45)
    if outside.weather in (Weather.RAIN, Weather.STORM, Weather.SNOW):
        _falling(canvas, builder)
    return canvas


def _soft_clouds(canvas: Canvas, builder: SetBuilder, horizon: float) -> None:
    outside, chance = builder.outside, builder.chance("view clouds")
    with canvas.group("weather clouds", opacity=min(0.9, outside.cloud_cover + 0.15)):
        for _ in range(9):
            x, y, wide = (
                chance.uniform(0, CANVAS_WIDTH),
                chance.uniform(0.1, 0.75) * horizon,
                chance.uniform(160, 380),
            )
            d = "".join(
                disc(
                    x + chance.uniform(-0.4, 0.4) * wide,
                    y + chance.uniform(-0.06, 0.02) * wide,
                    wide * chance.uniform(0.07, 0.16),
                )
                for _ in range(7)
            )
            canvas.path(
                d + box(x - wide * 0.5, y, wide, wide * 0.08),
                mix(outside.cloud_lit, outside.cloud_dark, chance.uniform(0.2, 0.7)),
                opacity=0.6,
            )


def _falling(canvas: Canvas, builder: SetBuilder) -> None:
    chance, outside = builder.chance("falling"), builder.outside
    with canvas.group("weather falling"):
        if outside.weather is Weather.SNOW:
            d = "".join(
                disc(chance.uniform(0, CANVAS_WIDTH), chance.uniform(0, 1100), chance.uniform(2, 5))
                for _ in range(320)
            )
            canvas.path(d, "#ffffff", opacity=0.75)
            return
        slant = 0.35 if outside.weather is Weather.STORM else 0.12
        drops = [
            (chance.uniform(0, CANVAS_WIDTH), chance.uniform(0, 1000), chance.uniform(30, 80))
            for _ in range(340)
        ]
        canvas.scratches(
            [(x, y, x - slant * long, y + long) for x, y, long in drops],
            mix(outside.haze, "#ffffff", 0.35),
            2,
            0.45,
        )


def _country_view(canvas: Canvas, builder: SetBuilder, horizon: float) -> None:
    outside, chance = builder.outside, builder.chance("view")
    seen = outside.seen
    snow = outside.snowy
    for index, (y, colour, distance) in enumerate(
        ((horizon - 40, "#6f8a7a", 1.5), (horizon + 40, "#5f8a56", 0.9), (horizon + 130, "#54803f", 0.4))
    ):
        line = ridge(chance, y, 60 - 10 * index, waves=1.6 + index)
        ground = "#e8eef4" if snow else colour
        canvas.path(land(line), seen(ground, distance))
        points = [(x, at(line, x) + 6) for x in sorted(chance.uniform(0, CANVAS_WIDTH, 26 + 10 * index))]
        shrub_line(
            canvas,
            chance,
            points,
            34 + 34 * index,
            seen("#3f6a44" if not snow else "#7d8d88", distance * 0.9),
            outside.sun,
        )


def _city_view(canvas: Canvas, builder: SetBuilder, horizon: float) -> None:
    outside = builder.outside
    chance, lit_chance = builder.chance("view"), builder.chance("view lit windows")
    for row, (foot, tallest, distance) in enumerate(((horizon + 160, 420, 1.4), (horizon + 300, 400, 0.75))):
        x = -40.0
        body, warm, cool, panes = [], [], [], []
        while x < CANVAS_WIDTH:
            wide, tall = chance.uniform(90, 220), tallest * chance.uniform(0.4, 1.0)
            body.append(box(x, foot - tall, wide, 900))
            if chance.random() < 0.3:
                body.append(box(x + wide * 0.4, foot - tall - 60, 8, 60))
            for column in range(int((wide - 24) / 24)):
                for floor in range(int(tall / 34)):
                    cell = box(x + 14 + column * 24, foot - tall + 16 + floor * 34, 12, 18)
                    pick = lit_chance.random()
                    (
                        warm
                        if pick < 0.22 * (0.3 + outside.lamp)
                        else cool
                        if pick < 0.3 * (0.3 + outside.lamp)
                        else panes
                    ).append(cell)
            x += wide + chance.uniform(0, 16)
        colour = outside.seen(("#7f8796", "#5d6272")[row], distance)
        canvas.path(
            "".join(body),
            canvas.ramp((0, foot - tallest), (0, foot + 200), colour, mix(colour, outside.haze, 0.35)),
        )
        with canvas.group("light city windows"):
            canvas.path("".join(panes), darker(colour, 0.25), opacity=0.5)
            canvas.path("".join(warm), mix(colour, "#ffcf7a", max(0.15, outside.lamp)))
            canvas.path("".join(cool), mix(colour, "#a8d4ff", max(0.15, outside.lamp * 0.8)))


def _sea_view(canvas: Canvas, builder: SetBuilder, horizon: float) -> None:
    outside, chance = builder.outside, builder.chance("view")
    sea = outside.seen("#3a7690", 0.7)
    canvas.rect(
        0,
        horizon,
        CANVAS_WIDTH,
        700,
        canvas.down((0, mix(sea, outside.sky[3], 0.45)), (0.5, sea), (1, darker(sea, 0.5))),
    )
    shimmer(canvas, chance, horizon + 3, horizon + 420, mix(sea, outside.sun, 0.6), count=340)
    for index in range(4 if outside.wind > 0.5 else 2):
        line = ridge(chance, horizon + 40 + index * 60, 10 + 26 * outside.wind, waves=7, octaves=3)
        canvas.path(land(line), outside.seen("#2c5c74", 0.5 - 0.1 * index), opacity=0.55)
        canvas.path(curve(line), stroke=lighter(sea, 0.5), width=4, opacity=0.5)


def frame_on(canvas: Canvas, builder: SetBuilder, window: Window, frame: str) -> None:
    """Draws glass, weather on it, bars, frame, sill and what hangs before it."""
    outside, chance = builder.outside, builder.chance(f"panes {window.x:.0f}")
    x, y, wide, tall = window.x, window.y, window.width, window.height
    with canvas.group("window"):
        gleam = [(0.12, 0.3), (0.36, 0.42), (0.66, 0.78)]
        for near, far in gleam:
            canvas.poly(
                [
                    (x + wide * far, y + window.arch),
                    (x + wide * min(1, far + 0.04), y + window.arch),
                    (x + wide * (near + 0.02), y + tall),
                    (x + wide * near, y + tall),
                ],
                "#ffffff",
                opacity=0.07,
            )
        if outside.wet:
            _drops(canvas, chance, window, lighter(outside.haze, 0.4))
        if outside.snowy:
            _rime(canvas, window)
        _bars(canvas, builder, window, frame)
        if window.blinds:
            _blinds(canvas, builder, window, frame)
        if window.curtains:
            _curtains(canvas, builder, window)


def _drops(canvas: Canvas, chance: np.random.Generator, window: Window, colour: str) -> None:
    draw = chance.uniform
    trails, beads = [], []
    for _ in range(int(window.width * window.height / 2600)):
        a, b, long = (
            window.x + draw(0, 1) * window.width,
            window.y + window.arch * 0.6 + draw(0, 0.95) * (window.height - window.arch),
            draw(8, 60),
        )
        trails.append((a, b, a + draw(-4, 4), min(b + long, window.y + window.height)))
        beads.append(disc(a, min(b + long, window.y + window.height), draw(2, 4)))
    with canvas.group("weather rain on panes"):
        canvas.scratches(trails, colour, 2, 0.5)
        canvas.path("".join(beads), colour, opacity=0.65)


def _rime(canvas: Canvas, window: Window) -> None:
    x, foot, wide = window.x, window.y + window.height, window.width
    with canvas.group("weather snow on sill"):
        canvas.path(
            f"M{number(x)},{number(foot)}V{number(foot - 34)}Q{number(x + wide * 0.25)},"
            f"{number(foot - 12)} {number(x + wide * 0.5)},{number(foot - 18)}"
            f"T{number(x + wide)},{number(foot - 30)}V{number(foot)}Z",
            "#eef3fa",
            opacity=0.92,
        )


def _bars(canvas: Canvas, builder: SetBuilder, window: Window, frame: str) -> None:
    x, y, wide, tall = window.x, window.y, window.width, window.height
    colour = builder.tone(frame)
    across, down = window.bars
    bars = [(x + wide * index / across, y, x + wide * index / across, y + tall) for index in range(1, across)]
    bars += [(x, y + tall * index / down, x + wide, y + tall * index / down) for index in range(1, down)]
    canvas.scratches(bars, darker(colour, 0.25), 11)
    canvas.scratches([(a - 3, b - 3, c - 3, e - 3) for a, b, c, e in bars], lighter(colour, 0.2), 3, 0.6)
    d = window.opening
    canvas.path(d, stroke=darker(colour, 0.4), width=30)
    canvas.path(d, stroke=colour, width=22)
    canvas.path(d, stroke=lighter(colour, 0.3), width=4, opacity=0.6)
    canvas.rect(
        x - 34, y + tall + 6, wide + 68, 22, canvas.down(lighter(colour, 0.2), darker(colour, 0.2)), 4
    )
    canvas.rect(x - 26, y + tall + 28, wide + 52, 26, "#05050a", opacity=0.25)


def _blinds(canvas: Canvas, builder: SetBuilder, window: Window, frame: str) -> None:
    slats = [
        (window.x, window.y + 12 + step * 22, window.x + window.width, window.y + 12 + step * 22)
        for step in range(int(window.height * 0.55 / 22))
    ]
    canvas.scratches(slats, builder.tone(lighter(frame, 0.3)), 11, 0.85)
    canvas.scratches([(a, b + 6, c, e + 6) for a, b, c, e in slats], "#05050a", 3, 0.4)


def _curtains(canvas: Canvas, builder: SetBuilder, window: Window) -> None:
    cloth = builder.tone(builder.hues("#b09070", "#7a5a3c", "#8a3a3a", "#d8a040").third)
    x, y, wide, tall = window.x, window.y, window.width, window.height
    top, foot, fold = y - 56, y + tall + 120, wide * 0.34
    for side in (-1, 1):
        outer = x - wide * 0.16 if side < 0 else x + wide * 1.16
        d = (
            f"M{number(outer)},{number(top)}H{number(outer - side * fold)}"
            f"C{number(outer - side * fold * 0.95)},{number(y + tall * 0.4)} "
            f"{number(outer - side * fold * 0.4)},"
            f"{number(y + tall * 0.5)} {number(outer - side * fold * 0.32)},"
            f"{number(y + tall * 0.66)}C{number(outer - side * fold * 0.6)},"
            f"{number(y + tall * 0.9)} "
            f"{number(outer - side * fold * 0.6)},{number(foot - 80)} "
            f"{number(outer - side * fold * 0.55)},{number(foot)}H{number(outer + side * 8)}Z"
        )
        stops = (
            darker(cloth, 0.35),
            cloth,
            darker(cloth, 0.28),
            lighter(cloth, 0.14),
            darker(cloth, 0.3),
            cloth,
            darker(cloth, 0.4),
        )
        canvas.path(d, canvas.across(*stops))
        canvas.path(
            f"M{number(outer)},{number(y + tall * 0.66)}H{number(outer - side * fold * 0.32)}",
            stroke=lighter(cloth, 0.3),
            width=9,
        )
    canvas.line([(x - wide * 0.24, top - 4), (x + wide * 1.24, top - 4)], builder.tone("#4a3220"), 14)
    canvas.path(
        disc(x - wide * 0.24, top - 4, 14) + disc(x + wide * 1.24, top - 4, 14), builder.tone("#a8834a")
    )
