"""Asks how new people look and sound, and how new places look."""

from __future__ import annotations

from collections.abc import Sequence

from blocks.writing.asking import LanguageModel, Question, UnusableAnswerError, ask
from blocks.writing.prompts import enclosed, prompt
from blocks.writing.schemas import PeopleAndPlaces, PersonAnswer, PlaceAnswer, schema_of
from storyreel.film.cast import Look, Voice
from storyreel.film.introductions import (
    Introduction,
    IntroductionBrief,
    Newcomer,
    NewPlace,
    PersonNotes,
    PlaceNotes,
)
from storyreel.film.places import Place
from storyreel.planning.prompts import look_words

_LOOK_FIELDS = frozenset(Look.model_fields)
_TOKENS_EACH = 500


def introduction(model: LanguageModel, brief: IntroductionBrief) -> Introduction:
    """One note for each person and place of the brief, in order.

    Names, seeds, interior or exterior, and languages stay as in the brief.

    Raises:
        ProviderError: no answer described exactly those people and places.
        RefusedError: the model refuses to answer.
    """
    names = [one.name for one in (*brief.people, *brief.places)]
    question = Question(
        subject=", ".join(names[:4]) + (" and others" if len(names) > 4 else ""),
        system=prompt("introduce").text,
        prompt=_prompt(brief),
        schema=schema_of(PeopleAndPlaces),
        answer_tokens=2000 + _TOKENS_EACH * len(names),
    )
    return ask(model, question, PeopleAndPlaces, lambda answer: _introduction(brief, answer))


def _prompt(brief: IntroductionBrief) -> str:
    facts = [
        f"Film: {brief.title}",
        *(line for one in brief.people for line in _person(one)),
        *(line for one in brief.places for line in _place(one)),
    ]
    taken = "\n".join(f"- {look}" for look in brief.known_people) or "- none"
    asked = f"Introduce these {len(brief.people)} people and {len(brief.places)} places."
    return f"{enclosed('screenplay', chr(10).join(facts))}\n\nLooks that are taken:\n{taken}\n\n{asked}"


def _person(one: Newcomer) -> list[str]:
    return [
        f'Person "{one.name}". So far: {_look_and_voice(one)}',
        *(f"  said: {excerpt}" for excerpt in one.excerpts),
    ]


def _look_and_voice(one: Newcomer) -> str:
    so_far = one.look.model_dump_json()
    voice = one.voice.model_dump_json(include={"pitch", "words_per_minute"})
    return f"{look_words(one.look)}; {so_far}; {voice}"


def _place(one: NewPlace) -> list[str]:
    place = one.place
    so_far = (
        f"{place.kind.value}, {'interior' if place.interior else 'exterior'}; features"
        f" {', '.join(place.features) or 'none'}; palette {', '.join(place.palette)}"
    )
    return [
        f'Place "{one.name}" ({"; ".join(one.headings)}). So far: {so_far}',
        *(f"  said: {excerpt}" for excerpt in one.excerpts),
    ]


def _introduction(brief: IntroductionBrief, answer: PeopleAndPlaces) -> Introduction:
    _require_names(brief, answer)
    people = {one.name: one for one in answer.people}
    places = {one.name: one for one in answer.places}
    return Introduction(
        people=tuple(_person_notes(one, people[one.name]) for one in brief.people),
        places=tuple(_place_notes(one, places[one.name]) for one in brief.places),
    )


def _require_names(brief: IntroductionBrief, answer: PeopleAndPlaces) -> None:
    wrong = [
        *_wrong_names("people", [one.name for one in brief.people], [one.name for one in answer.people]),
        *_wrong_names("places", [one.name for one in brief.places], [one.name for one in answer.places]),
    ]
    if wrong:
        raise UnusableAnswerError(" ".join(wrong))


def _wrong_names(what: str, asked: Sequence[str], given: Sequence[str]) -> list[str]:
    if sorted(asked) == sorted(given):
        return []
    missing = [name for name in asked if name not in given]
    invented = [name for name in given if name not in asked]
    parts = (
        f"missing are {missing}" if missing else "",
        f"not asked for are {invented}" if invented else "",
        "each stands there once",
    )
    return [f"Of the {what}, {'; '.join(part for part in parts if part)}."]


def _person_notes(asked: Newcomer, answer: PersonAnswer) -> PersonNotes:
    look = Look.model_validate(answer.model_dump(include=set(_LOOK_FIELDS)))
    voice = _voice(asked.voice, answer)
    return PersonNotes(name=asked.name, description=answer.description, look=look, voice=voice)


def _voice(before: Voice, answer: PersonAnswer) -> Voice:
    return Voice(
        presentation=answer.presentation,
        age=answer.age,
        pitch=answer.pitch,
        words_per_minute=answer.words_per_minute,
        timbre=before.timbre,
        language=before.language,
    )


def _place_notes(asked: NewPlace, answer: PlaceAnswer) -> PlaceNotes:
    return PlaceNotes(name=asked.name, description=answer.description, place=_furnished(asked.place, answer))


def _furnished(place: Place, answer: PlaceAnswer) -> Place:
    return place.model_copy(
        update={
            "kind": answer.kind,
            "features": tuple(dict.fromkeys(answer.features)),
            "palette": tuple(answer.palette),
        }
    )
