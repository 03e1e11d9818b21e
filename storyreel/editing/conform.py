"""Makes one piece of the cut as an encoded chunk: a body brought to the film's recipe, a dissolve or a fade.

Chunks are content-addressed by the call that asks for them, so a changed shot encodes itself and its transitions only.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from fractions import Fraction
from itertools import pairwise, repeat
from pathlib import Path

import av
import numpy as np
from av.filter import Graph

from storyreel.editing.encoder import PictureEncoder
from storyreel.film.assets import AssetStore
from storyreel.film.briefs import Clip
from storyreel.film.errors import TimelineError
from storyreel.film.recipe import PictureRecipe
from storyreel.film.timeline import ChunkBrief, Piece, PieceKind, Span

BLACK_LUMA, GREY_CHROMA = 16, 128
WEIGHT_ONE = 256


def encode_chunk(brief: ChunkBrief, store: AssetStore) -> Clip:
    """The piece as a clip of its own, exactly as many frames long as the piece.

    Raises:
        TimelineError: a clip is shorter than its span and nothing of it can be held.
        RenderError: a clip cannot be decoded.
    """
    folder = store.workspace()
    path = folder / "chunk.mp4"
    with PictureEncoder(path, brief.recipe) as encoder, closing(_pictures(brief.piece, brief.recipe, store)) as pictures:
        for picture in pictures:
            encoder.add(picture)
    clip = Clip(video=store.put(path, "video/mp4"), frames=encoder.frames)
    folder.rmdir()
    return clip


def frames_of(path: Path, span: Span, recipe: PictureRecipe) -> Iterator[av.VideoFrame]:
    """Frames [span.start, span.end) of a file at the recipe's rate and size, letterboxed; the last is held where the file ends early.

    Raises:
        TimelineError: the file has no frame at all in the span.
    """
    wanted, number, last = span.frames, 0, None
    for number, picture in enumerate(_normalised(path, recipe)):
        last = picture
        if number >= span.start:
            yield picture
            wanted -= 1
            if not wanted:
                return
    if last is None:
        raise TimelineError(f"{path.name!r} has no pictures; frames {span.start} to {span.end} were to be cut from it.")
    yield from repeat(last, wanted)


def _pictures(piece: Piece, recipe: PictureRecipe, store: AssetStore) -> Iterator[av.VideoFrame]:
    sources = [frames_of(store.path(span.video), span, recipe) for span in piece.spans]
    if piece.kind is PieceKind.BODY:
        yield from sources[0]
        return
    if piece.kind is PieceKind.DISSOLVE:
        for number, (leaving, coming) in enumerate(zip(*sources, strict=True)):
            yield _blend(leaving.to_ndarray(), coming.to_ndarray(), (number + 1) / (piece.frames + 1))
        return
    for number, picture in enumerate(sources[0]):
        shown = (number + 0.5) / piece.frames
        planes = picture.to_ndarray()
        yield _blend(_black(planes), planes, shown if piece.kind is PieceKind.FADE_IN else 1 - shown)


def _blend(leaving: np.ndarray, coming: np.ndarray, share: float) -> av.VideoFrame:
    """Both pictures in one; arrays are (height * 3 / 2, width) uint8 planes, share in [0, 1] is the coming picture's."""
    weight = np.uint16(round(share * WEIGHT_ONE))
    mixed = leaving.astype(np.uint16) * (WEIGHT_ONE - weight) + coming.astype(np.uint16) * weight + WEIGHT_ONE // 2
    return av.VideoFrame.from_ndarray((mixed >> 8).astype(np.uint8), format="yuv420p")


def _black(planes: np.ndarray) -> np.ndarray:
    black = np.full_like(planes, GREY_CHROMA)
    black[: planes.shape[0] * 2 // 3] = BLACK_LUMA
    return black


def _normalised(path: Path, recipe: PictureRecipe) -> Iterator[av.VideoFrame]:
    """Every frame of a file at the recipe's rate and size."""
    size, rate = recipe.size, recipe.rate
    with av.open(str(path), options={"protocol_whitelist": "file"}) as container:
        stream = container.streams.video[0]
        stream.thread_type = "AUTO"
        if (stream.width, stream.height, Fraction(stream.average_rate or 0), stream.pix_fmt) == (size.width_px, size.height_px, rate.fps, "yuv420p"):
            yield from container.decode(stream)
            return
        graph = Graph()
        chain = [
            graph.add_buffer(template=stream),
            graph.add("fps", str(rate.fps)),
            graph.add(
                "scale", f"{size.width_px}:{size.height_px}:force_original_aspect_ratio=decrease:flags=bicubic:out_color_matrix=bt709:out_range=tv"
            ),
            graph.add("pad", f"{size.width_px}:{size.height_px}:(ow-iw)/2:(oh-ih)/2"),
            graph.add("setsar", "1"),
            graph.add("format", "yuv420p"),
            graph.add("buffersink"),
        ]
        for before, after in pairwise(chain):
            before.link_to(after)
        graph.configure()
        for frame in container.decode(stream):
            graph.push(frame)
            yield from _pulled(graph)
        graph.push(None)
        yield from _pulled(graph)


def _pulled(graph: Graph) -> Iterator[av.VideoFrame]:
    while True:
        try:
            yield graph.pull()  # pyright: ignore[reportReturnType] a graph of video filters gives video
        except (av.BlockingIOError, av.EOFError):
            return
