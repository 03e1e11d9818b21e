"""Filming: clips, their reviews by a critic, and stand-ins for clips that could not be made."""

from blocks.kinds import Critic, VideoGenerator
from storyreel.film.briefs import Clip, ClipBrief, FreezeFrameBrief, Review, ReviewBrief
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


@stage(Stage.FREEZE_FRAME)
def freeze_frame(brief: FreezeFrameBrief, order: Order) -> Clip:
    """One picture, shown as long as the clip that it replaces."""
    from storyreel.editing.freeze_frame import freeze_frame as freeze

    return make(order, Clip, lambda store: freeze(brief, store))
