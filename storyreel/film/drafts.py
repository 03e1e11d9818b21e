"""The requests to a writer and its answers: a survey of the film, then one draft for each scene.

A `SceneBrief` holds no id of a scene or shot and no line number of the file, so that a draft can be cached
under it: a scene that moved or whose neighbours changed is not written again.
"""

from __future__ import annotations

import operator
from collections.abc import Mapping

from pydantic import Field

from storyreel.film.cast import CastMember, Presentation
from storyreel.film.frozen import Frozen
from storyreel.film.places import Environment, Place, TimeOfDay, Weather
from storyreel.film.screenplay import ElementKind
from storyreel.film.storyboard import (
    CameraMove,
    Figure,
    LineSpan,
    Mood,
    ShotSize,
    SoundCue,
    SpokenLine,
    TransitionKind,
)


class SurveyedScene(Frozen):
    """Where and when a scene plays, and which lines of the screenplay it holds."""

    heading: str
    environment_id: str
    time: TimeOfDay
    weather: Weather = Weather.CLEAR
    source: LineSpan
    first_element: int = Field(ge=0, description="Index in the screenplay's elements where the scene begins.")
    end_element: int = Field(ge=0, description="Index after its last element.")
    first_sentence: int = Field(
        default=0,
        ge=0,
        description="Of the first element, where the scene of a story begins inside a paragraph.",
    )
    end_sentence: int = Field(
        default=0,
        ge=0,
        description=(
            "Sentence of the last element before which the scene ends and the next begins; 0 if it ends"
            " with the element."
        ),
    )
    first_visit: bool = Field(default=True, description="The film has not been at this place before.")
    opening: TransitionKind = TransitionKind.CUT


class Survey(Frozen):
    """The whole film in short: its people, its places, and the scenes in order."""

    cast: tuple[CastMember, ...]
    environments: tuple[Environment, ...]
    scenes: tuple[SurveyedScene, ...]
    aliases: tuple[tuple[str, tuple[str, ...]], ...] = Field(
        default=(),
        description="A cast id, and the names in upper case by which the script calls that person.",
    )
    ending: TransitionKind = TransitionKind.FADE_TO_BLACK
    heard_only: tuple[str, ...] = Field(
        default=(),
        description="Cast ids of radios, intercoms and voices without a body: heard, never in the picture.",
        exclude_if=operator.not_,
    )

    def names_of(self, cast_id: str) -> tuple[str, ...]:
        """The names in upper case by which the script calls a person; () for an unknown id."""
        return next((names for known, names in self.aliases if known == cast_id), ())


class Role(Frozen):
    """A person of a scene, as far as the scene needs to know."""

    cast_id: str
    names: tuple[str, ...] = Field(description="Names in upper case, the longest first.")
    presentation: Presentation = Presentation.NEUTRAL
    heard_only: bool = Field(
        default=False, description="A device or a mere voice: never in the picture.", exclude_if=operator.not_
    )

    def key_form(self) -> Mapping[str, object]:
        """See `Frozen.key_form`."""
        form = {"cast_id": self.cast_id, "names": self.names, "presentation": self.presentation}
        return form | {"heard_only": True} if self.heard_only else form


class BriefElement(Frozen):
    """One paragraph of the scene; lines count from the scene's first line, which is 1."""

    kind: ElementKind
    text: str
    source: LineSpan
    extensions: tuple[str, ...] = ()
    dual: bool = False

    def key_form(self) -> Mapping[str, object]:
        """See `Frozen.key_form`."""
        return {
            "kind": self.kind,
            "text": self.text,
            "source": self.source,
            "extensions": self.extensions,
            "dual": self.dual,
        }


class SceneBrief(Frozen):
    """Asks for the shots of one scene. Lines count from the scene's first line, which is 1."""

    heading: str
    place: Place
    time: TimeOfDay
    weather: Weather = Weather.CLEAR
    first_visit: bool = True
    opening: TransitionKind = TransitionKind.CUT
    roles: tuple[Role, ...] = ()
    elements: tuple[BriefElement, ...] = ()

    def key_form(self) -> Mapping[str, object]:
        """See `Frozen.key_form`."""
        return self.fields_named(
            "heading", "place", "time", "weather", "first_visit", "opening", "roles", "elements"
        )


class ShotDraft(Frozen):
    """A shot without an id.

    `source` and the lines' `source_line` count from the scene's first line, which is 1.
    """

    source: LineSpan
    size: ShotSize = ShotSize.WIDE
    move: CameraMove = CameraMove.STATIC
    figures: tuple[Figure, ...] = ()
    action: str = ""
    lines: tuple[SpokenLine, ...] = ()
    cues: tuple[SoundCue, ...] = ()
    transition: TransitionKind = TransitionKind.CUT
    title: str = Field(
        default="", description="Words shown over the picture, one title a line.", exclude_if=operator.not_
    )
    script: str = Field(
        default="",
        description="The script's own words for the action, if a writer put it in other words.",
        exclude_if=operator.not_,
    )


class SceneDraft(Frozen):
    """A scene as a writer sees it: its feeling and its shots, in order."""

    mood: Mood = Mood.CALM
    shots: tuple[ShotDraft, ...] = Field(min_length=1)
    notes: tuple[str, ...] = Field(
        default=(), description="What the writer left out of the shots, a sentence each, for the person."
    )
