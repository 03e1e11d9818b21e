"""The words of the person's own recording. It knows when the stage is repeated or reused, not how it is done."""

from blocks.kinds import Listener
from storyreel.film.narration import Transcript, TranscriptBrief
from tasks._order import Order
from tasks._stage import ask, stage


@stage("hearing")
def hear_words(brief: TranscriptBrief, listener: Listener, order: Order) -> Transcript:
    """The words of a recording and their times."""
    return ask(order, Transcript, listener, "hear", brief)
