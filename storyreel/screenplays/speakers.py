"""Whose a quoted speech of a story is: by 'said Peter', 'Peter said' and 'she said'. It does not know what becomes of the speech."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from storyreel.film.first_names import FEMININE_NAMES, FEMININE_WORDS, MASCULINE_NAMES, MASCULINE_WORDS
from storyreel.film.sentences import sentences

_SAID = (
    "said|says|asked|asks|answered|answers|replied|replies|whispered|whispers|shouted|shouts|cried|cries|called|calls|murmured|murmurs|muttered|mutters"
    "|added|adds|began|begins|continued|continues|yelled|yells|laughed|laughs|sighed|sighs|told|snapped|growled|insisted|admitted|agreed|announced"
    "|begged|breathed|demanded|exclaimed|explained|gasped|groaned|observed|promised|protested|remarked|repeated|screamed|sobbed|suggested|warned|wondered"
)
_TITLE = r"(?:(?:Mrs?|Ms|Dr|Prof|Capt|Lt|Sgt|Col|St)\.? )?"
_NO_NOUN = "and|as|with|in|into|from|to|at|on|of|who|but|while|when|then|through|over|after|before|without"
_NAME = rf"(?:{_TITLE}[A-Z][\w'’-]{{1,20}}(?: [A-Z][\w'’-]{{1,20}}){{0,2}}|[Tt]he(?: (?!(?:{_NO_NOUN}|[a-z]+ly)\b)[a-z]{{2,15}}){{1,2}})"
_PRONOUN = r"(?:[Ss]he|[Hh]e)"
_MANNER = r"(?: [a-z]+ly)?"
# After a quote: 'said Peter', 'she said softly'. The name comes in the first or the second group.
_TAG_AFTER = re.compile(rf"[\s,]{{0,3}}(?:(?:{_SAID}) ({_NAME}|{_PRONOUN})|({_NAME}|{_PRONOUN}) (?:{_SAID})){_MANNER}\b")
_TAG_BEFORE = re.compile(rf"(?:^|(?<=[.!?…;,] )|(?<=and ))({_NAME}|{_PRONOUN}) (?:{_SAID}){_MANNER}\s{{0,3}}[,:]?\s{{0,3}}$")
_LONGEST_TAG = 120
_CAPITALISED = re.compile(rf"{_TITLE}\b[A-Z][\w-]{{1,20}}")
_ROLE = re.compile(r"\b(?:[Tt]he|[Aa]n?)((?: [a-z]{2,15})?) ([a-z-]{3,15})\b")
_NOT_NAMES = frozenset(
    {
        "he",
        "she",
        "they",
        "it",
        "we",
        "you",
        "i",
        "the",
        "and",
        "but",
        "then",
        "who",
        "what",
        "there",
        "that",
        "this",
        "nobody",
        "everyone",
        "someone",
        "no",
    }
)
_FEMININE_TITLES = frozenset({"mrs", "ms", "miss", "lady", "aunt", "queen"})
_MASCULINE_TITLES = frozenset({"mr", "sir", "lord", "uncle", "king"})


class Sex(StrEnum):
    """How the story speaks of a person."""

    FEMALE = "she"
    MALE = "he"
    UNKNOWN = ""


class Tag:
    """Words that say who speaks: where they begin and end in the text, and the name or pronoun in them."""

    def __init__(self, start: int, end: int, who: str) -> None:
        """`start` and `end` are indices in the text, the end exclusive."""
        self.start, self.end, self.who = start, end, who

    @property
    def pronoun(self) -> bool:
        """Whether it says 'he' or 'she' and no name."""
        return self.who.lower() in ("he", "she")

    def may_mean(self, name: str) -> bool:
        """Whether its 'he' or 'she' can be said of a person."""
        return self.pronoun and sex_of(name) in (Sex.UNKNOWN, Sex(self.who.lower()))


def tag_after(text: str, start: int, stop: int) -> Tag | None:
    """The tag that follows a quote that ends at `start`, before `stop`."""
    found = _TAG_AFTER.match(text, start, min(stop, start + _LONGEST_TAG))
    who = (found.group(1) or found.group(2)) if found else ""
    return Tag(found.start(), found.end(), who) if found and _is_somebody(who) else None


def tag_before(text: str, start: int, stop: int) -> Tag | None:
    """The tag that ends where a quote begins, at `stop`; nothing before `start` is read."""
    first = max(start, stop - _LONGEST_TAG)
    found = _TAG_BEFORE.search(text[first:stop])
    return Tag(first + found.start(), stop, found.group(1)) if found and _is_somebody(found.group(1)) else None


def _is_somebody(who: str) -> bool:
    first = who.split()[0].lower() if who else ""
    return first in ("he", "she") or (bool(first) and first not in _NOT_NAMES) or who.lower().startswith("the ")


def cue_name(who: str) -> str:
    """The name as a cue has it.

    >>> cue_name("the old man"), cue_name("Mrs. Bell")
    ('OLD MAN', 'MRS. BELL')
    """
    return re.sub(r"^the ", "", who, flags=re.IGNORECASE).upper()


def sex_of(name: str) -> Sex:
    """What a name says of its bearer, by title, noun or first name.

    >>> sex_of("OLD MAN"), sex_of("ANNA"), sex_of("ZORG")
    (<Sex.MALE: 'he'>, <Sex.FEMALE: 'she'>, <Sex.UNKNOWN: ''>)
    """
    words = name.lower().replace(".", "").split()
    for feminine, masculine in ((_FEMININE_TITLES, _MASCULINE_TITLES), (FEMININE_WORDS, MASCULINE_WORDS), (FEMININE_NAMES, MASCULINE_NAMES)):
        found = next((word for word in words if word in feminine or word in masculine), "")
        if found:
            return Sex.FEMALE if found in feminine else Sex.MALE
    return Sex.UNKNOWN


class Company:
    """Who is there in a story, the one named last at the end, and who spoke last."""

    def __init__(self) -> None:
        """Nobody is there before the first word."""
        self._there: dict[str, Sex] = {}
        self._before: dict[str, Sex] = {}
        self._unnamed: set[str] = set()
        self.last_speaker = ""

    def part(self) -> None:
        """Begin another scene: those of the one before are meant only where nobody new fits."""
        self._before = {**self._before, **self._there}
        self._there = {}
        self.last_speaker = ""

    def read(self, told: str) -> None:
        """Note who is named outside quotes; of one sentence's people the first named is who it is about."""
        for sentence in sentences(told):
            for name, unnamed in reversed(_people_in(sentence)):
                self._come(name, unnamed)

    def speaker(self, tag: Tag) -> str:
        """Whose speech a tag says it is, '' where nobody fits."""
        name = self._meant_by(tag.who.lower()) if tag.pronoun else cue_name(tag.who)
        if name:
            self._come(name, name in self._unnamed)
            self.last_speaker = name
        return name

    def _come(self, name: str, unnamed: bool) -> None:
        self._there.pop(name, None)
        self._there[name] = sex_of(name)
        (self._unnamed.add if unnamed else self._unnamed.discard)(name)

    def _meant_by(self, pronoun: str) -> str:
        """The person of that sex who is there, another than who spoke last where there are two; people with names before others."""
        for company in (self._there, self._before):
            for wanted in (Sex(pronoun), Sex.UNKNOWN):
                fitting = sorted((name for name, sex in company.items() if sex is wanted), key=lambda name: name not in self._unnamed)
                others = [name for name in fitting if name != self.last_speaker]
                named = [name for name in others if name not in self._unnamed]
                if fitting:
                    return named[-1] if named else self.last_speaker if self.last_speaker in fitting else others[-1]
        return ""


def _people_in(sentence: str) -> Sequence[tuple[str, bool]]:
    """Names in a sentence in order, and whether each is only a noun: 'the old man'."""
    found: list[tuple[int, str, bool]] = []
    for match in _CAPITALISED.finditer(sentence):
        name = match.group(0)
        if sex_of(name) is not Sex.UNKNOWN and name.split()[-1].lower() not in FEMININE_WORDS | MASCULINE_WORDS:
            found.append((match.start(), name.upper(), False))
    found += [
        (match.start(), f"{match.group(1)} {match.group(2)}".strip().upper(), True)
        for match in _ROLE.finditer(sentence)
        if match.group(2) in FEMININE_WORDS | MASCULINE_WORDS
    ]
    return [(name, unnamed) for _, name, unnamed in sorted(found)]
