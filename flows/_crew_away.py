"""The part of a crew that works on a worker of another pool: it must arrive there as it is here."""

from __future__ import annotations

from collections.abc import Iterator

from blocks.crew import Crew
from blocks.kinds import CrewMember, RemoteMember
from blocks.roster import received
from blocks.sent_member import sent
from storyreel.film.errors import CapabilityError, SettingsError
from storyreel.graph.stages import STAGES


def require_sendable(crew: Crew) -> None:
    """Refuse a crew whose members could not be built again by a worker, before anything is made.

    Raises:
        CapabilityError: a worker could not build a member, or would build another one.
    """
    for capability in dict.fromkeys(row.capability for row in STAGES.values() if row.deployment):
        for member in _members(crew, capability):
            if not isinstance(member, RemoteMember):
                _require_arrives(capability, member)


def _members(crew: Crew, capability: str) -> Iterator[CrewMember]:
    """Every member that may be asked for a capability, also those that single shots name."""
    asked = 0
    while (member := crew.engine(capability, asked)) is not None:
        yield member
        asked += 1
    named = {**crew.engines, **crew.drawing}
    yield from (engine for name, engine in named.items() if name.startswith(f"{capability}/"))


def _require_arrives(capability: str, member: CrewMember) -> None:
    try:
        arrived = received(sent(capability, member))
    except SettingsError as error:
        raise CapabilityError(
            f"{type(member).__name__} cannot be sent to a worker of the gpu pool: {error} Or make the clips"
            " here: clips_on=here."
        ) from error
    if arrived.fingerprint() != member.fingerprint():
        raise CapabilityError(
            f"{type(member).__name__} would be another one on a worker of the gpu pool:"
            f" {arrived.fingerprint()!r} in place of {member.fingerprint()!r}. Nothing was made and nothing"
            " was spent. If it is saved in Prefect, save it again as it is now; otherwise make the clips"
            " here: clips_on=here."
        )
