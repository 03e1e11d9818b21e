"""Painted layers as files that a person may replace, and what they replaced. It does not know how layers are painted."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from stat import S_ISREG

from storyreel.film.assets import AssetRef, AssetStore
from storyreel.film.briefs import MOST_LAYER_BYTES, Keyframes, LayerOverride
from storyreel.film.errors import VaultError
from storyreel.project.state import FilmState
from storyreel.vault.durable import replace_file

FOLDER = "layers"
SVG_TYPE = "image/svg+xml"
_FIGURE = "figure-"


def own_layers(folder: Path, state: FilmState, store: AssetStore | None) -> dict[str, tuple[LayerOverride, ...]]:
    """The person's layers by set: every layer file that differs from what was painted. Without a store they are only named, not kept.

    Raises:
        VaultError: a layer cannot be read.
    """
    found: dict[str, list[LayerOverride]] = {}
    for path, written in state.written_layers.items():
        content = _content(folder / path)
        if content is not None and _digest(content) != written:
            layer_set = str(Path(path).parent.relative_to(FOLDER))
            svg = store.put(content, SVG_TYPE) if store else AssetRef(sha256=_digest(content), media_type=SVG_TYPE, size_bytes=len(content))
            found.setdefault(layer_set, []).append(LayerOverride(layer=layer_name(folder / path), svg=svg))
    return {layer_set: tuple(overrides) for layer_set, overrides in found.items()}


def write_layers(folder: Path, state: FilmState, sets: Mapping[str, Keyframes], store: AssetStore) -> dict[str, str]:
    """Write each set's place layers, back to front, where they changed; returns digests by path. A person's file is left alone."""
    written = dict(state.written_layers)
    for layer_set, keyframes in sets.items():
        own = {override.layer for override in state.layers.get(layer_set, ())}
        place = [layer for layer in keyframes.layers if not layer.name.startswith(_FIGURE)]
        for number, layer in enumerate(place, 1):
            path = f"{FOLDER}/{layer_set}/{number:02d}-{layer.name}.svg"
            if layer.name in own or (written.get(path) == layer.svg.sha256 and (folder / path).exists()):
                continue
            _write(folder / path, layer.svg, store)
            written[path] = layer.svg.sha256
    return written


def layer_name(file: Path) -> str:
    """The layer a file stands for.

    >>> layer_name(Path("layers/bay/dusk-storm/03-far-hills.svg"))
    'far-hills'
    """
    return file.stem.split("-", 1)[1]


def _write(path: Path, svg: AssetRef, store: AssetStore) -> None:
    replace_file(path, store.read(svg))


def _content(file: Path) -> bytes | None:
    try:
        if not S_ISREG(file.stat().st_mode):
            raise VaultError(f"The layer {str(file)!r} is no file. Put an SVG file there, or delete it to have it painted again.")
        with file.open("rb") as opened:
            content = opened.read(MOST_LAYER_BYTES + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise VaultError(
            f"The layer {str(file)!r} cannot be read: {error.strerror}. Fix its permissions, or delete it to have it painted again."
        ) from error
    if len(content) > MOST_LAYER_BYTES:
        raise VaultError(
            f"The layer {str(file)!r} holds more than {MOST_LAYER_BYTES} bytes; {MOST_LAYER_BYTES} are read. "
            "Simplify it, or delete it to have it painted again."
        )
    return content


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
