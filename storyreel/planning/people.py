"""A person as the screenplay describes them: their names, and what the words say of sex and looks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from storyreel.film.cast import Presentation
from storyreel.planning.cues import NARRATORS
from storyreel.planning.introductions import OwnWords, own_words
from storyreel.planning.name_parts import words_of_office
from storyreel.planning.words.names import GROUPS
from storyreel.planning.words.people import (
    FEMININE_ABROAD,
    FEMININE_ENDINGS,
    FEMININE_LETTERS,
    MASCULINE_ABROAD,
    MASCULINE_ENDINGS,
    MASCULINE_IN_A,
)
from storyreel.screenplays.first_names import FEMININE_NAMES, FEMININE_WORDS, MASCULINE_NAMES, MASCULINE_WORDS
from storyreel.screenplays.people_words import AGES_ABROAD

_WORD = re.compile(r"[^\W\d_][\w'-]*")
_FIRST_NAME = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")
_APPOSED = re.compile(r",? ?(\([^()]*\))?(?:, ((?:an?|the|his|her|their|[\w'’]+['’]s|\d)\b[^,.;]*))?")


@dataclass
class Person:
    """A person of the film, as gathered while reading."""

    name: str
    names: tuple[str, ...] = ()
    """Other names by which the script introduces or cues them."""
    description: str = ""
    first_element: int = 0
    speaks: bool = False
    seen: bool = False
    introduced: bool = False
    """With a description in brackets."""
    heard_only: bool = False
    """A device or a voice without a body: never drawn."""
    pronouns: Counter[str] = field(default_factory=Counter)
    years: int = 0
    """As a story says, 0 if it does not."""
    described_looks: str = ""
    """What a story says of their looks in other sentences than the description's."""
    mentioned_by: tuple[str, ...] = ()
    """The names and words that mean only them."""
    neighbours: tuple[Person, ...] = field(default=(), repr=False)
    """The other people in the description."""

    @property
    def all_names(self) -> tuple[str, ...]:
        """The main name, then the others."""
        return (self.name, *self.names)

    @property
    def ways_to_mention(self) -> tuple[str, ...]:
        """What means them and nobody else, their names if that is not known yet."""
        return self.mentioned_by or self.all_names


def presentation_of(person: Person) -> Presentation:
    """How a person presents, by the description, the names, the first name, then the pronouns."""
    by_words = _presentation_by_words(person)
    if by_words is not Presentation.NEUTRAL:
        return by_words
    if person.name in NARRATORS or set(person.name.lower().split()) & GROUPS:
        return Presentation.NEUTRAL
    by_first_name = _presentation_by_first_name(person)
    if by_first_name is not Presentation.NEUTRAL:
        return by_first_name
    by_pronouns = _more_of(person.pronouns["feminine"], person.pronouns["masculine"])
    if by_pronouns is not Presentation.NEUTRAL:
        return by_pronouns
    return _more_of(*_sexes_of_cyrillic_names(_spelt_names(person)))


def _more_of(feminine: int, masculine: int) -> Presentation:
    if feminine == masculine:
        return Presentation.NEUTRAL
    return Presentation.FEMININE if feminine > masculine else Presentation.MASCULINE


def _spelt_names(person: Person) -> str:
    return " ".join(person.all_names).lower()


def _presentation_by_words(person: Person) -> Presentation:
    """By the words of the description, or else by those of the names. NEUTRAL if neither says it."""
    by_description = _more_of(*_count_sexes(_own_description(person), abroad=True))
    if by_description is not Presentation.NEUTRAL:
        return by_description
    words = _WORD.findall(_spelt_names(person))
    has_first_name = not set(words).isdisjoint(FEMININE_NAMES | MASCULINE_NAMES)
    return _more_of(*_count_sexes(words, abroad=not has_first_name))


def _count_sexes(words: Sequence[str], abroad: bool) -> tuple[int, int]:
    """How many words speak of a woman, and how many of a man.

    abroad: whether words of other languages than English count. In AIMEE MANN the last name is not German.
    """
    return sum(_is_feminine(word, abroad) for word in words), sum(
        _is_masculine(word, abroad) for word in words
    )


def _is_feminine(word: str, abroad: bool) -> bool:
    return word in FEMININE_WORDS or (abroad and word in FEMININE_ABROAD) or word.endswith(FEMININE_ENDINGS)


def _is_masculine(word: str, abroad: bool) -> bool:
    return (
        word in MASCULINE_WORDS or (abroad and word in MASCULINE_ABROAD) or word.endswith(MASCULINE_ENDINGS)
    )


def _presentation_by_first_name(person: Person) -> Presentation:
    """By the first name that is known. NEUTRAL if none is, or if two pronouns more speak against it."""
    words = _FIRST_NAME.findall(_spelt_names(person))
    first = next((word for word in words if word in FEMININE_NAMES or word in MASCULINE_NAMES), None)
    if first is None:
        return Presentation.NEUTRAL
    balance = person.pronouns["feminine"] - person.pronouns["masculine"]
    if first in FEMININE_NAMES:
        return Presentation.FEMININE if -balance < 2 else Presentation.NEUTRAL
    return Presentation.MASCULINE if balance < 2 else Presentation.NEUTRAL


def _sexes_of_cyrillic_names(names: str) -> tuple[bool, bool]:
    """Whether the first name in Cyrillic is a woman's, and whether it is a man's."""
    first = _first_cyrillic_word(names)
    if not first:
        return False, False
    if first in MASCULINE_IN_A:
        return False, True
    in_a = first.endswith(FEMININE_LETTERS)
    return in_a, not in_a and first[-1] not in "ьоеиы"


def _first_cyrillic_word(text: str) -> str:
    words = _WORD.findall(text)
    return next((word for word in words if _is_cyrillic_name(word)), "")


def _is_cyrillic_name(word: str) -> bool:
    return "\u0400" <= word[0] <= "\u04ff" and len(word) > 2


def _own_description(person: Person) -> list[str]:
    """The words in the brackets after the name and of the noun phrases around it, none of other people."""
    return _WORD.findall(" ".join(_phrases_on(person)).lower())


def _phrases_on(person: Person) -> list[str]:
    own = _words_on(person, {})
    return [phrase for phrase in (own.before, *_apposed_to(own.after)) if phrase]


def _apposed_to(after: str) -> tuple[str | None, ...]:
    """The noun phrases at the beginning of what follows a name."""
    match = _APPOSED.match(after)
    return match.groups() if match else ()


def looks_described(person: Person) -> str:
    """The parts of the description that speak of this person's looks, and of nobody else's."""
    own = _words_on(person, {one.name: presentation_of(one) for one in (person, *person.neighbours)})
    office = words_of_office(person.all_names)
    years = str(person.years) if person.years else ""
    ages = _ages_abroad(person.all_names)
    return f"{own.before} {office} {years} {ages} {own.after} {person.described_looks}".rstrip()


def _ages_abroad(names: Sequence[str]) -> str:
    """What names in other languages than English say of a person's age, in English: МАЛЬЧИК is a child."""
    words = _words_of(names)
    return " ".join(age for age, known in AGES_ABROAD.items() if words & known)


def _words_of(names: Sequence[str]) -> set[str]:
    return {word for name in names for word in name.lower().split()}


def _words_on(person: Person, kinds: Mapping[str, Presentation]) -> OwnWords:
    return own_words(person.description, person.name, _names_around(person), kinds)


def _names_around(person: Person) -> dict[str, Sequence[str]]:
    """What each person of a description is called in it."""
    return {one.name: one.ways_to_mention for one in (*person.neighbours, person)}
