"""Which people and places a language model is asked to introduce, and how its answers join the survey.

The people and places that the film had before are never asked about again: one changed line of the script
pays for no introduction twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from storyreel.film.cast import NARRATOR_ID, CastMember
from storyreel.film.drafts import Survey, SurveyedScene
from storyreel.film.introductions import (
    Introduction,
    IntroductionBrief,
    Newcomer,
    NewPlace,
    PersonNotes,
    PlaceNotes,
)
from storyreel.film.places import Environment
from storyreel.film.screenplay import Element, ElementKind, Screenplay
from storyreel.film.storyboard import Storyboard
from storyreel.planning.elements import elements_of_scene
from storyreel.planning.prompts import look_words
from storyreel.screenplays.spelling import plain_form, spelt

MOST_AT_ONCE = 8
"""People, or places, in one question: an answer stays short enough to be whole."""
_MOST_EXCERPTS, _MOST_LINES, _LONGEST_EXCERPT = 5, 2, 400
_DESCRIBING = (ElementKind.ACTION, ElementKind.NARRATION)


def introduction_briefs(
    screenplay: Screenplay, survey: Survey, known: Storyboard | None
) -> tuple[IntroductionBrief, ...]:
    """The questions about the survey's new people and places, a few at a time, in order of appearance.

    A person whom the script now describes otherwise is asked about again. The narrator is never asked about.

    known: the storyboard so far.
    """
    asker = _Asker(screenplay, survey)
    new, old = _new_and_known(survey, known)
    people = [asker.newcomer(member) for member in new]
    places = [asker.new_place(environment) for environment in _new_environments(survey, known)]
    known_people = tuple(look_words(member.look) for member in old)
    return tuple(
        IntroductionBrief(
            title=screenplay.title.title,
            people=tuple(people[first : first + MOST_AT_ONCE]),
            places=tuple(places[first : first + MOST_AT_ONCE]),
            known_people=known_people,
        )
        for first in range(0, max(len(people), len(places)), MOST_AT_ONCE)
    )


def _new_and_known(survey: Survey, known: Storyboard | None) -> tuple[list[CastMember], list[CastMember]]:
    """The people who are asked about, and those who are not, both without the narrator."""
    kept = {(member.id, member.description) for member in (known.cast if known else ())}
    people = [member for member in survey.cast if member.id != NARRATOR_ID]
    new = [member for member in people if (member.id, member.description) not in kept]
    return new, [member for member in people if (member.id, member.description) in kept]


def _new_environments(survey: Survey, known: Storyboard | None) -> list[Environment]:
    kept = _places_in(known) if known else ()
    return [place for place in survey.environments if place.id not in kept]


def _places_in(storyboard: Storyboard) -> set[str]:
    return {environment.id for environment in storyboard.environments}


def asked_about(survey: Survey, briefs: Sequence[IntroductionBrief]) -> dict[str, int]:
    """By id of a person or place, the index of the brief that asks about it."""
    people = {person.name: index for index, brief in enumerate(briefs) for person in brief.people}
    places = {place.name: index for index, brief in enumerate(briefs) for place in brief.places}
    asked_people = {member.id: people.get(member.name) for member in survey.cast}
    asked_places = {one.id: places.get(_asked_name(one, survey)) for one in survey.environments}
    found = asked_people | asked_places
    return {subject: index for subject, index in found.items() if index is not None}


def introduced(survey: Survey, answers: Sequence[Introduction]) -> Survey:
    """The survey with looks, voices and places as introduced.

    Ids stay; a name that was not asked about is left out. A person's description stays the script's own, by
    which the next survey knows them again. A place's description is the one introduced.
    """
    people = {notes.name: notes for answer in answers for notes in answer.people}
    places = {notes.name: notes for answer in answers for notes in answer.places}
    cast = tuple(_dressed(member, people.get(member.name)) for member in survey.cast)
    environments = tuple(
        _furnished(environment, places.get(_asked_name(environment, survey)))
        for environment in survey.environments
    )
    return survey.model_copy(update={"cast": cast, "environments": environments})


def _dressed(member: CastMember, notes: PersonNotes | None) -> CastMember:
    return member if notes is None else member.model_copy(update={"look": notes.look, "voice": notes.voice})


def _furnished(environment: Environment, notes: PlaceNotes | None) -> Environment:
    """The place as introduced; its name, its seed and which side of a wall it is on stay."""
    if notes is None:
        return environment
    own = environment.place
    place = notes.place.model_copy(update={"name": own.name, "seed": own.seed, "interior": own.interior})
    script = environment.script or environment.description
    return environment.model_copy(
        update={
            "place": place,
            "description": notes.description,
            "script": script if script != notes.description else "",
        }
    )


@dataclass(frozen=True)
class _Asker:
    """Describes the newcomers of a screenplay to a model."""

    screenplay: Screenplay
    survey: Survey

    def newcomer(self, member: CastMember) -> Newcomer:
        names = self.survey.names_of(member.id) or (member.name,)
        excerpts = self._excerpts(names)
        return Newcomer(name=member.name, excerpts=excerpts.all(), look=member.look, voice=member.voice)

    def _excerpts(self, names: Sequence[str]) -> _Excerpts:
        """What the screenplay says of the bearer of the names."""
        excerpts = _Excerpts(names)
        for element in self.screenplay.elements:
            excerpts.read(element)
        return excerpts

    def new_place(self, environment: Environment) -> NewPlace:
        visits = [scene for scene in self.survey.scenes if scene.environment_id == environment.id]
        excerpts = [excerpt for scene in visits for excerpt in self._excerpts_of(scene)]
        return NewPlace(
            name=_asked_name(environment, self.survey),
            headings=tuple(dict.fromkeys(scene.heading for scene in visits))[:_MOST_EXCERPTS],
            excerpts=tuple(excerpts[:_MOST_EXCERPTS]),
            place=environment.place,
        )

    def _excerpts_of(self, scene: SurveyedScene) -> Iterator[str]:
        for element in elements_of_scene(self.screenplay.elements, scene):
            if element.kind in _DESCRIBING:
                yield _short(element.text)


class _Excerpts:
    """The first actions that name a person, and the first lines they speak."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(spelt, names))})(?!\w)", re.IGNORECASE)
        self._actions: list[str] = []
        self._lines: list[str] = []
        self._speaks = False

    def read(self, element: Element) -> None:
        """Keep the next element, if it is one of the first."""
        if element.kind is ElementKind.CHARACTER:
            self._speaks = plain_form(element.text) in self._names
        elif element.kind in _DESCRIBING:
            self._speaks = False
            if len(self._actions) < _MOST_EXCERPTS and self._pattern.search(element.text):
                self._actions.append(_short(element.text))
        elif element.kind is ElementKind.DIALOGUE and self._speaks and len(self._lines) < _MOST_LINES:
            self._lines.append(f"speaks: {_short(element.text)}")

    def all(self) -> tuple[str, ...]:
        """The actions, then the lines."""
        return (*self._actions, *self._lines)


def _asked_name(environment: Environment, survey: Survey) -> str:
    """The place's name, with its side of the wall if the film has both."""
    name = environment.place.name
    return f"{name} ({_side_of(environment)})" if _is_shared(name, survey) else name


def _side_of(environment: Environment) -> str:
    return "interior" if environment.place.interior else "exterior"


def _is_shared(name: str, survey: Survey) -> bool:
    """Whether several places of the film have the name, in any case."""
    return sum(other.place.name.upper() == name.upper() for other in survey.environments) > 1


def _short(text: str) -> str:
    """At most `_LONGEST_EXCERPT` characters, ended at a word."""
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST_EXCERPT else _cut_at_word(words)


def _cut_at_word(words: str) -> str:
    return words[:_LONGEST_EXCERPT].rsplit(" ", 1)[0] + " ..."
