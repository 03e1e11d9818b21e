"""Words over a moving picture are readable on any ground, in any script; the rest stays as it is."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from storyreel.editing.conform import encode_chunk
from storyreel.editing.encoder import frame_of_rgb
from storyreel.editing.superimposed import with_words, words_picture
from storyreel.film.superimposed import Superimposed
from storyreel.film.timecode import FrameRate, FrameSize
from storyreel.film.timeline import ChunkBrief, Piece, PieceKind, Span
from storyreel.project.notes import notes
from tests.editing.numbered_clips import RECIPE, numbered_clip
from tests.fakes.store import FolderStore
from tests.graph.test_calls import SCRIPT, context_of

SIZE = FrameSize(width_px=640, height_px=360)


def shown(words: str, grey: int, centred: bool = False, frame: int = 40) -> np.ndarray:
    ground = frame_of_rgb(np.full((SIZE.height_px, SIZE.width_px, 3), grey, np.uint8))
    title = Superimposed(words=words, shown=0, frames=80, centred=centred)
    return with_words(ground, title, frame, FrameRate()).to_ndarray(format="rgb24")


@pytest.mark.parametrize("grey", [8, 128, 250])
def test_words_stand_out_on_night_and_on_snow(grey: int) -> None:
    """Letters are light, what is right around them is dark, and far from them nothing is changed."""
    picture = shown("THREE YEARS EARLIER", grey).astype(int)
    band = picture[SIZE.height_px // 2 :]

    assert band.max() > 225
    assert np.percentile(picture[270:290, 240:400], 25) < max(grey * 0.55, 16)
    assert abs(int(picture[20:100].mean()) - grey) <= 3


def test_where_words_stand() -> None:
    """Low in the picture over what happens, above the captions; in the middle if they are alone."""
    low, middle = (
        np.flatnonzero(words_picture("Spring", SIZE, centred)[..., 3].max(axis=1) > 200) / SIZE.height_px
        for centred in (False, True)
    )

    assert low.min() > 0.7 and low.max() < 0.86
    assert 0.4 < middle.mean() < 0.6


@pytest.mark.parametrize(
    "words",
    [
        "Десять лет спустя",
        "十年后",
        "بعد عشر سنوات",
        "दस साल बाद",
        "W" * 300,
        "one two three " * 40,
        "A\nB",
        "",
        "\x00<b>&",
    ],
)
def test_any_words_fit(words: str) -> None:
    """Other scripts, endless words and whole paragraphs stay in the frame."""
    alpha = words_picture(words, SIZE)[..., 3]

    assert alpha.shape == (360, 640)
    assert not (alpha[:, :8] > 200).any() and not (alpha[:, -8:] > 200).any()


def test_colours_are_those_of_the_film(tmp_path: Path) -> None:
    """A piece without words is the clip; words are warm white."""
    store = FolderStore(tmp_path)
    video = numbered_clip(store, range(60))
    title = Superimposed(words="HERE", shown=0, frames=48, centred=False)

    plain, worded = (
        _frames(store, Piece(kind=PieceKind.BODY, spans=(Span(video=video, start=0, end=48),), title=given))
        for given in (None, title)
    )

    assert len(plain) == len(worded) == 48
    height = RECIPE.size.height_px
    assert np.abs(plain[24][: height // 2].astype(int) - worded[24][: height // 2]).mean() < 1.5
    assert np.abs(plain[24][height // 2 :].astype(int) - worded[24][height // 2 :]).max() > 60


def _frames(store: FolderStore, piece: Piece) -> list[np.ndarray]:
    clip = encode_chunk(ChunkBrief(piece=piece, recipe=RECIPE), store)
    with av.open(str(store.path(clip.video))) as container:
        return [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]


def test_letters_without_a_font_are_reported(tmp_path: Path) -> None:
    """A note warns of letters that will be boxes."""
    store = FolderStore(tmp_path)
    title = Superimposed(words="Spring \U0001f12d\ue000", shown=0, frames=8)
    piece = Piece(
        kind=PieceKind.BODY, spans=(Span(video=numbered_clip(store, range(12)), start=0, end=8),), title=title
    )

    clip = encode_chunk(ChunkBrief(piece=piece, recipe=RECIPE), store)

    assert "\ue000" in clip.missing_glyphs and "S" not in clip.missing_glyphs
    assert any("Install a font" in note for note in notes(context_of(SCRIPT), {"SC010-SH010 body": clip}))
