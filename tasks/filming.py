"""The camera: clips, what a critic says of them, and what stands in for one that could not be made."""

from blocks.kinds import Critic, VideoGenerator
from storyreel.film.briefs import Clip, ClipBrief, HoldBrief, Review, ReviewBrief
from storyreel.graph.stages import Stage
from tasks._stage import ask, make, stage
from tasks.order import Order


@stage(Stage.CLIP)
def shoot_clip(brief: ClipBrief, video: VideoGenerator, order: Order) -> Clip:
    """One segment of a shot."""
    return ask(order, Stage.CLIP, video, brief)


@stage(Stage.REVIEW)
def review_take(brief: ReviewBrief, critic: Critic, order: Order) -> Review:
    """A judgement of one take."""
    return ask(order, Stage.REVIEW, critic, brief)


@stage(Stage.HOLD)
def hold_picture(brief: HoldBrief, order: Order) -> Clip:
    """One picture, held."""
    from storyreel.editing.hold import hold_picture as hold

    return make(order, Clip, lambda store: hold(brief, store))
