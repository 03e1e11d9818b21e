"""The jobs of `make live-test` are cheap, and can be done: at the fake studio they are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from blocks.kinds import RemoteMember
from blocks.roster import MEMBERS
from tests.fakes.screenwriting import register
from tests.fakes.store import FolderStore
from tests.fakes.studio import Studio
from tests.live.jobs import JOBS, MOST_USD, Job

WITHOUT_A_KEY = {"rules", "local", "painter", "footage", "espeak", "gtts", "foley", "score", "measured"}
NOT_TRIED = {"trainer fal", "images luma-photon", "video luma-ray2", "listener transcribe"}
"""Too dear, or in need of a bucket."""


@pytest.fixture(scope="module")
def studio() -> Iterator[Studio]:
    with Studio(latency=0.0005) as opened, pytest.MonkeyPatch.context() as patch:
        register(opened)
        for name, value in opened.environment().items():
            patch.setenv(name, value)
        yield opened


def test_all_jobs_together_cost_a_dollar_at_most(tmp_path: Path) -> None:
    """In the middle of what each may cost, which is above the prices as listed."""
    store = FolderStore(tmp_path)
    prices = [job.member().price(job.brief(store)) for job in JOBS]

    assert 0 < sum(price.low_usd + price.high_usd for price in prices) / 2 <= MOST_USD


def test_every_service_has_a_job_for_each_capability() -> None:
    """A critic is asked as the writer of its service is, and is left out."""
    paid = {
        f"{capability} {name}"
        for capability, known in MEMBERS.items()
        for name in known
        if name not in WITHOUT_A_KEY and capability != "critic"
    }

    assert {f"{job.capability} {job.name}" for job in JOBS} == paid - NOT_TRIED


@pytest.mark.long
@pytest.mark.parametrize("job", JOBS, ids=str)
def test_a_job_can_be_done(job: Job, tmp_path: Path, studio: Studio) -> None:
    """By the services' own SDKs, with key and address found as in a film."""
    member, store = job.member(), FolderStore(tmp_path)
    if isinstance(member, RemoteMember):
        member = member.model_copy(update={"first_poll_seconds": 0.05})
    before = len(studio.jobs())

    assert member.missing() == ""
    assert job.ask(member, job.brief(store), store)
    assert len(studio.jobs()) > before
