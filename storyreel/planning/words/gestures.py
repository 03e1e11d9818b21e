"""Verbs of the body and of the camera, and what they show."""

from __future__ import annotations

from storyreel.film.storyboard import CameraMove as C
from storyreel.film.storyboard import Pose
from storyreel.film.storyboard import ShotSize as S

_GROUND = (
    r"ground|floor|floorboards|earth|dust|dirt|mud|snow|sand|grass|gravel|street|road|deck|pavement"
    r"|sidewalk|cobbles|cobblestones|tarmac|tiles|stage|rug|carpet|bed"
)
_DOWN = (
    r"(?:(?:to|on|onto|into|in|across|against) (?:the|his|her|their|a|all) (?:\w+"
    rf" )?(?:{_GROUND}|back|face|side|heap|fours)\b"
    r"|down\b(?! (?:the|a|at|on (?:the|a) (?:chair|sofa|bench|stool)))|over\b(?!"
    r" \w)|dead\b|flat\b|lifeless|unconscious|senseless|where (?:he|she|they) stands?)"
)
# A person falls if it follows the name, a pronoun or a comma. In 'she sees snow fall' no person does.
_THEIR = r"(?:^(?:\s*\([^()]*\))?\W*|\b(?:and|then|but|he|she|they|who|suddenly|both) |, )(?:\w+ly )?"
_NO_FALL = (
    r"(?! (?:asleep|silent|quiet|still|in love|for|behind|back|ill|sick|pregnant|apart|away|short|into|to"
    r" (?:his|her|their|one) knees?|on (?:his|her|their) knees|in (?:step|line|with|behind)))"
)
_SEATS = r"chair|armchair|seat|back seat|bench|stool|throne|pew|saddle|wheelchair|rocking chair|deckchair"

POSES: dict[Pose, str] = {
    Pose.LYING: (
        r"\b(?:lies|lie\b(?! (?:to|about))|lay(?! (?:the|a|an|his|her|their|it|out|in wait)\b)|lying|laid"
        r" out|sprawl(?:s|ed)|collaps(?:es|ed)(?! (?:on(?:to)?|into|in) (?:a|an|the|his|her) (?:\w+ )?(?:"
        + _SEATS
        + r")\b)|faint(?:s|ed)|pass(?:es|ed) out|dead on the|stretched out"
        r"|in (?:bed|(?:his|her|their|the)"
        r" (?:bed|beds|bunk|bunks|berth|berths|hammock|cot|cots|crib|cradle|sleeping bags?))\b(?!"
        r" ?room)|(?:climb(?:s|ed)?|gets?|got|crawl(?:s|ed)?|slip(?:s|ped)?) into"
        r" (?:bed|(?:his|her|their|the) (?:bed|bunk|berth|hammock))|(?:goes|went) to bed"
        r"|(?:asleep|sleeps?|slept|sleeping|unconscious) (?:on|in|across) (?:a|an|the|his|her|their) (?:\w+"
        rf" )?(?:{_GROUND})"
        r"|(?:is|are|gets) (?:shot|struck down|knocked (?:down|out|over)|killed|felled)\b)"
        rf"|{_THEIR}(?:falls?|fell|drop(?:s|ped)?|crumple[sd]?|tumble[sd]?|sinks?|sank|slides?|slid"
        r"|crash(?:es|ed)|pitches|topple[sd]|keels?|goes|went|(?:is|was)"
        rf" thrown)(?: \w+ly| heavily| back| backwards?| forwards?)? {_DOWN}"
        rf"|{_THEIR}(?:(?:falls|fell)\b{_NO_FALL}|crumples\b(?! (?:the|a|his|her))|keels over)"
    ),
    Pose.RUNNING: (
        r"\b(?:run(?:s|ning)?|ran|sprint(?:s|ed|ing)?|dash(?:es|ed|ing)?|race[sd]?|rac(?:es|ing)"
        r"|bolt(?:s|ed)?|flees?|fled|fleeing|chas(?:es|ed|ing)|charge[sd]?|gallop(?:s|ed)?"
        r"|scramble[sd]?|hurr(?:ies|ied|ying)|rush(?:es|ed)|tore"
        r" (?:up|down|along|across|through))\b"
    ),
    Pose.WALKING: (
        r"\b(?:walk(?:s|ed|ing)?|swims?|swam|swimming|dives?|dived|diving|step(?:s|ped|ping)?"
        r"|strid(?:es|ing)|strode|climb(?:s|ed|ing)?|cross(?:es|ed|ing)?|enter(?:s|ed|ing)?"
        r"|approach(?:es|ed|ing)?|wander(?:s|ed|ing)?|pac(?:es|ed|ing)|stroll(?:s|ed|ing)?"
        r"|trudg(?:es|ed|ing)|tiptoe[sd]?|rolled"
        r" (?:between|along|across|over|up|down|through|to|towards?|on|away|out|back|past)"
        r"|march(?:es|ed|ing)?|limp(?:s|ed|ing)?|creep(?:s|ing)?|crept|descend(?:s|ed|ing)?|(?:comes?|came)"
        r" (?:in|down|up|out|along|over|through|back)|(?:goes|went) (?:in|into|down|up|out|to(?!"
        r" (?:bed|sleep))|back|over|along|through|on down)|head(?:s|ed)"
        r" (?:for|to|toward|towards|out|off|back|down|up|in|into|over|home|across|through)|leav(?:es"
        r"|ing)|exit(?:s|ed)?|follow(?:s|ed|ing)?|hobble[sd]?|shuffl(?:es|ed|ing)|move[sd]?"
        r" to|haul(?:s|ed)?|carr(?:ies|ied|ying))\b"
    ),
    Pose.KNEELING: (
        r"\b(?:kneel(?:s|ing)?|knelt|crouch(?:es|ing|ed)?|squat(?:s|ted)?|squatting|(?:on|to)"
        r" (?:one|his|her|their) knees?)\b"
    ),
    Pose.SITTING: (
        r"\b(?:sit(?:s|ting)?|sat|seated|perch(?:es|ed)|slump(?:s|ed)?|settle[sd]?"
        r" (?:in|into|on|down)|(?<!\bthe )(?<!\ba )(?<!last )(?<!first )(?<!next )(?<!each )(?<!every"
        r" )rows?|rowed|rowing|driv(?:es|ing)|drove|at the (?:table|desk|wheel|piano|bar)|huddled?|plays the"
        r" piano|on (?:a|the) (?:bench|stool|bunk|chair|sofa|step|bollard)"
        r"|(?:collapse[sd]|falls|fell|drop(?:s|ped)|sinks|sank|flop(?:s|ped)) (?:back )?(?:in|into|on|onto)"
        r" (?:a|an|the|his|her) (?:\w+ )?(?:" + _SEATS + r"|sofa|couch))\b"
    ),
    Pose.STANDING: (
        r"\b(?:stand(?:s|ing)?|stood|rises|rose(?= (?:and|to|from|slowly|up)\b|[.,;])|gets? (?:up|out)|got"
        r" (?:up|out)|(?:jumps?|jumped|leaps?|leapt|springs?|sprang) up|(?:on|to) (?:his|her|their)"
        r" feet|straighten(?:s|ed))\b"
    ),
}
HALTS = r"\b(?:lean(?:s|ed|t)?|wait(?:s|ed)?|stop(?:s|ped)?|halt(?:s|ed)?|pause[sd]?|turn(?:s|ed)?)\b"
"""Who walked or knelt comes to stand; who sits or lies goes on doing so."""
SLEEPS = r"\b(?:asleep|sleeps?|slept|sleeping|unconscious|doze[sd]|dozing|nod(?:s|ded) off)\b"
SLEEPS_SEATED = rf"\b(?:shoulders?|lap|against|table|desk|wheel|{_SEATS})\b"
"""Places in which a person sits who is said to sleep and not to lie."""
ENTERS = (
    r"\b(?:enter(?:s|ed)?|(?:comes?|came) in|arrive[sd]?|appear(?:s|ed)?|bursts? in|step(?:s|ped)?"
    r" (?:in|inside|aboard|out of)|emerge[sd]?|join(?:s|ed)?|walk(?:s|ed)? in|(?:runs?|ran) in"
    r"|hurr(?:ies|ied) in|board(?:s|ed)?)\b"
)
LEAVES = (
    r"\b(?:exit(?:s|ed)?|leaves?|walk(?:s|ed)? (?:out|off|away)|(?:goes|went) (?:out(?!"
    r" (?:on|onto|into|to)\b)|away|home)|storm(?:s|ed)? out|r(?:uns?|ides?|an|ode)"
    r" (?:out|off|away)|flees|fled"
    r"|disappear(?:s|ed)?|vanish(?:es|ed)|hurr(?:ies|ied) (?:out|off|away)|depart(?:s|ed)?)\b"
    r"|\b(?:she|he|they|and|who|then) left(?= (?:the|this|without|again|at|for|with|in)\b|[.,;])"
)
ABSENT = (
    r"\b(?:has|have|had) (?:\w+ )?(?:left(?: (?:the|this)"
    r" (?:room|house|building|hall|stage|party|table|town|village|ship|island|scene))?(?=\W*$|[.,;:!?]| and |"
    r" for | with )"
    r"|gone(?! to sleep)|vanished|disappeared|departed|fled|run (?:off|away))"
    r"|\b(?:is|are|was|were) (?:\w+ )?(?:gone|missing|away|absent|nowhere|elsewhere|no longer"
    r" (?:here|there)|not (?:here|there|in sight|to be seen))\b|^\W*s gone\b"
)
"""Words about a person who is not there, or no longer."""
INDOORS_STILL = (
    r"\b(?:stays?|remains?|waits?|is|sits|left)(?: \w+)? (?:inside|indoors|behind the wheel|at home|in"
    r" (?:the|his|her|their)"
    r" (?:car|truck|van|taxi|cab|bus|coach|house|cottage|cabin|tent|room|office|shop))\b"
)
"""Words about a person who is not seen outdoors."""
EMPTIES = (
    r"^\W*(?:nobody|no one|not a soul|there is nobody|there is no one)(?: is| left)?(?: here| there| in"
    r" sight| about)?\W*$"
    r"|^\W*(?:now )?(?:(?:the|this) )?(?:{place}|room|place|street|house|hall|it|all|everything)"
    r" (?:is|are|lies?|stands?) (?:now |quite |completely )?(?:empty|deserted|abandoned)\W*$"
    r"|^\W*(?:an? |the )?(?:empty|deserted) (?:{place}|room|place|street|house|hall)\W*$"
)
"""A place without people; `{place}` stands for the words of its name."""
EVERYONE = r"^\W*(?:everyone|everybody|all (?:of them|rise|stand)|they all)\b"
OTHERS = r"^\W*(?:all )?(?:the (?:others?|rest)|everyone else)\b"
LOOKS_AWAY = (
    r"\b(?:looks? out|gazes? (?:out|at the sea|at the horizon)|stares? (?:out|into)|turns? away|back to"
    r" (?:us|the room|camera)|faces? the (?:sea|window|horizon)|watches the"
    r" (?:sea|horizon|storm|lights?)|walks? away|out to sea)\b"
)

# What the script asks for in so many words.
ASKED_SIZES: tuple[tuple[str, S], ...] = (
    (r"\bEXTREME CLOSE\b|\bECU\b|\bMACRO\b", S.EXTREME_CLOSE),
    (r"\bCLOSE(?:[- ]?UP)?(?: ON)?\b|\bCU\b|\bINSERT\b|\bTIGHT ON\b", S.CLOSE),
    (r"\bMEDIUM CLOSE\b", S.MEDIUM_CLOSE),
    (r"\bMEDIUM SHOT\b|\bTWO[- ]SHOT\b|\bMID SHOT\b", S.MEDIUM),
    (r"\bAERIAL\b|\bEXTREME WIDE\b|\bPANORAMA\b|\bBIRD'S[- ]EYE\b|\bDRONE SHOT\b", S.EXTREME_WIDE),
    (r"\bWIDE(?: SHOT| ANGLE| ON)?\b|\bLONG SHOT\b|\bESTABLISHING\b", S.WIDE),
    (r"\bFULL SHOT\b", S.FULL),
)
ASKED_MOVES: tuple[tuple[str, C], ...] = (
    (r"\bPUSH(?:ES)? IN\b|\bDOLLY IN\b|\bMOVE IN\b|\bTRACK IN\b", C.DOLLY_IN),
    (r"\bPULL(?:S)? (?:BACK|OUT)\b|\bDOLLY (?:OUT|BACK)\b", C.DOLLY_OUT),
    (r"\bZOOM(?:S)? IN\b", C.ZOOM_IN),
    (r"\bZOOM(?:S)? OUT\b", C.ZOOM_OUT),
    (r"\bPAN(?:S)? (?:TO THE )?LEFT\b", C.PAN_LEFT),
    (r"\bPAN(?:S|NING)?\b", C.PAN_RIGHT),
    (r"\bTILT(?:S)? DOWN\b", C.TILT_DOWN),
    (r"\bTILT(?:S)?\b", C.TILT_UP),
    (r"\bCRANE(?:S)? DOWN\b", C.CRANE_DOWN),
    (r"\bCRANE(?:S)?\b", C.CRANE_UP),
    (r"\bHAND-?HELD\b", C.HANDHELD),
    (r"\bTRACKING\b|\bTRACKS? (?:WITH|ALONG)\b|\bDOLLY\b", C.DOLLY_RIGHT),
)
# What happens, and the moves that follow it; the first that is not the move before is taken.
MOVES_FOR: tuple[tuple[str, tuple[C, ...]], ...] = (
    (
        r"\b(?:runs?|running|chas(?:es|ing)|fights?|struggles?|stumbles?|staggers?|crash(?:es)?"
        r"|lurch(?:es)?|shakes)\b",
        (C.HANDHELD, C.DOLLY_RIGHT, C.DOLLY_LEFT),
    ),
    (
        r"\b(?:climbs?|climbing|rises?|rising|looks? up|soars?|lifts?|ascends?|up the|towers?|flares?"
        r"|blazes?)\b",
        (C.TILT_UP, C.CRANE_UP),
    ),
    (
        r"\b(?:falls?|falling|drops?|descends?|sinks?|down the|looks? down|lowers?|kneels?|sits? down"
        r"|sets? down)\b",
        (C.TILT_DOWN, C.CRANE_DOWN),
    ),
    (
        r"\b(?:enters?|approach(?:es)?|comes? (?:in|closer|to)|steps? (?:in|closer|forward)|toward"
        r"|towards|leans? in)\b",
        (C.DOLLY_IN, C.PAN_LEFT),
    ),
    (
        r"\b(?:leaves?|exits?|departs?|walks? away|pulls? away|sails?|sailing|recedes?|goes out|gone"
        r"|vanish(?:es)?|alone)\b",
        (C.DOLLY_OUT, C.ZOOM_OUT, C.CRANE_UP),
    ),
    (
        r"\b(?:walks?|walking|cross(?:es)?|strides?|passes|moves? along|follows?|drives?|drifts?|paces?)\b",
        (C.DOLLY_RIGHT, C.DOLLY_LEFT, C.PAN_RIGHT),
    ),
    (
        r"\b(?:sweeps?|searches|scans?|looks? around|turns?|across|horizon|rows? of|line of)\b",
        (C.PAN_RIGHT, C.PAN_LEFT),
    ),
    (
        r"\b(?:realis\w+|realiz\w+|stares?|reads?|sees?|notices?|remembers?|tears?|trembl\w+|eyes|face"
        r"|smiles?|hand|hands)\b",
        (C.ZOOM_IN, C.DOLLY_IN),
    ),
)
# Small things that deserve a view of their own when a sentence is about them and no person.
INSERTS = (
    "letter, note, key, keys, photograph, photo, picture frame, ring, watch, clock, candle, match, matches,"
    " knife, gun, pistol, phone, telephone, radio, book, diary, journal, map, ticket, coin, cup, mug, teacup,"
    " glass, bottle, lock, handle, doorknob, switch, lever, button, dial, gauge, wick, flame, lamp, bulb,"
    " screen, newspaper, envelope, postcard, card, necklace, locket, pen, needle, record, shoe, shoes, hand,"
    " hands, eye, eyes, footprint, footprints, blood, button, badge, coat, hat, suitcase, box, drawer,"
    " kettle, plate, bell, whistle, compass, chart, rope, knot, chain, toy, doll, mirror, flower, rose,"
    " sandwich, cigarette case, pencil, matchbox, notebook, hand-bag, handbag, thermos, lantern"
)
TINY = frozenset(
    "key ring coin match wick flame needle eye eyes dial gauge button watch locket ticket knot lock".split()
)
CLOSE_GESTURES = (
    r"\b(?:smile[sd]?|frown(?:s|ed)?|blink(?:s|ed)?|stare[sd]?|look(?:s|ed)?"
    r" (?:up|down|at)|nod(?:s|ded)?|sigh(?:s|ed)?|tears?|weeps?|wept|cries|cried|trembl\w+"
    r"|whisper(?:s|ed)?|reads?|eyes|face|lips|swallow(?:s|ed)?|listen(?:s|ed)?|breathe[sd]?|winces?"
    r"|close[sd]?"
    r" (?:his|her|their) eyes|hand|hands|fingers)\b"
)
