"""Shapes of pictures, each its width over its height, and how much of a picture another shape cuts off."""

from __future__ import annotations

from fractions import Fraction

SAME_SHAPE = 0.02
"""Largest share cut off that cannot be seen, so that two shapes count as the same."""
MOST_CROPPED = 0.07
"""Largest share of a clip's width or height that is cut off to give it the film's shape: 4:5 of 3:4."""


def cropped_share(shape: Fraction | float, wanted: Fraction | float) -> float:
    """Share of a picture's width or height that is cut off to give it another shape, from 0 to below 1.

    >>> cropped_share(Fraction(3, 4), Fraction(4, 5)), cropped_share(Fraction(4, 5), Fraction(3, 4))
    (0.0625, 0.0625)
    """
    ratio = Fraction(shape) / Fraction(wanted)
    return float(1 - min(ratio, 1 / ratio))


def is_near(shape: Fraction | float, wanted: Fraction | float) -> bool:
    """Whether two shapes look the same.

    >>> is_near(1344 / 768, 16 / 9), is_near(3 / 2, 16 / 9)
    (True, False)
    """
    return cropped_share(shape, wanted) <= SAME_SHAPE
