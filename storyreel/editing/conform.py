"""Encodes one piece of the cut as a chunk: a body with words over it, a dissolve or a fade.

If a clip continues another, its colours are matched to that clip's.

Chunks are content-addressed by the call that asks for them. If a shot changes, only the shot and its
transitions are encoded again.
"""

from __future__ import annotations

import shutil
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing

import av
import numpy as np

from storyreel.editing.encoder import PictureEncoder
from storyreel.editing.footage import frames_of
from storyreel.editing.matching import matched
from storyreel.editing.superimposed import with_words
from storyreel.editing.typesetting import missing_glyphs
from storyreel.film.assets import AssetStore
from storyreel.film.briefs import Clip
from storyreel.film.errors import TimelineError
from storyreel.film.recipe import PictureRecipe
from storyreel.film.superimposed import Superimposed
from storyreel.film.timeline import ChunkBrief, Piece, PieceKind, Span

BLACK_LUMA, GREY_CHROMA = 16, 128
WEIGHT_ONE = 256


def encode_chunk(brief: ChunkBrief, store: AssetStore) -> Clip:
    """The piece as a clip of its own, exactly as many frames long as the piece.

    Raises:
        TimelineError: a clip has no picture at all, or the two spans of a dissolve differ in length.
        RenderError: a clip cannot be decoded to its end.
    """
    _require_one_length(brief.piece)
    folder = store.workspace()
    try:
        path = folder / "chunk.mp4"
        with (
            PictureEncoder(path, brief.recipe) as encoder,
            closing(_pictures(brief.piece, brief.recipe, store)) as pictures,
        ):
            for picture in pictures:
                encoder.add(picture)
        missing = missing_glyphs([brief.piece.title.words]) if brief.piece.title else ""
        return Clip(video=store.put(path, "video/mp4"), frames=encoder.frames, missing_glyphs=missing)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _require_one_length(piece: Piece) -> None:
    lengths = {span.frames for span in piece.spans}
    if len(lengths) > 1:
        raise TimelineError(
            f"A dissolve of spans {sorted(lengths)} frames long; two spans of one length are accepted."
        )


def _pictures(piece: Piece, recipe: PictureRecipe, store: AssetStore) -> Generator[av.VideoFrame, None, None]:
    sources = [_source(span, recipe, store) for span in piece.spans]
    if piece.kind is PieceKind.BODY:
        yield from _titled(sources[0], piece.title, recipe)
    elif piece.kind is PieceKind.DISSOLVE:
        yield from _dissolved(*sources, frames=piece.frames)
    else:
        yield from _faded(sources[0], piece)


def _source(span: Span, recipe: PictureRecipe, store: AssetStore) -> Iterator[av.VideoFrame]:
    """The pictures of a span in the film's recipe and its colours."""
    return matched(frames_of(store.path(span.video), span, recipe), span, recipe, store)


def _dissolved(
    leaving: Iterable[av.VideoFrame], coming: Iterable[av.VideoFrame], frames: int
) -> Iterator[av.VideoFrame]:
    for number, (old, new) in enumerate(zip(leaving, coming, strict=True)):
        yield _blend(old.to_ndarray(), new.to_ndarray(), (number + 1) / (frames + 1))


def _faded(pictures: Iterable[av.VideoFrame], piece: Piece) -> Iterator[av.VideoFrame]:
    """The pictures, from black or to black."""
    for number, picture in enumerate(pictures):
        shown = (number + 0.5) / piece.frames
        planes = picture.to_ndarray()
        yield _blend(_black(planes), planes, shown if piece.kind is PieceKind.FADE_IN else 1 - shown)


def _titled(
    pictures: Iterable[av.VideoFrame], title: Superimposed | None, recipe: PictureRecipe
) -> Iterator[av.VideoFrame]:
    """The pictures with the words over them."""
    for number, picture in enumerate(pictures):
        yield with_words(picture, title, number, recipe.rate) if title else picture


def _blend(leaving: np.ndarray, coming: np.ndarray, share: float) -> av.VideoFrame:
    """Both pictures in one.

    Arrays are (height * 3 / 2, width) uint8 planes, share in [0, 1] is the coming picture's.
    """
    weight = np.uint16(round(share * WEIGHT_ONE))
    mixed = (
        leaving.astype(np.uint16) * (WEIGHT_ONE - weight)
        + coming.astype(np.uint16) * weight
        + WEIGHT_ONE // 2
    )
    return av.VideoFrame.from_ndarray((mixed >> 8).astype(np.uint8), format="yuv420p")


def _black(planes: np.ndarray) -> np.ndarray:
    black = np.full_like(planes, GREY_CHROMA)
    black[: planes.shape[0] * 2 // 3] = BLACK_LUMA
    return black
