"""Verbs of the body and of the camera, and what they show."""

from __future__ import annotations

from storyreel.film.storyboard import CameraMove as C
from storyreel.film.storyboard import Pose
from storyreel.film.storyboard import ShotSize as S

POSES: dict[Pose, str] = {
    Pose.RUNNING: r"\b(?:run(?:s|ning)?|ran|sprint(?:s|ing)?|dash(?:es|ing)?|race[sd]?|rac(?:es|ing)|bolts?|flees?|fleeing|chas(?:es|ing)|charges?|gallops?|scrambles?|hurr(?:ies|ying))\b",
    Pose.WALKING: r"\b(?:walk(?:s|ing)?|step(?:s|ping)?|strid(?:es|ing)|climb(?:s|ing)?|cross(?:es|ing)?|enter(?:s|ing)?|approach(?:es|ing)?|wander(?:s|ing)?|pac(?:es|ing)|stroll(?:s|ing)?|trudg(?:es|ing)"
    r"|march(?:es|ing)?|limp(?:s|ing)?|creep(?:s|ing)?|descend(?:s|ing)?|comes? (?:in|down|up|out|along|over|through)|goes (?:in|down|up|out|to)|heads?|leav(?:es|ing)|exits?|follow(?:s|ing)?|hobbles?|shuffl(?:es|ing)|moves? to|hauls?|carr(?:ies|ying))\b",
    Pose.KNEELING: r"\b(?:kneel(?:s|ing)?|knelt|crouch(?:es|ing|ed)?|squats?|squatting|on (?:one|his|her|their) knees?)\b",
    Pose.SITTING: r"\b(?:sit(?:s|ting)?|sat|seated|perch(?:es|ed)|slumps?|settles? (?:in|into|on)|rows?|rowing|driv(?:es|ing)|at the (?:table|desk|wheel|piano|bar)|huddled?|plays the piano|on (?:a|the) (?:bench|stool|bunk|chair|sofa|step|bollard))\b",
    Pose.LYING: r"\b(?:lies|lying|laid out|asleep|sleeps?|sleeping|sprawl(?:s|ed)|collaps(?:es|ed)|unconscious|in bed|faints|dead on the|stretched out)\b",
    Pose.STANDING: r"\b(?:stand(?:s|ing)?|stood|rises|gets? up|leans?|waits?|stops?|halts?|pauses?|turns?|on (?:his|her|their) feet|straightens)\b",
}
ENTERS = (
    r"\b(?:enters?|comes? in|arrives?|appears?|bursts? in|steps? (?:in|inside|aboard|out of)|emerges?|joins?|walks? in|runs? in|hurries in|boards?)\b"
)
LEAVES = (
    r"\b(?:exits?|leaves?|walks? (?:out|off|away)|is gone|goes out|storms? out|runs? (?:out|off)|disappears?|vanishes|hurries (?:out|off)|departs?)\b"
)
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
