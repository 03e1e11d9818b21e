"""Calls for effects, ambience beds and music."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from storyreel.film.briefs import MusicBrief, SoundBrief
from storyreel.film.keys import seed_of
from storyreel.film.skips import Skip
from storyreel.film.storyboard import Mood, Scene, Shot
from storyreel.film.timeline import Cut
from storyreel.graph.ambience import ambience, ground
from storyreel.graph.calls import Call, Calls
from storyreel.graph.context import FilmContext
from storyreel.graph.places import set_name
from storyreel.graph.speech import PACE
from storyreel.graph.stages import CallId, Stage

BED_SECONDS = 16.0
"""Long enough that its repetition is not noticed under speech."""
EFFECT_SECONDS = 4.0
LONG_EFFECT_SECONDS = 7.0
MUSIC_OVERLAP_MS = 1_500
"""How long one span's music fades into the next."""

FILM_MUSIC = CallId(Stage.MUSIC)
"""Among what the person brought: one music for the whole film."""


@dataclass(frozen=True)
class MusicSpan:
    """Neighbouring scenes that share a mood, up to the next span."""

    mood: Mood
    first_shot: int
    """Its index among the film's shots."""


def cue_id(shot: Shot, index: int) -> CallId:
    """The call that makes a shot's effect. index: from 0."""
    return CallId(Stage.SOUND, shot.id, "sound", index + 1)


def bed_id(scene: Scene, index: int) -> CallId:
    """The call that makes one sound of a place's bed. index: from 0."""
    return CallId(Stage.SOUND, set_name(scene), "ambience", index + 1)


def music_id(index: int, span: MusicSpan) -> CallId:
    """The call that writes the score of a span. index: from 0."""
    return CallId(Stage.MUSIC, part=span.mood.value, index=index + 1)


def sound_calls(context: FilmContext, cuts: tuple[Cut, ...], total_frames: int) -> Calls:
    """The calls for everything that is heard beside speech."""
    return (*_effect_calls(context, cuts), *_bed_calls(context), *_music_calls(context, cuts, total_frames))


def _effect_calls(context: FilmContext, cuts: tuple[Cut, ...]) -> Calls:
    """One call for each sound cue."""
    if Skip.SOUND in context.skip:
        return ()
    return tuple(
        _effect_call(context, scene, shot, cut, index)
        for (scene, shot), cut in zip(context.storyboard.shots(), cuts, strict=True)
        for index in range(len(shot.cues))
    )


def _bed_calls(context: FilmContext) -> Calls:
    """One call for each sound of each place at each hour and weather."""
    if Skip.SOUND in context.skip:
        return ()
    calls: dict[CallId, Call] = {}
    for scene in context.storyboard.scenes:
        for index, sound in enumerate(scene_bed(context, scene)):
            bed = bed_id(scene, index)
            calls.setdefault(bed, _bed_call(context, scene, bed, sound))
    return tuple(calls.values())


def _bed_call(context: FilmContext, scene: Scene, bed: CallId, sound: str) -> Call:
    brief = _bed_brief(scene, sound)
    needs = context.introduced_by(scene.environment_id)
    return context.call(bed, needs, lambda _made: brief, work=0.5)


def _bed_brief(scene: Scene, sound: str) -> SoundBrief:
    seed = seed_of(scene.environment_id, sound)
    return SoundBrief(sound=sound, seconds=BED_SECONDS, ambience=True, seed=seed)


def scene_bed(context: FilmContext, scene: Scene) -> tuple[str, ...]:
    """The sounds of a scene's bed."""
    return ambience(context.storyboard.environment(scene.environment_id).place, scene.time, scene.weather)


def music_spans(context: FilmContext) -> tuple[MusicSpan, ...]:
    """Spans of neighbouring scenes of one mood; a single span if the person brought one music for all."""
    if Skip.MUSIC in context.skip:
        return ()
    if FILM_MUSIC in context.own:
        return (MusicSpan(context.storyboard.scenes[0].mood, 0),)
    spans: list[MusicSpan] = []
    shot = 0
    for scene in context.storyboard.scenes:
        if not spans or spans[-1].mood is not scene.mood:
            spans.append(MusicSpan(scene.mood, shot))
        shot += len(scene.shots)
    return tuple(spans)


def span_times_ms(
    context: FilmContext, cuts: tuple[Cut, ...], total_frames: int
) -> tuple[tuple[int, int], ...]:
    """Start and end of each span's music; the first starts under the title, the last ends with the film."""
    spans = music_spans(context)
    if not spans:
        return ()
    starts = [0, *(cuts[span.first_shot].start for span in spans[1:])]
    border_ms = [int(context.recipe.rate.seconds(frame) * 1000) for frame in (*starts, total_frames)]
    *others, (last_start, film_end) = pairwise(border_ms)
    return (*((start, end + MUSIC_OVERLAP_MS) for start, end in others), (last_start, film_end))


def _music_calls(context: FilmContext, cuts: tuple[Cut, ...], total_frames: int) -> Calls:
    """One call for each span."""
    spans = music_spans(context)
    times = span_times_ms(context, cuts, total_frames)
    seconds = [(end - start) / 1000 for start, end in times]
    return tuple(_music_call(context, index, spans, length) for index, length in enumerate(seconds))


def _effect_call(context: FilmContext, scene: Scene, shot: Shot, cut: Cut, index: int) -> Call:
    cue = shot.cues[index]
    place = context.storyboard.environment(scene.environment_id).place
    left_seconds = float(context.recipe.rate.seconds(cut.frames)) * (1 - cue.at)
    brief = SoundBrief(
        sound=cue.sound,
        seconds=round(min(LONG_EFFECT_SECONDS, max(EFFECT_SECONDS, left_seconds)), 1),
        ground=ground(place, scene.weather),
        seed=seed_of(shot.id, cue.sound),
    )
    needs = (PACE, *context.planned_by(scene))
    return context.call(cue_id(shot, index), needs, lambda _made: brief, work=0.15)


def _music_call(context: FilmContext, index: int, spans: tuple[MusicSpan, ...], seconds: float) -> Call:
    """The call for the span of that index."""
    span, own = spans[index], _shots_of(context, spans, index)
    first = own[0][1]
    brief = MusicBrief(
        mood=span.mood,
        seconds=round(seconds, 3),
        seed=seed_of(first.id, span.mood.value),
        style=context.music_style,
    )
    scenes = {scene.id: scene for scene, _ in own}
    needs = (PACE, *context.planned_by(*scenes.values()))
    return context.call(music_id(index, span), needs, lambda _made: brief, work=seconds * 0.03)


def _shots_of(
    context: FilmContext, spans: tuple[MusicSpan, ...], index: int
) -> tuple[tuple[Scene, Shot], ...]:
    """The shots over which a span's music plays."""
    shots = context.storyboard.shots()
    is_last = index + 1 == len(spans)
    end = len(shots) if is_last else spans[index + 1].first_shot
    return tuple(shots[spans[index].first_shot : end])
