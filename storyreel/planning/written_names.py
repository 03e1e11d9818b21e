"""The names that cues, introductions and a story's narration write."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from storyreel.film.screenplay import Element, ElementKind
from storyreel.planning.cues import is_seen_speaking, names_joined, plain_name, speakers_of
from storyreel.planning.described_people import DescribedPerson
from storyreel.planning.name_parts import name_parts
from storyreel.planning.name_patterns import upper_case_letters
from storyreel.planning.names import Name
from storyreel.planning.words.names import NOT_NAMES
from storyreel.planning.words.titles import ORDINARY_WORDS, ROLES
from storyreel.screenplays.spelling import plain_form
from storyreel.screenplays.vocabulary import Vocabulary, vocabulary

_UPPER = upper_case_letters()
_CAPITALS = (
    rf"[{_UPPER}][{_UPPER}.'’‐‑\-]+"
    rf"(?:[ \xa0](?:[{_UPPER}][{_UPPER}.'’‐‑\-]*|[\"“«][{_UPPER}]+[\"”»])){{0,3}}"
)
_INTRODUCED = re.compile(
    rf"(?<![\w'’])({_CAPITALS})(?:,? ?[(（]([^()（）\n]{{1,160}})[)）]"
    r"|, (?=(?:\d|early|mid|late|an? |in (?:his|her|their) ))|(?=[ ,.;:]))"
)
_DIGITS = re.compile(r"\d+")  # of any script


def names_written(
    elements: Sequence[Element], described: Sequence[DescribedPerson], words: Sequence[Vocabulary]
) -> dict[str, Name]:
    """Every name of a person, by its text.

    described: the people of a story's narration.
    words: the languages whose transitions and labels are not names.
    """
    written = _WrittenNames(_single_cues(elements))
    for index, element in enumerate(elements):
        written.read(index, element)
    names = {text: name for text, name in written.names.items() if not _is_label(name, words)}
    for person in described:
        _add_described(person, names)
    return names


def _single_cues(elements: Sequence[Element]) -> set[str]:
    """The names of cues that name one speaker."""
    cues = [element.text for element in elements if element.kind is ElementKind.CHARACTER]
    return {plain_name(cue) for cue in cues if len(names_joined(cue)) < 2}


class _WrittenNames:
    """Gathers names element by element."""

    def __init__(self, speakers: Collection[str]) -> None:
        self.names: dict[str, Name] = {}
        self._speakers = speakers
        self._scene = 0

    def read(self, index: int, element: Element) -> None:
        """Note the names of the next element."""
        if element.kind is ElementKind.HEADING:
            self._scene += 1
        elif element.kind is ElementKind.CHARACTER:
            for text in speakers_of(element.text, self._speakers):
                self._add_cue(text, index, element)
        elif element.kind is ElementKind.ACTION:
            for match in _INTRODUCED.finditer(element.text):
                self._add_introduced(match, index)

    def _add_cue(self, text: str, index: int, cue: Element) -> None:
        name = self.names.setdefault(text, Name(text, index))
        name.cues += 1
        name.articled = name.articled or plain_form(cue.text).startswith("THE ")
        name.on_screen = name.on_screen or is_seen_speaking(cue)
        name.scenes.add(self._scene)

    def _add_introduced(self, match: re.Match[str], index: int) -> None:
        """Note words in capitals, if they are names: 'MARA (30)'."""
        is_introduction = bool(match.group(2)) or match.group(0).endswith(", ")
        for plain in self._names_in(match.group(1)):
            if is_introduction or plain in self._speakers or self._is_titled_speaker(plain):
                name = self.names.setdefault(plain, Name(plain, index))
                name.scenes.add(self._scene)
                name.seen = name.seen or is_introduction or plain not in self._speakers
                _introduce(name, match.group(2) or "", index)

    def _names_in(self, capitals: str) -> Iterator[str]:
        for plain in speakers_of(capitals.strip(" .'’\""), self._speakers):
            if self._may_be_name(plain):
                yield plain

    def _may_be_name(self, plain: str) -> bool:
        return plain in self._speakers or _can_be_name(plain)

    def _is_titled_speaker(self, name: str) -> bool:
        """Whether a name is a speaker's with a title before it, and not 'CAPTAIN GREY SALUTES'."""
        parts = name_parts(name)
        return bool(parts.titles) and " ".join(parts.core).upper() in self._speakers


def _introduce(name: Name, description: str, index: int) -> None:
    """Note the first description in brackets, and the age in it."""
    if description and not name.introduced:
        years = _DIGITS.search(description)
        name.introduced, name.introduced_at = True, index
        name.age = years.group(0) if years else ""


def _can_be_name(plain: str) -> bool:
    return len(plain) > 1 and not _begins_as_no_name(plain.lower())


def _begins_as_no_name(words: str) -> bool:
    return words in NOT_NAMES or words.split()[0] in NOT_NAMES


def _add_described(person: DescribedPerson, names: dict[str, Name]) -> None:
    """Add the names by which a story's narration calls a person."""
    for text in person.names:
        name = names.setdefault(text, Name(text, person.first))
        name.seen = True
    main = names[person.names[0]]
    main.first = min(main.first, person.first)
    if not main.introduced:
        main.introduced, main.introduced_at = True, person.first


def _is_label(name: Name, words: Sequence[Vocabulary]) -> bool:
    """Whether a name is a transition, an ending, a label or a field, so that it introduces no person.

    An office or a last name is none: a person may be called DIRECTOR, or BLACK. A name that speaks more than
    once is none either: FIN.
    """
    if name.introduced or name.seen or name.cues > 1:
        return False
    plain = name.text.strip(" .:!…")
    if plain not in _labels(tuple(one.code for one in words)):
        return False
    return not set(plain.lower().split()) <= ORDINARY_WORDS | ROLES


@lru_cache(maxsize=8)
def _labels(languages: tuple[str, ...]) -> frozenset[str]:
    """Words that stand alone on a line and are not people, as plain names."""
    words = [word for language in languages for word in _labels_of(vocabulary(language))]
    return frozenset(plain_name(word).strip(" .:!…") for word in words)


def _labels_of(language: Vocabulary) -> list[str]:
    marks, fields = language.marks, language.fields
    alone = [*marks.transitions, *marks.endings, *marks.on_screen, *marks.camera, *marks.visual, *marks.sound]
    return [*alone, *fields.about, *fields.characters, *fields.synopsis, *fields.title]
