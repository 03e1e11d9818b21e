"""Paid results that are damaged are fetched again, and what is bought again is counted in the budget."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from blocks.kinds import CrewMember
from storyreel.film.assets import AssetStore
from storyreel.film.briefs import Clip, SoundBrief
from storyreel.film.errors import BrokenDeliveryError, BudgetError, LedgerUnreadableError, UnknownOutcomeError
from storyreel.film.frozen import Frozen
from storyreel.film.jobs import JobReport, Ticket
from storyreel.film.keys import content_key
from storyreel.graph.stages import Stage
from storyreel.vault import open_vault
from storyreel.vault.budget import open_budget
from storyreel.vault.ledger import Ledger
from tasks.order import Order
from tasks.purchasing.purchase import Purchase
from tasks.purchasing.worker import carry_out
from tests.drills.counter_shop import USD, Shop, ShopSounds, ShopVideo

BRIEF = SoundBrief(sound="a kettle", seconds=1, seed=1)


@pytest.fixture
def vault_url(tmp_path: Path) -> str:
    url = (tmp_path / "vault").as_uri()
    open_vault(url)
    return url


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path / "shop")


def stage_of(member: CrewMember) -> Stage:
    return Stage.CLIP if isinstance(member, ShopVideo) else Stage.SOUND


def order(vault_url: str, member: CrewMember, budget: float = 10 * USD) -> Order:
    key = content_key(stage_of(member), 1, member.fingerprint(), BRIEF)
    return Order(
        name="SC010-SH010 clip",
        key=key,
        attempt=1,
        vault_url=vault_url,
        film="tea",
        budget="tea",
        budget_usd=budget,
    )


def make(asked: Order, member: CrewMember) -> dict[str, object]:
    """What a run does with one call."""
    claim = carry_out(asked, member, BRIEF, stage_of(member))
    if claim.done is None:
        assert claim.ticket is not None
        return Purchase(asked, member, BRIEF).collect(claim.number, claim.ticket)
    return claim.done


def folder(tmp_path: Path, asked: Order, number: int = 1) -> Path:
    return tmp_path / "vault" / "ledger" / asked.key[:2] / asked.key / str(number)


def money(asked: Order) -> tuple[float, float]:
    """Spent, and set aside."""
    charges = open_budget(open_vault(asked.vault_url).assets.records, asked.budget).charges()
    return sum(one.spent_usd or 0 for one in charges), sum(
        one.reserved_usd for one in charges if one.spent_usd is None
    )


def test_a_result_whose_entry_is_damaged_is_fetched_again_and_not_paid(
    tmp_path: Path, vault_url: str, shop: Shop
) -> None:
    """Its ticket lies beside it: one job, one line of money, the same clip."""
    member = ShopVideo(folder=str(shop.folder))
    asked = order(vault_url, member, budget=USD)
    before = make(asked, member)
    (folder(tmp_path, asked) / "done.json").write_text('{"result": {"vid')

    after = make(asked, member)

    assert after["result"] == before["result"]
    assert len(shop.jobs()) == 1
    assert money(asked) == (USD, 0)


def test_a_damaged_result_that_was_never_settled_does_not_stay_set_aside(
    tmp_path: Path, vault_url: str, shop: Shop
) -> None:
    """The process ended between ledger and budget, then the entry was damaged: its usual price counts."""
    member = ShopVideo(folder=str(shop.folder))
    asked = order(vault_url, member)
    claim = carry_out(asked, member, BRIEF, Stage.CLIP)
    open_vault(vault_url).ledger.finish(asked.key, claim.number, {"none": 1}, seconds=1)
    (folder(tmp_path, asked) / "done.json").write_text("")

    make(asked, member)

    assert len(shop.jobs()) == 1
    assert money(asked) == (USD, 0)


def test_a_damaged_result_of_a_service_that_keeps_no_job_waits_for_a_person(
    tmp_path: Path, vault_url: str, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the sentence advises, removing the one file, does not buy it again by itself."""
    member = ShopSounds(folder=str(shop.folder))
    asked = order(vault_url, member)
    make(asked, member)
    (folder(tmp_path, asked) / "done.json").write_text("{")
    with pytest.raises(
        LedgerUnreadableError, match=r"remove only this file, never its folder.*storyreel resolve"
    ):
        make(asked, member)

    (folder(tmp_path, asked) / "done.json").unlink()
    monkeypatch.setattr(Ledger, "at_work", lambda *_: False)  # the buyer has ended since
    with pytest.raises(UnknownOutcomeError, match="--again"):
        make(asked, member)

    assert len(shop.jobs()) == 1


@pytest.mark.parametrize("kind", [ShopVideo, ShopSounds])
def test_what_is_bought_after_an_attempt_was_removed_is_counted(
    tmp_path: Path, vault_url: str, shop: Shop, kind: type[ShopVideo] | type[ShopSounds]
) -> None:
    """The number was settled before.

    What is bought now is set aside and settled beside it, as far as the budget goes.
    """
    member = kind(folder=str(shop.folder))
    asked = order(vault_url, member, budget=2 * USD)
    make(asked, member)
    shutil.rmtree(folder(tmp_path, asked))

    make(asked, member)

    assert len(shop.jobs()) == 2
    assert money(asked) == (2 * USD, 0)
    shutil.rmtree(folder(tmp_path, asked).parent)
    with pytest.raises(BudgetError, match=r"\$0\.00 is left"):
        make(asked, member)
    assert len(shop.jobs()) == 2


class BrokenShop(ShopVideo):
    """Delivers something else."""

    _block_type_name = "Broken Shop"

    def fetch(self, brief: Frozen, ticket: Ticket, report: JobReport, store: AssetStore) -> Clip:
        raise BrokenDeliveryError("The clip has 12 frames. 24 were asked for.")


def test_a_named_job_of_another_shot_stays_the_persons_to_fix(vault_url: str, shop: Shop) -> None:
    """What it delivers does not fit: nothing is closed or counted, and the sentence says what to type.

    Of a ticket of our own it is closed as ever.
    """
    member = BrokenShop(folder=str(shop.folder))
    asked = order(vault_url, member)
    ledger = open_vault(vault_url).ledger
    ledger.mark_unresolved(asked.key, 1, asked.name, "the line went dead", "shop")
    ledger.ticket(asked.key, 1, Ticket(provider="shop", job_id="job-0009").model_dump(mode="json"))

    for _ in range(2):
        with pytest.raises(
            UnknownOutcomeError,
            match=(
                r"job-0009 that was named for it gave no result: The clip has 12 frames\. .*storyreel"
                r" resolve"
            ),
        ):
            make(asked, member)

    assert ledger.attempt(asked.key).refused is None
    ledger.lose(asked.key, 1, "a person decided to buy it again")
    with pytest.raises(BrokenDeliveryError, match="storyreel redo"):
        make(asked, member)
