"""The jobs of `make live-test` are cheap, and can be done: at the fake studio they are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from blocks.kinds import RemoteMember
from blocks.roster import MEMBERS
from tests.fakes.screenwriting import register
from tests.fakes.store import FolderStore
from tests.fakes.studio import Studio
from tests.live.jobs import JOBS, MOST_USD, Job

BUCKET = "recordings"
WITHOUT_A_KEY = {"rules", "local", "painter", "footage", "gtts", "foley", "score", "measured"}
WITHOUT_A_KEY |= {"kokoro", "espeak", "diffusers", "server", "whisper", "piper"}
NOT_TRIED = {"trainer fal", "images luma-photon", "video luma-ray2"}
"""Perhaps too dear, or in need of a vault in a bucket."""


@pytest.fixture(scope="module")
def studio() -> Iterator[Studio]:
    with bucket() as s3, Studio(latency=0.0005, s3=s3) as opened, pytest.MonkeyPatch.context() as patch:
        register(opened)
        for name, value in opened.environment().items():
            patch.setenv(name, value)
        patch.setenv("STORYREEL_TRANSCRIBE_BUCKET", BUCKET)
        yield opened


@contextmanager
def bucket() -> Iterator[str]:
    """The address of an S3 with a bucket, for Transcribe."""
    import boto3
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    client = boto3.client(
        "s3",
        endpoint_url=f"http://{host}:{port}",
        region_name="us-east-1",
        aws_access_key_id="x",
        aws_secret_access_key="x",
    )
    client.create_bucket(Bucket=BUCKET)
    try:
        yield f"http://{host}:{port}"
    finally:
        server.stop()


def test_all_jobs_together_cost_a_dollar_at_most(tmp_path: Path) -> None:
    """In the middle of what each may cost, which is above the prices as listed."""
    store = FolderStore(tmp_path)
    prices = [job.member().price(job.brief(store)) for job in JOBS]

    assert 0 < sum(price.high_usd for price in prices) <= MOST_USD


def test_every_service_has_a_job_for_each_capability() -> None:
    """Or the file of the jobs says why not."""
    paid = {
        f"{capability} {name}"
        for capability, known in MEMBERS.items()
        for name in known
        if name not in WITHOUT_A_KEY
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
