"""Anthropic's Messages API as the official SDK uses it: text, schemas, pictures, streams, token counts."""

from __future__ import annotations

import json
from functools import cache
from typing import Any, ClassVar, get_args

from tests.fakes.answers import Asked
from tests.fakes.books import Job
from tests.fakes.faults import Fault
from tests.fakes.server import Answered, Reply, Request, route
from tests.fakes.service import Service, Terms, plain_bytes

_USD_IN, _USD_OUT, _USD_CACHED = 2e-6, 10e-6, 0.1e-6
_THOUGHTS = {"low": 200, "medium": 800, "high": 3000, "xhigh": 6000, "max": 12_000}
"""Tokens that it thinks before an answer, by effort; 'high' unless another is asked for."""
_WITHOUT_EFFORT = ("claude-haiku-4", "claude-sonnet-4-5")
_MOST_AT_ONCE = 21_333
"""Tokens of an answer that is not streamed (anthropic 2.11.0, `_calculate_nonstreaming_timeout`)."""
_LEAST_CACHED = 1024
"""Tokens; the service keeps no shorter beginning."""


class Anthropic(Service):
    """`POST /v1/messages` and `/v1/messages/count_tokens`; the key comes as a bearer token."""

    name: ClassVar[str] = "anthropic"
    _kept: frozenset[str] = frozenset()
    """Beginnings of questions in the cache."""

    def error(self, status: int, message: str, reason: str = "") -> Reply:
        """The service's error object."""
        kinds = {
            402: "billing_error",
            400: "invalid_request_error",
            401: "authentication_error",
            404: "not_found_error",
            429: "rate_limit_error",
            500: "api_error",
            503: "overloaded_error",
        }
        return Reply(
            status,
            {"type": "error", "error": {"type": kinds.get(status, "api_error"), "message": message}},
            {"request-id": "req_fake"},
        )

    @route("POST", "/v1/messages", "messages")
    def messages(self, request: Request) -> Reply:
        """One answer, whole or as a stream of events."""
        asked = self._asked(request)
        body = request.json
        if not isinstance(body.get("max_tokens"), int):
            raise Answered(self.error(400, "max_tokens: Field required"))
        if body["max_tokens"] > _MOST_AT_ONCE and not body.get("stream"):
            raise Answered(self.error(400, "Streaming is required for operations that may take long"))
        if body.get("tool_choice", {}).get("type") in ("tool", "any"):
            raise Answered(self.error(400, "tool_choice: forced tools are not supported by this model"))
        thoughts = self._thought(asked.model, body)
        text = self.studio.answers.text(asked)
        stop, most = "end_turn", 4 * max(0, body["max_tokens"] - thoughts)
        if request.meets(Fault.REFUSED) or request.meets(Fault.EMPTY):
            text, stop = "", "refusal" if request.meets(Fault.REFUSED) else "end_turn"
        if request.meets(Fault.HALF_JSON) or len(text) > most:
            text, stop = text[: min(len(text) // 2, most)], "max_tokens"
        read, written = self._cached(body)
        usage = {
            "input_tokens": _tokens(asked) - read - written,
            "output_tokens": min(body["max_tokens"], thoughts) + len(text) // 4 + 1,
            "cache_creation_input_tokens": written,
            "cache_read_input_tokens": read,
        }
        inward = usage["input_tokens"] * _USD_IN + read * _USD_CACHED + written * 1.25 * _USD_IN
        request.fault = None if request.meets(Fault.REFUSED) else request.fault
        job = self.take_on(
            request,
            body,
            Terms("words", inward + usage["output_tokens"] * _USD_OUT, waits=True),
        )
        message = _message(job, asked.model, text, stop, usage)
        headers = {"request-id": f"req_{job.id}"}
        if request.meets(Fault.BROKEN_STREAM) and body.get("stream"):
            return Reply(200, _broken_stream(message), headers | {"Content-Type": "text/event-stream"})
        return (
            Reply(200, _stream(message), headers | {"Content-Type": "text/event-stream"})
            if body.get("stream")
            else Reply(200, message, headers)
        )

    @route("POST", "/v1/messages/count_tokens", "count_tokens")
    def count_tokens(self, request: Request) -> Reply:
        """How many tokens a question has; free."""
        return Reply(200, {"input_tokens": _tokens(self._asked(request))})

    def _thought(self, model: str, body: dict[str, Any]) -> int:
        """Tokens that the model thinks; refuses an effort that it does not take."""
        effort = (body.get("output_config") or {}).get("effort")
        if effort is not None and (effort not in _THOUGHTS or model.startswith(_WITHOUT_EFFORT)):
            raise Answered(self.error(400, f"output_config.effort: {effort!r} is not supported by {model}"))
        return 0 if model.startswith(_WITHOUT_EFFORT) else _THOUGHTS[effort or "high"]

    def _cached(self, body: dict[str, Any]) -> tuple[int, int]:
        """Tokens that are read from the cache and written to it, by the marks in the question."""
        blocks = [block for message in body["messages"] for block in _blocks(message["content"])]
        marks = [place for place, block in enumerate(blocks) if block.get("cache_control")]
        if len(marks) > 4:
            raise Answered(self.error(400, "cache_control: up to 4 blocks are accepted"))
        if not marks:
            return 0, 0
        kept = json.dumps([body.get("system"), [block.get("text") for block in blocks[: marks[-1] + 1]]])
        tokens = len(kept) // 4
        if tokens < _LEAST_CACHED:
            return 0, 0
        known, self._kept = kept in self._kept, self._kept | {kept}
        return (tokens, 0) if known else (0, tokens)

    def _asked(self, request: Request) -> Asked:
        body = request.json
        if not body.get("messages"):
            raise Answered(self.error(400, "messages: at least one message is required"))
        blocks = [block for message in body["messages"] for block in _blocks(message["content"])]
        system = "\n".join(block.get("text", "") for block in _blocks(body.get("system", "")))
        prompt = "\n".join(block["text"] for block in blocks if block.get("type") == "text")
        form = (body.get("output_config") or {}).get("format") or {}
        schema = form.get("schema") if form.get("type") == "json_schema" else None
        if body.get("model") not in _models():
            raise Answered(self.error(404, f"model: {body['model']}", "unknown_model"))
        return Asked(
            self.name,
            str(body.get("model")),
            system,
            prompt,
            schema,
            str((schema or {}).get("title", "")),
            self._images(blocks),
            body,
        )

    def _images(self, blocks: list[dict[str, Any]]) -> tuple[bytes, ...]:
        sources = [block["source"] for block in blocks if block.get("type") == "image"]
        images = tuple(
            plain_bytes(one["data"]) if one.get("type") == "base64" else self.fetch(one["url"])
            for one in sources
        )
        for image in images:
            self.shelve_picture(image)
        return images


@cache
def _models() -> frozenset[str]:
    """The models that the SDK names, without those that have ended."""
    from anthropic.resources.messages.messages import DEPRECATED_MODELS
    from anthropic.types.model import Model

    return frozenset(get_args(get_args(Model)[0])) - DEPRECATED_MODELS.keys()


def _blocks(content: Any) -> list[dict[str, Any]]:
    return [{"type": "text", "text": content}] if isinstance(content, str) else list(content or [])


def _tokens(asked: Asked) -> int:
    return (
        (len(asked.system) + len(asked.prompt) + len(json.dumps(asked.schema or ""))) // 4
        + 1200 * len(asked.images)
        + 1
    )


def _message(job: Job, model: str, text: str, stop: str, usage: dict[str, int]) -> dict[str, Any]:
    content = [{"type": "text", "text": text}] if text else []
    thought = [{"type": "thinking", "thinking": "", "signature": "fake"}]
    refused = {"type": "refusal", "category": "general_harms", "explanation": "It could do harm."}
    return {
        "id": f"msg_{job.id}",
        "type": "message",
        "role": "assistant",
        "model": model,
        "content": thought + content,
        "stop_reason": stop,
        "stop_details": refused if stop == "refusal" else None,
        "stop_sequence": None,
        "usage": usage,
    }


def _broken_stream(message: dict[str, Any]) -> bytes:
    """The beginning of an answer, and an error in the place of its end, as an overloaded service sends it."""
    error = {"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}
    begun = _stream(message).partition(b"event: content_block_stop")[0]
    return begun + f"event: error\ndata: {json.dumps(error)}\n\n".encode()


def _stream(message: dict[str, Any]) -> bytes:
    events: list[dict[str, Any]] = [
        {
            "type": "message_start",
            "message": {**message, "content": [], "stop_reason": None, "stop_details": None},
        }
    ]
    for index, block in enumerate(message["content"]):
        empty = {"type": "text", "text": ""} if block["type"] == "text" else block
        events.append({"type": "content_block_start", "index": index, "content_block": empty})
        if block["type"] == "text":
            delta = {"type": "text_delta", "text": block["text"]}
            events.append({"type": "content_block_delta", "index": index, "delta": delta})
        events.append({"type": "content_block_stop", "index": index})
    events += [
        {
            "type": "message_delta",
            "delta": {
                "stop_reason": message["stop_reason"],
                "stop_sequence": None,
                "stop_details": message["stop_details"],
            },
            "usage": message["usage"],
        },
        {"type": "message_stop"},
    ]
    return "".join(f"event: {event['type']}\ndata: {json.dumps(event)}\n\n" for event in events).encode()
