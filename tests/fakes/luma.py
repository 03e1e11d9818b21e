"""Luma's Agents API as the `luma-agents` SDK uses it: clips by ray-3.2, pictures by uni-1, uploads."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Any, ClassVar

from luma_agents.types import GenerationCreateParams, VideoOptionsParam

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
_USD = {"360p": (0.06, 0.18), "540p": (0.15, 0.45), "720p": (0.30, 0.90), "1080p": (1.20, 3.60)}
"""Of 5 and of 10 seconds."""
_USD_OF_PICTURE = {"uni-1": 0.0404, "uni-1-max": 0.10}
_CLIP_SHAPES = ("16:9", "9:16", "1:1", "4:3", "3:4", "21:9")
_PICTURE_SHAPES = ("3:1", "2:1", "21:9", "16:9", "4:3", "3:2", "1:1", "3:4", "2:3", "9:16", "1:2", "1:3")
_ANCHORS = ("start_frame", "end_frame")
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
        self._require_fields(body, GenerationCreateParams)
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
            body["failure_code"] = "content_moderated" if refused else job.code or "generation_failed"
            body["failure_reason"] = (
                "The prompt or an input was flagged by moderation." if refused else "The generation failed."
            )
        if state == "completed":
            body["output"] = [
                {"type": "image" if made["kind"] == "image" else "video", "url": self.link(job, index)}
                for index, made in enumerate(job.made)
            ]
        return body

    def _require_fields(self, body: dict[str, Any], known: type) -> None:
        """Refuse a field that the SDK's parameters do not have."""
        unknown = body.keys() - known.__annotations__.keys()
        if unknown:
            raise Answered(self.error(422, f"{sorted(unknown)}: extra inputs are not permitted"))

    def _shape(self, body: dict[str, Any], accepted: tuple[str, ...]) -> str:
        shape = body.get("aspect_ratio") or "16:9"
        if shape not in accepted:
            raise Answered(self.error(422, f"aspect_ratio must be one of {accepted}; got {shape!r}"))
        return shape

    def _clip(self, body: dict[str, Any], fetched: dict[str, bytes]) -> tuple[dict[str, Any], Terms]:
        options = body.get("video") or {}
        self._require_fields(options, VideoOptionsParam)
        if body.get("model") != "ray-3.2":
            raise Answered(self.error(400, f"Unknown video model {body.get('model')!r}.", "unknown_model"))
        duration, resolution = options.get("duration", "5s"), options.get("resolution", "720p")
        if duration not in ("5s", "10s") or resolution not in _USD:
            raise Answered(self.error(422, f"duration must be 5s or 10s, resolution one of {sorted(_USD)}"))
        if duration == "10s" and any(options.get(name) for name in (*_ANCHORS, "loop")):
            raise Answered(self.error(422, "start_frame, end_frame and loop need a duration of 5s"))
        if options.get("keyframes") and (
            options.get("start_frame") or options.get("end_frame") or options.get("loop")
        ):
            raise Answered(self.error(422, "keyframes exclude start_frame, end_frame and loop"))
        start, end = self._ends(options)
        for anchor in (options.get("start_frame"), options.get("end_frame")):
            self._require_clip(anchor)
        width, height = picture_size(self._shape(body, _CLIP_SHAPES), resolution)
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
        return made, Terms("video", _USD[resolution][seconds > 5])

    def _ends(self, options: dict[str, Any]) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
        frames, indexes = options.get("keyframes") or [], options.get("keyframe_indexes") or []
        if not frames:
            return options.get("start_frame"), options.get("end_frame")
        last = 24 * int(options.get("duration", "5s").rstrip("s"))
        if len(frames) != len(indexes) or len(frames) > 64:
            raise Answered(
                self.error(422, "keyframes and keyframe_indexes must have the same length, 1 to 64")
            )
        if len(set(indexes)) < len(indexes) or not all(0 <= index <= last for index in indexes):
            raise Answered(self.error(422, f"keyframe_indexes must be unique and from 0 to {last}"))
        ends = dict(zip(indexes, frames, strict=True))
        return ends.get(0), ends.get(last)

    def _image(self, body: dict[str, Any], fetched: dict[str, bytes]) -> tuple[dict[str, Any], Terms]:
        references = list(body.get("image_ref") or []) + ([body["source"]] if body.get("source") else [])
        if body.get("model") not in _USD_OF_PICTURE:
            raise Answered(self.error(400, f"Unknown image model {body.get('model')!r}.", "unknown_model"))
        if (body.get("type") == "image_edit") != bool(body.get("source")):
            raise Answered(self.error(422, "source goes with the type image_edit, and with no other"))
        if len(references) > 9:
            raise Answered(self.error(422, f"image_ref has {len(references)} pictures; 9 are allowed"))
        if body.get("output_format") not in (None, "png", "jpeg"):
            raise Answered(self.error(422, "output_format must be png or jpeg"))
        for one in references:
            self._picture(one, fetched)
        width, height = picture_size(self._shape(body, _PICTURE_SHAPES), 1344)
        form = body.get("output_format") or "png"
        return {
            "kind": "image",
            "width": width,
            "height": height,
            "format": form,
            "prompt": body["prompt"],
        }, Terms("image", _USD_OF_PICTURE[body["model"]] + 0.003 * len(references))

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
            if not str(reference.get("media_type")).startswith("image/"):
                raise Answered(self.error(422, "inline data needs the media_type of a picture"))
            content = plain_bytes(value)
        elif given[0] == "url":
            content = fetched[value] = self.fetch(value)
        else:
            content = self._earlier(given[0], value)
        return self.shelve_picture(content)

    def _require_clip(self, anchor: dict[str, Any] | None) -> None:
        """Refuse to extend what is no finished clip of this account."""
        name = (anchor or {}).get("generation_id")
        job = self.studio.books.find(name, self.name) if name else None
        if name and (job is None or job.state != "completed" or job.made[0]["kind"] != "clip"):
            raise Answered(self.error(404, f"generation_id {name}: no finished video generation."))

    def _earlier(self, kind: str, name: str) -> bytes:
        from tests.fakes import media

        if kind == "file_id":
            if name not in self._files or "sha" not in self._files[name]:
                raise Answered(self.error(404, f"No file {name}."))
            return self.studio.stored_content(self._files[name]["sha"])
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
