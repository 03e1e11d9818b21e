"""What holds for vaults in buckets beyond the contract: broken connections, local folders, links, addresses and secrets."""

from __future__ import annotations

import hashlib
import json
import os
import pickle
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from storyreel.film.assets import AssetRef
from storyreel.film.errors import AssetLostError, LedgerUnreadableError, VaultError
from storyreel.vault import Vault, open_vault
from storyreel.vault.address import BucketAddress, bucket_address
from storyreel.vault.ledger import Ledger
from storyreel.vault.purse import Charge, Purse
from storyreel.vault.remote import BucketVault, open_bucket
from storyreel.vault.store import BucketResults
from tests.vault.places import PAGE, SECRET, InAmazon, InBucket, InGoogle

RACE = """
import os, sys, threading
from storyreel.film.assets import AssetRef
from storyreel.vault import Vault, open_vault
vault = open_vault(sys.argv[1])
sys.stdin.readline()
won = sum(vault.assets.records.create(f"race/{n}.json", str(os.getpid()).encode()) for n in range(20))
ref = vault.assets.put(b"clip" * 100_000, "video/mp4")
assert vault.assets.read(ref) == b"clip" * 100_000
print(won, ref.sha256)
"""


def fetched(link: str) -> tuple[bytes, str]:
    """Content and media type behind a link, as a browser without any key gets them."""
    with urllib.request.urlopen(link, timeout=10) as answer:
        return answer.read(), answer.headers["Content-Type"]


def held(store: BucketVault, ref: AssetRef) -> Path:
    return store.root / "assets" / ref.sha256[:2] / ref.sha256


def test_a_creation_whose_answer_was_lost_is_ours(remote: InBucket) -> None:
    """The service writes and answers with an error, the SDK tries again and is told that the name exists: it is our own."""
    records = remote.open().records
    remote.server.swallow = 1

    assert records.create("a/b.json", b"mine")
    assert records.get("a/b.json") == b"mine"
    assert not records.create("a/b.json", b"other")


def test_an_asset_whose_answer_was_lost_is_kept(remote: InBucket) -> None:
    """An upload that is answered with an error is done again."""
    store = remote.open()
    remote.server.swallow = 1

    ref = store.put(b"a frame", "image/png")

    assert remote.open("there").read(ref) == b"a frame"


def test_a_busy_name_is_tried_again(amazon: InAmazon) -> None:
    """A conflict with somebody's unfinished request decides nothing."""
    records = amazon.open().records
    amazon.server.busy = 2

    assert records.create("a/b.json", b"mine")


def test_a_bucket_that_forgets_the_condition_is_refused(amazon: InAmazon) -> None:
    """An imitation of S3 that creates one name twice cannot keep a ledger."""
    amazon.server.forgetful = True

    with pytest.raises(VaultError, match=r"same name twice.*no money was spent"):
        amazon.open()


def test_a_large_asset_goes_in_pieces(remote: InBucket) -> None:
    """Beyond eight megabytes both SDKs take another way of sending."""
    content = os.urandom(1 << 20) * 17
    made = remote.open().workspace() / "film.mp4"
    made.write_bytes(content)

    ref = remote.open().put(made, "video/mp4")

    assert ref.sha256 == hashlib.sha256(content).hexdigest()
    assert hashlib.sha256(remote.open("there").path(ref).read_bytes()).hexdigest() == ref.sha256


def test_what_the_bucket_has_is_not_sent_again(remote: InBucket) -> None:
    """The second put of equal bytes asks and uploads nothing."""
    remote.open().put(b"a frame", "image/png")
    there = remote.open("there")
    before = len(remote.server.requests)

    there.put(b"a frame", "image/png")

    assert len(remote.server.requests) == before + 1


def asked(remote: InBucket, act: Callable[[], object]) -> int:
    """How many requests it took."""
    remote.server.requests.clear()
    act()
    return len(remote.server.requests)


def test_a_call_not_begun_is_looked_up_in_one_request(remote: InBucket) -> None:
    """A film asks this of each of its calls, several times: one listing instead of a look at each step."""
    ledger = Vault(remote.open()).ledger

    assert asked(remote, lambda: ledger.attempt("ab" * 32)) == 1


def test_a_result_is_written_in_one_request_and_read_once(remote: InBucket) -> None:
    """Whoever wrote it knows that it stands, and what was read of a write-once entry needs no second reading; that it was closed is seen all the same."""
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
        here.ledger.finish(key, 1, {"picture": here.assets.put(key.encode(), "image/png").model_dump()}, seconds=1)
    there = Vault(remote.open("there"))

    there.ledger.look_ahead(keys, there.assets.check)

    assert asked(remote, lambda: [there.ledger.sound_attempt(key, there.assets.check) for key in keys[1:]]) == 0
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
    """What this purse wrote it does not read back; settling what is settled asks nothing."""
    purse = Purse(remote.open().records, "film")
    purse.reserve(Charge("film", "line", "j", 1, 0.1), 5.0)

    assert asked(remote, lambda: purse.reserve(Charge("film", "clip", "k", 1, 1.0), 5.0)) == 2
    assert asked(remote, lambda: purse.settle("k", 1, 0.8)) == 2
    assert asked(remote, lambda: purse.settle("k", 1, 0.8)) == 0
    assert [charge.spent_usd for charge in Purse(remote.open("there").records, "film").charges()] == [None, 0.8]


def test_a_long_log_and_many_calls_are_read_at_once(remote: InBucket) -> None:
    """In their order, over several pages, and to the last entry."""
    here, there = remote.open("here").records, remote.open("there").records
    keys = [f"{number:064x}" for number in range(PAGE + 3)]
    purse, ledger = Purse(here, "long"), Ledger(here)
    for number, key in enumerate(keys):
        purse.reserve(Charge("film", f"clip {number}", key, 1, 1.0), None)
        ledger.finish(key, 1, {"frames": number}, seconds=1)

    assert [charge.key for charge in Purse(there, "long").charges()] == keys
    found = Ledger(there).attempts((*keys, "ab" * 32))
    assert [(attempt.done or {"result": None})["result"] for attempt in found.values()] == [*({"frames": n} for n in range(PAGE + 3)), None]


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


@pytest.mark.parametrize("damage", [b"a fram", b"b frame", None])
def test_a_file_held_here_that_came_to_harm_is_fetched_anew(remote: InBucket, damage: bytes | None) -> None:
    """A cut-off, changed or deleted local file is no loss."""
    store = remote.open()
    ref = store.put(b"a frame", "image/png")
    store.path(ref)
    held(store, ref).unlink()
    if damage is not None:
        held(store, ref).write_bytes(damage)

    assert store.path(ref).read_bytes() == b"a frame"
    assert list((store.root / "tmp").iterdir()) == []


def test_what_the_bucket_lost_and_this_machine_holds_is_sent_again(remote: InBucket) -> None:
    """A deleted object is put back by who still has it; who has not says that it is lost."""
    ref = remote.open().put(b"a frame", "image/png")
    remote.bucket.delete(f"assets/{ref.sha256[:2]}/{ref.sha256}")

    with pytest.raises(AssetLostError, match="gone"):
        remote.open("there").check(ref)
    remote.open().check(ref)

    remote.open("there").check(ref)
    assert remote.open("there").read(ref) == b"a frame"


def test_a_cut_off_object_is_found_by_its_size(remote: InBucket) -> None:
    """A check downloads nothing, and sees that the size is wrong."""
    ref = remote.open().put(b"a frame", "image/png")
    remote.overwrite(ref.sha256, b"a fram")

    with pytest.raises(AssetLostError, match="not what it was"):
        remote.open("there").check(ref)


def test_files_that_nobody_looked_at_for_a_month_are_no_longer_held(remote: InBucket) -> None:
    """Tidying makes room on this machine and leaves the bucket alone; old workspaces go."""
    here = remote.open()
    fresh, old = here.put(b"fresh", "image/png"), here.put(b"old", "image/png")
    left = here.workspace()
    os.utime(left, (time.time() - 7200,) * 2)
    os.utime(held(here, old), (time.time() - 40 * 86400,) * 2)

    here.tidy(3600)

    assert (held(here, fresh).exists(), held(here, old).exists(), left.exists()) == (True, False, False)
    assert here.read(old) == b"old"


def test_an_asset_copied_into_the_bucket_by_other_means_is_sound(remote: InBucket) -> None:
    """What was synced from a vault on disk has no hash beside it: it is fetched and hashed, and refused if it is something else."""
    refs = [AssetRef(sha256=hashlib.sha256(text).hexdigest(), media_type="text/plain", size_bytes=3) for text in (b"one", b"two")]
    for ref in refs:
        remote.bucket.create(f"assets/{ref.sha256[:2]}/{ref.sha256}", b"one")

    remote.open().check(refs[0])
    with pytest.raises(AssetLostError, match="changed"):
        remote.open().check(refs[1])


def test_a_link_serves_the_bytes_and_tells_no_secret(remote: InBucket) -> None:
    """Whoever has the link gets the content with its type; the link holds the hash, an end, and no secret."""
    store = remote.open()
    ref = store.put(b"a frame", "image/png")

    link = store.link(ref, 600)

    assert link is not None
    assert fetched(link) == (b"a frame", "image/png")
    assert ref.sha256 in link
    assert "Expires=600" in link
    assert SECRET not in link
    assert "PRIVATE" not in link
    with pytest.raises(urllib.error.HTTPError):
        fetched(link.split("?")[0])


def test_a_link_needs_something_to_lead_to(remote: InBucket) -> None:
    """No link is signed for an asset that is not there, and none beyond seven days."""
    store = remote.open()

    with pytest.raises(AssetLostError):
        store.link(AssetRef(sha256="0" * 64, media_type="image/png", size_bytes=3))
    with pytest.raises(VaultError, match="604,800"):
        store.link(store.put(b"a frame", "image/png"), 604_801)


def test_a_google_link_ends(google: InGoogle, monkeypatch: pytest.MonkeyPatch) -> None:
    """After its time a link gives nothing."""
    store = google.open()
    link = store.link(store.put(b"a frame", "image/png"), 60)
    later = time.time() + 61
    monkeypatch.setattr("tests.fakes.gcs.time.time", lambda: later)

    assert link is not None
    with pytest.raises(urllib.error.HTTPError):
        fetched(link)


def test_without_a_key_to_sign_with_there_are_no_links(google: InGoogle) -> None:
    """A stand-in without credentials serves a vault that has no links."""
    store = BucketVault(open_bucket(bucket_address(google.url)), google.folder / "unsigned")

    assert store.link(store.put(b"a frame", "image/png")) is None


def test_two_processes_share_a_bucket_and_a_folder(remote: InBucket) -> None:
    """Each record has one winner, and both read the asset that both put."""
    env = os.environ | {  # noqa: TID251 the child is this process with other credentials
        "STORYREEL_HOME": str(remote.folder / "home"),
        "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
        "AWS_SECRET_ACCESS_KEY": SECRET,
        "DISABLE_GCS_PYTHON_CLIENT_OTEL_BUCKET_METADATA": "true",
    }
    runs = [
        subprocess.Popen([sys.executable, "-c", RACE, remote.url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env)
        for _ in range(2)
    ]
    for run in runs:
        assert run.stdin
        run.stdin.write("\n")
        run.stdin.flush()
    told = [run.communicate(timeout=60)[0].split() for run in runs]

    assert [run.returncode for run in runs] == [0, 0]
    assert sum(int(won) for won, _ in told) == 20
    assert len({sha256 for _, sha256 in told}) == 1
    assert [path.name for path in (remote.folder / "home" / "cache").glob("*/assets/*/*")] == [told[0][1]]


def test_an_address_opens_one_vault(remote: InBucket, monkeypatch: pytest.MonkeyPatch) -> None:
    """`open_vault` gives the same vault for the same address, with its files in storyreel's home."""
    monkeypatch.setenv("STORYREEL_HOME", str(remote.folder))

    vault = open_vault(remote.url, remote.credentials)

    assert open_vault(remote.url) is vault
    assert bucket_address(vault.url) == bucket_address(remote.url)
    assert vault.assets.root.parent == remote.folder / "cache"
    at = bucket_address(remote.url)
    assert vault.results == BucketResults(at.scheme, "reels", f"{at.folder}/prefect-results", at.endpoint, at.region)


def test_no_secret_is_shown(remote: InBucket, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither what is printed of a vault nor an error, pickled too, holds a secret."""
    monkeypatch.setenv("STORYREEL_HOME", str(remote.folder))
    vault = open_vault(remote.url, remote.credentials)
    shown = [repr(vault), repr(vault.assets), repr(remote.bucket), repr(vars(vault)), str(vault.results), vault.url]
    for ask in (lambda: vault.assets.records.get("a"), lambda: vault.assets.put(b"x", "text/plain"), lambda: list(vault.assets.assets())):
        remote.server.refuse = 1
        with pytest.raises(VaultError, match="access is refused") as caught:
            ask()
        shown += [str(caught.value), repr(caught.value), str(pickle.dumps(caught.value)), str(caught.value.__cause__)]

    assert not [text for text in shown if SECRET in text or "PRIVATE" in text or "AKIDEXAMPLE" in text]


def test_a_bucket_that_is_not_there_is_named(remote: InBucket) -> None:
    """A mistyped bucket is told at once, not when money is spent."""
    with pytest.raises(VaultError, match="no bucket 'riels'"):
        BucketVault(open_bucket(bucket_address(remote.url.replace("reels", "riels")), remote.credentials), remote.folder)


def test_a_service_that_does_not_answer_is_an_error(amazon: InAmazon, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing at the endpoint is never an empty vault."""
    monkeypatch.setattr("botocore.retries.standard.ExponentialBackoff.delay_amount", lambda *_: 0)
    dead = bucket_address("s3://reels/a?endpoint=http://127.0.0.1:9&region=us-east-1")

    with pytest.raises(VaultError, match="EndpointConnectionError"):
        BucketVault(open_bucket(dead, amazon.credentials), amazon.folder)


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("s3://reels", BucketAddress("s3", "reels")),
        ("s3://reels/my%20films//2026/", BucketAddress("s3", "reels", "my films/2026")),
        (
            "s3://reels/a?endpoint=http://127.0.0.1:9000/&region=us-east-1",
            BucketAddress("s3", "reels", "a", "http://127.0.0.1:9000", "us-east-1"),
        ),
        ("gs://reels/a?endpoint=http://127.0.0.1:1", BucketAddress("gs", "reels", "a", "http://127.0.0.1:1")),
    ],
)
def test_addresses_are_read_and_written(url: str, address: BucketAddress) -> None:
    """An address survives the way to text and back."""
    assert bucket_address(url) == address
    assert bucket_address(address.url) == address


@pytest.mark.parametrize(
    "url",
    [
        f"s3://AKIDEXAMPLE:{SECRET}@reels/a",
        f"s3://reels/a?endpoint=http://minio:{SECRET}@127.0.0.1:9000",
        f"s3://reels/a?aws_secret_access_key={SECRET}",
        f"gs://reels/a#{SECRET}",
        "s3:///a",
        "ftp://reels/a",
        f"https://user:{SECRET}@host/a",
        "s3://reels?endpoint=127.0.0.1:9000",
        "gs://reels?region=us-east-1",
    ],
)
def test_an_address_that_is_wrong_or_holds_a_secret_is_refused(url: str) -> None:
    """The refusal says what is accepted and does not repeat the secret."""
    with pytest.raises(VaultError) as caught:
        open_vault(url)

    assert SECRET not in str(caught.value)


@pytest.mark.parametrize("url", ["s3://reels", "gs://reels"])
def test_unknown_credentials_are_refused_by_name(url: str) -> None:
    """A misnamed credential is not passed over, and its value not shown."""
    with pytest.raises(VaultError, match="key_of_mine") as caught:
        open_vault(url, {"key_of_mine": SECRET})

    assert SECRET not in str(caught.value)


def test_a_broken_service_account_is_refused_in_words(google: InGoogle) -> None:
    """A key file that is none is explained without its content."""
    with pytest.raises(VaultError, match="No usable Google credentials") as caught:
        open_vault(google.url, {"service_account_info": json.dumps({"private_key": SECRET})})

    assert SECRET not in str(caught.value)
