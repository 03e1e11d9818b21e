"""How few requests a vault in a bucket makes: what it wrote or read it does not ask for again."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from storyreel.film.errors import LedgerUnreadableError
from storyreel.vault import Vault
from storyreel.vault.budget import Budget, Charge
from storyreel.vault.ledger import Ledger
from tests.vault.places import PAGE, InBucket


def asked(remote: InBucket, act: Callable[[], object]) -> int:
    """How many requests it took."""
    remote.server.requests.clear()
    act()
    return len(remote.server.requests)


def test_what_the_bucket_has_is_not_sent_again(remote: InBucket) -> None:
    """The second put of equal bytes asks and uploads nothing."""
    remote.open().put(b"a frame", "image/png")
    there = remote.open("there")
    before = len(remote.server.requests)

    there.put(b"a frame", "image/png")

    assert len(remote.server.requests) == before + 1


def test_a_call_not_begun_is_looked_up_in_one_request(remote: InBucket) -> None:
    """A film asks this of each of its calls, several times: one listing instead of a look at each step."""
    ledger = Vault(remote.open()).ledger

    assert asked(remote, lambda: ledger.attempt("ab" * 32)) == 1


def test_a_result_is_written_in_one_request_and_read_once(remote: InBucket) -> None:
    """Whoever wrote it knows that it stands, and what was read of a write-once entry needs no second reading.

    That it was closed is seen all the same.
    """
    here, there = Vault(remote.open("here")).ledger, Vault(remote.open("there")).ledger

    assert asked(remote, lambda: here.finish("ab" * 32, 1, {"frames": 1}, seconds=1)) == 1
    assert asked(remote, lambda: there.attempt("ab" * 32)) == 2
    assert asked(remote, lambda: there.attempt("ab" * 32)) == 1
    here.lose("ab" * 32, 1, "gone")
    assert there.attempt("ab" * 32).number == 2


def test_what_a_film_was_made_of_is_asked_about_at_once(remote: InBucket) -> None:
    """Afterwards each result costs no request; one that is not done does, and so does one that is closed."""
    here = Vault(remote.open())
    keys = [f"{number:064x}" for number in range(20)]
    for key in keys[1:]:
        here.ledger.finish(
            key, 1, {"picture": here.assets.put(key.encode(), "image/png").model_dump()}, seconds=1
        )
    there = Vault(remote.open("there"))

    there.ledger.look_ahead(keys, there.assets.check)

    assert (
        asked(remote, lambda: [there.ledger.sound_attempt(key, there.assets.check) for key in keys[1:]]) == 0
    )
    assert asked(remote, lambda: there.ledger.sound_attempt(keys[0], there.assets.check)) == 1
    there.ledger.lose(keys[1], 1, "gone")
    assert there.ledger.sound_attempt(keys[1], there.assets.check).number == 2


def test_a_damaged_entry_is_said_when_it_is_needed(remote: InBucket) -> None:
    """Not while the film's calls are asked about, for it may need that one no more."""
    vault = Vault(remote.open())
    vault.assets.records.create(f"ledger/ab/{'ab' * 32}/1/done.json", b"{half")

    vault.ledger.look_ahead(["ab" * 32], vault.assets.check)

    with pytest.raises(LedgerUnreadableError):
        vault.ledger.sound_attempt("ab" * 32, vault.assets.check)


def test_money_is_set_aside_and_settled_in_four_requests(remote: InBucket) -> None:
    """What this budget wrote it does not read back; settling what is settled asks nothing."""
    budget = Budget(remote.open().records, "film")
    budget.reserve(Charge("film", "line", "j", 1, 0.1), 5.0)

    assert asked(remote, lambda: budget.reserve(Charge("film", "clip", "k", 1, 1.0), 5.0)) == 2
    assert asked(remote, lambda: budget.settle("k", 1, 0.8)) == 2
    assert asked(remote, lambda: budget.settle("k", 1, 0.8)) == 0
    assert [charge.spent_usd for charge in Budget(remote.open("there").records, "film").charges()] == [
        None,
        0.8,
    ]


def test_a_long_log_and_many_calls_are_read_at_once(remote: InBucket) -> None:
    """In their order, over several pages, and to the last entry."""
    here, there = remote.open("here").records, remote.open("there").records
    keys = [f"{number:064x}" for number in range(PAGE + 3)]
    budget, ledger = Budget(here, "long"), Ledger(here)
    for number, key in enumerate(keys):
        budget.reserve(Charge("film", f"clip {number}", key, 1, 1.0), None)
        ledger.finish(key, 1, {"frames": number}, seconds=1)

    assert [charge.key for charge in Budget(there, "long").charges()] == keys
    found = Ledger(there).attempts((*keys, "ab" * 32))
    assert [(attempt.done or {"result": None})["result"] for attempt in found.values()] == [
        *({"frames": n} for n in range(PAGE + 3)),
        None,
    ]


def test_an_asset_is_checked_once_and_fetched_once(remote: InBucket) -> None:
    """The second check and the second look need no request."""
    ref = remote.open().put(b"a frame", "image/png")
    there = remote.open("there")
    there.check(ref)
    there.path(ref)
    before = len(remote.server.requests)

    there.check(ref)
    there.path(ref)
    there.read(ref)

    assert len(remote.server.requests) == before
