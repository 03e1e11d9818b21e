"""The critic who measures: no key, no weights, no network. He hands his brief to his engine, and can be joined to one who looks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import Field

from blocks.kinds import Critic, HomeMember
from storyreel.film.assets import AssetStore
from storyreel.film.briefs import Review, ReviewBrief

WORST_SEVERITY = {"usual": 0.6, "strict": 0.35}
"""From which severity of a fault another take is asked for."""


class MeasuredCritic(Critic, HomeMember):
    """Judges takes by measurements: black, frozen and flickering frames, seams, the place's colours, length. Free."""

    _block_type_name = "Measured Critic"
    _description = "Judges takes by measuring their frames; offline and free."
    usual: ClassVar[Mapping[str, object]] = {"strictness": "usual"}

    strictness: Literal["usual", "strict"] = Field(
        description="'usual' asks for another take where a fault spoils the shot, 'strict' where it is seen."
    )

    def fingerprint(self) -> str:
        """See `CrewMember.fingerprint`."""
        return f"measured/1/{self.strictness}"

    def review(self, brief: ReviewBrief, store: AssetStore) -> Review:
        """See `Critic.review`."""
        from storyreel.animatic.critic import review_take

        return review_take(brief, store, WORST_SEVERITY[self.strictness])


def merged(first: Review, second: Review) -> Review:
    """Both judgements in one: the lower score, every fault once, the worst first; usable where both say so."""
    faults = sorted(dict.fromkeys((*first.faults, *second.faults)), key=lambda fault: -fault.severity)
    return Review(score=min(first.score, second.score), usable=first.usable and second.usable, faults=tuple(faults))
