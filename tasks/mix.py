"""The film's one continuous sound. It knows when the stage is repeated or reused, not how it is done."""

from storyreel.film.cutting import MixBrief, MixedSound
from tasks._order import Order
from tasks._stage import fulfil, stage


@stage("mix")
def mix_film(brief: MixBrief, order: Order) -> MixedSound:
    """The film's one continuous sound."""
    from storyreel.editing.mix import mix_sound

    return fulfil(order, MixedSound, lambda store: mix_sound(brief, store))
