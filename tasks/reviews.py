"""What a critic says of a take. It knows when the stage is repeated or reused, not how a take is judged."""

from blocks.kinds import Critic
from storyreel.film.briefs import Review, ReviewBrief
from tasks._order import Order
from tasks._stage import ask, stage


@stage("review")
def review_take(brief: ReviewBrief, critic: Critic, order: Order) -> Review:
    """A judgement of one take."""
    return ask(order, Review, critic, "review", brief)
