"""What a film will cost and how long it will take, before anything is bought: its dry run, priced."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

from pydantic import Field

from storyreel.film.cutting import MixBrief
from storyreel.film.frozen import Frozen
from storyreel.film.likeness import Likeness
from storyreel.film.money import FREE, Cost
from storyreel.graph.calls import Call, Made
from storyreel.graph.context import FilmContext
from storyreel.graph.dry_run import DryCall, calls_until
from storyreel.graph.likeness_choice import can_choose
from storyreel.graph.schedule import Job, longest_chain, wall_seconds
from storyreel.graph.stages import STAGES, CallId
from storyreel.project.bill import Bill, bill_of
from storyreel.project.kept_clips import keeping_clips
from storyreel.project.kept_results import ALL, Keeping
from storyreel.project.ledger_answers import LookedUp, look_up_calls
from storyreel.project.likeness_costs import LikenessCost, with_likeness
from storyreel.project.overrides import locked_shots
from storyreel.project.project import Project
from storyreel.project.settings import Scope, Until

CORES = "this machine"
CORE_SECONDS = 1.0
"""A call's `work` is rough seconds of one core."""
WHOLE = Scope()
CENT = 0.01


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

    def paid_capabilities(self) -> frozenset[str]:
        """Who costs money, by capability or as a shot names its engine."""
        ...


class EstimateLine(Frozen):
    """A stage, or a shot."""

    name: str
    calls: int = Field(ge=0, description="Calls that are still to be made and cost money.")
    cost: Cost = FREE


class Reach(Frozen):
    """How many calls of a stage a budget pays for."""

    name: str
    calls: int = Field(ge=0)
    of: int = Field(ge=0)


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
    stale: int = Field(
        default=0, ge=0, description="Paid results of an earlier version that stay until they are asked for."
    )
    stale_cost: Cost = Field(default=FREE, description="What `--redo stale` costs for these.")
    left_usd: float | None = Field(
        default=None, ge=0, description="What the budget has left for this; None if there is no budget."
    )
    reach: tuple[Reach, ...] = Field(
        default=(), description="How far the budget reaches, if not to the end of the film."
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

    @property
    def is_short(self) -> bool:
        """Whether the budget may end before the film does."""
        return self.left_usd is not None and self.cost.high_usd > self.left_usd + CENT / 2

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


def estimate(estimate_input: EstimateInput, cores: int) -> Estimate:
    """Price and time what is still to be made. cores: pieces of heavy work this machine does at once."""
    calls, to_make = estimate_input.looked_up.calls, estimate_input.to_make
    jobs, bill = to_make.jobs(), bill_of(estimate_input.project, 0.0)
    left = _left(bill)
    return Estimate(
        stages=to_make.stages(),
        shots=to_make.shots(),
        cost=to_make.cost(),
        wall_seconds=wall_seconds(jobs, to_make.slots(cores)),
        chain=tuple(map(str, longest_chain(jobs))),
        until=_until(estimate_input.scope),
        film_seconds=_mixed_seconds(calls),
        spent_usd=bill.spent_usd,
        retakes_usd=to_make.retakes_usd(estimate_input.project.settings.takes),
        unwritten=_unwritten(estimate_input.context, calls, estimate_input.worked_out or {}),
        unpriced=to_make.unpriced(),
        assumed=to_make.assumed(),
        likeness=_likeness_costs(estimate_input),
        stale=estimate_input.stale,
        stale_cost=estimate_input.stale_cost,
        left_usd=left,
        reach=() if left is None else to_make.reach(left),
    )


def _left(bill: Bill) -> float | None:
    """What is left of the budget for what is to be made, jobs that are under way included."""
    return None if bill.budget_left_usd is None else bill.budget_left_usd + bill.reserved_usd


@dataclass(frozen=True)
class EstimateInput:
    """A film as it would be made now, and who prices it."""

    project: Project
    context: FilmContext
    rates: Rates
    before: Sequence[Call] = ()
    worked_out: Made | None = None
    """See `dry_run`, as for `before`."""
    scope: Scope = WHOLE

    @cached_property
    def looked_up(self) -> LookedUp:
        """Every call of the whole film, compared with what is made and what stays."""
        keeping = Keeping(self.project, self.rates.paid_capabilities(), self.scope)
        return look_up_calls(self.project, self.context, keeping, self.before, self.worked_out)

    @property
    def _asked(self) -> Collection[CallId]:
        """The calls of the part of the film that is made."""
        return calls_until(_until(self.scope), self.looked_up.calls)

    @cached_property
    def to_make(self) -> _ToMake:
        """The calls that are still to be made."""
        asked = self._asked
        return _ToMake(
            calls=[one for one in self.looked_up.calls if not one.made and one.call.id in asked],
            planned=frozenset(call.id for call in self.before),
            context=self.context,
            rates=self.rates,
        )

    @property
    def cost(self) -> Cost:
        """What is still to be bought."""
        return self.to_make.cost()

    @property
    def stale(self) -> int:
        """How many paid results of an earlier version stay until they are asked for."""
        stale = self.looked_up.known.stale.keys() & self._asked
        calls = (one for one in self.looked_up.calls if one.call.id in stale)
        return sum(self._stays_until_asked(one) for one in calls)

    def _stays_until_asked(self, one: DryCall) -> bool:
        is_locked = one.call.id.subject in locked_shots(self.project.state.overrides)
        return not is_locked and self.rates.price(one.call.asks, one.brief) != FREE

    @property
    def stale_cost(self) -> Cost:
        """What it costs more if everything that is stale is made again.

        A shot may take another number of clips then.
        """
        if not self.stale:
            return FREE
        scope = self.scope.model_copy(update={"redo": (ALL,), "missing_only": False})
        context = keeping_clips(self.project, self.context, self.rates.paid_capabilities(), scope)
        again = replace(self, context=context, scope=scope).to_make
        made_anyway = {priced.call.id for priced in self.to_make.priced}
        return _sum(priced.cost for priced in again.priced if priced.call.id not in made_anyway)

    def with_likeness(self, likeness: Likeness) -> EstimateInput:
        """The same film with all people and places kept alike that way."""
        return replace(self, context=with_likeness(self.context, likeness))


def _likeness_costs(estimate_input: EstimateInput) -> tuple[LikenessCost, ...]:
    """What is still to be bought with each choice of likeness; none if the crew leaves no choice."""
    if not can_choose(estimate_input.context):
        return ()
    return tuple(
        LikenessCost(likeness=choice, cost=estimate_input.with_likeness(choice).cost) for choice in Likeness
    )


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

    def reach(self, usd: float) -> tuple[Reach, ...]:
        """How far money reaches, in the order in which calls are made; none if it reaches to the end."""
        if self.cost().high_usd <= usd + CENT / 2:
            return ()
        paid_for = Counter(one.call.stage for one in self._paid_with(usd))
        every = Counter(one.call.stage for one in self.priced)
        return tuple(
            Reach(name=STAGES[stage].several or stage.value, calls=paid_for[stage], of=of)
            for stage, of in every.items()
        )

    def _paid_with(self, usd: float) -> Iterator[_Priced]:
        """The calls before the first that a sum does not pay for."""
        for priced in self.priced:
            usd -= priced.cost.high_usd
            if usd < 0:
                return
            yield priced

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


def _mixed_seconds(calls: Sequence[DryCall]) -> float:
    """The length of the film as it will be mixed."""
    return next(one.brief.seconds for one in calls if isinstance(one.brief, MixBrief))


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
