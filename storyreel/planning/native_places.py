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


def native_kind(place: str, interior: bool, language: str) -> PlaceKind | None:
    """The kind of a place as a heading of that language names it, None where none of its words are known.

    place: parts joined by ' - '; the last part says most.

    >>> native_kind("GÜNTHERS KÜCHE", True, "de"), native_kind("小满家 - 卧室", True, "zh"), native_kind("KITCHEN", True, "en")
    (<PlaceKind.KITCHEN: 'kitchen'>, <PlaceKind.BEDROOM: 'bedroom'>, None)
    """
    kinds = [kind for part in place.split(" - ") if (kind := _named(part, language))]
    if not interior:
        return _seen_from_outside(kinds[-1]) if kinds else None
    taken = next((kind for kind in kinds if kinds[-1] in PLACE_KINDS[kind].takes), None)
    return taken or next(
        (kind for kind in reversed(kinds) if PLACE_KINDS[kind].side is not Side.OUTSIDE), None
    )


def native_interior(place: str, language: str) -> bool | None:
    """Whether a place is indoors by its name in that language, None where its words are not known.

    >>> native_interior("Кухня", "ru"), native_interior("Лес", "ru"), native_interior("Kitchen", "ru")
    (True, False, None)
    """
    kinds = [kind for part in place.split(" - ") if (kind := _named(part, language))]
    return kinds[-1] in INDOOR_KINDS if kinds else None


def without_articles(text: str, language: str) -> str:
    """The text without the language's articles, which may be places in English: a 'den' is one."""
    articles = (
        frozenset(word.casefold() for word in vocabulary(language).articles)
        if language in LANGUAGES and language != "en"
        else frozenset[str]()
    )
    return " ".join(word for word in text.split(" ") if word.casefold() not in articles)


def _seen_from_outside(kind: PlaceKind) -> PlaceKind:
    return PLACE_KINDS[kind].outside if kind in INDOOR_KINDS else kind


def _named(part: str, language: str) -> PlaceKind | None:
    """The kind that a part of a heading names.

    Where a language says the owner first, the last word counts: 病院の廊下 is a corridor. Elsewhere the first
    does, 'COCINA DEL HOSPITAL' being a kitchen, unless nothing joins it to a later one: 'ПОДЪЕЗД КУХНЯ' names
    the whole and then its part.
    """
    if language not in LANGUAGES or language == "en":
        return None
    text = _plain(part, language)
    matches = _matches(text, language)
    if not matches:
        return None
    if language in _OWNER_FIRST:
        return max(matches, key=lambda match: (match.end, match.end - match.start)).kind
    found = min(matches, key=lambda match: (match.start, -match.end))
    if language in _ALWAYS_HEAD_FIRST:
        return found.kind
    for match in sorted(matches, key=lambda match: (match.start, -match.end)):
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
        start = _where(text, phrase, language)
        if start >= 0:
            found.append(_Match(start, start + len(phrase), kind))
    return found


def _where(text: str, phrase: str, language: str) -> int:
    """Where a phrase stands in a text as a word of its own, -1 where it does not."""
    if language in _WITHOUT_SPACES:
        # A single sign is a part of many names, and of a place at its end.
        return text.rfind(phrase) if len(phrase) > 1 else len(text) - 1 if text.endswith(phrase) else -1
    padded = f" {text} "
    at = padded.find(f" {phrase} ")
    if at < 0 and language in _COMPOUNDING and len(phrase) >= _SHORTEST_HEAD:
        at = padded.find(f"{phrase} ") - 1
        return at if at >= 0 else -1
    return at


@cache
def _phrases(language: str) -> tuple[tuple[str, PlaceKind], ...]:
    return tuple(
        (_plain(word, language), PlaceKind(kind))
        for kind, words in vocabulary(language).places.items()
        for word in words
    )


def _plain(text: str, language: str) -> str:
    """Small letters and spaces, without accents where people leave them out.

    >>> _plain("L'HÔPITAL", "fr"), _plain("रसोई!", "hi")
    ('l hopital', 'रसोई')
    """
    lowered = text.casefold()
    if language in _ACCENTED:
        bare = unicodedata.normalize("NFD", lowered.replace("ł", "l").replace("œ", "oe"))
        lowered = "".join(sign for sign in bare if not unicodedata.combining(sign))
    if language == "de":
        lowered = (
            lowered.replace("ae", "a").replace("oe", "o").replace("ue", "u")
        )  # KUECHE, and so everywhere: BAUER is 'baur' in both
    kept = "".join(
        sign if unicodedata.category(sign)[0] in "LMN" else " "
        for sign in unicodedata.normalize("NFC", lowered)
    )
    return re.sub(" +", " ", kept).strip()
