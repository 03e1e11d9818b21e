"""What each kind of place looks like, in words an image model understands: layout; architecture; light; atmosphere."""

from __future__ import annotations

from storyreel.film.places import PlaceKind as K
from storyreel.film.places import TimeOfDay as T
from storyreel.film.places import Weather as W

# Layout, architecture or ground, light, atmosphere, what must never appear.
PLACES: dict[K, tuple[str, str, str, str, str]] = {
    K.COAST: ("dark headlands step back to a low horizon, a strip of shore in the foreground and open water filling the middle", "weathered stone, tarred timber and wet rock, salt-stained and rounded by the sea", "light comes low across the water and catches the crests of the waves", "salt wind, spray, the sense of a large sea just beyond the frame", "palm trees, sunbathers, modern hotels"),
    K.FOREST: ("tall trunks frame a winding path that leads from the foreground into layered depth", "moss, fern and root over dark earth, branches meeting overhead like vaulting", "shafts of light fall through the canopy and fade between the trunks", "hushed, green and damp, small things moving just out of sight", "buildings, pavement, power lines"),
    K.MOUNTAINS: ("a steep foreground slope drops to a valley, ranges of peaks fading behind one another", "bare rock, scree and old snow, a narrow track cut into the side", "clear thin light with long blue shadows on the far faces", "cold air, great distance, an echo in every sound", "skyscrapers, palm trees, crowds"),
    K.DESERT: ("long curved dunes lead the eye to a flat far horizon under an enormous sky", "wind-carved sand and cracked earth, a few bleached stones", "hard raking light that draws every ripple, heat shaking the distance", "dry, silent and very wide", "grass, lakes, green trees"),
    K.OPEN_COUNTRY: ("a road or path runs from the lower edge between fields to a soft line of hills", "dry-stone walls, hedges and worn wooden gates", "the light of a wide sky, moving shadows over the slopes", "open, airy, smelling of cut grass and earth", "city skyline, neon, traffic"),
    K.VILLAGE: ("low houses gather round an open space, a lane leaving at each side", "crooked timber and whitewashed stone, slate roofs, small panes and chimneys", "small windows against the sky, soft light on uneven cobbles", "close-knit, lived-in, quiet between footsteps", "glass towers, highways, neon advertising"),
    K.CITY_STREET: ("a street in one-point perspective, buildings rising on both sides to a narrow strip of sky", "brick and concrete fronts, fire stairs, shutters, wires across the street", "lit windows, street lamps and signs mirrored in the road", "restless, layered with distant engines and voices", "fields, mountains, beach"),
    K.ROOFTOP: ("a flat roof with a low parapet in the foreground, the city spread beneath it to the horizon", "tar paper, vents, a water tank, rusted rails", "open sky above and a glow of streets from below", "exposed and private at once, wind and far-off traffic", "trees, fields, indoor furniture"),
    K.LIVING_ROOM: ("seats turned to one another round a low table, a window at one side and a door at the back", "panelled walls, shelves, a patterned rug over floorboards", "a lamp and the window share the light, leaving the corners soft", "lived-in, warm, full of things that belong to somebody", "office cubicles, hospital equipment, outdoor scenery"),
    K.BEDROOM: ("a bed set against the long wall, a window opposite and a chair beside it", "papered walls, a plain wooden bedstead, a wardrobe with a mirror", "light through thin curtains falls across the bedclothes", "private and still, breath and clock", "kitchen appliances, desks in rows, crowds"),
    K.KITCHEN: ("a worktop and stove along the back wall, a table in the middle of the floor, a window over the sink", "tiles, scrubbed wood, hanging pans and open shelves", "window light from one side, a lamp low over the table", "steam and warmth, the ordinary centre of the house", "bed, office desks, stage curtains"),
    K.OFFICE: ("a desk faces the room with shelves and cabinets behind, a window with blinds at the side", "plain walls, paper, glass and dark wood or steel", "flat overhead light crossed by stripes from the blinds", "ordered, watchful, a hum beneath the silence", "beds, trees, sea"),
    K.CORRIDOR: ("a long passage in deep perspective, doors or arches repeating on both sides to a far bright end", "hard floor, plain walls, high ceiling, regular lamps", "pools of light with dimness between them", "echoing, in-between, somebody always just gone", "furniture, beds, landscape"),
    K.BAR: ("a counter runs into depth along one side, shelves of bottles behind it, small tables opposite", "dark wood, brass rail, mirrors and old prints", "low amber lamps, the back of the room in shadow", "smoky, murmuring, late even when it is not", "hospital beds, daylight sky, classroom"),
    K.HOSPITAL: ("a bed on wheels at the centre, a curtain rail round it, equipment at its head and a window beyond", "pale walls, washable floor, steel and glass", "even cool light with one warm lamp by the bed", "clean, hushed, waiting", "fireplace, rugs, bottles, trees"),
    K.CELLAR: ("a low vault recedes into the dark, steps come down at one side", "rough stone or brick, beams, pipes and earth floor", "one weak source of light, everything past its circle black", "damp, close and listening", "windows with a view, bright daylight, plants"),
    K.CAVE: ("a dark mouth of rock frames a larger hollow behind, its floor broken by stone and water", "wet limestone, hanging stone teeth, smooth black pools", "a cold beam from above or a single flame below", "ancient, dripping, larger than can be seen", "furniture, brickwork, windows"),
    K.VEHICLE: ("seats in the foreground face a wide window, the passing world blurred beyond it", "upholstery, metal trim, instrument lamps and straps", "light slides over faces from outside and a faint glow from the panel", "enclosed and moving, the road or rail felt through the floor", "still landscape without a window frame, large furniture"),
    K.SHIP: ("lines of planking or plate lead along the vessel, rail and rigging at the edges, the sea beyond", "riveted steel or varnished timber, brass fittings, rope and paint worn by hands", "swinging lamps and the pale light of the water", "never quite still, engine or wind under everything", "roads, trees, city buildings"),
    K.SPACECRAFT: ("a ribbed passage or deck opens on a wide port full of stars, consoles to both sides", "moulded panels, cables, worn metal and rows of small lights", "cool panel glow below, hard starlight from outside", "sealed, humming, far from help", "trees, wooden furniture, daylight sky"),
    K.PLANET: ("a bare plain broken by strange rock runs to a curved horizon beneath an alien sky", "dust, crater rims and wind-worn spires", "a small hard sun or a great moon throws long coloured shadows", "airless, silent and unvisited", "earthly trees, houses, roads"),
    K.UNDERWATER: ("the sea floor slopes away into blue, columns of rock and weed rising at both sides", "coral, silt and rounded stone, the ribs of something sunken", "wavering shafts from the surface, fading to deep blue", "weightless, slow, every sound far away", "dry land, clouds, buildings"),
    K.THEATRE: ("the stage framed by curtains, boards running up to a painted backcloth, rows of seats in the dark before it", "velvet, gilt plaster, ropes and flats", "a hard round spot with footlights from below", "expectant, dusty, watched", "trees, traffic, kitchen"),
    K.LIGHTHOUSE_ROOM: ("a round room of glass with the great lens at its centre, an iron gallery outside and the sea far below", "iron ribs, brass fittings, curved panes and a spiral stair coming up through the floor", "the lens gathers what light there is and throws it outward in bars", "high, wind-shaken, alone above the dark water", "square walls, beds, city streets"),
    K.GREENHOUSE: ("a long house of glass with a paved path down its middle, staging and beds of leaves on both sides, the ridge overhead", "white iron ribs, misted panes, terracotta pots and a low brick wall", "daylight from every side through glass and leaves, one hanging lamp for the night", "warm, damp and green, the world outside held off by the panes", "forest, solid walls, ceilings of plaster"),
    K.INTERIOR: ("one room seen corner to corner, a window to one side and a door at the back", "plain walls and floorboards, few and well-used things", "soft light from the window, a lamp for the evening", "quiet and particular to the people who use it", "outdoor landscape, crowds"),
    K.EXTERIOR: ("an open space with something to stand on in the foreground, a middle distance to walk into and a far line of hills or roofs", "earth, stone and what grew or was built there", "the sky gives the light and sets the colour of all the rest", "open air, wind and distance", "ceilings, indoor furniture"),
}  # fmt: skip
TIMES: dict[T, tuple[str, str]] = {
    T.DAWN: ("dawn", "rose and pale gold low in the east, long soft shadows"),
    T.DAY: ("day", "clear natural daylight, true colours"),
    T.DUSK: ("dusk", "the last orange band under deepening blue, first lamps lit"),
    T.NIGHT: ("night", "deep blue darkness, a few warm sources of light"),
}
WEATHERS: dict[W, tuple[str, str]] = {
    W.CLEAR: ("clear air", "clear air beyond the windows"),
    W.RAIN: ("steady slanting rain, wet shining surfaces", "rain running down the windows"),
    W.SNOW: ("falling snow, everything rounded and white", "snow against the windows"),
    W.FOG: ("fog that takes away the distance", "fog pressed against the windows"),
    W.STORM: ("a storm: driven rain, torn clouds, lightning", "a storm beating at the windows, lightning beyond the glass"),
}
COLOUR_NAMES: tuple[tuple[str, str], ...] = tuple(
    (name, f"#{code}")
    for name, code in (
        row.rsplit(" ", 1)
        for row in (
            "black 101014,charcoal 2c2e34,slate grey 5a6470,ash grey 8c9298,pale grey c4c8cc,off-white ece8de,cream f2e4c0,sand d8be90,ochre b8893c,mustard c8a040,gold e0b048,amber e8983c,"
            "burnt orange c8682c,rust 9a4a2c,brick red a0443c,crimson 942838,wine 5c2030,rose c8808c,plum 5c3c5c,violet 6c5090,midnight blue 161c38,navy 26345c,steel blue 4c6880,sea blue 34708c,"
            "sky blue 84acc8,ice blue c8dce8,teal 30787c,sea green 4c8c7c,pale green b4ccb0,moss green 5c7040,forest green 2c4c34,olive 6c6838,dark brown 3c2a20,umber 5c4434,chestnut 7c4c34,tan b08c68,coral e07058,turquoise 48b0b4"
        ).split(",")
    )
)
# Words of sentences that tell of an hour, a weather or a state of one scene, and not of what the place is.
PASSING = (
    r"\b(?:is|are|was|were|has been|stands?|lies?|hangs?) (?:now |still |all |almost |quite )?(?:dark|lit|empty|deserted|open|closed|shut|broken|out|gone|silent|still|quiet|cold|wet|off|on|full|crowded|dead|asleep|"
    r"alive|bare|abandoned|locked|ready|there|back|over)\b"
    r"|\b(?:now|suddenly|again|finally|at last|then|meanwhile|slowly|begins?|starts?|stops?|ends?|passes|passed|comes?|came|goes|going|falls?|rises?|rose|fades?|flickers?|wakes?|dies|burns|sweeps?|moves?|opens?|closes?|turns?|arrives?|leaves?|breaks?|thins?|lifts?)\b"
    r"|\b(?:dark|cold|lit|empty|silent|still|quiet|wet|bright|cold and dark)(?=[.,;!?])"
    r"|\b(?:dawn|dusk|night|morning|evening|noon|midnight|sunrise|sunset|sunlight|sunny|sun|moonlight|moon|stars|daylight|twilight|bright|dim|sky)\b|\bsilence\b|\bquiet\b"
)
# Seen at some hours or in some weather only; the shots that see them say so.
PASSING_FEATURES = frozenset({"sun", "moon", "stars", "gulls", "snow", "puddles"})
