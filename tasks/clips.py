"""One segment of a shot. It knows when the stage is repeated or reused, not how it is done."""

from blocks.kinds import VideoGenerator
from storyreel.film.briefs import Clip, ClipBrief
from tasks._order import Order
from tasks._stage import ask, stage


@stage("clip")
def shoot_clip(brief: ClipBrief, video: VideoGenerator, order: Order) -> Clip:
    """One segment of a shot."""
    return ask(order, Clip, video, "shoot", brief)
