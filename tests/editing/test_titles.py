"""Titles and credits: exact, legible, and black at the right times."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from storyreel.editing.credit_cards import CARD_HEIGHT, credit_cards
from storyreel.editing.fonts import fonts_for
from storyreel.editing.probe import probe_video
from storyreel.editing.stitch import stitch_film
from storyreel.editing.titles import DARK_GROUND, author_lines, make_credits, make_title, title_lines
from storyreel.editing.typesetting import cleaned, missing_glyphs, set_text
from storyreel.film.cutting import CreditLine, CreditsBrief, StitchBrief, TitleBrief
from storyreel.film.errors import RenderError
from storyreel.film.recipe import PictureRecipe
from storyreel.film.storyboard import TitleCard
from storyreel.film.timecode import FrameSize
from storyreel.film.timeline import Piece, PieceKind, Span
from storyreel.project.screenplays import read_script
from tests.editing.numbered_clips import RECIPE, lumas, numbered_clip, tone
from tests.fakes.store import FolderStore

CARD = TitleCard(
    title="The Last Light", credit="Written by", authors=("Maren Hollis",), source="After a tale"
)
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
SIZES = [(854, 480), (480, 854), (480, 480), (3840, 2160), (320, 180)]
CREDITS = (
    CreditLine(names=("The Last Light",)),
    CreditLine(role="Written by", names=("Maren Hollis",)),
    CreditLine(role="With", names=("Ada", "Tom", "The Keeper")),
    CreditLine(role="Made with", names=("storyreel",)),
)


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path)


def png(level: int) -> bytes:
    held = io.BytesIO()
    Image.new("RGB", (160, 90), (level, level, level)).save(held, "PNG")
    return held.getvalue()


def test_title_rises_from_black_and_falls_back(store: FolderStore) -> None:
    """First and last frames are black; in between the words stand out from the dimmed picture."""
    backdrop = store.put(png(180), "image/png")

    clip = make_title(TitleBrief(card=CARD, frames=72, recipe=RECIPE, backdrop=backdrop), store)

    pictures = lumas(store.path(clip.video))
    assert len(pictures) == clip.frames == 72
    assert pictures[0].max() < 30
    assert pictures[-1].max() < 30
    middle = pictures[40]
    assert middle.max() > 190
    assert 40 < np.median(middle) < 120
    light = [picture.mean() for picture in pictures]
    assert np.all(np.diff(light[:18]) >= -0.05)
    assert np.all(np.diff(light[-16:]) <= 0.05)


def test_credits_end_on_black(store: FolderStore) -> None:
    """All cards are seen, and the last half second is black."""
    clip = make_credits(CreditsBrief(lines=CREDITS, frames=144, recipe=RECIPE), store)

    peaks = [int(picture.max()) for picture in lumas(store.path(clip.video))]
    assert len(peaks) == 144
    assert max(peaks[-12:]) <= 20
    assert max(peaks) > 180


def test_title_joins_the_film_without_encoding(store: FolderStore) -> None:
    """A title is by the film's recipe, so the cut copies it."""
    title = make_title(TitleBrief(card=CARD, frames=24, recipe=RECIPE), store)
    shot = numbered_clip(store, range(24))
    pieces = tuple(
        Piece(kind=PieceKind.BODY, spans=(Span(video=video, start=0, end=24),))
        for video in (title.video, shot)
    )

    brief = StitchBrief(
        pieces=pieces,
        audio=tone(store, 96_000),
        samples=96_000,
        captions=(),
        chapters=(),
        title="",
        language="en",
        recipe=RECIPE,
    )

    assert stitch_film(brief, store).frames == 48


@pytest.mark.parametrize("frames", [1, 2, 7])
def test_very_short_titles_are_still_exact(store: FolderStore, frames: int) -> None:
    """A preview of a frame or two has no room for fades, and does not fail."""
    title = make_title(TitleBrief(card=CARD, frames=frames, recipe=RECIPE), store)
    end = make_credits(CreditsBrief(lines=CREDITS, frames=frames, recipe=RECIPE), store)

    assert probe_video(store.path(title.video)).frames == probe_video(store.path(end.video)).frames == frames


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize(
    "words",
    [
        "Sea",
        "The Last Light of the Northern Shore, or: How the Keeper's Daughter Learned to Read the Storm at"
        " Midnight" * 2,
    ],
)
def test_title_stands_inside_every_frame(width: int, height: int, words: str) -> None:
    """Long titles wrap and shrink; no letter comes near the edge."""
    size = FrameSize(width_px=width, height_px=height)
    lines = (*title_lines(TitleCard(title=words), size), *author_lines(CARD, size))

    drawn = set_text(lines, size)[..., 3]

    rows, columns = np.flatnonzero(drawn.any(axis=1)), np.flatnonzero(drawn.any(axis=0))
    assert columns[0] > width * 0.05
    assert columns[-1] < width * 0.95
    assert rows[0] > height * 0.05
    assert rows[-1] < height * 0.95
    assert abs((columns[0] + columns[-1]) / 2 - width / 2) < width * 0.02


@pytest.mark.parametrize(
    "text",
    [
        "<b>&amp; 'quotes' \"double\"</b>",
        "]]><!--",
        "a\x00\x07b\ud800c\ufffe",
        "👩‍🚀🎬",
        "‮sdrawkcab",
        " \t ",
        "​",
    ],
)
def test_odd_text_never_breaks_a_title(store: FolderStore, text: str) -> None:
    """Whatever stands on the title page, there is a title."""
    card = TitleCard.model_construct(
        title=text, credit=text, authors=(text,), source=text, contact="", copyright=""
    )
    brief = TitleBrief.model_construct(card=card, frames=2, recipe=RECIPE, backdrop=None)

    assert make_title(brief, store).frames == 2


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=30))
def test_any_text_can_be_set(text: str) -> None:
    """No character breaks the drawing."""
    size = RECIPE.size

    assert set_text(title_lines(TitleCard(title=text), size), size).shape == (180, 320, 4)


def test_words_are_drawn_not_obeyed() -> None:
    """Markup in a title is written out."""
    size = FrameSize(width_px=640, height_px=360)

    plain = set_text(title_lines(TitleCard(title="AB"), size), size)
    marked = set_text(title_lines(TitleCard(title="<tspan>AB</tspan>"), size), size)

    assert marked[..., 3].sum() > 3 * plain[..., 3].sum()


def test_what_no_font_draws_is_named() -> None:
    """The person learns which characters will be boxes."""
    unassigned = "\U0003fffd"

    assert missing_glyphs(["The Light ", unassigned, "again", unassigned]) == unassigned
    assert missing_glyphs(["Élan vital — “naïve”…"]) == ""


def test_bundled_fonts_come_first() -> None:
    """A Latin text looks the same on every machine."""
    assert [path.name for path in fonts_for("The Last Light").files] == [
        "EBGaramond12-Regular.otf",
        "EBGaramond12-Italic.otf",
    ]


def test_control_characters_leave_the_words() -> None:
    """What XML forbids is dropped, what was white space stays a space."""
    assert cleaned("The\tLast\x00 \x1bLight\n") == "The Last Light"


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1080, 1920), (480, 480)])
def test_all_names_stand_on_cards_that_fit(width: int, height: int) -> None:
    """Two hundred names, each whole on one line, on cards no taller than the frame allows."""
    names = tuple(f"Person von Nummer{number}" for number in range(200))
    size = FrameSize(width_px=width, height_px=height)

    cards = credit_cards((CreditLine(names=("Film",)), CreditLine(role="With", names=names)), size, 30)

    text = "\n".join(line.text for card in cards for line in card).replace("\u00a0", " ")
    assert all(f"Person von Nummer{number}" in text for number in range(200))
    assert max(sum(line.height for line in card) for card in cards) <= CARD_HEIGHT * height + 1
    assert all(line.width <= width for card in cards for line in card)


def test_backdrop_that_is_no_picture_is_refused(store: FolderStore) -> None:
    """The error says what is accepted."""
    with pytest.raises(RenderError, match="PNG or JPEG is accepted"):
        make_title(
            TitleBrief(card=CARD, frames=4, recipe=RECIPE, backdrop=store.put(b"no picture", "image/png")),
            store,
        )


def test_same_title_is_the_same_file(store: FolderStore) -> None:
    """Nothing in a title depends on the clock."""
    brief = TitleBrief(card=CARD, frames=12, recipe=RECIPE)

    assert make_title(brief, store) == make_title(brief, store)


def test_title_starts_no_program(store: FolderStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """MoviePy composites in memory; its own ffmpeg is never started."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a program was started")

    monkeypatch.setattr(subprocess, "Popen", refuse)

    assert make_title(TitleBrief(card=CARD, frames=6, recipe=RECIPE), store).frames == 6


def test_every_group_of_a_title_is_the_recipes(store: FolderStore) -> None:
    """Size and rate are the film's."""
    recipe = PictureRecipe(size=FrameSize(width_px=180, height_px=320))

    facts = probe_video(
        store.path(make_credits(CreditsBrief(lines=CREDITS, frames=60, recipe=recipe), store).video)
    )

    assert (facts.width_px, facts.height_px, facts.rate, facts.frames) == (180, 320, 24, 60)


@pytest.mark.parametrize("example", sorted(EXAMPLES.glob("*.fountain")), ids=lambda path: path.stem)
def test_the_letters_of_an_examples_title_and_credits_are_composited_as_they_are_set(
    example: Path, store: FolderStore
) -> None:
    """With any release of Pillow and MoviePy, letters are over their ground, but for the encoder's loss."""
    card = read_script(str(example)).title
    lines = (CreditLine(names=(card.title,)), CreditLine(role="Written by", names=card.authors))
    title, by = title_lines(card, RECIPE.size), author_lines(card, RECIPE.size)
    height, part = sum(line.height for line in (*title, *by)), sum(line.height for line in title)
    top = 0.48 - height / RECIPE.size.height_px / 2
    set_as = set_text(title, RECIPE.size, top + part / RECIPE.size.height_px / 2)

    shown = lumas(store.path(make_title(TitleBrief(card=card, frames=72, recipe=RECIPE), store).video))[45]
    credited = lumas(
        store.path(make_credits(CreditsBrief(lines=lines, frames=72, recipe=RECIPE), store).video)
    )[28]

    rows = np.flatnonzero(set_as[..., 3].any(axis=1))
    band = slice(rows[0], rows[-1] + 1)
    assert close(shown[band], set_as[band], np.array(DARK_GROUND))
    one_card = credit_cards(lines, RECIPE.size, 2.5)
    assert len(one_card) == 1
    assert close(credited, set_text(one_card[0], RECIPE.size), np.zeros(3))


def close(luma: np.ndarray, letters: np.ndarray, ground: np.ndarray) -> bool:
    """Whether a frame's luma is that of the letters (RGBA) over the ground, within what x264 loses."""
    share = letters[..., 3:] / 255
    rgb = letters[..., :3] * share + ground * (1 - share)
    expected = 16 + rgb @ np.array([0.2126, 0.7152, 0.0722]) * 219 / 255
    return letters[..., 3].any() and float(np.sqrt(np.mean((luma - expected) ** 2))) < 4
