"""The services themselves: each does one smallest job. Needs keys and spends money: `make live-test`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fakes.store import FolderStore
from tests.live.jobs import JOBS, Job


@pytest.mark.live
@pytest.mark.parametrize("job", JOBS, ids=str)
def test_a_service_does_its_smallest_job(job: Job, tmp_path: Path) -> None:
    """As a film asks for it. Without a key or a package the test is skipped, and says what is missing."""
    member, store = job.member(), FolderStore(tmp_path)
    if missing := member.missing():
        pytest.skip(missing)

    assert job.ask(member, job.brief(store), store)
