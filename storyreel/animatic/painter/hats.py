"""Hats on a head, over its hair.

Units of a head, as in `faces`. Turned heads look to the right.
"""

from __future__ import annotations

from storyreel.animatic.painter.brush import Brush, Stop, blending
from storyreel.animatic.painter.faces import Face
from storyreel.animatic.painter.pigments import Lighting
from storyreel.film.cast import Hat, Look
from storyreel.film.colours import mix_light

_CAP = "M-60,-26 C-68,-84 -40,-104 2,-104 C46,-104 66,-80 60,-26 C30,-38 -30,-38 -60,-26 Z"
_PEAK = "M-54,-34 C-46,-14 46,-14 54,-34 C40,-46 -40,-46 -54,-34 Z"
_TURNED_PEAK = "M20,-40 C44,-46 84,-40 102,-22 C84,-22 62,-26 40,-24 C30,-26 22,-32 20,-40 Z"
_CROWN_OF_BRIM = "M-52,-42 C-54,-92 -46,-122 -22,-120 C-8,-112 8,-112 22,-120 C46,-122 54,-92 52,-42 Z"
_HAT_BAND = "M-53,-58 C-30,-48 30,-48 53,-58 L53,-42 C30,-32 -30,-32 -53,-42 Z"
_BEANIE = "M-60,-30 C-66,-88 -38,-110 0,-110 C38,-110 66,-88 60,-30 Z"
_BEANIE_EDGE = "M-63,-46 C-30,-56 30,-56 63,-46 L62,-22 C30,-32 -30,-32 -62,-22 Z"
_CROWN = (
    "M-52,-46 L-60,-108 L-32,-78 L-18,-118 L0,-80 L18,-118 L32,-78 L60,-108 L52,-46 C24,-38 -24,-38 -52,-46 Z"
)
_JEWELS = ((-30, -62, "#b3263c"), (0, -58, "#2a6fb0"), (30, -62, "#b3263c"))
_GOLD = "#e8b93c"
_HOOD_FROM_BEHIND = "M-76,70 C-92,-30 -60,-116 0,-116 C60,-116 92,-30 76,70 C60,108 -60,108 -76,70 Z"
_TURNED_HOOD = (
    "M-60,104 C-98,40 -94,-112 8,-114 C50,-112 66,-78 60,-42 C46,-66 30,-74 12,-72 C-20,-68 -36,-30 -34,14"
    " C-32,50 -20,74 -6,92 C-20,112 -44,114 -60,104 Z"
)
_HOOD = (
    "M-70,98 C-100,10 -82,-116 0,-116 C82,-116 100,10 70,98 C58,104 48,100 44,88 C60,40 62,-14 48,-44"
    " C38,-66 18,-72 0,-72 C-18,-72 -38,-66 -48,-44 C-62,-14 -60,40 -44,88 C-48,100 -58,104 -70,98 Z"
)


def draw_hat(brush: Brush, face: Face, away: bool = False) -> None:
    """A hat over the hair, if the look has one."""
    if face.look.hat in _HATS:
        _HATS[face.look.hat](brush, face, away)


def _colour(face: Face) -> str:
    """The hat, before light."""
    return face.look.hat_colour or _colour_by_clothes(face.look)


def _colour_by_clothes(look: Look) -> str:
    """The hat of a person whose looks name no colour for it."""
    if look.hat is Hat.BRIM:
        return mix_light(look.garment_colour, "#201a20", 0.35)
    return look.accent_colour if look.hat in {Hat.BEANIE, Hat.CAP} else look.garment_colour


def _cloth(brush: Brush, face: Face, tone: str) -> str:
    start, end = (0, 1) if face.light.rim_side > 0 else (1, 0)
    return brush.linear(_cloth_stops(face.light, tone), (start, 0.3), (end, 0))


def _cloth_stops(light: Lighting, tone: str) -> list[Stop]:
    dyed = light.dye(tone)
    return [(0, light.shade(tone, 0.42), 1), (0.55, dyed, 1), (0.85, light.light(tone, 0.3), 1), (1, dyed, 1)]


def _dark(face: Face, amount: float) -> str:
    """The hat, darker by an amount under the light."""
    return face.light.shade(_colour(face), amount)


def _lit(face: Face, amount: float) -> str:
    """The hat, lighter by an amount under the light."""
    return face.light.light(_colour(face), amount)


def _draw_cap(brush: Brush, face: Face, away: bool) -> None:
    _draw_crown_of(brush, face, _CAP)
    if face.turned or not away:
        _draw_peak(brush, face)
    brush.ellipse(0, -103, 6, 4, _dark(face, 0.2))


def _draw_crown_of(brush: Brush, face: Face, shape: str) -> None:
    """The part of a hat that is over the head."""
    brush.path(shape, _cloth(brush, face, _colour(face)))


def _draw_peak(brush: Brush, face: Face) -> None:
    if face.turned:
        brush.path(_TURNED_PEAK, _dark(face, 0.4))
    else:
        brush.path(_PEAK, _dark(face, 0.38))


def _draw_brimmed(brush: Brush, face: Face, away: bool) -> None:
    _draw_crown_of(brush, face, _CROWN_OF_BRIM)
    brush.path(_HAT_BAND, face.accent)
    brush.path(_brim(5 if face.turned else 0), _brim_paint(brush, face))


def _brim_paint(brush: Brush, face: Face) -> str:
    return brush.linear(blending(_lit(face, 0.15), _dark(face, 0.45)), end=(0, 1))


def _brim(tilt: int) -> str:
    """The brim, its right end `tilt` lower than its middle and its left end as much higher."""
    left, right = -44 - tilt, -44 + tilt
    upper = f"M-104,{left} C-70,-62 70,-62 104,{right}"
    return f"{upper} C84,-24 40,-28 0,-27 C-40,-28 -84,-24 -104,{left} Z"


def _draw_beanie(brush: Brush, face: Face, away: bool) -> None:
    _draw_crown_of(brush, face, _BEANIE)
    _draw_ribs(brush, face)
    _draw_edge_and_bobble(brush, face)


def _draw_ribs(brush: Brush, face: Face) -> None:
    for x in (-44, -26, -9, 9, 26, 44):
        brush.path(_rib(x), stroke=_dark(face, 0.4), width=2.4, opacity=0.4)


def _draw_edge_and_bobble(brush: Brush, face: Face) -> None:
    brush.path(_BEANIE_EDGE, _dark(face, 0.14))
    brush.ellipse(0, -112, 13, 12, _lit(face, 0.15))


def _rib(x: int) -> str:
    return f"M{x},-34 C{x * 1.05},-70 {x * 0.7},-98 {x * 0.2},-108"


def _draw_hood(brush: Brush, face: Face, away: bool) -> None:
    front = _TURNED_HOOD if face.turned else _HOOD
    _draw_crown_of(brush, face, _HOOD_FROM_BEHIND if away else front)


def _draw_crown(brush: Brush, face: Face, away: bool) -> None:
    _draw_gold(brush, face)
    for x, y, jewel in _JEWELS:
        brush.ellipse(x, y, 6, 6, face.light.dye(jewel))


def _draw_gold(brush: Brush, face: Face) -> None:
    light = face.light
    brush.path(_CROWN, _cloth(brush, face, _GOLD), stroke=light.shade(_GOLD, 0.35), width=1.6)
    brush.path("M-53,-54 C-24,-46 24,-46 53,-54", stroke=light.light(_GOLD, 0.5), width=3)


_HATS = {
    Hat.CAP: _draw_cap,
    Hat.BRIM: _draw_brimmed,
    Hat.BEANIE: _draw_beanie,
    Hat.HOOD: _draw_hood,
    Hat.CROWN: _draw_crown,
}
