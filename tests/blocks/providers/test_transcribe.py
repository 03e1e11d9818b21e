"""Amazon Transcribe hears the words of a recording, by boto3, at a fake service with an S3 on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from prefect_aws import AwsCredentials
from pydantic import SecretStr

from blocks.providers.transcribe import TranscribeWords
from blocks.waiting import wait_for
from storyreel.film.assets import AssetRef, AssetStore
from storyreel.film.errors import (
    CapabilityError,
    KeyMissingError,
    ProviderError,
    TransientProviderError,
    UnknownOutcomeError,
)
from storyreel.film.narration import TranscriptBrief
from storyreel.vault.address import BucketAddress
from storyreel.vault.remote import BucketVault, open_bucket
from tests.fakes import sounds
from tests.fakes.faults import Fault
from tests.fakes.studio import Studio

LINE = "Good evening, Mara. Is the lamp lit? Café!"
BUCKET = "recordings"


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    """An S3 with a bucket."""
    import boto3
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    client = boto3.client(
        "s3", endpoint_url=address, region_name="us-east-1", aws_access_key_id="x", aws_secret_access_key="x"
    )
    client.create_bucket(Bucket=BUCKET)
    yield address
    server.stop()


@pytest.fixture
def studio(s3: str) -> Iterator[Studio]:
    """A studio whose transcription reads that S3."""
    with Studio(latency=0.0005, s3=s3) as studio:
        yield studio


@pytest.fixture
def member(studio: Studio, s3: str, monkeypatch: pytest.MonkeyPatch) -> TranscribeWords:
    """With a bucket of its own."""
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    return hearing(studio, s3)


def hearing(studio: Studio, s3: str, **changes: object) -> TranscribeWords:
    keys = AwsCredentials(
        aws_access_key_id=studio.key("polly"),
        aws_secret_access_key=SecretStr(studio.aws_secret),
        region_name="us-east-1",
    )
    own = {
        "model": "standard",
        "credentials": keys,
        "base_url": studio.url("transcribe"),
        "bucket": BUCKET,
        "s3_url": s3,
        "timeout_seconds": 20,
    }
    return TranscribeWords.model_validate({**own, **changes})


def recorded(store: AssetStore, text: str = LINE) -> AssetRef:
    return store.put(sounds.speech({"text": text, "voice": "me", "format": "mp3_44100_128"})[0], "audio/mpeg")


def test_a_recording_s_words_have_their_times(member: TranscribeWords, store: AssetStore) -> None:
    """In order, with their punctuation and times."""
    words = member.hear(TranscriptBrief(recording=recorded(store)), store).words

    assert [word.word for word in words] == LINE.split()
    assert [word.start_ms for word in words] == [
        round(begins * 1000) for _, _, begins, _ in sounds.word_seconds(LINE)
    ]
    assert all(word.start_ms <= word.end_ms for word in words)


@pytest.mark.parametrize("language", ["sv", "uk", "nb-no", "de-at"])
def test_a_language_is_asked_for_by_a_tag_of_the_service_s(
    member: TranscribeWords, store: AssetStore, language: str
) -> None:
    """The service refuses any other."""
    assert member.hear(TranscriptBrief(recording=recorded(store), language=language), store).words


def test_a_recording_is_bought_once(
    member: TranscribeWords, store: AssetStore, studio: Studio, s3: str
) -> None:
    """Another process that knows nothing of the first finds its job by the recording.

    So does one whose answer was lost.
    """
    recording = recorded(store)
    first = member.hear(TranscriptBrief(recording=recording), store).words

    assert hearing(studio, s3).hear(TranscriptBrief(recording=recording), store).words == first
    assert (
        member.submit(TranscriptBrief(recording=recording), store).job_id
        == studio.jobs("transcribe")[0].answer["name"]
    )
    assert len(studio.jobs("transcribe")) == 1
    assert not studio.bill().double


def test_a_lost_answer_is_unresolved_and_then_found(
    member: TranscribeWords, store: AssetStore, studio: Studio
) -> None:
    """The job is looked up by its name, and not submitted again."""
    brief = TranscriptBrief(recording=recorded(store))
    studio.faults.next("transcribe", "start", Fault.DROP_AFTER)

    with pytest.raises(UnknownOutcomeError):
        member.submit(brief, store)
    ticket = member.look_up(brief, store, 0.0, frozenset())

    assert ticket is not None
    assert member.fetch(brief, ticket, wait_for(member, ticket), store).words
    assert len(studio.jobs("transcribe")) == 1


def test_a_failed_job_is_removed_before_its_name_is_used_again(
    member: TranscribeWords, store: AssetStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise the recording could never be heard again."""
    removed: list[str] = []

    class Failed:
        def get_transcription_job(self, **asked: str) -> dict:
            return {"TranscriptionJob": {"TranscriptionJobStatus": "FAILED"}}

        def delete_transcription_job(self, **asked: str) -> None:
            removed.append(asked["TranscriptionJobName"])

    monkeypatch.setattr(TranscribeWords, "client", lambda *_: Failed())
    recording = recorded(store)

    assert member.look_up(TranscriptBrief(recording=recording), store, 0.0, frozenset()) is None
    assert recording.sha256 in removed[0]


def test_a_job_that_failed_says_so(member: TranscribeWords, store: AssetStore, studio: Studio) -> None:
    """As a failure, which a later run may try again."""
    studio.faults.next("transcribe", "start", Fault.JOB_FAILED)

    with pytest.raises(ProviderError) as raised:
        member.hear(TranscriptBrief(recording=recorded(store)), store)

    assert "failed_job" in raised.value.facts


def test_a_recording_whose_job_failed_is_heard_by_the_next(
    member: TranscribeWords, store: AssetStore, studio: Studio
) -> None:
    """The failed job keeps its name until it is removed."""
    brief = TranscriptBrief(recording=recorded(store))
    studio.faults.next("transcribe", "start", Fault.JOB_FAILED)
    member.submit(brief, store)

    ticket = member.submit(brief, store)

    assert member.fetch(brief, ticket, wait_for(member, ticket), store).words
    assert len(studio.jobs("transcribe")) == 2


def test_a_vault_in_s3_needs_no_bucket_of_its_own(
    studio: Studio, s3: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The recording goes beside the vault's own assets."""
    for name, value in {
        "AWS_ACCESS_KEY_ID": "x",
        "AWS_SECRET_ACCESS_KEY": "x",
        "AWS_DEFAULT_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(name, value)
    vault = BucketVault(open_bucket(BucketAddress("s3", BUCKET, "films", endpoint=s3)), tmp_path)

    words = (
        hearing(studio, s3, bucket="", s3_url="")
        .hear(TranscriptBrief(recording=recorded(vault)), vault)
        .words
    )

    assert [word.word for word in words] == LINE.split()


def test_a_vault_on_a_disk_needs_a_bucket(studio: Studio, s3: str, store: AssetStore) -> None:
    """The sentence says which setting to give; nothing is asked."""
    with pytest.raises(CapabilityError, match="`bucket`"):
        hearing(studio, s3, bucket="").submit(TranscriptBrief(recording=recorded(store)), store)

    assert not studio.jobs("transcribe")


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (Fault.RATE_LIMITED, TransientProviderError),
        (Fault.SERVER_ERROR, TransientProviderError),
        (Fault.DROP_BEFORE, UnknownOutcomeError),
        (Fault.WRONG_KEY, KeyMissingError),
    ],
    ids=lambda given: getattr(given, "kind", ""),
)
def test_a_fault_has_its_error_and_is_not_asked_for_twice(
    member: TranscribeWords, store: AssetStore, studio: Studio, fault: Fault, expected: type[Exception]
) -> None:
    """One request to start, and no secret in what is said."""
    studio.faults.next("transcribe", "start", fault)

    with pytest.raises(expected) as raised:
        member.submit(TranscriptBrief(recording=recorded(store)), store)

    assert type(raised.value) is expected
    assert studio.books.requests["transcribe.start"] == 1
    assert studio.aws_secret not in f"{raised.value!r} {member!r} {member.fingerprint()}"


def test_a_job_that_is_unknown_is_said_to_be(
    member: TranscribeWords, store: AssetStore, studio: Studio
) -> None:
    """Status requests end."""
    ticket = member.submit(TranscriptBrief(recording=recorded(store)), store)
    studio.faults.next("transcribe", "get", Fault.JOB_LOST)

    with pytest.raises(ProviderError, match=ticket.job_id) as raised:
        member.ask(ticket)

    assert not isinstance(raised.value, TransientProviderError)


def test_a_picture_has_no_words(member: TranscribeWords, store: AssetStore) -> None:
    """The error lists the accepted formats."""
    with pytest.raises(CapabilityError, match="audio/flac"):
        member.submit(TranscriptBrief(recording=store.put(b"x", "image/png")), store)
