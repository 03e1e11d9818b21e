"""What the frame of a shot holds: how near people are, how near the place is, and where both stand.

people's plane   magnified as the shot's size asks: a face can fill the frame
the place        magnified with it as long as feet are seen, then less: a longer lens, a softer ground
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from storyreel.animatic.painter.camera import Aim, CameraPath, growth, parallax, plan_move
from storyreel.animatic.painter.layers import CANVAS_HEIGHT, CANVAS_WIDTH, PaintedSet
from storyreel.film.storyboard import CameraMove, Facing, ShotSize
from storyreel.film.timecode import FrameSize

VIEW_WIDTH, VIEW_HEIGHT = 1920, 1080
"""Canvas units that an unmagnified view can hold."""
FEET_LEAVE = 2.0
"""Magnification up to which place and people grow equally."""
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
    """One person as framing needs it: body and head around the feet, canvas units, y downwards."""

    x: float
    """Share of the frame's width, as asked."""
    facing: Facing
    head: tuple[float, float, float, float]
    """Left, top, right, bottom, from the feet; hats and hair included."""
    eyes_y: float
    body_top: float
    offset_x: float = 0.0
    """How far the face is beside the spot: for a person who lies it is far."""

    @property
    def is_in_the_middle(self) -> bool:
        """True if the person is asked for in the middle of the frame."""
        return abs(self.x - 0.5) < 0.06


@dataclass(frozen=True)
class Spot:
    """Where a plane is seen: frame pixel = (canvas unit - centre) * magnification + half the frame."""

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
    """Below 1 if people stand farther off than the set's own plane of people."""
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
            return self.layer_spot(1.0, aim)
        return self._spot(self.people, 1.0, aim)

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

        Its own swing (amplitude, canvas units) is kept inside the canvas too. `tracked` is how far the ground
        has passed since the middle of the shot.
        """
        rest = self._rest(depth)
        x, shrink_x = self._fit_across(depth, rest, swing_x)
        y, shrink_y = self._fit_down(depth, rest, swing_y)
        if endless:
            x, shrink_x = self.anchor_x, 1.0
        spot = self._spot(Spot(x, y, rest), depth, _shrunk(aim, shrink_x, shrink_y))
        return replace(spot, centre_x=spot.centre_x + tracked * parallax(depth) * shrink_x)

    def _rest(self, depth: float) -> float:
        """Magnification of a layer in the middle of the move."""
        if self.place_magnification > 1:
            return self.place_magnification ** (0.55 + 0.45 * depth)
        return self.place_magnification

    def _spot(self, rest: Spot, depth: float, aim: Aim) -> Spot:
        """Where a plane is seen that is at `rest` in the middle of the move."""
        near, unit = parallax(depth), rest.magnification * self.view_px
        return Spot(
            rest.centre_x + (aim.turn_x + aim.slide_x * near) * self.size.width_px / unit,
            rest.centre_y + (aim.turn_y + aim.slide_y * near) * self.size.height_px / unit,
            unit * aim.zoom * aim.approach ** growth(depth),
        )

    def _fit_across(self, depth: float, rest: float, swing: float) -> tuple[float, float]:
        """X of a layer's middle and the share of the move it can follow, so that its edges are never seen."""
        near, window = parallax(depth), rest * self.view_px
        ends = (self.path.start, self.path.end)
        turn = max(abs(aim.turn_x) + abs(aim.slide_x) * near for aim in ends) + self.path.sway
        reach = turn * self.size.width_px / window + abs(self.path.tracking) / 2 * near
        return _inside(self.anchor_x, self.size.width_px / window, reach, swing, CANVAS_WIDTH)

    def _fit_down(self, depth: float, rest: float, swing: float) -> tuple[float, float]:
        """The same for y."""
        near, window = parallax(depth), rest * self.view_px
        ends = (self.path.start, self.path.end)
        turn = max(abs(aim.turn_y) + abs(aim.slide_y) * near for aim in ends) + self.path.sway
        reach = turn * self.size.height_px / window
        return _inside(self.anchor_y, self.size.height_px / window, reach, swing, CANVAS_HEIGHT)


def _shrunk(aim: Aim, across: float, down: float) -> Aim:
    """The aim with its turns and slides made smaller."""
    turn_x, turn_y = aim.turn_x * across, aim.turn_y * down
    slide_x, slide_y = aim.slide_x * across, aim.slide_y * down
    return Aim(turn_x, turn_y, slide_x, slide_y, aim.zoom, aim.approach)


def _inside(wanted: float, window: float, reach: float, swing: float, canvas: float) -> tuple[float, float]:
    """The centre nearest to `wanted`, and the share of the reach that fits.

    From that centre a window can move by its share of `reach` inside the canvas.
    """
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
    path = replace(plan_move(move, _CLOSENESS.get(shot, 0.0), seed), tracking=tracking)
    composed = _Composition(painted, presences, shot, move, size).framing(path)
    return _kept_in_frame(composed, presences)


_WIDE = frozenset({ShotSize.EXTREME_WIDE, ShotSize.WIDE})
_STILL_MOVES = frozenset(
    {
        CameraMove.STATIC,
        CameraMove.ZOOM_IN,
        CameraMove.ZOOM_OUT,
        CameraMove.DOLLY_IN,
        CameraMove.DOLLY_OUT,
    }
)
"""Moves that stay over the middle of the place."""
_WITHOUT_PEOPLE = {
    ShotSize.FULL: 1.15,
    ShotSize.MEDIUM: 1.4,
    ShotSize.MEDIUM_CLOSE: 1.7,
    ShotSize.CLOSE: 2.0,
    ShotSize.EXTREME_CLOSE: 2.4,
}
"""Magnification of a place in which no person is seen."""
_LOOKING_ROOM = {Facing.LEFT: 0.09, Facing.RIGHT: -0.09}
_PLACE_ASIDE = {Facing.LEFT: 260.0, Facing.RIGHT: -260.0}
_EYES_AT = {ShotSize.EXTREME_CLOSE: 0.44, ShotSize.CLOSE: 0.42}
"""Height of the eyes in the frame, shares from the top; 0.36 in the other sizes."""


@dataclass(frozen=True)
class _Composition:
    """A shot to be framed."""

    painted: PaintedSet
    presences: Sequence[Presence]
    shot: ShotSize
    move: CameraMove
    size: FrameSize

    def framing(self, path: CameraPath) -> Framing:
        return Framing(
            self.size,
            self.view_px,
            Spot(CANVAS_WIDTH / 2, self.centre_y, self.magnification),
            self._people_x(),
            self.scale,
            self.ground,
            self.place,
            self._anchor_x(),
            self._anchor_y(),
            path,
        )

    @cached_property
    def view_px(self) -> float:
        return max(self.size.width_px / VIEW_WIDTH, self.size.height_px / VIEW_HEIGHT)

    @cached_property
    def scale(self) -> float:
        """Below 1 if people stand farther off than the set's own plane of people."""
        return 0.62 if self.shot is ShotSize.EXTREME_WIDE else 1.0

    @cached_property
    def ground(self) -> float:
        """Y of the feet."""
        return self._horizon + (self.painted.floor_y - self._horizon) * self.scale

    @property
    def _horizon(self) -> float:
        return self.painted.floor_y - 0.93 * self.painted.person_height

    def _people_x(self) -> tuple[float, ...]:
        """Where each person stands, canvas units."""
        return tuple(map(self._person_x, self._shares, self.presences))

    def _person_x(self, share: float, presence: Presence) -> float:
        return CANVAS_WIDTH / 2 + (share - 0.5) * self._window - self._made_good(presence.offset_x)

    @cached_property
    def _window(self) -> float:
        """Width of the frame on the plane of people, canvas units."""
        return self.size.width_px / (self.magnification * self.view_px)

    def _made_good(self, offset_x: float) -> float:
        """How far aside a person is moved because the face is beside the spot."""
        return offset_x * _aside(self.shot, offset_x, self._window)

    @cached_property
    def _shares(self) -> tuple[float, ...]:
        """Shares of the frame; one person in the middle who looks aside gets room to look into."""
        if self._has_one_in_the_middle:
            return (self.presences[0].x + self._looking_room(self.presences[0].facing),)
        return tuple(min(max(presence.x, 0.08), 0.92) for presence in self.presences)

    @property
    def _has_one_in_the_middle(self) -> bool:
        alone = len(self.presences) == 1
        return alone and self.shot in _CLOSENESS and self.presences[0].is_in_the_middle

    def _looking_room(self, facing: Facing) -> float:
        """How far aside a person is moved who looks to that side, share of the frame."""
        room = _LOOKING_ROOM.get(facing, 0.0)
        return room * 0.4 if self.shot is ShotSize.EXTREME_CLOSE else room

    @cached_property
    def place(self) -> float:
        """Magnification of the place."""
        if self.shot is ShotSize.FULL:
            return min(self.magnification, 3.0)
        return min(self._longer_lens(), 3.4)

    def _longer_lens(self) -> float:
        """The place is magnified less than the people once their feet are outside the frame."""
        if self.magnification <= FEET_LEAVE:
            return self.magnification
        return FEET_LEAVE * (self.magnification / FEET_LEAVE) ** 0.28

    def _anchor_x(self) -> float:
        return CANVAS_WIDTH / 2 + self._place_aside() * (0.0 if self.place == self.magnification else 1.0)

    def _anchor_y(self) -> float:
        if self.shot is ShotSize.FULL and self.place != self.magnification:
            return self._anchor_on_ground()
        return self.centre_y

    def _anchor_on_ground(self) -> float:
        """Where the place keeps the ground at the same height of the frame as the feet."""
        return self.ground - (self.ground - self.centre_y) * self.magnification / self.place

    def _place_aside(self) -> float:
        """How far aside the place behind a close view lies, so that two who talk have two backgrounds."""
        if len(self.presences) != 1:
            return 0.0
        return _PLACE_ASIDE.get(self.presences[0].facing, 60.0)

    @cached_property
    def magnification(self) -> float:
        """Magnification of the plane of people."""
        return self._wide_magnification() if self.shot in _WIDE else self._near_magnification()

    def _wide_magnification(self) -> float:
        if self.shot is ShotSize.EXTREME_WIDE and self.move in _STILL_MOVES:
            return 0.9
        return 1.0

    def _near_magnification(self) -> float:
        if not self.presences:
            return _WITHOUT_PEOPLE[self.shot]
        return max(0.9, min(self._asked_magnification(), self._widest_fit()))

    def _asked_magnification(self) -> float:
        """What the shot's size asks for: a share of a person's own height, so that a child fills a frame."""
        if self.shot is ShotSize.FULL:
            return max(1.0, 0.8 * self._frame_height / self._tallest_body())
        return self._frame_height / (_SHARE_OF_BODY[self.shot] * (self._tallest_head() * 5.6))

    @property
    def _frame_height(self) -> float:
        """Height of the frame at magnification 1, canvas units."""
        return self.size.height_px / self.view_px

    def _tallest_body(self) -> float:
        return max(-presence.body_top for presence in self.presences)

    def _tallest_head(self) -> float:
        return max(presence.head[3] - presence.head[1] for presence in self.presences)

    def _widest_head(self) -> float:
        return max(presence.head[2] - presence.head[0] for presence in self.presences)

    def _widest_fit(self) -> float:
        """The magnification at which all heads still fit into the frame and do not cover one another."""
        width, head = self.size.width_px / self.view_px, self._widest_head()
        fit = self._edge() * 2 * width / (head * self._head_margin())
        gap = self._narrowest_gap()
        if gap > 0.05:
            fit = min(fit, gap * width / (head * 1.15))
        return min(fit, self._tallest_fit())

    def _narrowest_gap(self) -> float:
        """The least distance between two people, share of the frame's width; 0 for one alone."""
        return min((right - left for left, right in pairwise(sorted(self._shares))), default=0.0)

    def _edge(self) -> float:
        """How near to an edge of the frame a person stands, share of its width."""
        return min(min(x, 1 - x) for x in sorted(self._shares))

    def _head_margin(self) -> float:
        """Room for a head, in heads; a single face in an extreme close view may be cut."""
        alone = len(self.presences) == 1
        return 0.86 if self.shot is ShotSize.EXTREME_CLOSE and alone else 1.06

    def _tallest_fit(self) -> float:
        """The magnification at which heads of different heights fit; infinite if all are equally high."""
        reach = self._reach_of_eyes()
        return self._frame_height * 0.8 / (reach + self._tallest_head()) if reach > 0 else math.inf

    def _reach_of_eyes(self) -> float:
        """From the lowest eyes to the highest."""
        eyes = [presence.eyes_y for presence in self.presences]
        return max(eyes) - min(eyes)

    @cached_property
    def centre_y(self) -> float:
        """Y of the middle of the frame on the plane of people."""
        frame = self.size.height_px / (self.magnification * self.view_px)
        if not self.presences or self.shot in _WIDE:
            lowest = self.ground + 0.04 * frame - frame / 2
            return min(max(CANVAS_HEIGHT / 2, lowest), CANVAS_HEIGHT - frame / 2)
        if self.shot is ShotSize.FULL:
            top = self.ground + min(presence.body_top for presence in self.presences)
            return top - 0.1 * frame + frame / 2
        centre = self._eyes_y() + (0.5 - _EYES_AT.get(self.shot, 0.36)) * frame
        return centre if self.shot is ShotSize.EXTREME_CLOSE else self._whole_heads(centre, frame)

    def _eyes_y(self) -> float:
        return self.ground + sum(presence.eyes_y for presence in self.presences) / len(self.presences)

    def _whole_heads(self, centre: float, frame: float) -> float:
        """The centre moved so that no head is cut; the chins count more than the hair."""
        highest = self.ground + min(presence.head[1] for presence in self.presences)
        centre = min(centre, highest - 0.03 * frame + frame / 2)
        lowest = self.ground + max(presence.head[3] for presence in self.presences)
        return max(centre, lowest + 0.02 * frame - frame / 2)


def _aside(shot: ShotSize, offset_x: float, window: float) -> float:
    """Share of a face's offset that the frame makes good.

    A close view is of the face, a wide one of the place, a full one of as much of the body as fits.
    """
    if shot is ShotSize.FULL and offset_x:
        return _aside_in_full(abs(offset_x), window)
    return 1.0 if shot in _CLOSENESS else 0.0


def _aside_in_full(offset: float, window: float) -> float:
    return max(0.3, 1 - 0.25 * window / offset)


def faces_inside(framing: Framing, presences: Sequence[Presence], aim: Aim) -> bool:
    """True if the eyes and the middle of every head are inside the frame by a small margin."""
    spot = framing.person_spot(aim)
    people = zip(presences, framing.people_x, strict=True)
    return all(_face_inside(framing, presence, x, spot) for presence, x in people)


def _face_inside(framing: Framing, presence: Presence, x: float, spot: Spot) -> bool:
    scale, size = framing.people_scale, framing.size
    across = x + presence.offset_x * scale - spot.centre_x
    down = framing.ground_y + presence.eyes_y * scale - spot.centre_y
    middle = across * spot.magnification / size.width_px + 0.5
    eyes = down * spot.magnification / size.height_px + 0.5
    half = (presence.head[2] - presence.head[0]) / 2 * scale * spot.magnification / size.width_px
    margin = min(half * 0.8, 0.4)
    return margin <= middle <= 1 - margin and 0.04 <= eyes <= 0.96


def _kept_in_frame(framing: Framing, presences: Sequence[Presence]) -> Framing:
    """The framing with its move made smaller until no face leaves the frame."""
    for share in (1.0, 0.75, 0.5, 0.3, 0.15):
        tried = _with_shorter_move(framing, share)
        if _keeps_faces_inside(tried, presences):
            return tried
    return _with_shorter_move(framing, 0.0)


def _with_shorter_move(framing: Framing, share: float) -> Framing:
    return replace(framing, path=framing.path.scaled(share))


def _keeps_faces_inside(framing: Framing, presences: Sequence[Presence]) -> bool:
    return all(faces_inside(framing, presences, aim) for aim in (framing.path.start, framing.path.end))
