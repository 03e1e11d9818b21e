"""Checks that whoever does the work is the member that the result's key names."""

from __future__ import annotations

from blocks.kinds import CrewMember
from storyreel.film.errors import CapabilityError
from storyreel.film.frozen import Frozen
from storyreel.film.keys import content_key
from storyreel.graph.stages import STAGES, Stage
from tasks.order import Order


def require_own_key(order: Order, made: Stage, member: CrewMember, brief: Frozen) -> None:
    """Refuse work that would be kept under the key of another member, of another brief or of another take.

    Every stage that runs in another process than the film's asks this before it makes anything: what is kept
    under a key is used by every later film.

    Raises:
        CapabilityError: the key is not that of this member and this brief. Nothing was made or kept.
    """
    fingerprint = member.fingerprint()
    if content_key(made.value, STAGES[made].version, fingerprint, brief, order.take) == order.key:
        return
    raise CapabilityError(
        f"{order.name} was ordered from another {STAGES[made].capability} than the one that would make it"
        f" here: {type(member).__name__} ({fingerprint!r}) does not give the key {order.key[:12]}. Nothing"
        " was made, kept or spent. Install the same version of storyreel, and give this worker the same files"
        " (footage, weights), as the machine that runs the film; then run the film again."
    )
