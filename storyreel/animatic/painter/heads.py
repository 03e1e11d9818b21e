"""Heads: outline, ears, shadows, nose and lines of age.

Units of a head, as in `faces`. Turned heads look to the right.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from storyreel.animatic.painter.brush import Brush, Stop, blending, fading
from storyreel.animatic.painter.faces import Face
from storyreel.film.cast import Age, Presentation
from storyreel.film.colours import mix_light

_NEAR_EAR = "M-30,-6 C-42,-18 -54,-8 -50,8 C-48,20 -42,30 -33,29 C-27,26 -27,10 -30,-6 Z"
_NEAR_EAR_FOLD = "M-34,-2 C-42,-9 -48,0 -45,9 C-43,15 -38,17 -37,23"


@dataclass(frozen=True)
class _Outline:
    """What gives a head its outline: half widths of the jaw, the chin and the cheeks."""

    jaw: float
    chin: float
    cheek: float = 55.0
    drop: float = 0.0
    """How far the chin is lowered."""

    def front(self) -> str:
        """The head without ears and hair, from the front."""
        jaw, chin, cheek, drop = self.jaw, self.chin, self.cheek, self.drop
        skull = f"M{-cheek},-8 C{-cheek - 2},-60 -32,-83 0,-83 C32,-83 {cheek + 2},-60 {cheek},-8"
        corner, side, low = 62 + drop * 0.6, 76 + drop, 81 + drop
        right = f"C{cheek},18 {jaw + 6},46 {jaw - 8},{corner} C{chin + 3},{side} {chin * 0.5},{low} 0,{low}"
        left = f"C{-chin * 0.5},{low} {-chin - 3},{side} {8 - jaw},{corner}"
        left = f"{left} C{-jaw - 6},46 {-cheek},18 {-cheek},-8"
        return f"{skull} {right} {left} Z"

    def turned(self) -> str:
        """The head without ears and hair, turned to the right."""
        jaw, chin, drop = self.jaw, self.chin, self.drop
        face = "M-59,-10 C-63,-58 -34,-84 4,-84 C36,-84 54,-62 50.0,-26 C49.0,-18 49.0,-10 52.0,2"
        front = f"C44.0,{60 + drop * 0.6} {22 + chin * 0.7},{79 + drop} {16 + chin * 0.3},{81 + drop}"
        cheek = f"C54.0,16 52.0,30 47.0,44 {front}"
        low, end = 78 + drop * 0.8, 66 + drop * 0.3
        under = f"C{16 - chin * 0.5},{82 + drop} {-2 - jaw * 0.12},{low} {-jaw * 0.42},{end}"
        back = f"C{-jaw * 0.75},54 {-jaw * 0.98},40 {-jaw},22 C-52,14 -58,4 -59,-10"
        return f"{face} {cheek} {under} {back} Z"


def _outline(face: Face) -> str:
    measures = _Outline(46.0, 20.0, 58.0) if face.child else _grown_measures(face.look.presentation)
    measures = replace(measures, drop=face.jaw)
    return measures.turned() if face.turned else measures.front()


def _grown_measures(presentation: Presentation) -> _Outline:
    if presentation is Presentation.MASCULINE:
        return _Outline(45.0, 25.0)
    return _Outline(37.0, 15.0) if presentation is Presentation.FEMININE else _Outline(41.0, 19.0)


def draw_head(brush: Brush, face: Face, away: bool = False) -> None:
    """Ears, skull, shadows, nose and lines of age; without eyes, brows and mouth.

    `away` leaves out what a face has.
    """
    _draw_ears(brush, face)
    _draw_skull(brush, face, away)
    if not away:
        _draw_nose(brush, face)


def _draw_skull(brush: Brush, face: Face, away: bool) -> None:
    shape = _outline(face)
    brush.path(shape, _skull_paint(brush, face))
    brush.open(f'clip-path="{brush.clip(shape)}"')
    _draw_shadows(brush, face, away)
    brush.path(shape, stroke=_rim_paint(brush, face), width=7)
    brush.close()


def _draw_shadows(brush: Brush, face: Face, away: bool) -> None:
    brush.path("M-80,-90 H80 V90 H-80 Z", _side_shadow(brush, face))
    if not away:
        _draw_cheeks(brush, face)
        _draw_sockets(brush, face)
    _draw_chin_shadow(brush, face)
    if face.look.age is Age.OLD and not away:
        _Wrinkles(brush, face).draw()


def _draw_chin_shadow(brush: Brush, face: Face) -> None:
    brush.ellipse(face.across(0), 86 + face.jaw, 30, 14, face.light.shade(face.skin, 0.5), 0.22)


def _skull_paint(brush: Brush, face: Face) -> str:
    light, skin = face.light, face.skin
    stops = [
        (0.0, light.light(skin, 0.28), 1),
        (0.45, light.dye(skin), 1),
        (0.8, light.shade(skin, 0.16), 1),
        (1.0, light.shade(skin, 0.34), 1),
    ]
    return brush.radial(stops, (0.62 if light.rim_side > 0 else 0.38, 0.4), 0.72)


def _side_shadow(brush: Brush, face: Face) -> str:
    """Paint of the shadow on the side away from the rim's light."""
    x = -64 * face.light.rim_side
    return brush.sideways(fading(face.light.shade(face.skin, 0.6), 0.42, 0.0), x, x * 0.1)


def _rim_paint(brush: Brush, face: Face) -> str:
    edge = 60 * face.light.rim_side
    return brush.sideways(_rim_stops(face.light.rim), edge * 0.35, edge)


def _rim_stops(rim: str) -> list[Stop]:
    return [(0, rim, 0.0), (0.55, rim, 0.05), (1, rim, 0.85)]


def _draw_ears(brush: Brush, face: Face) -> None:
    """Both ears of a head that is not turned."""
    if face.turned:
        return
    for side in (-1, 1):
        brush.path(_ear(side), face.light.shade(face.skin, 0.1))
        _draw_ear_fold(brush, face, side)


def _draw_ear_fold(brush: Brush, face: Face, side: int) -> None:
    inner = face.flushed("#b04a3a", 0.3, 0.3)
    brush.path(_ear_fold(side), stroke=inner, width=3, opacity=0.7)


def _ear_fold(side: int) -> str:
    return f"M{side * 56},-2 C{side * 62},-4 {side * 63},6 {side * 59},16"


def _ear(side: int) -> str:
    upper = _ear_curve(side)
    return f"{upper} C{side * 64},24 {side * 57},32 {side * 50},26 Z"


def _ear_curve(side: int) -> str:
    return f"M{side * 50},-8 C{side * 62},-16 {side * 69},-4 {side * 66},10"


def draw_near_ear(brush: Brush, face: Face) -> None:
    """The ear of a turned head, over its hair."""
    brush.path(_NEAR_EAR, brush.radial(_ear_stops(face)))
    inner = face.flushed("#b04a3a", 0.3, 0.35)
    brush.path(_NEAR_EAR_FOLD, stroke=inner, width=2.6, opacity=0.75)


def _ear_stops(face: Face) -> list[Stop]:
    return blending(face.light.light(face.skin, 0.08), face.light.shade(face.skin, 0.2))


def _draw_cheeks(brush: Brush, face: Face) -> None:
    warm = face.light.dye(mix_light(face.skin, "#e0523f", 0.55))
    strength = 0.42 if face.child or face.feminine else 0.26
    y = 38 if face.child else 32
    for degrees in (-31, 31):
        fill = brush.radial(fading(warm, strength, 0))
        brush.ellipse(face.across(degrees), y, 21 * face.width(degrees), 15, fill)


def _draw_sockets(brush: Brush, face: Face) -> None:
    fill = brush.radial(_socket_stops(face.flushed("#8a3f35", 0.2, 0.42)))
    for degrees in (-24, 24):
        brush.ellipse(face.across(degrees), face.eye_y - 5, 25 * face.width(degrees), 20, fill)


def _socket_stops(dark: str) -> list[Stop]:
    return [(0, dark, 0.3), (0.6, dark, 0.14), (1, dark, 0)]


def _draw_nose(brush: Brush, face: Face) -> None:
    nose = _TurnedNose(brush, face) if face.turned else _FrontNose(brush, face)
    nose.draw()


@dataclass(frozen=True)
class _Nose:
    """What both views of a nose share."""

    brush: Brush
    face: Face

    @cached_property
    def line(self) -> str:
        """Colour of its lines."""
        return self.face.flushed("#9a3d2e", 0.25, 0.45)

    @cached_property
    def shine(self) -> str:
        return self.face.light.light(self.face.skin, 0.5)

    @cached_property
    def tip_y(self) -> float:
        return self.face.eye_y + (25 if self.face.child else 33)


@dataclass(frozen=True)
class _TurnedNose(_Nose):
    """A nose seen from its side."""

    @cached_property
    def x(self) -> float:
        return self.face.across(0)

    @cached_property
    def tip(self) -> float:
        return self.x + (8 if self.face.child else 13)

    @cached_property
    def top(self) -> float:
        return self.face.eye_y - 8

    def draw(self) -> None:
        self.brush.path(self._shape(), self._paint())
        self._draw_line(self._bridge_line(), 0.6)
        self._draw_line(self._wing_line(), 0.7)
        self.brush.ellipse(self.tip - 4, self.tip_y - 6, 3.5, 3, self.shine, 0.55)

    def _draw_line(self, line: str, opacity: float) -> None:
        self.brush.path(line, stroke=self.line, width=2.4, opacity=opacity)

    def _shape(self) -> str:
        x, top, tip, tip_y = self.x, self.top, self.tip, self.tip_y
        bridge = f"M{x + 7},{top} C{x + 6},{top + 14} {tip - 1},{tip_y - 15} {tip + 2},{tip_y - 5}"
        under = f"C{tip + 3},{tip_y + 3} {tip - 5},{tip_y + 5} {x + 3},{tip_y + 4}"
        return f"{bridge} {under} {self._near_side()} Z"

    def _near_side(self) -> str:
        x, top, tip_y = self.x, self.top, self.tip_y
        wing = f"C{x - 6},{tip_y + 4} {x - 8},{tip_y - 3} {x - 4},{tip_y - 9}"
        return f"{wing} C{x},{tip_y - 16} {x},{top + 10} {x + 1},{top}"

    def _paint(self) -> str:
        return self.brush.sideways(self._stops(), self.x - 6, self.tip)

    def _stops(self) -> list[Stop]:
        light, skin = self.face.light, self.face.skin
        lit = light.light(skin, 0.14)
        return [(0, light.dye(skin), 0.0), (0.5, lit, 0.9), (1, lit, 1)]

    def _bridge_line(self) -> str:
        x, top, tip, tip_y = self.x, self.top, self.tip, self.tip_y
        bridge = f"M{x + 8},{top + 6} C{x + 9},{top + 18} {tip},{tip_y - 14} {tip + 2},{tip_y - 5}"
        return f"{bridge} C{tip + 3},{tip_y + 3} {tip - 5},{tip_y + 5} {x + 4},{tip_y + 4}"

    def _wing_line(self) -> str:
        x, tip_y = self.x, self.tip_y
        return f"M{x - 5},{tip_y - 7} C{x - 9},{tip_y - 1} {x - 6},{tip_y + 4} {x - 1},{tip_y + 3}"


@dataclass(frozen=True)
class _FrontNose(_Nose):
    """A nose seen from the front."""

    @cached_property
    def wing(self) -> int:
        """Half the width."""
        if self.face.child:
            return 8
        return 12 if self.face.feminine else 14

    def draw(self) -> None:
        self.brush.path(self._dark_side(), self._shade())
        self._draw_wings()
        self.brush.ellipse(self.face.light.rim_side * 2.5, self.tip_y - 6, 4, 3.4, self.shine, 0.5)

    def _draw_wings(self) -> None:
        wings = f"{self._left_wing()} {self._right_wing()}"
        self.brush.path(wings, stroke=self.line, width=2.3, opacity=0.62)

    def _shade(self) -> str:
        return self.brush.downwards(fading(self.line, 0, 0.34), self.face.eye_y, self.tip_y)

    def _dark_side(self) -> str:
        lit, wing, y = self.face.light.rim_side, self.wing, self.tip_y
        side = f"C{-lit * 7},{y - 18} {-lit * wing},{y - 8} {-lit * wing},{y}"
        under = f"C{-lit * 5},{y + 2} {-lit * 1},{y - 6} {-lit * 1},{y - 22}"
        return f"M{-lit * 6},{self.face.eye_y - 4} {side} {under} Z"

    def _left_wing(self) -> str:
        wing, y = self.wing, self.tip_y
        side = f"M{-wing},{y - 4} C{-wing - 2},{y + 3} {-wing * 0.5},{y + 4} {-wing * 0.35},{y + 3}"
        return f"{side} C{-2},{y + 7}"

    def _right_wing(self) -> str:
        wing, y = self.wing, self.tip_y
        tip = f"{2},{y + 7} {wing * 0.35},{y + 3}"
        return f"{tip} C{wing * 0.5},{y + 4} {wing + 2},{y + 3} {wing},{y - 4}"


@dataclass(frozen=True)
class _Wrinkles:
    """The lines of an old face."""

    brush: Brush
    face: Face

    @cached_property
    def line(self) -> str:
        return self.face.flushed("#7a3426", 0.3, 0.4)

    def draw(self) -> None:
        self._draw_forehead()
        for side in (-1, 1):
            self._draw_side(side)

    def _draw_side(self, side: int) -> None:
        self._draw_beside_nose(side)
        self._draw_beside_eye(side)
        self._draw_under_eye(side)

    def _draw_forehead(self) -> None:
        left, right = self.face.across(-20), self.face.across(20)
        for number, y in enumerate((-52, -42, -33)):
            inset = 4 * number
            line = f"M{left + inset},{y} Q{(left + right) / 2},{y - 4} {right - inset},{y}"
            self.brush.path(line, stroke=self.line, width=1.8, opacity=0.4)

    def _draw_beside_nose(self, side: int) -> None:
        y = self.face.eye_y + 48
        inner, outer = self.face.across(side * 13), self.face.across(side * 21)
        line = f"M{inner},{y - 17} Q{outer + side * 1},{y - 6} {outer},{y + 5}"
        self.brush.path(line, stroke=self.line, width=2.2, opacity=0.5)

    def _draw_beside_eye(self, side: int) -> None:
        corner, width = self.face.across(side * 40), self.face.width(side * 40)
        for drop in (-5, 1, 7):
            line = f"M{corner},{self.face.eye_y + drop * 0.4} l{side * 8 * width},{drop * 0.8}"
            self.brush.path(line, stroke=self.line, width=1.5, opacity=0.45)

    def _draw_under_eye(self, side: int) -> None:
        middle, width = self.face.across(side * 24), self.face.width(side * 24)
        line = f"M{middle - 11 * width},{self.face.eye_y + 13} q{11 * width},6 {22 * width},0"
        self.brush.path(line, stroke=self.line, width=1.8, opacity=0.4)
