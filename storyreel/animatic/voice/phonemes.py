"""IPA in the letters that espeak-ng reads between double brackets, for a voice's own set of phonemes.

A voice has only the sounds of its language. Each sound names what stands for it, nearest first; the engine
tells which of them the voice has.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

_SOUNDS: dict[str, str] = {
    "tʃ": "tS", "dʒ": "dZ", "ts": "ts", "dz": "dz", "pf": "pF",
    "eɪ": "eI", "aɪ": "aI", "ɔɪ": "OI", "aʊ": "aU", "oʊ": "oU @U", "əʊ": "@U oU", "ɪə": "i@ I@",
    "eə": "e@", "ɛə": "e@", "ʊə": "U@",
    "ɑ\u0303": "A~ A: A a", "ɔ\u0303": "O~ O: O o", "ɛ\u0303": "E~ E", "œ\u0303": "W~ W 3:",
    "o\u0303": "o~ o O",
    "iː": "i: i", "i": "i i: I", "ɪ": "I i", "ɨ": "I i", "eː": "e: eI e E", "e": "e E", "ɛː": "E: E",
    "ɛ": "E e", "æ": "a E", "aː": "a: A: a", "a": "a A: A", "ɑː": "A: A a: a", "ɑ": "A A: a", "ɒ": "0 O O:",
    "ɔː": "O: O o:", "ɔ": "O O:", "oː": "o: oU o O", "o": "o oU O", "ʊ": "U u", "uː": "u: u", "u": "u u:",
    "ʉ": "u: u", "ɯ": "u: u", "ɤ": "@ V", "ʌ": "V a @", "ə": "@ E", "ɐ": "V a @", "ɘ": "@ E", "ɵ": "@ o",
    "ɜː": "3: W @", "ɜ": "3: 3 W @", "ɞ": "3: W @", "ɝ": "3: 3 @", "ɚ": "3 @", "yː": "y: u: u",
    "y": "y y: u: u", "ʏ": "y Y U u", "øː": "Y: Y 3: @", "ø": "Y W 3: @", "œ": "W Y 3: @", "ɶ": "W a",
    "p": "p", "b": "b", "t": "t", "d": "d", "k": "k", "ɡ": "g", "f": "f", "v": "v", "s": "s", "z": "z s",
    "h": "h x", "m": "m", "n": "n", "l": "l", "r": "r R", "j": "j i", "w": "w v", "ʃ": "S s", "ʒ": "Z z",
    "θ": "T s", "ð": "D d", "ŋ": "N n", "x": "x h", "χ": "x h", "ɣ": "Q g", "ç": "C S", "ʁ": "R r",
    "ʀ": "R r",
    "ɹ": "r R", "ɻ": "r R", "ɾ": "* r", "ɽ": "* r", "ɺ": "l", "ɲ": "n^ n", "ʎ": "l^ l", "ɬ": "l", "ɮ": "l",
    "c": "c k", "ɟ": "J g", "q": "k", "ɢ": "g", "ʔ": "?", "ɱ": "m", "ɳ": "n. n", "ɴ": "N n", "ʙ": "b",
    "ɸ": "f", "β": "B v b", "ʂ": "s. S", "ʐ": "z. Z", "ɕ": "S", "ʑ": "Z", "ʝ": "j", "ħ": "h", "ʕ": "?",
    "ɦ": "h", "ʋ": "v", "ɰ": "w", "ɭ": "l. l", "ɫ": "l", "ʟ": "l", "ʍ": "w", "ɥ": "w", "ɧ": "S", "ʈ": "t. t",
    "ɖ": "d. d", "ɓ": "b", "ɗ": "d", "ʄ": "J g", "ɠ": "g", "ʛ": "g", "ⱱ": "v", "ʷ": "w", "ʲ": "j",
    "ˈ": "'", "ˌ": ",",
}  # fmt: skip
"""Phonemes of espeak-ng (its page `phonemes`, and what its voices said when asked), nearest first."""
_STRESS = ("'", ",")
CANDIDATES = tuple(
    sorted({phoneme for phonemes in _SOUNDS.values() for phoneme in phonemes.split()} - {*_STRESS})
)
"""All phonemes that may be asked for."""
_TIES = str.maketrans(dict.fromkeys("\u0361\u035c"))
_SOUND = re.compile("|".join(sorted(map(re.escape, _SOUNDS), key=len, reverse=True)) + r"|\s+")


def phonemes_of(ipa: str, known: Collection[str]) -> str:
    """IPA in double brackets; '' if nothing in it can be said.

    known: the phonemes that the voice has.

    >>> phonemes_of("ˈziːmənz", CANDIDATES)
    "[['zi:m@nz]]"
    """
    found = [said for sound in _SOUND.findall(ipa.translate(_TIES)) if (said := _nearest(sound, known))]
    if not any(said not in (*_STRESS, "||") for said in found):
        return ""
    # Two signs that would be read as one are kept apart by a bar.
    return f"[[{_joined(found)}]]"


def _nearest(sound: str, known: Collection[str]) -> str:
    if sound.isspace():
        return "||"  # the engine's sign for the end of a word
    return next((said for said in _SOUNDS[sound].split() if said in known or said in _STRESS), "")


def _joined(phonemes: Iterable[str]) -> str:
    text = ""
    for phoneme in phonemes:
        apart = (
            "|" if text and f"{text[-1]}{phoneme[0]}" in ("ts", "dz", "tS", "dZ", "pF", "eI", "aI") else ""
        )
        text += apart + phoneme
    return text
