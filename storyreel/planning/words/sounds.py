"""Words that are heard: things that sound of themselves, and verbs that make what does them sound."""

# Heard wherever they are named.
SOUNDS = (
    "thunder, thunderclap, thunder crack, rain, downpour, drizzle, hail, wind, gale, waves, surf, breakers,"
    " sea spray, footsteps, footfalls, hoofbeats, hooves, gunshot, gunshots, gunfire, shot rings out,"
    " explosion, blast, siren, sirens, alarm, fire alarm, car alarm, applause, laughter, birdsong, gulls,"
    " seagulls, gull, crickets, cicadas, foghorn, fog ship's horn, horn, train whistle, whistle, church bell,"
    " doorbell, buzzer, phone rings, ringtone, static, radio static, heartbeat, ticking, chime, chimes,"
    " chatter, murmur, murmurs, hubbub, commotion, traffic, helicopter, camera shutter, crackle, sizzle,"
    " drip, dripping, trickle, splash, splashes, bubbles, waterfall, creak, squeak, rattle, clatter, crash,"
    " thud, thump, bang, boom, slam, snap, crack, click, clank, clang, clink, jingle, rustle, whoosh, hiss,"
    " hum, buzz, drone, roar, rumble, howl, growl, bark, meow, whinny, scream, shriek, gasp, sob, sobs, sigh,"
    " cough, snore, whisper, whispers, knock, knocking, knocks, gong, drumbeat, singing, choir, fireworks,"
    " clash, chains, glass shatters, silence falls"
)
# What something does when it is heard; the cue keeps the words from what does it to the verb.
SOUNDING_VERBS = (
    "creak, creaks, creaking, squeak, squeaks, slam, slams, slammed, bang, bangs, rattle, rattles, rattling,"
    " ring, rings, ringing, buzz, buzzes, buzzing, beep, beeps, beeping, chime, chimes, toll, tolls, tolling,"
    " strikes, tick, ticks, ticking, click, clicks, clack, clacks, clank, clanks, clang, clangs, clink,"
    " clinks, jingle, jingles, jangle, jangles, rustle, rustles, rustling, flap, flaps, flutter, flutters,"
    " whistle, whistles, whistling, howl, howls, howling, roar, roars, roaring, rumble, rumbles, rumbling,"
    " hum, hums, humming, hiss, hisses, hissing, sizzle, sizzles, crackle, crackles, crackling, pop, pops,"
    " drip, drips, dripping, gurgle, gurgles, splash, splashes, slap, slaps, lap, laps, crash, crashes,"
    " crashing, pound, pounds, pounding, hammer, hammers, hammering, batter, batters, lash, lashes, thud,"
    " thuds, thump, thumps, explode, explodes, bark, barks, barking, growl, growls, meow, meows, purr, purrs,"
    " whinny, whinnies, neigh, neighs, moo, bleat, bleats, crow, crows, caw, caws, chirp, chirps, chirping,"
    " hoot, hoots, cry overhead, squawk, squawks, screech, screeches, cry, cries, crying, shriek, shrieks,"
    " scream, screams, screaming, wail, wails, wailing, groan, groans, groaning, moan, moans, sputter,"
    " sputters, cough, coughs, snore, snores, sob, sobs, sobbing, laughs, laughing, giggles, cheer, cheers,"
    " applaud, applauds, clap, claps, stomp, stomps, knock, knocks, knocking, tap, taps, tapping, scrape,"
    " scrapes, scratches, shatter, shatters, smash, smashes, snap, snaps, crunch, crunches, crunching,"
    " squelch, squelches, plays, playing, mutters, strikes up, whir, whirs, whirr, whirrs, whoosh, whooshes,"
    " blare, blares, honk, honks, honking, toots, sounds, revs, idles, boils, bubbles, fires, clatters,"
    " clatter, thunders, chugs, throbs, peals, gushes, trickles, drums"
)
# A verb of these is heard only from such a thing: a person who 'rings', a heart that 'cracks' make no cue.
VERBS_NEEDING_THINGS = {
    "plays": (
        "piano cello violin fiddle organ band radio gramophone accordion guitar harmonica trumpet orchestra"
        " music song record"
    ),
    "playing": (
        "piano cello violin fiddle organ band radio gramophone accordion guitar harmonica trumpet orchestra"
        " music song record"
    ),
    "mutters": "radio television set",
    "up": "piano band orchestra organ",
    "strikes": "clock bell match lightning church",
    "fires": "gun rifle cannon pistol engine furnace soldier",
    "sounds": "horn alarm siren bell foghorn whistle trumpet bugle",
    "taps": "rain branch finger fingers cane typewriter key keys stick",
    "snaps": "twig branch lock rope mast line shutter",
    "idles": "engine car motor truck taxi",
    "crows": "rooster cock",
    "crow": "rooster cock",
    "pops": "cork fire bulb champagne",
    "pop": "cork fire bulb champagne",
    "cheers": "crowd audience everyone",
    "lap": "water waves sea",
    "laps": "water waves sea harbour wake tide",
    "drums": "rain fingers",
    "claps": "audience crowd thunder shutter shutters",
    "cry": "gull gulls seagulls birds baby infant wolves crows",
    "cries": "gull baby infant bird hawk",
    "crying": "gull gulls baby infant birds",
    "boils": "kettle water pot",
    "bubbles": "water pot kettle cauldron mud",
    "slaps": "water waves wave rope sail hand",
    "slap": "water waves rope sails",
    "hammers": "rain hail heart smith engine",
    "hammer": "rain hail waves",
    "scratches": "pen needle cat dog nib branch",
}
# Words that are heard only in some phrases.
NOT_HEARD = (
    "shower of, at the crack of, clock face, phone box, phone booth, telephone box, telephone booth, piano"
    " stool, bell tower, bell jar, wind up, winds up, winds through, winds down, winding, radio mast, engine"
    " room, horn-rimmed, radio silence, drum of, birds of a feather, organ donor, fountain pen, tide pool,"
    " whistle-stop, wind her, drone of, a crack in, crack of light, snap decision, silent piano, closed"
    " piano, unplugged, without a sound, no sound, not a sound, waves at, waves to, waves back, waves him,"
    " waves her, waves a hand, waves goodbye, waves off, ticket clock"
)
GROUNDS = ("gravel", "wood", "stone", "snow", "grass", "water", "metal", "carpet", "sand")
