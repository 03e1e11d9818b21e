"""Vaults in buckets beyond the contract: lost answers, damage here and there, two processes."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from storyreel.film.assets import AssetRef
from storyreel.film.errors import AssetLostError, VaultError
from storyreel.vault.remote import BucketVault
from tests.vault.places import SECRET, InAmazon, InBucket

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


def held(store: BucketVault, ref: AssetRef) -> Path:
    return store.root / "assets" / ref.sha256[:2] / ref.sha256


def test_a_creation_whose_answer_was_lost_is_ours(remote: InBucket) -> None:
    """The service writes and answers with an error, and the SDK tries again: the name that exists is ours."""
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


@pytest.mark.parametrize("damage", [b"a fram", b"b frame", None])
def test_a_damaged_local_file_is_fetched_again(remote: InBucket, damage: bytes | None) -> None:
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
    """An asset copied from a disk vault has no hash: it is fetched and hashed, and refused if it differs."""
    refs = [
        AssetRef(sha256=hashlib.sha256(text).hexdigest(), media_type="text/plain", size_bytes=3)
        for text in (b"one", b"two")
    ]
    for ref in refs:
        remote.bucket.create(f"assets/{ref.sha256[:2]}/{ref.sha256}", b"one")

    remote.open().check(refs[0])
    with pytest.raises(AssetLostError, match="changed"):
        remote.open().check(refs[1])


def test_two_processes_share_a_bucket_and_a_folder(remote: InBucket) -> None:
    """Each record has one winner, and both read the asset that both put."""
    env = os.environ | {  # noqa: TID251 the child is this process with other credentials
        "STORYREEL_HOME": str(remote.folder / "home"),
        "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
        "AWS_SECRET_ACCESS_KEY": SECRET,
        "DISABLE_GCS_PYTHON_CLIENT_OTEL_BUCKET_METADATA": "true",
    }
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", RACE, remote.url],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=env,
        )
        for _ in range(2)
    ]
    for run in runs:
        assert run.stdin
        run.stdin.write("\n")
        run.stdin.flush()
    outputs = [run.communicate(timeout=60)[0].split() for run in runs]

    assert [run.returncode for run in runs] == [0, 0]
    assert sum(int(won) for won, _ in outputs) == 20
    assert len({sha256 for _, sha256 in outputs}) == 1
    assert [path.name for path in (remote.folder / "home" / "cache").glob("*/assets/*/*")] == [outputs[0][1]]
