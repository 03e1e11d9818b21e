"""Indoor things that scripts name, such as piano, stove, desk, computer, telescope, throne, mirror and door.

`x` the middle, `y` the foot (or, for things on walls and tables, where they hang or stand), `size` the height
of an adult there.
"""

from __future__ import annotations

from storyreel.animatic.painter.places import beds, cupboards, lamps, materials, tables
from storyreel.animatic.painter.places.belongings import kettle
from storyreel.animatic.painter.places.canvas import Canvas, box, disc, number
from storyreel.animatic.painter.places.lamplight import builder_glow
from storyreel.animatic.painter.places.palette import darker, lighter
from storyreel.animatic.painter.places.prop_files import drawing
from storyreel.animatic.painter.places.set_builder import SetBuilder
from storyreel.animatic.painter.places.terrain import ground_shadow
from storyreel.film.colours import mix
from storyreel.film.facts import LightKind


def piano(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    """An upright piano with its keys, candle brackets and a stool."""
    wood = builder.tone("#3a2219")
    wide, tall = size * 0.95, size * 0.78
    left = x - wide / 2
    with canvas.group("piano"):
        ground_shadow(canvas, x, y, wide * 0.65, 0.6)
        canvas.rect(left, y - tall, wide, tall, canvas.down(lighter(wood, 0.16), darker(wood, 0.3)), 6)
        canvas.rect(
            left - 10, y - tall - 14, wide + 20, 24, canvas.down(lighter(wood, 0.4), darker(wood, 0.2)), 5
        )
        for k in range(3):
            canvas.rect(
                left + wide * (0.05 + 0.31 * k),
                y - tall * 0.9,
                wide * 0.27,
                tall * 0.32,
                canvas.down(darker(wood, 0.35), lighter(wood, 0.04)),
                5,
            )
        canvas.rect(left + 8, y - tall * 0.42, wide - 16, tall * 0.34, darker(wood, 0.35), 4)
        canvas.rect(
            left - 8,
            y - tall * 0.52,
            wide + 16,
            tall * 0.07,
            canvas.down(builder.tone("#f4efe2"), builder.tone("#c8bea8")),
        )
        keys = 28
        canvas.scratches(
            [
                (left + wide * k / keys, y - tall * 0.52, left + wide * k / keys, y - tall * 0.455)
                for k in range(1, keys)
            ],
            darker(wood, 0.4),
            1.6,
        )
        canvas.path(
            "".join(
                box(left + wide * k / keys - 4, y - tall * 0.52, 8, tall * 0.042)
                for k in range(1, keys)
                if k % 7 not in (0, 3)
            ),
            "#0c0a0a",
        )
        canvas.rect(
            left - 14,
            y - tall * 0.455,
            wide + 28,
            tall * 0.06,
            canvas.down(lighter(wood, 0.3), darker(wood, 0.4)),
            4,
        )
        for side in (-1, 1):
            canvas.rect(
                x + side * (wide / 2 - 14) - 12,
                y - tall * 0.4,
                24,
                tall * 0.4,
                canvas.across(lighter(wood, 0.25), darker(wood, 0.4)),
                4,
            )
        canvas.rect(x - wide * 0.17, y - tall * 0.86, wide * 0.16, tall * 0.26, builder.tone("#efe6d0"))
        canvas.rect(x + wide * 0.005, y - tall * 0.86, wide * 0.16, tall * 0.26, builder.tone("#e4d9c0"))
        canvas.scratches(
            [
                (
                    x - wide * 0.15 + (k // 5) * wide * 0.175,
                    y - tall * (0.83 - 0.045 * (k % 5)),
                    x - wide * 0.03 + (k // 5) * wide * 0.175,
                    y - tall * (0.83 - 0.045 * (k % 5)),
                )
                for k in range(10)
            ],
            "#3a342c",
            2,
            0.7,
        )
        lamps.table_lamp(builder, canvas, x + wide * 0.36, y - tall - 12, size * 0.75, depth, "#8a6a34")


def stove(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    """An iron range with a pipe and a red door."""
    iron, fire = builder.tone("#34363c"), builder.environment.share(LightKind.FIRES)
    wide, tall = size * 0.5, size * 0.52
    with canvas.group("stove"):
        ground_shadow(canvas, x, y, wide * 0.75, 0.6)
        canvas.rect(
            x - size * 0.055,
            y - size * 1.75,
            size * 0.11,
            size * 1.3,
            canvas.across(lighter(iron, 0.25), darker(iron, 0.4)),
        )
        canvas.path(
            "".join(
                box(x - size * 0.065, y - size * (0.8 + 0.3 * k), size * 0.13, size * 0.03) for k in range(4)
            ),
            lighter(iron, 0.15),
        )
        canvas.rect(
            x - wide / 2,
            y - tall,
            wide,
            tall - size * 0.07,
            canvas.across(lighter(iron, 0.18), iron, darker(iron, 0.4)),
            8,
        )
        canvas.path(
            "".join(box(x + side * wide * 0.38 - 9, y - size * 0.08, 18, size * 0.08) for side in (-1, 1)),
            darker(iron, 0.3),
        )
        canvas.rect(
            x - wide * 0.58,
            y - tall - size * 0.03,
            wide * 1.16,
            size * 0.05,
            canvas.down(lighter(iron, 0.35), darker(iron, 0.3)),
            5,
        )
        canvas.rect(x - wide * 0.3, y - tall * 0.72, wide * 0.6, tall * 0.34, "#1c0c08", 8)
        if fire:
            canvas.glow(x, y - tall * 0.52, wide * 0.3, "#ff7a2a", 0.95 * fire, 0.7)
        canvas.scratches(
            [
                (x + k * wide * 0.09, y - tall * 0.68, x + k * wide * 0.09, y - tall * 0.42)
                for k in range(-3, 4)
            ],
            iron,
            6,
        )
        canvas.rect(x - wide * 0.3, y - tall * 0.3, wide * 0.6, tall * 0.12, darker(iron, 0.3), 4)
        with canvas.group("kettle"):
            kettle(builder, canvas, x - wide * 0.18, y - tall - size * 0.03, size)
        builder_glow(builder, canvas, x, y - tall * 0.5, size * 0.7, "#ff8a3c", 0.45 * fire)
    builder.light(
        x, y - tall * 0.5, size * 0.6, "#ff8030", (0.28 + 0.25 * builder.hour.lamp) * fire, depth, "flicker"
    )


def desk(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    """A writing desk with drawers, papers and a lamp."""
    wide = size * 1.0
    wood = builder.tone(materials.WOOD)
    with canvas.group("desk"):
        top = tables.table(builder, canvas, x, y, size, wide, name="desk top")
        for side in (-1, 1):
            a = x + side * wide * 0.32
            canvas.rect(
                a - wide * 0.15,
                top + size * 0.04,
                wide * 0.3,
                y - top - size * 0.05,
                canvas.across(lighter(wood, 0.1), darker(wood, 0.35)),
                4,
            )
            for k in range(3):
                canvas.rect(
                    a - wide * 0.13,
                    top + size * (0.07 + 0.11 * k),
                    wide * 0.26,
                    size * 0.09,
                    canvas.down(lighter(wood, 0.15), darker(wood, 0.2)),
                    3,
                )
                canvas.oval(a, top + size * (0.115 + 0.11 * k), 6, 6, builder.tone(materials.BRASS))
        paper = builder.tone("#efe8d8")
        canvas.poly([(x - 70, top - 4), (x + 10, top - 4), (x + 26, top + 6), (x - 74, top + 6)], paper)
        canvas.poly(
            [(x + 34, top - 5), (x + 92, top - 5), (x + 108, top + 4), (x + 40, top + 4)], darker(paper, 0.12)
        )
        tables.books_pile(builder, canvas, x + wide * 0.2, top + 2, size * 0.2)
        lamps.table_lamp(builder, canvas, x - wide * 0.36, top + 4, size, depth)


def computer(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    """A desk with a lit screen and keyboard."""
    screen = "#7ad0e8"
    with canvas.group("computer"):
        top = tables.table(builder, canvas, x, y, size, size * 0.9, "#7c7f88", name="desk top")
        case = builder.tone("#c8c8c4")
        a, b, w, h = x - size * 0.22, top - size * 0.36, size * 0.44, size * 0.29
        canvas.rect(x - size * 0.03, top - size * 0.09, size * 0.06, size * 0.09, darker(case, 0.4))
        canvas.rect(x - size * 0.1, top - size * 0.015, size * 0.2, size * 0.022, darker(case, 0.2), 4)
        canvas.rect(a, b, w, h, darker(case, 0.62), 8)
        canvas.rect(
            a + 9,
            b + 9,
            w - 18,
            h - 18,
            canvas.down(
                mix(builder.tone(screen), "#c8f4ff", 0.4), mix(builder.tone(screen), "#1c4a78", 0.55)
            ),
            3,
        )
        lines = [
            (a + 24, b + 26 + k * 15, a + 24 + w * (0.3 + 0.1 * ((k * 7) % 5)), b + 26 + k * 15)
            for k in range(int((h - 44) / 15))
        ]
        canvas.scratches(lines, "#eaffff", 4, 0.75)
        canvas.poly(
            [
                (x - size * 0.19, top - 6),
                (x + size * 0.19, top - 6),
                (x + size * 0.22, top + 6),
                (x - size * 0.22, top + 6),
            ],
            case,
        )
        builder_glow(builder, canvas, x, b + h / 2, size * 0.7, "#7ad0ff", 0.4)
    builder.light(x, b + h / 2, size * 0.6, "#7ad0ff", 0.12 + 0.3 * builder.hour.lamp, depth, "pulse")


def telescope(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    """A brass telescope on a tripod."""
    legs, head = ((-size * 0.22, 0), (size * 0.22, 0), (size * 0.03, -10)), y - size * 0.62
    with canvas.group("telescope"):
        ground_shadow(canvas, x, y, size * 0.3, 0.5)
        strokes = [(x, head, x + dx, y + dy) for dx, dy in legs]
        canvas.scratches(strokes, builder.tone("#5a3c24"), size * 0.035)
        drawing("telescope").paint(canvas, builder.tone, x, y, size)


def throne(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    """A gilded chair on two steps."""
    gold, stone = builder.tone("#c8a044"), builder.tone("#8a8088")
    velvet = builder.tone(builder.hues("#6a5a70", "#4a3a50", "#7a2a3a", "#a02838").accent)
    w = size * 0.3
    with canvas.group("throne"):
        for k, reach in enumerate((2.2, 1.7)):
            canvas.rect(
                x - w * reach,
                y - size * 0.07 * (k + 1),
                w * reach * 2,
                size * 0.075,
                canvas.down(lighter(stone, 0.2), darker(stone, 0.3)),
                3,
            )
        foot = y - size * 0.14
        canvas.path(
            f"M{number(x - w)},{number(foot)}V{number(foot - size * 0.86)}L{number(x - w * 0.5)},"
            f"{number(foot - size * 0.98)}L{number(x)},"
            f"{number(foot - size * 1.18)}L{number(x + w * 0.5)},{number(foot - size * 0.98)}"
            f"L{number(x + w)},{number(foot - size * 0.86)}V{number(foot)}Z",
            canvas.across(darker(gold, 0.2), lighter(gold, 0.25), darker(gold, 0.4)),
        )
        canvas.rect(
            x - w * 0.74,
            foot - size * 0.86,
            w * 1.48,
            size * 0.56,
            canvas.down(lighter(velvet, 0.15), darker(velvet, 0.4)),
            20,
        )
        canvas.path(
            "".join(
                disc(x + dx * w, foot - size * dy, 5) for dx in (-0.4, 0, 0.4) for dy in (0.45, 0.6, 0.75)
            ),
            lighter(gold, 0.3),
        )
        canvas.rect(
            x - w * 1.05,
            foot - size * 0.32,
            w * 2.1,
            size * 0.1,
            canvas.down(lighter(velvet, 0.25), darker(velvet, 0.3)),
            14,
        )
        for side in (-1, 1):
            canvas.rect(
                x + side * w * 1.02 - 18,
                foot - size * 0.5,
                36,
                size * 0.5,
                canvas.across(lighter(gold, 0.3), darker(gold, 0.4)),
                8,
            )
            canvas.oval(x + side * w, foot - size * 0.9, 16, 16, lighter(gold, 0.3))
        canvas.oval(x, foot - size * 1.2, 20, 20, builder.tone("#d84a5a"), stroke=lighter(gold, 0.3), width=6)


def telephone(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    """A telephone on a small round table."""
    dark = builder.tone(builder.hues("#2a2a30", "#3a3030", "#5a3030", "#a02c2c").accent)
    with canvas.group("phone"):
        top = tables.table(builder, canvas, x, y, size, size * 0.36, name="phone table", tall=0.46)
        canvas.poly(
            [
                (x - size * 0.09, top + 2),
                (x - size * 0.055, top - size * 0.08),
                (x + size * 0.055, top - size * 0.08),
                (x + size * 0.09, top + 2),
            ],
            canvas.down(lighter(dark, 0.25), darker(dark, 0.35)),
        )
        canvas.oval(x, top - size * 0.035, size * 0.032, size * 0.028, builder.tone("#d8ccb4"))
        canvas.path(
            "".join(
                disc(x + dx, top - size * 0.035 + dy, 2.4)
                for dx, dy in ((-9, -4), (-4, -9), (4, -9), (9, -3), (8, 5), (0, 9), (-8, 5))
            ),
            dark,
        )
        canvas.path(
            f"M{number(x - size * 0.1)},{number(top - size * 0.08)}q{number(size * 0.1)},"
            f"{number(-size * 0.07)} {number(size * 0.2)},0",
            stroke=dark,
            width=size * 0.03,
        )
        canvas.path(
            disc(x - size * 0.1, top - size * 0.075, size * 0.026)
            + disc(x + size * 0.1, top - size * 0.075, size * 0.026),
            dark,
        )


def mirror(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    """An oval mirror in a gilt frame on the wall."""
    glass = mix(builder.tone("#b4c4cc"), builder.outside.sky[2], 0.3)
    with canvas.group("mirror"):
        canvas.oval(x + 6, y + 12, size * 0.17, size * 0.26, "#04040a", 0.35)
        drawing("mirror").paint(canvas, builder.tone, x, y, size, colours={"glass": glass})


def door(
    builder: SetBuilder,
    canvas: Canvas,
    x: float,
    y: float,
    size: float,
    depth: float,
    colour: str = "#7a5034",
) -> None:
    """A panelled door in its frame."""
    with canvas.group("door"):
        drawing("door").paint(canvas, builder.tone, x, y, size, colours={"wood": builder.tone(colour)})


def stairs(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    """A flight of steps with a rail."""
    with canvas.group("stairs"):
        drawing("stairs").paint(canvas, builder.tone, x, y, size)


def wall_map(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    """An old chart pinned to the wall."""
    with canvas.group("map"):
        left, top = x - size * 0.34, y - size * 0.22
        canvas.rect(left + 5, top + 9, size * 0.68, size * 0.46, "#04040a", opacity=0.35)
        drawing("wall-map").paint(canvas, builder.tone, x, y, size)


def candle(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    """Three candles in a stand."""
    lit, candles = builder.environment.share(LightKind.CANDLES), drawing("candles")
    with canvas.group("candle"):
        builder_glow(builder, canvas, x, y - size * 0.75, size * 0.7, "#ffb050", 0.55 * lit)
        ground_shadow(canvas, x, y, size * 0.16, 0.5)
        if lit:
            candles.paint(canvas, builder.tone, x, y, size)
        else:
            candles.paint(canvas, builder.tone, x, y, size, without=("flame-1", "flame-2", "flame-3"))
            for a, top in ((x - size * 0.14, 0.64), (x, 0.69), (x + size * 0.14, 0.64)):
                wick = [(a, y - size * top), (a + 3, y - size * (top + 0.02))]
                canvas.line(wick, "#1c1814", 3)
    builder.light(
        x, y - size * 0.75, size * 0.55, "#ffab48", (0.25 + 0.35 * builder.hour.lamp) * lit, depth, "flicker"
    )


def cage(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    """A bird cage on a stand."""
    with canvas.group("cage"):
        drawing("bird-cage").paint(canvas, builder.tone, x, y, size)
        canvas.path(
            f"M{number(x - 20)},{number(y - size * 0.66)}q10,-26 34,-16l10,4l-8,6q-6,18 -36,6Z",
            builder.tone("#e0b840"),
        )


def bed(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    """A bed in the place's colours."""
    hues = builder.hues("#b8a890", "#7a5a3c", "#5a7a8a", "#b8543a")
    beds.bed(builder, canvas, x, y, size, hues.accent)


def wardrobe(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    """A tall cupboard."""
    cupboards.cabinet(builder, canvas, x, y, size * 0.66, size * 1.2, materials.WOOD, name="wardrobe")


def bathtub(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    """A bath on lion's feet."""
    with canvas.group("bath"):
        ground_shadow(canvas, x, y, size * 0.6, 0.6)
        drawing("bath").paint(canvas, builder.tone, x, y, size)


def chest(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    """An iron-bound chest."""
    wood, iron = builder.tone("#7a4e2c"), builder.tone("#b08c48")
    with canvas.group("chest"):
        ground_shadow(canvas, x, y, size * 0.42, 0.6)
        canvas.rect(
            x - size * 0.3,
            y - size * 0.24,
            size * 0.6,
            size * 0.24,
            canvas.down(lighter(wood, 0.1), darker(wood, 0.35)),
        )
        canvas.path(
            f"M{number(x - size * 0.3)},{number(y - size * 0.24)}q0,{number(-size * 0.16)} "
            f"{number(size * 0.3)},{number(-size * 0.16)}t{number(size * 0.3)},"
            f"{number(size * 0.16)}Z",
            canvas.down(lighter(wood, 0.28), wood),
        )
        canvas.path(
            "".join(box(x + dx * size - 9, y - size * 0.37, 18, size * 0.37) for dx in (-0.22, 0.22))
            + box(x - size * 0.3, y - size * 0.25, size * 0.6, 10),
            iron,
        )
        canvas.rect(x - 18, y - size * 0.28, 36, 44, lighter(iron, 0.3), 6)
