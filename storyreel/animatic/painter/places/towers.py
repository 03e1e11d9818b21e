"""What stands high and is seen from afar: lighthouse, castle, watch-tower and ruin.

`x` the middle, `y` the foot, `size` the height of an adult there.
"""

from __future__ import annotations

from storyreel.animatic.painter.places.canvas import Canvas, box, number
from storyreel.animatic.painter.places.distance import far_tone
from storyreel.animatic.painter.places.lamplight import builder_glow, pane_colour
from storyreel.animatic.painter.places.palette import darker, lighter
from storyreel.animatic.painter.places.prop_files import drawing
from storyreel.animatic.painter.places.set_builder import SetBuilder
from storyreel.film.colours import mix
from storyreel.film.facts import LightKind


def lighthouse(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    """A banded tower with gallery and lamp; its beam sweeps in the dark."""
    tone, lamp = far_tone(builder, depth), builder.burning(LightKind.LAMPS)
    hues = builder.hues("#e8e2d8", "#b03a34", "#4a4650", "#c8463a")
    white, band, iron = tone("#ece6da"), tone(hues.accent), tone("#2a2c34")
    tall, foot, top = size * 6.2, size * 0.78, size * 0.5
    head = y - tall
    with canvas.group("lighthouse"):

        def at_height(t: float) -> float:
            return foot + (top - foot) * t**0.8

        for index in range(7):
            a, b = index / 7, (index + 1) / 7
            paint = white if index % 2 == 0 else band
            canvas.poly(
                [
                    (x - at_height(a), y - tall * a),
                    (x + at_height(a), y - tall * a),
                    (x + at_height(b), y - tall * b),
                    (x - at_height(b), y - tall * b),
                ],
                canvas.ramp(
                    (x - foot, 0),
                    (x + foot, 0),
                    (0, darker(paint, 0.12)),
                    (0.3, lighter(paint, 0.12)),
                    (0.62, paint),
                    (1, darker(paint, 0.55)),
                ),
            )
        courses = [
            (x - at_height(k / 40), y - tall * k / 40, x + at_height(k / 40), y - tall * k / 40)
            for k in range(1, 40)
        ]
        canvas.scratches(courses, darker(white, 0.5), 1.4, 0.2)
        for t in (0.2, 0.45, 0.7):
            canvas.rect(
                x - size * 0.09,
                y - tall * t - size * 0.3,
                size * 0.18,
                size * 0.32,
                pane_colour(builder, white),
                size * 0.09,
            )
        canvas.rect(x - size * 0.16, y - size * 0.62, size * 0.32, size * 0.62, darker(band, 0.4), size * 0.1)
        canvas.rect(
            x - top * 1.55,
            head - size * 0.1,
            top * 3.1,
            size * 0.16,
            canvas.across(lighter(iron, 0.2), darker(iron, 0.3)),
        )
        rails = [
            (x + k * top * 0.36, head - size * 0.1, x + k * top * 0.36, head - size * 0.38)
            for k in range(-4, 5)
        ]
        canvas.scratches(
            [*rails, (x - top * 1.5, head - size * 0.38, x + top * 1.5, head - size * 0.38)],
            iron,
            max(1.5, size * 0.025),
        )
        glass = mix(
            tone("#a8c0c8" if builder.environment.share(LightKind.LAMPS) > 0 else "#3a4650"),
            "#fff0c0",
            max(0.25 * builder.environment.share(LightKind.LAMPS), lamp),
        )
        canvas.rect(
            x - top * 0.72,
            head - size * 0.8,
            top * 1.44,
            size * 0.72,
            canvas.across(darker(glass, 0.2), lighter(glass, 0.3), darker(glass, 0.2)),
        )
        canvas.scratches(
            [
                (x + k * top * 0.36, head - size * 0.8, x + k * top * 0.36, head - size * 0.1)
                for k in (-2, -1, 0, 1, 2)
            ],
            iron,
            max(1.5, size * 0.03),
        )
        canvas.path(
            f"M{number(x - top * 0.95)},{number(head - size * 0.78)}Q{number(x - top * 0.6)},"
            f"{number(head - size * 1.2)} {number(x)},{number(head - size * 1.28)}"
            f"Q{number(x + top * 0.6)},{number(head - size * 1.2)} "
            f"{number(x + top * 0.95)},{number(head - size * 0.78)}Z",
            canvas.across(lighter(band, 0.15), darker(band, 0.5)),
        )
        canvas.line([(x, head - size * 1.28), (x, head - size * 1.6)], iron, 3)
        builder_glow(
            builder,
            canvas,
            x,
            head - size * 0.45,
            size * 2.4,
            "#ffe6a8",
            0.85 * builder.environment.share(LightKind.LAMPS),
        )
    builder.light(x, head - size * 0.45, 1500, "#ffeab8", 0.75 * lamp, depth, "sweep")
    builder.light(x, head - size * 0.45, size * 2.2, "#fff0c8", 0.5 * lamp, depth)


def castle(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    """Towers and a curtain wall."""
    tone = far_tone(builder, depth)
    stone, roof = tone("#8c8690"), tone(builder.hues("#8c8690", "#4a4656", "#6a5a4a", "#9a3a3a").accent)
    with canvas.group("castle"):
        for dx, wide, tall in ((-2.2, 0.9, 3.4), (-0.8, 1.1, 4.8), (0.9, 0.9, 3.8), (2.2, 0.8, 3.0)):
            a = x + dx * size
            canvas.rect(
                a - wide * size / 2,
                y - tall * size,
                wide * size,
                tall * size,
                canvas.across(lighter(stone, 0.15), darker(stone, 0.35)),
            )
            canvas.poly(
                [
                    (a - wide * size * 0.62, y - tall * size),
                    (a, y - (tall + 1.1) * size),
                    (a + wide * size * 0.62, y - tall * size),
                ],
                canvas.across(lighter(roof, 0.12), darker(roof, 0.4)),
            )
            canvas.path(
                box(a - size * 0.09, y - tall * size * 0.8, size * 0.18, size * 0.4)
                + box(a - size * 0.09, y - tall * size * 0.5, size * 0.18, size * 0.4),
                pane_colour(builder, stone),
            )
        canvas.rect(
            x - size * 2.4, y - size * 1.7, size * 4.8, size * 1.7, canvas.down(stone, darker(stone, 0.35))
        )
        canvas.path(
            "".join(
                box(x - size * 2.4 + k * size * 0.4, y - size * 1.95, size * 0.22, size * 0.28)
                for k in range(12)
            ),
            stone,
        )
        canvas.path(
            f"M{number(x - size * 0.4)},{number(y)}v{number(-size * 0.7)}q{number(size * 0.4)},"
            f"{number(-size * 0.6)} {number(size * 0.8)},0v{number(size * 0.7)}Z",
            darker(stone, 0.6),
        )


def tower(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    """A square watch-tower."""
    tone = far_tone(builder, depth)
    with canvas.group("tower"):
        pane = pane_colour(builder, tone("#8a8078"))
        drawing("tower").paint(canvas, tone, x, y, size, colours={"pane": pane})


def ruin(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    """Broken walls with an empty window and a fallen tower."""
    tone, chance = far_tone(builder, depth), builder.chance("ruin")
    stone = tone("#8f8678")
    with canvas.group("ruin"):
        edge = [(x - size * 2.2, y), (x - size * 2.2, y - size * 3.1)]
        edge += [
            (x - size * 2.2 + size * k * 0.24, y - size * (3.2 - 0.42 * k + chance.uniform(-0.16, 0.16)))
            for k in range(1, 5)
        ]
        edge += [(x + size * (-1.0 + 0.3 * k), y - size * chance.uniform(1.1, 1.7)) for k in range(6)]
        edge += [
            (x + size * 0.9, y - size * 2.0),
            (x + size * 1.5, y - size * 1.9),
            (x + size * 1.9, y - size * 0.8),
            (x + size * 2.3, y),
        ]
        gate = (
            f"M{number(x - size * 0.4)},{number(y)}v{number(-size * 0.7)}q{number(size * 0.35)},"
            f"{number(-size * 0.55)} {number(size * 0.7)},0v{number(size * 0.7)}Z"
        )
        slit = box(x - size * 1.8, y - size * 2.2, size * 0.24, size * 0.6) + gate
        canvas.path(
            "M" + "L".join(f"{number(a)},{number(b)}" for a, b in edge) + "Z" + slit,
            canvas.across(lighter(stone, 0.14), darker(stone, 0.38)),
            even_odd=True,
        )
        marks = [
            (x + chance.uniform(-2.1, 1.8) * size, y - chance.uniform(0.05, 1.1) * size) for _ in range(60)
        ]
        canvas.scratches([(a, b, a + size * 0.22, b) for a, b in marks], darker(stone, 0.45), 2.5, 0.55)
        rubble = "".join(
            box(
                x + chance.uniform(-2.6, 2.8) * size,
                y - size * 0.16,
                size * chance.uniform(0.14, 0.34),
                size * 0.22,
            )
            for _ in range(12)
        )
        canvas.path(rubble, darker(stone, 0.25))
