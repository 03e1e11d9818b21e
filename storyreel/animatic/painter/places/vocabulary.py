"""The words a script has for things that must be seen, and which of them a place asks for."""

from __future__ import annotations

from storyreel.animatic.painter.places.prop_room import LANDMARKS, PROPS, WALL_THINGS
from storyreel.film.place_kinds import PLACE_KINDS
from storyreel.film.places import Place

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
"""Things that belong to a building: out of doors they are part of a house the script speaks of, not things
that stand in the open.
"""


def wanted(place: Place) -> list[str]:
    """The features of a place this painter knows, each once, by the words of its own tables.

    >>> from storyreel.film.places import Place, PlaceKind
    >>> features = ("Couch", "sofa", "griffin", "clock")
    >>> wanted(Place(kind=PlaceKind.BAR, interior=True, name="BAR", features=features))
    ['sofa', 'clock']
    """
    words: list[str] = []
    own = place.name.lower() if place.interior or PLACE_KINDS[place.kind].boarded else ""
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
