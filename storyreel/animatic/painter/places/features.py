"""Features: things the script names that must be seen in a place, each drawn where there is room for it.

A kind of place gives the free spots; it does not know the features.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from storyreel.animatic.painter.layers import Motion
from storyreel.animatic.painter.places import (
    belongings,
    buildings,
    camp,
    cupboards,
    distance,
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
from storyreel.animatic.painter.places.easel import Easel
from storyreel.animatic.painter.places.palette import darker, lighter, mix
from storyreel.animatic.painter.places.sheet import Sheet, number
from storyreel.film.places import Place, PlaceKind

Draw = Callable[[Easel, Sheet, float, float, float, float], object]
Spot = tuple[float, float, float]
"""x, foot y, and the height of an adult there, canvas units."""


class Water(Enum):
    """What lies about the landmarks' spots."""

    NONE = "land"
    SHORE = "land by the sea"
    SEA = "the open sea"


@dataclass(frozen=True)
class Spots:
    """Where a place has room: far off for landmarks, beside the people for props, on the wall for what hangs."""

    landmarks: Sequence[Spot] = ()
    props: Sequence[Spot] = ()
    walls: Sequence[Spot] = ()
    depth: float = 0.98
    """Depth of the layer they are drawn in."""
    water: Water = Water.NONE


def _armchair(easel: Easel, sheet: Sheet, x: float, y: float, size: float, depth: float) -> None:
    seats.armchair(easel, sheet, x, y, size, easel.hues("#b09070", "#7a5a3c", "#8a3a3a", "#3d6a5c").accent)


def _sofa(easel: Easel, sheet: Sheet, x: float, y: float, size: float, depth: float) -> None:
    hues = easel.hues("#b09070", "#5a6a7a", "#8a3a3a", "#d8a040")
    seats.sofa(easel, sheet, x, y, size, size * 1.3, hues.second, hues.accent)


def _chair(easel: Easel, sheet: Sheet, x: float, y: float, size: float, depth: float) -> None:
    seats.chair(easel, sheet, x, y, size)


def _table(easel: Easel, sheet: Sheet, x: float, y: float, size: float, depth: float) -> None:
    top = tables.table(easel, sheet, x, y, size, size * 0.9)
    tables.cup(easel, sheet, x + size * 0.16, top + 4, size * 0.07)
    tables.books_pile(easel, sheet, x - size * 0.16, top + 4, size * 0.2)


def _bookshelf(easel: Easel, sheet: Sheet, x: float, y: float, size: float, depth: float) -> None:
    cupboards.bookshelf(easel, sheet, x, y, size * 0.72, size * 1.25)


def _fireplace(easel: Easel, sheet: Sheet, x: float, y: float, size: float, depth: float) -> None:
    hearth.fireplace(easel, sheet, x, y, size, depth)


def _lamp(easel: Easel, sheet: Sheet, x: float, y: float, size: float, depth: float) -> None:
    lamps.floor_lamp(easel, sheet, x, y, size, depth)


def _plant(easel: Easel, sheet: Sheet, x: float, y: float, size: float, depth: float) -> None:
    dressing.plant(easel, sheet, x, y, size * 0.7)


def _barrel(easel: Easel, sheet: Sheet, x: float, y: float, size: float, depth: float) -> None:
    cupboards.barrel(easel, sheet, x, y, size * 0.5)


def _crate(easel: Easel, sheet: Sheet, x: float, y: float, size: float, depth: float) -> None:
    cupboards.crate(easel, sheet, x, y, size * 0.4)


def _clock(easel: Easel, sheet: Sheet, x: float, y: float, size: float, depth: float) -> None:
    dressing.clock_face(easel, sheet, x, y, size * 0.13)


def _clock_post(easel: Easel, sheet: Sheet, x: float, y: float, size: float, depth: float) -> None:
    iron = easel.tone("#20242a")
    sheet.rect(x - size * 0.03, y - size * 1.3, size * 0.06, size * 1.3, iron)
    sheet.rect(x - size * 0.09, y - size * 0.14, size * 0.18, size * 0.14, iron, 5)
    dressing.clock_face(easel, sheet, x, y - size * 1.36, size * 0.17)


def _picture(easel: Easel, sheet: Sheet, x: float, y: float, size: float, depth: float) -> None:
    dressing.picture(easel, sheet, x, y - size * 0.2, size * 0.46, size * 0.36, int(easel.chance("picture").integers(3)))


def _window(easel: Easel, sheet: Sheet, x: float, y: float, size: float, depth: float) -> None:
    outside = easel.outside
    with sheet.group("window"):
        a, b, w, h = x - size * 0.25, y - size * 0.32, size * 0.5, size * 0.66
        frame = easel.tone("#d8cfc0")
        sheet.rect(a - 12, b - 12, w + 24, h + 24, frame, 4)
        sheet.rect(a, b, w, h, sheet.down(outside.sky[1], outside.sky[2], outside.sky[3]))
        sheet.scratches([(x, b, x, b + h), (a, y, a + w, y)], frame, 9)
        sheet.rect(a - 20, b + h + 10, w + 40, 16, frame, 3)


_WORKING = frozenset({"fishing boat", "fishing boats", "trawler", "bollard", "nets", "net", "lobster pots", "pier", "quay", "harbour", "dock"})


def _boat(easel: Easel, sheet: Sheet, x: float, y: float, size: float, depth: float) -> None:
    """A working boat where people work with boats, or where its mast is broken; else one that sails."""
    works = "mast" in easel.told.broken or bool(_WORKING.intersection(word.strip().lower() for word in easel.place.features))
    (vessels.fishing_boat if works else landmarks.boat)(easel, sheet, x, y, size, depth)


def _fence(easel: Easel, sheet: Sheet, x: float, y: float, size: float, depth: float) -> None:
    roadside.fence(easel, sheet, x - size * 0.8, x + size * 0.8, y, size * 0.6, depth)


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
WALL_THINGS: dict[str, Draw] = {"clock": _clock, "window": _window, "picture": _picture, "mirror": fittings.mirror, "map": fittings.wall_map}
SAME_AS = {
    "ship": "boat",
    "sailboat": "boat",
    "rowboat": "boat",
    "port": "harbour",
    "harbor": "harbour",
    "pier": "harbour",
    "dock": "harbour",
    "chapel": "church",
    "cathedral": "church",
    "steeple": "church",
    "mill": "windmill",
    "ruins": "ruin",
    "cabin": "house",
    "hut": "house",
    "cottage": "house",
    "farmhouse": "house",
    "shack": "house",
    "locomotive": "train",
    "automobile": "car",
    "truck": "car",
    "taxi": "car",
    "bonfire": "campfire",
    "fire": "campfire",
    "signpost": "sign",
    "streetlamp": "lamp post",
    "street lamp": "lamp post",
    "lamppost": "lamp post",
    "tombstone": "grave",
    "gravestone": "grave",
    "graves": "grave",
    "cart": "wagon",
    "oak": "tree",
    "telephone": "phone",
    "laptop": "computer",
    "screen": "computer",
    "monitor": "computer",
    "couch": "sofa",
    "bookcase": "bookshelf",
    "shelves": "bookshelf",
    "books": "bookshelf",
    "hearth": "fireplace",
    "oven": "stove",
    "range": "stove",
    "painting": "picture",
    "portrait": "picture",
    "photograph": "picture",
    "candles": "candle",
    "bathtub": "bath",
    "trunk": "chest",
    "closet": "wardrobe",
    "staircase": "stairs",
    "birdcage": "cage",
    "bunk": "bed",
    "cot": "bed",
    "monument": "statue",
    "dinghy": "boat",
    "boats": "boat",
    "bottles": "bottle",
    "cups": "cup",
    "teacup": "cup",
    "tea set": "cup",
    "flowers": "vase",
    "roses": "vase",
    "luggage": "suitcase",
    "bag": "suitcase",
    "bike": "bicycle",
    "horses": "horse",
    "pony": "horse",
    "tv": "television",
    "record player": "gramophone",
    "wireless": "radio",
    "market stalls": "market stall",
    "stall": "market stall",
    "fences": "fence",
    "fishing boat": "boat",
    "fishing boats": "boat",
    "rowing boat": "boat",
    "trawler": "boat",
    "ferries": "ferry",
    "steamer": "ferry",
    "houses": "house",
    "cottages": "house",
    "trees": "tree",
    "cars": "car",
    "bus": "car",
    "benches": "bench",
    "lamps": "lamp",
    "lantern": "lamp",
    "lanterns": "lamp",
    "chairs": "chair",
    "street lamps": "lamp post",
    "crates": "crate",
    "barrels": "barrel",
    "plants": "plant",
    "bollards": "bollard",
    "windows": "window",
    "doorway": "door",
    "jeep": "car",
}

OF_ROOMS = frozenset(
    {
        "lamp",
        "vase",
        "television",
        "kettle",
        "typewriter",
        "globe",
        "window",
        "door",
        "stairs",
        "picture",
        "mirror",
        "map",
        "stove",
        "fireplace",
        "wardrobe",
        "bookshelf",
        "bed",
        "bath",
        "sofa",
        "computer",
    }
)
"""Things that belong to a building: out of doors they are part of a house the script speaks of, not things that stand in the open."""


def wanted(place: Place) -> list[str]:
    """The features of a place this painter knows, each once, by the words of its own tables.

    >>> from storyreel.film.places import Place, PlaceKind
    >>> wanted(Place(kind=PlaceKind.BAR, interior=True, name="BAR", features=("Couch", "sofa", "griffin", "clock")))
    ['sofa', 'clock']
    """
    words: list[str] = []
    own = place.name.lower() if place.interior or place.kind is PlaceKind.SHIP else ""
    aboard = bool({"wheel", "helm", "funnel"}.intersection(feature.lower() for feature in place.features))
    for feature in place.features:
        word = feature.strip().lower()
        if word in own and SAME_AS.get(word, word) in LANDMARKS:
            continue  # nobody sees from its own windows the house, ship or lighthouse they are in
        word = SAME_AS.get(word, word)
        if word == "bridge" and aboard:
            continue  # the bridge of a ship
        if word in OF_ROOMS and not place.interior:
            continue
        if word not in words and (word in LANDMARKS or word in PROPS or word in WALL_THINGS):
            words.append(word)
    return words


def place_landmarks(easel: Easel, spots: Spots, built_in: Sequence[str] = ()) -> None:
    """Adds a layer with the large features far off, when the script names any; `built_in` ones the place has already.

    What floats is left to `place_afloat` by the sea, and lies on a pond inland; what stands on land has an islet under it at sea.
    """
    words = [word for word in wanted(easel.place) if word in LANDMARKS and word not in built_in]
    if spots.water is Water.SHORE:
        words = [word for word in words if word not in AFLOAT]
    if not words or not spots.landmarks:
        return
    depth = min(spots.depth, 0.6)
    sheet = easel.sheet("landmarks", depth)
    for index, word in enumerate(words):
        x, y, size = spots.landmarks[index % len(spots.landmarks)]
        x += 300 * (index // len(spots.landmarks))
        if word in AFLOAT and spots.water is Water.NONE:
            _pond(easel, sheet, x, y, size, depth)
        elif word not in AFLOAT and spots.water is Water.SEA:
            _islet(easel, sheet, x, y, size, depth)
        LANDMARKS[word](easel, sheet, x, y, size * (0.45 if word == "ferry" and spots.water is Water.NONE else 1.0), depth)


def place_afloat(easel: Easel, spots: Sequence[Spot], depth: float, built_in: Sequence[str] = ()) -> None:
    """Adds a layer that rocks on the swell with what floats, when the script names any."""
    words = [word for word in wanted(easel.place) if word in AFLOAT and word not in built_in]
    if not words:
        return
    sheet = easel.sheet("afloat", depth, Motion(bob_x=4, bob_y=5 + 8 * easel.hour.wind, bob_hz=0.13))
    for index, word in enumerate(words):
        x, y, size = spots[index % len(spots)]
        LANDMARKS[word](easel, sheet, x, y, size, depth)


def _pond(easel: Easel, sheet: Sheet, x: float, y: float, size: float, depth: float) -> None:
    water = distance.far_tone(easel, depth)("#4a86a0")
    with sheet.group("pond"):
        sheet.oval(x, y + size * 0.16, size * 3.5, size * 0.5, distance.far_tone(easel, depth)("#6a7a4c"))
        sheet.oval(x, y + size * 0.14, size * 3.3, size * 0.42, sheet.down(mix(water, easel.hour.sky[3], 0.5), water))


def _islet(easel: Easel, sheet: Sheet, x: float, y: float, size: float, depth: float) -> None:
    stone = distance.far_tone(easel, depth)("#6a6258")
    with sheet.group("islet"):
        d = f"M{number(x - size * 3.2)},{number(y + size * 0.3)}Q{number(x - size * 1.9)},{number(y - size * 0.2)} {number(x)},{number(y - size * 0.1)}T{number(x + size * 3.0)},{number(y + size * 0.3)}Z"
        sheet.path(d, sheet.down(lighter(stone, 0.15), darker(stone, 0.35)))
        sheet.line([(x - size * 3.2, y + size * 0.3), (x + size * 3.0, y + size * 0.3)], easel.tone("#eef4f4"), max(2, size * 0.06), 0.6)


def place_props(easel: Easel, spots: Spots, built_in: Sequence[str]) -> None:
    """Adds a layer with the features as large as people and those on walls; `built_in` ones the place has already."""
    words = [word for word in wanted(easel.place) if word not in built_in]
    standing = [word for word in words if word in PROPS]
    hanging = [word for word in words if word in WALL_THINGS]
    if hanging and spots.walls:
        sheet = easel.sheet("hangings", 0.61, after="wall")
        for index, word in enumerate(hanging):
            x, y, size = spots.walls[index % len(spots.walls)]
            WALL_THINGS[word](easel, sheet, x + 150 * (index // len(spots.walls)), y, size, 0.61)
        hanging = []
    if (standing or hanging) and spots.props:
        sheet = easel.sheet("props", spots.depth)
        for index, word in enumerate([*standing, *hanging]):
            x, y, size = spots.props[index % len(spots.props)]
            _stand(easel, sheet, word, (x + 190 * (index // len(spots.props)), y, size), spots.depth)


def _stand(easel: Easel, sheet: Sheet, word: str, spot: Spot, depth: float) -> None:
    """Draws one feature on the ground; what would hang on a wall gets a post or an easel."""
    x, y, size = spot
    if word == "clock":
        _clock_post(easel, sheet, x, y, size, depth)
    elif word in PROPS:
        PROPS[word](easel, sheet, x, y, size, depth)
    else:
        WALL_THINGS[word](easel, sheet, x, y - size * 0.6, size, depth)


def hang_landmarks(easel: Easel, spots: Sequence[Spot], *, view: Sheet | None, sheet: Sheet | None = None, built_in: Sequence[str] = ()) -> None:
    """Shows large outdoor features in a room: through its windows on the sheet `view`, or else framed on the wall's `sheet`."""
    words = [word for word in wanted(easel.place) if word in LANDMARKS and word not in built_in]
    for index, word in enumerate(words):
        x, y, size = spots[index % len(spots)]
        if view is not None:
            LANDMARKS[word](easel, view, x, y, size, 0.1)
        elif sheet is not None:
            with sheet.group("picture"):
                sheet.rect(x - 210, y - 330, 420, 370, easel.tone("#8a6a34"), 4)
                sheet.rect(x - 192, y - 312, 384, 334, sheet.down(easel.tone("#a8c0cc"), easel.tone("#e6cfa0")))
                LANDMARKS[word](easel, sheet, x, y, size * 0.7, 0.5)
