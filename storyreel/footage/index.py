"""An index of a folder's clips. What was found in each is kept; only clips that changed are sampled again."""

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
"""The words of a clip count more than its colours, because a drawn keyframe has the colours of a drawing. The
squares add up to 1.
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
        pairs = zip(found[0], nearness[0], strict=True)
        return [(int(sample), float(near)) for sample, near in pairs if sample >= 0]

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
    """Every file below the folder with the ending of a clip, in the order of names, without hidden ones."""
    found = filter(_is_clip, folder.rglob("*"))
    return tuple(sorted(path for path in found if not _is_hidden(path.relative_to(folder))))


def _is_clip(path: Path) -> bool:
    return path.suffix.lower() in CLIPS and path.is_file()


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def folder_digest(folder: Path) -> str:
    """16 hex digits of what the folder holds: names, notes, sizes and both ends of each clip.

    The folder's own path does not enter.
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

    cache: folder in which what was found in each clip is kept, for example in the person's home.

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
            own_cache = cache / sha256(str(folder).encode()).hexdigest()[:24]
            _BUILT[name] = _build(paths, _Sampler(folder, own_cache, embedder))
        return _BUILT[name]


def query_of(words: str, picture: np.ndarray, embedder: Embedder) -> np.ndarray:
    """The vector of one shot, from words and its keyframe.

    picture: `(height, width, 3)` uint8 RGB.
    """
    return _joined(embedder.embed_pictures([picture]), embedder.embed_text([words]))[0]


def _build(paths: Sequence[Path], sampler: _Sampler) -> Index:
    clips: list[Footage] = []
    parts: list[_Found] = []
    for path in paths:
        try:
            found = sampler.found(path)
        except RenderError:
            continue
        clips.append(Footage(path, tuple(Stretch(*map(float, pair)) for pair in found["stretches"])))
        parts.append(found)
    if not clips:
        raise _no_clips(sampler.folder, len(paths))
    return Index(
        tuple(clips),
        np.repeat(np.arange(len(parts)), [len(part["times"]) for part in parts]),
        np.concatenate([part["times"] for part in parts]),
        np.concatenate([part["stretch_of"] for part in parts]),
        np.concatenate([part["vectors"] for part in parts]),
    )


def _no_clips(folder: Path, unread: int) -> CapabilityError:
    return CapabilityError(
        f"{str(folder)!r} holds {_held(unread)}; at least one of {', '.join(CLIPS)} is accepted. Nothing was"
        " spent. Put clips in it, or name another crew for video."
    )


def _held(unread: int) -> str:
    return f"{unread} files called clips of which none can be read" if unread else "no clip"


_Found = dict[str, np.ndarray]
"""What was found in a clip: its stretches, and time, stretch and vector of each sample."""


@dataclass(frozen=True)
class _Sampler:
    """Samples clips of a folder, and keeps what it finds."""

    folder: Path
    cache: Path
    embedder: Embedder

    def found(self, path: Path) -> _Found:
        """What was found in a clip before, or is found now.

        Raises:
            RenderError: the clip cannot be read.
        """
        words = words_of_clip(path, self.folder)
        kept = self.cache / self._file_name(path, words)
        known = _read(kept) if kept.exists() else None
        if known is not None:
            return known
        found = self._sampled(path, words)
        self._keep(found, kept)
        return found

    def _file_name(self, path: Path, words: str) -> str:
        stamp = f"{path.stat().st_mtime_ns} {_content(path)}"
        facts = f"{SAMPLER} {self.embedder.fingerprint()} {stamp} {words}"
        return f"{sha256(facts.encode()).hexdigest()[:32]}.npz"

    def _sampled(self, path: Path, words: str) -> _Found:
        sampled = sample_clip(path)
        pictures = self.embedder.embed_pictures(sampled.pictures)
        said = np.repeat(self.embedder.embed_text([words]), len(pictures), axis=0)
        return {
            "stretches": np.array([(stretch.start, stretch.end) for stretch in sampled.stretches]),
            "times": np.array(sampled.times),
            "stretch_of": np.array(sampled.stretch_of),
            "vectors": _joined(pictures, (said + 2 * pictures) / 3 if self.embedder.shared else said),
        }

    def _keep(self, found: _Found, kept: Path) -> None:
        """Write the file so that only its owner can read it: it describes the person's own clips."""
        self.cache.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = self.cache / f".{uuid4().hex}.npz"
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            np.savez(file, allow_pickle=False, **found)
        part.replace(kept)


def _arrays(kept: Path) -> _Found:
    with np.load(kept, allow_pickle=False) as found:
        return {name: found[name] for name in ("stretches", "times", "stretch_of", "vectors")}


def _read(kept: Path) -> _Found | None:
    """What was kept; a file that a crash cut short is deleted."""
    try:
        return _arrays(kept)
    except (OSError, ValueError, KeyError, EOFError):
        kept.unlink(missing_ok=True)
        return None


def _joined(pictures: np.ndarray, words: np.ndarray) -> np.ndarray:
    """Both in one vector, so that a product takes both into account: `(rows, n + m)` float32."""
    return np.concatenate([PICTURE_WEIGHT * pictures, WORDS_WEIGHT * words], axis=1).astype(np.float32)


def _listing(paths: Sequence[Path], folder: Path) -> str:
    """Digest of names, sizes and times of change: enough to notice a change."""
    beside = (path.with_suffix(suffix) for path in paths for suffix in (".txt", ".json"))
    notes = [note for note in beside if note.is_file()]
    lines = (_listed(path, folder) for path in (*paths, *notes))
    return sha256("\n".join(lines).encode()).hexdigest()


def _listed(path: Path, folder: Path) -> str:
    facts = path.stat()
    return f"{path.relative_to(folder)} {facts.st_size} {facts.st_mtime_ns}"


def _content(path: Path) -> str:
    """Size, and the sha256 of the first and the last megabyte."""
    size = path.stat().st_size
    with path.open("rb") as opened:
        digest = sha256(opened.read(HEAD_BYTES))
        opened.seek(max(HEAD_BYTES, size - HEAD_BYTES))
        digest.update(opened.read(HEAD_BYTES))
    return f"{size} {digest.hexdigest()}"
