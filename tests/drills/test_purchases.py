"""Everything is bought once, even if the buyer is killed at any step of ledger, budget and provider."""

from __future__ import annotations

import os
import signal
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from numpy.random import default_rng

from blocks.kinds import CrewMember, RemoteMember
from storyreel.film.briefs import SoundBrief
from storyreel.film.errors import BudgetError, UnknownOutcomeError
from storyreel.film.jobs import Ticket
from storyreel.film.keys import content_key
from storyreel.graph.stages import Stage
from storyreel.vault import open_vault
from storyreel.vault.budget import Budget, Charge
from storyreel.vault.disk import DiskRecords, DiskVault
from storyreel.vault.ledger import Ledger
from tasks.order import Order
from tasks.purchasing import worker
from tasks.purchasing.purchase import Purchase
from tests.drills.counter_shop import USD, Shop, ShopSounds, ShopVideo

A_FEW_KILLS = 40
KILLS = int(os.environ.get("STORYREEL_KILLS", "200"))  # noqa: TID251 `make drill` asks for more
DONE, UNRESOLVED = 0, 7


@dataclass(frozen=True)
class DrillCall:
    """One call of the drill."""

    name: str
    member: CrewMember
    made: Stage
    brief: SoundBrief

    def order(self, vault: Path) -> Order:
        key = content_key(self.made, 1, self.member.fingerprint(), self.brief)
        return Order(
            name=self.name,
            key=key,
            attempt=1,
            vault_url=vault.as_uri(),
            film="drill",
            budget="drill",
            budget_usd=KILLS * USD,
        )  # a purchase takes more than one kill


def drill_calls(shop: Path, tag: str) -> list[DrillCall]:
    """A job that the shop lists, one that it does not, and one that is answered at once."""
    members: list[tuple[str, CrewMember, Stage]] = [
        ("listed", ShopVideo(folder=str(shop), lists="yes"), Stage.CLIP),
        ("unlisted", ShopVideo(folder=str(shop), lists="no"), Stage.CLIP),
        ("at once", ShopSounds(folder=str(shop)), Stage.SOUND),
    ]
    return [
        DrillCall(f"{name} {tag}", member, made, SoundBrief(sound=f"{name} {tag}", seconds=1, seed=1))
        for name, member, made in members
    ]


def finish(call: DrillCall, vault: Path) -> None:
    """Buy it and collect it, as the task does."""
    claim = worker.carry_out(call.order(vault), call.member, call.brief, call.made)
    if claim.done is None and claim.ticket is not None:
        Purchase(call.order(vault), call.member, call.brief).collect(claim.number, claim.ticket)


def child(work: Callable[[], None]) -> int:
    """Do it in a separate process; returns its exit code, negative if it was killed."""
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            work()
            code = DONE
        except UnknownOutcomeError:
            code = UNRESOLVED
        except Exception:  # noqa: BLE001 said here, for the process ends below
            traceback.print_exc()
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def killed_at(step: int, work: Callable[[], None]) -> Callable[[], None]:
    """The same work, killed just before or just after its step-th write to any of the books."""

    def doomed() -> None:
        writes = Counter[str]()

        def counted(original):
            def write(*args, **kwargs):
                writes["n"] += 1
                if writes["n"] * 2 - 1 == step:
                    os.kill(os.getpid(), signal.SIGKILL)
                written = original(*args, **kwargs)
                if writes["n"] * 2 == step:
                    os.kill(os.getpid(), signal.SIGKILL)
                return written

            return write

        DiskRecords.create = counted(DiskRecords.create)
        DiskVault.put = counted(DiskVault.put)
        Shop.accept = counted(Shop.accept)
        work()

    return doomed


def decide(vault: Path, shop: Path) -> int:
    """A person reads the shop's page and decides about every unresolved purchase.

    Returns how many were bought a second time on their word.
    """
    ledger, twice = open_vault(vault.as_uri()).ledger, 0
    for key, number, entry in list(ledger.unresolved()):
        known = ledger.job_ids()
        there = [
            job
            for job, asked in Shop(shop).jobs().items()
            if f'"{entry["what"]}"' in asked and job not in known
        ]
        listed = not str(entry["what"]).startswith("at once")
        if there and listed:
            ledger.ticket(key, number, Ticket(provider="shop", job_id=there[0]).model_dump(mode="json"))
        else:
            twice += bool(there)
            ledger.lose(key, number, "a person decided to buy it again")
    return twice


@pytest.mark.parametrize("wanted", [A_FEW_KILLS, pytest.param(KILLS, marks=pytest.mark.long)])
def test_every_purchase_survives_a_kill_at_every_step(tmp_path: Path, wanted: int) -> None:
    """Kills at the steps of three kinds of purchase: each is completed, none is bought twice or lost."""
    vault, shop, twice, kills, round_ = tmp_path / "vault", tmp_path / "shop", 0, 0, 0
    open_vault(vault.as_uri())
    while kills < wanted:
        round_ += 1
        for call in drill_calls(shop, f"round {round_}"):
            step = 1
            while (code := child(killed_at(step, lambda call=call: finish(call, vault)))) != DONE:
                assert code in (UNRESOLVED, -signal.SIGKILL)
                if code == UNRESOLVED:
                    twice += decide(vault, shop)
                else:
                    kills += 1
                    step = int(default_rng(kills).integers(1, 14))
            assert Purchase(call.order(vault), call.member, call.brief).status() is not None

    bought = Counter(Shop(shop).jobs().values())
    paid = sum(charge.spent_usd or 0 for charge in Budget(DiskRecords(vault), "drill").charges())
    assert sum(count - 1 for count in bought.values()) <= twice, "bought twice without a person's word"
    assert all(count == 1 for asked, count in bought.items() if not asked.startswith("sound")), (
        "a job was bought twice"
    )
    assert len(bought) == 3 * round_
    assert paid <= USD * sum(bought.values()) + 1e-9
    assert kills >= wanted


def test_two_buyers_buy_once(tmp_path: Path) -> None:
    """Two processes that need the same result at the same moment share one job."""
    vault, shop = tmp_path / "vault", tmp_path / "shop"
    open_vault(vault.as_uri())
    for round_ in range(4):
        for call in drill_calls(shop, f"pair {round_}"):
            pids = []
            for _ in range(2):
                pid = os.fork()
                if pid == 0:
                    try:
                        finish(call, vault)
                        os._exit(0)
                    finally:
                        os._exit(1)
                pids.append(pid)
            assert [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in pids] == [0, 0]

    assert set(Counter(Shop(shop).jobs().values()).values()) == {1}


def test_a_budget_is_a_wall_for_everybody_who_shares_it(tmp_path: Path) -> None:
    """Eight buyers share one budget: its limit is never passed, and the ninth is told how much is left."""
    vault, limit = tmp_path / "vault", 10 * USD
    open_vault(vault.as_uri())

    def spend(buyer: int) -> None:
        budget = Budget(DiskRecords(vault), "summer")
        for number in range(4):
            try:
                budget.reserve(Charge("film", f"{buyer}/{number}", f"key-{buyer}-{number}", 1, USD), limit)
            except BudgetError:
                continue
            budget.settle(f"key-{buyer}-{number}", 1, USD)

    pids = []
    for buyer in range(8):
        pid = os.fork()
        if pid == 0:
            try:
                spend(buyer)
                os._exit(0)
            finally:
                os._exit(1)
        pids.append(pid)
    assert [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in pids] == [0] * 8

    budget = Budget(DiskRecords(vault), "summer")
    assert sum(charge.spent_usd or charge.reserved_usd for charge in budget.charges()) == pytest.approx(limit)
    with pytest.raises(BudgetError, match=r"\$0\.00 is left of the budget of \$2\.50"):
        budget.reserve(Charge("film", "one more", "key", 1, USD), limit)


def test_a_member_without_a_list_is_a_remote_member() -> None:
    """The drill's members are what it says they are."""
    assert all(
        isinstance(call.member, RemoteMember) == (call.made is Stage.CLIP)
        for call in drill_calls(Path("/shop"), "x")
    )


def test_a_buyer_who_ends_between_two_looks_is_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A buyer wrote its ticket and ended between two reads: its job counts, and no other is bought."""
    call = drill_calls(tmp_path / "shop", "late")[0]
    order = call.order(tmp_path / "vault")
    purchase = Purchase(order, call.member, call.brief)
    purchase.vault.ledger.intend(order.key, 1, order.name)

    def ends_meanwhile(ledger: Ledger, _: dict[str, object]) -> bool:
        assert isinstance(purchase.member, RemoteMember)
        ledger.ticket(
            order.key,
            1,
            purchase.member.submit(purchase.brief, purchase.vault.assets).model_dump(mode="json"),
        )
        return False

    monkeypatch.setattr(Ledger, "at_work", ends_meanwhile)
    claim = purchase.claim()

    assert claim.number == 1
    assert claim.ticket is not None
    assert len(Shop(tmp_path / "shop").jobs()) == 1
