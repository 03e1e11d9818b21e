"""The page of a film's money: what was spent, on what, and what is left."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from storyreel.graph.stages import STAGES, call_named
from storyreel.project.bill import Bill, BillLine
from studio.board.framing import Frame
from studio.board.storyboard_view import cost_by_shot


@dataclass(frozen=True)
class _StageCost:
    """What a stage has cost, and its share of the dearest."""

    name: str
    usd: float
    share: float


def money_routes(frame: Frame) -> APIRouter:
    """The route of the money."""
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    controller = frame.controller

    @router.get("/films/{slug}/money")
    def money(slug: str) -> str:
        view = controller.view(slug)
        bill, board = view.bill(), controller.board(view)
        next_run = None if view.at_work or view.project.state.base is None else controller.next_run(view)
        costs = cost_by_shot(bill)
        dearest = sorted((s for s in board.shots if costs.get(s.id)), key=lambda s: -costs[s.id])[:5]
        facts = {
            "bill": bill,
            "stages": _stage_costs(bill),
            "dearest": [(shot, costs[shot.id]) for shot in dearest],
            "unresolved": [line for line in bill.lines if line.status == "unresolved"],
            "next_usd": next_run.high_usd if next_run else 0.0,
        }
        return frame.film_page("money.j2", view, "Money", **facts)

    return router


def _stage_costs(bill: Bill) -> list[_StageCost]:
    """What each stage has cost, the dearest first."""
    costs: defaultdict[str, float] = defaultdict(float)
    for line in bill.lines:
        costs[_stage_of(line)] += line.usd
    most = max(costs.values(), default=0.0) or 1.0
    named = sorted(costs.items(), key=lambda one: -one[1])
    return [_StageCost(name, usd, round(usd / most, 3)) for name, usd in named]


def _stage_of(line: BillLine) -> str:
    call = call_named(line.what)
    return "other" if call is None else STAGES[call.stage].several or call.stage.value
