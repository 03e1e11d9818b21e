"""What stands in a square or a churchyard: well, fountain, statue and graves.

`x` the middle, `y` the foot, `size` the height of an adult there.
"""

from __future__ import annotations

from storyreel.animatic.painter.places.canvas import Canvas, number
from storyreel.animatic.painter.places.distance import far_tone
from storyreel.animatic.painter.places.palette import darker, lighter
from storyreel.animatic.painter.places.prop_files import drawing
from storyreel.animatic.painter.places.set_builder import SetBuilder
from storyreel.animatic.painter.places.terrain import ground_shadow
from storyreel.film.colours import mix


def well(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    """A roofed stone well with a bucket."""
    tone = far_tone(builder, depth)
    roof = tone(builder.hues("#9a9288", "#8a4a34", "#6a4a30", "#b0543a").second)
    with canvas.group("well"):
        ground_shadow(canvas, x, y, size * 0.36 * 1.7, 0.6)
        without = () if builder.hour.snowy else ("snow",)
        drawing("well").paint(canvas, tone, x, y, size, colours={"roof": roof}, without=without)


def fountain(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    """Two basins and jets of water."""
    tone = far_tone(builder, depth)
    water = mix(tone("#8ac0d8"), builder.hour.haze, 0.2)
    with canvas.group("fountain"):
        ground_shadow(canvas, x, y, size * 1.1, 0.5)
        drawing("fountain").paint(canvas, tone, x, y, size, colours={"water": water})


def statue(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    """A bronze figure with a raised arm on a plinth."""
    tone, s = far_tone(builder, depth), size * 0.95
    foot = y - s * 0.66
    folds = [
        (x - s * 0.08 + k * s * 0.06, foot - s * 0.6, x - s * 0.1 + k * s * 0.07, foot - 6) for k in range(4)
    ]
    with canvas.group("statue"):
        ground_shadow(canvas, x, y, size * 0.5, 0.6)
        drawing("statue").paint(canvas, tone, x, y, size, without=("snow",))
        canvas.scratches(folds, darker(tone("#4f7468"), 0.45), 4, 0.6)
        if builder.hour.snowy:
            drawing("statue").paint(canvas, tone, x, y, size, parts=("snow",))


def gravestones(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    """Three leaning headstones."""
    tone = far_tone(builder, depth)
    stone = tone("#8c8c88")
    with canvas.group("grave"):
        for dx, tall, tilt in ((-0.55, 0.5, -5), (0.0, 0.62, 2), (0.5, 0.44, 6)):
            a = x + dx * size
            ground_shadow(canvas, a, y, size * 0.26, 0.5)
            with canvas.group("stone", transform=f"rotate({tilt} {number(a)} {number(y)})"):
                canvas.path(
                    f"M{number(a - size * 0.17)},{number(y)}v{number(-size * (tall - 0.16))}"
                    f"a{number(size * 0.17)},{number(size * 0.16)} 0 0 1 {number(size * 0.34)},0"
                    f"V{number(y)}Z",
                    canvas.across(lighter(stone, 0.2), darker(stone, 0.4)),
                )
                canvas.scratches(
                    [
                        (
                            a - size * 0.08,
                            y - size * (tall - 0.2 - 0.06 * k),
                            a + size * 0.08,
                            y - size * (tall - 0.2 - 0.06 * k),
                        )
                        for k in range(3)
                    ],
                    darker(stone, 0.5),
                    3,
                    0.7,
                )
