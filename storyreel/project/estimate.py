"""What a film will cost and how long it will take, before anything is bought: its dry run, priced."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Protocol

from pydantic import Field

from storyreel.film.cutting import MixBrief
from storyreel.film.frozen import Frozen
from storyreel.film.likeness import Likeness
from storyreel.film.money import FREE, Cost
from storyreel.graph.calls import Call, Made
from storyreel.graph.context import FilmContext
from storyreel.graph.dry_run import DryCall, calls_until, dry_run
from storyreel.graph.likeness_choice import can_choose
from storyreel.graph.schedule import Job, longest_chain, wall_seconds
from storyreel.graph.stages import CallId
from storyreel.project.bill import bill_of
from storyreel.project.likeness_costs import LikenessCost, with_likeness
from storyreel.project.project import Project
from storyreel.project.settings import Scope, Until

CORES = "this machine"
CORE_SECONDS = 1.0
"""A call's `work` is rough seconds of one core."""
WHOLE = Scope()


class Rates(Protocol):
    """Prices and speeds, as the crew knows them."""

    def price(self, capability: str, brief: Frozen) -> Cost:
        """What a call costs; nothing for the embedded crew."""
        ...

    def seconds(self, capability: str, brief: Frozen) -> float | None:
        """How long the provider takes; None for work on this machine."""
        ...

    def resource(self, capability: str) -> tuple[str, int]:
        """What makes it, and how many at once; ('', 0) for work on this machine."""
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
            "What is made, if not the whole film: 'storyboard', 'keyframes', 'clips' or 'narration'."
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
        description="What it costs more at most, if the critic may ask for several takes of a clip.",
    )
    unwritten: int = Field(
        default=0,
        ge=0,
        description=(
            "Scenes that the writer has not analysed yet: how many shots they have is estimated by rules."
        ),
    )
    unpriced: tuple[str, ...] = Field(
        default=(),
        description="What has no known price and is in no figure, each as 'provider model'.",
    )
    endings: tuple[str, ...] = Field(
        default=(), description="Models of the crew that end soon or have ended, each in a sentence."
    )
    assumed: int = Field(
        ge=0,
        description=(
            "Paid calls whose words or lengths are assumed, because what they are made from is not made yet."
        ),
    )
    likeness: tuple[LikenessCost, ...] = Field(
        default=(),
        description="What it costs with each choice of `likeness`; none if the crew leaves no choice.",
    )

    @property
    def per_minute(self) -> Cost:
        """What a minute of the finished film costs, counted as the bill counts it.

        All that was and will be bought, divided by the minutes of the film with its title and credits.

        >>> plan = dict(stages=(), shots=(), wall_seconds=0, chain=(), assumed=0)
        >>> Estimate(cost=Cost(low_usd=1, high_usd=2), film_seconds=30, **plan).per_minute.high_usd
        4.0
        """
        minutes = self.film_seconds / 60
        if not minutes:
            return FREE
        whole = self._whole_cost()
        return Cost(low_usd=whole.low_usd / minutes, high_usd=whole.high_usd / minutes)

    def _whole_cost(self) -> Cost:
        """All that was and will be bought."""
        return Cost(low_usd=self.spent_usd + self.cost.low_usd, high_usd=self.spent_usd + self.cost.high_usd)


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

    film_seconds: about how long the shots are, if the dry run does not reach the end of the film. cores:
    pieces of heavy work this machine does at once. before, worked_out: see `dry_run`.
    """
    outlook = Outlook(project, context, rates, before, worked_out, scope)
    calls, to_make = outlook.calls, outlook.to_make
    jobs = to_make.jobs()
    return Estimate(
        stages=to_make.stages(),
        shots=to_make.shots(),
        cost=to_make.cost(),
        wall_seconds=wall_seconds(jobs, to_make.slots(cores)),
        chain=tuple(map(str, longest_chain(jobs))),
        until=_until(scope),
        film_seconds=_mixed_seconds(calls, film_seconds),
        spent_usd=bill_of(project, 0.0).spent_usd,
        retakes_usd=to_make.retakes_usd(project.settings.takes),
        unwritten=_unwritten(context, calls, worked_out or {}),
        unpriced=to_make.unpriced(),
        assumed=to_make.assumed(),
        likeness=likeness_costs(outlook),
    )


@dataclass(frozen=True)
class Outlook:
    """A film as it would be made now, and who prices it."""

    project: Project
    context: FilmContext
    rates: Rates
    before: Sequence[Call] = ()
    worked_out: Made | None = None
    """See `dry_run`, as for `before`."""
    scope: Scope = WHOLE

    @cached_property
    def calls(self) -> Sequence[DryCall]:
        """Every call of the whole film."""
        known = partial(_made_before, self.project, self.context)
        return dry_run(self.context, known, self.before, self.worked_out)

    @cached_property
    def to_make(self) -> _ToMake:
        """The calls that are still to be made."""
        asked = calls_until(_until(self.scope), self.calls)
        return _ToMake(
            calls=[one for one in self.calls if not one.made and one.call.id in asked],
            planned=frozenset(call.id for call in self.before),
            context=self.context,
            rates=self.rates,
        )

    @property
    def cost(self) -> Cost:
        """What is still to be bought."""
        return self.to_make.cost()

    def with_likeness(self, likeness: Likeness) -> Outlook:
        """The same film with all people and places kept alike that way."""
        return replace(self, context=with_likeness(self.context, likeness))


def likeness_costs(outlook: Outlook) -> tuple[LikenessCost, ...]:
    """What is still to be bought with each choice of likeness; none if the crew leaves no choice."""
    if not can_choose(outlook.context):
        return ()
    return tuple(
        LikenessCost(likeness=choice, cost=outlook.with_likeness(choice).cost) for choice in Likeness
    )


def _made_before(project: Project, context: FilmContext, call: Call, brief: Frozen) -> Frozen | None:
    """A call's result if it was made before and is still whole."""
    key = call.key(brief, context.card.fingerprints)
    attempt = project.vault.ledger.sound_attempt(key, project.vault.assets.check)
    return call.row.result.model_validate(attempt.done["result"]) if attempt.done is not None else None


def _until(scope: Scope) -> str:
    """What is made, '' for the whole film."""
    if scope.only:
        return scope.only
    return "" if scope.until is Until.FILM else scope.until.value


@dataclass(frozen=True)
class _ToMake:
    """The calls that are still to be made."""

    calls: Sequence[DryCall]
    planned: frozenset[CallId]
    """Calls that plan the storyboard; all others wait for them."""
    context: FilmContext
    rates: Rates

    @cached_property
    def priced(self) -> Sequence[_Priced]:
        """The calls that cost money."""
        return [priced for one in self.calls if (priced := self._price(one)).cost != FREE]

    def _price(self, one: DryCall) -> _Priced:
        return _Priced(
            call=one.call,
            shot_id=self.context.shot_of(one.call.id),
            cost=self.rates.price(one.call.asks, one.brief),
            assumed=one.assumed is not None,
        )

    def stages(self) -> tuple[EstimateLine, ...]:
        """What each stage costs."""
        return _lines((priced.call.stage.value, priced.cost) for priced in self.priced)

    def shots(self) -> tuple[EstimateLine, ...]:
        """What each shot costs."""
        return _lines((priced.shot_id, priced.cost) for priced in self.priced if priced.shot_id)

    def cost(self) -> Cost:
        """What all of them cost."""
        return _sum(priced.cost for priced in self.priced)

    def assumed(self) -> int:
        """How many may still be asked in other words or lengths."""
        return sum(priced.assumed for priced in self.priced)

    def jobs(self) -> list[Job]:
        """The calls in time."""
        return [self._job(one, self._waited_for(one)) for one in self.calls]

    def _waited_for(self, one: DryCall) -> tuple[CallId, ...]:
        """The calls that plan the film, for which all others wait."""
        return () if one.call.id in self.planned else self._planning

    @cached_property
    def _planning(self) -> tuple[CallId, ...]:
        return tuple(one.call.id for one in self.calls if one.call.id in self.planned)

    def _job(self, one: DryCall, before: tuple[CallId, ...]) -> Job:
        """A call in time. before: what the whole storyboard waits for."""
        call, capability = one.call, one.call.asks
        seconds, needs = self.rates.seconds(capability, one.brief), (*call.needs, *before)
        if seconds is None:
            return Job(call.id, needs, call.work * CORE_SECONDS, CORES)
        return Job(call.id, needs, seconds, self.rates.resource(capability)[0])

    def slots(self, cores: int) -> dict[str, int]:
        """How many jobs run at once, by resource."""
        resources = (self.rates.resource(one.call.asks) for one in self.calls)
        slots = {CORES: cores} | dict(resources)
        return {name: number for name, number in slots.items() if number}

    def retakes_usd(self, takes: int) -> float:
        """What the takes cost at most that the critic may ask for."""
        if "critic" not in self.context.card.fingerprints:
            return 0.0
        return (takes - 1) * self._usd_per_take()

    def _usd_per_take(self) -> float:
        """What one take of everything costs at most."""
        return sum(priced.cost.high_usd for priced in self.priced if priced.call.row.per_take)

    def unpriced(self) -> tuple[str, ...]:
        """Providers and models without a known price, each once."""
        return tuple(dict.fromkeys(self._named_without_price()))

    def _named_without_price(self) -> Iterator[str]:
        for priced in self.priced:
            if not priced.cost.high_usd:
                yield from priced.cost.unknown


def _mixed_seconds(calls: Sequence[DryCall], otherwise: float) -> float:
    """The length of the film as it will be mixed, if the dry run reaches the mix."""
    for one in calls:
        if isinstance(one.brief, MixBrief):
            return one.brief.seconds
    return otherwise


def _unwritten(context: FilmContext, calls: Sequence[DryCall], worked_out: Made) -> int:
    """Scenes of the film whose shots are not written yet."""
    scenes = set(context.analyses.values()) - worked_out.keys()
    return sum(one.call.id in scenes and not one.made for one in calls)


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
