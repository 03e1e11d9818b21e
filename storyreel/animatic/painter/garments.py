"""Bodies in clothes: the trunk by its garment's cut, and the order in which limbs, trims and collar come.

It does not know heads or poses.

Units of a figure, as in `anatomy`.
"""

from __future__ import annotations

from storyreel.animatic.painter.anatomy import Point
from storyreel.animatic.painter.brush import Brush, smooth
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


def draw_body(brush: Brush, wearer: Wearer, seat: Seat = Seat.STOOL) -> None:
    """The whole body, far side first, on a `seat` of its own where the pose wants one."""
    if wearer.bones.stool:
        draw_stool(brush, wearer, seat)
    if wearer.bones.turned:
        draw_arm(brush, wearer, wearer.bones.far_arm, far=True)
    draw_leg(brush, wearer, wearer.bones.far_leg, wearer.bones.far_toe, far=True)
    draw_leg(brush, wearer, wearer.bones.near_leg, wearer.bones.near_toe, far=False)
    if wearer.seated and wearer.look.garment in SKIRTED:
        draw_lap(brush, wearer)
    draw_neck(brush, wearer)
    _draw_trunk(brush, wearer)
    if not wearer.bones.turned:
        draw_arm(brush, wearer, wearer.bones.far_arm, far=False, left=True)
    draw_arm(brush, wearer, wearer.bones.near_arm, far=False)
    draw_collar(brush, wearer)


def _draw_trunk(brush: Brush, wearer: Wearer) -> None:
    h, light = wearer.body.height, wearer.light
    side = _outline(wearer)
    lean = wearer.bones.neck[0] - wearer.bones.hip[0]
    top, low = side[0][1], wearer.bones.hip[1]

    def placed(point: Point, mirror: int) -> Point:
        share = min(max((low - point[1]) / (low - top), 0.0), 1.0)
        return wearer.bones.hip[0] + lean * share + mirror * point[0], point[1]

    right = [placed(p, 1) for p in side]
    left = [placed(p, -1) for p in side]
    bottom = right[-1][1]
    shape = smooth([*right, (wearer.bones.hip[0], bottom + 0.012 * h), *reversed(left)], tension=0.85)
    half = max(x for x, _ in right)
    brush.path(shape, wearer.cloth(brush, wearer.colour, -half, half))
    fade = brush.linear(
        [(0, light.shade(wearer.colour, 0.55), 0), (1, light.shade(wearer.colour, 0.55), 0.5)],
        (0, (top + bottom) / 2),
        (0, bottom),
        True,
    )
    brush.path(shape, fade)
    clip = brush.clip(shape)
    brush.open(f'clip-path="{clip}"')
    draw_trims(brush, wearer, bottom)
    brush.close()
    wearer.draw_rim(brush, shape, -half, half)


def _outline(wearer: Wearer) -> list[Point]:
    """The right side of the trunk, from the neck down, around x = 0."""
    body, h = wearer.body, wearer.body.height
    hip_y, neck_y = wearer.bones.hip[1], wearer.bones.neck[1]
    narrow = 0.8 if wearer.bones.turned else 1.0
    shoulder_y = neck_y + 0.052 * h
    garment = wearer.look.garment
    ease = {
        Garment.COAT: 1.14,
        Garment.SWEATER: 1.08,
        Garment.ROBE: 1.16,
        Garment.DRESS: 0.98,
        Garment.SHIRT: 1.0,
    }.get(garment, 1.06)
    waist = body.waist * ease * narrow
    hip = body.hip * ease * narrow
    waist_y = hip_y - 0.115 * h
    hem = -_HEM[garment] * h
    side: list[Point] = [
        (26 * body.head, neck_y + 0.012 * h),
        (body.shoulder * 0.62 * narrow, neck_y + 0.03 * h),
        (body.shoulder * 1.0 * narrow, shoulder_y + 0.016 * h),
        (body.shoulder * 0.96 * narrow, shoulder_y + 0.1 * h),
        (waist, waist_y),
    ]
    if wearer.seated:
        return [*side, (hip * 1.06, hip_y - 0.02 * h), (hip * 1.04, hip_y + 0.03 * h)]
    spread = (
        abs(wearer.bones.near_leg[1][0] - wearer.bones.far_leg[1][0]) * 0.45
        if garment in SKIRTED and wearer.bones.turned
        else 0.0
    )
    flare = _FLARE.get(garment, 1.02)
    return [
        *side,
        (hip * 1.02, hip_y),
        (hip * flare + spread, (hip_y + hem) / 2 if flare > 1.1 else hem - 0.006 * h),
        (hip * (flare * 1.08 if flare > 1.1 else 0.98) + spread * 1.2, hem),
    ]
