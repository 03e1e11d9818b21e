"""How the camera moves during a shot, as shares of the frame. It does not know what is in the frame."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from storyreel.film.storyboard import CameraMove

HAND_SWAY = 0.0045
"""Amplitude of a hand-held camera, share of the frame: less than a hand's own, which tires the eye in a
drawing.
"""


@dataclass(frozen=True)
class Aim:
    """Where the camera is compared with the middle of its move."""

    turn_x: float = 0.0
    """Shares of the frame's width; near and far move alike."""
    turn_y: float = 0.0
    slide_x: float = 0.0
    """Shares of the frame's width; near moves more than far."""
    slide_y: float = 0.0
    zoom: float = 1.0
    """Magnification; near and far alike."""
    approach: float = 1.0
    """Magnification of the plane of people; far planes grow less."""


@dataclass(frozen=True)
class CameraPath:
    """A move from `start` to `end`, eased at both; a hand-held one sways about the middle."""

    start: Aim
    end: Aim
    sway: float = 0.0
    seed: int = 0
    tracking: float = 0.0
    """Canvas units that the ground passes under the camera during the shot, when it goes along with a walker."""

    @property
    def is_still(self) -> bool:
        """True where every frame is seen from the same point."""
        return self.start == self.end and self.sway == 0 and self.tracking == 0

    def at(self, progress: float, seconds: float) -> Aim:
        """The aim at a share 0 to 1 of the shot; `seconds` from the shot's beginning drive the sway."""
        eased = ease(progress)
        blend = [a + (b - a) * eased for a, b in zip(_values(self.start), _values(self.end), strict=True)]
        aim = Aim(*blend)
        if self.sway == 0:
            return aim
        across, down = _sway(self.seed, seconds)
        return replace(aim, turn_x=aim.turn_x + self.sway * across, turn_y=aim.turn_y + self.sway * down)

    def scaled(self, share: float) -> CameraPath:
        """The same move, `share` as far."""
        return replace(
            self,
            start=_toward_rest(self.start, share),
            end=_toward_rest(self.end, share),
            sway=self.sway * share,
        )


def ease(progress: float) -> float:
    """Progress with a soft start and stop.

    >>> ease(0.0), ease(0.5), ease(1.0)
    (0.0, 0.5, 1.0)
    """
    return progress * progress * (3 - 2 * progress)


def plan_move(move: CameraMove, closeness: float, seed: int) -> CameraPath:
    """The path of a move.

    `closeness` 0 for a wide view to 1 for a face, where the same move is made smaller.
    """
    far = 0.085 - 0.045 * closeness
    grow = 1.2 - 0.1 * closeness
    rest = Aim()
    ends: dict[CameraMove, tuple[Aim, Aim]] = {
        CameraMove.PAN_LEFT: (Aim(turn_x=far), Aim(turn_x=-far)),
        CameraMove.PAN_RIGHT: (Aim(turn_x=-far), Aim(turn_x=far)),
        CameraMove.TILT_UP: (Aim(turn_y=far), Aim(turn_y=-far)),
        CameraMove.TILT_DOWN: (Aim(turn_y=-far), Aim(turn_y=far)),
        CameraMove.ZOOM_IN: (rest, Aim(zoom=grow)),
        CameraMove.ZOOM_OUT: (Aim(zoom=grow), rest),
        CameraMove.DOLLY_IN: (rest, Aim(approach=grow)),
        CameraMove.DOLLY_OUT: (Aim(approach=grow), rest),
        CameraMove.DOLLY_LEFT: (Aim(slide_x=far), Aim(slide_x=-far)),
        CameraMove.DOLLY_RIGHT: (Aim(slide_x=-far), Aim(slide_x=far)),
        CameraMove.CRANE_UP: (Aim(slide_y=far, approach=1.06), Aim(slide_y=-far)),
        CameraMove.CRANE_DOWN: (Aim(slide_y=-far), Aim(slide_y=far, approach=1.06)),
    }
    start, end = ends.get(move, (rest, rest))
    return CameraPath(start, end, HAND_SWAY if move is CameraMove.HANDHELD else 0.0, seed)


def parallax(depth: float) -> float:
    """How much a plane moves when the camera slides, 1 at the plane of people.

    >>> parallax(1.0)
    1.0
    """
    return 0.12 + 0.88 * depth


def growth(depth: float) -> float:
    """Exponent by which a plane grows when the camera comes nearer, 1 at the plane of people.

    >>> growth(1.0)
    1.0
    """
    return 0.3 + 0.7 * depth


def _sway(seed: int, seconds: float) -> tuple[float, float]:
    phases = np.random.default_rng(seed).uniform(0, 2 * math.pi, 6)
    rates = (0.31, 0.73, 1.27)
    shares = (0.55, 0.3, 0.15)
    across = sum(
        s * math.sin(2 * math.pi * r * seconds + p) for s, r, p in zip(shares, rates, phases[:3], strict=True)
    )
    down = sum(
        s * math.sin(2 * math.pi * r * 0.9 * seconds + p)
        for s, r, p in zip(shares, rates, phases[3:], strict=True)
    )
    return float(across), float(down)


def _values(aim: Aim) -> tuple[float, ...]:
    return aim.turn_x, aim.turn_y, aim.slide_x, aim.slide_y, aim.zoom, aim.approach


def _toward_rest(aim: Aim, share: float) -> Aim:
    return Aim(*[r + (a - r) * share for a, r in zip(_values(aim), _values(Aim()), strict=True)])
