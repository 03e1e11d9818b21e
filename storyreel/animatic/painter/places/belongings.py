"""Things people own and use: what stands on a small table, leans or waits on the ground, and a horse.

`x` the middle, `y` the foot, `size` the height of an adult there.
"""

from __future__ import annotations

from collections.abc import Callable

from storyreel.animatic.painter.places import materials, tables
from storyreel.animatic.painter.places.canvas import Canvas, disc, number
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
    wood = builder.tone("#6a4a30")
    screen = mix(builder.tone("#4a5a5c"), "#a8d8f0", 0.2 + 0.6 * builder.hour.lamp)
    with canvas.group("television"):
        ground_shadow(canvas, x, y, size * 0.34, 0.5)
        canvas.scratches(
            [(x + d * size * 0.2, y - size * 0.2, x + d * size * 0.26, y) for d in (-1, 1)],
            darker(wood, 0.4),
            10,
        )
        canvas.rect(
            x - size * 0.3,
            y - size * 0.6,
            size * 0.6,
            size * 0.42,
            canvas.down(lighter(wood, 0.2), darker(wood, 0.3)),
            12,
        )
        canvas.rect(x - size * 0.26, y - size * 0.56, size * 0.38, size * 0.33, screen, size * 0.05)
        canvas.path(
            "".join(disc(x + size * 0.21, y - size * d, size * 0.025) for d in (0.5, 0.42)),
            builder.tone(materials.BRASS),
        )
        canvas.scratches(
            [
                (x, y - size * 0.6, x - size * 0.14, y - size * 0.84),
                (x, y - size * 0.6, x + size * 0.14, y - size * 0.82),
            ],
            builder.tone("#9aa0a4"),
            4,
        )
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
    tone = far_tone(builder, depth)
    coat, mane = tone("#7a4e30"), tone("#2c1e18")

    def at(dx: float, dy: float) -> str:
        return f"{number(x + dx * size)},{number(y - dy * size)}"

    with canvas.group("horse"):
        ground_shadow(canvas, x, y, size * 0.75, 0.55)
        for dx, far in ((-0.3, True), (0.34, True), (-0.4, False), (0.44, False)):
            leg = darker(coat, 0.35) if far else coat
            canvas.path(
                f"M{at(dx - 0.075, 0.6)}L{at(dx - 0.04, 0.3)}L{at(dx - 0.045, 0.05)}"
                f"H{number(x + (dx + 0.035) * size)}L{at(dx + 0.04, 0.3)}L{at(dx + 0.09, 0.6)}Z",
                leg,
            )
            canvas.rect(x + (dx - 0.06) * size, y - 0.055 * size, 0.11 * size, 0.055 * size, mane, 4)
        canvas.path(
            f"M{at(0.52, 0.86)}C{at(0.68, 0.8)} {at(0.66, 0.5)} {at(0.62, 0.28)}C{at(0.6, 0.45)} "
            f"{at(0.56, 0.6)} {at(0.5, 0.72)}Z",
            mane,
        )
        body = (
            f"M{at(-0.5, 0.72)}C{at(-0.46, 0.94)} {at(-0.2, 0.9)} {at(0.0, 0.88)}C{at(0.24, 0.86)} "
            f"{at(0.4, 0.98)} {at(0.54, 0.84)}C{at(0.6, 0.66)} {at(0.5, 0.5)} "
            f"{at(0.38, 0.5)}C{at(0.1, 0.42)} {at(-0.2, 0.44)} {at(-0.4, 0.5)}C{at(-0.5, 0.54)} "
            f"{at(-0.53, 0.62)} {at(-0.5, 0.72)}Z"
        )
        canvas.path(body, canvas.down(lighter(coat, 0.25), darker(coat, 0.35)))
        neck = (
            f"M{at(-0.22, 0.88)}C{at(-0.4, 1.02)} {at(-0.5, 1.16)} "
            f"{at(-0.56, 1.26)}L{at(-0.6, 1.36)}L{at(-0.64, 1.25)}C{at(-0.74, 1.2)} {at(-0.84, 1.06)} "
            f"{at(-0.92, 0.98)}C{at(-0.95, 0.93)} {at(-0.9, 0.88)} {at(-0.84, 0.9)}C{at(-0.76, 0.95)} "
            f"{at(-0.68, 0.99)} {at(-0.62, 1.0)}C{at(-0.6, 0.86)} {at(-0.56, 0.74)} {at(-0.49, 0.62)}Z"
        )
        canvas.path(neck, canvas.across(lighter(coat, 0.2), darker(coat, 0.1)))
        canvas.path(
            f"M{at(-0.16, 0.9)}C{at(-0.34, 1.06)} {at(-0.46, 1.2)} "
            f"{at(-0.58, 1.33)}L{at(-0.62, 1.22)}C{at(-0.5, 1.1)} {at(-0.44, 0.98)} "
            f"{at(-0.32, 0.86)}Z",
            mane,
        )
        canvas.oval(x - 0.7 * size, y - 1.14 * size, size * 0.018, size * 0.02, "#0c0808")
        canvas.path(
            f"M{at(-0.86, 1.02)}L{at(-0.78, 0.94)}M{at(-0.8, 1.0)}L{at(-0.6, 1.14)}",
            stroke=tone("#3a2418"),
            width=max(2, size * 0.016),
        )


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
    wood, stripe, white = (
        tone("#7a5636"),
        tone(builder.hues("#c8b08a", "#6a5a4a", "#8a9a6a", "#b8443a").accent),
        tone("#f0e8d8"),
    )
    w = size * 0.6
    with canvas.group("market stall"):
        ground_shadow(canvas, x, y, w * 1.1, 0.55)
        canvas.scratches(
            [(x + d * w * 0.92, y, x + d * w * 0.92, y - size * 1.15) for d in (-1, 1)], wood, size * 0.035
        )
        canvas.rect(
            x - w, y - size * 0.42, w * 2, size * 0.42, canvas.down(lighter(wood, 0.15), darker(wood, 0.35))
        )
        for k, hue in enumerate(("#c8442c", "#e0a03c", "#7aa048", "#d8c060", "#a83c5a")):
            canvas.path(
                "".join(
                    disc(
                        x + (k - 2) * w * 0.38 + (j % 4 - 1.5) * size * 0.045,
                        y - size * (0.45 + 0.03 * (j // 4)),
                        size * 0.03,
                    )
                    for j in range(8)
                ),
                tone(hue),
            )
        for k in range(8):
            a = x - w * 1.1 + k * w * 0.275
            canvas.poly(
                [
                    (a + w * 0.06, y - size * 1.32),
                    (a + w * 0.32, y - size * 1.32),
                    (a + w * 0.275, y - size * 1.02),
                    (a, y - size * 1.02),
                ],
                stripe if k % 2 else white,
            )
            canvas.oval(a + w * 0.1375, y - size * 1.02, w * 0.1375, size * 0.04, stripe if k % 2 else white)


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
