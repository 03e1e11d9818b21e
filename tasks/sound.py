"""One effect or ambience bed. It knows when the stage is repeated or reused, not how it is done."""

from blocks.kinds import SoundDesigner
from storyreel.film.briefs import Sound, SoundBrief
from tasks._order import Order
from tasks._stage import ask, stage


@stage("sound")
def design_sound(brief: SoundBrief, sounds: SoundDesigner, order: Order) -> Sound:
    """One effect or ambience bed."""
    return ask(order, Sound, sounds, "design", brief)
