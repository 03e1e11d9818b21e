"""The shapes of pictures as providers name them, such as '16:9'."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from storyreel.film.errors import CapabilityError
from storyreel.film.shapes import MOST_CROPPED, cropped_share
from storyreel.film.timecode import FrameSize


def _ratio_of(shape: str) -> Fraction:
    """Width over height of a named shape.

    >>> _ratio_of("16:9")
    Fraction(16, 9)
    """
    width, height = shape.split(":")
    return Fraction(width) / Fraction(height)


def nearest_shape(size: FrameSize, accepted: tuple[str, ...]) -> str:
    """The accepted shape nearest to the film's, for pictures, which are cropped later.

    >>> nearest_shape(FrameSize(width_px=1920, height_px=1080), ("1:1", "3:2", "16:9"))
    '16:9'
    """
    return min(accepted, key=lambda shape: cropped_share(_ratio_of(shape), size.aspect))


def films(aspect: str, accepted: Sequence[str]) -> bool:
    """Whether clips of one of the accepted shapes can be given the film's: at most 7 % is cropped.

    >>> films("2.39:1", ("16:9", "21:9")), films("4:3", ("16:9", "9:16"))
    (True, False)
    """
    wanted = _ratio_of(aspect)
    return any(cropped_share(_ratio_of(shape), wanted) <= MOST_CROPPED for shape in accepted)


def require_shape(size: FrameSize, accepted: tuple[str, ...], model: str) -> str:
    """The accepted shape nearest to the film's, for clips, of which at most 7 % is cropped.

    Raises:
        CapabilityError: there is none so near.
    """
    shape = nearest_shape(size, accepted)
    if cropped_share(_ratio_of(shape), size.aspect) > MOST_CROPPED:
        raise _no_shape(size, accepted, model)
    return shape


def _no_shape(size: FrameSize, accepted: tuple[str, ...], model: str) -> CapabilityError:
    return CapabilityError(
        f"{model} does not film in {size.width_px}x{size.height_px}; {', '.join(accepted)} are accepted."
        " Nothing was spent. Change the film's size in film.toml, or name another engine."
    )
