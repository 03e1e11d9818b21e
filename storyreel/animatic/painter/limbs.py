"""Legs, shoes, arms, hands and the neck of a dressed body. It does not know trunks, heads or poses.

Units of a figure, as in `anatomy`.
"""

from __future__ import annotations

from storyreel.animatic.painter.anatomy import Point
from storyreel.animatic.painter.brush import Brush, limb
from storyreel.animatic.painter.wearers import Wearer
from storyreel.film.cast import Age, Garment, Presentation
from storyreel.film.colours import luminance, mix_light


def draw_leg(brush: Brush, wearer: Wearer, joints: tuple[Point, Point, Point], toe: float, far: bool) -> None:
    """A leg with its shoe: trousers, or stockings under a dress. `toe` is the shoe's turn in degrees."""
    h, light, thick = wearer.body.height, wearer.light, wearer.body.limb
    colour = _leg_colour(wearer)
    bare = wearer.look.garment is Garment.DRESS
    widths = [w * thick for w in ((74, 50, 34) if bare else (88, 70, 58))]
    _draw_shoe(brush, wearer, joints[2], toe, far)
    hip, knee, ankle = joints
    shape = limb([hip, knee, (ankle[0], ankle[1] + 0.012 * h)], widths)
    xs = (min(hip[0], knee[0], ankle[0]) - 36 * thick, max(hip[0], knee[0], ankle[0]) + 36 * thick)
    brush.path(shape, wearer.cloth(brush, mix_light(colour, "#0c0a12", 0.35) if far else colour, *xs))
    if not far:
        wearer.draw_rim(brush, shape, *xs, width=3.5)
    if not bare:
        brush.path(
            f"M{knee[0] - 8 * thick:.1f},{knee[1]:.1f} q{10 * thick:.1f},{6 * thick:.1f}"
            f" {20 * thick:.1f},{-2 * thick:.1f}",
            stroke=light.shade(colour, 0.6),
            width=2.2,
            opacity=0.4,
        )


def _leg_colour(wearer: Wearer) -> str:
    if wearer.look.garment is Garment.DRESS:
        return mix_light(wearer.look.skin, "#2a2028", 0.25)
    if wearer.look.garment in {Garment.SUIT, Garment.UNIFORM}:
        return mix_light(wearer.colour, "#15151c", 0.35)
    return wearer.look.trousers_colour


def _draw_shoe(brush: Brush, wearer: Wearer, ankle: Point, toe: float, far: bool) -> None:
    s = wearer.body.limb
    leather = wearer.light.shade(
        "#2b2022" if luminance(wearer.look.trousers_colour) > 0.05 else "#4a3a34", 0.3 if far else 0.1
    )
    x, y = ankle[0], ankle[1]
    drop = 0.035 * wearer.body.height
    if wearer.bones.turned:
        brush.open(f'transform="rotate({toe:.1f} {x:.1f} {y:.1f})"')
        brush.path(
            f"M{x - 32 * s:.1f},{y - 6 * s:.1f} C{x - 36 * s:.1f},{y + drop * 0.6:.1f}"
            f" {x - 34 * s:.1f},{y + drop:.1f} {x - 28 * s:.1f},{y + drop:.1f} H{x + 66 * s:.1f}"
            f" C{x + 76 * s:.1f},{y + drop * 0.5:.1f} {x + 52 * s:.1f},{y + drop * 0.1:.1f}"
            f" {x + 28 * s:.1f},{y - 8 * s:.1f} Z",
            leather,
        )
        brush.path(
            f"M{x - 30 * s:.1f},{y + drop:.1f} H{x + 68 * s:.1f}",
            stroke=wearer.light.shade("#1a1416", 0.5),
            width=4 * s,
        )
        brush.close()
    else:
        out = 1 if x > 0 else -1
        brush.ellipse(x + out * 9 * s, y + drop * 0.45, 38 * s, drop * 0.68, leather)
        brush.path(
            f"M{x + out * 9 * s - 34 * s:.1f},{y + drop * 0.95:.1f} h{68 * s:.1f}",
            stroke=wearer.light.shade("#1a1416", 0.5),
            width=4 * s,
        )


def draw_lap(brush: Brush, wearer: Wearer) -> None:
    """A skirt over the thighs of who sits."""
    thick = wearer.body.limb
    reach = 0.5 if wearer.look.garment is not Garment.ROBE else 0.95
    for joints, dark in ((wearer.bones.far_leg, 0.25), (wearer.bones.near_leg, 0.0)):
        hip, knee, ankle = joints
        end = (knee[0] + (ankle[0] - knee[0]) * reach, knee[1] + (ankle[1] - knee[1]) * reach)
        xs = (min(hip[0], knee[0]) - 60 * thick, max(hip[0], knee[0]) + 50 * thick)
        shape = limb([hip, knee, end], [104 * thick, 100 * thick, 112 * thick])
        brush.path(shape, wearer.cloth(brush, mix_light(wearer.colour, "#0c0a12", dark), *xs))
        wearer.draw_rim(brush, shape, *xs, width=4)


def draw_neck(brush: Brush, wearer: Wearer) -> None:
    """The neck, down to where a collar covers it."""
    body, h, (x, y) = wearer.body, wearer.body.height, wearer.bones.neck
    half = (
        (25 if wearer.look.presentation is Presentation.FEMININE else 30)
        * body.head
        * (0.86 if wearer.look.age is Age.CHILD else 1.0)
    )
    hx, hy = wearer.bones.head
    top = hy + 48 * body.head
    lean = (hx - x) * 0.6
    fill = brush.linear(
        [
            (0, wearer.light.shade(wearer.look.skin, 0.5), 1),
            (0.55, wearer.light.shade(wearer.look.skin, 0.28), 1),
            (1, wearer.light.shade(wearer.look.skin, 0.1), 1),
        ],
        (0, top + 22 * body.head),
        (0, y + 0.07 * h),
        True,
    )
    base = y + 0.075 * h
    brush.path(
        f"M{x - half + lean:.1f},{top:.1f} L{x + half + lean:.1f},{top:.1f} C{x + half:.1f},{y:.1f}"
        f" {x + half * 1.15:.1f},{y + 0.02 * h:.1f} {x + half * 1.7:.1f},{base:.1f}"
        f" L{x - half * 1.7:.1f},{base:.1f} C{x - half * 1.15:.1f},{y + 0.02 * h:.1f} {x - half:.1f},{y:.1f}"
        f" {x - half + lean:.1f},{top:.1f} Z",
        fill,
    )


def draw_arm(
    brush: Brush, wearer: Wearer, joints: tuple[Point, Point, Point], far: bool, left: bool = False
) -> None:
    """A sleeve with its hand; `left` says which one of a body that is not turned."""
    thick, light, look = wearer.body.limb, wearer.light, wearer.look
    shoulder, elbow, wrist = joints
    colour = mix_light(wearer.colour, "#0c0a12", 0.3) if far else wearer.colour
    if look.garment is Garment.DRESS:
        colour = mix_light(wearer.colour, colour, 0.5)
    wide = {Garment.COAT: 1.14, Garment.ROBE: 1.3, Garment.SWEATER: 1.1, Garment.DRESS: 0.88}.get(
        look.garment, 1.0
    )
    _draw_hand(brush, wearer, elbow, wrist, far)
    cuff = 56 if look.garment is Garment.ROBE else 40
    inward = (wearer.bones.neck[0] - shoulder[0]) * 0.18
    shape = limb(
        [
            (shoulder[0] + inward, shoulder[1] - 2 * thick),
            (shoulder[0] + inward * 0.25, shoulder[1] + 22 * thick),
            elbow,
            wrist,
        ],
        [30 * thick * wide, 56 * thick * wide, 50 * thick * wide, cuff * thick * wide],
    )
    xs = (
        min(shoulder[0], elbow[0], wrist[0]) - 32 * thick,
        max(shoulder[0], elbow[0], wrist[0]) + 32 * thick,
    )
    brush.path(shape, wearer.cloth(brush, colour, *xs))
    if not far and (not wearer.bones.turned and left == (light.rim_side < 0)):
        wearer.draw_rim(brush, shape, *xs, width=4)
    brush.path(
        f"M{elbow[0] - 14 * thick:.1f},{elbow[1] - 4 * thick:.1f} q{14 * thick:.1f},{10 * thick:.1f}"
        f" {28 * thick:.1f},{2 * thick:.1f}",
        stroke=light.shade(colour, 0.55),
        width=2.4,
        opacity=0.4,
    )


def _draw_hand(brush: Brush, wearer: Wearer, elbow: Point, wrist: Point, far: bool) -> None:
    s = wearer.body.limb * (0.92 if wearer.look.presentation is Presentation.FEMININE else 1.0)
    dx, dy = wrist[0] - elbow[0], wrist[1] - elbow[1]
    length = (dx * dx + dy * dy) ** 0.5 or 1.0
    ux, uy = dx / length, dy / length
    tone = wearer.light.shade(wearer.look.skin, 0.3 if far else 0.1)
    tip = (wrist[0] + ux * 56 * s, wrist[1] + uy * 56 * s)
    palm = (wrist[0] + ux * 24 * s, wrist[1] + uy * 24 * s)
    brush.path(limb([wrist, palm, tip], [30 * s, 40 * s, 22 * s]), tone)
    side = 1 if wearer.bones.turned or wrist[0] < 0 else -1
    thumb = (palm[0] + (-uy * -side) * 20 * s + ux * 12 * s, palm[1] + (ux * -side) * 20 * s + uy * 12 * s)
    brush.path(
        limb(
            [wrist, (thumb[0] * 0.6 + palm[0] * 0.4, thumb[1] * 0.6 + palm[1] * 0.4), thumb],
            [18 * s, 15 * s, 11 * s],
        ),
        tone,
    )
    line = wearer.light.shade(wearer.look.skin, 0.45)
    for k in (-1, 0, 1):
        ox, oy = -uy * k * 7 * s, ux * k * 7 * s
        brush.path(
            f"M{palm[0] + ox + ux * 14 * s:.1f},{palm[1] + oy + uy * 14 * s:.1f}"
            f" L{tip[0] + ox * 0.6 - ux * 3 * s:.1f},{tip[1] + oy * 0.6 - uy * 3 * s:.1f}",
            stroke=line,
            width=1.6 * s,
            opacity=0.5,
        )
