"""Which place a sentence of a story plays in: 'In the ward', 'she ran into the kitchen', 'on the roof stood a greenhouse'. It cuts no scenes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
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
    {
        "to",
        "into",
        "onto",
        "through",
        "along",
        "across",
        "down",
        "up",
        "in",
        "inside",
        "outside",
        "at",
        "on",
        "around",
    }
)
_GOES = re.compile(
    r"\b(?:went|goes|go|ran|runs|run|walks?|walked|climb(?:s|ed)|came|comes|come|hurr(?:ies|ied)"
    r"|drove|drives|rode|rides|sail(?:s|ed)|flew|flies|return(?:s|ed)|step(?:s|ped)|crept|creeps"
    r"|fled|flees|sneak(?:s|ed)|slip(?:s|ped)|roll(?:s|ed)|move[sd]|travel(?:s|led|ed)|wander(?:s"
    r"|ed)|march(?:es|ed)|swam|swims|rush(?:es|ed)|stumble[sd]?|tiptoe[sd]|arrive[sd]"
    r"|carr(?:ies|ied)|brought|brings|took|takes|led|leads|follow(?:s|ed)|dragg?(?:s|ed)|push(?:es"
    r"|ed)|pulls?|pulled|sent|sends|back)\b"
)
_ENTERS = re.compile(rf"\b(?:enter(?:s|ed)|reach(?:es|ed)|cross(?:es|ed)|left .{{1,40}} for) {_NOUN}")
_STAYS = re.compile(
    r"\b(?:sat|sits|stood|stands|lay|lies|wait(?:s|ed)|slept|sleeps|work(?:s|ed)|lived?|lives|found"
    r"|finds|woke|wakes|met|meets|was|were|is|are|played|plays|danced?|dances|cooked|cooks|hid"
    r"|hides)\b"
)
_UNREAL = re.compile(
    r"\b(?:had|has|have|would|could|should|might|can|cannot|will|wants?|wanted|wish(?:es|ed)?"
    r"|dream(?:s|ed|t)?|remember(?:s|ed)?|thought|thinks?|imagined?|never|not|if|like|as|about|used"
    r" to|wrote|letter"
    r"|look(?:s|ed)?|heard|hears|saw|sees|for)\b|n['’]t\b"
)
_OPENS = re.compile(
    r"^\W*(?:(?:and|but|then|now|later|meanwhile|back|down|up|far|outside|inside|out|over|one|that|the"
    r" next|the same|the following|every|early|late|deep|high|somewhere|once|at last|finally|soon|there"
    r"|in the|at|by|after|before|(?:two|three|many|some|a few) \w+"
    r" later|morning|evening|night|day|dawn|dusk|noon|midnight|afternoon|winter|summer|spring|autumn)\b["
    r" ,]*){0,6}$"
)
_LONGEST_READ = 2000
"""Characters of a sentence in which places are looked for; nobody's story moves later in one."""
_OPENING = 60
_SHORTEST_STEM = 4
# Words of Chinese and Japanese stand in sentences without spaces.
_UNSPACED_FROM = "\u3040"
_THINGS = frozenset(phrase.strip().split()[-1] for phrase in FEATURES.split(",")) | frozenset(
    [
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
    ]
)
# Between a place and a part of it, in Chinese and Japanese, where the part comes last.
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


@dataclass(frozen=True)
class Whereabouts:
    """A place as a sentence names it: `head` is the word for it, `name` how the words say it, in capitals."""

    head: str
    name: str
    prep: str = ""
    moves: bool = False
    """Whether what is told is there from this sentence on, and not only spoken of."""
    stands: bool = False
    """Whether the sentence tells of the place itself: 'there was a greenhouse on the roof'."""
    indoors: bool | None = None
    """Whether a word of another language than English names a place indoors."""

    @property
    def interior(self) -> bool | None:
        """Whether the words say that it is indoors; None where they do not."""
        if self.indoors is not None:
            return self.indoors
        if self.head not in INSIDE or self.prep in (
            "outside",
            "near",
            "beside",
            "by",
            "behind",
            "onto",
            "above",
        ):
            return False
        if self.head not in OUTSIDE or self.prep in ("in", "into", "inside", "through"):
            return True
        return None


def whereabouts_in(sentence: str) -> list[Whereabouts]:
    """Places that a sentence names, those that it plays in first.

    >>> [(one.name, one.moves) for one in whereabouts_in("On the roof of the hospital stood a greenhouse.")]
    [('GREENHOUSE ON THE ROOF OF THE HOSPITAL', True)]
    >>> [(one.name, one.moves) for one in whereabouts_in("She had dreamed of the sea.")]
    [('SEA', False)]
    """
    text = sentence[:_LONGEST_READ].lower()
    standing = [match for match in _STANDS.finditer(text) if _tells_of_it(text, match)]
    standing += [
        match for match in _THERE_IS.finditer(text) if _is_place(text, match) and not _inside(match, standing)
    ]
    found = [Whereabouts(match.group("head"), _name(match), stands=True) for match in standing]
    found += [
        _placed(text, match)
        for match in _PLACED.finditer(text)
        if _is_place(text, match) and not _inside(match, standing)
    ]
    found += [
        Whereabouts(
            match.group("head"), _name(match), "into", moves=not _UNREAL.search(text[: match.start()])
        )
        for match in _ENTERS.finditer(text)
        if _is_place(text, match)
    ]
    return sorted(found, key=lambda one: (not one.stands, not one.moves))


def native_words(language: str) -> Mapping[str, PlaceKind]:
    """Words for places in a language other than English, in small letters, with the kind of place each names."""
    code = language.split("-")[0].lower()
    if code not in LANGUAGES or code == "en":
        return {}
    kinds = {kind.value: kind for kind in PlaceKind}
    return {
        word: kinds[name]
        for name, words in vocabulary(code).places.items()
        if name in kinds
        for word in words
    }


def native_whereabouts(sentence: str, words: Mapping[str, PlaceKind], begins: bool) -> list[Whereabouts]:
    """Places that a sentence names in another language.

    One at the beginning of a paragraph is where the story goes on.

    >>> [(one.name, one.interior, one.moves) for one in native_whereabouts("In der Küche brannte Licht.", {"küche": PlaceKind.KITCHEN}, begins=True)]
    [('KÜCHE', True, True)]
    """
    text = sentence[:_LONGEST_READ].lower()
    found = [
        (
            match.start(),
            -len(word),
            Whereabouts(
                word, word.upper(), moves=begins and match.start() < _OPENING, indoors=kind in INDOOR_KINDS
            ),
        )
        for word, kind in words.items()
        if _stem(word) in text
        and (
            match := re.search(
                (
                    re.escape(word)
                    if word >= _UNSPACED_FROM
                    else rf"(?<!\w){re.escape(_stem(word))}\w{{0,3}}(?!\w)"
                ),
                text,
            )
        )
    ]
    found.sort(key=lambda one: one[:2])
    return [
        place
        for at, (start, length, place) in enumerate(found)
        if not _is_owner(text, start - length, found[at + 1 :])
    ]


def _stem(word: str) -> str:
    """The part of a word in Cyrillic that its other cases share: 'теплиц' of 'теплица'."""
    return (
        word[:-1]
        if len(word) > _SHORTEST_STEM and "\u0400" <= word[0] <= "\u04ff" and word[-1] in "аяоеьйіиы"
        else word
    )


def _is_owner(text: str, end: int, later: Sequence[tuple[int, int, Whereabouts]]) -> bool:
    """Whether a place that ends at an index is said only to tell which other one is meant: the hospital of 病院の屋上の温室."""
    there = _THERE_IS_IN_JAPANESE.match(text, end)
    return any(
        start >= end and (_OF_IT.fullmatch(text, end, start) or (there and start < there.end()))
        for start, _, _ in later
    )


def _inside(match: re.Match[str], others: Sequence[re.Match[str]]) -> bool:
    return any(other.start() <= match.start("head") < other.end() for other in others)


def _placed(text: str, match: re.Match[str]) -> Whereabouts:
    """The place of a phrase such as 'in the ward', and whether the story is there."""
    before, prep = text[: match.start()], match.group("prep")
    clause = re.split(r"[,;:—–]", before)[-1]
    opens = prep in _WITHIN and _OPENS.match(_LEADS.sub("", before)) is not None
    there = _THEN_STANDS.match(text, match.end()) if opens else None
    if there:
        return Whereabouts(
            there.group("head"), f"{there.group('head')} {match.group(0)}".upper(), moves=True, stands=True
        )
    past = opens and _BEFORE_NOW.match(text, match.end())
    goes = prep in _ALONG and _GOES.search(clause) is not None
    stays = prep in _STAYING and _STAYS.search(clause) is not None
    return Whereabouts(
        match.group("head"),
        _name(match),
        prep,
        moves=not past and not _UNREAL.search(clause) and (opens or goes or stays),
    )


def _tells_of_it(text: str, match: re.Match[str]) -> bool:
    before = text[: match.start()]
    opens = _OPENS.match(_LEADS.sub("", before)) or _THERE_BEFORE.search(before)
    return bool(opens) and not _UNREAL.search(before) and match.group("head") not in NO_MOVES


def any_place_in(sentence: str) -> Whereabouts | None:
    """A place that a sentence names in any way: 'the greenhouse was warm'."""
    text = sentence[:_LONGEST_READ].lower()
    return next(
        (Whereabouts(m.group("head"), _name(m)) for m in _NAMED.finditer(text) if _is_place(text, m)), None
    )


def _is_place(text: str, match: re.Match[str]) -> bool:
    """Whether a place's word stands for the place, and not before another noun or as an owner: 'the kitchen table', 'the hospital's'."""
    end = match.end("head")
    after = _WORD_AFTER.match(text, end)
    return not _OWNED.match(text, end) and not (
        after and (after.group(1) in _THINGS or after.group(1) in ROLES)
    )


def _name(match: re.Match[str]) -> str:
    """The place's name as told, without article and adjectives: 'MOTHER'S KITCHEN', 'GREENHOUSE ON THE ROOF OF A HOSPITAL'."""
    owner = match.group("det") if _OWNED.search(match.group("det")) else ""
    owner = owner or next((word for word in match.group("adjectives").split() if _OWNED.search(word)), "")
    return f"{owner} {match.group('head')}{match.group('tail')}".strip().upper()
