"""How the camera moves during a shot, as shares of the frame."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from storyreel.film.storyboard import CameraMove

HAND_SWAY = 0.0045
"""Amplitude of a hand-held camera, share of the frame.

It is smaller than a real hand's, which tires the eye in a drawing.
"""
_SWAY_RATES = (0.31, 0.73, 1.27)
"""Hertz of the three waves that sway a hand-held camera."""
_SWAY_SHARES = (0.55, 0.3, 0.15)


@dataclass(frozen=True)
class Aim:
    """Where the camera is compared with the middle of its move."""

    turn_x: float = 0.0
    """Shares of the frame's width; near and far planes move equally."""
    turn_y: float = 0.0
    slide_x: float = 0.0
    """Shares of the frame's width; near moves more than far."""
    slide_y: float = 0.0
    zoom: float = 1.0
    """Magnification; equal for near and far planes."""
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
    """Canvas units that the ground passes during the shot if the camera follows a walker."""

    @property
    def is_still(self) -> bool:
        """True if every frame is seen from the same point."""
        return self.start == self.end and self.sway == 0 and self.tracking == 0

    def at(self, progress: float, seconds: float) -> Aim:
        """The aim at a share 0 to 1 of the shot; `seconds` from the shot's beginning drive the sway."""
        aim = _between(self.start, self.end, ease(progress))
        return aim if self.sway == 0 else self._swayed(aim, seconds)

    def _swayed(self, aim: Aim, seconds: float) -> Aim:
        across, down = (self.sway * share for share in _sway(self.seed, seconds))
        return replace(aim, turn_x=aim.turn_x + across, turn_y=aim.turn_y + down)

    def scaled(self, share: float) -> CameraPath:
        """The same move, `share` as far."""
        sway = self.sway * share
        return replace(self, start=_shrunk(self.start, share), end=_shrunk(self.end, share), sway=sway)


_Ends = dict[CameraMove, tuple[Aim, Aim]]
"""Start and end of each move."""


def ease(progress: float) -> float:
    """Progress with a soft start and stop.

    >>> ease(0.0), ease(0.5), ease(1.0)
    (0.0, 0.5, 1.0)
    """
    return progress * progress * (3 - 2 * progress)


def plan_move(move: CameraMove, closeness: float, seed: int) -> CameraPath:
    """The path of a move.

    `closeness` is 0 for a wide view and 1 for a face; the same move is smaller in a closer view.
    """
    start, end = _ends(closeness).get(move, (Aim(), Aim()))
    return CameraPath(start, end, HAND_SWAY if move is CameraMove.HANDHELD else 0.0, seed)


def _ends(closeness: float) -> _Ends:
    return _turns(0.085 - 0.045 * closeness) | _approaches(1.2 - 0.1 * closeness)


def _turns(far: float) -> _Ends:
    """Start and end of the moves that go `far` aside, up or down."""
    return {
        CameraMove.PAN_LEFT: (Aim(turn_x=far), Aim(turn_x=-far)),
        CameraMove.PAN_RIGHT: (Aim(turn_x=-far), Aim(turn_x=far)),
        CameraMove.TILT_UP: (Aim(turn_y=far), Aim(turn_y=-far)),
        CameraMove.TILT_DOWN: (Aim(turn_y=-far), Aim(turn_y=far)),
        CameraMove.DOLLY_LEFT: (Aim(slide_x=far), Aim(slide_x=-far)),
        CameraMove.DOLLY_RIGHT: (Aim(slide_x=-far), Aim(slide_x=far)),
        CameraMove.CRANE_UP: (Aim(slide_y=far, approach=1.06), Aim(slide_y=-far)),
        CameraMove.CRANE_DOWN: (Aim(slide_y=-far), Aim(slide_y=far, approach=1.06)),
    }


def _approaches(grow: float) -> _Ends:
    """Start and end of the moves that come nearer or go back."""
    rest = Aim()
    return {
        CameraMove.ZOOM_IN: (rest, Aim(zoom=grow)),
        CameraMove.ZOOM_OUT: (Aim(zoom=grow), rest),
        CameraMove.DOLLY_IN: (rest, Aim(approach=grow)),
        CameraMove.DOLLY_OUT: (Aim(approach=grow), rest),
    }


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
    """Across and down, about -1 to 1."""
    phases = np.random.default_rng(seed).uniform(0, 2 * math.pi, 6)
    across = _waves([2 * math.pi * rate for rate in _SWAY_RATES], seconds, phases[:3])
    down = _waves([2 * math.pi * rate * 0.9 for rate in _SWAY_RATES], seconds, phases[3:])
    return across, down


def _waves(rates: list[float], seconds: float, phases: np.ndarray) -> float:
    """The sum of three sines; rates in radians a second."""
    waves = zip(_SWAY_SHARES, rates, phases, strict=True)
    return float(sum(share * math.sin(rate * seconds + phase) for share, rate, phase in waves))


def _shrunk(aim: Aim, share: float) -> Aim:
    """An aim a share of the way from rest."""
    return _between(Aim(), aim, share)


def _values(aim: Aim) -> tuple[float, ...]:
    return aim.turn_x, aim.turn_y, aim.slide_x, aim.slide_y, aim.zoom, aim.approach


def _between(start: Aim, end: Aim, share: float) -> Aim:
    """The aim a share of the way from one aim to another."""
    return Aim(*(_mixed(*pair, share) for pair in zip(_values(start), _values(end), strict=True)))


def _mixed(first: float, last: float, share: float) -> float:
    return first + (last - first) * share
