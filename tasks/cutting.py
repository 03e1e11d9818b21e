"""The cutting room: titles, the chunks that must be encoded, and the finished film."""

from storyreel.film.briefs import Clip
from storyreel.film.cutting import CreditsBrief, FinishedFilm, StitchBrief, TitleBrief, TitleClip
from storyreel.film.timeline import ChunkBrief
from storyreel.graph.stages import Stage
from tasks._stage import make, stage
from tasks.order import Order


@stage(Stage.TITLE)
def make_title(brief: TitleBrief, order: Order) -> TitleClip:
    """The opening title."""
    from storyreel.editing.titles import make_title as compose_title

    return make(order, TitleClip, lambda store: compose_title(brief, store))


@stage(Stage.CREDITS)
def make_credits(brief: CreditsBrief, order: Order) -> TitleClip:
    """The end credits."""
    from storyreel.editing.titles import make_credits as compose_credits

    return make(order, TitleClip, lambda store: compose_credits(brief, store))


@stage(Stage.CHUNK)
def encode_chunk(brief: ChunkBrief, order: Order) -> Clip:
    """One piece of the cut that must be encoded."""
    from storyreel.editing.conform import encode_chunk as encode

    return make(order, Clip, lambda store: encode(brief, store))


@stage(Stage.FILM)
def stitch(brief: StitchBrief, order: Order) -> FinishedFilm:
    """The finished film."""
    from storyreel.editing.stitch import stitch_film

    return make(order, FinishedFilm, lambda store: stitch_film(brief, store))
