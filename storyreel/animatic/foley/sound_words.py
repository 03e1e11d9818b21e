"""Words that name sounds: tables from the name of a recipe to the words that ask for it."""

from __future__ import annotations

from storyreel.animatic.foley.steps import GROUNDS

PHRASES: dict[str, str] = {
    "rain": "rain drum, rain tap, rain lash, rain hammer, rain batter, rain pour, downpour",
    "wind": (
        "wind howl, wind whistle, wind moan, wind roar, wind shriek, storm wind, winter wind, "
        "mountain wind, dry wind, gale"
    ),
    "alien wind": "alien wind",
    "leaves": "forest leaf, leaf rustle, tree rustle, branch rustle, wind tree, wind leaf, wind grass",
    "waves": "wave crash, wave break, wave roar, wave shore, sea roar, sea spray, surf crash",
    "lapping water": "wave lap, water lap, sea lap, water slap, wave slap",
    "waterfall": "water roar, water fall",
    "stream": "water trickle, water gurgle, water gush, tap run, running water",
    "drips": "water drip, tap drip",
    "dripping place": "dripping cellar, dripping cave",
    "bubbles": "water boil, pot boil, kettle boil, pot bubble, kettle bubble, water bubble",
    "thunder": (
        "thunder crack, thunder rumble, thunder roll, thunder roar, thunder boom, thunder crash, "
        "thunder growl, lightning strike, thunder clap, sky rumble"
    ),
    "fire": "fire crackle, fire roar, fire pop, flame crackle, flame roar, log crackle, fire hiss",
    "match": "match strike, match hiss, match flare",
    "running steps": (
        "running footstep, run step, quick footstep, hurried footstep, footstep run, foot pound"
    ),
    "slow steps": "slow footstep, heavy footstep",
    "stomp": "foot stomp, boot stomp",
    "door creak": (
        "door creak, door groan, door squeak, gate creak, hinge creak, hinge squeak, "
        "shutter creak, door squeal, hatch creak"
    ),
    "door opens": "door open, gate open, hatch open",
    "door closes": "door close, door shut, gate close, hatch close, door click",
    "door slam": (
        "door slam, door bang, shutter bang, shutter slam, gate slam, gate bang, hatch slam, "
        "window slam, lid slam, drawer slam, trunk slam"
    ),
    "knocks": "knock door, door knock, pound door, door pound",
    "key in lock": "key turn, key lock, lock turn, key click, key scrape",
    "latch": "lock click, latch click, switch click, lamp click, bolt click, lock snap",
    "wood creak": (
        "stair creak, floor creak, floorboard creak, board creak, ship creak, chair creak, "
        "bed creak, timber creak, wood creak, mast creak, rope creak, hull groan, hull creak, "
        "bough creak"
    ),
    "ship": "ship creak wave, creaking wave",
    "scrape": "chair scrape, table scrape, chair drag, foot scrape",
    "glass breaks": (
        "glass shatter, glass break, glass smash, window shatter, window break, window smash, "
        "bottle smash, bottle shatter, vase shatter, mirror shatter, plate smash, cup shatter"
    ),
    "clink": "glass clink, cup clink, bottle clink, cutlery clink, spoon clink, glass clatter",
    "swords": "sword clash, sword clang, blade clash, steel clash, sword ring, blade ring",
    "chain": "chain rattle, chain clank, chain clink, anchor chain",
    "coins": "coin jingle, coin clink, key jingle, key jangle, coin clatter, coin drop, spur jingle",
    "rustle": (
        "paper rustle, page rustle, page turn, letter rustle, newspaper rustle, map rustle, paper tear"
    ),
    "cloth": (
        "cloth rustle, sail flap, sail slap, rope slap, flag flap, curtain flap, coat rustle, "
        "skirt rustle, canvas flap, silk rustle, curtain rustle, sail snap, flag snap"
    ),
    "wings": "wing flap, wing flutter, bird flutter, wing beat, pigeon flutter, bat flutter",
    "snap": (
        "twig snap, branch snap, branch crack, rope snap, mast snap, ice crack, whip crack, "
        "line snap, bone snap, wood crack, bone crack"
    ),
    "crunch": "gravel crunch, snow crunch, glass crunch, leaf crunch",
    "gunshot": (
        "gun fire, soldier fire, rifle fire, pistol fire, shot ring, gun bang, cannon fire, "
        "rifle crack, shot fire, gun go, cork pop, champagne pop"
    ),
    "explosion": "cannon boom, bomb explode, shell explode",
    "drum": "drum roll, drum beat, drum pound, drum throb",
    "fireworks": "firework crack, firework explode, firework boom",
    "gulls": "gull cry, seagull cry, gull scream, gull shriek, gull wail, gull screech",
    "birds": "bird sing, bird call, bird chirp, bird cry, cry overhead, lark sing",
    "screech": (
        "hawk cry, eagle cry, hawk screech, eagle scream, tire screech, tyre screech, "
        "brake screech, brake squeal"
    ),
    "howl": "wolf howl, dog howl, wolf cry, coyote howl",
    "growl": (
        "lion roar, bear roar, tiger roar, beast roar, dragon roar, dog growl, monster roar, "
        "dog snarl, stomach growl"
    ),
    "dog bark": "dog bark",
    "owl": "owl hoot, owl call",
    "caw": "crow caw, raven caw, crow call, crow cry, raven croak",
    "rooster": "cock crow, rooster crow",
    "baby": "baby cry, infant cry, baby wail, baby scream, child cry",
    "heartbeat": "heart beat, heart pound, heart hammer, heart thump, heart throb, blood pound",
    "crowd murmur": (
        "crowd murmur, crowd chatter, crowd roar distant, people chatter, radio mutter, "
        "television mutter, set mutter, radio murmur, voice murmur"
    ),
    "bar crowd": "murmur bar, crowd bar",
    "hall tone": "quiet hall, empty hall, quiet church",
    "cheers": "crowd cheer, crowd roar, crowd shout, audience cheer, people cheer, everyone cheer",
    "laughter": "crowd laugh, audience laugh, people laugh, child laugh",
    "applause": "audience clap, crowd clap, audience applaud, crowd applaud",
    "gasp": "crowd gasp",
    "groan": "man groan, woman groan",
    "engine": (
        "engine idle, engine run, engine rumble, engine hum, engine roar, motor hum, "
        "engine throb, engine cough, engine chug, engine purr, engine sputter, motor sputter, "
        "car idle, truck idle, taxi idle, engine inside, truck rumble"
    ),
    "engine revs": "engine rev, motor rev, car rev, motorcycle rev",
    "car passes": "car pass, truck pass, car drive, car go",
    "car horn": (
        "car horn, car honk, horn honk, taxi honk, horn blare, truck horn, car toot, "
        "traffic honk, horn toot, horn beep"
    ),
    "foghorn": "fog horn, ship horn, fog ship horn, ship whistle, foghorn sound, foghorn blare",
    "train whistle": "train whistle, locomotive whistle, engine whistle, train toot, train shriek",
    "train": (
        "train rumble, train rattle, train clatter, train roar, train pass, train chug, "
        "wheel clack, rail rattle, locomotive chug"
    ),
    "boat motor": "boat motor, boat engine, outboard motor, boat chug, boat throb",
    "aircraft": (
        "plane pass, plane roar, jet roar, plane drone, aircraft drone, plane overhead, engine overhead"
    ),
    "siren": "siren wail, siren scream, siren blare, police siren",
    "alarm": (
        "fire alarm, car alarm, alarm ring, alarm blare, alarm sound, alarm bell, alarm buzz, "
        "alarm wail, klaxon"
    ),
    "telephone": "telephone ring, phone ring, phone buzz, cell ring, mobile ring",
    "church bell": (
        "church bell, bell toll, bell peal, tower bell, clock strike, church strike, "
        "bell strike, cathedral bell, clock toll"
    ),
    "ship bell": "ship bell, buoy bell, bell buoy, buoy clang, bell clang",
    "doorbell": "door bell, doorbell ring, doorbell buzz, doorbell chime",
    "small bell": "shop bell, little bell, bell tinkle, bell jingle, bell ring, bell ding",
    "hand bell": "school bell, hand bell, sleigh bell, bicycle bell",
    "chimes": "clock chime, wind chime, bell chime",
    "clock": "clock tick, watch tick, room clock, metronome tick",
    "typing": (
        "typewriter clack, key clack, typewriter tap, key tap, keyboard tap, keyboard clatter, "
        "typewriter clatter, typewriter key, keyboard click, typewriter click"
    ),
    "taps": "finger drum, branch tap, stick tap, cane tap, branch scratch",
    "camera": "camera shutter, camera click, shutter click, shutter snap, shutter clack",
    "whistle": "kettle whistle, kettle scream, kettle shriek, man whistle, referee whistle",
    "steam": "steam hiss, snake hiss, gas hiss, steam whistle",
    "static": (
        "radio static, radio crackle, radio hiss, static crackle, static hiss, radio buzz, "
        "speaker crackle, set hiss, television hiss, line crackle"
    ),
    "electric hum": (
        "lamp hum, light hum, light buzz, lamp buzz, neon buzz, neon hum, wire hum, "
        "refrigerator hum, fridge hum, kitchen hum, corridor hum, electric hum, bulb buzz, "
        "bulb pop, transformer hum"
    ),
    "machinery hum": (
        "machinery hum, office hum, hospital hum, machine hum, lamp machinery, machine whir, "
        "fan whir, computer hum, motor whir, generator hum, server hum"
    ),
    "spacecraft hum": (
        "spacecraft machinery hum, spacecraft hum, spaceship hum, spacecraft, starship hum, reactor hum"
    ),
    "underwater": "underwater rumble, underwater",
    "room tone": "quiet room, silence fall, silent room, empty room, room silence",
    "still air": "still air, silence outside, quiet outside",
    "quiet village": "quiet village, sleeping village",
    "night insects": (
        "night insect, cricket chirp, cricket sing, insect buzz, insect hum, cicada buzz, "
        "fly buzz, bee buzz, mosquito whine"
    ),
    "piano": "piano play, piano strike up, piano music, piano chord",
    "strings": (
        "violin play, cello play, fiddle play, orchestra play, guitar play, guitar strum, "
        "harp play, orchestra strike up"
    ),
    "trumpet": "trumpet sound, trumpet play, bugle sound, bugle call, trumpet blare",
    "band": (
        "band play, band strike up, music play, radio play, gramophone play, song play, "
        "record play, accordion play, harmonica play, organ play, music blare, music throb, "
        "organ strike up, jukebox play"
    ),
    "hooves": "hoof clatter, horse gallop, hoof clack, hoof thunder, horse trot",
    "rattle": (
        "window rattle, shutter rattle, pane rattle, cart rattle, dish rattle, door rattle, "
        "snake rattle, handle rattle, wheel rattle, key rattle"
    ),
    "splash": "water splash, fish splash, oar splash, stone splash, puddle splash",
    "pouring": "water pour, wine pour, tea pour, drink pour, coffee pour",
    "breath": "heavy breath, breath out, wind breath",
    "hammering": "smith hammer, hammer strike, hammer fall, anvil ring",
    "clang": "anvil clang, metal clang, gate clang, metal clank, pipe clank, pot clang",
    "choir": "choir sing, woman sing, man sing, voice sing, child sing, congregation sing",
}
"""Several words that together name a sound, phrases between commas.

Other words may stand between the words of a phrase, and they may come in any order.
"""
THINGS: dict[str, str] = {
    "rain": "rain drizzle rainfall raindrop",
    "hail": "hail hailstone sleet",
    "wind": "wind breeze gust storm blizzard draught draft",
    "leaves": "leaf foliage",
    "waves": "wave surf breaker sea ocean tide swell",
    "stream": "stream brook river faucet gutter trickle gurgle gush fountain",
    "waterfall": "waterfall torrent rapids",
    "thunder": "thunder thunderclap lightning",
    "fire": "fire flame bonfire campfire fireplace hearth crackle blaze",
    "match": "match matchstick",
    "footsteps": "footstep footfall step tread walking footprint pace",
    "running steps": "running sprint",
    "hooves": "hoof hoofbeat hooves horse gallop trot",
    "telephone": "telephone phone ringtone",
    "doorbell": "doorbell",
    "clock": "clock ticking tick tock metronome",
    "church bell": "toll peal belfry",
    "small bell": "bell ting ding tinkle",
    "chimes": "chime",
    "gong": "gong",
    "music box": "musicbox",
    "gunfire": "gunfire machinegun",
    "gunshot": "gunshot shot pistol rifle gun revolver",
    "explosion": "explosion blast explode bomb grenade detonation boom",
    "fireworks": "firework firecracker",
    "siren": "siren ambulance",
    "alarm": "alarm klaxon",
    "beeps": "beep bleep monitor",
    "buzzer": "buzzer intercom",
    "static": "static interference",
    "foghorn": "foghorn",
    "horn": "horn hooter",
    "train": "train locomotive railway tram subway",
    "car horn": "honk",
    "traffic": "traffic",
    "engine": "engine motor truck lorry tractor",
    "car passes": "car taxi automobile vehicle bus",
    "boat motor": "motorboat outboard",
    "helicopter": "helicopter chopper",
    "aircraft": "aeroplane airplane plane aircraft jet rocket",
    "ship": "ship hull",
    "gulls": "gull seagull",
    "birds": "birdsong bird sparrow robin lark thrush nightingale songbird chirp tweet",
    "owl": "owl hoot",
    "night insects": "cricket cicada insect grasshopper",
    "frogs": "frog toad",
    "dog bark": "dog bark hound puppy",
    "howl": "wolf wolves coyote",
    "cat": "cat kitten meow miaow",
    "purr": "purr",
    "whinny": "whinny neigh",
    "cattle": "moo cow cattle bull",
    "bleat": "bleat sheep goat lamb",
    "rooster": "rooster",
    "caw": "caw raven",
    "screech": "hawk eagle falcon squawk parrot",
    "crowd murmur": "murmur chatter hubbub crowd mutter babble voices conversation",
    "cheers": "cheer commotion uproar",
    "laughter": "laughter laugh giggle chuckle",
    "applause": "applause applaud clap clapping",
    "heartbeat": "heartbeat heart pulse",
    "baby": "baby infant",
    "breath": "breath sigh exhale breathing",
    "gasp": "gasp inhale",
    "cough": "cough sneeze",
    "snore": "snore snoring",
    "sobs": "sob weep cry whimper",
    "scream": "scream shriek wail yell",
    "groan": "moan groan",
    "whispers": "whisper",
    "choir": "choir singing sing hymn chant",
    "glass breaks": "shatter",
    "clink": "clink",
    "swords": "sword clash blade sabre",
    "chain": "chain shackle",
    "coins": "coin jingle jangle",
    "rustle": "rustle paper page",
    "cloth": "cloth curtain sail flag silk",
    "wings": "flutter wing flap",
    "zip": "zip zipper",
    "typing": "typing typewriter keyboard",
    "camera": "camera shutter",
    "splash": "splash plunge",
    "drips": "drip dripping drop droplet",
    "pouring": "pour pouring",
    "bubbles": "bubble boil cauldron",
    "underwater": "underwater undersea",
    "steam": "steam hiss",
    "sizzle": "sizzle frying",
    "whoosh": "whoosh swish swoosh whip",
    "knocks": "knock knocking rap",
    "hammering": "hammering hammer batter",
    "key in lock": "key",
    "latch": "latch click bolt lock switch lever",
    "drum": "drumbeat drum",
    "rumble": "rumble earthquake avalanche landslide tremor",
    "drone": "drone",
    "crunch": "crunch",
    "squelch": "squelch mud",
    "snap": "snap twig",
    "piano": "piano",
    "band": "music song band orchestra radio record gramophone jukebox",
    "strings": "violin cello fiddle guitar harp",
    "trumpet": "trumpet bugle fanfare",
    "spacecraft hum": "spaceship starship reactor",
    "machinery hum": "machinery machine whir whirr fan generator computer",
    "electric hum": "lamp neon electricity refrigerator fridge transformer",
    "room tone": "silence quiet hush",
    "whistle": "whistle kettle",
}
"""One word that is a sound, or a thing with a sound of its own."""
ACTIONS: dict[str, str] = {
    "door creak": "creak",
    "squeak": "squeak squeal",
    "door slam": "slam",
    "bang": "bang pop",
    "thud": "thud thump fall",
    "crash": "crash smash wreck collide",
    "clatter": "clatter tumble",
    "rattle": "rattle shake",
    "clang": "clang clank clack",
    "electric hum": "hum buzz",
    "wind": "howl",
    "growl": "growl roar snarl",
    "screech": "screech",
    "snap": "crack",
    "latch": "clack",
    "small bell": "ring",
    "car horn": "blare toot",
    "engine revs": "rev",
    "engine": "idle chug sputter throb",
    "taps": "tap",
    "scrape": "scrape scratch drag",
    "stomp": "stomp stamp",
    "hammering": "pound lash strike",
    "lapping water": "lap slap",
    "door opens": "door gate",
    "glass breaks": "break",
    "caw": "crow",
    "band": "play",
}
"""What something does; used only if no thing is named that has a sound of its own."""
NEIGHBOURS: dict[str, str] = {
    "growl": "monster beast animal creature lion tiger bear dragon boar ghost demon",
    "engine": "motorcycle bulldozer tank harvester mower drill saw chainsaw",
    "clatter": "dish cutlery tool pan plate bottle box crate cart wagon toy furniture",
    "wood creak": "wood floor stair board chair bed ladder rope swing mast",
    "clang": "metal iron steel pipe anvil pan bucket armour",
    "crowd murmur": "people man woman child party audience speech talk restaurant market cafe",
    "bar crowd": "bar pub tavern saloon",
    "footsteps": "walk foot feet shoe boot march dance crawl climb",
    "still air": "night field meadow garden outside park desert sky snow winter",
    "room tone": "room house indoor bedroom library museum",
    "whoosh": "arrow throw fly spear swing ghost magic spell laser",
    "machinery hum": "factory robot elevator lift escalator printer laboratory hospital office",
    "spacecraft hum": "space orbit station portal alien",
    "waves": "beach shore coast harbour bay",
    "stream": "water creek rain-gutter shower bath sink",
    "thud": "body hit punch kick impact drop land",
    "leaves": "tree forest wood bush jungle grass",
    "traffic": "street city road highway town",
    "glass breaks": "glass window mirror ice",
    "cloth": "coat dress bag rope leather tent",
    "hall tone": "church cathedral hall theatre cave tunnel",
    "wind": "air mountain",
    "beeps": "electronic digital console screen signal",
    "birds": "duck goose swan pigeon chicken hen turkey pheasant",
    "night insects": "bee fly mosquito wasp",
    "small bell": "glockenspiel triangle",
    "strings": "flute clarinet oboe saxophone banjo mandolin lute",
    "piano": "organ harpsichord accordion harmonica",
    "latch": "button trigger gun-cock pen",
    "scream": "shout call",
    "explosion": "cannon volcano crater",
    "rustle": "letter book newspaper map",
}
"""The substitute for a sound that has no recipe."""
GROUND_WORDS: dict[str, str] = {
    "deck": "wood",
    "floor": "wood",
    "floorboard": "wood",
    "board": "wood",
    "stair": "wood",
    "plank": "wood",
    "pier": "wood",
    "jetty": "wood",
    "cobble": "stone",
    "cobblestone": "stone",
    "pavement": "stone",
    "concrete": "stone",
    "marble": "stone",
    "tile": "stone",
    "rock": "stone",
    "asphalt": "stone",
    "shingle": "gravel",
    "pebble": "gravel",
    "path": "gravel",
    "puddle": "water",
    "mud": "water",
    "leaf": "grass",
    "lawn": "grass",
    "grate": "metal",
    "ladder": "metal",
    "iron": "metal",
    "steel": "metal",
    "rug": "carpet",
    "dune": "sand",
    "beach": "sand",
    "ice": "snow",
    **{ground: ground for ground in GROUNDS},
}
"""The ground that a word names."""
PASSING_WORDS = frozenset(
    [
        "a",
        "an",
        "the",
        "his",
        "her",
        "its",
        "their",
        "my",
        "your",
        "our",
        "this",
        "that",
        "and",
        "or",
        "of",
        "to",
        "with",
        "is",
        "are",
        "sound",
        "sounds",
        "noise",
        "audio",
        "effect",
    ]
)
"""Words that name no sound."""
HEAVY_WORDS = frozenset(
    [
        "heavy",
        "loud",
        "great",
        "angry",
        "violent",
        "driving",
        "hard",
        "strong",
        "huge",
        "deafening",
        "fierce",
        "howling",
        "storm",
        "close",
    ]
)
LIGHT_WORDS = frozenset(
    ["light", "soft", "quiet", "gentle", "faint", "low", "slow", "drizzle", "little", "small", "weak", "dry"]
)
