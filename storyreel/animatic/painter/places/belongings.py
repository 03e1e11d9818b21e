"""Things people own and use: what stands on a small table, leans or waits on the ground, and a horse.

`x` the middle, `y` the foot, `size` the height of an adult there.
"""

from __future__ import annotations

from collections.abc import Callable

from storyreel.animatic.painter.places import materials, tables
from storyreel.animatic.painter.places.canvas import Canvas, number
from storyreel.animatic.painter.places.distance import far_tone
from storyreel.animatic.painter.places.lamplight import builder_glow
from storyreel.animatic.painter.places.palette import darker, lighter
from storyreel.animatic.painter.places.prop_files import drawing
from storyreel.animatic.painter.places.set_builder import SetBuilder
from storyreel.animatic.painter.places.terrain import ground_shadow
from storyreel.film.colours import mix
from storyreel.film.facts import LightKind

Thing = Callable[[SetBuilder, Canvas, float, float, float], None]


def on_table(name: str, thing: Thing) -> Callable[[SetBuilder, Canvas, float, float, float, float], None]:
    """The drawing of a thing that stands on a little table of its own."""

    def draw(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
        with canvas.group(name):
            top = tables.table(builder, canvas, x, y, size, size * 0.46, tall=0.44, name=f"{name} table")
            thing(builder, canvas, x, top + 2, size)

    return draw


def radio(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float) -> None:
    """A wooden set with a cloth front, a lit dial and two knobs."""
    dial = mix(builder.tone("#e8d8a0"), "#ffe49a", 0.4 + 0.4 * builder.hour.lamp)
    drawing("radio").paint(canvas, builder.tone, x, y, size, colours={"dial": dial})


def kettle(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float) -> None:
    """A copper kettle with spout and handle."""
    drawing("kettle").paint(canvas, builder.tone, x, y, size)


def bottle(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float) -> None:
    """A bottle and a glass."""
    drawing("bottle").paint(canvas, builder.tone, x, y, size)


def book(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float) -> None:
    """An open book beside two shut ones."""
    paper = builder.tone("#f0e8d4")
    for side in (-1, 1):
        canvas.path(
            f"M{number(x)},{number(y - size * 0.015)}q{number(side * size * 0.06)},"
            f"{number(-size * 0.05)} {number(side * size * 0.14)},"
            f"{number(-size * 0.025)}v{number(size * 0.03)}q{number(-side * size * 0.08)},"
            f"{number(-size * 0.02)} {number(-side * size * 0.14)},{number(size * 0.02)}Z",
            paper if side < 0 else darker(paper, 0.12),
        )
    tables.books_pile(builder, canvas, x + size * 0.17, y, size * 0.14)


def cups(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float) -> None:
    """Two cups."""
    tables.cup(builder, canvas, x - size * 0.09, y, size * 0.085)
    tables.cup(builder, canvas, x + size * 0.08, y, size * 0.085)


def vase(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float) -> None:
    """A vase of flowers."""
    drawing("vase").paint(canvas, builder.tone, x, y, size)


def globe(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float) -> None:
    """A globe on a brass foot."""
    sea, brass, r = builder.tone("#5a94a8"), builder.tone(materials.BRASS), size * 0.09
    canvas.rect(x - r * 0.7, y - 10, r * 1.4, 10, brass, 5)
    canvas.line([(x, y - 8), (x, y - r * 0.6)], brass, 8)
    canvas.oval(x, y - r * 1.5, r, r, canvas.round_light((0, lighter(sea, 0.3), 1), (1, darker(sea, 0.4), 1)))
    canvas.path(
        f"M{number(x - r * 0.5)},{number(y - r * 1.9)}q{number(r * 0.5)},{number(-r * 0.3)} "
        f"{number(r * 0.8)},{number(r * 0.1)}t{number(-r * 0.3)},"
        f"{number(r * 0.7)}q{number(-r * 0.5)},{number(r * 0.1)} "
        f"{number(-r * 0.5)},{number(-r * 0.8)}Z",
        builder.tone("#a8a060"),
    )


def typewriter(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float) -> None:
    """A typewriter with a sheet of paper in it."""
    drawing("typewriter").paint(canvas, builder.tone, x, y, size)


def television(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    """An old television on legs, its screen alight after dark."""
    screen = mix(builder.tone("#4a5a5c"), "#a8d8f0", 0.2 + 0.6 * builder.hour.lamp)
    with canvas.group("television"):
        ground_shadow(canvas, x, y, size * 0.34, 0.5)
        drawing("television").paint(canvas, builder.tone, x, y, size, colours={"screen": screen})
        builder_glow(builder, canvas, x - size * 0.07, y - size * 0.4, size * 0.6, "#a8d8ff", 0.35)


def gramophone(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float) -> None:
    """A gramophone with a brass horn."""
    drawing("gramophone").paint(canvas, builder.tone, x, y, size)


def suitcase(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    """A leather suitcase with straps."""
    hide = builder.tone("#8a5a34")
    w, t = size * 0.36, size * 0.25
    with canvas.group("suitcase"):
        ground_shadow(canvas, x, y, w * 0.75, 0.6)
        canvas.path(
            f"M{number(x - w * 0.16)},{number(y - t)}v{number(-size * 0.045)}"
            f"h{number(w * 0.32)}v{number(size * 0.045)}",
            stroke=darker(hide, 0.45),
            width=size * 0.022,
        )
        canvas.rect(x - w / 2, y - t, w, t, canvas.down(lighter(hide, 0.22), darker(hide, 0.35)), size * 0.03)
        for dx in (-0.28, 0.28):
            canvas.rect(x + dx * w - size * 0.02, y - t, size * 0.04, t, darker(hide, 0.4))
            canvas.rect(
                x + dx * w - size * 0.016,
                y - t * 0.66,
                size * 0.032,
                size * 0.03,
                builder.tone(materials.BRASS),
                3,
            )
        canvas.scratches([(x - w / 2 + 4, y - t * 0.52, x + w / 2 - 4, y - t * 0.52)], darker(hide, 0.5), 4)


def bicycle(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    """A bicycle on its stand."""
    iron, paint = (
        builder.tone("#22262a"),
        builder.tone(builder.hues("#3a5a6a", "#5a3a3a", "#4a6a4a", "#b04434").accent),
    )
    r, d = size * 0.19, size * 0.3
    hub, rear, front = y - r, x - d, x + d
    with canvas.group("bicycle"):
        ground_shadow(canvas, x, y, size * 0.5, 0.5)
        for a in (rear, front):
            canvas.oval(a, hub, r, r, "none", stroke=iron, width=size * 0.022)
            canvas.scratches(
                [
                    (a - r * 0.95, hub, a + r * 0.95, hub),
                    (a, hub - r * 0.95, a, hub + r * 0.95),
                    (a - r * 0.67, hub - r * 0.67, a + r * 0.67, hub + r * 0.67),
                    (a + r * 0.67, hub - r * 0.67, a - r * 0.67, hub + r * 0.67),
                ],
                lighter(iron, 0.4),
                1.6,
            )
        crank, saddle, head = (
            (x - d * 0.12, hub + r * 0.1),
            (x - d * 0.34, y - size * 0.46),
            (x + d * 0.66, y - size * 0.46),
        )
        frame = [
            ((rear, hub), crank),
            (crank, saddle),
            ((rear, hub), (saddle[0] + 6, saddle[1] + size * 0.08)),
            ((saddle[0] + 5, saddle[1] + size * 0.06), head),
            (crank, (head[0] + 4, head[1] + size * 0.05)),
            (head, (front, hub)),
        ]
        canvas.scratches([(*a, *b) for a, b in frame], paint, size * 0.024)
        canvas.oval(saddle[0], saddle[1] - size * 0.02, size * 0.075, size * 0.02, iron)
        canvas.line(
            [
                head,
                (head[0] - size * 0.01, head[1] - size * 0.1),
                (head[0] - size * 0.1, head[1] - size * 0.1),
            ],
            iron,
            size * 0.02,
        )
        canvas.oval(*crank, size * 0.035, size * 0.035, iron)


def horse(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    """A horse that stands, looking left."""
    with canvas.group("horse"):
        ground_shadow(canvas, x, y, size * 0.75, 0.55)
        drawing("horse").paint(canvas, far_tone(builder, depth), x, y, size)


def ladder(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    """A leaning ladder."""
    with canvas.group("ladder"):
        drawing("ladder").paint(canvas, builder.tone, x, y, size)


def anchor(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    """An iron anchor that stands on its arms."""
    with canvas.group("anchor"):
        ground_shadow(canvas, x, y, size * 0.3, 0.5)
        drawing("anchor").paint(canvas, builder.tone, x, y, size)


def ticket_booth(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    """A booth with a lit window, a shutter half up and a counter."""
    paint = builder.tone(builder.hues("#6a7a70", "#4a5a52", "#8a6a4a", "#b8803c").second)
    pane = mix(darker(paint, 0.5), "#ffe2a0", 0.25 + 0.6 * builder.burning(LightKind.LAMPS))
    middle = y - size * 1.24 * 0.64
    with canvas.group("ticket booth"):
        ground_shadow(canvas, x, y, size * 0.62 * 0.7, 0.55)
        drawing("ticket-booth").paint(
            canvas, builder.tone, x, y, size, colours={"paint": paint, "pane": pane}
        )
        shown = 0.4 * builder.environment.share(LightKind.LAMPS)
        builder_glow(builder, canvas, x, middle, size * 0.55, "#ffd890", shown)
    builder.light(x, middle, size * 0.6, "#ffd890", 0.3 * builder.burning(LightKind.LAMPS), depth)


def market_stall(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    """A stall under a striped awning, with crates of fruit."""
    tone = far_tone(builder, depth)
    stripe = tone(builder.hues("#c8b08a", "#6a5a4a", "#8a9a6a", "#b8443a").accent)
    with canvas.group("market stall"):
        ground_shadow(canvas, x, y, size * 0.6 * 1.1, 0.55)
        drawing("market-stall").paint(canvas, tone, x, y, size, colours={"stripe": stripe})


def haystack(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    """A haystack."""
    hay = far_tone(builder, depth)("#c8a450")
    with canvas.group("haystack"):
        ground_shadow(canvas, x, y, size * 0.6, 0.55)
        canvas.path(
            f"M{number(x - size * 0.5)},{number(y)}C{number(x - size * 0.56)},"
            f"{number(y - size * 0.5)} {number(x - size * 0.25)},{number(y - size * 0.84)} "
            f"{number(x)},{number(y - size * 0.94)}C{number(x + size * 0.25)},"
            f"{number(y - size * 0.84)} {number(x + size * 0.56)},{number(y - size * 0.5)} "
            f"{number(x + size * 0.5)},{number(y)}Z",
            canvas.across(lighter(hay, 0.2), hay, darker(hay, 0.35)),
        )
        chance = builder.chance("hay")
        marks = [
            (x + chance.uniform(-0.42, 0.4) * size, y - chance.uniform(0.04, 0.6) * size) for _ in range(46)
        ]
        canvas.scratches(
            [(a, b, a + size * chance.uniform(-0.05, 0.05), b + size * 0.07) for a, b in marks],
            darker(hay, 0.35),
            3,
            0.6,
        )


def crane(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    """A dockside crane on its legs, its jib raised."""
    tone = far_tone(builder, depth)
    pane = mix(darker(tone("#b8803c"), 0.6), "#ffd890", builder.burning(LightKind.LAMPS) * 0.7)
    with canvas.group("crane"):
        drawing("crane").paint(canvas, tone, x, y, size, colours={"pane": pane})
