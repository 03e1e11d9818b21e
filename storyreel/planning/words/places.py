"""English words of places, with the kind that each names, and words that name none.

The kinds are the rows of `storyreel/film/place_kinds.py`.
"""

from __future__ import annotations

from storyreel.film.place_kinds import PLACE_KINDS, PlaceKind


def _names(names: str) -> list[str]:
    return [name.strip() for name in names.split(",") if name.strip()]


OUTSIDE: dict[str, PlaceKind] = {
    name: kind for kind, known in PLACE_KINDS.items() for name in _names(known.names_outside)
}
INSIDE: dict[str, PlaceKind] = {
    name: kind for kind, known in PLACE_KINDS.items() for name in _names(known.names_inside)
}
WHOLES: dict[str, PlaceKind] = {
    name: kind
    for whole, kind in sorted((known.whole, kind) for kind, known in PLACE_KINDS.items() if known.whole)
    for name in _names(whole.names)
}
"""Names of wholes, the lowest rank first."""
EVIDENCE: dict[PlaceKind, str] = {
    kind: known.evidence for kind, known in PLACE_KINDS.items() if known.evidence
}
MOSTLY_INSIDE = frozenset(word for known in PLACE_KINDS.values() for word in known.inside_in_stories.split())

# Sub-places that belong to such a whole, when said with it.
PARTS_OF_WHOLES = (
    "bridge, deck, hold, cabin, engine room, galley, wheelhouse, saloon, corridor, passage, bow, stern,"
    " quarters, mess, cockpit, airlock, compartment, carriage, dining car, aisle, stairs, staircase, spiral"
    " stairs, top, gallery, tower, stage, backstage, dressing room, auditorium, room, ward, reception,"
    " waiting room, car deck, upper deck, lower deck, hatch, rail, funnel"
)

# In a story they begin no scene: things, parts of a place, and words of other meanings.
NO_MOVES = frozenset(
    """
    corner well gate trees rocks sand sands closet wardrobe bath landing lift ledge bow stern hold court
    tank moon space plain plains pass mole den lane fountain crossing tracks track wings clearing ridge
    grounds estate chamber hollow path trail home stairs staircase stairway coach carriage wagon satellite
    rocket pond stream brook creek strand lawn parapet top hull bank club boat rowboat dinghy canoe raft
    lifeboat gondola
""".split()
)
# After 'at' or 'on' in the name of a place: 'the house at the end of the street'.
ENDS_OF_PLACES = (
    "end|edge|top|foot|bottom|back|side|middle|heart|centre|center|corner|mouth|bank|banks|outskirts|world"
)

# What a painter or an image model can show, when heading or action names it.
FEATURES = (
    "lighthouse, boat, boats, rowing boat, fishing boats, ferry, pier, jetty, bollard, bollards, net, nets,"
    " lobster pots, crane, anchor, buoy, gulls, rocks, cliff, cliffs, island, waves, moon, stars, sun, tree,"
    " trees, oak, pines, willow, bench, fence, gate, wall, path, road, bridge, river, stream, waterfall,"
    " lake, pond, field, haystack, windmill, barn, church, steeple, gravestones, gravestone, grave, statue,"
    " fountain, well, cottage, cottages, house, houses, tower, castle, tent, campfire, street lamp, street"
    " lamps, lamppost, neon sign, sign, billboard, traffic light, car, cars, taxi, bus, train, tracks,"
    " bicycle, truck, wagon, carriage, horse, market stall, market stalls, awning, shop window, doorway,"
    " door, window, windows, porthole, portholes, staircase, stairs, spiral stairs, ladder, lamp, lamps,"
    " lantern, lanterns, candle, candles, chandelier, fireplace, fire, hearth, stove, kettle, sink, table,"
    " chair, chairs, armchair, rocking chair, sofa, couch, bed, bunk, bunks, cradle, crib, wardrobe, mirror,"
    " piano, gramophone, radio, television, clock, grandfather clock, bookshelf, bookshelves, books,"
    " painting, portrait, photograph, photographs, map, chart, charts, globe, telescope, desk, typewriter,"
    " computer, screen, screens, monitor, telephone, phone booth, filing cabinet, blackboard, bar counter,"
    " counter, bottles, stools, jukebox, vending machine, stage, curtain, spotlight, barrels, crates, pipes,"
    " boiler, cobwebs, chains, console, lens, great lens, wheel, helm, mast, sails, funnel, life ring,"
    " lifeboat, rug, carpet, curtains, plant, plants, flowers, vase, dinner table, tea set, tea table,"
    " newspaper, suitcase, luggage, benches, ticket booth, turnstile, snow, puddles, ivy, roses, hedge,"
    " garden, greenhouse, altar, pews, stained glass, coral, wreck, crystals, stalactites, dunes, cactus,"
    " tents, ruins, columns, dome, domes, rover, antenna, satellite dish, scarecrow, sheep, bell, birdcage,"
    " easel, aquarium"
)
