"""The score of a span of scenes. It knows when the stage is repeated or reused, not how it is done."""

from blocks.kinds import Composer
from storyreel.film.briefs import Music, MusicBrief
from tasks._order import Order
from tasks._stage import ask, stage


@stage("music")
def compose_music(brief: MusicBrief, composer: Composer, order: Order) -> Music:
    """The score of a span of scenes."""
    return ask(order, Music, composer, "compose", brief)
