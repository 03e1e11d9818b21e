"""What floats: fishing boats and ferries, in one drawing each.

`x` the middle, `y` the waterline, `size` the height of an adult there.

It does not choose which lie in a place.
"""

from __future__ import annotations

from storyreel.animatic.painter.places.canvas import Canvas
from storyreel.animatic.painter.places.distance import far_tone
from storyreel.animatic.painter.places.lamplight import builder_glow
from storyreel.animatic.painter.places.naming import has_one_of
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
    lit, shown = min(1.0, builder.burning(LightKind.LAMPS)), 0.5 * builder.environment.share(LightKind.LAMPS)
    colours = {
        "hull": tone(mix(hues.base, "#1c3040", 0.5)),
        "funnel": tone(hues.accent),
        "pane": mix(mix(tone("#e6e4dc"), "#24303c", 0.75), "#ffdc94", lit),
    }
    with canvas.group("ferry"):
        _water_foam(builder, canvas, x - size * 6.0, x + size * 5.6, y, size * 1.6)
        drawing("ferry").paint(canvas, tone, x, y, size, colours=colours)
        for dx, dy in ((1.8, 4.0), (-2.0, 2.0), (3.0, 2.0)):
            builder_glow(builder, canvas, x + dx * size, y - dy * size, size * 2.0, "#ffd890", shown)
    for dx, dy in ((-3.0, 2.0), (1.9, 4.2)):
        builder.light(x + dx * size, y - dy * size, size * 2.4, "#ffd890", 0.3 * lit, depth)
