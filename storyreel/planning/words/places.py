"""Which words name which kind of place, indoors and out. Phrases win over words, and the last part of a heading over the first."""

from __future__ import annotations

from storyreel.film.places import PlaceKind as K


def _table(rows: dict[K, str]) -> dict[str, K]:
    return {phrase.strip(): kind for kind, phrases in rows.items() for phrase in phrases.split(",")}


OUTSIDE: dict[str, K] = _table(
    {
        K.COAST: "coast, shore, beach, by the sea, by the ocean, sea wall, sea front, sea shore, sea cliff, seaside, seafront, cliff, cliffs, cliff top, clifftop, bay, cove, lagoon, island, isle, lighthouse, pier, jetty, dock,"
        " docks, wharf, quay, quayside, harbour, harbor, marina, port, breakwater, promenade, boardwalk, dunes by the sea, tide pool, reef, estuary, headland, waterfront,"
        " fjord, slipway, boathouse, sandbar, rocks, strand, ferry landing, ferry terminal, ferry dock, lakeside, lake, lake shore, mole",
        K.FOREST: "forest, wood, woods, woodland, jungle, grove, glade, clearing, trees, thicket, rainforest, orchard, forest path, trail, hunting lodge, log cabin, cabin,"
        " camp, campsite, campfire, swamp, marsh, bog, river, riverbank, river bank, stream, creek, brook, waterfall, treehouse, tree house, pond, arboretum, undergrowth",
        K.MOUNTAINS: "mountain, mountains, mountainside, peak, summit, ridge, alps, glacier, pass, mountain pass, ravine, gorge, valley, foothills, base camp, ski slope,"
        " ski lift, crag, plateau, volcano, crater rim, ledge, monastery, chalet, snowfield, tundra, arctic, antarctic, ice field, avalanche, scree, cable car station",
        K.DESERT: "desert, dune, dunes, sand, sands, oasis, canyon, mesa, badlands, salt flat, salt flats, wasteland, outback, sahara, gulch, arroyo, dry lake, caravan trail,"
        " nomad camp, pyramid, pyramids, desert town, desert village, desert street, desert road, desert highway, frontier town, western town, ghost town, saloon street, quarry, mine entrance, dustbowl",
        K.OPEN_COUNTRY: "field, fields, meadow, meadows, moor, moors, heath, prairie, plain, plains, steppe, savannah, savanna, pasture, farm, farmland, farmyard, ranch, barn,"
        " hill, hills, hillside, hilltop, downs, vineyard, cornfield, wheat field, country road, highway, road, roadside, lane, dirt road, crossroads, railway, railroad,"
        " train tracks, tracks, level crossing, bridge, battlefield, trench, trenches, no man's land, cemetery, graveyard, churchyard, garden, gardens, park, lawn, grounds,"
        " estate, manor grounds, golf course, airfield, runway, windmill, mill, canal, towpath, scarecrow, stable yard, playing field, racecourse, greenhouse, glasshouse, hothouse, palm house, orangery, conservatory, maze",
        K.VILLAGE: "village, hamlet, village square, village green, square, market square, market, marketplace, town, town square, cottage, cottages, farmhouse, house,"
        " keeper's house, inn, church, chapel, well, fountain, courtyard, castle, castle gate, fort, fortress, abbey, manor, mansion, villa, palace, temple, shrine, gate,"
        " smithy, forge, mill house, railway halt, station, train station, railway station, platform, bus stop, schoolhouse, porch, veranda, front yard, backyard,"
        " back yard, yard, garden gate, driveway, cul-de-sac, suburb, suburban street, high street, main street, town street, village street, fairground, carnival, circus, funfair, tavern",
        K.CITY_STREET: "street, city, downtown, alley, alleyway, back alley, avenue, boulevard, sidewalk, pavement, intersection, corner, plaza, crossing, underpass, overpass,"
        " subway entrance, metro entrance, parking lot, parking space, car park, gas station, petrol station, motel, hotel, apartment building, apartment block, tower block, skyscraper,"
        " office building, police station, courthouse, city hall, embassy, bank, museum, library, school, university, campus, hospital, theatre, theater, cinema, nightclub,"
        " club, bar, pub, restaurant, cafe, café, diner, shop, store, mall, supermarket, bakery, laundromat, factory, warehouse, construction site, junkyard, scrapyard,"
        " stadium, arena, playground, airport, bus station, tenement, brownstone, ghetto, slum, neon district, chinatown, prison, prison yard, loading bay, times square",
        K.ROOFTOP: "rooftop, roof, rooftops, roof terrace, terrace, balcony, fire escape, helipad, water tower, battlements, ramparts, parapet, bell tower, gallery walk, widow's walk",
        K.SHIP: "sea, ocean, open sea, high sea, high seas, open ocean, open water, ship, boat, deck, ship's deck, upper deck, ferry, ferry deck, yacht, sailboat, sailing boat, fishing boat, trawler, rowing boat, rowboat, lifeboat, raft, barge,"
        " steamer, galleon, frigate, destroyer, submarine deck, crow's nest, bow, stern, prow, gangway, schooner, canoe, gondola, tugboat, oil rig, aircraft carrier, dinghy",
        K.SPACECRAFT: "space, outer space, deep space, interstellar space, spaceship, starship, spacecraft, space station, shuttle, orbit, orbital station, hull, docking ring, lander, escape pod, satellite, rocket, launch pad, space freighter, space cruiser, star cruiser",
        K.PLANET: "planet, alien planet, planet surface, mars, moon, lunar surface, moon surface, asteroid, exoplanet, alien world, colony dome, colony, crater, titan, europa, red planet",
        K.UNDERWATER: "underwater, sea floor, seabed, ocean floor, sea bed, deep sea, coral reef, sunken ship, shipwreck below, beneath the waves, abyss, trench floor, kelp forest",
        K.CAVE: "cave mouth, cave, cavern, grotto, cave entrance, sinkhole",
        K.THEATRE: "amphitheatre, amphitheater, open-air stage, bandstand, outdoor stage, festival stage",
        K.VEHICLE: "inside the car, convertible, motorcycle, truck bed, carriage, coach, wagon, sleigh",
    }
)

INSIDE: dict[str, K] = _table(
    {
        K.LIVING_ROOM: "living room, sitting room, drawing room, parlour, parlor, lounge, front room, den, family room, salon, morning room, morning-room, flat, apartment, house,"
        " home, cottage, cabin, villa, mansion, manor, farmhouse, penthouse, studio apartment, study by the fire, sunroom, library, great hall, trailer, chalet,"
        " keeper's house, houseboat, dining hall, dining room, tent, yurt, hut, igloo, lodge, waiting room at home, music room, nursery parlour, palace, castle, tearoom",
        K.BEDROOM: "bedroom, bed room, bedchamber, chamber, nursery, dormitory, dorm, dorm room, hotel room, motel room, guest room, attic, attic room, loft, garret, boudoir,"
        " children's room, kid's room, bunk room, bunkhouse, barracks, master bedroom, dressing room, bathroom, bath, closet, wardrobe, spare room, sickroom",
        K.KITCHEN: "kitchen, kitchenette, scullery, pantry, galley, restaurant kitchen, bakery, larder, breakfast room, breakfast nook, cookhouse, canteen kitchen, farmhouse kitchen",
        K.OFFICE: "office, study, boardroom, meeting room, conference room, newsroom, classroom, schoolroom, lecture hall, library reading room, laboratory, lab, police station,"
        " interrogation room, interview room, judge's chambers, reception, bank, call centre, cubicle, open-plan office, archive, records room, workshop, atelier,"
        " studio, recording studio, radio station, control room, control tower, observatory, headquarters, war room, situation room, post office, precinct, ticket office,"
        " garage, factory, factory floor, warehouse, print shop, shop, store, bookshop, bookstore, museum, gallery, supermarket, pharmacy, harbour office, harbour master's office",
        K.CORRIDOR: "corridor, hallway, hall, passage, passageway, stairwell, stairs, staircase, stairway, landing, lobby, foyer, entrance hall, vestibule, elevator, lift,"
        " subway station, metro station, underground station, subway platform, waiting room, waiting hall, station, train station, railway station, airport, terminal,"
        " departure lounge, ferry terminal, school, hotel, spiral staircase, spiral stairs, locker room, prison, prison cell, cell, jail, church, chapel, cathedral, nave, temple, mosque,"
        " synagogue, crypt hallway, gymnasium, gym, tower, arcade",
        K.BAR: "bar, pub, tavern, inn, saloon, nightclub, club, casino, restaurant, diner, cafe, café, coffee shop, coffee house, bistro, speakeasy, jazz club, dance hall,"
        " cantina, brewery, wine bar, canteen, cafeteria, mess hall, tea room, ferry bar, ship's bar, beer hall, teahouse",
        K.HOSPITAL: "hospital, ward, hospital room, hospital ward, operating room, operating theatre, surgery, clinic, emergency room, intensive care, icu, infirmary, sickbay,"
        " sick bay, morgue, asylum, doctor's office, doctor's surgery, nursing home, hospice, delivery room, maternity ward, ambulance bay, dentist, care home, recovery room, med bay, medbay",
        K.CELLAR: "cellar, basement, crypt, dungeon, vault, wine cellar, boiler room, bunker, bomb shelter, shelter, sewer, sewers, tunnel, mine, mine shaft, catacomb, catacombs,"
        " tomb, storeroom, storage room, coal hole, crawlspace, root cellar, lair, undercroft, furnace room, generator room",
        K.CAVE: "cave, cavern, grotto, den of the beast, ice cave, sea cave, burrow, hollow, underground lake",
        K.VEHICLE: "car, taxi, cab, van, truck, lorry, bus, coach, minibus, limousine, limo, police car, patrol car, ambulance, train, train compartment, compartment, carriage,"
        " railway carriage, dining car, sleeping car, subway car, metro car, tram, streetcar, airplane, aeroplane, plane, aircraft, jet, cockpit of a plane, helicopter,"
        " camper, camper van, motorhome, tank, hearse, jeep, pickup, cable car, wagon, sleigh",
        K.SHIP: "ship, boat, ferry, ferry saloon, ship's cabin, captain's cabin, ship cabin, wheelhouse, bridge of the ship, bridge of a ship, ship's bridge, engine room, cargo hold,"
        " hold, below deck, below decks, stateroom, submarine, yacht, steamer, passenger deck, lower deck, chart room, fo'c'sle, mess deck, car deck, vehicle deck, ferry bridge, trawler",
        K.SPACECRAFT: "spaceship, starship, spacecraft, space station, airlock, cockpit, escape pod, shuttle, cryo bay, cryo chamber, bridge of the starship, command deck, flight deck,"
        " command module, lunar module, engine bay, docking bay, hangar bay, colony ship, space freighter, space cruiser, star cruiser, rover, habitat, capsule, observation deck",
        K.UNDERWATER: "flooded room, aquarium tank, underwater, submerged car, sunken ship, flooded tunnel, flooded cabin",
        K.THEATRE: "theatre, theater, stage, opera house, auditorium, backstage, concert hall, wings, cinema, circus tent, big top, music hall, rehearsal room, orchestra pit, green room, town hall, playhouse",
        K.LIGHTHOUSE_ROOM: "lamp room, lantern room, lighthouse, light room, beacon room, lighthouse lamp room, lighthouse tower, watch room, top of the lighthouse",
        K.INTERIOR: "ballroom, grand ballroom, banquet hall, banqueting hall, throne room, assembly hall, courtroom, court room, court, courthouse, court of law, jury room, barn, stable, stables,"
        " hayloft, hay loft, shed, boathouse, toolshed, cowshed, granary",
        K.GREENHOUSE: "greenhouse, glasshouse, winter garden, hothouse, palm house, orangery, conservatory",
    }
)

# A heading's first part that holds its sub-places: 'SHIP - BRIDGE' is a ship's bridge, not a bridge over a river.
WHOLES: dict[str, K] = _table(
    {
        K.SHIP: "ship, boat, ferry, yacht, steamer, trawler, submarine, liner, galleon, freighter, tugboat, tanker, cruiser, battleship, warship, destroyer, schooner, fishing vessel, cruise liner, ocean liner",
        K.SPACECRAFT: "spaceship, starship, spacecraft, space station, shuttle, capsule, colony ship, space freighter, space cruiser, star cruiser",
        K.VEHICLE: "train, plane, airplane, bus, night train, express",
        K.LIGHTHOUSE_ROOM: "lighthouse",
        K.THEATRE: "theatre, theater, opera house",
        K.HOSPITAL: "hospital, clinic, asylum",
    }
)
# Sub-places that belong to such a whole, when said with it.
PARTS_OF_WHOLES = (
    "bridge, deck, hold, cabin, engine room, galley, wheelhouse, saloon, corridor, passage, bow, stern, quarters, mess, cockpit, airlock, compartment, carriage, dining car, aisle,"
    " stairs, staircase, spiral stairs, top, gallery, tower, stage, backstage, dressing room, auditorium, room, ward, reception, waiting room, car deck, upper deck, lower deck, hatch, rail, funnel"
)

# In a story they begin no scene: things, parts of a place, and words of other meanings.
NO_MOVES = frozenset(
    """
    corner well gate trees rocks sand sands closet wardrobe bath landing lift ledge bow stern hold court tank moon space plain plains pass mole den lane fountain crossing tracks track wings
    clearing ridge grounds estate chamber hollow path trail home stairs staircase stairway coach carriage wagon satellite rocket pond stream brook creek strand lawn parapet top hull bank club boat
    rowboat dinghy canoe raft lifeboat gondola
    """.split()
)
# Known from without and within; a story that says no more is within.
MOSTLY_INSIDE = frozenset(
    "greenhouse glasshouse hothouse library museum school bakery shop store factory warehouse theatre theater cinema restaurant hospital prison".split()
)
# After 'at' or 'on' in the name of a place: 'the house at the end of the street'.
ENDS_OF_PLACES = "end|edge|top|foot|bottom|back|side|middle|heart|centre|center|corner|mouth|bank|banks|outskirts|world"

# Words of the action that speak for a kind where the heading says nothing known. Counted, the most wins.
EVIDENCE: dict[K, str] = {
    K.COAST: "wave waves surf gull gulls tide sea shore sand cliff cliffs foam spray harbour boats seaweed",
    K.FOREST: "tree trees branches leaves moss fern ferns roots owl birdsong undergrowth pine pines trunk",
    K.MOUNTAINS: "snow peak peaks rock ice ridge rope climb summit",
    K.DESERT: "sand dune dunes camel cactus dust scorching mirage",
    K.OPEN_COUNTRY: "grass field sheep cow cows horse fence wheat wildflowers hedgerow gravestone headstone",
    K.VILLAGE: "cottage cottages cobbles cobblestones church thatch chimney villagers",
    K.CITY_STREET: "traffic cars neon taxi pedestrians skyscraper sidewalk kerb lamppost buses",
    K.LIVING_ROOM: "sofa couch armchair fireplace hearth carpet television piano curtains",
    K.BEDROOM: "bed pillow blanket blankets mattress duvet wardrobe nightstand",
    K.KITCHEN: "stove kettle sink pan pot oven fridge counter plates",
    K.OFFICE: "desk computer screen files paperwork typewriter keyboard filing whiteboard",
    K.BAR: "bartender barman stool stools pint jukebox counter beer whisky whiskey bottles",
    K.HOSPITAL: "nurse doctor monitor drip stretcher bandage bandages patient iv gurney",
    K.CELLAR: "barrels cobwebs damp rats pipes boiler crates",
    K.CAVE: "stalactites stalagmites cavern bats torchlight",
    K.VEHICLE: "windscreen windshield dashboard steering seatbelt backseat wheel wipers",
    K.SHIP: "deck mast sail sails helm porthole hull anchor rigging",
    K.SPACECRAFT: "console airlock thrusters stars orbit hull gravity zero-g reactor",
    K.PLANET: "spacesuit alien crater dome moons rover",
    K.UNDERWATER: "bubbles coral diver fish seaweed depths",
    K.THEATRE: "audience curtain spotlight stage footlights applause",
    K.LIGHTHOUSE_ROOM: "lens lamp beam lantern",
    K.GREENHOUSE: "seedlings orchids pots watering tomatoes ferns panes trowel compost",
}

# What a painter or an image model can show, when heading or action names it.
FEATURES = (
    "lighthouse, boat, boats, rowing boat, fishing boats, ferry, pier, jetty, bollard, bollards, net, nets, lobster pots, crane, anchor, buoy, gulls, rocks, cliff, cliffs, island, waves, moon,"
    " stars, sun, tree, trees, oak, pines, willow, bench, fence, gate, wall, path, road, bridge, river, stream, waterfall, lake, pond, field, haystack, windmill, barn, church, steeple,"
    " gravestones, gravestone, grave, statue, fountain, well, cottage, cottages, house, houses, tower, castle, tent, campfire, street lamp, street lamps, lamppost, neon sign, sign, billboard, traffic"
    " light, car, cars, taxi, bus, train, tracks, bicycle, truck, wagon, carriage, horse, market stall, market stalls, awning, shop window, doorway, door, window, windows, porthole, portholes,"
    " staircase, stairs, spiral stairs, ladder, lamp, lamps, lantern, lanterns, candle, candles, chandelier, fireplace, fire, hearth, stove, kettle, sink, table, chair, chairs, armchair,"
    " rocking chair, sofa, couch, bed, bunk, bunks, cradle, crib, wardrobe, mirror, piano, gramophone, radio, television, clock, grandfather clock, bookshelf, bookshelves, books, painting, portrait,"
    " photograph, photographs, map, chart, charts, globe, telescope, desk, typewriter, computer, screen, screens, monitor, telephone, phone booth, filing cabinet, blackboard, bar counter, counter, bottles,"
    " stools, jukebox, vending machine, stage, curtain, spotlight, barrels, crates, pipes, boiler, cobwebs, chains, console, lens, great lens, wheel, helm, mast, sails, funnel, life ring, lifeboat,"
    " rug, carpet, curtains, plant, plants, flowers, vase, dinner table, tea set, tea table, newspaper, suitcase, luggage, benches, ticket booth, turnstile, snow, puddles, ivy, roses, hedge, garden, greenhouse,"
    " altar, pews, stained glass, coral, wreck, crystals, stalactites, dunes, cactus, tents, ruins, columns, dome, domes, rover, antenna, satellite dish, scarecrow, sheep, bell, birdcage, easel, aquarium"
)
