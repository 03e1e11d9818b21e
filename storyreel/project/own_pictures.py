"""A person's own pictures, stored as frames of the film and as references.

Every file is read to its end before anything is made of it.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from storyreel.film.assets import PICTURE_FORMATS, AssetRef, AssetStore
from storyreel.film.errors import SettingsError
from storyreel.film.recipe import PictureRecipe
from storyreel.project.own_files import MOST_PIXELS, PICTURES, OwnFile

PICTURE_BYTES = 100_000_000
FEWEST_PIXELS = 64
"""Of a picture's shorter side: less is a thumbnail."""
REFERENCE_PIXELS = 2048
"""Longer side of a reference: image services take no more."""


def own_frame(path: Path, where: str, recipe: PictureRecipe, store: AssetStore) -> AssetRef:
    """A picture as a frame of the film, upright and cut at its middle to the film's shape.

    It is at least as large as the film.

    Raises:
        SettingsError: the file is missing, or is not a picture.
    """
    picture = _picture(OwnFile(path, where))
    size = recipe.size
    across = min(picture.width, int(picture.height * size.aspect))
    scale = min(2.0, max(1.0, across / size.width_px))
    fitted_size = (round(size.width_px * scale), round(size.height_px * scale))
    fitted = ImageOps.fit(picture, fitted_size, Image.Resampling.LANCZOS)
    return store_png(fitted, store)


def own_reference(path: Path, where: str, store: AssetStore) -> AssetRef:
    """A picture of a person or place: upright, in its own shape, its longer side at most 2,048 pixels.

    Raises:
        SettingsError: the file is missing, or is not a picture.
    """
    picture = _picture(OwnFile(path, where))
    picture.thumbnail((REFERENCE_PIXELS, REFERENCE_PIXELS), Image.Resampling.LANCZOS)
    return store_png(picture, store)


def store_png(picture: Image.Image, store: AssetStore) -> AssetRef:
    """The picture as a PNG in the store."""
    out = io.BytesIO()
    picture.save(out, "PNG", compress_level=6)
    return store.put(out.getvalue(), "image/png")


def _picture(own: OwnFile) -> Image.Image:
    own.require(PICTURES, "a picture", PICTURE_BYTES)
    with _readable(own), _opened(own.path) as image:
        _require_size(image, own)
        image.load()
        return _upright(image)


@contextmanager
def _opened(path: Path) -> Iterator[Image.Image]:
    """The picture, without Pillow's warning of many pixels: they are counted here."""
    with (
        warnings.catch_warnings(action="ignore", category=Image.DecompressionBombWarning),
        Image.open(path, formats=PICTURE_FORMATS) as image,
    ):
        yield image


@contextmanager
def _readable(own: OwnFile) -> Iterator[None]:
    """Says in our words what Pillow cannot read."""
    try:
        yield
    except Image.DecompressionBombError as error:
        raise own.refusal(_TOO_MANY_PIXELS) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise own.refusal(_no_whole_picture(error)) from error


_TOO_MANY_PIXELS = f"which claims more pixels than the {MOST_PIXELS:,} that are accepted. Make it smaller."


def _no_whole_picture(error: Exception) -> str:
    return f"which is not a whole picture ({type(error).__name__}); PNG, JPEG and WebP are accepted."


def _require_size(image: Image.Image, own: OwnFile) -> None:
    if not _is_accepted(*image.size):
        raise _wrong_size(image, own)


def _wrong_size(image: Image.Image, own: OwnFile) -> SettingsError:
    return own.refusal(
        f"which claims {image.width}x{image.height} pixels; {FEWEST_PIXELS} on the shorter side to"
        f" {MOST_PIXELS:,} in all are accepted."
    )


def _is_accepted(width: int, height: int) -> bool:
    return width * height <= MOST_PIXELS and min(width, height) >= FEWEST_PIXELS


def _upright(image: Image.Image) -> Image.Image:
    return ImageOps.exif_transpose(_eight_bits(image)).convert("RGB")


def _eight_bits(image: Image.Image) -> Image.Image:
    """A grey picture of 16 bits a pixel in 8; Pillow would cut it off at 255, which is white."""
    if not image.mode.startswith("I"):
        return image
    return Image.fromarray(_greys(image))


def _greys(image: Image.Image) -> np.ndarray:
    """Greys of 16 bits as uint8."""
    greys = np.asarray(image, dtype=np.float32).clip(0, 65_535) / 257
    return greys.round().astype(np.uint8)
