"""The hearth of a room, and flames for any fire. It does not say whether a fire burns; the script does."""

from __future__ import annotations

from storyreel.animatic.painter.places.canvas import Canvas, number
from storyreel.animatic.painter.places.materials import WOOD
from storyreel.animatic.painter.places.palette import darker, lighter
from storyreel.animatic.painter.places.set_builder import SetBuilder
from storyreel.animatic.painter.places.terrain import ground_shadow
from storyreel.film.facts import LightKind


def fireplace(
    builder: SetBuilder,
    canvas: Canvas,
    x: float,
    y: float,
    size: float,
    depth: float,
    stone_colour: str = "#9a8a7c",
) -> None:
    """A hearth with a mantel and a fire that burns unless the script has it out."""
    fire = builder.environment.share(LightKind.FIRES)
    colour, wide, tall = builder.tone(stone_colour), size * 0.86, size * 0.86
    with canvas.group("fireplace"):
        ground_shadow(canvas, x, y, wide * 0.7, 0.5)
        canvas.rect(
            x - wide / 2, y - tall, wide, tall, canvas.down(lighter(colour, 0.12), darker(colour, 0.3))
        )
        courses = [(x - wide / 2, y - tall * k / 7, x + wide / 2, y - tall * k / 7) for k in range(1, 7)]
        uprights = [
            (
                x - wide / 2 + wide * (j + (k % 2) * 0.5) / 5,
                y - tall * k / 7,
                x - wide / 2 + wide * (j + (k % 2) * 0.5) / 5,
                y - tall * (k + 1) / 7,
            )
            for k in range(7)
            for j in range(1, 5)
        ]
        canvas.scratches(courses + uprights, darker(colour, 0.45), 4, 0.6)
        mouth = wide * 0.3
        canvas.path(
            f"M{number(x - mouth)},{number(y - 8)}V{number(y - tall * 0.42)}Q{number(x)},"
            f"{number(y - tall * 0.72)} {number(x + mouth)},"
            f"{number(y - tall * 0.42)}V{number(y - 8)}Z",
            "#120a08",
        )
        if fire:
            canvas.glow(x, y - tall * 0.14, mouth * 1.1, "#ff7a24", 0.9 * fire, 0.8)
            flames(canvas, x, y - 26, mouth * (0.4 + 0.7 * fire), tall * 0.38 * fire)
        canvas.scratches(
            [
                (x - mouth * 0.7, y - 18, x + mouth * 0.6, y - 30),
                (x - mouth * 0.6, y - 32, x + mouth * 0.7, y - 16),
            ],
            "#3a2418",
            20,
        )
        canvas.rect(
            x - wide * 0.58,
            y - tall - size * 0.05,
            wide * 1.16,
            size * 0.065,
            canvas.down(lighter(builder.tone(WOOD), 0.2), darker(builder.tone(WOOD), 0.4)),
            4,
        )
        canvas.rect(
            x - wide * 0.62,
            y - 14,
            wide * 1.24,
            20,
            canvas.down(lighter(colour, 0.25), darker(colour, 0.3)),
            3,
        )
        with canvas.group("light pool"):
            canvas.glow(x, y + 20, wide * 1.3, "#ff9a48", (0.24 + 0.28 * builder.hour.lamp) * fire, 0.45)
    builder.light(
        x, y - tall * 0.18, size * 0.8, "#ff8a3c", (0.4 + 0.3 * builder.hour.lamp) * fire, depth, "flicker"
    )


def flames(canvas: Canvas, x: float, y: float, wide: float, tall: float) -> None:
    """Three tongues of fire, red to yellow."""
    for colour, scale, opacity in (("#e2481a", 1.0, 0.85), ("#ff8a24", 0.74, 0.9), ("#ffd860", 0.46, 0.95)):
        w, h = wide * scale / 2, tall * scale
        d = (
            f"M{number(x - w)},{number(y)}Q{number(x - w * 1.1)},{number(y - h * 0.4)} "
            f"{number(x - w * 0.62)},{number(y - h * 0.72)}Q{number(x - w * 0.5)},"
            f"{number(y - h * 0.4)} {number(x - w * 0.25)},{number(y - h * 0.5)}"
            f"Q{number(x - w * 0.1)},{number(y - h * 0.8)} {number(x + w * 0.1)},"
            f"{number(y - h)}Q{number(x + w * 0.2)},{number(y - h * 0.6)} "
            f"{number(x + w * 0.45)},{number(y - h * 0.48)}"
            f"Q{number(x + w * 0.6)},{number(y - h * 0.6)} {number(x + w * 0.68)},"
            f"{number(y - h * 0.78)}Q{number(x + w * 1.15)},{number(y - h * 0.4)} "
            f"{number(x + w)},{number(y)}Z"
        )
        canvas.path(d, colour, opacity=opacity)
