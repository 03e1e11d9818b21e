"""Colours: as people write them ('#rrggbb', '#rgb' or a name of CSS), as numbers, and mixed.

A colour is '#rrggbb' in lower case. Its channels are whole numbers from 0 to 255; its light is three numbers
from 0 to 1.
"""

from __future__ import annotations

import colorsys
import re
from collections.abc import Iterable, Iterator
from typing import Annotated

from pydantic import BeforeValidator
from pydantic_extra_types.color import COLORS_BY_NAME

_BY_NAME = COLORS_BY_NAME | {"rebeccapurple": (102, 51, 153)}
"""Red, green and blue by name: those of CSS Color Module Level 3, and the one that Level 4 added."""
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
        return of_channels(*_BY_NAME[plain])
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
    return "#" + "".join(map(_two_digits, (red, green, blue)))


def _two_digits(channel: float) -> str:
    return f"{round(min(255.0, max(0.0, channel))):02x}"


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
    return of_channels(*(a + (b - a) * amount for a, b in _pairs(first, second)))


def _pairs(first: str, second: str) -> Iterator[tuple[int, int]]:
    """The two colours' reds, greens and blues."""
    return zip(channels(first), channels(second), strict=True)


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
    return of_channels(*(a * b / 255 * exposure for a, b in _pairs(colour, light)))


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
    """The name of the known colour that is nearest, by a distance weighted as the eye weighs the channels.

    known: name and colour of each.

    >>> nearest("#a83232", [("red", "#ff0000"), ("blue", "#0000ff")])
    'red'
    """
    red, green, blue = channels(colour)

    def distance(one: tuple[str, str]) -> int:
        other = channels(one[1])
        return 3 * (other[0] - red) ** 2 + 4 * (other[1] - green) ** 2 + 2 * (other[2] - blue) ** 2

    return min(known, key=distance)[0]
