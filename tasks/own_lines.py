"""One line of the person's own recording. It knows when the stage is repeated or reused, not how it is done."""

from storyreel.film.briefs import Speech
from storyreel.film.narration import OwnLineBrief
from tasks._order import Order
from tasks._stage import fulfil, stage


@stage("own line")
def cut_own_line(brief: OwnLineBrief, order: Order) -> Speech:
    """The line, cut out of its recording."""
    from storyreel.editing.lines import cut_line

    return fulfil(order, Speech, lambda store: cut_line(brief, store))
