"""Painted layers as files that a person may replace, and the layers that they replaced."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from storyreel.film.assets import AssetRef, AssetStore
from storyreel.film.briefs import MOST_LAYER_BYTES, Keyframes, LayerOverride, PaintedLayer
from storyreel.film.errors import FolderError
from storyreel.project.folder import FilmFolder
from storyreel.project.state import FilmState

FOLDER = "layers"
SVG_TYPE = "image/svg+xml"
_FIGURE = "figure-"


def own_layers(
    folder: FilmFolder, state: FilmState, store: AssetStore | None
) -> dict[str, tuple[LayerOverride, ...]]:
    """The person's layers by set: every layer file that differs from what was painted.

    Without a store they are only named, not kept.

    Raises:
        FolderError: a layer cannot be read, is a link or too large.
    """
    found: dict[str, list[LayerOverride]] = {}
    for path, written in state.written_layers.items():
        _require_layer(path)
        content = folder.read(path, MOST_LAYER_BYTES)
        if content is not None and _digest(content) != written:
            override = LayerOverride(layer=_layer_name(Path(path)), svg=_svg(content, store))
            found.setdefault(_set_of(path), []).append(override)
    return {layer_set: tuple(overrides) for layer_set, overrides in found.items()}


def _require_layer(path: str) -> None:
    if not path.startswith(f"{FOLDER}/") or path.count("/") < 2:
        raise FolderError(
            f"{path!r} in the film's memory is not a layer; names below {FOLDER}/ are accepted. Nothing was"
            " read or written."
        )


def _set_of(path: str) -> str:
    """'bay/dusk-storm' of 'layers/bay/dusk-storm/03-far-hills.svg'."""
    return path.removeprefix(f"{FOLDER}/").rpartition("/")[0]


def _svg(content: bytes, store: AssetStore | None) -> AssetRef:
    """The layer in the store; only its name if there is no store."""
    if store:
        return store.put(content, SVG_TYPE)
    return _named_only(content)


def _named_only(content: bytes) -> AssetRef:
    return AssetRef(sha256=_digest(content), media_type=SVG_TYPE, size_bytes=len(content))


def write_layers(
    folder: FilmFolder, state: FilmState, sets: Mapping[str, Keyframes], store: AssetStore
) -> dict[str, str]:
    """Write the layers of each set's place, back to front, if they changed; returns digests by path.

    A person's file is not changed.
    """
    written = dict(state.written_layers)
    for layer_set, keyframes in sets.items():
        own = {override.layer for override in state.layers.get(layer_set, ())}
        for path, layer in _place_layers(layer_set, keyframes):
            is_written = written.get(path) == layer.svg.sha256 and folder.size(path) is not None
            if layer.name in own or is_written:
                continue
            folder.write(path, store.read(layer.svg))
            written[path] = layer.svg.sha256
    return written


def _place_layers(layer_set: str, keyframes: Keyframes) -> Iterator[tuple[str, PaintedLayer]]:
    """Path and layer of all that are not people."""
    place = [layer for layer in keyframes.layers if not layer.name.startswith(_FIGURE)]
    for number, layer in enumerate(place, 1):
        yield f"{FOLDER}/{layer_set}/{number:02d}-{layer.name}.svg", layer


def _layer_name(file: Path) -> str:
    """The name of the layer in a file.

    >>> _layer_name(Path("layers/bay/dusk-storm/03-far-hills.svg"))
    'far-hills'
    """
    return file.stem.partition("-")[2]


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
