"""Verbs of the body and of the camera, and what they show."""

from __future__ import annotations

from storyreel.film.storyboard import CameraMove as C
from storyreel.film.storyboard import Pose
from storyreel.film.storyboard import ShotSize as S

_GROUND = r"ground|floor|floorboards|earth|dust|dirt|mud|snow|sand|grass|gravel|street|road|deck|pavement|sidewalk|cobbles|cobblestones|tarmac|tiles|stage|rug|carpet|bed"
_DOWN = (
    rf"(?:(?:to|on|onto|into|in|across|against) (?:the|his|her|their|a|all) (?:\w+ )?(?:{_GROUND}|back|face|side|heap|fours)\b"
    r"|down\b(?! (?:the|a|at|on (?:the|a) (?:chair|sofa|bench|stool)))|over\b(?! \w)|dead\b|flat\b|lifeless|unconscious|senseless|where (?:he|she|they) stands?)"
)
# A fall is theirs where it follows the name, a pronoun or a comma: 'she sees snow fall' lays nobody down.
_THEIR = r"(?:^(?:\s*\([^()]*\))?\W*|\b(?:and|then|but|he|she|they|who|suddenly|both) |, )(?:\w+ly )?"
_NO_FALL = r"(?! (?:asleep|silent|quiet|still|in love|for|behind|back|ill|sick|pregnant|apart|away|short|into|to (?:his|her|their|one) knees?|on (?:his|her|their) knees|in (?:step|line|with|behind)))"
_SEATS = r"chair|armchair|seat|back seat|bench|stool|throne|pew|saddle|wheelchair|rocking chair|deckchair"

POSES: dict[Pose, str] = {
    Pose.LYING: r"\b(?:lies|lie\b(?! (?:to|about))|lying|laid out|sprawl(?:s|ed)|collaps(?:es|ed)(?! (?:on(?:to)?|into|in) (?:a|an|the|his|her) (?:\w+ )?(?:"
    + _SEATS
    + r")\b)|faints|passes out|dead on the|stretched out"
    r"|in (?:bed|(?:his|her|their|the) (?:bed|beds|bunk|bunks|berth|berths|hammock|cot|cots|crib|cradle|sleeping bags?))\b(?! ?room)|(?:climbs?|gets?|crawls?|slips?) into (?:bed|(?:his|her|their|the) (?:bed|bunk|berth|hammock))|goes to bed"
    rf"|(?:asleep|sleeps?|sleeping|unconscious) (?:on|in|across) (?:a|an|the|his|her|their) (?:\w+ )?(?:{_GROUND})"
    r"|(?:is|are|gets) (?:shot|struck down|knocked (?:down|out|over)|killed|felled)\b)"
    rf"|{_THEIR}(?:falls?|fell|drops?|crumples?|tumbles?|sinks?|slides?|crashes|pitches|topples|keels?|goes|is thrown)(?: \w+ly| heavily| back| backwards?| forwards?)? {_DOWN}"
    rf"|{_THEIR}(?:(?:falls|fell)\b{_NO_FALL}|crumples\b(?! (?:the|a|his|her))|keels over)",
    Pose.RUNNING: r"\b(?:run(?:s|ning)?|ran|sprint(?:s|ing)?|dash(?:es|ing)?|race[sd]?|rac(?:es|ing)|bolts?|flees?|fleeing|chas(?:es|ing)|charges?|gallops?|scrambles?|hurr(?:ies|ying))\b",
    Pose.WALKING: r"\b(?:walk(?:s|ing)?|swims?|swimming|dives?|diving|step(?:s|ping)?|strid(?:es|ing)|climb(?:s|ing)?|cross(?:es|ing)?|enter(?:s|ing)?|approach(?:es|ing)?|wander(?:s|ing)?|pac(?:es|ing)|stroll(?:s|ing)?|trudg(?:es|ing)"
    r"|march(?:es|ing)?|limp(?:s|ing)?|creep(?:s|ing)?|descend(?:s|ing)?|comes? (?:in|down|up|out|along|over|through)|goes (?:in|down|up|out|to)|heads (?:for|to|toward|towards|out|off|back|down|up|in|into|over|home|across|through)|leav(?:es|ing)|exits?|follow(?:s|ing)?|hobbles?|shuffl(?:es|ing)|moves? to|hauls?|carr(?:ies|ying))\b",
    Pose.KNEELING: r"\b(?:kneel(?:s|ing)?|knelt|crouch(?:es|ing|ed)?|squats?|squatting|(?:on|to) (?:one|his|her|their) knees?)\b",
    Pose.SITTING: r"\b(?:sit(?:s|ting)?|sat|seated|perch(?:es|ed)|slumps?|settles? (?:in|into|on)|rows?|rowing|driv(?:es|ing)|at the (?:table|desk|wheel|piano|bar)|huddled?|plays the piano|on (?:a|the) (?:bench|stool|bunk|chair|sofa|step|bollard)"
    r"|(?:collapses|falls|drops|sinks|flops) (?:back )?(?:in|into|on|onto) (?:a|an|the|his|her) (?:\w+ )?(?:" + _SEATS + r"|sofa|couch))\b",
    Pose.STANDING: r"\b(?:stand(?:s|ing)?|stood|rises|gets? (?:up|out)|(?:jumps?|leaps?|springs?) up|(?:on|to) (?:his|her|their) feet|straightens)\b",
}
HALTS = r"\b(?:leans?|waits?|stops?|halts?|pauses?|turns?)\b"
"""Who walked or knelt comes to stand; who sits or lies goes on doing so."""
SLEEPS = r"\b(?:asleep|sleeps?|sleeping|unconscious|dozes|dozing|nods off)\b"
SLEEPS_SEATED = rf"\b(?:shoulders?|lap|against|table|desk|wheel|{_SEATS})\b"
"""Where who is said to sleep and not to lie sits."""
ENTERS = (
    r"\b(?:enters?|comes? in|arrives?|appears?|bursts? in|steps? (?:in|inside|aboard|out of)|emerges?|joins?|walks? in|runs? in|hurries in|boards?)\b"
)
LEAVES = r"\b(?:exits?|leaves?|walks? (?:out|off|away)|goes out|storms? out|r(?:uns?|ides?) (?:out|off|away)|flees|disappears?|vanishes|hurries (?:out|off)|departs?)\b"
ABSENT = (
    r"\b(?:has|have|had) (?:\w+ )?(?:left(?: (?:the|this) (?:room|house|building|hall|stage|party|table|town|village|ship|island|scene))?(?=\W*$|[.,;:!?]| and | for | with )"
    r"|gone(?! to sleep)|vanished|disappeared|departed|fled|run (?:off|away))"
    r"|\b(?:is|are|was|were) (?:\w+ )?(?:gone|missing|away|absent|nowhere|elsewhere|no longer (?:here|there)|not (?:here|there|in sight|to be seen))\b|^\W*s gone\b"
)
"""Of somebody who is not there, or no longer."""
INDOORS_STILL = r"\b(?:stays?|remains?|waits?|is|sits|left)(?: \w+)? (?:inside|indoors|behind the wheel|at home|in (?:the|his|her|their) (?:car|truck|van|taxi|cab|bus|coach|house|cottage|cabin|tent|room|office|shop))\b"
"""Of somebody whom nobody sees out of doors."""
EMPTIES = (
    r"^\W*(?:nobody|no one|not a soul|there is nobody|there is no one)(?: is| left)?(?: here| there| in sight| about)?\W*$"
    r"|^\W*(?:now )?(?:(?:the|this) )?(?:{place}|room|place|street|house|hall|it|all|everything) (?:is|are|lies?|stands?) (?:now |quite |completely )?(?:empty|deserted|abandoned)\W*$"
    r"|^\W*(?:an? |the )?(?:empty|deserted) (?:{place}|room|place|street|house|hall)\W*$"
)
"""A place with nobody in it; `{place}` stands for the words of its name."""
EVERYONE = r"^\W*(?:everyone|everybody|all (?:of them|rise|stand)|they all)\b"
OTHERS = r"^\W*(?:all )?(?:the (?:others?|rest)|everyone else)\b"
LOOKS_AWAY = r"\b(?:looks? out|gazes? (?:out|at the sea|at the horizon)|stares? (?:out|into)|turns? away|back to (?:us|the room|camera)|faces? the (?:sea|window|horizon)|watches the (?:sea|horizon|storm|lights?)|walks? away|out to sea)\b"

# What the script asks for in so many words.
ASKED_SIZES: tuple[tuple[str, S], ...] = (
    (r"\bEXTREME CLOSE\b|\bECU\b|\bMACRO\b", S.EXTREME_CLOSE),
    (r"\bCLOSE(?:[- ]?UP)?(?: ON)?\b|\bCU\b|\bINSERT\b|\bTIGHT ON\b", S.CLOSE),
    (r"\bMEDIUM CLOSE\b", S.MEDIUM_CLOSE),
    (r"\bMEDIUM SHOT\b|\bTWO[- ]SHOT\b|\bMID SHOT\b", S.MEDIUM),
    (r"\bAERIAL\b|\bEXTREME WIDE\b|\bPANORAMA\b|\bBIRD'S[- ]EYE\b|\bDRONE SHOT\b", S.EXTREME_WIDE),
    (r"\bWIDE(?: SHOT| ANGLE| ON)?\b|\bLONG SHOT\b|\bESTABLISHING\b", S.WIDE),
    (r"\bFULL SHOT\b", S.FULL),
)  # fmt: skip
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
)  # fmt: skip
# What happens, and the moves that follow it; the first that is not the move before is taken.
MOVES_FOR: tuple[tuple[str, tuple[C, ...]], ...] = (
    (r"\b(?:runs?|running|chas(?:es|ing)|fights?|struggles?|stumbles?|staggers?|crash(?:es)?|lurch(?:es)?|shakes)\b", (C.HANDHELD, C.DOLLY_RIGHT, C.DOLLY_LEFT)),
    (r"\b(?:climbs?|climbing|rises?|rising|looks? up|soars?|lifts?|ascends?|up the|towers?|flares?|blazes?)\b", (C.TILT_UP, C.CRANE_UP)),
    (r"\b(?:falls?|falling|drops?|descends?|sinks?|down the|looks? down|lowers?|kneels?|sits? down|sets? down)\b", (C.TILT_DOWN, C.CRANE_DOWN)),
    (r"\b(?:enters?|approach(?:es)?|comes? (?:in|closer|to)|steps? (?:in|closer|forward)|toward|towards|leans? in)\b", (C.DOLLY_IN, C.PAN_LEFT)),
    (r"\b(?:leaves?|exits?|departs?|walks? away|pulls? away|sails?|sailing|recedes?|goes out|gone|vanish(?:es)?|alone)\b", (C.DOLLY_OUT, C.ZOOM_OUT, C.CRANE_UP)),
    (r"\b(?:walks?|walking|cross(?:es)?|strides?|passes|moves? along|follows?|drives?|drifts?|paces?)\b", (C.DOLLY_RIGHT, C.DOLLY_LEFT, C.PAN_RIGHT)),
    (r"\b(?:sweeps?|searches|scans?|looks? around|turns?|across|horizon|rows? of|line of)\b", (C.PAN_RIGHT, C.PAN_LEFT)),
    (r"\b(?:realis\w+|realiz\w+|stares?|reads?|sees?|notices?|remembers?|tears?|trembl\w+|eyes|face|smiles?|hand|hands)\b", (C.ZOOM_IN, C.DOLLY_IN)),
)  # fmt: skip
# Small things that deserve a view of their own when a sentence is about them and nobody.
INSERTS = (
    "letter, note, key, keys, photograph, photo, picture frame, ring, watch, clock, candle, match, matches, knife, gun, pistol, phone, telephone, radio, book, diary, journal, map, ticket, coin, cup, mug, teacup,"
    " glass, bottle, lock, handle, doorknob, switch, lever, button, dial, gauge, wick, flame, lamp, bulb, screen, newspaper, envelope, postcard, card, necklace, locket, pen, needle, record, shoe, shoes, hand, hands,"
    " eye, eyes, footprint, footprints, blood, button, badge, coat, hat, suitcase, box, drawer, kettle, plate, bell, whistle, compass, chart, rope, knot, chain, toy, doll, mirror, flower, rose, sandwich, cigarette case, pencil, matchbox, notebook, hand-bag, handbag, thermos, lantern"
)
TINY = frozenset("key ring coin match wick flame needle eye eyes dial gauge button watch locket ticket knot lock".split())
CLOSE_GESTURES = r"\b(?:smiles?|frowns?|blinks?|stares?|looks? (?:up|down|at)|nods?|sighs?|tears?|weeps?|cries|trembl\w+|whispers?|reads?|eyes|face|lips|swallows?|listens?|breathes?|winces?|closes? (?:his|her|their) eyes|hand|hands|fingers)\b"
