"""Whether a budget pays for a film, how far it reaches, and what to leave out so that it does."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from storyreel.film.errors import BudgetError
from storyreel.film.likeness import Likeness
from storyreel.film.skips import Skip
from storyreel.graph.context import FilmContext
from storyreel.graph.likeness_choice import can_choose
from storyreel.project.estimate import CENT, Estimate, EstimateInput
from storyreel.project.likeness_costs import with_likeness

_MOST = 4


@dataclass(frozen=True)
class Cheaper:
    """A way to make the film for less."""

    words: str
    """What is done instead, and how it is typed."""
    less_usd: float
    fits: bool
    """Whether the budget pays for the film then."""


def cheaper_ways(planned: Estimate, estimate_input: EstimateInput) -> tuple[Cheaper, ...]:
    """Ways to make the film for less, the one that saves the most first."""
    ways = (
        _cheaper(words, planned, replace(estimate_input, context=form))
        for words, form in _forms(estimate_input.context)
    )
    saving = sorted((way for way in ways if way.less_usd >= CENT), key=lambda way: -way.less_usd)
    return tuple(saving[:_MOST])


def _cheaper(words: str, planned: Estimate, other: EstimateInput) -> Cheaper:
    usd = other.cost.high_usd
    return Cheaper(words, planned.cost.high_usd - usd, usd <= _left(planned) + CENT / 2)


def _forms(context: FilmContext) -> Iterator[tuple[str, FilmContext]]:
    """The film with one thing left out, and how that is said."""
    if can_choose(context):
        alike = with_likeness(context, Likeness.REFERENCES)
        yield "With references instead of LoRA training (--likeness references)", alike
    else:
        yield "With no LoRA training (--skip lora)", _without(context, Skip.LORA)
    if context.last_frames:
        yield 'With first frames only (keyframes = "first")', replace(context, last_frames=False)
    yield "Without music (--skip music)", _without(context, Skip.MUSIC)
    yield "Without effects and ambience (--skip sound)", _without(context, Skip.SOUND)
    yield "Without spoken lines (--skip narration)", _without(context, Skip.NARRATION)


def _without(context: FilmContext, part: Skip) -> FilmContext:
    return replace(context, skip=context.skip | {part})


def require_affordable(planned: Estimate, estimate_input: EstimateInput) -> None:
    """Refuse a film that costs more than its budget has left.

    Raises:
        BudgetError: says how far the budget reaches, and what to leave out.
    """
    if planned.is_short:
        budget_usd = estimate_input.project.settings.budget_usd or 0.0
        raise BudgetError(_refusal(planned, cheaper_ways(planned, estimate_input), budget_usd))


def _refusal(planned: Estimate, ways: tuple[Cheaper, ...], budget_usd: float) -> str:
    enough = math.ceil(budget_usd - _left(planned) + planned.cost.high_usd)
    nothing = "Nothing more" if planned.spent_usd else "Nothing"
    return (
        f"{shortage(planned, ways)} {nothing} was spent. Type `storyreel make` with --budget {enough} for all"
        " of it, or with --yes to buy as far as the budget reaches."
    )


def shortage(planned: Estimate, ways: tuple[Cheaper, ...]) -> str:
    """That the budget may not pay for the film, how far it reaches, and what makes it cheaper."""
    reached = ", ".join(f"{one.calls} of {one.of} {one.name}" for one in planned.reach)
    return (
        f"The film may cost up to ${planned.cost.high_usd:.2f}, and ${_left(planned):.2f} of the budget is"
        f" left for it. That pays for {reached}.{''.join(map(_way, ways))}"
    )


def _left(planned: Estimate) -> float:
    return planned.left_usd or 0.0


def _way(way: Cheaper) -> str:
    """A cheaper way as a sentence, and whether it is cheap enough."""
    fits = ", and the budget pays for all of it" if way.fits else ""
    return f" {way.words} it is ${way.less_usd:.2f} less{fits}."
