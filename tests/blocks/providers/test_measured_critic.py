"""The measuring critic as a block, and two critics' judgements in one."""

from __future__ import annotations

from pathlib import Path

from blocks.measuring import merged
from blocks.providers.measured_critic import MeasuredCritic
from storyreel.film.briefs import FaultKind, Review, ReviewBrief, TakeFault
from storyreel.film.money import FREE
from tests.animatic.test_critic import RECIPE, take
from tests.fakes.store import FolderStore

SEAM = TakeFault(kind=FaultKind.SEAM, severity=0.4, words="The colours jump.")
JUDGED = TakeFault(kind=FaultKind.JUDGED, severity=0.8, words="She has three arms.")


def test_strictness_decides_what_is_usable(tmp_path: Path) -> None:
    """The same faults give another verdict, so the fingerprint differs."""
    store = FolderStore(tmp_path)
    brief = ReviewBrief(video=take(store, 70), frames=72, recipe=RECIPE, prompt="")
    strict_brief = brief.model_copy(update={"frames": 76})

    usual, strict = MeasuredCritic(strictness="usual"), MeasuredCritic(strictness="strict")

    assert usual.review(strict_brief, store).faults == strict.review(strict_brief, store).faults
    assert usual.review(strict_brief, store).usable
    assert not strict.review(strict_brief, store).usable
    assert usual.fingerprint() != strict.fingerprint()


def test_it_is_free() -> None:
    """It has no allowance, no price and lacks nothing."""
    critic = MeasuredCritic(strictness="usual")

    assert (critic.allowance(), critic.price(RECIPE), critic.missing()) == (None, FREE, "")


def test_two_judgements_become_one() -> None:
    """The lower score, every fault once, the worst first; usable only if both say so."""
    measured = Review(score=0.6, usable=True, faults=(SEAM,))
    seen = Review(score=0.3, usable=False, faults=(SEAM, JUDGED))

    assert merged(measured, seen) == Review(score=0.3, usable=False, faults=(JUDGED, SEAM))
    assert merged(seen, measured) == merged(measured, seen)
    assert merged(measured, Review(score=1, usable=True)) == measured
