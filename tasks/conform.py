"""One piece of the cut that must be encoded. It knows when the stage is repeated or reused, not how it is done."""

from storyreel.film.briefs import Clip
from storyreel.film.timeline import ChunkBrief
from tasks._order import Order
from tasks._stage import fulfil, stage


@stage("chunk")
def conform_piece(brief: ChunkBrief, order: Order) -> Clip:
    """One piece of the cut that must be encoded."""
    from storyreel.editing.conform import encode_chunk

    return fulfil(order, Clip, lambda store: encode_chunk(brief, store))
