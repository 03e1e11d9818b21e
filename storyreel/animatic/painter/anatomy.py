"""Where a person's joints are, in each pose and phase of a step.

Units of a figure: a standing adult of common height is 1000 tall, feet at y = 0, y downwards, x = 0 the
body's middle. Turned bodies look to the right; the figure is mirrored for the left.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from storyreel.film.cast import Age, Build, Look, Presentation
from storyreel.film.storyboard import Facing, Pose

Point = tuple[float, float]
Joints = tuple[Point, Point, Point]
"""Shoulder, elbow and wrist, or hip, knee and ankle."""
ADULT = 1000.0
WALK_PHASES = 12
"""Drawings of one full cycle of two steps; at 24 frames a second each is held for about two frames."""


@dataclass(frozen=True)
class Body:
    """Measures of one person."""

    height: float
    head: float
    """Scale of the head; 1 is 160 units from crown to chin."""
    shoulder: float
    """Half the width of the shoulders."""
    waist: float
    hip: float
    limb: float
    """Thickness of arms and legs, 1 for an average adult."""
    stoop: float
    """How far the head is bent forward, 0 to 1."""

    @property
    def chin_y(self) -> float:
        """Chin of a standing person."""
        return -(self.height - 156 * self.head)


@dataclass(frozen=True)
class Skeleton:
    """Joints of a posed body.

    'Near' is the arm or leg closer to us in a turned body, the frame's right in a front view.
    """

    head: Point
    """Middle of the head."""
    neck: Point
    near_arm: Joints
    far_arm: Joints
    near_leg: Joints
    far_leg: Joints
    hip: Point
    turned: bool
    near_toe: float = 0.0
    """Angle of the foot, degrees, 0 flat."""
    far_toe: float = 0.0
    stool: float = 0.0
    """Height of a stool to be drawn under the person; 0 for none."""
    lying: bool = False
    kneeling: bool = False


_HEADS = {Age.CHILD: 4.7, Age.YOUNG: 5.9, Age.ADULT: 6.0, Age.OLD: 5.9}
"""The body's height in heads."""
_WIDTHS = {Build.SLIGHT: 0.9, Build.AVERAGE: 1.0, Build.BROAD: 1.17}


def body_of(look: Look) -> Body:
    """Measures of a person from their looks."""
    child = look.age is Age.CHILD
    feminine = look.presentation is Presentation.FEMININE
    height, wide = _height(look), _WIDTHS[look.build]
    return Body(
        height,
        head=height / _HEADS[look.age] / 160,
        shoulder=height * (0.104 if feminine else 0.117) * wide * (0.9 if child else 1.0),
        waist=height * (0.08 if feminine else 0.098) * wide * (1.05 if child else 1.0),
        hip=height * (0.1 if feminine else 0.094) * wide,
        limb=height / ADULT * wide**0.7,
        stoop=1.0 if look.age is Age.OLD else 0.0,
    )


def _height(look: Look) -> float:
    return ADULT * look.height * (0.7 if _is_small_by_age(look) else 1.0)


def _is_small_by_age(look: Look) -> bool:
    """True for a child whose looks give no small height."""
    return look.age is Age.CHILD and look.height >= 0.85


def is_turned(facing: Facing) -> bool:
    """True if the body is seen from the side."""
    return facing in {Facing.LEFT, Facing.RIGHT}


def pose_body(
    body: Body, pose: Pose, facing: Facing, phase: float = 0.0, seat: float | None = None
) -> Skeleton:
    """Joints in a pose.

    `phase` 0 to 1 is how far through two steps a walker is, `seat` the height of the seat (None: a stool).
    """
    turned = is_turned(facing)
    if pose is Pose.SITTING:
        return _seated(body, turned, seat)
    if pose is Pose.KNEELING:
        return _kneeling_from_side(body) if turned else _kneeling_from_front(body)
    if pose in {Pose.WALKING, Pose.RUNNING}:
        running = pose is Pose.RUNNING
        return _striding(body, phase, running) if turned else _marching(body, phase, running)
    lying = pose is Pose.LYING
    return _upright_from_side(body, lying) if turned else _upright_from_front(body, lying)


def stride(body: Body, running: bool) -> float:
    """Ground covered by two steps, figure units."""
    return body.height * (1.25 if running else 0.72)


def cycle_seconds(running: bool) -> float:
    """How long two steps last."""
    return 0.66 if running else 1.12


@dataclass(frozen=True)
class _Trunk:
    """Head, neck and shoulders over a hip; `lean` is forward, units at the shoulders."""

    body: Body
    hip: Point
    turned: bool
    lean: float = 0.0

    @cached_property
    def _stoop(self) -> float:
        return self.body.stoop * 0.035 * self.body.height

    @cached_property
    def _top(self) -> float:
        """Y of the shoulders of a person who does not stoop."""
        return self.hip[1] - (-self.body.chin_y - self.body.height * 0.5)

    @cached_property
    def chest(self) -> Point:
        """The middle of the shoulders."""
        return self._forward(1.0, 0.5), self._below_top(0.05, 0.35)

    @cached_property
    def neck(self) -> Point:
        return self._forward(1.1, 0.8), self._below_top(0.012, 0.3)

    @cached_property
    def head(self) -> Point:
        return self._head_x(), self.neck[1] - 82 * self.body.head + self._stoop * 0.25

    def _head_x(self) -> float:
        forward = 8 * self.body.head if self.turned else 0.0
        return self._forward(1.25, 1.3) + forward

    def _forward(self, lean: float, stoop: float) -> float:
        """X at shares of the lean and of the stoop."""
        return self.hip[0] + self.lean * lean + self._stoop * stoop

    def _below_top(self, height: float, stoop: float) -> float:
        """Y at shares of the body's height and of the stoop."""
        return self._top + self.body.height * height + self._stoop * stoop

    def shoulder(self, share: float) -> Point:
        """The point at a share of half the shoulders' width."""
        return self.chest[0] + self.body.shoulder * share, self.chest[1]

    def skeleton(self, arms: tuple[Joints, Joints], legs: tuple[Joints, Joints], **more: Any) -> Skeleton:
        """The whole body; of arms and legs the near one comes first."""
        return Skeleton(self.head, self.neck, *arms, *legs, self.hip, self.turned, **more)


def _upright_from_side(body: Body, lying: bool) -> Skeleton:
    h = body.height
    trunk = _Trunk(body, (0.0, -0.49 * h), turned=True)
    hip_y = trunk.hip[1]
    arms = _arm(body, trunk.shoulder(-0.42), 4, 12), _arm(body, trunk.shoulder(0.62), 2, 16)
    near = _leg(body, (-0.022 * h, hip_y), (-0.036 * h, 0))
    far = _leg(body, (0.022 * h, hip_y), (0.04 * h, 0))
    return trunk.skeleton(arms, (near, far), lying=lying)


def _upright_from_front(body: Body, lying: bool) -> Skeleton:
    h = body.height
    trunk = _Trunk(body, (0.0, -0.49 * h), turned=False)
    hip_y = trunk.hip[1]
    arms = _arm(body, trunk.shoulder(0.86), 9, -4), _arm(body, trunk.shoulder(-0.86), -9, 4)
    near = _straight((0.045 * h, hip_y), (0.054 * h, -0.035 * h))
    far = _straight((-0.045 * h, hip_y), (-0.054 * h, -0.035 * h))
    return trunk.skeleton(arms, (near, far), lying=lying)


def _straight(hip: Point, ankle: Point) -> Joints:
    """A leg seen from the front."""
    (hip_x, hip_y), (ankle_x, ankle_y) = hip, ankle
    return hip, (_straight_knee_x(hip_x, ankle_x), (hip_y + ankle_y) / 2), ankle


def _straight_knee_x(hip_x: float, ankle_x: float) -> float:
    return (hip_x + ankle_x) / 2 + 0.06 * (ankle_x - hip_x)


def _striding(body: Body, phase: float, running: bool) -> Skeleton:
    """A walker or runner seen from the side."""
    h = body.height
    bob = (0.02 if running else 0.011) * h * math.cos(4 * math.pi * phase)
    hip = (0.0, -0.475 * h + bob + (0.012 * h if running else 0.0))
    trunk = _Trunk(body, hip, turned=True, lean=(0.055 if running else 0.016) * h)
    near_foot, near_toe = _foot(body, phase, running)
    far_foot, far_toe = _foot(body, (phase + 0.5) % 1, running)
    near = _leg(body, (hip[0] - 0.01 * h, hip[1]), near_foot)
    far = _leg(body, (hip[0] + 0.012 * h, hip[1]), far_foot)
    arms = _swinging_arms(trunk, phase, running)
    return trunk.skeleton(arms, (near, far), near_toe=near_toe, far_toe=far_toe)


def _swinging_arms(trunk: _Trunk, phase: float, running: bool) -> tuple[Joints, Joints]:
    swing = math.cos(2 * math.pi * phase)
    bend, reach, forward = (78.0, 46.0, 6) if running else (16.0, 27.0, 3)
    near = _arm(trunk.body, trunk.shoulder(-0.3), -swing * reach + forward, bend - 8 * swing)
    far = _arm(trunk.body, trunk.shoulder(0.4), swing * reach + forward, bend + 8 * swing)
    return near, far


def _foot(body: Body, phase: float, running: bool) -> tuple[Point, float]:
    """Ankle and angle of a foot: it goes back as fast as the ground does, then swings forward in an arc."""
    half = _half_step(body, running)
    if phase < 0.5:
        return _foot_on_ground(body, half, phase / 0.5)
    return _swinging_foot(body, half, (phase - 0.5) / 0.5, running)


def _half_step(body: Body, running: bool) -> float:
    """How far before and behind the hip a foot is on the ground."""
    half = stride(body, running) / 4
    return half * 0.72 if running else half


def _foot_on_ground(body: Body, half: float, share: float) -> tuple[Point, float]:
    roll = max(0.0, share - 0.7) / 0.3
    foot = (half - 2 * half * share, -0.03 * body.height * roll)
    return foot, _angle_on_ground(share, roll)


def _angle_on_ground(share: float, roll: float) -> float:
    """Degrees by which the toe is down as the heel leaves the ground, or up as it comes down."""
    return 28 * roll - 14 * max(0.0, 0.2 - share) / 0.2


def _swinging_foot(body: Body, half: float, share: float, running: bool) -> tuple[Point, float]:
    h = body.height
    eased = share * share * (3 - 2 * share)
    lift = (0.2 if running else 0.07) * h * math.sin(math.pi * share) ** 0.8 * (1.15 - 0.5 * share)
    angle = (60 if running else 38) * math.cos(math.pi * share / 1.4) * (1 - share)
    return (-half + 2 * half * eased, -lift - 0.03 * h * max(0.0, 1 - share / 0.3)), angle


def _marching(body: Body, phase: float, running: bool) -> Skeleton:
    """A walker or runner seen from the front."""
    h, swing = body.height, math.sin(2 * math.pi * phase)
    bob = 0.01 * h * math.cos(4 * math.pi * phase)
    trunk = _Trunk(body, (0.008 * h * math.sin(2 * math.pi * phase), -0.485 * h + bob), turned=False)
    bend, step = (50.0, 0.12) if running else (8.0, 0.06)
    near = _arm(body, trunk.shoulder(0.86), 9 + 3 * swing, -bend * (0.4 + 0.3 * swing), 0.9 + 0.08 * swing)
    far = _arm(body, trunk.shoulder(-0.86), -9 + 3 * swing, bend * (0.4 - 0.3 * swing), 0.9 - 0.08 * swing)
    near_leg = _marching_leg(trunk, 1, max(0.0, swing) * step * h)
    far_leg = _marching_leg(trunk, -1, max(0.0, -swing) * step * h)
    return trunk.skeleton((near, far), (near_leg, far_leg))


def _marching_leg(trunk: _Trunk, side: int, lift: float) -> Joints:
    """A leg seen from the front, its foot `lift` over the ground."""
    h, hip_y = trunk.body.height, trunk.hip[1]
    knee = (side * 0.052 * h, hip_y * 0.53 - lift * 0.55)
    return (side * 0.046 * h, hip_y), knee, (side * 0.044 * h, -0.035 * h - lift)


def _seated(body: Body, turned: bool, seat: float | None) -> Skeleton:
    h = body.height
    stool = min(0.27 * h, 270.0) if seat is None else 0.0
    height = stool or min(max(seat or 0.0, 0.06 * h), 0.4 * h)
    trunk = _Trunk(body, (0.0, -height - 0.035 * h), turned, lean=-0.01 * h if turned else 0.0)
    floor_y = 0.0 if height < 0.33 * h else -(height - 0.27 * h)
    if turned:
        return _seated_from_side(trunk, floor_y, stool)
    return _seated_from_front(trunk, floor_y, stool, low=height <= 0.15 * h)


def _seated_from_side(trunk: _Trunk, floor_y: float, stool: float) -> Skeleton:
    h, (x, y) = trunk.body.height, trunk.hip
    knee_y, ankle_y = min(y - 0.005 * h, floor_y - 0.255 * h), floor_y - 0.035 * h
    near_leg = ((x - 0.012 * h, y), (0.205 * h, knee_y), (0.215 * h, ankle_y))
    far_leg = ((x + 0.015 * h, y), (0.225 * h, knee_y - 0.008 * h), (0.262 * h, ankle_y))
    near = _reaching_arm(trunk, -0.35, (0.13 * h, y - 0.05 * h), 0.16, -1)
    far = _reaching_arm(trunk, 0.5, (0.17 * h, y - 0.045 * h), 0.16, -1)
    return trunk.skeleton((near, far), (near_leg, far_leg), stool=stool)


def _seated_from_front(trunk: _Trunk, floor_y: float, stool: float, low: bool) -> Skeleton:
    h, y = trunk.body.height, trunk.hip[1]
    knee_y, ankle_y = y - 0.1 * h if low else y + 0.05 * h, floor_y - 0.035 * h
    near_leg = ((0.05 * h, y), (0.088 * h, knee_y), (0.078 * h, ankle_y))
    far_leg = ((-0.05 * h, y), (-0.088 * h, knee_y), (-0.078 * h, ankle_y))
    arms = _arms_in_front(trunk, knee_y - 0.035 * h)
    return trunk.skeleton(arms, (near_leg, far_leg), stool=stool)


def _arms_in_front(trunk: _Trunk, hands_y: float) -> tuple[Joints, Joints]:
    """Both arms of a body seen from the front, the hands on the knees."""
    return _arm_in_front(trunk, 1, hands_y), _arm_in_front(trunk, -1, hands_y)


def _arm_in_front(trunk: _Trunk, side: int, hand_y: float) -> Joints:
    return _reaching_arm(trunk, side * 0.86, (side * 0.07 * trunk.body.height, hand_y), 0.155, side)


def _reaching_arm(trunk: _Trunk, shoulder: float, hand: Point, lower: float, side: int) -> Joints:
    """An arm to a point; `lower` is the length of the lower arm, a share of the body's height."""
    h = trunk.body.height
    return _reach(trunk.shoulder(shoulder), hand, 0.175 * h, lower * h, side)


def _kneeling_from_side(body: Body) -> Skeleton:
    """On one knee, hands at work in front."""
    h = body.height
    trunk = _Trunk(body, (0.0, -0.285 * h), turned=True, lean=0.03 * h)
    near_leg = (trunk.hip, (0.19 * h, -0.285 * h), (0.195 * h, -0.035 * h))
    far_leg = ((0.01 * h, trunk.hip[1]), (0.035 * h, -0.055 * h), (-0.19 * h, -0.035 * h))
    near = _reaching_arm(trunk, -0.35, (0.24 * h, -0.36 * h), 0.16, -1)
    far = _reaching_arm(trunk, 0.5, (0.28 * h, -0.37 * h), 0.16, -1)
    return trunk.skeleton((near, far), (near_leg, far_leg), far_toe=70, kneeling=True)


def _kneeling_from_front(body: Body) -> Skeleton:
    """On both knees."""
    h = body.height
    trunk = _Trunk(body, (0.0, -0.285 * h), turned=False)
    near_leg = ((0.05 * h, trunk.hip[1]), (0.082 * h, -0.05 * h), (0.06 * h, -0.02 * h))
    far_leg = ((-0.05 * h, trunk.hip[1]), (-0.082 * h, -0.05 * h), (-0.06 * h, -0.02 * h))
    return trunk.skeleton(_arms_in_front(trunk, -0.29 * h), (near_leg, far_leg), kneeling=True)


def _arm(body: Body, shoulder: Point, angle: float, bend: float, shorten: float = 1.0) -> Joints:
    """Shoulder, elbow and wrist; angles in degrees from straight down, positive toward the right."""
    elbow = _along(shoulder, 0.172 * body.height * shorten, angle)
    return shoulder, elbow, _along(elbow, 0.15 * body.height * shorten, angle + bend)


def _along(start: Point, length: float, degrees: float) -> Point:
    across, down = _vector(length, degrees)
    return start[0] + across, start[1] + down


def _vector(length: float, degrees: float) -> Point:
    angle = math.radians(degrees)
    return length * math.sin(angle), length * math.cos(angle)


def _leg(body: Body, hip: Point, foot: Point) -> Joints:
    """Hip, knee and ankle for a foot on the ground at `foot`; the knee bends forward."""
    h, (x, y) = body.height, foot
    return _reach(hip, (x, y - 0.035 * h), 0.2302 * h, 0.2262 * h, 1)


def _reach(root: Point, goal: Point, upper: float, lower: float, side: int) -> Joints:
    """Two bones from `root` to `goal`; the joint between lies to the `side` (1 right of a downward line)."""
    dx, dy = goal[0] - root[0], goal[1] - root[1]
    distance = math.hypot(dx, dy) or 1.0
    ux, uy = dx / distance, dy / distance
    reach = min(distance, (upper + lower) * 0.9995)
    along, across = _bend(upper, lower, reach)
    across *= side
    joint = (root[0] + ux * along + uy * across, root[1] + uy * along - ux * across)
    return root, joint, (root[0] + ux * reach, root[1] + uy * reach)


def _bend(upper: float, lower: float, reach: float) -> Point:
    """How far along and beside a straight line of length `reach` the joint of two bones lies."""
    along = _before_joint(upper, lower, reach)
    return along, _beside(upper, along)


def _beside(upper: float, along: float) -> float:
    return math.sqrt(max(0.0, upper * upper - along * along))


def _before_joint(upper: float, lower: float, reach: float) -> float:
    """How far along the straight line the joint lies."""
    return (upper * upper - lower * lower + reach * reach) / (2 * reach)
