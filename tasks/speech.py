"""One spoken line. It knows when the stage is repeated or reused, not how it is done."""

from blocks.kinds import Narrator
from storyreel.film.briefs import Speech, SpeechBrief
from tasks._order import Order
from tasks._stage import ask, stage


@stage("speech")
def speak(brief: SpeechBrief, narrator: Narrator, order: Order) -> Speech:
    """One spoken line."""
    return ask(order, Speech, narrator, "speak", brief)
