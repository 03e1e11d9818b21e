"""The parts of a name: title, first and last names, and the words by which a person can be called."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from storyreel.planning.words.titles import COURTESY, DISTINCT, LINKING, ROLES, SHORT_TITLES, TITLES
from storyreel.screenplays.first_names import FEMININE_NAMES, MASCULINE_NAMES

FIRST_NAMES = FEMININE_NAMES | MASCULINE_NAMES
_OWNER = re.compile(r"['’](?:s)?$")
_DIGIT = re.compile(r"\d")
_NUMBERS = {
    word: str(number)
    for number, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], start=1
    )
}
_CUT_SHORT = frozenset({"mr", "mrs", "ms", "mx", "mme", "mlle"})


@dataclass(frozen=True)
class NameParts:
    """The parts of a name in lower case.

    'YOUNG DR. AMARA OKAFOR' has one distinct word, one title and a core of two words.
    """

    distinct: tuple[str, ...]
    """The words and numbers that distinguish two people of one name: 'young', '2'."""
    titles: tuple[str, ...]
    core: tuple[str, ...]
    owner: str = ""
    """'mara' in "MARA'S MOTHER"."""
    whole: bool = False
    """Whether the words are one description: 'MAN IN BLACK'."""

    @property
    def is_role(self) -> bool:
        """Whether it is an office or a trade without a name: 'CAPTAIN', 'HEAD WAITER'."""
        return self.whole or self._ends_on_role

    @property
    def _ends_on_role(self) -> bool:
        return self.core[-1] in ROLES and FIRST_NAMES.isdisjoint(self.core[:-1])

    @property
    def has_several_words(self) -> bool:
        """Whether it is more than one word, titles counted."""
        return len(self.words) > 1

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the name itself, then its titles."""
        return (*self.core, *self.titles)

    @property
    def is_plain(self) -> bool:
        """Whether it has neither a role nor an owner nor a distinct word."""
        return not (self.is_role or self.distinct or self.owner)


@lru_cache(maxsize=8192)
def name_parts(name: str) -> NameParts:
    """The parts of a name.

    >>> name_parts("DR. AMARA OKAFOR").titles, name_parts("DR. AMARA OKAFOR").core
    (('doctor',), ('amara', 'okafor'))
    >>> name_parts("MARA'S MOTHER").owner
    'mara'
    """
    words = [SHORT_TITLES.get(word, word) for word in _words(name) if word != "the"] or [name.lower()]
    owner, words = _owner_of(words)
    if LINKING & set(words[1:]):
        return NameParts((), (), tuple(words), owner, whole=True)
    distinct, words = _split_distinct(words)
    titles = _count_leading(words, TITLES)
    return NameParts(tuple(distinct), tuple(words[:titles]), tuple(words[titles:]), owner)


def _words(name: str) -> list[str]:
    """The words of a name without marks; a number at the end is written in figures."""
    words = [word for word in (word.strip(".,\"“”«»'‘#№") for word in name.lower().split()) if word]
    if len(words) > 1:
        words[-1] = _NUMBERS.get(words[-1], words[-1])
    followers = [*words[1:], ""]
    return [word for word, after in zip(words, followers, strict=True) if not _is_number_sign(word, after)]


def _is_number_sign(word: str, after: str) -> bool:
    return word in ("no", "nr") and after.isdigit()


def _owner_of(words: list[str]) -> tuple[str, list[str]]:
    """The owner, '' if there is none, and the words without the owner."""
    if len(words) > 1 and _OWNER.search(words[0]):
        return _OWNER.sub("", words[0]), words[1:]
    return "", words


def _split_distinct(words: list[str]) -> tuple[list[str], list[str]]:
    """The words that distinguish two people of one name, and the others."""
    distinct = [word for word in words if _DIGIT.search(word)]
    others = [word for word in words if word not in distinct] or words
    if len(others) > 1 and others[-1] == "voice" and others[0] in ROLES:
        others = others[:-1]  # 'COMPUTER VOICE' is the computer's
    at = _count_leading(others, DISTINCT)
    return [*distinct, *others[:at]], others[at:]


def _count_leading(words: Sequence[str], known: frozenset[str] | set[str]) -> int:
    """How many words at the beginning are known ones; the last word is none of them."""
    at = 0
    while at < len(words) - 1 and words[at] in known:
        at += 1
    return at


def ways_to_refer(main: str, names: Iterable[str], counts: Mapping[str, int]) -> tuple[str, ...]:
    """The person's main name, their other names, and each word of them that is nobody else's, in upper case.

    counts: how many people of the film have each word in their names, in lower case.
    """
    full = [main, *names]
    found = list(full)
    for name in full:
        parts = name_parts(name)
        found += _written_otherwise(parts)
        found += [word.upper() for word in _words_alone(parts) if _is_own(word, counts)]
    first, *others = dict.fromkeys(found)
    return (first, *sorted(others, key=lambda way: (-len(way), way)))


def _words_alone(parts: NameParts) -> Iterator[str]:
    """The words of a name that mean the person by themselves."""
    if parts.owner and not parts.is_role:
        return
    yield from _trade_of(parts)
    if not parts.is_role and not parts.distinct:
        yield from parts.core
        yield from (title for title in parts.titles if title not in COURTESY)


def _trade_of(parts: NameParts) -> tuple[str, ...]:
    """The word for an office or a trade: the 'man' of 'MAN IN BLACK', the 'waiter' of 'HEAD WAITER'."""
    if parts.whole:
        return _head_of(parts)
    return parts.core[-1:] if parts.is_role else ()


def _head_of(parts: NameParts) -> tuple[str, ...]:
    return parts.core[:1] if parts.core[0] in ROLES - {"voice"} else ()


def _is_own(word: str, counts: Mapping[str, int]) -> bool:
    return counts.get(word, 0) == 1 and _is_word(word)


def _is_word(word: str) -> bool:
    return len(word) > 1 and not _DIGIT.search(word)


def _written_otherwise(parts: NameParts) -> list[str]:
    """The last name with its title in full and cut short: 'DR. OKAFOR', 'DOCTOR OKAFOR'."""
    if not parts.titles or not parts.is_plain:
        return []
    return _with_other_titles(parts)


def _with_other_titles(parts: NameParts) -> list[str]:
    return [f"{title} {parts.core[-1]}".upper() for title in _forms_of_title(parts.titles[-1])]


def _forms_of_title(title: str) -> list[str]:
    short = [short for short, full in SHORT_TITLES.items() if full == title]
    if title in _CUT_SHORT:
        short.append(title)
    return [title, *short, *(f"{word}." for word in short if len(word) < 5)]


def words_borne(people: Iterable[Iterable[str]]) -> dict[str, int]:
    """How many people have each word in their names, in lower case."""
    return Counter(chain.from_iterable(map(_words_of_names, people)))


def _words_of_names(names: Iterable[str]) -> set[str]:
    return {word for parts in map(name_parts, names) for word in parts.words}


def words_of_office(names: Iterable[str]) -> str:
    """The words of names that say a person's office and age, in lower case.

    Looks follow from 'captain' and 'young', not from 'Grey'.

    >>> words_of_office(["GREY", "CAPTAIN GREY"]), words_of_office(["YOUNG MARA"])
    ('captain', 'young')
    """
    return " ".join(dict.fromkeys(word for name in names for word in _office_of(name_parts(name))))


def _office_of(parts: NameParts) -> Iterator[str]:
    yield from filter(str.isalpha, parts.distinct)
    yield from parts.titles
    yield from _offices(parts)


def _offices(parts: NameParts) -> Iterator[str]:
    return (word for word in parts.core if word in ROLES)


def shared_names(aliases: Iterable[tuple[str, Sequence[str]]]) -> dict[str, tuple[str, ...]]:
    """Last and first names that several people have, in upper case, and the cast ids of those people.

    >>> shared_names([("john", ("JOHN SMITH", "JOHN")), ("jane", ("JANE SMITH", "JANE"))])
    {'SMITH': ('john', 'jane')}
    """
    bearers: dict[str, dict[str, None]] = defaultdict(dict)
    for cast_id, names in aliases:
        for word in _personal_words(names):
            bearers[word.upper()][cast_id] = None
    return {word: tuple(ids) for word, ids in bearers.items() if len(ids) > 1}


def _personal_words(names: Iterable[str]) -> Iterator[str]:
    """The first and last names in names of several words."""
    for parts in map(name_parts, names):
        if parts.is_plain and parts.has_several_words:
            yield from parts.core
