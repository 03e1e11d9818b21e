"""How new people and places look. It knows when the stage is repeated or reused, not who decides it."""

from blocks.kinds import Writer
from storyreel.film.introductions import Introduction, IntroductionBrief
from tasks._order import Order
from tasks._stage import ask, stage


@stage("introduction")
def introduce(brief: IntroductionBrief, writer: Writer, order: Order) -> Introduction:
    """Looks and voices of a few new people, and a few new places."""
    return ask(order, Introduction, writer, "introduce", brief)
