"""Finds the people of a film: who speaks, who is introduced, and by which names they are called."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from storyreel.film.screenplay import Element, ElementKind
from storyreel.planning.cues import plain_name
from storyreel.planning.described_people import DescribedPerson, people_described
from storyreel.planning.name_parts import name_parts, ways_to_refer, words_borne
from storyreel.planning.name_patterns import name_pattern, whole_word
from storyreel.planning.names import Name, one_persons_names
from storyreel.planning.people import Person
from storyreel.planning.written_names import names_written
from storyreel.screenplays.cue_names import names_device
from storyreel.screenplays.sentences import sentences
from storyreel.screenplays.spelling import plain_form
from storyreel.screenplays.vocabulary import Vocabulary, vocabularies, vocabulary

_DESCRIBING = (ElementKind.ACTION, ElementKind.NARRATION)
_HER = ("she", "her", "hers", "herself")
_HIM = ("he", "him", "his", "himself")
_GOES_ON = re.compile(r"(?:He|She|They|His|Her|Their|Both|A|An|In|With)\b")
_LONGEST_SECOND_SENTENCE = 120


def find_people(
    elements: Sequence[Element],
    known: Collection[str] = (),
    language: str = "en",
    looks: Sequence[tuple[str, str]] = (),
    named: Sequence[str] = ("named", "called"),
) -> list[Person]:
    """The people who speak, are introduced in capitals or act in a story's narration, in order of appearance.

    A person who is introduced as 'SHERIFF COLE' and speaks as 'COLE' is one person. They get the name by
    which the film knows them already (`known`), else the name of most cues.

    language: its words for radios, montages and endings are not names, and neither are the English ones.
    looks: names and descriptions of a list of characters; they describe people who are in the film.
    """
    words = _words_of(language)
    described = people_described(elements, named)
    written = names_written(elements, described, words)
    people = _people_of(elements, written, described, known)
    _name_narrators(people, words)
    _describe(elements, people, written, words)
    _add_looks(people, looks)
    by_name = {name: one for one in described for name in one.names}
    for person in people:
        _add_description(person, by_name)
        person.heard_only = person.heard_only or _is_heard_only(person, written, words)
    return sorted(people, key=lambda person: person.first_element)


def _words_of(language: str) -> tuple[Vocabulary, ...]:
    """The words of English and of a script's language."""
    return tuple(one for one in vocabularies() if one.code in ("en", language))


# --- which names are one person's


def _people_of(
    elements: Sequence[Element],
    written: Mapping[str, Name],
    described: Sequence[DescribedPerson],
    known: Collection[str],
) -> list[Person]:
    """The people of the written names, each with their names."""
    groups, shared = one_persons_names(list(written.values()))
    groups, shared = _put_together(groups, shared, [person.names for person in described])
    called = {person.names[0] for person in described}
    people = [_person(group, known, called) for group in groups if _is_in_film(group)]
    bearers = {name: [groups[at] for at in several] for name, several in shared.items()}
    return [
        person
        for person in people
        if person.name not in bearers or not _is_another(person.name, elements, bearers[person.name])
    ]


def _is_in_film(group: Iterable[Name]) -> bool:
    return any(name.cues or name.introduced for name in group)


def _put_together(
    groups: Sequence[Sequence[Name]], shared: Mapping[str, Sequence[int]], alike: Iterable[Sequence[str]]
) -> tuple[list[list[Name]], dict[str, list[int]]]:
    """The groups with those joined that a story says are one person: 'a girl' whose name is Nell."""
    goes_to = _joined_groups(groups, alike)
    joined: dict[int, list[Name]] = {one: [] for one in dict.fromkeys(goes_to)}
    for index, group in enumerate(groups):
        joined[goes_to[index]] += group
    places = {one: place for place, one in enumerate(joined)}
    bearers = {text: {places[goes_to[one]] for one in several} for text, several in shared.items()}
    return list(joined.values()), {text: sorted(several) for text, several in bearers.items()}


def _joined_groups(groups: Sequence[Sequence[Name]], alike: Iterable[Sequence[str]]) -> list[int]:
    """For each group the index of the group it joins, its own if none."""
    at = {name.text: index for index, group in enumerate(groups) for name in group}
    goes_to = list(range(len(groups)))
    for main, *others in alike:
        for other in others:
            first, second = goes_to[at[main]], goes_to[at[other]]
            goes_to = [first if index == second else index for index in goes_to]
    return goes_to


def _person(group: Sequence[Name], known: Collection[str], called: Collection[str]) -> Person:
    """The person of some names.

    Their main name is the one by which the film knows them, else by which a story names them, else of most
    cues, else of the introduction.
    """

    def rank(name: Name) -> tuple[bool, bool, int, bool, int]:
        return name.text in known, name.text in called, name.cues, name.introduced, -name.first

    main = max(group, key=rank)
    return Person(
        main.text,
        names=tuple(name.text for name in group if name is not main),
        first_element=min(name.first for name in group if name.cues or name.introduced),
        speaks=any(name.cues for name in group),
        introduced=any(name.introduced for name in group),
        seen=any(name.on_screen or name.seen for name in group),
    )


def _is_another(short: str, elements: Sequence[Element], bearers: Iterable[Sequence[Name]]) -> bool:
    """Whether a short name means one of its bearers in each scene in which it speaks.

    It does if exactly one of the film's Smiths is in each scene in which 'SMITH' speaks.
    """
    patterns = [_bearer_pattern(group) for group in bearers]
    texts = (_people_text(scene) for scene in _scenes(elements) if _speaks_in(short, scene))
    return all(sum(bool(pattern.search(text)) for pattern in patterns) == 1 for text in texts)


def _bearer_pattern(group: Sequence[Name]) -> re.Pattern[str]:
    """Finds a person by their names, and by the words of them without the last."""
    names = [name.text for name in group]
    return name_pattern(names + _first_words(group), any_case=True)


def _first_words(group: Sequence[Name]) -> list[str]:
    return [word.upper() for name in group for word in name_parts(name.text).core[:-1]]


def _scenes(elements: Iterable[Element]) -> list[list[Element]]:
    scenes: list[list[Element]] = [[]]
    for element in elements:
        if element.kind is ElementKind.HEADING:
            scenes.append([])
        scenes[-1].append(element)
    return scenes


def _speaks_in(name: str, scene: Iterable[Element]) -> bool:
    return any(_is_cue_of(element, name) for element in scene)


def _is_cue_of(element: Element, name: str) -> bool:
    return element.kind is ElementKind.CHARACTER and plain_name(element.text) == name


def _people_text(scene: Iterable[Element]) -> str:
    return " . ".join(e.text for e in scene if e.kind in (ElementKind.CHARACTER, ElementKind.ACTION))


# --- who is heard only


def _name_narrators(people: Iterable[Person], words: Sequence[Vocabulary]) -> None:
    """Call the first whom the script calls narrator in its own language NARRATOR.

    The others are heard, and are not in the picture.
    """
    titles = {plain_name(word) for one in words if one.code != "en" for word in one.cue.narrator}
    taken = any(person.name == "NARRATOR" for person in people)
    for person in people:
        if person.name in titles and person.name != "NARRATOR" and not person.introduced:
            person.heard_only = True
            if not taken:
                person.names, person.name, taken = person.all_names, "NARRATOR", True


def _is_heard_only(person: Person, written: Mapping[str, Name], words: Iterable[Vocabulary]) -> bool:
    """Whether all names are a device's or a voice's, and none has an age."""
    names = _written_of(person, written)
    cue_words = [one.cue for one in words]
    return all(names_device(name.text, cue_words) for name in names) and not any(name.age for name in names)


def _written_of(person: Person, written: Mapping[str, Name]) -> list[Name]:
    return [written[name] for name in person.all_names if name in written]


# --- what is said of them


def _add_description(person: Person, by_name: Mapping[str, DescribedPerson]) -> None:
    """Add the age and looks that a story gives."""
    found = next((by_name[name] for name in person.all_names if name in by_name), None)
    if found is not None:
        person.years = found.years
        person.described_looks = "; ".join(looks for looks in found.looks if looks not in person.description)


def _add_looks(people: Sequence[Person], looks: Iterable[tuple[str, str]]) -> None:
    """Put what a list of characters says of a person before what the script says."""
    borne = words_borne(person.all_names for person in people)
    called = [set(ways_to_refer(person.name, person.names, borne)) for person in people]
    for name, words in looks:
        plain = plain_name(name)
        bearers = [person for person, names in zip(people, called, strict=True) if plain in names]
        bearers = bearers or [person for person in people if _is_part_of(person, plain)]
        if len(bearers) == 1:
            _add_listed(bearers[0], words)


def _is_part_of(person: Person, name: str) -> bool:
    """Whether a listed name has all words of a person's name and more."""
    own = name_parts(person.name)
    return not own.is_role and set(name_parts(name).core).issuperset(own.core)


def _add_listed(person: Person, words: str) -> None:
    person.description = f"{person.name} ({_in_clauses(words)}). {person.description}".strip()
    person.seen = True


def _in_clauses(words: str) -> str:
    """The sentences as clauses of one, without brackets."""
    said = re.sub(r"[()]", " ", " ".join(words.split()))
    return re.sub(r"\s*[.!?]\s+", "; ", said).strip(" .")


def _describe(
    elements: Sequence[Element],
    people: Sequence[Person],
    written: Mapping[str, Name],
    words: Iterable[Vocabulary],
) -> None:
    """Give each person the sentences that introduce them, else those that name them first; count pronouns."""
    _find_ways_to_mention(people)
    descriptions = _Descriptions(people, written, tuple(one.code for one in words))
    for index, element in enumerate(elements):
        if element.kind in _DESCRIBING:
            descriptions.read(index, element)


def _introduced_at(person: Person, written: Mapping[str, Name]) -> int:
    """The index of the element that introduces a person, -1 if none does."""
    introductions = [n.introduced_at for n in _written_of(person, written) if n.introduced]
    return min(introductions, default=-1)


def _with_following(sentence: str, following: str) -> str:
    """The sentence, with the following one if it goes on about the same person."""
    return f"{sentence} {following}" if _goes_on(following) else sentence


def _goes_on(following: str) -> bool:
    return len(following) < _LONGEST_SECOND_SENTENCE and _GOES_ON.match(following) is not None


class _PersonFinder:
    """A person with what finds them in the action."""

    def __init__(self, person: Person, written: Mapping[str, Name]) -> None:
        self.person = person
        self._pattern = name_pattern(person.mentioned_by, any_case=person.seen)
        self._introduced_at = _introduced_at(person, written)

    def is_in(self, text: str) -> bool:
        return self._pattern.search(text) is not None

    def may_be_in(self, plain_text: str) -> bool:
        return any(name in plain_text for name in self.person.mentioned_by)

    def is_described_at(self, index: int) -> bool:
        """Whether the element introduces the person, else whether it names them first."""
        if self._introduced_at == index:
            return True
        return not self.person.description and self._introduced_at < 0

    def first_words_in(self, text: str) -> str:
        """The sentence that names the person, and the next if it goes on about them."""
        for sentence, following in pairwise([*sentences(text), ""]):
            if self.is_in(sentence):
                return _with_following(sentence, following)
        return ""

    def words_after(self, text: str) -> str:
        return self._pattern.split(text, maxsplit=1)[-1]


class _Descriptions:
    """Notes what the action says of people, element by element."""

    def __init__(
        self, people: Sequence[Person], written: Mapping[str, Name], languages: tuple[str, ...]
    ) -> None:
        self._people = [_PersonFinder(person, written) for person in people]
        self._her, self._him = _pronouns(languages)

    def read(self, index: int, element: Element) -> None:
        """Note what the next element says."""
        plain = plain_form(element.text)
        named = [one for one in self._people if one.may_be_in(plain) and one.is_in(element.text)]
        for one in named:
            one.person.first_element = min(one.person.first_element, index)
            if one.is_described_at(index):
                one.person.description = one.first_words_in(element.text)
                one.person.neighbours = tuple(other.person for other in named if other is not one)
        self._count_pronouns(element, named)

    def _count_pronouns(self, element: Element, named: Sequence[_PersonFinder]) -> None:
        """Count the pronouns after a name for the person of that name."""
        is_action = element.kind is ElementKind.ACTION
        last: Person | None = None
        for text in [element.text] if len(named) == 1 else sentences(element.text):
            here = [one for one in named if one.is_in(text)]
            if len(here) == 1:
                last = here[0].person
                self._count(last, here[0].words_after(text))
            elif here or is_action:
                last = None
            elif last is not None:
                self._count(last, text)

    def _count(self, person: Person, text: str) -> None:
        person.pronouns["feminine"] += len(self._her.findall(text))
        person.pronouns["masculine"] += len(self._him.findall(text))


@lru_cache(maxsize=8)
def _pronouns(languages: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Finds words for her and for him."""
    prose = [vocabulary(code).prose for code in languages]
    her = {*_HER, *(word for one in prose for word in one.she)}
    him = {*_HIM, *(word for one in prose for word in one.he)}
    return _any_word(her - him), _any_word(him - her)


def _any_word(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(whole_word(word) for word in sorted(words)), re.IGNORECASE)


def _find_ways_to_mention(people: Sequence[Person]) -> None:
    """Give each person their full names and the words of them that mean nobody else; no office alone."""
    counts = words_borne(person.all_names for person in people)
    for person in people:
        ways = ways_to_refer(person.name, person.names, counts)
        person.mentioned_by = tuple(
            way for way in ways if way in person.all_names or not name_parts(way).is_role
        )
