"""Reviews takes by measurement, for critics that only measure and for critics that also look at pictures."""

from __future__ import annotations

from typing import Literal

from storyreel.film.assets import AssetStore
from storyreel.film.briefs import Review, ReviewBrief

Strictness = Literal["usual", "strict"]
WORST_SEVERITY = {"usual": 0.6, "strict": 0.35}
"""The lowest severity of a fault that asks for another take."""


def measured_fingerprint(strictness: Strictness) -> str:
    """The part of a critic's fingerprint that stands for measured reviews."""
    return f"measured/1/{strictness}"


def measured_review(brief: ReviewBrief, store: AssetStore, strictness: Strictness) -> Review:
    """A review of a take by its frames (black, frozen, flickering), seams, the place's colours and length."""
    from storyreel.animatic.critic import review_take

    return review_take(brief, store, WORST_SEVERITY[strictness])


def merged(first: Review, second: Review) -> Review:
    """Both reviews in one: the lower score, every fault once, the worst first; usable if both say so."""
    faults = sorted(dict.fromkeys((*first.faults, *second.faults)), key=lambda fault: -fault.severity)
    return Review(
        score=min(first.score, second.score), usable=first.usable and second.usable, faults=tuple(faults)
    )
