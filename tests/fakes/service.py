"""What all fake services do alike: check the key, commit faults, take jobs on, deliver files."""

from __future__ import annotations

import base64
import json
import threading
import time
import urllib.request
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.error import URLError

from tests.fakes import media
from tests.fakes.books import Job, new_id, request_key, spoken
from tests.fakes.faults import Fault
from tests.fakes.server import Answered, Reply, Request, Routes, route

if TYPE_CHECKING:
    from tests.fakes.studio import Studio

SECONDS = {
    "video": 60.0,
    "image": 8.0,
    "training": 300.0,
    "speech": 1.0,
    "sound": 4.0,
    "music": 20.0,
    "words": 6.0,
    "transcript": 20.0,
}
"""How long each kind of work takes at latency 1."""


@dataclass
class Terms:
    """What a job costs and how long it takes: `work` is a name in SECONDS.

    A job that `waits` is answered only when it is done.
    """

    work: str
    usd: float
    waits: bool = False


class Service(Routes):
    """One provider.

    A subclass marks its handlers with `route` and says how errors read (`error`) and how the key is sent
    (`sent_key`).
    """

    name: ClassVar[str] = ""
    open_operations: ClassVar[frozenset[str]] = frozenset({"download"})
    """Operations that need no key."""

    def __init__(self, studio: Studio) -> None:
        self.studio = studio
        self._dead_links: set[str] = set()

    @property
    def key(self) -> str:
        """The one key this service knows."""
        return self.studio.key(self.name)

    @property
    def base(self) -> str:
        """Where this service's paths begin."""
        return f"{self.studio.base}/{self.name}"

    def sent_key(self, request: Request) -> str:
        """The key in the request's headers."""
        return request.headers.get("authorization", "").removeprefix("Bearer ")

    def error(self, status: int, message: str, reason: str = "") -> Reply:
        """An error in this service's shape.

        `reason` is one of rate_limited, wrong_key, unknown_model, quota, input or refused.
        """
        return Reply(status, {"detail": message})

    def answer(self, request: Request) -> Reply:
        """The reply, with the fault that is due."""
        found = self.find(request)
        if found is None:
            return self.error(404, f"no route {request.method} {request.path}")
        handler, groups, request.operation = found
        self.studio.books.heard(self.name, request.operation)
        request.fault = self.studio.faults.take(self.name, request.operation)
        early = self._refused_early(request)
        if early is not None:
            return early
        try:
            reply = handler(request, *groups)
        except Answered as done:
            reply = done.reply
        return Reply(dropped=True) if request.meets(Fault.DROP_AFTER) else reply

    def _refused_early(self, request: Request) -> Reply | None:
        fault = request.fault
        if request.operation not in self.open_operations and self.sent_key(request) != self.key:
            return self.error(401, "Invalid API key.", "wrong_key")
        if fault is None:
            return None
        if fault.kind == "slow":
            self.studio.wait_real(fault.seconds)
        if fault.kind == "rate_limited":
            return self.limited(fault.retry_after)
        errors = {
            "server_error": (500, "Internal server error.", ""),
            "unavailable": (503, "Service unavailable.", ""),
            "wrong_key": (401, "Invalid API key.", "wrong_key"),
            "quota": (402, "Insufficient credits.", "quota"),
            "unknown_model": (
                404,
                "The model does not exist or you do not have access to it.",
                "unknown_model",
            ),
        }
        if fault.kind in errors:
            return self.error(*errors[fault.kind])
        return Reply(dropped=True) if fault.kind == "drop_before" else None

    def limited(self, retry_after: float = 1.0) -> Reply:
        """429 with the seconds to wait."""
        reply = self.error(429, "Rate limit reached.", "rate_limited")
        reply.headers |= {"Retry-After": f"{retry_after:g}"}
        return reply

    def take_on(
        self,
        request: Request,
        asked: Any,
        terms: Terms,
        made: list[dict[str, Any]] | None = None,
        fetched: dict[str, bytes] | None = None,
        answer: Any = None,
    ) -> Job:
        """Accept and bill a job, with the fault that is due in it.

        Raises Answered with 429 above the provider's limit.

        `answer` is what the service needs to tell of the job: the job has it before anybody can be told, by a
        webhook or a poll.
        """
        said = spoken(asked, fetched)
        now = time.time()
        job = Job(
            new_id(),
            self.name,
            request.operation,
            said,
            request_key(self.name, request.operation, said),
            terms.usd,
            1,
            now,
        )
        job.ready_at = now + SECONDS[terms.work] * self.studio.latency
        job.made = [dict(one) for one in made or []]
        job.answered = not terms.waits
        job.answer = answer
        self._spoil(job, request)
        if not self.studio.books.enter(job, self.studio.limit(self.name)):
            raise Answered(self.limited())
        if terms.waits:
            self._finish(job)
        self._tell(request, job)
        return job

    def _finish(self, job: Job) -> None:
        self.studio.wait_real(job.ready_at - time.time())
        job.answered = True
        self.studio.books.note(job)

    def _spoil(self, job: Job, request: Request) -> None:
        fault = request.fault
        if fault is None:
            return
        if fault.kind in ("job_failed", "refused"):
            job.failure, job.code = fault.kind, fault.code
            job.billed_usd, job.times_billed = 0.0, 0
        job.lost = fault.kind == "job_lost"
        for one in job.made:
            if fault.kind in ("truncated", "corrupt", "empty"):
                one["damage"] = fault.kind
            elif fault.kind == "wrong_length" and "frames" in one:
                one["frames"] = max(1, one["frames"] + fault.frames)
            elif fault.kind == "wrong_length" and "seconds" in one:
                one["seconds"] = max(0.1, one["seconds"] + fault.frames / 24)
            elif fault.kind == "wrong_length":
                one["more_seconds"] = fault.frames / 24

    def _tell(self, request: Request, job: Job) -> None:
        url = request.query.get("fal_webhook") or (
            request.json.get("callback_url") if request.body[:1] == b"{" else None
        )
        if not url:
            return

        def call() -> None:
            self.studio.wait_real(job.ready_at - time.time())
            for _ in range(2 if request.meets(Fault.DUPLICATE_WEBHOOK) else 1):
                post = urllib.request.Request(
                    url,
                    json.dumps(self.body(job)).encode(),
                    {"content-type": "application/json"},
                    method="POST",
                )
                try:
                    _OPENER.open(post, timeout=10).close()
                except URLError:
                    continue

        threading.Thread(target=call, daemon=True).start()

    def body(self, job: Job) -> Any:
        """What a webhook hears of a job."""
        return {"id": job.id, "state": job.state}

    def found(self, request: Request, job_id: str) -> Job:
        """The job of this id; raises Answered with 404."""
        job = self.studio.books.find(job_id, self.name)
        if job is None or request.meets(Fault.JOB_LOST):
            raise Answered(self.error(404, f"No job {job_id} found.", "lost"))
        return job

    def link(self, job: Job, index: int = 0) -> str:
        """A fresh link to a file of the job, presigned as it were."""
        form = {
            "image": job.made[index].get("format", ""),
            "clip": "mp4",
            "lora": "safetensors",
            "document": "json",
        }.get(job.made[index]["kind"], "bin")
        return f"{self.base}/files/{job.id}/{index}.{form}?Expires=3600&Signature={new_id()}"

    @route("GET", r"/files/([\w-]+)/(\d+)\.\w+", "download")
    @route("HEAD", r"/files/([\w-]+)/(\d+)\.\w+", "head")
    def download(self, request: Request, job_id: str, index: str) -> Reply:
        """A file of a job, once it is done and while the link holds."""
        job = self.found(request, job_id)
        token = request.query.get("Signature", "")
        if request.meets(Fault.EXPIRED_LINK):
            self._dead_links.add(token)
        if token in self._dead_links or job.state != "completed":
            return Reply(
                403,
                b"<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>",
                {"Content-Type": "application/xml"},
            )
        content, media_type = self.rendered(job, int(index))
        whole = len(content)
        if request.fault is not None and request.fault.kind in ("truncated", "corrupt", "empty"):
            content = media.damaged(content, request.fault.kind)
        elif request.method == "GET":
            self.studio.books.collected(job)
        announced = (
            whole if len(content) < whole and request.fault is not None and request.fault.announced else None
        )
        return Reply(200, content, {"Content-Type": media_type}, announced)

    def rendered(self, job: Job, index: int = 0) -> tuple[bytes, str]:
        """A file of a job and its media type; raises Answered when the job has no such file."""
        if index >= len(job.made):
            raise Answered(self.error(404, "No such file."))
        return self.studio.rendered(job.made[index])

    def fetch(self, url: str) -> bytes:
        """What a link or a data URI holds, fetched as the service would.

        Raises Answered with 400 when it cannot be had.
        """
        if url.startswith("data:"):
            return plain_bytes(url.partition(",")[2])
        try:
            with _OPENER.open(url, timeout=20) as answer:
                return answer.read()
        except (URLError, ValueError, OSError) as error:
            raise Answered(
                self.error(400, f"Could not fetch {url.partition('?')[0]}: {error}", "input")
            ) from error

    def shelve_picture(self, content: bytes) -> str:
        """Keep an input picture and return its hash; raises Answered with 400 when it is no picture."""
        try:
            media.decode_picture(content)
        except ValueError as error:
            raise Answered(self.error(400, f"Invalid image: {error}", "input")) from error
        return self.studio.shelve(content)


def plain_bytes(text: str) -> bytes:
    """What base64 holds, in either alphabet; google-genai sends the one for links."""
    return base64.b64decode(text.translate(_PLAIN))


_PLAIN = str.maketrans("-_", "+/")
_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def picture_size(aspect_ratio: str, resolution: str | int) -> tuple[int, int]:
    """Width and height in pixels, both even, of "16:9" at "720p" (shorter side) or at 1024 (longer)."""
    across, _, down = aspect_ratio.partition(":")
    ratio = float(across) / float(down or 1)
    if isinstance(resolution, str):
        short = {"4k": 2160, "1k": 576, "2k": 1152}.get(resolution.lower()) or int(resolution.rstrip("pP"))
        width, height = (short * ratio, short) if ratio >= 1 else (short, short / ratio)
    else:
        width, height = (resolution, resolution / ratio) if ratio >= 1 else (resolution * ratio, resolution)
    return round(width / 2) * 2, round(height / 2) * 2
