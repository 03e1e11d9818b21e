"""Reads out of a text which lights burn, whether it is dark, and what is broken."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from storyreel.film.facts import LightKind

LIGHTS = {
    LightKind.LAMPS: (
        r"lamps?|lanterns?|bulbs?|lens|beacon|beam|wick|lighthouse|lights?|torch(?:es)?|power"
        r"|electricity|mains"
    ),
    LightKind.FIRES: (
        r"fires?|hearth|fireplace|stove|range|oven|campfire|bonfire|embers|coals|furnace|brazier|logs|grate"
    ),
    LightKind.CANDLES: r"candles?|candlesticks?|tapers?",
    LightKind.WINDOWS: r"windows?|panes|houses?|cottages?|buildings?|village",
}
"""By kind of light, a pattern of the words for it."""
_NAMED = {kind: re.compile(rf"\b(?:{things})\b") for kind, things in LIGHTS.items()}
_LINK = (
    r"(?:\s+(?:is|are|was|were|has|have|had|stands?|lies|hangs?|remains?|stays?|still|all|now|so|gone"
    r"|and|both|there|cold|black|grey|suddenly|slowly)|,)*"
)
_IS_OUT = (
    r"\s+(?:dark|cold|out|unlit|dead|off|no longer \w+|(?:does|do|will|would) not"
    r" (?:burn|light|work)|(?:doesn't|won't) (?:burn|light|work))\b"
)
_GOES_OUT = (
    r"\s+(?:dies|died|fails?|failed|extinguished|cut"
    r"|(?:goes|go|went|gone|blown|blows|burnt|burned|burns|snuffed|dies|put|gutters?) out)\b"
)
_OUT_ALREADY = (
    r"\b(?:dark|cold(?!\s+(?:\w+\s+)?lights?\b)|dead|unlit|extinguished|darkened|burnt-out|no|without"
    r" (?:a|any))"
    r"\s+(?:\w+\s+)?"
)
_PUTS_OUT = (
    r"\b(?:puts out the|snuffs(?: out)? the|blows out the|turns off the|switches off the)\s+(?:\w+\s+)?"
)
_IS_LIT = (
    r"(?:\s+[\w'-]+){0,3}?\s+(?:burns?|burning|blazes?|blazing|glows?|glowing|shines?|shining"
    r"|flickers?|flickering|sweeps?|lit|alight"
    r"|gleams?|never (?:gone|goes|went) out|crackles?|crackling|roars?|roaring)\b(?! out\b)"
)
_GETS_LIT = r"(?:\s+[\w'-]+){0,3}?\s+(?:catch(?:es)?|flares?|wakes?|comes? on)\b(?! out\b)"
_LIT_ALREADY = (
    r"\b(?:lit|burning|blazing|bright|glowing|flickering|crackling|roaring)(?:\s+(?:the|a|an|her|his"
    r"|their|\w+)){0,2}\s+"
)
_LIGHTS_UP = (
    r"\b(?:lights|relit|lighting|kindles?|switches on|turns on)(?:\s+(?:the|a|an|her|his|their|\w+)){0,2}\s+"
)
_ROOMS = (
    r"room|hall|house|place|cellar|corridor|stage|theatre|church|cave|tunnel|kitchen|attic|cabin|street"
    r"|town|city|village|everything|it|all|inside"
)
_VERY = (
    r"(?:(?:completely|totally|utterly|quite|almost|now|suddenly|still|all|so|in|total|complete"
    r"|utter|absolute|pitch|near|sudden) )*"
)
DARKNESS = re.compile(
    rf"^\W*{_VERY}dark(?: again)?\W*$|(?:^|[,:-] ?|\b(?:then|and) )\W*{_VERY}darkness(?: again)?\W*$"
    rf"|\b(?:in|into|plunged into|swallowed by|left in) (?:total|complete|utter|absolute|sudden|pitch)"
    rf" darkness\b|\b(?:is|are|lies?|stands?|sits?|left|plunged) in(?:to)? (?:the )?darkness\b"
    rf"|\b(?:{_ROOMS}) (?:is|are|goes|falls|turns|lies|stands) {_VERY}dark\s*(?:$|,| and )|\bin the"
    r" dark(?=\s*(?:$|,|and |with ))"
    r"|\bpitch[- ](?:black|dark)(?:ness)?\b(?! (?:hair|eyes?|fur|coat|sky|sea|water|night|horse|cat|dog))"
    r"|\bblack-?out\b|^\W*lights out\W*$|\b(?:power|electricity|mains) (?:suddenly"
    r" )?(?:(?:cuts?|goes|is|are|has gone|gone|went)"
    r" (?:out|off|down|cut|gone|dead)|fails?|failed|dies|died|cuts)\b|\bpower (?:cut|outage|failure)\b"
)
"""What puts out every light there is."""
DARK = "darkness"
"""What `LightStatement.thing` is for a light that is out because everything is dark."""
LIGHT_RETURNS = re.compile(
    r"\b(?:lights?|lamps?|bulbs?|chandeliers?|power|electricity"
    r"|mains)\b(?:\s+[\w'-]+){0,2}?\s+(?:burns?|blazes?|shines?|glows?|(?:comes?|is|are|goes"
    r"|flickers?|back|switched)"
    r" (?:back )?(?:on|lit))\b"
    r"|\b(?:lights|relit|switch(?:es)? on|turns?"
    r" on)\b(?:\s+(?:the|a|an|her|his|their|\w+)){0,2}\s+(?:lights?|lamps?|bulbs?|chandeliers?)\b"
    r"|\b(?:sunlight|daylight|sunrise)\b"
)
"""What ends the dark: lights that come on, or the day."""
_HELD = (
    r"\b(?:holds?|holding|carr(?:ies|ying)|raises?|lifts?|takes?|with|by the light"
    r" of|only|single|one)(?:\s+(?:up|out|the|a|an|her|his|their|one|only|single|\w+)){0,2}\s+"
)
_FAINT = re.compile(r"\b(?:wick|match|spark|embers|glimmer|faintly)\b")
_FAINT_SHARE = 0.34
_BREAKABLE = "mast|window|windows|wall|fence|gate|bridge|door|wheel|table|chair|mirror"
_BROKEN = re.compile(
    rf"\b({_BREAKABLE})(?:\s+(?:is|are|was))?\s+(?:broken|snapped|smashed|shattered)"
    rf"|\b(?:broken|snapped|smashed|shattered|stump of (?:a|the|its))\s+({_BREAKABLE})\b"
)


_Pattern = tuple[re.Pattern[str], float, bool]
"""What finds a statement, the share of light it states, and whether it states a change."""


def _patterns(things: str) -> tuple[_Pattern, ...]:
    return (
        (re.compile(rf"\b({things})\b{_LINK}{_IS_OUT}"), 0.0, False),
        (re.compile(rf"\b({things})\b{_LINK}{_GOES_OUT}"), 0.0, True),
        (re.compile(rf"{_OUT_ALREADY}({things})\b"), 0.0, False),
        (re.compile(rf"{_PUTS_OUT}({things})\b"), 0.0, True),
        (re.compile(rf"\b({things})\b{_IS_LIT}"), 1.0, False),
        (re.compile(rf"\b({things})\b{_GETS_LIT}"), 1.0, True),
        (re.compile(rf"{_LIT_ALREADY}({things})\b"), 1.0, False),
        (re.compile(rf"{_LIGHTS_UP}({things})\b"), 1.0, True),
    )


_PATTERNS = {kind: _patterns(things) for kind, things in LIGHTS.items()}


def _held(kind: LightKind) -> _Pattern:
    """Finds a light that is held."""
    return re.compile(rf"{_HELD}({LIGHTS[kind]})\b"), 1.0, False


@dataclass(frozen=True)
class LightStatement:
    """One statement about a light."""

    share: float
    """0 for out, 1 for lit, less for a mere wick."""
    thing: str
    """The word for the light."""
    changes: bool
    """Whether it goes out or is lit just then."""


@lru_cache(maxsize=16_384)
def lights_said(text: str, kind: LightKind, dark: bool = False) -> tuple[LightStatement, ...]:
    """Each statement about the lights of a kind, in order.

    dark: whether it is dark before the text begins; a candle that is held burns there, and one that is held
    in the light need not.

    >>> text = "The great lens, cold and dark. Later the lamp burns."
    >>> [said.share for said in lights_said(text, LightKind.LAMPS)]
    [0.0, 1.0]
    """
    said: list[LightStatement] = []
    for sentence in _sentences(text):
        if LIGHT_RETURNS.search(sentence):
            # What the darkness put out is as bright again as the hour has it.
            dark, said = False, [one for one in said if one.thing != DARK]
        if DARKNESS.search(sentence):
            dark = True
            said.append(LightStatement(0.0, DARK, changes=True))
        if _NAMED[kind].search(sentence):
            said += _statements(sentence, kind, dark)
    return tuple(said)


def _statements(sentence: str, kind: LightKind, dark: bool) -> list[LightStatement]:
    """The statements of a sentence about lights of a kind, in order."""
    found: list[tuple[int, LightStatement]] = []
    for pattern, share, changes in _PATTERNS[kind] if not dark else (*_PATTERNS[kind], _held(kind)):
        for match in pattern.finditer(sentence):
            is_faint = share > 0 and _FAINT.search(match.group(0)) is not None
            said = LightStatement(_FAINT_SHARE if is_faint else share, match.group(1), changes)
            found.append((match.end(), said))
    return [said for _, said in sorted(found, key=lambda pair: pair[0])]


def is_dark(text: str) -> bool:
    """Whether everything is dark at the end of a text, except for a light in a person's hand.

    >>> is_dark("The candles go out. Darkness."), is_dark("Darkness. The lights come on.")
    (True, False)
    >>> is_dark("Dark clouds over a dark wood.")
    False
    """
    return any(one.thing == DARK for one in lights_said(text, LightKind.LAMPS))


def _sentences(text: str) -> list[str]:
    return [sentence.strip() for sentence in re.split(r"[.!?;\u2014]+", plain(text))]


def broken_things(text: str) -> frozenset[str]:
    """What is said to be broken.

    >>> sorted(broken_things("One fishing boat, its mast broken. A smashed window."))
    ['mast', 'window']
    """
    return frozenset(before or after for before, after in _BROKEN.findall(plain(text)))


def plain(text: str) -> str:
    """In small letters, with straight apostrophes and single spaces."""
    return re.sub(r"\s+", " ", text.lower().replace("\u2019", "'"))
