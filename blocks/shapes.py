"""The shapes of pictures as providers name them, such as '16:9'."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import log

from storyreel.film.errors import CapabilityError
from storyreel.film.timecode import FrameSize

NEAR = 0.02
"""Largest relative difference of two shapes that cannot be seen."""
MOST_CROPPED = 0.07
"""Largest share of a clip's width or height that is cut off to give it the film's shape: 4:5 of 3:4."""


def _ratio_of(shape: str) -> Fraction:
    """Width over height of a named shape.

    >>> _ratio_of("16:9")
    Fraction(16, 9)
    """
    width, height = shape.split(":")
    return Fraction(int(width), int(height))


def is_near(shape: Fraction | float, wanted: Fraction | float) -> bool:
    """Whether two shapes, each width over height, look the same.

    >>> is_near(1344 / 768, 16 / 9), is_near(3 / 2, 16 / 9)
    (True, False)
    """
    return abs(float(shape) / float(wanted) - 1) <= NEAR


def nearest_shape(size: FrameSize, accepted: tuple[str, ...]) -> str:
    """The accepted shape nearest to the film's, for pictures, which are cropped later.

    >>> nearest_shape(FrameSize(width_px=1920, height_px=1080), ("1:1", "3:2", "16:9"))
    '16:9'
    """
    return min(accepted, key=lambda shape: _distance(shape, size))


def _distance(shape: str, size: FrameSize) -> float:
    return abs(log(float(_ratio_of(shape)) / float(size.aspect)))


def films(aspect: str, accepted: Sequence[str]) -> bool:
    """Whether clips of one of the accepted shapes can be given the film's: at most 7 % is cropped.

    >>> films("2.39:1", ("16:9", "21:9")), films("4:3", ("16:9", "9:16"))
    (True, False)
    """
    width, height = map(float, aspect.split(":"))
    return any(abs(log(float(_ratio_of(shape)) * height / width)) <= MOST_CROPPED for shape in accepted)


def require_shape(size: FrameSize, accepted: tuple[str, ...], model: str) -> str:
    """The accepted shape nearest to the film's, for clips, of which at most 7 % is cropped.

    Raises:
        CapabilityError: there is none so near.
    """
    shape = nearest_shape(size, accepted)
    if _distance(shape, size) > MOST_CROPPED:
        raise _no_shape(size, accepted, model)
    return shape


def _no_shape(size: FrameSize, accepted: tuple[str, ...], model: str) -> CapabilityError:
    return CapabilityError(
        f"{model} does not film in {size.width_px}x{size.height_px}; {', '.join(accepted)} are accepted."
        " Nothing was spent. Change the film's size in film.toml, or name another engine."
    )
