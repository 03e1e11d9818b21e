"""Shows pictures of a take to a language model and asks what is wrong with them."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from blocks.writing.asking import LanguageModel, PromptPicture, Question, ask
from blocks.writing.prompts import enclosed, prompt
from blocks.writing.schemas import TakeReview, schema_of
from storyreel.film.assets import PICTURE_FORMATS, AssetRef, AssetStore
from storyreel.film.briefs import Review, ReviewBrief, TakeFault

if TYPE_CHECKING:
    from PIL import Image

LONGEST_SIDE_PX = 512
MOST_PLACES = 2
UNUSABLE_SEVERITY = 0.7
"""A fault at least as severe as this asks for another take."""


def take_review(model: LanguageModel, brief: ReviewBrief, store: AssetStore) -> Review:
    """A review from pictures of the take and of what it should agree with.

    Raises:
        ProviderError: no answer was usable.
        RefusedError: the model refuses to look at it.
    """
    return ask(model, _question(brief, store), TakeReview, _review)


def _question(brief: ReviewBrief, store: AssetStore) -> Question:
    return Question(
        subject="a take",
        system=prompt("review").text,
        prompt=f"{enclosed('shot', brief.prompt)}\n\nWhat is wrong with the take?",
        schema=schema_of(TakeReview),
        answer_tokens=3000,
        pictures=shown(brief, store),
    )


def shown(brief: ReviewBrief, store: AssetStore) -> tuple[PromptPicture, ...]:
    """The pictures for the model: at most seven small JPEGs, each with its name."""
    return (*_compared(brief, store), *_of_take(brief, store))


def _compared(brief: ReviewBrief, store: AssetStore) -> Iterator[PromptPicture]:
    """Pictures that the take should agree with."""
    if brief.first is not None:
        yield PromptPicture("The picture that the take should begin with", _still(brief.first, store))
    if brief.previous is not None and brief.previous_end > 0:
        last = brief.previous_end - 1
        yield PromptPicture(
            "The end of the segment before", _frames(store.path(brief.previous), {last})[last]
        )
    for number, ref in enumerate(brief.place[:MOST_PLACES], start=1):
        yield PromptPicture(f"Another shot of the same place, {number}", _still(ref, store))


def _of_take(brief: ReviewBrief, store: AssetStore) -> Iterator[PromptPicture]:
    wanted = sorted({0, brief.frames // 2, brief.frames - 1})
    frames = _frames(store.path(brief.video), wanted)
    for index in wanted:
        yield PromptPicture(f"The take, picture {index + 1} of {brief.frames}", frames[index])


def _review(answer: TakeReview) -> Review:
    worst = max((fault.severity for fault in answer.faults), default=0.0)
    return Review(
        score=round(1 - worst, 4),
        usable=worst < UNUSABLE_SEVERITY,
        faults=tuple(
            TakeFault(kind=fault.what, severity=fault.severity, words=fault.words) for fault in answer.faults
        ),
    )


def _frames(path: Path, wanted: Collection[int]) -> dict[int, bytes]:
    """Frames by index, as JPEG. For an index beyond the end it is the last frame."""
    import av

    found: dict[int, bytes] = {}
    last = None
    with av.open(str(path)) as container:
        for index, frame in enumerate(container.decode(video=0)):
            last = frame
            if index in wanted:
                found[index] = _jpeg(frame.to_image())
            if len(found) == len(wanted):
                break
    if last is not None and len(found) < len(wanted):
        found |= {index: _jpeg(last.to_image()) for index in wanted if index not in found}
    return found


def _still(ref: AssetRef, store: AssetStore) -> bytes:
    from PIL import Image

    with Image.open(io.BytesIO(store.read(ref)), formats=PICTURE_FORMATS) as picture:
        return _jpeg(picture)


def _jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    _small(picture).save(out, "JPEG", quality=85)
    return out.getvalue()


def _small(picture: Image.Image) -> Image.Image:
    small = picture.convert("RGB")
    small.thumbnail((LONGEST_SIDE_PX, LONGEST_SIDE_PX))
    return small
