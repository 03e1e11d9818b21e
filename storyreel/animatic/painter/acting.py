"""What people do from moment to moment: breathe, blink, speak and walk.

It does not know how they are drawn or filmed.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from storyreel.animatic.painter.anatomy import WALK_PHASES, Body, cycle_seconds, is_turned, stride
from storyreel.animatic.painter.eyes import Eyes
from storyreel.animatic.painter.figures import Part, Stance
from storyreel.animatic.painter.mouths import Mouth
from storyreel.film.briefs import DrawnFigure, TalkSpan
from storyreel.film.storyboard import Facing, Pose
from storyreel.film.timecode import FrameRate

MOUTHS_A_SECOND = 8
_SPEECH = (Mouth.SMALL, Mouth.OPEN, Mouth.WIDE, Mouth.ROUND, Mouth.REST)
_SPEECH_SHARES = (0.32, 0.25, 0.19, 0.14, 0.10)
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
    """Units a second; 0 for who does not walk aside."""
    direction: int = 1
    """1 to the right, -1 to the left."""
    before: float = 0.0
    """How far before the mark the walk begins."""
    beyond: float = 0.0
    """How far past the mark it ends."""
    tracked: bool = False
    """The camera goes along: the walker stays, the place passes."""
    approach: float = 0.0
    """Growth a second of who walks toward the camera; negative for who walks away."""
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
        """The walk of a figure through a frame `window` units wide, in a shot of so many seconds.

        A silent runner runs out of the frame.
        """
        running = figure.pose is Pose.RUNNING
        cycle = cycle_seconds(running)
        if not is_turned(figure.facing):
            return cls(
                cycle=cycle,
                approach=(0.05 if running else 0.022) * (1 if figure.facing is Facing.CAMERA else -1),
            )
        direction = 1 if figure.facing is Facing.RIGHT else -1
        room = max(0.0, min(figure.x, 1 - figure.x) - 0.1) * window
        ahead = (1 - figure.x if direction > 0 else figure.x) * window
        before = min(room, 0.5 * window)
        beyond = before
        if running and not tracked:
            before = max(0.0, window - ahead - 0.07 * window)
            gone = (before + ahead + 0.2 * window) * _SLOWEST * cycle / stride(body, running)
            # Who would leave an empty frame behind for long stops at its far side.
            beyond = (
                room if speaks else ahead + 0.2 * window if seconds < 1.25 * gone else ahead - 0.13 * window
            )
        way = before + beyond
        speed = stride(body, running) / cycle
        # A way that is done too soon is gone more slowly, with the same steps.
        slower = min(_SLOWEST, max(1.0, seconds * speed / way)) if way > 0 else 1.0
        if tracked:
            slower = _SLOWEST if running else 1.0
        return cls(speed / slower, direction, before, beyond, tracked, 0.0, cycle * slower, seconds)

    def moved(self, seconds: float) -> float:
        """How far aside of the mark the walker is; who is followed goes gently through the frame."""
        if self.speed == 0:
            return 0.0
        if self.tracked:
            return (
                self.direction
                * (self.before + self.beyond)
                * 0.6
                * (min(1.0, seconds / max(self.seconds, 1e-6)) - 0.5)
            )
        return self.direction * (min(self.speed * seconds, self.before + self.beyond) - self.before)

    def arrived(self, seconds: float) -> bool:
        """True once the way is done; then the walker stands."""
        return self.speed > 0 and not self.tracked and self.speed * seconds >= self.before + self.beyond


@dataclass(frozen=True)
class Act:
    """What one person does at one moment."""

    parts: tuple[tuple[Part, Stance, float], ...]
    """Part, its state, and how far it is moved downwards, units of a figure."""
    breath: float
    """Height of the body, 1 at rest."""
    moved: float
    """Units of a figure aside of the mark."""
    nearness: float
    """Growth by walking toward the camera."""
    lower: float
    """Units the feet are lower for it."""


@dataclass(frozen=True)
class Performance:
    """One person through the whole shot."""

    figure: DrawnFigure
    walk: Walk
    talk: tuple[tuple[int, int], ...]
    blinks: tuple[float, ...]
    seed: int

    def at(self, seconds: float, rate: FrameRate) -> Act:
        """What the person does at a moment of the shot."""
        moving = self.figure.pose in {Pose.WALKING, Pose.RUNNING} and not self.walk.arrived(seconds)
        phase = -1.0 if self.figure.pose in {Pose.WALKING, Pose.RUNNING} else 0.0
        offset = (self.seed % 97) / 97
        if moving:
            phase = math.floor((seconds / self.walk.cycle + offset) % 1 * WALK_PHASES) / WALK_PHASES
        mouth = self._mouth(seconds, rate)
        stance = Stance(phase, self._eyes(seconds), mouth)
        calm = 0.0 if moving else 1.0
        breath = 1 + 0.0022 * math.sin(2 * math.pi * (seconds / 3.7 + offset)) * calm
        nod = 1.5 * math.sin(2 * math.pi * (seconds / 5.3 + offset * 3)) * calm
        if self._is_talking(seconds, rate):
            nod += 1.8 * math.sin(2 * math.pi * seconds * 1.3 + offset * 9) + 1.1 * math.sin(
                2 * math.pi * seconds * 2.9
            )
        if self.figure.pose is Pose.LYING:
            nod = 0.0
        parts = tuple(
            (part, stance, nod if part in {Part.BACK, Part.HEAD, Part.EYES, Part.MOUTH} else 0.0)
            for part in _ORDER
        )
        near = 1.0 + max(-0.4, min(0.35, self.walk.approach * seconds))
        return Act(parts, breath, self.walk.moved(seconds), near, (near - 1) * 260)

    def _is_talking(self, seconds: float, rate: FrameRate) -> bool:
        frame = round(seconds * float(rate.fps))
        return any(start <= frame < end for start, end in self.talk)

    def _mouth(self, seconds: float, rate: FrameRate) -> Mouth:
        """Closed in the first picture of a speech, in its last, and between speeches."""
        frame = round(seconds * float(rate.fps))
        for start, end in self.talk:
            if start < frame < end - 1:
                beat = int((frame - start) * MOUTHS_A_SECOND / float(rate.fps))
                first, second = np.random.default_rng([self.seed, start, beat]).random(2)
                before = np.random.default_rng([self.seed, start, beat - 1]).random(2)[0] if beat else 0.0
                shape = _pick(float(first))
                # A mouth that keeps its shape for two beats looks stuck.
                return shape if beat == 0 or shape is not _pick(float(before)) else _SPEECH[int(second * 4)]
        return Mouth.REST

    def _eyes(self, seconds: float) -> Eyes:
        if self.figure.asleep:
            return Eyes.SHUT
        for blink in self.blinks:
            since = seconds - blink
            if 0 <= since < _BLINK_SECONDS:
                return Eyes.SHUT if 0.3 < since / _BLINK_SECONDS < 0.75 else Eyes.HALF
            if since < 0:
                break
        return Eyes.OPEN


_ORDER = (Part.SHADOW, Part.BACK, Part.BODY, Part.HEAD, Part.MOUTH, Part.EYES)


def _pick(chance: float) -> Mouth:
    for shape, share in zip(_SPEECH, _SPEECH_SHARES, strict=True):
        if chance < share:
            return shape
        chance -= share
    return Mouth.SMALL


def perform(figure: DrawnFigure, index: int, talk: Sequence[TalkSpan], walk: Walk, seed: int) -> Performance:
    """The performance of the figure with this index in its picture."""
    rng = np.random.default_rng([seed, figure.seed, index])
    gaps = rng.uniform(1.9, 5.2, _LONGEST_SHOT_SECONDS // 3)
    gaps[0] = rng.uniform(0.5, 2.6)
    blinks = tuple(float(t) for t in np.cumsum(gaps))
    spans = tuple((span.start_frame, span.end_frame) for span in talk if span.figure_index == index)
    return Performance(figure, walk, spans, blinks, int(rng.integers(2**31)))
