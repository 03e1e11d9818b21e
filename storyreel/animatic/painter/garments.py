"""Bodies in clothes: legs, shoes, trunk, arms and hands, by garment. It does not know heads or poses.

Units of a figure, as in `anatomy`.
"""

from __future__ import annotations

from storyreel.animatic.painter.anatomy import Body, Point, Skeleton
from storyreel.animatic.painter.brush import Brush, limb, smooth
from storyreel.animatic.painter.layers import Seat
from storyreel.animatic.painter.pigments import Lighting, luminance, mix
from storyreel.film.cast import Age, Garment, Hat, Look, Presentation

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
_SKIRTED = frozenset({Garment.COAT, Garment.DRESS, Garment.ROBE})


class Tailor:
    """Draws one person's body."""

    def __init__(self, brush: Brush, look: Look, body: Body, bones: Skeleton, light: Lighting, away: bool, seat: Seat = Seat.STOOL) -> None:
        self.brush, self.look, self.body, self.bones, self.light, self.away = brush, look, body, bones, light, away
        self.seat = seat
        self.h = body.height
        self.colour = look.garment_colour
        self.seated = bones.kneeling or (
            bones.hip[1] > -0.45 * self.h and bones.near_leg[1][1] < -0.2 * self.h and bones.near_leg[1][1] < bones.hip[1] + 0.06 * self.h
        )

    def draw(self) -> None:
        """The whole body, far side first."""
        if self.bones.stool:
            self._draw_stool()
        if self.bones.turned:
            self._draw_arm(self.bones.far_arm, far=True)
        self._draw_leg(self.bones.far_leg, self.bones.far_toe, far=True)
        self._draw_leg(self.bones.near_leg, self.bones.near_toe, far=False)
        if self.seated and self.look.garment in _SKIRTED:
            self._draw_lap()
        self._draw_neck()
        self._draw_trunk()
        if not self.bones.turned:
            self._draw_arm(self.bones.far_arm, far=False, left=True)
        self._draw_arm(self.bones.near_arm, far=False)
        self._draw_collar()

    def _cloth(self, colour: str, left: float, right: float, deep: float = 0.45) -> str:
        light = self.light
        stops = [
            (0.0, light.shade(colour, deep), 1.0),
            (0.42, light.shade(colour, 0.1), 1.0),
            (0.78, light.dye(mix(colour, "#ffffff", 0.07)), 1.0),
            (1.0, light.light(colour, 0.34), 1.0),
        ]
        ends = (left, right) if light.rim_side > 0 else (right, left)
        return self.brush.linear(stops, (ends[0], 0), (ends[1], 0), True)

    def _rim(self, shape: str, left: float, right: float, width: float = 5.0) -> None:
        light = self.light
        ends = (left, right) if light.rim_side > 0 else (right, left)
        fade = self.brush.linear([(0, light.rim, 0), (0.72, light.rim, 0), (1, light.rim, 0.8)], (ends[0], 0), (ends[1], 0), True)
        self.brush.path(shape, stroke=fade, width=width)

    def _draw_stool(self) -> None:
        top, h, dye, shade = -self.bones.stool, self.h, self.light.dye, self.light.shade
        if self.seat is Seat.BOLLARD:
            iron = "#444c54"
            self.brush.path(
                f"M{-0.075 * h:.1f},{top:.1f} L{-0.085 * h:.1f},0 H{0.085 * h:.1f} L{0.075 * h:.1f},{top:.1f} Z",
                self._cloth(iron, -0.085 * h, 0.085 * h),
            )
            self.brush.path(f"M{-0.11 * h:.1f},{top + 0.02 * h:.1f} H{0.11 * h:.1f}", stroke=dye(mix(iron, "#ffffff", 0.18)), width=0.05 * h)
            for k in range(3):
                self.brush.path(
                    f"M{-0.08 * h:.1f},{top * (0.3 + 0.13 * k):.1f} q{0.08 * h:.1f},{0.02 * h:.1f} {0.16 * h:.1f},0",
                    stroke=dye("#c8a868"),
                    width=0.02 * h,
                )
        elif self.seat is Seat.ROCK:
            stone = "#77706a"
            shape = f"M{-0.21 * h:.1f},0 L{-0.18 * h:.1f},{top * 0.7:.1f} L{-0.1 * h:.1f},{top:.1f} L{0.1 * h:.1f},{top * 0.98:.1f} L{0.15 * h:.1f},{top * 0.6:.1f} L{0.19 * h:.1f},0 Z"
            self.brush.path(shape, self._cloth(stone, -0.2 * h, 0.2 * h))
            self.brush.path(
                f"M{-0.1 * h:.1f},{top:.1f} L{-0.04 * h:.1f},{top * 0.5:.1f} L{-0.08 * h:.1f},0 M{-0.04 * h:.1f},{top * 0.5:.1f} L{0.15 * h:.1f},{top * 0.6:.1f}",
                stroke=shade(stone, 0.45),
                width=4,
            )
        elif self.seat is Seat.LOG:
            bark = "#5c4432"
            self.brush.path(f"M{-0.3 * h:.1f},{top * 0.5:.1f} H{0.26 * h:.1f}", stroke=shade(bark, 0.2), width=-top)
            self.brush.ellipse(0.26 * h, top * 0.5, -top * 0.4, -top * 0.5, dye("#b8906a"))
            self.brush.ellipse(0.26 * h, top * 0.5, -top * 0.24, -top * 0.3, dye("#9a7452"))
            self.brush.path(
                f"M{-0.3 * h:.1f},{top * 0.72:.1f} h{0.4 * h:.1f} M{-0.24 * h:.1f},{top * 0.34:.1f} h{0.36 * h:.1f}",
                stroke=shade(bark, 0.55),
                width=5,
            )
        elif self.seat is Seat.CRATE:
            wood = "#8a6a44"
            self.brush.path(f"M{-0.16 * h:.1f},{top:.1f} H{0.16 * h:.1f} V0 H{-0.16 * h:.1f} Z", self._cloth(wood, -0.16 * h, 0.16 * h))
            self.brush.path(
                f"M{-0.14 * h:.1f},{top * 0.93:.1f} H{0.14 * h:.1f} V{top * 0.07:.1f} H{-0.14 * h:.1f} Z M{-0.14 * h:.1f},{top * 0.07:.1f} L{0.14 * h:.1f},{top * 0.93:.1f}",
                stroke=shade(wood, 0.35),
                width=0.022 * h,
            )
        elif self.seat is Seat.BENCH:
            wood = "#8a5c38"
            for x in (-0.34, 0.34):
                self.brush.path(f"M{x * h:.1f},{top:.1f} V0", stroke=shade("#30363c", 0.2), width=0.03 * h)
            self.brush.path(f"M{-0.42 * h:.1f},{top + 0.016 * h:.1f} H{0.42 * h:.1f}", stroke=dye(wood), width=0.045 * h)
            self.brush.path(f"M{-0.42 * h:.1f},{top + 0.004 * h:.1f} H{0.42 * h:.1f}", stroke=dye(mix(wood, "#ffffff", 0.25)), width=0.01 * h)
        else:
            self._draw_wooden_stool(top)

    def _draw_wooden_stool(self, top: float) -> None:
        h, light = self.h, self.light
        wood = "#6b4a30"
        for x in (-0.1, 0.1):
            self.brush.path(f"M{x * h * 0.8:.1f},{top:.1f} L{x * h * 1.15:.1f},0", stroke=light.shade(wood, 0.4), width=0.022 * h)
        self.brush.path(f"M{-0.088 * h:.1f},{top * 0.4:.1f} H{0.088 * h:.1f}", stroke=light.shade(wood, 0.5), width=0.014 * h)
        self.brush.path(
            f"M{-0.12 * h:.1f},{top:.1f} h{0.24 * h:.1f} q{0.012 * h:.1f},{0.016 * h:.1f} 0,{0.032 * h:.1f} h{-0.24 * h:.1f} q{-0.012 * h:.1f},{-0.016 * h:.1f} 0,{-0.032 * h:.1f} Z",
            light.dye(wood),
        )

    def _leg_colour(self) -> str:
        if self.look.garment is Garment.DRESS:
            return mix(self.look.skin, "#2a2028", 0.25)
        if self.look.garment in {Garment.SUIT, Garment.UNIFORM}:
            return mix(self.colour, "#15151c", 0.35)
        return self.look.trousers_colour

    def _draw_leg(self, joints: tuple[Point, Point, Point], toe: float, far: bool) -> None:
        h, light, thick = self.h, self.light, self.body.limb
        colour = self._leg_colour()
        bare = self.look.garment is Garment.DRESS
        widths = [w * thick for w in ((74, 50, 34) if bare else (88, 70, 58))]
        self._draw_shoe(joints[2], toe, far)
        hip, knee, ankle = joints
        shape = limb([hip, knee, (ankle[0], ankle[1] + 0.012 * h)], widths)
        xs = (min(hip[0], knee[0], ankle[0]) - 36 * thick, max(hip[0], knee[0], ankle[0]) + 36 * thick)
        self.brush.path(shape, self._cloth(mix(colour, "#0c0a12", 0.35) if far else colour, *xs))
        if not far:
            self._rim(shape, *xs, width=3.5)
        if not bare:
            self.brush.path(
                f"M{knee[0] - 8 * thick:.1f},{knee[1]:.1f} q{10 * thick:.1f},{6 * thick:.1f} {20 * thick:.1f},{-2 * thick:.1f}",
                stroke=light.shade(colour, 0.6),
                width=2.2,
                opacity=0.4,
            )

    def _draw_shoe(self, ankle: Point, toe: float, far: bool) -> None:
        s = self.body.limb
        leather = self.light.shade("#2b2022" if luminance(self.look.trousers_colour) > 0.05 else "#4a3a34", 0.3 if far else 0.1)
        x, y = ankle[0], ankle[1]
        drop = 0.035 * self.h
        if self.bones.turned:
            self.brush.open(f'transform="rotate({toe:.1f} {x:.1f} {y:.1f})"')
            self.brush.path(
                f"M{x - 32 * s:.1f},{y - 6 * s:.1f} C{x - 36 * s:.1f},{y + drop * 0.6:.1f} {x - 34 * s:.1f},{y + drop:.1f} {x - 28 * s:.1f},{y + drop:.1f} H{x + 66 * s:.1f} C{x + 76 * s:.1f},{y + drop * 0.5:.1f} {x + 52 * s:.1f},{y + drop * 0.1:.1f} {x + 28 * s:.1f},{y - 8 * s:.1f} Z",
                leather,
            )
            self.brush.path(f"M{x - 30 * s:.1f},{y + drop:.1f} H{x + 68 * s:.1f}", stroke=self.light.shade("#1a1416", 0.5), width=4 * s)
            self.brush.close()
        else:
            out = 1 if x > 0 else -1
            self.brush.ellipse(x + out * 9 * s, y + drop * 0.45, 38 * s, drop * 0.68, leather)
            self.brush.path(
                f"M{x + out * 9 * s - 34 * s:.1f},{y + drop * 0.95:.1f} h{68 * s:.1f}", stroke=self.light.shade("#1a1416", 0.5), width=4 * s
            )

    def _draw_lap(self) -> None:
        thick = self.body.limb
        reach = 0.5 if self.look.garment is not Garment.ROBE else 0.95
        for joints, dark in ((self.bones.far_leg, 0.25), (self.bones.near_leg, 0.0)):
            hip, knee, ankle = joints
            end = (knee[0] + (ankle[0] - knee[0]) * reach, knee[1] + (ankle[1] - knee[1]) * reach)
            xs = (min(hip[0], knee[0]) - 60 * thick, max(hip[0], knee[0]) + 50 * thick)
            shape = limb([hip, knee, end], [104 * thick, 100 * thick, 112 * thick])
            self.brush.path(shape, self._cloth(mix(self.colour, "#0c0a12", dark), *xs))
            self._rim(shape, *xs, width=4)

    def _draw_neck(self) -> None:
        body, (x, y) = self.body, self.bones.neck
        half = (25 if self.look.presentation is Presentation.FEMININE else 30) * body.head * (0.86 if self.look.age is Age.CHILD else 1.0)
        hx, hy = self.bones.head
        top = hy + 48 * body.head
        lean = (hx - x) * 0.6
        fill = self.brush.linear(
            [
                (0, self.light.shade(self.look.skin, 0.5), 1),
                (0.55, self.light.shade(self.look.skin, 0.28), 1),
                (1, self.light.shade(self.look.skin, 0.1), 1),
            ],
            (0, top + 22 * body.head),
            (0, y + 0.07 * self.h),
            True,
        )
        base = y + 0.075 * self.h
        self.brush.path(
            f"M{x - half + lean:.1f},{top:.1f} L{x + half + lean:.1f},{top:.1f} C{x + half:.1f},{y:.1f} {x + half * 1.15:.1f},{y + 0.02 * self.h:.1f} {x + half * 1.7:.1f},{base:.1f} L{x - half * 1.7:.1f},{base:.1f} C{x - half * 1.15:.1f},{y + 0.02 * self.h:.1f} {x - half:.1f},{y:.1f} {x - half + lean:.1f},{top:.1f} Z",
            fill,
        )

    def _outline(self) -> list[Point]:
        """The right side of the trunk, from the neck down, around x = 0."""
        body, h = self.body, self.h
        hip_y, neck_y = self.bones.hip[1], self.bones.neck[1]
        narrow = 0.8 if self.bones.turned else 1.0
        shoulder_y = neck_y + 0.052 * h
        garment = self.look.garment
        ease = {Garment.COAT: 1.14, Garment.SWEATER: 1.08, Garment.ROBE: 1.16, Garment.DRESS: 0.98, Garment.SHIRT: 1.0}.get(garment, 1.06)
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
        if self.seated:
            return [*side, (hip * 1.06, hip_y - 0.02 * h), (hip * 1.04, hip_y + 0.03 * h)]
        spread = abs(self.bones.near_leg[1][0] - self.bones.far_leg[1][0]) * 0.45 if garment in _SKIRTED and self.bones.turned else 0.0
        flare = _FLARE.get(garment, 1.02)
        return [
            *side,
            (hip * 1.02, hip_y),
            (hip * flare + spread, (hip_y + hem) / 2 if flare > 1.1 else hem - 0.006 * h),
            (hip * (flare * 1.08 if flare > 1.1 else 0.98) + spread * 1.2, hem),
        ]

    def _draw_trunk(self) -> None:
        h, light = self.h, self.light
        side = self._outline()
        lean = self.bones.neck[0] - self.bones.hip[0]
        top, low = side[0][1], self.bones.hip[1]

        def placed(point: Point, mirror: int) -> Point:
            share = min(max((low - point[1]) / (low - top), 0.0), 1.0)
            return self.bones.hip[0] + lean * share + mirror * point[0], point[1]

        right = [placed(p, 1) for p in side]
        left = [placed(p, -1) for p in side]
        bottom = right[-1][1]
        shape = smooth([*right, (self.bones.hip[0], bottom + 0.012 * h), *reversed(left)], tension=0.85)
        self.trunk = shape
        half = max(x for x, _ in right)
        fill = self._cloth(self.colour, -half, half)
        self.brush.path(shape, fill)
        self.half = half
        fade = self.brush.linear(
            [(0, light.shade(self.colour, 0.55), 0), (1, light.shade(self.colour, 0.55), 0.5)], (0, (top + bottom) / 2), (0, bottom), True
        )
        self.brush.path(shape, fade)
        clip = self.brush.clip(shape)
        self.brush.open(f'clip-path="{clip}"')
        self._draw_details(right, left, bottom)
        self.brush.close()
        self._rim(shape, -half, half)

    def _draw_details(self, right: list[Point], left: list[Point], bottom: float) -> None:
        h, light, brush, colour, garment = self.h, self.light, self.brush, self.colour, self.look.garment
        neck_x, neck_y = self.bones.neck
        hip_y = self.bones.hip[1]
        middle = neck_x + (0.03 * h if self.bones.turned else 0.0)
        dark = light.shade(colour, 0.5)
        waist_y = hip_y - 0.1 * h
        for k, (x, y) in enumerate(((-0.05, -0.03), (0.06, 0.0), (-0.02, 0.05))):
            brush.path(
                f"M{middle + x * h:.1f},{waist_y + y * h:.1f} q{0.02 * h * (1 if k % 2 else -1):.1f},{0.03 * h:.1f} {0.005 * h:.1f},{0.075 * h:.1f}",
                stroke=dark,
                width=3,
                opacity=0.32,
            )
        if garment in _SKIRTED and not self.seated:
            for x in (-0.07, -0.02, 0.045, 0.085):
                brush.path(
                    f"M{middle + x * h * 0.7:.1f},{hip_y + 0.02 * h:.1f} Q{middle + x * h:.1f},{(hip_y + bottom) / 2:.1f} {middle + x * h * 1.5:.1f},{bottom:.1f}",
                    stroke=dark,
                    width=4,
                    opacity=0.35,
                )
        if self.away:
            brush.path(f"M{middle:.1f},{neck_y + 0.03 * h:.1f} V{bottom:.1f}", stroke=dark, width=2.5, opacity=0.35)
            if garment in {Garment.COAT, Garment.ROBE, Garment.UNIFORM}:
                brush.path(f"M{-0.2 * h:.1f},{waist_y:.1f} H{0.2 * h:.1f}", stroke=light.shade(colour, 0.4), width=0.026 * h)
            return
        if garment in {Garment.COAT, Garment.JACKET, Garment.UNIFORM}:
            brush.path(f"M{middle:.1f},{neck_y:.1f} V{bottom + 40:.1f}", stroke=dark, width=3.5, opacity=0.7)
            gold = light.dye("#d8b45a" if garment is Garment.UNIFORM else mix(colour, "#0e0a0c", 0.6))
            for k in range(4):
                y = neck_y + (0.09 + 0.068 * k) * h
                brush.ellipse(middle + 0.014 * h, y, 0.0065 * h, 0.0065 * h, gold)
                if garment is Garment.COAT:
                    brush.ellipse(middle - 0.036 * h, y, 0.0065 * h, 0.0065 * h, gold)
        if garment is Garment.COAT:
            brush.path(f"M{-0.2 * h:.1f},{waist_y + 0.01 * h:.1f} H{0.2 * h:.1f}", stroke=light.shade(colour, 0.36), width=0.024 * h)
        if garment is Garment.UNIFORM:
            brush.path(f"M{-0.2 * h:.1f},{waist_y + 0.02 * h:.1f} H{0.2 * h:.1f}", stroke=light.dye("#241c1c"), width=0.026 * h)
            brush.path(
                f"M{middle - 0.018 * h:.1f},{waist_y + 0.008 * h:.1f} h{0.036 * h:.1f} v{0.024 * h:.1f} h{-0.036 * h:.1f} Z", light.dye("#d8b45a")
            )
        if garment is Garment.SWEATER:
            ribs = light.shade(colour, 0.3)
            brush.path(f"M{-0.2 * h:.1f},{bottom - 0.012 * h:.1f} H{0.2 * h:.1f}", stroke=ribs, width=0.03 * h, opacity=0.6)
            for k in range(3):
                y = neck_y + (0.1 + 0.016 * k) * h
                brush.path(
                    f"M{-0.2 * h:.1f},{y:.1f} H{0.2 * h:.1f}",
                    stroke=light.dye(self.look.accent_colour),
                    width=0.007 * h,
                    opacity=0.75 if k != 1 else 0.4,
                )
        if garment is Garment.SHIRT:
            brush.path(f"M{middle:.1f},{neck_y:.1f} V{bottom + 20:.1f}", stroke=light.shade(colour, 0.3), width=0.022 * h, opacity=0.35)
            for k in range(5):
                brush.ellipse(middle, neck_y + (0.08 + 0.055 * k) * h, 0.004 * h, 0.004 * h, light.light(colour, 0.6))
            brush.path(f"M{-0.2 * h:.1f},{bottom - 0.002 * h:.1f} H{0.2 * h:.1f}", stroke=light.dye("#2a2018"), width=0.024 * h)
        if garment is Garment.DRESS:
            brush.path(f"M{-0.2 * h:.1f},{waist_y:.1f} H{0.2 * h:.1f}", stroke=light.dye(self.look.accent_colour), width=0.02 * h)
        if garment is Garment.ROBE:
            brush.path(
                f"M{middle - 0.01 * h:.1f},{neck_y:.1f} Q{middle + 0.02 * h:.1f},{hip_y:.1f} {middle + 0.012 * h:.1f},{bottom + 20:.1f}",
                stroke=dark,
                width=4,
                opacity=0.6,
            )
            brush.path(f"M{-0.2 * h:.1f},{waist_y + 0.01 * h:.1f} H{0.2 * h:.1f}", stroke=light.dye(self.look.accent_colour), width=0.02 * h)
            brush.path(
                f"M{middle + 0.01 * h:.1f},{waist_y + 0.01 * h:.1f} l{0.015 * h:.1f},{0.13 * h:.1f}",
                stroke=light.dye(self.look.accent_colour),
                width=0.013 * h,
            )

    def _draw_collar(self) -> None:
        h, light, brush, look = self.h, self.light, self.brush, self.look
        x, y = self.bones.neck
        s = self.body.head
        shift = 8 * s if self.bones.turned else 0.0
        x += shift
        garment, colour = look.garment, self.colour
        if look.scarf:
            self._draw_scarf(x, y, s)
            return
        if self.away:
            brush.path(
                f"M{x - 40 * s:.1f},{y + 20 * s:.1f} Q{x:.1f},{y + 2 * s:.1f} {x + 40 * s:.1f},{y + 20 * s:.1f} L{x + 36 * s:.1f},{y - 2 * s:.1f} Q{x:.1f},{y - 14 * s:.1f} {x - 36 * s:.1f},{y - 2 * s:.1f} Z",
                light.shade(colour, 0.22),
            )
            return
        if garment in {Garment.SUIT, Garment.COAT, Garment.JACKET}:
            shirt = "#eceae6" if garment is Garment.SUIT else look.accent_colour
            depth = (0.15 if garment is Garment.SUIT else 0.095) * h
            brush.path(
                f"M{x - 33 * s:.1f},{y + 4 * s:.1f} L{x:.1f},{y + depth:.1f} L{x + 33 * s:.1f},{y + 4 * s:.1f} Q{x:.1f},{y + 34 * s:.1f} {x - 33 * s:.1f},{y + 4 * s:.1f} Z",
                light.shade(shirt, 0.12),
            )
            if garment is Garment.SUIT:
                tie = look.accent_colour
                brush.path(
                    f"M{x - 8 * s:.1f},{y + 24 * s:.1f} h{16 * s:.1f} l{-3 * s:.1f},{14 * s:.1f} l{7 * s:.1f},{depth * 0.62:.1f} l{-12 * s:.1f},{14 * s:.1f} l{-12 * s:.1f},{-14 * s:.1f} l{7 * s:.1f},{-depth * 0.62:.1f} Z",
                    light.dye(tie),
                )
            wide = 60 if garment is Garment.SUIT else 66
            for side in (-1, 1):
                tone = light.shade(colour, 0.12) if side == light.rim_side else light.shade(colour, 0.34)
                lapel = f"M{x + side * 31 * s:.1f},{y - 8 * s:.1f} C{x + side * 40 * s:.1f},{y + 6 * s:.1f} {x + side * wide * s:.1f},{y + 24 * s:.1f} {x + side * wide * s:.1f},{y + 0.075 * h:.1f} L{x + side * 42 * s:.1f},{y + 0.085 * h:.1f} L{x:.1f},{y + depth + 0.012 * h:.1f} C{x + side * 8 * s:.1f},{y + depth * 0.6:.1f} {x + side * 26 * s:.1f},{y + 34 * s:.1f} {x + side * 31 * s:.1f},{y - 8 * s:.1f} Z"
                brush.path(lapel, tone, stroke=light.shade(colour, 0.55), width=1.6)
        elif garment in {Garment.SHIRT, Garment.UNIFORM}:
            tone = colour
            brush.path(
                f"M{x - 26 * s:.1f},{y + 2 * s:.1f} L{x:.1f},{y + 46 * s:.1f} L{x + 26 * s:.1f},{y + 2 * s:.1f} Z", light.shade(look.skin, 0.3)
            )
            for side in (-1, 1):
                brush.path(
                    f"M{x + side * 28 * s:.1f},{y - 12 * s:.1f} L{x + side * 46 * s:.1f},{y + 16 * s:.1f} L{x + side * 24 * s:.1f},{y + 52 * s:.1f} L{x:.1f},{y + 40 * s:.1f} Q{x + side * 20 * s:.1f},{y + 14 * s:.1f} {x + side * 28 * s:.1f},{y - 12 * s:.1f} Z",
                    light.dye(mix(tone, "#ffffff", 0.1)),
                    stroke=light.shade(tone, 0.45),
                    width=1.6,
                )
            if garment is Garment.UNIFORM:
                for side in (-1, 1):
                    reach = self.body.shoulder * (0.8 if self.bones.turned else 0.9)
                    brush.path(
                        f"M{x + side * reach * 0.55:.1f},{y + 0.03 * h:.1f} L{x + side * reach:.1f},{y + 0.052 * h:.1f}",
                        stroke=light.dye("#d8b45a"),
                        width=0.016 * h,
                    )
        elif garment is Garment.DRESS:
            brush.path(
                f"M{x - 48 * s:.1f},{y + 16 * s:.1f} Q{x:.1f},{y + 92 * s:.1f} {x + 48 * s:.1f},{y + 16 * s:.1f} Q{x:.1f},{y + 6 * s:.1f} {x - 48 * s:.1f},{y + 16 * s:.1f} Z",
                light.shade(look.skin, 0.12),
            )
            brush.path(
                f"M{x - 30 * s:.1f},{y + 26 * s:.1f} Q{x:.1f},{y + 58 * s:.1f} {x + 30 * s:.1f},{y + 26 * s:.1f}",
                stroke=light.dye("#f1e2b8"),
                width=2.4 * s,
                opacity=0.85,
            )
        elif garment is Garment.ROBE:
            for side in (-1, 1):
                brush.path(
                    f"M{x + side * 34 * s:.1f},{y - 4 * s:.1f} L{x + side * 10 * s:.1f},{y + 0.17 * h:.1f}",
                    stroke=light.dye(look.accent_colour),
                    width=15 * s,
                )
        else:
            fill = light.shade(colour, 0.16)
            brush.path(
                f"M{x - 36 * s:.1f},{y + 22 * s:.1f} Q{x:.1f},{y + 48 * s:.1f} {x + 36 * s:.1f},{y + 22 * s:.1f} L{x + 30 * s:.1f},{y - 10 * s:.1f} Q{x:.1f},{y + 14 * s:.1f} {x - 30 * s:.1f},{y - 10 * s:.1f} Z",
                fill,
            )
            brush.path(
                f"M{x - 36 * s:.1f},{y + 22 * s:.1f} Q{x:.1f},{y + 48 * s:.1f} {x + 36 * s:.1f},{y + 22 * s:.1f}",
                stroke=light.shade(colour, 0.5),
                width=2.4,
            )
        if look.hat is Hat.HOOD:
            brush.path(
                f"M{x - 58 * s:.1f},{y + 30 * s:.1f} Q{x:.1f},{y + 62 * s:.1f} {x + 58 * s:.1f},{y + 30 * s:.1f} Q{x + 40 * s:.1f},{y - 4 * s:.1f} {x + 36 * s:.1f},{y - 8 * s:.1f} Q{x:.1f},{y + 26 * s:.1f} {x - 36 * s:.1f},{y - 8 * s:.1f} Z",
                light.shade(colour, 0.2),
            )

    def _draw_scarf(self, x: float, y: float, s: float) -> None:
        light, brush, tone = self.light, self.brush, self.look.accent_colour
        fill = self._cloth(tone, x - 56 * s, x + 56 * s, 0.35)
        if not self.away:
            brush.path(
                f"M{x + 10 * s:.1f},{y + 20 * s:.1f} C{x + 40 * s:.1f},{y + 60 * s:.1f} {x + 36 * s:.1f},{y + 130 * s:.1f} {x + 40 * s:.1f},{y + 190 * s:.1f} l{-34 * s:.1f},{3 * s:.1f} C{x + 6 * s:.1f},{y + 140 * s:.1f} {x + 8 * s:.1f},{y + 90 * s:.1f} {x - 6 * s:.1f},{y + 40 * s:.1f} Z",
                fill,
            )
            for k in range(4):
                brush.path(f"M{x + (10 + 8 * k) * s:.1f},{y + 190 * s:.1f} v{14 * s:.1f}", stroke=light.shade(tone, 0.25), width=2.6 * s)
        brush.path(
            f"M{x - 50 * s:.1f},{y - 16 * s:.1f} C{x - 62 * s:.1f},{y + 30 * s:.1f} {x - 30 * s:.1f},{y + 48 * s:.1f} {x:.1f},{y + 48 * s:.1f} C{x + 30 * s:.1f},{y + 48 * s:.1f} {x + 62 * s:.1f},{y + 30 * s:.1f} {x + 50 * s:.1f},{y - 16 * s:.1f} C{x + 30 * s:.1f},{y + 6 * s:.1f} {x - 30 * s:.1f},{y + 6 * s:.1f} {x - 50 * s:.1f},{y - 16 * s:.1f} Z",
            fill,
        )
        for k, sag in enumerate((12, 26, 38)):
            brush.path(
                f"M{x - (50 - 3 * k) * s:.1f},{y + (sag - 20) * s:.1f} Q{x:.1f},{y + (sag + 8) * s:.1f} {x + (50 - 3 * k) * s:.1f},{y + (sag - 20) * s:.1f}",
                stroke=light.shade(tone, 0.42),
                width=2.4 * s,
                opacity=0.55,
            )

    def _draw_arm(self, joints: tuple[Point, Point, Point], far: bool, left: bool = False) -> None:
        thick, light, look = self.body.limb, self.light, self.look
        shoulder, elbow, wrist = joints
        colour = mix(self.colour, "#0c0a12", 0.3) if far else self.colour
        if look.garment is Garment.DRESS:
            colour = mix(self.colour, colour, 0.5)
        wide = {Garment.COAT: 1.14, Garment.ROBE: 1.3, Garment.SWEATER: 1.1, Garment.DRESS: 0.88}.get(look.garment, 1.0)
        self._draw_hand(elbow, wrist, far)
        cuff = 56 if look.garment is Garment.ROBE else 40
        inward = (self.bones.neck[0] - shoulder[0]) * 0.18
        shape = limb(
            [(shoulder[0] + inward, shoulder[1] - 2 * thick), (shoulder[0] + inward * 0.25, shoulder[1] + 22 * thick), elbow, wrist],
            [30 * thick * wide, 56 * thick * wide, 50 * thick * wide, cuff * thick * wide],
        )
        xs = (min(shoulder[0], elbow[0], wrist[0]) - 32 * thick, max(shoulder[0], elbow[0], wrist[0]) + 32 * thick)
        self.brush.path(shape, self._cloth(colour, *xs))
        if not far and (not self.bones.turned and left == (light.rim_side < 0)):
            self._rim(shape, *xs, width=4)
        self.brush.path(
            f"M{elbow[0] - 14 * thick:.1f},{elbow[1] - 4 * thick:.1f} q{14 * thick:.1f},{10 * thick:.1f} {28 * thick:.1f},{2 * thick:.1f}",
            stroke=light.shade(colour, 0.55),
            width=2.4,
            opacity=0.4,
        )

    def _draw_hand(self, elbow: Point, wrist: Point, far: bool) -> None:
        s = self.body.limb * (0.92 if self.look.presentation is Presentation.FEMININE else 1.0)
        dx, dy = wrist[0] - elbow[0], wrist[1] - elbow[1]
        length = (dx * dx + dy * dy) ** 0.5 or 1.0
        ux, uy = dx / length, dy / length
        tone = self.light.shade(self.look.skin, 0.3 if far else 0.1)
        tip = (wrist[0] + ux * 56 * s, wrist[1] + uy * 56 * s)
        palm = (wrist[0] + ux * 24 * s, wrist[1] + uy * 24 * s)
        self.brush.path(limb([wrist, palm, tip], [30 * s, 40 * s, 22 * s]), tone)
        side = 1 if self.bones.turned or wrist[0] < 0 else -1
        thumb = (palm[0] + (-uy * -side) * 20 * s + ux * 12 * s, palm[1] + (ux * -side) * 20 * s + uy * 12 * s)
        self.brush.path(limb([wrist, (thumb[0] * 0.6 + palm[0] * 0.4, thumb[1] * 0.6 + palm[1] * 0.4), thumb], [18 * s, 15 * s, 11 * s]), tone)
        line = self.light.shade(self.look.skin, 0.45)
        for k in (-1, 0, 1):
            ox, oy = -uy * k * 7 * s, ux * k * 7 * s
            self.brush.path(
                f"M{palm[0] + ox + ux * 14 * s:.1f},{palm[1] + oy + uy * 14 * s:.1f} L{tip[0] + ox * 0.6 - ux * 3 * s:.1f},{tip[1] + oy * 0.6 - uy * 3 * s:.1f}",
                stroke=line,
                width=1.6 * s,
                opacity=0.5,
            )
