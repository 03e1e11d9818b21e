"""Luma's Agents API as the `luma-agents` SDK uses it: clips by ray-3.2, pictures by uni-1, uploads."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Any, ClassVar

from tests.fakes.books import Job, new_id
from tests.fakes.faults import Fault
from tests.fakes.server import Answered, Reply, Request, route
from tests.fakes.service import Service, Terms, picture_size, plain_bytes

_STATES = {
    "queued": "queued",
    "running": "processing",
    "completed": "completed",
    "failed": "failed",
    "cancelled": "failed",
}
_USD_FOR_5_SECONDS = {"360p": 0.36, "540p": 0.72, "720p": 1.08, "1080p": 2.16}
_KINDS = ("url", "data", "generation_id", "file_id")


class Luma(Service):
    """`/v1/generations` and `/v1/files`."""

    name: ClassVar[str] = "luma"
    open_operations: ClassVar[frozenset[str]] = frozenset({"download", "head", "put_file"})

    def __init__(self, studio: Any) -> None:
        super().__init__(studio)
        self._files: dict[str, dict[str, Any]] = {}

    def error(self, status: int, message: str, reason: str = "") -> Reply:
        """The service's error object."""
        codes = {
            "quota": "budget_exhausted",
            "rate_limited": "rate_limited",
            "input": "corrupt_input",
            "refused": "content_moderated",
        }
        return Reply(
            status,
            {"detail": message, "error": {"code": codes.get(reason, "invalid_request"), "message": message}},
        )

    @route("POST", "/v1/generations", "create")
    def create(self, request: Request) -> Reply:
        """Takes a clip or a picture on."""
        body = request.json
        fetched: dict[str, bytes] = {}
        kind = body.get("type", "image")
        if not 1 <= len(body.get("prompt") or "") <= 6000:
            raise Answered(self.error(422, "prompt: 1 to 6000 characters are required"))
        if kind == "video":
            made, terms = self._clip(body, fetched)
        elif kind in ("image", "image_edit"):
            made, terms = self._image(body, fetched)
        else:
            raise Answered(self.error(422, f"type {kind!r} is not supported here"))
        job = self.take_on(request, body, terms, [made], fetched)
        return Reply(201, self.body(job))

    @route("GET", r"/v1/generations/([\w-]+)", "poll")
    def poll(self, request: Request, job_id: str) -> Reply:
        """How the job stands, with a fresh link when it is done."""
        return Reply(200, self.body(self.found(request, job_id)))

    def body(self, job: Job) -> dict[str, Any]:
        """The generation as the service tells it."""
        state = _STATES.get(job.state, "queued")
        body: dict[str, Any] = {
            "id": job.id,
            "created_at": datetime.fromtimestamp(job.accepted_at, UTC).isoformat(),
            "state": state,
        }
        body |= {
            "model": job.asked.get("model"),
            "type": job.asked.get("type", "image"),
            "failure_code": None,
            "failure_reason": None,
            "output": None,
        }
        if state == "failed":
            refused = job.failure == "refused"
            body["failure_code"] = "content_moderated" if refused else "generation_failed"
            body["failure_reason"] = (
                "The prompt or an input was flagged by moderation." if refused else "The generation failed."
            )
        if state == "completed":
            body["output"] = [
                {"type": "image" if made["kind"] == "image" else "video", "url": self.link(job, index)}
                for index, made in enumerate(job.made)
            ]
        return body

    def _clip(self, body: dict[str, Any], fetched: dict[str, bytes]) -> tuple[dict[str, Any], Terms]:
        options = body.get("video") or {}
        if not str(body.get("model", "")).startswith("ray-"):
            raise Answered(self.error(400, f"Unknown video model {body.get('model')!r}.", "unknown_model"))
        duration, resolution = options.get("duration", "5s"), options.get("resolution", "720p")
        if duration not in ("5s", "10s") or resolution not in _USD_FOR_5_SECONDS:
            raise Answered(
                self.error(422, f"duration must be 5s or 10s, resolution one of {sorted(_USD_FOR_5_SECONDS)}")
            )
        if duration == "10s" and (options.get("loop") or options.get("end_frame")):
            raise Answered(self.error(422, "loop and end_frame need a duration of 5s"))
        if options.get("keyframes") and (
            options.get("start_frame") or options.get("end_frame") or options.get("loop")
        ):
            raise Answered(self.error(422, "keyframes exclude start_frame, end_frame and loop"))
        start, end = self._ends(options)
        width, height = picture_size(body.get("aspect_ratio") or "16:9", resolution)
        seconds = int(duration.rstrip("s"))
        made = {
            "kind": "clip",
            "width": width,
            "height": height,
            "fps": 24,
            "frames": 24 * seconds,
            "prompt": body["prompt"],
        }
        made |= {"start": self._picture(start, fetched), "end": self._picture(end, fetched)}
        return made, Terms("video", _USD_FOR_5_SECONDS[resolution] * seconds / 5)

    def _ends(self, options: dict[str, Any]) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
        frames, indexes = options.get("keyframes") or [], options.get("keyframe_indexes") or []
        if not frames:
            return options.get("start_frame"), options.get("end_frame")
        if len(frames) != len(indexes) or len(frames) > 64:
            raise Answered(
                self.error(422, "keyframes and keyframe_indexes must have the same length, 1 to 64")
            )
        last = 24 * int(options.get("duration", "5s").rstrip("s"))
        ends = dict(zip(indexes, frames, strict=True))
        return ends.get(0), ends.get(last)

    def _image(self, body: dict[str, Any], fetched: dict[str, bytes]) -> tuple[dict[str, Any], Terms]:
        references = list(body.get("image_ref") or []) + ([body["source"]] if body.get("source") else [])
        if not str(body.get("model", "")).startswith("uni-"):
            raise Answered(self.error(400, f"Unknown image model {body.get('model')!r}.", "unknown_model"))
        if len(references) > 9:
            raise Answered(self.error(422, f"image_ref has {len(references)} pictures; 9 are allowed"))
        for one in references:
            self._picture(one, fetched)
        width, height = picture_size(body.get("aspect_ratio") or "16:9", 1344)
        form = body.get("output_format") or "png"
        return {
            "kind": "image",
            "width": width,
            "height": height,
            "format": form,
            "prompt": body["prompt"],
        }, Terms("image", 0.0404 + 0.003 * len(references))

    def _picture(self, reference: dict[str, Any] | None, fetched: dict[str, bytes]) -> str | None:
        if reference is None:
            return None
        given = [name for name in _KINDS if reference.get(name)]
        if len(given) != 1:
            raise Answered(
                self.error(422, f"a media reference takes exactly one of {', '.join(_KINDS)}; got {given}")
            )
        value = reference[given[0]]
        if given[0] == "data":
            if not reference.get("media_type"):
                raise Answered(self.error(422, "inline data needs media_type"))
            content = plain_bytes(value)
        elif given[0] == "url":
            content = fetched[value] = self.fetch(value)
        else:
            content = self._earlier(given[0], value)
        return self.shelve_picture(content)

    def _earlier(self, kind: str, name: str) -> bytes:
        from tests.fakes import media

        if kind == "file_id":
            if name not in self._files or "sha" not in self._files[name]:
                raise Answered(self.error(404, f"No file {name}."))
            return self.studio.shelf(self._files[name]["sha"])
        job = self.studio.books.find(name, self.name)
        if job is None or job.state != "completed":
            raise Answered(self.error(404, f"No finished generation {name}."))
        content, media_type = self.rendered(job)
        return (
            media.encode_picture(media.last_picture(content)) if media_type.startswith("video") else content
        )

    @route("POST", "/v1/files", "upload")
    def upload(self, request: Request) -> Reply:
        """Announces a file, with where to put its bytes, or takes it whole in a form."""
        file_id = new_id()
        inline = request.parts.get("file") if "multipart" in request.headers.get("content-type", "") else None
        asked = request.json if inline is None else request.form
        size = len(inline[0]) if inline else int(asked.get("size_bytes", 0))
        file = {
            "id": file_id,
            "created_at": datetime.now(UTC).isoformat(),
            "mime_type": asked.get("mime_type", "image/png"),
            "purpose": asked.get("purpose", "input"),
            "size_bytes": size,
        }
        self._files[file_id] = {"file": file}
        upload = None
        if inline:
            self._files[file_id]["sha"] = self.studio.shelve(inline[0])
        else:
            upload = {
                "url": f"{self.base}/put/{file_id}?Signature=1",
                "method": "PUT",
                "headers": {"content-type": file["mime_type"]},
                "expires_at": datetime.fromtimestamp(time.time() + 900, UTC).isoformat(),
            }
        state = "ready" if inline else "pending"
        return Reply(201, {"id": file_id, "state": state, "file": {**file, "state": state}, "upload": upload})

    @route("PUT", r"/put/([\w-]+)", "put_file")
    def put_file(self, request: Request, file_id: str) -> Reply:
        """Takes the bytes of an announced file."""
        self._files[file_id]["sha"] = self.studio.shelve(request.body)
        return Reply(200, b"")

    @route("POST", r"/v1/files/([\w-]+)/complete", "complete_file")
    @route("GET", r"/v1/files/([\w-]+)", "file")
    def file(self, request: Request, file_id: str) -> Reply:
        """How a file stands."""
        kept = self._files.get(file_id)
        if kept is None or request.meets(Fault.JOB_LOST):
            raise Answered(self.error(404, f"No file {file_id}."))
        return Reply(200, {**kept["file"], "state": "ready" if "sha" in kept else "pending"})
