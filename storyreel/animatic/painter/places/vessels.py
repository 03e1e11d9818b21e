"""What floats: fishing boats and ferries, in one drawing each.

`x` the middle, `y` the waterline, `size` the height of an adult there.

It does not choose which lie in a place.
"""

from __future__ import annotations

from storyreel.animatic.painter.places.canvas import Canvas, box, disc, number
from storyreel.animatic.painter.places.distance import far_tone
from storyreel.animatic.painter.places.lamplight import builder_glow
from storyreel.animatic.painter.places.naming import has_one_of
from storyreel.animatic.painter.places.palette import darker, lighter
from storyreel.animatic.painter.places.prop_files import drawing
from storyreel.animatic.painter.places.set_builder import SetBuilder
from storyreel.film.colours import mix
from storyreel.film.facts import LightKind
from storyreel.film.places import Place

_STEEL = frozenset(
    {
        "ferry",
        "ferries",
        "steamer",
        "steamship",
        "liner",
        "freighter",
        "cargo",
        "tanker",
        "trawler",
        "tug",
        "tugboat",
        "cruise",
        "warship",
        "destroyer",
    }
    | {
        "frigate",
        "battleship",
        "carrier",
        "coastguard",
        "coast guard",
        "patrol",
        "icebreaker",
        "oil rig",
        "wheelhouse",
        "funnel",
    }
)


def is_steel_ship(place: Place) -> bool:
    """True if the ship a place is on has engines, by its name and what stands on it.

    >>> from storyreel.film.places import Place, PlaceKind
    >>> is_steel_ship(Place(kind=PlaceKind.SHIP, interior=False, name="FERRY DECK"))
    True
    """
    return has_one_of(place, _STEEL)


def _water_foam(
    builder: SetBuilder, canvas: Canvas, left: float, right: float, y: float, size: float
) -> None:
    """A dark reflection and a white line where a hull meets the water."""
    canvas.oval((left + right) / 2, y + size * 0.14, (right - left) * 0.52, size * 0.16, "#04080e", 0.4)
    foam = builder.tone("#eef4f4")
    marks = [
        (
            left + (right - left) * k / 11,
            y + size * 0.05 * (k % 2),
            left + (right - left) * (k + 0.6) / 11,
            y + size * 0.05 * (k % 2),
        )
        for k in range(11)
    ]
    canvas.scratches(marks, foam, max(2, size * 0.05), 0.6)


def fishing_boat(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    """A small boat with a wheelhouse, nets and a mast; the mast is snapped if the script says so."""
    tone = far_tone(builder, depth)
    white = tone("#ece6d8")
    colours = {
        "hull": tone(builder.hues("#d8d0c0", "#4a6a7a", "#7a4a3a", "#b8463a").accent),
        "pane": mix(mix(white, "#1c2634", 0.7), "#ffd890", min(1.0, builder.burning(LightKind.LAMPS))),
    }
    gone = "mast" if "mast" in builder.environment.broken else "broken-mast"
    with canvas.group("boat"):
        _water_foam(builder, canvas, x - size * 1.7, x + size * 1.6, y, size)
        drawing("fishing-boat").paint(canvas, tone, x, y, size, colours=colours, without=(gone,))
        shown = 0.6 * builder.environment.share(LightKind.LAMPS)
        builder_glow(builder, canvas, x - 0.5 * size, y - 1.2 * size, size * 0.9, "#ffd28a", shown)


def ferry(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    """A car ferry side on: two decks of windows, bridge, funnel, lifeboats, its bow ramp half let down."""
    tone = far_tone(builder, depth)
    hues = builder.hues("#2c4a5c", "#e4e0d4", "#8a9aa0", "#d8603c")
    hull, white, funnel, iron = (
        tone(mix(hues.base, "#1c3040", 0.5)),
        tone("#e6e4dc"),
        tone(hues.accent),
        tone("#30363c"),
    )
    lit = min(1.0, builder.burning(LightKind.LAMPS))
    pane = mix(mix(white, "#24303c", 0.75), "#ffdc94", lit)

    def at(dx: float, dy: float) -> tuple[float, float]:
        return x + dx * size, y - dy * size

    with canvas.group("ferry"):
        _water_foam(builder, canvas, x - size * 6.0, x + size * 5.6, y, size * 1.6)
        canvas.poly(
            [at(-5.2, 1.2), at(-5.2, 2.5), at(3.7, 2.5), at(4.1, 1.2)],
            canvas.down(lighter(white, 0.12), darker(white, 0.2)),
        )
        canvas.poly(
            [at(-4.2, 2.5), at(-4.2, 3.5), at(2.6, 3.5), at(3.2, 2.5)],
            canvas.down(white, darker(white, 0.25)),
        )
        canvas.poly(
            [at(0.9, 3.5), at(1.0, 4.45), at(2.5, 4.45), at(2.8, 3.5)],
            canvas.across(darker(white, 0.12), lighter(white, 0.1)),
        )
        canvas.rect(x + size * 0.8, y - size * 4.6, size * 1.9, size * 0.18, iron)
        canvas.path(box(*at(1.1, 4.3), size * 1.5, size * 0.42), pane)
        canvas.poly(
            [at(-2.8, 3.5), at(-2.6, 5.1), at(-1.3, 5.1), at(-1.2, 3.5)],
            canvas.across(lighter(funnel, 0.15), darker(funnel, 0.4)),
        )
        canvas.rect(x - size * 2.65, y - size * 5.12, size * 1.37, size * 0.4, iron)
        canvas.line([at(1.8, 4.6), at(1.8, 6.2)], iron, max(2, size * 0.06))
        rows = [(1.62, 18, -4.9, 0.47), (2.78, 13, -3.9, 0.47)]
        canvas.path(
            "".join(
                box(x + (start + pitch * k) * size, y - (height + 0.46) * size, size * 0.3, size * 0.44)
                for height, count, start, pitch in rows
                for k in range(count)
            ),
            pane,
        )
        canvas.scratches(
            [
                (*at(-5.2, 2.5), *at(3.7, 2.5)),
                (*at(-5.2, 2.72), *at(-4.2, 2.72)),
                (*at(-4.2, 3.72), *at(0.9, 3.72)),
            ],
            iron,
            max(2, size * 0.035),
        )
        for dx in (-3.9, -0.7):
            canvas.path(
                f"M{number(x + dx * size)},{number(y - size * 3.98)}h{number(size * 1.0)}"
                f"q{number(-size * 0.06)},{number(size * 0.34)} {number(-size * 0.3)},"
                f"{number(size * 0.34)}h{number(-size * 0.4)}"
                f"q{number(-size * 0.24)},0 {number(-size * 0.3)},{number(-size * 0.34)}Z",
                tone("#e8762c"),
            )
        shape = (
            f"M{number(x - size * 5.9)},{number(y - size * 1.5)}L{number(x + size * 4.3)},"
            f"{number(y - size * 1.5)}L{number(x + size * 5.4)},{number(y - size * 1.7)}"
            f"Q{number(x + size * 5.1)},{number(y - size * 0.5)} {number(x + size * 4.7)},"
            f"{number(y + size * 0.12)}H{number(x - size * 5.5)}Q{number(x - size * 5.9)},"
            f"{number(y - size * 0.4)} {number(x - size * 5.9)},{number(y - size * 1.5)}Z"
        )
        canvas.path(shape, canvas.down(lighter(hull, 0.15), darker(hull, 0.4)))
        canvas.scratches([(*at(-5.85, 1.3), *at(4.5, 1.3))], white, max(2, size * 0.09))
        canvas.scratches([(*at(-5.7, 0.1), *at(4.8, 0.1))], tone("#8a3428"), max(2, size * 0.14))
        canvas.path(
            "".join(disc(x + (-5.0 + 0.9 * k) * size, y - size * 0.8, size * 0.13) for k in range(10)), pane
        )
        canvas.poly([at(5.25, 1.5), at(7.2, 0.75), at(7.25, 0.55), at(5.15, 1.1)], iron)
        canvas.scratches(
            [
                (*at(5.2, 3.0), *at(6.9, 0.85)),
                (*at(5.0, 2.2), *at(5.25, 3.0)),
                (*at(5.3, 1.6), *at(5.2, 3.0)),
            ],
            iron,
            max(2, size * 0.06),
        )
        for dx, dy in ((1.8, 4.0), (-2.0, 2.0), (3.0, 2.0)):
            builder_glow(
                builder,
                canvas,
                *at(dx, dy),
                size * 2.0,
                "#ffd890",
                0.5 * builder.environment.share(LightKind.LAMPS),
            )
    for dx, dy in ((-3.0, 2.0), (1.9, 4.2)):
        builder.light(x + dx * size, y - dy * size, size * 2.4, "#ffd890", 0.3 * lit, depth)
