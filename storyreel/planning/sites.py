"""Where and when the scenes of a film play, and the environments that they share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from storyreel.film.keys import seed_of
from storyreel.film.places import Environment, Place, TimeOfDay, Weather
from storyreel.film.screenplay import Element, ElementKind
from storyreel.planning.elements import elements_of
from storyreel.planning.places import features_in, is_interior, kind_of, palette_for
from storyreel.planning.slugs import free_slug, slug
from storyreel.planning.sounds import cues_in
from storyreel.planning.stretches import Stretch
from storyreel.planning.weather import speaks_of_weather, weather_from, weather_in
from storyreel.planning.words.anchors import PASSING
from storyreel.screenplays.lexicon import lexicon
from storyreel.screenplays.sentences import sentences
from storyreel.screenplays.spelling import plain_form

_DESCRIBING = (ElementKind.ACTION, ElementKind.NARRATION)
_PASSING = re.compile(PASSING, re.IGNORECASE)
_PEOPLE = re.compile(
    r"\b(?:he|she|they|him|her|his|hers|their|them|we|i|you|it (?:dies|surprises))\b", re.IGNORECASE
)
_OPENING = 400
"""Characters at the beginning of a scene that say its time of day."""
_LONGEST_DESCRIPTION = 600


@dataclass(frozen=True)
class Site:
    """A scene with its place, hour and weather."""

    stretch: Stretch
    place: str
    interior: bool
    time: TimeOfDay
    weather: Weather
    language: str

    @property
    def key(self) -> tuple[str, bool]:
        """Equal for all scenes of an environment."""
        return (self.place.upper(), self.interior)


def sites_of(elements: Sequence[Element], stretches: Iterable[Stretch], language: str) -> list[Site]:
    """The scenes, each with its place, hour and weather."""
    finder = _SiteFinder(elements, language)
    for stretch in stretches:
        finder.add(stretch)
    return finder.sites


class _SiteFinder:
    """Finds the sites of scenes in order: what a scene does not say is as in the scene before."""

    def __init__(self, elements: Sequence[Element], language: str) -> None:
        self.sites: list[Site] = []
        self._elements = elements
        self._language = language
        self._lexicon = lexicon(language)
        self._weather_at: dict[str, Weather] = {}
        self._names: dict[frozenset[str], str] = {}

    def add(self, stretch: Stretch) -> None:
        """Add the next scene."""
        narration = " ".join(_texts_of(self._elements, stretch))
        time = self._time(stretch, narration)
        place, interior = self._place(stretch)
        weather = self._weather(place, time, f"{stretch.heading}. {narration}")
        self.sites.append(Site(stretch, place, interior, time, weather, self._language))

    @property
    def _before(self) -> Site | None:
        return self.sites[-1] if self.sites else None

    def _time(self, stretch: Stretch, narration: str) -> TimeOfDay:
        return stretch.setting.time or self._told_time(stretch, narration) or self._time_before

    def _told_time(self, stretch: Stretch, narration: str) -> TimeOfDay | None:
        """The hour that the beginning of a story's scene says."""
        return self._lexicon.time_in(narration[:_OPENING]) if stretch.made_up else None

    @property
    def _time_before(self) -> TimeOfDay:
        return self._before.time if self._before else TimeOfDay.DAY

    def _place(self, stretch: Stretch) -> tuple[str, bool]:
        """The name of the place, and whether it is indoors."""
        setting = stretch.setting
        if not setting.place and self._before:
            return self._before.place, self._before.interior
        place = self._names.setdefault(_parts_of(setting.place), setting.place or "SOMEWHERE")
        return place, is_interior(place, setting.interior, self._language)

    def _weather(self, place: str, time: TimeOfDay, text: str) -> Weather:
        """The weather in the text, or else what is left of the weather before."""
        root = place.split(" - ")[0].upper()
        before = self._before
        follows = before is not None and before.time is time
        begins_in = weather_from(
            self._weather_at.get(root), before.weather if before else None, follows=follows
        )
        self._weather_at[root] = weather_in(text, begins_in)
        return self._weather_at[root]


def _parts_of(place: str) -> frozenset[str]:
    """The parts of a place's name without regard to their order: 'KITCHEN - HOUSE' is 'HOUSE - KITCHEN'."""
    return frozenset(plain_form(part) for part in place.split(" - "))


def _texts_of(elements: Sequence[Element], stretch: Stretch) -> list[str]:
    """The action and narration of a scene."""
    own = _elements_in(stretch, elements)
    return [element.text for element in own if element.kind in _DESCRIBING]


def _elements_in(stretch: Stretch, elements: Sequence[Element]) -> list[Element]:
    return elements_of(elements, stretch.first, stretch.end, stretch.first_sentence, stretch.end_sentence)


def environments_of(
    elements: Sequence[Element],
    sites: Sequence[Site],
    known: Sequence[Environment],
    everyone: re.Pattern[str],
) -> tuple[tuple[Environment, ...], dict[tuple[str, bool], str]]:
    """The environments in order of their first visit, and their ids by the key of a site.

    known: the environments so far.
    everyone: finds the names of all people, who are not part of a description.
    """
    by_key: dict[tuple[str, bool], list[Site]] = {}
    for site in sites:
        by_key.setdefault(site.key, []).append(site)
    register = _Environments(known, by_key)
    for key, visits in by_key.items():
        texts = [text for site in visits for text in _texts_of(elements, site.stretch)]
        register.add(key, visits, texts, everyone)
    return tuple(register.found.values()), {key: found.id for key, found in register.found.items()}


class _Environments:
    """Collects environments; those that are known keep their ids and descriptions."""

    def __init__(self, known: Sequence[Environment], by_key: dict[tuple[str, bool], list[Site]]) -> None:
        self.found: dict[tuple[str, bool], Environment] = {}
        self._by_key = by_key
        self._known = {_key_of(environment.place): environment for environment in known}
        self._known_palettes = [environment.place.palette for environment in known]
        self._taken_ids = {old.id for key, old in self._known.items() if key in by_key}

    def add(
        self, key: tuple[str, bool], visits: Sequence[Site], texts: Sequence[str], everyone: re.Pattern[str]
    ) -> None:
        """Add the environment of these visits, which has these texts."""
        script = _place_words(texts, everyone)
        old = self._known.get(key)
        environment = _visited_again(old, visits, script) if old else self._new(visits, texts, script)
        self._taken_ids.add(environment.id)
        self.found[key] = environment

    def _new(self, visits: Sequence[Site], texts: Sequence[str], script: str) -> Environment:
        environment_id = free_slug(self._wanted_id(visits[0]), self._taken_ids)
        return Environment(
            id=environment_id,
            place=self._place(visits[0], environment_id, texts),
            times=tuple(dict.fromkeys(site.time for site in visits)),
            weathers=tuple(dict.fromkeys(site.weather for site in visits)),
            description=script,
            script="",
        )

    def _wanted_id(self, site: Site) -> str:
        bare = slug(site.place, "place")
        return f"{bare}-interior" if site.interior and self._has_exterior(site) else bare

    def _has_exterior(self, site: Site) -> bool:
        return (site.place.upper(), False) in self._by_key

    def _place(self, site: Site, environment_id: str, texts: Sequence[str]) -> Place:
        kind = kind_of(site.place, site.interior, " ".join(texts), site.language)
        palettes = [*(found.place.palette for found in self.found.values()), *self._known_palettes]
        return Place(
            kind=kind,
            interior=site.interior,
            name=site.place,
            features=features_in((site.place, *texts)),
            palette=palette_for(kind, palettes),
            seed=seed_of(environment_id),
        )


def _key_of(place: Place) -> tuple[str, bool]:
    return (place.name.upper(), place.interior)


def _visited_again(old: Environment, visits: Sequence[Site], script: str) -> Environment:
    """A known environment with the hours and weathers of its new visits, and what the script says now."""
    return Environment(
        id=old.id,
        place=old.place,
        times=tuple(dict.fromkeys([*old.times, *(site.time for site in visits)])),
        weathers=tuple(dict.fromkeys([*old.weathers, *(site.weather for site in visits)])),
        description=old.description,
        script=script if script != old.description else "",
    )


def _place_words(texts: Iterable[str], everyone: re.Pattern[str]) -> str:
    """What the action says of the place itself and what lasts there.

    Sentences about people, the hour, the weather, and what happens or is heard are left out.
    """
    said = dict.fromkeys(sentence for text in texts for sentence in sentences(text))
    kept = [sentence for sentence in said if not _names_people(sentence, everyone) and _lasts(sentence)]
    return " ".join(kept)[:_LONGEST_DESCRIPTION]


def _names_people(sentence: str, everyone: re.Pattern[str]) -> bool:
    return bool(everyone.search(sentence) or _PEOPLE.search(sentence))


def _lasts(sentence: str) -> bool:
    if not features_in((sentence,)) or _PASSING.search(sentence):
        return False
    return not speaks_of_weather(sentence) and not cues_in(sentence)
