"""Calls of the whole film, put together in the order in which they should be made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import starmap

from storyreel.film.drafts import SceneBrief
from storyreel.film.introductions import IntroductionBrief
from storyreel.film.pace import ShotPace
from storyreel.graph.calls import Call, Calls
from storyreel.graph.clips import clip_calls, review_calls
from storyreel.graph.context import FilmContext
from storyreel.graph.cutting import Layout, cutting_calls
from storyreel.graph.keyframes import keyframe_calls
from storyreel.graph.likeness import lora_calls, reference_calls
from storyreel.graph.mixing import mix_call
from storyreel.graph.places import environment_calls
from storyreel.graph.sound import sound_calls
from storyreel.graph.speech import pace_call, speech_calls
from storyreel.graph.stages import CallId, Stage


def introduction_id(index: int) -> CallId:
    """The call that introduces a few people and places. index: from 0."""
    return CallId(Stage.INTRODUCTION, index=index + 1)


def introduction_calls(briefs: Sequence[IntroductionBrief]) -> Calls:
    """One call for each brief, which asks about a few new people and places."""
    return tuple(starmap(_introduction_call, enumerate(briefs)))


def _introduction_call(index: int, brief: IntroductionBrief) -> Call:
    return Call(introduction_id(index), (), lambda _made: brief, work=0.05)


def introduction_ids(asked: Mapping[str, int]) -> dict[str, CallId]:
    """The call that introduces a person or place, by its id.

    asked: index of the brief that asks about it.
    """
    return {subject: introduction_id(index) for subject, index in asked.items()}


def analysis_id(index: int) -> CallId:
    """The call that analyses a scene of the screenplay. index: from 0."""
    return CallId(Stage.ANALYSIS, index=index + 1)


def analysis_calls(scenes: Sequence[SceneBrief], introductions: Iterable[CallId] = ()) -> Calls:
    """One call for each scene, after all people and places are introduced.

    A scene's brief says how its people present.
    """
    needs = tuple(dict.fromkeys(introductions))
    return tuple(
        Call(analysis_id(index), needs, lambda _made, brief=brief: brief, work=0.05)
        for index, brief in enumerate(scenes)
    )


def script_calls(context: FilmContext) -> Calls:
    """The calls that need only the storyboard and decide every length: places, speech, pace."""
    return (*environment_calls(context), *speech_calls(context), pace_call(context))


def likeness_calls(context: FilmContext) -> Calls:
    """The calls that keep faces and places the same: reference pictures and weights."""
    return (*reference_calls(context), *lora_calls(context))


def keyframe_only_calls(context: FilmContext) -> Calls:
    """Places, weights and keyframes: the calls that are needed to look at every shot."""
    return (*environment_calls(context), *likeness_calls(context), *keyframe_calls(context))


def shooting_calls(context: FilmContext, pace: tuple[ShotPace, ...]) -> Calls:
    """Likenesses, then keyframes and clips shot by shot, then reviews.

    So what a place's first shot painted is ready for the next shot.
    """
    drawn: dict[str, list[Call]] = {}
    for call in keyframe_calls(context):
        drawn.setdefault(call.id.subject, []).append(call)
    calls: list[Call] = [*likeness_calls(context)]
    for call in clip_calls(context, pace):
        calls += drawn.pop(call.id.subject, [])
        calls.append(call)
    return (*calls, *review_calls(context, pace))


def film_calls(context: FilmContext, film: Layout) -> Calls:
    """Everything after the pace.

    Sound comes first, because it is quick and the mix can be made while shots are filmed.
    """
    return (
        *sound_calls(context, film.cuts, film.total_frames),
        mix_call(context, film),
        *shooting_calls(context, film.pace),
        *cutting_calls(context, film),
    )
