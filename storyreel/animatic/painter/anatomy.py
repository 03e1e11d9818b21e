"""Where a person's joints are, in each pose and phase of a step. It does not know clothes or faces.

Units of a figure: a standing adult of common height is 1000 tall, feet at y = 0, y downwards, x = 0 the
body's middle. Turned bodies look to the right; the figure is mirrored for the left.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from storyreel.film.cast import Age, Build, Look, Presentation
from storyreel.film.storyboard import Facing, Pose

Point = tuple[float, float]
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
    """How far forward the head hangs, 0 to 1."""

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
    near_arm: tuple[Point, Point, Point]
    """Shoulder, elbow, wrist."""
    far_arm: tuple[Point, Point, Point]
    near_leg: tuple[Point, Point, Point]
    """Hip, knee, ankle."""
    far_leg: tuple[Point, Point, Point]
    near_toe: float
    """Angle of the foot, degrees, 0 flat."""
    far_toe: float
    hip: Point
    turned: bool
    stool: float = 0.0
    """Height of a stool to be drawn under the person; 0 for none."""
    lying: bool = False
    kneeling: bool = False


def body_of(look: Look) -> Body:
    """Measures of a person from their looks."""
    child = look.age is Age.CHILD
    height = ADULT * look.height * (0.7 if child and look.height >= 0.85 else 1.0)
    heads = {Age.CHILD: 4.7, Age.YOUNG: 5.9, Age.ADULT: 6.0, Age.OLD: 5.9}[look.age]
    wide = {Build.SLIGHT: 0.9, Build.AVERAGE: 1.0, Build.BROAD: 1.17}[look.build]
    feminine = look.presentation is Presentation.FEMININE
    shoulder = height * (0.104 if feminine else 0.117) * wide * (0.9 if child else 1.0)
    waist = height * (0.08 if feminine else 0.098) * wide * (1.05 if child else 1.0)
    hip = height * (0.1 if feminine else 0.094) * wide
    return Body(
        height,
        height / heads / 160,
        shoulder,
        waist,
        hip,
        height / ADULT * wide**0.7,
        1.0 if look.age is Age.OLD else 0.0,
    )


def is_turned(facing: Facing) -> bool:
    """True where the body is seen from the side."""
    return facing in {Facing.LEFT, Facing.RIGHT}


def pose_body(
    body: Body, pose: Pose, facing: Facing, phase: float = 0.0, seat: float | None = None
) -> Skeleton:
    """Joints in a pose.

    `phase` 0 to 1 is where in two steps a walker is, `seat` the height of what is sat on (None: a stool).
    """
    turned = is_turned(facing)
    if pose is Pose.SITTING:
        return _seated(body, turned, seat)
    if pose is Pose.KNEELING:
        return _kneeling(body, turned)
    if pose in {Pose.WALKING, Pose.RUNNING}:
        running = pose is Pose.RUNNING
        return _striding(body, phase, running) if turned else _marching(body, phase, running)
    return _upright(body, turned, lying=pose is Pose.LYING)


def stride(body: Body, running: bool) -> float:
    """Ground covered by two steps, figure units."""
    return body.height * (1.25 if running else 0.72)


def cycle_seconds(running: bool) -> float:
    """How long two steps last."""
    return 0.66 if running else 1.12


def _trunk(body: Body, hip: Point, lean: float, drop: float = 0.0) -> tuple[Point, Point, Point]:
    """Head, neck and the middle of the shoulders over a hip; `lean` is forward, units at the shoulders."""
    stoop = body.stoop * 0.035 * body.height
    rise = -body.chin_y - body.height * 0.5 + drop
    chest = (hip[0] + lean + stoop * 0.5, hip[1] - rise + body.height * 0.05 + stoop * 0.35)
    neck = (hip[0] + lean * 1.1 + stoop * 0.8, hip[1] - rise + body.height * 0.012 + stoop * 0.3)
    head = (hip[0] + lean * 1.25 + stoop * 1.3, neck[1] - 82 * body.head + stoop * 0.25)
    return head, neck, chest


def _upright(body: Body, turned: bool, lying: bool) -> Skeleton:
    h = body.height
    hip = (0.0, -0.49 * h)
    head, neck, chest = _trunk(body, hip, 0.0)
    if turned:
        head = (head[0] + 8 * body.head, head[1])
        near = _arm(body, (chest[0] - body.shoulder * 0.42, chest[1]), 4, 12)
        far = _arm(body, (chest[0] + body.shoulder * 0.62, chest[1]), 2, 16)
        legs = (
            _leg(body, (hip[0] - 0.022 * h, hip[1]), (-0.036 * h, 0)),
            _leg(body, (hip[0] + 0.022 * h, hip[1]), (0.04 * h, 0)),
        )
    else:
        near = _arm(body, (chest[0] + body.shoulder * 0.86, chest[1]), 9, -4)
        far = _arm(body, (chest[0] - body.shoulder * 0.86, chest[1]), -9, 4)
        legs = (
            _straight((0.045 * h, hip[1]), (0.054 * h, -0.035 * h)),
            _straight((-0.045 * h, hip[1]), (-0.054 * h, -0.035 * h)),
        )
    return Skeleton(head, neck, near, far, legs[0], legs[1], 0, 0, hip, turned, lying=lying)


def _striding(body: Body, phase: float, running: bool) -> Skeleton:
    h = body.height
    bob = (0.02 if running else 0.011) * h * math.cos(4 * math.pi * phase)
    hip = (0.0, -0.475 * h + bob + (0.012 * h if running else 0.0))
    head, neck, chest = _trunk(body, hip, (0.055 if running else 0.016) * h)
    head = (head[0] + 8 * body.head, head[1])
    near_foot, near_toe = _foot(body, phase, running)
    far_foot, far_toe = _foot(body, (phase + 0.5) % 1, running)
    swing = math.cos(2 * math.pi * phase)
    bend, reach = (78.0, 46.0) if running else (16.0, 27.0)
    near = _arm(
        body,
        (chest[0] - body.shoulder * 0.3, chest[1]),
        -swing * reach + (6 if running else 3),
        bend - 8 * swing,
    )
    far = _arm(
        body,
        (chest[0] + body.shoulder * 0.4, chest[1]),
        swing * reach + (6 if running else 3),
        bend + 8 * swing,
    )
    return Skeleton(
        head,
        neck,
        near,
        far,
        _leg(body, (hip[0] - 0.01 * h, hip[1]), near_foot),
        _leg(body, (hip[0] + 0.012 * h, hip[1]), far_foot),
        near_toe,
        far_toe,
        hip,
        True,
    )


def _foot(body: Body, phase: float, running: bool) -> tuple[Point, float]:
    """Ankle and angle of a foot: on the ground it goes back as fast as the ground does, then swings forward in an arc."""
    h = body.height
    half = stride(body, running) / 4
    if running:
        half *= 0.72
    if phase < 0.5:
        share = phase / 0.5
        roll = max(0.0, share - 0.7) / 0.3
        return (half - 2 * half * share, -0.03 * h * roll), 28 * roll - 14 * max(0.0, 0.2 - share) / 0.2
    share = (phase - 0.5) / 0.5
    eased = share * share * (3 - 2 * share)
    lift = (0.2 if running else 0.07) * h * math.sin(math.pi * share) ** 0.8 * (1.15 - 0.5 * share)
    return (-half + 2 * half * eased, -lift - 0.03 * h * max(0.0, 1 - share / 0.3)), (
        60 if running else 38
    ) * math.cos(math.pi * share / 1.4) * (1 - share)


def _marching(body: Body, phase: float, running: bool) -> Skeleton:
    h = body.height
    bob = 0.01 * h * math.cos(4 * math.pi * phase)
    hip = (0.008 * h * math.sin(2 * math.pi * phase), -0.485 * h + bob)
    head, neck, chest = _trunk(body, hip, 0.0)
    raise_near = max(0.0, math.sin(2 * math.pi * phase)) * (0.12 if running else 0.06) * h
    raise_far = max(0.0, -math.sin(2 * math.pi * phase)) * (0.12 if running else 0.06) * h
    swing = math.sin(2 * math.pi * phase)
    bend = 50.0 if running else 8.0
    near = _arm(
        body,
        (chest[0] + body.shoulder * 0.86, chest[1]),
        9 + 3 * swing,
        -bend * (0.4 + 0.3 * swing),
        shorten=0.9 + 0.08 * swing,
    )
    far = _arm(
        body,
        (chest[0] - body.shoulder * 0.86, chest[1]),
        -9 + 3 * swing,
        bend * (0.4 - 0.3 * swing),
        shorten=0.9 - 0.08 * swing,
    )
    near_leg = (
        (0.046 * h, hip[1]),
        (0.052 * h, hip[1] * 0.53 - raise_near * 0.55),
        (0.044 * h, -0.035 * h - raise_near),
    )
    far_leg = (
        (-0.046 * h, hip[1]),
        (-0.052 * h, hip[1] * 0.53 - raise_far * 0.55),
        (-0.044 * h, -0.035 * h - raise_far),
    )
    return Skeleton(head, neck, near, far, near_leg, far_leg, 0, 0, hip, False)


def _seated(body: Body, turned: bool, seat: float | None) -> Skeleton:
    h = body.height
    stool = min(0.27 * h, 270.0) if seat is None else 0.0
    height = stool or min(max(seat or 0.0, 0.06 * h), 0.4 * h)
    hip = (0.0, -height - 0.035 * h)
    head, neck, chest = _trunk(body, hip, -0.01 * h if turned else 0.0)
    floor_y = 0.0 if height < 0.33 * h else -(height - 0.27 * h)
    if turned:
        head = (head[0] + 8 * body.head, head[1])
        knee_y = min(hip[1] - 0.005 * h, floor_y - 0.255 * h)
        near_leg = ((hip[0] - 0.012 * h, hip[1]), (0.205 * h, knee_y), (0.215 * h, floor_y - 0.035 * h))
        far_leg = (
            (hip[0] + 0.015 * h, hip[1]),
            (0.225 * h, knee_y - 0.008 * h),
            (0.262 * h, floor_y - 0.035 * h),
        )
        near = _reach(
            (chest[0] - body.shoulder * 0.35, chest[1]),
            (0.13 * h, hip[1] - 0.05 * h),
            0.175 * h,
            0.16 * h,
            -1,
        )
        far = _reach(
            (chest[0] + body.shoulder * 0.5, chest[1]),
            (0.17 * h, hip[1] - 0.045 * h),
            0.175 * h,
            0.16 * h,
            -1,
        )
        return Skeleton(head, neck, near, far, near_leg, far_leg, 0, 0, hip, True, stool)
    knee_y = hip[1] + 0.05 * h if height > 0.15 * h else hip[1] - 0.1 * h
    near_leg = ((0.05 * h, hip[1]), (0.088 * h, knee_y), (0.078 * h, floor_y - 0.035 * h))
    far_leg = ((-0.05 * h, hip[1]), (-0.088 * h, knee_y), (-0.078 * h, floor_y - 0.035 * h))
    near = _reach(
        (chest[0] + body.shoulder * 0.86, chest[1]), (0.07 * h, knee_y - 0.035 * h), 0.175 * h, 0.155 * h, 1
    )
    far = _reach(
        (chest[0] - body.shoulder * 0.86, chest[1]), (-0.07 * h, knee_y - 0.035 * h), 0.175 * h, 0.155 * h, -1
    )
    return Skeleton(head, neck, near, far, near_leg, far_leg, 0, 0, hip, False, stool)


def _kneeling(body: Body, turned: bool) -> Skeleton:
    """On one knee when seen from the side, hands at work in front; on both when seen from the front."""
    h = body.height
    hip = (0.0, -0.285 * h)
    head, neck, chest = _trunk(body, hip, 0.03 * h if turned else 0.0)
    if turned:
        head = (head[0] + 8 * body.head, head[1])
        near_leg = (hip, (0.19 * h, -0.285 * h), (0.195 * h, -0.035 * h))
        far_leg = ((0.01 * h, hip[1]), (0.035 * h, -0.055 * h), (-0.19 * h, -0.035 * h))
        near = _reach(
            (chest[0] - body.shoulder * 0.35, chest[1]), (0.24 * h, -0.36 * h), 0.175 * h, 0.16 * h, -1
        )
        far = _reach(
            (chest[0] + body.shoulder * 0.5, chest[1]), (0.28 * h, -0.37 * h), 0.175 * h, 0.16 * h, -1
        )
        return Skeleton(head, neck, near, far, near_leg, far_leg, 0, 70, hip, True, kneeling=True)
    near_leg = ((0.05 * h, hip[1]), (0.082 * h, -0.05 * h), (0.06 * h, -0.02 * h))
    far_leg = ((-0.05 * h, hip[1]), (-0.082 * h, -0.05 * h), (-0.06 * h, -0.02 * h))
    near = _reach((chest[0] + body.shoulder * 0.86, chest[1]), (0.07 * h, -0.29 * h), 0.175 * h, 0.155 * h, 1)
    far = _reach(
        (chest[0] - body.shoulder * 0.86, chest[1]), (-0.07 * h, -0.29 * h), 0.175 * h, 0.155 * h, -1
    )
    return Skeleton(head, neck, near, far, near_leg, far_leg, 0, 0, hip, False, kneeling=True)


def _arm(
    body: Body, shoulder: Point, angle: float, bend: float, shorten: float = 1.0
) -> tuple[Point, Point, Point]:
    """Shoulder, elbow and wrist; angles in degrees from straight down, positive toward the right."""
    upper, lower = 0.172 * body.height * shorten, 0.15 * body.height * shorten
    a, b = math.radians(angle), math.radians(angle + bend)
    elbow = (shoulder[0] + upper * math.sin(a), shoulder[1] + upper * math.cos(a))
    return shoulder, elbow, (elbow[0] + lower * math.sin(b), elbow[1] + lower * math.cos(b))


def _straight(hip: Point, ankle: Point) -> tuple[Point, Point, Point]:
    """A leg seen from the front."""
    return hip, ((hip[0] + ankle[0]) / 2 + 0.06 * (ankle[0] - hip[0]), (hip[1] + ankle[1]) / 2), ankle


def _leg(body: Body, hip: Point, foot: Point) -> tuple[Point, Point, Point]:
    """Hip, knee and ankle for a foot on the ground at `foot`; the knee bends forward."""
    ankle = (foot[0], foot[1] - 0.035 * body.height)
    return _reach(hip, ankle, 0.2302 * body.height, 0.2262 * body.height, 1)


def _reach(root: Point, goal: Point, upper: float, lower: float, side: int) -> tuple[Point, Point, Point]:
    """Two bones from `root` to `goal`; the joint between lies to the `side` (1 right of a downward line)."""
    dx, dy = goal[0] - root[0], goal[1] - root[1]
    distance = math.hypot(dx, dy) or 1.0
    reach = min(distance, (upper + lower) * 0.9995)
    along = (upper * upper - lower * lower + reach * reach) / (2 * reach)
    across = math.sqrt(max(0.0, upper * upper - along * along)) * side
    ux, uy = dx / distance, dy / distance
    end = (root[0] + ux * reach, root[1] + uy * reach)
    return root, (root[0] + ux * along + uy * across, root[1] + uy * along - ux * across), end
