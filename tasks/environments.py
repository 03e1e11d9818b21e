"""The anchor prompt of one place. It knows when the stage is repeated or reused, not how it is done."""

from blocks.kinds import Writer
from storyreel.film.briefs import Anchor, AnchorBrief
from tasks._order import Order
from tasks._stage import ask, stage


@stage("environment")
def describe_environment(brief: AnchorBrief, writer: Writer, order: Order) -> Anchor:
    """The anchor prompt of one place."""
    return ask(order, Anchor, writer, "describe", brief)
