"""A studio for each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.fakes.studio import Studio


@pytest.fixture
def studio() -> Iterator[Studio]:
    """A studio at work, faster than any real one."""
    with Studio(latency=0.001) as made:
        yield made
