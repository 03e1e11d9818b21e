"""What a film will cost and how long it will take, before anything is bought: the film dry_calls and priced.

It buys nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from pydantic import Field

from storyreel.film.cutting import MixBrief
from storyreel.film.frozen import Frozen
from storyreel.film.money import FREE, Cost
from storyreel.graph.calls import Call, Made
from storyreel.graph.context import FilmContext
from storyreel.graph.dry_run import DryCall, calls_until, dry_run
from storyreel.graph.schedule import Job, longest_chain, wall_seconds
from storyreel.graph.stages import CallId
from storyreel.project.bill import bill_of
from storyreel.project.project import Project
from storyreel.project.settings import Scope, Until

CORES = "this machine"
CORE_SECONDS = 1.0
"""A call's `work` is rough seconds of one core."""
WHOLE = Scope()


class Rates(Protocol):
    """Who knows prices and speeds: the crew."""

    def price(self, capability: str, brief: Frozen) -> Cost:
        """What a call costs; nothing for the embedded crew."""
        ...

    def seconds(self, capability: str, brief: Frozen) -> float | None:
        """How long the provider takes; None for work on this machine."""
        ...

    def resource(self, capability: str) -> tuple[str, int]:
        """Who makes it, and how many at once; ('', 0) for work on this machine."""
        ...


class EstimateLine(Frozen):
    """A stage, or a shot."""

    name: str
    calls: int = Field(ge=0, description="Calls that are still to be made and cost money.")
    cost: Cost = FREE


class Estimate(Frozen):
    """A film before it is made."""

    stages: tuple[EstimateLine, ...]
    shots: tuple[EstimateLine, ...]
    cost: Cost
    wall_seconds: float = Field(
        ge=0, description="From start to film, with as many jobs at once as the providers allow."
    )
    chain: tuple[str, ...] = Field(description="The calls that follow one another and decide that time.")
    until: str = Field(
        default="",
        description=(
            "What is made, where not the whole film: 'storyboard', 'keyframes', 'clips' or 'narration'."
        ),
    )
    film_seconds: float = Field(
        ge=0,
        description=(
            "The whole film as it will be cut: shots at the lengths their engine makes, title and credits."
        ),
    )
    spent_usd: float = Field(
        default=0.0, ge=0, description="What the film has cost already, as its bill says."
    )
    retakes_usd: float = Field(
        default=0.0,
        ge=0,
        description="What it costs more at most, where the critic may ask for several takes of a clip.",
    )
    unwritten: int = Field(
        default=0,
        ge=0,
        description=(
            "Scenes that the writer has not analysed yet: how many shots they have is guessed by rules."
        ),
    )
    unpriced: tuple[str, ...] = Field(
        default=(),
        description="Whose price is not known at all, so that no figure holds it, each as 'provider model'.",
    )
    assumed: int = Field(
        ge=0,
        description=(
            "Paid calls whose words or lengths are assumed, because what they are made from is not there yet."
        ),
    )

    @property
    def per_minute(self) -> Cost:
        """What a minute of the finished film costs, counted as the bill counts it: all that was and will be bought, over title and credits, too.

        >>> Estimate(stages=(), shots=(), cost=Cost(low_usd=1, high_usd=2), wall_seconds=0, chain=(), film_seconds=30, assumed=0).per_minute.high_usd
        4.0
        """
        minutes = self.film_seconds / 60
        return (
            Cost(
                low_usd=(self.spent_usd + self.cost.low_usd) / minutes,
                high_usd=(self.spent_usd + self.cost.high_usd) / minutes,
            )
            if minutes
            else FREE
        )


@dataclass(frozen=True)
class _Priced:
    """One paid call still to be made."""

    call: Call
    shot_id: str
    cost: Cost
    assumed: bool


def estimate(
    project: Project,
    context: FilmContext,
    rates: Rates,
    cores: int,
    film_seconds: float,
    before: Sequence[Call] = (),
    worked_out: Made | None = None,
    scope: Scope = WHOLE,
) -> Estimate:
    """Price and time what is still to be made.

    film_seconds: about how long the shots are, where the film cannot be dry_calls to its end. cores: pieces
    of heavy work this machine does at once. before, worked_out: see `dry_run`.
    """

    def known(call: Call, brief: Frozen) -> Frozen | None:
        attempt = project.vault.ledger.sound_attempt(
            call.key(brief, context.card.fingerprints), project.vault.assets.check
        )
        return call.row.result.model_validate(attempt.done["result"]) if attempt.done is not None else None

    calls = dry_run(context, known, before, worked_out)
    until = scope.only or ("" if scope.until is Until.FILM else scope.until.value)
    asked = calls_until(until, calls)
    open_calls = [one for one in calls if not one.made and one.call.id in asked]
    priced = [
        _Priced(call=r.call, shot_id=context.shot_of(r.call.id), cost=cost, assumed=r.assumed is not None)
        for r in open_calls
        if (cost := rates.price(r.call.row.capability, r.brief)) != FREE
    ]
    planned = {call.id for call in before}
    waited = tuple(r.call.id for r in open_calls if r.call.id in planned)
    jobs = [_job(one, rates, () if one.call.id in planned else waited) for one in open_calls]
    places = {CORES: cores} | dict(rates.resource(r.call.row.capability) for r in open_calls)
    return Estimate(
        stages=_lines((p.call.stage.value, p.cost) for p in priced),
        shots=_lines((p.shot_id, p.cost) for p in priced if p.shot_id),
        cost=_sum(p.cost for p in priced),
        wall_seconds=wall_seconds(jobs, {name: number for name, number in places.items() if number}),
        chain=tuple(map(str, longest_chain(jobs))),
        until=until,
        film_seconds=next(
            (float(r.brief.rate.seconds(r.brief.frames)) for r in calls if isinstance(r.brief, MixBrief)),
            film_seconds,
        ),
        spent_usd=bill_of(project, 0.0).spent_usd,
        retakes_usd=(
            (project.settings.takes - 1) * sum(p.cost.high_usd for p in priced if p.call.row.per_take)
            if "critic" in context.card.fingerprints
            else 0.0
        ),
        unwritten=_unwritten(context, calls, worked_out or {}),
        unpriced=tuple(dict.fromkeys(name for p in priced if not p.cost.high_usd for name in p.cost.unknown)),
        assumed=sum(p.assumed for p in priced),
    )


def _job(dry_calls: DryCall, rates: Rates, before: tuple[CallId, ...]) -> Job:
    """A call in time. before: what the whole storyboard waits for."""
    call, capability = dry_calls.call, dry_calls.call.row.capability
    taken, needs = rates.seconds(capability, dry_calls.brief), (*call.needs, *before)
    if taken is None:
        return Job(call.id, needs, call.work * CORE_SECONDS, CORES)
    return Job(call.id, needs, taken, rates.resource(capability)[0])


def _unwritten(context: FilmContext, calls: Sequence[DryCall], worked_out: Made) -> int:
    """Scenes of the film whose shots nobody has written."""
    scenes = set(context.analyses.values())
    return sum(one.call.id in scenes and not one.made and one.call.id not in worked_out for one in calls)


def _lines(costs: Iterable[tuple[str, Cost]]) -> tuple[EstimateLine, ...]:
    grouped: dict[str, list[Cost]] = defaultdict(list)
    for name, cost in costs:
        grouped[name].append(cost)
    return tuple(
        EstimateLine(name=name, calls=len(group), cost=_sum(group)) for name, group in grouped.items()
    )


def _sum(costs: Iterable[Cost]) -> Cost:
    total = FREE
    for cost in costs:
        total += cost
    return total
