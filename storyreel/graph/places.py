"""Calls that describe places, and the names of places at their hour and weather. It does not know who draws them."""

from __future__ import annotations

from storyreel.film.briefs import AnchorBrief
from storyreel.film.places import Environment
from storyreel.film.storyboard import Scene
from storyreel.graph.callsheet import Call, Stage
from storyreel.graph.sheet import Sheet


def anchor_name(environment_id: str) -> str:
    """Name of the call that describes a place."""
    return f"{environment_id} environment"


def set_name(scene: Scene) -> str:
    """Name of a place at its hour and weather."""
    return f"{scene.environment_id}/{scene.time.value}-{scene.weather.value}"


def environment_calls(sheet: Sheet) -> tuple[Call, ...]:
    """One anchor prompt a place."""
    return tuple(_anchor_call(sheet, environment) for environment in sheet.storyboard.environments)


def _anchor_call(sheet: Sheet, environment: Environment) -> Call:
    return Call(
        name=anchor_name(environment.id),
        stage=Stage.ENVIRONMENT,
        needs=(),
        write=lambda _made: AnchorBrief(
            place=environment.place,
            description=environment.description,
            times=environment.times,
            weathers=environment.weathers,
            style=sheet.style,
        ),
        work=0.05,
    )
