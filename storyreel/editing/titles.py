"""The opening title and the end credits as clips that the film can copy."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from PIL import Image, ImageEnhance, ImageFilter, ImageOps, UnidentifiedImageError

from storyreel.editing.credit_cards import credit_cards
from storyreel.editing.reveal import TimedPicture, reveal
from storyreel.editing.typesetting import (
    TextLine,
    capitals,
    cleaned,
    missing_glyphs,
    run_on,
    set_text,
    wrapped,
)
from storyreel.film.assets import PICTURE_FORMATS, AssetRef, AssetStore
from storyreel.film.cutting import CreditsBrief, TitleBrief, TitleClip
from storyreel.film.errors import RenderError
from storyreel.film.storyboard import TitleCard
from storyreel.film.timecode import FrameRate, FrameSize

TITLE_EM, CREDIT_EM, AUTHOR_EM, SOURCE_EM = 0.094, 0.030, 0.031, 0.026
"""Letter sizes as shares of the frame's shorter side."""
TITLE_WIDTH = 0.80
BACKDROP_LIGHT = 0.6
BACKDROP_BLUR = 0.004
"""Share of the width: nothing behind the letters has an edge, and the place can still be recognised."""
DARK_GROUND = (9, 10, 14)
"""Flat: a gradient this dark shows as bands in eight bits."""
DEFAULT_CREDIT = "Written by"
CREDITS_END_SECONDS = 0.5
CARD_FADE_SECONDS = 0.5


def make_title(brief: TitleBrief, store: AssetStore) -> TitleClip:
    """The opening title: a place slowly appears, then the title, then its authors; all fades out together.

    Raises:
        RenderError: the backdrop is not a picture.
    """
    size = brief.recipe.size
    title, authors = title_lines(brief.card, size), author_lines(brief.card, size)
    title_centre, authors_centre = _centres(title, authors, size)
    timed = _TitleTiming(brief)
    layers = [
        *timed.text(title, title_centre, after_seconds=0.5),
        *timed.text(authors, authors_centre, after_seconds=1.2),
    ]
    texts = [line.text for line in (*title, *authors)]
    return _clip(layers, timed.ground(_ground(brief, store)), brief, texts, store)


def _centres(title: Sequence[TextLine], authors: Sequence[TextLine], size: FrameSize) -> tuple[float, float]:
    """Where the middles of the title and of its authors are, as shares of the height."""
    height = sum(line.height for line in (*title, *authors))
    block = sum(line.height for line in title) / height if height else 1.0
    top = 0.48 - height / size.height_px / 2
    return (
        top + height * block / size.height_px / 2,
        top + height * (1 + block) / size.height_px / 2,
    )


@dataclass(frozen=True)
class _TitleTiming:
    """When the parts of a title come and go."""

    brief: TitleBrief

    def ground(self, picture: np.ndarray) -> TimedPicture:
        """The ground, which is there from the start."""
        return self._shown(picture, 0, fade_in_seconds=1.1)

    def text(
        self, lines: Sequence[TextLine], centre: float, *, after_seconds: float
    ) -> Iterator[TimedPicture]:
        """The lines as a layer, if there are any."""
        if lines:
            picture = set_text(lines, self.brief.recipe.size, centre)
            yield self._shown(picture, self._frames(after_seconds), fade_in_seconds=0.9)

    def _shown(self, picture: np.ndarray, start: int, *, fade_in_seconds: float) -> TimedPicture:
        return TimedPicture(
            picture, start, self.brief.frames, self._frames(fade_in_seconds), self._frames(0.9)
        )

    def _frames(self, seconds: float) -> int:
        return _frames(seconds, self.brief.recipe.rate, self.brief.frames)


def make_credits(brief: CreditsBrief, store: AssetStore) -> TitleClip:
    """The end credits: quiet cards one after another, each fading in and out, and black at the end.

    Raises:
        RenderError: the clip cannot be written.
    """
    rate = brief.recipe.rate
    shown = brief.frames - min(brief.frames // 4, _frames(CREDITS_END_SECONDS, rate, brief.frames))
    cards = credit_cards(brief.lines, brief.recipe.size, float(rate.seconds(shown)))
    layers: list[TimedPicture] = []
    for card, (start, end) in zip(cards, _card_spans(cards, shown), strict=True):
        fade = _frames(CARD_FADE_SECONDS, rate, end - start)
        layers.append(TimedPicture(set_text(card, brief.recipe.size), start, end, fade, fade))
    texts = [line.text for card in cards for line in card]
    return _clip(layers, None, brief, texts, store)


def _card_spans(cards: Sequence[Sequence[TextLine]], frames: int) -> Iterator[tuple[int, int]]:
    """First and last frame, end exclusive, of each card; a card of more lines is shown longer."""
    weights = [1.5 + len(card) * 0.5 for card in cards]
    ends = [round(frames * part / sum(weights)) for part in np.cumsum(weights)]
    return pairwise((0, *ends))


def title_lines(card: TitleCard, size: FrameSize) -> tuple[TextLine, ...]:
    """The title as set: tracked capitals, wrapped and made smaller until it fits well into the frame."""
    em = min(size.width_px, size.height_px)
    line = TextLine(capitals(cleaned(card.title)), TITLE_EM * em, tracking=0.16)
    lines = wrapped(line, TITLE_WIDTH * size.width_px, most_lines=3 if size.aspect >= 1 else 5)
    return lines if line.text else ()


def author_lines(card: TitleCard, size: FrameSize) -> tuple[TextLine, ...]:
    """Credit, authors and source as set under the title."""
    em, width = min(size.width_px, size.height_px), TITLE_WIDTH * size.width_px
    lines: list[TextLine] = []
    authors = run_on(filter(None, map(cleaned, card.authors)))
    if authors:
        lines += wrapped(_credit(card, em), width, 2)
        lines += wrapped(_authors(authors, em), width, 3)
    source = cleaned(card.source)
    if source:
        lines += wrapped(_source(source, em), width, 3)
    return tuple(lines)


def _credit(card: TitleCard, em: int) -> TextLine:
    text = cleaned(card.credit) or DEFAULT_CREDIT
    return TextLine(text, CREDIT_EM * em, italic=True, space_above=0.052 * em, strength=0.86)


def _authors(authors: str, em: int) -> TextLine:
    return TextLine(capitals(authors), AUTHOR_EM * em, tracking=0.14, space_above=0.006 * em, strength=0.95)


def _source(source: str, em: int) -> TextLine:
    return TextLine(source, SOURCE_EM * em, italic=True, space_above=0.026 * em, strength=0.72)


def _ground(brief: TitleBrief, store: AssetStore) -> np.ndarray:
    """What is behind the title: (height, width, 3) uint8."""
    size = brief.recipe.size
    if brief.backdrop is None:
        return np.full((size.height_px, size.width_px, 3), DARK_GROUND, np.uint8)
    fitted = _half_size(brief.backdrop, size, store)
    soft = fitted.filter(ImageFilter.GaussianBlur(max(0.8, BACKDROP_BLUR * size.width_px / 2)))
    muted = ImageEnhance.Color(soft).enhance(0.82)
    whole = muted.resize((size.width_px, size.height_px), Image.Resampling.BICUBIC)
    return np.asarray(Image.composite(whole, Image.new("RGB", whole.size), _vignette(size)))


def _half_size(backdrop: AssetRef, size: FrameSize, store: AssetStore) -> Image.Image:
    """The backdrop at half the frame's size; it is blurred anyway.

    Raises:
        RenderError: it is not a picture.
    """
    half = (size.width_px // 2, size.height_px // 2)
    try:
        with Image.open(io.BytesIO(store.read(backdrop)), formats=PICTURE_FORMATS) as picture:
            return ImageOps.fit(picture.convert("RGB"), half, Image.Resampling.BILINEAR)
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as error:
        raise RenderError(
            f"The backdrop {backdrop.sha256[:12]} ({backdrop.media_type}) is not a picture: {error}. A PNG or"
            " JPEG is accepted."
        ) from error


def _vignette(size: FrameSize) -> Image.Image:
    """How much light is left: less in the corners and under the words."""
    y, x = np.mgrid[0:90, 0:160].astype(np.float32)
    x, y = x / 79.5 - 1, y / 44.5 - 1
    corners = 1 - 0.42 * np.clip((x * x + y * y) / 2, 0, 1)
    words = 1 - 0.22 * np.exp(-(x * x * 1.6 + y * y * 5))
    light = (255 * BACKDROP_LIGHT * corners * words).clip(0, 255).astype(np.uint8)
    return Image.fromarray(light).resize((size.width_px, size.height_px), Image.Resampling.BICUBIC)


def _frames(seconds: float, rate: FrameRate, available: int) -> int:
    """Frames of a fade or a pause, at most a quarter of those available."""
    return min(rate.nearest_frame(seconds), available // 4)


def _clip(
    layers: Sequence[TimedPicture],
    ground: TimedPicture | None,
    brief: TitleBrief | CreditsBrief,
    texts: Sequence[str],
    store: AssetStore,
) -> TitleClip:
    folder = store.workspace()
    try:
        path = folder / "title.mp4"
        reveal(layers, brief.frames, brief.recipe, path, ground)
        return TitleClip(
            video=store.put(path, "video/mp4"), frames=brief.frames, missing_glyphs=missing_glyphs(texts)
        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)
