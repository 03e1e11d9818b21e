"""Words that decide who is cast and what is painted; a mechanical rename must not reach them."""

from __future__ import annotations

import pytest

from storyreel.planning.words.places import FEATURES
from storyreel.planning.words.titles import ROLES, TRADES_AS_LAST_NAMES


@pytest.mark.parametrize(
    "word", ["clerk", "cleaner", "client", "worker", "captain", "doctor", "builder", "keeper", "ghost"]
)
def test_a_trade_is_a_role(word: str) -> None:
    """A cue CLERK is a person who is called by a trade."""
    assert word in ROLES


def test_a_trade_may_be_a_last_name() -> None:
    """JOHN CLERK is not the clerk of the film."""
    assert {"clerk", "child", "friend", "mason", "page"} <= set(TRADES_AS_LAST_NAMES)


def test_things_that_places_have_are_told_from_people() -> None:
    """An easel stands in a room; a builder comes in."""
    features = {feature.strip() for feature in FEATURES.split(",")}

    assert {"easel", "aquarium", "birdcage"} <= features
    assert not {"builder", "worker", "canvas"} & features
