"""An index of a folder's clips, kept beside what was indexed before.

Only what changed is looked through again. It does not know what is searched for.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np

from storyreel.film.errors import CapabilityError, RenderError
from storyreel.footage.embedding import Embedder
from storyreel.footage.sampling import CLIPS, SAMPLER, Stretch, sample_clip
from storyreel.footage.words import words_of_clip

HEAD_BYTES = 1_000_000
WORDS_WEIGHT, PICTURE_WEIGHT = 0.8, 0.6
"""What is said of a clip counts more than its colours: a drawn keyframe has the colours of a drawing. Squares
add up to 1.
"""


@dataclass(frozen=True)
class Footage:
    """A clip of the folder."""

    path: Path
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True)
class Index:
    """Every sample of every clip."""

    clips: tuple[Footage, ...]
    clip_of: np.ndarray
    """`(samples,)` int: the clip of each sample."""
    times: np.ndarray
    """`(samples,)` float: seconds of each."""
    stretch_of: np.ndarray
    """`(samples,)` int: the stretch of its clip."""
    vectors: np.ndarray
    """`(samples, n)` float32."""

    def nearest(self, query: np.ndarray, most: int) -> list[tuple[int, float]]:
        """Samples nearest to a vector, the best first, each with its nearness."""
        nearness, found = self._faiss.search(query[None].astype(np.float32), min(most, len(self.times)))
        return [
            (int(sample), float(near))
            for sample, near in zip(found[0], nearness[0], strict=True)
            if sample >= 0
        ]

    @cached_property
    def _faiss(self) -> Any:
        import faiss

        index: Any = faiss.IndexFlatIP(self.vectors.shape[1])
        index.add(np.ascontiguousarray(self.vectors))
        return index


_BUILDING = threading.Lock()
_BUILT: dict[tuple[str, str, str], Index] = {}
_DIGESTS: dict[tuple[str, str], str] = {}


def clips_in(folder: Path) -> tuple[Path, ...]:
    """Every file below the folder that is called a clip, in the order of names; hidden ones left out."""
    found = (path for path in folder.rglob("*") if path.suffix.lower() in CLIPS and path.is_file())
    return tuple(
        sorted(
            path for path in found if not any(part.startswith(".") for part in path.relative_to(folder).parts)
        )
    )


def folder_digest(folder: Path) -> str:
    """16 hex digits of what the folder holds: names, notes, sizes and both ends of each clip.

    Not where it lies.
    """
    paths = clips_in(folder)
    listing = (str(folder), _listing(paths, folder))
    if listing not in _DIGESTS:
        digest = sha256()
        for path in paths:
            digest.update(f"{words_of_clip(path, folder)}\0{_content(path)}\0".encode())
        _DIGESTS[listing] = digest.hexdigest()[:16]
    return _DIGESTS[listing]


def open_index(folder: Path, cache: Path, embedder: Embedder) -> Index:
    """The folder's index, built or brought up to date.

    cache: where what was found in each clip is kept, for example a folder in the person's home.

    Raises:
        CapabilityError: the folder is not there, or holds no clip that can be read.
    """
    folder = folder.expanduser().resolve()
    if not folder.is_dir():
        raise CapabilityError(
            f"There is no folder {str(folder)!r}; a folder with clips ({', '.join(CLIPS)}) is accepted."
            " Nothing was spent."
        )
    paths = clips_in(folder)
    name = (str(folder), _listing(paths, folder), embedder.fingerprint())
    with _BUILDING:
        if name not in _BUILT:
            _BUILT[name] = _build(
                folder, paths, cache / sha256(str(folder).encode()).hexdigest()[:24], embedder
            )
        return _BUILT[name]


def query_of(words: str, picture: np.ndarray, embedder: Embedder) -> np.ndarray:
    """The vector of one shot: what is to be seen in words, and its keyframe as `(height, width, 3)` uint8 RGB."""
    return _joined(embedder.embed_pictures([picture]), embedder.embed_text([words]))[0]


def _build(folder: Path, paths: Sequence[Path], cache: Path, embedder: Embedder) -> Index:
    clips: list[Footage] = []
    parts: list[dict[str, np.ndarray]] = []
    unread = 0
    for path in paths:
        try:
            found = _looked_through(path, folder, cache, embedder)
        except RenderError:
            unread += 1
            continue
        clips.append(Footage(path, tuple(Stretch(*map(float, pair)) for pair in found["stretches"])))
        parts.append(found)
    if not clips:
        held = f"{unread} files called clips of which none can be read" if unread else "no clip"
        raise CapabilityError(
            f"{str(folder)!r} holds {held}; at least one of {', '.join(CLIPS)} is accepted. Nothing was"
            " spent. Put clips in it, or name another crew for video."
        )
    return Index(
        tuple(clips),
        np.repeat(np.arange(len(parts)), [len(part["times"]) for part in parts]),
        np.concatenate([part["times"] for part in parts]),
        np.concatenate([part["stretch_of"] for part in parts]),
        np.concatenate([part["vectors"] for part in parts]),
    )


def _looked_through(path: Path, folder: Path, cache: Path, embedder: Embedder) -> dict[str, np.ndarray]:
    """What was found in a clip before, or is found now."""
    words = words_of_clip(path, folder)
    facts = f"{SAMPLER} {embedder.fingerprint()} {path.stat().st_mtime_ns} {_content(path)} {words}"
    kept = cache / f"{sha256(facts.encode()).hexdigest()[:32]}.npz"
    if kept.exists():
        try:
            with np.load(kept, allow_pickle=False) as found:
                return {name: found[name] for name in ("stretches", "times", "stretch_of", "vectors")}
        except (OSError, ValueError, KeyError, EOFError):
            kept.unlink(missing_ok=True)  # cut short by a crash: found again
    sampled = sample_clip(path)
    pictures = embedder.embed_pictures(sampled.pictures)
    said = np.repeat(embedder.embed_text([words]), len(pictures), axis=0)
    found = {
        "stretches": np.array([(stretch.start, stretch.end) for stretch in sampled.stretches]),
        "times": np.array(sampled.times),
        "stretch_of": np.array(sampled.stretch_of),
        "vectors": _joined(pictures, (said + 2 * pictures) / 3 if embedder.shared else said),
    }
    cache.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = cache / f".{uuid4().hex}.npz"
    with os.fdopen(
        os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb"
    ) as file:  # names and pictures of the person's own clips
        np.savez(file, allow_pickle=False, **found)
    part.replace(kept)
    return found


def _joined(pictures: np.ndarray, words: np.ndarray) -> np.ndarray:
    """Both in one vector, so that a product weighs both: `(rows, n + m)` float32."""
    return np.concatenate([PICTURE_WEIGHT * pictures, WORDS_WEIGHT * words], axis=1).astype(np.float32)


def _listing(paths: Sequence[Path], folder: Path) -> str:
    """The folder as its listing shows it: enough to notice a change."""
    notes = (
        note for path in paths for suffix in (".txt", ".json") if (note := path.with_suffix(suffix)).is_file()
    )
    return sha256(
        "\n".join(
            f"{p.relative_to(folder)} {(facts := p.stat()).st_size} {facts.st_mtime_ns}"
            for p in (*paths, *notes)
        ).encode()
    ).hexdigest()


def _content(path: Path) -> str:
    """Size, and the sha256 of the first and the last megabyte."""
    size = path.stat().st_size
    with path.open("rb") as opened:
        digest = sha256(opened.read(HEAD_BYTES))
        opened.seek(max(HEAD_BYTES, size - HEAD_BYTES))
        digest.update(opened.read(HEAD_BYTES))
    return f"{size} {digest.hexdigest()}"
