"""Whom the sentences of an action mean: by name, by pronoun, or as 'everyone'."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from storyreel.film.cast import Presentation
from storyreel.film.drafts import Role
from storyreel.planning.name_patterns import name_pattern
from storyreel.planning.subjects import words_about
from storyreel.planning.words.gestures import EVERYONE, OTHERS
from storyreel.screenplays.spelling import plain_form

_EVERYONE = re.compile(EVERYONE, re.IGNORECASE)
_OTHERS = re.compile(OTHERS, re.IGNORECASE)
_PRONOUN = re.compile(r"\b(she|her|he|his|him|they|their|them|both)\b", re.IGNORECASE)
_OBJECT = re.compile(
    r"\b(her|him)"
    r"(?= (?:the|a|an|to|in|and|up|with|like|from|on|by|into|back|for|at|across|away|home)\b|[.,;!?]|$)",
    re.IGNORECASE,
)
_TOGETHER = re.compile(r"\b(?:they|together|both|each other|one another|of them)\b", re.IGNORECASE)
_BEGINS = re.compile(r"^\W*(?:then |now |slowly |suddenly )?(she|he|they|both)\b", re.IGNORECASE)
_PLURAL = ("they", "their", "them", "both")


def _kinds_of_object(pronoun: str) -> tuple[Presentation, Presentation]:
    """Whom 'her' or 'him' can mean."""
    wanted = Presentation.FEMININE if pronoun == "her" else Presentation.MASCULINE
    return wanted, Presentation.NEUTRAL


class SceneSubjects:
    """Finds whom a sentence means, and remembers who was named last."""

    def __init__(
        self,
        roles: Sequence[Role],
        heard_only: Collection[str],
        present: Mapping[str, object],
        is_story: bool,
    ) -> None:
        """heard_only: cast ids of people who are found only if they are written as names.

        present: by cast id, those who are there; it changes while the scene is read.
        is_story: whether 'she' may stand before any name of the scene.
        """
        self._roles = roles
        self._present = present
        self._is_story = is_story
        self._names = sorted(_names_of(roles), key=lambda pair: -len(pair[0]))
        seen = [name for name, cast_id in self._names if cast_id not in heard_only]
        heard = [name for name, cast_id in self._names if cast_id in heard_only]
        by_case = ((seen, True), (heard, False))
        self._patterns = [name_pattern(names, any_case) for names, any_case in by_case if names]
        self._last_named: list[str] = []

    def note_speaker(self, cast_id: str) -> None:
        """Let the next pronoun mean a person who speaks."""
        self._last_named = [cast_id, *(other for other in self._last_named if other != cast_id)]

    def parts(self, sentence: str) -> list[tuple[str, str]]:
        """Each person a sentence speaks of, with the words from their name to the next.

        A pronoun stands for the person named last.
        """
        names = list(self._names_in(sentence))
        named = words_about(sentence, names)
        if named:
            first = min(start for start, _, _ in names)
            named = [*self._meant_before(sentence, first, named[0][0]), *named]
            self._last_named = list(dict.fromkeys(cast_id for cast_id, _ in named))
            return named
        if _EVERYONE.search(sentence) or _OTHERS.search(sentence):
            return [(cast_id, sentence) for cast_id in self._several(sentence)]
        return self._meant_anywhere(sentence)

    def with_them(self, sentence: str, involved: Sequence[str]) -> list[str]:
        """The other person in a story's sentence: 'the robot gave her the can', 'together they watered'."""
        if len(involved) != 1:
            return []
        whom = _OBJECT.search(sentence)
        if not whom and not _TOGETHER.search(sentence):
            return []
        others = [cast_id for cast_id in self._present if cast_id not in involved]
        return (self._fitting_object(others, whom.group(1).lower()) if whom else others)[-1:]

    def _fitting_object(self, people: Iterable[str], pronoun: str) -> list[str]:
        fitting = _kinds_of_object(pronoun)
        return [cast_id for cast_id in people if self._presentations.get(cast_id) in fitting]

    def _names_in(self, sentence: str) -> Iterator[tuple[int, int, str]]:
        for pattern in self._patterns:
            for match in pattern.finditer(sentence):
                yield *match.span(), self._id_of(match.group(0))

    def _id_of(self, name: str) -> str:
        return next(cast_id for known, cast_id in self._names if plain_form(known) == plain_form(name))

    def _meant_before(self, sentence: str, first: int, named: str) -> list[tuple[str, str]]:
        """Whom a pronoun at the beginning means, beside the one named: 'He points at Tom' is of both."""
        begins = _BEGINS.search(sentence)
        if not begins:
            return []
        meant = self._meant_by(begins.group(1).lower())
        return [(cast_id, sentence[begins.end() : first]) for cast_id in meant if cast_id != named]

    def _several(self, sentence: str) -> list[str]:
        """All who are there, or all but the one named last: 'the others'."""
        if _EVERYONE.search(sentence):
            return list(self._present)
        return self._others()

    def _others(self) -> list[str]:
        return [cast_id for cast_id in self._present if cast_id not in self._last_named[:1]]

    def _meant_anywhere(self, sentence: str) -> list[tuple[str, str]]:
        pronoun = _PRONOUN.search(sentence)
        if not pronoun:
            return []
        return [(cast_id, sentence[pronoun.end() :]) for cast_id in self._meant_by(pronoun.group(1).lower())]

    def _meant_by(self, pronoun: str) -> list[str]:
        if pronoun in _PLURAL:
            return self._last_named if len(self._last_named) > 1 else self._first_two()
        wanted = Presentation.FEMININE if pronoun in ("she", "her") else Presentation.MASCULINE
        nearest = self._nearest()
        fitting = [one for one in nearest if self._presentations.get(one) is wanted]
        fitting = fitting or [one for one in nearest if self._presentations.get(one) is Presentation.NEUTRAL]
        return fitting[:1]

    def _first_two(self) -> list[str]:
        return list(dict.fromkeys([*self._present, *self._elsewhere()]))[:2]

    def _elsewhere(self) -> list[str]:
        """The people of the scene whom a story can mean although they are not there yet."""
        return [role.cast_id for role in self._roles] if self._is_story else []

    def _nearest(self) -> list[str]:
        """All whom a pronoun can mean, those named last first."""
        latest_first = reversed(list(self._present))
        return list(dict.fromkeys([*self._last_named, *latest_first, *self._elsewhere()]))

    @property
    def _presentations(self) -> dict[str, Presentation]:
        return {role.cast_id: role.presentation for role in self._roles}


def _names_of(roles: Iterable[Role]) -> Iterator[tuple[str, str]]:
    for role in roles:
        for name in role.names:
            yield name, role.cast_id
