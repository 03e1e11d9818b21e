"""Which names of a script are one person's: 'SHERIFF COLE' and 'COLE' are, 'YOUNG MARA' and 'MARA' are not. It reads no action."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from storyreel.planning.words.titles import (
    COURTESY,
    DISTINCT,
    FEMININE_TITLES,
    KINDS_OF_TRADE,
    LINKING,
    MASCULINE_TITLES,
    NICKNAMES,
    ORDINARY_WORDS,
    RANKS,
    ROLES,
    SHORT_TITLES,
    SOVEREIGNS,
    TITLES,
    TRADES_AS_LAST_NAMES,
)
from storyreel.screenplays.first_names import FEMININE_NAMES, MASCULINE_NAMES
from storyreel.screenplays.spelling import spelt

_OWNER = re.compile(r"['’](?:s)?$")


_NUMBERS = {word: str(number) for number, word in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], start=1)}
_UNPARTED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_CUT_SHORT = frozenset({"mr", "mrs", "ms", "mx", "mme", "mlle"})


@dataclass(frozen=True)
class NameParts:
    """A name taken apart, all in lower case: 'YOUNG DR. AMARA OKAFOR' is told apart by 'young', has a title and a core of two words."""

    distinct: tuple[str, ...]
    titles: tuple[str, ...]
    core: tuple[str, ...]
    owner: str = ""
    whole: bool = False

    @property
    def is_role(self) -> bool:
        """Whether it names an office or a trade and nobody by name: 'CAPTAIN', 'HEAD WAITER'."""
        return self.whole or (self.core[-1] in ROLES and not set(self.core[:-1]) & _FIRST_NAMES)


@dataclass
class Name:
    """One way the script writes a person, and where."""

    text: str
    first: int
    cues: int = 0
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
        """The name taken apart."""
        return name_parts(self.text)


_FIRST_NAMES = FEMININE_NAMES | MASCULINE_NAMES


@lru_cache(maxsize=8192)
def name_parts(name: str) -> NameParts:
    """A name taken apart.

    >>> name_parts("DR. AMARA OKAFOR").titles, name_parts("DR. AMARA OKAFOR").core, name_parts("MARA'S MOTHER").owner
    (('doctor',), ('amara', 'okafor'), 'mara')
    """
    words = [word for word in (word.strip(".,\"“”«»'‘#№") for word in name.lower().split()) if word]
    words = [_NUMBERS.get(word, word) if index and index == len(words) - 1 else word for index, word in enumerate(words)]
    words = [word for word, after in zip(words, [*words[1:], ""], strict=True) if not (word in ("no", "nr") and after.isdigit())]
    words = [SHORT_TITLES.get(word, word) for word in words if word != "the"] or [name.lower()]
    owner = ""
    if len(words) > 1 and _OWNER.search(words[0]):
        owner, words = _OWNER.sub("", words[0]), words[1:]
    if LINKING & set(words[1:]):
        return NameParts((), (), tuple(words), owner, whole=True)
    distinct = [word for word in words if re.search(r"\d", word)]
    words = [word for word in words if word not in distinct] or words
    if len(words) > 1 and words[-1] == "voice" and words[0] in ROLES:
        words.pop()  # 'COMPUTER VOICE' is the computer's
    while len(words) > 1 and words[0] in DISTINCT:
        distinct.append(words.pop(0))
    at = 0
    while at < len(words) - 1 and words[at] in TITLES:
        at += 1
    return NameParts(tuple(distinct), tuple(words[:at]), tuple(words[at:]), owner)


def _is_ordinary(name: str) -> bool:
    """Whether a name is also an English word, so that in small letters it is not the name: 'a grey dawn'.

    >>> _is_ordinary("GREY"), _is_ordinary("CAPTAIN"), _is_ordinary("MARA")
    (True, False, False)
    """
    return name.lower() in ORDINARY_WORDS and name.lower() not in ROLES


def name_pattern(names: Sequence[str], any_case: bool) -> re.Pattern[str]:
    """Finds names in action. Of somebody only ever heard, in capitals or as a name: 'RADIO' speaks, 'the radio' is a thing.

    >>> bool(name_pattern(("RADIO",), any_case=False).search("by the radio"))
    False
    """
    written = [(name, any_case and not _is_ordinary(name)) for name in sorted(names, key=len, reverse=True)]
    return re.compile("|".join(_bounded(f"(?i:{spelt(name)})" if any_way else _capitalised(name), name) for name, any_way in written))


def whole_word(word: str) -> str:
    """A pattern of the word between other words."""
    return _bounded(spelt(word), word)


@cache
def upper_case_letters() -> str:
    """Every capital letter of every alphabet, to stand between the brackets of a pattern."""
    capitals = [code for code in range(0x110000) if chr(code).isupper() and chr(code).isalpha()]
    starts = [code for code in capitals if not chr(code - 1).isupper()]
    ends = [code for code in capitals if not chr(code + 1).isupper()]
    return "".join(chr(start) if start == end else f"{chr(start)}-{chr(end)}" for start, end in zip(starts, ends, strict=True))


def _bounded(pattern: str, name: str) -> str:
    """The pattern between other words; scripts without spaces have no such bounds."""
    return f"(?:{pattern})" if _UNPARTED.search(name) else rf"(?<!\w)(?:{pattern})(?!\w)"


def _capitalised(name: str) -> str:
    """Matches a name whose words begin with capitals."""
    return r"\s{1,3}".join(re.escape(word[:1]) + (f"(?i:{spelt(word[1:])})" if word[1:] else "") for word in name.split())


def one_persons_names(names: Sequence[Name]) -> tuple[list[list[Name]], dict[str, list[int]]]:
    """The names put together by person, and the short names that could be several's: indices of those persons.

    A short name joins a longer one where it can be that person's and nobody else's.
    """
    given = _given_names(names)
    groups: list[list[Name]] = []
    by_word: dict[str, list[tuple[Name, int]]] = defaultdict(list)
    shared: dict[str, list[int]] = {}
    for name in sorted(names, key=lambda n: (-len(n.parts.core), -len(n.parts.titles), n.parts.is_role, n.first)):
        words = {*name.parts.core, *name.parts.titles}
        rarest = min((by_word[word] for word in name.parts.core), key=len)
        fitting = sorted({at for other, at in rarest if _may_be(name, other, given) and not any(_differ(name, one) for one in groups[at])})
        if len(fitting) == 1:
            at = fitting[0]
            groups[at].append(name)
        else:
            at = len(groups)
            groups.append([name])
            if fitting:
                shared[name.text] = fitting
        for word in words:
            by_word[word].append((name, at))
    return groups, shared


def _differ(one: Name, other: Name) -> bool:
    """Whether the script tells two of a name apart, by sex, by age, or by a word put before the name."""
    sexes = {sex for name in (one, other) if (sex := _sex(name.parts))}
    return len(sexes) == 2 or bool(one.age and other.age and one.age != other.age) or not _as_distinct(one, other)


def _as_distinct(one: Name, other: Name) -> bool:
    if one.parts.distinct == other.parts.distinct:
        return True
    short, long = (one, other) if len(one.parts.distinct) < len(other.parts.distinct) else (other, one)
    nickname = not short.parts.distinct and set(long.parts.distinct) <= NICKNAMES and not long.parts.is_role
    return nickname and not long.cues and short.on_screen and not short.introduced and min(short.scenes, default=-1) in long.scenes


def _sex(parts: NameParts) -> str:
    """By the title, else by the first name where a last name follows: 'ROSE' alone may be a Mr. Rose."""
    first = parts.core[:1] if len(parts.core) > 1 else ()
    for words, feminine, masculine in ((parts.titles, FEMININE_TITLES, MASCULINE_TITLES), (first, FEMININE_NAMES, MASCULINE_NAMES)):
        if found := next((word for word in words if word in feminine or word in masculine), ""):
            return "feminine" if found in feminine else "masculine"
    return ""


def _given_names(names: Sequence[Name]) -> frozenset[str]:
    """First names that the script itself shows to be such: HARALD of 'HARALD PORTER', if HARALD speaks and no HARALD is a trade.

    Who is called by a first name, and by it with others behind it, has a last name and no trade: PORTER is not a porter. So has
    who is introduced with two names and an age, if the first is no kind of trade.
    """
    alone = {name.parts.core[0] for name in names if len(name.parts.core) == 1 and not (name.parts.is_role or name.parts.distinct or name.articled)}
    longer: dict[tuple[str, str], set[int]] = defaultdict(set)
    for name in names:
        if len(name.parts.core) > 1 and not name.parts.whole:
            longer[name.parts.core[0], name.parts.core[-1]].add(len(name.parts.core))
    aged = {n.parts.core[0] for n in names if n.age and len(n.parts.core) > 1 and not n.parts.whole} - ORDINARY_WORDS
    found = aged | {first for first, _ in longer if first in alone} | {first for (first, _), lengths in longer.items() if len(lengths) > 1}
    return frozenset(found - ROLES - DISTINCT - KINDS_OF_TRADE)


def _may_be(short: Name, long: Name, given: frozenset[str]) -> bool:
    """Whether the short name can mean whom the long one means."""
    few, many = short.parts, long.parts
    if few.whole or many.whole or few.owner != many.owner:
        return not few.owner and bool(many.owner) and not many.whole and few.core == many.core and not long.cues and not short.introduced
    if few.core == many.core and few.titles == many.titles and few.distinct == many.distinct:
        return True
    personal = len(many.core) > 1 and (many.core[0] in _FIRST_NAMES or many.core[0] in given)
    first, named_so = few.core[0], len(few.core) > 1 and few.core[0] in given
    if few.is_role and not named_so:
        of_title = first in many.titles and len(few.core) == 1 and first not in COURTESY and not few.titles
        of_trade = many.core[-len(few.core) :] == few.core and not few.titles
        as_last_name = of_trade and (personal or _ranks(many)) and len(few.core) == 1 and not short.articled
        reigns = of_title and first in SOVEREIGNS
        return (as_last_name or reigns or ((of_title or of_trade) and not (short.cues and long.cues))) and not short.introduced
    if few.titles and many.titles and not set(few.titles) & set(many.titles):
        return False
    if many.is_role and many.core != few.core and not personal:
        return False
    left = iter(many.core)
    return all(word in left for word in few.core)


def _ranks(parts: NameParts) -> bool:
    """Whether a name is a rank and a last name that is a trade, too: 'OFFICER BAKER'; a 'CHIEF COOK' is none."""
    return len(parts.core) == 1 and parts.core[0] in TRADES_AS_LAST_NAMES and bool(parts.titles) and parts.titles[-1] in RANKS


def ways_to_refer(main: str, names: Iterable[str], counts: Mapping[str, int]) -> tuple[str, ...]:
    """The person's main name, their other names, and each word of them that is nobody else's, in upper case.

    counts: how many people of the film bear each word, in lower case.
    """
    found = [main, *names]
    for name in list(found):
        parts = name_parts(name)
        found += _written_otherwise(parts)
        words = list(
            parts.core[-1:] if parts.is_role and not parts.whole else parts.core[:1] if parts.whole and parts.core[0] in ROLES - {"voice"} else ()
        )
        if not parts.is_role and not parts.distinct:
            words += [*parts.core, *(title for title in parts.titles if title not in COURTESY)]
        if not parts.owner or parts.is_role:
            found += [word.upper() for word in words if counts.get(word, 0) == 1 and len(word) > 1 and not re.search(r"\d", word)]
    ordered = list(dict.fromkeys(found))
    return (ordered[0], *sorted(ordered[1:], key=lambda n: (-len(n), n)))


def _written_otherwise(parts: NameParts) -> list[str]:
    """The name with its title in full or cut short, and the title with the last name: 'DR. OKAFOR', 'DOCTOR OKAFOR'."""
    if not parts.titles or parts.distinct or parts.owner or parts.is_role:
        return []
    title, last = parts.titles[-1], parts.core[-1]
    cut = [*(short for short, full in SHORT_TITLES.items() if full == title), *([title] if title in _CUT_SHORT else [])]
    return [f"{form} {last}".upper() for form in (title, *cut, *(f"{short}." for short in cut if len(short) < 5))]


def words_borne(people: Iterable[Iterable[str]]) -> dict[str, int]:
    """How many people bear each word of their names, in lower case."""
    counts: dict[str, int] = defaultdict(int)
    for names in people:
        borne = {word for name in names for word in (*name_parts(name).core, *name_parts(name).titles)}
        for word in borne:
            counts[word] += 1
    return counts


def words_of_office(names: Iterable[str]) -> str:
    """The words of names that say what somebody is and how old, in lower case: looks follow from 'captain' and 'young', not from 'Grey'.

    >>> words_of_office(["GREY", "CAPTAIN GREY"]), words_of_office(["YOUNG MARA"])
    ('captain', 'young')
    """
    parts = [name_parts(name) for name in names]
    words = [
        word
        for one in parts
        for word in (*(word for word in one.distinct if word.isalpha()), *one.titles, *(word for word in one.core if word in ROLES))
    ]
    return " ".join(dict.fromkeys(words))


def shared_names(aliases: Iterable[tuple[str, Sequence[str]]]) -> dict[str, tuple[str, ...]]:
    """Last and first names that several people bear, in upper case, and the cast ids of those people.

    >>> shared_names([("john", ("JOHN SMITH", "JOHN")), ("jane", ("JANE SMITH", "JANE"))])
    {'SMITH': ('john', 'jane')}
    """
    bearers: dict[str, dict[str, None]] = defaultdict(dict)
    for cast_id, names in aliases:
        for name in names:
            parts = name_parts(name)
            if not (parts.is_role or parts.distinct or parts.owner) and len(parts.core) + len(parts.titles) > 1:
                for word in parts.core:
                    bearers[word.upper()][cast_id] = None
    return {word: tuple(ids) for word, ids in bearers.items() if len(ids) > 1}
