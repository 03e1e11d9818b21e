"""The contract of every vault: on disk, in S3 and in Google Cloud Storage."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest

from storyreel.film.assets import AssetRef
from storyreel.film.errors import AssetLostError, BudgetError, LedgerUnreadableError
from storyreel.vault import Vault
from storyreel.vault import gc as vault_gc
from storyreel.vault.budget import Budget, Charge
from storyreel.vault.gc import collect, measure
from tests.vault.places import PAGE, Place

KEY = "ab" * 32
RACERS = 16


def at_once(act: Callable[[int], object]) -> list[object]:
    """What each of the racers got, all let go together."""
    line, answers = threading.Barrier(RACERS), [None] * RACERS

    def run(number: int) -> None:
        line.wait()
        answers[number] = act(number)  # type: ignore[call-overload]

    threads = [threading.Thread(target=run, args=(number,)) for number in range(RACERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return list(answers)


def test_of_many_who_create_a_record_exactly_one_wins(place: Place) -> None:
    """Sixteen writers create one name at once: one succeeds, and its content stays."""
    records = place.open().records

    for turn in range(3):
        won = [
            number
            for number, made in enumerate(
                at_once(lambda n, turn=turn: records.create(f"a/{turn}.json", b"%d" % n))
            )
            if made
        ]

        assert len(won) == 1
        assert records.get(f"a/{turn}.json") == b"%d" % won[0]


def test_a_record_is_seen_at_once_and_gone_at_once(place: Place) -> None:
    """What another machine wrote or removed is known with the next question."""
    here, there = place.open("here").records, place.open("there").records

    assert here.get("a/b.json") is None
    assert there.create("a/b.json", "künstlich".encode())
    assert here.get("a/b.json") == "künstlich".encode()
    assert here.names("a") == ["a/b.json"]
    here.delete("a/b.json")
    here.delete("a/b.json")
    assert there.get("a/b.json") is None
    assert there.names("a") == []


def test_names_come_whole_and_sorted_over_many_pages(place: Place) -> None:
    """A listing of several pages misses nothing, and stays within its folder."""
    records = place.open().records
    count = 3 * PAGE + 5
    for number in reversed(range(count)):
        records.create(f"many/{number:04d}.json", b"{}")
    records.create("many-more/x.json", b"{}")

    assert records.names("many") == [f"many/{number:04d}.json" for number in range(count)]


def test_unreadable_is_never_absent(place: Place) -> None:
    """A record that cannot be read is an error, whether it is there or not."""
    records = place.open().records
    records.create("a/b.json", b"{}")

    place.make_unreadable("a/b.json")

    with pytest.raises(LedgerUnreadableError, match="not treated as missing"):
        records.get("a/b.json")


def test_documents_swap_only_on_the_version_they_were_read_at(place: Place) -> None:
    """Of many writers from one version one wins; who slept through all kept versions has not won."""
    documents = Vault(place.open()).documents

    assert sum(bool(won) for won in at_once(lambda n: documents.write("films/a/state", {"n": n}, 0))) == 1
    for number in range(1, 24):
        assert documents.write("films/a/state", {"n": number}, number)
    assert not documents.write("films/a/state", {"n": -1}, 0)
    assert not documents.write("films/a/state", {"n": -1}, 10)
    assert documents.read("films/a/state").value == {"n": 23}
    assert documents.all("films") == {"films/a/state": {"n": 23}}


def test_an_attempt_lives(place: Place) -> None:
    """Intent, ticket, result. After its asset is lost, the next attempt opens. All outcomes are found."""
    here, there = Vault(place.open("here")), Vault(place.open("there"))
    assert here.ledger.intend(KEY, 1, "SC010-SH010 clip")
    assert not there.ledger.intend(KEY, 1, "SC010-SH010 clip")
    assert here.ledger.ticket(KEY, 1, {"job_id": "j1"})
    ref = here.assets.put(b"clip", "video/mp4")
    first = here.ledger.finish(KEY, 1, {"video": ref.model_dump()}, seconds=1.5, cost_usd=0.4)
    assert there.ledger.finish(KEY, 1, {"video": None}, seconds=1)["result"] == first["result"]
    assert there.ledger.sound_attempt(KEY, there.assets.check).done is not None

    place.open("here").discard(ref.sha256)
    elsewhere = Vault(place.open("elsewhere"))
    attempt = elsewhere.ledger.sound_attempt(KEY, elsewhere.assets.check)

    assert (attempt.number, attempt.intent, attempt.done) == (2, None, None)
    elsewhere.ledger.refuse(KEY, 2, "moderation")
    refused = here.ledger.attempt(KEY).refused
    assert refused is not None
    assert refused["reason"] == "moderation"
    here.ledger.mark_unresolved("cd" * 32, 1, "clip", "the line went dead")
    assert [number for _, number, _ in there.ledger.unresolved()] == [1]


def test_a_budget_is_never_overdrawn(place: Place) -> None:
    """Sixteen reserve at once from a budget for five: five are let through."""
    records = place.open().records

    def reserve(number: int) -> bool:
        try:
            Budget(records, "film").reserve(Charge("film", "clip", f"{number}", 1, 1.0), 5.0)
        except BudgetError:
            return False
        return True

    assert sum(bool(let) for let in at_once(reserve)) == 5


def test_assets_come_back_as_bytes_and_as_files(place: Place) -> None:
    """What one machine puts, another reads; equal bytes are kept once; a workspace's file is moved."""
    here, there = place.open("here"), place.open("there")
    made = here.workspace() / "clip.mp4"
    made.write_bytes(b"film" * 1000)

    ref = here.put(made, "video/mp4")

    assert not made.exists()
    assert here.put(b"film" * 1000, "video/mp4") == ref
    assert there.read(ref) == b"film" * 1000
    assert there.path(ref).read_bytes() == b"film" * 1000
    there.check(ref)
    assert [(asset.sha256, asset.size_bytes) for asset in there.assets()] == [(ref.sha256, 4000)]
    assert abs(there.made_at(ref.sha256) - time.time()) < 60
    assert there.free_bytes() > 0


def test_what_is_gone_is_named(place: Place) -> None:
    """Reading, finding or checking an asset that nobody kept says that it is lost."""
    store, ref = place.open(), AssetRef(sha256="0" * 64, media_type="image/png", size_bytes=3)

    for ask in (store.read, store.path, store.check):
        with pytest.raises(AssetLostError, match="gone"):
            ask(ref)


@pytest.mark.parametrize("damage", [b"a fram", b"b frame"])
def test_damage_is_noticed_and_fixed_by_putting_again(place: Place, damage: bytes) -> None:
    """A cut-off or changed asset is found out by who reads it, and the same bytes put again are sound."""
    ref = place.open("here").put(b"a frame", "image/png")
    place.overwrite(ref.sha256, damage)
    there = place.open("there")

    with pytest.raises(AssetLostError):
        there.read(ref)
    place.open("elsewhere").put(b"a frame", "image/png")

    third = place.open("third")
    third.check(ref)
    assert third.read(ref) == b"a frame"


def test_gc_keeps_what_a_film_leads_to(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Assets of a film's results stay, young ones too; the others go when asked, here and in the bucket."""
    vault = Vault(place.open())
    kept, old = vault.assets.put(b"clip", "video/mp4"), vault.assets.put(b"old take", "video/mp4")
    vault.ledger.finish(KEY, 1, {"video": kept.model_dump()}, seconds=1)
    vault.documents.write("films/a/state", {"keys": {"SC010-SH010 clip": KEY}, "kept": []}, 0)

    assert collect(vault) == 0
    monkeypatch.setattr(vault_gc, "YOUNG_SECONDS", -5)
    size = measure(vault)

    assert (size.assets, size.bytes, size.unused_assets, size.unused_bytes) == (2, 12, 1, 8)
    assert collect(vault) == 8
    assert vault.assets.read(kept) == b"clip"
    with pytest.raises(AssetLostError):
        place.open("there").read(old)
