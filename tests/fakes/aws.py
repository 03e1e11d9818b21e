"""Amazon Polly and Transcribe as boto3 speaks to them.

Transcribe reads and writes the S3 the studio was given.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any, ClassVar
from urllib.parse import urlsplit
from xml.etree import ElementTree

from tests.fakes import sounds
from tests.fakes.books import Job
from tests.fakes.faults import Fault
from tests.fakes.server import Answered, Handler, Reply, Request, route
from tests.fakes.service import Service, Terms

_ENGINES = {"standard": 4e-6, "neural": 16e-6, "generative": 30e-6, "long-form": 100e-6}
_GENERATIVE = (
    "Olivia Amy Brian Kajal Niamh Aria Jasmine Ayanda Danielle Joanna Matthew Ruth Salli Stephen Tiffany Lisa"
    " Laura Lea Remi Ambre Florian Sabrina Vicki Daniel Lennart Bianca Beatrice Lorenzo Seoyeon Camila Mia"
    " Andres Lucia Sergio Lupe Pedro Carlos Tina Carolina Leo Arjun Kiara"
)
"""Voices of the engine 'generative' (AWS's lists of voices and its document history, up to 2026-03-19, and
those of Nova 2 Sonic that botocore names).
"""
_LONG_FORM = frozenset({"Danielle", "Gregory", "Ruth", "Patrick", "Alba", "Raul"})
_FORMS = {"mp3": "mp3", "ogg_vorbis": "ogg_vorbis", "ogg_opus": "opus", "pcm": "pcm"}


class _Aws(Service):
    """What both services do alike: the access key stands in the signature, an error's name in a header."""

    def sent_key(self, request: Request) -> str:
        """The access key id that signed the request."""
        found = re.search(r"Credential=([^/]+)/", request.headers.get("authorization", ""))
        return found.group(1) if found else ""

    def error(self, status: int, message: str, reason: str = "") -> Reply:
        """The error's name in `x-amzn-ErrorType`."""
        names = {
            "quota": "ServiceQuotaExceededException",
            "rate_limited": "ThrottlingException",
            "wrong_key": "UnrecognizedClientException",
            "unknown_model": "EngineNotSupportedException",
            "refused": "InvalidParameterValue",
        }
        name = (
            names.get(reason)
            or reason
            or ("ServiceFailureException" if status >= 500 else "BadRequestException")
        )
        status = {"rate_limited": 400, "wrong_key": 403, "unknown_model": 400}.get(reason, status)
        return Reply(status, {"message": message, "__type": name}, {"x-amzn-ErrorType": name})

    def require_members(self, service: str, body: dict[str, Any], **shapes: str) -> None:
        """Refuse a field whose value is not in botocore's own list, as the service does.

        shapes: the name of the list, by field.
        """
        for field, shape in shapes.items():
            accepted = _members(service, shape)
            if body.get(field) not in (None, *accepted):
                raise Answered(
                    self.error(
                        400,
                        f"1 validation error detected: Value '{body[field]}' at '{field}'"
                        f" failed to satisfy constraint: Member must satisfy enum value set: {accepted}",
                        "ValidationException" if service == "polly" else "BadRequestException",
                    )
                )


@cache
def _members(service: str, shape: str) -> tuple[str, ...]:
    """The values of an enumeration in botocore's own description of a service."""
    import botocore.session

    return tuple(botocore.session.get_session().get_service_model(service).shape_for(shape).enum)


def _speaks(voice: str, engine: str) -> bool:
    if engine == "generative":
        return voice in _GENERATIVE.split()
    return engine != "long-form" or voice in _LONG_FORM


class Polly(_Aws):
    """`/v1/speech`."""

    name: ClassVar[str] = "polly"

    def _speakable(self, markup: str, engine: str) -> None:
        """Refuse markup that is no XML, and a pronunciation that the engine does not take."""
        if not markup:
            return
        try:
            tags = list(ElementTree.fromstring(markup).iter())
        except ElementTree.ParseError as error:
            raise Answered(
                self.error(400, f"Invalid SSML request: {error}", "InvalidSsmlException")
            ) from error
        for tag in tags:
            if tag.tag == "phoneme" and (
                engine == "generative"
                or tag.get("alphabet") not in ("ipa", "x-sampa")
                or not _IPA.fullmatch(tag.get("ph", ""))
            ):
                raise Answered(self.error(400, "Unsupported phoneme", "InvalidSsmlException"))
            if tag.tag == "sub" and not tag.get("alias"):
                raise Answered(self.error(400, "sub needs an alias", "InvalidSsmlException"))

    @route("POST", "/v1/speech", "speech")
    def speech(self, request: Request) -> Reply:
        """Speech, or its marks as JSON lines."""
        body = request.json
        text, form, engine = (
            body.get("Text") or "",
            body.get("OutputFormat"),
            body.get("Engine") or "standard",
        )
        spoken = re.sub(r"<[^>]+>", "", text) if body.get("TextType") == "ssml" else text
        self.require_members("polly", body, VoiceId="VoiceId", Engine="Engine", LanguageCode="LanguageCode")
        if not body.get("VoiceId") or not spoken.strip():
            raise Answered(self.error(400, "VoiceId and Text are needed", "ValidationException"))
        if not _speaks(body["VoiceId"], engine):
            raise Answered(
                self.error(400, f"This voice does not support the selected engine: {engine}", "unknown_model")
            )
        self._speakable(text if body.get("TextType") == "ssml" else "", engine)
        if len(text) > 6000:
            raise Answered(
                self.error(400, "Maximum text length has been exceeded", "TextLengthExceededException")
            )
        if len(spoken) > 3000:
            raise Answered(
                self.error(400, "Maximum text length has been exceeded", "TextLengthExceededException")
            )
        if (form == "json") != bool(body.get("SpeechMarkTypes")) or form not in (*_FORMS, "json"):
            raise Answered(
                self.error(
                    400,
                    "SpeechMarkTypes go with OutputFormat json, and only with it",
                    "MarksNotSupportedForFormatException",
                )
            )
        if request.meets(Fault.REFUSED):
            raise Answered(self.error(400, "The text is not accepted.", "refused"))
        request.operation = "marks" if form == "json" else "speech"
        rate = body.get("SampleRate") or {"pcm": "16000", "ogg_opus": "48000"}.get(str(form), "24000")
        made = {
            "kind": "speech",
            "text": spoken,
            "voice": body["VoiceId"],
            "format": f"{_FORMS.get(str(form), 'mp3')}_{rate}",
        }
        job = self.take_on(request, body, Terms("speech", len(spoken) * _ENGINES[engine], waits=True), [made])
        if job.failure:
            raise Answered(self.error(500, "The service failed."))
        headers = {"x-amzn-RequestCharacters": str(len(spoken))}
        if form == "json":
            return Reply(
                200,
                _marks(text, body.get("TextType") == "ssml", body["SpeechMarkTypes"]),
                headers | {"Content-Type": "application/x-json-stream"},
            )
        content, media_type = self.rendered(job)
        self.studio.books.collected(job)
        return Reply(200, content, headers | {"Content-Type": media_type})


_IPA = re.compile("[\u0250-\u02ff\u0300-\u036fa-zæçðøŋœβθχ. ‿ⁿ]+")


def _marks(text: str, ssml: bool, kinds: list[str]) -> bytes:
    """Offsets are bytes in the text as it was sent, tags and all; times are of the text as it is spoken."""
    tags = [place for tag in re.finditer(r"<[^>]+>", text) for place in range(*tag.span())] if ssml else []
    places = [place for place in range(len(text)) if place not in set(tags)]
    spoken = "".join(text[place] for place in places)
    marks: list[dict[str, Any]] = []
    found = list(re.finditer(r"\S+", spoken))
    for index, (place, (_, _, begins, ends)) in enumerate(
        zip(found, sounds.word_seconds(spoken), strict=False)
    ):
        bare = re.sub(r"^\W+|\W+$", "", place.group()) or place.group()
        start = place.start() + place.group().index(bare)
        if "sentence" in kinds and (index == 0 or found[index - 1].group()[-1] in ".!?"):
            end = next((one.end() for one in found[index:] if one.group()[-1] in ".!?"), found[-1].end())
            marks.append(_mark("sentence", text, places[place.start()], places[end - 1] + 1, begins))
        if "word" in kinds:
            marks.append(_mark("word", text, places[start], places[start + len(bare) - 1] + 1, begins))
        if "viseme" in kinds:
            marks += _visemes(bare, begins, ends)
    return "".join(json.dumps(mark, ensure_ascii=False) + "\n" for mark in marks).encode()


_VISEME_OF = {
    "m": "p",
    "b": "p",
    "p": "p",
    "f": "f",
    "v": "f",
    "a": "a",
    "e": "e",
    "i": "i",
    "o": "o",
    "u": "u",
}


def _visemes(word: str, begins: float, ends: float) -> list[dict[str, Any]]:
    """One for each letter, then silence."""
    step = (ends - begins) / len(word)
    values = [*(_VISEME_OF.get(letter, "t") for letter in word.lower()), "sil"]
    return [
        {"time": round((begins + number * step) * 1000), "type": "viseme", "value": value}
        for number, value in enumerate(values)
    ]


def _mark(kind: str, text: str, start: int, end: int, seconds: float) -> dict[str, Any]:
    return {
        "time": round(seconds * 1000),
        "type": kind,
        "start": len(text[:start].encode()),
        "end": len(text[:end].encode()),
        "value": text[start:end],
    }


class Transcribe(_Aws):
    """Jobs named by the caller; the operation stands in `x-amz-target`."""

    name: ClassVar[str] = "transcribe"

    def find(self, request: Request) -> tuple[Handler, tuple[str, ...], str] | None:
        """The handler of the operation in the header."""
        target = request.headers.get("x-amz-target", "").rpartition(".")[2]
        request.path = f"/{target}" if target else request.path
        return super().find(request)

    @route("POST", "/StartTranscriptionJob", "start")
    def begin(self, request: Request) -> Reply:
        """Takes a recording on."""
        body = request.json
        name = str(body.get("TranscriptionJobName", ""))
        self.require_members("transcribe", body, LanguageCode="LanguageCode", MediaFormat="MediaFormat")
        if not body.get("LanguageCode"):
            raise Answered(self.error(400, "LanguageCode is needed", "BadRequestException"))
        if not re.fullmatch(r"[0-9A-Za-z._-]{1,200}", name) or not (body.get("Media") or {}).get(
            "MediaFileUri"
        ):
            raise Answered(
                self.error(
                    400, f"TranscriptionJobName {name!r} or Media is not accepted", "BadRequestException"
                )
            )
        if self._named(name) is not None:
            raise Answered(self.error(400, "The requested job name already exists.", "ConflictException"))
        uri = body["Media"]["MediaFileUri"]
        content, failure = self._media(uri)
        seconds = sounds.listen(content)[1] if content and not failure else 15.0
        transcript = {} if failure else self._transcript(name, content)
        asked = {key: value for key, value in body.items() if key != "TranscriptionJobName"}
        job = self.take_on(
            request,
            asked,
            Terms("transcript", 0.0004 * max(15.0, seconds)),
            [{"kind": "document", "content": transcript}],
            {uri: content},
            answer={"name": name, "asked": body, "failure": failure, "written": False},
        )
        job.failure = job.failure or failure
        self.studio.books.note(job)
        return Reply(200, {"TranscriptionJob": self._body(job)})

    @route("POST", "/GetTranscriptionJob", "get")
    def get(self, request: Request) -> Reply:
        """How a job stands; the transcript is written when it is first seen to be done."""
        job = self._named(str(request.json.get("TranscriptionJobName")))
        if job is None or job.lost or request.meets(Fault.JOB_LOST):
            raise Answered(self.error(400, "The requested job couldn't be found.", "NotFoundException"))
        return Reply(200, {"TranscriptionJob": self._body(job)})

    @route("POST", "/DeleteTranscriptionJob", "delete")
    def delete(self, request: Request) -> Reply:
        """Frees a job's name."""
        job = self._named(str(request.json.get("TranscriptionJobName")))
        if job is not None:
            job.answer["name"] = ""
        return Reply(200, {})

    def _named(self, name: str) -> Job | None:
        return next(
            (job for job in self.studio.jobs(self.name) if (job.answer or {}).get("name") == name), None
        )

    def _body(self, job: Job) -> dict[str, Any]:
        asked = job.answer["asked"]
        state = {"queued": "QUEUED", "running": "IN_PROGRESS", "completed": "COMPLETED"}.get(
            job.state, "FAILED"
        )
        body = {
            "TranscriptionJobName": job.answer["name"],
            "TranscriptionJobStatus": state,
            "LanguageCode": asked.get("LanguageCode", "en-US"),
        }
        body |= {"Media": asked["Media"], "CreationTime": job.accepted_at}
        if state == "FAILED":
            body["FailureReason"] = job.answer["failure"] or "The service failed."
        if state == "COMPLETED":
            body |= {
                "CompletionTime": job.ready_at,
                "Transcript": {"TranscriptFileUri": self._delivered(job)},
            }
        return body

    def _delivered(self, job: Job) -> str:
        bucket, key = job.answer["asked"].get("OutputBucketName"), job.answer["asked"].get("OutputKey") or ""
        if not bucket:
            return self.link(job)
        key = f"{key}{job.answer['name']}.json" if not key or key.endswith("/") else key
        if not job.answer["written"]:
            self._s3().put_object(
                Bucket=bucket, Key=key, Body=self.rendered(job)[0], ContentType="application/json"
            )
            job.answer["written"] = True
            self.studio.books.collected(job)
        return f"https://s3.us-east-1.amazonaws.com/{bucket}/{key}"

    def _media(self, uri: str) -> tuple[bytes, str]:
        parts = urlsplit(uri)
        if parts.scheme != "s3":
            return self.fetch(uri), ""
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            return self._s3().get_object(Bucket=parts.netloc, Key=parts.path.lstrip("/"))["Body"].read(), ""
        except (ClientError, BotoCoreError, ValueError) as error:
            return b"", f"The S3 URI that you provided can't be accessed: {error}"

    def _s3(self) -> Any:
        import boto3

        if self.studio.s3 is None:
            raise ValueError("this studio was given no S3: Studio(s3=endpoint)")
        return boto3.client(
            "s3",
            endpoint_url=self.studio.s3,
            region_name="us-east-1",
            aws_access_key_id=self.key,
            aws_secret_access_key=self.studio.aws_secret,
        )

    def _transcript(self, name: str, content: bytes) -> dict[str, Any]:
        heard, seconds = sounds.listen(content)
        text = heard or self.studio.heard(seconds)
        stretch = 1.0 if heard else seconds / max(0.1, sounds.speech_seconds(text))
        items: list[dict[str, Any]] = []
        for word, _, begins, ends in sounds.word_seconds(text):
            bare = word.rstrip(".,!?;:")
            times = {"start_time": f"{begins * stretch:.3f}", "end_time": f"{ends * stretch:.3f}"}
            if bare:
                items.append(
                    {
                        **times,
                        "type": "pronunciation",
                        "alternatives": [{"confidence": "0.99", "content": bare}],
                    }
                )
            items += [
                {"type": "punctuation", "alternatives": [{"confidence": "0.0", "content": mark}]}
                for mark in word[len(bare) :]
            ]
        return {
            "jobName": name,
            "accountId": "123456789012",
            "status": "COMPLETED",
            "results": {"transcripts": [{"transcript": text}], "items": items},
        }
