"""One real server for all tests of a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.server import ServerFacts, ensure_server, stop_server


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home of storyreel's that is nobody's."""
    with pytest.MonkeyPatch.context() as patch:
        home = tmp_path_factory.mktemp("home")
        patch.setenv("STORYREEL_HOME", str(home))
        patch.delenv("PREFECT_API_URL", raising=False)
        yield home
        stop_server()


@pytest.fixture
def server(house: Path) -> ServerFacts:
    """A server that runs, started when none does."""
    return ensure_server()
