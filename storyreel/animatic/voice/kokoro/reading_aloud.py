"""What is said for what is written: numbers, money, times, abbreviations, and the marks between words.

text     Dr. Cole left at 3:45 -- alone.
written  |Dr.   |Cole|left|at|3:45            |--|alone.|
spoken   |doctor|Cole|left|at|three forty five — |alone .|

Numbers, money, dates and times are written out by damga (Apache License 2.0), a grammar of each language.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cache
from itertools import pairwise
from typing import Any

from storyreel.animatic.voice.script import has_words, speakable

NORMALISED = ("en", "es", "fr", "it")
"""Languages of the model for which damga has a grammar. In the others espeak-ng reads numbers itself."""
_RANKS = {
    "en": {
        "capt.": "captain", "cmdr.": "commander", "col.": "colonel", "cpl.": "corporal", "det.": "detective",
        "fr.": "father", "gen.": "general", "hon.": "honourable", "insp.": "inspector", "jr.": "junior",
        "lt.": "lieutenant", "maj.": "major", "mt.": "mount", "prof.": "professor", "pvt.": "private",
        "rev.": "reverend", "sgt.": "sergeant", "ave.": "avenue", "rd.": "road",
    }
}  # fmt: skip
"""Abbreviations in scripts that damga leaves as they are."""
_SINGLE_DIGITS = re.compile(r"(?<![\d$£€.,:/-])(?:\d{3}-\d{4}|911|999|112)(?![\d%]|[.,:/-]\d)")
"""Telephone numbers, which are read digit by digit."""
_INITIALS = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]\.")
_PARTS = re.compile(r"--+|[—–…]|\.{3,}")
_MARKS = (
    ("?", "?¿؟"),
    ("!", "!¡"),
    ("…", "…"),
    ("—", "—–"),
    (".", ".。।"),
    (";", ";"),
    (":", ":"),
    (",", ",、،"),
)
"""Marks of the model, strongest first, with what is written for each."""
_STRENGTH = {mark: len(_MARKS) - place for place, (mark, _) in enumerate(_MARKS)}


@dataclass(frozen=True)
class SpokenWord:
    """A word as it is said."""

    text: str
    written: int
    """Index of the word of `text.split()` that it is said for."""
    mark: str = ""
    """What follows it: one of `;:,.!?—…`, or nothing."""
    is_stressed: bool = False
    """Written in capitals in a line that is not."""


def spoken_words(text: str, language: str) -> tuple[SpokenWord, ...]:
    """The words of a line as they are said, in order; none if nothing in it can be said.

    >>> [word.text + word.mark for word in spoken_words("Wait -- it's 7:00, Mr. Fox.", "en-us")]
    ['Wait—', "it's", 'seven', "o'clock,", 'mister', 'Fox.']
    """
    written = text.split()
    shouted = text.upper() == text
    said: list[SpokenWord] = []
    for index, words in enumerate(_written_out(written, language)):
        for part, mark in _parts(words, is_last=index == len(written) - 1):
            if has_words(part):
                is_stressed = not shouted and part in written[index] and _is_capital(part)
                said += [
                    SpokenWord(word, index, is_stressed=is_stressed)
                    for word in speakable(part, language).split()
                ]
            if mark and said:
                said[-1] = replace(said[-1], mark=_stronger(said[-1].mark, mark))
    return tuple(said)


def _is_capital(word: str) -> bool:
    letters = [letter for letter in word if letter.isalpha()]
    return len(letters) > 1 and "".join(letters).isupper() and "." not in word.rstrip(".")


def _parts(text: str, *, is_last: bool) -> Iterator[tuple[str, str]]:
    """What is said between dashes and dots, each with its mark."""
    at = 0
    for dash in _PARTS.finditer(text):
        yield _core(text[at : dash.start()]), "…" if dash.group(0)[0] in ".…" else "—"
        at = dash.end()
    rest = text[at:]
    if _INITIALS.fullmatch(rest.strip("\"'”’)(")) and not is_last:
        yield rest, ""
    else:
        yield _core(rest), _mark(rest)


def _core(text: str) -> str:
    """The words without quotes and marks around them."""
    return text[: len(text) - len(_end(text))].lstrip("\"'“‘(¿¡«-")


def _end(text: str) -> str:
    """What stands after the last letter, digit or sign that is said."""
    said = (
        place for place, sign in enumerate(text, 1) if sign in "%°" or unicodedata.category(sign)[0] in "LNM"
    )
    return text[max(said, default=0) :]


def _mark(text: str) -> str:
    """The strongest mark at the end of a text."""
    found = _end(text)
    return next((mark for mark, signs in _MARKS if any(sign in found for sign in signs)), "")


def _stronger(one: str, other: str) -> str:
    return max(one, other, key=lambda mark: _STRENGTH.get(mark, 0))


def _written_out(written: Sequence[str], language: str) -> list[str]:
    """What is said for each written word: itself, several words, or nothing."""
    primary = language.split("-")[0]
    prepared = [_prepared(word, primary) for word in written]
    if primary not in NORMALISED or not any(_needs_grammar(word) for word in prepared):
        return prepared
    said = _normaliser(primary).normalize(" ".join(prepared)).split()
    return _aligned(prepared, said, primary)


def _prepared(word: str, primary: str) -> str:
    word = word.replace("’", "'")
    word = _SINGLE_DIGITS.sub(lambda number: " ".join(re.findall(r"\d", number.group(0))), word)
    rank = _RANKS.get(primary, {}).get(word.lower())
    return (rank or word).replace(" ", "\u00a0")


def _needs_grammar(word: str) -> bool:
    return any(sign.isdigit() or sign in "%$€£&" for sign in word) or word.endswith(".") or word.isupper()


def _aligned(written: Sequence[str], said: Sequence[str], primary: str) -> list[str]:
    """The said words for each written one."""
    shares: list[list[str]] = [[] for _ in written]
    same = SequenceMatcher(None, [*map(_folded, written)], [*map(_folded, said)], autojunk=False)
    for kind, first, last, begin, end in same.get_opcodes():
        if kind == "equal":
            for offset in range(last - first):
                shares[first + offset] = [written[first + offset]]
        elif first < last:
            for offset, part in enumerate(_divided(written[first:last], said[begin:end], primary)):
                shares[first + offset] = part
        elif shares:
            shares[max(0, first - 1)] += said[begin:end]
    return [" ".join(share).replace("\u00a0", " ") for share in shares]


def _divided(written: Sequence[str], said: Sequence[str], primary: str) -> list[list[str]]:
    """Said words shared out among the written ones: as each is said alone, else by length."""
    alone = [_normaliser(primary).normalize(word).split() for word in written]
    if [word for words in alone for word in words] == list(said):
        return alone
    weights = [max(1, len(words)) for words in alone]
    edges = [round(len(said) * sum(weights[:count]) / sum(weights)) for count in range(len(weights) + 1)]
    return [list(said[first:last]) for first, last in pairwise(edges)]


def _folded(word: str) -> str:
    return word.casefold()


@cache
def _normaliser(primary: str) -> Any:
    from damga import TextNormalizer

    return TextNormalizer(lang=primary)
