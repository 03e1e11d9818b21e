"""Finds the people of a story in its narration: 'an old robot named Tilde', 'a girl', 'Anna'."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from storyreel.film.screenplay import Element, ElementKind
from storyreel.planning.mentions import (
    CAPITAL,
    HOW_OLD,
    IS_A,
    NAME,
    NOUN,
    NOUNS,
    PLACE_HEADS,
    Mention,
    Span,
    capitals_in,
    distinct_words,
    first_mention,
    is_apposed,
    mentions_in,
    sex_of_noun,
    stands_apart,
)
from storyreel.planning.proper_names import proper_names
from storyreel.planning.words.story_people import (
    ANIMALS,
    CALLED_THINGS,
    NO_ADJECTIVES,
    NO_FIRST_NAMES,
    OF_LOOKS,
    YEARS,
)
from storyreel.planning.words.titles import DISTINCT
from storyreel.screenplays.first_names import FEMININE_NAMES, FEMININE_WORDS, MASCULINE_NAMES, MASCULINE_WORDS
from storyreel.screenplays.people_words import FEMININE_NOUNS, MASCULINE_NOUNS, THINGS
from storyreel.screenplays.sentences import sentences

_NAMES_BEFORE = re.compile(rf"\b{NAME}, $")
_IS_NAMED = re.compile(rf"\b(?P<whose>[Hh]er|[Hh]is|[Tt]he (?P<noun>{NOUN})['’]s) name (?:was|is) {NAME}")
_IS_CALLED = re.compile(
    rf"\b(?P<whose>[Ss]he|[Hh]e) (?:was|is) (?:called|named) {NAME}"
    rf"|\b(?:called|named) (?P<object>her|him) {NAME.replace('name', 'other')}"
    rf"|\b[Tt]he (?P<noun>{NOUN}) (?:was|is) (?:called|named) {NAME.replace('name', 'third')}"
)
_WEARS = re.compile(
    rf"\W*(?P<who>She|He|{CAPITAL})"
    r" (?:had|has|wore|wears|was wearing|is wearing|was dressed in|is dressed in) "
    r"(?P<what>(?:an? |the |his |her |long |short |white |grey |gray |red |black |brown |blonde? |curly "
    r"|dark |thick |blue |green |yellow ).{1,200})"
)
_ANY_WORD = re.compile(r"[a-z]+")
_AGE_WORDS = re.compile(r"\b(?:old|young|ancient|aged|little)\b")
_NOUN_AND_NAME = re.compile(
    r"(?<![\w’'-])(?P<noun>[А-ЯІЇЄҐЁа-яіїєґё]{3,12}) (?P<name>[А-ЯІЇЄҐЁ][а-яіїєґё'’]{1,20})(?!\w)"
)
_NOUN_ABROAD = re.compile(r"(?<![\w’'-])(?P<adjective>[^\W\d_]{3,20}|) ?(?P<noun>[^\W\d_]{3,20}),? $")
_NEW_CLAUSE = re.compile(r"[.;:!?]| (?:and|who|which) (?:a|an|the|his|her)\b")
_KIN = frozenset(
    word
    for word in FEMININE_WORDS | MASCULINE_WORDS
    if word not in {"woman", "man", "girl", "boy", "lady", "gentleman", "lad", "fellow"}
)
_SEX_OF_PRONOUN = {"she": True, "her": True, "he": False, "his": False, "him": False}
# How many characters after a noun its name may stand.
_LONGEST_LOOKS = 160
_REMEMBERED = 6
_NO_PEOPLE = PLACE_HEADS | THINGS


@dataclass
class DescribedPerson:
    """A person of a story."""

    names: list[str]
    """What the story calls them, in capitals, the best name first."""
    first: int
    """The index of the element that first mentions them."""
    noun: str = ""
    distinct: frozenset[str] = frozenset()
    """The adjectives that distinguish them from others of the same noun: 'old'."""
    acts: int = 0
    """How often they do or say something."""
    proper: str = ""
    """Their name, '' if the story gives none."""
    years: int = 0
    """Their age, if the story says it: 'Elif was nine years old'."""
    looks: list[str] = field(default_factory=list)
    """What later sentences say of how they look: 'an old man with a white beard', 'a yellow coat'."""
    feminine: bool | None = None

    @property
    def is_old(self) -> bool:
        """Whether the story calls them old."""
        return "old" in self.distinct or self.noun.startswith("grand")

    def may_be_unnamed(self, feminine: bool | None) -> bool:
        """Whether they have no name, and a pronoun of that sex can mean them."""
        return not self.proper and self.feminine in (feminine, None)

    def add(self, other: DescribedPerson) -> None:
        """Take over what was noted of another entry for the same person."""
        self.names += [name for name in other.names if name not in self.names]
        self.acts += other.acts
        self.first = min(self.first, other.first)
        self.noun = other.noun
        self.looks = [*self.looks, *other.looks]
        self.years = self.years or other.years


def people_described(elements: Sequence[Element], named: Sequence[str]) -> list[DescribedPerson]:
    """The people of the narration, each once: all who have a name, and all who act under a noun.

    named: words before a name that is given, as 'named' and 'called'.
    """
    if all(element.kind is not ElementKind.NARRATION for element in elements):
        return []
    story = _People(elements, named)
    for index, element in enumerate(elements):
        if element.kind is ElementKind.NARRATION:
            for sentence in sentences(element.text):
                story.read(_Sentence(sentence, index))
        elif element.kind is ElementKind.CHARACTER:
            story.hear(element.text.upper(), index)
    return story.people()


@dataclass(frozen=True)
class _Sentence:
    """A sentence while it is read."""

    text: str
    index: int
    """The index of its element."""
    taken: list[Span] = field(default_factory=list)
    """The names that were already read in it."""
    met: list[DescribedPerson] = field(default_factory=list)

    def is_taken(self, start: int) -> bool:
        return any(span.start <= start < span.end for span in self.taken)


@dataclass(frozen=True)
class _Statement:
    """What the beginning of a sentence says a person is: 'She is an old robot'."""

    end: int
    """The index after the noun."""
    person: DescribedPerson


@dataclass(frozen=True)
class _NameBeside:
    """A name that is given beside a noun: 'Elif, her sister,', 'a robot called Tilde'."""

    name: str
    span: Span


class _People:
    """Gathers people sentence by sentence."""

    def __init__(self, elements: Sequence[Element], named: Sequence[str]) -> None:
        self._given = _given_pattern(named)
        self._naming = _naming_pattern(named)
        self._proper = proper_names(_narration(elements), _cues(elements))
        self._people: list[DescribedPerson] = []
        self._by_noun: dict[str, list[DescribedPerson]] = defaultdict(list)
        self._by_name: dict[str, DescribedPerson] = {}
        self._last: list[DescribedPerson] = []
        """The people whom the story mentioned last, the latest first."""

    def people(self) -> list[DescribedPerson]:
        """All who have a name or act; animals without a name must act twice."""
        return [one for one in self._people if one.proper or one.acts > (one.noun in ANIMALS)]

    def hear(self, cue: str, index: int) -> None:
        """Note that a person speaks under a name."""
        person = self._by_name.get(cue) or self._speaker_by_noun(cue, index)
        if person is not None:
            self._note_speaker(person)

    def _note_speaker(self, person: DescribedPerson) -> None:
        person.acts += 2
        self._last = [person, *(one for one in self._last if one is not person)]

    def _speaker_by_noun(self, cue: str, index: int) -> DescribedPerson | None:
        """The person whom a cue without a name means: 'OLD WOMAN'."""
        words = cue.lower().split()
        if not words or words[-1] not in NOUNS:
            return None
        person = self._of_noun(words[-1], frozenset(words[:-1]) & DISTINCT, index, new=False)
        self._call(person, cue)
        return person

    def read(self, sentence: _Sentence) -> None:
        """Note all whom a sentence mentions."""
        statement = self._read_statement(sentence)
        self._read_nouns(sentence, statement)
        self._read_late_names(sentence)
        self._read_ages(sentence.text)
        self._read_looks(sentence.text, statement)
        self._read_given_names(sentence)
        self._read_nouns_abroad(sentence)
        self._read_proper_names(sentence)
        others = [one for one in self._last if one not in sentence.met]
        self._last = [*sentence.met, *others][:_REMEMBERED]

    # --- nouns: 'an old robot named Tilde', 'the girl'

    def _read_nouns(self, sentence: _Sentence, statement: _Statement | None) -> None:
        last: tuple[Mention, DescribedPerson] | None = None
        for mention in mentions_in(sentence.text):
            if mention.is_known:
                self._find_known(mention.noun, mention.distinct)
            same = _mentioned_before(mention, statement, last)
            person = self._meant_by(mention, same, sentence.index)
            person = self._read_name_beside(mention, person, sentence)
            person.acts += mention.span.acts
            sentence.met.append(person)
            last = (mention, person)

    def _meant_by(self, mention: Mention, same: DescribedPerson | None, index: int) -> DescribedPerson:
        if same is not None:
            return self._is_also(same, mention.noun, mention.distinct)
        return self._of_noun(mention.noun, mention.distinct, index, new=mention.is_new)

    def _read_name_beside(
        self, mention: Mention, person: DescribedPerson, sentence: _Sentence
    ) -> DescribedPerson:
        beside = self._name_beside(mention)
        if beside is None:
            return person
        sentence.taken.append(beside.span)
        return self._name(person, beside.name)

    def _name_beside(self, mention: Mention) -> _NameBeside | None:
        """The name of a person, after a mention or before it."""
        beside = self._name_after(mention) or _name_before(mention)
        return beside if beside and _may_be_named(beside.name) else None

    def _name_after(self, mention: Mention) -> _NameBeside | None:
        end = mention.span.end
        found = self._given.match(mention.sentence, end) or self._name_behind_looks(mention.sentence, end)
        if not found:
            return None
        return _NameBeside(found.group("name"), Span(mention.sentence, *found.span("name")))

    def _name_behind_looks(self, sentence: str, end: int) -> re.Match[str] | None:
        """The name after a description: 'a tall man with a white beard named Osman'."""
        found = self._naming.search(sentence, end, end + _LONGEST_LOOKS)
        if not found or first_mention(sentence, end, found.start()) is not None:
            return None
        between = sentence[end : found.start()]
        return found if _ends_on_looks(between) and not _NEW_CLAUSE.search(between) else None

    def _find_known(self, noun: str, distinct: frozenset[str]) -> None:
        """Let 'the girl' be Anna, if the story mentioned no other girl.

        'The old woman' is a grandmother in the same way.
        """
        feminine = sex_of_noun(noun)
        if feminine is None:
            return
        if self._by_noun[noun]:
            self._tell_old_one(self._by_noun[noun], distinct)
            return
        fitting = (one for one in self._last if _may_be_meant(one, noun, distinct, feminine))
        person = next(fitting, None)
        if person is not None:
            self._by_noun[noun].append(person)
            if person.is_old:
                person.distinct |= {"old"}

    def _tell_old_one(self, known: Iterable[DescribedPerson], distinct: frozenset[str]) -> None:
        """If one known person of this noun is old, add these adjectives to that person."""
        old = [one for one in known if one.is_old]
        if len(old) == 1 and "old" in distinct:
            old[0].distinct |= distinct

    def _of_noun(self, noun: str, distinct: frozenset[str], index: int, new: bool) -> DescribedPerson:
        """The person of a noun: 'the girl' is the one of before, 'the old man' is not the young one."""
        known = self._by_noun[noun]
        same = _of_same_adjectives(known, distinct)
        is_another = new and not distinct and same is not None and bool(same.proper)
        if same is None or is_another:
            # After the girl got a name, 'a girl' is another one.
            same = self._new(_full_noun(distinct, noun), index, noun=noun, distinct=distinct)
        same.distinct = same.distinct or distinct
        self._call(same, _full_noun(distinct, noun))
        if all(one is same for one in known):
            self._call(same, noun.upper())
        return same

    def _is_also(self, person: DescribedPerson, noun: str, distinct: frozenset[str]) -> DescribedPerson:
        """Let a noun mean a person who was already mentioned: 'her grandfather, a tall man'."""
        person.noun = person.noun or noun
        if person.feminine is None:
            person.feminine = sex_of_noun(noun)
        person.distinct = person.distinct or distinct
        known = self._by_noun[noun]
        if person not in known:
            known.append(person)
        self._call(person, _full_noun(distinct, noun))
        if len(known) == 1:
            self._call(person, noun.upper())
        return person

    # --- statements: 'She is an old robot', 'Elif was nine', 'He wore a yellow coat'

    def _read_statement(self, sentence: _Sentence) -> _Statement | None:
        """'She is an old robot', 'Elif was a girl': the noun means her from now on."""
        match = IS_A.match(sentence.text)
        if not match:
            return None
        who = match.group("who")
        person = self._subject(who, sentence.index)
        if person is None:
            return None
        self._give_noun(person, match)
        return _Statement(match.end("noun"), self._by_name.get(who.upper(), person))

    def _subject(self, who: str, index: int) -> DescribedPerson | None:
        known = self._by_name.get(who.upper())
        if known is not None:
            return known
        if who in ("She", "He", "It"):
            return self._last_of(_SEX_OF_PRONOUN.get(who.lower()))
        return self._new(who.upper(), index, proper=who) if _may_be_person(who) else None

    def _give_noun(self, person: DescribedPerson, match: re.Match[str]) -> None:
        if person.noun:
            return
        known = [one for one in self._by_noun[match.group("noun")] if one is not person]
        if not known:
            self._set_noun(person, match)
        elif person.proper and not known[-1].proper:
            self._name(known[-1], person.proper)

    def _set_noun(self, person: DescribedPerson, match: re.Match[str]) -> None:
        person.noun = match.group("noun")
        person.distinct |= distinct_words(match)
        if person.feminine is None:
            person.feminine = _SEX_OF_PRONOUN.get(match.group("who").lower())
        self._by_noun[person.noun].append(person)

    def _read_ages(self, sentence: str) -> None:
        """'Elif was nine years old'; 'She was nine' means the person mentioned last."""
        for match in HOW_OLD.finditer(sentence):
            self._read_age(match)

    def _read_age(self, how_old: re.Match[str]) -> None:
        person = self._named_or_last(how_old.group("who"))
        if person is not None:
            person.years = person.years or _years(how_old.group("years").lower())

    def _read_looks(self, sentence: str, statement: _Statement | None) -> None:
        """'Osman was an old man with a white beard', up to where the sentence mentions another person."""
        match = IS_A.match(sentence) if statement else None
        if statement and match:
            end = first_mention(sentence, statement.end)
            statement.person.looks.append(sentence[match.start("adjectives") : end])
        else:
            self._read_clothes(sentence)

    def _read_clothes(self, sentence: str) -> None:
        """'He wore a yellow coat', up to where the sentence mentions another person."""
        match = _WEARS.match(sentence)
        if not match or not _has_looks(match.group("what")):
            return
        person = self._named_or_last(match.group("who"))
        if person is not None:
            what = match.group("what")
            person.looks.append(_AGE_WORDS.sub("", what[: first_mention(what)]))

    def _named_or_last(self, who: str) -> DescribedPerson | None:
        """The person of a name, or the last one mentioned whom 'she' or 'he' can mean."""
        feminine = _SEX_OF_PRONOUN.get(who.lower())
        named = self._by_name.get(who.upper())
        return named if named is not None or feminine is None else self._last_of(feminine)

    def _last_of(self, feminine: bool | None) -> DescribedPerson | None:
        return next((one for one in self._last if one.feminine in (feminine, None)), None)

    # --- names

    def _read_late_names(self, sentence: _Sentence) -> None:
        """'Her name was Nell', 'She was called Nell', 'They called him Rex'."""
        text = sentence.text
        for match in (*_IS_NAMED.finditer(text), *_IS_CALLED.finditer(text)):
            bearer = self._bearer_of_late_name(match.groupdict(), sentence.index)
            name = _late_name(match.groupdict())
            if bearer is not None and _may_be_named(name):
                self._name(bearer, name)

    def _bearer_of_late_name(self, groups: dict[str, str | None], index: int) -> DescribedPerson | None:
        noun = groups.get("noun")
        if noun:
            return self._of_noun(noun.lower(), frozenset(), index, new=False)
        whose = groups.get("whose") or groups.get("object") or ""
        return self._nearest_unnamed(_SEX_OF_PRONOUN.get(whose.lower()))

    def _nearest_unnamed(self, feminine: bool | None) -> DescribedPerson | None:
        """The last person without a name whom a pronoun can mean; those whose sex is stated come first."""
        fitting = [one for one in self._last if one.may_be_unnamed(feminine)]
        return min(fitting, key=lambda one: one.feminine is None, default=None)

    def _read_given_names(self, sentence: _Sentence) -> None:
        """'A young gardener appeared, called Otto': names that are not yet connected with a noun."""
        for match in self._naming.finditer(sentence.text):
            place = Span(sentence.text, *match.span("name"))
            is_thing = _names_a_thing(Span(sentence.text, *match.span()))
            if _may_be_named(match.group("name")) and not is_thing and not sentence.is_taken(place.start):
                person = self._bearer(match.group("name"), sentence.index)
                self._call_by_noun_abroad(person, Span(sentence.text, *match.span()))
                sentence.met.append(person)
                sentence.taken.append(place)

    def _call_by_noun_abroad(self, person: DescribedPerson, naming: Span) -> None:
        """Let 'робот' mean Тильда after 'старый робот по имени Тильда', with and without the adjective."""
        before = _NOUN_ABROAD.search(naming.before)
        if not before:
            return
        noun = before.group("noun")
        if not (noun.isascii() and noun.lower() in NOUNS | NO_ADJECTIVES):
            self._call(person, f"{before.group('adjective')} {noun}".strip().upper())
            self._call(person, noun.upper())

    def _read_nouns_abroad(self, sentence: _Sentence) -> None:
        """'Девочка Аня': a noun straight before a name, in Cyrillic."""
        for match in _NOUN_AND_NAME.finditer(sentence.text):
            name, noun = match.group("name"), match.group("noun")
            if noun.lower() in FEMININE_NOUNS | MASCULINE_NOUNS and not name.isascii():
                person = self._bearer(name, sentence.index)
                self._call(person, noun.upper())
                sentence.met.append(person)

    def _read_proper_names(self, sentence: _Sentence) -> None:
        for name, span in capitals_in(sentence.text):
            if name in self._proper and not sentence.is_taken(span.start) and not span.is_place:
                person = self._bearer(name, sentence.index)
                person.acts += span.acts
                sentence.met.append(person)

    # --- the register

    def _bearer(self, name: str, index: int) -> DescribedPerson:
        """The person of that name; a new person if none is known."""
        return self._by_name.get(name.upper()) or self._new(name.upper(), index, proper=name)

    def _name(self, person: DescribedPerson, name: str) -> DescribedPerson:
        """Give a person their name; a person who has it already is the same one."""
        other = self._by_name.get(name.upper())
        if other is not None and other is not person:
            self._merge(other, person)
            return other
        person.proper = name
        person.names = [name.upper(), *(one for one in person.names if one != name.upper())]
        self._by_name[name.upper()] = person
        return person

    def _merge(self, kept: DescribedPerson, person: DescribedPerson) -> None:
        kept.add(person)
        self._people.remove(person)
        self._by_noun[person.noun] = [kept if one is person else one for one in self._by_noun[person.noun]]
        for name in person.names:
            self._by_name[name] = kept

    def _new(
        self, name: str, index: int, noun: str = "", distinct: frozenset[str] = frozenset(), proper: str = ""
    ) -> DescribedPerson:
        feminine = _sex_of_word(noun or proper.split()[0].lower())
        person = DescribedPerson([name], index, noun, distinct, proper=proper, feminine=feminine)
        self._people.append(person)
        self._by_name[name] = person
        if noun:
            self._by_noun[noun].append(person)
        return person

    def _call(self, person: DescribedPerson, name: str) -> None:
        """Let a name mean the person, unless it means another one."""
        if not (name in person.names or name in self._by_name):
            self._add_name(person, name)

    def _add_name(self, person: DescribedPerson, name: str) -> None:
        person.names.append(name)
        self._by_name[name] = person


def _given_pattern(named: Sequence[str]) -> re.Pattern[str]:
    """Finds a name straight after a noun: ' named Tilde', ', whose name was Tilde', ' Tilde'."""
    if not named:
        return re.compile(rf" {NAME}")
    words = "|".join(map(re.escape, named))
    return re.compile(rf",? (?:(?:{words}|by the name of|known as) |(?:whose name (?:was|is) )|){NAME}")


def _naming_pattern(named: Sequence[str]) -> re.Pattern[str]:
    """Finds a name that is given anywhere: 'called Otto'."""
    words = [*map(re.escape, named), "whose name (?:was|is)"]
    return re.compile(rf"\b(?:{'|'.join(words)}) {NAME}")


def _narration(elements: Iterable[Element]) -> str:
    return " ".join(element.text for element in elements if element.kind is ElementKind.NARRATION)


def _cues(elements: Iterable[Element]) -> set[str]:
    return {element.text.upper() for element in elements if element.kind is ElementKind.CHARACTER}


def _mentioned_before(
    mention: Mention, statement: _Statement | None, last: tuple[Mention, DescribedPerson] | None
) -> DescribedPerson | None:
    """Who is meant again by a mention in the same sentence, None if it is another person."""
    if statement and mention.span.end == statement.end:
        return statement.person
    return last[1] if last and is_apposed(last[0], mention) else None


def _name_before(mention: Mention) -> _NameBeside | None:
    """The name that a mention explains: 'Osman, her grandfather,'."""
    before = _NAMES_BEFORE.search(mention.span.before)
    if not before or not (mention.has_article or stands_apart(mention, before)):
        return None
    start = mention.span.start
    return _NameBeside(before.group("name"), Span(mention.sentence, start - len(before.group(0)), start))


def _ends_on_looks(text: str) -> bool:
    """Whether the last word of a text describes looks: 'with a white beard'."""
    words = text.replace(",", " ").split()
    return bool(words) and words[-1].lower() in OF_LOOKS


def _has_looks(text: str) -> bool:
    return bool(set(_ANY_WORD.findall(text.lower())) & OF_LOOKS)


def _may_be_meant(person: DescribedPerson, noun: str, distinct: frozenset[str], feminine: bool) -> bool:
    """Whether 'the girl' or 'the old woman' can be a person whom the story called by other words."""
    if person.feminine is not feminine:
        return False
    is_plain = not person.noun and not distinct & {"old", "other", "another"} and noun not in _KIN
    return is_plain or (person.is_old and "old" in distinct)


def _of_same_adjectives(known: Sequence[DescribedPerson], distinct: frozenset[str]) -> DescribedPerson | None:
    """The last person with exactly these adjectives, or with more, or without any that contradict them."""
    same = [one for one in known if one.distinct == distinct]
    same = same or [one for one in known if distinct and distinct <= one.distinct]
    same = same or [one for one in known if not (one.distinct and distinct)]
    return same[-1] if same else None


def _full_noun(distinct: frozenset[str], noun: str) -> str:
    """The noun with its adjectives, as a name: 'OLD WOMAN'."""
    return " ".join([*sorted(distinct), noun]).upper()


def _sex_of_word(word: str) -> bool | None:
    """True if a noun or a first name is a woman's, False if a man's, None if it does not say."""
    if word in FEMININE_WORDS | FEMININE_NAMES:
        return True
    return False if word in MASCULINE_WORDS | MASCULINE_NAMES else None


def _years(said: str) -> int:
    return int(said) if said.isdigit() else YEARS.get(said, 0)


def _late_name(groups: dict[str, str | None]) -> str:
    return groups.get("name") or groups.get("other") or groups.get("third") or ""


def _may_be_named(name: str) -> bool:
    return name.split()[0].lower() not in NO_FIRST_NAMES


def _names_a_thing(naming: Span) -> bool:
    """Whether 'named' or 'called' follows a thing: 'a town called Otter'."""
    return naming.word_before in CALLED_THINGS or naming.word_before in PLACE_HEADS


def _may_be_person(name: str) -> bool:
    words = name.lower().split()
    is_person = words[0] not in NO_FIRST_NAMES and name.lower() not in NOUNS
    return is_person and _NO_PEOPLE.isdisjoint((words[0], words[-1]))
