"""The finished film. It knows when the stage is repeated or reused, not how it is done."""

from storyreel.film.cutting import FinishedFilm, StitchBrief
from tasks._order import Order
from tasks._stage import fulfil, stage


@stage("film")
def stitch(brief: StitchBrief, order: Order) -> FinishedFilm:
    """The finished film."""
    from storyreel.editing.stitch import stitch_film

    return fulfil(order, FinishedFilm, lambda store: stitch_film(brief, store))
