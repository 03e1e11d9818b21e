"""The length of every shot, from what was spoken. It knows when the stage is repeated or reused, not how pace is found."""

from storyreel.film.pace import Pace, PaceBrief
from storyreel.planning.pace import set_pace
from tasks._order import Order
from tasks._stage import fulfil, stage


@stage("pace")
def pace_film(brief: PaceBrief, order: Order) -> Pace:
    """The length of every shot and the start of every line."""
    return fulfil(order, Pace, lambda _store: set_pace(brief))
