"""Bodies in clothes: the trunk by its garment's cut, and the order in which limbs, trims and collar come.

Units of a figure, as in `anatomy`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from storyreel.animatic.painter.anatomy import Point, Skeleton
from storyreel.animatic.painter.brush import Brush, fading, smooth
from storyreel.animatic.painter.collars import draw_collar
from storyreel.animatic.painter.limbs import draw_arm, draw_lap, draw_leg, draw_neck
from storyreel.animatic.painter.stools import draw_stool
from storyreel.animatic.painter.trims import SKIRTED, draw_trims
from storyreel.animatic.painter.wearers import Wearer
from storyreel.film.cast import Garment
from storyreel.film.facts import Seat

_HEM = {
    Garment.COAT: 0.25,
    Garment.JACKET: 0.455,
    Garment.SWEATER: 0.465,
    Garment.DRESS: 0.24,
    Garment.SHIRT: 0.47,
    Garment.SUIT: 0.435,
    Garment.UNIFORM: 0.43,
    Garment.ROBE: 0.05,
}
"""Height of the hem as a share of the body's height."""
_FLARE = {Garment.COAT: 1.22, Garment.DRESS: 1.55, Garment.ROBE: 1.4}
_EASE = {
    Garment.COAT: 1.14,
    Garment.SWEATER: 1.08,
    Garment.ROBE: 1.16,
    Garment.DRESS: 0.98,
    Garment.SHIRT: 1.0,
}
"""Width of the garment for each unit of the body's."""


def draw_body(brush: Brush, wearer: Wearer, seat: Seat = Seat.STOOL) -> None:
    """The whole body, far side first, on a `seat` of its own if the pose needs one."""
    bones = wearer.bones
    if bones.stool:
        draw_stool(brush, wearer, seat)
    if bones.turned:
        draw_arm(brush, wearer, bones.far_arm, far=True)
    draw_leg(brush, wearer, bones.far_leg, bones.far_toe, far=True)
    draw_leg(brush, wearer, bones.near_leg, bones.near_toe, far=False)
    if wearer.seated and wearer.look.garment in SKIRTED:
        draw_lap(brush, wearer)
    _draw_upper_body(brush, wearer)


def _draw_upper_body(brush: Brush, wearer: Wearer) -> None:
    draw_neck(brush, wearer)
    _Trunk(wearer).draw(brush)
    if not wearer.bones.turned:
        draw_arm(brush, wearer, wearer.bones.far_arm, far=False, left=True)
    draw_arm(brush, wearer, wearer.bones.near_arm, far=False)
    draw_collar(brush, wearer)


@dataclass(frozen=True)
class _Trunk:
    """The trunk of a wearer, as the garment is cut."""

    wearer: Wearer

    @cached_property
    def height(self) -> float:
        """The body's height."""
        return self.wearer.body.height

    @cached_property
    def hip(self) -> Point:
        return self.wearer.bones.hip

    def draw(self, brush: Brush) -> None:
        right = [self._placed(point, 1) for point in self._side]
        shape = self._shape(right)
        half, bottom = max(x for x, _ in right), right[-1][1]
        brush.path(shape, self.wearer.cloth(brush, self.wearer.colour, -half, half))
        brush.path(shape, self._fade(brush, bottom))
        brush.open(f'clip-path="{brush.clip(shape)}"')
        draw_trims(brush, self.wearer, bottom)
        brush.close()
        self.wearer.draw_rim(brush, shape, -half, half)

    def _shape(self, right: list[Point]) -> str:
        left = [self._placed(point, -1) for point in self._side]
        return smooth([*right, self._foot(right), *reversed(left)], tension=0.85)

    def _foot(self, right: list[Point]) -> Point:
        """The middle of the hem, a little lower than its ends."""
        return self.hip[0], right[-1][1] + 0.012 * self.height

    def _fade(self, brush: Brush, bottom: float) -> str:
        """Paint that darkens the lower half."""
        dark = self.wearer.light.shade(self.wearer.colour, 0.55)
        return brush.downwards(fading(dark, 0, 0.5), (self._side[0][1] + bottom) / 2, bottom)

    def _placed(self, point: Point, mirror: int) -> Point:
        """A point of the outline on one side of the body, moved as the body leans."""
        lean, top, low = self.wearer.bones.neck[0] - self.hip[0], self._side[0][1], self.hip[1]
        share = min(max((low - point[1]) / (low - top), 0.0), 1.0)
        return self.hip[0] + lean * share + mirror * point[0], point[1]

    @cached_property
    def _side(self) -> list[Point]:
        """The right side, from the neck down, around x = 0."""
        return [*self._chest(), *(self._seat() if self.wearer.seated else self._skirt())]

    @cached_property
    def _narrow(self) -> float:
        return 0.8 if self.wearer.bones.turned else 1.0

    def _eased(self, width: float) -> float:
        """A width of the body with the garment over it."""
        return width * _EASE.get(self.wearer.look.garment, 1.06) * self._narrow

    def _chest(self) -> list[Point]:
        body, h, narrow = self.wearer.body, self.height, self._narrow
        neck_y = self.wearer.bones.neck[1]
        shoulder_y = neck_y + 0.052 * h
        return [
            (26 * body.head, neck_y + 0.012 * h),
            (body.shoulder * 0.62 * narrow, neck_y + 0.03 * h),
            (body.shoulder * 1.0 * narrow, shoulder_y + 0.016 * h),
            (body.shoulder * 0.96 * narrow, shoulder_y + 0.1 * h),
            (self._eased(body.waist), self.hip[1] - 0.115 * h),
        ]

    def _seat(self) -> list[Point]:
        hip = self._eased(self.wearer.body.hip)
        return [(hip * 1.06, self._under_hip(-0.02)), (hip * 1.04, self._under_hip(0.03))]

    def _under_hip(self, share: float) -> float:
        """Y below the hip by a share of the body's height."""
        return self.hip[1] + share * self.height

    def _skirt(self) -> list[Point]:
        """From the hip to the hem; a garment that flares has its widest point between them."""
        hip, hip_y, h = self._eased(self.wearer.body.hip), self.hip[1], self.height
        flare, hem = _FLARE.get(self.wearer.look.garment, 1.02), -_HEM[self.wearer.look.garment] * h
        flares, spread = flare > 1.1, self._spread()
        fullest = (hip * flare + spread, (hip_y + hem) / 2 if flares else hem - 0.006 * h)
        return [(hip * 1.02, hip_y), fullest, (hip * (flare * 1.08 if flares else 0.98) + spread * 1.2, hem)]

    def _spread(self) -> float:
        """How much wider a stride makes a skirt."""
        if self.wearer.look.garment not in SKIRTED or not self.wearer.bones.turned:
            return 0.0
        return _between_knees(self.wearer.bones) * 0.45


def _between_knees(bones: Skeleton) -> float:
    return abs(bones.near_leg[1][0] - bones.far_leg[1][0])
