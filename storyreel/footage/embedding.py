"""Turns words and pictures into vectors whose product says how near they are.

It does not know clips or shots.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any, Protocol
from zlib import crc32

import numpy as np

from storyreel.film.errors import CapabilityError
from storyreel.footage.words import stems

WORD_DRAWERS = 1024
GRID = 6


class Embedder(Protocol):
    """Makes vectors of length 1, or 0 for what says nothing."""

    shared: bool
    """Whether words and pictures lie in one space, so that a picture can be found by words alone."""

    def fingerprint(self) -> str:
        """What it is, with everything that changes its vectors."""
        ...

    def embed_pictures(self, pictures: Sequence[np.ndarray]) -> np.ndarray:
        """`(pictures, n)` float32 from `(height, width, 3)` uint8 RGB each."""
        ...

    def embed_text(self, texts: Sequence[str]) -> np.ndarray:
        """`(texts, m)` float32; m is n where words and pictures share a space."""
        ...


class LayoutEmbedder:
    """Words by their stems, pictures by where they are bright, coloured and full of edges.

    Needs no weights.
    """

    shared = False

    def fingerprint(self) -> str:
        """See `Embedder.fingerprint`."""
        return "layout/1"

    def embed_pictures(self, pictures: Sequence[np.ndarray]) -> np.ndarray:
        """See `Embedder.embed_pictures`."""
        return _unit(np.stack([_layout(picture) for picture in pictures]))

    def embed_text(self, texts: Sequence[str]) -> np.ndarray:
        """See `Embedder.embed_text`. A word counts by the root of how often it is said."""
        vectors = np.zeros((len(texts), WORD_DRAWERS), np.float32)
        for row, text in zip(vectors, texts, strict=True):
            for word in stems(text):
                row[crc32(word.encode()) % WORD_DRAWERS] += 1
        return _unit(np.sqrt(vectors))


class ClipEmbedder:
    """A CLIP model whose weights lie in a folder on this machine; nothing is downloaded."""

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
        with torch.inference_mode():
            vectors = model.get_text_features(
                **processor(text=list(texts), return_tensors="pt", padding=True, truncation=True)
            )
        return _unit(_array(vectors))

    @cached_property
    def _loaded(self) -> tuple[Any, Any, Any]:
        try:
            import torch  # pyright: ignore[reportMissingImports] the gpu extra's
            from transformers import CLIPModel, CLIPProcessor  # pyright: ignore[reportMissingImports]
        except ImportError as error:
            raise CapabilityError(
                "Searching by CLIP needs torch and transformers: pip install --no-deps --require-hashes -r"
                " requirements/gpu.txt && pip install --no-deps -r requirements/torch.txt. Or leave"
                " clip_weights empty. Nothing was spent."
            ) from error
        try:
            model = CLIPModel.from_pretrained(
                str(self._weights), local_files_only=True, use_safetensors=True
            ).eval()
            return torch, model, CLIPProcessor.from_pretrained(str(self._weights), local_files_only=True)
        except (OSError, ValueError) as error:
            raise CapabilityError(
                f"{str(self._weights)!r} holds no CLIP model; a folder with config.json,"
                " preprocessor_config.json, tokenizer files and model.safetensors is accepted. Nothing was"
                " downloaded and nothing was spent."
            ) from error


def _unit(vectors: np.ndarray) -> np.ndarray:
    """Rows at length 1; a row of nothing stays so."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return (vectors / np.where(lengths > 0, lengths, 1)).astype(np.float32)


def _array(vectors: Any) -> np.ndarray:
    """Features as an array; transformers 5 wraps them in an output."""
    return getattr(vectors, "pooler_output", vectors).float().cpu().numpy()


def _layout(picture: np.ndarray) -> np.ndarray:
    """For each of 6 x 6 fields its lightness and colour, against the picture's own mean, and its edges.

    Then the whole picture's colours.
    """
    rgb = picture.astype(np.float32) / 255
    light = rgb @ np.array([0.2126, 0.7152, 0.0722], np.float32)
    planes = np.stack([light, rgb[:, :, 0] - light, rgb[:, :, 2] - light], axis=2)
    edges = np.abs(np.diff(light, axis=0, append=light[-1:])) + np.abs(
        np.diff(light, axis=1, append=light[:, -1:])
    )
    fields = _fields(np.concatenate([planes, 4 * edges[:, :, None]], axis=2))
    drawers = np.bincount(((picture >> 6).astype(np.int32) @ np.array([16, 4, 1])).ravel(), minlength=64) / (
        picture.shape[0] * picture.shape[1]
    )
    lightness = fields[:, 0] - 0.5
    return np.concatenate(
        [lightness, 2 * fields[:, 1], 2 * fields[:, 2], fields[:, 3], 3 * np.sqrt(drawers)]
    ).astype(np.float32)


def _fields(planes: np.ndarray) -> np.ndarray:
    """`(36, planes)`: the mean of each field."""
    rows, columns = (np.linspace(0, side, GRID + 1).astype(int) for side in planes.shape[:2])
    return np.array(
        [planes[r0:r1, c0:c1].mean(axis=(0, 1)) for r0, r1 in pairwise(rows) for c0, c1 in pairwise(columns)]
    )
