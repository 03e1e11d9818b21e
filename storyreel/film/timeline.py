"""The positions of shots in the film, the segments of long shots, and the pieces of the cut, in frames."""

from __future__ import annotations

import operator
from enum import StrEnum

from pydantic import Field

from storyreel.film.assets import AssetRef
from storyreel.film.clip_lengths import chain
from storyreel.film.errors import TimelineError
from storyreel.film.frozen import Frozen
from storyreel.film.pace import Pace
from storyreel.film.recipe import PictureRecipe
from storyreel.film.storyboard import TransitionKind
from storyreel.film.superimposed import Superimposed


class Cut(Frozen):
    """One shot on the film's time line.

    before  ----------|overlap|
    this              |overlap|-----------
                      ^ start
    """

    start: int = Field(ge=0, description="Film frame of the shot's first frame.")
    frames: int = Field(ge=1)
    overlap: int = Field(default=0, ge=0, description="Frames it shares with the shot before: a dissolve.")


class Segment(Frozen):
    """A part of a shot that an engine makes in one go."""

    first_frame: int = Field(ge=0, description="Frame of the shot it starts on.")
    frames: int = Field(ge=1)
    repeated: int = Field(
        default=0, ge=0, description="Frames at its start that repeat the end of the segment before."
    )


class PieceKind(StrEnum):
    """How a piece of the cut is made."""

    BODY = "body"
    DISSOLVE = "dissolve"
    FADE_IN = "fade in"
    FADE_OUT = "fade out"


class ColourMatch(Frozen):
    """Two frames that should look alike: `own_frame` of a clip, and `frame` of the `video` before it."""

    video: AssetRef
    frame: int = Field(ge=0)
    own_frame: int = Field(ge=0)
    fade_frames: int = Field(ge=1, description="Frames over which the correction is let go.")


class Span(Frozen):
    """Frames [start, end) of a clip."""

    video: AssetRef
    start: int = Field(ge=0)
    end: int = Field(ge=1)
    match: ColourMatch | None = None

    @property
    def frames(self) -> int:
        """Length."""
        return self.end - self.start


class Piece(Frozen):
    """A stretch of the film's picture: one span, or two that dissolve into one another."""

    kind: PieceKind
    spans: tuple[Span, ...] = Field(min_length=1, max_length=2)
    title: Superimposed | None = Field(default=None, description="Words over it.", exclude_if=operator.not_)

    @property
    def frames(self) -> int:
        """Length on the time line."""
        return self.spans[0].frames


class ChunkBrief(Frozen):
    """Asks for one piece as an encoded chunk."""

    piece: Piece
    recipe: PictureRecipe


def lay_out(pace: Pace, begins: tuple[TransitionKind, ...], start: int = 0) -> tuple[Cut, ...]:
    """The cuts of the film, the first on frame `start`.

    Raises:
        TimelineError: the numbers of shots and of transitions differ.
    """
    if len(pace.shots) != len(begins):
        raise TimelineError(
            f"{len(pace.shots)} shots have {len(begins)} transitions; one for each shot is accepted."
        )
    cuts: list[Cut] = []
    cursor = start
    for number, (shot, kind) in enumerate(zip(pace.shots, begins, strict=True)):
        overlap = shot.head_frames if kind is TransitionKind.DISSOLVE and number else 0
        cuts.append(Cut(start=cursor - overlap, frames=shot.frames, overlap=overlap))
        cursor += shot.frames - overlap
    return tuple(cuts)


def split(frames: int, longest: int, overlap: int) -> tuple[Segment, ...]:
    """Segments of about equal length, at most `longest`, each with the last `overlap` frames of the previous.

    >>> [(s.first_frame, s.frames, s.repeated) for s in split(300, 240, 8)]
    [(0, 154, 0), (146, 154, 8)]

    Raises:
        TimelineError: segments of that length cannot overlap that much.
    """
    if frames <= longest:
        return (Segment(first_frame=0, frames=frames),)
    if longest <= overlap:
        raise TimelineError(
            f"Segments of {longest} frames cannot overlap by {overlap}; a longest clip above the overlap is"
            " accepted."
        )
    count = -(-(frames - overlap) // (longest - overlap))
    covered = frames + overlap * (count - 1)
    segments: list[Segment] = []
    start = 0
    for index in range(count):
        length = covered // count + (index < covered % count)
        segments.append(Segment(first_frame=start, frames=length, repeated=overlap if index else 0))
        start += length - overlap
    return tuple(segments)


def anchored(
    frames: int, lengths: tuple[int, ...], overlap: int, costs: tuple[float, ...] = ()
) -> tuple[Segment, ...]:
    """Segments of an engine's own lengths for at least this many frames, see `chain`.

    >>> [(s.first_frame, s.frames) for s in anchored(250, (120, 240), 1)]
    [(0, 240), (239, 120)]

    Raises:
        TimelineError: as `chain`.
    """
    segments: list[Segment] = []
    start = 0
    for length in chain(frames, lengths, overlap, costs):
        segments.append(Segment(first_frame=start, frames=length, repeated=overlap if segments else 0))
        start += length - overlap
    return tuple(segments)


def cut_points(segment: Segment, shot_frames: int, head: int, tail: int) -> tuple[int, ...]:
    """Frames of a segment on which the cut starts or ends a span. A key picture there saves an encoding."""
    end = segment.first_frame + segment.frames
    points = {segment.repeated}
    if segment.first_frame == 0:
        points.add(head)
    if end == shot_frames:
        points.add(segment.frames - tail)
    return tuple(sorted(point for point in points if 0 < point < segment.frames))


class PlannedMatch(Frozen):
    """Where a clip takes over from another that may not be made yet."""

    clip: str = Field(description="Name of the call that makes the one before.")
    frame: int = Field(ge=0)
    own_frame: int = Field(ge=0)
    fade_frames: int = Field(ge=1)


class PlannedSpan(Frozen):
    """Frames [start, end) of a clip that may not be made yet."""

    clip: str = Field(description="Name of the call that makes it.")
    start: int = Field(ge=0)
    end: int = Field(ge=1)
    match: PlannedMatch | None = None


class PlannedPiece(Frozen):
    """A piece whose clips may not be made yet."""

    name: str = Field(description="Readable and unique: 'SC020-SH010 dissolve'.")
    shot_id: str = Field(
        default="", description="The shot that it shows, or into which it leads; '' for a title."
    )
    number: int = Field(
        default=0, ge=0, description="Number among the bodies of its shot, from 1; 0 for the only one."
    )
    count: int = Field(default=0, ge=0, description="How many bodies the shot has; 0 for one.")
    kind: PieceKind
    spans: tuple[PlannedSpan, ...] = Field(min_length=1, max_length=2)
    title: Superimposed | None = None

    @property
    def frames(self) -> int:
        """Length on the time line."""
        return self.spans[0].end - self.spans[0].start

    @property
    def is_changed(self) -> bool:
        """Whether its pictures differ from those of its clips: a transition, or a title over them."""
        return self.kind is not PieceKind.BODY or self.title is not None


class ShotPicture(Frozen):
    """The clips of one shot as they lie in the cut."""

    id: str
    segments: tuple[Segment, ...]
    clips: tuple[str, ...]
    head: int
    tail: int
    begins: TransitionKind
    ends: TransitionKind
    chained: bool = Field(
        default=False,
        description="Each segment goes on from the last frame of the one before, whose colours it must meet.",
    )

    title: Superimposed | None = Field(default=None, description="Words over it from the end of its head on.")

    def span(self, number: int, start: int, end: int) -> PlannedSpan:
        """Frames [start, end) of a segment."""
        return PlannedSpan(clip=self.clips[number], start=start, end=end, match=self._match(number))

    def _match(self, number: int) -> PlannedMatch | None:
        segment = self.segments[number]
        if not self.chained or not segment.repeated:
            return None
        own = segment.repeated - 1
        return PlannedMatch(
            clip=self.clips[number - 1],
            frame=self.segments[number - 1].frames - 1,
            own_frame=own,
            fade_frames=max(1, segment.frames - own),
        )


def plan_pieces(shots: tuple[ShotPicture, ...]) -> tuple[PlannedPiece, ...]:
    """The pieces of the film in order; their lengths add up to the film's.

    shot A   [head fade][ body ....... ][tail]
    shot B                              [head][ body ... ][tail fade]
    pieces    fade in    body           dissolve body      fade out
    """
    made: list[PlannedPiece] = []
    for index, shot in enumerate(shots):
        made += _head(shots[index - 1] if index else None, shot)
        made += _bodies(shot)
        made += _tail(shot)
    return tuple(made)


def _head(before: ShotPicture | None, shot: ShotPicture) -> list[PlannedPiece]:
    if not shot.head:
        return []
    span = shot.span(0, 0, shot.head)
    if shot.begins is TransitionKind.DISSOLVE and before is not None:
        last = before.segments[-1].frames
        leaving = before.span(len(before.clips) - 1, last - shot.head, last)
        return [
            PlannedPiece(
                name=f"{shot.id} dissolve", shot_id=shot.id, kind=PieceKind.DISSOLVE, spans=(leaving, span)
            )
        ]
    return [PlannedPiece(name=f"{shot.id} fade in", shot_id=shot.id, kind=PieceKind.FADE_IN, spans=(span,))]


def _bodies(shot: ShotPicture) -> list[PlannedPiece]:
    bodies: list[PlannedPiece] = []
    shown = 0
    for number, segment in enumerate(shot.segments):
        start = segment.repeated if number else shot.head
        end = segment.frames - (shot.tail if number == len(shot.segments) - 1 else 0)
        if end > start:
            bodies.append(_body(shot, number, shot.span(number, start, end), shown))
            shown += end - start
    return bodies


def _body(shot: ShotPicture, index: int, span: PlannedSpan, shown: int) -> PlannedPiece:
    """The body of a segment. shown: frames of the shot's title before it."""
    count = len(shot.clips)
    number, count = (index + 1, count) if count > 1 else (0, 0)
    return PlannedPiece(
        name=f"{shot.id} body {number} of {count}" if count else f"{shot.id} body",
        shot_id=shot.id,
        number=number,
        count=count,
        kind=PieceKind.BODY,
        spans=(span,),
        title=_rest_of_title(shot.title, shown),
    )


def _rest_of_title(title: Superimposed | None, shown: int) -> Superimposed | None:
    if title is None or shown >= title.frames:
        return None
    return title.model_copy(update={"shown": shown})


def _tail(shot: ShotPicture) -> list[PlannedPiece]:
    if not shot.tail or shot.ends is TransitionKind.DISSOLVE:
        return []
    last = shot.segments[-1].frames
    span = shot.span(len(shot.clips) - 1, last - shot.tail, last)
    return [PlannedPiece(name=f"{shot.id} fade out", shot_id=shot.id, kind=PieceKind.FADE_OUT, spans=(span,))]
