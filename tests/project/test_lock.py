"""The director's lock."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from storyreel.film.errors import ProjectBusyError, VaultError
from storyreel.project import lock
from storyreel.project.lock import directing, require_no_director
from storyreel.vault import Vault
from storyreel.vault.disk import DiskVault
from storyreel.vault.documents import Documents

HOLD = """
import sys, time
from pathlib import Path
from storyreel.project.lock import require_no_director, directing
from storyreel.vault import Vault
from storyreel.vault.disk import DiskVault
with directing(Vault(DiskVault(Path(sys.argv[1]))).documents, "film"):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(DiskVault(tmp_path / "vault"))


def test_a_second_director_is_told_who_directs(vault: Vault) -> None:
    """While one run holds the film another process is refused, and after SIGKILL the film is free at once."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(vault.assets.root)], stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with (
            pytest.raises(ProjectBusyError, match=f"process {holder.pid}"),
            directing(vault.documents, "film"),
        ):
            pass
        holder.kill()
    with directing(vault.documents, "film"):
        pass


def test_another_film_is_free(vault: Vault) -> None:
    """Films do not lock one another, and a film let go can be directed again."""
    with directing(vault.documents, "one"), directing(vault.documents, "two"):
        pass
    with directing(vault.documents, "one"):
        pass


def test_the_same_film_twice_in_one_process_is_refused(vault: Vault) -> None:
    """A second run in the same process is a second run."""
    with (
        directing(vault.documents, "film"),
        pytest.raises(ProjectBusyError),
        directing(vault.documents, "film"),
    ):
        pass


class FullDisk(Documents):
    """Documents whose writes fail while `full`."""

    full = False

    def write(self, name: str, value: object, expected_version: int) -> bool:
        if self.full:
            raise VaultError("The disk is full.")
        return super().write(name, value, expected_version)


def _until(documents: FullDisk) -> float:
    """When the lease of the film ends, in seconds since 1970."""
    held = documents.read("films/film/lock").value
    assert held is not None
    return float(held["until"])


def test_a_full_disk_does_not_give_the_film_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Renewal goes on through failed writes; while its holder lives, no other process gets the film."""
    monkeypatch.setattr(lock, "RENEW_SECONDS", 0.02)
    monkeypatch.setattr(lock, "RETRY_SECONDS", 0.02)
    documents = FullDisk(DiskVault(tmp_path / "vault").records)
    with directing(documents, "film"):
        documents.full = True
        monkeypatch.setattr(lock, "LEASE_SECONDS", -100.0)
        threading.Event().wait(0.1)
        documents.full = False
        deadline = time.monotonic() + 20
        while _until(documents) > time.time() and time.monotonic() < deadline:
            threading.Event().wait(0.02)

        assert _until(documents) < time.time()
        with pytest.raises(ProjectBusyError), directing(documents, "film"):
            pass


def test_a_lock_that_could_not_be_let_go_is_free_all_the_same(tmp_path: Path) -> None:
    """A run that ends on a full disk leaves no film locked, and does not hide its own error."""
    documents = FullDisk(DiskVault(tmp_path / "vault").records)

    def fill_and_fail() -> None:
        with directing(documents, "film"):
            documents.full = True
            raise RuntimeError("its own")

    with pytest.raises(RuntimeError, match="its own"):
        fill_and_fail()
    documents.full = False

    with directing(documents, "film"):
        pass


def test_a_film_that_is_directed_is_refused_before_a_run_begins(vault: Vault) -> None:
    """By whoever asks without taking the lock; a free film is not."""
    documents = vault.documents

    require_no_director(documents, "tea-1")
    with directing(documents, "tea-1"), pytest.raises(ProjectBusyError, match="is being made by process"):
        require_no_director(documents, "tea-1")
    require_no_director(documents, "tea-1")
