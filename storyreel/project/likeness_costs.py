"""What each way of keeping people and places alike costs, in a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pydantic import Field

from storyreel.film.frozen import Frozen
from storyreel.film.likeness import Likeness
from storyreel.film.money import Cost
from storyreel.film.skips import Skip
from storyreel.graph.context import FilmContext
from storyreel.graph.likeness import TRAINING_PICTURES, reference_id
from storyreel.graph.stages import CallId, Stage

_WORDS = {
    Likeness.REFERENCES: "references instead of LoRA training",
    Likeness.LORA: "trained weights",
    Likeness.BOTH: "trained weights and references",
}


class LikenessCost(Frozen):
    """What is still to be bought for the whole film if all people and places are kept alike one way."""

    likeness: Likeness
    cost: Cost = Field(description="Of everything that is still to be bought, not of the likeness alone.")


def with_likeness(context: FilmContext, likeness: Likeness) -> FilmContext:
    """The film with all people and places kept alike that way.

    A person's own pictures are trained on, too, if there is training.
    """
    return replace(
        context,
        likeness=likeness,
        likenesses={},
        skip=context.skip - {Skip.LORA},
        own={**_training_pictures(context.own), **context.own},
    )


def _training_pictures(own: Mapping[CallId, Frozen]) -> dict[CallId, Frozen]:
    """The pictures that are brought of people and places, under the names of all that are trained on."""
    brought = ((call.subject, result) for call, result in own.items() if call.stage is Stage.REFERENCE)
    return {
        reference_id(subject, number): result
        for subject, result in brought
        for number in range(1, TRAINING_PICTURES + 1)
    }


def likeness_choices(costs: Sequence[LikenessCost], now: Cost) -> str:
    """A sentence that says what other choices cost more or less than the film now; '' if nothing.

    The highest prices are compared, as a budget does.

    >>> costs = [LikenessCost(likeness="lora", cost=Cost(low_usd=16, high_usd=16.4))]
    >>> likeness_choices(costs, Cost(low_usd=10, high_usd=10))
    'With trained weights $6.40 more (--likeness lora).'
    """
    said = "; ".join(_differences(costs, now.high_usd))
    return f"{said[0].upper()}{said[1:]}." if said else ""


def _differences(costs: Sequence[LikenessCost], now_usd: float) -> Iterator[str]:
    for choice in costs:
        more_usd = round(choice.cost.high_usd - now_usd, 2)
        if more_usd:
            compared = f"${abs(more_usd):.2f} {'more' if more_usd > 0 else 'less'}"
            yield f"with {_WORDS[choice.likeness]} {compared} (--likeness {choice.likeness})"
