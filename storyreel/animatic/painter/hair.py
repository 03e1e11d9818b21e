"""Hair and beards on a head.

Units of a head, as in `faces`. Turned heads look to the right.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from itertools import cycle

from storyreel.animatic.painter.brush import Brush, Stop, blending
from storyreel.animatic.painter.faces import Face
from storyreel.animatic.painter.pigments import Lighting
from storyreel.film.cast import Age, Hair, Hat, Look
from storyreel.film.colours import mix_light

_BACK = {
    Hair.LONG: ("M-70,-30 C-82,40 -78,110 -68,150 C-30,172 30,172 68,150 C78,110 82,40 70,-30 Z"),
    Hair.BOB: "M-66,-30 C-76,20 -74,60 -66,84 C-30,94 30,94 66,84 C74,60 76,20 66,-30 Z",
    Hair.PONYTAIL: "M40,-40 C82,-30 84,30 74,92 C70,108 62,116 56,122 C56,80 54,30 40,0 Z",
}
"""Hair behind the neck, seen from the front."""
_TURNED_BACK = {
    Hair.LONG: "M-62,-40 C-86,20 -88,100 -78,152 C-50,170 -8,166 4,148 C12,100 20,40 30,-20 Z",
    Hair.BOB: "M-62,-40 C-78,10 -76,60 -66,86 C-40,94 -8,92 2,80 L20,-20 Z",
    Hair.PONYTAIL: (
        "M-52,-46 C-92,-50 -104,-6 -98,40 C-94,78 -86,104 -74,120 C-70,90 -66,70 -66,40 C-66,10 -58,-10"
        " -46,-20 Z"
    ),
}
_BACK_CURLS = ((-58, 30, 26), (58, 30, 26), (-50, 56, 22), (50, 56, 22))
"""Middle and radius of each curl."""
_TURNED_BACK_CURLS = ((-58, 24, 28), (-54, 54, 25), (-34, 66, 20))
_HOOD_BACK = "M-78,-20 C-90,50 -84,100 -60,122 L60,122 C84,100 90,50 78,-20 C70,-110 -70,-110 -78,-20 Z"
_FRONT_LINES = (
    "M-10,-60 C10,-84 36,-82 54,-46",
    "M-6,-66 C14,-90 46,-84 60,-40",
    "M-14,-60 C-30,-78 -48,-66 -56,-34",
    "M-16,-66 C-36,-88 -56,-66 -60,-28",
)
_LONG_LINES = (
    "M54,-20 C66,20 64,70 54,108",
    "M-54,-20 C-66,20 -64,70 -54,108",
    "M60,-30 C72,20 70,70 58,112",
    "M-60,-30 C-72,20 -70,70 -58,112",
)
_BOB_LINES = (
    "M-30,-24 C-34,-50 -26,-76 -10,-92",
    "M0,-22 C-2,-50 0,-74 6,-92",
    "M30,-24 C34,-50 28,-76 16,-92",
    "M-58,60 C-66,20 -64,-30 -54,-56",
    "M58,60 C66,20 64,-30 54,-56",
)
_TURNED_LINES = (
    "M18,-62 C0,-84 -36,-76 -54,-30",
    "M20,-68 C-6,-94 -50,-80 -60,-20",
    "M22,-66 C34,-78 48,-68 54,-46",
    "M-20,-28 C-34,-40 -48,-20 -54,20",
)
_TURNED_LONG_LINES = (
    "M-24,-10 C-34,30 -26,90 -30,132",
    "M-44,-30 C-60,20 -50,90 -50,136",
    "M-60,-20 C-76,30 -66,90 -62,130",
)
_CURLY_CAP = (
    "M-54,-10 C-60,-60 -40,-92 0,-92 C40,-92 60,-60 54,-10 C48,-36 40,-48 0,-52 C-40,-48 -48,-36 -54,-10 Z"
)
_CURLS_UNDER_HAT = ((-56, -10, 17), (-58, 12, 18), (56, -10, 17), (58, 12, 18))
_TURNED_CURLS_UNDER_HAT = ((-50, -4, 19), (-52, 20, 20), (-44, 40, 16))
_CURLS_BEHIND_EAR = ((-46, 6, 20), (-52, 28, 21), (-30, -22, 18))
_CURL_RINGS = ((60, 74, 22), (46, 62, 21), (26, 58, 20))
"""Radii of each ring of curls across and down, and the radius of its curls."""
_TURNED_FRINGE = "M-58,34 C-66,0 -60,-24 -50,-34 C-44,-30 -36,-14 -34,0 C-40,14 -48,36 -54,44 Z"
_PONYTAIL_FROM_BEHIND = "M-14,-44 C-30,20 -26,90 0,142 C26,90 30,20 14,-44 Z"
_LOWEST_BEHIND = {Hair.LONG: 150, Hair.BOB: 82, Hair.CROPPED: 34, Hair.CURLY: 62}
_HALF_WIDTH_BEHIND = {Hair.LONG: 74, Hair.BOB: 72, Hair.CURLY: 74, Hair.CROPPED: 58}
Curl = tuple[float, float, float]
"""X, y and radius."""
_FRONT: dict[Hair, str] = {
    Hair.SHORT: (
        "M-58,10 C-66,-36 -62,-96 2,-97 C62,-96 66,-36 58,10 C56,-2 54,-18 48,-30 C34,-34 8,-38 -12,-56"
        " C-22,-42 -40,-34 -49,-28 C-54,-16 -56,0 -58,10 Z"
    ),
    Hair.CROPPED: (
        "M-57,2 C-62,-44 -46,-88 0,-89 C46,-88 62,-44 57,2 C55,-12 53,-24 50,-34 C44,-52 28,-57 0,-57"
        " C-28,-57 -44,-52 -50,-34 C-53,-24 -55,-12 -57,2 Z"
    ),
    Hair.LONG: (
        "M-58,120 C-76,90 -76,-10 -66,-44 C-56,-86 -26,-98 2,-98 C30,-98 58,-86 67,-44 C76,-10 76,90 58,120"
        " C50,124 44,118 46,100 C54,60 58,10 50,-14 C44,-38 20,-50 4,-66 C-12,-50 -42,-38 -50,-12 C-58,12"
        " -54,62 -46,100 C-44,118 -50,124 -58,120 Z"
    ),
    Hair.BOB: (
        "M-64,78 C-76,40 -74,-30 -62,-58 C-48,-92 -20,-97 2,-97 C26,-97 52,-90 63,-58 C74,-30 76,40 64,78"
        " C56,82 48,80 48,70 C56,30 56,-4 51,-24 C30,-18 -18,-18 -51,-24 C-56,-4 -56,30 -48,70 C-48,80 -56,82"
        " -64,78 Z"
    ),
    Hair.BUN: (
        "M-57,6 C-64,-44 -46,-91 0,-92 C46,-91 64,-44 57,6 C55,-14 50,-34 42,-44 C28,-54 12,-60 0,-62"
        " C-14,-60 -30,-54 -42,-44 C-50,-34 -55,-14 -57,6 Z"
    ),
    Hair.PONYTAIL: (
        "M-57,6 C-64,-44 -46,-92 0,-93 C46,-92 64,-44 57,6 C55,-10 52,-26 46,-36 C30,-40 6,-44 -14,-60"
        " C-24,-48 -38,-42 -46,-34 C-52,-24 -55,-10 -57,6 Z"
    ),
}
_TURNED: dict[Hair, str] = {
    Hair.SHORT: (
        "M-58,34 C-72,-20 -66,-98 8,-99 C44,-99 58,-74 53,-38 C50,-46 34,-52 18,-60 C2,-48 -14,-44 -20,-30"
        " C-22,-20 -22,-8 -26,2 C-30,-10 -36,-8 -38,4 C-40,22 -46,36 -52,46 C-56,44 -58,40 -58,34 Z"
    ),
    Hair.CROPPED: (
        "M-56,30 C-68,-16 -62,-90 6,-90 C40,-90 56,-66 52,-38 C44,-54 30,-60 12,-60 C-8,-56 -18,-44 -21,-28"
        " C-22,-18 -24,-6 -28,2 C-32,-8 -38,-6 -40,6 C-42,18 -46,30 -50,40 C-54,38 -56,34 -56,30 Z"
    ),
    Hair.LONG: (
        "M-70,132 C-90,80 -82,-30 -60,-64 C-42,-94 -12,-100 10,-100 C42,-99 58,-74 53,-36 C50,-46 34,-54"
        " 20,-66 C6,-50 -12,-42 -18,-20 C-24,4 -20,50 -14,96 C-12,124 -22,138 -34,140 C-50,142 -62,140"
        " -70,132 Z"
    ),
    Hair.BOB: (
        "M-66,82 C-84,40 -78,-40 -58,-68 C-40,-94 -12,-99 10,-99 C42,-98 58,-74 54,-24 C40,-20 4,-20 -14,-26"
        " C-22,0 -20,40 -14,70 C-18,86 -52,92 -66,82 Z"
    ),
    Hair.BUN: (
        "M-56,30 C-70,-20 -64,-94 6,-94 C42,-94 56,-70 52,-40 C44,-52 32,-58 20,-60 C0,-54 -14,-40 -22,-18"
        " C-26,-6 -30,-6 -34,0 C-40,14 -46,30 -52,38 C-55,36 -56,34 -56,30 Z"
    ),
    Hair.PONYTAIL: (
        "M-54,20 C-70,-20 -64,-95 6,-95 C42,-95 56,-70 52,-38 C46,-50 32,-56 20,-62 C4,-50 -12,-42 -20,-22"
        " C-24,-8 -30,-8 -34,0 C-40,10 -46,22 -50,28 Z"
    ),
}


def _hair_colour(face: Face) -> str:
    """The colour before lighting; old people's hair is grey."""
    if face.look.age is Age.OLD:
        return mix_light(face.look.hair_colour, "#d4d0cc", 0.72)
    return face.look.hair_colour


def _strands(brush: Brush, face: Face) -> str:
    """Paint of smooth hair, lit from the rim's side."""
    start, end = (0.0, 1.0) if face.light.rim_side > 0 else (1.0, 0.0)
    return brush.linear(_strand_stops(face), (start, 0.25), (end, 0.0))


def _strand_stops(face: Face) -> list[Stop]:
    return [
        (0.0, _dark(face, 0.3), 1.0),
        (0.45, _dyed(face), 1.0),
        (0.72, _lit(face, 0.3), 1.0),
        (1.0, _dark(face, 0.12), 1.0),
    ]


def _lines(
    brush: Brush, face: Face, curves: tuple[str, ...], width: float = 2.2, opacity: float = 0.3
) -> None:
    tones = cycle((_dark(face, 0.5), _lit(face, 0.4)))
    for curve, tone in zip(curves, tones, strict=False):
        brush.path(curve, stroke=tone, width=width, opacity=opacity)


def _lit(face: Face, amount: float) -> str:
    """The hair, lighter by an amount under the light."""
    return face.light.light(_hair_colour(face), amount)


def _dyed(face: Face) -> str:
    """The hair under the light."""
    return face.light.dye(_hair_colour(face))


def _dark(face: Face, amount: float) -> str:
    """The hair, darker by an amount under the light."""
    return face.light.shade(_hair_colour(face), amount)


def _rim(brush: Brush, face: Face, shape: str) -> None:
    """The edge of a shape that is lit from behind."""
    brush.path(shape, stroke=_rim_paint(brush, face.light), width=2.6)


def _rim_paint(brush: Brush, light: Lighting) -> str:
    stops = [(0, light.rim, 0), (0.72, light.rim, 0.0), (1, light.rim, 0.6)]
    return brush.linear(stops, end=(66 * light.rim_side, -20), own_units=True)


def draw_back_hair(brush: Brush, face: Face) -> None:
    """The hair that hangs behind the neck."""
    shapes = _TURNED_BACK if face.turned else _BACK
    if face.look.hair in shapes:
        brush.path(shapes[face.look.hair], _back_paint(brush, face))
    elif face.look.hair is Hair.CURLY:
        _draw_back_curls(brush, face)
    if face.look.hat is Hat.HOOD:
        brush.path(_HOOD_BACK, face.light.shade(face.look.garment_colour, 0.45))


def _back_paint(brush: Brush, face: Face) -> str:
    """A ponytail seen from the side is lit; all other hair behind the neck is in shade."""
    if face.look.hair is Hair.PONYTAIL and face.turned:
        return _strands(brush, face)
    return _dark(face, 0.34)


def _draw_back_curls(brush: Brush, face: Face) -> None:
    _draw_circles(brush, _TURNED_BACK_CURLS if face.turned else _BACK_CURLS, _dark(face, 0.34))


def _draw_circles(brush: Brush, circles: Iterable[Curl], fill: str) -> None:
    for x, y, radius in circles:
        brush.ellipse(x, y, radius, radius, fill)


def draw_hair(brush: Brush, face: Face, away: bool = False) -> None:
    """Hair over the skull; `away` covers the back of the head."""
    if away:
        _draw_from_behind(brush, face)
        return
    _draw_over_skull(brush, face, _strands(brush, face))
    if _shows_bun(face.look):
        _draw_bun(brush, face)


def _shows_bun(look: Look) -> bool:
    return look.hair is Hair.BUN and look.hat in {Hat.NONE, Hat.CROWN}


def _draw_over_skull(brush: Brush, face: Face, fill: str) -> None:
    if face.look.hair in _ROUGH:
        _ROUGH[face.look.hair](brush, face)
    else:
        _draw_smooth(brush, face, fill)


def _draw_bun(brush: Brush, face: Face) -> None:
    x, y = (-52, -66) if face.turned else (0, -98)
    brush.ellipse(x, y, 29, 26, _bun_paint(brush, face))
    _lines(brush, face, _bun_lines(x, y))


def _bun_lines(x: int, y: int) -> tuple[str, ...]:
    return _upper_bun_line(x, y), _lower_bun_line(x, y)


def _bun_paint(brush: Brush, face: Face) -> str:
    stops = blending(_lit(face, 0.25), _dark(face, 0.3))
    return brush.radial(stops, (_brightest_x(face), 0.35), 0.65)


def _brightest_x(face: Face) -> float:
    """The brightest point of something round, as a share of its width."""
    return 0.5 + 0.2 * face.light.rim_side


def _upper_bun_line(x: int, y: int) -> str:
    return f"M{x - 18},{y + 6} Q{x},{y - 18} {x + 20},{y}"


def _lower_bun_line(x: int, y: int) -> str:
    return f"M{x - 12},{y + 14} Q{x + 4},{y - 4} {x + 20},{y + 8}"


def _draw_smooth(brush: Brush, face: Face, fill: str) -> None:
    """Hair close to the head, with its strands."""
    shape = _smooth_shape(face)
    brush.path(shape, fill, opacity=_smooth_opacity(face))
    if face.look.hair is not Hair.CROPPED:
        _lines(brush, face, _smooth_lines(face))
    _rim(brush, face, shape)


def _smooth_lines(face: Face) -> tuple[str, ...]:
    return _turned_lines(face.look.hair) if face.turned else _front_lines(face.look.hair)


def _smooth_shape(face: Face) -> str:
    shapes = _TURNED if face.turned else _FRONT
    return shapes.get(face.look.hair, shapes[Hair.SHORT])


def _smooth_opacity(face: Face) -> float:
    """The skin shows through cropped hair."""
    if face.look.hair is not Hair.CROPPED:
        return 1.0
    return 0.94 if face.turned else 0.92


def _front_lines(style: Hair) -> tuple[str, ...]:
    if style is Hair.BOB:
        return _BOB_LINES
    return _FRONT_LINES + _LONG_LINES if style is Hair.LONG else _FRONT_LINES


def _turned_lines(style: Hair) -> tuple[str, ...]:
    return _TURNED_LINES + _TURNED_LONG_LINES if style is Hair.LONG else _TURNED_LINES


def _all_curls(face: Face) -> Iterator[Curl]:
    """Three rings of curls around the skull, which leave the face free."""
    start, stop = (150, 395) if face.turned else (158, 382)
    for ring, measures in enumerate(_CURL_RINGS):
        count = 11 - 2 * ring
        for number in range(count):
            angle = math.radians(start + (stop - start) * number / (count - 1))
            x, y, radius = _curl_at(angle, measures, 4 if face.turned else 0)
            if y < -40 or abs(x) > 44:
                yield x, y, radius - 2 * (number % 3)


def _curl_at(angle: float, ring: Curl, left: float) -> Curl:
    across, down, radius = ring
    return across * math.cos(angle) - left, down * math.sin(angle) - 20, radius


def _curl_spots(face: Face) -> tuple[Curl, ...]:
    spots = tuple(_all_curls(face))
    if not face.turned:
        return spots
    return tuple(spot for spot in spots if not _is_before_face(spot)) + _CURLS_BEHIND_EAR


def _is_before_face(spot: Curl) -> bool:
    x, y, _ = spot
    return x > 40 and y > -42


def _draw_curls(brush: Brush, face: Face) -> None:
    covered = face.look.hat in _COVERING
    if not covered:
        _draw_under_curls(brush, face)
    spots = _curls_under_hat(face) if covered else _curl_spots(face)
    _draw_circles(brush, spots, _curl_paint(brush, face))


def _curls_under_hat(face: Face) -> tuple[Curl, ...]:
    return _TURNED_CURLS_UNDER_HAT if face.turned else _CURLS_UNDER_HAT


def _draw_under_curls(brush: Brush, face: Face) -> None:
    """The dark cap of hair between the curls."""
    brush.path(_TURNED[Hair.CROPPED] if face.turned else _CURLY_CAP, _dark(face, 0.25))


def _curl_paint(brush: Brush, face: Face) -> str:
    return brush.radial(_curl_stops(face), (_brightest_x(face), 0.3), 0.7)


def _curl_stops(face: Face) -> list[Stop]:
    return [(0, _lit(face, 0.2), 1), (0.6, _dyed(face), 1), (1, _dark(face, 0.34), 1)]


def _draw_bald(brush: Brush, face: Face) -> None:
    _draw_shine(brush, face)
    if face.look.age is Age.OLD:
        _draw_fringe(brush, face)


def _draw_shine(brush: Brush, face: Face) -> None:
    """The light on a bald head."""
    brush.ellipse(face.light.rim_side * 20, -58, 16, 8, face.light.light(face.skin, 0.7), 0.4)


def _draw_fringe(brush: Brush, face: Face) -> None:
    """The hair over the ears of an old bald head."""
    for shape in (_TURNED_FRINGE,) if face.turned else (_fringe(-1), _fringe(1)):
        brush.path(shape, _dyed(face), opacity=0.95)


def _fringe(side: int) -> str:
    return f"{_outer_fringe(side)} C{side * 50},-24 {side * 52},0 {side * 55},18 Z"


def _outer_fringe(side: int) -> str:
    return f"M{side * 55},18 C{side * 66},-4 {side * 62},-34 {side * 52},-42"


_COVERING = frozenset({Hat.CAP, Hat.BRIM, Hat.BEANIE, Hat.HOOD})
"""Hats that cover the top of the head."""
_ROUGH = {Hair.BALD: _draw_bald, Hair.CURLY: _draw_curls}
"""Heads without smooth hair."""


def _draw_from_behind(brush: Brush, face: Face) -> None:
    style = face.look.hair
    if style is Hair.BALD:
        return
    shape = _shape_from_behind(_LOWEST_BEHIND.get(style, 48), _HALF_WIDTH_BEHIND.get(style, 61))
    brush.path(shape, _strands(brush, face))
    _lines(brush, face, _lines_from_behind(style))
    if style in _FROM_BEHIND:
        _FROM_BEHIND[style](brush, face)
    _rim(brush, face, shape)


def _lines_from_behind(style: Hair) -> tuple[str, ...]:
    low = _LOWEST_BEHIND.get(style, 48)
    return tuple(_line_from_behind(x, low) for x in (-22, -14, -5, 6, 15, 23))


def _line_from_behind(x: int, low: int) -> str:
    return f"M{x},-88 C{x * 2.2},-40 {x * 2.4},0 {x * 2.2},{low}"


def _shape_from_behind(low: int, wide: int) -> str:
    skull = f"M{-wide},{low * 0.5} C{-wide - 6},-50 -46,-97 0,-97 C46,-97 {wide + 6},-50 {wide},{low * 0.5}"
    right = f"C{wide},{low * 0.9} {wide * 0.5},{low + 8} 0,{low + 8}"
    left = f"C{-wide * 0.5},{low + 8} {-wide},{low * 0.9} {-wide},{low * 0.5}"
    return f"{skull} {right} {left} Z"


def _draw_curls_behind(brush: Brush, face: Face) -> None:
    tuft = _ball_paint(brush, face, 0.2, 0.3)
    for number in range(14):
        brush.ellipse(*_tuft_at(math.radians(150 + 240 * number / 13)), 19, 19, tuft)


def _tuft_at(angle: float) -> tuple[float, float]:
    return 64 * math.cos(angle), -16 + 76 * math.sin(angle)


def _draw_bun_behind(brush: Brush, face: Face) -> None:
    brush.ellipse(0, -52, 30, 28, _ball_paint(brush, face, 0.3, 0.35))


def _ball_paint(brush: Brush, face: Face, lighter: float, darker: float) -> str:
    return brush.radial(blending(_lit(face, lighter), _dark(face, darker)))


def _draw_ponytail_behind(brush: Brush, face: Face) -> None:
    brush.path(_PONYTAIL_FROM_BEHIND, _dark(face, 0.2))
    brush.ellipse(0, -42, 15, 8, face.accent)


_FROM_BEHIND = {
    Hair.CURLY: _draw_curls_behind,
    Hair.BUN: _draw_bun_behind,
    Hair.PONYTAIL: _draw_ponytail_behind,
}


def draw_beard(brush: Brush, face: Face) -> None:
    """A short full beard with a moustache; the mouth is drawn over it."""
    brush.path(_beard(face), _beard_paint(brush, face))
    _lines(brush, face, _beard_strands(face), 1.8, 0.3)


def _beard_strands(face: Face) -> tuple[str, ...]:
    return tuple(_beard_strand(face, k) for k in (-3, -2, -1, 0, 1, 2))


def _beard(face: Face) -> str:
    lip = face.eye_y + 38
    return _turned_beard(lip, face.jaw) if face.turned else _front_beard(lip, face.eye_y, face.jaw)


def _beard_strand(face: Face, k: int) -> str:
    return f"M{_mouth_x(face) + k * 7},{face.eye_y + 63 + face.jaw} q{k * 0.6},8 {k},14"


def _mouth_x(face: Face) -> float:
    return face.across(0) + (4 if face.turned else 0)


def _beard_paint(brush: Brush, face: Face) -> str:
    return brush.downwards(_beard_stops(_dyed(face), _dark(face, 0.25)), -4, 90)


def _beard_stops(dyed: str, dark: str) -> list[Stop]:
    return [(0, dyed, 0.0), (0.22, dyed, 0.95), (1, dark, 1)]


def _turned_beard(lip: float, drop: float) -> str:
    """A beard from the side. lip: height of the upper lip; drop: how far the chin is lowered."""
    chin = f"C-44,30 -30,{66 + drop * 0.5} 0,{88 + drop} C16,{96 + drop} 34,{94 + drop} 42,{84 + drop}"
    jaw = f"M-44,-2 {chin} C50,{70 + drop * 0.6} 50,52 50,40"
    return f"{jaw} C46,34 40,{lip} 30,{lip} C18,{lip} 8,{lip + 6} 2,{lip + 2} C-14,30 -30,20 -44,-2 Z"


def _front_beard(lip: float, eye_y: float, drop: float) -> str:
    side, low = 82 + drop, 95 + drop
    jaw = f"M-55,-2 C-54,32 -46,62 -28,{side} C-14,{low} 14,{low} 28,{side} C46,62 54,32 55,-2"
    right = f"C48,26 34,{eye_y + 40} 20,{lip} C10,{eye_y + 35} 4,{lip} 0,{eye_y + 39}"
    left = f"C-4,{lip} -10,{eye_y + 35} -20,{lip} C-34,{eye_y + 40} -48,26 -55,-2"
    return f"{jaw} {right} {left} Z"


def draw_moustache(brush: Brush, face: Face) -> None:
    """Hair on the upper lip only; the mouth is drawn below it."""
    x, y, wide = _mouth_x(face), face.eye_y + 43, 16 if face.turned else 22
    halves = f"{_half_moustache(x, y, wide)} {_other_half_moustache(x, y, wide)}"
    brush.path(f"M{x},{y - 3} {halves} Z", _dyed(face))


def _half_moustache(x: float, y: float, wide: int) -> str:
    over = f"C{x + wide * 0.4},{y - 8} {x + wide * 0.9},{y - 2} {x + wide},{y + 6}"
    return f"{over} C{x + wide * 0.6},{y + 7} {x + wide * 0.3},{y + 5} {x},{y + 3}"


def _other_half_moustache(x: float, y: float, wide: int) -> str:
    under = f"C{x - wide * 0.3},{y + 5} {x - wide * 0.6},{y + 7} {x - wide},{y + 6}"
    return f"{under} C{x - wide * 0.9},{y - 2} {x - wide * 0.4},{y - 8} {x},{y - 3}"
