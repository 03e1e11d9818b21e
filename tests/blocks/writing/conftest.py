"""A studio in which language models answer as good ones would."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.fakes import screenwriting
from tests.fakes.studio import Studio


@pytest.fixture(scope="package")
def words_studio() -> Iterator[Studio]:
    """One studio for all tests here: what it is told to answer would disturb others."""
    with Studio(latency=0.0005) as made:
        yield made


@pytest.fixture
def studio(words_studio: Studio, monkeypatch: pytest.MonkeyPatch) -> Studio:
    """A studio that answers as a good model would, until a test says otherwise."""
    words_studio.faults.clear()
    words_studio.books.requests.clear()
    screenwriting.register(words_studio)
    for name in ("ANTHROPIC_API_KEY", "ANTHROPIC_BASE_URL", "ANTHROPIC_AUTH_TOKEN", "STORYREEL_LOCAL_URL"):
        monkeypatch.delenv(name, raising=False)
    return words_studio
