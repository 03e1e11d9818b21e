"""Which place a sentence of a story plays in.

Examples: 'In the ward', 'she ran into the kitchen', 'on the roof stood a greenhouse'.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from storyreel.film.places import PlaceKind
from storyreel.planning.native_places import INDOOR_KINDS
from storyreel.planning.words.places import ENDS_OF_PLACES, FEATURES, INSIDE, NO_MOVES, OUTSIDE
from storyreel.planning.words.titles import ROLES
from storyreel.screenplays.vocabulary import LANGUAGES, vocabulary

_PLACE_WORDS = sorted((phrase for phrase in {*INSIDE, *OUTSIDE} if len(phrase) > 2), key=len, reverse=True)
_HEAD = "|".join(re.escape(phrase) for phrase in _PLACE_WORDS)
_DET = r"(?:the|a|an|his|her|their|its|that|this|our|my|[a-z]+['’]s)"
_ADJECTIVES = r"(?:[a-z'’-]+ ){0,3}?"
_TAIL = (
    rf"(?: (?:on|in|of|at|under|behind|beside|near|by|above|over|below) (?:{_DET} )?(?:[a-z'’-]+"
    rf" ){{0,2}}?(?:{_HEAD}|{ENDS_OF_PLACES})\b)"
)
_IS = r"(?:stood|stands|lay|lies|was|is|sat|sits|hung|grew)"
_THERE = rf"(?:{_IS}|there (?:was|is|stood|lay))"
_NOUN = rf"(?P<det>{_DET}) (?P<adjectives>{_ADJECTIVES})(?P<head>{_HEAD})\b(?P<tail>{_TAIL}{{0,2}})"
_PLACED = re.compile(
    r"\b(?P<prep>in|into|inside|at|on|onto|to|through|along|across|down|up|outside|near|beside|above"
    r"|by|from|of|under|behind|around)"
    rf" {_NOUN}"
)
_STANDS = re.compile(
    rf"\b(?P<det>{_DET}) (?P<adjectives>{_ADJECTIVES})(?P<head>{_HEAD})(?: {_IS})?(?P<tail>{_TAIL}{{1,2}})"
)
_THERE_IS = re.compile(
    r"\bthere (?:was|is|stood|lay) (?P<det>an?)"
    rf" (?P<adjectives>{_ADJECTIVES})(?P<head>{_HEAD})\b(?P<tail>{_TAIL}{{0,2}})"
)
_THEN_STANDS = re.compile(rf",? {_THERE} (?P<det>an?) (?P<adjectives>{_ADJECTIVES})(?P<head>{_HEAD})\b")
_NAMED = re.compile(rf"\b{_NOUN}")
_WITHIN = frozenset(
    {"in", "into", "inside", "at", "on", "onto", "outside", "under", "behind", "near", "beside"}
)
_LEADS = re.compile(
    r"^\W*(?:\w+ )?(?:above|over|beyond|among|between|behind|near|under|in|on|at|from) [^,;]{3,40}, "
)
_ALONG = frozenset(
    (
        "to", "into", "onto", "through", "along", "across", "down", "up",
        "in", "inside", "outside", "at", "on", "around",
    )
)  # fmt: skip
_GOES = re.compile(
    r"\b(?:went|goes|go|ran|runs|run|walks?|walked|climb(?:s|ed)|came|comes|come|hurr(?:ies|ied)"
    r"|drove|drives|rode|rides|sail(?:s|ed)|flew|flies|return(?:s|ed)|step(?:s|ped)|crept|creeps"
    r"|fled|flees|sneak(?:s|ed)|slip(?:s|ped)|roll(?:s|ed)|move[sd]|travel(?:s|led|ed)|wander(?:s|ed)"
    r"|march(?:es|ed)|swam|swims|rush(?:es|ed)|stumble[sd]?|tiptoe[sd]|arrive[sd]"
    r"|carr(?:ies|ied)|brought|brings|took|takes|led|leads|follow(?:s|ed)|dragg?(?:s|ed)|push(?:es|ed)"
    r"|pulls?|pulled|sent|sends|back)\b"
)
_ENTERS = re.compile(rf"\b(?:enter(?:s|ed)|reach(?:es|ed)|cross(?:es|ed)|left .{{1,40}} for) {_NOUN}")
_STAYS = re.compile(
    r"\b(?:sat|sits|stood|stands|lay|lies|wait(?:s|ed)|slept|sleeps|work(?:s|ed)|lived?|lives|found|finds"
    r"|woke|wakes|met|meets|was|were|is|are|played|plays|danced?|dances|cooked|cooks|hid|hides)\b"
)
_UNREAL = re.compile(
    r"\b(?:had|has|have|would|could|should|might|can|cannot|will|wants?|wanted|wish(?:es|ed)?"
    r"|dream(?:s|ed|t)?|remember(?:s|ed)?|thought|thinks?|imagined?|never|not|if|like|as|about|used to"
    r"|wrote|letter|look(?:s|ed)?|heard|hears|saw|sees|for)\b|n['’]t\b"
)
_OPENS = re.compile(
    r"^\W*(?:(?:and|but|then|now|later|meanwhile|back|down|up|far|outside|inside|out|over|one|that"
    r"|the next|the same|the following|every|early|late|deep|high|somewhere|once|at last|finally|soon|there"
    r"|in the|at|by|after|before|(?:two|three|many|some|a few) \w+ later"
    r"|morning|evening|night|day|dawn|dusk|noon|midnight|afternoon|winter|summer|spring|autumn)\b"
    r"[ ,]*){0,6}$"
)
_LONGEST_READ = 2000
"""Characters of a sentence in which places are looked for; no story moves later in one."""
_OPENING = 60
_SHORTEST_STEM = 4
# Words of Chinese and Japanese stand in sentences without spaces.
_UNSPACED_FROM = "\u3040"
_THINGS = frozenset(phrase.strip().split()[-1] for phrase in FEATURES.split(",")) | {
    "bed",
    "beds",
    "gown",
    "food",
    "light",
    "floor",
    "table",
    "key",
    "keys",
    "bell",
    "bells",
    "staff",
    "window",
    "windows",
    "door",
    "doors",
    "wall",
    "walls",
    "air",
    "lights",
    "roof",
    "party",
    "story",
    "life",
    "trip",
    "holiday",
    "book",
}
"""Nouns that make a place before them another thing: 'the kitchen table'."""
# Between a place and a part of it, in Chinese and Japanese, which name the part last.
_OF_IT = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff]{0,6}(?:の|的|之)[\u3040-\u30ff\u3400-\u9fff]{0,6}"
    r"|[顶頂楼樓上里裡内內屋层層底下]{1,4}的?|[顶頂楼樓上里裡内內边邊旁]{0,3}有[一个個座间間所栋棟小大老旧舊古的]{0,6}"
)
_THERE_IS_IN_JAPANESE = re.compile(r"には?[小大古さなきい]{0,4}[\u30a0-\u30ff\u3400-\u9fff]{1,8}が[あ建立]")
_THERE_BEFORE = re.compile(rf"{_THERE} $")
_BEFORE_NOW = re.compile(r"[^,;.]{0,40}\b(?:had|would)\b")
_STAYING = frozenset({"in", "at", "inside", "on", "outside"})
_WORD_AFTER = re.compile(r" ([a-z]+)")
_OWNED = re.compile(r"['’]s?\b")


_BESIDE = ("outside", "near", "beside", "by", "behind", "onto", "above")
_WITHIN_WALLS = ("in", "into", "inside", "through")


@dataclass(frozen=True)
class Whereabouts:
    """A place as a sentence names it."""

    head: str
    """The word for the place."""
    name: str
    """The place in the sentence's words, in capitals."""
    prep: str = ""
    moves: bool = False
    """Whether the story is there from this sentence on, and does not only speak of it."""
    stands: bool = False
    """Whether the sentence describes the place itself: 'there was a greenhouse on the roof'."""
    indoors: bool | None = None
    """Whether a word of another language than English names a place indoors."""

    @property
    def interior(self) -> bool | None:
        """Whether the words say that it is indoors; None if they do not."""
        return self._interior_by_words if self.indoors is None else self.indoors

    @property
    def _interior_by_words(self) -> bool | None:
        if self.head not in INSIDE or self.prep in _BESIDE:
            return False
        return True if self.head not in OUTSIDE or self.prep in _WITHIN_WALLS else None


def whereabouts_in(sentence: str) -> list[Whereabouts]:
    """Places that a sentence names, those in which it plays first.

    >>> [(one.name, one.moves) for one in whereabouts_in("On the roof of the hospital stood a greenhouse.")]
    [('GREENHOUSE ON THE ROOF OF THE HOSPITAL', True)]
    >>> [(one.name, one.moves) for one in whereabouts_in("She had dreamed of the sea.")]
    [('SEA', False)]
    """
    return sorted(_places_in(sentence[:_LONGEST_READ].lower()), key=_rank)


def _rank(place: Whereabouts) -> tuple[bool, bool]:
    return not place.stands, not place.moves


def _places_in(text: str) -> Iterator[Whereabouts]:
    """The places that a sentence describes, those it relates to something, those that are entered."""
    described = _described_places(text)
    for match in described:
        yield Whereabouts(match.group("head"), _name(match), stands=True)
    for match in _PLACED.finditer(text):
        if _is_place(text, match) and not _is_inside(match, described):
            yield _placed(text, match)
    for match in _ENTERS.finditer(text):
        if _is_place(text, match):
            moves = not _UNREAL.search(text[: match.start()])
            yield Whereabouts(match.group("head"), _name(match), "into", moves=moves)


def _described_places(text: str) -> list[re.Match[str]]:
    """The phrases that describe a place: 'the greenhouse stood on the roof', 'there was a greenhouse'."""
    found = [match for match in _STANDS.finditer(text) if _describes(text, match)]
    there = [match for match in _THERE_IS.finditer(text) if _is_place(text, match)]
    return found + [match for match in there if not _is_inside(match, found)]


def native_words(language: str) -> Mapping[str, PlaceKind]:
    """Words for places in a language other than English, in lower case, with the kind each names."""
    code = language.split("-")[0].lower()
    if code not in LANGUAGES or code == "en":
        return {}
    kinds = {kind.value: kind for kind in PlaceKind}
    places = vocabulary(code).places
    return {word: kinds[name] for name, words in places.items() if name in kinds for word in words}


def native_whereabouts(sentence: str, words: Mapping[str, PlaceKind], begins: bool) -> list[Whereabouts]:
    """Places that a sentence names in another language.

    The story goes on at one that begins a paragraph.

    words: those of `native_words`.
    begins: whether the sentence begins a paragraph.

    >>> kitchen = {"küche": PlaceKind.KITCHEN}
    >>> found = native_whereabouts("In der Küche brannte Licht.", kitchen, begins=True)
    >>> [(one.name, one.interior, one.moves) for one in found]
    [('KÜCHE', True, True)]
    """
    text = sentence[:_LONGEST_READ].lower()
    found = sorted(_native_places(text, words, begins), key=lambda one: (one.start, -one.length))
    return [one.place for at, one in enumerate(found) if not _is_owner(text, one.end, found[at + 1 :])]


@dataclass(frozen=True)
class _NativePlace:
    """A place in a text of another language than English."""

    place: Whereabouts
    start: int

    @property
    def length(self) -> int:
        return len(self.place.head)

    @property
    def end(self) -> int:
        return self.start + self.length


def _native_places(text: str, words: Mapping[str, PlaceKind], begins: bool) -> Iterator[_NativePlace]:
    """The first mention of each word in a text in lower case."""
    for word, kind in words.items():
        start = _start_of(word, text)
        if start is not None:
            moves = begins and start < _OPENING
            place = Whereabouts(word, word.upper(), moves=moves, indoors=kind in INDOOR_KINDS)
            yield _NativePlace(place, start)


def _start_of(word: str, text: str) -> int | None:
    """The index of a word or of another case of it, None if the text does not have it."""
    stem = _stem(word)
    if stem not in text:
        return None
    pattern = re.escape(word) if word >= _UNSPACED_FROM else rf"(?<!\w){re.escape(stem)}\w{{0,3}}(?!\w)"
    found = re.search(pattern, text)
    return found.start() if found else None


def _stem(word: str) -> str:
    """The part of a word in Cyrillic that its other cases share: 'теплиц' of 'теплица'."""
    return word[:-1] if "\u0400" <= word[0] <= "\u04ff" and _has_ending(word) else word


def _has_ending(word: str) -> bool:
    return len(word) > _SHORTEST_STEM and word[-1] in "аяоеьйіиы"


def _is_owner(text: str, end: int, later: Iterable[_NativePlace]) -> bool:
    """Whether a place that ends at an index only says which other one is meant.

    In 病院の屋上の温室 the hospital does.
    """
    there = _THERE_IS_IN_JAPANESE.match(text, end)
    stop = there.end() if there else 0
    behind = [other.start for other in later if other.start >= end]
    return any(start < stop or _OF_IT.fullmatch(text, end, start) for start in behind)


def _is_inside(match: re.Match[str], others: Iterable[re.Match[str]]) -> bool:
    return _is_covered(match, others)


def _is_covered(match: re.Match[str], others: Iterable[re.Match[str]]) -> bool:
    return any(_covers(other, match.start("head")) for other in others)


def _covers(match: re.Match[str], at: int) -> bool:
    return match.start() <= at < match.end()


def _placed(text: str, match: re.Match[str]) -> Whereabouts:
    """The place of a phrase such as 'in the ward', and whether the story is there."""
    opens = match.group("prep") in _WITHIN and _opens(text[: match.start()])
    there = _THEN_STANDS.match(text, match.end()) if opens else None
    if there:
        name = f"{there.group('head')} {match.group(0)}".upper()
        return Whereabouts(there.group("head"), name, moves=True, stands=True)
    moves = _is_there(text, match, opens)
    return Whereabouts(match.group("head"), _name(match), match.group("prep"), moves=moves)


def _opens(before: str) -> bool:
    """Whether the words before a place are those with which a sentence begins: 'Then, far away'."""
    return _OPENS.match(_LEADS.sub("", before)) is not None


def _is_there(text: str, match: re.Match[str], opens: bool) -> bool:
    """Whether the story is at the place: the sentence begins with it, or a person goes there or is there."""
    clause, prep = re.split(r"[,;:—–]", text[: match.start()])[-1], match.group("prep")
    if _UNREAL.search(clause) or (opens and _BEFORE_NOW.match(text, match.end())):
        return False
    goes = prep in _ALONG and _GOES.search(clause) is not None
    stays = prep in _STAYING and _STAYS.search(clause) is not None
    return opens or goes or stays


def _describes(text: str, match: re.Match[str]) -> bool:
    """Whether a phrase describes the place itself, and not what might be or moves."""
    before = text[: match.start()]
    if _UNREAL.search(before) or match.group("head") in NO_MOVES:
        return False
    return _opens(before) or _THERE_BEFORE.search(before) is not None


def any_place_in(sentence: str) -> Whereabouts | None:
    """A place that a sentence names in any way: 'the greenhouse was warm'."""
    text = sentence[:_LONGEST_READ].lower()
    match = next((match for match in _NAMED.finditer(text) if _is_place(text, match)), None)
    return Whereabouts(match.group("head"), _name(match)) if match else None


def _is_place(text: str, match: re.Match[str]) -> bool:
    """Whether the word is the place, and no thing or owner: 'the kitchen table', 'the hospital's'."""
    end = match.end("head")
    if _OWNED.match(text, end):
        return False
    after = _WORD_AFTER.match(text, end)
    return after is None or not (after.group(1) in _THINGS or after.group(1) in ROLES)


def _name(match: re.Match[str]) -> str:
    """The place's name in the sentence's words, without article and adjectives: 'MOTHER'S KITCHEN'."""
    words = (match.group("det"), *match.group("adjectives").split())
    owner = next((word for word in words if _OWNED.search(word)), "")
    return f"{owner} {match.group('head')}{match.group('tail')}".strip().upper()
