"""Calls of the whole film, put together in the order in which they should be made. It does not know the calls' contents."""

from __future__ import annotations

from collections.abc import Sequence

from storyreel.film.callsheet import Call, Stage
from storyreel.film.cutting_calls import Layout, chunk_calls, film_call, mix_call, title_calls
from storyreel.film.drafts import SceneBrief
from storyreel.film.pace import ShotPace
from storyreel.film.picture_calls import clip_calls, environment_calls, keyframe_calls, lora_calls
from storyreel.film.score_calls import bed_calls, effect_calls, music_calls
from storyreel.film.sheet import Sheet
from storyreel.film.speech_calls import pace_call, speech_calls


def analysis_name(index: int) -> str:
    """Name of the call that analyses a scene."""
    return f"scene {index + 1} analysis"


def analysis_calls(briefs: Sequence[SceneBrief]) -> tuple[Call, ...]:
    """One call a scene."""
    return tuple(Call(analysis_name(index), Stage.ANALYSIS, (), lambda _made, brief=brief: brief, work=0.05) for index, brief in enumerate(briefs))


def script_calls(sheet: Sheet) -> tuple[Call, ...]:
    """What follows from the storyboard alone and decides every length: places, weights, speech, pace."""
    return (*environment_calls(sheet), *lora_calls(sheet), *speech_calls(sheet), pace_call(sheet))


def keyframe_only_calls(sheet: Sheet) -> tuple[Call, ...]:
    """Places, weights and keyframes: what is needed to look at every shot."""
    return (*environment_calls(sheet), *lora_calls(sheet), *keyframe_calls(sheet))


def shooting_calls(sheet: Sheet, pace: tuple[ShotPace, ...]) -> tuple[Call, ...]:
    """Keyframes and clips, shot by shot, so that what a place's first shot painted is at hand for the next."""
    keyframes = {call.shot_id: call for call in keyframe_calls(sheet)}
    calls: list[Call] = []
    for call in clip_calls(sheet, pace):
        if call.shot_id in keyframes:
            calls.append(keyframes.pop(call.shot_id))
        calls.append(call)
    return tuple(calls)


def film_calls(sheet: Sheet, film: Layout) -> tuple[Call, ...]:
    """Everything after the pace: sound first, because it is quick and the mix can be made while shots are filmed."""
    return (
        *effect_calls(sheet, film.cuts),
        *bed_calls(sheet),
        *music_calls(sheet, film.cuts, film.title_frames, film.total_frames),
        mix_call(sheet, film),
        *shooting_calls(sheet, film.pace),
        *title_calls(sheet, film),
        *chunk_calls(sheet, film),
        film_call(sheet, film),
    )
