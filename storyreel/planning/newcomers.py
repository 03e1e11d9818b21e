"""Which people and places a language model is asked to introduce, and how its answers join the survey.

Whom and what the film knew before is never asked about again, so one changed line pays for nobody twice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

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
from storyreel.planning.elements import elements_of
from storyreel.planning.prompts import look_words
from storyreel.screenplays.spelling import plain_form, spelt

MOST_AT_ONCE = 8
"""People, or places, in one question: an answer stays short enough to be whole."""
_MOST_EXCERPTS, _MOST_LINES, _LONGEST_EXCERPT = 5, 2, 400
_TOLD = (ElementKind.ACTION, ElementKind.NARRATION)


def introduction_briefs(
    screenplay: Screenplay, survey: Survey, known: Storyboard | None
) -> tuple[IntroductionBrief, ...]:
    """What to ask about the survey's people and places that `known` does not have, a few at a time, in order of appearance.

    A person whom the script now describes otherwise is asked about again; the narrator, whom nobody sees,
    never.
    """
    kept = {(member.id, member.description) for member in known.cast} if known else set[tuple[str, str]]()
    places = {environment.id for environment in known.environments} if known else set[str]()
    people = [
        _newcomer(screenplay, survey, member)
        for member in survey.cast
        if member.id != NARRATOR_ID and (member.id, member.description) not in kept
    ]
    sites = [
        _new_place(screenplay, survey, environment)
        for environment in survey.environments
        if environment.id not in places
    ]
    taken = tuple(
        look_words(member.look)
        for member in survey.cast
        if member.id != NARRATOR_ID and (member.id, member.description) in kept
    )
    return tuple(
        IntroductionBrief(
            title=screenplay.title.title,
            people=tuple(people[first : first + MOST_AT_ONCE]),
            places=tuple(sites[first : first + MOST_AT_ONCE]),
            known_people=taken,
        )
        for first in range(0, max(len(people), len(sites)), MOST_AT_ONCE)
    )


def asked_about(survey: Survey, briefs: Sequence[IntroductionBrief]) -> dict[str, int]:
    """By id of a person or place, the index of the brief that asks about it."""
    people = {newcomer.name: index for index, brief in enumerate(briefs) for newcomer in brief.people}
    places = {place.name: index for index, brief in enumerate(briefs) for place in brief.places}
    found = {member.id: people.get(member.name) for member in survey.cast}
    found |= {
        environment.id: places.get(_asked_name(environment, survey)) for environment in survey.environments
    }
    return {subject: index for subject, index in found.items() if index is not None}


def introduced(survey: Survey, answers: Sequence[Introduction]) -> Survey:
    """The survey with looks, voices and places as introduced.

    Ids stay; a name that was not asked about is left out.

    A person's description stays the script's own, by which the next survey knows them again; a place's is the
    one introduced.
    """
    people = {notes.name: notes for answer in answers for notes in answer.people}
    places = {notes.name: notes for answer in answers for notes in answer.places}
    return survey.model_copy(
        update={
            "cast": tuple(_dressed(member, people.get(member.name)) for member in survey.cast),
            "environments": tuple(
                _furnished(environment, places.get(_asked_name(environment, survey)))
                for environment in survey.environments
            ),
        }
    )


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


def _newcomer(screenplay: Screenplay, survey: Survey, member: CastMember) -> Newcomer:
    names = survey.names_of(member.id) or (member.name,)
    return Newcomer(
        name=member.name, excerpts=_words_on(screenplay, names), look=member.look, voice=member.voice
    )


def _words_on(screenplay: Screenplay, names: Sequence[str]) -> tuple[str, ...]:
    """The first actions that name a person, and the first lines they speak."""
    named = re.compile(r"(?<!\w)(?:" + "|".join(map(spelt, names)) + r")(?!\w)", re.IGNORECASE)
    told: list[str] = []
    spoken: list[str] = []
    speaks = False
    for element in screenplay.elements:
        if element.kind is ElementKind.CHARACTER:
            speaks = plain_form(element.text) in names
        elif element.kind in _TOLD:
            speaks = False
            if len(told) < _MOST_EXCERPTS and named.search(element.text):
                told.append(_short(element.text))
        elif element.kind is ElementKind.DIALOGUE and speaks and len(spoken) < _MOST_LINES:
            spoken.append(f"speaks: {_short(element.text)}")
    return (*told, *spoken)


def _new_place(screenplay: Screenplay, survey: Survey, environment: Environment) -> NewPlace:
    visits = [scene for scene in survey.scenes if scene.environment_id == environment.id]
    told = [_short(e.text) for scene in visits for e in _own_elements(screenplay, scene) if e.kind in _TOLD]
    return NewPlace(
        name=_asked_name(environment, survey),
        headings=tuple(dict.fromkeys(scene.heading for scene in visits))[:_MOST_EXCERPTS],
        excerpts=tuple(told[:_MOST_EXCERPTS]),
        place=environment.place,
    )


def _own_elements(screenplay: Screenplay, scene: SurveyedScene) -> Sequence[Element]:
    return elements_of(
        screenplay.elements, scene.first_element, scene.end_element, scene.first_sentence, scene.end_sentence
    )


def _asked_name(environment: Environment, survey: Survey) -> str:
    """The place's name, with its side of the wall where the film has both."""
    name = environment.place.name
    alike = sum(other.place.name.upper() == name.upper() for other in survey.environments)
    return f"{name} ({'interior' if environment.place.interior else 'exterior'})" if alike > 1 else name


def _short(text: str) -> str:
    """At most so many characters, ended at a word."""
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST_EXCERPT else words[:_LONGEST_EXCERPT].rsplit(" ", 1)[0] + " ..."
