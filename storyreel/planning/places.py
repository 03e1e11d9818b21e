"""The kind of a place, what must be seen there, and colours that no other place has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain

from storyreel.film.colours import turn_hue
from storyreel.film.place_kinds import ANY_OPEN_AIR, ANY_ROOM, AROUND_BUILDINGS, PLACE_KINDS, PlaceKind, Side
from storyreel.planning.native_places import native_interior, native_kind, without_articles
from storyreel.planning.words.places import EVIDENCE, FEATURES, INSIDE, OUTSIDE, PARTS_OF_WHOLES, WHOLES

_MOST_FEATURES = 8
_RELATION = re.compile(
    r"\s(?:by|on|in|at|of|near|beside|under|over|behind|above|below|with|from|to)\s", re.IGNORECASE
)
_ROOM = re.compile(r"\broom\b", re.IGNORECASE)


def _plain_words(text: str) -> str:
    """Lower case without apostrophes, with a space for everything else that is not a letter."""
    return re.sub(r"[^\w]+", " ", re.sub(r"['’]", "", text.lower())).strip()


# The words after it say where a place is, not what it is.
_OF_WHICH = re.compile(r" (?:of|on|in|at|under|behind|beside|near|by|above|over|below) ")
_INSIDE = {_plain_words(phrase): kind for phrase, kind in INSIDE.items()}
_OUTSIDE = {_plain_words(phrase): kind for phrase, kind in OUTSIDE.items()}


def is_interior(place: str, said: bool | None, language: str = "en") -> bool:
    """Whether a place is indoors: as the heading says, or else by its name.

    A heading that says both means the inside of a vehicle.

    language: ISO 639-1 code of the script's language, whose words are looked for before the English ones.

    >>> is_interior("BOB'S CAR", None), is_interior("GARDEN", None)
    (True, False)
    """
    if said is not None:
        return said
    native = native_interior(place, language)
    if native is not None:
        return native
    found = (_indoors(words) for words in _names_in(without_articles(place, language)))
    return next((indoors for indoors in found if indoors is not None), False)


def _names_in(place: str) -> Iterator[str]:
    """The parts of a place's name from the last, each first without the words that relate it to another."""
    for part in reversed(place.split(" - ")):
        yield _RELATION.split(part, maxsplit=1)[0]
        yield part


def _indoors(words: str) -> bool | None:
    """Whether words name a room or a place in the open, by the longest phrase that is known; None if none is.

    >>> _indoors("bus stop"), _indoors("back room"), _indoors("nowhere")
    (False, True, None)
    """
    (inside, within), (outside, without) = _longest(words, _INSIDE), _longest(words, _OUTSIDE)
    if within == without and inside is not None:
        return _is_inside_if_unsaid(inside, outside)
    if within != without:
        return within > without
    return True if _ROOM.search(words) else None


def _is_inside_if_unsaid(inside: PlaceKind, outside: PlaceKind | None) -> bool:
    """Whether a place whose name is of both kinds is the one indoors."""
    within, without = PLACE_KINDS[inside], PLACE_KINDS[outside] if outside else None
    if within.inside_if_unsaid or (without and without.inside_if_unsaid):
        return True
    return within.side is Side.INSIDE and without is not None and without.of_buildings


def kind_of(place: str, interior: bool, action: str, language: str = "en") -> PlaceKind:
    """The kind of a place, from its name, then from what the action names there.

    place: as in the heading, parts joined by ' - '; the last part says most.
    language: ISO 639-1 code of the script's language, whose words are looked for before the English ones.
    """
    native = native_kind(place, interior, language)
    return native or _english_kind(without_articles(place, language), interior, action)


def _english_kind(place: str, interior: bool, action: str) -> PlaceKind:
    return _by_name(place, interior) or _by_evidence(action, interior) or _beside(place, interior)


def _by_name(place: str, interior: bool) -> PlaceKind | None:
    table = _INSIDE if interior else _OUTSIDE
    parts = [part.lower() for part in place.split(" - ")]
    whole = next((kind for part in parts for kind in _wholes_in(part, table)), None)
    if whole and _belongs_to_whole(whole, parts, interior):
        return whole
    kinds = (_named(part, table) for part in reversed(parts))
    return next((kind for kind in kinds if kind), None)


def _wholes_in(part: str, table: dict[str, PlaceKind]) -> Iterator[PlaceKind]:
    """The wholes that a part of a place's name says, for example a hospital."""
    for word, kind in WHOLES.items():
        if _says(part, word, table):
            yield kind


def _says(part: str, word: str, table: dict[str, PlaceKind]) -> bool:
    """Whether a part of a place's name has a word, and no longer name that hides it."""
    return _holds(part, word) and not _longer_name(part, word, table)


def _belongs_to_whole(whole: PlaceKind, parts: Sequence[str], interior: bool) -> bool:
    known = PLACE_KINDS[whole].whole
    if known and known.everything:
        return True
    if not interior:
        return False
    own = _named(parts[-1], _INSIDE)
    stays_own = own is not None and PLACE_KINDS[own].own_room
    return any(_holds(parts[-1], part) for part in PARTS_OF_WHOLES.split(", ")) and not stays_own


def _longer_name(part: str, word: str, table: dict[str, PlaceKind]) -> bool:
    """Whether the word is only a part of another place's name: a 'ferry terminal' is not a ferry."""
    words = f" {_plain_words(part)} "
    longer = (phrase for phrase in table if " " in phrase and f" {word} " in f" {phrase} ")
    return any(f" {phrase} " in words and table[phrase] is not WHOLES[word] for phrase in longer)


def _named(part: str, table: dict[str, PlaceKind]) -> PlaceKind | None:
    """The kind of the longest phrase of the table in the words.

    Of phrases of equal length it is the one before 'of' or 'on', then the last: 'HOSPITAL KITCHEN' is a
    kitchen, and so is 'KITCHEN OF A HOSPITAL'.
    """
    return _longest(part, table)[0]


def _longest(part: str, table: dict[str, PlaceKind]) -> tuple[PlaceKind | None, int]:
    """The kind of that phrase and the number of its words, 0 if there is none."""
    lowered = f" {_plain_words(part)} "
    whole = _OF_WHICH.search(lowered)
    head_end = whole.start() + 1 if whole else len(lowered)
    best, best_rank = None, (0, False, -1)
    for phrase, kind in table.items():
        at = lowered.rfind(f" {phrase} ")
        rank = (phrase.count(" ") + 1, at + len(phrase) < head_end, at)
        if at >= 0 and rank > best_rank:
            best, best_rank = kind, rank
    return best, best_rank[0]


def _holds(text: str, phrase: str) -> bool:
    return re.search(rf"\b{re.escape(phrase)}\b", text) is not None


def _by_evidence(action: str, interior: bool) -> PlaceKind | None:
    words = Counter(re.findall(r"[a-z-]+", action.lower()))
    scores = {kind: sum(words[word] for word in evidence.split()) for kind, evidence in EVIDENCE.items()}
    sides = (Side.BOTH, Side.INSIDE if interior else Side.OUTSIDE)
    fitting = {
        kind: score for kind, score in scores.items() if score >= 2 and PLACE_KINDS[kind].side in sides
    }
    return max(fitting, key=lambda kind: fitting[kind]) if fitting else None


def _beside(place: str, interior: bool) -> PlaceKind:
    """The kind of a place whose name is not known on its side of the wall.

    The outside of a place that is known indoors is in a street.
    """
    if interior:
        return ANY_ROOM
    return AROUND_BUILDINGS if _named(place, _INSIDE) else ANY_OPEN_AIR


def features_in(texts: Iterable[str]) -> tuple[str, ...]:
    """Things to be seen that the texts name, in order of appearance, at most eight.

    A longer phrase hides the words in it.

    >>> features_in(["A spiral staircase winds up to the great lens."])
    ('staircase', 'great lens')
    """
    found = chain.from_iterable(map(_features_of, texts))
    return tuple(dict.fromkeys(found))[:_MOST_FEATURES]


def _features_of(text: str) -> list[str]:
    return _feature_pattern().findall(text.lower())


@cache
def _feature_pattern() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(map(re.escape, _feature_phrases())) + r")\b")


def _feature_phrases() -> list[str]:
    """The names of the features, the longest first."""
    return sorted(map(str.strip, FEATURES.split(",")), key=len, reverse=True)


def palette_for(kind: PlaceKind, taken: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Colours that suit the kind and that no place of the film has yet.

    If all are taken, they are turned in hue until they differ.
    """
    choices = list(_palettes(kind))
    free = (choice for choice in chain(choices, _turned(choices)) if choice not in taken)
    return next(free, choices[0])


def _turned(palettes: Sequence[Sequence[str]]) -> Iterator[tuple[str, ...]]:
    for degrees in range(15, 360, 15):
        for palette in palettes:
            yield _turned_palette(palette, degrees)


def _turned_palette(palette: Sequence[str], degrees: int) -> tuple[str, ...]:
    return tuple(_turn_hue(colour, degrees) for colour in palette)


def _palettes(kind: PlaceKind) -> Iterator[tuple[str, ...]]:
    for palette in PLACE_KINDS[kind].palettes.split(","):
        yield _colours(palette)


def _colours(palette: str) -> tuple[str, ...]:
    return tuple(f"#{code}" for code in palette.split())


def _turn_hue(colour: str, degrees: int) -> str:
    """The colour with its hue turned by a quarter of the angle, to the left and to the right by turns.

    It looks like another place in the same light.

    >>> _turn_hue("#000000", 30)
    '#000000'
    """
    return turn_hue(colour, (degrees / 4 if (degrees // 15) % 2 else -degrees / 4) / 360)
