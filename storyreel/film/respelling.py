"""IPA as letters that an English reader sounds out, for speech engines that read letters only."""

from __future__ import annotations

import re
from collections.abc import Iterator

_VOWELS = {
    "eɪ": "ay", "aɪ": "igh", "ɔɪ": "oy", "aʊ": "ow", "oʊ": "oh", "əʊ": "oh", "ɪə": "eer", "eə": "air",
    "ɛə": "air", "ʊə": "oor", "ɑ\u0303": "ahn", "ɔ\u0303": "ohn", "ɛ\u0303": "an", "œ\u0303": "un",
    "i": "ee", "ɪ": "ih", "e": "eh", "ɛ": "eh", "æ": "a", "a": "ah", "ɑ": "ah", "ɒ": "o", "ɔ": "aw",
    "o": "oh", "ʊ": "oo", "u": "oo", "ʌ": "uh", "ə": "uh", "ɐ": "uh", "ɜ": "ur", "ɝ": "ur", "ɚ": "er",
    "y": "oo", "ʏ": "oo", "ø": "ur", "œ": "ur", "ɨ": "ih", "ʉ": "oo", "ɯ": "oo", "ɤ": "uh", "ɘ": "uh",
    "ɵ": "oh", "ɞ": "ur", "ɶ": "ah",
}  # fmt: skip
_CONSONANTS = {
    "tʃ": "ch", "dʒ": "j", "p": "p", "b": "b", "t": "t", "d": "d", "k": "k", "f": "f", "v": "v", "s": "s",
    "z": "z", "h": "h", "m": "m", "n": "n", "r": "r", "l": "l", "w": "w",
    "ʃ": "sh", "ʒ": "zh", "θ": "th", "ð": "th", "ŋ": "ng", "j": "y", "x": "kh", "χ": "kh", "ɣ": "g",
    "ʁ": "r", "ʀ": "r", "ɹ": "r", "ɻ": "r", "ɾ": "r", "ɽ": "r", "ɺ": "r", "ɲ": "ny", "ʎ": "ly", "ç": "h",
    "ɬ": "hl", "ɮ": "l", "ɡ": "g", "c": "k", "ɟ": "j", "q": "k", "ɢ": "g", "ɱ": "m", "ɳ": "n", "ɴ": "n",
    "ʙ": "b", "ɸ": "f", "β": "v", "ʂ": "sh", "ʐ": "zh", "ɕ": "sh", "ʑ": "zh", "ʝ": "y", "ħ": "h", "ɦ": "h",
    "ʋ": "v", "ɰ": "w", "ɭ": "l", "ɫ": "l", "ʟ": "l", "ʍ": "wh", "ɥ": "w", "ɧ": "sh", "ʈ": "t", "ɖ": "d",
    "ɓ": "b", "ɗ": "d", "ʄ": "j", "ɠ": "g", "ʛ": "g", "ⱱ": "v", "ʷ": "w", "ʲ": "y",
}  # fmt: skip
_SPELLED = _VOWELS | _CONSONANTS
_BREAKS = "ˈˌ.‿"
_TIES = str.maketrans(dict.fromkeys("\u0361\u035c"))
_SOUNDS = re.compile("|".join(sorted(_SPELLED, key=len, reverse=True)) + f"|[{_BREAKS}]")
_R_COLOURED = ("eer", "air", "oor", "ur", "er")


def respelling_of(ipa: str) -> str:
    """IPA in letters, with a hyphen between its syllables; signs that English has nothing like are left out.

    In small letters: an engine may spell a short word of capitals letter by letter.

    >>> respelling_of("ˈziːmənz"), respelling_of("ʃɪˈvɔːn"), respelling_of("ˈnaɪki wa")
    ('zee-muhnz', 'shih-vawn', 'nigh-kee wah')
    """
    words = (_word(tuple(_SOUNDS.findall(word.translate(_TIES)))) for word in ipa.split())
    return " ".join(filter(None, words))


def _word(sounds: tuple[str, ...]) -> str:
    return "-".join("".join(syllable) for syllable in _syllables(sounds))


def _syllables(sounds: tuple[str, ...]) -> Iterator[list[str]]:
    """The letters of each syllable: parted where the IPA parts them, or before a consonant and a vowel."""
    syllable: list[str] = []
    has_vowel = False
    for place, sound in enumerate(sounds):
        if sound in _BREAKS or (has_vowel and _begins_syllable(sounds, place)):
            if has_vowel:
                yield syllable
                syllable, has_vowel = [], False
            if sound in _BREAKS:
                continue
        has_vowel = has_vowel or sound in _VOWELS
        if not (_SPELLED[sound] == "r" and syllable and syllable[-1] in _R_COLOURED):
            syllable.append(_SPELLED[sound])
    if syllable:
        yield syllable


def _begins_syllable(sounds: tuple[str, ...], place: int) -> bool:
    """Whether a syllable begins at a sound: at a vowel, or at the one consonant before it."""
    if sounds[place] in _VOWELS:
        return True
    return place + 1 < len(sounds) and sounds[place + 1] in _VOWELS
