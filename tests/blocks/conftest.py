"""A studio of fake services and a store for the blocks under test; no key of this machine reaches them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from blocks import keys
from tests.fakes.store import FolderStore
from tests.fakes.studio import Studio

KEYS = [
    "LUMA_AGENTS_API_KEY",
    "LUMA_BASE_URL",
    "LUMAAI_API_KEY",
    "LUMA_API_TOKEN",
    "LUMAAI_BASE_URL",
    "FAL_KEY",
    "FAL_API_KEY",
    "STORYREEL_FAL_URL",
    "GEMINI_API_KEY",
    "GOOGLE_API_KEY",
    "GOOGLE_GEMINI_BASE_URL",
    "OPENAI_API_KEY",
    "OPENAI_BASE_URL",
]


@pytest.fixture(scope="session")
def one_studio() -> Iterator[Studio]:
    with Studio(latency=0.0005) as studio:
        yield studio


@pytest.fixture
def studio(one_studio: Studio) -> Iterator[Studio]:
    one_studio.faults.clear()
    one_studio.books.requests.clear()
    yield one_studio
    one_studio.faults.clear()


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path / "store")


@pytest.fixture
def checkout(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty checkout in the place of this one."""
    folder = tmp_path_factory.mktemp("above") / "checkout"
    folder.mkdir()
    (folder / "prefect.yaml").touch()
    monkeypatch.setattr(keys, "_ABOVE_BLOCKS", folder)
    return folder


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, checkout: Path) -> None:
    """No key, no address and no .env file from outside."""
    for name in KEYS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("STORYREEL_POLL_SECONDS", "0.01")
    monkeypatch.chdir(tmp_path)
