"""The opening title and the end credits as clips the film can copy.

It does not know where they stand in the film.
"""

from __future__ import annotations

import io
import shutil
from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageEnhance, ImageFilter, ImageOps, UnidentifiedImageError

from storyreel.editing.credit_cards import credit_cards
from storyreel.editing.reveal import Shown, reveal
from storyreel.editing.typesetting import (
    TextLine,
    capitals,
    cleaned,
    missing_glyphs,
    run_on,
    set_text,
    wrapped,
)
from storyreel.film.assets import PICTURE_FORMATS, AssetStore
from storyreel.film.cutting import CreditsBrief, TitleBrief, TitleClip
from storyreel.film.errors import RenderError
from storyreel.film.storyboard import TitleCard
from storyreel.film.timecode import FrameRate, FrameSize

TITLE_EM, CREDIT_EM, AUTHOR_EM, SOURCE_EM = 0.094, 0.030, 0.031, 0.026
"""Letter sizes as shares of the frame's shorter side."""
TITLE_WIDTH = 0.80
BACKDROP_LIGHT = 0.6
BACKDROP_BLUR = 0.004
"""Share of the width: soft enough that nothing behind the letters has an edge, sharp enough to know the
place.
"""
DARK_GROUND = (9, 10, 14)
"""Flat: a gradient this dark shows as bands in eight bits."""
DEFAULT_CREDIT = "Written by"
CREDITS_END_SECONDS = 0.5
CARD_FADE_SECONDS = 0.5


def make_title(brief: TitleBrief, store: AssetStore) -> TitleClip:
    """The opening title: a place slowly appears, the title over it, then who wrote it, and all goes to black.

    Raises:
        RenderError: the backdrop is no picture.
    """
    card, size, rate = brief.card, brief.recipe.size, brief.recipe.rate
    title, by = title_lines(card, size), author_lines(card, size)
    height = sum(line.height for line in (*title, *by))
    block = sum(line.height for line in title) / height if height else 1.0
    top = 0.48 - height / size.height_px / 2
    fade_out = _frames(0.9, rate, brief.frames)
    ground = Shown(_ground(brief, store), 0, brief.frames, _frames(1.1, rate, brief.frames), fade_out)
    layers = [
        _text(
            title,
            size,
            top + height * block / size.height_px / 2,
            _frames(0.5, rate, brief.frames),
            brief,
            fade_out,
        ),
        _text(
            by,
            size,
            top + height * (1 + block) / size.height_px / 2,
            _frames(1.2, rate, brief.frames),
            brief,
            fade_out,
        ),
    ]
    return _clip(
        [layer for layer in layers if layer], ground, brief, [line.text for line in (*title, *by)], store
    )


def make_credits(brief: CreditsBrief, store: AssetStore) -> TitleClip:
    """The end credits: quiet cards one after another, each fading in and out, and black at the end.

    Raises:
        RenderError: the clip cannot be written.
    """
    rate = brief.recipe.rate
    shown = brief.frames - min(brief.frames // 4, _frames(CREDITS_END_SECONDS, rate, brief.frames))
    cards = credit_cards(brief.lines, brief.recipe.size, float(rate.seconds(shown)))
    weights = [1.5 + len(card) * 0.5 for card in cards]
    ends = [round(shown * part / sum(weights)) for part in np.cumsum(weights)]
    layers: list[Shown] = []
    for card, start, end in zip(cards, [0, *ends], ends, strict=False):
        fade = _frames(CARD_FADE_SECONDS, rate, end - start)
        layers.append(Shown(set_text(card, brief.recipe.size), start, end, fade, fade))
    return _clip(layers, None, brief, [line.text for card in cards for line in card], store)


def title_lines(card: TitleCard, size: FrameSize) -> tuple[TextLine, ...]:
    """The title as set: tracked capitals, wrapped and made smaller until it stands well in the frame."""
    em = min(size.width_px, size.height_px)
    line = TextLine(capitals(cleaned(card.title)), TITLE_EM * em, tracking=0.16)
    lines = wrapped(line, TITLE_WIDTH * size.width_px, most_lines=3 if size.aspect >= 1 else 5)
    return lines if line.text else ()


def author_lines(card: TitleCard, size: FrameSize) -> tuple[TextLine, ...]:
    """Credit, authors and source as set under the title."""
    em, width = min(size.width_px, size.height_px), TITLE_WIDTH * size.width_px
    authors = run_on(filter(None, map(cleaned, card.authors)))
    lines: list[TextLine] = []
    if authors:
        credit = TextLine(
            cleaned(card.credit) or DEFAULT_CREDIT,
            CREDIT_EM * em,
            italic=True,
            space_above=0.052 * em,
            strength=0.86,
        )
        lines += wrapped(credit, width, 2)
        lines += wrapped(
            TextLine(capitals(authors), AUTHOR_EM * em, tracking=0.14, space_above=0.006 * em, strength=0.95),
            width,
            3,
        )
    if cleaned(card.source):
        lines += wrapped(
            TextLine(
                cleaned(card.source), SOURCE_EM * em, italic=True, space_above=0.026 * em, strength=0.72
            ),
            width,
            3,
        )
    return tuple(lines)


def _text(
    lines: Sequence[TextLine], size: FrameSize, centre: float, start: int, brief: TitleBrief, fade_out: int
) -> Shown | None:
    if not lines:
        return None
    return Shown(
        set_text(lines, size, centre),
        start,
        brief.frames,
        _frames(0.9, brief.recipe.rate, brief.frames),
        fade_out,
    )


def _ground(brief: TitleBrief, store: AssetStore) -> np.ndarray:
    """What the title stands on: (height, width, 3) uint8."""
    size = brief.recipe.size
    if brief.backdrop is None:
        return np.full((size.height_px, size.width_px, 3), DARK_GROUND, np.uint8)
    try:
        with Image.open(io.BytesIO(store.read(brief.backdrop)), formats=PICTURE_FORMATS) as picture:
            fitted = ImageOps.fit(
                picture.convert("RGB"), (size.width_px // 2, size.height_px // 2), Image.Resampling.BILINEAR
            )
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as error:
        name = brief.backdrop.sha256[:12]
        raise RenderError(
            f"The backdrop {name} ({brief.backdrop.media_type}) is no picture: {error}. A PNG or JPEG is"
            " accepted."
        ) from error
    soft = fitted.filter(ImageFilter.GaussianBlur(max(0.8, BACKDROP_BLUR * size.width_px / 2)))
    muted = (
        ImageEnhance.Color(soft)
        .enhance(0.82)
        .resize((size.width_px, size.height_px), Image.Resampling.BICUBIC)
    )
    return np.asarray(Image.composite(muted, Image.new("RGB", muted.size), _vignette(size)))


def _vignette(size: FrameSize) -> Image.Image:
    """How much light is left: less in the corners and under the words."""
    y, x = np.mgrid[0:90, 0:160].astype(np.float32)
    x, y = x / 79.5 - 1, y / 44.5 - 1
    corners = 1 - 0.42 * np.clip((x * x + y * y) / 2, 0, 1)
    words = 1 - 0.22 * np.exp(-(x * x * 1.6 + y * y * 5))
    light = (255 * BACKDROP_LIGHT * corners * words).clip(0, 255).astype(np.uint8)
    return Image.fromarray(light).resize((size.width_px, size.height_px), Image.Resampling.BICUBIC)


def _frames(seconds: float, rate: FrameRate, available: int) -> int:
    """Frames of a fade or a pause, never more than a quarter of what there is."""
    return min(rate.nearest_frame(seconds), available // 4)


def _clip(
    layers: Sequence[Shown],
    ground: Shown | None,
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
