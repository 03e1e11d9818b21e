"""Makes one piece of the cut as an encoded chunk: a body brought to the film's recipe, words over it, a dissolve or a fade.

Where a clip goes on from another, its colours meet that clip's.

Chunks are content-addressed by the call that asks for them, so a changed shot encodes itself and its
transitions only.
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
from storyreel.film.timeline import ChunkBrief, Piece, PieceKind

BLACK_LUMA, GREY_CHROMA = 16, 128
WEIGHT_ONE = 256


def encode_chunk(brief: ChunkBrief, store: AssetStore) -> Clip:
    """The piece as a clip of its own, exactly as many frames long as the piece.

    Raises:
        TimelineError: a clip has no picture at all, or the two spans of a dissolve differ in length.
        RenderError: a clip cannot be decoded to its end.
    """
    lengths = {span.frames for span in brief.piece.spans}
    if len(lengths) > 1:
        raise TimelineError(
            f"A dissolve of spans {sorted(lengths)} frames long; two spans of one length are accepted."
        )
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


def _pictures(piece: Piece, recipe: PictureRecipe, store: AssetStore) -> Generator[av.VideoFrame, None, None]:
    sources = [
        matched(frames_of(store.path(span.video), span, recipe), span, recipe, store) for span in piece.spans
    ]
    if piece.kind is PieceKind.BODY:
        yield from _titled(sources[0], piece.title, recipe)
        return
    if piece.kind is PieceKind.DISSOLVE:
        for number, (leaving, coming) in enumerate(zip(*sources, strict=True)):
            yield _blend(leaving.to_ndarray(), coming.to_ndarray(), (number + 1) / (piece.frames + 1))
        return
    for number, picture in enumerate(sources[0]):
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
