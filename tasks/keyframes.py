"""The first and last frame of a shot. It knows when the stage is repeated or reused, not how it is done."""

from blocks.kinds import ImageGenerator
from storyreel.film.briefs import KeyframeBrief, Keyframes
from tasks._order import Order
from tasks._stage import ask, stage


@stage("keyframes")
def draw_keyframes(brief: KeyframeBrief, images: ImageGenerator, order: Order) -> Keyframes:
    """The first and last frame of a shot."""
    return ask(order, Keyframes, images, "draw", brief)
