"""Calls for places, weights, keyframes and clips. It does not know who draws or films."""

from __future__ import annotations

from storyreel.film.briefs import (
    Anchor,
    AnchorBrief,
    ClipBrief,
    DrawnFigure,
    KeyframeBrief,
    Keyframes,
    Lora,
    LoraBrief,
    Picture,
    TalkSpan,
    WordTime,
)
from storyreel.film.callsheet import Call, Made, Stage
from storyreel.film.keys import seed_of
from storyreel.film.pace import ShotPace
from storyreel.film.places import Environment
from storyreel.film.prompts import picture_prompt
from storyreel.film.sheet import Sheet, Skip
from storyreel.film.speech_calls import PACE, line_words, speech_name
from storyreel.film.storyboard import Delivery, Scene, Shot
from storyreel.film.timeline import Segment, cut_points, split

SENTENCE_PAUSE_MS = 260
"""A silence between words that closes the mouth."""


def anchor_name(environment_id: str) -> str:
    """Name of the call that describes a place."""
    return f"{environment_id} environment"


def lora_name(subject_id: str) -> str:
    """Name of the call that trains weights for a place or person."""
    return f"{subject_id} lora"


def keyframes_name(shot: Shot) -> str:
    """Name of the call that draws a shot's first and last frame."""
    return f"{shot.id} keyframes"


def clip_name(shot: Shot, index: int, count: int) -> str:
    """Name of the call that films a segment."""
    return f"{shot.id} clip" if count == 1 else f"{shot.id} clip {index + 1} of {count}"


def set_name(scene: Scene) -> str:
    """Name of a place at its hour and weather."""
    return f"{scene.environment_id}/{scene.time.value}-{scene.weather.value}"


def environment_calls(sheet: Sheet) -> tuple[Call, ...]:
    """One anchor prompt a place."""
    return tuple(_anchor_call(sheet, environment) for environment in sheet.storyboard.environments)


def lora_calls(sheet: Sheet) -> tuple[Call, ...]:
    """Weights for each place, where the crew draws with weights; otherwise planned as not needed."""
    if Skip.LORA in sheet.skip:
        reason = "skipped as asked"
    elif not sheet.card.images.uses_lora:
        reason = "not needed: this crew draws a place alike by construction"
    elif "trainer" not in sheet.card.fingerprints:
        reason = "not possible: the crew has no trainer"
    else:
        reason = ""
    return tuple(_lora_call(sheet, environment, reason) for environment in sheet.storyboard.environments)


def keyframe_calls(sheet: Sheet) -> tuple[Call, ...]:
    """First and last frame of each shot."""
    return tuple(_keyframe_call(sheet, scene, shot) for scene, shot in sheet.storyboard.shots())


def clip_calls(sheet: Sheet, pace: tuple[ShotPace, ...]) -> tuple[Call, ...]:
    """One call a segment of each shot."""
    return tuple(call for (scene, shot), paced in zip(sheet.storyboard.shots(), pace, strict=True) for call in _clip_calls(sheet, scene, shot, paced))


def segments(sheet: Sheet, paced: ShotPace) -> tuple[Segment, ...]:
    """The parts in which the crew's engine makes a shot of that length."""
    longest = int(sheet.card.video.longest_seconds * sheet.recipe.rate.fps)
    return split(paced.frames, longest, sheet.card.video.overlap_frames)


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


def _lora_call(sheet: Sheet, environment: Environment, reason: str) -> Call:
    def write(made: Made) -> LoraBrief:
        anchor: Anchor = made[anchor_name(environment.id)]
        return LoraBrief(subject=environment.place.name, prompt=anchor.prompt, trigger_word=anchor.trigger_word, seed=seed_of(environment.id))

    name = lora_name(environment.id)
    return Call(name=name, stage=Stage.LORA, needs=(anchor_name(environment.id),), write=write, take=sheet.take(name), work=900, not_needed=reason)


def _keyframe_call(sheet: Sheet, scene: Scene, shot: Shot) -> Call:
    name = keyframes_name(shot)
    trained = tuple(call.name for call in lora_calls(sheet) if not call.not_needed and call.name == lora_name(scene.environment_id))

    def write(made: Made) -> KeyframeBrief:
        loras: tuple[Lora, ...] = tuple(made[lora] for lora in trained)
        return KeyframeBrief(picture=_picture(sheet, scene, shot, made), recipe=sheet.recipe, seed=sheet.seed(name, shot.id), loras=loras)

    return Call(
        name=name,
        stage=Stage.KEYFRAMES,
        needs=(anchor_name(scene.environment_id), *trained),
        write=write,
        take=sheet.take(name),
        work=2.0,
        shot_id=shot.id,
    )


def _picture(sheet: Sheet, scene: Scene, shot: Shot, made: Made) -> Picture:
    environment = sheet.storyboard.environment(scene.environment_id)
    anchor: Anchor = made[anchor_name(environment.id)]
    return Picture(
        place=environment.place,
        time=scene.time,
        weather=scene.weather,
        mood=scene.mood,
        size=shot.size,
        move=shot.move,
        figures=tuple(
            DrawnFigure(
                look=sheet.storyboard.member(figure.cast_id).look,
                pose=figure.pose,
                facing=figure.facing,
                x=figure.x,
                seed=seed_of(figure.cast_id),
            )
            for figure in shot.figures
        ),
        action=shot.action,
        prompt=picture_prompt(anchor, scene, shot, sheet.storyboard.member, sheet.style),
        negative_prompt=anchor.negative_prompt,
        style=sheet.style,
        overrides=sheet.layers.get(set_name(scene), ()),
    )


def _clip_calls(sheet: Sheet, scene: Scene, shot: Shot, paced: ShotPace) -> tuple[Call, ...]:
    parts = segments(sheet, paced)
    return tuple(_clip_call(sheet, scene, shot, paced, parts, index) for index in range(len(parts)))


def _clip_call(sheet: Sheet, scene: Scene, shot: Shot, paced: ShotPace, parts: tuple[Segment, ...], index: int) -> Call:
    part, name = parts[index], clip_name(shot, index, len(parts))

    def write(made: Made) -> ClipBrief:
        keyframes: Keyframes = made[keyframes_name(shot)]
        return ClipBrief(
            picture=_picture(sheet, scene, shot, made),
            keyframes=keyframes,
            recipe=sheet.recipe,
            shot_frames=paced.frames,
            first_frame=part.first_frame,
            frames=part.frames,
            cut_points=cut_points(part, paced.frames, paced.head_frames, paced.tail_frames),
            talk=_talk(sheet, shot, paced, made),
            seed=sheet.seed(name, shot.id),
        )

    needs = (anchor_name(scene.environment_id), keyframes_name(shot), PACE)
    lines = tuple(speech_name(shot, number) for number in range(len(shot.lines))) if Skip.NARRATION not in sheet.skip else ()
    return Call(name=name, stage=Stage.CLIP, needs=(*needs, *lines), write=write, take=sheet.take(name), work=part.frames * 0.1, shot_id=shot.id)


def _talk(sheet: Sheet, shot: Shot, paced: ShotPace, made: Made) -> tuple[TalkSpan, ...]:
    """When each person in the frame moves their lips: while their words last, closed in their pauses."""
    in_frame = {figure.cast_id: number for number, figure in reversed(list(enumerate(shot.figures)))}
    spans: list[TalkSpan] = []
    for index, line in enumerate(shot.lines):
        if line.delivery is not Delivery.ON_SCREEN or line.cast_id not in in_frame:
            continue
        start_ms = paced.line_starts_ms[index]
        for first, last in _phrases(line_words(sheet, shot, index, made)):
            start = sheet.recipe.rate.nearest_frame((start_ms + first) / 1000)
            end = min(paced.frames, sheet.recipe.rate.nearest_frame((start_ms + last) / 1000))
            if end > start:
                spans.append(TalkSpan(figure_index=in_frame[line.cast_id], start_frame=start, end_frame=end))
    return tuple(spans)


def _phrases(words: tuple[WordTime, ...]) -> list[tuple[int, int]]:
    """Start and end in milliseconds of runs of words without a pause."""
    phrases: list[tuple[int, int]] = []
    for word in words:
        if phrases and word.start_ms - phrases[-1][1] < SENTENCE_PAUSE_MS:
            phrases[-1] = (phrases[-1][0], word.end_ms)
        else:
            phrases.append((word.start_ms, word.end_ms))
    return phrases
