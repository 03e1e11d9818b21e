"""Phonemes of a line for Kokoro, made by espeak-ng, so that each written word keeps its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from storyreel.animatic.voice.espeak import ENGINE
from storyreel.animatic.voice.kokoro.engine import known
from storyreel.animatic.voice.kokoro.reading_aloud import SpokenWord
from storyreel.animatic.voice.kokoro.voices import is_british
from storyreel.animatic.voice.kokoro.word_groups import shared_out

_OF_ENGLISH = (
    ("ʔˌn̩", "tᵊn"), ("ʔn̩", "tᵊn"), ("ʔn", "tᵊn"), ("ʔ", "t"),
    ("a^ɪ", "I"), ("a^ʊ", "W"), ("d^ʒ", "ʤ"), ("e^ɪ", "A"), ("t^ʃ", "ʧ"), ("ɔ^ɪ", "Y"), ("ə^l", "ᵊl"),
    ("ʲo", "jo"), ("ʲə", "jə"), ("ʲ", ""),
)  # fmt: skip
_AFTER_THOSE = (
    ("e", "A"), ("r", "ɹ"), ("x", "k"), ("ç", "k"), ("ɐ", "ə"), ("ɚ", "əɹ"), ("ɬ", "l"), ("\u0303", "")
)  # fmt: skip
_AMERICAN = (("o^ʊ", "O"), ("ɜː^ɹ", "ɜɹ"), ("ɜːɹ", "ɜɹ"), ("ɜː", "ɜɹ"), ("ɪə", "iə"), ("ː", ""))
_BRITISH = (("e^ə", "ɛː"), ("iə", "ɪə"), ("ə^ʊ", "Q"))
_OF_OTHERS = (
    ("a^ɪ", "I"), ("a^ʊ", "W"), ("d^z", "ʣ"), ("d^ʒ", "ʤ"), ("e^ɪ", "A"), ("o^ʊ", "O"), ("ə^ʊ", "Q"),
    ("s^s", "S"), ("t^s", "ʦ"), ("t^ʃ", "ʧ"), ("ɔ^ɪ", "Y"),
)  # fmt: skip
_IPA = {
    "A": "eɪ", "I": "aɪ", "O": "oʊ", "Q": "əʊ", "S": "s", "W": "aʊ", "Y": "ɔɪ", "ʣ": "dz", "ʤ": "dʒ",
    "ʦ": "ts", "ʧ": "tʃ", "ᵊ": "ə",
}  # fmt: skip
"""What the model writes with one sign."""
_LONGEST_CLAUSE = 24
"""Words that are transcribed together if no mark parts them; sharing them out takes their number squared."""
_LONGEST_WORD = 300
"""Phonemes of a word; what is longer is not a word, and the model takes 510 at once."""
_SYLLABIC = re.compile("(\\S)\u0329")
_SWITCHED = re.compile(r"\([a-z-]+\)")
"""espeak-ng names the language in which it reads a foreign word: '(en)'."""


@dataclass(frozen=True)
class Phoneme:
    """One sign for the model."""

    sign: str
    written: int | None
    """Index of the word of `text.split()` that it belongs to; None for spaces and marks."""


@dataclass(frozen=True)
class PhonemeWord:
    """A spoken word with its phonemes."""

    word: SpokenWord
    signs: str


def transcribed(
    words: Sequence[SpokenWord], language: str, said_as: Mapping[str, str] | None = None
) -> tuple[PhonemeWord, ...]:
    """The words with their phonemes as they sound together, clause by clause.

    said_as: phonemes in the International Phonetic Alphabet for words, by the word in lower case.

    Raises:
        CapabilityError: espeak-ng has no voice for the language.
    """
    clauses = tuple(_clauses(words))
    together = ENGINE.phonemes([" ".join(word.text for word in clause) for clause in clauses], language)
    alone = _alone(dict.fromkeys(word.text for word in words), language)
    found: list[PhonemeWord] = []
    for clause, spoken in zip(clauses, together, strict=True):
        groups = _SWITCHED.sub("", spoken).split()
        shares = shared_out(groups, [alone[word.text] for word in clause])
        found += [
            PhonemeWord(word, _signs((said_as or {}).get(word.text.lower(), share), language))
            for word, share in zip(clause, shares, strict=True)
        ]
    return tuple(found)


def strung(words: Iterable[PhonemeWord]) -> tuple[Phoneme, ...]:
    """Phonemes, marks and spaces in order, as the model takes them."""
    out: list[Phoneme] = []
    for one in words:
        if out:
            out.append(Phoneme(" ", None))
        out += [Phoneme(sign, one.word.written) for sign in one.signs]
        out += [Phoneme(mark, None) for mark in one.word.mark]
    return tuple(out)


def ipa_of(sign: str) -> str:
    """A sign of the model in the International Phonetic Alphabet.

    >>> ipa_of("A"), ipa_of("ʧ"), ipa_of("m")
    ('eɪ', 'tʃ', 'm')
    """
    return _IPA.get(sign, sign)


def _clauses(words: Sequence[SpokenWord]) -> Iterator[tuple[SpokenWord, ...]]:
    clause: list[SpokenWord] = []
    for word in words:
        clause.append(word)
        if word.mark or len(clause) == _LONGEST_CLAUSE:
            yield tuple(clause)
            clause = []
    if clause:
        yield tuple(clause)


def _alone(words: Iterable[str], language: str) -> dict[str, str]:
    """The phonemes of each word as it sounds alone."""
    words = tuple(words)
    said = ENGINE.phonemes(words, language)
    return {word: _SWITCHED.sub("", one).replace(" ", "") for word, one in zip(words, said, strict=True)}


def _signs(ipa: str, language: str) -> str:
    """Phonemes of the model's vocabulary for those of espeak-ng."""
    for old, new in _table(language):
        ipa = ipa.replace(old, new)
    ipa = _SYLLABIC.sub("ᵊ\\1", ipa)
    return known(ipa.replace("^", "").replace("-", ""))[:_LONGEST_WORD]


def _table(language: str) -> tuple[tuple[str, str], ...]:
    """What replaces what, in this order. English is written with fewer signs than other languages."""
    if not language.startswith("en"):
        return _OF_OTHERS
    return _OF_ENGLISH + (_BRITISH if is_british(language) else _AMERICAN) + _AFTER_THOSE
