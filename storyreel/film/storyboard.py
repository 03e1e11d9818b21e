"""A film as planned: scenes and shots, with people, spoken lines and sounds, and without lengths."""

from __future__ import annotations

import operator
from collections.abc import Mapping
from enum import StrEnum
from typing import NoReturn

from pydantic import Field

from storyreel.film.cast import CastMember
from storyreel.film.direction import NOTHING_ASKED, ShotDirection
from storyreel.film.facts import ShotFacts
from storyreel.film.frozen import Frozen
from storyreel.film.hearing import Medium
from storyreel.film.moods import Mood
from storyreel.film.places import Environment, TimeOfDay, Weather


class ShotSize(StrEnum):
    """How much of a person the frame holds."""

    EXTREME_WIDE = "extreme wide"
    WIDE = "wide"
    FULL = "full"
    MEDIUM = "medium"
    MEDIUM_CLOSE = "medium close"
    CLOSE = "close"
    EXTREME_CLOSE = "extreme close"


class CameraMove(StrEnum):
    """What the camera does during the shot."""

    STATIC = "static"
    PAN_LEFT = "pan left"
    PAN_RIGHT = "pan right"
    TILT_UP = "tilt up"
    TILT_DOWN = "tilt down"
    ZOOM_IN = "zoom in"
    ZOOM_OUT = "zoom out"
    DOLLY_IN = "dolly in"
    DOLLY_OUT = "dolly out"
    DOLLY_LEFT = "dolly left"
    DOLLY_RIGHT = "dolly right"
    CRANE_UP = "crane up"
    CRANE_DOWN = "crane down"
    HANDHELD = "handheld"


class Pose(StrEnum):
    """What a body does."""

    STANDING = "standing"
    WALKING = "walking"
    RUNNING = "running"
    SITTING = "sitting"
    KNEELING = "kneeling"
    LYING = "lying"


class Facing(StrEnum):
    """Where a person looks."""

    LEFT = "left"
    RIGHT = "right"
    CAMERA = "camera"
    AWAY = "away"


class TransitionKind(StrEnum):
    """How one shot gives way to the next."""

    CUT = "cut"
    DISSOLVE = "dissolve"
    FADE_FROM_BLACK = "fade from black"
    FADE_TO_BLACK = "fade to black"
    FADE_THROUGH_BLACK = "fade through black"


class Delivery(StrEnum):
    """Where a spoken line comes from."""

    ON_SCREEN = "on screen"
    OFF_SCREEN = "off screen"
    VOICE_OVER = "voice over"


class Figure(Frozen):
    """One person in the frame."""

    cast_id: str
    pose: Pose = Pose.STANDING
    facing: Facing = Facing.CAMERA
    x: float = Field(
        default=0.5,
        ge=0,
        le=1,
        description="Where the body's middle stands, 0 the frame's left edge, 1 its right.",
    )


class SpokenLine(Frozen):
    """One speech by one person, uninterrupted."""

    cast_id: str
    text: str = Field(min_length=1)
    parenthetical: str = ""
    delivery: Delivery = Delivery.ON_SCREEN
    with_previous: bool = Field(
        default=False, description="Spoken at the same time as the line before (dual dialogue)."
    )
    source_line: int = Field(ge=1, description="Line of the screenplay, 1-based.")
    medium: Medium = Field(
        default=Medium.AIR,
        description="Through what it is heard.",
        exclude_if=lambda medium: medium == Medium.AIR,
    )


class SoundCue(Frozen):
    """A sound the action names, at the place in the shot where it is named."""

    sound: str = Field(description="What is heard, in the script's words: 'thunder', 'a door creaks'.")
    at: float = Field(
        default=0.0, ge=0, le=1, description="Where in the shot it starts, 0 its beginning, 1 its end."
    )


class LineSpan(Frozen):
    """Lines of the screenplay, 1-based, both ends included."""

    first: int = Field(ge=1)
    last: int = Field(ge=1)

    def key_form(self) -> Mapping[str, object]:
        """See `Frozen.key_form`."""
        return {"first": self.first, "last": self.last}


def _says_nothing(facts: ShotFacts) -> bool:
    return facts == ShotFacts()


def _asks_nothing(direction: ShotDirection) -> bool:
    return direction == NOTHING_ASKED


class Shot(Frozen):
    """One continuous view."""

    id: str = Field(pattern=r"^SC\d{3,}-SH\d{3,}$", description="For example 'SC020-SH010'.")
    source: LineSpan
    size: ShotSize = ShotSize.WIDE
    move: CameraMove = CameraMove.STATIC
    figures: tuple[Figure, ...] = ()
    action: str = Field(default="", description="What happens, in the script's words.")
    lines: tuple[SpokenLine, ...] = ()
    cues: tuple[SoundCue, ...] = ()
    transition: TransitionKind = Field(default=TransitionKind.CUT, description="How this shot begins.")
    title: str = Field(
        default="", description="Words shown over the picture, one title a line.", exclude_if=operator.not_
    )
    script: str = Field(
        default="",
        description="The script's own words for the action, if a writer put it in other words.",
        exclude_if=operator.not_,
    )
    facts: ShotFacts = Field(
        default=ShotFacts(), description="What the script states about the shot.", exclude_if=_says_nothing
    )
    direction: ShotDirection = Field(
        default=NOTHING_ASKED, description="What the director asks of it.", exclude_if=_asks_nothing
    )

    @property
    def people(self) -> frozenset[str]:
        """Ids of everybody who is seen or heard in it."""
        return frozenset(one.cast_id for one in (*self.figures, *self.lines))


class Scene(Frozen):
    """Shots in one place at one time."""

    id: str = Field(pattern=r"^SC\d{3,}$")
    heading: str
    environment_id: str
    time: TimeOfDay
    weather: Weather = Weather.CLEAR
    mood: Mood = Mood.CALM
    shots: tuple[Shot, ...] = Field(min_length=1)
    source: LineSpan


class TitleCard(Frozen):
    """What the title page says."""

    title: str
    credit: str = ""
    authors: tuple[str, ...] = ()
    source: str = Field(default="", description="What the film is after, for example a novel.")
    contact: str = ""
    copyright: str = ""


_SceneAndShot = tuple[Scene, Shot]


class Storyboard(Frozen):
    """The whole film as planned."""

    title: TitleCard
    cast: tuple[CastMember, ...]
    environments: tuple[Environment, ...]
    scenes: tuple[Scene, ...]
    ending: TransitionKind = Field(
        default=TransitionKind.FADE_TO_BLACK, description="How the last shot ends."
    )

    def member(self, cast_id: str) -> CastMember:
        """The cast member with that id; raises KeyError if there is none."""
        return next((m for m in self.cast if m.id == cast_id), None) or _missing(cast_id)

    def environment(self, environment_id: str) -> Environment:
        """The environment with that id; raises KeyError if there is none."""
        found = next((e for e in self.environments if e.id == environment_id), None)
        return found or _missing(environment_id)

    def shots(self) -> tuple[_SceneAndShot, ...]:
        """Every shot with its scene, in film order."""
        return tuple((scene, shot) for scene in self.scenes for shot in scene.shots)


def _missing(name: str) -> NoReturn:
    raise KeyError(name)
