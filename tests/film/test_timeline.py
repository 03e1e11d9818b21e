"""The time line: nothing is lost, nothing is shown twice."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyreel.film.errors import TimelineError
from storyreel.film.pace import Pace, ShotPace
from storyreel.film.storyboard import TransitionKind
from storyreel.film.timeline import (
    PieceKind,
    PlannedPiece,
    Segment,
    ShotPicture,
    anchored,
    cut_points,
    lay_out,
    plan_pieces,
    split,
)

KINDS = st.sampled_from(list(TransitionKind))
TRANSITION = 18


def head_of(kind: TransitionKind) -> int:
    return 0 if kind in (TransitionKind.CUT, TransitionKind.FADE_TO_BLACK) else TRANSITION


def tail_of(kind: TransitionKind) -> int:
    return 0 if kind in (TransitionKind.CUT, TransitionKind.FADE_FROM_BLACK) else TRANSITION


@st.composite
def films(draw: st.DrawFn) -> tuple[ShotPicture, ...]:
    """Shots of any length with any transitions, as pace and segments would have made them."""
    count = draw(st.integers(1, 8))
    begins = [
        TransitionKind.CUT if kind is TransitionKind.DISSOLVE and not n else kind
        for n, kind in enumerate(draw(_kinds(count)))
    ]
    ends = [*begins[1:], draw(st.sampled_from([TransitionKind.CUT, TransitionKind.FADE_TO_BLACK]))]
    shots: list[ShotPicture] = []
    for number, (begin, end) in enumerate(zip(begins, ends, strict=True)):
        head, tail = head_of(begin), tail_of(end)
        frames = head + tail + draw(st.integers(1, 500))
        segments = split(frames, draw(st.sampled_from([120, 240, 1000])), draw(st.sampled_from([0, 8])))
        clips = tuple(f"shot {number} clip {n}" for n in range(len(segments)))
        shots.append(
            ShotPicture(
                id=f"S{number}", segments=segments, clips=clips, head=head, tail=tail, begins=begin, ends=end
            )
        )
    return tuple(shots)


def _kinds(count: int) -> st.SearchStrategy[list[TransitionKind]]:
    return st.lists(KINDS, min_size=count, max_size=count)


def shot_frames(shot: ShotPicture) -> int:
    return shot.segments[-1].first_frame + shot.segments[-1].frames


def frames_shown(shot: ShotPicture, pieces: tuple[PlannedPiece, ...]) -> list[int]:
    """Frames of the shot that the pieces show, in order."""
    first = dict(zip(shot.clips, (segment.first_frame for segment in shot.segments), strict=True))
    spans = [span for piece in pieces for span in piece.spans if span.clip in first]
    return [first[span.clip] + frame for span in spans for frame in range(span.start, span.end)]


@given(films())
def test_every_frame_of_every_shot_is_shown_once(shots: tuple[ShotPicture, ...]) -> None:
    """For all transitions and splits, the frames of a shot follow one another without gap or repeat."""
    pieces = plan_pieces(shots)

    for shot in shots:
        assert frames_shown(shot, pieces) == list(range(shot_frames(shot)))


@given(films())
def test_pieces_are_as_long_as_the_film(shots: tuple[ShotPicture, ...]) -> None:
    """The lengths of the pieces add up to the time line's."""
    pace = Pace(
        shots=tuple(
            ShotPace(frames=shot_frames(shot), head_frames=shot.head, tail_frames=shot.tail) for shot in shots
        )
    )

    last = lay_out(pace, tuple(shot.begins for shot in shots))[-1]

    assert sum(piece.frames for piece in plan_pieces(shots)) == last.start + last.frames
    assert all(span.end - span.start == piece.frames for piece in plan_pieces(shots) for span in piece.spans)


@given(films())
def test_pieces_have_names_of_their_own(shots: tuple[ShotPicture, ...]) -> None:
    """A name is a key, so no two pieces share one."""
    names = [piece.name for piece in plan_pieces(shots)]

    assert len(names) == len(set(names))


@given(films())
def test_bodies_start_on_cut_points(shots: tuple[ShotPicture, ...]) -> None:
    """An engine that puts key pictures on the cut points is never encoded again."""
    points = {
        clip: {0, *cut_points(segment, shot_frames(shot), shot.head, shot.tail)}
        for shot in shots
        for segment, clip in zip(shot.segments, shot.clips, strict=True)
    }

    for piece in plan_pieces(shots):
        if piece.kind is PieceKind.BODY:
            assert piece.spans[0].start in points[piece.spans[0].clip]


@given(st.integers(1, 5000), st.integers(9, 400), st.integers(0, 8))
def test_split_covers_the_shot_evenly(frames: int, longest: int, overlap: int) -> None:
    """Segments meet with the asked overlap, none is too long, and lengths differ by one frame at most."""
    segments = split(frames, longest, overlap)

    assert segments[0].repeated == segments[0].first_frame == 0
    assert segments[-1].first_frame + segments[-1].frames == frames
    assert all(segment.frames <= longest for segment in segments)
    assert max(s.frames for s in segments) - min(s.frames for s in segments) <= 1
    for before, after in pairwise(segments):
        assert after.first_frame == before.first_frame + before.frames - overlap
        assert after.repeated == overlap
    assert sum(segment.frames - segment.repeated for segment in segments) == frames


def test_segments_shorter_than_their_overlap_are_refused() -> None:
    """The error says both lengths."""
    with pytest.raises(TimelineError, match="8 frames cannot overlap by 8"):
        split(100, 8, 8)


def test_as_many_transitions_as_shots_are_accepted() -> None:
    """A missing transition is an error, not a cut."""
    with pytest.raises(TimelineError, match="1 shots have 2 transitions"):
        lay_out(Pace(shots=(ShotPace(frames=10),)), (TransitionKind.CUT, TransitionKind.CUT))


def test_dissolve_overlaps_and_fade_does_not() -> None:
    """A dissolve takes the shots' common frames; a fade lets them stand one after the other."""
    pace = Pace(shots=(ShotPace(frames=60, tail_frames=18), ShotPace(frames=60, head_frames=18)))

    dissolved = lay_out(pace, (TransitionKind.CUT, TransitionKind.DISSOLVE), start=96)
    faded = lay_out(pace, (TransitionKind.CUT, TransitionKind.FADE_FROM_BLACK))

    assert [(cut.start, cut.overlap) for cut in dissolved] == [(96, 0), (138, 18)]
    assert [(cut.start, cut.overlap) for cut in faded] == [(0, 0), (60, 0)]


def test_cut_points_lie_inside_the_segment() -> None:
    """Frame 0 is a key picture anyway, and the end needs none."""
    assert cut_points(Segment(first_frame=0, frames=100), 100, head=18, tail=12) == (18, 88)
    assert cut_points(Segment(first_frame=92, frames=60, repeated=8), 152, head=18, tail=0) == (8,)
    assert cut_points(Segment(first_frame=0, frames=100), 100, head=0, tail=0) == ()


@pytest.mark.parametrize(
    ("frames", "costs", "clips"),
    [
        (120, (0.3, 0.9), (120,)),
        (121, (0.3, 0.9), (120, 120)),
        (239, (0.3, 0.9), (120, 120)),
        (240, (0.3, 0.9), (240,)),
        (358, (0.3, 0.9), (120, 120, 120)),
        (239, (0.3, 0.5), (240,)),
        (359, (0.3, 0.6), (240, 120)),
    ],
)
def test_a_shot_is_made_of_the_clips_that_cost_least(
    frames: int, costs: tuple[float, ...], clips: tuple[int, ...]
) -> None:
    """Of equal cost the fewest clips; each repeats the last frame of the one before."""
    segments = anchored(frames, (120, 240), 1, costs)

    assert tuple(segment.frames for segment in segments) == clips
    assert segments[-1].first_frame + segments[-1].frames >= frames
