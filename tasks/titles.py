"""The opening title. It knows when the stage is repeated or reused, not how it is done."""

from storyreel.film.cutting import TitleBrief, TitleClip
from tasks._order import Order
from tasks._stage import fulfil, stage


@stage("title")
def make_title(brief: TitleBrief, order: Order) -> TitleClip:
    """The opening title."""
    from storyreel.editing.titles import make_title as compose_title

    return fulfil(order, TitleClip, lambda store: compose_title(brief, store))
