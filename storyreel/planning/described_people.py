"""Finds the people of a story in its narration: 'an old robot named Tilde', 'a girl', 'Anna'.

It gives nobody looks.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from storyreel.film.screenplay import Element, ElementKind
from storyreel.planning.names import upper_case_letters
from storyreel.planning.words.names import GROUPS
from storyreel.planning.words.places import INSIDE, OUTSIDE
from storyreel.planning.words.story_people import (
    ACTED,
    ANIMALS,
    BEFORE_ACTORS,
    CALLED_THINGS,
    GENERIC_PEOPLE,
    NEVER_PEOPLE,
    NO_ADJECTIVES,
    NO_FIRST_NAMES,
    OF_LOOKS,
    SAID_OF_ACTORS,
    TWO_WORDS,
    YEARS,
)
from storyreel.planning.words.titles import DISTINCT, ROLES, TITLES
from storyreel.screenplays.first_names import FEMININE_NAMES, FEMININE_WORDS, MASCULINE_NAMES, MASCULINE_WORDS
from storyreel.screenplays.people_words import FEMININE_NOUNS, GESTURES, MASCULINE_NOUNS, THINGS
from storyreel.screenplays.sentences import sentences

_NOUNS = {noun for noun in ROLES if noun not in NEVER_PEOPLE | GROUPS} | ANIMALS | TWO_WORDS
_NOUN = "|".join(re.escape(noun) for noun in sorted(_NOUNS, key=len, reverse=True))
_CAPITAL = rf"[{upper_case_letters()}][\w’'-]*[\w]"
# Names in Arabic and Hindi have no capitals, and end with the word.
_CASELESS = r"[\u0620-\u064a\u0671-\u06d3\u0904-\u0939][\u0620-\u065f\u0671-\u06d3\u0900-\u0963]+"
_NO_ARTICLE = (
    r"(?!(?:an?|the|this|that|his|her|their|its|my|our|another|and|or|of|in|on|at|to|from|with|by|for)\b)"
)
_MENTION = re.compile(
    r"\b(?P<det>an?|another|the|this|that|his|her|their|its|my|our|[A-Z][\w-]+['’]s)"
    rf" (?P<adjectives>(?:{_NO_ARTICLE}[a-z'’-]+,? ){{0,3}}?)(?P<noun>{_NOUN})\b",
    re.IGNORECASE,
)
_NAME = rf"(?P<name>{_CAPITAL}(?: {_CAPITAL}){{0,2}}|{_CASELESS})"
_NAMES_BEFORE = re.compile(rf"\b{_NAME}, $")
# 'The first mate came up, a broad man with a broken nose.'
_THEN_APPOSED = re.compile(r" [a-z][^,.;:!?]{0,50}, ")
_OF_ONE = re.compile(
    r"(?: (?:with|in|of|who|wearing)\b(?:(?!"
    r" (?:beside|behind|at|next|following|and)\b)[^.;:!?]){0,120})?[.!?]?\W*"
)
_LISTED = re.compile(
    r"(?! (?:with|in|of|who|wearing)\b)[^,.;:!?]{0,60},? and (?:an?|the|his|her|their|[A-Z])|,"
    r" (?:an?|the|his|her|their) \w+[ ,]"
)
_IS_NAMED = re.compile(rf"\b(?P<whose>[Hh]er|[Hh]is|[Tt]he (?P<noun>{_NOUN})['’]s) name (?:was|is) {_NAME}")
_SAINT = re.compile(r"\b(?:St\.?|Saint) $")
_IS_A = re.compile(
    rf"\W*(?P<who>She|He|It|{_CAPITAL}(?: {_CAPITAL}){{0,2}})(?: (?:is|was)|:| [—–])"
    r" (?:an?|the|his|her|their|[A-Z][\w-]+['’]s) (?P<adjectives>(?:[a-z’'-]+,?"
    rf" ){{0,3}}?)(?P<noun>{_NOUN})\b"
)
_IS_CALLED = re.compile(
    rf"\b(?P<whose>[Ss]he|[Hh]e) (?:was|is) (?:called|named) {_NAME}|\b(?:called|named) (?P<object>her|him)"
    rf" {_NAME.replace('name', 'other')}"
    rf"|\b[Tt]he (?P<noun>{_NOUN}) (?:was|is) (?:called|named) {_NAME.replace('name', 'third')}"
)
_WEARS = re.compile(
    rf"\W*(?P<who>She|He|{_CAPITAL}) (?:had|has|wore|wears|was wearing|is wearing|was dressed in|is dressed"
    r" in) "
    r"(?P<what>(?:an? |the |his |her |long |short |white |grey |gray |red |black |brown |blonde? |curly |dark"
    r" |thick |blue |green |yellow ).{1,200})"
)
_ANY_WORD = re.compile(r"[a-z]+")
_AGE_WORDS = re.compile(r"\b(?:old|young|ancient|aged|little)\b")
_HOW_OLD = re.compile(
    rf"(?:^|[\s\"“])(?P<who>[Ss]he|[Hh]e|{_CAPITAL}),? (?:was|is|had turned|turned|has turned) (?:only |just"
    r" |about |almost |nearly )?"
    rf"(?P<years>\d{{1,3}}|{'|'.join(YEARS)})(?: years? old|(?=[,.;!]|$| and | but ))"
)
_PROPER = re.compile(rf"(?<![\w’'.]){_NAME}")
_AFTER_WORD = re.compile(r"[ ,]+([a-z’'-]+)")
_NOUN_AND_NAME = re.compile(
    r"(?<![\w’'-])(?P<noun>[А-ЯІЇЄҐЁа-яіїєґё]{3,12}) (?P<name>[А-ЯІЇЄҐЁ][а-яіїєґё'’]{1,20})(?!\w)"
)
_NOUN_ABROAD = re.compile(r"(?<![\w’'-])(?P<adjective>[^\W\d_]{3,20}|) ?(?P<noun>[^\W\d_]{3,20}),? $")
_BEFORE_WORD = re.compile(r"([\w’'-]+)[ ]$")
_CLAUSE_BEGINS = re.compile(r"(?:^|[,;:—–.!?“”\"(])\W*$")
# Names among the words of a story, the same story in German has nouns, one word in four or five.
_KIN = frozenset(
    word
    for word in FEMININE_WORDS | MASCULINE_WORDS
    if word not in {"woman", "man", "girl", "boy", "lady", "gentleman", "lad", "fellow"}
)
_MOST_NAMES = 0.12
_PLACE_HEADS = frozenset({*INSIDE, *OUTSIDE})


@dataclass
class DescribedPerson:
    """Somebody of a story: the names by which it calls them in capitals, the best first, and where they are first told of."""

    names: list[str]
    first: int
    noun: str = ""
    apart: frozenset[str] = frozenset()
    acts: int = 0
    proper: str = ""
    years: int = 0
    """Their age, where the story says it: 'Elif was nine years old'."""
    looks: list[str] = field(default_factory=list)
    """What later sentences say of how they look: 'an old man with a white beard', 'a yellow coat'."""
    feminine: bool | None = None


def people_described(elements: Sequence[Element], named: Sequence[str]) -> list[DescribedPerson]:
    """Who is told of in narration, each once: who bears a name, and who acts, under a noun.

    named: words before a name that is given, as 'named' and 'called'.
    """
    if all(element.kind is not ElementKind.NARRATION for element in elements):
        return []
    story = _People(elements, named)
    for index, element in enumerate(elements):
        if element.kind is ElementKind.NARRATION:
            for sentence in sentences(element.text):
                story.read(sentence, index)
        elif element.kind is ElementKind.CHARACTER:
            story.hear(element.text.upper(), index)
    return story.people()


class _People:
    """Gathers people sentence by sentence."""

    def __init__(self, elements: Sequence[Element], named: Sequence[str]) -> None:
        self._given = re.compile(
            rf",? (?:(?:{'|'.join(map(re.escape, named))}|by the name of|known as) |(?:whose name (?:was|is)"
            rf" )|){_NAME}"
            if named
            else rf" {_NAME}"
        )
        self._naming = re.compile(
            rf"\b(?:{'|'.join([*map(re.escape, named), 'whose name (?:was|is)'])}) {_NAME}"
        )
        told = " ".join(e.text for e in elements if e.kind is ElementKind.NARRATION)
        cued = {e.text.upper() for e in elements if e.kind is ElementKind.CHARACTER}
        self._proper = _proper_names(told, cued)
        self._people: list[DescribedPerson] = []
        self._by_noun: dict[str, list[DescribedPerson]] = defaultdict(list)
        self._by_name: dict[str, DescribedPerson] = {}
        self._last: list[DescribedPerson] = []

    def people(self) -> list[DescribedPerson]:
        """Those who bear a name or act."""
        return [one for one in self._people if one.proper or one.acts > (one.noun in ANIMALS)]

    def hear(self, cue: str, index: int) -> None:
        """Somebody speaks under a name."""
        words = cue.lower().split()
        person = self._by_name.get(cue)
        if person is None and words and words[-1] in _NOUNS:
            person = self._of_noun(words[-1], frozenset(words[:-1]) & DISTINCT, index, new=False)
            self._call(person, cue)
        if person is not None:
            person.acts += 2
            self._last = [person, *(one for one in self._last if one is not person)]

    def read(self, sentence: str, index: int) -> None:
        """Note whom a sentence tells of."""
        taken: list[tuple[int, int]] = []
        met: list[DescribedPerson] = []
        told_as = self._told_what_they_are(sentence, index)
        last: tuple[re.Match[str], DescribedPerson] | None = None
        for match in self._mentions(sentence):
            noun, det = match.group("noun").lower(), match.group("det").lower()
            if det in ("the", "this", "that"):
                self._known_otherwise(noun, _apart(match))
            same = (
                told_as[1]
                if told_as and match.end("noun") == told_as[0]
                else last[1]
                if last and _is_apposed(sentence, last[0], match)
                else None
            )
            if same is not None:
                person = self._is_also(same, noun, _apart(match))
            else:
                person = self._of_noun(noun, _apart(match), index, new=det in ("a", "an", "another"))
            given = self._given.match(sentence, match.end())
            before = _NAMES_BEFORE.search(_just_before(sentence, match.start()))
            given = given or _named_behind_looks(sentence, match.end(), self._naming)
            apposed = before is not None and (
                det in ("a", "an", "the") or _stands_apart(sentence, before, match)
            )
            name = given.group("name") if given else before.group("name") if before and apposed else ""
            if name and self._may_be_named(name):
                taken.append(
                    (given.start("name"), given.end("name"))
                    if given
                    else (match.start() - len(before.group(0)), match.start())
                    if before
                    else (0, 0)
                )
                person = self._name(person, name)
            person.acts += _acts(sentence, match.start(), match.end())
            met.append(person)
            last = (match, person)
        self._names_told_later(sentence, index)
        self._told_how_old(sentence)
        self._told_looks(sentence, told_as)
        for match in self._naming.finditer(sentence):
            name = match.group("name")
            if (
                self._may_be_named(name)
                and not _names_a_thing(sentence, match.start())
                and not any(start <= match.start("name") < end for start, end in taken)
            ):
                person = self._by_name.get(name.upper()) or self._new(name.upper(), index, proper=name)
                self._call_by_noun_abroad(person, sentence, match.start())
                met.append(person)
                taken.append((match.start("name"), match.end("name")))
        for match in _NOUN_AND_NAME.finditer(sentence):
            name = match.group("name")
            if match.group("noun").lower() in FEMININE_NOUNS | MASCULINE_NOUNS and not name.isascii():
                person = self._by_name.get(name.upper()) or self._new(name.upper(), index, proper=name)
                self._call(person, match.group("noun").upper())
                met.append(person)
        for name, start, end in _capitals_in(sentence):
            if (
                name in self._proper
                and not any(first <= start < last for first, last in taken)
                and not _is_of_a_place(sentence, start)
            ):
                person = self._by_name.get(name.upper()) or self._new(name.upper(), index, proper=name)
                person.acts += _acts(sentence, start, end)
                met.append(person)
        self._last = [*met, *(one for one in self._last if one not in met)][:6]

    def _call_by_noun_abroad(self, person: DescribedPerson, sentence: str, start: int) -> None:
        """Let 'робот' mean Тильда after 'старый робот по имени Тильда': the noun before, with and without the adjective."""
        before = _NOUN_ABROAD.search(_just_before(sentence, start))
        noun = before.group("noun") if before else ""
        if before and not (noun.isascii() and noun.lower() in _NOUNS | NO_ADJECTIVES):
            self._call(person, f"{before.group('adjective')} {noun}".strip().upper())
            self._call(person, noun.upper())

    def _mentions(self, sentence: str) -> Iterator[re.Match[str]]:
        for match in _MENTION.finditer(sentence):
            adjectives = set(match.group("adjectives").lower().replace(",", "").split())
            after = _AFTER_WORD.match(sentence, match.end())
            compound = after and after.group(0)[0] == " " and after.group(1) in _NOUNS
            if (
                not adjectives & NO_ADJECTIVES
                and not compound
                and sentence[match.end() : match.end() + 1] != "-"
            ):
                yield match

    def _names_told_later(self, sentence: str, index: int) -> None:
        """'Her name was Nell', 'She was called Nell', 'They called him Rex'."""
        for match in (*_IS_NAMED.finditer(sentence), *_IS_CALLED.finditer(sentence)):
            groups = match.groupdict()
            name = groups.get("name") or groups.get("other") or groups.get("third") or ""
            whose = (groups.get("whose") or groups.get("object") or "").lower()
            noun = groups.get("noun")
            feminine = True if whose in ("she", "her") else False if whose in ("he", "his", "him") else None
            bearer = (
                self._of_noun(noun.lower(), frozenset(), index, new=False)
                if noun
                else self._nearest(feminine)
            )
            if bearer is not None and self._may_be_named(name):
                self._name(bearer, name)

    def _told_looks(self, sentence: str, told_as: tuple[int, DescribedPerson] | None) -> None:
        """'Osman was an old man with a white beard', 'He wore a yellow coat': up to where the sentence tells of somebody else."""
        if told_as and (match := _IS_A.match(sentence)):
            other = _MENTION.search(sentence, told_as[0])
            told_as[1].looks.append(
                sentence[match.start("adjectives") : other.start() if other else len(sentence)]
            )
            return
        match = _WEARS.match(sentence)
        if not match or not set(_ANY_WORD.findall(match.group("what").lower())) & OF_LOOKS:
            return
        who = match.group("who").lower()
        feminine = {"she": True, "he": False}.get(who)
        fitting = [one for one in self._last if feminine is not None and one.feminine in (feminine, None)]
        person = self._by_name.get(who.upper()) or (fitting[0] if fitting else None)
        if person is not None:
            other = _MENTION.search(match.group("what"))
            person.looks.append(_AGE_WORDS.sub("", match.group("what")[: other.start() if other else None]))

    def _told_how_old(self, sentence: str) -> None:
        """'Elif was nine years old', 'His sister, Ada, was ten'.

        'She was nine' is said of whom the story told last.
        """
        for match in _HOW_OLD.finditer(sentence):
            who = match.group("who")
            feminine = {"she": True, "he": False}.get(who.lower())
            pronoun = feminine is not None
            fitting = [one for one in self._last if one.feminine in (feminine, None)] if pronoun else []
            person = self._by_name.get(who.upper()) or (fitting[0] if fitting else None)
            said = match.group("years").lower()
            if person is not None and not person.years:
                person.years = int(said) if said.isdigit() else YEARS.get(said, 0)

    def _nearest(self, feminine: bool | None) -> DescribedPerson | None:
        fitting = [one for one in self._last if not one.proper and one.feminine in (feminine, None)]
        return min(fitting, key=lambda one: one.feminine is None, default=None)

    def _told_what_they_are(self, sentence: str, index: int) -> tuple[int, DescribedPerson] | None:
        """'She is an old robot', 'Elif was a girl': the noun means her from now on.

        Returns where the noun ends, and who is told of.
        """
        match = _IS_A.match(sentence)
        if not match:
            return None
        who = match.group("who")
        feminine = {"she": True, "he": False}.get(who.lower())
        pronoun = who in ("She", "He", "It")
        fitting = [one for one in self._last if not pronoun or one.feminine in (feminine, None)]
        person = self._by_name.get(who.upper()) or (fitting[0] if pronoun and fitting else None)
        if person is None and not pronoun and _may_be_somebody(who):
            person = self._new(who.upper(), index, proper=who)
        known = [one for one in self._by_noun[match.group("noun")] if one is not person]
        if person is not None and person.proper and not person.noun and known and not known[-1].proper:
            self._name(known[-1], person.proper)
        elif person is not None and not person.noun and not known:
            person.noun, person.apart = match.group("noun"), person.apart | _apart(match)
            person.feminine = person.feminine if person.feminine is not None else feminine
            self._by_noun[person.noun].append(person)
        return (match.end("noun"), self._by_name.get(who.upper(), person)) if person is not None else None

    def _is_also(self, person: DescribedPerson, noun: str, apart: frozenset[str]) -> DescribedPerson:
        """Let a noun mean somebody who is told of already: 'her grandfather, a tall man'."""
        person.noun = person.noun or noun
        if person.feminine is None:
            person.feminine = True if noun in FEMININE_WORDS else False if noun in MASCULINE_WORDS else None
        person.apart = person.apart or apart
        known = self._by_noun[noun]
        if person not in known:
            known.append(person)
        self._call(person, " ".join([*sorted(apart), noun]).upper())
        if len(known) == 1:
            self._call(person, noun.upper())
        return person

    def _known_otherwise(self, noun: str, apart: frozenset[str]) -> None:
        """Let 'the girl' be Anna, and 'the old woman' her grandmother, where no other girl or old woman was told of."""
        feminine = True if noun in FEMININE_WORDS else False if noun in MASCULINE_WORDS else None
        if feminine is None:
            return
        if self._by_noun[noun]:
            old = [one for one in self._by_noun[noun] if "old" in one.apart or one.noun.startswith("grand")]
            if len(old) == 1 and "old" in apart:
                old[0].apart |= apart
            return
        for person in self._last:
            is_old = "old" in person.apart or person.noun.startswith("grand")
            bare = not person.noun and not apart & {"old", "other", "another"} and noun not in _KIN
            if person.feminine is feminine and (bare or (is_old and "old" in apart)):
                self._by_noun[noun].append(person)
                if is_old:
                    person.apart |= {"old"}
                return

    def _may_be_named(self, name: str) -> bool:
        return name.split()[0].lower() not in NO_FIRST_NAMES

    def _of_noun(self, noun: str, apart: frozenset[str], index: int, new: bool) -> DescribedPerson:
        """The person a noun means: 'the girl' is the girl of before, 'the old man' not the young one."""
        known = self._by_noun[noun]
        same = [one for one in known if one.apart == apart] or [
            one for one in known if apart and apart <= one.apart
        ]
        same = same or [one for one in known if not (one.apart and apart)]
        if new and same and same[-1].proper and not apart:
            same = []  # 'a girl' after the girl has a name is another one
        person = (
            same[-1]
            if same
            else self._new(" ".join([*sorted(apart), noun]).upper(), index, noun=noun, apart=apart)
        )
        if apart and not person.apart:
            person.apart = apart
        self._call(person, " ".join([*sorted(apart), noun]).upper())
        if not any(one is not person for one in known):
            self._call(person, noun.upper())
        return person

    def _name(self, person: DescribedPerson, name: str) -> DescribedPerson:
        """Give a person their name; who bears it already is the same person."""
        other = self._by_name.get(name.upper())
        if other is not None and other is not person:
            other.names += [one for one in person.names if one not in other.names]
            other.acts, other.first, other.noun = (
                other.acts + person.acts,
                min(other.first, person.first),
                person.noun,
            )
            other.looks, other.years = [*other.looks, *person.looks], other.years or person.years
            self._people.remove(person)
            self._by_noun[person.noun] = [
                other if one is person else one for one in self._by_noun[person.noun]
            ]
            for one in person.names:
                self._by_name[one] = other
            return other
        person.proper = name
        person.names = [name.upper(), *(one for one in person.names if one != name.upper())]
        self._by_name[name.upper()] = person
        return person

    def _new(
        self, name: str, index: int, noun: str = "", apart: frozenset[str] = frozenset(), proper: str = ""
    ) -> DescribedPerson:
        word = noun or proper.split()[0].lower()
        feminine = (
            True
            if word in FEMININE_WORDS | FEMININE_NAMES
            else False
            if word in MASCULINE_WORDS | MASCULINE_NAMES
            else None
        )
        person = DescribedPerson([name], index, noun, apart, proper=proper, feminine=feminine)
        self._people.append(person)
        self._by_name[name] = person
        if noun:
            self._by_noun[noun].append(person)
        return person

    def _call(self, person: DescribedPerson, name: str) -> None:
        if name not in person.names and name not in self._by_name:
            person.names.append(name)
            self._by_name[name] = person


def _is_apposed(sentence: str, first: re.Match[str], second: re.Match[str]) -> bool:
    """Whether two nouns are said of one person: 'her grandfather, a tall man', and not 'a girl, a boy and a dog'."""
    between = sentence[first.end() : second.start()]
    late = (
        _THEN_APPOSED.fullmatch(between) is not None and _OF_ONE.fullmatch(sentence, second.end()) is not None
    )
    if not (late or between in (", ", " — ", " – ", " was ", " is ")) or second.group("det").lower() not in (
        "a",
        "an",
        "the",
    ):
        return False
    one, other = first.group("noun").lower(), second.group("noun").lower()
    sexes = {noun in FEMININE_WORDS for noun in (one, other) if noun in FEMININE_WORDS | MASCULINE_WORDS}
    definite = first.group("det").lower() not in ("a", "an", "another") and (
        not late or other in GENERIC_PEOPLE
    )
    return (
        len(sexes) < 2
        and one != other
        and (definite or (other in GENERIC_PEOPLE and not late))
        and not _LISTED.match(sentence, second.end())
    )


def _stands_apart(sentence: str, before: re.Match[str], noun: re.Match[str]) -> bool:
    """Whether ', her grandfather,' says who bears the name before it, and does not go on to another: 'With Elif, her grandfather climbed'."""
    begins = not _just_before(sentence, noun.start())[: before.start()].strip(" \"'“”")
    ends = sentence[noun.end() : noun.end() + 1]
    said = _BEFORE_WORD.search(_just_before(sentence, noun.start())[: before.start()])
    return (
        (ends in (",", ".", ";") or not ends)
        and (begins or said is not None)
        and not _LISTED.match(sentence, noun.end())
    )


def _named_behind_looks(sentence: str, end: int, naming: re.Pattern[str]) -> re.Match[str] | None:
    """The name behind what somebody looks like: 'a tall man with a white beard named Osman'."""
    found = naming.search(sentence, end, end + 160)
    if not found or _MENTION.search(sentence, end, found.start()):
        return None
    between = sentence[end : found.start()]
    last = between.replace(",", " ").split()[-1:] or [""]
    return (
        found
        if last[0].lower() in OF_LOOKS
        and not re.search(r"[.;:!?]| (?:and|who|which) (?:a|an|the|his|her)\b", between)
        else None
    )


def _names_a_thing(sentence: str, start: int) -> bool:
    """Whether 'named' and 'called' stand behind what is no person: 'a town called Otter'."""
    word = _BEFORE_WORD.search(_just_before(sentence, start))
    return word is not None and (
        word.group(1).lower() in CALLED_THINGS or word.group(1).lower() in _PLACE_HEADS
    )


def _may_be_somebody(name: str) -> bool:
    words = name.lower().split()
    return (
        words[0] not in NO_FIRST_NAMES
        and not ({words[0], words[-1]} & (_PLACE_HEADS | THINGS))
        and name.lower() not in _NOUNS
    )


def _apart(match: re.Match[str]) -> frozenset[str]:
    """The words that tell two of a noun apart: the 'old' of 'the old man'."""
    return frozenset(match.group("adjectives").lower().replace(",", "").split()) & DISTINCT


def _acts(sentence: str, start: int, end: int) -> int:
    """1 where a sentence tells what somebody does, whose name or noun stands at these places."""
    before = _BEFORE_WORD.search(_just_before(sentence, start))
    after = _AFTER_WORD.match(sentence, end)
    if before and before.group(1).lower() in SAID_OF_ACTORS:
        return 1
    if after and (after.group(1) in ACTED or (after.group(1).endswith("ed") and after.group(0)[0] == " ")):
        return 1
    begins = _CLAUSE_BEGINS.search(_just_before(sentence, start)) or (
        before and before.group(1).lower() in BEFORE_ACTORS
    )
    return int(bool(begins) and after is not None and sentence[end : end + 1] != ",")


def _just_before(sentence: str, start: int) -> str:
    return sentence[max(0, start - 80) : start]


def _capitals_in(sentence: str) -> Iterator[tuple[str, int, int]]:
    """Names in capitals with their places; 'Then Zorg' is Zorg."""
    for match in _PROPER.finditer(sentence):
        name, start = match.group("name"), match.start()
        while " " in name and (name.split()[0].lower() in NO_FIRST_NAMES or not name[0].isupper()):
            start += len(name.split()[0]) + 1
            name = name.split(" ", 1)[1]
        if name[0].isupper() and not _SAINT.search(_just_before(sentence, start)):
            second = name.split(" ", 1)
            name = name if len(second) == 1 or second[1][0].isupper() else second[0]
            yield name, start, start + len(name)


def _is_of_a_place(sentence: str, start: int) -> bool:
    return (
        re.search(r"\b(?:in|at|near|from|of|through|across|around|outside) $", _just_before(sentence, start))
        is not None
    )


def _proper_names(told: str, cued: Collection[str]) -> Collection[str]:
    """Capitalised words that are names of people: known first names, who speaks (`cued`), and what has a capital in mid-sentence and acts."""
    inner: Counter[str] = Counter()
    places: Counter[str] = Counter()
    counted: Counter[str] = Counter()
    acting: Counter[str] = Counter()
    shown: set[str] = set()
    small = set(re.findall(r"(?<![\w’'-])[a-zà-öø-ÿа-яёіїєґ][\w-]+", told))
    first_words = FEMININE_NAMES | MASCULINE_NAMES
    for sentence in sentences(told):
        told_of = {
            match.group("who") for match in (_IS_A.match(sentence), *_HOW_OLD.finditer(sentence)) if match
        }
        for name, start, end in _capitals_in(sentence):
            counted[name] += 1
            begins = start < 9 and not sentence[:start].strip("\"'“”‘’«»—– ")
            places[name] += _is_of_a_place(sentence, start)
            inner[name] += not begins
            acting[name] += _acts(sentence, start, end)
            after = _AFTER_WORD.match(sentence, end)
            gesture = after is not None and after.group(0)[0] == " " and after.group(1) in GESTURES
            if gesture or name in told_of:
                shown.add(name)
    # Where nouns have capitals, as in German, a capital says nothing.
    capitals_name_people = sum(inner.values()) < 2 + _MOST_NAMES * len(told.split())
    found: set[str] = set()
    for name in counted:
        first = name.split()[0].lower()
        if (
            first in NO_FIRST_NAMES
            or first in _PLACE_HEADS
            or name.split()[-1].lower() in _PLACE_HEADS
            or (first in TITLES - first_words and " " not in name)
        ):
            continue
        known = first in first_words and (inner[name] or first not in small)
        repeated = (
            capitals_name_people and inner[name] and acting[name] and counted[name] > 1 and first not in small
        )
        is_shown = name in shown and first not in small and first not in THINGS and " " not in name
        if (
            name.upper() in cued
            or is_shown
            or (known and acting[name])
            or (repeated and places[name] * 2 <= counted[name])
        ):
            found.add(name)
    return found
