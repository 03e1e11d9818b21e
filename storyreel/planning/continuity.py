"""Finds what the script states about each shot, and carries it from shot to shot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from storyreel.film.facts import UNSAID, EnvironmentState, LightKind, LightState, Seated, ShotFacts
from storyreel.film.place_kinds import PLACE_KINDS
from storyreel.film.places import Environment, Place, TimeOfDay
from storyreel.film.storyboard import Scene, Shot, Storyboard
from storyreel.planning.light_continuity import (
    BROKEN,
    IN_THE_DARK,
    Topics,
    facts_of,
    light_again,
    topics_after,
    topics_at_beginning,
    topics_at_first,
    unsaid_topics,
)
from storyreel.planning.postures import Postures
from storyreel.planning.sleep import sleepers_after, sleeps
from storyreel.planning.subjects import names_in

Edits = Mapping[str, Mapping[str, Any]]
"""By shot id, the fields of its facts that the user set, as checked values."""


def with_facts(storyboard: Storyboard, edits: Edits | None = None) -> Storyboard:
    """The storyboard with the facts of each shot: as its own words state them, else as they were before it.

    They are read out of the script's words, or out of the action if a person or a writer put something there
    that the script does not have. Lights and broken things hold to the end of the scene, and in the next one
    if it plays at the same place and hour. That a person sleeps or lies where they fell holds to the end of
    the scene at most. What a person sits on, and that they kneel, holds for one shot. A fact that the user
    set wins, and holds as long.
    """
    return facts_read(storyboard, edits)[0]


def facts_read(
    storyboard: Storyboard, edits: Edits | None = None
) -> tuple[Storyboard, Mapping[str, ShotFacts]]:
    """The storyboard of `with_facts`, and by shot id the facts before the user's own edits of that shot."""
    reader = _FactsReader(storyboard, edits or {})
    scenes = tuple(reader.read_scene(scene) for scene in storyboard.scenes)
    return storyboard.model_copy(update={"scenes": scenes}), reader.read


class _FactsReader:
    """Reads the facts of a film scene by scene."""

    def __init__(self, storyboard: Storyboard, edits: Edits) -> None:
        self.read: dict[str, ShotFacts] = {}
        """The facts before the edits, by shot id."""
        self._edits = edits
        self._environments = {environment.id: environment for environment in storyboard.environments}
        self._names = names_in(storyboard.cast)
        self._before: Scene | None = None
        self._topics: Topics = {}

    def read_scene(self, scene: Scene) -> Scene:
        """The next scene with the facts of its shots."""
        topics = self._topics if self._goes_on(scene) else {}
        reading = _SceneReading(scene, self._environments.get(scene.environment_id), self._names, topics)
        shots = tuple(self._read_shot(shot, reading) for shot in scene.shots)
        self._before, self._topics = scene, reading.topics
        return scene.model_copy(update={"shots": shots})

    def _goes_on(self, scene: Scene) -> bool:
        """Whether a scene plays at the place and the hour of the one before."""
        before = self._before
        return before is not None and _place_and_hour(before) == _place_and_hour(scene)

    def _read_shot(self, shot: Shot, reading: _SceneReading) -> Shot:
        facts = self.read[shot.id] = reading.facts(shot)
        return shot.model_copy(update={"facts": reading.edited(shot, facts, self._edits.get(shot.id, {}))})


def environment_state_seen(facts: ShotFacts, place: Place, time: TimeOfDay) -> EnvironmentState:
    """The lights and broken things of a shot as they can be seen.

    Outdoors by day it is not dark, although every light may be out.
    """
    around = facts.environment_state
    if not around.dark or not _has_daylight(place, time):
        return around
    out = {kind.value: _OUT for kind in LightKind if around.light(kind) == UNSAID}
    return around.model_copy(update={"dark": False, "hand_light": False, **out})


def _has_daylight(place: Place, time: TimeOfDay) -> bool:
    if place.interior or PLACE_KINDS[place.kind].under_water:
        return False
    return time not in (TimeOfDay.DUSK, TimeOfDay.NIGHT)


_OUT = LightState(share=0.0)
_ABOUT_PEOPLE = ("asleep", "kneeling", "fallen")
_HELD_LIGHTS = {LightKind.LAMPS.value, LightKind.CANDLES.value}


@dataclass
class _SceneReading:
    """What is known in a scene as it is read shot by shot."""

    scene: Scene
    environment: Environment | None
    names: Mapping[str, str]
    topics: Topics
    asleep: frozenset[str] = frozenset()
    postures: Postures = field(default_factory=Postures)
    hand_light: bool | None = None
    """Whether the user said that a light is held in the dark; None if the script's words decide it."""

    def __post_init__(self) -> None:
        self.topics = topics_at_beginning(self._texts()) | self.topics
        self.place = _topics_of_place(self.environment)

    def _texts(self) -> list[str]:
        return [shot.script or shot.action for shot in self.scene.shots]

    def facts(self, shot: Shot) -> ShotFacts:
        """What is stated about the next shot."""
        before, words = self.topics, shot.script or shot.action
        own = topics_after(words, before)
        self.topics = light_again(words, before) | own
        if IN_THE_DARK not in self.topics.values() or own.keys() & _HELD_LIGHTS:
            self.hand_light = None
        said = topics_after(shot.action, before) if shot.script else own
        self.asleep = sleepers_after(shot, self.asleep, self.names)
        self.postures.see(shot, self.names, self.asleep)
        lights = facts_of(self.topics, self.place, self.hand_light)
        return lights.model_copy(update={**self._people(shot), "unsaid": self._unsaid(shot, said)})

    def _people(self, shot: Shot) -> dict[str, Any]:
        """Who of the people in a shot sleeps, kneels, fell, and sits on what."""
        there = [figure.cast_id for figure in shot.figures]
        seats = self.postures.seats
        return {
            "asleep": tuple(self._asleep_in(shot)),
            "kneeling": tuple(who for who in there if who in self.postures.kneeling),
            "fallen": tuple(who for who in there if who in self.postures.fallen),
            "seats": tuple(Seated(who=who, on=seats[who]) for who in there if who in seats),
        }

    def _asleep_in(self, shot: Shot) -> list[str]:
        return sorted(self.asleep & {figure.cast_id for figure in shot.figures})

    def _unsaid(self, shot: Shot, said: Topics) -> tuple[str, ...]:
        """Names of the facts that the shot's action does not say."""
        return (
            *unsaid_topics(self.topics, said),
            *self._unsaid_sleepers(shot),
            *self._unsaid_postures(shot),
        )

    def _unsaid_sleepers(self, shot: Shot) -> list[str]:
        asleep = () if sleeps(shot.action) else self._asleep_in(shot)
        return [f"asleep {who}" for who in asleep]

    def _unsaid_postures(self, shot: Shot) -> tuple[str, ...]:
        """Names of the postures that the script states in this shot and the writer's action leaves out."""
        if not shot.script:
            return ()
        stated, said = Postures(), Postures()
        stated.see(shot, self.names, self.asleep)
        said.see(shot.model_copy(update={"script": ""}), self.names, self.asleep)
        return (
            *(f"kneeling {who}" for who in sorted(stated.kneeling - said.kneeling)),
            *(f"fallen {who}" for who in sorted(stated.fallen - said.fallen)),
            *(f"seat {who}" for who, seat in stated.seats.items() if said.seats.get(who) is not seat),
        )

    def edited(self, shot: Shot, facts: ShotFacts, changes: Mapping[str, Any]) -> ShotFacts:
        """The facts with the user's changes."""
        if not changes:
            return facts
        new = facts.model_copy(update=dict(changes))
        there = {figure.cast_id for figure in shot.figures}
        self._keep_lights(new, changes)
        self.asleep = (self.asleep - there) | frozenset(new.asleep)
        self.postures.fallen = (self.postures.fallen - there) | set(new.fallen)
        unsaid = dict.fromkeys((*facts.unsaid, *_changed(facts, new, changes)))
        return new.model_copy(update={"unsaid": tuple(unsaid)})

    def _keep_lights(self, new: ShotFacts, changes: Mapping[str, Any]) -> None:
        """Let changed lights and broken things hold for the shots that follow."""
        if "hand_light" in changes:
            self.hand_light = new.hand_light
        if "dark" in changes:
            self._keep_dark(new, changes)
        for kind in LightKind:
            if kind.value in changes:
                self._keep_light(kind, new.light(kind))
        if "broken" in changes:
            self.topics = _unbroken(self.topics) | {f"{BROKEN}{thing}": UNSAID for thing in new.broken}
            self.place = _unbroken(self.place)

    def _keep_dark(self, new: ShotFacts, changes: Mapping[str, Any]) -> None:
        self.topics = {topic: state for topic, state in self.topics.items() if state != IN_THE_DARK}
        if new.dark:
            unchanged = [kind.value for kind in LightKind if kind.value not in changes]
            self.topics |= dict.fromkeys(unchanged, IN_THE_DARK)

    def _keep_light(self, kind: LightKind, state: LightState) -> None:
        self.topics.pop(kind.value, None)
        if state != UNSAID:
            self.topics |= {kind.value: state}


def _unbroken(topics: Topics) -> Topics:
    return {topic: state for topic, state in topics.items() if not topic.startswith(BROKEN)}


def _topics_of_place(environment: Environment | None) -> Topics:
    """What the script first says of the place itself, with the features that it names as broken."""
    if environment is None:
        return {}
    words = topics_at_first(environment.script or environment.description)
    features = topics_at_first(". ".join(environment.place.features))
    return words | {topic: state for topic, state in features.items() if topic.startswith(BROKEN)}


def _changed(old: ShotFacts, new: ShotFacts, changes: Mapping[str, Any]) -> tuple[str, ...]:
    """Names of what the user changed, so that prompts state it."""
    lights = (name for name in ("dark", "hand_light", *LightKind) if name in changes)
    broken = (f"{BROKEN}{thing}" for thing in sorted({*old.broken} ^ {*new.broken}))
    people = (name for about in _ABOUT_PEOPLE for name in _changed_people(about, old, new))
    seats = (f"seat {seated.who}" for seated in new.seats if seated not in old.seats)
    return tuple(map(str, chain(lights, broken, people, seats)))


def _place_and_hour(scene: Scene) -> tuple[str, TimeOfDay]:
    return scene.environment_id, scene.time


def _changed_people(about: str, old: ShotFacts, new: ShotFacts) -> Iterator[str]:
    for who in sorted({*getattr(old, about)} ^ {*getattr(new, about)}):
        yield f"{about} {who}"
