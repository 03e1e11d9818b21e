"""Calls for clips, and for what a critic says of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from storyreel.film.abilities import VideoAbility
from storyreel.film.assets import AssetRef
from storyreel.film.briefs import Clip, ClipBrief, Keyframes, ReviewBrief, Still, TalkSpan
from storyreel.film.errors import TimelineError
from storyreel.film.pace import ShotPace
from storyreel.film.skips import Skip
from storyreel.film.storyboard import Delivery, Scene, Shot
from storyreel.film.timeline import Segment, cut_points
from storyreel.graph.calls import Call, Calls, Made
from storyreel.graph.context import FilmContext
from storyreel.graph.keyframes import first_id, keyframe_needs, keyframes_of, picture_of
from storyreel.graph.likeness import clip_needs, clip_references
from storyreel.graph.lips import SpokenWords, talk_spans
from storyreel.graph.places import anchor_id, set_name
from storyreel.graph.prompts import noted, translation_needs
from storyreel.graph.segments import ShotClips, is_own, shot_clips
from storyreel.graph.speech import PACE, line_phonemes, line_words, shot_line_ids
from storyreel.graph.stages import CallId, CallIds, Stage


def clip_calls(context: FilmContext, pace: tuple[ShotPace, ...]) -> Calls:
    """One call for each segment of each shot."""
    return tuple(call for filmed in _filmed_shots(context, pace) for call in filmed.clip_calls())


def chained(context: FilmContext, shot: Shot) -> bool:
    """Whether each segment of a shot is made from the end of the one before."""
    return context.video(shot).continues != "alone"


def extends(context: FilmContext, shot: Shot, parts: tuple[Segment, ...]) -> bool:
    """Whether each segment after the first is asked for as an extension of the one before.

    If nobody says whether, it is where it costs less than clips that begin with the last picture. Equal costs
    leave everything as it was bought.
    """
    video, wanted = context.video(shot), context.extend
    wanted = wanted if shot.direction.extend is None else shot.direction.extend
    if wanted is False or len(parts) < 2 or not can_extend(context, shot, parts):
        return False
    return bool(wanted) or _extensions_cost_less(context, video, parts[1:])


def can_extend(context: FilmContext, shot: Shot, parts: tuple[Segment, ...]) -> bool:
    """Whether the engine of a shot makes extensions of the lengths of its segments after the first."""
    video = context.video(shot)
    return chained(context, shot) and all(
        clip_seconds(context, video, part) in video.extends_seconds for part in parts[1:]
    )


def clip_seconds(context: FilmContext, video: VideoAbility, part: Segment) -> float:
    """Length of the clip that an engine makes for a segment."""
    return video.clip_seconds(float(context.recipe.rate.seconds(part.frames)))


def _extensions_cost_less(context: FilmContext, video: VideoAbility, parts: tuple[Segment, ...]) -> bool:
    """Whether it is known that the segments cost less as extensions."""
    clips = dict(zip(video.lengths_seconds, video.costs_usd, strict=False))
    extensions = dict(zip(video.extends_seconds, video.extension_costs_usd, strict=False))
    lengths = [clip_seconds(context, video, part) for part in parts]
    if not all(length in clips and length in extensions for length in lengths):
        return False
    return sum(extensions[length] for length in lengths) < sum(clips[length] for length in lengths)


def review_id(clip: CallId) -> CallId:
    """The call that judges a clip."""
    return replace(clip, stage=Stage.REVIEW)


def review_calls(context: FilmContext, pace: tuple[ShotPace, ...]) -> Calls:
    """One judgement of each clip of an engine that can fail, if the crew has a critic."""
    if "critic" not in context.card.fingerprints:
        return ()
    shots = _filmed_shots(context, pace)
    return tuple(call for filmed in shots if filmed.is_judged for call in filmed.review_calls())


def _filmed_shots(context: FilmContext, pace: tuple[ShotPace, ...]) -> list[_FilmedShot]:
    return [
        _FilmedShot(context, scene, shot, paced)
        for (scene, shot), paced in zip(context.storyboard.shots(), pace, strict=True)
    ]


@dataclass(frozen=True)
class _FilmedShot:
    """A shot with its length, and the calls for it."""

    context: FilmContext
    scene: Scene
    shot: Shot
    paced: ShotPace

    @property
    def is_own(self) -> bool:
        """Whether the person brought its clip."""
        return is_own(self.context, self.shot)

    @property
    def is_judged(self) -> bool:
        """Whether a critic is asked about its clips."""
        return not self.is_own and not self.context.video(self.shot).exact

    @cached_property
    def _clips(self) -> ShotClips:
        return shot_clips(self.context, self.shot, self.paced)

    @property
    def _parts(self) -> tuple[Segment, ...]:
        return self._clips.parts

    def _clip(self, index: int) -> CallId:
        return self._clips.ids[index]

    def _stays(self, index: int) -> str:
        """Why a clip stays though it would be filmed otherwise now; '' if nothing keeps it."""
        return self._clips.stay if self._clips.stay and self.context.clips[self.shot.id][index] else ""

    def _before(self, index: int) -> CallIds:
        """The call for the segment that a segment is made from; none for the first."""
        return (self._clip(index - 1),) if index and chained(self.context, self.shot) else ()

    def clip_calls(self) -> Calls:
        """One call for each segment."""
        return tuple(self._clip_call(index) for index in range(len(self._parts)))

    def _clip_call(self, index: int) -> Call:
        context = self.context
        translated = translation_needs(context, first_id(self.shot))
        needs = (anchor_id(self.scene.environment_id), *translated, *keyframe_needs(context, self.shot), PACE)
        call = context.call(
            self._clip(index),
            (*needs, *self._likeness(), *self._lines(), *self._before(index)),
            lambda made: self._clip_brief(index, made),
            work=self._parts[index].frames * 0.1,
            engine=self.shot.direction.asked,
        )
        return replace(call, stays=self._stays(index))

    def _likeness(self) -> CallIds:
        """The calls that draw the pictures of people and place that the engine is shown."""
        return clip_needs(self.context, self.scene.environment_id, self.shot)

    def _lines(self) -> CallIds:
        """The calls that speak its lines."""
        if Skip.NARRATION in self.context.skip:
            return ()
        return shot_line_ids(self.context, self.shot)

    def _clip_brief(self, index: int, made: Made) -> ClipBrief:
        context, shot, paced, part = self.context, self.shot, self.paced, self._parts[index]
        previous = self._previous(index, made)
        brief = ClipBrief(
            picture=noted(context, self._clip(index), picture_of(context, self.scene, shot, made)),
            keyframes=_ends(shot, made),
            recipe=context.recipe,
            shot_frames=paced.frames,
            first_frame=part.first_frame,
            frames=part.frames,
            cut_points=cut_points(part, paced.frames, paced.head_frames, paced.tail_frames),
            talk=_talk(context, shot, paced, made) if context.video(shot).exact else (),
            previous=previous.video if previous else None,
            previous_end=self._previous_end(index, previous),
            extends=previous.job if previous and extends(context, shot, self._parts) else "",
            references=clip_references(context, self.scene.environment_id, shot, made),
            last_frame=context.ends_on_keyframes(shot) and index == len(self._parts) - 1,
            seed=context.shot_seed(self._clip(index), shot),
        )
        video = context.video(shot)
        return brief if video.exact or self._stays(index) else _as_asked(video, brief)

    def _previous(self, index: int, made: Made) -> Clip | None:
        """The segment that a segment is made from."""
        before = self._before(index)
        return made[before[0]] if before else None

    def _previous_end(self, index: int, previous: Clip | None) -> int:
        return self._parts[index - 1].frames if previous else 0

    def review_calls(self) -> Calls:
        """One judgement of each segment."""
        return tuple(self._review_call(index) for index in range(len(self._parts)))

    def _review_call(self, index: int) -> Call:
        clip, others = self._clip(index), tuple(self._others_in_the_set())
        return Call(
            review_id(clip),
            (
                clip,
                *self._before(index),
                anchor_id(self.scene.environment_id),
                *translation_needs(self.context, first_id(self.shot)),
                *others,
            ),
            lambda made: self._review_brief(index, others, made),
            work=self._parts[index].frames * 0.02,
        )

    def _others_in_the_set(self) -> Iterator[CallId]:
        """The calls that draw the first frames of the other shots in the same set."""
        for scene, shot in self.context.storyboard.shots():
            if self._shares_its_set(scene) and shot.id != self.shot.id:
                yield keyframe_needs(self.context, shot)[0]

    def _shares_its_set(self, scene: Scene) -> bool:
        return set_name(scene) == set_name(self.scene)

    def _review_brief(self, index: int, others: CallIds, made: Made) -> ReviewBrief:
        taken: Clip = made[self._clip(index)]
        previous = self._previous(index, made)
        return ReviewBrief(
            video=taken.video,
            frames=self._parts[index].frames,
            recipe=self.context.recipe,
            prompt=picture_of(self.context, self.scene, self.shot, made).prompt,
            first=_ends(self.shot, made).first if index == 0 else None,
            previous=previous.video if previous else None,
            previous_end=self._previous_end(index, previous),
            place=tuple(_first_frames(others, made)),
        )


def _first_frames(drawn: Iterable[CallId], made: Made) -> Iterator[AssetRef]:
    """The first frames of shots, those that are drawn."""
    for call in drawn:
        still: Still | Keyframes | None = made.get(call)
        if still is not None:
            yield _first_frame(still)


def _first_frame(drawn: Still | Keyframes) -> AssetRef:
    return drawn.image if isinstance(drawn, Still) else drawn.first


def _as_asked(video: VideoAbility, brief: ClipBrief) -> ClipBrief:
    """The part of a brief that a real engine is given: the whole clip of one of its lengths.

    If a line is spoken a little longer, the same clip must not be bought again.
    """
    fps = brief.recipe.rate.fps
    seconds = video.clip_seconds(float(brief.frames / fps))
    frames = max(brief.frames, int(Fraction(str(seconds)) * fps))
    asked = {
        "frames": frames,
        "shot_frames": frames,
        "first_frame": min(1, brief.first_frame),
        "cut_points": (),
    }
    return brief.model_copy(update=asked)


def _ends(shot: Shot, made: Made) -> Keyframes:
    found = keyframes_of(made, shot)
    if found is None:
        raise TimelineError(
            f"{shot.id} has no first frame to film from. This is an error in storyreel; please report it."
        )
    return found


def _talk(context: FilmContext, shot: Shot, paced: ShotPace, made: Made) -> tuple[TalkSpan, ...]:
    """What the mouths of people in the frame do while they speak; none for those who are only heard."""
    in_frame = {figure.cast_id: number for number, figure in reversed(list(enumerate(shot.figures)))}
    spans: list[TalkSpan] = []
    for index, line in enumerate(shot.lines):
        figure = in_frame.get(line.cast_id)
        if line.delivery is not Delivery.ON_SCREEN or figure is None:
            continue
        said = SpokenWords(
            figure_index=figure,
            words=line_words(context, shot, index, made),
            phonemes=line_phonemes(context, shot, index, made),
            start_ms=paced.line_starts_ms[index],
        )
        spans += talk_spans(said, paced.frames, context.recipe.rate)
    return tuple(spans)
