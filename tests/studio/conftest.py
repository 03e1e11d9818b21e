"""One real server for all tests of a file, and a terminal for those that need none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from storyreel.vault import Vault, open_vault
from studio.server import ServerFacts, ensure_server, stop_server
from tests.databases import give_database
from tests.studio.terminal import Terminal


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home of storyreel's that is nobody's."""
    with pytest.MonkeyPatch.context() as patch:
        home = tmp_path_factory.mktemp("home")
        patch.setenv("STORYREEL_HOME", str(home))
        patch.delenv("PREFECT_API_URL", raising=False)
        give_database(home)
        yield home
        stop_server()


@pytest.fixture
def server(house: Path) -> ServerFacts:
    """A server that runs, started when none does."""
    return ensure_server()


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    monkeypatch.setenv("STORYREEL_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    monkeypatch.delenv("STORYREEL_DEBUG", raising=False)
    monkeypatch.chdir(tmp_path)
    return Terminal(tmp_path, monkeypatch, capsys)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for films, whose home of storyreel is in it."""
    monkeypatch.setenv("STORYREEL_HOME", str(tmp_path / "home"))
    return tmp_path


@pytest.fixture
def vault(home: Path) -> Vault:
    return open_vault((home / "vault").as_uri())
