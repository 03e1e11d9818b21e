"""The sounds of a word in order, and when each of them is said if only the word's time is known.

|------ word ------|
|m |  a  |p |        a vowel takes twice the time of a consonant
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate, pairwise

from storyreel.film.briefs import PhonemeTime, WordTime

_VOWELS = frozenset("aeiouyɐɑɒæɔəɘɚɛɜɝɞɤɨɪɯɵɶøœʉʊʌʏᵊᵻ")
_SIGN = r"[^\W\d_ˈˌːˑʰʲʷˤ]"
_SOUND = re.compile(rf"{_SIGN}(?:[\u0361\u035c^]{_SIGN}|[\u0300-\u036fːˑʰʲʷˤ])*")
_SPELLED = re.compile(
    "tch|sch|eigh|igh|augh|ough|ph|th|sh|ch|ck|qu|wh|kn(?=[a-z])|ng|ee|ea|oo|ou|ow|oa|au|aw|ai|ay|oi|oy|ew|."
)
_READ_AS = {
    "tch": "tʃ", "sch": "ʃ", "eigh": "eɪ", "igh": "aɪ", "augh": "ɔ", "ough": "ɔ", "ph": "f", "th": "θ",
    "sh": "ʃ", "ch": "tʃ", "ck": "k", "qu": "kw", "wh": "w", "kn": "n", "ng": "ŋ", "ee": "i", "ea": "i",
    "oo": "u", "ou": "aʊ", "ow": "oʊ", "oa": "oʊ", "au": "ɔ", "aw": "ɔ", "ai": "eɪ", "ay": "eɪ", "oi": "ɔɪ",
    "oy": "ɔɪ", "ew": "u", "a": "æ", "e": "ɛ", "i": "ɪ", "o": "ɔ", "u": "ʌ", "y": "i", "c": "k", "x": "ks",
    "q": "k", "j": "dʒ", "r": "ɹ", "g": "ɡ",
}  # fmt: skip
_UNREAD = "ta"
"""Sounds of a letter that is not Latin: the mouth opens and closes with it."""
_SILENT_E = re.compile(r"(?<=[^aeiou\W]{1})e$")


def sounds_in(ipa: str) -> tuple[str, ...]:
    """The sounds of phonetic signs, each with its marks; without stress, spaces and punctuation.

    >>> sounds_in("ˈt^ʃiːz"), sounds_in("d\u0361ʒɒb")
    (('t^ʃ', 'iː', 'z'), ('d͡ʒ', 'ɒ', 'b'))
    """
    return tuple(_SOUND.findall(ipa))


def _spelled_sounds(word: str) -> tuple[str, ...]:
    """The sounds that the letters of a word usually stand for, without knowing its language.

    It serves the shapes of a mouth if nobody tells the sounds.

    >>> _spelled_sounds("Bombs,"), _spelled_sounds("phone")
    (('b', 'ɔ', 'm', 'b', 's'), ('f', 'ɔ', 'n'))
    """
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", word.lower()) if letter.isalpha())
    if len(plain) > 3:
        plain = _SILENT_E.sub("", plain)
    return tuple(sound for part in _SPELLED.findall(plain) for sound in sounds_in(_read(part)))


def _read(part: str) -> str:
    return _READ_AS.get(part, part if part.isascii() else _UNREAD)


def _spread(word: WordTime, sounds: Sequence[str]) -> tuple[PhonemeTime, ...]:
    """The sounds in the time of their word: a vowel, or a long consonant, takes twice that of a consonant.

    >>> said = _spread(WordTime(word="map", start_ms=100, end_ms=500), ("m", "a", "p"))
    >>> [(sound.ipa, sound.start_ms, sound.end_ms) for sound in said]
    [('m', 100, 200), ('a', 200, 400), ('p', 400, 500)]
    """
    return spread_between(sounds, lambda share: word.start_ms + (word.end_ms - word.start_ms) * share)


def spread_between(sounds: Sequence[str], at: Callable[[float], float]) -> tuple[PhonemeTime, ...]:
    """The sounds of a word. at: the time in milliseconds at a share of the word, 0 to 1."""
    weights = [2 if _is_long(sound) else 1 for sound in sounds]
    total = sum(weights) or 1
    edges = [round(at(passed / total)) for passed in accumulate(weights, initial=0)]
    return tuple(
        PhonemeTime(ipa=sound, start_ms=start, end_ms=max(start, end))
        for sound, (start, end) in zip(sounds, pairwise(edges), strict=True)
    )


def _is_long(sound: str) -> bool:
    return sound[0] in _VOWELS or "ː" in sound


def spelled_times(words: Iterable[WordTime]) -> tuple[PhonemeTime, ...]:
    """The sounds of words as they are spelled, each in the time of its word."""
    return tuple(sound for word in words for sound in _spread(word, _spelled_sounds(word.word)))
