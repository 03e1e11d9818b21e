"""The price table: known prices are counted, unknown ones are named."""

from __future__ import annotations

from datetime import date

from blocks.prices import cost_of, price_of, prices
from blocks.roster import MEMBERS


def test_every_price_says_where_it_comes_from_and_how_sure_it_is() -> None:
    """Every figure has a source; an unknown price has no figure."""
    for price in prices():
        assert date.fromisoformat(price.as_of) <= date(2026, 12, 1)
        assert price.source
        assert (price.usd is None) == (price.confidence == "unknown"), price
    assert len({(price.provider, price.model, price.unit) for price in prices()}) == len(prices())


def test_a_name_counts_before_a_beginning() -> None:
    """'uni-1-max' has a line of its own; its reference pictures are those of any 'uni-1*'."""
    assert price_of("luma", "uni-1", "image") != price_of("luma", "uni-1-max", "image")
    unit = "reference picture"
    assert price_of("luma", "uni-1", unit) == price_of("luma", "uni-1-max", unit)


def test_what_is_reported_has_a_margin_and_what_is_documented_none() -> None:
    """Low and high differ if only others report the price."""
    documented, reported = (
        cost_of("fal", "fal-ai/flux-lora-fast-training", "job", 2),
        cost_of("luma", "ray-3.2", "clip of 5 s at 720p", 1),
    )

    assert documented.low_usd == documented.high_usd == 4
    assert reported.low_usd < 0.3 < reported.high_usd


def test_an_unknown_price_is_named_and_has_a_ceiling_or_nothing() -> None:
    """An estimate that uses a guess says so; a model that is not in the table has no figure."""
    guessed, unheard = (
        cost_of("luma", "photon-1", "image", 2),
        cost_of("nobody", "nothing", "image", 2),
    )

    assert (guessed.low_usd, guessed.unknown) == (0, ("luma photon-1",))
    assert guessed.high_usd > 0
    assert (unheard.high_usd, unheard.unknown) == (0, ("nobody nothing",))


def test_every_member_that_can_be_named_is_there() -> None:
    """A name in the table leads to a block."""
    from tests.contracts.crews import MEMBERS as BUILT

    named = {address.split(":")[1] for known in MEMBERS.values() for address in known.values()}

    assert named == {type(member).__name__ for member in BUILT}
