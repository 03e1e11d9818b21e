"""Calls that describe places, and the names of places at their hour and weather."""

from __future__ import annotations

from storyreel.film.briefs import AnchorBrief
from storyreel.film.places import Environment
from storyreel.film.storyboard import Scene
from storyreel.graph.calls import Call, Calls
from storyreel.graph.context import FilmContext
from storyreel.graph.stages import CallId, Stage


def anchor_id(environment_id: str) -> CallId:
    """The call that describes a place."""
    return CallId(Stage.ENVIRONMENT, environment_id)


def set_name(scene: Scene) -> str:
    """Name of a place at its hour and weather."""
    return f"{scene.environment_id}/{scene.time.value}-{scene.weather.value}"


def environment_calls(context: FilmContext) -> Calls:
    """One anchor prompt a place."""
    return tuple(_anchor_call(context, environment) for environment in context.storyboard.environments)


def _anchor_call(context: FilmContext, environment: Environment) -> Call:
    return Call(
        id=anchor_id(environment.id),
        needs=context.introduced_by(environment.id),
        write=lambda _made: _anchor_brief(context, environment),
        work=0.05,
    )


def _anchor_brief(context: FilmContext, environment: Environment) -> AnchorBrief:
    return AnchorBrief(
        place=environment.place,
        description=environment.description,
        times=environment.times,
        weathers=environment.weathers,
        style=context.style_words,
    )
