"""How many clips film a shot, and which of its frames each of them shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from storyreel.film.pace import ShotPace
from storyreel.film.storyboard import Shot
from storyreel.film.timeline import Segment, anchored, split
from storyreel.graph.context import FilmContext
from storyreel.graph.stages import CallId, CallIds, Stage


def clip_id(shot: Shot, index: int, count: int) -> CallId:
    """The call that films a segment. index: from 0, of `count` segments."""
    if count == 1:
        return CallId(Stage.CLIP, shot.id)
    return CallId(Stage.CLIP, shot.id, index=index + 1, count=count)


def is_own(context: FilmContext, shot: Shot) -> bool:
    """Whether the person brought the shot's clip."""
    return clip_id(shot, 0, 1) in context.own


@dataclass(frozen=True)
class ShotClips:
    """The clips that the cut shows of a shot."""

    parts: tuple[Segment, ...]
    ids: CallIds
    """The call of each part."""
    stay: str = ""
    """Why the shot has fewer or more clips than would be filmed now; '' if it has as many."""


def shot_clips(context: FilmContext, shot: Shot, paced: ShotPace) -> ShotClips:
    """The clips of a shot of that length: those that stay, or those that would be filmed now.

    Clips that stay are as many as were made, whatever the length of the shot is now. The last is longer or
    shorter than it was made, and clips after the end of the shot are left out:

        made          [ clip 1 of 2 ][ clip 2 of 2 ]
        longer shot   [ clip 1 of 2 ][ clip 2 of 2 | its last picture ]
        shorter shot  [ clip 1 of]
    """
    parts = _segments(context, shot, paced.frames)
    made = context.clips.get(shot.id, ())
    if not made or len(made) == len(parts):
        return ShotClips(_with_room(parts, paced.tail_frames), _ids(shot, len(parts), len(parts)))
    kept = _kept(_frames_of(context, shot, made), context.video(shot).overlap_frames, paced)
    return ShotClips(kept, _ids(shot, len(kept), len(made)), _why_kept(len(made), len(parts)))


def keeps_its_clips(context: FilmContext, shot: Shot, frames: int) -> bool:
    """Whether a shot that takes at least so many frames has another number of clips than stay of it."""
    made = context.clips.get(shot.id, ())
    return bool(made) and len(made) != len(_segments(context, shot, frames))


def _ids(shot: Shot, shown: int, count: int) -> CallIds:
    return tuple(clip_id(shot, index, count) for index in range(shown))


def _why_kept(made: int, now: int) -> str:
    stay = "the one that was made stays" if made == 1 else f"the {made} that were made stay"
    return f"it takes {now} clip{'s' if now > 1 else ''} now, and {stay} until `--redo stale`"


def _segments(context: FilmContext, shot: Shot, frames: int) -> tuple[Segment, ...]:
    """The parts in which the crew's engine would make a shot of that length now. The last ends with the shot.

    A clip that the person brought is one part.
    """
    video = context.video(shot)
    if is_own(context, shot):
        return (Segment(first_frame=0, frames=frames),)
    if held := _as_made(context, shot, frames):
        return _ending_at(frames, held)
    lengths = context.anchored_lengths(shot) or (context.engine_lengths(video) if video.costs_usd else ())
    if lengths:
        return _ending_at(frames, anchored(frames, lengths, video.overlap_frames, video.costs_usd))
    return split(frames, _longest(context, shot), video.overlap_frames)


def _ending_at(frames: int, parts: tuple[Segment, ...]) -> tuple[Segment, ...]:
    """Parts of which the last ends with a shot of that length, though its clip is longer."""
    *others, last = parts
    return (*others, last.model_copy(update={"frames": frames - last.first_frame}))


def _with_room(parts: tuple[Segment, ...], tail_frames: int) -> tuple[Segment, ...]:
    """Parts of which the last holds the transition at its end; the one before ends earlier for it.

    >>> parts = (Segment(first_frame=0, frames=120), Segment(first_frame=119, frames=3, repeated=1))
    >>> [(part.first_frame, part.frames) for part in _with_room(parts, 18)]
    [(0, 103), (102, 20)]
    """
    if len(parts) == 1:
        return parts
    *others, before, last = parts
    lacking = max(0, tail_frames + 1 - (last.frames - last.repeated))
    return (
        *others,
        before.model_copy(update={"frames": before.frames - lacking}),
        last.model_copy(update={"first_frame": last.first_frame - lacking, "frames": last.frames + lacking}),
    )


def frames_as_made(context: FilmContext, shot: Shot, frames: int) -> int:
    """Length of a shot whose clips stay and hold it; 0 if they do not, or if they would be made so now.

    What is cheapest may change with prices. A shot of two clips stays one of two if three cost less today.
    """
    lengths, video = context.anchored_lengths(shot), context.video(shot)
    parts = _as_made(context, shot, frames) if lengths else ()
    if not parts or parts == anchored(frames, lengths, video.overlap_frames, video.costs_usd):
        return 0
    return parts[-1].first_frame + parts[-1].frames


def _as_made(context: FilmContext, shot: Shot, frames: int) -> tuple[Segment, ...]:
    """The clips that stay of a shot as its segments, if they hold it and no shorter or fewer ones would.

    None if a clip is missing, or has a length that the engine does not make.
    """
    made, video = context.clips.get(shot.id, ()), context.video(shot)
    lengths, overlap = context.engine_lengths(video), video.overlap_frames
    if not made or not video.costs_usd or not set(made) <= set(lengths):
        return ()
    if not _is_shortest(made, lengths, frames, overlap):
        return ()
    return tuple(_one_after_another(made, overlap))


def _is_shortest(made: Sequence[int], lengths: Sequence[int], frames: int, overlap: int) -> bool:
    """Whether clips hold so many frames, and would not with one of them shorter or left out.

    >>> [_is_shortest((240, 120), (120, 240), frames, 1) for frames in (230, 300, 359, 360)]
    [False, True, True, False]
    """
    spare = sum(made) - overlap * (len(made) - 1) - frames
    without = [one - overlap for one in made] if len(made) > 1 else []
    shorter = [one - other for one in made for other in lengths if other < one]
    return spare >= 0 and all(less > spare for less in (*without, *shorter))


def _longest(context: FilmContext, shot: Shot) -> int:
    """Frames of the longest clip of the shot's engine."""
    return int(context.video(shot).longest_seconds * context.recipe.rate.fps)


def _frames_of(context: FilmContext, shot: Shot, made: Sequence[int]) -> list[int]:
    """Frames of each clip that stays; one that is missing is filmed as long as the engine can."""
    return [frames or _longest(context, shot) for frames in made]


def _kept(frames: Sequence[int], overlap: int, paced: ShotPace) -> tuple[Segment, ...]:
    """Clips of these lengths in a shot of another length."""
    first, *others = _one_after_another(frames, overlap)
    shown = (part for part in others if _is_shown(part, paced))
    *whole, last = (first, *shown)
    return (*whole, last.model_copy(update={"frames": paced.frames - last.first_frame}))


def _is_shown(part: Segment, paced: ShotPace) -> bool:
    """Whether a shot reaches so far into a part that it is seen, and holds the transition at its end."""
    return paced.frames - part.first_frame - part.repeated >= max(1, paced.tail_frames)


def _one_after_another(frames: Sequence[int], overlap: int) -> Iterator[Segment]:
    start = 0
    for number, length in enumerate(frames):
        yield Segment(first_frame=start, frames=length, repeated=overlap if number else 0)
        start += max(1, length - overlap)
