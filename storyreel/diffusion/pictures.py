"""Pictures as models take them: opened safely, in RGB, of the size that is asked for."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from storyreel.film.assets import PICTURE_FORMATS, AssetRef, AssetStore
from storyreel.film.errors import CapabilityError

if TYPE_CHECKING:
    from PIL import Image

SHORTEST_PX = 64
"""FLUX.2 refuses shorter references, and rounds others silently (seen with diffusers 0.42.1)."""
LONGEST_SHAPE = 8
"""Most often that a reference may be as long as it is high, or the other way round (the same)."""


def open_picture(ref: AssetRef, store: AssetStore, what: str) -> Image.Image:
    """A stored picture in RGB. what: what it is for, for the message.

    Raises:
        CapabilityError: it is not a picture, or is cut short.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(store.read(ref)), formats=PICTURE_FORMATS) as image:
            image.load()
            return ImageOps.exif_transpose(image).convert("RGB")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
        raise CapabilityError(
            f"The picture for {what} is no {', '.join(PICTURE_FORMATS)} that can be read"
            f" ({type(error).__name__}). Nothing was made and nothing was spent. Replace it, or have it drawn"
            " again with --redo likeness."
        ) from error


def require_reference(image: Image.Image, what: str, shortest_px: int = SHORTEST_PX) -> None:
    """Refuse a reference that models take no notice of, or round silently.

    Raises:
        CapabilityError: it is too small, or too long and narrow.
    """
    shorter, longer = sorted(image.size)
    if shorter < shortest_px or longer > LONGEST_SHAPE * shorter:
        raise CapabilityError(
            f"The picture for {what} is {image.width}x{image.height}; {shortest_px} pixels or more on each"
            f" side are accepted, and one side up to {LONGEST_SHAPE} times the other. Nothing was made and"
            " nothing was spent. Bring a larger one, or crop it."
        )


def shrunk(image: Image.Image, longer_px: int, grid_px: int) -> Image.Image:
    """The picture with its longer side at most so long, and both sides on the grid; never enlarged.

    A reference of a megapixel costs as much as the picture that is drawn: a token is 16 x 16 pixels.
    """
    from PIL import Image

    scale = min(1.0, longer_px / max(image.size))
    sides = [max(grid_px, int(side * scale) // grid_px * grid_px) for side in image.size]
    return image.resize((sides[0], sides[1]), Image.Resampling.LANCZOS)


def covering(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """The picture scaled to cover a size, and cropped to its middle."""
    from PIL import Image, ImageOps

    return ImageOps.fit(image, size, Image.Resampling.LANCZOS)
