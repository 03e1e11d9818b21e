"""Colours at the seam of two clips."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest

from storyreel.editing.conform import encode_chunk
from storyreel.editing.encoder import PictureEncoder, frame_of_rgb
from storyreel.editing.matching import corrected, correction_between, likeness
from storyreel.film.assets import AssetRef
from storyreel.film.recipe import PictureRecipe
from storyreel.film.timecode import FrameSize
from storyreel.film.timeline import ChunkBrief, ColourMatch, Piece, PieceKind, Span
from tests.fakes.store import FolderStore

RECIPE = PictureRecipe(size=FrameSize(width_px=320, height_px=180), crf=12)
DRIFTS = {
    "warmer": lambda light: light * (1.08, 1.0, 0.9),
    "darker": lambda light: light**1.15,
    "flatter": lambda light: light * 0.9 + 0.06,
    "richer": (
        lambda light: light.mean(axis=2, keepdims=True) + (light - light.mean(axis=2, keepdims=True)) * 1.25
    ),
}


@cache
def scene(seed: int = 1, height: int = 180, width: int = 320) -> np.ndarray:
    """A picture of soft coloured shapes, (height, width, 3) in [0, 1]."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[:height, :width]
    light = np.full((height, width, 3), 0.35)
    for _ in range(40):
        reach = rng.uniform(8, 40)
        spot = np.exp(-((x - rng.uniform(0, width)) ** 2 + (y - rng.uniform(0, height)) ** 2) / reach**2)
        light += spot[..., None] * rng.uniform(-0.3, 0.35, 3)
    return np.clip(light, 0.05, 0.95)


def frame(light: np.ndarray) -> av.VideoFrame:
    return frame_of_rgb((np.clip(light, 0, 1) * 255 + 0.5).astype(np.uint8))


def distance(one: av.VideoFrame, other: av.VideoFrame) -> float:
    return float(np.abs(one.to_ndarray().astype(float) - other.to_ndarray()).mean())


def clip(store: FolderStore, lights: list[np.ndarray]) -> AssetRef:
    path = store.workspace() / "clip.mp4"
    with PictureEncoder(path, RECIPE) as encoder:
        for light in lights:
            encoder.add(frame(light))
    return store.put(path, "video/mp4")


def body(store: FolderStore, span: Span) -> Path:
    made = encode_chunk(ChunkBrief(piece=Piece(kind=PieceKind.BODY, spans=(span,)), recipe=RECIPE), store)
    return store.path(made.video)


def frames(path: Path) -> list[av.VideoFrame]:
    with av.open(str(path)) as container:
        return list(container.decode(video=0))


@pytest.mark.parametrize("drift", DRIFTS)
def test_a_colour_drift_is_corrected(drift: str) -> None:
    """What an engine does to light, contrast, tint or richness is undone to a code value or two."""
    wanted, own = frame(scene()), frame(DRIFTS[drift](scene()))

    correction = correction_between(wanted, own)

    assert correction is not None
    assert distance(corrected(own, correction, 1.0), wanted) < max(1.0, 0.35 * distance(own, wanted))


def test_a_picture_that_moved_a_little_is_matched_as_well() -> None:
    """No pixel needs to lie on its neighbour."""
    moved = np.roll(scene(), 3, axis=1)

    correction = correction_between(frame(scene()), frame(moved * 0.88))

    assert correction is not None
    assert distance(corrected(frame(moved * 0.88), correction, 1.0), frame(moved)) < 3


def test_frames_that_agree_are_left_alone() -> None:
    """The same picture, and one that differs by what encoding leaves, ask for nothing."""
    noise = np.random.default_rng(2).normal(0, 1.5 / 255, (180, 320, 3))

    assert correction_between(frame(scene()), frame(scene())) is None
    assert correction_between(frame(scene()), frame(scene() + noise)) is None
    assert correction_between(frame(scene()), frame(scene() + 0.6 / 255)) is None


@pytest.mark.parametrize(
    "other", [scene(9) * (0.6, 0.8, 1.1), scene()[::-1] * 0.7, np.full((180, 320, 3), 0.02)]
)
def test_another_picture_is_not_tinted(other: np.ndarray) -> None:
    """A cut in content, and black, are no drift."""
    assert correction_between(frame(scene()), frame(other)) is None


def test_the_strongest_correction_is_bounded() -> None:
    """Night is not turned into day: the middle of the picture moves by no more than is called a drift."""
    night = scene() * 0.35

    correction = correction_between(frame(scene()), frame(night))

    assert correction is not None
    moved = (
        corrected(frame(night), correction, 1.0).to_ndarray()[:180].mean()
        - frame(night).to_ndarray()[:180].mean()
    )
    assert 15 < moved < 25


def test_letterbox_stays_black() -> None:
    """Bars are neither measured nor lit."""
    barred = [np.zeros((180, 320, 3)) for _ in range(2)]
    barred[0][20:160] = scene()[20:160]
    barred[1][20:160] = scene()[20:160] * 0.8 + 0.08

    correction = correction_between(frame(barred[0]), frame(barred[1]))

    assert correction is not None
    corrected_frame = corrected(frame(barred[1]), correction, 1.0)
    assert np.all(corrected_frame.to_ndarray()[:18] == 16)
    assert np.all(corrected_frame.to_ndarray()[162:180] == 16)
    assert distance(corrected_frame, frame(barred[0])) < 1.5


def test_the_correction_is_whole_at_the_seam_and_gone_at_the_end(tmp_path: Path) -> None:
    """Frames count by their absolute number in the clip, wherever the span starts."""
    store = FolderStore(tmp_path)
    before = clip(store, [scene()] * 10)
    own = clip(store, [DRIFTS["flatter"](scene())] * 40)
    match = ColourMatch(video=before, frame=9, own_frame=7, fade_frames=32)

    seam = frames(body(store, Span(video=own, start=8, end=40, match=match)))
    later = frames(body(store, Span(video=own, start=24, end=40, match=match)))

    away = [distance(picture, frame(scene())) for picture in seam]
    assert away[0] < 2
    assert away[-1] > 0.85 * distance(frame(DRIFTS["flatter"](scene())), frame(scene()))
    assert all(after > earlier - 0.3 for earlier, after in pairwise(away))
    assert abs(distance(later[0], frame(scene())) - away[16]) < 0.5


def test_clips_that_agree_are_encoded_as_without_a_match(tmp_path: Path) -> None:
    """Not one bit changes if there is nothing to correct."""
    store = FolderStore(tmp_path)
    before, own = clip(store, [scene()] * 6), clip(store, [scene()] * 12)
    plain = Span(video=own, start=1, end=12)

    asked = plain.model_copy(
        update={"match": ColourMatch(video=before, frame=5, own_frame=0, fade_frames=11)}
    )

    assert body(store, asked) == body(store, plain)


def test_a_match_with_a_shorter_clip_takes_its_last_frame(tmp_path: Path) -> None:
    """As a span does."""
    store = FolderStore(tmp_path)
    before, own = clip(store, [scene()] * 4), clip(store, [scene() * 0.88] * 8)

    made = frames(
        body(
            store,
            Span(
                video=own,
                start=1,
                end=8,
                match=ColourMatch(video=before, frame=30, own_frame=0, fade_frames=8),
            ),
        )
    )

    assert distance(made[0], frame(scene())) < 3


def test_a_dissolve_matches_each_of_its_spans(tmp_path: Path) -> None:
    """The clip that leaves is corrected, the other is as it is."""
    store = FolderStore(tmp_path)
    before, own, other = (
        clip(store, [scene()] * 4),
        clip(store, [scene() * 0.85] * 12),
        clip(store, [np.full((180, 320, 3), 0.5)] * 12),
    )
    match = ColourMatch(video=before, frame=3, own_frame=0, fade_frames=100)

    def dissolve(span: Span) -> av.VideoFrame:
        piece = Piece(kind=PieceKind.DISSOLVE, spans=(span, Span(video=other, start=0, end=6)))
        return frames(store.path(encode_chunk(ChunkBrief(piece=piece, recipe=RECIPE), store).video))[0]

    plain, corrected_frame = (
        dissolve(Span(video=own, start=1, end=7)),
        dissolve(Span(video=own, start=1, end=7, match=match)),
    )

    assert corrected_frame.to_ndarray()[:180].mean() > plain.to_ndarray()[:180].mean() + 5


def test_likeness_sees_structure_and_not_light() -> None:
    """A darker copy is the same picture; another is not; two flat ones are."""
    one, other = (frame(scene(seed)).to_ndarray()[:180] for seed in (1, 9))

    assert likeness(one, one // 2) > 0.95
    assert likeness(one, other) < 0.4
    assert likeness(np.full((90, 160), 40), np.full((90, 160), 90)) == 1
