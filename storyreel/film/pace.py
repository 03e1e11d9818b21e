"""The request for the lengths of all shots, and the answer: frames, and the start of each line."""

from __future__ import annotations

import operator

from pydantic import Field

from storyreel.film.frozen import Frozen
from storyreel.film.storyboard import TransitionKind
from storyreel.film.timecode import FrameRate


class LineLength(Frozen):
    """One spoken line, with what decides its time."""

    duration_ms: int = Field(ge=1)
    speaker: int = Field(ge=0, description="Equal numbers are the same voice.")
    narration: bool = False
    with_previous: bool = False


class EngineLengths(Frozen):
    """The clip lengths of an engine that ends a shot on its last keyframe."""

    lengths: tuple[int, ...] = Field(
        default=(),
        description="In frames: a shot takes one of them, or several in a chain; any if none is given.",
    )
    costs: tuple[float, ...] = Field(
        default=(),
        exclude_if=operator.not_,
        description="What a clip of each length costs, if that is not by its seconds.",
    )
    overlap: int = Field(default=0, ge=0, description="Frames by which clips of a chain overlap.")


def _is_nothing(value: object) -> bool:
    return value is None


class ShotLength(Frozen):
    """One shot, with what decides its length."""

    action_words: int = Field(ge=0)
    lines: tuple[LineLength, ...] = ()
    begins: TransitionKind = TransitionKind.CUT
    ends: TransitionKind = Field(
        default=TransitionKind.CUT, description="How the next shot begins, or how the film ends."
    )
    title_ms: int = Field(
        default=0, ge=0, description="What words over the picture take to be read.", exclude_if=operator.not_
    )
    wanted_ms: int = Field(
        default=0,
        ge=0,
        description="The length that a person asks for, transitions included; 0 if none is asked for.",
        exclude_if=operator.not_,
    )
    engine: EngineLengths | None = Field(
        default=None,
        description="Lengths of the engine that films it, if it is not the film's own.",
        exclude_if=_is_nothing,
    )


class PaceTerms(Frozen):
    """The clock of a film, and the clip lengths that its shots must take."""

    rate: FrameRate = FrameRate()
    lengths: tuple[int, ...] = Field(
        default=(),
        description=(
            "Clip lengths in frames of an engine that ends each shot on its last keyframe: a shot takes one"
            " of them, or several in a chain."
        ),
    )
    costs: tuple[float, ...] = Field(
        default=(),
        exclude_if=operator.not_,
        description="What a clip of each length costs, if that is not by its seconds.",
    )
    overlap: int = Field(default=0, ge=0, description="Frames by which clips of a chain overlap.")
    engines: dict[str, EngineLengths] = Field(
        default={},
        description="Lengths of engines that single shots name, by 'video/ENGINE/MODEL'.",
        exclude_if=operator.not_,
    )


class PaceBrief(PaceTerms):
    """Every shot of the film, in order."""

    shots: tuple[ShotLength, ...]


class ShotPace(Frozen):
    """One shot with its length."""

    frames: int = Field(ge=1)
    line_starts_ms: tuple[int, ...] = Field(
        default=(), description="Start of each line, from the start of the shot."
    )
    head_frames: int = Field(default=0, ge=0, description="Frames at the start that belong to a transition.")
    tail_frames: int = Field(default=0, ge=0, description="Frames at the end that belong to a transition.")


class Pace(Frozen):
    """The lengths of all shots."""

    shots: tuple[ShotPace, ...]
