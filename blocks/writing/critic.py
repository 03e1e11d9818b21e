"""A critic that shows pictures of a take to a language model."""

from __future__ import annotations

from abc import ABC
from typing import ClassVar

from blocks.kinds import Critic
from blocks.measuring import measured_fingerprint, measured_review, merged
from blocks.writing.accounts import ModelAccount
from blocks.writing.costs import estimate, usual_seconds
from blocks.writing.prompts import prompt, versions
from blocks.writing.reviews import MOST_PLACES, take_review
from storyreel.film.assets import AssetStore
from storyreel.film.briefs import Review, ReviewBrief
from storyreel.film.frozen import Frozen
from storyreel.film.money import Cost

_ANSWER_TOKENS = 250
_TAKE_PICTURES = 3


class ModelCritic(ModelAccount, Critic, ABC):
    """Measures a take, which is free. If it passed, a language model looks at pictures of it."""

    _capability: ClassVar[str] = "critic"

    def fingerprint(self) -> str:
        """See `CrewMember.fingerprint`."""
        return (
            f"{self._provider}/{self.model}{self.manner}/{versions('review')}/{measured_fingerprint('usual')}"
        )

    def price(self, brief: Frozen) -> Cost:
        """See `CrewMember.price`."""
        pictures = _TAKE_PICTURES
        if isinstance(brief, ReviewBrief):
            pictures += (brief.first is not None) + (brief.previous is not None)
            pictures += len(brief.place[:MOST_PLACES])
        characters = len(prompt("review").text) + len(brief.model_dump_json())
        return estimate(self, characters, _ANSWER_TOKENS, pictures)

    def seconds(self, brief: Frozen) -> float:
        """See `CrewMember.seconds`."""
        return usual_seconds(_ANSWER_TOKENS)

    def review(self, brief: ReviewBrief, store: AssetStore) -> Review:
        """See `Critic.review`. The model is not asked about a take that measurements find unusable."""
        measured = measured_review(brief, store, "usual")
        if not measured.usable:
            return measured
        return merged(measured, take_review(self.language_model(), brief, store))
