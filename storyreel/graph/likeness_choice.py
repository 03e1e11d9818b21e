"""Which people and places an engine is shown pictures of, and for which weights are trained.

    likeness      engine takes pictures      engine takes weights only
    references    a picture                  weights, and a note says so
    lora          weights                    weights
    both          weights and a picture      weights, and a note says so

Weights that were bought for another family of models do not load: pictures are shown in their place until
others are asked for.

Without a trainer, or with `--skip lora`, no weights are trained. Weights that are brought are loaded, and
no picture is drawn beside them unless it is `both`. An engine that draws alike by construction needs neither.
"""

from __future__ import annotations

from storyreel.film.likeness import Likeness
from storyreel.film.skips import Skip
from storyreel.graph.context import FilmContext
from storyreel.graph.stages import CallId, Stage

_SHOWN = "this crew is shown pictures"


def is_shown(context: FilmContext, subject_id: str) -> bool:
    """Whether the engine is shown a picture of a person or place for the shots that they are in."""
    if not context.card.images.references:
        return False
    return context.likeness_of(subject_id) is Likeness.BOTH or not is_trained(context, subject_id)


def is_trained(context: FilmContext, subject_id: str) -> bool:
    """Whether weights of a person or place are trained, or brought."""
    return not why_not_trained(context, subject_id)


def brings_weights(context: FilmContext, subject_id: str) -> bool:
    """Whether weights of a person or place were trained elsewhere and are brought."""
    return CallId(Stage.LORA, subject_id) in context.own


def loads_weights(context: FilmContext) -> bool:
    """Whether the film is drawn with weights, if there are any."""
    return context.card.images.uses_lora and Skip.LORA not in context.skip


def why_not_trained(context: FilmContext, subject_id: str) -> str:
    """Why no weights of a person or place are trained; '' if they are."""
    images = context.card.images
    if Skip.LORA in context.skip:
        return "skipped as asked"
    if not images.uses_lora:
        return f"not needed: {_without_weights(context)}"
    if brings_weights(context, subject_id):
        return ""
    if images.references and context.likeness_of(subject_id) is Likeness.REFERENCES:
        return f"not needed: {_SHOWN}"
    if not _has_trainer(context):
        return f"not possible: the crew has no trainer{f'; {_SHOWN}' if images.references else ''}"
    if family := context.other_weights.get(subject_id):
        return f"not loaded: they were trained for {family}; {_SHOWN} until `--redo {subject_id}`"
    return ""


def _without_weights(context: FilmContext) -> str:
    """How a crew without weights keeps its subjects alike."""
    return "this crew draws a place alike by construction" if context.card.images.both_ends else _SHOWN


def _has_trainer(context: FilmContext) -> bool:
    return "trainer" in context.card.fingerprints


def can_choose(context: FilmContext) -> bool:
    """Whether the crew can do both: be shown pictures, and train weights and draw with them."""
    images = context.card.images
    return images.references > 0 and images.uses_lora and _has_trainer(context)


def is_shown_nothing(context: FilmContext) -> bool:
    """Whether weights are trained in the place of pictures, because the engine takes none."""
    images = context.card.images
    if images.references or not loads_weights(context) or not _has_trainer(context):
        return False
    return {context.likeness, *context.likenesses.values()} != {Likeness.LORA}
