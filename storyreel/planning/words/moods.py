"""Words that carry a feeling, by mood."""

from storyreel.film.moods import Mood as M
from storyreel.film.places import TimeOfDay, Weather

MOOD_WORDS: dict[M, str] = {
    M.CALM: (
        "calm quiet still peaceful gentle gently soft softly slow slowly tea rest rests resting sleeps asleep"
        " breathes settled settle warm steady simple ordinary evenly drifts lapping"
    ),
    M.HOPEFUL: (
        "hope hopes hopeful light dawn sunrise promise smile smiles smiling begin begins beginning future"
        " maybe together believe tomorrow open opens new saved safe alive home rescue bright brightens first"
    ),
    M.JOYFUL: (
        "laugh laughs laughing laughter joy dance dances dancing party cheer cheers grin grins happy"
        " delighted play plays fun sing sings birthday wedding celebrate giggle giggles bunting funny"
        " charming nonsense cucumber muffins"
    ),
    M.ROMANTIC: (
        "kiss kisses love loves lover darling embrace embraces sweetheart heart hearts adore marry proposal"
        " engaged caress tender tenderly beloved passionately"
    ),
    M.MELANCHOLY: (
        "alone lonely tears tear weeps weep cries grief sorrow sad sadly lost loss funeral grave empty gone"
        " remember remembers remembered miss misses missed goodbye farewell forgotten old faded died dead"
        " death leave leaving photograph letter sorry never years last"
    ),
    M.MYSTERY: (
        "mystery strange stranger secret secrets hidden clue shadow shadows shadowy fog mist key locked"
        " unknown puzzle whisper whispers curious vanish vanished disappears discover footprints who missing"
        " anonymous"
    ),
    M.TENSE: (
        "tense danger dangerous threat fear afraid nervous nervously gun knife threat hide hides hiding"
        " breath trembling trembles wait waits waiting worried worry warning hurry argue argues shout shouts"
        " storm thunder lightning fails failing sinks sinking trapped must freezes frozen slam slams alarm"
        " urgent cannot hammers lightning wrecked helpless"
    ),
    M.EERIE: (
        "eerie ghost ghosts haunted scream screams blood monster demon dead corpse grave graves skull dread"
        " darkness creak creaks creature crypt unholy whispering cold pale nightmare curse cursed hollow"
    ),
    M.ACTION: (
        "run runs running chase chases fight fights punch punches explode explodes explosion crash crashes"
        " leap leaps jump jumps dive dives sprint sprints race races fires shoots gunfire attack attacks"
        " smash swerves hurls escape charges battle"
    ),
    M.TRIUMPHANT: (
        "victory triumph triumphant win wins won champion glory crown hero heroes cheering conquer conquered"
        " free freedom success succeeds roar summit trophy banner rises proud proudly"
    ),
}
TIME_PRIORS: dict[TimeOfDay, dict[M, float]] = {
    TimeOfDay.DAWN: {M.HOPEFUL: 1.2},
    TimeOfDay.DAY: {M.CALM: 0.8},
    TimeOfDay.DUSK: {M.MELANCHOLY: 0.7},
    TimeOfDay.NIGHT: {M.MYSTERY: 0.7, M.CALM: 0.2},
}
WEATHER_PRIORS: dict[Weather, dict[M, float]] = {
    Weather.CLEAR: {M.CALM: 0.3},
    Weather.RAIN: {M.MELANCHOLY: 0.9},
    Weather.SNOW: {M.CALM: 0.5, M.MELANCHOLY: 0.3},
    Weather.FOG: {M.MYSTERY: 1.1},
    Weather.STORM: {M.TENSE: 1.6},
}
# A line or a stretch of action with one of these is worth a close look.
STRONG_FEELING = (
    "love, loved, hate, dead, died, dying, die, kill, killed, sorry, goodbye, forgive, forgave, please,"
    " never, always, promise, promised, afraid, alone, home, mother, father, son, daughter, tears, weeps,"
    " cries, trembles, trembling, whispers, kiss, kisses, remember, forget, gone, lost, alive, marry, secret,"
    " truth, lie, lied, blood, heart, last, believe"
)
