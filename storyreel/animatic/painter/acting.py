"""What people do from moment to moment: breathe, blink, speak and walk."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from storyreel.animatic.painter.anatomy import WALK_PHASES, Body, cycle_seconds, is_turned, stride
from storyreel.animatic.painter.eyes import Eyes
from storyreel.animatic.painter.figures import Part, Stance
from storyreel.animatic.painter.speaking import SpokenPhrases
from storyreel.film.briefs import DrawnFigure, TalkSpan
from storyreel.film.storyboard import Facing, Pose
from storyreel.film.timecode import FrameRate

_BLINK_SECONDS = 0.17
_LONGEST_SHOT_SECONDS = 600
_SLOWEST = 1.45
"""How much slower than a body's own pace a walk may be filmed."""


@dataclass(frozen=True)
class Walk:
    """A way across the frame, in units of a figure.

    The feet go back exactly as fast as the body goes forward.
    """

    speed: float = 0.0
    """Units a second; 0 for a person who does not walk to a side."""
    direction: int = 1
    """1 to the right, -1 to the left."""
    before: float = 0.0
    """How far before the mark the walk begins, units of a figure."""
    beyond: float = 0.0
    """How far past the mark it ends."""
    tracked: bool = False
    """The camera follows: the walker stays in the frame, the place passes."""
    approach: float = 0.0
    """Growth a second of a person who walks toward the camera; negative if they walk away."""
    cycle: float = 1.0
    """Seconds in which two steps are made."""
    seconds: float = 1.0
    """How long the shot is."""

    @classmethod
    def of(
        cls,
        figure: DrawnFigure,
        body: Body,
        window: float,
        tracked: bool,
        seconds: float,
        speaks: bool = False,
    ) -> Walk:
        """The walk of a figure through a frame `window` units wide, in a shot of `seconds`.

        A silent runner runs out of the frame.
        """
        running = figure.pose is Pose.RUNNING
        if not is_turned(figure.facing):
            growth = 0.05 if running else 0.022
            toward = figure.facing is Facing.CAMERA
            return cls(cycle=cycle_seconds(running), approach=growth if toward else -growth)
        return _Way(figure, body, window, tracked, seconds, speaks).walk()

    @property
    def is_followed(self) -> bool:
        """True if the camera goes along with the walker."""
        return self.tracked and self.speed != 0

    def moved(self, seconds: float) -> float:
        """How far beside the mark the walker is; a followed one goes slowly through the frame."""
        if self.speed == 0:
            return 0.0
        return self._moved_in_frame(seconds) if self.tracked else self._moved_across(seconds)

    def _moved_in_frame(self, seconds: float) -> float:
        """How far a followed walker is beside the mark."""
        return self.direction * self._length * 0.6 * self._share_beside_middle(seconds)

    def _moved_across(self, seconds: float) -> float:
        return self.direction * (min(self.speed * seconds, self._length) - self.before)

    @property
    def _length(self) -> float:
        """From the beginning of the way to its end, units of a figure."""
        return self.before + self.beyond

    def _share_beside_middle(self, seconds: float) -> float:
        """How much of the shot lies between its middle and a moment, -0.5 to 0.5."""
        return min(1.0, seconds / max(self.seconds, 1e-6)) - 0.5

    def arrived(self, seconds: float) -> bool:
        """True once the walk is over; then the walker stands still."""
        return self.speed > 0 and not self.tracked and self.speed * seconds >= self._length


@dataclass(frozen=True)
class _Way:
    """A walk to a side, before it is known how fast it is made."""

    figure: DrawnFigure
    body: Body
    window: float
    tracked: bool
    seconds: float
    speaks: bool

    @cached_property
    def running(self) -> bool:
        return self.figure.pose is Pose.RUNNING

    @cached_property
    def to_right(self) -> bool:
        return self.figure.facing is Facing.RIGHT

    @cached_property
    def cycle(self) -> float:
        return cycle_seconds(self.running)

    @cached_property
    def room(self) -> float:
        """From the mark to the nearer edge of the frame, without a margin."""
        return max(0.0, min(self.figure.x, 1 - self.figure.x) - 0.1) * self.window

    @cached_property
    def ahead(self) -> float:
        """From the mark to the edge of the frame that the walker faces."""
        return (1 - self.figure.x if self.to_right else self.figure.x) * self.window

    @cached_property
    def crosses(self) -> bool:
        """A runner that the camera does not follow runs through the whole frame."""
        return self.running and not self.tracked

    @cached_property
    def before(self) -> float:
        return self._behind if self.crosses else min(self.room, 0.5 * self.window)

    @property
    def _behind(self) -> float:
        """From the edge of the frame behind the walker to the mark, without a margin."""
        return max(0.0, self.window - self.ahead - 0.07 * self.window)

    @cached_property
    def beyond(self) -> float:
        if not self.crosses:
            return self.before
        return self.room if self.speaks else self._run_past_mark()

    def _run_past_mark(self) -> float:
        if self._leaves():
            return self.ahead + 0.2 * self.window
        return self.ahead - 0.13 * self.window

    def _leaves(self) -> bool:
        """False if the frame would stay empty for long behind the runner, who then stops at its far side."""
        return self.seconds < 1.25 * self._seconds_until_gone()

    def _seconds_until_gone(self) -> float:
        """How long the slowest runner needs to leave the frame."""
        return (self.before + self.ahead + 0.2 * self.window) * _SLOWEST * self.cycle / self.stride

    @cached_property
    def stride(self) -> float:
        return stride(self.body, self.running)

    @cached_property
    def speed(self) -> float:
        """Units a second at the body's own pace."""
        return self.stride / self.cycle

    def walk(self) -> Walk:
        return Walk(
            self.speed / self.slower,
            self._direction,
            self.before,
            self.beyond,
            self.tracked,
            cycle=self._filmed_cycle,
            seconds=self.seconds,
        )

    @property
    def _direction(self) -> int:
        return 1 if self.to_right else -1

    @property
    def _filmed_cycle(self) -> float:
        """Seconds of two steps as they are filmed."""
        return self.cycle * self.slower

    @cached_property
    def slower(self) -> float:
        """How much slower the same steps are made, so that a short way lasts as long as the shot."""
        if self.tracked:
            return _SLOWEST if self.running else 1.0
        return self._slower_over(self.before + self.beyond)

    def _slower_over(self, way: float) -> float:
        if way <= 0:
            return 1.0
        return min(_SLOWEST, max(1.0, self.seconds * self.speed / way))


@dataclass(frozen=True)
class Act:
    """What one person does at one moment."""

    parts: tuple[tuple[Part, Stance, float], ...]
    """Part, its state, and how far it is moved downwards, units of a figure."""
    breath: float
    """Height of the body, 1 at rest."""
    moved: float
    """Units of a figure beside the mark."""
    nearness: float
    """Growth by walking toward the camera."""
    lower: float
    """Units the feet are lower for it."""


@dataclass(frozen=True)
class Performance:
    """One person through the whole shot."""

    figure: DrawnFigure
    walk: Walk
    phrases: SpokenPhrases
    blinks: tuple[float, ...]
    seed: int

    def at(self, seconds: float, rate: FrameRate) -> Act:
        """What the person does at a moment of the shot."""
        stance = self._stance(seconds, rate)
        nod = 0.0 if self.figure.pose is Pose.LYING else self._nod(seconds, rate)
        parts = tuple((part, stance, nod if part in _NODDING else 0.0) for part in _ORDER)
        near = 1.0 + max(-0.4, min(0.35, self.walk.approach * seconds))
        return Act(parts, self._breath(seconds), self.walk.moved(seconds), near, (near - 1) * 260)

    def _stance(self, seconds: float, rate: FrameRate) -> Stance:
        frame, phase, eyes = _frame_at(seconds, rate), self._phase(seconds), self._eyes(seconds)
        if self._is_moving(seconds):  # every phase of a step has drawings of its own, so they are few
            return Stance(phase, eyes, self.phrases.plain_mouth(frame))
        mouth = self.phrases.mouth(frame)
        return Stance(phase, eyes, mouth, mouth.jaw, self.phrases.brow_lift(frame))

    @property
    def _offset(self) -> float:
        """How far this person is ahead of the others in what all do, 0 to 1."""
        return (self.seed % 97) / 97

    def _is_moving(self, seconds: float) -> bool:
        return self.figure.pose in _WALKS and not self.walk.arrived(seconds)

    def _phase(self, seconds: float) -> float:
        """Phase of the step as `Stance.phase`."""
        if self._is_moving(seconds):
            return self._phase_of_step(seconds)
        return -1.0 if self.figure.pose in _WALKS else 0.0

    def _phase_of_step(self, seconds: float) -> float:
        return math.floor((seconds / self.walk.cycle + self._offset) % 1 * WALK_PHASES) / WALK_PHASES

    def _calm(self, seconds: float) -> float:
        return 0.0 if self._is_moving(seconds) else 1.0

    def _breath(self, seconds: float) -> float:
        return 1 + 0.0022 * _wave(seconds / 3.7 + self._offset) * self._calm(seconds)

    def _nod(self, seconds: float, rate: FrameRate) -> float:
        """How far the head is lower than at rest: slowly always, faster in speech."""
        nod = 1.5 * _wave(seconds / 5.3 + self._offset * 3) * self._calm(seconds)
        if self.phrases.is_talking(_frame_at(seconds, rate)):
            return nod + self._nod_of_speech(seconds)
        return nod

    def _nod_of_speech(self, seconds: float) -> float:
        slow = 1.8 * _swing(seconds, 1.3, self._offset * 9)
        return slow + 1.1 * _swing(seconds, 2.9, 0.0)

    def _eyes(self, seconds: float) -> Eyes:
        if self.figure.asleep:
            return Eyes.SHUT
        begun = bisect_right(self.blinks, seconds)
        return _blinking(seconds - self.blinks[begun - 1]) if begun else Eyes.OPEN


_WALKS = frozenset({Pose.WALKING, Pose.RUNNING})
_NODDING = frozenset({Part.BACK, Part.HEAD, Part.EYES, Part.MOUTH})
_ORDER = (Part.SHADOW, Part.BACK, Part.BODY, Part.HEAD, Part.MOUTH, Part.EYES)


def _wave(turns: float) -> float:
    return math.sin(2 * math.pi * turns)


def _frame_at(seconds: float, rate: FrameRate) -> int:
    return round(seconds * float(rate.fps))


def _swing(seconds: float, hertz: float, phase: float) -> float:
    return math.sin(2 * math.pi * seconds * hertz + phase)


def _blinking(since: float) -> Eyes:
    """The eyes, a number of seconds after a blink began."""
    if since >= _BLINK_SECONDS:
        return Eyes.OPEN
    return Eyes.SHUT if 0.3 < since / _BLINK_SECONDS < 0.75 else Eyes.HALF


def perform(
    figure: DrawnFigure, index: int, talk: Sequence[TalkSpan], walk: Walk, seed: int, rate: FrameRate
) -> Performance:
    """The performance of the figure with this index in its picture."""
    rng = np.random.default_rng([seed, figure.seed, index])
    gaps = rng.uniform(1.9, 5.2, _LONGEST_SHOT_SECONDS // 3)
    gaps[0] = rng.uniform(0.5, 2.6)
    phrases = SpokenPhrases(tuple(span for span in talk if span.figure_index == index))
    blinks = tuple(phrases.blinks(np.cumsum(gaps).tolist(), rate))
    return Performance(figure, walk, phrases, blinks, int(rng.integers(2**31)))
