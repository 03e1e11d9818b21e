"""How long each shot lasts and when each line in it starts: as long as its speech and action take."""

from __future__ import annotations

from fractions import Fraction

from storyreel.film.clip_lengths import chain
from storyreel.film.pace import EngineLengths, LineLength, Pace, PaceBrief, ShotLength, ShotPace
from storyreel.film.storyboard import TransitionKind
from storyreel.film.timecode import FrameRate

TRANSITION_SECONDS = Fraction(3, 4)
"""Length of a dissolve or of one fade; between a soft cut and a held one."""
LEAD_IN_MS = 450
"""Picture before the first word: the eye needs two to three fixations of about 200 ms (Rayner 1998) to find
the speaker.
"""
TAIL_MS = 600
"""Picture after the last word."""
REPLY_GAP_MS = 320
"""Silence between two people's lines; turns in conversation follow at about 200 ms (Stivers et al. 2009),
staged speech a little slower.
"""
SAME_SPEAKER_GAP_MS = 420
NARRATION_GAP_MS = 550
SHORTEST_SHOT_MS = 1_800
LONGEST_SILENT_MS = 7_000
ACTION_BASE_MS = 1_300
ACTION_WORD_MS = 190
"""A page of 180 words of action plays in about a minute with its pauses (the one page, one minute rule): 190
ms a word over a base.
"""


def set_pace(brief: PaceBrief) -> Pace:
    """The length of each shot and the start of each line.

        |head| lead-in | line | gap | line | tail |tail transition|

    >>> line = LineLength(duration_ms=2000, speaker=0)
    >>> set_pace(PaceBrief(shots=(ShotLength(action_words=0, lines=(line,)),))).shots[0].frames
    74
    """
    films = EngineLengths(lengths=brief.lengths, costs=brief.costs, overlap=brief.overlap)
    return Pace(shots=tuple(_paced(shot, brief.rate, shot.engine or films) for shot in brief.shots))


def _paced(shot: ShotLength, rate: FrameRate, engine: EngineLengths) -> ShotPace:
    """The shot at the length that a person asks for, or else at one that the engine gives it."""
    paced = _pace_shot(shot, rate)
    return paced if shot.wanted_ms else _fitted(paced, engine)


def _fitted(shot: ShotPace, engine: EngineLengths) -> ShotPace:
    """The shot at the length the engine gives it."""
    if not engine.lengths:
        return shot
    clips = chain(shot.frames, engine.lengths, engine.overlap, engine.costs)
    return shot.model_copy(update={"frames": sum(clips) - engine.overlap * (len(clips) - 1)})


def _transition_frames(kind: TransitionKind, rate: FrameRate) -> int:
    """Frames of one transition of a kind; 0 for a cut."""
    return 0 if kind is TransitionKind.CUT else rate.nearest_frame(TRANSITION_SECONDS)


def _head_frames(kind: TransitionKind, rate: FrameRate) -> int:
    """Frames at the start of a shot that its transition takes.

    A plain fade to black belongs to the shot before.
    """
    return 0 if kind is TransitionKind.FADE_TO_BLACK else _transition_frames(kind, rate)


def _tail_frames(following: TransitionKind, rate: FrameRate) -> int:
    """Frames at the end of a shot that the transition into the next shot takes."""
    return 0 if following is TransitionKind.FADE_FROM_BLACK else _transition_frames(following, rate)


def _pace_shot(shot: ShotLength, rate: FrameRate) -> ShotPace:
    head, tail = _head_frames(shot.begins, rate), _tail_frames(shot.ends, rate)
    head_ms = int(rate.seconds(head) * 1000)
    starts, spoken_until = _line_starts(shot.lines, head_ms)
    seen_ms = head_ms + max(SHORTEST_SHOT_MS, _action_ms(shot.action_words), shot.title_ms)
    heard_ms = spoken_until + TAIL_MS if starts else 0
    if shot.wanted_ms:
        frames = _wanted_frames(shot.wanted_ms, heard_ms, head, tail, rate)
    else:
        frames = rate.frames_at_least(Fraction(max(seen_ms, heard_ms), 1000)) + tail
    return ShotPace(
        frames=frames,
        line_starts_ms=starts,
        head_frames=head,
        tail_frames=tail,
    )


def _wanted_frames(wanted_ms: int, heard_ms: int, head: int, tail: int, rate: FrameRate) -> int:
    """Frames of a shot whose length a person asks for: no fewer than its lines and transitions take."""
    heard = rate.frames_at_least(Fraction(heard_ms, 1000)) + tail
    return max(rate.nearest_frame(Fraction(wanted_ms, 1000)), heard, head + tail + 1)


def _action_ms(words: int) -> int:
    return min(LONGEST_SILENT_MS, ACTION_BASE_MS + ACTION_WORD_MS * words) if words else 0


def _line_starts(lines: tuple[LineLength, ...], head_ms: int) -> tuple[tuple[int, ...], int]:
    """Start of each line, and the end of the last, in milliseconds from the start of the shot."""
    starts: list[int] = []
    end = previous_start = head_ms + LEAD_IN_MS
    previous: LineLength | None = None
    for line in lines:
        if previous is None:
            start = end
        elif line.with_previous:
            start = previous_start
        else:
            start = end + _gap(previous, line)
        starts.append(start)
        end = max(end, start + line.duration_ms)
        previous, previous_start = line, start
    return tuple(starts), end


def _gap(before: LineLength, after: LineLength) -> int:
    if before.narration or after.narration:
        return NARRATION_GAP_MS
    return SAME_SPEAKER_GAP_MS if before.speaker == after.speaker else REPLY_GAP_MS
