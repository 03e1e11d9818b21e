"""Hair, beards and hats on a head. It does not know faces or bodies.

Units of a head, as in `faces`. Turned heads look to the right.
"""

from __future__ import annotations

import math

from storyreel.animatic.painter.brush import Brush
from storyreel.animatic.painter.faces import Face
from storyreel.film.cast import Age, Hair, Hat
from storyreel.film.colours import mix_light


def _hair_colour(face: Face) -> str:
    """The colour before light; the old are grey."""
    return (
        mix_light(face.look.hair_colour, "#d4d0cc", 0.72)
        if face.look.age is Age.OLD
        else face.look.hair_colour
    )


def _strands(brush: Brush, face: Face) -> str:
    light, colour = face.light, _hair_colour(face)
    lit = light.rim_side > 0
    stops = [
        (0.0, light.shade(colour, 0.3), 1.0),
        (0.45, light.dye(colour), 1.0),
        (0.72, light.light(colour, 0.3), 1.0),
        (1.0, light.shade(colour, 0.12), 1.0),
    ]
    return brush.linear(stops, (0.0 if lit else 1.0, 0.25), (1.0 if lit else 0.0, 0.0))


def _lines(brush: Brush, face: Face, curves: list[str], width: float = 2.2, opacity: float = 0.3) -> None:
    light, colour = face.light, _hair_colour(face)
    for i, curve in enumerate(curves):
        tone = light.light(colour, 0.4) if i % 2 else light.shade(colour, 0.5)
        brush.path(curve, stroke=tone, width=width, opacity=opacity)


def _rim(brush: Brush, face: Face, shape: str) -> None:
    edge = 66 * face.light.rim_side
    stroke = brush.linear(
        [(0, face.light.rim, 0), (0.72, face.light.rim, 0.0), (1, face.light.rim, 0.6)],
        (0, 0),
        (edge, -20),
        True,
    )
    brush.path(shape, stroke=stroke, width=2.6)


def draw_back_hair(brush: Brush, face: Face) -> None:
    """What hangs behind the neck."""
    style = face.look.hair
    dark = face.light.shade(_hair_colour(face), 0.34)
    wide = 70
    if style is Hair.LONG:
        shift = -14 if face.turned else 0
        brush.path(
            (
                f"M{-wide + shift},-30 C{-wide - 12 + shift},40 {-wide - 8 + shift},110"
                f" {-wide + 2 + shift},150 C-30,172 30,172 {wide - 2 + shift},150 C{wide + 8 + shift},110"
                f" {wide + 12 + shift},40 {wide + shift},-30 Z"
                if not face.turned
                else "M-62,-40 C-86,20 -88,100 -78,152 C-50,170 -8,166 4,148 C12,100 20,40 30,-20 Z"
            ),
            dark,
        )
    elif style is Hair.BOB:
        brush.path(
            (
                "M-66,-30 C-76,20 -74,60 -66,84 C-30,94 30,94 66,84 C74,60 76,20 66,-30 Z"
                if not face.turned
                else "M-62,-40 C-78,10 -76,60 -66,86 C-40,94 -8,92 2,80 L20,-20 Z"
            ),
            dark,
        )
    elif style is Hair.PONYTAIL:
        if face.turned:
            brush.path(
                "M-52,-46 C-92,-50 -104,-6 -98,40 C-94,78 -86,104 -74,120 C-70,90 -66,70 -66,40 C-66,10"
                " -58,-10 -46,-20 Z",
                _strands(brush, face),
            )
        else:
            brush.path("M40,-40 C82,-30 84,30 74,92 C70,108 62,116 56,122 C56,80 54,30 40,0 Z", dark)
    elif style is Hair.CURLY:
        for x, y, r in (
            ((-58, 30, 26), (58, 30, 26), (-50, 56, 22), (50, 56, 22))
            if not face.turned
            else ((-58, 24, 28), (-54, 54, 25), (-34, 66, 20))
        ):
            brush.ellipse(x, y, r, r, dark)
    if face.look.hat is Hat.HOOD:
        hood = face.light.shade(face.look.garment_colour, 0.45)
        brush.path(
            "M-78,-20 C-90,50 -84,100 -60,122 L60,122 C84,100 90,50 78,-20 C70,-110 -70,-110 -78,-20 Z", hood
        )


def draw_hair(brush: Brush, face: Face, away: bool = False) -> None:
    """Hair over the skull; `away` covers the back of the head."""
    style, hat = face.look.hair, face.look.hat
    if away:
        _draw_from_behind(brush, face)
        return
    fill = _strands(brush, face)
    if style is Hair.BALD:
        _draw_bald(brush, face)
    elif style is Hair.CURLY:
        _draw_curls(brush, face)
    elif face.turned:
        _draw_turned(brush, face, fill)
    else:
        _draw_front(brush, face, fill)
    if style is Hair.BUN and hat in {Hat.NONE, Hat.CROWN}:
        x, y = (-52, -66) if face.turned else (0, -98)
        brush.ellipse(
            x,
            y,
            29,
            26,
            brush.radial(
                [
                    (0, face.light.light(_hair_colour(face), 0.25), 1),
                    (1, face.light.shade(_hair_colour(face), 0.3), 1),
                ],
                (0.5 + 0.2 * face.light.rim_side, 0.35),
                0.65,
            ),
        )
        _lines(
            brush,
            face,
            [
                f"M{x - 18},{y + 6} Q{x},{y - 18} {x + 20},{y}",
                f"M{x - 12},{y + 14} Q{x + 4},{y - 4} {x + 20},{y + 8}",
            ],
        )


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


def _draw_front(brush: Brush, face: Face, fill: str) -> None:
    shape = _FRONT.get(face.look.hair, _FRONT[Hair.SHORT])
    brush.path(shape, fill, opacity=0.92 if face.look.hair is Hair.CROPPED else 1.0)
    curves = [
        "M-10,-60 C10,-84 36,-82 54,-46",
        "M-6,-66 C14,-90 46,-84 60,-40",
        "M-14,-60 C-30,-78 -48,-66 -56,-34",
        "M-16,-66 C-36,-88 -56,-66 -60,-28",
    ]
    if face.look.hair is Hair.LONG:
        curves += [
            "M54,-20 C66,20 64,70 54,108",
            "M-54,-20 C-66,20 -64,70 -54,108",
            "M60,-30 C72,20 70,70 58,112",
            "M-60,-30 C-72,20 -70,70 -58,112",
        ]
    if face.look.hair is Hair.BOB:
        curves = [
            "M-30,-24 C-34,-50 -26,-76 -10,-92",
            "M0,-22 C-2,-50 0,-74 6,-92",
            "M30,-24 C34,-50 28,-76 16,-92",
            "M-58,60 C-66,20 -64,-30 -54,-56",
            "M58,60 C66,20 64,-30 54,-56",
        ]
    if face.look.hair is not Hair.CROPPED:
        _lines(brush, face, curves)
    _rim(brush, face, shape)


def _draw_turned(brush: Brush, face: Face, fill: str) -> None:
    shape = _TURNED.get(face.look.hair, _TURNED[Hair.SHORT])
    brush.path(shape, fill, opacity=0.94 if face.look.hair is Hair.CROPPED else 1.0)
    curves = [
        "M18,-62 C0,-84 -36,-76 -54,-30",
        "M20,-68 C-6,-94 -50,-80 -60,-20",
        "M22,-66 C34,-78 48,-68 54,-46",
        "M-20,-28 C-34,-40 -48,-20 -54,20",
    ]
    if face.look.hair is Hair.LONG:
        curves += [
            "M-24,-10 C-34,30 -26,90 -30,132",
            "M-44,-30 C-60,20 -50,90 -50,136",
            "M-60,-20 C-76,30 -66,90 -62,130",
        ]
    if face.look.hair is not Hair.CROPPED:
        _lines(brush, face, curves)
    _rim(brush, face, shape)


def _curl_spots(face: Face) -> list[tuple[float, float, float]]:
    spots = []
    start, stop = (150, 395) if face.turned else (158, 382)
    for ring, (rx, ry, r) in enumerate(((60, 74, 22), (46, 62, 21), (26, 58, 20))):
        count = 11 - 2 * ring
        for k in range(count):
            angle = math.radians(start + (stop - start) * k / (count - 1))
            x, y = rx * math.cos(angle) - (4 if face.turned else 0), ry * math.sin(angle) - 20
            if y < -40 or abs(x) > 44:
                spots.append((x, y, r - 2 * (k % 3)))
    if face.turned:
        spots = [s for s in spots if not (s[0] > 40 and s[1] > -42)] + [
            (-46, 6, 20),
            (-52, 28, 21),
            (-30, -22, 18),
        ]
    return spots


def _draw_curls(brush: Brush, face: Face) -> None:
    light, colour = face.light, _hair_colour(face)
    if face.look.hat in {Hat.CAP, Hat.BRIM, Hat.BEANIE, Hat.HOOD}:
        spots = (
            [(-56, -10, 17), (-58, 12, 18), (56, -10, 17), (58, 12, 18)]
            if not face.turned
            else [(-50, -4, 19), (-52, 20, 20), (-44, 40, 16)]
        )
    else:
        spots = _curl_spots(face)
        cap = (
            "M-54,-10 C-60,-60 -40,-92 0,-92 C40,-92 60,-60 54,-10 C48,-36 40,-48 0,-52 C-40,-48 -48,-36"
            " -54,-10 Z"
            if not face.turned
            else _TURNED[Hair.CROPPED]
        )
        brush.path(cap, light.shade(colour, 0.25))
    fill = brush.radial(
        [(0, light.light(colour, 0.2), 1), (0.6, light.dye(colour), 1), (1, light.shade(colour, 0.34), 1)],
        (0.5 + 0.2 * light.rim_side, 0.3),
        0.7,
    )
    for x, y, r in spots:
        brush.ellipse(x, y, r, r, fill)


def _draw_bald(brush: Brush, face: Face) -> None:
    light = face.light
    brush.ellipse(light.rim_side * 20, -58, 16, 8, light.light(face.skin, 0.7), 0.4)
    if face.look.age is Age.OLD:
        tone = light.dye(_hair_colour(face))
        if face.turned:
            brush.path(
                "M-58,34 C-66,0 -60,-24 -50,-34 C-44,-30 -36,-14 -34,0 C-40,14 -48,36 -54,44 Z",
                tone,
                opacity=0.95,
            )
        else:
            for side in (-1, 1):
                brush.path(
                    f"M{side * 55},18 C{side * 66},-4 {side * 62},-34 {side * 52},-42 C{side * 50},-24"
                    f" {side * 52},0 {side * 55},18 Z",
                    tone,
                    opacity=0.95,
                )


def _draw_from_behind(brush: Brush, face: Face) -> None:
    style = face.look.hair
    if style is Hair.BALD:
        return
    fill = _strands(brush, face)
    low = {Hair.LONG: 150, Hair.BOB: 82, Hair.CROPPED: 34, Hair.CURLY: 62}.get(style, 48)
    wide = {Hair.LONG: 74, Hair.BOB: 72, Hair.CURLY: 74, Hair.CROPPED: 58}.get(style, 61)
    shape = (
        f"M{-wide},{low * 0.5} C{-wide - 6},-50 -46,-97 0,-97 C46,-97 {wide + 6},-50 {wide},{low * 0.5}"
        f" C{wide},{low * 0.9} {wide * 0.5},{low + 8} 0,{low + 8} C{-wide * 0.5},{low + 8}"
        f" {-wide},{low * 0.9} {-wide},{low * 0.5} Z"
    )
    brush.path(shape, fill)
    _lines(
        brush,
        face,
        [f"M{x},-88 C{x * 2.2},-40 {x * 2.4},0 {x * 2.2},{low}" for x in (-22, -14, -5, 6, 15, 23)],
    )
    if style is Hair.CURLY:
        tuft = brush.radial(
            [
                (0, face.light.light(_hair_colour(face), 0.2), 1),
                (1, face.light.shade(_hair_colour(face), 0.3), 1),
            ]
        )
        for k in range(14):
            angle = math.radians(150 + 240 * k / 13)
            brush.ellipse(64 * math.cos(angle), -16 + 76 * math.sin(angle), 19, 19, tuft)
    if style is Hair.BUN:
        brush.ellipse(
            0,
            -52,
            30,
            28,
            brush.radial(
                [
                    (0, face.light.light(_hair_colour(face), 0.3), 1),
                    (1, face.light.shade(_hair_colour(face), 0.35), 1),
                ]
            ),
        )
    if style is Hair.PONYTAIL:
        brush.path(
            "M-14,-44 C-30,20 -26,90 0,142 C26,90 30,20 14,-44 Z", face.light.shade(_hair_colour(face), 0.2)
        )
        brush.ellipse(0, -42, 15, 8, face.light.dye(face.look.accent_colour))
    _rim(brush, face, shape)


def draw_beard(brush: Brush, face: Face) -> None:
    """A short full beard with a moustache; the mouth is drawn over it."""
    light, colour = face.light, _hair_colour(face)
    fill = brush.linear(
        [(0, light.dye(colour), 0.0), (0.22, light.dye(colour), 0.95), (1, light.shade(colour, 0.25), 1)],
        (0, -4),
        (0, 90),
        True,
    )
    y = face.eye_y
    if face.turned:
        shape = (
            f"M-44,-2 C-44,30 -30,66 0,88 C16,96 34,94 42,84 C50,70 50,52 50,40 C46,34 40,{y + 38}"
            f" 30,{y + 38} C18,{y + 38} 8,{y + 44} 2,{y + 40} C-14,30 -30,20 -44,-2 Z"
        )
    else:
        shape = (
            f"M-55,-2 C-54,32 -46,62 -28,82 C-14,95 14,95 28,82 C46,62 54,32 55,-2 C48,26 34,{y + 40}"
            f" 20,{y + 38} C10,{y + 35} 4,{y + 38} 0,{y + 39} C-4,{y + 38} -10,{y + 35} -20,{y + 38}"
            f" C-34,{y + 40} -48,26 -55,-2 Z"
        )
    brush.path(shape, fill)
    x = face.across(0) + (4 if face.turned else 0)
    _lines(
        brush, face, [f"M{x + k * 7},{y + 63} q{k * 0.6},8 {k},14" for k in (-3, -2, -1, 0, 1, 2)], 1.8, 0.3
    )


def draw_moustache(brush: Brush, face: Face) -> None:
    """Hair on the upper lip alone; the mouth is drawn below it."""
    y, x = face.eye_y + 43, face.across(0) + (4 if face.turned else 0)
    wide = 16 if face.turned else 22
    brush.path(
        f"M{x},{y - 3} C{x + wide * 0.4},{y - 8} {x + wide * 0.9},{y - 2} {x + wide},{y + 6}"
        f" C{x + wide * 0.6},{y + 7} {x + wide * 0.3},{y + 5} {x},{y + 3} C{x - wide * 0.3},{y + 5}"
        f" {x - wide * 0.6},{y + 7} {x - wide},{y + 6} C{x - wide * 0.9},{y - 2} {x - wide * 0.4},{y - 8}"
        f" {x},{y - 3} Z",
        face.light.dye(_hair_colour(face)),
    )


def draw_hat(brush: Brush, face: Face, away: bool = False) -> None:
    """A hat over the hair."""
    look, light = face.look, face.light
    if look.hat is Hat.NONE:
        return
    lit = light.rim_side > 0
    colour = look.hat_colour or (
        mix_light(look.garment_colour, "#201a20", 0.35)
        if look.hat is Hat.BRIM
        else look.accent_colour
        if look.hat in {Hat.BEANIE, Hat.CAP}
        else look.garment_colour
    )

    def cloth(tone: str) -> str:
        return brush.linear(
            [
                (0, light.shade(tone, 0.42), 1),
                (0.55, light.dye(tone), 1),
                (0.85, light.light(tone, 0.3), 1),
                (1, light.dye(tone), 1),
            ],
            (0 if lit else 1, 0.3),
            (1 if lit else 0, 0),
        )

    turned = face.turned
    if look.hat is Hat.CAP:
        crown = "M-60,-26 C-68,-84 -40,-104 2,-104 C46,-104 66,-80 60,-26 C30,-38 -30,-38 -60,-26 Z"
        brush.path(crown, cloth(colour))
        if turned:
            brush.path(
                "M20,-40 C44,-46 84,-40 102,-22 C84,-22 62,-26 40,-24 C30,-26 22,-32 20,-40 Z",
                light.shade(colour, 0.4),
            )
        elif not away:
            brush.path("M-54,-34 C-46,-14 46,-14 54,-34 C40,-46 -40,-46 -54,-34 Z", light.shade(colour, 0.38))
        brush.ellipse(0, -103, 6, 4, light.shade(colour, 0.2))
    elif look.hat is Hat.BRIM:
        brush.path(
            "M-52,-42 C-54,-92 -46,-122 -22,-120 C-8,-112 8,-112 22,-120 C46,-122 54,-92 52,-42 Z",
            cloth(colour),
        )
        brush.path(
            "M-53,-58 C-30,-48 30,-48 53,-58 L53,-42 C30,-32 -30,-32 -53,-42 Z", light.dye(look.accent_colour)
        )
        tilt = 5 if turned else 0
        brush.path(
            f"M-104,{-44 - tilt} C-70,-62 70,-62 104,{-44 + tilt} C84,-24 40,-28 0,-27 C-40,-28 -84,-24"
            f" -104,{-44 - tilt} Z",
            brush.linear(
                [(0, light.light(colour, 0.15), 1), (1, light.shade(colour, 0.45), 1)], (0, 0), (0, 1)
            ),
        )
    elif look.hat is Hat.BEANIE:
        brush.path("M-60,-30 C-66,-88 -38,-110 0,-110 C38,-110 66,-88 60,-30 Z", cloth(colour))
        _lines_of(
            brush,
            [f"M{x},-34 C{x * 1.05},-70 {x * 0.7},-98 {x * 0.2},-108" for x in (-44, -26, -9, 9, 26, 44)],
            light.shade(colour, 0.4),
        )
        brush.path(
            "M-63,-46 C-30,-56 30,-56 63,-46 L62,-22 C30,-32 -30,-32 -62,-22 Z", light.shade(colour, 0.14)
        )
        brush.ellipse(0, -112, 13, 12, light.light(colour, 0.15))
    elif look.hat is Hat.HOOD:
        _draw_hood(brush, face, away, cloth(colour))
    elif look.hat is Hat.CROWN:
        gold = "#e8b93c"
        brush.path(
            "M-52,-46 L-60,-108 L-32,-78 L-18,-118 L0,-80 L18,-118 L32,-78 L60,-108 L52,-46 C24,-38 -24,-38"
            " -52,-46 Z",
            cloth(gold),
            stroke=light.shade(gold, 0.35),
            width=1.6,
        )
        brush.path("M-53,-54 C-24,-46 24,-46 53,-54", stroke=light.light(gold, 0.5), width=3)
        for x, jewel in ((-30, "#b3263c"), (0, "#2a6fb0"), (30, "#b3263c")):
            brush.ellipse(x, -62 if x else -58, 6, 6, light.dye(jewel))


def _draw_hood(brush: Brush, face: Face, away: bool, fill: str) -> None:
    if away:
        brush.path("M-76,70 C-92,-30 -60,-116 0,-116 C60,-116 92,-30 76,70 C60,108 -60,108 -76,70 Z", fill)
        return
    if face.turned:
        brush.path(
            "M-60,104 C-98,40 -94,-112 8,-114 C50,-112 66,-78 60,-42 C46,-66 30,-74 12,-72 C-20,-68 -36,-30"
            " -34,14 C-32,50 -20,74 -6,92 C-20,112 -44,114 -60,104 Z",
            fill,
        )
        return
    brush.path(
        "M-70,98 C-100,10 -82,-116 0,-116 C82,-116 100,10 70,98 C58,104 48,100 44,88 C60,40 62,-14 48,-44"
        " C38,-66 18,-72 0,-72 C-18,-72 -38,-66 -48,-44 C-62,-14 -60,40 -44,88 C-48,100 -58,104 -70,98 Z",
        fill,
    )


def _lines_of(brush: Brush, curves: list[str], tone: str) -> None:
    for curve in curves:
        brush.path(curve, stroke=tone, width=2.4, opacity=0.4)
