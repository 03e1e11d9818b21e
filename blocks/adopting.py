"""Stores what a provider made, after decoding it to its end and comparing it with the brief.

A file that looks cut short or damaged may be a bad download and is fetched again. A file that is whole, and
not what was asked for, is not.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from blocks.fetching import download
from storyreel.film.assets import PICTURE_FORMATS, AssetStore
from storyreel.film.briefs import Clip, ClipBrief, Lora, Still
from storyreel.film.errors import BrokenDeliveryError, RenderError, TransientProviderError
from storyreel.film.recipe import PictureRecipe
from storyreel.film.shapes import MOST_CROPPED, cropped_share, is_near

if TYPE_CHECKING:
    from PIL import Image

CLIP_BYTES = 1_000_000_000
PICTURE_BYTES = 60_000_000
WEIGHTS_BYTES = 4_000_000_000
MOST_PIXELS = 60_000_000
"""More than the largest picture that any engine makes. A file that claims more is an attack."""
HELD_SECONDS = Fraction(1, 4)
"""By which a clip may be shorter than asked: a picture that stands still for so long is not noticed much."""
MOST_FASTER = Fraction(21, 20)
"""A clip longer than this share of what was asked has its end where it is; LTX adds up to a twentieth."""
MOST_CROPPED_STILL = 0.4
"""Share of a picture that may be cut away to give it the film's shape."""
HEADER_BYTES = 100_000_000
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def hosts_of(base_url: str, *usual: str) -> tuple[str, ...]:
    """Hosts that may serve results: the provider's usual ones, and this machine if the provider is on it."""
    host = urlsplit(base_url).hostname or ""
    return (*usual, host) if host in LOOPBACK else usual


def fetch_clip(
    link: str,
    brief: ClipBrief,
    store: AssetStore,
    hosts: tuple[str, ...],
    headers: Mapping[str, str] | None = None,
) -> Clip:
    """Download a clip and adopt it; raises as `download` and `_adopt_clip` do."""
    with _folder(store) as folder:
        return _adopt_clip(
            download(link, folder / "clip.mp4", hosts=hosts, most_bytes=CLIP_BYTES, headers=headers),
            brief,
            store,
        )


def fetch_still(
    link: str,
    recipe: PictureRecipe,
    store: AssetStore,
    hosts: tuple[str, ...],
    headers: Mapping[str, str] | None = None,
) -> Still:
    """Download a picture and adopt it; raises as `download` and `_adopt_still` do."""
    with _folder(store) as folder:
        return _adopt_still(
            download(link, folder / "picture", hosts=hosts, most_bytes=PICTURE_BYTES, headers=headers),
            recipe,
            store,
        )


def fetch_lora(link: str, trigger_word: str, store: AssetStore, hosts: tuple[str, ...]) -> Lora:
    """Download trained weights and adopt them; raises as `download` and `adopt_lora` do."""
    with _folder(store) as folder:
        return adopt_lora(
            download(link, folder / "lora.safetensors", hosts=hosts, most_bytes=WEIGHTS_BYTES),
            trigger_word,
            store,
        )


def clip_of_bytes(content: bytes, brief: ClipBrief, store: AssetStore) -> Clip:
    """Adopt a clip that an answer contained; raises as `_adopt_clip` does."""
    with _folder(store) as folder:
        return _adopt_clip(_written(content, folder / "clip.mp4"), brief, store)


def still_of_bytes(content: bytes, recipe: PictureRecipe, store: AssetStore) -> Still:
    """Adopt a picture that an answer contained; raises as `_adopt_still` does."""
    with _folder(store) as folder:
        return _adopt_still(_written(content, folder / "picture"), recipe, store)


def _written(content: bytes, path: Path) -> Path:
    path.write_bytes(content)
    return path


def _adopt_clip(path: Path, brief: ClipBrief, store: AssetStore) -> Clip:
    """Store a clip file, which is moved. Its frames are counted at the film's rate by decoding.

    A clip that is a little short is taken, and the cut holds its last picture. One that is a little long, and
    ends on a keyframe, is played so much faster that the keyframe is the last frame used.

    Raises:
        TransientProviderError: it does not decode to its end.
        BrokenDeliveryError: it is much shorter than asked, or has another shape.
    """
    from storyreel.editing.probe import check_decodes, probe_video

    try:
        pictures, facts = check_decodes(path), probe_video(path)
    except RenderError as error:
        raise TransientProviderError(f"The clip is damaged and must be downloaded again: {error}") from error
    rate = facts.rate or brief.recipe.rate.fps
    frames = int(pictures / rate * brief.recipe.rate.fps)
    if brief.frames - frames > HELD_SECONDS * brief.recipe.rate.fps:
        raise BrokenDeliveryError(
            f"The clip has {pictures} frames at {float(rate):g} a second, {frames} at the film's rate;"
            f" {brief.frames} were asked for."
        )
    _require_near_film_shape(facts.width_px, facts.height_px, brief.recipe)
    if brief.last_frame and brief.frames < frames <= brief.frames * MOST_FASTER:
        path, frames = _ending_on_its_last(path, Fraction(pictures - 1, 1) / rate, brief), brief.frames
    return Clip(video=store.put(path, "video/mp4"), frames=frames)


def _ending_on_its_last(path: Path, last_seconds: Fraction, brief: ClipBrief) -> Path:
    """The clip with its last picture, now at that second, on the last frame that is asked for.

    as made   |k----------------------k|    an engine that makes a multiple of 8 frames and one more
    as used   |k--------------------k|      the same pictures in the frames that were asked for
    """
    from storyreel.editing.retiming import sped_up

    return sped_up(path, brief.recipe.rate.seconds(brief.frames - 1) / last_seconds)


def _require_near_film_shape(width: int, height: int, recipe: PictureRecipe) -> None:
    """Refuse a clip of another shape than those that are cropped to the film's when it is cut."""
    if cropped_share(Fraction(width, height), recipe.size.aspect) > MOST_CROPPED:
        raise _wrong_shape(f"{width}x{height}", recipe)


def _wrong_shape(delivered: str, recipe: PictureRecipe) -> BrokenDeliveryError:
    return BrokenDeliveryError(
        f"The clip is {delivered}; the shape of {recipe.size.width_px}x{recipe.size.height_px} was asked for."
    )


def _adopt_still(path: Path, recipe: PictureRecipe, store: AssetStore) -> Still:
    """Store a picture file as PNG in RGB. If its shape is not the film's, it is cropped to the middle.

    Raises:
        TransientProviderError: it does not decode to its end.
        BrokenDeliveryError: it is not a picture, is too large, or is too far from the film's shape.
    """
    picture = _decoded(path)
    box = _film_box(picture.width, picture.height, recipe)
    if box != (0, 0, picture.width, picture.height):
        picture = picture.crop(box)
    target = path.with_name("adopted.png")
    picture.save(target, format="PNG", compress_level=6)
    return Still(image=store.put(target, "image/png"))


def _decoded(path: Path) -> Image.Image:
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(path, formats=PICTURE_FORMATS) as image:
            _require_size(image)
            image.load()
            return ImageOps.exif_transpose(image).convert("RGB")
    except (Image.DecompressionBombError, UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise TransientProviderError(
            f"The picture is damaged and must be downloaded again: {type(error).__name__}."
        ) from error


def _require_size(image: Image.Image) -> None:
    if image.width * image.height > MOST_PIXELS:
        raise _too_large(image)


def _too_large(image: Image.Image) -> BrokenDeliveryError:
    return BrokenDeliveryError(
        f"The picture claims {image.width}x{image.height} pixels; at most {MOST_PIXELS:,} are accepted."
    )


def adopt_lora(path: Path, trigger_word: str, store: AssetStore) -> Lora:
    """Store a safetensors file, which is moved, after its header was compared with its size.

    Raises:
        TransientProviderError: it is cut short.
        BrokenDeliveryError: it is a pickle, which is never read, or not a safetensors file.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        length = _header_length(file.read(8), size)
        header = file.read(length) if length <= HEADER_BYTES else b""
    end = _end_of_tensors(header)
    if end > size - 8 - length:
        raise TransientProviderError(
            f"The weights break off after {size:,} of {end + 8 + length:,} bytes and must be downloaded"
            " again."
        )
    return Lora(weights=store.put(path, "application/safetensors"), trigger_word=trigger_word)


def _header_length(first: bytes, size: int) -> int:
    """Length of the header from the first 8 bytes. size: of the whole file in bytes."""
    if _is_pickle(first):
        raise BrokenDeliveryError(
            "The weights are a pickle, which can run programs and was not opened; safetensors are accepted."
        )
    length = int.from_bytes(first, "little")
    if len(first) < 8 or length > size - 8:
        raise _broken_off(size)
    return length


def _is_pickle(first: bytes) -> bool:
    return first[:1] == b"\x80" or first[:2] == b"PK"


def _broken_off(size: int) -> TransientProviderError:
    return TransientProviderError(f"The weights break off after {size:,} bytes and must be downloaded again.")


def _end_of_tensors(header: bytes) -> int:
    """Where the last tensor ends, in bytes after the header."""
    try:
        tensors = [tensor for name, tensor in json.loads(header).items() if name != "__metadata__"]
        whole = (tensor for tensor in tensors if tensor["dtype"] and tensor["shape"] is not None)
        ends = [int(tensor["data_offsets"][1]) for tensor in whole]
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise BrokenDeliveryError(
            f"The weights have no safetensors header ({type(error).__name__}); safetensors are accepted."
        ) from error
    if not ends:
        raise BrokenDeliveryError("The weights hold no tensor; a trained LoRA as safetensors is accepted.")
    return max(ends)


def _film_box(width: int, height: int, recipe: PictureRecipe) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of the film's shape in the middle of a picture, in pixels."""
    wanted = float(recipe.size.aspect)
    if is_near(width / height, wanted):
        return (0, 0, width, height)
    across, down = _largest(width, height, wanted)
    if 1 - across * down / (width * height) > MOST_CROPPED_STILL:
        raise BrokenDeliveryError(
            f"The picture is {width}x{height}; the shape of {recipe.size.width_px}x{recipe.size.height_px}"
            " was asked for, and cutting it would lose too much."
        )
    left, top = (width - across) // 2, (height - down) // 2
    return (left, top, left + across, top + down)


def _largest(width: int, height: int, aspect: float) -> tuple[int, int]:
    """Width and height of the largest picture of this aspect inside another."""
    if width / height > aspect:
        return round(height * aspect), height
    return width, round(width / aspect)


@contextmanager
def _folder(store: AssetStore) -> Iterator[Path]:
    folder = store.workspace()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
