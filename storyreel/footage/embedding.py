"""Turns words and pictures into vectors; the product of two says how near they are."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from hashlib import sha256
from itertools import pairwise, product
from pathlib import Path
from typing import Any, Protocol
from zlib import crc32

import numpy as np

from storyreel.film.errors import CapabilityError
from storyreel.footage.words import stems

WORD_DRAWERS = 1024
GRID = 6


class Embedder(Protocol):
    """Makes vectors of length 1, or 0 for what has no content."""

    shared: bool
    """Whether words and pictures share one space, so that words can find a picture."""

    def fingerprint(self) -> str:
        """Its name, with everything that changes its vectors."""
        ...

    def embed_pictures(self, pictures: Sequence[np.ndarray]) -> np.ndarray:
        """`(pictures, n)` float32 from `(height, width, 3)` uint8 RGB each."""
        ...

    def embed_text(self, texts: Sequence[str]) -> np.ndarray:
        """`(texts, m)` float32; m is n if words and pictures share a space."""
        ...


class LayoutEmbedder:
    """Words by their stems, pictures by where they are bright, coloured and full of edges; no weights."""

    shared = False

    def fingerprint(self) -> str:
        """See `Embedder.fingerprint`."""
        return "layout/1"

    def embed_pictures(self, pictures: Sequence[np.ndarray]) -> np.ndarray:
        """See `Embedder.embed_pictures`."""
        return _unit(np.stack([_layout(picture) for picture in pictures]))

    def embed_text(self, texts: Sequence[str]) -> np.ndarray:
        """See `Embedder.embed_text`. A word counts by the root of how often it occurs."""
        return _unit(np.sqrt(_all_word_counts(texts)))


class ClipEmbedder:
    """A CLIP model whose weights are in a folder on this machine; nothing is downloaded."""

    shared = True

    def __init__(self, weights: Path) -> None:
        self._weights = weights

    def fingerprint(self) -> str:
        """See `Embedder.fingerprint`: the model's description and the ends of its weights."""
        digest = sha256()
        for file in sorted(self._weights.glob("*.json")) + sorted(self._weights.glob("*.safetensors")):
            with file.open("rb") as opened:
                digest.update(f"{file.name} {file.stat().st_size} ".encode() + opened.read(1_000_000))
        return f"clip/1/{digest.hexdigest()[:16]}"

    def embed_pictures(self, pictures: Sequence[np.ndarray]) -> np.ndarray:
        """See `Embedder.embed_pictures`."""
        torch, model, processor = self._loaded
        with torch.inference_mode():
            vectors = model.get_image_features(**processor(images=list(pictures), return_tensors="pt"))
        return _unit(_array(vectors))

    def embed_text(self, texts: Sequence[str]) -> np.ndarray:
        """See `Embedder.embed_text`."""
        torch, model, processor = self._loaded
        words = processor(text=list(texts), return_tensors="pt", padding=True, truncation=True)
        with torch.inference_mode():
            vectors = model.get_text_features(**words)
        return _unit(_array(vectors))

    @cached_property
    def _loaded(self) -> tuple[Any, Any, Any]:
        """torch, the model and its processor."""
        try:
            import torch  # pyright: ignore[reportMissingImports] the gpu extra's
            from transformers import CLIPModel, CLIPProcessor  # pyright: ignore[reportMissingImports]
        except ImportError as error:
            raise CapabilityError(
                "Searching by CLIP needs torch and transformers: pip install --no-deps --require-hashes -r"
                " requirements/gpu.txt && pip install --no-deps -r requirements/torch.txt. Or leave"
                " clip_weights empty. Nothing was spent."
            ) from error
        folder = str(self._weights)
        try:
            model = CLIPModel.from_pretrained(folder, local_files_only=True, use_safetensors=True).eval()
            return torch, model, CLIPProcessor.from_pretrained(folder, local_files_only=True)
        except (OSError, ValueError) as error:
            raise CapabilityError(
                f"{folder!r} holds no CLIP model; a folder with config.json, preprocessor_config.json,"
                " tokenizer files and model.safetensors is accepted. Nothing was downloaded and nothing was"
                " spent."
            ) from error


def _unit(vectors: np.ndarray) -> np.ndarray:
    """Rows at length 1; a row of zeros stays as it is."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return (vectors / np.where(lengths > 0, lengths, 1)).astype(np.float32)


def _all_word_counts(texts: Sequence[str]) -> np.ndarray:
    """A row for each text, `(texts, WORD_DRAWERS)` float32."""
    counts = np.array([_word_counts(text) for text in texts], np.float32)
    return counts.reshape(-1, WORD_DRAWERS)


def _word_counts(text: str) -> np.ndarray:
    """How often the stems of a text occur, `(WORD_DRAWERS,)` float32; several may share a place."""
    counts = np.zeros(WORD_DRAWERS, np.float32)
    for word in stems(text):
        counts[_drawer(word)] += 1
    return counts


def _drawer(word: str) -> int:
    return crc32(word.encode()) % WORD_DRAWERS


def _array(vectors: Any) -> np.ndarray:
    """Features as an array; transformers 5 wraps them in an output."""
    return getattr(vectors, "pooler_output", vectors).float().cpu().numpy()


def _layout(picture: np.ndarray) -> np.ndarray:
    """Lightness, colour and edges in each of 6 x 6 fields, then the share of each colour in the picture."""
    rgb = picture.astype(np.float32) / 255
    light = rgb @ np.array([0.2126, 0.7152, 0.0722], np.float32)
    planes = [light, rgb[:, :, 0] - light, rgb[:, :, 2] - light, 4 * _edges(light)]
    lightness, red, blue, edges = _fields(np.stack(planes, axis=2)).T
    colours = np.sqrt(_colour_shares(picture))
    parts = [lightness - 0.5, 2 * red, 2 * blue, edges, 3 * colours]
    return np.concatenate(parts).astype(np.float32)


def _edges(light: np.ndarray) -> np.ndarray:
    """How much each pixel differs from those below it and to the right."""
    down = np.abs(np.diff(light, axis=0, append=light[-1:]))
    right = np.abs(np.diff(light, axis=1, append=light[:, -1:]))
    return down + right


def _colour_shares(picture: np.ndarray) -> np.ndarray:
    """Share of the pixels in each of 64 coarse colours."""
    colours = _coarse(picture)
    return np.bincount(colours.ravel(), minlength=64) / colours.size


def _coarse(picture: np.ndarray) -> np.ndarray:
    """Which of 64 coarse colours each pixel has."""
    return (picture >> 6).astype(np.int32) @ np.array([16, 4, 1])


def _fields(planes: np.ndarray) -> np.ndarray:
    """`(36, planes)`: the mean of each field."""
    rows, columns = (np.linspace(0, side, GRID + 1).astype(int) for side in planes.shape[:2])
    borders = product(pairwise(rows), pairwise(columns))
    return np.array(
        [planes[top:bottom, left:right].mean(axis=(0, 1)) for (top, bottom), (left, right) in borders]
    )
