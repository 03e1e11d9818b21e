"""Colours: as people write them ('#rrggbb', '#rgb' or a name of CSS), as numbers, and mixed.

A colour is '#rrggbb' in lower case. Its channels are whole numbers from 0 to 255; its light is three numbers
from 0 to 1.
"""

from __future__ import annotations

import colorsys
import re
from collections.abc import Iterable
from typing import Annotated

from pydantic import BeforeValidator

# CSS Color Module Level 4, 6.1 "Named colors".
_NAMED = (
    "aliceblue f0f8ff, antiquewhite faebd7, aqua 00ffff, aquamarine 7fffd4, azure f0ffff, beige "
"f5f5dc, bisque ffe4c4, black 000000, "
    "blanchedalmond ffebcd, blue 0000ff, blueviolet 8a2be2, brown a52a2a, burlywood deb887, "
"cadetblue 5f9ea0, chartreuse 7fff00, chocolate d2691e, "
    "coral ff7f50, cornflowerblue 6495ed, cornsilk fff8dc, crimson dc143c, cyan 00ffff, darkblue "
"00008b, darkcyan 008b8b, darkgoldenrod b8860b, "
    "darkgray a9a9a9, darkgreen 006400, darkgrey a9a9a9, darkkhaki bdb76b, darkmagenta 8b008b, "
"darkolivegreen 556b2f, darkorange ff8c00, "
    "darkorchid 9932cc, darkred 8b0000, darksalmon e9967a, darkseagreen 8fbc8f, darkslateblue "
"483d8b, darkslategray 2f4f4f, darkslategrey 2f4f4f, "
    "darkturquoise 00ced1, darkviolet 9400d3, deeppink ff1493, deepskyblue 00bfff, dimgray 696969, "
"dimgrey 696969, dodgerblue 1e90ff, firebrick b22222, "
    "floralwhite fffaf0, forestgreen 228b22, fuchsia ff00ff, gainsboro dcdcdc, ghostwhite f8f8ff, "
"gold ffd700, goldenrod daa520, gray 808080, "
    "green 008000, greenyellow adff2f, grey 808080, honeydew f0fff0, hotpink ff69b4, indianred "
"cd5c5c, indigo 4b0082, ivory fffff0, khaki f0e68c, "
    "lavender e6e6fa, lavenderblush fff0f5, lawngreen 7cfc00, lemonchiffon fffacd, lightblue "
"add8e6, lightcoral f08080, lightcyan e0ffff, "
    "lightgoldenrodyellow fafad2, lightgray d3d3d3, lightgreen 90ee90, lightgrey d3d3d3, lightpink "
"ffb6c1, lightsalmon ffa07a, lightseagreen 20b2aa, "
    "lightskyblue 87cefa, lightslategray 778899, lightslategrey 778899, lightsteelblue b0c4de, "
"lightyellow ffffe0, lime 00ff00, limegreen 32cd32, "
    "linen faf0e6, magenta ff00ff, maroon 800000, mediumaquamarine 66cdaa, mediumblue 0000cd, "
"mediumorchid ba55d3, mediumpurple 9370db, "
    "mediumseagreen 3cb371, mediumslateblue 7b68ee, mediumspringgreen 00fa9a, mediumturquoise "
"48d1cc, mediumvioletred c71585, midnightblue 191970, "
    "mintcream f5fffa, mistyrose ffe4e1, moccasin ffe4b5, navajowhite ffdead, navy 000080, oldlace "
"fdf5e6, olive 808000, olivedrab 6b8e23, "
    "orange ffa500, orangered ff4500, orchid da70d6, palegoldenrod eee8aa, palegreen 98fb98, "
"paleturquoise afeeee, palevioletred db7093, "
    "papayawhip ffefd5, peachpuff ffdab9, peru cd853f, pink ffc0cb, plum dda0dd, powderblue b0e0e6, "
"purple 800080, rebeccapurple 663399, red ff0000, "
    "rosybrown bc8f8f, royalblue 4169e1, saddlebrown 8b4513, salmon fa8072, sandybrown f4a460, "
"seagreen 2e8b57, seashell fff5ee, sienna a0522d, "
    "silver c0c0c0, skyblue 87ceeb, slateblue 6a5acd, slategray 708090, slategrey 708090, snow "
"fffafa, springgreen 00ff7f, steelblue 4682b4, "
    "tan d2b48c, teal 008080, thistle d8bfd8, tomato ff6347, turquoise 40e0d0, violet ee82ee, wheat "
"f5deb3, white ffffff, whitesmoke f5f5f5, "
    "yellow ffff00, yellowgreen 9acd32"
)  # fmt: skip
_BY_NAME = {name: f"#{code}" for name, code in (entry.split(" ") for entry in _NAMED.split(", "))}
_CODE = re.compile(r"#(?:[0-9a-f]{6}|[0-9a-f]{3})")


def _colour_code(value: object) -> str:
    """The colour as '#rrggbb' in lower case.

    Raises:
        ValueError: it is neither a code nor a name.

    >>> _colour_code("Blue"), _colour_code("#FA0"), _colour_code("dark red")
    ('#0000ff', '#ffaa00', '#8b0000')
    """
    plain = re.sub(r"[\s_-]", "", value.lower()) if isinstance(value, str) else ""
    if plain in _BY_NAME:
        return _BY_NAME[plain]
    if not _CODE.fullmatch(plain):
        raise ValueError(
            "a colour such as '#a83232', or a name of CSS such as 'red', 'navy' or 'dark olive green'"
        )
    return plain if len(plain) == 7 else "#" + "".join(digit * 2 for digit in plain[1:])


Colour = Annotated[str, BeforeValidator(_colour_code)]
"""'#rrggbb'."""

OptionalColour = Annotated[str, BeforeValidator(lambda value: "" if value == "" else _colour_code(value))]
"""'#rrggbb', or '' for none of its own."""

Light = tuple[float, float, float]
"""Red, green and blue, each 0 to 1."""


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue, each 0 to 255.

    Raises:
        ValueError: the colour is not '#rrggbb'.

    >>> channels("#c04830")
    (192, 72, 48)
    """
    if len(colour) != 7 or colour[0] != "#":
        raise ValueError(f"{colour!r} is not a colour; write it as '#rrggbb', for example '#c04830'")
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def of_channels(red: float, green: float, blue: float) -> str:
    """The colour of three channels; each is rounded, and cut to 0 to 255.

    >>> of_channels(300, 72.4, -1)
    '#ff4800'
    """
    return "#" + "".join(f"{round(min(255.0, max(0.0, value))):02x}" for value in (red, green, blue))


def light_of(colour: str) -> Light:
    """Red, green and blue, each 0 to 1.

    >>> light_of("#ff0000")
    (1.0, 0.0, 0.0)
    """
    red, green, blue = channels(colour)
    return red / 255, green / 255, blue / 255


def of_light(light: Light) -> str:
    """The colour of a light; each part is cut to 0 to 1.

    >>> of_light((1.5, 0.5, 0.0))
    '#ff8000'
    """
    return "#" + "".join(f"{round(255 * min(max(part, 0.0), 1.0)):02x}" for part in light)


def mix(first: str, second: str, amount: float) -> str:
    """The colour `amount` (0 to 1) of the way from the first to the second, by channels.

    >>> mix("#000000", "#ffffff", 0.5)
    '#808080'
    """
    return of_channels(
        *(a + (b - a) * amount for a, b in zip(channels(first), channels(second), strict=True))
    )


def mix_light(first: str, second: str, amount: float) -> str:
    """As `mix`, by light: what lies half way between two channels may be rounded to the other one.

    >>> mix_light("#000000", "#ffffff", 1.0)
    '#ffffff'
    """
    one, two = light_of(first), light_of(second)
    return of_light(
        (
            one[0] + (two[0] - one[0]) * amount,
            one[1] + (two[1] - one[1]) * amount,
            one[2] + (two[2] - one[2]) * amount,
        )
    )


def multiply(colour: str, light: str, exposure: float = 1.0) -> str:
    """The colour seen in a coloured light.

    >>> multiply("#ffffff", "#804020")
    '#804020'
    """
    return of_channels(
        *(a * b / 255 * exposure for a, b in zip(channels(colour), channels(light), strict=True))
    )


def luminance(colour: str) -> float:
    """How light a colour is, 0 to 1 (ITU-R BT.709 weights).

    >>> luminance("#000000")
    0.0
    """
    red, green, blue = light_of(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def lightness(colour: str) -> float:
    """Mean of red, green and blue, 0 to 1.

    >>> lightness("#ff0000") == 1 / 3
    True
    """
    return sum(channels(colour)) / 765


def turn_hue(colour: str, turn: float) -> str:
    """The colour with another hue. turn: part of the whole circle of hues, such as 1/3 from red to green.

    >>> turn_hue("#ff0000", 1 / 3)
    '#00ff00'
    """
    hue, light, saturation = colorsys.rgb_to_hls(*light_of(colour))
    return of_light(colorsys.hls_to_rgb((hue + turn) % 1.0, light, saturation))


def nearest(colour: str, known: Iterable[tuple[str, str]]) -> str:
    """The name of the known colour that is nearest, by distance weighted as the eye weighs red, green and blue.

    known: name and colour of each.

    >>> nearest("#a83232", [("red", "#ff0000"), ("blue", "#0000ff")])
    'red'
    """
    red, green, blue = channels(colour)

    def distance(one: tuple[str, str]) -> int:
        other = channels(one[1])
        return 3 * (other[0] - red) ** 2 + 4 * (other[1] - green) ** 2 + 2 * (other[2] - blue) ** 2

    return min(known, key=distance)[0]
