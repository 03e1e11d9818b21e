"""Word times of a recording, by Amazon Transcribe."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, ClassVar

from pydantic import Field

from blocks.amazon import AwsMember, asking_amazon, error_code
from blocks.keys import Found, find, lacking
from blocks.kinds import Listener, RemoteMember
from blocks.prices import cost_of
from blocks.transcribe_languages import transcribe_tag
from blocks.waiting import wait_for
from storyreel.film.assets import AssetRef, AssetStore
from storyreel.film.briefs import WordTime
from storyreel.film.errors import BrokenDeliveryError, CapabilityError, ProviderError, SettingsError
from storyreel.film.frozen import Frozen
from storyreel.film.jobs import JobReport, JobState, Ticket
from storyreel.film.money import Allowance, Cost
from storyreel.film.narration import Transcript, TranscriptBrief

PROVIDER = "transcribe"
BUCKET_NAME = "STORYREEL_TRANSCRIBE_BUCKET"
_SHORTEST_BILLED_SECONDS = 15.0
_FOLDER = "storyreel-transcribe"
_FORMATS = {
    "audio/flac": "flac",
    "audio/x-flac": "flac",
    "audio/wav": "wav",
    "audio/x-wav": "wav",
    "audio/mpeg": "mp3",
    "audio/mp3": "mp3",
    "audio/mp4": "m4a",
    "audio/ogg": "ogg",
    "audio/webm": "webm",
    "audio/amr": "amr",
    "video/mp4": "mp4",
}
_STATES = {"COMPLETED": JobState.DONE, "FAILED": JobState.FAILED}


class TranscribeWords(AwsMember, RemoteMember, Listener):
    """Hears the words of a recording.

    A job is named by the recording, so that no recording is bought twice.
    """

    _block_type_name = "Transcribe Words"
    _description = (
        "Finds the words of a recording and their times with Amazon Transcribe; paid by the second, at"
        " least fifteen."
    )
    usual: ClassVar[Mapping[str, object]] = {"model": "standard"}

    model: str = Field(
        pattern=r"^[A-Za-z0-9._-]+$",
        description="'standard', or the name of the account's own language model.",
    )
    bucket: str = Field(
        default="",
        description=(
            "S3 bucket for recording and transcript; if none is given, STORYREEL_TRANSCRIBE_BUCKET, or"
            " that of a vault in S3."
        ),
    )
    s3_url: str = Field(
        default="",
        description="Address of S3, if not Amazon's; if none is given, the SDK's AWS_ENDPOINT_URL_S3.",
    )

    def fingerprint(self) -> str:
        """See `CrewMember.fingerprint`."""
        return f"transcribe-words/1/{self.model}"

    def allowance(self) -> Allowance | None:
        """See `CrewMember.allowance`."""
        return Allowance(provider=PROVIDER, jobs=self.jobs_at_once)

    def price(self, brief: Frozen) -> Cost:
        """See `CrewMember.price`."""
        seconds = max(_SHORTEST_BILLED_SECONDS, brief.seconds) if isinstance(brief, TranscriptBrief) else 0
        return cost_of(PROVIDER, "standard", "minute", seconds / 60)

    def seconds(self, brief: Frozen) -> float:
        """See `CrewMember.seconds`."""
        return 20.0 + (brief.seconds / 4 if isinstance(brief, TranscriptBrief) else 0)

    def needs_s3(self) -> bool:
        """See `CrewMember.needs_s3`."""
        return not self._own_bucket()

    def missing(self) -> str:
        """See `CrewMember.missing`."""
        return super().missing() or lacking(self._own_bucket)

    def hear(self, brief: TranscriptBrief, store: AssetStore) -> Transcript:
        """See `Listener.hear`: by a job that was submitted before, or is submitted now."""
        ticket = self.look_up(brief, store, 0.0, frozenset()) or self.submit(brief, store)
        return self.fetch(brief, ticket, wait_for(self, ticket), store)

    def submit(self, brief: Frozen, store: AssetStore) -> Ticket:
        """See `RemoteMember.submit`. If a job for the same recording exists, it is used."""
        asked = _transcript_brief(brief)
        form, (bucket, _) = _form(asked.recording), self._place(store)
        name, client = self._job(asked), self.client(PROVIDER)
        key = f"{_FOLDER}/{asked.recording.sha256}.{form}"
        with (
            asking_amazon("S3", "upload of a recording", "`bucket`", paid=False),
            store.path(asked.recording).open("rb") as recording,
        ):
            self._s3(store).put_object(
                Bucket=bucket, Key=key, Body=recording, ContentType=asked.recording.media_type
            )
        order = self._order(asked, name, f"s3://{bucket}/{key}", bucket)
        if not self._begun(client, order) and self.look_up(asked, store, 0.0, frozenset()) is None:
            self._begun(client, order)  # the job of that name had failed, and is removed
        return Ticket(provider=PROVIDER, job_id=name)

    def look_up(self, brief: Frozen, store: AssetStore, since: float, taken: frozenset[str]) -> Ticket | None:
        """See `RemoteMember.look_up`. A job that failed is removed, so that its name is free again."""
        name = self._job(_transcript_brief(brief))
        found = self._found(name)
        if found is not None and found["TranscriptionJobStatus"] == "FAILED":
            with asking_amazon("Transcribe", "removal of a failed job", "`model`", paid=False):
                self.client(PROVIDER).delete_transcription_job(TranscriptionJobName=name)
            return None
        return Ticket(provider=PROVIDER, job_id=name) if found is not None else None

    def ask(self, ticket: Ticket) -> JobReport:
        """See `RemoteMember.ask`."""
        found = self._found(ticket.job_id)
        if found is None:
            raise _unknown_job(ticket)
        return _report(found)

    def fetch(self, brief: Frozen, ticket: Ticket, report: JobReport, store: AssetStore) -> Transcript:
        """See `RemoteMember.fetch`."""
        bucket, _ = self._place(store)
        with (
            asking_amazon("S3", "transcript", "`bucket`", paid=False),
            self._s3(store).get_object(Bucket=bucket, Key=_result(ticket.job_id))["Body"] as body,
        ):
            content = body.read()
        try:
            return Transcript(words=_words(json.loads(content)))
        except (ValueError, KeyError, IndexError, TypeError) as error:
            raise BrokenDeliveryError(
                f"The transcript {ticket.job_id!r} cannot be read. It was charged and cannot be used.",
                provider=PROVIDER,
            ) from error

    def _begun(self, client: Any, order: Mapping[str, Any]) -> bool:
        """Whether the job was accepted; False if its name is taken."""
        try:
            with asking_amazon("Transcribe", "transcript", "`model`", paid=True):
                client.start_transcription_job(**order)
        except ProviderError as error:
            if error.facts.get("code") != "ConflictException":
                raise
            return False
        return True

    def _order(self, brief: TranscriptBrief, name: str, uri: str, bucket: str) -> dict[str, Any]:
        order: dict[str, Any] = {
            "TranscriptionJobName": name,
            "LanguageCode": transcribe_tag(brief.language),
            "Media": {"MediaFileUri": uri},
            "MediaFormat": _form(brief.recording),
            "OutputBucketName": bucket,
            "OutputKey": _result(name),
        }
        return (
            order
            if self.model == "standard"
            else order | {"ModelSettings": {"LanguageModelName": self.model}}
        )

    def _found(self, name: str) -> Mapping[str, Any] | None:
        from botocore.exceptions import ClientError

        client = self.client(PROVIDER)
        with asking_amazon("Transcribe", "state of a job", "`model`", paid=False):
            try:
                return client.get_transcription_job(TranscriptionJobName=name)["TranscriptionJob"]
            except ClientError as error:
                if error_code(error) == "NotFoundException" or "couldn't be found" in str(error):
                    return None
                raise

    def _job(self, brief: TranscriptBrief) -> str:
        return f"storyreel-{brief.recording.sha256}-{transcribe_tag(brief.language)}-{self.model}"[:200]

    def _own_bucket(self) -> str:
        """The bucket named by the person; '' if none is.

        Raises:
            SettingsError: the film's own file names it: its author would get recordings by the
                person's AWS credentials.
        """
        if self.bucket:
            return self.bucket
        found = find(BUCKET_NAME)
        if found.kind == "film":
            raise _bucket_of_film(found)
        return found.value

    def _place(self, store: AssetStore) -> tuple[str, str | None]:
        """The bucket, and the address of S3, if it is not the default."""
        from storyreel.vault.address import bucket_address
        from storyreel.vault.store import VaultStore

        own = (
            bucket_address(store.url)
            if isinstance(store, VaultStore) and store.url.startswith("s3:")
            else None
        )
        named = self._own_bucket()
        bucket = named or (own.bucket if own is not None else "")
        if not bucket:
            raise CapabilityError(
                "Transcribe reads recordings from S3, and this vault is not there. Nothing was spent. Name a"
                " bucket of yours in `bucket` or STORYREEL_TRANSCRIBE_BUCKET, or keep the vault in S3:"
                " STORYREEL_VAULT=s3://bucket/folder.",
                provider=PROVIDER,
            )
        return bucket, self.s3_url or (own.endpoint if own is not None and not named else None)

    def _s3(self, store: AssetStore) -> Any:
        return self.client("s3", self._place(store)[1])


def _unknown_job(ticket: Ticket) -> ProviderError:
    return ProviderError(
        f"Transcribe does not know the job {ticket.job_id!r}; it keeps jobs for 90 days. What it cost"
        " is spent. Run the command again to submit it again."
    )


def _transcript_brief(brief: Frozen) -> TranscriptBrief:
    if not isinstance(brief, TranscriptBrief):
        raise CapabilityError(
            f"Transcribe finds words in recordings; it was given a {type(brief).__name__}. Nothing was"
            " spent.",
            provider=PROVIDER,
        )
    return brief


def _bucket_of_film(found: Found) -> SettingsError:
    return SettingsError(
        f"The bucket for recordings is {found}, and a film's folder does not decide where your AWS"
        f" credentials put them. Nothing was sent and nothing was spent. Take {BUCKET_NAME} out of"
        " that file; set it in the environment or in the checkout's .env if the bucket is yours."
    )


def _report(found: Mapping[str, Any]) -> JobReport:
    state = _STATES.get(found["TranscriptionJobStatus"], JobState.WORKING)
    return JobReport(state=state, reason=str(found.get("FailureReason", "")))


def _form(recording: AssetRef) -> str:
    form = _FORMATS.get(recording.media_type.partition(";")[0].lower())
    if form is None:
        raise _unread(recording)
    return form


def _unread(recording: AssetRef) -> CapabilityError:
    return CapabilityError(
        f"Transcribe does not read {recording.media_type!r}; accepted are {', '.join(_FORMATS)}. Nothing"
        " was spent. Save the recording as FLAC, WAV or MP3.",
        provider=PROVIDER,
    )


def _result(name: str) -> str:
    return f"{_FOLDER}/{name}.json"


def _words(transcript: Mapping[str, Any]) -> tuple[WordTime, ...]:
    """The words, each with the punctuation that follows it.

    Ends never lie before beginnings or after the next.
    """
    words: list[WordTime] = []
    for item in transcript["results"]["items"]:
        said = str(item["alternatives"][0]["content"])
        if item["type"] == "pronunciation":
            start = max(round(float(item["start_time"]) * 1000), words[-1].start_ms if words else 0)
            words.append(
                WordTime(word=said, start_ms=start, end_ms=max(start, round(float(item["end_time"]) * 1000)))
            )
        elif words:
            words[-1] = words[-1].model_copy(update={"word": words[-1].word + said})
    return tuple(words)
