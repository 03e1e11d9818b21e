"""Reviews takes by measurement, for critics that only measure and for those that look at pictures afterwards."""

from __future__ import annotations

from typing import Literal

from storyreel.film.assets import AssetStore
from storyreel.film.briefs import Review, ReviewBrief

Strictness = Literal["usual", "strict"]
WORST_SEVERITY = {"usual": 0.6, "strict": 0.35}
"""From which severity of a fault another take is asked for."""


def measured_fingerprint(strictness: Strictness) -> str:
    """What decides a measured review, for the fingerprint of a critic."""
    return f"measured/1/{strictness}"


def measured_review(brief: ReviewBrief, store: AssetStore, strictness: Strictness) -> Review:
    """A take judged by its frames: black, frozen and flickering ones, seams, the place's colours, length."""
    from storyreel.animatic.critic import review_take

    return review_take(brief, store, WORST_SEVERITY[strictness])


def merged(first: Review, second: Review) -> Review:
    """Both judgements in one: the lower score, every fault once, the worst first; usable if both say so."""
    faults = sorted(dict.fromkeys((*first.faults, *second.faults)), key=lambda fault: -fault.severity)
    return Review(
        score=min(first.score, second.score), usable=first.usable and second.usable, faults=tuple(faults)
    )
