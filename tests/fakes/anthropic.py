"""Anthropic's Messages API as the official SDK uses it: text, schemas, pictures, streams, token counts."""

from __future__ import annotations

import json
from typing import Any, ClassVar

from tests.fakes.answers import Asked
from tests.fakes.books import Job
from tests.fakes.faults import Fault
from tests.fakes.server import Answered, Reply, Request, route
from tests.fakes.service import Service, Terms, plain_bytes

_USD_IN, _USD_OUT = 2e-6, 10e-6


class Anthropic(Service):
    """`POST /v1/messages` and `/v1/messages/count_tokens`; the key comes as a bearer token."""

    name: ClassVar[str] = "anthropic"

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
        if body.get("tool_choice", {}).get("type") in ("tool", "any"):
            raise Answered(self.error(400, "tool_choice: forced tools are not supported by this model"))
        text = self.studio.answers.text(asked)
        stop = "end_turn"
        if request.meets(Fault.REFUSED) or request.meets(Fault.EMPTY):
            text, stop = "", "refusal" if request.meets(Fault.REFUSED) else "end_turn"
        if request.meets(Fault.HALF_JSON) or len(text) > 4 * body["max_tokens"]:
            text, stop = text[: min(len(text) // 2, 4 * body["max_tokens"])], "max_tokens"
        usage = {
            "input_tokens": _tokens(asked),
            "output_tokens": len(text) // 4 + 1,
            "cache_creation_input_tokens": 0,
            "cache_read_input_tokens": 0,
        }
        request.fault = None if request.meets(Fault.REFUSED) else request.fault
        job = self.take_on(
            request,
            body,
            Terms("words", usage["input_tokens"] * _USD_IN + usage["output_tokens"] * _USD_OUT, waits=True),
        )
        message = _message(job, asked.model, text, stop, usage)
        headers = {"request-id": f"req_{job.id}"}
        return (
            Reply(200, _stream(message), headers | {"Content-Type": "text/event-stream"})
            if body.get("stream")
            else Reply(200, message, headers)
        )

    @route("POST", "/v1/messages/count_tokens", "count_tokens")
    def count_tokens(self, request: Request) -> Reply:
        """How many tokens a question has; free."""
        return Reply(200, {"input_tokens": _tokens(self._asked(request))})

    def _asked(self, request: Request) -> Asked:
        body = request.json
        if not body.get("messages"):
            raise Answered(self.error(400, "messages: at least one message is required"))
        blocks = [block for message in body["messages"] for block in _blocks(message["content"])]
        system = "\n".join(block.get("text", "") for block in _blocks(body.get("system", "")))
        prompt = "\n".join(block["text"] for block in blocks if block.get("type") == "text")
        form = (body.get("output_config") or {}).get("format") or {}
        schema = form.get("schema") if form.get("type") == "json_schema" else None
        if str(body.get("model", "")).startswith("no-such"):
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
    return {
        "id": f"msg_{job.id}",
        "type": "message",
        "role": "assistant",
        "model": model,
        "content": content,
        "stop_reason": stop,
        "stop_sequence": None,
        "usage": usage,
    }


def _stream(message: dict[str, Any]) -> bytes:
    events: list[dict[str, Any]] = [
        {"type": "message_start", "message": {**message, "content": [], "stop_reason": None}}
    ]
    for index, block in enumerate(message["content"]):
        events += [
            {"type": "content_block_start", "index": index, "content_block": {"type": "text", "text": ""}},
            {
                "type": "content_block_delta",
                "index": index,
                "delta": {"type": "text_delta", "text": block["text"]},
            },
            {"type": "content_block_stop", "index": index},
        ]
    events += [
        {
            "type": "message_delta",
            "delta": {"stop_reason": message["stop_reason"], "stop_sequence": None},
            "usage": message["usage"],
        },
        {"type": "message_stop"},
    ]
    return "".join(f"event: {event['type']}\ndata: {json.dumps(event)}\n\n" for event in events).encode()
