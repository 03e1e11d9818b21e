"""The nine shapes of a mouth that speaks, and which of them each sound has.

The shapes are the classic ones of drawn film, with the letters that Rhubarb Lip Sync gives them
(github.com/DanielSWolf/rhubarb-lip-sync, README, "Mouth shapes", read 2026-12-01). TONGUE is for 'th', too.
"""

from __future__ import annotations

from enum import StrEnum
from itertools import groupby


class Viseme(StrEnum):
    """A shape of the mouth."""

    REST = "X"
    CLOSED = "A"
    TEETH = "B"
    OPEN = "C"
    WIDE = "D"
    ROUND = "E"
    PUCKER = "F"
    LIP = "G"
    TONGUE = "H"


SHUT = frozenset({Viseme.REST, Viseme.CLOSED})
"""The shapes without an opening."""
BRIEF = frozenset({Viseme.CLOSED, Viseme.LIP})
"""Shapes that must be seen, however short their sound is."""

_SOUNDS = {
    Viseme.CLOSED: "mbpɱɓʙβɸ",
    Viseme.TEETH: "sztdkɡgcqnɲŋɳɴʃʒʂʐɕʑçʝjxɣχħʁʀɾɟʣʥʦʤʧʨɪiɨəᵊᵻɘʈɖ",
    Viseme.OPEN: "eɛæɐʌ",
    Viseme.WIDE: "aɑ",
    Viseme.ROUND: "ɔɒoøœɜɚɝɞɤɹɻrɵɶ",
    Viseme.PUCKER: "uʊwyʏɯʉɥʍ",
    Viseme.LIP: "fvʋⱱ",
    Viseme.TONGUE: "lɫɭʎɬɮʟθðꭧ",
}
_OF_SIGN = {sign: shape for shape, signs in _SOUNDS.items() for sign in signs}


def visemes_of(ipa: str) -> tuple[Viseme, ...]:
    """The shapes of a sound in the International Phonetic Alphabet, in order; none for 'h' and for marks.

    A sound without a shape of its own is said with the mouth as it is.

    >>> "".join(visemes_of("aɪ")), "".join(visemes_of("tʃ")), visemes_of("h")
    ('DB', 'B', ())
    """
    return tuple(shape for shape, _ in groupby(_OF_SIGN[sign] for sign in ipa if sign in _OF_SIGN))
