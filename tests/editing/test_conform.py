"""What one piece of the cut becomes."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyreel.editing.conform import encode_chunk
from storyreel.editing.encoder import PictureEncoder, frame_of_rgb
from storyreel.editing.ffmpeg import run_ffmpeg
from storyreel.editing.footage import frames_of
from storyreel.editing.probe import probe_video
from storyreel.film.assets import AssetRef
from storyreel.film.errors import RenderError, TimelineError
from storyreel.film.recipe import PictureRecipe
from storyreel.film.timecode import FrameRate, FrameSize
from storyreel.film.timeline import ChunkBrief, Piece, PieceKind, Span
from tests.editing.numbered_clips import (
    RATES,
    RECIPE,
    lumas,
    numbered_clip,
    numbered_picture,
    numbers_in,
    plain_clip,
    read_number,
)
from tests.fakes.store import FolderStore


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path)


def chunk(store: FolderStore, kind: PieceKind, *spans: Span, recipe: PictureRecipe = RECIPE) -> Path:
    clip = encode_chunk(ChunkBrief(piece=Piece(kind=kind, spans=spans), recipe=recipe), store)
    assert clip.frames == spans[0].frames
    return store.path(clip.video)


def foreign(
    store: FolderStore, *arguments: str, rate: str = "25", size: str = "640x360", seconds: float = 2
) -> AssetRef:
    """A clip from another encoder."""
    path = store.workspace() / "foreign.mp4"
    source = f"testsrc2=size={size}:rate={rate}:duration={seconds}"
    run_ffmpeg(
        [
            "-f",
            "lavfi",
            "-i",
            source,
            "-c:v",
            "libx264",
            "-pix_fmt",
            "yuv420p",
            "-preset",
            "ultrafast",
            *arguments,
            str(path),
        ]
    )
    return store.put(path, "video/mp4")


@pytest.mark.parametrize("rate", RATES, ids=str)
def test_body_shows_each_frame_of_its_span_once(store: FolderStore, rate: FrameRate) -> None:
    """A body cut from the middle of a clip holds exactly the frames of its span."""
    recipe = RECIPE.model_copy(update={"rate": rate})
    video = numbered_clip(store, range(60), recipe)

    made = chunk(store, PieceKind.BODY, Span(video=video, start=13, end=41), recipe=recipe)

    assert numbers_in(made) == list(range(13, 41))
    assert probe_video(made).rate == rate.fps


def test_any_span_of_a_clip_is_read_to_the_frame(tmp_path: Path) -> None:
    """Seeking never loses or repeats a frame, wherever the groups start."""
    store = FolderStore(tmp_path)
    path = store.path(
        numbered_clip(store, range(50), RECIPE.model_copy(update={"group_frames": 12}), keys=(5, 17))
    )

    @settings(max_examples=20, deadline=None)
    @given(st.integers(0, 48), st.integers(1, 20))
    def check(start: int, length: int) -> None:
        span = Span(
            video=AssetRef(sha256="0" * 64, media_type="video/mp4", size_bytes=0),
            start=start,
            end=start + length,
        )
        read = [read_number(frame.to_ndarray()[: frame.height]) for frame in frames_of(path, span, RECIPE)]
        assert read == [min(number, 49) for number in range(start, start + length)]

    check()


def test_dissolve_runs_evenly_from_one_clip_into_the_other(store: FolderStore) -> None:
    """A dissolve is as long as its spans and grows lighter with every frame."""
    dark, light = plain_clip(store, 40, 12), plain_clip(store, 200, 12)

    made = chunk(
        store, PieceKind.DISSOLVE, Span(video=dark, start=0, end=12), Span(video=light, start=0, end=12)
    )

    levels = [luma.mean() for luma in lumas(made)]
    assert len(levels) == 12
    assert np.all(np.diff(levels) > 0)
    assert levels[0] < 70
    assert levels[-1] > 165


@pytest.mark.parametrize(("kind", "sign"), [(PieceKind.FADE_IN, 1), (PieceKind.FADE_OUT, -1)])
def test_fade_runs_evenly_between_black_and_picture(store: FolderStore, kind: PieceKind, sign: int) -> None:
    """A fade starts or ends close to black and changes with every frame."""
    made = chunk(store, kind, Span(video=plain_clip(store, 180, 12), start=0, end=12))

    levels = [luma.mean() for luma in lumas(made)]
    assert len(levels) == 12
    assert np.all(sign * np.diff(levels) > 0)
    assert min(levels) < 30
    assert max(levels) > 150


def test_spans_of_two_lengths_do_not_dissolve(store: FolderStore) -> None:
    """The error says how long the spans are."""
    video = plain_clip(store, 90, 12)

    with pytest.raises(TimelineError, match=r"\[8, 10\]"):
        chunk(
            store, PieceKind.DISSOLVE, Span(video=video, start=0, end=8), Span(video=video, start=0, end=10)
        )


def test_short_clip_is_held_on_its_last_picture(store: FolderStore) -> None:
    """A clip that ends before its span does is held, so that the film keeps its length."""
    made = chunk(store, PieceKind.BODY, Span(video=numbered_clip(store, range(10)), start=4, end=16))

    assert numbers_in(made) == [4, 5, 6, 7, 8, 9, 9, 9, 9, 9, 9, 9]


def test_foreign_clip_takes_the_films_rate_and_size(store: FolderStore) -> None:
    """Two seconds at 25 frames a second become 48 frames of the film, evenly spread."""
    path = store.workspace() / "foreign.mp4"
    other = PictureRecipe(size=FrameSize(width_px=640, height_px=360), rate=FrameRate(numerator=25), crf=12)
    with PictureEncoder(path, other) as encoder:
        for number in range(50):
            encoder.add(frame_of_rgb(numbered_picture(number, other.size)))

    made = chunk(store, PieceKind.BODY, Span(video=store.put(path, "video/mp4"), start=0, end=48))

    read = numbers_in(made)
    facts = probe_video(made)
    assert (facts.width_px, facts.height_px, facts.rate, facts.frames) == (320, 180, 24, 48)
    assert all(abs(number - index * 25 / 24) <= 1 for index, number in enumerate(read))
    assert read == sorted(read)


def test_taller_clip_stands_between_black_bars(store: FolderStore) -> None:
    """A square picture is letterboxed, not stretched."""
    made = chunk(
        store, PieceKind.BODY, Span(video=foreign(store, size="360x360", seconds=0.5), start=0, end=6)
    )

    columns = lumas(made)[2].mean(axis=0)
    assert columns[:60].max() < 24
    assert columns[260:].max() < 24
    assert columns[80:240].mean() > 50


def test_a_clip_of_nearly_the_films_shape_fills_it(store: FolderStore) -> None:
    """A picture of 1.7 is cropped to 16:9, so that no thin bars stand beside it."""
    made = chunk(
        store, PieceKind.BODY, Span(video=foreign(store, size="340x200", seconds=0.5), start=0, end=6)
    )

    picture = lumas(made)[2]
    assert min(picture[:, :4].mean(), picture[:, -4:].mean(), picture[:4].mean(), picture[-4:].mean()) > 24


def test_clip_with_wide_pixels_keeps_its_shape(store: FolderStore) -> None:
    """180x180 with pixels twice as wide as high is shown 2:1."""
    made = chunk(
        store,
        PieceKind.BODY,
        Span(video=foreign(store, "-vf", "setsar=2", size="180x180", seconds=0.5), start=0, end=6),
    )

    rows = lumas(made)[2].mean(axis=1)
    assert rows[:8].max() < 24
    assert rows[172:].max() < 24
    assert rows[16:164].mean() > 50


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_clip_is_shown_upright(store: FolderStore, turn: int) -> None:
    """A display matrix, as telephones write it, is obeyed."""
    folder = store.workspace()
    plain, turned, upright = (
        store.path(foreign(store, "-colorspace", "bt709", size="320x180", seconds=0.5)),
        folder / "turned.mp4",
        folder / "raw",
    )
    run_ffmpeg(["-display_rotation", str(turn), "-i", str(plain), "-c", "copy", str(turned)])
    # ffmpeg itself turns pictures upright when it decodes: what it shows is what we must show
    fit = (
        "scale=320:180:force_original_aspect_ratio=decrease:force_divisible_by=2,"
        "pad=320:180:(ow-iw)/2:(oh-ih)/2"
    )
    run_ffmpeg(
        [
            "-i",
            str(turned),
            "-vf",
            fit,
            "-frames:v",
            "1",
            "-pix_fmt",
            "yuv420p",
            "-f",
            "rawvideo",
            str(upright),
        ]
    )

    made = chunk(store, PieceKind.BODY, Span(video=store.put(turned, "video/mp4"), start=0, end=6))

    expected = np.fromfile(upright, np.uint8)[: 320 * 180].reshape(180, 320)
    assert np.abs(lumas(made)[0].astype(float) - expected).mean() < 5


def test_clip_that_breaks_off_is_refused(store: FolderStore) -> None:
    """A truncated file is refused, not extended by its last picture."""
    whole = store.path(foreign(store, "-movflags", "+faststart", size="320x180", rate="24")).read_bytes()
    half = store.put(whole[: len(whole) // 2], "video/mp4")

    with pytest.raises(RenderError, match="make the clip again"):
        chunk(store, PieceKind.BODY, Span(video=half, start=0, end=48))


def test_file_that_is_no_video_is_refused(store: FolderStore) -> None:
    """Text in place of a clip is an error a person can read."""
    with pytest.raises(RenderError, match="cannot be decoded"):
        chunk(store, PieceKind.BODY, Span(video=store.put(b"no film at all", "video/mp4"), start=0, end=8))


def test_same_piece_is_the_same_file(store: FolderStore) -> None:
    """Encoding is repeatable bit by bit, so that chunks can be named by their content."""
    span = Span(video=numbered_clip(store, range(30)), start=3, end=20)

    assert chunk(store, PieceKind.BODY, span) == chunk(store, PieceKind.BODY, span)


def test_film_recipe_is_read_without_conversion(store: FolderStore) -> None:
    """A clip by the film's recipe reaches the encoder as decoded."""
    path = store.path(numbered_clip(store, range(8)))
    with av.open(str(path)) as container:
        decoded = [frame.to_ndarray() for frame in container.decode(video=0)]

    span = Span(video=AssetRef(sha256="0" * 64, media_type="video/mp4", size_bytes=0), start=0, end=8)
    read = [frame.to_ndarray() for frame in frames_of(path, span, RECIPE)]

    assert all(np.array_equal(a, b) for a, b in zip(decoded, read, strict=True))
