"""Sentences that are heard although no word in them names a sound.

Examples: 'The door opens.', 'He runs down the wooden stairs.'
"""

from __future__ import annotations

_SOME = (
    r"(?:(?:the|a|an|his|her|their|its|my|one|two|three|some|several|another|every) )?(?:[a-z][a-z'-]+"
    r" ){0,2}?"
)
"""What stands before a thing: an article and up to two words."""
_HOW = r"(?:(?:[a-z]+ly|still|then|both|all|just|once|twice) )?"
_DOOR = r"(?:doors?|gates?|hatch(?:es)?|trapdoors?)"
_BRITTLE = (
    r"(?:glass|glasses|window|windows|pane|panes|mirror|bottle|bottles|vase|cup|cups|plate|plates"
    r"|jar|windscreen|windshield|lantern"
    r" glass)"
)
_GROUND = (
    r"(?:gravel|stairs?|staircase|stairway|steps|cobbles?|cobblestones?|planks?|floorboards?|boards?"
    r"|deck|snow|sand|pavement|tiles?|marble|shingle|pebbles|puddles?|mud|leaves"
    r"|ladder|grating|catwalk|jetty|pier|corridor|hallway|passage|bridge|rocks|flagstones?|parquet|rungs)"
)
_OVER = rf"(?: (?:up|down|over|across|along|through|on|onto|in|into|out|off|back))+ {_SOME}{_GROUND}"
_GUNS = r"(?:gun|pistol|rifle|revolver|shotgun|weapon|musket|shot|shots)"
_MOTORS = (
    r"(?:cars?|trucks?|lorry|lorries|bus|buses|taxis?|cabs?|vans?|jeeps?|limousine|motorbikes?"
    r"|motorcycles?|tractor|ambulance)"
)
_PAST = (
    r"(?:past|by|away|off|up|in|out|down|along|through|across|over|overhead|back|into|towards?|around|round)"
)
_END = r"(?=\s*(?:[.,;:!?—-]|$|and |then ))"

# Pattern in lower case, and what is heard; if that is '', the script's own words say it.
HAPPENINGS: tuple[tuple[str, str], ...] = (
    (
        rf"{_SOME}{_DOOR} {_HOW}(?:opens?|swings? open|bursts? open|flies open|creeps? open|slides? open"
        r"|closes?|shuts?|swings? shut|falls? shut|slides? shut)\b",
        "",
    ),
    (
        r"(?:opens|closes|shuts|opening|closing|shutting|pushes open|pulls open|throws open|flings open"
        rf"|pulls shut) {_SOME}{_DOOR}\b",
        "",
    ),
    (rf"(?:locks|unlocks|bolts) {_SOME}(?:{_DOOR}|lock|chest|cell)\b", "a key turns in the lock"),
    (
        rf"(?:turns {_SOME}key|{_SOME}key turns|(?:puts|slides) {_SOME}key (?:in|into) {_SOME}lock)\b",
        "a key turns in the lock",
    ),
    (rf"{_SOME}{_BRITTLE} {_HOW}(?:breaks?|shatters?|bursts?|smashes|explodes?)\b", ""),
    (rf"(?:breaks|smashes|shatters) {_SOME}{_BRITTLE}\b", ""),
    (rf"drops {_SOME}(?:glass|cup|plate|vase|bottle|jar|mirror)\b", "glass breaks"),
    (rf"drops {_SOME}(?:tray|pan|pot|pots|tools|bucket|cutlery|keys|wrench|crate|suitcase)\b", "a clatter"),
    (
        rf"(?:runs|run|sprints?|races|race|dashes|dash|rushes|rush|bolts|charges?){_OVER}\b",
        "running footsteps {tail}",
    ),
    (
        r"(?:walks?|strides?|march(?:es)?|paces?|trudges?|hurry|hurries|climbs?|steps?|treads?|wades?"
        rf"|stumbles?|comes|goes|descends?|ascends?|walking|climbing){_OVER}\b",
        "footsteps {tail}",
    ),
    (
        r"(?:climbs?|descends?|mounts|ascends?) (?:the |a )?(?:[a-z]+ ){0,2}?(?:stairs?|staircase"
        r"|stairway|steps|ladder)\b",
        "footsteps {tail}",
    ),
    (
        rf"{_SOME}(?:horses?|riders?|ponies|pony|stallion|mare|cavalry) {_HOW}(?:gallops?|trots?"
        rf"|canters?|thunders?|rides?)\b(?: {_PAST})?",
        "",
    ),
    (
        rf"{_SOME}{_MOTORS} {_HOW}(?:drives?|pass(?:es)?|goes|go|roars?|speeds?|rush(?:es)?|rolls?"
        rf"|pulls?|races|rumbles?|swerves?|backs) {_PAST}\b",
        "",
    ),
    (rf"{_SOME}{_MOTORS} {_HOW}(?:pass|passes){_END}", ""),
    (
        rf"{_SOME}(?:{_MOTORS}|engines?|motors?) {_HOW}(?:starts?|comes to life|springs to life|turns "
        r"over|stalls?)\b",
        "the engine starts",
    ),
    (rf"starts {_SOME}(?:{_MOTORS}|engines?|motors?)\b", "the engine starts"),
    (
        rf"{_SOME}(?:trains?|trams?|locomotives?|express) {_HOW}(?:passes|pass|thunders?|rolls?|rushes"
        rf"|pulls?|arrives?|departs?|leaves|goes|speeds?|races|stops)\b(?: {_PAST})?",
        "",
    ),
    (
        rf"{_SOME}(?:helicopters?|planes?|airplanes?|aeroplanes?|jets?|aircraft|rockets?) "
        rf"{_HOW}(?:pass(?:es)?|fl(?:y|ies)|lands?|takes off|circles?|roars?|lifts off)\b(?: {_PAST})?",
        "",
    ),
    (
        rf"{_SOME}(?:motorboats?|outboards?|speedboats?) {_HOW}(?:starts?|pass(?:es)?|speeds?|approaches)\b",
        "",
    ),
    (
        rf"{_SOME}(?:birds?|larks?|robins?|thrush|nightingales?|blackbirds?|sparrows?) {_HOW}(?:sings?"
        r"|calls?|singing|wakes?)\b",
        "",
    ),
    (
        rf"{_SOME}(?:frogs?|toads?) {_HOW}croaks?\b|{_SOME}(?:owls?|cuckoos?) {_HOW}(?:calls?|hoots?)\b"
        rf"|{_SOME}(?:cock|rooster) {_HOW}crows\b|{_SOME}(?:wolf|wolves|hounds?) {_HOW}(?:calls?|bay"
        r"|bays)\b",
        "",
    ),
    (r"it(?: is|'s)(?: still| already| now)? (?:raining|pouring)\b|it rains\b|(?<!\w)raining\b", "rain"),
    (r"it(?: is|'s)(?: still)? hailing\b", "hail"),
    (rf"{_SOME}(?:church|cathedral|chapel|temple|village|town) bells?\b", ""),
    (rf"{_SOME}(?:wind) {_HOW}(?:blows|picks up|rises|gusts|tears|whips)\b", ""),
    (
        rf"{_SOME}(?:brook|stream|river|creek|fountain|torrent) {_HOW}(?:runs|flows|rushes|babbles"
        r"|murmurs|plays|splashes|roars)\b",
        "",
    ),
    (rf"{_SOME}(?:fire|flames|logs|bonfire|campfire) {_HOW}(?:burns?|blazes?|leaps?|catches)\b", ""),
    (
        r"(?:shoots|shoot|fires)(?: at| him| her| them| it| twice| again| first| back| once| into the "
        r"air| three times)*" + _END,
        "a gunshot",
    ),
    (
        rf"(?:fires|cocks|discharges|fire) {_SOME}{_GUNS}\b|opens fire\b|pulls the trigger\b"
        rf"|{_SOME}(?:gun|pistol|rifle) goes off\b|{_SOME}shot is fired\b",
        "a gunshot",
    ),
    (
        rf"{_SOME}(?:bombs?|grenades?|mines?|dynamite|charges) {_HOW}(?:goes off|go off|explodes?"
        r"|detonates?)\b",
        "",
    ),
    (rf"{_SOME}(?:alarms?|sirens?|phone|telephone) {_HOW}(?:goes off|goes|starts up)\b", ""),
    (
        rf"{_SOME}(?:they|we|all|everyone|everybody|people|children|audience|crowd|guests|students"
        rf"|others|spectators|he|she) {_HOW}(?:claps?|applauds?)(?= ?(?:[.,;!?]|$|and |politely|loudly"
        r"|wildly|slowly|their hands|his hands|her hands))",
        "",
    ),
    (r"(?:claps|clap) (?:his|her|their) hands\b", "hands clap"),
    (
        r"(?<!\w)(?:types|typing)(?= ?(?:[.,;!?]|$|at |on |away|a |an |the |with |fast|slowly|furiously"
        r"|quickly|and ))",
        "typing",
    ),
    (rf"(?:strikes|strike|lights|striking) {_SOME}(?:match|matches)\b", ""),
    (
        rf"(?:plays?|practises|practices) {_SOME}(?:piano|cello|violin|fiddle|guitar|harp|trumpet|bugle"
        r"|accordion|harmonica|organ|flute|drums?|record|music|chord|tune|scales)\b",
        "",
    ),
    (
        rf"{_SOME}(?:pianos?|cello|violins?|fiddle|guitar|harp|trumpet|bugle|organ|accordion|orchestra"
        rf"|band|music|choir) {_HOW}(?:begins?|starts|swells|strikes up|joins in|plays on)\b",
        "",
    ),
    (rf"(?:bows|plucks|strums) {_SOME}(?:cello|violin|guitar|strings?|harp)\b", "strings play"),
    (
        rf"(?:knocks|raps|bangs|hammers|pounds) (?:on|at) {_SOME}(?:door|doors|window|gate|hatch)\b",
        "knocks on the door",
    ),
    (rf"(?:rings|presses) {_SOME}(?:doorbell|buzzer)\b", ""),
    (
        rf"(?:pours|pouring|refills|fills) {_SOME}(?:tea|wine|water|coffee|whisky|whiskey|beer|milk"
        r"|drink|drinks|glass|glasses|cup|cups|brandy|rum)\b",
        "a drink is poured",
    ),
    (
        rf"(?:dives|jumps|leaps|falls|plunges|slips|throws [a-z ]{{1,20}}) into {_SOME}(?:water|sea"
        r"|river|lake|pool|pond|harbour|canal|waves)\b",
        "a splash",
    ),
    (
        rf"(?:falls|collapses|crashes|drops) (?:to|on|onto) {_SOME}(?:floor|ground|deck|boards|pavement)\b",
        "a thud",
    ),
    (rf"(?:takes|snaps) {_SOME}(?:picture|photograph|photo|snapshot)s?\b", "a camera shutter"),
    (rf"(?:zips|unzips) {_SOME}[a-z]+\b", "a zip"),
    (rf"{_SOME}(?:bacon|eggs?|onions?|fish|sausages?) {_HOW}(?:fry|fries|sizzles?)\b|frying\b", "sizzling"),
    (
        rf"(?:turns|flips|leafs through|tears|rips|crumples|unfolds|folds) (?:up )?{_SOME}(?:pages?"
        r"|letters?|papers?|newspapers?|maps?|envelopes?)\b",
        "paper rustles",
    ),
    (
        rf"(?:flips|flicks|throws|presses|turns on|turns off|switches on|switches off) {_SOME}(?:switch"
        r"|light|lights|lamp|lever|bolt|latch)\b",
        "a switch clicks",
    ),
    (
        rf"(?:drags|pushes back|pulls out|slides|shoves) {_SOME}(?:chairs?|stools?|tables?|benches|bench"
        r"|chest|crates?|bed|desk)\b",
        "a chair scrapes",
    ),
    (
        rf"{_SOME}coins? {_HOW}(?:falls?|spills?|rolls?|drops?)\b|(?:counts|tosses|flips|drops) "
        rf"{_SOME}(?:coins?|change)\b",
        "coins",
    ),
    (
        rf"{_SOME}(?:swords?|blades?) {_HOW}(?:meets?|cross|crosses)\b|draws {_SOME}(?:sword|sabre|blade)\b",
        "swords clash",
    ),
    (
        rf"{_SOME}(?:birds?|pigeons?|bats?|crows?|gulls|owl) {_HOW}(?:takes? flight|takes? wing|flaps?"
        r"|flutters?|scatters?)\b",
        "wings flutter",
    ),
    (rf"{_SOME}(?:twigs?|branch|branches) {_HOW}(?:breaks?|cracks?)\b", "a twig snaps"),
    (rf"{_SOME}(?:elevator|lift|microwave|toaster) {_HOW}(?:dings|pings|chimes)\b", "a bell dings"),
    (rf"{_SOME}(?:crowd|audience) {_HOW}(?:roars?|gasps?|laughs?|boos?|murmurs?|stirs)\b", ""),
    (
        r"(?:he|she|they|everyone) (?:laughs?|sobs?|weeps?|sneezes?|snores?|gasps?|screams?"
        r"|coughs?)\b(?! (?:at|off) )",
        "",
    ),
    (rf"(?:whips|cracks) {_SOME}whip\b", "a whip cracks"),
    (r"(?:he|she|they|we) (?:rows?|swims?)\b|oars? (?:dips?|pulls?|creaks?)\b", "oars splash"),
)
# Not heard there: what is compared, remembered or denied, to the end of its clause.
UNREAL = (
    r"\b(?:as if|as though|like an?|like the|instead of|dreams? of|dreaming of|imagines?|remembers?|thinks"
    r" of|reminds|about to|not|never|no longer|without|n't|paintings? of|pictures? of|photographs?"
    r" of)\b[^.,;:!?]*"
)
# Loud and sudden first; weather and murmurs are in the bed of the place anyway.
TELLING = (
    r"gunshot|shot|explo|bomb|blast|scream|shriek|siren|alarm|crash|shatter|glass breaks|breaks|smash|slam",
    r"door|gate|knock|ring|bell|phone|engine|car|train|horse|hoof|horn|whistle|clock|bark|match"
    r"|music|piano|cello|violin|plays|applau|clap|thunder|splash|key|switch|laugh|sob|cry|cries",
    r"footstep|steps|typing|type|paper|pour|chair|creak|click|rattle|clatter|hiss|crackle",
)
