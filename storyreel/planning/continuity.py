"""Finds what the script states about each shot, and carries it from shot to shot.

Everybody else is handed the facts as values.
"""

from __future__ import annotations

from collections.abc import Mapping
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
"""By shot id, the fields of its facts that a person set, as checked values."""


def with_facts(storyboard: Storyboard, edits: Edits | None = None) -> Storyboard:
    """The storyboard with the facts of each shot: as its own words state them, else as they were before it.

    They are read out of the script's words, or out of the action if a person or a writer put something there
    that the script does not have. Lights and broken things hold to the end of the scene, and in the next one
    if it plays at the same place and hour. Who sleeps or fell does so to the end of the scene at most. What
    somebody sits on, and that they kneel, is of one shot. A fact that a person set wins, and holds as long.
    """
    return facts_read(storyboard, edits)[0]


def facts_read(
    storyboard: Storyboard, edits: Edits | None = None
) -> tuple[Storyboard, Mapping[str, ShotFacts]]:
    """The storyboard as `with_facts` gives it, and by shot id the facts as they were before the person's own edits of that shot."""
    read: dict[str, ShotFacts] = {}
    places = {environment.id: environment for environment in storyboard.environments}
    names = names_in(storyboard.cast)
    scenes: list[Scene] = []
    topics: Topics = {}
    for scene in storyboard.scenes:
        if not scenes or (scenes[-1].environment_id, scenes[-1].time) != (scene.environment_id, scene.time):
            topics = {}
        reading = _SceneReading(scene, places.get(scene.environment_id), names, topics)
        shots: list[Shot] = []
        for shot in scene.shots:
            read[shot.id] = reading.facts(shot)
            changes = (edits or {}).get(shot.id, {})
            shots.append(shot.model_copy(update={"facts": reading.edited(shot, read[shot.id], changes)}))
        topics = reading.topics
        scenes.append(scene.model_copy(update={"shots": tuple(shots)}))
    return storyboard.model_copy(update={"scenes": tuple(scenes)}), read


def environment_state_seen(facts: ShotFacts, place: Place, time: TimeOfDay) -> EnvironmentState:
    """The lights and broken things of a shot as they can be seen: out of doors by day it is not dark, though every light there may be out."""
    around = facts.environment_state
    if (
        not around.dark
        or place.interior
        or PLACE_KINDS[place.kind].under_water
        or time in (TimeOfDay.DUSK, TimeOfDay.NIGHT)
    ):
        return around
    out = {kind.value: _OUT for kind in LightKind if around.light(kind) == UNSAID}
    return around.model_copy(update={"dark": False, "hand_light": False, **out})


_OUT = LightState(share=0.0)


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
    """Whether a person said that a light is held in the dark; None if the script's words decide it."""

    def __post_init__(self) -> None:
        self.topics = (
            topics_at_beginning([shot.script or shot.action for shot in self.scene.shots]) | self.topics
        )
        self.place = _topics_of_place(self.environment)

    def facts(self, shot: Shot) -> ShotFacts:
        """What is stated about the next shot."""
        before, words = self.topics, shot.script or shot.action
        own = topics_after(words, before)
        self.topics = light_again(words, before) | own
        if IN_THE_DARK not in self.topics.values() or own.keys() & {
            LightKind.LAMPS.value,
            LightKind.CANDLES.value,
        }:
            self.hand_light = None
        said = topics_after(shot.action, before) if shot.script else own
        self.asleep = sleepers_after(shot, self.asleep, self.names)
        self.postures.see(shot, self.names, self.asleep)
        asleep = sorted(self.asleep & {figure.cast_id for figure in shot.figures})
        return facts_of(self.topics, self.place, self.hand_light).model_copy(
            update={
                "asleep": tuple(asleep),
                **self._postures(shot),
                "unsaid": (
                    *unsaid_topics(self.topics, said),
                    *(f"asleep {who}" for who in asleep if not sleeps(shot.action)),
                    *self._unsaid_postures(shot),
                ),
            }
        )

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

    def _postures(self, shot: Shot) -> dict[str, Any]:
        there = [figure.cast_id for figure in shot.figures]
        return {
            "kneeling": tuple(who for who in there if who in self.postures.kneeling),
            "fallen": tuple(who for who in there if who in self.postures.fallen),
            "seats": tuple(
                Seated(who=who, on=self.postures.seats[who]) for who in there if who in self.postures.seats
            ),
        }

    def edited(self, shot: Shot, facts: ShotFacts, changes: Mapping[str, Any]) -> ShotFacts:
        """The facts with a person's changes."""
        if not changes:
            return facts
        new = facts.model_copy(update=dict(changes))
        there = {figure.cast_id for figure in shot.figures}
        self._keep_lights(new, changes)
        self.asleep = (self.asleep - there) | frozenset(new.asleep)
        self.postures.fallen = (self.postures.fallen - there) | set(new.fallen)
        return new.model_copy(
            update={"unsaid": tuple(dict.fromkeys((*facts.unsaid, *_changed(facts, new, changes))))}
        )

    def _keep_lights(self, new: ShotFacts, changes: Mapping[str, Any]) -> None:
        if "hand_light" in changes:
            self.hand_light = new.hand_light
        if "dark" in changes:
            self.topics = {topic: state for topic, state in self.topics.items() if state != IN_THE_DARK}
            stated = {kind.value for kind in LightKind if kind.value in changes}
            self.topics |= {
                kind.value: IN_THE_DARK for kind in LightKind if new.dark and kind.value not in stated
            }
        for kind in LightKind:
            if kind.value in changes:
                self.topics.pop(kind.value, None)
                self.topics |= {kind.value: state} if (state := new.light(kind)) != UNSAID else {}
        if "broken" in changes:
            self.topics = {
                topic: state for topic, state in self.topics.items() if not topic.startswith(BROKEN)
            }
            self.topics |= {f"{BROKEN}{thing}": UNSAID for thing in new.broken}
            self.place = {topic: state for topic, state in self.place.items() if not topic.startswith(BROKEN)}


def _topics_of_place(environment: Environment | None) -> Topics:
    """What the script first says of the place itself; what it names there as broken is seen, too."""
    if environment is None:
        return {}
    words = topics_at_first(environment.script or environment.description)
    features = topics_at_first(". ".join(environment.place.features))
    return words | {topic: state for topic, state in features.items() if topic.startswith(BROKEN)}


def _changed(old: ShotFacts, new: ShotFacts, changes: Mapping[str, Any]) -> tuple[str, ...]:
    """Names of what a person changed, so that prompts state it."""
    lights = (name for name in ("dark", "hand_light", *LightKind) if name in changes)
    broken = (f"{BROKEN}{thing}" for thing in sorted({*old.broken} ^ {*new.broken}))
    people = (
        f"{name} {who}"
        for name in ("asleep", "kneeling", "fallen")
        for who in sorted({*getattr(old, name)} ^ {*getattr(new, name)})
    )
    seats = (f"seat {seated.who}" for seated in new.seats if seated not in old.seats)
    return tuple(map(str, chain(lights, broken, people, seats)))
