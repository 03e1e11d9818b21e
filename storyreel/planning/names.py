"""Which names of a script are one person's.

'SHERIFF COLE' and 'COLE' are, 'YOUNG MARA' and 'MARA' are not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from storyreel.planning.name_parts import FIRST_NAMES, NameParts, name_parts
from storyreel.planning.words.titles import (
    COURTESY,
    DISTINCT,
    FEMININE_TITLES,
    KINDS_OF_TRADE,
    MASCULINE_TITLES,
    NICKNAMES,
    ORDINARY_WORDS,
    RANKS,
    ROLES,
    SOVEREIGNS,
    TRADES_AS_LAST_NAMES,
)
from storyreel.screenplays.first_names import FEMININE_NAMES, MASCULINE_NAMES


@dataclass
class Name:
    """One way in which the script names a person, and where."""

    text: str
    first: int
    """The index of the element that writes it first."""
    cues: int = 0
    """How often it speaks."""
    introduced: bool = False
    introduced_at: int = -1
    age: str = ""
    scenes: set[int] = field(default_factory=set)
    on_screen: bool = False
    seen: bool = False
    articled: bool = False
    """Cued as 'THE COOK', which is a trade and not a last name."""

    @property
    def parts(self) -> NameParts:
        """The parts of the name."""
        return name_parts(self.text)

    @property
    def is_personal(self) -> bool:
        """Whether it has a first and a last name."""
        return len(self.parts.core) > 1 and not self.parts.whole

    @property
    def is_first_name(self) -> bool:
        """Whether it is one word that can be a first name."""
        is_other = self.articled or self.parts.is_role or self.parts.distinct
        return not is_other and len(self.parts.core) == 1

    @property
    def sex(self) -> str:
        """'feminine', 'masculine', or '' if the name does not say it."""
        return _sex(self.parts)

    @property
    def first_scene(self) -> int:
        """The index of the first scene that has the name, -1 if none has it."""
        return min(self.scenes, default=-1)


def one_persons_names(names: Sequence[Name]) -> tuple[list[list[Name]], dict[str, list[int]]]:
    """The names grouped by person, and for each short name that fits several of them the indices of those.

    A short name joins a longer one if it can be that person's and nobody else's.
    """
    groups = _Groups(_given_names(names))
    for name in sorted(names, key=_longest_first):
        groups.add(name)
    return groups.groups, groups.shared


def _longest_first(name: Name) -> tuple[int, int, bool, int]:
    return -len(name.parts.core), -len(name.parts.titles), name.parts.is_role, name.first


class _Groups:
    """Groups names by person."""

    def __init__(self, given: frozenset[str]) -> None:
        self.groups: list[list[Name]] = []
        self.shared: dict[str, list[int]] = {}
        self._given = given
        self._by_word: dict[str, list[tuple[Name, int]]] = defaultdict(list)

    def add(self, name: Name) -> None:
        """Put the next name, which is no longer than those before, into its group."""
        fitting = self._fitting(name)
        if len(fitting) == 1:
            at = fitting[0]
            self.groups[at].append(name)
        else:
            at = len(self.groups)
            self.groups.append([name])
        if len(fitting) > 1:
            self.shared[name.text] = fitting
        for word in {*name.parts.core, *name.parts.titles}:
            self._by_word[word].append((name, at))

    def _fitting(self, name: Name) -> list[int]:
        """The indices of the groups of people whom the name can mean."""
        return sorted({at for other, at in self._sharing(name) if self._fits(name, other, at)})

    def _sharing(self, name: Name) -> list[tuple[Name, int]]:
        """The names that share the rarest word of a name, with the indices of their groups."""
        return min((self._by_word[word] for word in name.parts.core), key=len)

    def _fits(self, name: Name, other: Name, at: int) -> bool:
        return _Pair(name, other, self._given).may_be_one and not self._is_other(name, at)

    def _is_other(self, name: Name, at: int) -> bool:
        """Whether the script distinguishes the name from one of the group."""
        return any(_differ(name, one) for one in self.groups[at])


def _differ(one: Name, other: Name) -> bool:
    """Whether the script distinguishes two of one name, by sex, by age, or by a word before the name."""
    if _are_two(one.sex, other.sex) or _are_two(one.age, other.age):
        return True
    return not _are_distinct_alike(one, other)


def _are_two(said: str, other: str) -> bool:
    """Whether both are given and differ."""
    return len({said, other} - {""}) == 2


def _are_distinct_alike(one: Name, other: Name) -> bool:
    """Whether both have the same distinct words, or the words of one are a nickname of the other."""
    if one.parts.distinct == other.parts.distinct:
        return True
    short, long = (one, other) if len(one.parts.distinct) < len(other.parts.distinct) else (other, one)
    return not short.parts.distinct and _is_nickname(long) and _is_met_under(long, short)


def _is_nickname(name: Name) -> bool:
    return set(name.parts.distinct) <= NICKNAMES and not name.parts.is_role and not name.cues


def _is_met_under(long: Name, short: Name) -> bool:
    """Whether the person of the short name speaks first in a scene that has the long one."""
    return short.on_screen and not short.introduced and short.first_scene in long.scenes


def _without_owner(parts: NameParts) -> tuple[Sequence[str], ...]:
    return parts.core, parts.titles, parts.distinct


def _are_apart(titles: Sequence[str], others: Sequence[str]) -> bool:
    """Whether both have titles and share none."""
    return bool(titles and others) and set(titles).isdisjoint(others)


def _has_owner(parts: NameParts) -> bool:
    return bool(parts.owner) and not parts.whole


def _ends_on(words: Sequence[str], end: Sequence[str]) -> bool:
    return words[-len(end) :] == end


def _sex(parts: NameParts) -> str:
    """By the title, else by the first name if a last name follows: 'ROSE' alone may be a Mr. Rose."""
    by_title = _sex_by(parts.titles, FEMININE_TITLES, MASCULINE_TITLES)
    return by_title or _sex_by(_before_last(parts), FEMININE_NAMES, MASCULINE_NAMES)


def _before_last(parts: NameParts) -> tuple[str, ...]:
    """The first name, none if no last name follows."""
    return parts.core[:1] if len(parts.core) > 1 else ()


def _sex_by(words: Iterable[str], feminine: frozenset[str], masculine: frozenset[str]) -> str:
    found = next((word for word in words if word in feminine or word in masculine), "")
    if not found:
        return ""
    return "feminine" if found in feminine else "masculine"


def _given_names(names: Sequence[Name]) -> frozenset[str]:
    """First names that the script itself reveals as first names.

    HARALD of 'HARALD PORTER' is one if HARALD speaks and no HARALD is a trade: then PORTER is a last name. So
    is one that stands before one last name in several ways, and one of two names and an age, if it is no kind
    of trade.
    """
    alone = {name.parts.core[0] for name in names if name.is_first_name}
    aged = {name.parts.core[0] for name in names if name.is_personal and name.age} - ORDINARY_WORDS
    lengths = _lengths_of_names(names)
    before_last = {first for first, _ in lengths if first in alone}
    in_several_ways = {first for (first, _), several in lengths.items() if len(several) > 1}
    return frozenset((aged | before_last | in_several_ways) - ROLES - DISTINCT - KINDS_OF_TRADE)


def _lengths_of_names(names: Iterable[Name]) -> dict[tuple[str, str], set[int]]:
    """The numbers of words of the names that begin and end with the same two words."""
    lengths: dict[tuple[str, str], set[int]] = defaultdict(set)
    for name in names:
        if name.is_personal:
            core = name.parts.core
            lengths[core[0], core[-1]].add(len(core))
    return lengths


@dataclass(frozen=True)
class _Pair:
    """A name and one that is as long or longer."""

    short: Name
    long: Name
    given: frozenset[str]
    """First names by this script."""

    @property
    def may_be_one(self) -> bool:
        """Whether the short name can mean the person of the long one."""
        few, many = self._few, self._many
        if few.whole or many.whole or few.owner != many.owner:
            return self._is_owned
        if self._is_same:
            return True
        if few.is_role and not (len(few.core) > 1 and few.core[0] in self.given):
            return self._role_may_be_one
        if self._titles_differ or self._long_is_another_role:
            return False
        return _is_subsequence(few.core, many.core)

    @property
    def _few(self) -> NameParts:
        return self.short.parts

    @property
    def _many(self) -> NameParts:
        return self.long.parts

    @property
    def _is_owned(self) -> bool:
        """Whether the short name is the long one without its owner: 'MOTHER' and "MARA'S MOTHER"."""
        return self._differ_by_owner and not self.long.cues and not self.short.introduced

    @property
    def _differ_by_owner(self) -> bool:
        few, many = self._few, self._many
        return not few.owner and _has_owner(many) and few.core == many.core

    @property
    def _is_same(self) -> bool:
        return _without_owner(self._few) == _without_owner(self._many)

    @property
    def _titles_differ(self) -> bool:
        return _are_apart(self._few.titles, self._many.titles)

    @property
    def _long_is_another_role(self) -> bool:
        return self._many.is_role and self._many.core != self._few.core and not self._long_is_personal

    @property
    def _long_is_personal(self) -> bool:
        core = self._many.core
        return len(core) > 1 and self._is_first_name(core[0])

    def _is_first_name(self, word: str) -> bool:
        return word in FIRST_NAMES or word in self.given

    @property
    def _role_may_be_one(self) -> bool:
        """Whether a short name that is an office or a trade can mean the person of the long one."""
        if self.short.introduced:
            return False
        return self._is_last_name or self._is_sovereign or self._is_silent_role

    @property
    def _is_silent_role(self) -> bool:
        return (self._is_title or self._is_trade) and not self._both_speak

    @property
    def _is_sovereign(self) -> bool:
        return self._is_title and self._few.core[0] in SOVEREIGNS

    @property
    def _both_speak(self) -> bool:
        return bool(self.short.cues and self.long.cues)

    @property
    def _is_title(self) -> bool:
        """Whether the short name is the other's title: 'DOCTOR' and 'DR. OKAFOR'."""
        word = self._few.core[0]
        return word in self._many.titles and self._is_one_word and word not in COURTESY

    @property
    def _is_trade(self) -> bool:
        """Whether the short name ends the long one: 'WAITER' and 'HEAD WAITER'."""
        return _ends_on(self._many.core, self._few.core) and not self._few.titles

    @property
    def _is_last_name(self) -> bool:
        """Whether the short name is a last name that is also a trade: 'BAKER' and 'OFFICER BAKER'."""
        is_one_word = self._is_one_word and not self.short.articled
        return is_one_word and self._is_trade and self._long_has_last_name

    @property
    def _long_has_last_name(self) -> bool:
        return self._long_is_personal or _is_rank_and_trade(self._many)

    @property
    def _is_one_word(self) -> bool:
        return len(self._few.core) == 1 and not self._few.titles


def _is_subsequence(few: Sequence[str], many: Sequence[str]) -> bool:
    """Whether all words are among the others in the same order."""
    left = iter(many)
    return all(word in left for word in few)


def _is_rank_and_trade(parts: NameParts) -> bool:
    """Whether a name is a rank with a last name that is also a trade: 'OFFICER BAKER', not 'CHIEF COOK'."""
    return _is_trade_as_last_name(parts) and bool(parts.titles) and parts.titles[-1] in RANKS


def _is_trade_as_last_name(parts: NameParts) -> bool:
    return len(parts.core) == 1 and parts.core[0] in TRADES_AS_LAST_NAMES
