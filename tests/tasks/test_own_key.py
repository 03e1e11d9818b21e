"""Work is done only by the member that its key names, wherever it is done."""

from __future__ import annotations

from pathlib import Path

import pytest

from blocks.crew import animatic_crew
from storyreel.film.briefs import SoundBrief
from storyreel.film.errors import CapabilityError
from storyreel.film.keys import content_key
from storyreel.graph.stages import Stage
from storyreel.vault import open_vault
from tasks.order import Order
from tasks.own_key import require_own_key
from tasks.purchasing.worker import carry_out
from tests.drills.counter_shop import Shop, ShopSounds

BRIEF = SoundBrief(sound="a kettle", seconds=1, seed=1)


def order(key: str, vault_url: str = "file:///nowhere", take: int = 1) -> Order:
    return Order(name="SC010-SH010 sound 1", key=key, attempt=1, vault_url=vault_url, take=take)


def test_the_member_of_the_key_may_work() -> None:
    """Of the take that was ordered, and of no other."""
    member = animatic_crew().sounds
    key = content_key(Stage.SOUND, 1, member.fingerprint(), BRIEF, 2)

    require_own_key(order(key, take=2), Stage.SOUND, member, BRIEF)

    with pytest.raises(CapabilityError, match="another sounds than the one that would make it"):
        require_own_key(order(key, take=1), Stage.SOUND, member, BRIEF)


def test_a_purchase_under_another_members_key_is_refused_and_nothing_is_bought(tmp_path: Path) -> None:
    """The shop has no job, and the ledger no entry under the key."""
    vault, shop = open_vault((tmp_path / "vault").as_uri()), Shop(tmp_path / "shop")
    key = content_key(Stage.SOUND, 1, animatic_crew().sounds.fingerprint(), BRIEF)

    with pytest.raises(CapabilityError, match=r"ShopSounds.*Nothing was made, kept or spent"):
        carry_out(order(key, vault.url), ShopSounds(folder=str(shop.folder)), BRIEF, Stage.SOUND)

    assert shop.jobs() == {}
    assert not vault.ledger.attempt(key).begun
