"""Which capitalised words of a story are the names of people."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from functools import cached_property

from storyreel.planning.mentions import HOW_OLD, IS_A, PLACE_HEADS, Span, capitals_in
from storyreel.planning.words.story_people import NO_FIRST_NAMES
from storyreel.planning.words.titles import TITLES
from storyreel.screenplays.first_names import FEMININE_NAMES, MASCULINE_NAMES
from storyreel.screenplays.people_words import GESTURES, THINGS
from storyreel.screenplays.sentences import sentences

_FIRST_NAMES = FEMININE_NAMES | MASCULINE_NAMES
_SMALL_WORD = re.compile(r"(?<![\w’'-])[a-zà-öø-ÿа-яёіїєґ][\w-]+")
# The largest share of names among the words of a story. In German, which writes its nouns in capitals, one
# word in four or five has a capital.
_MOST_NAMES = 0.12


def proper_names(story: str, cued: Collection[str]) -> frozenset[str]:
    """The capitalised words of a story that are the names of people.

    They are the names that speak, known first names that act, and other words that have a capital inside a
    sentence and act.

    cued: the names that speak, in upper case.
    """
    capitals = _Capitals(story)
    return frozenset(
        name
        for name in capitals.names
        if not _is_no_name(name) and (name.upper() in cued or capitals.is_person(name))
    )


def _is_no_name(name: str) -> bool:
    """Whether a name begins with a word that begins sentences, is a place, or is a bare title."""
    first, last = _first_word(name), name.split()[-1].lower()
    if first in NO_FIRST_NAMES or first in PLACE_HEADS or last in PLACE_HEADS:
        return True
    return first in TITLES - _FIRST_NAMES and " " not in name


def _first_word(name: str) -> str:
    return name.split()[0].lower()


class _Capitals:
    """Counts how a story uses each capitalised name."""

    def __init__(self, story: str) -> None:
        self._words_in_all = len(story.split())
        self._small = set(_SMALL_WORD.findall(story))
        self.names: Counter[str] = Counter()
        """How often each name is written."""
        self._inside: Counter[str] = Counter()
        self._places: Counter[str] = Counter()
        self._acting: Counter[str] = Counter()
        self._shown: set[str] = set()
        for sentence in sentences(story):
            self._count(sentence)

    def is_person(self, name: str) -> bool:
        """Whether the story uses the name as a person's."""
        return self._is_shown(name) or self._is_known(name) or self._is_repeated(name)

    def _count(self, sentence: str) -> None:
        described = _described_in(sentence)
        for name, span in capitals_in(sentence):
            self._count_name(name, span)
            if name in described or span.followed_by(GESTURES, comma=False):
                self._shown.add(name)

    def _count_name(self, name: str, span: Span) -> None:
        self.names[name] += 1
        self._places[name] += span.is_place
        self._inside[name] += not _begins_sentence(span)
        self._acting[name] += span.acts

    def _is_also_small(self, name: str) -> bool:
        return _first_word(name) in self._small

    def _is_shown(self, name: str) -> bool:
        """Whether the story describes the one so named, or they make a gesture."""
        return name in self._shown and not _may_be_thing(name) and not self._is_also_small(name)

    def _is_known(self, name: str) -> bool:
        """Whether it is a first name that acts, and no small word at the beginning of a sentence."""
        if _first_word(name) not in _FIRST_NAMES or not self._acting[name]:
            return False
        return self._is_always_capitalised(name)

    def _is_always_capitalised(self, name: str) -> bool:
        """Whether it has its capital inside a sentence, or no small word is the same."""
        return bool(self._inside[name]) or not self._is_also_small(name)

    def _is_repeated(self, name: str) -> bool:
        """Whether an unknown name acts more than once, and is rarely a place."""
        if not self._capitals_are_names or self._is_also_small(name):
            return False
        acts_inside = self._inside[name] and self._acting[name]
        return bool(acts_inside) and self.names[name] > 1 and self._places[name] * 2 <= self.names[name]

    @cached_property
    def _capitals_are_names(self) -> bool:
        """Whether capitals are rare. In a language with capitals for nouns, a capital means nothing."""
        return sum(self._inside.values()) < 2 + _MOST_NAMES * self._words_in_all


def _begins_sentence(span: Span) -> bool:
    return span.start < 9 and not span.sentence[: span.start].strip("\"'“”‘’«»—– ")


def _may_be_thing(name: str) -> bool:
    return _first_word(name) in THINGS or " " in name


def _described_in(sentence: str) -> set[str]:
    """The names of which a sentence says what they are or how old."""
    matches = (IS_A.match(sentence), *HOW_OLD.finditer(sentence))
    return {match.group("who") for match in matches if match}
