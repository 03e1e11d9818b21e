"""Google's Gemini API as google-genai uses it: text, schemas, pictures and speech, and polled clips."""

from __future__ import annotations

import base64
import json
import re
from datetime import UTC, datetime
from functools import cache
from typing import Any, ClassVar, get_args

from tests.fakes.answers import Asked
from tests.fakes.books import Job
from tests.fakes.faults import Fault
from tests.fakes.server import Answered, Reply, Request, route
from tests.fakes.service import Service, Terms, picture_size, plain_bytes

_STATES = {
    "queued": "queued",
    "running": "in_progress",
    "completed": "completed",
    "failed": "failed",
    "cancelled": "cancelled",
}
_USD_PER_SECOND = {"360p": 0.023, "720p": 0.07, "1080p": 0.105, "4k": 0.21}
_USD_PER_PICTURE = {"512": 0.134, "1K": 0.134, "2K": 0.134, "4K": 0.24}
_USD_IN, _USD_OUT, _THOUGHTS = 0.75e-6, 3.75e-6, 700
_LEAST_CACHED = 1024
"""Tokens of a repeated beginning that are read from the cache (ai.google.dev, caching, 2026-12-01)."""
_LONGER_SIDE = {"512": 512, "1K": 1344, "2K": 2688, "4K": 3840}
_MODELS = r"/v1(?:beta|beta1|alpha)?/models/([\w.-]+)"
_INTERACTIONS = r"/v1(?:beta|beta1|alpha)?/interactions"


class Gemini(Service):
    """`/v1/models/...`, `/v1/interactions` and `/v1/files`.

    The key comes in `x-goog-api-key`, for downloads too.
    """

    name: ClassVar[str] = "gemini"
    _kept: frozenset[str] = frozenset()
    open_operations: ClassVar[frozenset[str]] = frozenset()

    def sent_key(self, request: Request) -> str:
        """The key in its own header, or in the query."""
        return request.headers.get("x-goog-api-key", "") or request.query.get("key", "")

    def error(self, status: int, message: str, reason: str = "") -> Reply:
        """The service's error object; a wrong key is a bad request here."""
        status = {"wrong_key": 400, "quota": 429}.get(reason, status)
        names = {
            400: "INVALID_ARGUMENT",
            401: "UNAUTHENTICATED",
            403: "PERMISSION_DENIED",
            404: "NOT_FOUND",
            429: "RESOURCE_EXHAUSTED",
            500: "INTERNAL",
            503: "UNAVAILABLE",
        }
        details = (
            [{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "API_KEY_INVALID"}]
            if reason == "wrong_key"
            else []
        )
        return Reply(
            status,
            {
                "error": {
                    "code": status,
                    "message": message,
                    "status": names.get(status, "UNKNOWN"),
                    "details": details,
                }
            },
        )

    @route("POST", f"{_MODELS}:generateContent", "generate")
    def generate(self, request: Request, model: str) -> Reply:
        """Text, a picture or speech, as `responseModalities` says."""
        self._known(model)
        config = request.json.get("generationConfig") or {}
        wanted = [str(one).upper() for one in config.get("responseModalities") or ["TEXT"]]
        if "IMAGE" in wanted:
            return self._drawn(request, model, config)
        return (
            self._spoken(request, model, config)
            if "AUDIO" in wanted
            else self._written(request, model, config)
        )

    @route("POST", f"{_MODELS}:countTokens", "count_tokens")
    def count_tokens(self, request: Request, model: str) -> Reply:
        """How many tokens a question has; free."""
        return Reply(200, {"totalTokens": _tokens(self._asked(request, model, {}))})

    @route("GET", r"/v1(?:beta|beta1|alpha)?/models", "models")
    def models(self, request: Request) -> Reply:
        """Some models."""
        names = ("gemini-3.8-flash", "gemini-3.1-pro-preview", "gemini-3-pro-image", "gemini-omni-1.2-flash")
        return Reply(200, {"models": [{"name": f"models/{name}", "displayName": name} for name in names]})

    @route("POST", _INTERACTIONS, "interaction")
    def interact(self, request: Request) -> Reply:
        """Takes on a clip or a picture, or answers text at once."""
        body = request.json
        self._known(str(body.get("model")))
        form = body.get("response_format") or {}
        form = form[0] if isinstance(form, list) else form
        blocks = _input_blocks(body.get("input"))
        prompt = "\n".join(block["text"] for block in blocks if block.get("type") == "text")
        fetched: dict[str, bytes] = {}
        pictures = [self._picture(block, fetched) for block in blocks if block.get("type") == "image"]
        self._takes(body, form, pictures)
        if form.get("type") == "video":
            made, terms = self._clip(body, form, prompt, pictures)
        elif form.get("type") == "image":
            width, height = picture_size(
                form.get("aspect_ratio") or "16:9", _LONGER_SIDE[form.get("image_size") or "1K"]
            )
            made, terms = (
                {
                    "kind": "image",
                    "width": width,
                    "height": height,
                    "format": "png",
                    "prompt": prompt,
                },
                Terms("image", _USD_PER_PICTURE.get(form.get("image_size") or "1K", 0.134)),
            )
        else:
            return self._interact_text(request, form, prompt)
        terms.waits = not body.get("background")
        job = self.take_on(
            request, body, terms, [made], fetched, answer={"delivery": form.get("delivery") or "inline"}
        )
        return Reply(200, self.body(job))

    @route("GET", f"{_INTERACTIONS}/([\\w-]+)", "poll")
    def poll(self, request: Request, job_id: str) -> Reply:
        """How an interaction stands."""
        return Reply(200, self.body(self.found(request, job_id)))

    @route("POST", f"{_INTERACTIONS}/([\\w-]+)/cancel", "cancel")
    def cancel(self, request: Request, job_id: str) -> Reply:
        """Stops an interaction that is not done."""
        job = self.found(request, job_id)
        job.cancelled = job.cancelled or job.state in ("queued", "running")
        self.studio.books.note(job)
        return Reply(200, self.body(job))

    @route("GET", r"/v1(?:beta|beta1|alpha)?/files/([a-z0-9]+)", "file")
    def described(self, request: Request, job_id: str) -> Reply:
        """The facts of a file; it is ready when it is asked for the second time."""
        job = self.found(request, job_id)
        ready = job.answer.setdefault("file", "PROCESSING") == "ACTIVE"
        job.answer["file"] = "ACTIVE"
        self.studio.books.note(job)
        name = f"files/{job.id}"
        state = "ACTIVE" if ready else "PROCESSING"
        return Reply(200, {"name": name, "state": state, "uri": f"{self.base}/v1/{name}"})

    @route("GET", r"/v1(?:beta|beta1|alpha)?/files/([a-z0-9]+):download", "download")
    def file(self, request: Request, job_id: str) -> Reply:
        """A clip's bytes, once its file is ready."""
        if self.found(request, job_id).answer.get("file") != "ACTIVE":
            return self.error(400, f"files/{job_id} is not in an ACTIVE state")
        return self.download(request, job_id, "0")

    def body(self, job: Job) -> dict[str, Any]:
        """The interaction as the service tells it."""
        stamp = datetime.fromtimestamp(job.accepted_at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        body: dict[str, Any] = {
            "id": job.id,
            "status": _STATES.get(job.state, "queued"),
            "model": job.asked.get("model"),
            "created": stamp,
            "updated": stamp,
        }
        if job.state == "failed":
            refused = job.failure == "refused"
            body["errors"] = [
                {
                    "code": "safety" if refused else "internal",
                    "message": (
                        "The request was blocked by a safety filter." if refused else "Internal error."
                    ),
                }
            ]
        if job.state == "completed":
            body["steps"] = [{"type": "model_output", "content": [self._content(job)]}]
            body["usage"] = {"total_input_tokens": 10, "total_output_tokens": 100, "total_tokens": 110}
        return body

    def _content(self, job: Job) -> dict[str, Any]:
        if job.answer["delivery"] == "uri":
            return {
                "type": "video",
                "uri": f"{self.base}/v1/files/{job.id}:download?alt=media",
                "mime_type": "video/mp4",
            }
        content, media_type = self.rendered(job)
        self.studio.books.collected(job)
        return {
            "type": media_type.partition("/")[0],
            "data": base64.b64encode(content).decode(),
            "mime_type": media_type,
        }

    def _takes(self, body: dict[str, Any], form: dict[str, Any], pictures: list[str]) -> None:
        """Refuse what the SDK's types do not name, and pictures beside work in the background."""
        for field, accepted in _lists(str(form.get("type"))).items():
            if form.get(field) not in (None, *accepted):
                raise Answered(self.error(400, f"{field} {form[field]!r} is not accepted"))
        if form.get("type") == "image" and pictures and body.get("background"):
            raise Answered(self.error(400, "image input is not supported by this model"))
        seed = (body.get("generation_config") or {}).get("seed") or 0
        if not -(2**31) <= seed < 2**31:
            raise Answered(self.error(400, "seed: a 32-bit integer is accepted"))

    def _clip(
        self, body: dict[str, Any], form: dict[str, Any], prompt: str, pictures: list[str]
    ) -> tuple[dict[str, Any], Terms]:
        """The prompt's tags say which picture is which frame; one without a tag is a reference."""
        resolution, seconds = (
            form.get("resolution") or "720p",
            float(str(form.get("duration") or "8s").rstrip("s")),
        )
        task = ((body.get("generation_config") or {}).get("video_config") or {}).get("task") or (
            "image_to_video" if pictures else "text_to_video"
        )
        framed = task == "image_to_video"
        first, last = "<FIRST_FRAME>" in prompt, "<LAST_FRAME>" in prompt
        if (
            resolution not in _USD_PER_SECOND
            or not 3 <= seconds <= (10 if framed and last else 15)
            or form.get("aspect_ratio") not in (None, "16:9", "9:16")
        ):
            raise Answered(
                self.error(
                    400,
                    f"{seconds:g} s at {resolution} cannot be had: 3 to 15 s (10 s with an end frame),"
                    f" {sorted(_USD_PER_SECOND)}, 16:9 or 9:16",
                )
            )
        if (framed and not pictures) or len(pictures) > 6 or first + last > len(pictures):
            raise Answered(self.error(400, f"{task} with {len(pictures)} images cannot be had"))
        width, height = picture_size(form.get("aspect_ratio") or "16:9", resolution)
        made = {
            "kind": "clip",
            "width": width,
            "height": height,
            "fps": 24,
            "frames": round(24 * seconds),
            "prompt": prompt,
        }
        made |= {
            "start": pictures[0] if framed and first else None,
            "end": pictures[1] if framed and last else None,
        }
        return made, Terms("video", round(_USD_PER_SECOND[resolution] * seconds, 4))

    def _interact_text(self, request: Request, form: dict[str, Any], prompt: str) -> Reply:
        schema = form.get("schema")
        asked = Asked(
            self.name,
            str(request.json.get("model")),
            str(request.json.get("system_instruction") or ""),
            prompt,
            schema,
            str((schema or {}).get("title", "")),
        )
        text = self.studio.answers.text(asked)
        job = self.take_on(
            request, request.json, Terms("words", 0.001, waits=True), answer={"delivery": "inline"}
        )
        return Reply(
            200,
            {
                "id": job.id,
                "status": "completed",
                "steps": [{"type": "model_output", "content": [{"type": "text", "text": text}]}],
            },
        )

    def _written(self, request: Request, model: str, config: dict[str, Any]) -> Reply:
        self._writes(request.json, model, config)
        asked = self._asked(request, model, config)
        usage = {
            "promptTokenCount": _tokens(asked),
            "candidatesTokenCount": 0,
            "totalTokenCount": _tokens(asked),
        }
        if request.meets(Fault.REFUSED):
            return Reply(
                200,
                {"promptFeedback": {"blockReason": "SAFETY"}, "usageMetadata": usage, "modelVersion": model},
            )
        text = "" if request.meets(Fault.EMPTY) else self.studio.answers.text(asked)
        finish = "STOP"
        most = 4 * max(0, int(config.get("maxOutputTokens") or 65_536) - _THOUGHTS)
        if request.meets(Fault.HALF_JSON) or len(text) > most:
            text, finish = text[: min(len(text) // 2, most)], "MAX_TOKENS"
        answered = len(text) // 4 + 1
        beginning = (asked.system + asked.prompt)[: 4 * _LEAST_CACHED]
        if beginning in self._kept:
            usage["cachedContentTokenCount"] = _LEAST_CACHED
        elif len(beginning) == 4 * _LEAST_CACHED:
            self._kept |= {beginning}
        usage |= {
            "candidatesTokenCount": answered,
            "thoughtsTokenCount": _THOUGHTS,
            "totalTokenCount": usage["promptTokenCount"] + answered + _THOUGHTS,
        }
        self.take_on(
            request,
            {"model": model, **request.json},
            Terms(
                "words",
                usage["promptTokenCount"] * _USD_IN + (answered + _THOUGHTS) * _USD_OUT,
                waits=True,
            ),
        )
        content = {"role": "model", "parts": [{"text": text}] if text else []}
        return Reply(
            200,
            {
                "candidates": [{"content": content, "finishReason": finish, "index": 0}],
                "usageMetadata": usage,
                "modelVersion": model,
            },
        )

    def _writes(self, body: dict[str, Any], model: str, config: dict[str, Any]) -> None:
        """Refuse a model that writes nothing, a speaker, and a form of the answer that is not taken."""
        if re.search(r"tts|image|banana|omni|lyria|transcribe", model):
            raise Answered(self.error(400, f"{model} does not answer in text"))
        if not {content.get("role", "user") for content in body.get("contents") or []} <= {"user", "model"}:
            raise Answered(self.error(400, "Please use a valid role: user, model."))
        has_form = "responseJsonSchema" in config or "responseSchema" in config
        if has_form and config.get("responseMimeType") != "application/json":
            raise Answered(self.error(400, "a response schema needs responseMimeType application/json"))
        if "responseJsonSchema" in config and "responseSchema" in config:
            raise Answered(self.error(400, "only one of responseSchema and responseJsonSchema is taken"))

    def _drawn(self, request: Request, model: str, config: dict[str, Any]) -> Reply:
        if request.meets(Fault.REFUSED):
            return Reply(
                200, {"candidates": [{"finishReason": "IMAGE_SAFETY", "index": 0}], "modelVersion": model}
            )
        size = config.get("imageConfig") or {}
        width, height = picture_size(
            size.get("aspectRatio") or "1:1", _LONGER_SIDE[size.get("imageSize") or "1K"]
        )
        made = {
            "kind": "image",
            "width": width,
            "height": height,
            "format": "png",
            "prompt": self._asked(request, model, {}).prompt,
        }
        return self._inline(request, model, made, Terms("image", 0.04, waits=True))

    def _spoken(self, request: Request, model: str, config: dict[str, Any]) -> Reply:
        voice = json.dumps(config.get("speechConfig") or {})
        made = {
            "kind": "speech",
            "text": self._asked(request, model, {}).prompt,
            "voice": voice,
            "format": "pcm_24000",
        }
        return self._inline(request, model, made, Terms("speech", 0.01, waits=True))

    def _inline(self, request: Request, model: str, made: dict[str, Any], terms: Terms) -> Reply:
        job = self.take_on(request, {"model": model, **request.json}, terms, [made])
        if job.failure:
            raise Answered(self.error(500, "Internal error."))
        content, media_type = self.rendered(job)
        self.studio.books.collected(job)
        media_type = "audio/L16;codec=pcm;rate=24000" if made["kind"] == "speech" else media_type
        part = {"inlineData": {"mimeType": media_type, "data": base64.b64encode(content).decode()}}
        return Reply(
            200,
            {
                "candidates": [
                    {
                        "content": {"role": "model", "parts": [part] if content else []},
                        "finishReason": "STOP",
                        "index": 0,
                    }
                ],
                "modelVersion": model,
            },
        )

    def _asked(self, request: Request, model: str, config: dict[str, Any]) -> Asked:
        body = request.json
        parts = [part for content in body.get("contents") or [] for part in content.get("parts") or []]
        if not parts:
            raise Answered(self.error(400, "contents is not specified"))
        system = "\n".join(
            part.get("text", "") for part in (body.get("systemInstruction") or {}).get("parts") or []
        )
        schema = config.get("responseJsonSchema") or config.get("responseSchema")
        inline = [part.get("inlineData") or part.get("inline_data") for part in parts]
        images = tuple(plain_bytes(one["data"]) for one in inline if one)
        for image in images:
            self.shelve_picture(image)
        prompt = "\n".join(part["text"] for part in parts if "text" in part)
        return Asked(
            self.name, model, system, prompt, schema, str((schema or {}).get("title", "")), images, body
        )

    def _picture(self, block: dict[str, Any], fetched: dict[str, bytes]) -> str:
        if block.get("data"):
            return self.shelve_picture(plain_bytes(block["data"]))
        fetched[block["uri"]] = self.fetch(block["uri"])
        return self.shelve_picture(fetched[block["uri"]])

    def _known(self, model: str) -> None:
        if model not in _models():
            raise Answered(self.error(404, f"models/{model} is not found", "unknown_model"))


@cache
def _models() -> frozenset[str]:
    """The models that the SDK's types name."""
    from google.genai._gaos.types.interactions.model import Model

    return frozenset(get_args(get_args(Model)[0]))


@cache
def _lists(kind: str) -> dict[str, tuple[str, ...]]:
    """What the SDK's types name for the fields of a response format."""
    from google.genai._gaos.types.interactions import imageresponseformat as image
    from google.genai._gaos.types.interactions import videoresponseformat as video

    lists: dict[str, dict[str, Any]] = {
        "image": {
            "aspect_ratio": image.ImageResponseFormatAspectRatio,
            "image_size": image.ImageResponseFormatImageSize,
        },
        "video": {
            "aspect_ratio": video.VideoResponseFormatAspectRatio,
            "delivery": video.VideoResponseFormatDelivery,
            "resolution": video.Resolution,
        },
    }
    return {field: get_args(get_args(union)[0]) for field, union in lists.get(kind, {}).items()}


def _tokens(asked: Asked) -> int:
    return (len(asked.system) + len(asked.prompt)) // 4 + 258 * len(asked.images) + 1


def _input_blocks(given: Any) -> list[dict[str, Any]]:
    if isinstance(given, str):
        return [{"type": "text", "text": given}]
    found: list[dict[str, Any]] = []
    for block in given if isinstance(given, list) else [given]:
        found += _input_blocks(block["content"]) if block and "content" in block else [block]
    return found
