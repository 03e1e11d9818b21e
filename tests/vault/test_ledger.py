"""The ledger of jobs, the documents and what may go."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest

from storyreel.film.assets import AssetRef
from storyreel.film.errors import LedgerUnreadableError
from storyreel.vault import Vault
from storyreel.vault.disk import DiskVault
from storyreel.vault.gc import collect, measure

KEY = "ab" * 32


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(DiskVault(tmp_path / "vault"))


def finished(vault: Vault, content: bytes = b"clip", key: str = KEY) -> AssetRef:
    ref = vault.assets.put(content, "video/mp4")
    number = vault.ledger.attempt(key).number
    vault.ledger.intend(key, number, "SC010-SH010 clip")
    vault.ledger.finish(key, number, {"video": ref.model_dump()}, seconds=1.5)
    return ref


def test_a_finished_job_is_found(vault: Vault) -> None:
    """What is done is answered from the ledger."""
    finished(vault)

    attempt = vault.ledger.sound_attempt(KEY, vault.assets.check)

    assert attempt.number == 1
    assert attempt.done is not None
    assert attempt.done["seconds"] == 1.5


def test_the_first_result_counts(vault: Vault) -> None:
    """Two workers that made the same thing both answer with the first one's result."""
    first = vault.ledger.finish(KEY, 1, {"frames": 1}, seconds=1)
    second = vault.ledger.finish(KEY, 1, {"frames": 2}, seconds=1)

    assert first["result"] == second["result"] == {"frames": 1}


def test_a_lost_asset_opens_the_next_attempt(vault: Vault) -> None:
    """A result whose file is gone is closed, and the next number counts; nothing is overwritten."""
    ref = finished(vault)
    vault.assets.discard(ref.sha256)

    attempt = vault.ledger.sound_attempt(KEY, vault.assets.check)

    assert (attempt.number, attempt.done) == (2, None)


def test_a_damaged_entry_is_an_error(vault: Vault) -> None:
    """An entry that is no JSON is never treated as missing."""
    finished(vault)
    entry = vault.assets.root / f"ledger/{KEY[:2]}/{KEY}/1/done.json"
    entry.write_text("{")

    with pytest.raises(LedgerUnreadableError, match="damaged"):
        vault.ledger.attempt(KEY)


def entry(vault: Vault, step: str, number: int = 1) -> Path:
    return vault.assets.root / f"ledger/{KEY[:2]}/{KEY}/{number}/{step}.json"


@pytest.mark.parametrize("content", ["{", "", "[]", "{}"])
def test_a_damaged_result_is_closed_where_its_ticket_is_whole(vault: Vault, content: str) -> None:
    """The job can be collected again by it.

    The next attempt counts, and what was closed says that there was a result.
    """
    vault.ledger.ticket(KEY, 1, {"provider": "luma", "job_id": "job-1"})
    finished(vault)
    entry(vault, "done").write_text(content)

    assert vault.ledger.attempt(KEY).number == 2
    closed = vault.ledger.closed(KEY, 1)
    assert closed is not None
    assert (closed.damaged, closed.done, (closed.ticket or {})["job_id"]) == (True, None, "job-1")
    assert vault.ledger.calls_of_job("job-1") == {KEY: "SC010-SH010 clip"}


@pytest.mark.parametrize("step", ["done", "ticket", "intent", "refused", "lost"])
def test_what_a_damaged_entry_advises_never_removes_a_whole_attempt(vault: Vault, step: str) -> None:
    """Only the one file; and of what would be bought again it says so."""
    vault.ledger.intend(KEY, 1, "clip")
    entry(vault, step).write_text("{")

    with pytest.raises(
        LedgerUnreadableError,
        match=r"Restore it from a copy, or remove only this file.*bought again for up to its price",
    ):
        vault.ledger.attempt(KEY)


def test_a_ticket_beside_a_damaged_entry_is_left_there(vault: Vault) -> None:
    """By it the job is collected again."""
    vault.ledger.ticket(KEY, 1, {"provider": "luma", "job_id": "job-1"})
    entry(vault, "refused").write_text("{")

    with pytest.raises(LedgerUnreadableError, match="remove only this file and leave the ticket beside it"):
        vault.ledger.attempt(KEY)


def test_a_job_that_was_given_back_is_nobodys(vault: Vault) -> None:
    """Closed without a result, as a wrong job is; while it is open, or has a result, it is the call's."""
    vault.ledger.mark_unresolved(KEY, 1, "SC010-SH010 clip", "the line went dead")
    vault.ledger.ticket(KEY, 1, {"provider": "luma", "job_id": "job-1"})

    assert vault.ledger.calls_of_job("job-1") == {KEY: "SC010-SH010 clip"}
    vault.ledger.lose(KEY, 1, "the wrong one")
    assert vault.ledger.calls_of_job("job-1") == {}


def test_a_refusal_is_kept_apart(vault: Vault) -> None:
    """A refused job has no result."""
    vault.ledger.intend(KEY, 1, "clip")
    vault.ledger.refuse(KEY, 1, "moderation")

    attempt = vault.ledger.attempt(KEY)

    assert attempt.done is None
    assert attempt.refused is not None
    assert attempt.refused["reason"] == "moderation"


def test_documents_swap_only_on_the_version_they_were_read_at(vault: Vault) -> None:
    """Of two writers from the same version one wins, and old versions go in time."""
    assert vault.documents.write("films/a/state", {"n": 0}, 0)
    assert not vault.documents.write("films/a/state", {"n": 9}, 0)
    for number in range(1, 40):
        assert vault.documents.write("films/a/state", {"n": number}, number)

    assert vault.documents.read("films/a/state").value == {"n": 39}
    assert vault.documents.all("films") == {"films/a/state": {"n": 39}}


def test_many_threads_agree_on_one_winner(vault: Vault) -> None:
    """Create-if-absent holds between threads."""
    won: list[int] = []

    def race(number: int) -> None:
        if vault.documents.write("films/a/lock", {"n": number}, 0):
            won.append(number)

    threads = [threading.Thread(target=race, args=(n,)) for n in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(won) == 1
    assert vault.documents.read("films/a/lock").value == {"n": won[0]}


def test_gc_keeps_what_a_film_leads_to(vault: Vault) -> None:
    """Assets of a film's results stay; others go once they are not young, and only when asked."""
    kept, lost = finished(vault), finished(vault, b"old take", "cd" * 32)
    vault.documents.write("films/a/state", {"keys": {"SC010-SH010 clip": KEY}, "kept": []}, 0)
    old = time.time() - 7200
    for ref in (kept, lost):
        os.utime(vault.assets.path(ref), (old, old))

    assert measure(vault).unused_assets == 1
    assert collect(vault) == len(b"old take")
    assert vault.assets.read(kept) == b"clip"
    assert measure(vault).unused_assets == 0


def test_gc_leaves_young_assets(vault: Vault) -> None:
    """What a run has just made and not yet entered is not swept away."""
    ref = vault.assets.put(b"fresh", "image/png")

    assert collect(vault) == 0
    assert vault.assets.read(ref) == b"fresh"
