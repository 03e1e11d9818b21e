"""From the size of a shot to what the frame holds: how near people are, how near the place is, and where both stand.

It does not know how anything is drawn.

    people's plane   magnified as the shot's size asks: a face can fill the frame
    the place        magnified with it as long as feet are seen, then less: a longer lens, a softer ground
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from storyreel.animatic.painter.camera import Aim, CameraPath, growth, parallax, plan_move
from storyreel.animatic.painter.layers import CANVAS_HEIGHT, CANVAS_WIDTH, PaintedSet
from storyreel.film.storyboard import CameraMove, Facing, ShotSize
from storyreel.film.timecode import FrameSize

VIEW_WIDTH, VIEW_HEIGHT = 1920, 1080
"""Canvas units that an unmagnified view can hold."""
FEET_LEAVE = 2.0
"""Magnification up to which place and people grow alike."""
_SHARE_OF_BODY = {
    ShotSize.MEDIUM: 0.62,
    ShotSize.MEDIUM_CLOSE: 0.42,
    ShotSize.CLOSE: 0.275,
    ShotSize.EXTREME_CLOSE: 0.15,
}
"""How much of a standing adult's height the frame's height holds."""
_CLOSENESS = {
    ShotSize.FULL: 0.25,
    ShotSize.MEDIUM: 0.5,
    ShotSize.MEDIUM_CLOSE: 0.65,
    ShotSize.CLOSE: 0.85,
    ShotSize.EXTREME_CLOSE: 1.0,
}


@dataclass(frozen=True)
class Presence:
    """One person as framing sees them: where the body and head are over the spot they stand on, canvas units, y downwards."""

    x: float
    """Share of the frame's width, as asked."""
    facing: Facing
    head: tuple[float, float, float, float]
    """Left, top, right, bottom, from the feet; hats and hair included."""
    eyes_y: float
    body_top: float
    offset_x: float = 0.0
    """How far the face is aside of the spot: a person who lies has it far off."""


@dataclass(frozen=True)
class Spot:
    """Where a point of a plane is seen: frame pixel = (canvas unit - centre) * magnification + half the frame."""

    centre_x: float
    centre_y: float
    magnification: float


@dataclass(frozen=True)
class Framing:
    """What a shot's frame holds, and the move through it. All lengths in canvas units."""

    size: FrameSize
    view_px: float
    """Frame pixels for each canvas unit at magnification 1."""
    people: Spot
    """The plane of people in the middle of the move, magnification relative to `view_px`."""
    people_x: tuple[float, ...]
    """Where each person stands."""
    people_scale: float
    """Below 1 where people stand farther off than the set's own plane of people."""
    ground_y: float
    """Where their feet are."""
    place_magnification: float
    anchor_x: float
    anchor_y: float
    """Where the camera points in the place, on the plane of depth 1."""
    path: CameraPath

    def person_spot(self, aim: Aim) -> Spot:
        """Where the plane of people is seen under an aim."""
        if self.place_magnification == self.people.magnification:
            place = self.layer_spot(1.0, aim)
            return place
        return self._spot(self.people.centre_x, self.people.centre_y, self.people.magnification, 1.0, aim)

    def layer_spot(
        self,
        depth: float,
        aim: Aim,
        tracked: float = 0.0,
        swing_x: float = 0.0,
        swing_y: float = 0.0,
        endless: bool = False,
    ) -> Spot:
        """Where a layer is seen under an aim.

        Its own swing (amplitude, canvas units) is kept inside the canvas too.

        `tracked` is how far the ground has passed since the middle of the shot.
        """
        rest = (
            self.place_magnification ** (0.55 + 0.45 * depth)
            if self.place_magnification > 1
            else self.place_magnification
        )
        centre_x, centre_y, shrink_x, shrink_y = self._fit(depth, rest, swing_x, swing_y, endless)
        shrunk = Aim(
            aim.turn_x * shrink_x,
            aim.turn_y * shrink_y,
            aim.slide_x * shrink_x,
            aim.slide_y * shrink_y,
            aim.zoom,
            aim.approach,
        )
        spot = self._spot(centre_x, centre_y, rest, depth, shrunk)
        return Spot(spot.centre_x + tracked * parallax(depth) * shrink_x, spot.centre_y, spot.magnification)

    def _spot(self, centre_x: float, centre_y: float, rest: float, depth: float, aim: Aim) -> Spot:
        magnification = rest * self.view_px * aim.zoom * aim.approach ** growth(depth)
        near = parallax(depth)
        return Spot(
            centre_x + (aim.turn_x + aim.slide_x * near) * self.size.width_px / (rest * self.view_px),
            centre_y + (aim.turn_y + aim.slide_y * near) * self.size.height_px / (rest * self.view_px),
            magnification,
        )

    def _fit(
        self, depth: float, rest: float, swing_x: float, swing_y: float, endless: bool
    ) -> tuple[float, float, float, float]:
        """Where a layer's middle must be, and how much of the move it can follow, so that its edges are never seen."""
        unit = rest * self.view_px
        near = parallax(depth)
        reach_x = (
            max(abs(a.turn_x) + abs(a.slide_x) * near for a in (self.path.start, self.path.end))
            + self.path.sway
        )
        reach_y = (
            max(abs(a.turn_y) + abs(a.slide_y) * near for a in (self.path.start, self.path.end))
            + self.path.sway
        )
        tracked = abs(self.path.tracking) / 2 * near
        x, shrink_x = _inside(
            self.anchor_x,
            self.size.width_px / unit,
            reach_x * self.size.width_px / unit + tracked,
            swing_x,
            CANVAS_WIDTH,
        )
        y, shrink_y = _inside(
            self.anchor_y,
            self.size.height_px / unit,
            reach_y * self.size.height_px / unit,
            swing_y,
            CANVAS_HEIGHT,
        )
        return (self.anchor_x, y, 1.0, shrink_y) if endless else (x, y, shrink_x, shrink_y)


def _inside(wanted: float, window: float, reach: float, swing: float, canvas: float) -> tuple[float, float]:
    """The centre nearest to `wanted` from which a window can move by `reach` inside the canvas, and the share of the reach that fits."""
    room = max(0.0, (canvas - window) / 2 - swing - 1.0)
    share = min(1.0, room / reach) if reach > 0 else 1.0
    slack = room - reach * share
    return min(max(wanted, canvas / 2 - slack), canvas / 2 + slack), share


def compose(
    painted: PaintedSet,
    presences: Sequence[Presence],
    shot: ShotSize,
    move: CameraMove,
    size: FrameSize,
    seed: int,
    tracking: float = 0.0,
) -> Framing:
    """The framing of a shot; every head is inside the frame for the whole of the move."""
    view_px = max(size.width_px / VIEW_WIDTH, size.height_px / VIEW_HEIGHT)
    closeness = _CLOSENESS.get(shot, 0.0)
    scale = 1.0
    if shot is ShotSize.EXTREME_WIDE:
        scale = 0.62
    ground = _ground(painted, scale)
    magnification = _magnification(presences, shot, move, size, view_px)
    centre_y = _centre_y(presences, shot, magnification, ground, size, view_px)
    window = size.width_px / (magnification * view_px)
    centre_x = CANVAS_WIDTH / 2
    spots = _people_x(presences, shot)
    people_x = tuple(
        centre_x + (x - 0.5) * window - p.offset_x * _aside(shot, p.offset_x, window)
        for x, p in zip(spots, presences, strict=True)
    )
    place = (
        magnification if magnification <= FEET_LEAVE else FEET_LEAVE * (magnification / FEET_LEAVE) ** 0.28
    )
    place = min(place, 3.4) if shot is not ShotSize.FULL else min(magnification, 3.0)
    anchor_x = centre_x + _stand_aside(presences) * (0.0 if place == magnification else 1.0)
    anchor_y = centre_y
    if shot is ShotSize.FULL and place != magnification:
        anchor_y = ground - (ground - centre_y) * magnification / place
    path = plan_move(move, closeness, seed)
    framing = Framing(
        size,
        view_px,
        Spot(centre_x, centre_y, magnification),
        people_x,
        scale,
        ground,
        place,
        anchor_x,
        anchor_y,
        CameraPath(path.start, path.end, path.sway, path.seed, tracking),
    )
    return _kept_in_frame(framing, presences)


def _aside(shot: ShotSize, offset_x: float, window: float) -> float:
    """How much of a face's way aside is made good: a close view is of the face, a wide one of the place, a full one of as much body as fits."""
    if shot is ShotSize.FULL and offset_x:
        return max(0.3, 1 - 0.25 * window / abs(offset_x))
    return 1.0 if shot in _CLOSENESS else 0.0


def _ground(painted: PaintedSet, scale: float) -> float:
    horizon = painted.floor_y - 0.93 * painted.person_height
    return horizon + (painted.floor_y - horizon) * scale


def _people_x(presences: Sequence[Presence], shot: ShotSize) -> tuple[float, ...]:
    """Shares of the frame; one person in the middle who looks aside gets room to look into."""
    if len(presences) == 1 and abs(presences[0].x - 0.5) < 0.06 and shot in _CLOSENESS:
        room = {Facing.LEFT: 0.09, Facing.RIGHT: -0.09}.get(presences[0].facing, 0.0)
        return (presences[0].x + (room if shot is not ShotSize.EXTREME_CLOSE else room * 0.4),)
    return tuple(min(max(p.x, 0.08), 0.92) for p in presences)


def _stand_aside(presences: Sequence[Presence]) -> float:
    """Canvas units by which the place behind a close view lies aside, so that two who talk have two backgrounds."""
    if len(presences) != 1:
        return 0.0
    return {Facing.LEFT: 260.0, Facing.RIGHT: -260.0}.get(presences[0].facing, 60.0)


def _magnification(
    presences: Sequence[Presence], shot: ShotSize, move: CameraMove, size: FrameSize, view_px: float
) -> float:
    travels = move not in {
        CameraMove.STATIC,
        CameraMove.ZOOM_IN,
        CameraMove.ZOOM_OUT,
        CameraMove.DOLLY_IN,
        CameraMove.DOLLY_OUT,
    }
    if shot is ShotSize.EXTREME_WIDE:
        return 1.0 if travels else 0.9
    frame = size.height_px / view_px
    if shot is ShotSize.WIDE:
        return 1.0
    if not presences:
        return {
            ShotSize.FULL: 1.15,
            ShotSize.MEDIUM: 1.4,
            ShotSize.MEDIUM_CLOSE: 1.7,
            ShotSize.CLOSE: 2.0,
            ShotSize.EXTREME_CLOSE: 2.4,
        }[shot]
    tallest = max(-p.body_top for p in presences)
    # A share of a person's own height: children fill a close frame as adults do.
    asked = (
        max(1.0, 0.8 * frame / tallest)
        if shot is ShotSize.FULL
        else frame / (_SHARE_OF_BODY[shot] * _stature(presences))
    )
    return max(0.9, min(asked, _widest_fit(presences, shot, size, view_px)))


def _stature(presences: Sequence[Presence]) -> float:
    """Height of a standing adult with the largest head among the people, 6.3 heads."""
    return max((p.head[3] - p.head[1]) for p in presences) * 5.6


def _widest_fit(presences: Sequence[Presence], shot: ShotSize, size: FrameSize, view_px: float) -> float:
    """The magnification at which all heads still fit across the frame and do not cover one another."""
    width = size.width_px / view_px
    spots = sorted(_people_x(presences, shot))
    head = max(p.head[2] - p.head[0] for p in presences)
    edge = min(min(x, 1 - x) for x in spots)
    fit = (
        edge * 2 * width / (head * (0.86 if shot is ShotSize.EXTREME_CLOSE and len(presences) == 1 else 1.06))
    )
    gaps = [b - a for a, b in pairwise(spots)]
    if gaps and min(gaps) > 0.05:
        fit = min(fit, min(gaps) * width / (head * 1.15))
    reach = max(p.eyes_y for p in presences) - min(p.eyes_y for p in presences)
    if reach > 0:
        fit = min(
            fit, (size.height_px / view_px) * 0.8 / (reach + max(p.head[3] - p.head[1] for p in presences))
        )
    return fit


def _centre_y(
    presences: Sequence[Presence],
    shot: ShotSize,
    magnification: float,
    ground: float,
    size: FrameSize,
    view_px: float,
) -> float:
    frame = size.height_px / (magnification * view_px)
    if not presences or shot in {ShotSize.EXTREME_WIDE, ShotSize.WIDE}:
        return min(max(CANVAS_HEIGHT / 2, ground + 0.04 * frame - frame / 2), CANVAS_HEIGHT - frame / 2)
    top = ground + min(p.body_top for p in presences)
    if shot is ShotSize.FULL:
        return top - 0.1 * frame + frame / 2
    eyes = ground + sum(p.eyes_y for p in presences) / len(presences)
    at = {ShotSize.EXTREME_CLOSE: 0.44, ShotSize.CLOSE: 0.42}.get(shot, 0.36)
    centre = eyes + (0.5 - at) * frame
    if shot is not ShotSize.EXTREME_CLOSE:
        highest = ground + min(p.head[1] for p in presences)
        centre = min(centre, highest - 0.03 * frame + frame / 2)
        lowest = ground + max(p.head[3] for p in presences)
        centre = max(centre, lowest + 0.02 * frame - frame / 2)
    return centre


def faces_inside(framing: Framing, presences: Sequence[Presence], aim: Aim) -> bool:
    """True when the eyes and the middle of every head are inside the frame by a small margin."""
    spot = framing.person_spot(aim)
    for presence, x in zip(presences, framing.people_x, strict=True):
        scale = framing.people_scale
        middle = (
            x + presence.offset_x * scale - spot.centre_x
        ) * spot.magnification / framing.size.width_px + 0.5
        eyes = (
            framing.ground_y + presence.eyes_y * scale - spot.centre_y
        ) * spot.magnification / framing.size.height_px + 0.5
        half = (presence.head[2] - presence.head[0]) / 2 * scale * spot.magnification / framing.size.width_px
        margin = min(half * 0.8, 0.4)
        if not (margin <= middle <= 1 - margin and 0.04 <= eyes <= 0.96):
            return False
    return True


def _kept_in_frame(framing: Framing, presences: Sequence[Presence]) -> Framing:
    """The framing with its move made smaller until nobody's face leaves the frame."""
    for share in (1.0, 0.75, 0.5, 0.3, 0.15, 0.0):
        tried = replace(framing, path=framing.path.scaled(share))
        if all(faces_inside(tried, presences, aim) for aim in (tried.path.start, tried.path.end)):
            return tried
    return replace(framing, path=framing.path.scaled(0.0))
