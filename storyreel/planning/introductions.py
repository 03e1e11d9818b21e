"""Which words of a description are whose, if one sentence introduces several people.

Example: 'NINA (28, blonde) and PAVEL (40, black beard)'.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from storyreel.film.cast import Presentation
from storyreel.planning.name_patterns import name_pattern, upper_case_letters
from storyreel.planning.words.titles import ROLES
from storyreel.screenplays.sentences import sentences
from storyreel.screenplays.spelling import plain_form

# 'her old husband ' before a name is said of the person with the name.
_NOUN_BEFORE = re.compile(
    r"(?:^|.*[\s(,])((?:an?|the|his|her|their|my|our) (?:[a-z'’-]+ ){0,4}?([a-z'’-]+),? *)$",
    re.IGNORECASE | re.DOTALL,
)
_AFTER_PREPOSITION = re.compile(
    r"\b(?:of|at|to|from|for|by|near|behind|beside|against|towards?|on|in|with) $", re.IGNORECASE
)
_LINK = re.compile(r"[\s,;&]*(?:\b(?:and|with|but|while|as|or|then)\b)?[\s,;&]*$", re.IGNORECASE)
_JOINED = re.compile(r"[\s,&]*(?:and|with)?[\s,&]*", re.IGNORECASE)
_EVERYBODY = re.compile(
    r"\b(?:both|each(?! other)|all (?:two|three|four|five|six|of them|in|wear|wearing|dressed))\b"
    r"(?! of\b)[^.;]*",
    re.IGNORECASE,
)
_OF_SEVERAL = re.compile(
    r",? (?:in|wearing|dressed in) (?!(?:a|an|the|his|her|its|one)\b)[^,.;]*", re.IGNORECASE
)
_SEVERAL = re.compile(r"(?:they|their|both|all|each)\b", re.IGNORECASE)
_PRONOUNS = (
    (re.compile(r"(?:she|her)\b", re.IGNORECASE), Presentation.FEMININE),
    (re.compile(r"(?:he|his)\b", re.IGNORECASE), Presentation.MASCULINE),
)
_UPPER = upper_case_letters()
_UNKNOWN_NAME = re.compile(
    rf"(?<![\w'’])[{_UPPER}][{_UPPER}.'’-]+(?: [{_UPPER}][{_UPPER}.'’-]*){{0,3}}(?= ?[(（])"
)


@dataclass(frozen=True)
class OwnWords:
    """What a description says of one person."""

    before: str = ""
    """The nouns before the name: 'her husband'."""
    after: str = ""
    """All words after the name that are about the person."""


@dataclass(frozen=True)
class _Mark:
    """A name in a sentence."""

    start: int
    end: int
    person: str
    """'' if the name is unknown."""


def own_words(
    description: str, who: str, names: Mapping[str, Sequence[str]], kinds: Mapping[str, Presentation]
) -> OwnWords:
    """The words of a description that speak of `who`.

    They are those from the name to the next person's, and what is said of everybody.

    names: by person, the names of all who may stand in the description, `who` among them.
    kinds: how they present, as far as it is known. It decides of whom a following 'He ...' speaks.
    """
    reader = _Reader(who, names, kinds)
    for sentence in sentences(description):
        reader.read(sentence)
    return OwnWords(" ".join(reader.before), " ".join(reader.after))


class _Reader:
    """Gathers the words about one person sentence by sentence."""

    def __init__(
        self, who: str, names: Mapping[str, Sequence[str]], kinds: Mapping[str, Presentation]
    ) -> None:
        self.before: list[str] = []
        self.after: list[str] = []
        self._who = who
        self._kinds = kinds
        self._bearer = {plain_form(name): person for person, called in names.items() for name in called}
        self._pattern = name_pattern(list(self._bearer), any_case=True)
        self._named: list[str] = []
        """The people of the last sentence with names."""

    def read(self, sentence: str) -> None:
        """Read the next sentence."""
        marks = self._marks(sentence)
        if marks:
            self._named = list(dict.fromkeys(mark.person for mark in marks))
            parts = _Parts(sentence, marks, self._who)
            self.before += parts.nouns()
            self.after += parts.words()
        elif self._who in _spoken_of(sentence, self._named, self._kinds):
            self.after.append(_of_each(sentence) if _SEVERAL.match(sentence) else sentence)

    def _marks(self, sentence: str) -> list[_Mark]:
        """The names of people in order; 'Rose's son' names nobody."""
        marks = [mark for mark in self._known_marks(sentence) if not _owns_kin(sentence[mark.end :])]
        for match in _UNKNOWN_NAME.finditer(sentence):
            if not any(mark.start < match.end() and match.start() < mark.end for mark in marks):
                marks.append(_Mark(match.start(), match.end(), ""))
        return sorted(marks, key=lambda mark: (mark.start, mark.end, mark.person))

    def _known_marks(self, sentence: str) -> Iterator[_Mark]:
        for match in self._pattern.finditer(sentence):
            yield self._mark(match)

    def _mark(self, match: re.Match[str]) -> _Mark:
        return _Mark(match.start(), match.end(), self._bearer[plain_form(match.group(0))])


def _owns_kin(following: str) -> bool:
    owned = re.match(r"['’]s?((?: [a-z-]+){1,3})", following)
    return bool(owned and set(owned.group(1).split()) & ROLES)


@dataclass(frozen=True)
class _Parts:
    """A sentence that names people, and the person whose words are wanted."""

    sentence: str
    marks: Sequence[_Mark]
    who: str

    def nouns(self) -> list[str]:
        """The nouns before the person's name."""
        found = (_noun_before(self._words_before(index)) for index in self._indices)
        return [noun for noun in found if noun]

    def words(self) -> list[str]:
        """The words after the person's name, up to the next person's, and those about everybody."""
        own = [words for index in self._indices for words in self._words_after(index)]
        if own:
            own += self._of_everybody()
        return [words for words in own if words.strip()]

    @property
    def _indices(self) -> list[int]:
        return [index for index, mark in enumerate(self.marks) if mark.person == self.who]

    def _words_before(self, index: int) -> str:
        return self.sentence[self.marks[index - 1].end if index else 0 : self.marks[index].start]

    def _words_after(self, index: int) -> Iterator[str]:
        end = self.marks[index].end
        if index + 1 == len(self.marks):
            yield self.sentence[end:]
            return
        following = self.marks[index + 1]
        words = self.sentence[end : following.start]
        yield words if following.person == self.who else _without_next(words)
        if _JOINED.fullmatch(words):
            shared = _OF_SEVERAL.match(self.sentence, following.end)
            yield _of_each(shared.group(0)) if shared else ""

    def _of_everybody(self) -> Iterator[str]:
        for match in _EVERYBODY.finditer(self.sentence):
            stop = next((mark.start for mark in self.marks if mark.start > match.start()), match.end())
            yield _of_each(self.sentence[match.start() : min(stop, match.end())])


def _noun_before(words: str) -> str:
    """The noun at the end that is in apposition to the name after it: 'an old woman, '."""
    found = _NOUN_BEFORE.match(words)
    return found.group(1) if found and _is_apposed(found) else ""


def _is_apposed(noun: re.Match[str]) -> bool:
    """Whether a noun is of a person, and stands after no preposition."""
    return noun.group(2).lower() in ROLES and not _follows_preposition(noun)


def _follows_preposition(noun: re.Match[str]) -> bool:
    return _AFTER_PREPOSITION.search(noun.string[: noun.start(1)]) is not None


def _without_next(words: str) -> str:
    """The words without what already speaks of the next person: ', and her husband '."""
    noun = _noun_before(words)
    return _LINK.sub("", words[: len(words) - len(noun)])


def _of_each(words: str) -> str:
    """What is said of several, and the same of one: 'in red coats; in red coat'."""
    return f"{words}; " + re.sub(r"(?<=[a-z]{2}[^s\W])s\b", "", words.replace("sses", "ss"))


def _spoken_of(sentence: str, named: Sequence[str], kinds: Mapping[str, Presentation]) -> Sequence[str]:
    """The people whom a sentence without a name can mean."""
    if len(named) < 2 or _SEVERAL.match(sentence):
        return named
    kind = next((kind for pronoun, kind in _PRONOUNS if pronoun.match(sentence)), None)
    if kind is None:
        return named[-1:]
    fitting = [person for person in named if kinds.get(person) is kind]
    neutral = Presentation.NEUTRAL
    fitting = fitting or [person for person in named if kinds.get(person, neutral) is neutral]
    return fitting[-1:]
