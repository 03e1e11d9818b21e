"""The film's rhythm: sound leads, and no word falls into a transition."""

from __future__ import annotations

import itertools
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from storyreel.film.pace import LineLength, PaceBrief, ShotLength, ShotPace
from storyreel.film.storyboard import TransitionKind
from storyreel.film.timecode import FrameRate
from storyreel.planning.pace import (
    LEAD_IN_MS,
    LONGEST_SILENT_MS,
    NARRATION_GAP_MS,
    REPLY_GAP_MS,
    SAME_SPEAKER_GAP_MS,
    SHORTEST_SHOT_MS,
    TAIL_MS,
    set_pace,
)

LINES = st.builds(
    LineLength,
    duration_ms=st.integers(1, 20_000),
    speaker=st.integers(0, 3),
    narration=st.booleans(),
    with_previous=st.booleans(),
)
SHOTS = st.builds(
    ShotLength,
    action_words=st.integers(0, 80),
    lines=st.lists(LINES, max_size=5).map(tuple),
    begins=st.sampled_from(list(TransitionKind)),
    ends=st.sampled_from(list(TransitionKind)),
)
RATES = st.sampled_from([FrameRate(), FrameRate(numerator=25), FrameRate(numerator=24000, denominator=1001)])


def paced(shot: ShotLength, rate: FrameRate | None = None) -> ShotPace:
    return set_pace(PaceBrief(shots=(shot,), rate=rate or FrameRate())).shots[0]


@given(SHOTS, RATES)
def test_speech_is_heard_to_its_end_outside_the_transitions(shot: ShotLength, rate: FrameRate) -> None:
    """Every line starts after the head and its lead-in, and ends with room before the tail."""
    pace = paced(shot, rate)

    shown_until_ms = rate.seconds(pace.frames - pace.tail_frames) * 1000
    for start, line in zip(pace.line_starts_ms, shot.lines, strict=True):
        assert start >= int(rate.seconds(pace.head_frames) * 1000) + LEAD_IN_MS
        assert start + line.duration_ms + TAIL_MS <= shown_until_ms


@given(SHOTS, RATES)
def test_shot_is_longer_than_its_transitions(shot: ShotLength, rate: FrameRate) -> None:
    """Between head and tail the shot stands as long as the shortest shot may."""
    pace = paced(shot, rate)

    standing = rate.seconds(pace.frames - pace.head_frames - pace.tail_frames)
    assert standing >= Fraction(SHORTEST_SHOT_MS, 1000) - rate.seconds(1)


@given(SHOTS)
def test_lines_follow_one_another_unless_spoken_together(shot: ShotLength) -> None:
    """No one speaks into another's line, except who is written to."""
    starts = paced(shot).line_starts_ms

    for (before, line), (after, following) in itertools.pairwise(zip(starts, shot.lines, strict=True)):
        assert after == before if following.with_previous else after > before + line.duration_ms


def test_pauses_depend_on_who_speaks() -> None:
    """A reply follows soonest, the narrator after the longest pause."""
    first = LineLength(duration_ms=1000, speaker=1)
    second = {
        REPLY_GAP_MS: LineLength(duration_ms=500, speaker=2),
        SAME_SPEAKER_GAP_MS: LineLength(duration_ms=500, speaker=1),
        NARRATION_GAP_MS: LineLength(duration_ms=500, speaker=0, narration=True),
    }

    for gap, line in second.items():
        assert paced(ShotLength(action_words=0, lines=(first, line))).line_starts_ms == (
            LEAD_IN_MS,
            LEAD_IN_MS + 1000 + gap,
        )


def test_silent_shot_is_as_long_as_its_action_and_no_longer_than_patience() -> None:
    """More action takes more time, up to a limit."""
    short, longer, endless = (paced(ShotLength(action_words=words)).frames for words in (4, 20, 400))

    assert short < longer < endless
    assert endless == FrameRate().frames_at_least(Fraction(LONGEST_SILENT_MS, 1000))


def test_fade_to_black_belongs_to_the_shot_before() -> None:
    """The shot that ends in black gives up its tail; the next starts at once."""
    ending = paced(ShotLength(action_words=5, ends=TransitionKind.FADE_TO_BLACK))
    starting = paced(ShotLength(action_words=5, begins=TransitionKind.FADE_TO_BLACK))

    assert (ending.tail_frames, starting.head_frames) == (18, 0)
