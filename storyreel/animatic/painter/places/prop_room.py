"""The prop room: which drawing answers to which word, far off, on the ground or on a wall.

Other words for a thing stand in `vocabulary`.
"""

from __future__ import annotations

from collections.abc import Callable

from storyreel.animatic.painter.places import (
    belongings,
    buildings,
    camp,
    cupboards,
    dressing,
    fittings,
    harbour,
    hearth,
    lamps,
    landmarks,
    monuments,
    roadside,
    seats,
    tables,
    towers,
    vessels,
)
from storyreel.animatic.painter.places.belongings import on_table
from storyreel.animatic.painter.places.canvas import Canvas
from storyreel.animatic.painter.places.set_builder import SetBuilder

Draw = Callable[[SetBuilder, Canvas, float, float, float, float], object]
"""Draws a thing at x, foot y, beside an adult so tall, in a layer so deep."""


def _armchair(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    seats.armchair(
        builder, canvas, x, y, size, builder.hues("#b09070", "#7a5a3c", "#8a3a3a", "#3d6a5c").accent
    )


def _sofa(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    hues = builder.hues("#b09070", "#5a6a7a", "#8a3a3a", "#d8a040")
    seats.sofa(builder, canvas, x, y, size, size * 1.3, hues.second, hues.accent)


def _chair(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    seats.chair(builder, canvas, x, y, size)


def _table(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    top = tables.table(builder, canvas, x, y, size, size * 0.9)
    tables.cup(builder, canvas, x + size * 0.16, top + 4, size * 0.07)
    tables.books_pile(builder, canvas, x - size * 0.16, top + 4, size * 0.2)


def _bookshelf(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    cupboards.bookshelf(builder, canvas, x, y, size * 0.72, size * 1.25)


def _fireplace(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    hearth.fireplace(builder, canvas, x, y, size, depth)


def _lamp(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    lamps.floor_lamp(builder, canvas, x, y, size, depth)


def _plant(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    dressing.plant(builder, canvas, x, y, size * 0.7)


def _barrel(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    cupboards.barrel(builder, canvas, x, y, size * 0.5)


def _crate(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    cupboards.crate(builder, canvas, x, y, size * 0.4)


def _clock(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    dressing.clock_face(builder, canvas, x, y, size * 0.13)


def clock_post(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    """A clock on a post, for places without a wall."""
    iron = builder.tone("#20242a")
    canvas.rect(x - size * 0.03, y - size * 1.3, size * 0.06, size * 1.3, iron)
    canvas.rect(x - size * 0.09, y - size * 0.14, size * 0.18, size * 0.14, iron, 5)
    dressing.clock_face(builder, canvas, x, y - size * 1.36, size * 0.17)


def _picture(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    dressing.picture(
        builder,
        canvas,
        x,
        y - size * 0.2,
        size * 0.46,
        size * 0.36,
        int(builder.chance("picture").integers(3)),
    )


def _window(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    outside = builder.outside
    with canvas.group("window"):
        a, b, w, h = x - size * 0.25, y - size * 0.32, size * 0.5, size * 0.66
        frame = builder.tone("#d8cfc0")
        canvas.rect(a - 12, b - 12, w + 24, h + 24, frame, 4)
        canvas.rect(a, b, w, h, canvas.down(outside.sky[1], outside.sky[2], outside.sky[3]))
        canvas.scratches([(x, b, x, b + h), (a, y, a + w, y)], frame, 9)
        canvas.rect(a - 20, b + h + 10, w + 40, 16, frame, 3)


_WORKING = frozenset(
    {
        "fishing boat",
        "fishing boats",
        "trawler",
        "bollard",
        "nets",
        "net",
        "lobster pots",
        "pier",
        "quay",
        "harbour",
        "dock",
    }
)


def _boat(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    """A working boat where people work with boats, or if its mast is broken; else one that sails."""
    works = "mast" in builder.environment.broken or bool(
        _WORKING.intersection(word.strip().lower() for word in builder.place.features)
    )
    (vessels.fishing_boat if works else landmarks.boat)(builder, canvas, x, y, size, depth)


def _fence(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    roadside.fence(builder, canvas, x - size * 0.8, x + size * 0.8, y, size * 0.6, depth)


LANDMARKS: dict[str, Draw] = {
    "lighthouse": towers.lighthouse,
    "church": buildings.church,
    "windmill": buildings.windmill,
    "barn": buildings.barn,
    "bridge": landmarks.bridge,
    "ruin": towers.ruin,
    "castle": towers.castle,
    "harbour": landmarks.harbour,
    "boat": _boat,
    "ferry": vessels.ferry,
    "crane": belongings.crane,
    "tower": towers.tower,
    "house": buildings.cabin,
    "train": landmarks.train,
}
AFLOAT = frozenset({"boat", "ferry", "harbour"})
"""Landmarks that stand on water and nowhere else."""
PROPS: dict[str, Draw] = {
    "bollard": harbour.bollard,
    "radio": on_table("radio", belongings.radio),
    "kettle": on_table("kettle", belongings.kettle),
    "bottle": on_table("bottle", belongings.bottle),
    "book": on_table("book", belongings.book),
    "cup": on_table("cup", belongings.cups),
    "vase": on_table("vase", belongings.vase),
    "globe": on_table("globe", belongings.globe),
    "typewriter": on_table("typewriter", belongings.typewriter),
    "gramophone": on_table("gramophone", belongings.gramophone),
    "television": belongings.television,
    "suitcase": belongings.suitcase,
    "bicycle": belongings.bicycle,
    "horse": belongings.horse,
    "ladder": belongings.ladder,
    "anchor": belongings.anchor,
    "ticket booth": belongings.ticket_booth,
    "market stall": belongings.market_stall,
    "haystack": belongings.haystack,
    "fence": _fence,
    "car": roadside.car,
    "well": monuments.well,
    "bench": seats.bench,
    "fountain": monuments.fountain,
    "statue": monuments.statue,
    "campfire": camp.campfire,
    "tent": camp.tent,
    "sign": roadside.sign,
    "lamp post": lamps.street_lamp,
    "grave": monuments.gravestones,
    "gate": roadside.gate,
    "wagon": roadside.wagon,
    "telephone pole": roadside.cross_arm,
    "tree": landmarks.tree,
    "piano": fittings.piano,
    "stove": fittings.stove,
    "desk": fittings.desk,
    "computer": fittings.computer,
    "telescope": fittings.telescope,
    "throne": fittings.throne,
    "phone": fittings.telephone,
    "door": fittings.door,
    "stairs": fittings.stairs,
    "candle": fittings.candle,
    "cage": fittings.cage,
    "bed": fittings.bed,
    "wardrobe": fittings.wardrobe,
    "bath": fittings.bathtub,
    "chest": fittings.chest,
    "table": _table,
    "chair": _chair,
    "armchair": _armchair,
    "sofa": _sofa,
    "bookshelf": _bookshelf,
    "fireplace": _fireplace,
    "lamp": _lamp,
    "plant": _plant,
    "barrel": _barrel,
    "crate": _crate,
}
WALL_THINGS: dict[str, Draw] = {
    "clock": _clock,
    "window": _window,
    "picture": _picture,
    "mirror": fittings.mirror,
    "map": fittings.wall_map,
}
