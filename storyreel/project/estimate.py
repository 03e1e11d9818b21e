"""What a film will cost and how long it will take, before anything is bought: the film rehearsed and priced. It buys nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Protocol

from pydantic import Field

from storyreel.film.cutting import MixBrief
from storyreel.film.drafts import SceneBrief
from storyreel.film.frozen import Frozen
from storyreel.film.introductions import IntroductionBrief
from storyreel.film.money import FREE, Cost
from storyreel.graph.callsheet import STAGES, Call, Stage
from storyreel.graph.film import analysis_calls, introduction_calls
from storyreel.graph.rehearsal import Rehearsed, rehearse
from storyreel.graph.schedule import Job, longest_chain, wall_seconds
from storyreel.graph.sheet import Sheet
from storyreel.project.bill import bill_of
from storyreel.project.project import Project
from storyreel.project.settings import Scope, Until

CORES = "this machine"
CORE_SECONDS = 1.0
"""A call's `work` is rough seconds of one core."""
WHOLE = Scope()
_PLANNED = (Stage.INTRODUCTION, Stage.ANALYSIS)
_DRAWN = (*_PLANNED, Stage.ENVIRONMENT, Stage.REFERENCE, Stage.LORA, Stage.KEYFRAMES, Stage.STILL)
_MADE_UNTIL = {
    Until.STORYBOARD.value: _PLANNED,
    Until.KEYFRAMES.value: _DRAWN,
    Until.CLIPS.value: (*_DRAWN, Stage.HEARING, Stage.SPEECH, Stage.PACE, Stage.CLIP, Stage.REVIEW),
    "narration": (*_PLANNED, Stage.HEARING, Stage.SPEECH),
}
"""What is made of a film that is stopped early."""
_JUDGED = (Stage.CLIP, Stage.REVIEW)
"""What is made anew for another take of a clip."""


class Rates(Protocol):
    """Who knows prices and speeds: the crew."""

    def price(self, capability: str, brief: Frozen) -> Cost:
        """What a call costs; nothing for the embedded crew."""
        ...

    def seconds(self, capability: str, brief: Frozen) -> float | None:
        """How long the provider takes; None for work on this machine."""
        ...

    def workshop(self, capability: str) -> tuple[str, int]:
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
    wall_seconds: float = Field(ge=0, description="From start to film, with as many jobs at once as the providers allow.")
    chain: tuple[str, ...] = Field(description="The calls that follow one another and decide that time.")
    until: str = Field(default="", description="What is made, where not the whole film: 'storyboard', 'keyframes', 'clips' or 'narration'.")
    film_seconds: float = Field(ge=0, description="The whole film as it will be cut: shots at the lengths their engine makes, title and credits.")
    spent_usd: float = Field(default=0.0, ge=0, description="What the film has cost already, as its bill says.")
    retakes_usd: float = Field(default=0.0, ge=0, description="What it costs more at most, where the critic may ask for several takes of a clip.")
    unwritten: int = Field(default=0, ge=0, description="Scenes that the writer has not analysed yet: how many shots they have is guessed by rules.")
    unpriced: tuple[str, ...] = Field(
        default=(), description="Whose price is not known at all, so that no figure holds it, each as 'provider model'."
    )
    assumed: int = Field(ge=0, description="Paid calls whose words or lengths are assumed, because what they are made from is not there yet.")

    @property
    def per_minute(self) -> Cost:
        """What a minute of the finished film costs, counted as the bill counts it: all that was and will be bought, over title and credits, too.

        >>> Estimate(stages=(), shots=(), cost=Cost(low_usd=1, high_usd=2), wall_seconds=0, chain=(), film_seconds=30, assumed=0).per_minute.high_usd
        4.0
        """
        minutes = self.film_seconds / 60
        return (
            Cost(low_usd=(self.spent_usd + self.cost.low_usd) / minutes, high_usd=(self.spent_usd + self.cost.high_usd) / minutes)
            if minutes
            else FREE
        )


class _Priced(Frozen):
    """One paid call still to be made."""

    name: str
    stage: Stage
    shot_id: str
    cost: Cost
    assumed: bool


def estimate(
    project: Project,
    sheet: Sheet,
    rates: Rates,
    cores: int,
    film_seconds: float,
    scenes: Iterable[SceneBrief] = (),
    introductions: Iterable[IntroductionBrief] = (),
    scope: Scope = WHOLE,
) -> Estimate:
    """Price and time what is still to be made.

    film_seconds: about how long the shots are, where the film cannot be rehearsed to its end. cores: pieces of heavy work this machine does at once. scenes, introductions: what a paid writer is asked before there is a storyboard.
    """

    def known(call: Call, brief: Frozen) -> Frozen | None:
        attempt = project.vault.ledger.sound_attempt(call.key(brief, sheet.card.fingerprints), project.vault.assets.check)
        return STAGES[call.stage].result.model_validate(attempt.done["result"]) if attempt.done is not None else None

    def asked(call: Call) -> Rehearsed:
        brief = call.write({})
        return Rehearsed(call, brief, made=known(call, brief) is not None, assumed=False)

    before = tuple(asked(call) for call in (*introduction_calls(tuple(introductions)), *analysis_calls(tuple(scenes))))
    calls = (*before, *rehearse(sheet, known))
    until = scope.only or ("" if scope.until is Until.FILM else scope.until.value)
    open_calls = [rehearsed for rehearsed in calls if not rehearsed.made and rehearsed.call.stage in _MADE_UNTIL.get(until, STAGES)]
    priced = [
        _Priced(name=r.call.name, stage=r.call.stage, shot_id=r.call.shot_id, cost=cost, assumed=r.assumed)
        for r in open_calls
        if (cost := rates.price(STAGES[r.call.stage].capability, r.brief)) != FREE
    ]
    jobs = [_job(rehearsed, rates, tuple(r.call.name for r in before if not r.made)) for rehearsed in open_calls]
    places = {CORES: cores} | dict(rates.workshop(STAGES[r.call.stage].capability) for r in open_calls)
    return Estimate(
        stages=_lines((p.stage.value, p.cost) for p in priced),
        shots=_lines((p.shot_id, p.cost) for p in priced if p.shot_id),
        cost=_sum(p.cost for p in priced),
        wall_seconds=wall_seconds(jobs, {name: number for name, number in places.items() if number}),
        chain=longest_chain(jobs),
        until=until,
        film_seconds=next((float(r.brief.rate.seconds(r.brief.frames)) for r in calls if isinstance(r.brief, MixBrief)), film_seconds),
        spent_usd=bill_of(project, 0.0).spent_usd,
        retakes_usd=(project.settings.takes - 1) * sum(p.cost.high_usd for p in priced if p.stage in _JUDGED)
        if "critic" in sheet.card.fingerprints
        else 0.0,
        unwritten=sum(r.call.stage is Stage.ANALYSIS and not r.made for r in before) if sheet.card.introduces else 0,
        unpriced=tuple(dict.fromkeys(name for p in priced if not p.cost.high_usd for name in p.cost.unknown)),
        assumed=sum(p.assumed for p in priced),
    )


def _job(rehearsed: Rehearsed, rates: Rates, before: tuple[str, ...]) -> Job:
    call, capability = rehearsed.call, STAGES[rehearsed.call.stage].capability
    taken = rates.seconds(capability, rehearsed.brief)
    needs = call.needs if call.name in before else (*call.needs, *before)
    if taken is None:
        return Job(call.name, needs, call.work * CORE_SECONDS, CORES)
    return Job(call.name, needs, taken, rates.workshop(capability)[0])


def _lines(costs: Iterable[tuple[str, Cost]]) -> tuple[EstimateLine, ...]:
    grouped: dict[str, list[Cost]] = defaultdict(list)
    for name, cost in costs:
        grouped[name].append(cost)
    return tuple(EstimateLine(name=name, calls=len(group), cost=_sum(group)) for name, group in grouped.items())


def _sum(costs: Iterable[Cost]) -> Cost:
    total = FREE
    for cost in costs:
        total += cost
    return total
