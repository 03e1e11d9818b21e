"""The kinds of place: their names, sounds, palettes and layouts in words, without drawings.

A new kind needs a member and a row here, and a row in `storyreel/animatic/painter/places/painting.py`;
`docs/DRAWING.md` has the steps.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from storyreel.film.hearing import Room
from storyreel.film.moods import Mood


class PlaceKind(StrEnum):
    """The kinds of place. The last two stand for every place that is of no other kind."""

    COAST = "coast"
    FOREST = "forest"
    MOUNTAINS = "mountains"
    DESERT = "desert"
    OPEN_COUNTRY = "open country"
    VILLAGE = "village"
    CITY_STREET = "city street"
    ROOFTOP = "rooftop"
    LIVING_ROOM = "living room"
    BEDROOM = "bedroom"
    KITCHEN = "kitchen"
    OFFICE = "office"
    CORRIDOR = "corridor"
    BAR = "bar"
    HOSPITAL = "hospital"
    CELLAR = "cellar"
    CAVE = "cave"
    VEHICLE = "vehicle interior"
    SHIP = "ship"
    SPACECRAFT = "spacecraft"
    PLANET = "planet"
    UNDERWATER = "underwater"
    THEATRE = "theatre stage"
    LIGHTHOUSE_ROOM = "lighthouse lamp room"
    GREENHOUSE = "greenhouse"
    INTERIOR = "interior"
    EXTERIOR = "exterior"


class Side(StrEnum):
    """Whether a kind of place is under a roof."""

    OUTSIDE = "outside"
    INSIDE = "inside"
    BOTH = "both"


class Whole(NamedTuple):
    """Names of larger places that contain places of this kind: the bridge of 'SHIP - BRIDGE' is a ship's."""

    rank: int
    """If a part of a heading names two larger places, the lower rank wins: a 'hospital ship' is a ship."""
    names: str
    """English, with commas between."""
    everything: bool = False
    """Whether every place in it is of this kind, also one in the open."""


@dataclass(frozen=True, kw_only=True)
class KindOfPlace:
    """The facts of one kind of place.

    Names, with commas between, and words, with spaces between, are English and in small letters.
    """

    side: Side = Side.OUTSIDE
    """Where places of this kind may be. If a heading in another language does not say, INSIDE alone is
    indoors.
    """
    sound: str
    """What is heard if nobody speaks, in words of a sound designer."""
    room: Room = Room.SMALL
    """The room that echoes there, under a roof; outside it is `Room.OPEN`."""
    ground: str = "wood"
    """What feet sound like there: 'gravel', 'wood', 'stone', 'grass', 'metal', 'carpet' or 'sand'."""
    birds: bool = False
    """Whether birds are heard in fair weather, and insects at night."""
    hears_weather: bool = True
    """Whether rain and wind are heard there, through the walls if it is indoors."""
    leans: tuple[Mood, float] | None = None
    """The mood that a scene there leans to, and by how many words' weight."""
    outside: PlaceKind = PlaceKind.CITY_STREET
    """The kind that stands for the outside of an indoor place, by its names in other languages."""
    seated: bool = False
    """Whether people sit there unless the script says otherwise."""
    sleeps_seated: bool = False
    """Whether people sleep there in their seats unless the script says otherwise."""
    beds: bool = False
    """Whether people lie in beds there. A person who wakes or sits up leans on the pillows."""
    bunks: bool = False
    """Whether people who sleep inside have a bunk, if no bed is painted."""
    boarded: bool = False
    """Whether people outdoors stand on the thing itself, such as a ship, so that it is not painted, too."""
    under_water: bool = False
    """Whether people float, and it may be dark by day."""
    own_room: bool = False
    """Whether a room of this kind keeps its kind if it is a part of a whole: a theatre's kitchen is a
    kitchen.
    """
    takes: tuple[PlaceKind, ...] = ()
    """Kinds of room that are of this kind if a name in another language holds both: a hospital's bedroom is a
    ward.
    """
    inside_if_unsaid: bool = False
    """Whether a name that is known indoors and out is indoors, if a heading does not say."""
    of_buildings: bool = False
    """Whether its names out of doors are of buildings: if such a name is of a kind of room, too, and a
    heading does not say, it is indoors.
    """
    drawn_as: str = ""
    """What a place that is of no other kind is drawn as; '' for every other kind."""
    names_outside: str = ""
    """Names of places of this kind in the open. Longer names win over shorter ones, and the last part of a
    heading over the first.
    """
    names_inside: str = ""
    """Names of places of this kind under a roof."""
    inside_in_stories: str = ""
    """Words for places that can be seen from outside or inside; if a story does not say, it is inside."""
    whole: Whole | None = None
    """None if a place of this kind contains no others."""
    evidence: str = ""
    """Words of the action that suggest this kind if the heading names no known place. Most words win."""
    palettes: str
    """Colours that suit it, as hexadecimal codes: base, shade, middle, light, accent. Palettes have commas
    between; the first is the default.
    """
    layout: str
    """The layout, in words that an image model understands."""
    architecture: str
    """What it is made of: architecture or ground."""
    light: str
    """Where its light comes from, whatever the hour."""
    atmosphere: str
    """What it is like to be there."""
    unwanted: str
    """What must never appear there."""


ANY_ROOM = PlaceKind.INTERIOR
"""The kind of an indoor place that is of no other kind."""
ANY_OPEN_AIR = PlaceKind.EXTERIOR
"""The kind of a place in the open that is of no other kind."""
AROUND_BUILDINGS = PlaceKind.CITY_STREET
"""The kind of a place in the open whose name is known of rooms only: outside a bank is a street."""

PLACE_KINDS: Mapping[PlaceKind, KindOfPlace] = {
    PlaceKind.COAST: KindOfPlace(
        sound="waves on a shore",
        ground="gravel",
        names_outside=(
            "coast, shore, beach, by the sea, by the ocean, sea wall, sea front, sea shore, sea cliff, "
            "seaside, seafront, cliff, cliffs, cliff top, clifftop, bay, cove, lagoon, island, isle, "
            "lighthouse, pier, jetty, dock, docks, wharf, quay, quayside, harbour, harbor, marina, port, "
            "breakwater, promenade, boardwalk, dunes by the sea, tide pool, reef, estuary, headland, "
            "waterfront, fjord, slipway, boathouse, sandbar, rocks, strand, ferry landing, ferry terminal, "
            "ferry dock, lakeside, lake, lake shore, mole"
        ),
        evidence=(
            "wave waves surf gull gulls tide sea shore sand cliff cliffs foam spray harbour boats seaweed"
        ),
        palettes=(
            "3d5a6c 1f2f3d 6f8f9f d8d3c4 e8a24a, "
            "2f6f7a 17323b 7fb0ae ecdfc4 e2694c, "
            "56636e 2a3038 8d979c dfe0da c9563c"
        ),
        layout=(
            "dark headlands step back to a low horizon, "
            "a strip of shore in the foreground and open water filling the middle"
        ),
        architecture="weathered stone, tarred timber and wet rock, salt-stained and rounded by the sea",
        light="light comes low across the water and catches the crests of the waves",
        atmosphere="salt wind, spray, the sense of a large sea just beyond the frame",
        unwanted="palm trees, sunbathers, modern hotels",
    ),
    PlaceKind.FOREST: KindOfPlace(
        sound="forest leaves",
        ground="grass",
        birds=True,
        names_outside=(
            "forest, wood, woods, woodland, jungle, grove, glade, clearing, trees, thicket, rainforest, "
            "orchard, forest path, trail, hunting lodge, log cabin, cabin, camp, campsite, campfire, swamp, "
            "marsh, bog, river, riverbank, river bank, stream, creek, brook, waterfall, treehouse, "
            "tree house, pond, arboretum, undergrowth"
        ),
        evidence="tree trees branches leaves moss fern ferns roots owl birdsong undergrowth pine pines trunk",
        palettes=(
            "3f5a3c 1d2b20 6d8a55 cfd8a8 d99a3c, "
            "4a5d4f 22302b 87a08a e0dcc0 b5562f, "
            "5a5a2e 2b2a17 96944a e6d69a c2742e"
        ),
        layout="tall trunks frame a winding path that leads from the foreground into layered depth",
        architecture="moss, fern and root over dark earth, branches meeting overhead like vaulting",
        light="shafts of light fall through the canopy and fade between the trunks",
        atmosphere="hushed, green and damp, small things moving just out of sight",
        unwanted="buildings, pavement, power lines",
    ),
    PlaceKind.MOUNTAINS: KindOfPlace(
        sound="mountain wind",
        ground="stone",
        birds=True,
        names_outside=(
            "mountain, mountains, mountainside, peak, summit, ridge, alps, glacier, pass, mountain pass, "
            "ravine, gorge, valley, foothills, base camp, ski slope, ski lift, crag, plateau, volcano, "
            "crater rim, ledge, monastery, chalet, snowfield, tundra, arctic, antarctic, ice field, "
            "avalanche, scree, cable car station"
        ),
        evidence="snow peak peaks rock ice ridge rope climb summit",
        palettes=(
            "5b6f85 2a3647 8fa5b8 e9eef2 d07a4a, "
            "6a6475 302c3b 9f97a8 efe6e4 dd9b52, "
            "4d6a6e 203438 86a8a8 e4efe9 c8553d"
        ),
        layout="a steep foreground slope drops to a valley, ranges of peaks fading behind one another",
        architecture="bare rock, scree and old snow, a narrow track cut into the side",
        light="clear thin light with long blue shadows on the far faces",
        atmosphere="cold air, great distance, an echo in every sound",
        unwanted="skyscrapers, palm trees, crowds",
    ),
    PlaceKind.DESERT: KindOfPlace(
        sound="dry wind",
        ground="sand",
        names_outside=(
            "desert, dune, dunes, sand, sands, oasis, canyon, mesa, badlands, salt flat, salt flats, "
            "wasteland, outback, sahara, gulch, arroyo, dry lake, caravan trail, nomad camp, pyramid, "
            "pyramids, desert town, desert village, desert street, desert road, desert highway, "
            "frontier town, western town, ghost town, saloon street, quarry, mine entrance, dustbowl"
        ),
        evidence="sand dune dunes camel cactus dust scorching mirage",
        palettes=(
            "c98f52 6b3f24 dfb277 f3dfb8 3d7f86, "
            "b9704a 5a2d22 d99a6c f2d4b0 5a6fa0, "
            "a8925c 50432a cdb985 efe4c4 a3452f"
        ),
        layout="long curved dunes lead the eye to a flat far horizon under an enormous sky",
        architecture="wind-carved sand and cracked earth, a few bleached stones",
        light="hard raking light that draws every ripple, heat shaking the distance",
        atmosphere="dry, silent and very wide",
        unwanted="grass, lakes, green trees",
    ),
    PlaceKind.OPEN_COUNTRY: KindOfPlace(
        sound="light wind over grass",
        ground="grass",
        birds=True,
        names_outside=(
            "field, fields, meadow, meadows, moor, moors, heath, prairie, plain, plains, steppe, savannah, "
            "savanna, pasture, farm, farmland, farmyard, ranch, barn, hill, hills, hillside, hilltop, downs, "
            "vineyard, cornfield, wheat field, country road, highway, road, roadside, lane, dirt road, "
            "crossroads, railway, railroad, train tracks, tracks, level crossing, bridge, battlefield, "
            "trench, trenches, no man's land, cemetery, graveyard, churchyard, garden, gardens, park, lawn, "
            "grounds, estate, manor grounds, golf course, airfield, runway, windmill, mill, canal, towpath, "
            "scarecrow, stable yard, playing field, racecourse, greenhouse, glasshouse, hothouse, "
            "palm house, orangery, conservatory, maze"
        ),
        evidence="grass field sheep cow cows horse fence wheat wildflowers hedgerow gravestone headstone",
        palettes=(
            "7d8f4a 39441f a8b56a ebe3b5 d2693c, "
            "8a8a5a 3f3f2a b9b483 efe8cc 6a7fb0, "
            "5f7f52 2a3d27 94ad74 e2e6bf d9a441"
        ),
        layout="a road or path runs from the lower edge between fields to a soft line of hills",
        architecture="dry-stone walls, hedges and worn wooden gates",
        light="the light of a wide sky, moving shadows over the slopes",
        atmosphere="open, airy, smelling of cut grass and earth",
        unwanted="city skyline, neon, traffic",
    ),
    PlaceKind.VILLAGE: KindOfPlace(
        sound="quiet village",
        ground="gravel",
        birds=True,
        sleeps_seated=True,
        of_buildings=True,
        names_outside=(
            "village, hamlet, village square, village green, square, market square, market, marketplace, "
            "town, town square, cottage, cottages, farmhouse, house, keeper's house, inn, church, chapel, "
            "well, fountain, courtyard, castle, castle gate, fort, fortress, abbey, manor, mansion, villa, "
            "palace, temple, shrine, gate, smithy, forge, mill house, railway halt, station, train station, "
            "railway station, platform, bus stop, schoolhouse, porch, veranda, front yard, backyard, "
            "back yard, yard, garden gate, driveway, cul-de-sac, suburb, suburban street, high street, "
            "main street, town street, village street, fairground, carnival, circus, funfair, tavern"
        ),
        evidence="cottage cottages cobbles cobblestones church thatch chimney villagers",
        palettes=(
            "8a7660 41362c b59d7d eadbbf b5493a, "
            "6d7a80 31393f 9aa6a8 e6e2d6 d9913f, "
            "7a6a58 372e27 a8947a f0e0c0 4f7f74"
        ),
        layout="low houses gather round an open space, a lane leaving at each side",
        architecture="crooked timber and whitewashed stone, slate roofs, small panes and chimneys",
        light="small windows against the sky, soft light on uneven cobbles",
        atmosphere="close-knit, lived-in, quiet between footsteps",
        unwanted="glass towers, highways, neon advertising",
    ),
    PlaceKind.CITY_STREET: KindOfPlace(
        sound="city traffic",
        ground="stone",
        sleeps_seated=True,
        names_outside=(
            "street, city, downtown, alley, alleyway, back alley, avenue, boulevard, sidewalk, pavement, "
            "intersection, corner, plaza, crossing, underpass, overpass, subway entrance, metro entrance, "
            "parking lot, parking space, car park, gas station, petrol station, motel, hotel, "
            "apartment building, apartment block, tower block, skyscraper, office building, police station, "
            "courthouse, city hall, embassy, bank, museum, library, school, university, campus, hospital, "
            "theatre, theater, cinema, nightclub, club, bar, pub, restaurant, cafe, café, diner, shop, "
            "store, mall, supermarket, bakery, laundromat, factory, warehouse, construction site, junkyard, "
            "scrapyard, stadium, arena, playground, airport, bus station, tenement, brownstone, ghetto, "
            "slum, neon district, chinatown, prison, prison yard, loading bay, times square"
        ),
        evidence="traffic cars neon taxi pedestrians skyscraper sidewalk kerb lamppost buses",
        palettes=(
            "4a5468 1e2430 7a8598 d5d8dc f0a23c, "
            "5d4f5a 261f28 8f7d86 e0d2cf 3fb0b5, "
            "3f5a5c 182729 6f8f8d d8e0d5 e0563f"
        ),
        layout="a street in one-point perspective, buildings rising on both sides to a narrow strip of sky",
        architecture="brick and concrete fronts, fire stairs, shutters, wires across the street",
        light="lit windows, street lamps and signs mirrored in the road",
        atmosphere="restless, layered with distant engines and voices",
        unwanted="fields, mountains, beach",
    ),
    PlaceKind.ROOFTOP: KindOfPlace(
        sound="distant city traffic and wind",
        ground="stone",
        sleeps_seated=True,
        names_outside=(
            "rooftop, roof, rooftops, roof terrace, terrace, balcony, fire escape, helipad, water tower, "
            "battlements, ramparts, parapet, bell tower, gallery walk, widow's walk"
        ),
        palettes=(
            "5a5f78 232638 878da6 dcdde6 e8934a, "
            "6b5350 2c2120 9f8078 ecd8c8 4a9aa5, "
            "45586a 1b2530 7490a3 dbe5ea d8b24a"
        ),
        layout="a flat roof with a low parapet in the foreground, the city spread beneath it to the horizon",
        architecture="tar paper, vents, a water tank, rusted rails",
        light="open sky above and a glow of streets from below",
        atmosphere="exposed and private at once, wind and far-off traffic",
        unwanted="trees, fields, indoor furniture",
    ),
    PlaceKind.LIVING_ROOM: KindOfPlace(
        side=Side.INSIDE,
        sound="quiet room with a clock",
        ground="carpet",
        outside=PlaceKind.VILLAGE,
        own_room=True,
        names_inside=(
            "living room, sitting room, drawing room, parlour, parlor, lounge, front room, den, family room, "
            "salon, morning room, morning-room, flat, apartment, house, home, cottage, cabin, villa, "
            "mansion, manor, farmhouse, penthouse, studio apartment, study by the fire, sunroom, library, "
            "great hall, trailer, chalet, keeper's house, houseboat, dining hall, dining room, tent, yurt, "
            "hut, igloo, lodge, waiting room at home, music room, nursery parlour, palace, castle, tearoom"
        ),
        inside_in_stories="library",
        evidence="sofa couch armchair fireplace hearth carpet television piano curtains",
        palettes=(
            "8a5f45 3f2a20 b58a66 ecd9b8 c44f3a, "
            "5f7268 29342f 8fa395 e6e0cc d28f3f, "
            "6d5a78 2e2636 9c88a5 e8dde0 d6a24f"
        ),
        layout="seats turned to one another round a low table, a window at one side and a door at the back",
        architecture="panelled walls, shelves, a patterned rug over floorboards",
        light="a lamp and the window share the light, leaving the corners soft",
        atmosphere="lived-in, warm, full of things that belong to somebody",
        unwanted="office cubicles, hospital equipment, outdoor scenery",
    ),
    PlaceKind.BEDROOM: KindOfPlace(
        side=Side.INSIDE,
        sound="quiet room",
        ground="carpet",
        beds=True,
        own_room=True,
        names_inside=(
            "bedroom, bed room, bedchamber, chamber, nursery, dormitory, dorm, dorm room, hotel room, "
            "motel room, guest room, attic, attic room, loft, garret, boudoir, children's room, kid's room, "
            "bunk room, bunkhouse, barracks, master bedroom, dressing room, bathroom, bath, closet, "
            "wardrobe, spare room, sickroom"
        ),
        evidence="bed pillow blanket blankets mattress duvet wardrobe nightstand",
        palettes=(
            "6a6f8f 2c2f45 9a9fba e8e4ea d9a05a, "
            "8f6a6a 40292b bb9590 f0dfd6 6f8fa0, "
            "5a7a78 263836 8ca9a4 e4ebe0 d67f5c"
        ),
        layout="a bed set against the long wall, a window opposite and a chair beside it",
        architecture="papered walls, a plain wooden bedstead, a wardrobe with a mirror",
        light="light through thin curtains falls across the bedclothes",
        atmosphere="private and still, breath and clock",
        unwanted="kitchen appliances, desks in rows, crowds",
    ),
    PlaceKind.KITCHEN: KindOfPlace(
        side=Side.INSIDE,
        sound="kitchen hum",
        sleeps_seated=True,
        own_room=True,
        names_inside=(
            "kitchen, kitchenette, scullery, pantry, galley, restaurant kitchen, bakery, larder, "
            "breakfast room, breakfast nook, cookhouse, canteen kitchen, farmhouse kitchen"
        ),
        inside_in_stories="bakery",
        evidence="stove kettle sink pan pot oven fridge counter plates",
        palettes=(
            "8f8052 40391f bcae7c f0e6c6 c9532f, "
            "5f8480 263a39 93b3ac ecebdc dc9440, "
            "9a6a4a 452c1e c7987a f3dfc8 4a8a8f"
        ),
        layout=(
            "a worktop and stove along the back wall, a table in the middle of the floor, "
            "a window over the sink"
        ),
        architecture="tiles, scrubbed wood, hanging pans and open shelves",
        light="window light from one side, a lamp low over the table",
        atmosphere="steam and warmth, the ordinary centre of the house",
        unwanted="bed, office desks, stage curtains",
    ),
    PlaceKind.OFFICE: KindOfPlace(
        side=Side.INSIDE,
        sound="office machinery hum",
        sleeps_seated=True,
        names_inside=(
            "office, study, boardroom, meeting room, conference room, newsroom, classroom, schoolroom, "
            "lecture hall, library reading room, laboratory, lab, police station, interrogation room, "
            "interview room, judge's chambers, reception, bank, call centre, cubicle, open-plan office, "
            "archive, records room, workshop, atelier, studio, recording studio, radio station, "
            "control room, control tower, observatory, headquarters, war room, situation room, post office, "
            "precinct, ticket office, garage, factory, factory floor, warehouse, print shop, shop, store, "
            "bookshop, bookstore, museum, gallery, supermarket, pharmacy, harbour office, "
            "harbour master's office"
        ),
        inside_in_stories="museum shop store factory warehouse",
        evidence="desk computer screen files paperwork typewriter keyboard filing whiteboard",
        palettes=(
            "6a747c 2d3338 99a3aa e6e8e6 d08a3c, "
            "7a6a52 352c20 a8967a ebe0c8 3f7f94, "
            "57686a 232d30 8a9c9a e2e6dd c85540"
        ),
        layout="a desk faces the room with shelves and cabinets behind, a window with blinds at the side",
        architecture="plain walls, paper, glass and dark wood or steel",
        light="flat overhead light crossed by stripes from the blinds",
        atmosphere="ordered, watchful, a hum beneath the silence",
        unwanted="beds, trees, sea",
    ),
    PlaceKind.CORRIDOR: KindOfPlace(
        side=Side.INSIDE,
        sound="corridor hum",
        room=Room.HALL,
        ground="stone",
        sleeps_seated=True,
        own_room=True,
        names_inside=(
            "corridor, hallway, hall, passage, passageway, stairwell, stairs, staircase, stairway, landing, "
            "lobby, foyer, entrance hall, vestibule, elevator, lift, subway station, metro station, "
            "underground station, subway platform, waiting room, waiting hall, station, train station, "
            "railway station, airport, terminal, departure lounge, ferry terminal, school, hotel, "
            "spiral staircase, spiral stairs, locker room, prison, prison cell, cell, jail, church, chapel, "
            "cathedral, nave, temple, mosque, synagogue, crypt hallway, gymnasium, gym, tower, arcade"
        ),
        inside_in_stories="school prison",
        palettes=(
            "6f6a5a 2f2c25 9f9a86 e2dcc8 c98a3f, "
            "5a6878 252d37 8a99a8 dfe4e8 d0663f, "
            "745a52 31231f a3877c e8d8cc 4f8f8a"
        ),
        layout=(
            "a long passage in deep perspective, doors or arches repeating on both sides to a far bright end"
        ),
        architecture="hard floor, plain walls, high ceiling, regular lamps",
        light="pools of light with dimness between them",
        atmosphere="echoing, in-between, somebody always just gone",
        unwanted="furniture, beds, landscape",
    ),
    PlaceKind.BAR: KindOfPlace(
        side=Side.INSIDE,
        sound="crowd murmur in a bar",
        sleeps_seated=True,
        names_inside=(
            "bar, pub, tavern, inn, saloon, nightclub, club, casino, restaurant, diner, cafe, café, "
            "coffee shop, coffee house, bistro, speakeasy, jazz club, dance hall, cantina, brewery, "
            "wine bar, canteen, cafeteria, mess hall, tea room, ferry bar, ship's bar, beer hall, teahouse"
        ),
        inside_in_stories="restaurant",
        evidence="bartender barman stool stools pint jukebox counter beer whisky whiskey bottles",
        palettes=(
            "6b3a2e 2b1512 a0644a edc68c e0a030, "
            "3f4f5f 181f28 74879a d8d2c0 d94f4a, "
            "5a2f4a 24111f 905a7a e8bcc0 4fb0b0"
        ),
        layout=(
            "a counter runs into depth along one side, shelves of bottles behind it, small tables opposite"
        ),
        architecture="dark wood, brass rail, mirrors and old prints",
        light="low amber lamps, the back of the room in shadow",
        atmosphere="smoky, murmuring, late even when it is not",
        unwanted="hospital beds, daylight sky, classroom",
    ),
    PlaceKind.HOSPITAL: KindOfPlace(
        side=Side.INSIDE,
        sound="hospital machinery hum",
        ground="stone",
        beds=True,
        takes=(PlaceKind.BEDROOM,),
        names_inside=(
            "hospital, ward, hospital room, hospital ward, operating room, operating theatre, surgery, "
            "clinic, emergency room, intensive care, icu, infirmary, sickbay, sick bay, morgue, asylum, "
            "doctor's office, doctor's surgery, nursing home, hospice, delivery room, maternity ward, "
            "ambulance bay, dentist, care home, recovery room, med bay, medbay"
        ),
        inside_in_stories="hospital",
        whole=Whole(
            6,
            "hospital, clinic, asylum",
        ),
        evidence="nurse doctor monitor drip stretcher bandage bandages patient iv gurney",
        palettes=(
            "8fa8a5 3f504f b7cac6 f0f4f0 d9705a, "
            "8f9db5 3e4757 b9c4d4 f2f4f6 e0a04a, "
            "a3a08f 4a483f c6c4b4 f3f1e8 4f8fa0"
        ),
        layout=(
            "a bed on wheels at the centre, a curtain rail round it, "
            "equipment at its head and a window beyond"
        ),
        architecture="pale walls, washable floor, steel and glass",
        light="even cool light with one warm lamp by the bed",
        atmosphere="clean, hushed, waiting",
        unwanted="fireplace, rugs, bottles, trees",
    ),
    PlaceKind.CELLAR: KindOfPlace(
        side=Side.INSIDE,
        sound="dripping cellar",
        room=Room.STONE,
        ground="stone",
        leans=(Mood.EERIE, 0.5),
        names_inside=(
            "cellar, basement, crypt, dungeon, vault, wine cellar, boiler room, bunker, bomb shelter, "
            "shelter, sewer, sewers, tunnel, mine, mine shaft, catacomb, catacombs, tomb, storeroom, "
            "storage room, coal hole, crawlspace, root cellar, lair, undercroft, furnace room, generator room"
        ),
        evidence="barrels cobwebs damp rats pipes boiler crates",
        palettes=(
            "4f4a42 1f1c19 7a7264 b8a888 d98a35, "
            "455058 1b2024 6f7c84 aab4b4 d9a54a, "
            "56443a 231a16 84695a bfa080 7fa06a"
        ),
        layout="a low vault recedes into the dark, steps come down at one side",
        architecture="rough stone or brick, beams, pipes and earth floor",
        light="one weak source of light, everything past its circle black",
        atmosphere="damp, close and listening",
        unwanted="windows with a view, bright daylight, plants",
    ),
    PlaceKind.CAVE: KindOfPlace(
        side=Side.BOTH,
        sound="dripping cave",
        room=Room.STONE,
        ground="stone",
        leans=(Mood.MYSTERY, 0.6),
        names_outside="cave mouth, cave, cavern, grotto, cave entrance, sinkhole",
        names_inside=(
            "cave, cavern, grotto, den of the beast, ice cave, sea cave, burrow, hollow, underground lake"
        ),
        evidence="stalactites stalagmites cavern bats torchlight",
        palettes=(
            "4a4f5f 1b1d28 727a8c a9b4c0 e0913f, "
            "5a4a45 241b19 887068 c4a890 4fb5b0, "
            "3f5550 16221f 6a8880 a8c4b4 d9b85a"
        ),
        layout="a dark mouth of rock frames a larger hollow behind, its floor broken by stone and water",
        architecture="wet limestone, hanging stone teeth, smooth black pools",
        light="a cold beam from above or a single flame below",
        atmosphere="ancient, dripping, larger than can be seen",
        unwanted="furniture, brickwork, windows",
    ),
    PlaceKind.VEHICLE: KindOfPlace(
        side=Side.INSIDE,
        sound="engine inside a vehicle",
        room=Room.CABIN,
        ground="metal",
        seated=True,
        sleeps_seated=True,
        inside_if_unsaid=True,
        names_outside="inside the car, convertible, motorcycle, truck bed, carriage, coach, wagon, sleigh",
        names_inside=(
            "car, taxi, cab, van, truck, lorry, bus, coach, minibus, limousine, limo, police car, "
            "patrol car, ambulance, train, train compartment, compartment, carriage, railway carriage, "
            "dining car, sleeping car, subway car, metro car, tram, streetcar, airplane, aeroplane, plane, "
            "aircraft, jet, cockpit of a plane, helicopter, camper, camper van, motorhome, tank, hearse, "
            "jeep, pickup, cable car, wagon, sleigh"
        ),
        whole=Whole(
            3,
            "train, plane, airplane, bus, night train, express",
        ),
        evidence="windscreen windshield dashboard steering seatbelt backseat wheel wipers",
        palettes=(
            "4f555f 1e2126 7c838e ced2d6 d97f3f, "
            "5f4a42 261b17 8f7466 dcc8b4 4a8fa5, "
            "42585a 182425 70898a c9d6d2 e0b04a"
        ),
        layout="seats in the foreground face a wide window, the passing world blurred beyond it",
        architecture="upholstery, metal trim, instrument lamps and straps",
        light="light slides over faces from outside and a faint glow from the panel",
        atmosphere="enclosed and moving, the road or rail felt through the floor",
        unwanted="still landscape without a window frame, large furniture",
    ),
    PlaceKind.SHIP: KindOfPlace(
        side=Side.BOTH,
        sound="ship creaking on waves",
        room=Room.CABIN,
        bunks=True,
        boarded=True,
        names_outside=(
            "sea, ocean, open sea, high sea, high seas, open ocean, open water, ship, boat, deck, "
            "ship's deck, upper deck, ferry, ferry deck, yacht, sailboat, sailing boat, fishing boat, "
            "trawler, rowing boat, rowboat, lifeboat, raft, barge, steamer, galleon, frigate, destroyer, "
            "submarine deck, crow's nest, bow, stern, prow, gangway, schooner, canoe, gondola, tugboat, "
            "oil rig, aircraft carrier, dinghy"
        ),
        names_inside=(
            "ship, boat, ferry, ferry saloon, ship's cabin, captain's cabin, ship cabin, wheelhouse, "
            "bridge of the ship, bridge of a ship, ship's bridge, engine room, cargo hold, hold, below deck, "
            "below decks, stateroom, submarine, yacht, steamer, passenger deck, lower deck, chart room, "
            "fo'c'sle, mess deck, car deck, vehicle deck, ferry bridge, trawler"
        ),
        whole=Whole(
            1,
            (
                "ship, boat, ferry, yacht, steamer, trawler, submarine, liner, galleon, freighter, tugboat, "
                "tanker, cruiser, battleship, warship, destroyer, schooner, fishing vessel, cruise liner, "
                "ocean liner"
            ),
            everything=True,
        ),
        evidence="deck mast sail sails helm porthole hull anchor rigging",
        palettes=(
            "4f6675 1e2b35 7f96a3 dadfdc d98f3f, "
            "7a5f48 33261c a88a6c e8d5b4 3f7f8f, "
            "5a6a62 242d29 8a9a90 dfe0d0 c9503f"
        ),
        layout=(
            "lines of planking or plate lead along the vessel, rail and rigging at the edges, the sea beyond"
        ),
        architecture="riveted steel or varnished timber, brass fittings, rope and paint worn by hands",
        light="swinging lamps and the pale light of the water",
        atmosphere="never quite still, engine or wind under everything",
        unwanted="roads, trees, city buildings",
    ),
    PlaceKind.SPACECRAFT: KindOfPlace(
        side=Side.BOTH,
        sound="spacecraft machinery hum",
        room=Room.CABIN,
        ground="metal",
        hears_weather=False,
        leans=(Mood.MYSTERY, 0.4),
        bunks=True,
        names_outside=(
            "space, outer space, deep space, interstellar space, spaceship, starship, spacecraft, "
            "space station, shuttle, orbit, orbital station, hull, docking ring, lander, escape pod, "
            "satellite, rocket, launch pad, space freighter, space cruiser, star cruiser"
        ),
        names_inside=(
            "spaceship, starship, spacecraft, space station, airlock, cockpit, escape pod, shuttle, "
            "cryo bay, cryo chamber, bridge of the starship, command deck, flight deck, command module, "
            "lunar module, engine bay, docking bay, hangar bay, colony ship, space freighter, space cruiser, "
            "star cruiser, rover, habitat, capsule, observation deck"
        ),
        whole=Whole(
            2,
            (
                "spaceship, starship, spacecraft, space station, shuttle, capsule, colony ship, "
                "space freighter, space cruiser, star cruiser"
            ),
            everything=True,
        ),
        evidence="console airlock thrusters stars orbit hull gravity zero-g reactor",
        palettes=(
            "4f5f78 1b2233 7f92ac dbe6f0 3fd0e0, "
            "5f5a6a 232030 9089a0 e2dcea f09a4a, "
            "48605f 182525 78989a d6e8e4 e05f5a"
        ),
        layout="a ribbed passage or deck opens on a wide port full of stars, consoles to both sides",
        architecture="moulded panels, cables, worn metal and rows of small lights",
        light="cool panel glow below, hard starlight from outside",
        atmosphere="sealed, humming, far from help",
        unwanted="trees, wooden furniture, daylight sky",
    ),
    PlaceKind.PLANET: KindOfPlace(
        sound="alien wind",
        ground="sand",
        leans=(Mood.MYSTERY, 0.4),
        names_outside=(
            "planet, alien planet, planet surface, mars, moon, lunar surface, moon surface, asteroid, "
            "exoplanet, alien world, colony dome, colony, crater, titan, europa, red planet"
        ),
        evidence="spacesuit alien crater dome moons rover",
        palettes=(
            "a85a3f 47211a d08a60 f2c9a0 4fa5b5, "
            "6a5a8f 2a2240 9a8abd dccdea e0b04a, "
            "4f7f7a 1c3533 84b0a5 d4ead8 e0705a"
        ),
        layout="a bare plain broken by strange rock runs to a curved horizon beneath an alien sky",
        architecture="dust, crater rims and wind-worn spires",
        light="a small hard sun or a great moon throws long coloured shadows",
        atmosphere="airless, silent and unvisited",
        unwanted="earthly trees, houses, roads",
    ),
    PlaceKind.UNDERWATER: KindOfPlace(
        side=Side.BOTH,
        sound="underwater rumble and bubbles",
        hears_weather=False,
        leans=(Mood.MYSTERY, 0.5),
        under_water=True,
        names_outside=(
            "underwater, sea floor, seabed, ocean floor, sea bed, deep sea, coral reef, sunken ship, "
            "shipwreck below, beneath the waves, abyss, trench floor, kelp forest"
        ),
        names_inside=(
            "flooded room, aquarium tank, underwater, submerged car, sunken ship, flooded tunnel, "
            "flooded cabin"
        ),
        evidence="bubbles coral diver fish seaweed depths",
        palettes=(
            "2a6f85 0d2c3a 4fa0ad a5dcd8 f0a050, "
            "2f5a8a 0f2240 5a8fba b0d4ea f0766a, "
            "3a7a68 12352d 66aa90 bce8cc e8c05a"
        ),
        layout="the sea floor slopes away into blue, columns of rock and weed rising at both sides",
        architecture="coral, silt and rounded stone, the ribs of something sunken",
        light="wavering shafts from the surface, fading to deep blue",
        atmosphere="weightless, slow, every sound far away",
        unwanted="dry land, clouds, buildings",
    ),
    PlaceKind.THEATRE: KindOfPlace(
        side=Side.INSIDE,
        sound="quiet hall with a murmur",
        room=Room.HALL,
        sleeps_seated=True,
        names_outside="amphitheatre, amphitheater, open-air stage, bandstand, outdoor stage, festival stage",
        names_inside=(
            "theatre, theater, stage, opera house, auditorium, backstage, concert hall, wings, cinema, "
            "circus tent, big top, music hall, rehearsal room, orchestra pit, green room, town hall, "
            "playhouse"
        ),
        inside_in_stories="theatre theater cinema",
        whole=Whole(
            5,
            "theatre, theater, opera house",
        ),
        evidence="audience curtain spotlight stage footlights applause",
        palettes=(
            "7a2a30 300f14 b0504a f0d0a0 e0b040, "
            "3a3f70 141630 6a70a8 dcd2e8 e8a04a, "
            "4a5a3f 1b2417 7d906a e8e0b0 c9503a"
        ),
        layout=(
            "the stage framed by curtains, boards running up to a painted backcloth, "
            "rows of seats in the dark before it"
        ),
        architecture="velvet, gilt plaster, ropes and flats",
        light="a hard round spot with footlights from below",
        atmosphere="expectant, dusty, watched",
        unwanted="trees, traffic, kitchen",
    ),
    PlaceKind.LIGHTHOUSE_ROOM: KindOfPlace(
        side=Side.INSIDE,
        sound="lamp machinery hum and wind",
        room=Room.STONE,
        ground="metal",
        outside=PlaceKind.COAST,
        names_inside=(
            "lamp room, lantern room, lighthouse, light room, beacon room, lighthouse lamp room, "
            "lighthouse tower, watch room, top of the lighthouse"
        ),
        whole=Whole(
            4,
            "lighthouse",
        ),
        evidence="lens lamp beam lantern",
        palettes=(
            "6f6a52 2a2820 a09a78 f5e6b0 f0b040, "
            "4f6a72 1b2a30 80a0a5 f0ead0 e08f3a, "
            "7a5a4a 30211b ab8770 f4dfc0 4f9aa8"
        ),
        layout=(
            "a round room of glass with the great lens at its centre, "
            "an iron gallery outside and the sea far below"
        ),
        architecture="iron ribs, brass fittings, curved panes and a spiral stair coming up through the floor",
        light="the lens gathers what light there is and throws it outward in bars",
        atmosphere="high, wind-shaken, alone above the dark water",
        unwanted="square walls, beds, city streets",
    ),
    PlaceKind.GREENHOUSE: KindOfPlace(
        side=Side.INSIDE,
        sound="quiet room",
        ground="stone",
        outside=PlaceKind.OPEN_COUNTRY,
        inside_if_unsaid=True,
        names_inside="greenhouse, glasshouse, winter garden, hothouse, palm house, orangery, conservatory",
        inside_in_stories="greenhouse glasshouse hothouse",
        evidence="seedlings orchids pots watering tomatoes ferns panes trowel compost",
        palettes=(
            "6f7f72 2c362c 9ab09a e4ecd8 d8a860, "
            "5f7f6a 24332a 8fb09a e0ecdc e08a5a, "
            "7f7f62 33332a b0ac8a ece8d0 c96a4a"
        ),
        layout=(
            "a long house of glass with a paved path down its middle, "
            "staging and beds of leaves on both sides, the ridge overhead"
        ),
        architecture="white iron ribs, misted panes, terracotta pots and a low brick wall",
        light="daylight from every side through glass and leaves, one hanging lamp for the night",
        atmosphere="warm, damp and green, the world outside held off by the panes",
        unwanted="forest, solid walls, ceilings of plaster",
    ),
    PlaceKind.INTERIOR: KindOfPlace(
        side=Side.INSIDE,
        sound="quiet room",
        drawn_as="a plain room",
        names_inside=(
            "ballroom, grand ballroom, banquet hall, banqueting hall, throne room, assembly hall, courtroom, "
            "court room, court, courthouse, court of law, jury room, barn, stable, stables, hayloft, "
            "hay loft, shed, boathouse, toolshed, cowshed, granary"
        ),
        palettes=(
            "7a7068 342f2b a89c90 e8e0d4 c97f45, "
            "5f7078 272f34 90a0a6 e2e6e4 d09a4a, "
            "70607a 2e2634 9f8fa8 e6dfe8 5f9a8a"
        ),
        layout="one room seen corner to corner, a window to one side and a door at the back",
        architecture="plain walls and floorboards, few and well-used things",
        light="soft light from the window, a lamp for the evening",
        atmosphere="quiet and particular to the people who use it",
        unwanted="outdoor landscape, crowds",
    ),
    PlaceKind.EXTERIOR: KindOfPlace(
        sound="light wind",
        ground="gravel",
        birds=True,
        drawn_as="open ground",
        palettes=(
            "6a7f78 2b3733 98ada2 e4e6d4 d98a4a, "
            "7a7890 33323f a6a4b8 e8e4e8 d9a55a, "
            "8a7a62 3c3327 b5a488 ece0c8 5a8a9a"
        ),
        layout=(
            "an open space with something to stand on in the foreground, "
            "a middle distance to walk into and a far line of hills or roofs"
        ),
        architecture="earth, stone and what grew or was built there",
        light="the sky gives the light and sets the colour of all the rest",
        atmosphere="open air, wind and distance",
        unwanted="ceilings, indoor furniture",
    ),
}
