"""What the words of a shot say of the things in it: which lights burn, what is broken, who sleeps. It does not know how anything is drawn."""

from __future__ import annotations

import re
from dataclasses import dataclass

from storyreel.animatic.painter.layers import Seat
from storyreel.film.briefs import DrawnFigure, Picture
from storyreel.film.storyboard import Pose

_THINGS = {
    "lamps": r"lamps?|lanterns?|bulbs?|lens|beacon|beam|wick|lighthouse|lights?|torch(?:es)?|power|electricity|mains",
    "fires": r"fires?|hearth|fireplace|stove|range|oven|campfire|bonfire|embers|coals|furnace|brazier|logs|grate",
    "candles": r"candles?|candlesticks?|tapers?",
    "windows": r"windows?|panes|houses?|cottages?|buildings?|village",
}
_LINK = r"(?:\s+(?:is|are|was|were|has|have|had|stands?|lies|hangs?|remains?|stays?|still|all|now|so|gone|and|both|there|cold|black|grey|suddenly|slowly)|,)*"
_OUT_AFTER = (
    r"\s+(?:dark|cold|out|unlit|dead|off|dies|died|fails?|failed|extinguished|cut"
    r"|(?:goes|go|went|gone|blown|blows|burnt|burned|burns|snuffed|dies|put|gutters?) out|no longer \w+|(?:does|do|will|would) not (?:burn|light|work)"
    r"|(?:doesn't|won't) (?:burn|light|work))\b"
)
_OUT_BEFORE = (
    r"\b(?:dark|cold(?!\s+(?:\w+\s+)?lights?\b)|dead|unlit|extinguished|darkened|burnt-out|no|without (?:a|any)|puts out the|snuffs(?: out)? the|blows out the|turns off the|switches off the)"
    r"\s+(?:\w+\s+)?"
)
_LIT_AFTER = (
    r"(?:\s+[\w'-]+){0,3}?\s+(?:burns?|burning|blazes?|blazing|glows?|glowing|shines?|shining|flickers?|flickering|catch(?:es)?|flares?|wakes?|sweeps?|lit|alight"
    r"|comes? on|gleams?|never (?:gone|goes|went) out|crackles?|crackling|roars?|roaring)\b(?! out\b)"
)
_LIT_BEFORE = r"\b(?:lights|lit|relit|lighting|burning|blazing|bright|glowing|kindles?|flickering|crackling|roaring|switches on|turns on)(?:\s+(?:the|a|an|her|his|their|\w+)){0,2}\s+"
_FAINT = re.compile(r"\b(?:wick|match|spark|embers|glimmer)\b")
_FAINT_SHARE = 0.34
_BROKEN = re.compile(
    r"\b(mast|window|windows|wall|fence|gate|bridge|door|wheel|table|chair|mirror)(?:\s+(?:is|are|was))?\s+(?:broken|snapped|smashed|shattered)"
    r"|\b(?:broken|snapped|smashed|shattered|stump of (?:a|the|its))\s+(mast|window|windows|wall|fence|gate|bridge|door|wheel|table|chair|mirror)\b"
)
_SLEEPS = re.compile(r"\b(?:asleep|sleep(?:s|ing)|unconscious|eyes (?:are )?(?:closed|shut)|dozes|dead on)\b")
_WAKES = re.compile(r"\b(?:(?:opens?|opened|open) (?:his|her|their) eyes|eyes (?:are )?open|(?:wakes|awakes?|wakes up))\b")
_KNEELS = re.compile(r"\b(?:kneel(?:s|ing)?|knelt|on (?:his|her|their|one) knees?|crouch(?:es|ing|ed)?|squats?)\b")

_SITS_ON = re.compile(
    rf"\b(?:sit(?:s|ting)?|sat|seated|perch(?:es|ed))(?: down)? on (?:a|an|the|her|his) (?:\w+ )?({'|'.join(seat.value for seat in Seat)})\b"
)


@dataclass(frozen=True)
class Told:
    """What is said. Shares of light: 0 out, 1 as bright as the hour allows, None where nothing is said."""

    lamps: float | None = None
    fires: float | None = None
    candles: float | None = None
    windows: float | None = None
    broken: frozenset[str] = frozenset()
    someone_lies: bool = False
    asleep: bool = False
    kneeling: bool = False
    seat: Seat | None = None
    """What somebody is said to sit on, where it is small enough to be drawn under them."""

    def share(self, thing: str) -> float:
        """How much of its usual light 'lamps', 'fires', 'candles' or 'windows' give, 0 to 1."""
        said: float | None = getattr(self, thing)
        return 1.0 if said is None else said


def told_in(picture: Picture) -> Told:
    """What a picture's own action says, and for what it leaves unsaid, what the script's words in its prompt say first of the place."""
    action = _plain(picture.action)
    place = _plain(picture.prompt.partition("In the script's words:")[2].partition(" Key features:")[0])
    lights = {thing: _last_light(action, words) for thing, words in _THINGS.items()}
    first = {thing: _first_light(place, words) for thing, words in _THINGS.items()}
    return Told(
        **{thing: lights[thing] if lights[thing] is not None else first[thing] for thing in _THINGS},
        broken=frozenset(a or b for a, b in _BROKEN.findall(f"{action} {place} {' '.join(picture.place.features).lower()}")),
        someone_lies=any(figure.pose is Pose.LYING for figure in picture.figures),
        asleep=_holds_last(action, _SLEEPS, _WAKES),
        kneeling=_KNEELS.search(action) is not None,
        seat=_seat_in(action),
    )


def _seat_in(action: str) -> Seat | None:
    named = _SITS_ON.search(action)
    return Seat(named.group(1)) if named else None


def posed(picture: Picture, told: Told) -> tuple[DrawnFigure, ...]:
    """The people of a picture; who is only said to kneel, and was planned as sitting, kneels."""
    planned = any(figure.pose is Pose.KNEELING for figure in picture.figures)
    if not told.kneeling or planned:
        return picture.figures
    return tuple(figure.model_copy(update={"pose": Pose.KNEELING}) if figure.pose is Pose.SITTING else figure for figure in picture.figures)


def sleepers(picture: Picture) -> frozenset[int]:
    """Indices of the people in a picture who sleep: where its action says somebody does, those who lie, or else those who sit."""
    if not told_in(picture).asleep:
        return frozenset()
    for pose in (Pose.LYING, Pose.SITTING):
        found = frozenset(index for index, figure in enumerate(picture.figures) if figure.pose is pose)
        if found:
            return found
    return frozenset(range(len(picture.figures))) if len(picture.figures) == 1 else frozenset()


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.lower().replace("\u2019", "'"))


def _last_light(text: str, things: str) -> float | None:
    said = _lights_said(text, things)
    return said[-1] if said else None


def _first_light(text: str, things: str) -> float | None:
    said = _lights_said(text, things)
    return said[0] if said else None


def _lights_said(text: str, things: str) -> list[float]:
    """Each statement about the things, in order: 0 for out, a share for a mere wick, 1 for lit.

    >>> _lights_said("the great lens, cold and dark. later the lamp burns.", _THINGS["lamps"])
    [0.0, 1.0]
    """
    said: list[float] = []
    for sentence in re.split(r"[.!?;]+", text):
        found: list[tuple[int, float]] = []
        for pattern, share in (
            (rf"\b(?:{things})\b{_LINK}{_OUT_AFTER}", 0.0),
            (rf"{_OUT_BEFORE}(?:{things})\b", 0.0),
            (rf"\b(?:{things})\b{_LIT_AFTER}", 1.0),
            (rf"{_LIT_BEFORE}(?:{things})\b", 1.0),
        ):
            for match in re.finditer(pattern, sentence):
                faint = share > 0 and _FAINT.search(match.group(0)) is not None
                found.append((match.end(), _FAINT_SHARE if faint else share))
        said += [share for _, share in sorted(found)]
    return said


def _holds_last(text: str, begins: re.Pattern[str], ends: re.Pattern[str]) -> bool:
    """Whether the last thing said is that it begins."""
    began = max((match.start() for match in begins.finditer(text)), default=-1)
    return began > max((match.start() for match in ends.finditer(text)), default=-1)
