"""The director's lock."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from storyreel.film.errors import ProjectBusyError
from storyreel.project.lock import directing
from storyreel.vault import Vault
from storyreel.vault.disk import DiskVault

HOLD = """
import sys, time
from pathlib import Path
from storyreel.project.lock import directing
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
    with subprocess.Popen([sys.executable, "-c", HOLD, str(vault.assets.root)], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(ProjectBusyError, match=f"process {holder.pid}"), directing(vault.documents, "film"):
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
    with directing(vault.documents, "film"), pytest.raises(ProjectBusyError), directing(vault.documents, "film"):
        pass
