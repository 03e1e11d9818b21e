"""OpenAI's API, which compatible servers share, as the SDK uses it: chat, pictures, speech, transcripts."""

from __future__ import annotations

import base64
import inspect
import json
import re
from functools import cache
from typing import Any, ClassVar, get_args

from tests.fakes import sounds
from tests.fakes.answers import Asked
from tests.fakes.books import Job
from tests.fakes.faults import Fault
from tests.fakes.server import Answered, Reply, Request, route
from tests.fakes.service import Service, Terms

_FORMS = {
    "mp3": "mp3_24000",
    "opus": "opus_48000",
    "aac": "aac",
    "flac": "flac",
    "wav": "wav",
    "pcm": "pcm_24000",
}
_ENDED = frozenset(
    {"gpt-image-1", "gpt-image-1-mini", "gpt-image-1.5", "chatgpt-image-latest", "dall-e-2", "dall-e-3"}
)
"""Picture models that were shut down up to 2026-12-01 (OpenAI's page of deprecations)."""
_NO_INSTRUCTIONS = frozenset({"tts-1", "tts-1-hd"})
_OLD_VOICES = frozenset({"alloy", "ash", "coral", "echo", "fable", "onyx", "nova", "sage", "shimmer"})
"""Voices of the models without instructions; the others have all that the SDK names."""
_FEWEST_PIXELS, _MOST_PIXELS = 655_360, 8_294_400
TODAY = "2026-12-01"
"""The day as of which the fake knows which models have ended."""
OF_OWN_SERVERS = "llama3.1"
"""The one model of other servers with this API, for which the fake stands, too."""
_LEAST_CACHED = 1024
"""Tokens below which nothing is kept; beginnings are kept by themselves."""
_ROLES = {"developer", "system", "user", "assistant", "tool", "function"}
_THOUGHTS = 600
"""Tokens that a model thinks before an answer; they are among those of the answer."""
_USD_OUT, _USD_TEXT, _USD_PICTURE = 30e-6, 5e-6, 8e-6


class OpenAI(Service):
    """The paths below `/v1`."""

    name: ClassVar[str] = "openai"
    _kept: frozenset[str] = frozenset()

    def error(self, status: int, message: str, reason: str = "") -> Reply:
        """The service's error object."""
        status = 429 if reason == "quota" else status
        codes = {
            "quota": "insufficient_quota",
            "wrong_key": "invalid_api_key",
            "unknown_model": "model_not_found",
            "rate_limited": "rate_limit_exceeded",
            "refused": "moderation_blocked",
        }
        kind = (
            "server_error"
            if status >= 500
            else "image_generation_user_error"
            if reason == "refused"
            else "invalid_request_error"
        )
        return Reply(
            status,
            {"error": {"message": message, "type": kind, "code": codes.get(reason), "param": None}},
            {"x-request-id": "req_fake"},
        )

    @route("GET", "/v1/models", "models")
    def models(self, request: Request) -> Reply:
        """Some models."""
        names = ("gpt-6-luna", "gpt-6-sol", "gpt-image-2", "gpt-4o-mini-tts")
        return Reply(
            200,
            {
                "object": "list",
                "data": [{"id": name, "object": "model", "created": 0, "owned_by": "fake"} for name in names],
            },
        )

    @route("POST", "/v1/chat/completions", "chat")
    def chat(self, request: Request) -> Reply:
        """One answer, in the schema when `response_format` has one."""
        asked, body = self._asked(request), request.json
        text, finish = self.studio.answers.text(asked), "stop"
        refusal = "I can't help with that." if request.meets(Fault.REFUSED) else None
        if refusal or request.meets(Fault.EMPTY):
            text = ""
        thoughts = _THOUGHTS if "max_completion_tokens" in body else 0
        allowed = int(body.get("max_completion_tokens") or body.get("max_tokens") or 65_536)
        most = 4 * max(0, allowed - thoughts)
        if request.meets(Fault.HALF_JSON) or len(text) > most:
            text, finish = text[: min(len(text) // 2, most)], "length"
        inward, outward = (
            (len(asked.system) + len(asked.prompt)) // 4 + 1000 * len(asked.images) + 1,
            thoughts + len(text) // 4 + 1,
        )
        request.fault = None if refusal else request.fault
        kept, written = self._kept_tokens(asked, inward)
        plain = inward - kept - written
        usd = plain * 2e-6 + kept * 0.2e-6 + written * 2.5e-6 + outward * 10e-6
        job = self.take_on(request, body, Terms("words", usd, waits=True))
        message = {"role": "assistant", "content": None if refusal else text, "refusal": refusal}
        usage = {
            "prompt_tokens": inward,
            "completion_tokens": outward,
            "total_tokens": inward + outward,
            "completion_tokens_details": {"reasoning_tokens": thoughts},
            "prompt_tokens_details": {"cached_tokens": kept, "cache_write_tokens": written},
        }
        choice = {"index": 0, "message": message, "finish_reason": finish, "logprobs": None}
        return Reply(
            200,
            {
                "id": f"chatcmpl-{job.id}",
                "object": "chat.completion",
                "created": int(job.accepted_at),
                "model": asked.model,
                "choices": [choice],
                "usage": usage,
            },
        )

    @route("POST", "/v1/images/generations", "image")
    def image(self, request: Request) -> Reply:
        """Pictures from words."""
        return self._drawn(request, request.json)

    @route("POST", "/v1/images/edits", "edit")
    def edit(self, request: Request) -> Reply:
        """Pictures from words and pictures."""
        pictures = [one for name in ("image[]", "image") for one in request.parts.get(name, [])]
        if not pictures:
            raise Answered(self.error(400, "image: at least one is needed"))
        for picture in pictures:
            self.shelve_picture(picture)
        words = {name: value for name, value in request.form.items() if not name.startswith("image")}
        return self._drawn(request, {**words, "images": pictures})

    @route("POST", "/v1/audio/speech", "speech")
    def speech(self, request: Request) -> Reply:
        """Speech as bytes, without times."""
        body = request.json
        text, form = body.get("input") or "", body.get("response_format") or "mp3"
        self._speakable(body)
        if not text or len(text) > 4096 or form not in _FORMS or not body.get("voice"):
            raise Answered(
                self.error(
                    400, f"input of 1 to 4096 characters, a voice and a format of {sorted(_FORMS)} are needed"
                )
            )
        job = self._paid(
            request,
            body,
            [{"kind": "speech", "text": text, "voice": str(body["voice"]), "format": _FORMS[form]}],
            Terms("speech", len(text) * 1.5e-5, waits=True),
        )
        content, media_type = self.rendered(job)
        self.studio.books.collected(job)
        return Reply(200, content, {"Content-Type": media_type})

    @route("POST", "/v1/audio/transcriptions", "transcription")
    def transcription(self, request: Request) -> Reply:
        """The words of a recording, with their times for verbose_json."""
        try:
            heard, seconds = sounds.listen(request.parts["file"][0])
        except (KeyError, ValueError) as error:
            raise Answered(self.error(400, f"Invalid file format: {error}")) from error
        text = heard or self.studio.heard(seconds)
        self._paid(
            request,
            {**request.form, "file": request.parts["file"][0]},
            [],
            Terms("transcript", 0.0045 * seconds / 60, waits=True),
        )
        if request.form.get("response_format") != "verbose_json":
            return Reply(200, {"text": text})
        stretch = 1.0 if heard else seconds / max(0.1, sounds.speech_seconds(text))
        words = [
            {"word": word.strip(".,!?;:"), "start": begins * stretch, "end": ends * stretch}
            for word, _, begins, ends in sounds.word_seconds(text)
        ]
        return Reply(
            200,
            {"task": "transcribe", "language": "english", "duration": seconds, "text": text, "words": words},
        )

    def _kept_tokens(self, asked: Asked, inward: int) -> tuple[int, int]:
        """Tokens that are read from the cache and written to it: of a beginning that is long enough."""
        beginning = (asked.system + asked.prompt)[: 4 * _LEAST_CACHED]
        if len(beginning) < 4 * _LEAST_CACHED or inward < _LEAST_CACHED:
            return 0, 0
        known, self._kept = beginning in self._kept, self._kept | {beginning}
        return (_LEAST_CACHED, 0) if known else (0, _LEAST_CACHED)

    def _paid(self, request: Request, asked: Any, made: list[dict[str, Any]], terms: Terms) -> Job:
        if request.meets(Fault.REFUSED):
            raise Answered(self.error(400, "Your request was rejected by the safety system.", "refused"))
        job = self.take_on(request, asked, terms, made)
        if job.failure:
            raise Answered(self.error(500, "The server had an error while processing your request."))
        return job

    def _speakable(self, body: dict[str, Any]) -> None:
        """Refuse a model or voice that the SDK does not name, and what the model does not take."""
        from openai.types.audio.speech_create_params import Voice
        from openai.types.audio.speech_model import SpeechModel

        model, voice = body.get("model"), body.get("voice")
        if model not in get_args(SpeechModel):
            raise Answered(self.error(404, f"The model {model!r} does not exist.", "unknown_model"))
        voices = _OLD_VOICES if model in _NO_INSTRUCTIONS else set(_literals(Voice))
        if voice not in voices:
            raise Answered(self.error(400, f"voice {voice!r}; accepted are {sorted(voices)}"))
        if model in _NO_INSTRUCTIONS and body.get("instructions"):
            raise Answered(self.error(400, f"instructions are not taken by {model}"))
        if not 0.25 <= float(body.get("speed") or 1) <= 4:
            raise Answered(self.error(400, "speed: 0.25 to 4.0 are accepted"))

    def _drawable(self, body: dict[str, Any]) -> None:
        """Refuse a model that the SDK does not name or that has ended, and what it does not take."""
        from openai.types.image_model import ImageModel

        model, quality = body.get("model"), body.get("quality")
        if model not in get_args(ImageModel) or model in _ENDED:
            raise Answered(self.error(404, f"The model {model!r} does not exist.", "unknown_model"))
        more = ("xhigh", "max") if "2.5" in str(model) else ()
        if quality not in (None, "auto", "low", "medium", "high", *more):
            raise Answered(self.error(400, f"quality {quality!r} is not taken by {model}"))
        if len(str(body.get("prompt"))) > 32_000 or not 1 <= int(body.get("n") or 1) <= 10:
            raise Answered(self.error(400, "a prompt has up to 32000 characters, and n is 1 to 10"))
        if len(body.get("images", ())) > 16:
            raise Answered(self.error(400, "image: up to 16 are accepted"))

    def _drawn(self, request: Request, body: dict[str, Any]) -> Reply:
        self._known(body)
        self._drawable(body)
        size = str(body.get("size") or "auto")
        width, height = (1024, 1024) if size == "auto" else tuple(int(one) for one in size.split("x"))
        if (
            width % 16
            or height % 16
            or not 1 / 3 <= width / height <= 3
            or max(width, height) > 3840
            or not _FEWEST_PIXELS <= width * height <= _MOST_PIXELS
            or not body.get("prompt")
        ):
            raise Answered(
                self.error(
                    400,
                    f"a prompt is needed; size {size!r} must have sides that are multiples of 16, up to 3840,"
                    f" in a ratio of 1:3 to 3:1, and {_FEWEST_PIXELS} to {_MOST_PIXELS} pixels",
                )
            )
        form, count = str(body.get("output_format") or "png"), int(body.get("n") or 1)
        made = [
            {
                "kind": "image",
                "width": width,
                "height": height,
                "format": form,
                "prompt": body["prompt"],
                "index": index,
            }
            for index in range(count)
        ]
        output, words = count * round(1010 * width * height / 1e6), len(str(body["prompt"])) // 4 + 1
        pictures = 1200 * len(body.get("images", ()))
        usd = output * _USD_OUT + words * _USD_TEXT + pictures * _USD_PICTURE
        job = self._paid(request, body, made, Terms("image", usd, waits=True))
        data = [
            {"b64_json": base64.b64encode(self.rendered(job, index)[0]).decode()} for index in range(count)
        ]
        self.studio.books.collected(job)
        usage = {
            "input_tokens": words + pictures,
            "output_tokens": output,
            "total_tokens": words + pictures + output,
            "input_tokens_details": {"text_tokens": words, "image_tokens": pictures},
        }
        return Reply(
            200,
            {
                "created": int(job.accepted_at),
                "data": [] if request.meets(Fault.EMPTY) else data,
                "size": size,
                "output_format": form,
                "usage": usage,
            },
        )

    def _asked(self, request: Request) -> Asked:
        body = request.json
        self._chats(str(body.get("model")))
        if not body.get("messages"):
            raise Answered(self.error(400, "messages: too short"))
        self._answerable(body)
        blocks = [
            (message["role"], block)
            for message in body["messages"]
            for block in _blocks(message.get("content"))
        ]
        system = "\n".join(
            block["text"]
            for role, block in blocks
            if block.get("type") == "text" and role in ("system", "developer")
        )
        prompt = "\n".join(
            block["text"] for role, block in blocks if block.get("type") == "text" and role == "user"
        )
        form = (body.get("response_format") or {}).get("json_schema") or {}
        images = tuple(
            self.fetch(block["image_url"]["url"]) for _, block in blocks if block.get("type") == "image_url"
        )
        for image in images:
            self.shelve_picture(image)
        schema = form.get("schema")
        title = str((schema or {}).get("title") or form.get("name") or "")
        return Asked(self.name, str(body.get("model")), system, prompt, schema, title, images, body)

    def _chats(self, model: str) -> None:
        """Refuse a model that the SDK does not name or that has ended, unless an account fine-tuned it."""
        if model.startswith("ft:") or model == OF_OWN_SERVERS or model in _chat_models():
            return
        raise Answered(self.error(404, f"The model {model!r} does not exist.", "unknown_model"))

    def _answerable(self, body: dict[str, Any]) -> None:
        """Refuse a limit, a speaker or a form of the answer that the service does not take."""
        model, form = str(body.get("model")), (body.get("response_format") or {}).get("json_schema")
        if "max_tokens" in body and re.match(r"o\d", model):
            raise Answered(self.error(400, f"max_tokens is not supported with {model}"))
        if not {message.get("role") for message in body["messages"]} <= _ROLES:
            raise Answered(self.error(400, f"messages.role: accepted are {sorted(_ROLES)}"))
        if form and not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", str(form.get("name"))):
            raise Answered(self.error(400, "response_format.json_schema.name: letters, digits, _ and -"))
        if form and form.get("strict") and not _is_strict(form.get("schema")):
            raise Answered(self.error(400, "Invalid schema for response_format", "invalid_schema"))

    def _known(self, body: dict[str, Any]) -> None:
        if str(body.get("model", "")).startswith("no-such"):
            raise Answered(
                self.error(404, f"The model {json.dumps(body['model'])} does not exist.", "unknown_model")
            )


@cache
def _chat_models() -> frozenset[str]:
    """The models that the SDK names, without those whose end it says has come."""
    from openai.types.shared import chat_model

    words = inspect.getsource(chat_model).partition("Deprecated values:")[2]
    ended: set[str] = set()
    for group in re.split(r"^- ", words, flags=re.MULTILINE):
        day = re.search(r"shutdown\s+date:\s+([\d-]+)", group)
        if "Not a supported" in group or (day and day[1] <= TODAY):
            ended |= set(re.findall(r'"([^"]+)"', group))
    return frozenset(get_args(chat_model.ChatModel)) - ended


def _is_strict(schema: Any) -> bool:
    """Whether every object of a schema needs all of its fields and has no others."""
    if isinstance(schema, list):
        return all(map(_is_strict, schema))
    if not isinstance(schema, dict):
        return True
    fields = schema.get("properties") if schema.get("type") == "object" else None
    if fields is not None and (
        schema.get("additionalProperties") is not False or set(schema.get("required", ())) != set(fields)
    ):
        return False
    return all(map(_is_strict, schema.values()))


def _literals(union: Any) -> tuple[Any, ...]:
    """Every value of the lists in a union of types."""
    return tuple(value for part in get_args(union) for value in get_args(part))


def _blocks(content: Any) -> list[dict[str, Any]]:
    return [{"type": "text", "text": content}] if isinstance(content, str) else list(content or [])
