"""Looks over the whole screenplay: who is in it, where it plays, and where each scene begins.

It plans no shot.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from storyreel.film.cast import NARRATOR_ID, Age, CastMember, Look, Voice
from storyreel.film.drafts import Survey, SurveyedScene
from storyreel.film.errors import ScreenplayError
from storyreel.film.keys import seed_of
from storyreel.film.places import Environment, Place, TimeOfDay, Weather
from storyreel.film.screenplay import Element, ElementKind, Screenplay
from storyreel.film.storyboard import LineSpan, Storyboard, TransitionKind
from storyreel.planning.cast import find_people
from storyreel.planning.elements import elements_of
from storyreel.planning.looks import look_for, voice_for
from storyreel.planning.names import name_pattern, ways_to_refer, words_borne
from storyreel.planning.people import Person, looks_described, presentation_of
from storyreel.planning.places import features_in, is_interior, kind_of, palette_for
from storyreel.planning.slugs import slug
from storyreel.planning.sounds import cues_in
from storyreel.planning.stretches import Stretch, stretches_of
from storyreel.planning.transitions import transition_in
from storyreel.planning.weather import speaks_of_weather, weather_from, weather_in
from storyreel.planning.words.anchors import PASSING
from storyreel.screenplays.lexicon import lexicon
from storyreel.screenplays.sentences import sentences
from storyreel.screenplays.spelling import plain_form
from storyreel.screenplays.vocabulary import LANGUAGES, vocabulary

_TOLD = (ElementKind.ACTION, ElementKind.NARRATION)
_PASSING = re.compile(PASSING, re.IGNORECASE)
_PEOPLE = re.compile(
    r"\b(?:he|she|they|him|her|his|hers|their|them|we|i|you|it (?:dies|surprises))\b", re.IGNORECASE
)


def survey(screenplay: Screenplay, known: Storyboard | None = None) -> Survey:
    """Cast, places and scenes of a screenplay.

    known: the storyboard so far. Its people keep their looks and voices while the script describes them the
    same. Its places keep what is said of them, with new hours and weathers added: every picture of a place is
    asked for in those words, so one changed line of action must not change them. Newcomers get what is free.

    Raises:
        ScreenplayError: nothing in it can be filmed.
    """
    stretches = stretches_of(screenplay)
    if not stretches:
        raise ScreenplayError(
            f"The screenplay {screenplay.title.title!r} has no scene with action or speech. Write a paragraph"
            " below a heading.",
            line=1,
        )
    cast, aliases, heard_only = _cast(screenplay, stretches, known.cast if known else ())
    sites = _sites(screenplay.elements, stretches, screenplay.language)
    everyone = name_pattern([name for _, names in aliases for name in names] or ["NOBODY"], any_case=True)
    environments, ids = _environments(
        screenplay.elements, sites, known.environments if known else (), everyone
    )
    scenes = tuple(
        _scene(screenplay.elements, site, ids[site.key], first=index == 0, seen=sites[:index])
        for index, site in enumerate(sites)
    )
    return Survey(
        cast=cast,
        environments=environments,
        scenes=scenes,
        aliases=aliases,
        ending=_ending(screenplay.elements),
        heard_only=heard_only,
    )


@dataclass(frozen=True)
class _Site:
    """A scene with its place, hour and weather worked out."""

    stretch: Stretch
    place: str
    interior: bool
    time: TimeOfDay
    weather: Weather
    language: str

    @property
    def key(self) -> tuple[str, bool]:
        return (self.place.upper(), self.interior)


def _sites(elements: Sequence[Element], stretches: Sequence[Stretch], language: str) -> list[_Site]:
    sites: list[_Site] = []
    weather_at: dict[str, Weather] = {}
    names: dict[frozenset[str], str] = {}
    time = TimeOfDay.DAY
    words = lexicon(language)
    for stretch in stretches:
        setting = stretch.setting
        told = " ".join(e.text for e in _own(elements, stretch) if e.kind in _TOLD)
        time = setting.time or (words.time_in(_opening_words(told)) if stretch.told else None) or time
        before = sites[-1] if sites else None
        if not setting.place and before is not None:
            place, interior = before.place, before.interior
        else:
            place = names.setdefault(_parts_of(setting.place), setting.place or "SOMEWHERE")
            interior = is_interior(place, setting.interior, language)
        root = place.split(" - ")[0].upper()
        begins_in = weather_from(
            weather_at.get(root),
            before.weather if before else None,
            follows=before is not None and before.time is time,
        )
        weather = weather_in(f"{stretch.heading}. {told}", begins_in)
        weather_at[root] = weather
        sites.append(_Site(stretch, place, interior, time, weather, language))
    return sites


def _parts_of(place: str) -> frozenset[str]:
    """The parts of a place's name without regard to their order: 'KITCHEN - HOUSE' is 'HOUSE - KITCHEN'."""
    return frozenset(plain_form(part) for part in place.split(" - "))


def _own(elements: Sequence[Element], stretch: Stretch) -> list[Element]:
    return elements_of(elements, stretch.first, stretch.end, stretch.first_sentence, stretch.end_sentence)


def _opening_words(told: str) -> str:
    return told[:400]


def _environments(
    elements: Sequence[Element],
    sites: Sequence[_Site],
    known: Sequence[Environment],
    everyone: re.Pattern[str],
) -> tuple[tuple[Environment, ...], dict[tuple[str, bool], str]]:
    by_key: dict[tuple[str, bool], list[_Site]] = {}
    for site in sites:
        by_key.setdefault(site.key, []).append(site)
    kept = {
        (environment.place.name.upper(), environment.place.interior): environment for environment in known
    }
    taken_ids = {environment.id for key, environment in kept.items() if key in by_key}
    environments: list[Environment] = []
    ids: dict[tuple[str, bool], str] = {}
    for key, visits in by_key.items():
        texts = [e.text for site in visits for e in _own(elements, site.stretch) if e.kind in _TOLD]
        old = kept.get(key)
        if old:
            ids[key], place = old.id, old.place
        else:
            ids[key] = _free_id(_environment_id(visits[0], by_key), taken_ids)
            palettes = [e.place.palette for e in (*environments, *known)]
            place = _place(visits[0], ids[key], texts, palettes)
        taken_ids.add(ids[key])
        script = _place_words(texts, everyone)
        description = old.description if old else script
        environments.append(
            Environment(
                id=ids[key],
                place=place,
                times=tuple(dict.fromkeys([*(old.times if old else ()), *(site.time for site in visits)])),
                weathers=tuple(
                    dict.fromkeys([*(old.weathers if old else ()), *(site.weather for site in visits)])
                ),
                description=description,
                script=script if script != description else "",
            )
        )
    return tuple(environments), ids


def _place_words(texts: Sequence[str], everyone: re.Pattern[str]) -> str:
    """What the action says of the place itself and what lasts there: no people, no hour, no weather, nothing that happens or is heard."""
    said = [
        sentence
        for text in texts
        for sentence in sentences(text)
        if not everyone.search(sentence) and not _PEOPLE.search(sentence)
    ]
    return " ".join(sentence for sentence in dict.fromkeys(said) if _lasts(sentence))[:600]


def _lasts(sentence: str) -> bool:
    return (
        bool(features_in((sentence,)))
        and not _PASSING.search(sentence)
        and not speaks_of_weather(sentence)
        and not cues_in(sentence)
    )


def _environment_id(site: _Site, by_key: dict[tuple[str, bool], list[_Site]]) -> str:
    bare = slug(site.place, "place")
    return f"{bare}-interior" if site.interior and (site.place.upper(), False) in by_key else bare


def _free_id(wanted: str, taken: set[str]) -> str:
    """The id, or with a number where another has it."""
    number = 1
    candidate = wanted
    while candidate in taken:
        number += 1
        candidate = f"{wanted}-{number}"
    return candidate


def _place(
    site: _Site, environment_id: str, texts: Sequence[str], palettes: Sequence[tuple[str, ...]]
) -> Place:
    kind = kind_of(site.place, site.interior, " ".join(texts), site.language)
    return Place(
        kind=kind,
        interior=site.interior,
        name=site.place,
        features=features_in((site.place, *texts)),
        palette=palette_for(kind, palettes),
        seed=seed_of(environment_id),
    )


def _scene(
    elements: Sequence[Element], site: _Site, environment_id: str, first: bool, seen: Sequence[_Site]
) -> SurveyedScene:
    stretch = site.stretch
    before = next(
        (
            e
            for e in reversed(elements[max(0, stretch.first - 2) : stretch.first])
            if e.kind is ElementKind.TRANSITION
        ),
        None,
    )
    opening = transition_in(before.text) if before else TransitionKind.CUT
    if first and opening is TransitionKind.CUT:
        opening = TransitionKind.FADE_FROM_BLACK
    return SurveyedScene(
        heading=stretch.heading,
        environment_id=environment_id,
        time=site.time,
        weather=site.weather,
        source=LineSpan(
            first=elements[stretch.first].source.first,
            last=max(e.source.last for e in elements[stretch.first : stretch.end]),
        ),
        first_element=stretch.first,
        end_element=stretch.end,
        first_sentence=stretch.first_sentence,
        end_sentence=stretch.end_sentence,
        first_visit=all(site.key != other.key for other in seen),
        opening=opening,
    )


def _ending(elements: Sequence[Element]) -> TransitionKind:
    last = next(
        (e for e in reversed(elements) if e.kind not in (ElementKind.CENTERED, ElementKind.TITLE)), None
    )
    if last and last.kind is ElementKind.TRANSITION and re.search(r"CUT TO BLACK|SMASH", last.text.upper()):
        return TransitionKind.CUT
    return TransitionKind.FADE_TO_BLACK


def _cast(
    screenplay: Screenplay, stretches: Sequence[Stretch], known: Sequence[CastMember]
) -> tuple[tuple[CastMember, ...], tuple[tuple[str, tuple[str, ...]], ...], tuple[str, ...]]:
    """The cast, the names of each, and the ids of those who are only heard."""
    filmed = screenplay.elements[: stretches[-1].end]
    kept = {member.name: member for member in known}
    people = find_people(
        filmed, kept, screenplay.language, screenplay.looks, _naming_words(screenplay.language)
    )
    borne = words_borne((person.name, *person.names) for person in people)
    cast: list[CastMember] = []
    aliases: list[tuple[str, tuple[str, ...]]] = []
    heard_only: list[str] = []
    held = [kept[person.name] for person in people if person.name in kept]
    taken_ids = {member.id for member in held}
    for person in people:
        description = " ".join(person.description.split())[:300]
        old = kept.get(person.name)
        if old and (old.description == description or person.name == "NARRATOR"):
            member = old
        else:
            others = [*held, *(member for member in cast if member not in held)]
            others = [member for member in others if member.name != person.name and member.id != NARRATOR_ID]
            cast_id = (
                old.id
                if old
                else (
                    NARRATOR_ID
                    if person.name == "NARRATOR"
                    else _free_id(slug(person.name, "person"), taken_ids)
                )
            )
            look = look_for(person.name, looks_described(person), presentation_of(person), others)
            voice = _narrator_voice(look) if cast_id == NARRATOR_ID else voice_for(person.name, look, others)
            if old:
                look, voice = _as_told_anew(old, person, look, voice, others)
            member = CastMember(id=cast_id, name=person.name, description=description, look=look, voice=voice)
        taken_ids.add(member.id)
        cast.append(member)
        heard_only += [member.id] if person.heard_only else []
        aliases.append((member.id, ways_to_refer(person.name, person.names, borne)))
    if any(e.kind is ElementKind.NARRATION for e in filmed) and all(
        member.id != NARRATOR_ID for member in cast
    ):
        narrator = next((member for member in known if member.id == NARRATOR_ID), None)
        cast.append(narrator or CastMember(id=NARRATOR_ID, name="NARRATOR", voice=_narrator_voice(Look())))
    return tuple(cast), tuple(aliases), tuple(heard_only)


def _naming_words(language: str) -> tuple[str, ...]:
    """What stands before a name that is given in a story of a language: 'named', 'namens'."""
    code = language.split("-")[0].lower()
    return tuple(
        dict.fromkeys(
            [*(vocabulary(code).prose.named if code in LANGUAGES else ()), *vocabulary("en").prose.named]
        )
    )


def _as_told_anew(
    old: CastMember, person: Person, look: Look, voice: Voice, others: Sequence[CastMember]
) -> tuple[Look, Voice]:
    """Somebody the film knows whose introduction reads otherwise now: only what the words themselves change is changed.

    Looks as the old words give them and as the new words give them are drawn by the same chance; where the
    two differ, the words do.
    """
    before = look_for(
        person.name,
        looks_described(replace(person, description=old.description)),
        presentation_of(person),
        others,
    )
    told = {
        name: getattr(look, name)
        for name in Look.model_fields
        if getattr(look, name) != getattr(before, name)
    }
    kept = (old.look.age, old.look.presentation) == (
        (new := old.look.model_copy(update=told)).age,
        new.presentation,
    )
    return new, old.voice if kept else voice


def _narrator_voice(look: Look) -> Voice:
    """Deeper and slower than anybody in the film, with a timbre of their own."""
    return Voice(presentation=look.presentation, age=Age.ADULT, pitch=0.36, words_per_minute=142, timbre=50)
