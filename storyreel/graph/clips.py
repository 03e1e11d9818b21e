"""Calls for clips and for what a critic says of them. It does not know who films or judges."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from storyreel.film.briefs import Clip, ClipBrief, Keyframes, ReviewBrief, Still, TalkSpan, WordTime
from storyreel.film.errors import TimelineError
from storyreel.film.pace import ShotPace
from storyreel.film.skips import Skip
from storyreel.film.storyboard import Delivery, Scene, Shot
from storyreel.film.timeline import Segment, anchored, cut_points, split
from storyreel.graph.calls import Call, Made
from storyreel.graph.context import FilmContext
from storyreel.graph.keyframes import first_id, keyframe_needs, keyframes_of, picture_of
from storyreel.graph.places import anchor_id, set_name
from storyreel.graph.speech import PACE, line_id, line_words
from storyreel.graph.stages import CallId, Stage

SENTENCE_PAUSE_MS = 260
"""A silence between words that closes the mouth."""


def clip_id(shot: Shot, index: int, count: int) -> CallId:
    """The call that films a segment. index: from 0, of `count` segments."""
    return (
        CallId(Stage.CLIP, shot.id)
        if count == 1
        else CallId(Stage.CLIP, shot.id, index=index + 1, count=count)
    )


def clip_calls(context: FilmContext, pace: tuple[ShotPace, ...]) -> tuple[Call, ...]:
    """One call a segment of each shot."""
    return tuple(
        call
        for (scene, shot), paced in zip(context.storyboard.shots(), pace, strict=True)
        for call in _clip_calls(context, scene, shot, paced)
    )


def segments(context: FilmContext, shot: Shot, paced: ShotPace) -> tuple[Segment, ...]:
    """The parts in which the crew's engine makes a shot of that length.

    A clip that the person brought is one part.
    """
    video = context.card.video
    if is_own(context, shot):
        return (Segment(first_frame=0, frames=paced.frames),)
    if lengths := context.anchored_lengths():
        return anchored(paced.frames, lengths, video.overlap_frames)
    return split(paced.frames, int(video.longest_seconds * context.recipe.rate.fps), video.overlap_frames)


def is_own(context: FilmContext, shot: Shot) -> bool:
    """Whether the person brought the shot's clip."""
    return clip_id(shot, 0, 1) in context.own


def chained(context: FilmContext) -> bool:
    """Whether each segment of a shot is made from the end of the one before."""
    return context.card.video.continues != "alone"


def review_id(clip: CallId) -> CallId:
    """The call that judges a clip."""
    return replace(clip, stage=Stage.REVIEW)


def review_calls(context: FilmContext, pace: tuple[ShotPace, ...]) -> tuple[Call, ...]:
    """One judgement a clip, where the crew has a critic and an engine that can fail."""
    if context.card.video.exact or "critic" not in context.card.fingerprints:
        return ()
    return tuple(
        _review_call(context, scene, shot, segments(context, shot, paced), index)
        for (scene, shot), paced in zip(context.storyboard.shots(), pace, strict=True)
        if not is_own(context, shot)
        for index in range(len(segments(context, shot, paced)))
    )


def _clip_calls(context: FilmContext, scene: Scene, shot: Shot, paced: ShotPace) -> tuple[Call, ...]:
    parts = segments(context, shot, paced)
    return tuple(_clip_call(context, scene, shot, paced, parts, index) for index in range(len(parts)))


def _clip_call(
    context: FilmContext, scene: Scene, shot: Shot, paced: ShotPace, parts: tuple[Segment, ...], index: int
) -> Call:
    part, filmed = parts[index], clip_id(shot, index, len(parts))
    before = (clip_id(shot, index - 1, len(parts)),) if index and chained(context) else ()

    def write(made: Made) -> ClipBrief:
        previous: Clip | None = made[before[0]] if before else None
        brief = ClipBrief(
            picture=picture_of(context, scene, shot, made),
            keyframes=_ends(shot, made),
            recipe=context.recipe,
            shot_frames=paced.frames,
            first_frame=part.first_frame,
            frames=part.frames,
            cut_points=cut_points(part, paced.frames, paced.head_frames, paced.tail_frames),
            talk=_talk(context, shot, paced, made),
            previous=previous.video if previous else None,
            previous_end=parts[index - 1].frames if previous else 0,
            last_frame=context.ends_on_keyframes and index == len(parts) - 1,
            seed=context.seed(filmed, shot.id),
        )
        return brief if context.card.video.exact else _as_asked(context, brief)

    needs = (anchor_id(scene.environment_id), *keyframe_needs(context, shot), PACE)
    lines = (
        tuple(line_id(context, shot, number) for number in range(len(shot.lines)))
        if Skip.NARRATION not in context.skip
        else ()
    )
    return Call(
        id=filmed,
        needs=(*needs, *lines, *before),
        write=write,
        take=context.take(filmed),
        work=part.frames * 0.1,
        given=context.own.get(filmed),
    )


def _as_asked(context: FilmContext, brief: ClipBrief) -> ClipBrief:
    """What of a brief a real engine hears of: the whole clip of one of its lengths.

    A line spoken a little longer must not buy the same clip again.
    """
    fps = context.recipe.rate.fps
    seconds = context.card.video.clip_seconds(float(brief.frames / fps))
    frames = max(brief.frames, int(Fraction(str(seconds)) * fps))
    return brief.model_copy(
        update={
            "frames": frames,
            "shot_frames": frames,
            "first_frame": min(1, brief.first_frame),
            "cut_points": (),
            "talk": (),
        }
    )


def _review_call(
    context: FilmContext, scene: Scene, shot: Shot, parts: tuple[Segment, ...], index: int
) -> Call:
    clip = clip_id(shot, index, len(parts))
    before = clip_id(shot, index - 1, len(parts)) if index and chained(context) else None
    others = tuple(
        first_id(other) if not context.card.images.both_ends else keyframe_needs(context, other)[0]
        for other_scene, other in context.storyboard.shots()
        if set_name(other_scene) == set_name(scene) and other.id != shot.id
    )

    def write(made: Made) -> ReviewBrief:
        taken: Clip = made[clip]
        previous: Clip | None = made[before] if before else None
        return ReviewBrief(
            video=taken.video,
            frames=parts[index].frames,
            recipe=context.recipe,
            prompt=picture_of(context, scene, shot, made).prompt,
            first=_ends(shot, made).first if index == 0 else None,
            previous=previous.video if previous else None,
            previous_end=parts[index - 1].frames if previous else 0,
            place=tuple(
                still.image if isinstance(still, Still) else still.first
                for other in others
                if (still := made.get(other)) is not None
            ),
        )

    needs = (clip, *((before,) if before else ()), anchor_id(scene.environment_id), *others)
    return Call(review_id(clip), needs, write, work=parts[index].frames * 0.02)


def _ends(shot: Shot, made: Made) -> Keyframes:
    found = keyframes_of(made, shot)
    if found is None:
        raise TimelineError(
            f"{shot.id} has no first frame to film from. This is a fault of storyreel; please report it."
        )
    return found


def _talk(context: FilmContext, shot: Shot, paced: ShotPace, made: Made) -> tuple[TalkSpan, ...]:
    """When each person in the frame moves their lips: while their words last, closed in their pauses."""
    in_frame = {figure.cast_id: number for number, figure in reversed(list(enumerate(shot.figures)))}
    spans: list[TalkSpan] = []
    for index, line in enumerate(shot.lines):
        if line.delivery is not Delivery.ON_SCREEN or line.cast_id not in in_frame:
            continue
        start_ms = paced.line_starts_ms[index]
        for first, last in _phrases(line_words(context, shot, index, made)):
            start = context.recipe.rate.nearest_frame((start_ms + first) / 1000)
            end = min(paced.frames, context.recipe.rate.nearest_frame((start_ms + last) / 1000))
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
