"""What stands in for a clip that could not be made. It knows when the stage is repeated or reused, not how it is done."""

from storyreel.film.briefs import Clip, HoldBrief
from tasks._order import Order
from tasks._stage import fulfil, stage


@stage("hold")
def hold_picture(brief: HoldBrief, order: Order) -> Clip:
    """One picture, held."""
    from storyreel.editing.hold import hold_picture as hold

    return fulfil(order, Clip, lambda store: hold(brief, store))
