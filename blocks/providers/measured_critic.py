"""The critic that only measures: no key, no weights, no network."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from pydantic import Field

from blocks.kinds import Critic, HomeMember
from blocks.measuring import Strictness, measured_fingerprint, measured_review
from storyreel.film.assets import AssetStore
from storyreel.film.briefs import Review, ReviewBrief


class MeasuredCritic(Critic, HomeMember):
    """Judges takes by measurements: black, frozen and flickering frames, seams, the place's colours, length.

    Free.
    """

    _block_type_name = "Measured Critic"
    _description = "Judges takes by measuring their frames; offline and free."
    usual: ClassVar[Mapping[str, object]] = {"strictness": "usual"}

    strictness: Strictness = Field(
        description="'usual' asks for another take if a fault spoils the shot, 'strict' if it is seen."
    )

    def fingerprint(self) -> str:
        """See `CrewMember.fingerprint`."""
        return measured_fingerprint(self.strictness)

    def review(self, brief: ReviewBrief, store: AssetStore) -> Review:
        """See `Critic.review`."""
        return measured_review(brief, store, self.strictness)
