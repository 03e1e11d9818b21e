"""Finds the distinct places of a film: what kind each is, what must be seen there, and colours no other place has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

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
    """Lower case, apostrophes dropped, everything that is no letter a space."""
    return re.sub(r"[^\w]+", " ", re.sub(r"['’]", "", text.lower())).strip()


# What follows says where a place is, not what it is.
_OF_WHICH = re.compile(r" (?:of|on|in|at|under|behind|beside|near|by|above|over|below) ")
_INSIDE = {_plain_words(phrase): kind for phrase, kind in INSIDE.items()}
_OUTSIDE = {_plain_words(phrase): kind for phrase, kind in OUTSIDE.items()}


def is_interior(place: str, said: bool | None, language: str = "en") -> bool:
    """Whether a place is indoors: as the heading says, else by its name.

    A heading that says both is of the inside of a vehicle.

    language: ISO 639-1 code of the script's own, whose words are looked for before the English ones.

    >>> is_interior("BOB'S CAR", None), is_interior("GARDEN", None)
    (True, False)
    """
    if said is not None:
        return said
    native = native_interior(place, language)
    if native is not None:
        return native
    place = without_articles(place, language)
    for part in reversed(place.split(" - ")):
        for words in dict.fromkeys((_RELATION.split(part, maxsplit=1)[0], part)):
            found = _indoors(words)
            if found is not None:
                return found
    return False


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

    place: as in the heading, parts joined by ' - '; the last part says most. language: ISO 639-1 code of the
    script's own, whose words are looked for before the English ones.
    """
    native = native_kind(place, interior, language)
    if native:
        return native
    place = without_articles(place, language)
    table = _INSIDE if interior else _OUTSIDE
    parts = [part.lower() for part in place.split(" - ")]
    whole = next(
        (
            WHOLES[word]
            for part in parts
            for word in WHOLES
            if _holds(part, word) and not _longer_name(part, word, table)
        ),
        None,
    )
    if whole and _belongs_to_whole(whole, parts, interior):
        return whole
    for part in reversed(parts):
        kind = _named(part, table)
        if kind:
            return kind
    return _by_evidence(action, interior) or _beside(place, interior)


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
    """Whether the word is only a part of another place's name: a 'ferry terminal' is no ferry."""
    words = f" {_plain_words(part)} "
    return any(
        " " in phrase and f" {word} " in f" {phrase} " and f" {phrase} " in words and kind is not WHOLES[word]
        for phrase, kind in table.items()
    )


def _named(part: str, table: dict[str, PlaceKind]) -> PlaceKind | None:
    """The kind of the longest phrase of the table in the words.

    Of equals, that before 'of' or 'on', then the last.

    'HOSPITAL KITCHEN' is a kitchen, and so is 'KITCHEN OF A HOSPITAL'.
    """
    return _longest(part, table)[0]


def _longest(part: str, table: dict[str, PlaceKind]) -> tuple[PlaceKind | None, int]:
    """The kind of that phrase, and of how many words it is: 0 if there is none."""
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
    """A place outside something known only indoors stands in a street.

    Anything else is the kind for places not named.
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
    found: list[str] = []
    for text in texts:
        for match in _feature_pattern().finditer(text.lower()):
            if match.group(0) not in found:
                found.append(match.group(0))
    return tuple(found[:_MOST_FEATURES])


@cache
def _feature_pattern() -> re.Pattern[str]:
    phrases = sorted((phrase.strip() for phrase in FEATURES.split(",")), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(re.escape(phrase) for phrase in phrases) + r")\b")


def palette_for(kind: PlaceKind, taken: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Colours that suit the kind and that no place of the film has yet.

    When all are taken, the first, turned in hue.
    """
    choices = _palettes(kind)
    for choice in choices:
        if choice not in taken:
            return choice
    for turn in range(1, 24):
        for choice in choices:
            turned = tuple(_turn_hue(colour, 15 * turn) for colour in choice)
            if turned not in taken:
                return turned
    return choices[0]


def _palettes(kind: PlaceKind) -> tuple[tuple[str, ...], ...]:
    return tuple(
        tuple(f"#{code}" for code in palette.split()) for palette in PLACE_KINDS[kind].palettes.split(",")
    )


def _turn_hue(colour: str, degrees: int) -> str:
    """The colour with its hue turned by up to a quarter of the given angle either way: another place, the same light.

    >>> _turn_hue("#000000", 30)
    '#000000'
    """
    return turn_hue(colour, (degrees / 4 if (degrees // 15) % 2 else -degrees / 4) / 360)
