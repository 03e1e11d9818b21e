"""Which kind of place a heading names in the script's own language, by the words of its data file."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from storyreel.film.place_kinds import PLACE_KINDS, PlaceKind, Side
from storyreel.screenplays.vocabulary import LANGUAGES, vocabulary

INDOOR_KINDS = frozenset(kind for kind, known in PLACE_KINDS.items() if known.side is Side.INSIDE)
_WITHOUT_SPACES = ("zh", "ja", "ko")
_ACCENTED = ("de", "fr", "es", "it", "pt", "nl", "pl", "ru", "uk")
_COMPOUNDING = ("de", "nl")
_SHORTEST_HEAD = 4
"""Letters of a word that may end a compound: 'HOTELKÜCHE' is a kitchen, and 'NACHBAR' no bar."""
_OWNER_FIRST = ("zh", "ja", "ko", "hi")
_ALWAYS_HEAD_FIRST = ("ar",)
_PREPOSITIONS = (
    "de",
    "d",
    "da",
    "do",
    "di",
    "du",
    "von",
    "vom",
    "van",
    "für",
    "pour",
    "para",
    "per",
    "pra",
    "con",
    "com",
    "mit",
    "met",
    "avec",
    "en",
    "in",
    "im",
    "w",
    "we",
    "na",
    "z",
    "ze",
    "в",
    "во",
    "на",
    "у",
    "из",
    "з",
    "із",
    "від",
)


@dataclass(frozen=True)
class _Match:
    start: int
    end: int
    kind: PlaceKind


_LETTERS_TAKEN_APART = str.maketrans({"ł": "l", "œ": "oe"})


def native_kind(place: str, interior: bool, language: str) -> PlaceKind | None:
    """The kind of a place as a heading of that language names it, None if none of its words are known.

    place: parts joined by ' - '; the last part says most.

    >>> native_kind("GÜNTHERS KÜCHE", True, "de"), native_kind("小满家 - 卧室", True, "zh")
    (<PlaceKind.KITCHEN: 'kitchen'>, <PlaceKind.BEDROOM: 'bedroom'>)
    >>> native_kind("KITCHEN", True, "en") is None
    True
    """
    kinds = _kinds(place, language)
    if not interior:
        return _seen_from_outside(kinds[-1]) if kinds else None
    taken = next((kind for kind in kinds if kinds[-1] in PLACE_KINDS[kind].takes), None)
    indoor = (kind for kind in reversed(kinds) if PLACE_KINDS[kind].side is not Side.OUTSIDE)
    return taken or next(indoor, None)


def _kinds(place: str, language: str) -> list[PlaceKind]:
    """The kinds that the parts of a place's name have, in order."""
    return [kind for part in place.split(" - ") if (kind := _named(part, language))]


def native_interior(place: str, language: str) -> bool | None:
    """Whether a place is indoors by its name in that language, None if its words are not known.

    >>> native_interior("Кухня", "ru"), native_interior("Лес", "ru"), native_interior("Kitchen", "ru")
    (True, False, None)
    """
    kinds = _kinds(place, language)
    return kinds[-1] in INDOOR_KINDS if kinds else None


def without_articles(text: str, language: str) -> str:
    """The text without the language's articles, which may be places in English: a 'den' is one."""
    if language not in LANGUAGES or language == "en":
        return text
    articles = {word.casefold() for word in vocabulary(language).articles}
    return " ".join(word for word in text.split(" ") if word.casefold() not in articles)


def _seen_from_outside(kind: PlaceKind) -> PlaceKind:
    return PLACE_KINDS[kind].outside if kind in INDOOR_KINDS else kind


def _named(part: str, language: str) -> PlaceKind | None:
    """The kind that a part of a heading names.

    If a language says the owner first, the last word counts: 病院の廊下 is a corridor. In other languages the
    first word counts: 'COCINA DEL HOSPITAL' is a kitchen. But if no word joins it to a later one, it is the
    whole and the later one its part: 'ПОДЪЕЗД КУХНЯ'.
    """
    if language not in LANGUAGES or language == "en":
        return None
    text = _plain(part, language)
    matches = _matches(text, language)
    if not matches:
        return None
    if language in _OWNER_FIRST:
        return max(matches, key=lambda match: (match.end, match.end - match.start)).kind
    matches.sort(key=lambda match: (match.start, -match.end))
    return matches[0].kind if language in _ALWAYS_HEAD_FIRST else _innermost(matches, text, language)


def _innermost(matches: list[_Match], text: str, language: str) -> PlaceKind:
    """The kind of the first place, or of its last part that no word joins to it. matches: in order."""
    found = matches[0]
    for match in matches:
        if match.start >= found.end and not _joins(text[found.end : match.start], language):
            found = match
    return found.kind


def _joins(between: str, language: str) -> bool:
    """Whether the words between two places make the second the owner of the first."""
    return any(word in _joining(language) for word in between.split())


@cache
def _joining(language: str) -> frozenset[str]:
    return frozenset(_plain(word, language) for word in (*vocabulary(language).articles, *_PREPOSITIONS))


def _matches(text: str, language: str) -> list[_Match]:
    found: list[_Match] = []
    for phrase, kind in _phrases(language):
        start = _index_of(text, phrase, language)
        if start >= 0:
            found.append(_Match(start, start + len(phrase), kind))
    return found


def _index_of(text: str, phrase: str, language: str) -> int:
    """The index at which a phrase stands in a text as a word of its own, -1 if it does not."""
    if language in _WITHOUT_SPACES:
        return _index_without_spaces(text, phrase)
    padded = f" {text} "
    at = padded.find(f" {phrase} ")
    if at < 0 and language in _COMPOUNDING and len(phrase) >= _SHORTEST_HEAD:
        at = padded.find(f"{phrase} ") - 1
        return at if at >= 0 else -1
    return at


def _index_without_spaces(text: str, phrase: str) -> int:
    """The last index of a phrase; a single sign counts only at the end, as it is a part of many names."""
    if len(phrase) > 1:
        return text.rfind(phrase)
    return len(text) - 1 if text.endswith(phrase) else -1


@cache
def _phrases(language: str) -> tuple[tuple[str, PlaceKind], ...]:
    return tuple(
        (_plain(word, language), PlaceKind(kind))
        for kind, words in vocabulary(language).places.items()
        for word in words
    )


def _plain(text: str, language: str) -> str:
    """Lower case and spaces, without accents if people who write the language leave them out.

    >>> _plain("L'HÔPITAL", "fr"), _plain("रसोई!", "hi")
    ('l hopital', 'रसोई')
    """
    lowered = text.casefold()
    if language in _ACCENTED:
        lowered = _without_accents(lowered)
    if language == "de":
        # KUECHE is KÜCHE. BAUER is 'baur' in headings and in the words of the language alike.
        lowered = lowered.replace("ae", "a").replace("oe", "o").replace("ue", "u")
    signs = unicodedata.normalize("NFC", lowered)
    kept = "".join(sign if unicodedata.category(sign)[0] in "LMN" else " " for sign in signs)
    return re.sub(" +", " ", kept).strip()


def _without_accents(text: str) -> str:
    bare = unicodedata.normalize("NFD", text.translate(_LETTERS_TAKEN_APART))
    return "".join(sign for sign in bare if not unicodedata.combining(sign))
