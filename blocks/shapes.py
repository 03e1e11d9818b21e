"""The shapes of pictures as providers name them, such as '16:9'."""

from __future__ import annotations

from fractions import Fraction
from math import log

from storyreel.film.errors import CapabilityError
from storyreel.film.timecode import FrameSize

NEAR = 0.02
"""Largest relative difference of two shapes that cannot be seen."""


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


def require_shape(size: FrameSize, accepted: tuple[str, ...], model: str) -> str:
    """The accepted shape that is the film's own, for clips, which are not cropped.

    Raises:
        CapabilityError: there is none.
    """
    shape = nearest_shape(size, accepted)
    if not is_near(_ratio_of(shape), size.aspect):
        raise _no_shape(size, accepted, model)
    return shape


def _no_shape(size: FrameSize, accepted: tuple[str, ...], model: str) -> CapabilityError:
    return CapabilityError(
        f"{model} does not film in {size.width_px}x{size.height_px}; {', '.join(accepted)} are accepted."
        " Nothing was spent. Change the film's size in film.toml, or name another engine."
    )
