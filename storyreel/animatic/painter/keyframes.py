"""Draws the first and last frame of a shot, and keeps the layers they are made of."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

import numpy as np
from PIL import Image

from storyreel.animatic.painter.compositor import Planes
from storyreel.animatic.painter.drawings import Drawing, DrawingError, read_drawing
from storyreel.animatic.painter.shot_renderer import ShotRenderer, Timing, layer_texts
from storyreel.film.assets import AssetRef, AssetStore
from storyreel.film.briefs import KeyframeBrief, Keyframes, PaintedLayer, Picture

SUPPOSED_SECONDS = 4
"""Shot length a keyframe is drawn for: it decides only how far clouds have come in the last frame."""
SVG_TYPE = "image/svg+xml"


def draw_keyframes(brief: KeyframeBrief, store: AssetStore) -> Keyframes:
    """The two ends of a shot as PNG, and every layer as SVG, back to front.

    The first frame is the clip's first frame before encoding. The last has the clip's last camera position;
    what moves by itself is where it is after `SUPPOSED_SECONDS`, because the length of the shot is not yet
    known.

    Raises:
        DrawingError: a person's layer cannot be used; the message names it.
        AssetLostError: a person's layer is not in the store.
    """
    texts = _with_overrides(brief.picture, store)
    drawings = {name: read_drawing(name, text) for name, text in texts.items()}
    recipe = brief.recipe
    frames = recipe.rate.frames_at_least(SUPPOSED_SECONDS)
    with naming_own_layers(brief.picture):
        timing = Timing(frames, recipe.rate)
        renderer = ShotRenderer(brief.picture, drawings, recipe.size, timing, brief.seed)
        first, last = (store.put(_to_png(renderer.frame(frame)), "image/png") for frame in (0, frames - 1))
    layers = tuple(PaintedLayer(name=name, svg=store.put(text, SVG_TYPE)) for name, text in texts.items())
    return Keyframes(first=first, last=last, layers=layers)


def _with_overrides(picture: Picture, store: AssetStore) -> dict[str, bytes]:
    texts = {name: svg.encode() for name, svg in layer_texts(picture)}
    for override in picture.overrides:
        _require_layer(override.layer, texts)
        texts[override.layer] = store.read(override.svg)
        with naming_own_layers(picture):
            read_drawing(override.layer, texts[override.layer])
    return texts


def _require_layer(name: str, texts: Mapping[str, bytes]) -> None:
    if name not in texts:
        raise _no_layer(name, texts)


def _no_layer(name: str, texts: Iterable[str]) -> DrawingError:
    message = f"there is no layer {name!r} in this picture; it has {', '.join(texts)}; name one of them"
    return DrawingError(message, layer=name)


@contextmanager
def naming_own_layers(picture: Picture) -> Iterator[None]:
    """Adds the place and what to do to the error of a layer that the filmmaker drew.

    Raises:
        DrawingError: the block raised it.
    """
    try:
        yield
    except DrawingError as error:
        if error.facts.get("layer") not in {override.layer for override in picture.overrides}:
            raise
        raise _own_layer_error(picture, error) from error


def _own_layer_error(picture: Picture, error: DrawingError) -> DrawingError:
    return DrawingError(
        f"The {picture.place.name.title()} by {picture.time.value} has a layer of your own that cannot be"
        f" drawn: {error}. Fix that file in the film's layers/ folder, or delete it to have it painted"
        " again.",
        **error.facts,
    )


def stored_drawings(layers: Mapping[str, AssetRef], store: AssetStore) -> dict[str, Drawing]:
    """The drawings of stored layers by name.

    Raises:
        DrawingError: one cannot be used; the message names it.
    """
    return {name: read_drawing(name, store.read(ref)) for name, ref in layers.items()}


def _to_rgb(planes: Planes) -> np.ndarray:
    """(height, width, 3) uint8 RGB of a picture, chroma repeated."""
    y = (planes.luma.astype(np.float32) - 16) * np.float32(255 / 219)
    cb, cr = _chroma(planes.blue), _chroma(planes.red)
    red = y + np.float32(1.5748) * cr
    green = y - np.float32(0.1873) * cb - np.float32(0.4681) * cr
    blue = y + np.float32(1.8556) * cb
    return np.clip(np.stack([red, green, blue], axis=2) + 0.5, 0, 255).astype(np.uint8)


def _chroma(plane: np.ndarray) -> np.ndarray:
    """A plane of chroma at the size of luma, around 0."""
    return _doubled(plane.astype(np.float32) - 128) * np.float32(255 / 224)


def _doubled(plane: np.ndarray) -> np.ndarray:
    return np.repeat(np.repeat(plane, 2, 0), 2, 1)


def _to_png(planes: Planes) -> bytes:
    """A picture as PNG."""
    out = io.BytesIO()
    Image.fromarray(_to_rgb(planes)).save(out, "PNG", compress_level=3)
    return out.getvalue()
