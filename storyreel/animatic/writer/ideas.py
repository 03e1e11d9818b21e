"""Finds in an idea who it is about, where it plays, and which things are in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from storyreel.animatic.writer.tables import table
from storyreel.film.place_kinds import ANY_ROOM
from storyreel.planning.places import is_interior, kind_of
from storyreel.screenplays.first_names import (
    FEMININE_NAMES,
    FEMININE_WORDS,
    MASCULINE_NAMES,
    MASCULINE_WORDS,
)

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*|[.,;:!?]")
_ARTICLES = frozenset(table("idea_words")["articles"].split())
_STOPS = frozenset(table("idea_words")["stops"].split())
_PEOPLE = frozenset(table("idea_words")["people"].split())
_OF_STORIES = frozenset(table("idea_words")["of_stories"].split())
_PERSON = re.compile(r"\w{3,}(?:man|woman|person|er|or|ist|ian|boy|girl|smith|wright|ess|eur|ant|ier)s?")
_PLACES = re.compile(rf"\b(?:{'|'.join(table('idea_words')['places'].split())})\b")


@dataclass(frozen=True)
class Role:
    """Somebody in an idea: a name, what they are, or both."""

    name: str = ""
    noun: str = ""
    """'lighthouse keeper'."""

    @property
    def is_feminine(self) -> bool | None:
        """Whether name or noun says that it is a woman, or a man; None if neither does."""
        words = {self.name.casefold(), *self.noun.split()}
        if words & (FEMININE_NAMES | FEMININE_WORDS):
            return True
        return False if words & (MASCULINE_NAMES | MASCULINE_WORDS) else None


@dataclass(frozen=True)
class Idea:
    """What an idea names, each in the order of the words."""

    people: tuple[Role, ...] = ()
    things: tuple[str, ...] = ()
    """Nouns with their adjectives, without an article: 'old piano'."""
    places: tuple[str, ...] = ()
    feminine: bool | None = None
    """Whether 'she' or 'he' stands in it."""

    @property
    def held(self) -> tuple[str, ...]:
        """The things that are not places where the story plays."""
        return tuple(thing for thing in self.things if thing not in self.places)


def read_idea(text: str) -> Idea:
    """The people, things and places that an idea names.

    >>> idea = read_idea("A lighthouse keeper hears a voice she knows in the harbour")
    >>> idea.people[0].noun, idea.things, idea.places, idea.feminine
    ('lighthouse keeper', ('voice',), ('harbour', 'lighthouse'), True)
    """
    names = _names(text)
    people, things, places = [Role(name) for name in names], list[str](), _named_places(text)
    for phrase, after in _phrases(text, names):
        noun = " ".join(phrase)
        if _is_person(phrase[-1]):
            several = 2 if _singular(noun) != noun else 1
            people += [Role(noun=_singular(noun))] * several
        elif after in ("in", "at", "on", "into", "to", "inside") and _PLACES.search(noun):
            places.append(noun)
        else:
            things.append(noun)
    nouns = (*things, *(one.noun for one in people))
    places += [found[0] for noun in nouns if (found := _PLACES.search(noun))]
    things = [thing for thing in dict.fromkeys(things) if thing.split()[-1] not in _OF_STORIES]
    if not (people or things or places):
        things = _plain_thing(text)
    return Idea(tuple(people), tuple(things), tuple(places), _is_feminine(text))


def _is_feminine(text: str) -> bool | None:
    """Whether the pronouns of an idea are a woman's; None if it has none of a single person."""
    words = set(text.casefold().split())
    if words & {"she", "her"}:
        return True
    return False if words & {"he", "his", "him"} else None


def _named_places(text: str) -> list[str]:
    """Places that are named after a preposition: 'on Mars'."""
    return re.findall(r"\b(?:in|on|at|to|from|near) ([A-Z][a-z]+)\b", text)


def _plain_thing(text: str) -> list[str]:
    """The idea itself as a thing, if it is one or two words: 'Climate change'."""
    words = _plain_words(text)
    return [" ".join(words)] if 0 < len(words) <= 2 else []


def _plain_words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text) if word[0].isalpha()]


def class_of(thing: str) -> str:
    """The kind of a thing, a table of `things.toml`: 'held', 'heard', 'animal', 'big' or 'idea'.

    >>> class_of("lost dog"), class_of("old piano"), class_of("kindness")
    ('animal', 'big', 'idea')
    """
    for word in reversed(thing.casefold().split()):
        if found := _classes().get(word) or _classes().get(word.removesuffix("s")):
            return found
    abstract = re.search(r"(?:ness|ity|tion|ment|dom|ism|ance|ence|hood|ship|cy)$", thing)
    return "idea" if abstract else "held"


@cache
def _classes() -> dict[str, str]:
    """The class of a thing by its noun."""
    rows = table("things").items()
    return {word: name for name, row in rows for word in row.get("words", "").split()}


def heading_of(place: str) -> str:
    """A place as a scene heading without its hour: 'EXT. HARBOUR'."""
    return f"{'INT.' if _is_inside(place) else 'EXT.'} {place.upper()}"


def _is_inside(place: str) -> bool:
    return is_interior(place.upper(), None) or kind_of(place.upper(), True, "") not in (
        ANY_ROOM,
        kind_of(place.upper(), False, ""),
    )


def kind_of_heading(heading: str) -> str:
    """The kind of place that a heading names, as `PlaceKind` calls it."""
    side, _, name = heading.partition(" ")
    return kind_of(name, side == "INT.", "").value


def _names(text: str) -> list[str]:
    """Names in an idea: words with a capital inside a sentence, or first names that are known."""
    known, places = FEMININE_NAMES | MASCULINE_NAMES, _named_places(text)
    found: list[str] = []
    before = "."
    for word in _WORD.findall(text):
        is_first, low = before in ".!?", word.casefold()
        is_name = word[0].isupper() and not word.isupper() and low not in _ARTICLES | _STOPS
        if is_name and word not in places and (low in known or not is_first):
            found.append(word.removesuffix("'s").removesuffix("\u2019s"))
        before = word
    return list(dict.fromkeys(found))


def _phrases(text: str, names: list[str]) -> list[tuple[list[str], str]]:
    """Each noun with its adjectives, after an article or a preposition, and the word before that."""
    words, found = _WORD.findall(text), list[tuple[list[str], str]]()
    position = 0
    while position < len(words):
        low = words[position].casefold()
        starts = low in _ARTICLES or (
            low in ("of", "about", "for", "with", "after") and position + 1 < len(words)
        )
        if not starts:
            position += 1
            continue
        before = words[position - 1].casefold() if position else ""
        phrase = _phrase(words[position + 1 :], names)
        if phrase:
            found.append((phrase, before if low in _ARTICLES else low))
        position += 1 + len(phrase)
    return found


def _phrase(words: list[str], names: list[str]) -> list[str]:
    """The noun with its adjectives at the beginning of words: up to four, as far as the verb."""
    phrase: list[str] = []
    for number, word in enumerate(words[:4]):
        low = word.casefold().removesuffix("'s").removesuffix("\u2019s")
        following = words[number + 1].casefold() if number + 1 < len(words) else "."
        if (
            not word[0].isalpha()
            or low in _STOPS | _ARTICLES
            or word in names
            or (phrase and low == "full")  # 'a suitcase full of keys'
            or _is_verb(phrase, low, following)
        ):
            break
        phrase.append(low)
        if low != word.casefold():
            phrase.clear()  # 'the keeper's lamp' is about the lamp
    return phrase


def _is_verb(before: list[str], word: str, following: str) -> bool:
    """Whether a word after a noun is its verb: 'keeper hears', 'dog runs to'."""
    if before and _is_named_person(before[-1]):
        return word not in _PEOPLE | FEMININE_WORDS | MASCULINE_WORDS
    return bool(before) and re.search(r"(?:[^s]s|ed)$", word) is not None and following in _ARTICLES | _STOPS


def _is_person(word: str) -> bool:
    word = word.casefold()
    return _is_named_person(word) or _is_named_person(_singular(word))


def _is_named_person(word: str) -> bool:
    if word in _PEOPLE | FEMININE_WORDS | MASCULINE_WORDS:
        return True
    return word not in _classes() and not _PLACES.fullmatch(word) and _PERSON.fullmatch(word) is not None


def _singular(noun: str) -> str:
    """A noun as one of it.

    >>> _singular("two brothers"), _singular("old women"), _singular("princess")
    ('brother', 'old woman', 'princess')
    """
    noun = re.sub(r"^(?:two|three|four|five|several|many) ", "", noun)
    noun = re.sub(r"(wo|\b|\w)men$", r"\1man", noun)
    return re.sub(r"(?<=[a-rt-z])s$", "", noun) if noun != "children" else "child"
