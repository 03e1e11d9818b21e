"""Two hundred joins of overlapping clips, conformed and stitched: no frame missing, none twice."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from storyreel.editing.conform import encode_chunk
from storyreel.editing.encoder import PictureEncoder, frame_of_rgb
from storyreel.editing.stitch import stitch_film
from storyreel.film.assets import AssetRef
from storyreel.film.cutting import StitchBrief
from storyreel.film.recipe import SAMPLE_RATE_HZ, PictureRecipe
from storyreel.film.storyboard import TransitionKind
from storyreel.film.timecode import FrameRate, FrameSize
from storyreel.film.timeline import (
    ChunkBrief,
    ColourMatch,
    Piece,
    PieceKind,
    PlannedSpan,
    ShotPicture,
    Span,
    plan_pieces,
    split,
)
from tests.editing.numbered_clips import tone
from tests.fakes import counter
from tests.fakes.store import FolderStore

JOINS, FEWER_JOINS = 200, 20
FILM = PictureRecipe(size=FrameSize(width_px=192, height_px=108), preset="ultrafast")


def clip_of(store: FolderStore, first: int, last: int, recipe: PictureRecipe) -> AssetRef:
    """A clip whose frames carry the numbers [first, last)."""
    size = recipe.size
    path = store.workspace() / "clip.mp4"
    with PictureEncoder(path, recipe) as encoder:
        for number in range(first, last):
            encoder.add(
                frame_of_rgb(counter.stamp(np.full((size.height_px, size.width_px, 3), 90, np.uint8), number))
            )
    return store.put(path, "video/mp4")


def joined(
    store: FolderStore, joins: int, overlap: int, length: int, source: PictureRecipe = FILM
) -> list[int | None]:
    """The numbers on a film of one shot of many segments, each continued from the one before."""
    frames = (joins + 1) * (length - overlap) + overlap
    parts = split(frames, length, overlap)
    assert len(parts) == joins + 1
    rate = source.rate.fps / FILM.rate.fps
    videos = {
        f"{n}": clip_of(store, round(p.first_frame * rate), round((p.first_frame + p.frames) * rate), source)
        for n, p in enumerate(parts)
    }
    shot = ShotPicture(
        id="A",
        segments=parts,
        clips=tuple(videos),
        head=0,
        tail=0,
        begins=TransitionKind.CUT,
        ends=TransitionKind.CUT,
        chained=True,
    )
    bodies = [_body(store, piece.spans[0], videos) for piece in plan_pieces((shot,))]
    samples = FILM.rate.samples(frames, SAMPLE_RATE_HZ)
    brief = StitchBrief(
        pieces=tuple(bodies),
        audio=tone(store, samples),
        samples=samples,
        captions=(),
        chapters=(),
        title="Joins",
        language="en",
        recipe=FILM,
    )
    film = stitch_film(brief, store)
    assert film.frames == frames
    return counter.counters_of(store.path(film.video))


def _body(store: FolderStore, planned: PlannedSpan, videos: dict[str, AssetRef]) -> Piece:
    """The piece as the film gets it: conformed, its colours matched."""
    match = planned.match and ColourMatch(
        video=videos[planned.match.clip],
        frame=planned.match.frame,
        own_frame=planned.match.own_frame,
        fade_frames=planned.match.fade_frames,
    )
    span = Span(video=videos[planned.clip], start=planned.start, end=planned.end, match=match)
    made = encode_chunk(ChunkBrief(piece=Piece(kind=PieceKind.BODY, spans=(span,)), recipe=FILM), store)
    return Piece(kind=PieceKind.BODY, spans=(Span(video=made.video, start=0, end=made.frames),))


@pytest.mark.long
@pytest.mark.parametrize(("overlap", "length"), [(1, 5), (8, 12)])
def test_two_hundred_joins_lose_no_frame_and_repeat_none(tmp_path: Path, overlap: int, length: int) -> None:
    """Every number from the first to the last, once, in order."""
    read = joined(FolderStore(tmp_path), JOINS, overlap, length)

    assert read == list(range((JOINS + 1) * (length - overlap) + overlap))


def test_joins_of_larger_clips_are_as_exact(tmp_path: Path) -> None:
    """Scaling changes no count."""
    larger = FILM.model_copy(update={"size": FrameSize(width_px=288, height_px=162)})

    read = joined(FolderStore(tmp_path), FEWER_JOINS, 1, 5, larger)

    assert read == list(range((FEWER_JOINS + 1) * 4 + 1))


@pytest.mark.long
def test_joins_of_clips_at_another_rate_follow_the_clock(tmp_path: Path) -> None:
    """Of 25 pictures a second one is left out, never two in a row, and none is shown twice.

    This holds at joins of clips that hold no whole number of film frames, too.
    """
    faster = FILM.model_copy(update={"rate": FrameRate(numerator=25)})

    read = [
        number for number in joined(FolderStore(tmp_path), FEWER_JOINS, 1, 31, faster) if number is not None
    ]

    assert len(read) == (FEWER_JOINS + 1) * 30 + 1
    assert all(abs(number - index * 25 / 24) <= 1.5 for index, number in enumerate(read))
    steps = Counter(after - before for before, after in pairwise(read))
    assert set(steps) == {1, 2}
    assert abs(steps[2] - FEWER_JOINS * 30 / 24) <= 2
