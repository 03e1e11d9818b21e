"""The end credits. It knows when the stage is repeated or reused, not how it is done."""

from storyreel.film.cutting import CreditsBrief, TitleClip
from tasks._order import Order
from tasks._stage import fulfil, stage


@stage("credits")
def make_credits(brief: CreditsBrief, order: Order) -> TitleClip:
    """The end credits."""
    from storyreel.editing.titles import make_credits as compose_credits

    return fulfil(order, TitleClip, lambda store: compose_credits(brief, store))
