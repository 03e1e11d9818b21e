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
    shown = builder.environment.share(LightKind.LAMPS)
    white, band = tone("#ece6da"), tone(builder.hues("#e8e2d8", "#b03a34", "#4a4650", "#c8463a").accent)
    glass = mix(tone("#a8c0c8" if shown > 0 else "#3a4650"), "#fff0c0", max(0.25 * shown, lamp))
    colours = {"white": white, "band": band, "glass": glass, "pane": pane_colour(builder, white)}
    flame = y - size * 6.2 - size * 0.45
    with canvas.group("lighthouse"):
        drawing("lighthouse").paint(canvas, tone, x, y, size, colours=colours)
        builder_glow(builder, canvas, x, flame, size * 2.4, "#ffe6a8", 0.85 * shown)
    builder.light(x, flame, 1500, "#ffeab8", 0.75 * lamp, depth, "sweep")
    builder.light(x, flame, size * 2.2, "#fff0c8", 0.5 * lamp, depth)


def castle(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    """Towers and a curtain wall."""
    tone = far_tone(builder, depth)
    roof = tone(builder.hues("#8c8690", "#4a4656", "#6a5a4a", "#9a3a3a").accent)
    colours = {"roof": roof, "pane": pane_colour(builder, tone("#8c8690"))}
    with canvas.group("castle"):
        drawing("castle").paint(canvas, tone, x, y, size, colours=colours)


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
