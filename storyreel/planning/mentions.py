"""How the sentences of a story mention people: by a noun, by a name, and by what they do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from storyreel.planning.name_patterns import upper_case_letters
from storyreel.planning.words.names import GROUPS
from storyreel.planning.words.places import INSIDE, OUTSIDE
from storyreel.planning.words.story_people import (
    ACTED,
    ANIMALS,
    BEFORE_ACTORS,
    GENERIC_PEOPLE,
    NEVER_PEOPLE,
    NO_ADJECTIVES,
    NO_FIRST_NAMES,
    SAID_OF_ACTORS,
    TWO_WORDS,
    YEARS,
)
from storyreel.planning.words.titles import DISTINCT, ROLES
from storyreel.screenplays.first_names import FEMININE_WORDS, MASCULINE_WORDS

NOUNS = {noun for noun in ROLES if noun not in NEVER_PEOPLE | GROUPS} | ANIMALS | TWO_WORDS
NOUN = "|".join(re.escape(noun) for noun in sorted(NOUNS, key=len, reverse=True))
CAPITAL = rf"[{upper_case_letters()}][\w’'-]*[\w]"
# Names in Arabic and Hindi have no capitals, and end with the word.
_CASELESS = r"[\u0620-\u064a\u0671-\u06d3\u0904-\u0939][\u0620-\u065f\u0671-\u06d3\u0900-\u0963]+"
NAME = rf"(?P<name>{CAPITAL}(?: {CAPITAL}){{0,2}}|{_CASELESS})"
PLACE_HEADS = frozenset({*INSIDE, *OUTSIDE})
"""Words that are a place if a name begins or ends with them."""

_NO_ARTICLE = (
    r"(?!(?:an?|the|this|that|his|her|their|its|my|our|another|and|or|of|in|on|at|to|from|with|by|for)\b)"
)
_MENTION = re.compile(
    r"\b(?P<det>an?|another|the|this|that|his|her|their|its|my|our|[A-Z][\w-]+['’]s)"
    rf" (?P<adjectives>(?:{_NO_ARTICLE}[a-z'’-]+,? ){{0,3}}?)(?P<noun>{NOUN})\b",
    re.IGNORECASE,
)
IS_A = re.compile(
    rf"\W*(?P<who>She|He|It|{CAPITAL}(?: {CAPITAL}){{0,2}})"
    r"(?: (?:is|was)|:| [—–])"
    r" (?:an?|the|his|her|their|[A-Z][\w-]+['’]s)"
    rf" (?P<adjectives>(?:[a-z’'-]+,? ){{0,3}}?)(?P<noun>{NOUN})\b"
)
"""'She is an old robot', 'Elif was a girl'."""
HOW_OLD = re.compile(
    rf"(?:^|[\s\"“])(?P<who>[Ss]he|[Hh]e|{CAPITAL}),?"
    r" (?:was|is|had turned|turned|has turned)"
    r" (?:only |just |about |almost |nearly )?"
    rf"(?P<years>\d{{1,3}}|{'|'.join(YEARS)})(?: years? old|(?=[,.;!]|$| and | but ))"
)
"""'Elif was nine years old'."""

# 'The first mate came up, a broad man with a broken nose.'
_THEN_APPOSED = re.compile(r" [a-z][^,.;:!?]{0,50}, ")
_OF_ONE = re.compile(
    r"(?: (?:with|in|of|who|wearing)\b"
    r"(?:(?! (?:beside|behind|at|next|following|and)\b)[^.;:!?]){0,120})?[.!?]?\W*"
)
_LISTED = re.compile(
    r"(?! (?:with|in|of|who|wearing)\b)[^,.;:!?]{0,60},? and (?:an?|the|his|her|their|[A-Z])"
    r"|, (?:an?|the|his|her|their) \w+[ ,]"
)
_PROPER = re.compile(rf"(?<![\w’'.]){NAME}")
_SAINT = re.compile(r"\b(?:St\.?|Saint) $")
_AFTER_WORD = re.compile(r"[ ,]+([a-z’'-]+)")
_BEFORE_WORD = re.compile(r"([\w’'-]+)[ ]$")
_BEFORE_PLACES = re.compile(r"\b(?:in|at|near|from|of|through|across|around|outside) $")
_CLAUSE_BEGINS = re.compile(r"(?:^|[,;:—–.!?“”\"(])\W*$")
_ARTICLES = ("a", "an", "the")


@dataclass(frozen=True)
class Span:
    """A part of a sentence, end exclusive, with the words around it."""

    sentence: str
    start: int
    end: int

    @property
    def before(self) -> str:
        """The 80 characters before it."""
        return self.sentence[max(0, self.start - 80) : self.start]

    @property
    def word_before(self) -> str:
        """The word before it in lower case, '' if a mark or nothing stands there."""
        return _last_word(self.before).lower()

    @property
    def follower(self) -> str:
        """The one character after it, '' at the end of the sentence."""
        return self.sentence[self.end : self.end + 1]

    @property
    def is_place(self) -> bool:
        """Whether a word before it says that it is a place: 'in', 'near'."""
        return _BEFORE_PLACES.search(self.before) is not None

    @property
    def acts(self) -> int:
        """1 if the sentence says what the person named here does, otherwise 0."""
        return int(self.word_before in SAID_OF_ACTORS or self._has_verb or self._begins_clause)

    def followed_by(self, words: frozenset[str] | set[str], *, comma: bool) -> bool:
        """Whether one of the words comes next.

        words: in lower case.
        comma: whether a comma may stand between.
        """
        after = self._after
        return after is not None and after.group(1) in words and (comma or after.group(0)[0] == " ")

    @property
    def _after(self) -> re.Match[str] | None:
        return _AFTER_WORD.match(self.sentence, self.end)

    @property
    def _has_verb(self) -> bool:
        after = self._after
        if after is None:
            return False
        return after.group(1) in ACTED or (after.group(1).endswith("ed") and after.group(0)[0] == " ")

    @property
    def _begins_clause(self) -> bool:
        return self._after is not None and self.follower != "," and self._is_after_beginning

    @property
    def _is_after_beginning(self) -> bool:
        """Whether the words before begin a clause."""
        return bool(_CLAUSE_BEGINS.search(self.before)) or self.word_before in BEFORE_ACTORS


@dataclass(frozen=True)
class Mention:
    """A noun for a person with its article: 'her grandfather', 'an old man'."""

    sentence: str
    match: re.Match[str]

    @property
    def noun(self) -> str:
        """The noun in lower case."""
        return self.match.group("noun").lower()

    @property
    def article(self) -> str:
        """The article, the pronoun or the owner before the noun, in lower case."""
        return self.match.group("det").lower()

    @property
    def is_new(self) -> bool:
        """Whether the article says that the person was not mentioned before."""
        return self.article in ("a", "an", "another")

    @property
    def is_known(self) -> bool:
        """Whether the article says that the person was mentioned before."""
        return self.article in ("the", "this", "that")

    @property
    def has_article(self) -> bool:
        """Whether the noun has an article, and no owner."""
        return self.article in _ARTICLES

    @property
    def distinct(self) -> frozenset[str]:
        """The adjectives that distinguish two people of the same noun: the 'old' of 'the old man'."""
        return distinct_words(self.match)

    @property
    def span(self) -> Span:
        """From the article to the noun."""
        return Span(self.sentence, self.match.start(), self.match.end())

    @property
    def is_listed(self) -> bool:
        """Whether the sentence goes on to another person: 'a boy and a dog'."""
        return _LISTED.match(self.sentence, self.match.end()) is not None

    @property
    def is_person(self) -> bool:
        """Whether neither the adjectives nor the next word make it something else: 'a guard dog'."""
        return not (_adjectives(self.match) & NO_ADJECTIVES or self._is_compound or self.span.follower == "-")

    @property
    def _is_compound(self) -> bool:
        return self.span.followed_by(NOUNS, comma=False)


def mentions_in(sentence: str) -> Iterator[Mention]:
    """The nouns for people in a sentence, in order."""
    for match in _MENTION.finditer(sentence):
        mention = Mention(sentence, match)
        if mention.is_person:
            yield mention


def first_mention(sentence: str, start: int = 0, end: int | None = None) -> int | None:
    """The index at which anything like a mention begins, None if nothing does."""
    found = _MENTION.search(sentence, start, len(sentence) if end is None else end)
    return found.start() if found else None


def _last_word(text: str) -> str:
    """The word at the end of a text that ends with a blank, '' if a mark stands there."""
    found = _BEFORE_WORD.search(text)
    return found.group(1) if found else ""


def distinct_words(match: re.Match[str]) -> frozenset[str]:
    """The adjectives of a match that distinguish two people of the same noun."""
    return frozenset(_adjectives(match) & DISTINCT)


def _adjectives(match: re.Match[str]) -> set[str]:
    return set(match.group("adjectives").lower().replace(",", "").split())


def sex_of_noun(noun: str) -> bool | None:
    """True if a noun means a woman, False if a man, None if it does not say."""
    if noun in FEMININE_WORDS:
        return True
    return False if noun in MASCULINE_WORDS else None


def is_apposed(first: Mention, second: Mention) -> bool:
    """Whether two nouns mean one person: 'her grandfather, a tall man', and not 'a girl, a boy and a dog'."""
    between = first.sentence[first.span.end : second.span.start]
    late = _is_apposed_late(between, second)
    if not (late or between in (", ", " — ", " – ", " was ", " is ")) or not second.has_article:
        return False
    return (
        _may_be_one_person(first.noun, second.noun) and _renames(first, second, late) and not second.is_listed
    )


def _is_apposed_late(between: str, second: Mention) -> bool:
    """Whether a verb stands between the two, and the second closes the sentence."""
    if not _THEN_APPOSED.fullmatch(between):
        return False
    return _OF_ONE.fullmatch(second.sentence, second.span.end) is not None


def _may_be_one_person(one: str, other: str) -> bool:
    return len(_sexes_of((one, other))) < 2 and one != other


def _sexes_of(nouns: Iterable[str]) -> set[bool]:
    """Whether each noun that says a sex says the feminine one."""
    return {noun in FEMININE_WORDS for noun in nouns if noun in FEMININE_WORDS | MASCULINE_WORDS}


def _renames(first: Mention, second: Mention, late: bool) -> bool:
    signs = (not first.is_new, second.noun in GENERIC_PEOPLE)
    return all(signs) if late else any(signs)


def stands_apart(mention: Mention, name: re.Match[str]) -> bool:
    """Whether ', her grandfather,' says who has the name before it.

    In 'With Elif, her grandfather climbed' the sentence goes on to another person instead.

    name: the match of the name in the text before the mention.
    """
    ahead = mention.span.before[: name.start()]
    begins = not ahead.strip(" \"'“”")
    closes = mention.span.follower in (",", ".", ";", "")
    return closes and (begins or _last_word(ahead) != "") and not mention.is_listed


def capitals_in(sentence: str) -> Iterator[tuple[str, Span]]:
    """The names in capitals with their places: 'Then Zorg' is Zorg."""
    for match in _PROPER.finditer(sentence):
        name = _without_first_words(match.group("name"))
        start = match.start() + len(match.group("name")) - len(name)
        if name[0].isupper() and not _SAINT.search(Span(sentence, start, start).before):
            name = _capitals_only(name)
            yield name, Span(sentence, start, start + len(name))


def _without_first_words(name: str) -> str:
    """The name without words before it that only begin the sentence."""
    while " " in name and _has_word_before_name(name):
        name = name.split(" ", 1)[1]
    return name


def _has_word_before_name(words: str) -> bool:
    """Whether the first of the words is not part of the name."""
    return words.split()[0].lower() in NO_FIRST_NAMES or not words[0].isupper()


def _capitals_only(name: str) -> str:
    first, _, others = name.partition(" ")
    return name if not others or others[0].isupper() else first
