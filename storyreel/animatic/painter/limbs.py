"""Legs, shoes, arms, hands and the neck of a dressed body.

Units of a figure, as in `anatomy`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from storyreel.animatic.painter.anatomy import Joints, Point
from storyreel.animatic.painter.brush import Brush, Frame, Stop, limb
from storyreel.animatic.painter.wearers import Wearer
from storyreel.film.cast import Age, Garment, Presentation
from storyreel.film.colours import luminance, mix_light

_SLEEVES = {Garment.COAT: 1.14, Garment.ROBE: 1.3, Garment.SWEATER: 1.1, Garment.DRESS: 0.88}
"""Width of the sleeves, 1 for the other garments."""


def draw_leg(brush: Brush, wearer: Wearer, joints: Joints, toe: float, far: bool) -> None:
    """A leg with its shoe: trousers, or stockings under a dress. `toe` is the shoe's turn in degrees."""
    colour = _leg_colour(wearer)
    bare = wearer.look.garment is Garment.DRESS
    _Shoe(brush, wearer, joints[2], far).draw(toe)
    shape, ends = _leg_shape(wearer, joints, bare), _ends(wearer, joints, 36)
    brush.path(shape, wearer.cloth(brush, mix_light(colour, "#0c0a12", 0.35) if far else colour, *ends))
    if not far:
        wearer.draw_rim(brush, shape, *ends, width=3.5)
    if not bare:
        _draw_knee_fold(brush, wearer, joints[1])


def _leg_shape(wearer: Wearer, joints: Joints, bare: bool) -> str:
    hip, knee, ankle = joints
    widths = [width * wearer.body.limb for width in ((74, 50, 34) if bare else (88, 70, 58))]
    return limb([hip, knee, (ankle[0], ankle[1] + 0.012 * wearer.body.height)], widths)


def _ends(wearer: Wearer, joints: tuple[Point, ...], margin: float) -> tuple[float, float]:
    """Left and right x of a limb, `margin` outside its joints."""
    (left, right), outside = _extent(joints), margin * wearer.body.limb
    return left - outside, right + outside


def _extent(joints: tuple[Point, ...]) -> tuple[float, float]:
    xs = [x for x, _ in joints]
    return min(xs), max(xs)


def _draw_knee_fold(brush: Brush, wearer: Wearer, knee: Point) -> None:
    fold = Frame(*knee, wearer.body.limb).path("M-8,0 q10,6 20,-2")
    _draw_fold(brush, fold, wearer.light.shade(_leg_colour(wearer), 0.6), 2.2)


def _draw_fold(brush: Brush, fold: str, tone: str, width: float) -> None:
    brush.path(fold, stroke=tone, width=width, opacity=0.4)


def _leg_colour(wearer: Wearer) -> str:
    if wearer.look.garment is Garment.DRESS:
        return mix_light(wearer.look.skin, "#2a2028", 0.25)
    return _trousers_colour(wearer)


def _trousers_colour(wearer: Wearer) -> str:
    """A suit and a uniform have trousers of their own colour."""
    if wearer.look.garment in {Garment.SUIT, Garment.UNIFORM}:
        return mix_light(wearer.colour, "#15151c", 0.35)
    return wearer.look.trousers_colour


@dataclass(frozen=True)
class _Shoe:
    """A shoe at an ankle."""

    brush: Brush
    wearer: Wearer
    ankle: Point
    far: bool

    @cached_property
    def drop(self) -> float:
        """From the ankle to the ground."""
        return 0.035 * self.wearer.body.height

    @cached_property
    def leather(self) -> str:
        dark_trousers = luminance(self.wearer.look.trousers_colour) <= 0.05
        return _in_shade(self.wearer, "#4a3a34" if dark_trousers else "#2b2022", self.far)

    def draw(self, toe: float) -> None:
        if self.wearer.bones.turned:
            self._draw_turned(toe)
        else:
            self._draw_from_front()

    def _draw_turned(self, toe: float) -> None:
        x, y = self.ankle
        self.brush.open(f'transform="rotate({toe:.1f} {x:.1f} {y:.1f})"')
        self._draw_from_side()
        self.brush.close()

    def _draw_from_side(self) -> None:
        self.brush.path(f"{self._heel()} {self._toe()} Z", self.leather)
        self._draw_sole(self._sole_from_side())

    def _sole_from_side(self) -> str:
        (x, y), s = self.ankle, self.wearer.body.limb
        return f"M{x - 30 * s:.1f},{y + self.drop:.1f} H{x + 68 * s:.1f}"

    def _heel(self) -> str:
        (x, y), s, drop = self.ankle, self.wearer.body.limb, self.drop
        back = f"M{x - 32 * s:.1f},{y - 6 * s:.1f} C{x - 36 * s:.1f},{y + drop * 0.6:.1f}"
        return f"{back} {x - 34 * s:.1f},{y + drop:.1f} {x - 28 * s:.1f},{y + drop:.1f}"

    def _toe(self) -> str:
        (x, y), s, drop = self.ankle, self.wearer.body.limb, self.drop
        cap = f"C{x + 76 * s:.1f},{y + drop * 0.5:.1f} {x + 52 * s:.1f},{y + drop * 0.1:.1f}"
        return f"H{x + 66 * s:.1f} {cap} {x + 28 * s:.1f},{y - 8 * s:.1f}"

    def _draw_from_front(self) -> None:
        (x, y), s = self.ankle, self.wearer.body.limb
        x += (1 if x > 0 else -1) * 9 * s
        self.brush.ellipse(x, y + self.drop * 0.45, 38 * s, self.drop * 0.68, self.leather)
        self._draw_sole(f"M{x - 34 * s:.1f},{y + self.drop * 0.95:.1f} h{68 * s:.1f}")

    def _draw_sole(self, line: str) -> None:
        tone, width = self.wearer.light.shade("#1a1416", 0.5), 4 * self.wearer.body.limb
        self.brush.path(line, stroke=tone, width=width)


def draw_lap(brush: Brush, wearer: Wearer) -> None:
    """A skirt over the thighs of a person who sits."""
    for joints, dark in ((wearer.bones.far_leg, 0.25), (wearer.bones.near_leg, 0.0)):
        hip, knee, _ = joints
        thick = wearer.body.limb
        ends = (min(hip[0], knee[0]) - 60 * thick, max(hip[0], knee[0]) + 50 * thick)
        shape = limb([hip, knee, _skirt_end(wearer, joints)], [104 * thick, 100 * thick, 112 * thick])
        brush.path(shape, wearer.cloth(brush, mix_light(wearer.colour, "#0c0a12", dark), *ends))
        wearer.draw_rim(brush, shape, *ends, width=4)


def _skirt_end(wearer: Wearer, joints: Joints) -> Point:
    """How far down the shin a skirt reaches."""
    return _between(joints[1], joints[2], 0.95 if wearer.look.garment is Garment.ROBE else 0.5)


def _between(start: Point, end: Point, share: float) -> Point:
    """The point a share of the way from one point to another."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    return start[0] + dx * share, start[1] + dy * share


def _in_shade(wearer: Wearer, colour: str, far: bool) -> str:
    """A colour under the wearer's light, darker at the far limb."""
    return wearer.light.shade(colour, 0.3 if far else 0.1)


def draw_neck(brush: Brush, wearer: Wearer) -> None:
    """The neck, down to where a collar covers it."""
    y, h = wearer.bones.neck[1], wearer.body.height
    top = wearer.bones.head[1] + 48 * wearer.body.head
    shape = _neck_shape(wearer, top)
    brush.path(shape, _neck_paint(brush, wearer, top + 22 * wearer.body.head, y + 0.07 * h))


def _neck_half(wearer: Wearer) -> float:
    """Half the width of the neck."""
    wide = 25 if _is_feminine(wearer) else 30
    return wide * wearer.body.head * (0.86 if wearer.look.age is Age.CHILD else 1.0)


def _is_feminine(wearer: Wearer) -> bool:
    return wearer.look.presentation is Presentation.FEMININE


def _neck_paint(brush: Brush, wearer: Wearer, top: float, bottom: float) -> str:
    return brush.downwards(_neck_stops(wearer), top, bottom)


def _neck_stops(wearer: Wearer) -> list[Stop]:
    shades = ((0, 0.5), (0.55, 0.28), (1, 0.1))
    return [(at, wearer.light.shade(wearer.look.skin, amount), 1) for at, amount in shades]


def _neck_shape(wearer: Wearer, top: float) -> str:
    x, half = wearer.bones.neck[0], _neck_half(wearer)
    lean = (wearer.bones.head[0] - x) * 0.6
    start = f"M{x - half + lean:.1f},{top:.1f} L{x + half + lean:.1f},{top:.1f}"
    return f"{start} {_neck_foot(wearer, half)} {x - half + lean:.1f},{top:.1f} Z"


def _neck_foot(wearer: Wearer, half: float) -> str:
    """The path down the right side, along the collar and up the left side."""
    (x, y), h = wearer.bones.neck, wearer.body.height
    low, base = y + 0.02 * h, y + 0.075 * h
    right = f"C{x + half:.1f},{y:.1f} {x + half * 1.15:.1f},{low:.1f} {x + half * 1.7:.1f},{base:.1f}"
    return f"{right} L{x - half * 1.7:.1f},{base:.1f} C{x - half * 1.15:.1f},{low:.1f} {x - half:.1f},{y:.1f}"


def draw_arm(brush: Brush, wearer: Wearer, joints: Joints, far: bool, left: bool = False) -> None:
    """A sleeve with its hand; `left` says which one of a body that is not turned."""
    colour = _sleeve_colour(wearer, far)
    _Hand(brush, wearer, joints[1], joints[2], far).draw()
    shape, ends = _sleeve(wearer, joints), _ends(wearer, joints, 32)
    brush.path(shape, wearer.cloth(brush, colour, *ends))
    outside = left == (wearer.light.rim_side < 0)
    if not far and not wearer.bones.turned and outside:
        wearer.draw_rim(brush, shape, *ends, width=4)
    _draw_elbow_fold(brush, wearer, joints[1], colour)


def _sleeve_colour(wearer: Wearer, far: bool) -> str:
    colour = mix_light(wearer.colour, "#0c0a12", 0.3) if far else wearer.colour
    if wearer.look.garment is Garment.DRESS:
        return mix_light(wearer.colour, colour, 0.5)
    return colour


def _sleeve(wearer: Wearer, joints: Joints) -> str:
    thick, garment = wearer.body.limb, wearer.look.garment
    cuff = 56 if garment is Garment.ROBE else 40
    widths = [width * thick * _SLEEVES.get(garment, 1.0) for width in (30, 56, 50, cuff)]
    (x, y), elbow, wrist = joints
    inward = (wearer.bones.neck[0] - x) * 0.18
    shoulder = [(x + inward, y - 2 * thick), (x + inward * 0.25, y + 22 * thick)]
    return limb([*shoulder, elbow, wrist], widths)


def _draw_elbow_fold(brush: Brush, wearer: Wearer, elbow: Point, colour: str) -> None:
    fold = Frame(*elbow, wearer.body.limb).path("M-14,-4 q14,10 28,2")
    _draw_fold(brush, fold, wearer.light.shade(colour, 0.55), 2.4)


def _direction(dx: float, dy: float) -> Point:
    """A vector made 1 long."""
    length = (dx * dx + dy * dy) ** 0.5 or 1.0
    return dx / length, dy / length


@dataclass(frozen=True)
class _Hand:
    """A hand that goes on in the direction of the lower arm."""

    brush: Brush
    wearer: Wearer
    elbow: Point
    wrist: Point
    far: bool

    @cached_property
    def scale(self) -> float:
        return self.wearer.body.limb * (0.92 if _is_feminine(self.wearer) else 1.0)

    @cached_property
    def along(self) -> Point:
        """The direction of the arm, of length 1."""
        return _direction(self.wrist[0] - self.elbow[0], self.wrist[1] - self.elbow[1])

    def _beyond(self, distance: float) -> Point:
        """A point beyond the wrist."""
        return self._beyond_on(0, distance), self._beyond_on(1, distance)

    def _beyond_on(self, axis: int, distance: float) -> float:
        return self.wrist[axis] + self.along[axis] * distance * self.scale

    @cached_property
    def tip(self) -> Point:
        return self._beyond(56)

    @cached_property
    def palm(self) -> Point:
        return self._beyond(24)

    @cached_property
    def thumb(self) -> Point:
        (x, y), (ux, uy), s = self.palm, self.along, self.scale
        side = 1 if self.wearer.bones.turned or self.wrist[0] < 0 else -1
        return x + (-uy * -side) * 20 * s + ux * 12 * s, y + (ux * -side) * 20 * s + uy * 12 * s

    def draw(self) -> None:
        tone = _in_shade(self.wearer, self.wearer.look.skin, self.far)
        self._draw_part((self.palm, self.tip), (30, 40, 22), tone)
        self._draw_part((self._thumb_joint(), self.thumb), (18, 15, 11), tone)
        self._draw_finger_lines(self.wearer.light.shade(self.wearer.look.skin, 0.45))

    def _draw_part(self, joints: tuple[Point, ...], widths: tuple[float, ...], tone: str) -> None:
        """A part of the hand from the wrist on."""
        self.brush.path(limb([self.wrist, *joints], [width * self.scale for width in widths]), tone)

    def _draw_finger_lines(self, tone: str) -> None:
        for finger in (-1, 0, 1):
            self.brush.path(self._finger_line(finger), stroke=tone, width=1.6 * self.scale, opacity=0.5)

    def _thumb_joint(self) -> Point:
        thumb, palm = self.thumb, self.palm
        return thumb[0] * 0.6 + palm[0] * 0.4, thumb[1] * 0.6 + palm[1] * 0.4

    def _finger_line(self, finger: int) -> str:
        """The line between two fingers."""
        (ux, uy), s, palm, tip = self.along, self.scale, self.palm, self.tip
        ox, oy = -uy * finger * 7 * s, ux * finger * 7 * s
        start = f"M{palm[0] + ox + ux * 14 * s:.1f},{palm[1] + oy + uy * 14 * s:.1f}"
        return f"{start} L{tip[0] + ox * 0.6 - ux * 3 * s:.1f},{tip[1] + oy * 0.6 - uy * 3 * s:.1f}"
