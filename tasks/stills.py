"""One still: a shot's first or last frame, or a reference picture. It knows when the stage is repeated or reused, not how it is drawn."""

from blocks.kinds import ImageGenerator
from storyreel.film.briefs import Still, StillBrief
from tasks._order import Order
from tasks._stage import ask, stage


@stage("still")
def draw_still(brief: StillBrief, images: ImageGenerator, order: Order) -> Still:
    """One picture."""
    return ask(order, Still, images, "still", brief)


@stage("reference")
def draw_reference(brief: StillBrief, images: ImageGenerator, order: Order) -> Still:
    """One picture of a place or a person for others to agree with."""
    return ask(order, Still, images, "still", brief)
