"""Sizes that models make, and the film's shape in them."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, sqrt


def size_on_grid(aspect: Fraction, area_px: int, grid_px: int) -> tuple[int, int]:
    """Width and height on the grid, of about that area, in which the film's shape fits with least beside it.

    >>> size_on_grid(Fraction(16, 9), 1024 * 1024, 16), size_on_grid(Fraction(16, 9), 832 * 480, 32)
    ((1360, 768), (832, 480))
    """
    width = max(grid_px, int(sqrt(area_px * aspect) / grid_px + 0.5) * grid_px)
    return width, max(grid_px, ceil(width / aspect / grid_px - Fraction(1, 8)) * grid_px)


def box_of_shape(width: int, height: int, aspect: Fraction) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of the film's shape in the middle; both sides even.

        |............|     width x height as the model makes it
        |xxxxxxxxxxxx|     the box, which the film uses
        |............|

    >>> box_of_shape(832, 480, Fraction(16, 9))
    (0, 6, 832, 474)
    """
    across = min(width, round(height * aspect)) // 2 * 2
    down = min(height, round(width / aspect)) // 2 * 2
    left, top = (width - across) // 2, (height - down) // 2
    return left, top, left + across, top + down


def pictures_of_film(
    made: int, wanted: int, made_fps: Fraction, film_fps: Fraction, *, held: bool
) -> list[int]:
    """For each frame of the film, the index of the picture that is shown.

    held: whether the last picture must be shown last; otherwise each is shown at its time, and pictures after
    the end are not used.

    >>> pictures_of_film(5, 4, Fraction(24), Fraction(24), held=True)
    [0, 1, 3, 4]
    >>> pictures_of_film(9, 4, Fraction(24), Fraction(12), held=False)
    [0, 2, 4, 6]
    """
    if held:
        last = max(1, wanted - 1)
        return [(index * (made - 1) * 2 + last) // (2 * last) for index in range(wanted)]
    return [min(made - 1, int(index * made_fps / film_fps)) for index in range(wanted)]
