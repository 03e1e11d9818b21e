"""What is worn around the neck: collars by garment, scarves, hoods that are down.

Paths are in units of a head around the neck's foot; `wearers` and `anatomy` have units of a figure.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from storyreel.animatic.painter.brush import Brush, Frame
from storyreel.animatic.painter.pigments import Lighting
from storyreel.animatic.painter.wearers import Wearer
from storyreel.film.cast import Garment, Hat
from storyreel.film.colours import mix_light

_BACK = "M-40,20 Q0,2 40,20 L36,-2 Q0,-14 -36,-2 Z"
_OPEN_NECK = "M-26,2 L0,46 L26,2 Z"
_NECKLINE = "M-48,16 Q0,92 48,16 Q0,6 -48,16 Z"
_NECKLACE = "M-30,26 Q0,58 30,26"
_RIB = "M-36,22 Q0,48 36,22 L30,-10 Q0,14 -30,-10 Z"
_RIB_EDGE = "M-36,22 Q0,48 36,22"
_HOOD = "M-58,30 Q0,62 58,30 Q40,-4 36,-8 Q0,26 -36,-8 Z"
_SCARF_END = "M10,20 C40,60 36,130 40,190 l-34,3 C6,140 8,90 -6,40 Z"
_SCARF = "M-50,-16 C-62,30 -30,48 0,48 C30,48 62,30 50,-16 C30,6 -30,6 -50,-16 Z"


def draw_collar(brush: Brush, wearer: Wearer) -> None:
    """The garment's collar, or the scarf that hides it."""
    neck = _Neck(brush, wearer)
    if wearer.look.scarf:
        neck.draw_scarf()
    elif wearer.away:
        neck.draw_back()
    else:
        _COLLARS[wearer.look.garment](neck)
        neck.draw_hood()


@dataclass(frozen=True)
class _Neck:
    """A wearer's neck, to be drawn on."""

    brush: Brush
    wearer: Wearer

    @cached_property
    def frame(self) -> Frame:
        """The neck's foot, in the scale of the head."""
        (x, y), scale = self.wearer.bones.neck, self.wearer.body.head
        return Frame(x + (8 * scale if self.turned else 0.0), y, scale)

    @cached_property
    def light(self) -> Lighting:
        return self.wearer.light

    @cached_property
    def height(self) -> float:
        """The body's height."""
        return self.wearer.body.height

    @cached_property
    def turned(self) -> bool:
        return self.wearer.bones.turned

    def draw(self, path: str, fill: str = "none", **paint: Any) -> None:
        """Draw a path in units of a head around the neck's foot."""
        self.brush.path(self.frame.path(path), fill, **paint)

    def down(self, share: float) -> float:
        """Y below the neck's foot by a share of the body's height."""
        return self.frame.y + share * self.height

    @cached_property
    def _suit(self) -> bool:
        return self.wearer.look.garment is Garment.SUIT

    @cached_property
    def _depth(self) -> float:
        """How far down the lapels meet, units of a figure."""
        return (0.15 if self._suit else 0.095) * self.height

    def draw_back(self) -> None:
        """The collar from behind."""
        self.draw(_BACK, self._dark(0.22))

    def draw_hood(self) -> None:
        """The hood that is down, if there is one."""
        if self.wearer.look.hat is Hat.HOOD:
            self.draw(_HOOD, self._dark(0.2))

    def draw_lapels(self) -> None:
        """The shirt in the opening, a suit's tie, and the lapels."""
        self._draw_shirt_front()
        if self._suit:
            self._draw_tie()
        for side in (-1, 1):
            self._draw_lapel(side)

    def _dark(self, amount: float) -> str:
        """The garment, darker by an amount under the light."""
        return self.light.shade(self.wearer.colour, amount)

    def _draw_lapel(self, side: int) -> None:
        tone = self._dark(0.12 if side == self.light.rim_side else 0.34)
        self.brush.path(self._lapel(side), tone, stroke=self._dark(0.55), width=1.6)

    def _draw_shirt_front(self) -> None:
        shirt = "#eceae6" if self._suit else self.wearer.look.accent_colour
        at, x, y = self.frame.at, self.frame.x, self.frame.y
        shape = f"M{at(-33, 4)} L{x:.1f},{y + self._depth:.1f} L{at(33, 4)} Q{at(0, 34)} {at(-33, 4)} Z"
        self.brush.path(shape, self.light.shade(shirt, 0.12))

    def _draw_tie(self) -> None:
        s, long = self.frame.scale, self._depth * 0.62
        knot = self.frame.path("M-8,24 h16 l-3,14")
        point = self.frame.path("l-12,14 l-12,-14")
        shape = f"{knot} l{7 * s:.1f},{long:.1f} {point} l{7 * s:.1f},{-long:.1f} Z"
        self.brush.path(shape, self.light.dye(self.wearer.look.accent_colour))

    def _lapel(self, side: int) -> str:
        return f"M{self.frame.at(side * 31, -8)} {self._lapel_outside(side)} {self._lapel_inside(side)} Z"

    def _lapel_outside(self, side: int) -> str:
        wide = side * (60 if self._suit else 66)
        x, s, at = self.frame.x, self.frame.scale, self.frame.at
        shoulder = f"C{at(side * 40, 6)} {at(wide, 24)} {x + wide * s:.1f},{self.down(0.075):.1f}"
        return f"{shoulder} L{x + side * 42 * s:.1f},{self.down(0.085):.1f}"

    def _lapel_inside(self, side: int) -> str:
        x, y, s, at = self.frame.x, self.frame.y, self.frame.scale, self.frame.at
        foot = f"L{x:.1f},{y + self._depth + 0.012 * self.height:.1f}"
        middle = f"{x + side * 8 * s:.1f},{y + self._depth * 0.6:.1f}"
        return f"{foot} C{middle} {at(side * 26, 34)} {at(side * 31, -8)}"

    def draw_points(self) -> None:
        """An open collar, and a uniform's shoulder straps."""
        self.draw(_OPEN_NECK, self.light.shade(self.wearer.look.skin, 0.3))
        self._draw_point(-1)
        self._draw_point(1)
        if self.wearer.look.garment is Garment.UNIFORM:
            self._draw_shoulder_straps()

    def _draw_point(self, side: int) -> None:
        tone = self.light.dye(mix_light(self.wearer.colour, "#ffffff", 0.1))
        self.brush.path(self._point(side), tone, stroke=self._dark(0.45), width=1.6)

    def _point(self, side: int) -> str:
        at = self.frame.at
        outside = f"M{at(side * 28, -12)} L{at(side * 46, 16)} L{at(side * 24, 52)} L{at(0, 40)}"
        return f"{outside} Q{at(side * 20, 14)} {at(side * 28, -12)} Z"

    def _draw_shoulder_straps(self) -> None:
        reach = self.wearer.body.shoulder * (0.8 if self.turned else 0.9)
        self._draw_strap(-reach)
        self._draw_strap(reach)

    def _draw_strap(self, reach: float) -> None:
        width = 0.016 * self.height
        self.brush.path(self._strap(reach), stroke=self.light.dye("#d8b45a"), width=width)

    def _strap(self, reach: float) -> str:
        x = self.frame.x
        return f"M{x + reach * 0.55:.1f},{self.down(0.03):.1f} L{x + reach:.1f},{self.down(0.052):.1f}"

    def draw_neckline(self) -> None:
        """A round neckline, and a necklace."""
        self.draw(_NECKLINE, self.light.shade(self.wearer.look.skin, 0.12))
        self._draw_necklace(self.light.dye("#f1e2b8"))

    def _draw_necklace(self, gold: str) -> None:
        self.draw(_NECKLACE, stroke=gold, width=2.4 * self.frame.scale, opacity=0.85)

    def draw_facings(self) -> None:
        """The two edges of a robe."""
        tone = self.light.dye(self.wearer.look.accent_colour)
        for side in (-1, 1):
            self.brush.path(self._facing(side), stroke=tone, width=15 * self.frame.scale)

    def _facing(self, side: int) -> str:
        foot = f"{self.frame.x + side * 10 * self.frame.scale:.1f},{self.down(0.17):.1f}"
        return f"M{self.frame.at(side * 34, -4)} L{foot}"

    def draw_rib(self) -> None:
        """The ribbed edge of a sweater."""
        self.draw(_RIB, self._dark(0.16))
        self.draw(_RIB_EDGE, stroke=self._dark(0.5), width=2.4)

    def draw_scarf(self) -> None:
        """A scarf, one end of it hanging down the front."""
        tone = self.wearer.look.accent_colour
        fill = self._scarf_paint(tone)
        if not self.wearer.away:
            self.draw(_SCARF_END, fill)
            self._draw_fringe(tone)
        self.draw(_SCARF, fill)
        self._draw_scarf_folds(tone)

    def _scarf_paint(self, tone: str) -> str:
        x, half = self.frame.x, 56 * self.frame.scale
        return self.wearer.cloth(self.brush, tone, x - half, x + half, 0.35)

    def _draw_fringe(self, tone: str) -> None:
        dark, width = self.light.shade(tone, 0.25), 2.6 * self.frame.scale
        for x in (10, 18, 26, 34):
            self.draw(f"M{x},190 v14", stroke=dark, width=width)

    def _draw_scarf_folds(self, tone: str) -> None:
        dark, width = self.light.shade(tone, 0.42), 2.4 * self.frame.scale
        for half, sag in ((50, 12), (47, 26), (44, 38)):
            self.draw(_scarf_fold(half, sag), stroke=dark, width=width, opacity=0.55)


def _scarf_fold(half: int, sag: int) -> str:
    return f"M{-half},{sag - 20} Q0,{sag + 8} {half},{sag - 20}"


_COLLARS = {
    Garment.SUIT: _Neck.draw_lapels,
    Garment.COAT: _Neck.draw_lapels,
    Garment.JACKET: _Neck.draw_lapels,
    Garment.SHIRT: _Neck.draw_points,
    Garment.UNIFORM: _Neck.draw_points,
    Garment.DRESS: _Neck.draw_neckline,
    Garment.ROBE: _Neck.draw_facings,
    Garment.SWEATER: _Neck.draw_rib,
}
